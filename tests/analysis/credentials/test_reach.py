"""The tree made of what the leaked key can reach is the tree made of everything that the evidence holds."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from incident import insert

from kit import questions
from kit.analysis import rules
from kit.analysis.credentials import derive, links
from kit.analysis.credentials.machines import Use
from kit.analysis.credentials.scope import UNUSED, WHOLE, scope
from kit.case import Case
from kit.store import database, derived, run

ACCOUNT, LEAKED = "111122223333", "AKIALEAKED0000000000"
START = datetime(2026, 3, 1)
TREE = ("credential_tree", "credential_keys", "credential_acts")
ROLES = [f"arn:aws:iam::{ACCOUNT}:role/r{number}" for number in range(3)]
SERVICES = ("ec2", "lambda", "ecs-tasks", "codebuild")
# Every node that a call or key of the evidence names: what nothing narrows.
EVERYTHING = """
create or replace table credential_reach as
select distinct node from (
    select unnest(list_concat(
        [caller_key, child_key, target_key, role, machine, passed_by, console, ends],
        opens, comes_from, sources, targets
    )) as node from credential_calls
    union all select access_key_id from key_sightings
    union all select credential_id from case_keys
) where node is not null
"""


def user(number: int) -> dict:
    """The leaked key's user is the first."""
    name = f"u{number}"
    key = LEAKED if number == 0 else f"AKIAUSER{number:012d}"
    return {
        "user_type": "IAMUser", "user_name": name, "user_arn": f"arn:aws:iam::{ACCOUNT}:user/{name}",
        "principal_id": f"AIDA{number:017d}", "user_account_id": ACCOUNT, "access_key_id": key,
    }  # fmt: skip


def session(number: int, role: int, name: str, key: str | None = None) -> dict:
    return {
        "user_type": "AssumedRole", "user_arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/r{role}/{name}",
        "principal_id": f"AROA{role:017d}:{name}", "user_account_id": ACCOUNT,
        "access_key_id": key or f"ASIASESSION{number:09d}", "session_issuer_arn": ROLES[role],
    }  # fmt: skip


def service(number: int) -> dict:
    return {"user_type": "AWSService", "invoked_by": f"{SERVICES[number % 4]}.amazonaws.com"}


NUMBER = st.integers(0, 5)
CALLS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "assume", "assume", "serve", "serve", "serve", "trust", "role", "user", "key", "login",
                "sign_in", "switch", "instance", "command", "task", "function", "token", "federate", "end",
                "plain", "stray",
            )
        ),
        st.sampled_from(("leaked", "user", "session", "session", "role")),
        NUMBER, NUMBER,
        st.integers(0, 40),
        st.booleans(),
    ),
    min_size=3,
    max_size=40,
)  # fmt: skip


def caller(kind: str, number: int, minute: int) -> dict:
    if kind == "leaked":
        return user(0)
    if kind == "user":
        return user(number % 3)
    who = session(number, number % 3, f"s{number}" if kind == "session" else f"i-{number % 2:017d}")
    return {**who, "session_created_at": START + timedelta(minutes=minute - minute % 7)}


def event(
    what: str, kind: str, one: int, other: int, minute: int, replied: bool
) -> tuple[str, dict, dict, dict]:
    """(source:name, caller, request, reply) of one invented call."""
    who = caller(kind, one, minute)
    role, name, key = ROLES[other % 3], f"s{other}", f"ASIASESSION{other:09d}"
    given_out = {"credentials": {"accessKeyId": key}}
    if what == "assume":
        return "sts:AssumeRole", who, {"roleArn": role, "roleSessionName": name}, given_out if replied else {}
    if what == "serve":
        of = f"i-{one % 2:017d}" if other % 4 == 0 else f"f{one % 2}"
        asked = {"roleArn": ROLES[one % 3], "roleSessionName": of}
        issued = {"credentials": {"accessKeyId": f"ASIASERVED{one}{other:09d}"}}
        return "sts:AssumeRole", service(other), asked, issued if replied else {}
    if what == "trust":
        policy = json.dumps({"Statement": {"Principal": {"AWS": "*" if replied else who.get("user_arn")}}})
        return "iam:UpdateAssumeRolePolicy", who, {"roleName": f"r{other % 3}", "policyDocument": policy}, {}
    if what == "role":
        return "iam:CreateRole", who, {"roleName": f"r{other % 3}"}, {"role": {"arn": role}}
    if what == "user":
        made = f"arn:aws:iam::{ACCOUNT}:user/u{other % 3}"
        return "iam:CreateUser", who, {"userName": f"u{other % 3}"}, {"user": {"arn": made}}
    if what == "key":
        made = {"accessKey": {"accessKeyId": user(other % 3 or 1)["access_key_id"]}} if replied else {}
        return "iam:CreateAccessKey", who, {"userName": f"u{other % 3 or 1}"}, made
    if what == "login":
        return "iam:CreateLoginProfile", who, {"userName": f"u{other % 3}"}, {}
    if what == "sign_in":
        return (
            "signin:ConsoleLogin",
            {**user(other % 3), "access_key_id": None},
            {},
            {"ConsoleLogin": "Success"},
        )
    if what == "switch":
        return "signin:SwitchRole", {**session(other, other % 3, name), "access_key_id": None}, {}, {}
    if what == "instance":
        profile = {"iamInstanceProfile": {"name": f"r{other % 3}"}}
        items = {"instancesSet": {"items": [{"instanceId": f"i-{one % 2:017d}"}]}}
        return "ec2:RunInstances", who, profile, items
    if what == "command":
        return "ssm:SendCommand", who, {"instanceIds": [f"i-{other % 2:017d}"]}, {}
    if what == "task":
        return "ecs:RunTask", who, {"overrides": {"taskRoleArn": role}}, {}
    if what == "function":
        return "lambda:CreateFunction20150331", who, {"functionName": f"f{other % 2}", "role": role}, {}
    if what == "token":
        return "sts:GetSessionToken", who, {}, given_out if replied else {}
    if what == "federate":
        return "sts:GetFederationToken", who, {"name": name}, given_out if replied else {}
    if what == "end":
        target = {"userName": f"u{other % 3}", "accessKeyId": user(other % 3)["access_key_id"]}
        return "iam:DeleteAccessKey", who, target, {}
    if what == "stray":
        return "ec2:DescribeRegions", session(90 + other, other % 3, f"i-{one % 2:017d}"), {}, {}
    return "ec2:DescribeRegions", who, {}, {}


