"""Who behaves in a new way: the same from an engine's counts of everybody by network as from the whole trail;
who is too much to count is left out whole, and said."""

from __future__ import annotations

import csv
import io

import pytest
from conftest import ACCOUNT, LEAKED, NOW, build_case, record
from engines.same import answers, walked
from engines.stand_in import StandIn, as_table

from kit.analysis.answers import ask
from kit.case import new_case

DAY = 24 * 60


def user(name: str) -> dict:
    return {
        "type": "IAMUser", "principalId": f"AIDA{name:A>17}", "accountId": ACCOUNT, "userName": name,
        "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}", "accessKeyId": f"AKIA{name.upper():A>16}",
    }  # fmt: skip


def logs() -> list[dict]:
    """Ten days of three users from many addresses of few networks, then one of them from elsewhere: reads,
    refusals and a new user, from two addresses of a network of each kind; a fourth that is everywhere."""
    made = []

    def calls(minute: int, who: str, address: str, event: str, **more) -> None:
        made.append(record(
            minute, eventSource="iam.amazonaws.com", eventName=event, userIdentity=user(who),
            sourceIPAddress=address, eventID=f"{len(made):08x}-0000-4000-8000-00000000000c", **more,
        ))  # fmt: skip

    for place in range(240):
        for who in ("app", "ops", "web"):
            address = f"203.0.113.{place % 90}" if place % 3 else f"2001:db8:1:{place:x}::{place % 50:x}"
            calls(place * 60, who, address, "ListUsers")
    for place in range(200):
        calls(place * 70, "roam", f"198.18.{place}.9", "ListUsers")
    for address in ("198.51.100.7", "198.51.100.8", "2001:db8:2::7", "2001:db8:2:0:1::8"):
        for event in ("ListRoles", "GetUser", "ListGroups", "CreateUser", "CreateAccessKey"):
            calls(10 * DAY + len(made) % 50, "ops", address, event, readOnly=event[0] != "C")
            calls(10 * DAY + 60, "ops", address, event, errorCode="AccessDenied")
    # A new address of a network that was there before is nothing new.
    calls(9 * DAY, "web", "203.0.113.200", "CreateUser", readOnly=False)
    calls(2 * DAY, "web", "203.0.113.5", "CreateUser", readOnly=False)
    return made


@pytest.fixture
def cases(tmp_path):
    def made(records: list[dict], **facts):
        whole = build_case(tmp_path / "whole", records, keys=[LEAKED])
        part = new_case(tmp_path / "part", now=NOW, keys=[LEAKED], language="en")
        engine = StandIn(as_table((each, "s3://logs/all.json.gz") for each in records))
        walked(part, engine, **facts)
        return whole, part, engine

    return made


def counts(engine: StandIn) -> list[dict]:
    (answer,) = [
        answer for asked, answer in zip(engine.asked, engine.answers, strict=True) if asked.name == "callers"
    ]
    return list(csv.DictReader(io.StringIO(answer)))


def test_suspects_are_the_same_by_network(cases):
    whole, part, engine = cases(logs())
    assert answers(part, "suspects") == answers(whole, "suspects")
    (found,) = answers(part, "suspects")
    assert found["principal_arn"].endswith(":user/ops")
    assert set(found["networks"]) == {"198.51.100.0/24", "2001:db8:2::/48"}
    networks = {row["source_ip_address"] for row in counts(engine) if row["principal_arn"].endswith("/web")}
    assert networks == {"203.0.113.0/24", "2001:db8:1::/48"}
    assert not [row for row in ask(part, "ledger_items").dicts() if row["status"] == "failed"]


def test_who_is_too_much_to_count_is_left_out_whole_and_said(cases):
    everybody = logs()
    _, part, engine = cases(everybody, most_counts=100)
    assert answers(part, "suspects")
    lines = [row for row in ask(part, "ledger_items").dicts() if "#left-out-callers:" in row["origin"]]
    (line,) = lines
    assert line["status"] == "failed"
    assert "user/roam" in line["reason"]
    assert "200 counts" in line["reason"]
    (gap,) = [row for row in ask(part, "cannot_say").dicts() if row["topic"] == "engine-left-out"]
    assert "user/roam" in gap["why"]
    uncounted = [row for row in counts(engine) if row["counted"] == "no"]
    assert [row["principal_arn"].rpartition("/")[2] for row in uncounted] == ["roam"]
    without = [each for each in everybody if each["userIdentity"].get("userName") != "roam"]
    whole = build_case(part.folder.parent / "without", without, keys=[LEAKED])
    assert answers(part, "suspects") == answers(whole, "suspects")


def test_all_callers_may_be_too_much(cases):
    _, part, _ = cases(logs(), most_counts=1)
    assert answers(part, "suspects") == []
    lines = [
        row["reason"] for row in ask(part, "ledger_items").dicts() if "#left-out-callers:" in row["origin"]
    ]
    assert len(lines) == 4
