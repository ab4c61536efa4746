"""The walk over logs that stay with an engine, DuckDB in its place: the same tree, the same answers."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from conftest import NOW, build_case
from engines import invented, same
from engines.same import answers, walked
from engines.stand_in import StandIn, as_table, records_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import questions
from kit.case import new_case
from kit.collect.engine.walk import Walk
from kit.notice import parse as parse_notice


@pytest.fixture(scope="module")
def walked_demo(demo_evidence, billed_case, tmp_path_factory):
    """(case made by the walk, its walk, the engine); the bill is collected as it is."""
    case = billed_case(tmp_path_factory.mktemp("walk") / "case")
    engine = StandIn(as_table(records_in(demo_evidence / "trail")))
    return case, walked(case, engine), engine


def test_the_tree_is_that_of_the_whole_trail(walked_demo, demo_case):
    case, walk, _ = walked_demo
    assert answers(case, "credentials") == answers(demo_case, "credentials")
    assert walk.rounds <= 8


def test_the_answers_are_those_of_the_whole_trail(walked_demo, demo_case):
    case, _, _ = walked_demo
    different = same.different(case, demo_case)
    assert different <= {*same.OTHERWISE}
    assert len(questions.question_names()) - len(different) >= 36


def test_the_evidence_begins_where_the_engines_table_does(walked_demo, demo_case):
    part, whole = (
        [row for row in answers(case, "cannot_say") if row["topic"] == "horizon"]
        for case in (walked_demo[0], demo_case)
    )
    assert whole
    assert part == whole


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


def table_of(records: list[dict], dice: random.Random):
    """The records as the engine has them: some of the texts in another writer's spelling."""
    table = as_table((record, "s3://logs/all.json.gz") for record in records)
    for name in ("requestparameters", "responseelements"):
        texts = [invented.rewritten(text, dice) for text in table.column(name).to_pylist()]
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(name), [texts])
    return table


def compared(seed: int, folder: Path) -> None:
    """The tree of the rows that the walk asked for against the tree of everything."""
    records, leaked = invented.trail(seed)
    dice = random.Random(seed)
    part = new_case(folder / "part", now=NOW, keys=[leaked], language="en")
    walked(part, StandIn(table_of(records, dice)))
    # Read in another order too: calls of one second have one order, whichever was read first.
    dice.shuffle(records)
    whole = build_case(folder / "whole", records, keys=[leaked])
    assert answers(part, "credentials") == answers(whole, "credentials"), seed
    assert answers(part, "principals") == answers(whole, "principals"), seed


# One after the other they take an hour; a part of them with INVENTED=first:last.
FIRST, LAST = map(int, os.environ.get("INVENTED", "0:500").split(":"))


@given(seed=st.integers(0, 1_000_000))
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_invented_trails_give_the_same_tree(seed, tmp_path_factory):
    compared(seed, tmp_path_factory.mktemp("invented"))


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(FIRST, LAST, 10))
def test_500_invented_trails_give_the_same_tree(part, tmp_path_factory, record_testsuite_property):
    seeds = range(part, min(part + 10, LAST))
    for seed in seeds:
        compared(seed, tmp_path_factory.mktemp("invented"))
    # A report of the run (--junitxml) says how many there were.
    record_testsuite_property(f"invented trails from {part} on", len(seeds))
