"""What comes over a network is loaded while more of it comes; what goes wrong there ends the run like
anything else."""

from __future__ import annotations

import json
import time

import pytest
from conftest import ACCOUNT, NOW, record

from kit.case import new_case
from kit.collect import run as collecting
from kit.collect.run import collect_items
from kit.errors import CaseError
from kit.sources.item import Item, Pause
from kit.store import database


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
