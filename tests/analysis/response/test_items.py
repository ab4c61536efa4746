"""One thing left to do: its line, and the policies that it puts."""

from __future__ import annotations

import json
from datetime import datetime

from kit.analysis.response.items import PHASES, deny_networks, deny_older, item


def statement(text: str) -> dict:
    (found,) = json.loads(text)["Statement"]
    return found


def test_the_deny_of_older_sessions_speaks_of_their_issue_alone():
    """aws:TokenIssueTime is set for temporary credentials only: no long-term key is denied (IAM guide)."""
    found = statement(deny_older(datetime(2026, 3, 25, 9, 0, 0, 123456)))
    assert (found["Effect"], found["Action"], found["Resource"]) == ("Deny", "*", "*")
    assert found["Condition"] == {"DateLessThan": {"aws:TokenIssueTime": "2026-03-25T09:00:00Z"}}


def test_named_sessions_are_denied_by_the_end_of_their_user_id():
    """aws:userid of a role session is `role id:session name`."""
    found = statement(deny_older(datetime(2026, 3, 25), ["night", "day", "night"]))
    assert found["Condition"]["StringLike"] == {"aws:userid": ["*:day", "*:night"]}


def test_the_deny_of_other_networks_leaves_calls_on_behalf():
    found = statement(deny_networks(["203.0.113.0/24", "192.0.2.0/24"]))
    assert found["Condition"]["NotIpAddress"] == {"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]}
    assert found["Condition"]["BoolIfExists"] == {"aws:ViaAWSService": "false"}


def test_a_line_is_filled_and_says_its_region():
    made = item("contain", "check", "plan-check", "ec2 describe-instances", {}, region="eu-west-1")
    assert made.command == ("aws", "ec2", "describe-instances", "--region", "eu-west-1")
    assert made.step_no == PHASES.index("contain") + 1


def test_a_value_that_no_line_can_carry_is_for_a_look_by_hand():
    template = "iam delete-user --user-name {row.name}"
    for name, why in (("a\x1b[2Jb", "plan-unfit-hostile"), (None, "plan-unfit-missing")):
        made = item("remove", "remove", "plan-remove", template, {"name": name}, evidence=["e", None, "e"])
        assert (made.kind, made.command, made.why) == ("review", (), why)
        assert made.evidence == ("e",)
        assert "\x1b" not in str(made.args)
