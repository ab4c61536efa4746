"""What the owner and the analyst said: which visits it holds for."""

from __future__ import annotations

from pathlib import Path

from calls import ABROAD, KEY, profile

from kit.analysis.actors.decisions import Decisions, applies, by_verdict
from kit.analysis.actors.profiles import visits
from kit.case import Case, Verdict


def decisions(**facts) -> Decisions:
    return Decisions(Case(folder=Path(), **facts), {})


def test_a_listed_network_holds_a_visit_only_whole():
    """/25 of the owner's: an address of the other half of the same /24 leaves the visit undecided."""
    known = decisions(owner_networks=("203.0.113.0/25",))
    (inside,) = visits([profile(address="203.0.113.10")])
    (mixed,) = visits([profile(address="203.0.113.10"), profile(address="203.0.113.200")])
    assert known.listed_network(inside) == "203.0.113.0/25"
    assert known.listed_network(mixed) is None
    assert decisions().listed_network(inside) is None


def test_a_verdict_on_owner_holds_for_calls_that_it_speaks_of():
    known = decisions(verdicts=(Verdict("network", "198.51.100.0/24", "owner"),))
    (abroad,) = visits([profile(address=ABROAD)])
    (office,) = visits([profile()])
    assert known.is_owners(abroad)
    assert not known.is_owners(office)
    assert not decisions(verdicts=(Verdict("network", "198.51.100.0/24", "intruder"),)).is_owners(abroad)


def test_each_kind_of_verdict_looks_at_its_own_field():
    call = profile(address=ABROAD, agent="aws-cli/2.15.0 md/x")
    assert applies(Verdict("credential", KEY, "owner"), call)
    assert not applies(Verdict("credential", "AKIABTX3GSDSQBBBBBBB", "owner"), call)
    assert applies(Verdict("agent", "aws-cli/2.15", "owner"), call)
    assert not applies(Verdict("agent", "", "owner"), call)
    assert applies(Verdict("network", "198.51.100.0/28", "owner"), call)
    assert not applies(Verdict("network", "203.0.113.0/24", "owner"), call)
    assert not applies(Verdict("event", "id", "owner"), call)


def test_a_decision_is_kept_for_every_profile_of_a_visit():
    known = decisions()
    calls = [profile("s3:PutObject"), profile("s3:GetObject")]
    known.record(calls, by_verdict("owner", "network", "203.0.113.0/24", "our office"))
    assert {known.by_profile[call.profile].actor for call in calls} == {"owner"}
    assert known.by_profile[calls[0].profile].reason == "verdict-note"
    assert by_verdict("owner", "network", "203.0.113.0/24", "").reason == "verdict"
