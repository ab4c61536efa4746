"""A slim index, made where the analyst says and asked afterwards: the same tree, nothing made twice, nothing
written that nobody agreed to."""

from __future__ import annotations

import json
import random

import pytest
from conftest import LEAKED, NOW, build_case
from engines import invented, same
from engines.same import answers
from engines.stand_in import StandIn, as_table, records_in
from engines.test_walk import table_of

from kit import collect
from kit.analysis.answers import ask
from kit.case import new_case
from kit.collect import plans
from kit.collect.engine import run
from kit.errors import RefusedCallError, UsageError
from kit.sources.engines import index
from kit.sources.engines.statements import Statement

WORD, INDEX = "trino://test/hive.logs.cloudtrail", "trino://test/hive.mine.slim"


def yes(*_: object) -> bool:
    return True


@pytest.fixture
def opened(monkeypatch):
    """Puts an engine in the place of what a word names."""

    def put(engine: StandIn) -> None:
        monkeypatch.setattr(
            run, "opened", lambda _, __, indexed=None: engine.indexed(indexed) if indexed else engine
        )

    return put


@pytest.fixture
def case(tmp_path):
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")


def trail(seed: int) -> tuple[list[dict], StandIn]:
    records, leaked = invented.trail(seed)
    assert leaked == LEAKED
    return records, StandIn(table_of(records, random.Random(seed)))


def made(engine: StandIn) -> list[str]:
    return [asked.text.partition(" as\n")[0] for asked in engine.asked if asked.text.startswith("create ")]


def test_the_index_gives_the_tree_of_the_table(tmp_path, case, opened):
    records, engine = trail(3)
    opened(engine)
    summary = collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    assert summary.exit_code == 0, summary.lines()
    assert made(engine)[-1] == "create view slim"
    assert {asked.name for asked in engine.asked} == {"hours", "index"}, "the rounds ask the index alone"
    whole = build_case(tmp_path / "whole", records, keys=[LEAKED])
    assert answers(case, "credentials") == answers(whole, "credentials")
    assert answers(case, "principals") == answers(whole, "principals")
    held = [meta for meta in same.metas(case) if meta["template"] == "index"]
    assert [meta["statement"] for meta in held] == [
        asked.text for asked in engine.asked if asked.name == "index"
    ]

    before = len(engine.asked)
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    assert len(engine.asked) == before, "an index that is there is not made twice"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_the_index_of_invented_trails_gives_the_tree_of_the_whole(seed, tmp_path, case, opened):
    records, engine = trail(seed)
    opened(engine)
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    whole = build_case(tmp_path / "whole", records, keys=[LEAKED])
    assert answers(case, "credentials") == answers(whole, "credentials")
    assert answers(case, "principals") == answers(whole, "principals")


def test_nothing_is_written_without_the_option_or_before_somebody_agreed(case, opened):
    _, engine = trail(3)
    opened(engine)
    with pytest.raises(UsageError, match=r"hive\.mine\.slim.*--plan.*--yes"):
        collect(case, WORD, index=INDEX, now=NOW)
    told = "\n".join(plans(case, WORD, index=INDEX, now=NOW))
    assert "create table slim_all_" in told
    assert "only with --yes" in told
    assert engine.asked == []
    collect(case, WORD, agree=yes, now=NOW)
    assert made(engine) == []
    for text in (
        "create table x as select 1",
        "insert into x select 1",
        "explain analyze insert into x values 1",
    ):
        with pytest.raises(RefusedCallError):
            engine.answer(Statement("uses", text, rows=False))
        engine.may_make = True
        with pytest.raises(RefusedCallError):
            engine.make(index.Making("index", text, rows=False, target="slim"))
        engine.may_make = False


def test_an_index_is_made_month_by_month_and_goes_on_where_it_stood(demo_evidence, case, opened):
    rows = [(record, path) for record, path in records_in(demo_evidence / "trail")]
    for place, (record, _) in enumerate(rows):
        if place % 3 == 0 and record.get("eventTime"):
            record["eventTime"] = record["eventTime"].replace("2026-03", "2026-02")
        if place % 500 == 1:
            record.pop("eventTime", None)
    engine = StandIn(as_table(rows))
    opened(engine)
    # hours and the first of two parts, then it is gone.
    engine.fails_after = 2
    summary = collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    assert summary.exit_code == 3
    assert "gone" in "\n".join(summary.lines())
    (first,) = made(engine)
    assert first.startswith("create table slim_2026_02_")
    engine.fails_after = None
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    assert [text[:25] for text in made(engine)] == [
        "create table slim_2026_02", "create table slim_2026_03", "create view slim",
    ]  # fmt: skip
    count = "select count(*) from {}"
    whole, part = (engine._con.execute(count.format(name)).fetchone() for name in ("source_table", "slim"))
    assert part == whole, "each row stands in one part, those without a time too"


def test_texts_that_mean_nothing_stay_out_and_the_case_says_so(demo_evidence, case, opened):
    engine = StandIn(as_table(records_in(demo_evidence / "trail")))
    opened(engine)
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    names = ("request_parameters", "response_elements", "resources")
    lengths = " + ".join(f"coalesce(sum(length({name})), 0)" for name in names)
    slim = engine._con.execute(f"select {lengths} from slim").fetchone()[0]
    texts = "coalesce(sum(length(requestparameters)), 0) + coalesce(sum(length(responseelements)), 0)"
    whole = engine._con.execute(
        f"select {texts} + coalesce(sum(length(resources_text)), 0) from source_table"
    ).fetchone()[0]
    assert 0 < slim < whole
    topics = {row["topic"] for row in ask(case, "cannot_say").dicts()}
    assert "engine-index" in topics


def test_an_index_of_something_else_is_not_taken_for_it(case, opened, tmp_path):
    _, engine = trail(3)
    opened(engine)
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    other = new_case(tmp_path / "other", now=NOW, keys=[LEAKED], language="en")
    with pytest.raises(UsageError, match="name another with --index"):
        collect(other, WORD, index=INDEX, agree=yes, since="2026-03-01", now=NOW)


def test_what_could_not_be_read_is_told_by_every_case_that_asks_the_index(case, opened, tmp_path):
    cut = "s3://logs/cut.json.gz"
    _, engine = trail(3)
    engine.breaks = {"index": cut}
    opened(engine)
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    other = new_case(tmp_path / "other", now=NOW, keys=[LEAKED], language="en")
    collect(other, WORD, index=INDEX, agree=yes, now=NOW)
    for each in (case, other):
        lines = [row for row in ask(each, "ledger_items").dicts() if row["origin"] == cut]
        assert [row["status"] for row in lines] == ["failed"]


def test_an_empty_index_is_no_answer(case, opened):
    engine = StandIn(as_table([]))
    opened(engine)
    summary = collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    assert "without rows" in "\n".join(summary.lines())


def test_made_of_stands_in_the_rows(case, opened):
    _, engine = trail(3)
    opened(engine)
    collect(case, WORD, index=INDEX, agree=yes, now=NOW)
    ((told,),) = engine._con.execute("select distinct made_of from slim").fetchall()
    assert json.loads(told)["table"] == WORD
