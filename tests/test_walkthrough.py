"""docs/walkthrough.md, docs/architecture.md, docs/python-api.md and the tutorials: what they run on the
incident of `make demo` prints what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
# A command that shows nothing has no second block.
_STEP = re.compile(r"^```sh\n((?:(?!```).)*?)\n```\n```text\n(.*?)\n```$", re.S | re.M)


def steps(page: str) -> list[tuple[str, str]]:
    """(command, what it prints) of each step that a page shows."""
    return _STEP.findall((DOCS / page).read_text(encoding="utf-8"))


STEPS = steps("walkthrough.md")
JOURNEY = steps("architecture.md")
TUTORIALS = [(page, *step) for page in ("tutorial.md", "tutorial.ja.md") for step in steps(page)]


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
    assert len(STEPS) == (DOCS / "walkthrough.md").read_text(encoding="utf-8").count("\n## ") == 11


@pytest.mark.parametrize(("command", "shown"), STEPS, ids=[str(n + 1) for n in range(len(STEPS))])
def test_the_command_prints_what_is_shown(place, command, shown):
    assert run(place, command).rstrip() == shown


@pytest.mark.parametrize(("command", "shown"), JOURNEY, ids=[str(n + 1) for n in range(len(JOURNEY))])
def test_one_record_goes_from_its_file_to_a_sentence_and_back(place, command, shown):
    assert run(place, command).rstrip() == shown.rstrip()


def test_the_journey_is_whole():
    """From the record as it lies in its file, over a sentence, to the same place."""
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert len(JOURNEY) == page.count("```sh") == 7
    record, back = JOURNEY[0][1], JOURNEY[-1][1]
    assert "CreateUser" in record
    assert JOURNEY[2][1] in back


def test_the_example_of_the_python_library(place):
    page = (DOCS / "python-api.md").read_text(encoding="utf-8")
    example, shown = re.search(r"^```python\n(.*?)\n```\n```text\n(.*?)\n```$", page, re.S | re.M).groups()
    (place / "example.py").write_text(example, encoding="utf-8")
    assert run(place, "python example.py").rstrip() == shown


def test_one_step_has_every_credential(place):
    # "All of it at once" is the step before the leak.
    told = {word for line in STEPS[-2][1].splitlines() for word in line.split()}
    # Keys of one console sign-in are one credential of the tree.
    pages = [shown for _, shown in STEPS[2:9] if "ConsoleLogin" not in shown]
    keys = {key for shown in pages for key in re.findall(r"\b(?:AKIA|ASIA)\w{16}\b", shown)}
    assert len(keys) > 4
    assert keys <= told


# After the others: a verdict is given and taken back, a remark stays.
@pytest.mark.parametrize(("page", "command", "shown"), TUTORIALS, ids=range(len(TUTORIALS)))
def test_the_tutorial_prints_what_it_shows(place, page, command, shown):
    assert run(place, command).rstrip() == shown


def test_both_tutorials_go_the_same_way_with_pictures_that_are_there():
    made = {page: (DOCS / page).read_text(encoding="utf-8") for page in ("tutorial.md", "tutorial.ja.md")}
    commands = {page: re.findall(r"^kit (\w+)", text, re.M) for page, text in made.items()}
    assert commands["tutorial.md"] == commands["tutorial.ja.md"]
    assert len(TUTORIALS) == 14
    pictures = {page: re.findall(r"!\[.+?\]\((.+?)\.(?:en|ja)\.webp\)", text) for page, text in made.items()}
    assert pictures["tutorial.md"] == pictures["tutorial.ja.md"]
    kept = list((DOCS / "images" / "tutorial").glob("*.webp"))
    assert {f"images/tutorial/{path.name}" for path in kept} == {
        f"{name}.{lang}.webp" for name in pictures["tutorial.md"] for lang in ("en", "ja")
    }
    assert sum(path.stat().st_size for path in kept) < 1_500_000


def test_the_how_to_pages_run_the_same_commands():
    both = [(DOCS / page).read_text(encoding="utf-8") for page in ("how-to.md", "how-to.ja.md")]
    blocks = [re.findall(r"```sh\n(.*?)```", text, re.S) for text in both]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 4
