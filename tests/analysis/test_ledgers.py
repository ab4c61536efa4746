"""The ledgers on a case: what was seen in the account wins over the trail, money of a Region, many events."""

from __future__ import annotations

from datetime import datetime

import pytest
from conftest import ACCOUNT, build_case, record

from kit.analysis.answers import ask
from kit.analysis.changes import derive as ledgers
from kit.store import database, derived

OWNER = (
    '[owner]\nnetworks = ["203.0.113.0/24"]\n[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
)
ARN = f"arn:aws:iam::{ACCOUNT}:user/mallory"


def made(place=0, name="mallory", **more):
    fields = {
        "eventSource": "iam.amazonaws.com",
        "eventName": "CreateUser",
        "requestParameters": {"userName": name},
    }
    return record(place, **fields, **more)


@pytest.fixture
def case(tmp_path):
    return build_case(tmp_path, [made(), record(5)], toml=OWNER)


def seen_live(case, state, at, name="mallory"):
    """State of the user's row after somebody looked at the account at `at` and saw `state` of the user
    `name`."""
    columns = {
        "file_id": "bigint",
        "account_id": "varchar",
        "kind": "varchar",
        "name": "varchar",
        "arn": "varchar",
        "parent": "varchar",
        "state": "varchar",
        "detail": "varchar",
        "created_at": "timestamp",
        "last_used_at": "timestamp",
        "checked_at": "timestamp",
        "aws_region": "varchar",
        "kind_name": "varchar",
        "thing_id": "varchar",
        "tags": "varchar",
    }
    arn = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    with database.writing(case) as con:
        derived.write_rows(
            con,
            "live_principals",
            columns,
            [
                (
                    1,
                    ACCOUNT,
                    "user",
                    name,
                    arn,
                    None,
                    state,
                    None,
                    None,
                    None,
                    at,
                    "us-east-1",
                    "user",
                    name,
                    None,
                )
            ],
        )
        ledgers.derive(con, case)
        (row,) = con.execute("select state, state_basis, state_at from principal_ledger").fetchall()
    return row


def test_what_was_seen_in_the_account_wins_over_the_trail(case):
    at = datetime(2026, 3, 2)
    assert seen_live(case, "gone", at) == ("gone", "live", at)
    assert seen_live(case, "alive", at) == ("alive", "live", at)


def test_a_look_before_the_act_or_at_another_user_says_nothing_of_it(case):
    end = datetime(2026, 3, 1, 0, 5)
    assert seen_live(case, "gone", datetime(2026, 2, 1)) == ("alive", "trail", end)
    assert seen_live(case, "gone", datetime(2026, 3, 2), name="mallory2") == ("alive", "trail", end)


def test_the_same_evidence_gives_the_same_rows_in_the_same_order(tmp_path):
    records = [made(place, f"u{place % 7}", eventID=f"e{place}") for place in range(40)]
    case = build_case(tmp_path, records, toml=OWNER)
    first = ask(case, "principals").rows
    with database.writing(case) as con:
        ledgers.derive(con, case)
    assert ask(case, "principals").rows == first
    assert len(first) == 7, "making again what stands is no second thing"
