"""Logs of several accounts: what the leak does not concern is neither planned for nor cried out."""

from __future__ import annotations

from datetime import datetime

import pytest
from conftest import ACCOUNT, LEAKED, build_case, record

from kit.analysis.answers import ask
from kit.analysis.response.plan import plan
from kit.analysis.response.steps import step_states
from kit.store import database

STRANGE = "999988887777"
BESIDE = "AKIABTX3GSDSQBBBBBBB"
ABROAD = "AKIABTX3GSDSQCCCCCCC"


def by(key: str, account: str, **fields) -> dict:
    who = {"type": "IAMUser", "arn": f"arn:aws:iam::{account}:user/ops", "accountId": account,
           "accessKeyId": key, "userName": "ops", "principalId": f"AIDA{key[4:]}"}  # fmt: skip
    return {"userIdentity": who, "recipientAccountId": account, "sourceIPAddress": "203.0.113.9", **fields}


def stop(trail: str, account: str) -> dict:
    return {
        "eventSource": "cloudtrail.amazonaws.com",
        "eventName": "StopLogging",
        "readOnly": False,
        "requestParameters": {"name": f"arn:aws:cloudtrail:us-east-1:{account}:trail/{trail}"},
    }


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    records = [
        record(0),
        record(1, eventSource="iam.amazonaws.com", eventName="CreateUser", readOnly=False,
               requestParameters={"userName": "x"}, responseElements={"user": {"userName": "x"}}),
        record(2, **by(BESIDE, ACCOUNT)),
        record(3, **by(ABROAD, STRANGE)),
        record(4, **by(BESIDE, ACCOUNT, **stop("beside", ACCOUNT))),
        record(5, **by(ABROAD, STRANGE, **stop("abroad", STRANGE))),
        record(6, **stop("own", ACCOUNT)),
    ]  # fmt: skip
    return build_case(tmp_path_factory.mktemp("accounts"), records, keys=[LEAKED])


def test_only_keys_of_an_account_concerned_are_to_be_replaced(case):
    with database.reading(case) as con:
        rotated = [item for item in plan(con, case) if item.why == "plan-rotate-others"]
        told = {step.step_id: step for step in step_states(con, case)}["account_keys"]
    assert [(item.account_id, item.args["names"]) for item in rotated] == [(ACCOUNT, [f"{BESIDE} (ops)"])]
    assert told.args["names"] == [f"{BESIDE} (ops)"]
    # The question itself hides nothing.
    assert {row["access_key_id"] for row in ask(case, "account_keys").dicts()} >= {BESIDE, ABROAD}


def test_a_trail_stopped_outside_the_tree_says_whose_call_it_was(case):
    rows = ask(case, "findings").dicts()
    stops = {row["statement"]: row["severity"] for row in rows if row["finding_id"].startswith("logging-")}
    told = {name: (said, severity) for said, severity in stops.items() for name in ("own", "beside", "abroad")
            if f"trail {name} of account" in said}  # fmt: skip
    assert "does not connect" not in told["own"][0]
    assert LEAKED not in told["own"][0]
    assert f"made by {BESIDE}, which the logs do not connect" in told["beside"][0]
    assert f"of account {STRANGE}" in told["abroad"][0]
    assert (told["own"][1], told["beside"][1], told["abroad"][1]) == ("critical", "critical", "medium")


def test_the_bill_is_asked_from_the_first_use_of_the_leaked_key_as_far_as_it_is_kept(case):
    def bill(now: datetime):
        with database.reading(case) as con:
            (found,) = [item for item in plan(con, case, now=now) if item.kind == "bill"]
        return found.why, found.command[found.command.index("--time-period") + 1]

    assert bill(datetime(2026, 3, 10)) == ("plan-bill", "Start=2026-02-22,End=2026-03-11")
    # Cost Explorer refuses days that it no longer keeps.
    assert bill(datetime(2028, 3, 10)) == ("plan-bill-older", "Start=2027-02-14,End=2028-03-11")
