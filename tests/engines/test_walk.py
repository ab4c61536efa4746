"""The walk over logs that stay with an engine, DuckDB in its place: the same tree, the same answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import NOW
from engines import invented
from engines.stand_in import StandIn, as_table, records_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import questions
from kit.analysis.answers import ask
from kit.case import new_case, open_case
from kit.cli import formats
from kit.collect.dispatch import refresh
from kit.collect.engine.walk import Walk
from kit.collect.run import collect_items
from kit.notice import parse as parse_notice

# What differs by nature: the files themselves, their signatures and what columns cannot say; and what hangs
# on calls of others that nobody asked for: callers outside the tree, who read settings before the leak.
OF_THE_FILES = {"ledger_items", "integrity", "custody", "cannot_say", "coverage"}
OF_OTHERS = {"suspects", "leak"}


def walked(case, engine, **facts) -> Walk:
    walk = Walk(case, engine, NOW, **facts)
    collect_items(case, walk.items())
    refresh(case)
    return walk


def rounded(rows):
    return json.loads(json.dumps(rows, default=str), parse_float=lambda text: round(float(text), 9))


def answers(case, name):
    return rounded(list(formats.objects(ask(case, name))))


@pytest.fixture(scope="module")
def walked_demo(demo_evidence, demo_case, tmp_path_factory):
    """(case made by the walk, its walk, the engine); the bill is collected as it is."""
    folder = tmp_path_factory.mktemp("walk") / "case"
    notice = parse_notice(demo_evidence / "notice_ja.eml").to_case()
    case = new_case(folder, now=NOW, notice=notice, customer=demo_case.customer)
    from kit import collect

    collect(
        case, *[str(demo_evidence / part) for part in ("notice_ja.eml", "cost_explorer", "cur2")], now=NOW
    )
    engine = StandIn(as_table(records_in(demo_evidence / "trail")))
    return open_case(folder), walked(case, engine), engine


def test_the_tree_is_that_of_the_whole_trail(walked_demo, demo_case):
    case, walk, _ = walked_demo
    assert answers(case, "credentials") == answers(demo_case, "credentials")
    assert walk.rounds <= 8


def test_the_answers_are_those_of_the_whole_trail(walked_demo, demo_case):
    case, _, _ = walked_demo
    names = set(questions.question_names()) - OF_THE_FILES - OF_OTHERS
    different = {name for name in names if answers(case, name) != answers(demo_case, name)}
    assert different == set()
    assert len(names) >= 36


def test_few_rows_beyond_the_tree_come(walked_demo, demo_case):
    _, _, engine = walked_demo
    with_key = len(answers(demo_case, "key_activity"))
    distinct = len({line for asked in engine.answers for line in asked.splitlines()})
    assert with_key < distinct < 0.5 * engine.all_rows


def test_a_second_run_asks_nothing_again(walked_demo):
    case, _, engine = walked_demo
    from kit.collect.dispatch import _held

    held = [meta for _, _, meta in _held(case) if meta.get("engine") == engine.word]
    before = len(engine.asked)
    again = Walk(case, engine, NOW, held=held)
    assert list(again.items()) == []
    assert len(engine.asked) == before


def test_a_run_that_died_goes_on_where_it_stood(demo_evidence, demo_case, tmp_path):
    """In the third round the engine is gone; the next run pays for nothing that was answered."""
    from kit.collect.dispatch import _held
    from kit.errors import SourceError

    notice = parse_notice(demo_evidence / "notice_ja.eml").to_case()
    case = new_case(tmp_path / "case", now=NOW, notice=notice)
    engine = StandIn(as_table(records_in(demo_evidence / "trail")))
    engine.fails_after = 7
    with pytest.raises(SourceError, match="gone"):
        walked(case, engine)
    first = {statement.digest for statement in engine.asked}
    engine.fails_after = None
    engine.asked.clear()
    held = [meta for _, _, meta in _held(case) if meta.get("engine") == engine.word]
    assert held
    walked(case, engine, held=held)
    assert not first & {statement.digest for statement in engine.asked}
    assert answers(case, "credentials") == answers(demo_case, "credentials")


def compared(records: list[dict], leaked: str, folder: Path) -> None:
    """The tree of the rows that the walk asked for against the tree of everything."""
    from conftest import build_case

    whole = build_case(folder / "whole", records, keys=[leaked])
    part = new_case(folder / "part", now=NOW, keys=[leaked], language="en")
    walked(part, StandIn(as_table((record, "s3://logs/all.json.gz") for record in records)))
    assert answers(part, "credentials") == answers(whole, "credentials")
    assert answers(part, "principals") == answers(whole, "principals")


@given(seed=st.integers(0, 1_000_000))
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_invented_trails_give_the_same_tree(seed, tmp_path_factory):
    compared(*invented.trail(seed), tmp_path_factory.mktemp("invented"))


@pytest.mark.slow
def test_500_invented_trails_give_the_same_tree(tmp_path_factory):
    for seed in range(500):
        compared(*invented.trail(seed), tmp_path_factory.mktemp("invented"))
