"""Security Lake's table of CloudTrail: the same tree from its columns, and what they do not hold is said."""

from __future__ import annotations

from datetime import datetime

import pytest
from engines import lake, same
from engines.stand_in import records_in

from kit.analysis.answers import ask
from kit.errors import UsageError
from kit.sources import Bounds, shape_of
from kit.sources.engines.tables import LogTable, condition

VERSION_2 = dict.fromkeys(lake.SCHEMA.names, "") | {
    "actor": "struct<user:struct<type:string,name:string,uid_alt:string,uid:string>>"
}


@pytest.fixture(scope="module")
def asked(demo_evidence, billed_case, tmp_path_factory):
    """(case of what the lake's columns say, the lake)."""
    case = billed_case(tmp_path_factory.mktemp("lake") / "case")
    engine = lake.Lake(lake.as_lake(records_in(demo_evidence / "trail")))
    same.walked(case, engine)
    return case, engine


def test_the_tree_is_that_of_the_whole_trail(asked, demo_case):
    case, _ = asked
    assert same.answers(case, "credentials") == same.answers(demo_case, "credentials")
    assert same.answers(case, "principals") == same.answers(demo_case, "principals")


def test_most_answers_are_those_of_the_whole_trail(asked, demo_case):
    case, _ = asked
    assert same.different(case, demo_case) <= {*same.OTHERWISE}


def test_what_the_lake_does_not_hold_is_said(asked):
    case, _ = asked
    said = {row["topic"]: row["why"] for row in ask(case, "cannot_say").dicts()}
    assert "OCSF" in said["engine-lake"]


def test_bounds_go_into_the_columns_that_the_lake_is_partitioned_by(demo_evidence):
    engine = lake.Lake(lake.as_lake(records_in(demo_evidence / "trail")))
    since, until = datetime(2026, 3, 20), datetime(2026, 3, 22, 12)
    bounds = Bounds(since, until, regions=("us-east-1",))
    answer = engine.answer(engine.statement("hours", {}, bounds)).data.decode()
    hours = [line.split(",")[1:3] for line in answer.splitlines()[1:]]
    assert hours
    assert {region for region, _ in hours} == {"us-east-1"}
    assert all("2026-03-20T00" <= hour < "2026-03-22T12" for _, hour in hours)
    said = condition(LogTable("t", "security_lake"), "trino", *bounds.parts)
    assert "time_dt >= timestamp '2026-03-20 00:00:00'" in said
    assert "region in ('us-east-1')" in said


def test_the_table_is_known_by_its_columns():
    assert shape_of("athena:lake.t", VERSION_2) == "security_lake"


def test_version_1_and_tables_of_other_sources_are_refused_in_one_line():
    version_1 = {**VERSION_2, "actor": "struct<user:struct<type:string,name:string,uid:string,uuid:string>>"}
    others = dict.fromkeys(("metadata", "time", "cloud", "api", "actor"), "")
    for columns in (version_1, others):
        with pytest.raises(UsageError, match="Security Lake") as refused:
            shape_of("athena:lake.t", columns)
        assert "\n" not in str(refused.value)
        assert "_cloud_trail_mgmt_2_0" in str(refused.value)
