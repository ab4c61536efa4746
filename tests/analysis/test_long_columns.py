"""Requests and replies are most of a case and are read of few calls: not of every call that is listed or
counted, and not of everybody's to find the few that touch a key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from typing import Any

import duckdb
import pytest
from conftest import build_case, record

from kit import questions
from kit.case import Case
from kit.store import database

LONG = {"request_parameters", "response_elements", "additional_event_data", "resources", "extra"}
OTHERS, THEIRS = 9_000, 600
# One of the leaked key's calls looks at a secret by its name, one of the others' makes a key.
TOLD, TOUCHED = 1, 1
# That nothing is asked for, as of replies or of users that were deleted, DuckDB finds out after its first
# rows.
VECTOR = 2_048
SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db"


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    """A key in the middle of others' calls; but for one, no page of the catalogue looks into a call of it."""
    text = {"requestParameters": {"thing": "x" * 40}, "responseElements": {"said": "y" * 200}}
    others = [
        record(
            each,
            **text,
            **{"userIdentity.accessKeyId": "AKIASOMEBODYELSE0001", "userIdentity.userName": "ops"},
            eventSource="iam.amazonaws.com",
            eventName="ListUsers",
        )
        for each in range(OTHERS)
    ]
    theirs = [
        record(
            each * (OTHERS // THEIRS),
            **text,
            eventSource="brandnew.amazonaws.com",
            eventName="DescribeSplines" if each % 3 else "ReticulateSplines",
            readOnly=bool(each % 3),
            sourceIPAddress=f"198.51.{each // 250}.{each % 250}",
        )
        for each in range(THEIRS)
    ]
    secret = record(
        7,
        eventSource="secretsmanager.amazonaws.com",
        eventName="GetSecretValue",
        requestParameters={"secretId": SECRET},
    )
    made = record(
        8,
        **{"userIdentity.accessKeyId": "AKIASOMEBODYELSE0001", "userIdentity.userName": "ops"},
        eventSource="iam.amazonaws.com",
        eventName="CreateAccessKey",
        requestParameters={"userName": "new"},
        responseElements={"accessKey": {"accessKeyId": "AKIAMADEBYTHEOTHER01", "userName": "new"}},
    )
    return build_case(tmp_path_factory.mktemp("long"), [*others, *theirs, secret, made])


def opened(con: duckdb.DuckDBPyConnection, query: questions.Query, columns: Set[str] = LONG) -> int:
    """Of how many events the statement read one of these long columns, summed over its scans."""
    database.make_views_of(con, query)
    values = {name: parameter.default for name, parameter in query.params.items()}
    plan = con.execute(f"explain (analyze, format json) {query.sql}", values or None).fetchall()[0][1]
    return sum(
        scan["intermediate_rows"]
        for scan in scans(json.loads(plan)["operator"])
        if "event_records" in scan["extra_info"]["Table"] and columns & {*projected(scan)}
    )


def scans(operators: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for operator in operators:
        if "Table" in operator["extra_info"]:
            yield operator
        yield from scans(operator.get("children", []))


def projected(scan: dict[str, Any]) -> list[str]:
    found = scan["extra_info"].get("Projections", [])
    return [found] if isinstance(found, str) else found


def test_such_a_read_is_seen(case):
    with database.reading(case) as con:
        database.make_views(con)
        plain = questions.query("key_activity")
        asks = questions.Query(
            **{**vars(plain), "sql": "select max(request_parameters) from event_actions", "params": {}}
        )
        assert opened(con, asks) >= THEIRS


@pytest.mark.parametrize(
    "name",
    ["key_activity", "timeline", "recon", "denied", "data_access", "first_intruder", "visits", "figures"],
)
def test_a_question_lists_calls_without_their_texts(case, name):
    with database.reading(case) as con:
        assert opened(con, questions.query(name)) == 0


@pytest.mark.parametrize("name", ["finding_acts", "cannot_say_hints"])
def test_findings_count_calls_without_their_texts(case, name):
    with database.reading(case) as con:
        assert opened(con, questions.step(name)) <= TOLD


def test_what_calls_mean_is_read_of_those_that_the_catalogue_looks_into(case):
    with database.reading(case) as con:
        assert opened(con, questions.step("tree_actions"), {"request_parameters"}) == TOLD
        assert opened(con, questions.step("tree_actions"), {"response_elements"}) <= VECTOR
        subjects = con.execute("select subject from tree_actions where subject is not null").fetchall()
        assert subjects == [(SECRET,)]


@pytest.mark.parametrize("name", ["account_keys", "closing"])
def test_keys_are_found_by_the_calls_that_touch_one(case, name):
    with database.reading(case) as con:
        assert opened(con, questions.query(name)) <= TOUCHED + VECTOR
