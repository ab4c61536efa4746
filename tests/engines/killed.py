"""A run of the command that is killed while an engine is asked, and what the next one may ask then."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from kit.case import open_case
from kit.collect.dispatch import _held

KIT = str(Path(sys.executable).parent / "kit")


def asked(folder: Path) -> dict[str, dict]:
    """Origin -> facts of each answer that the vault holds."""
    return {origin: meta for origin, _, meta in _held(open_case(folder)) if "statement" in meta}


def in_round_3(words: list[str]) -> None:
    """Starts the command, and SIGKILL as soon as it says that its third round begins."""
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "round 3" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said


def goes_on(before: dict[str, dict], after: dict[str, dict]) -> None:
    """What the vault held stays; what an answer was for is asked once more only of an earlier time."""
    assert {"uses", "links", "hours"} <= {meta["template"] for meta in before.values()}
    assert before.items() <= after.items()
    new = [meta for origin, meta in after.items() if origin not in before]
    assert new
    for meta in new:
        held = {node for other in before.values() if other["template"] == meta["template"]
                for node in other["asked"] if node not in other["late"]}  # fmt: skip
        assert not held & {*meta["asked"]}, meta["template"]
