"""A past is what was done before a moment, or from other networks, however many visits there are."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from calls import FIRST, profile

from kit.analysis.actors.past import History
from kit.analysis.actors.profiles import Profile

CALLS = ("s3:PutObject", "iam:CreateUser", "ec2:RunInstances", "ec2:DescribeInstances")


def invented(chance: Random) -> list[tuple[Profile, str, str]]:
    """Ways of calling with the network and the tool of each."""
    return [
        (
            profile(
                chance.choice(CALLS),
                at=FIRST + timedelta(hours=chance.randrange(200)),
                days=chance.randrange(1, 4),
                failed=chance.randrange(2),
                aws_region=f"r{chance.randrange(4)}",
            ),
            f"n{chance.randrange(4)}",
            f"t{chance.randrange(3)}",
        )
        for _ in range(chance.randrange(1, 9))
    ]


def test_a_past_is_what_the_calls_that_count_say():
    """Held against going through all ways of calling each time."""
    chance = Random(7)
    for _ in range(300):
        learned = invented(chance)
        history = History()
        for each in learned:
            history.learn(*each)
        until = FIRST + timedelta(hours=chance.randrange(220))
        began = [each for each in learned if each[0].first_seen < until]
        elsewhere = [each for each in learned if each[1] != "n0"]
        for past, counted, last in (
            (history.before(until), began, until),
            (history.without("n0"), elsewhere, datetime.max),
        ):
            profiles = [one for one, _, _ in counted]
            for number in range(4):
                assert past.knows_network(f"n{number}") == any(n == f"n{number}" for _, n, _ in counted)
                assert past.knows_tool(f"t{number}") == any(t == f"t{number}" for _, _, t in counted)
                assert past.knows_region(f"r{number}") == any(p.aws_region == f"r{number}" for p in profiles)
            for call in CALLS:
                assert past.knows_call(call) == any(p.call == call for p in profiles)
                assert past.knows_refused(call) == any(p.call == call and p.failed for p in profiles)
                service = call.split(":")[0]
                assert past.knows_service(service) == any(p.service == service for p in profiles)
            hours = 0
            for one in profiles:
                hours |= one.hours
            assert past.hours == hours
            days = {day for one in profiles for day in one.days if day <= last.date()}
            assert [past.has_days(number) for number in range(9)] == [len(days) >= n for n in range(9)]
            since = min((one.first_seen for one in profiles), default=None)
            for moment in (FIRST + timedelta(hours=hour) for hour in range(0, 400, 20)):
                lived = since is not None and moment - since >= timedelta(days=1)
                assert past.long_enough(moment) == (lived and len(days) >= 2)
                assert past.whole_week(moment) == (lived and moment - since >= timedelta(days=7))
