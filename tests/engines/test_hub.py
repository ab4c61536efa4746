"""A role that everybody assumes: what was opened by the third party brings what came of it, not the world."""

from __future__ import annotations

import json

import pytest
from conftest import ACCOUNT, LEAKED, NOW, build_case, record
from engines.same import answers, walked
from engines.stand_in import StandIn, as_table

from kit.analysis.answers import ask
from kit.case import new_case

HUB = f"arn:aws:iam::{ACCOUNT}:role/everyone"
DAYS = 24 * 60


def session(number: int, minute: int, caller: str) -> list[dict]:
    """Somebody takes the role on, and one call of the session."""
    key, name = f"ASIAHUB{number:013d}", f"job-{number}"
    who = {
        "type": "IAMUser", "principalId": f"AIDA{caller:A>17}", "accountId": ACCOUNT, "userName": caller,
        "arn": f"arn:aws:iam::{ACCOUNT}:user/{caller}", "accessKeyId": f"AKIA{caller.upper():A>16}",
    }  # fmt: skip
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/everyone/{name}"
    issuer = {
        "type": "Role", "principalId": "AROAHUB", "arn": HUB, "accountId": ACCOUNT, "userName": "everyone",
    }  # fmt: skip
    holder = {
        "type": "AssumedRole", "principalId": f"AROAHUB:{name}", "arn": arn, "accountId": ACCOUNT,
        "accessKeyId": key, "sessionContext": {"sessionIssuer": issuer},
    }  # fmt: skip
    reply = {"credentials": {"accessKeyId": key}, "assumedRoleUser": {"arn": arn}}
    taken = record(
        minute, eventID=f"{number:08x}-0000-4000-8000-000000000001", sourceIPAddress="203.0.113.9",
        eventName="AssumeRole", userIdentity=who, responseElements=reply,
        requestParameters={"roleArn": HUB, "roleSessionName": name},
    )  # fmt: skip
    used = record(
        minute + 1, eventID=f"{number:08x}-0000-4000-8000-000000000002", sourceIPAddress="203.0.113.9",
        eventSource="s3.amazonaws.com", eventName="ListBuckets", userIdentity=holder,
    )  # fmt: skip
    return [taken, used]


