"""A case sealed for hand-over: a manifest with the hash of every file, under CASE/seals/.

The manifest's own hash is what a person writes down, signs, or has stamped with a time (RFC 3161) outside the
kit; such a file can be laid beside it and is then checked for naming that hash. The seal says what the case
was then; it does not stop anybody from going on, and `kit verify` tells what has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.case import Case
from kit.errors import CaseError, EvidenceError, UsageError
from kit.store import Custody, pack_chain

Row = tuple[str, str, str]
_FOLDER = "seals"
# What later work changes and no seal can hold still: tables, locks, what a command writes anew.
_MADE_ANEW = ("case.duckdb", "case.duckdb.wal", "vault/lock")
_STAMPED = (".tsr", ".tst")


def make(
    case: Case, problems: Iterable[Row], *, now: datetime, beside: Path | None = None
) -> tuple[Path, str]:
    """Writes the next manifest; gives its path and its sha256. `problems` are rows of `kit verify` that are
    not proved, kept in it; `beside` is a signature or time stamp of the last manifest, laid beside that one.

    UsageError where `beside` names no manifest of this case; CaseError where the folder cannot be written.
    """
    folder = case.folder / _FOLDER
    if beside is not None:
        return _lay_beside(folder, beside)
    number = max((int(path.stem) for path in _manifests(folder)), default=0) + 1
    custody = Custody.here()
    manifest = {
        "kit_seal": 1,
        "sealed_at": now.replace(microsecond=0).isoformat() + "Z",
        "sealed_by": custody.by,
        "host": custody.host,
        "kit": custody.kit,
        "account": case.account,
        "customer": case.customer,
        "chain_head": pack_chain.read(case).head,
        "not_proved": [list(row) for row in problems],
        "files": [{"path": name, "bytes": size, "sha256": sha256} for name, size, sha256 in _files(case)],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    path = folder / f"{number:03}.json"
    try:
        folder.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise CaseError(f"{path}: cannot be written: {error.strerror}") from None
    return path, pack_chain.sha256_of(path)


def _lay_beside(folder: Path, beside: Path) -> tuple[Path, str]:
    found = _manifests(folder)
    if not found:
        raise UsageError("verify: nothing is sealed yet; seal first (`kit verify CASE --seal`)")
    latest = found[-1]
    sha256 = pack_chain.sha256_of(latest)
    try:
        data = beside.read_bytes()
    except OSError as error:
        raise UsageError(f"{beside}: cannot be read: {error.strerror}") from None
    if beside.suffix.lower() in _STAMPED and bytes.fromhex(sha256) not in data:
        raise UsageError(f"{beside}: is no time stamp of {latest.name}: it does not name its sha256 {sha256}")
    target = latest.with_name(latest.name + beside.suffix)
    if target.exists() and target.read_bytes() != data:
        raise UsageError(f"{target}: is there already; a seal keeps the first one")
    try:
        target.write_bytes(data)
    except OSError as error:
        raise CaseError(f"{target}: cannot be written: {error.strerror}") from None
    return target, sha256


def check(case: Case) -> tuple[list[Row], bool]:
    """Rows of what has changed since each seal, evidence first; whether no sealed evidence has changed."""
    rows: list[Row] = []
    sound = True
    for path in _manifests(case.folder / _FOLDER):
        found, whole = _against(case, path)
        rows += found
        sound = sound and whole
    return rows, sound


def _against(case: Case, path: Path) -> tuple[list[Row], bool]:
    name = f"seal {path.stem}"
    try:
        manifest = json.loads(path.read_bytes())
        files = {str(each["path"]): each for each in manifest["files"]}
        head = str(manifest["chain_head"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return [(name, "altered", f"{path}: cannot be read as a seal")], False
    rows, later = [], 0
    for part, said in sorted(files.items()):
        at = case.folder / part
        if part == f"vault/{pack_chain.chain_path(case).name}":
            lines = pack_chain.read(case).lines
            if head and head not in {line.sha256 for line in lines}:
                rows.append((part, "altered", f"{name} knows another chain"))
            continue
        sha256 = pack_chain.sha256_of(at) if at.is_file() else None
        if sha256 == said.get("sha256"):
            continue
        if part.startswith("vault/"):
            state = "missing" if sha256 is None else "altered"
            rows.append((part, state, f"{name} knows it as {said.get('sha256')}"))
        else:
            later += 1
    stamps = sorted(each.name for each in path.parent.glob(f"{path.name}.*"))
    words = f"{len(files):,} files of {manifest.get('sealed_at')}, sha256 {pack_chain.sha256_of(path)}"
    if stamps:
        words += f"; beside it {', '.join(stamps)}, which the kit does not check for whose it is"
    if later:
        words += f"; {later:,} files outside the vault are newer than the seal"
    return [*rows, (name, "altered" if rows else "proved", words)], not rows


def _manifests(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if path.stem.isdigit()) if folder.is_dir() else []


def _files(case: Case) -> Iterator[tuple[str, int, str]]:
    """(path inside the case, size, sha256) of every file but those that are made anew, and seals."""
    for path in sorted(case.folder.rglob("*")):
        name = path.relative_to(case.folder).as_posix()
        if path.is_symlink() or not path.is_file() or name in _MADE_ANEW or name.startswith(f"{_FOLDER}/"):
            continue
        digest = hashlib.sha256()
        size = 0
        try:
            with path.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    digest.update(piece)
                    size += len(piece)
        except OSError as error:
            raise EvidenceError(f"{path}: cannot be read: {error.strerror}") from None
        yield name, size, digest.hexdigest()


def problems_of(rows: Iterable[Any]) -> list[Row]:
    """Rows of `kit verify` that are not proved."""
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows if row[1] != "proved"]
