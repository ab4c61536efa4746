"""Keys of machines that turn up outside them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acts import ACCOUNT, AT, act

from kit.analysis.credentials.machines import Use, used_by_caller, used_outside

KEY, BOX = "ASIABTX3GSDSQCCCCCCC", f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/i-0abc"
HOME, AWAY, SDK, SCRIPT = "203.0.113.80", "198.51.100.7", "Boto3/1.35 md/linux", "python-requests/2.32"


def use(address: str, agent: str, minutes: float = 0) -> Use:
    return Use(KEY, BOX, address, agent, AT + timedelta(minutes=minutes))


def test_another_network_with_another_tool_is_outside():
    """What GuardDuty calls InstanceCredentialExfiltration.OutsideAWS."""
    found = used_outside([use(HOME, SDK), use(AWAY, SCRIPT, 30)])
    assert found == {KEY: [(AT + timedelta(minutes=30), "198.51.100.0/24")]}


@pytest.mark.parametrize(
    ("address", "agent"),
    [
        (AWAY, SDK),  # its own tool through another gateway
        ("203.0.113.99", SCRIPT),  # another tool on it
        ("10.0.1.5", SCRIPT),  # an address of the network it stands in
        ("ec2.amazonaws.com", SCRIPT),  # a service on its behalf
    ],
)
def test_one_new_thing_alone_proves_nothing(address, agent):
    assert used_outside([use(HOME, SDK), use(address, agent, 30)]) == {}


def command(name: str = "ssm:SendCommand", **given):
    return act(
        name,
        10,
        opens=[f"instance:{ACCOUNT}:us-east-1:i-0abc"],
        source_ip_address=AWAY,
        user_agent=SCRIPT,
        **given,
    )


def test_who_reached_the_machine_and_uses_its_key_from_the_same_address_took_it():
    sent = command()
    assert used_by_caller([use(HOME, SDK), use(AWAY, SCRIPT, 20)], [sent]) == {(KEY, sent.event_no): "strong"}
    assert used_by_caller([use(AWAY, "aws-cli/2.15", 20)], [sent]) == {(KEY, sent.event_no): "possible"}


def test_an_address_that_the_machine_used_before_tells_nothing():
    """Machine and administrator stand behind one gateway."""
    assert used_by_caller([use(AWAY, SDK, -60), use(AWAY, SCRIPT, 20)], [command()]) == {}


def test_other_calls_and_aws_itself_reach_no_machine():
    assert used_by_caller([use(AWAY, SCRIPT, 20)], [command("ec2:DescribeInstances")]) == {}
    own = act(
        "ssm:SendCommand",
        10,
        opens=[f"instance:{ACCOUNT}:us-east-1:i-0abc"],
        source_ip_address="ssm.amazonaws.com",
    )
    assert used_by_caller([use("ssm.amazonaws.com", SCRIPT, 20)], [own]) == {}