def logs(before: int, after: int) -> list[dict]:
    """So many sessions before and after the role's trust was changed with the leaked key."""
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    opened = 40 * DAYS
    callers = ("ci", "cron", "web")
    made = [record(opened - 3 * DAYS, sourceIPAddress="203.0.113.9")]
    made += [record(opened - 5, sourceIPAddress="198.51.100.7", userAgent="curl/8")]
    made.append(record(
        opened, eventSource="iam.amazonaws.com", eventName="UpdateAssumeRolePolicy", readOnly=False,
        sourceIPAddress="198.51.100.7", userAgent="curl/8",
        requestParameters={"roleName": "everyone", "policyDocument": json.dumps(trust)},
    ))  # fmt: skip
    for number in range(before):
        made += session(number, number * (opened - 200) // before, callers[number % 3])
    for number in range(before, before + after):
        made += session(number, opened + 60 + number - before, callers[number % 3])
    return made


def cases(tmp_path, records, **facts):
    whole = build_case(tmp_path / "whole", records, keys=[LEAKED])
    part = new_case(tmp_path / "part", now=NOW, keys=[LEAKED], language="en")
    engine = StandIn(as_table((each, "s3://logs/all.json.gz") for each in records))
    return whole, part, engine, walked(part, engine, **facts)


def test_what_a_role_did_before_it_was_opened_stays_where_it_is(tmp_path):
    records = logs(before=8_000, after=5)
    whole, part, engine, _ = cases(tmp_path, records)
    assert answers(part, "credentials") == answers(whole, "credentials")
    assert answers(part, "principals") == answers(whole, "principals")
    asked = zip(engine.asked, engine.answers, strict=True)
    answered = [(one.name, answer.splitlines()[1:]) for one, answer in asked]
    rows = {line for name, lines in answered if name != "hours" for line in lines}
    assert len(rows) < 0.02 * len(records)
    # Who took the role on before is there, once each.
    assert [len(lines) for name, lines in answered if name == "first_uses"] == [3]


@pytest.fixture
def bounded(tmp_path):
    """A role with more sessions after it was opened than may come."""
    return cases(tmp_path, logs(before=50, after=1_500), most=500)


def test_a_hub_is_left_out_with_its_place_and_the_rest_comes(bounded):
    _, part, engine, _ = bounded
    lines = [row for row in ask(part, "ledger_items").dicts() if row["status"] == "failed"]
    (told, *_) = [row for row in lines if f"role:{ACCOUNT}:everyone" in row["origin"]]
    assert "left out" in told["reason"]
    assert "1,5" in told["reason"], "how many rows it would bring"
    assert "--most-rows" in told["reason"]
    assert [row["credential_id"] for row in ask(part, "credentials").dicts()] == [LEAKED]
    assert "UpdateAssumeRolePolicy" in {row["event_name"] for row in ask(part, "key_activity").dicts()}
    assert max(map(len, (text.splitlines() for text in engine.answers))) <= 502


def test_what_was_left_out_is_said_where_the_answers_are_read(bounded):
    _, part, _, _ = bounded
    (gap,) = [row for row in ask(part, "cannot_say").dicts() if row["topic"] == "engine-left-out"]
    assert "everyone" in gap["why"]


@pytest.mark.slow
def test_a_larger_budget_brings_it_and_takes_the_line_back(bounded):
    from kit.collect.dispatch import _held

    whole, part, engine, _ = bounded
    held = [meta for _, _, meta in _held(part) if meta.get("engine") == engine.word]
    before = len(engine.asked)
    walked(part, engine, held=held)
    assert answers(part, "credentials") == answers(whole, "credentials")
    assert not [row for row in ask(part, "ledger_items").dicts() if row["status"] == "failed"]
    assert len(engine.asked) > before


def busy_key(calls: int) -> list[dict]:
    """The leaked key at the owner's work for forty days, then in the hands of a third party as well."""
    owners = {"sourceIPAddress": "203.0.113.9", "userAgent": "Boto3/1.34"}
    made = [
        record(
            number * 40 * DAYS // calls, eventSource="s3.amazonaws.com", eventName="ListBuckets",
            eventID=f"{number:08x}-0000-4000-8000-00000000000b", **owners,
        )
        for number in range(calls)
    ]  # fmt: skip
    theirs = {"sourceIPAddress": "198.51.100.7", "userAgent": "curl/8"}
    start = 38 * DAYS + 13
    made += [record(start + number, eventName="GetCallerIdentity", **theirs) for number in range(5)]
    made.append(record(
        start + 20, eventSource="iam.amazonaws.com", eventName="CreateUser", readOnly=False,
        requestParameters={"userName": "helper"}, responseElements={"user": {"userName": "helper"}}, **theirs,
    ))  # fmt: skip
    # From the owner's own place: it changes something, so it comes though that place is busy.
    made.append(record(
        start + 30, eventSource="iam.amazonaws.com", eventName="CreateAccessKey", readOnly=False,
        requestParameters={"userName": "helper"},
        responseElements={"accessKey": {"accessKeyId": "AKIAHELPER0000000000", "userName": "helper"}},
        **owners,
    ))  # fmt: skip
    return made


def test_a_busy_owners_key_is_judged_by_its_habit_without_its_rows(tmp_path):
    records = busy_key(calls=3_000)
    whole, part, _, _ = cases(tmp_path, records, most=500)

    def of_both(name: str, columns: tuple[str, ...], where=lambda row: True) -> tuple[list, list]:
        return tuple(
            [[row[column] for column in columns] for row in answers(case, name) if where(row)]
            for case in (whole, part)
        )

    one, other = of_both(
        "key_activity",
        ("event_id", "actor", "certainty", "basis", "actor_reason"),
        lambda row: row["actor"] == "intruder",
    )
    assert len(one) >= 6
    assert other == one
    one, other = of_both("credentials", ("credential_id", "parent_id", "link", "actor"))
    assert len(one) == 2
    assert other == one
    one, other = of_both("first_use", ("kind", "value", "first_seen", "used_before"))
    assert {"yes", "no"} <= {row[-1] for row in one}
    assert other == one
    one, other = of_both("visits", ("network", "tools", "actor"))
    assert other == one
    # The owner's calls stayed where they are, and the ledger says so.
    assert len(answers(part, "key_activity")) < 50
    (line,) = [row for row in ask(part, "ledger_items").dicts() if row["status"] == "failed"]
    assert "3,00" in line["reason"]
    assert "203.0.113.9" in line["reason"]
    assert "counts of days and hours" in line["reason"]


def test_a_second_run_knows_what_was_counted(tmp_path):
    from kit.collect.dispatch import _held

    _, part, engine, _ = cases(tmp_path, busy_key(calls=3_000), most=500)
    before = len(engine.asked)
    held = [meta for _, _, meta in _held(part) if meta.get("engine") == engine.word]
    walked(part, engine, held=held, most=500)
    assert len(engine.asked) == before
