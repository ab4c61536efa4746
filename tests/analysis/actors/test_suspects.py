"""Who behaves newly where no key is named: signs add up, one sign names nobody."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from kit.analysis.actors.suspects import Use, judge

BEGIN = datetime(2026, 3, 1)
THEFT = BEGIN + timedelta(days=12)
OFFICE, ABROAD = "203.0.113.0/24", "198.51.100.0/24"


def use(call: str, network: str = OFFICE, at: datetime = BEGIN, **given) -> Use:
    facts = {
        "principal_arn": "arn:aws:iam::111122223333:user/app",
        "credential_id": "AKIABTX3GSDSQAAAAAAA",
        "user_type": "IAMUser",
        "network": network,
        "aws_region": "us-east-1",
        "call": call,
        "failed": False,
        "first_seen": at,
        "last_seen": given.pop("until", at),
        "event_id": f"event of {call}",
        "action_id": f"action of {call}",
        "tactic": None,
        "weight": 0,
    }
    return Use(**{**facts, **given})


def habit() -> Use:
    return use("s3:PutObject", until=THEFT + timedelta(days=1))


def test_heavy_acts_from_a_new_network_are_named_from_their_first_moment():
    acts = [
        use("iam:CreateUser", ABROAD, THEFT, weight=80),
        use("iam:CreateAccessKey", ABROAD, THEFT, weight=85),
    ]
    found = judge([habit(), *acts], BEGIN, None)
    assert found.since == THEFT
    # Two kinds of heavy acts (20 + 2 x 5), one of 80 or more (+10); the new network 15.
    assert found.signs == {"strong_acts": 40, "new_network": 15}
    assert found.score == 55
    assert [one.call for one in found.shown] == ["iam:CreateAccessKey", "iam:CreateUser"]


def test_the_same_calls_as_ever_from_the_same_network_are_nothing_new():
    assert judge([habit()], BEGIN, None) is None


def test_a_heavy_act_that_the_principal_always_did_is_no_sign():
    """A pipeline that makes users all the year makes one from a new runner."""
    before = use("iam:CreateUser", weight=80, until=THEFT)
    found = judge([before, use("iam:CreateUser", ABROAD, THEFT, weight=80)], BEGIN, None)
    assert found.signs == {"new_network": 15}


def test_looking_around_and_refusals_count_from_three_kinds_on():
    two = [
        use(f"iam:{call}", ABROAD, THEFT, tactic="Discovery", failed=True)
        for call in ("ListUsers", "ListRoles")
    ]
    assert set(judge([habit(), *two], BEGIN, None).signs) == {"new_network"}
    three = [*two, use("iam:GetUser", ABROAD, THEFT, tactic="Discovery", failed=True)]
    assert judge([habit(), *three], BEGIN, None).signs == {"new_network": 15, "recon": 10, "refusals": 10}


def test_five_regions_within_ten_minutes_are_a_script():
    def sweep(minutes: int) -> list[Use]:
        regions = ("us-east-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-south-1")
        return [
            use(
                "ec2:DescribeInstances", ABROAD, THEFT + timedelta(minutes=place * minutes), aws_region=region
            )
            for place, region in enumerate(regions)
        ]

    assert "many_regions" in judge([habit(), *sweep(2)], BEGIN, None).signs
    assert "many_regions" not in judge([habit(), *sweep(3)], BEGIN, None).signs


def test_a_principal_that_appears_late_and_at_work_has_no_past():
    late = [use("iam:CreateUser", ABROAD, THEFT, weight=80)]
    found = judge(late, BEGIN, None)
    assert found.since == THEFT
    assert found.signs == {"strong_acts": 35, "no_past": 5}


def test_root_with_a_key_is_a_sign_of_its_own():
    root = [use("s3:PutObject", user_type="Root"), use("s3:PutObject", ABROAD, THEFT, user_type="Root")]
    assert judge(root, BEGIN, None).signs == {"new_network": 15, "root": 15}


def test_what_is_new_before_the_case_begins_is_the_owners_own_change():
    """case.toml says when it began: a new office two weeks earlier is no suspect."""
    moved = [habit(), use("s3:PutObject", "192.0.2.0/24", BEGIN + timedelta(days=3))]
    assert judge(moved, BEGIN, THEFT) is None
    acts = [use("iam:CreateUser", ABROAD, THEFT, weight=80)]
    assert judge([*moved, *acts], BEGIN, THEFT).since == THEFT


def test_a_busy_principal_of_many_networks_is_judged_in_time():
    # Each network was once held against each use: minutes for one application behind changing addresses.
    def seconds(number: int) -> float:
        uses = [
            use(f"s3:Get{each % 40}", f"20.{each // 256}.{each % 256}.0/24", BEGIN + timedelta(minutes=each))
            for each in range(number)
        ]
        begin = time.process_time()
        found = judge(uses, BEGIN, None)
        assert found is not None
        assert found.since == BEGIN + timedelta(days=1)
        return time.process_time() - begin

    assert min(seconds(12_000) for _ in range(3)) < 8 * min(seconds(3_000) for _ in range(3))
