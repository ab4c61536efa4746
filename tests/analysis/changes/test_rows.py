"""How big a thing is, and in which stretches of time it ran."""

from __future__ import annotations

import pytest
from replaying import call, replay

from kit.analysis.changes.rows import Size


def test_ecs_counts_1024_units_for_a_vcpu():
    """CPU and memory of a task definition are "1024" and "2048", or "1 vCPU" and "2 GB"."""
    assert Size.of({"vcpu": "1024", "memory_mb": "2048"}) == Size(None, 1.0, 2048.0)
    assert Size.of({"vcpu": "1 vCPU", "memory_mb": "2 GB"}) == Size(None, 1.0, 2048.0)
    assert Size.of({"vcpu": "many"}) == Size()


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size("g5.48xlarge"), "g5.48xlarge"),
        (Size("g5.48xlarge", quantity=3), "g5.48xlarge x 3"),
        (Size(None, 4.0, 8192.0, 1), "4 vCPU 8 GB"),
        (Size(quantity=2), "x 2"),
        (Size(), None),
    ],
)
def test_a_size_in_words(size, words):
    assert size.words() == words


def test_what_is_missing_is_filled_and_what_is_known_stays():
    assert Size("m5.large").filled(Size("t3.micro", 2.0, None, 5)) == Size("m5.large", 2.0, None, 5)
    assert Size("m5.large").filled(None) == Size("m5.large")


def test_a_machine_runs_from_its_start_to_its_end():
    made = {"instancesSet": {"items": [{"instanceId": "i-1", "instanceType": "m5.large"}]}}
    named = {"instancesSet": {"items": [{"instanceId": "i-1"}]}}
    (row,) = replay(
        [call("ec2", "RunInstances", {}, made), call("ec2", "TerminateInstances", named, by=None)]
    )
    assert not row.runs_on
    assert row.costs
    assert [(run.started_event_id, run.ended_event_id) for run in row.runs] == [("e0", "e1")]


def test_what_they_only_stopped_costs_nothing_of_theirs():
    """The owner's machine, stopped by them: no cost of the incident."""
    (row,) = replay([call("ec2", "StopInstances", {"instancesSet": {"items": [{"instanceId": "i-9"}]}})])
    assert (row.change, row.state) == ("stopped", "stopped")
    assert not row.costs
