"""What comes over a network is loaded while more of it comes; what goes wrong there ends the run like
anything else."""

from __future__ import annotations

import gzip
import json
import os
import time
from dataclasses import replace

import pytest
from conftest import ACCOUNT, NOW, record

from kit.case import new_case
from kit.collect import run as collecting
from kit.collect.run import collect_items
from kit.errors import CaseError
from kit.sources.item import Item, Pause
from kit.store import database, vault


def objects(first: int, count: int):
    for place in range(first, first + count):
        data = json.dumps({"Records": [record(place)]}).encode()
        yield Item(origin=f"s3://b/{place}", fetched_at=NOW, data=data, kind="object")


def held(case) -> int:
    with database.reading(case) as con:
        return con.execute("select count(*) from events").fetchall()[0][0]


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setattr(collecting, "LIVE_SECONDS", 0.0)
    return new_case(tmp_path / "case", now=NOW, account=ACCOUNT)


def test_it_is_loaded_while_the_source_goes_on(case):
    told: list[int] = []

    def items():
        yield from objects(0, 3)
        until = time.monotonic() + 30
        while not told and time.monotonic() < until:
            yield Pause()
            time.sleep(0.01)
        assert told, "nothing was loaded before the source ended"
        yield from objects(3, 2)

    summary = collect_items(case, items(), progress=lambda events, **_: events and told.append(events))
    assert summary.events == held(case) == 5


def test_a_load_that_fails_ends_the_run_in_one_line_and_the_next_one_finishes(case):
    aside = case.folder / "aside"

    def items():
        yield from objects(0, 1)
        # A folder where the database should be.
        case.database.rename(aside)
        case.database.mkdir()
        for item in objects(1, 10_000):
            yield item
            time.sleep(0.01)

    began = time.monotonic()
    with pytest.raises(CaseError) as said:
        collect_items(case, items())
    assert "\n" not in str(said.value)
    assert time.monotonic() - began < 60, "the source was read on although nothing could be loaded"
    case.database.rmdir()
    aside.rename(case.database)
    assert collect_items(case, objects(0, 3)).unchanged >= 1
    assert held(case) >= 3


def long_files(first: int, count: int):
    for place in range(first, first + count):
        told = [record(place * 1_000 + number, userAgent=f"{os.urandom(70).hex()}") for number in range(400)]
        data = gzip.compress(json.dumps({"Records": told}).encode())
        assert len(data) > vault.LONG_FILES
        yield Item(origin=f"{place}.json.gz", fetched_at=NOW, data=data, kind="file")


def test_long_files_of_a_disk_are_loaded_while_the_next_pack_fills(case, monkeypatch):
    monkeypatch.setattr(vault, "FIRST_OF_FILES", 100)
    told: list[int] = []

    def items():
        yield from long_files(0, 3)
        until = time.monotonic() + 30
        while not told and time.monotonic() < until:
            time.sleep(0.01)
        assert told, "nothing was loaded before the source ended"
        yield from long_files(3, 9)

    summary = collect_items(case, items(), progress=lambda events, **_: events and told.append(events))
    assert summary.events == held(case) == 12 * 400
    # The first pack is a short one, so that there is something to load; all others are long.
    assert len(vault.packs(case)) == 2


def test_short_files_of_a_disk_make_one_pack(case, monkeypatch):
    monkeypatch.setattr(vault, "FIRST_OF_FILES", 1)
    files = (replace(item, kind="file") for item in objects(0, 50))
    assert collect_items(case, files).events == held(case) == 50
    assert len(vault.packs(case)) == 1
