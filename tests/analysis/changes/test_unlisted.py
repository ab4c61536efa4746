"""Services that no page of rules knows: what a call's name says, and no more."""

from __future__ import annotations

import pytest
from replaying import call, replay, seen

from kit.analysis.changes.unlisted import effects_of, ends_of


def test_create_and_delete_of_an_unknown_service_are_one_thing():
    made = call("quantum", "CreateReactor", {"name": "r"}, {"reactorId": "rx-1"})
    ended = call("quantum", "DeleteReactor", {"reactorId": "rx-1"}, by=None)
    assert seen(replay([made]), "kind", "id", "state") == [("reactor", "rx-1", "alive")]
    assert seen(replay([made, ended]), "state") == [("gone",)]
    other = call("quantum", "DeleteReactor", {"reactorId": "rx-2"}, by=None)
    assert seen(replay([made, other]), "state") == [("alive",)]


def test_the_id_is_preferred_to_a_name_and_an_arn():
    (effect,) = effects_of("quantum.amazonaws.com", "CreateReactor")
    named = effect.read["id"]
    assert named({"res": {"reactorArn": "arn:x", "reactorId": "rx-1", "name": "n"}}, None) == "rx-1"
    assert named({"res": {"reactor": {"name": "n"}}, "req": {}}, None) == "n"
    assert named({"res": {"requestId": "r"}, "req": {"clientRequestId": "c"}}, None) is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("quantum.amazonaws.com", "DescribeReactors"),
        ("quantum.amazonaws.com", "CreateTags"),
        ("sts.amazonaws.com", "CreateThing"),
        ("quantum.amazonaws.com", "CreateSession"),
    ],
)
def test_reads_tags_and_sessions_make_no_thing(source, name):
    assert effects_of(source, name) == ()


def test_the_ends_of_an_unlisted_kind_are_named_by_its_noun():
    (effect,) = effects_of("quantum.amazonaws.com", "CreateReactor")
    assert ends_of(effect.kind) == ["DeleteReactor", "TerminateReactor", "ReleaseReactor", "DestroyReactor"]
