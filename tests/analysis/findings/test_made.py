"""Findings about what was made: users with all they got, keys, ways in, grants, machines."""

from __future__ import annotations

import time

import pytest
from incident import ACCOUNT, START, USER, Incident, usual
from theft import ADMIN, BACK_DOOR, INSTANCES, thief

from kit.analysis.findings import situation
from kit.analysis.findings.made import _users, found

REGIONS = {"us-east-1", "ap-northeast-1"}


def by_id(made: Incident, regions: set[str] | None = REGIONS) -> dict:
    return {each.finding_id: each for each in found(situation(*made.build()), regions)}


def incident() -> Incident:
    made = usual().at()
    made.credential()
    return made


def user(made: Incident, *, key: bool = False, rights: str | None = None, **given) -> Incident:
    made.principal("user", "support-sync", thief(made, "CreateUser"), **given)
    if key:
        event = thief(made, "CreateAccessKey")
        made.principal("access_key", "AKIABTX3GSDSQBBBBBBB", event, arn=BACK_DOOR)
    if rights:
        event = thief(made, "AttachUserPolicy")
        made.principal("attached_policy", rights, event, arn=BACK_DOOR, change="attached")
    return made


def test_a_user_is_one_finding_with_everything_it_got():
    rows = by_id(user(incident(), key=True, rights=ADMIN))
    assert set(rows) == {f"new-user:{BACK_DOOR}"}
    finding = rows[f"new-user:{BACK_DOOR}"]
    assert (finding.args["keys"], finding.args["password"], finding.args["admin"]) == (1, "no", "yes")
    assert len(finding.event_ids) == 3


@pytest.mark.parametrize(
    ("given", "severity"),
    [
        ({"key": True}, "critical"),
        ({"rights": ADMIN}, "critical"),
        ({}, "high"),
        ({"key": True, "state": "gone"}, "medium"),
        ({"rights": ADMIN, "state": "gone"}, "high"),
    ],
)
def test_how_heavy_a_user_is(given, severity):
    assert by_id(user(incident(), **given))[f"new-user:{BACK_DOOR}"].severity == severity


@pytest.mark.parametrize(
    ("kind", "name", "document", "admin"),
    [
        ("attached_policy", ADMIN, None, True),
        ("attached_policy", "arn:aws:iam::aws:policy/ReadOnlyAccess", None, False),
        ("inline_policy", "all", '{"Statement": [{"Effect": "Allow", "Action": ["*"]}]}', True),
        ("inline_policy", "some", '{"Statement": [{"Effect": "Allow", "Action": ["s3:*"]}]}', False),
    ],
)
def test_rights_over_everything_are_known_as_such(kind, name, document, admin):
    made = incident()
    event = thief(made, "PutUserPolicy")
    made.principal(kind, name, event, arn=USER, change="attached", after=document)
    finding = by_id(made)[f"grant:{USER}"]
    assert finding.severity == ("critical" if admin else "high")
    assert finding.message == ("finding-grant-admin" if admin else "finding-grant")


def test_a_key_for_a_user_of_the_owners_and_a_provider_are_ways_in():
    made = incident()
    key = thief(made, "CreateAccessKey")
    made.principal("access_key", "AKIABTX3GSDSQBBBBBBB", key, arn=USER)
    saml = thief(made, "CreateSAMLProvider")
    made.principal("saml_provider", "evil", saml)
    rows = {each.rule: each for each in by_id(made).values()}
    assert set(rows) == {"new-key", "way-in"}
    assert (rows["new-key"].technique, rows["way-in"].technique) == ("T1098.001", "T1484.002")


def test_what_they_deleted_is_a_change_not_a_way_in():
    made = incident()
    made.principal(
        "access_key", "AKIABTX3GSDSQBBBBBBB", thief(made, "DeleteAccessKey"), change="deleted", state="gone"
    )
    (finding,) = by_id(made).values()
    assert (finding.rule, finding.about, finding.severity) == ("iam-change", "access_key/deleted", "medium")


def machines(*states: str, price: float | None = 1.5) -> Incident:
    made = incident()
    for state, name in zip(states, INSTANCES, strict=False):
        made.resource("instance", name, thief(made, "RunInstances", "ec2"), state=state)
        if price is not None:
            made.price(name, price)
    return made


def test_machines_are_told_with_what_an_hour_costs_while_they_run():
    finding = by_id(machines("alive", "gone"))["started:ec2"]
    assert finding.severity == "critical"
    assert (finding.args["count"], finding.args["alive"]) == (2, 1)
    # One of the two still runs; both have run ten hours each by the estimate.
    assert finding.args["usd_per_hour"] == pytest.approx(1.5)
    assert finding.args["usd_so_far"] == pytest.approx(30.0)
    assert finding.args["names"] == ["eu-west-1"]  # never used before
    assert finding.message == "finding-started-unused-alive-priced-cost"


def test_without_a_price_the_hour_has_none_and_is_not_free():
    finding = by_id(machines("alive", price=None))["started:ec2"]
    assert finding.args["usd_per_hour"] is None
    assert finding.args["usd_so_far"] is None
    assert finding.message == "finding-started-unused-alive"


def test_a_region_that_the_owner_uses_or_an_unknown_past_is_not_called_unused():
    made = machines("gone")
    assert by_id(made, {"eu-west-1"})["started:ec2"].message == "finding-started-known-gone-cost"
    assert by_id(made, None)["started:ec2"].message == "finding-started-no-past-gone-cost"


def test_the_owners_things_are_no_finding():
    made = incident()
    made.principal("user", "bob", made.call("CreateUser"), actor="owner")
    made.resource("instance", "i-0cccccccccccccccc", made.call("RunInstances", "ec2"), actor="unclear")
    assert by_id(made) == {}


def test_four_times_the_users_take_about_four_times_as_long():
    """Each user's keys and rights were looked for among everybody's: 12 s of CPU for 3,000 users."""

    def seconds(number: int) -> float:
        rows = [
            {
                "account_id": ACCOUNT, "kind": kind, "name": name, "change": "created", "may_stand": True,
                "arn": f"arn:aws:iam::{ACCOUNT}:user/u{each}", "changed_at": START, "state": "alive",
                "state_at": START, "ended_at": None, "event_id": f"{kind}{each}", "after": None,
            }
            for each in range(number)
            for kind, name in (("user", f"u{each}"), ("access_key", f"AKIA{each:016d}"))
        ]  # fmt: skip
        begin = time.process_time()
        told = list(_users(None, rows, set()))
        assert [each.args["keys"] for each in told] == [1] * number
        return time.process_time() - begin

    assert min(seconds(4_000) for _ in range(3)) < 8 * min(seconds(1_000) for _ in range(3))
