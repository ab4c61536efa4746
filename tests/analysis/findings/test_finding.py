"""A finding's name, its events, and the sums of calls that its sentence rests on."""

from __future__ import annotations

from datetime import datetime

from kit.analysis.findings.finding import Finding, ids, together

AT = datetime(2026, 3, 22, 2)


def row(name: str, calls: int, **given) -> dict:
    facts = {
        "event_name": name,
        "calls": calls,
        "first_seen": AT,
        "last_seen": AT,
        "regions": ["us-east-1"],
        "event_ids": [f"{name} {number}" for number in range(calls)],
        "weight": 10,
    }
    return {**facts, **given}


def test_calls_are_summed_over_accounts_and_actions():
    act = together(
        [
            row("GetObject", 2, regions=["us-east-1", None]),
            row("ListBuckets", 5, regions=["eu-west-1"], weight=30, last_seen=datetime(2026, 3, 22, 5)),
            row("GetObject", 4, first_seen=datetime(2026, 3, 22, 1)),
        ]
    )
    assert (act.calls, act.weight) == (11, 30)
    assert act.args() == {
        "calls": 11,
        "at": datetime(2026, 3, 22, 1),
        "last": datetime(2026, 3, 22, 5),
        "names": ["GetObject", "ListBuckets"],  # six calls before five
        "regions": 2,
    }


def test_nothing_together_is_nothing():
    assert together([]).args() == {"calls": 0, "at": None, "last": None, "names": [], "regions": 0}


def test_event_ids_are_distinct_in_order_and_at_most_twenty():
    assert ids(["b", None, "a"], ["b", "c"]) == ("b", "a", "c")
    assert len(ids([f"event {number}" for number in range(30)])) == 20


def test_a_finding_is_named_by_its_rule_and_what_it_speaks_of():
    plain = Finding("recon", "low", "key_activity", {}, ())
    about = Finding("new-user", "high", "principals", {}, (), about="mallory", variant="new-user-gone")
    assert (plain.finding_id, plain.message) == ("recon", "finding-recon")
    assert (about.finding_id, about.message) == ("new-user:mallory", "finding-new-user-gone")
