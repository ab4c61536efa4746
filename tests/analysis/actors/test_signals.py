"""What a visit shows that the past does not, and when that is an intruder's."""

from __future__ import annotations

from datetime import datetime, timedelta

from calls import FIRST, profile

from kit.analysis.actors.past import History, Past
from kit.analysis.actors.profiles import Profile
from kit.analysis.actors.signals import signals

TURN = FIRST + timedelta(days=10)
WEIGHTS = {"iam:CreateUser": 80, "iam:CreateAccessKey": 85, "ec2:RunInstances": 60, "iam:ListUsers": 10}
OFFICE_NET, ABROAD_NET, APP, SCRIPT = (
    "203.0.113.0/24",
    "198.51.100.0/24",
    "boto3/1.35",
    "python-requests/2.32",
)


def past_of(*profiles: Profile, network: str = OFFICE_NET, tool: str = APP) -> Past:
    history = History()
    for each in profiles:
        history.learn(each, network, tool)
    return history.before(TURN)


def owners_past(*more: Profile) -> Past:
    return past_of(profile("s3:PutObject"), profile("ec2:DescribeInstances"), *more)


def test_a_past_needs_two_days_and_a_day_between():
    """One evening shows no habit, however many calls it holds; two mornings do."""
    assert not past_of(profile(days=1)).long_enough(TURN)
    two = past_of(profile(days=2))
    assert two.long_enough(TURN)
    assert not two.long_enough(FIRST + timedelta(hours=20))
    assert two.whole_week(FIRST + timedelta(days=7))
    assert not two.whole_week(FIRST + timedelta(days=6))


def test_what_begins_at_the_moment_is_no_past():
    past = past_of(profile("iam:CreateUser", at=TURN, failed=1), network=ABROAD_NET, tool=SCRIPT)
    assert not past.knows_network(ABROAD_NET)
    assert not past.knows_tool(SCRIPT)
    assert not past.knows_call("iam:CreateUser")
    assert not past.knows_refused("iam:CreateUser")
    assert past.hours == 0
    assert not past.has_days(1)
    assert not past.long_enough(TURN + timedelta(days=9))


def test_new_place_tool_and_two_heavy_new_calls_are_an_intruders():
    new = [profile("iam:CreateUser", at=TURN, days=1), profile("iam:CreateAccessKey", at=TURN, days=1)]
    found = signals(new, ABROAD_NET, SCRIPT, owners_past(), WEIGHTS)
    assert found.network
    assert found.tool
    assert found.services == ("iam",)
    assert found.heaviest == "iam:CreateAccessKey"
    assert found.grave
    assert found.intruder


def test_the_same_work_from_another_place_is_not_an_intruders():
    """A developer at home: the address is new, what is done is what was always done."""
    found = signals([profile("s3:PutObject", at=TURN, days=1)], ABROAD_NET, APP, owners_past(), WEIGHTS)
    assert found.network
    assert found.score == 1
    assert not found.hostile
    assert not found.intruder


def test_one_new_call_is_one_sign_however_it_is_looked_at():
    """New place, new service, new heavy call, but a single call: three signs at least are needed with it."""
    lone = [profile("iam:CreateUser", at=TURN, days=1)]
    found = signals(lone, OFFICE_NET, APP, owners_past(), WEIGHTS)
    assert found.behaviour == 1
    assert not found.intruder


def test_regions_count_only_where_a_service_has_them():
    """IAM answers in us-east-1 wherever the caller sits: that is no new Region. EC2 in three is many."""
    iam = signals([profile("iam:ListUsers", aws_region="us-east-1")], OFFICE_NET, APP, owners_past(), WEIGHTS)
    assert iam.regions == ()
    many = [
        profile("ec2:RunInstances", aws_region=region) for region in ("eu-west-1", "sa-east-1", "us-west-2")
    ]
    found = signals(many, ABROAD_NET, SCRIPT, owners_past(), WEIGHTS)
    assert found.regions == ("eu-west-1", "sa-east-1", "us-west-2")
    assert found.hostile


def test_refusals_that_were_there_before_are_not_new():
    past = owners_past(profile("s3:ListBuckets", failed=3))
    again = [profile("s3:ListBuckets", at=TURN, failed=1)]
    assert signals(again, OFFICE_NET, APP, past, WEIGHTS).refused == 0
    tried = [profile(f"iam:{name}", at=TURN, failed=1) for name in ("GetUser", "ListRoles", "ListUsers")]
    assert signals(tried, OFFICE_NET, APP, past, WEIGHTS).refused == 3


def test_odd_hours_need_a_regular_past_and_a_distance():
    """Work at nine for ten days: ten o'clock is near, three at night is odd; after two days nothing is."""
    at = {hour: datetime(2026, 3, 11, hour) for hour in (3, 10)}
    past = owners_past()
    assert signals([profile(at=at[3], days=1)], OFFICE_NET, APP, past, WEIGHTS).odd_hours
    assert not signals([profile(at=at[10], days=1)], OFFICE_NET, APP, past, WEIGHTS).odd_hours
    short = past_of(profile(days=2))
    assert not signals([profile(at=at[3], days=1)], OFFICE_NET, APP, short, WEIGHTS).odd_hours


def test_midnight_is_near_to_one_hour_before_it():
    past = past_of(profile(at=datetime(2026, 3, 1, 0, 30)))
    late = signals([profile(at=datetime(2026, 3, 11, 23, 10), days=1)], OFFICE_NET, APP, past, WEIGHTS)
    assert not late.odd_hours