def evidence(calls: list[tuple]) -> tuple[list[dict], list[dict]]:
    """Rows of event_records and identities."""
    events, identities = [], []
    for number, (what, kind, one, other, minute, replied) in enumerate(calls, 1):
        call, who, request, reply = event(what, kind, one, other, minute, replied)
        source, name = call.split(":")
        identities.append({"identity_no": number, **who})
        events.append(
            {
                "event_no": number, "event_id_text": f"e{number}", "variant": 1, "content_hash": number,
                "columns_only": False, "event_time": START + timedelta(minutes=minute), "event_name": name,
                "event_source": f"{source}.amazonaws.com", "aws_region": "us-east-1",
                "recipient_account_id": ACCOUNT, "source_ip_address": f"198.51.100.{one}",
                "user_agent": f"tool/{other % 2}", "outcome": "succeeded", "identity_no": number,
                "request_parameters": json.dumps(request), "response_elements": json.dumps(reply),
                "file_id": 1, "position": number, "copies": 1,
            }
        )  # fmt: skip
    return events, identities


def trees(calls: list[tuple], con, case: Case, *, used: bool = True) -> tuple[dict, dict]:
    """The tables of the tree, from what can be reached and from everything.

    Without `used` the leaked key made none of the calls.
    """
    for table, rows in zip(("event_records", "identities"), evidence(calls), strict=True):
        con.execute(f"delete from {table}")
        insert(con, table, rows)
    if not used:
        con.execute("delete from identities where access_key_id = ?", [LEAKED])
        con.execute("delete from event_records where identity_no not in (select identity_no from identities)")
        assert scope(con, case) == UNUSED
    links.derive(con, case)
    derive.derive(con, case)
    narrow = {table: con.execute(f"from {table} order by all").fetchall() for table in TREE}
    write = derived.write

    def all_but_reach(con, table, query, params=None):
        if table != "credential_reach":
            write(con, table, query, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "scope", lambda con, case: WHOLE)
        links.derive(con, case)
    con.execute(EVERYTHING)
    con.execute("update role_services set usual = false")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "write", all_but_reach)
        patch.setattr(derive, "_uses", all_uses)
        derive.derive(con, case)
    return narrow, {table: con.execute(f"from {table} order by all").fetchall() for table in TREE}


def all_uses(con, acts, credentials) -> list[Use]:
    keys = [key for (key,) in con.execute("select distinct access_key_id from identities").fetchall() if key]
    asked = {"machines": [], "keys": keys}
    return [Use(*row) for row in run(con, questions.step("instance_addresses"), asked).rows]


@pytest.fixture(scope="module")
def leaked(tmp_path_factory):
    """A connection with the tables of rules, and the case."""
    case = Case(folder=tmp_path_factory.mktemp("reach"), keys=(LEAKED,), account=ACCOUNT)
    with closing(database.empty(case)) as con:
        rules.derive(con, case)
        yield con, case


FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


# The console takes on a role whose reply is lost: only its name says which session is switched to.
SWITCHED = [("assume", "leaked", 0, 0, 0, False), ("switch", "leaked", 0, 0, 0, False)]


@FEW
@given(calls=CALLS)
@example(calls=SWITCHED)
def test_the_same_tree_from_what_is_reached(calls, leaked):
    narrow, whole = trees(calls, *leaked)
    assert narrow == whole


@FEW
@given(calls=CALLS)
def test_the_same_tree_where_the_key_was_not_used(calls, leaked):
    narrow, whole = trees(calls, *leaked, used=False)
    assert narrow == whole


@pytest.mark.slow
@settings(FEW, max_examples=1500)
@given(calls=CALLS)
def test_the_same_tree_whatever_the_trail(calls, leaked):
    narrow, whole = trees(calls, *leaked)
    assert narrow == whole
