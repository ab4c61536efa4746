"""A repository of 50,000 commits and 200,000 objects and more: half a minute and half a gigabyte at most."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
import quiet
from conftest import LEAKED, NOW
from hiding import git

import kit
from kit.case import new_case

COMMITS, SECONDS, MEGABYTES = 50_000, 30, 500


def history(commits: int):
    """What `git fast-import` takes: files of 2 KB in 200 folders, one with the key until it changes again."""
    dice = random.Random(5)
    words = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(3, 9))) for _ in range(4000)]
    yield b"feature done\n"
    for number in range(commits):
        text = "\n".join(" ".join(dice.choices(words, k=10)) for _ in range(25))
        if number == commits // 3:
            text += f"\naws_access_key_id={LEAKED}\n"
        path = f"src/d{number % 200:03}/f{number // 200 % 20:02}.py"
        head = (
            f"commit refs/heads/main\ncommitter Dev <dev@example.com> {1_700_000_000 + number * 60} +0900\n"
        )
        yield f"{head}data 6\nchange\nM 100644 inline {path}\ndata {len(text)}\n{text}\n".encode()
    yield b"done\n"


@pytest.mark.slow
def test_a_large_repository(tmp_path):
    place = tmp_path / "large"
    place.mkdir()
    git(place, "init", "-q", "--bare")
    feed = subprocess.Popen(
        ["git", f"--git-dir={place}", "fast-import", "--quiet", "--done"], stdin=subprocess.PIPE
    )
    assert feed.stdin is not None
    for piece in history(COMMITS):
        feed.stdin.write(piece)
    feed.stdin.close()
    assert feed.wait() == 0
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    run = quiet.run([str(Path(sys.executable).parent / "kit"), "hunt", str(case.folder), str(place)])
    print(f"{run.wall:.1f} s, {run.cpu:.1f} s of CPU, {run.peak} MiB, alone: {run.quiet}")
    (row,) = kit.ask(case, "exposures").dicts()
    assert (row["path"], row["line"], row["deleted"]) == ("src/d066/f03.py", 26, True)
    objects = [row["objects"] for row in kit.ask(case, "hunts").dicts() if row["kind"] == "repository"]
    assert objects[0] >= 200_000
    assert run.peak < MEGABYTES
    assert run.cpu < SECONDS
    assert run.wall < SECONDS or not run.quiet
