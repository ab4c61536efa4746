"""The repository that the notice speaks of: `batch-tools.git`, the key in one commit and out in the next.

It is written object by object, so that it is there without git and has the same bytes each time.
https://git-scm.com/docs/gitformat-loose
"""

from __future__ import annotations

import hashlib
import random
import string
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kit.demo.scene import Scene

NAME, PATH = "batch-tools.git", ("config", "production.env")
_AUTHOR = "Suzuki Ichiro <suzuki@example.co.jp>"
_MODE = {b"blob": b"100644", b"tree": b"40000"}


def write(folder: Path, scene: Scene) -> None:
    """Three commits in the hours before the notice; nothing for a shape that has no mail."""
    if scene.notice is None:
        return
    place, noticed = folder / NAME, scene.noticed or scene.cast.last
    readme = _object(place, b"blob", b"# batch-tools\nThe nightly jobs.\n")
    settings = "BATCH_SIZE=500\nAWS_REGION=ap-northeast-1\n"
    secret = "".join(random.Random(scene.cast.seed).choices(string.ascii_letters + string.digits, k=40))
    pair = f"AWS_ACCESS_KEY_ID={scene.notice.key}\nAWS_SECRET_ACCESS_KEY={secret}\n"
    parent = ""
    for hours, message, config in (
        (60, "The nightly jobs", settings),
        (9, "Settings for production", settings + pair),
        (4, "Credentials come from the environment", settings),
    ):
        inner = _tree(place, {PATH[1]: (b"blob", _object(place, b"blob", config.encode()))})
        root = _tree(place, {"README.md": (b"blob", readme), PATH[0]: (b"tree", inner)})
        parent = _commit(place, root, parent, noticed - timedelta(hours=hours), message)
    for name in ("refs/heads", "refs/tags"):
        (place / name).mkdir(parents=True, exist_ok=True)
    (place / "refs" / "heads" / "main").write_text(parent + "\n", encoding="utf-8")
    (place / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    config = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
    (place / "config").write_text(config, encoding="utf-8")


def _commit(place: Path, tree: str, parent: str, when: datetime, message: str) -> str:
    stamp = f"{_AUTHOR} {int(when.replace(tzinfo=UTC).timestamp())} +0900"
    lines = [
        f"tree {tree}",
        *([f"parent {parent}"] if parent else []),
        f"author {stamp}",
        f"committer {stamp}",
    ]
    return _object(place, b"commit", ("\n".join(lines) + f"\n\n{message}\n").encode())


def _tree(place: Path, entries: dict[str, tuple[bytes, str]]) -> str:
    text = b"".join(
        _MODE[kind] + b" " + name.encode() + b"\0" + bytes.fromhex(oid)
        for name, (kind, oid) in entries.items()
    )
    return _object(place, b"tree", text)


def _object(place: Path, kind: bytes, data: bytes) -> str:
    text = kind + b" %d\0" % len(data) + data
    oid = hashlib.sha1(text, usedforsecurity=False).hexdigest()
    path = place / "objects" / oid[:2] / oid[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zlib.compress(text))
    return oid
