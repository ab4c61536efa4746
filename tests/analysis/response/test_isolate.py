"""Machines that a stop does not hold: recorded, cut off or in standby, and ended last."""

from __future__ import annotations

from datetime import datetime

from incident import ACCOUNT, Incident, usual

from kit.analysis.response.items import PlanItem
from kit.analysis.response.plan import plan

NOW = datetime(2026, 3, 25, 9, 0)
SPOT, MEMBER, OTHER = "i-0aaaaaaaaaaaaaaa1", "i-0aaaaaaaaaaaaaaa2", "444455556666"


def items(made: Incident) -> list[PlanItem]:
    return plan(*made.build(), now=NOW)


def theirs() -> Incident:
    made = usual().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential(events=9)
    return made


def place(found: list[PlanItem], *words: str) -> int:
    """Where the one line with these words stands."""
    (number,) = [number for number, item in enumerate(found) if all(word in item.command for word in words)]
    return number


def spot(made: Incident, **answer) -> None:
    event = made.call(
        "RunInstances", "ec2", actor="intruder", aws_region="eu-west-1",
        request={"instanceMarketOptions": {"marketType": "spot"}},
        response={"instancesSet": {"items": [{"instanceId": SPOT, **answer}]}},
    )  # fmt: skip
    made.resource("instance", SPOT, event)


def test_a_spot_machine_is_recorded_then_cut_off_and_ended_last():
    made = theirs()
    spot(made, vpcId="vpc-0123456789abcdef0")
    found = items(made)
    told = f"Name=attachment.instance-id,Values={SPOT}"
    steps = [
        place(found, "describe-network-interfaces", told),
        place(found, "create-security-group", "vpc-0123456789abcdef0"),
        place(found, "revoke-security-group-egress"),
        place(found, "modify-instance-attribute", SPOT),
        place(found, "terminate-instances", SPOT),
        place(found, "delete-security-group"),
    ]
    assert steps == sorted(steps)
    assert not [item for item in found if "stop-instances" in item.command]


def test_where_the_logs_name_no_vpc_no_line_guesses_one():
    made = theirs()
    spot(made)
    found = items(made)
    assert not [item for item in found if "create-security-group" in item.command]
    assert [item for item in found if item.why == "plan-contain-spot"]


def test_members_leave_their_group_before_they_stop_and_the_group_goes_last():
    made = theirs()
    group = made.call(
        "CreateAutoScalingGroup", "autoscaling", actor="intruder", aws_region="eu-west-1",
        request={"autoScalingGroupName": "grp-x"},
    )  # fmt: skip
    made.resource("autoscaling_group", "grp-x", group)
    run = made.call("RunInstances", "ec2", actor="intruder", aws_region="eu-west-1")
    made.resource("instance", MEMBER, run, parent_id="grp-x")
    found = items(made)
    steps = [
        place(found, "suspend-processes", "grp-x"),
        place(found, "update-auto-scaling-group", "--min-size", "0"),
        place(found, "enter-standby", "grp-x", MEMBER),
        place(found, "stop-instances", MEMBER),
        place(found, "delete-auto-scaling-group", "grp-x"),
    ]
    assert steps == sorted(steps)


def test_lines_for_another_account_begin_with_the_question_who_the_caller_is():
    made = theirs()
    role = made.call("CreateUser", actor="intruder", request={"userName": "yy"})
    made.principal("user", "yy", role, account_id=OTHER, arn=f"arn:aws:iam::{OTHER}:user/yy")
    found = items(made)
    signed_in = ACCOUNT
    for item in found:
        if "get-caller-identity" in item.command:
            signed_in = item.account_id
        elif item.command:
            assert item.account_id in ("", signed_in), item
    assert signed_in in (ACCOUNT, OTHER)
    assert [item for item in found if item.account_id == OTHER and "put-user-policy" in item.command]


def test_one_account_needs_no_such_question():
    assert not [item for item in items(theirs()) if "get-caller-identity" in item.command]


def test_parameters_read_by_their_path_are_listed_since_no_log_names_them():
    made = theirs()
    made.call(
        "GetParametersByPath", "ssm", actor="intruder", request={"path": "/prod", "withDecryption": True}
    )
    (item,) = [item for item in items(made) if item.why == "plan-review-secrets"]
    assert item.command[:3] == ("aws", "ssm", "describe-parameters")
    assert item.notes == ("plan-note-unnamed",)
    assert item.args["name"] == "/prod"
