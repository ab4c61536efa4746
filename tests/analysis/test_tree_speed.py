"""The tree of an incident with thousands of credentials is there in seconds, as a whole process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ACCOUNT, LEAKED, build_case, record

CREDENTIALS, CALLS_OF_EACH, LONGEST_CHAIN = 5_000, 4, 50


def incident():
    """The leaked key takes roles, each session the next one, chains of 50; every session calls four times."""
    for number in range(CREDENTIALS):
        key, before = f"ASIA{number:016d}", f"ASIA{number - 1:016d}"
        caller = LEAKED if number % LONGEST_CHAIN == 0 else before
        arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/r{number % 7}/s{number}"
        yield record(
            number,
            eventID=f"birth-{number}",
            eventName="AssumeRole",
            requestParameters={
                "roleArn": f"arn:aws:iam::{ACCOUNT}:role/r{number % 7}",
                "roleSessionName": f"s{number}",
            },
            responseElements={"credentials": {"accessKeyId": key}, "assumedRoleUser": {"arn": arn}},
            **{"userIdentity.accessKeyId": caller},
        )
        for call in range(CALLS_OF_EACH):
            who = {
                "type": "AssumedRole",
                "principalId": f"AROA{number % 7}:s{number}",
                "arn": arn,
                "accountId": ACCOUNT,
                "accessKeyId": key,
            }
            yield record(number + 1, eventID=f"use-{number}-{call}", userIdentity=who)


@pytest.mark.slow
def test_five_thousand_credentials_in_three_seconds(tmp_path):
    case = build_case(tmp_path, incident())
    command = [str(Path(sys.executable).parent / "kit"), "ask", str(case.folder), "credentials", "--format"]
    took = []
    for _ in range(3):
        start = time.monotonic()
        done = subprocess.run([*command, "json"], capture_output=True, check=True)
        took.append(time.monotonic() - start)
    rows = json.loads(done.stdout)
    assert len(rows) == CREDENTIALS + 1
    assert max(row["depth"] for row in rows) == LONGEST_CHAIN
    assert {row["certainty"] for row in rows} == {"proved"}
    assert min(took) < 3, took
    # Each session took the next but for the last of its chain.
    assert sorted({row["events"] for row in rows if row["depth"]}) == [CALLS_OF_EACH, CALLS_OF_EACH + 1]
