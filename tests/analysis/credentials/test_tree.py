"""The walk from the leaked key: what its calls issued and opened, by the surest way, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from acts import ACCOUNT, AT, LEAKED, OTHER, ROLE, USER, act, seen

from kit.analysis.credentials.issued import Credential, Names, issued, seen_only
from kit.analysis.credentials.tree import Walk

TOKEN, SECOND, KEY = "ASIABTX3GSDSQCCCCCCC", "ASIABTX3GSDSQDDDDDDD", "AKIABTX3GSDSQBBBBBBB"
ROOT = Credential(LEAKED, "access_key", "leaked", USER, ACCOUNT, AT - timedelta(days=30), None)
BOX = f"instance:{ACCOUNT}:us-east-1:i-0abc"


def walked(acts, keys=(), root: Credential = ROOT, **more) -> dict:
    """credential id -> (parent, link, certainty) of all but the root."""
    found = issued(list(acts), Names(acts, keys)) + seen_only(keys, set())
    nodes = Walk(list(acts), found, {}, list(keys), **more).run([root])
    return {name: (node.parent, node.link, node.certainty) for name, node in nodes.items() if node.parent}


def test_what_a_key_issued_and_that_issued_again():
    chain = [
        act("sts:GetSessionToken", child_key=TOKEN),
        act(
            "sts:AssumeRole",
            5,
            caller_key=TOKEN,
            access_key_id=TOKEN,
            child_key=SECOND,
            role_arn=ROLE,
            session_name="n",
        ),
    ]
    assert walked(chain) == {
        TOKEN: (LEAKED, "GetSessionToken", "proved"),
        SECOND: (TOKEN, "AssumeRole", "proved"),
    }


def test_what_another_key_issued_is_not_in_the_tree():
    others = act("sts:GetSessionToken", child_key=TOKEN, caller_key=KEY, access_key_id=KEY)
    assert walked([others]) == {}


def test_a_circle_of_roles_ends():
    """A takes B, B takes A: each credential stands once, under the first that gave it out."""
    back = act("sts:AssumeRole", 6, caller_key=SECOND, child_key=TOKEN, role_arn=ROLE, session_name="n")
    there = act("sts:AssumeRole", 5, caller_key=TOKEN, child_key=SECOND, role_arn=ROLE, session_name="n")
    nodes = walked([act("sts:GetSessionToken", child_key=TOKEN), there, back])
    assert nodes == {TOKEN: (LEAKED, "GetSessionToken", "proved"), SECOND: (TOKEN, "AssumeRole", "proved")}


def test_keys_of_a_user_that_they_made_are_theirs_by_the_user():
    """The key appears in use; that it was made stands in no log."""
    mallory = f"user:{ACCOUNT}:mallory"
    made = act("iam:CreateUser", named_user="mallory", opens=[mallory])
    key = seen(
        KEY, 10, user_name="mallory", user_arn=f"arn:aws:iam::{ACCOUNT}:user/mallory", stems_from=[mallory]
    )
    assert walked([made], [key]) == {KEY: (LEAKED, "CreateUser", "strong")}
    # A user of that name who was seen before was there before.
    early = seen(KEY, -10, user_name="mallory", stems_from=[mallory])
    assert walked([made], [early]) == {}


def test_the_certain_way_is_shown_before_a_possible_one():
    """The reply names the key: that beats the user it belongs to, whichever is read first."""
    mallory = f"user:{ACCOUNT}:mallory"
    made = act("iam:CreateUser", named_user="mallory", opens=[mallory])
    issue = act("iam:CreateAccessKey", 1, child_key=KEY, named_user="mallory", stems_from=[mallory])
    assert walked([made, issue]) == {KEY: (LEAKED, "CreateAccessKey", "proved")}
    assert walked([issue, made]) == {KEY: (LEAKED, "CreateAccessKey", "proved")}


def test_a_thing_counts_until_it_is_reset():
    """They opened a sign-in by a password; the owner set another one: later sign-ins are not theirs."""
    mallory = f"user:{ACCOUNT}:mallory"
    made = act("iam:CreateUser", named_user="mallory", opens=[mallory])
    gone = act("iam:DeleteUser", 20, caller_key=None, access_key_id=None, ends=mallory)
    before = seen(KEY, 10, user_name="mallory", stems_from=[mallory])
    after = seen(SECOND, 30, user_name="mallory", stems_from=[mallory])
    assert set(walked([made, gone], [before, after])) == {KEY}


def test_a_machine_of_theirs_gives_its_sessions():
    started = act("ec2:RunInstances", opens=[BOX])
    session = seen(TOKEN, 5, user_type="AssumedRole", session_name="i-0abc", stems_from=[BOX])
    assert walked([started], [session]) == {TOKEN: (LEAKED, "instance_profile", "strong")}


def test_a_machine_that_they_only_reached_keeps_its_sessions_unless_they_are_carried_away():
    reached = act("ssm:SendCommand", opens=[BOX])
    session = seen(TOKEN, 5, user_type="AssumedRole", session_name="i-0abc", stems_from=[BOX])
    assert walked([reached], [session]) == {}
    carried = {TOKEN: [(AT + timedelta(minutes=9), "198.51.100.0/24")]}
    assert walked([reached], [session], outside=carried) == {TOKEN: (LEAKED, "instance_profile", "strong")}
    earlier = {TOKEN: [(AT - timedelta(minutes=9), "198.51.100.0/24")]}
    assert walked([reached], [session], outside=earlier) == {}


def test_a_role_that_they_made_is_theirs_for_everybody_who_takes_it():
    role = f"role:{ACCOUNT}:Deploy"
    made = act("iam:CreateRole", role_arn=ROLE, opens=[role])
    taken = act(
        "sts:AssumeRole", 5, caller_key=None, access_key_id=None, user_type="AWSAccount", user_arn=None,
        user_account_id=OTHER, principal_id="AROAOTHER", child_key=TOKEN, role_arn=ROLE, session_name="n",
        stems_from=[role],
    )  # fmt: skip
    assert walked([made, taken])[TOKEN] == (LEAKED, "trust_change", "strong")


def test_a_leaked_principal_opens_everything_that_is_its_own():
    arn = f"principal:{USER}"
    root = Credential(arn, "principal", "leaked", USER, ACCOUNT, AT - timedelta(days=30), None)
    key = seen(KEY, 5, stems_from=[arn])
    # Its use shows whose it is, no reply names it.
    assert walked([], [key], root=root) == {KEY: (arn, "leaked", "strong")}
    assert walked([], [seen(KEY, 5, stems_from=["principal:other"])], root=root) == {}
