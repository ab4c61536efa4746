"""Who took a role, and was it because its trust was opened?"""

from __future__ import annotations

import json

import pytest
from acts import ACCOUNT, OTHER, ROLE, act, seen

from kit.analysis.credentials.issued import Names, issued, seen_only
from kit.analysis.credentials.trust import RoleUses

NODE = f"role:{ACCOUNT}:Deploy"
STRANGER = f"arn:aws:iam::{OTHER}:user/mallory"


def policy(principal: object) -> str:
    return json.dumps(
        {"Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]}
    )


def opened(document: str | None, call: str = "iam:UpdateAssumeRolePolicy"):
    return act(call, role_arn=ROLE, policy=document)


def taking(minutes: float = 10, **given):
    facts = {"user_arn": STRANGER, "user_account_id": OTHER, "principal_id": "AIDASTRANGER", "role_arn": ROLE}
    return act(
        "sts:AssumeRole", minutes, child_key="ASIABTX3GSDSQCCCCCCC", session_name="n", **{**facts, **given}
    )


def certainty(opening, *takes) -> str | None:
    found = issued(list(takes), Names(takes, ()))
    return RoleUses(takes, ()).certainty(opening, found[-1])


@pytest.mark.parametrize(
    "principal",
    [{"AWS": STRANGER}, {"AWS": [f"arn:aws:iam::{OTHER}:root"]}, {"AWS": OTHER}, {"AWS": "AIDASTRANGER"}],
)
def test_a_caller_whom_the_new_trust_names_came_through_it(principal):
    assert certainty(opened(policy(principal)), taking()) == "strong"


def test_a_caller_whom_it_does_not_name_did_not():
    assert certainty(opened(policy({"AWS": "arn:aws:iam::777788889999:root"})), taking()) is None


@pytest.mark.parametrize("document", [policy("*"), policy({"AWS": "*"}), None])
def test_a_trust_in_everybody_or_unread_makes_it_possible(document):
    assert certainty(opened(document), taking()) == "possible"


def test_whoever_took_the_role_before_goes_on_as_before():
    assert certainty(opened(policy({"AWS": STRANGER})), taking(-60), taking()) is None


def test_a_role_that_they_made_is_theirs_whoever_takes_it():
    assert (
        certainty(opened(policy({"AWS": "arn:aws:iam::777788889999:root"}), "iam:CreateRole"), taking())
        == "strong"
    )


def test_a_session_of_a_role_in_the_trust_stands_for_its_role():
    """The trust names the role, the caller shows up as its session, with the role's path left out."""
    session = f"arn:aws:sts::{OTHER}:assumed-role/Ops/night"
    trust = opened(policy({"AWS": f"arn:aws:iam::{OTHER}:role/team/Ops"}))
    assert (
        certainty(trust, taking(user_arn=session, user_type="AssumedRole", principal_id="AROAX:night"))
        == "strong"
    )


def test_a_session_only_seen_in_use_is_possible_unless_its_name_was_there_before():
    late = seen("ASIABTX3GSDSQCCCCCCC", 10, session_name="night", stems_from=[NODE])
    early = seen("ASIABTX3GSDSQDDDDDDD", -60, session_name="night", stems_from=[NODE])
    (found,) = seen_only([late], set())
    assert RoleUses((), [late]).certainty(opened(None), found) == "possible"
    assert RoleUses((), [early, late]).certainty(opened(None), found) is None
    assert RoleUses((), [late]).certainty(opened(None, "iam:CreateRole"), found) == "strong"


def test_a_service_that_took_the_role_before_is_the_owners_use():
    lambda_ = {"user_type": "AWSService", "invoked_by": "lambda.amazonaws.com"}
    before, now = taking(-60, **lambda_), taking(10, **lambda_)
    assert RoleUses([before, now], ()).served_before(now, opened(None).event_time)
    assert not RoleUses([now], ()).served_before(now, opened(None).event_time)
