"""docs/walkthrough.md: each of its commands, run on the incident that `make demo` makes, prints what the page
shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "walkthrough.md"
STEPS = re.findall(r"^```sh\n(.*?)\n```\n```text\n(.*?)\n```$", PAGE.read_text(encoding="utf-8"), re.S | re.M)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder with demo/case in it, made as `make demo` does, without its notebooks and reports."""
    folder = tmp_path_factory.mktemp("walk")
    run(folder, "kit demo demo --only-make")
    run(
        folder,
        "kit new demo/case --notice demo/evidence/notice_ja.eml && kit collect demo/case demo/evidence/trail",
    )
    return folder


def run(folder: Path, command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode in (0, 3), done.stderr  # 3: the demo's truncated file
    return done.stdout


def test_the_page_has_its_steps():
    assert len(STEPS) == PAGE.read_text(encoding="utf-8").count("\n## ") == 10


@pytest.mark.parametrize(("command", "shown"), STEPS, ids=[str(n + 1) for n in range(len(STEPS))])
def test_the_command_prints_what_is_shown(place, command, shown):
    assert run(place, command).rstrip() == shown


def test_the_last_step_has_every_credential(place):
    told = {word for line in STEPS[-1][1].splitlines() for word in line.split()}
    for _, shown in STEPS[2:9]:
        for key in re.findall(r"\b(?:AKIA|ASIA)\w{16}\b", shown):
            # Keys of one console sign-in are one credential of the tree.
            assert key in told or "ConsoleLogin" in shown
