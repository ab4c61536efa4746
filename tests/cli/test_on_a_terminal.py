"""What a person at a terminal sees: a pseudo terminal of 80 columns, real processes."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import record
from rich.cells import cell_len

from kit.case import machine_language, machine_zone
from kit.cli import examples
from kit.cli.app import app
from kit.cli.table import wrapped

KIT = Path(sys.executable).parent / "kit"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def seen(*words: object, **environment: str) -> list[str]:
    """Lines on a terminal of 80 columns."""
    main, side = pty.openpty()
    settings = {**os.environ, "COLUMNS": "80", "TERM": "xterm", **environment}
    with subprocess.Popen([KIT, *map(str, words)], stdout=side, stderr=side, env=settings) as running:
        os.close(side)
        told = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:  # Linux's way to say that the other side is closed
                break
            if not piece:
                break
            told += piece
        assert running.wait(120) == 0, told
    os.close(main)
    return told.decode().replace("\r\n", "\n").splitlines()


@pytest.fixture
def case(make_case):
    name = "x\x1b[31m" + "長い名前" * 40
    made = record(
        0,
        eventName="CreateUser",
        eventSource="iam.amazonaws.com",
        readOnly=False,
        requestParameters={"userName": name},
        responseElements={"user": {"userName": name}},
    )
    return make_case([made, *(record(place) for place in range(1, 70))])


def test_findings_are_a_line_each_that_fits_and_one_is_had_whole(case):
    lines = seen("ask", case.folder, "findings", NO_COLOR="")
    assert any("\x1b[" in line for line in lines)
    bare = [_ANSI.sub("", line) for line in lines]
    numbered = [line for line in bare if re.match(r"\s*\d+  ", line)]
    assert numbered
    assert all(cell_len(line) <= 80 for line in numbered)
    assert all("\x1b" not in line for line in bare)
    whole = seen("ask", case.folder, "findings", 1, NO_COLOR="1")
    assert all(cell_len(line) <= 80 for line in whole)
    assert any(line.startswith("statement") for line in whole)


def test_a_terminal_shows_fifty_rows_and_all_when_asked(case):
    short = seen("sql", case.folder, "select event_no from event_records")
    assert len(short) == 52
    assert "50 of 70 rows" in short[-1]
    assert len(seen("sql", case.folder, "select event_no from event_records", "--all")) == 72


def test_long_text_is_wrapped_by_cells_and_nothing_is_lost():
    text = "2026年3月22日 以降、EC2 インスタンス 22 件。" * 5 + "x" * 100
    lines = list(wrapped(text, 30))
    assert all(cell_len(line) <= 32 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(("、", "。")) for line in lines)


def test_every_verb_has_an_example_that_names_it():
    for verb in app.registered_commands:
        name = verb.name or verb.callback.__name__
        assert f"  kit {name}" in examples.of(name)


def test_language_and_zone_of_the_machine(tmp_path):
    assert machine_language({"LANG": "ja_JP.UTF-8"}) == "ja"
    assert machine_language({"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}) == "en"
    assert machine_language({"LANG": "C.UTF-8"}) is None
    assert machine_zone({"TZ": "Europe/Berlin"}) == "Europe/Berlin"
    assert machine_zone({"TZ": "UTC"}) is None
    assert machine_zone({"TZ": "Nowhere/Atall"}) is None
    place = tmp_path / "localtime"
    place.symlink_to("/usr/share/zoneinfo/Asia/Seoul")
    assert machine_zone({}, place) == "Asia/Seoul"
