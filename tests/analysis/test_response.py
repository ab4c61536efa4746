"""The steps: nothing is done unless something shows it."""

from __future__ import annotations

from datetime import datetime

import pytest
from incident import KEY, usual
from theft import half_cleaned, silent, uncleaned

from kit.analysis.response.steps import step_states, steps


def states(made, **facts) -> dict[str, str]:
    return {row.step_id: row.state for row in step_states(*made.build(**facts))}


def test_uncleaned():
    found = states(uncleaned())
    assert found["quarantine_kept"] == "done"
    assert {
        found[step] for step in ("users", "login_profiles", "access_keys", "sessions", "regions", "grants")
    } == {"open"}
    assert (found["key_replaced"], found["key_deactivated"], found["key_deleted"]) == ("open", "open", "open")
    assert (found["reply"], found["bill"], found["logging"], found["unclear"]) == (
        "open",
        "open",
        "open",
        "open",
    )
    assert found["leak_path"] == "unknown"


def test_half_cleaned():
    found = states(half_cleaned())
    assert (found["key_replaced"], found["key_deactivated"], found["key_deleted"]) == ("done", "done", "open")
    assert found["users"] == "open"
    assert found["regions"] == "open"  # the function stands, one machine may


def test_a_new_key_without_the_owners_calls_does_not_replace():
    made = half_cleaned()
    for event in made.rows["events"]:
        if event["user_name"] == "uploader":
            event["source_ip_address"] = "192.0.2.99"
    assert states(made)["key_replaced"] == "open"


def test_a_key_of_a_user_of_the_owners_replaces_only_once_the_owners_calls_are_seen_with_it():
    made = half_cleaned()
    for event in made.rows["events"]:
        if event["user_name"] == "uploader":
            event["source_ip_address"] = "192.0.2.99"
    (row,) = [each for each in step_states(*made.build()) if each.step_id == "key_replaced"]
    assert "AKIA" in row.args["keys"][0]
    assert row.why == "step-says-key-not-replaced"


@pytest.mark.parametrize(
    ("kind", "end"), [("role_session", "assumed-role/OpsAdmin/tanaka"), ("session_token", "root")]
)
def test_what_is_asked_of_keys_does_not_apply_to_a_session(kind, end):
    made = usual().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential(kind=kind, principal_arn=f"arn:aws:sts::111122223333:{end}", state="gone")
    found = states(made)
    assert {
        found[step] for step in ("key_replaced", "key_deactivated", "key_deleted", "quarantine_kept")
    } == {"done"}


def test_sessions_of_a_key_that_is_off_for_longer_than_any_lives_are_over():
    made = usual().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential(state="stopped", ended_at=made.now)
    made.at(days=1)
    made.call("ListUsers", actor=None, credential="AKIAADMIN", user="admin")
    assert states(made)["sessions"] == "unknown"
    made.at(days=2)
    made.call("ListUsers", actor=None, credential="AKIAADMIN", user="admin")
    assert states(made)["sessions"] == "done"
    made.rows["credential_tree"][0]["state"] = "alive"
    assert states(made)["sessions"] == "unknown"


def test_a_deleted_key_is_deactivated_and_deleted():
    made = silent(half_cleaned())
    made.rows["credential_tree"][0].update(state="gone")
    found = states(made)
    assert (found["key_deactivated"], found["key_deleted"]) == ("done", "done")


@pytest.mark.parametrize(("state", "verdict"), [("alive", "open"), ("unknown", "unknown"), ("gone", "done")])
def test_a_kind_is_as_far_as_its_last_thing(state, verdict):
    made = uncleaned()
    for row in made.rows["principal_ledger"]:
        if row["kind"] == "user":
            row["state"] = state
    assert states(made)["users"] == verdict


def test_all_regions_are_never_done_by_the_trail_alone():
    made = uncleaned()
    for row in made.rows["resource_ledger"]:
        row["state"] = "gone"
    assert states(made)["regions"] == "unknown"
    for row in made.rows["resource_ledger"]:
        row["state_basis"] = "live"
    assert states(made)["regions"] == "done"


def test_nothing_seen_is_unknown_not_done():
    made = usual().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential()
    found = states(made)
    assert {
        found[step] for step in ("users", "roles", "sessions", "regions", "quarantine_kept", "logging")
    } == {"unknown"}


def test_a_detached_quarantine_is_open():
    made = uncleaned()
    made.call(
        "DetachUserPolicy",
        actor=None,
        credential="AKIAADMIN",
        user="admin",
        request={
            "userName": "build-bot",
            "policyArn": "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
        },
    )
    assert states(made)["quarantine_kept"] == "open"


def test_a_quarantine_that_is_not_awss_does_not_count():
    made = uncleaned()
    for event in made.rows["events"]:
        if event["source_ip_address"] == "AWS Internal":
            event["source_ip_address"] = "198.51.100.7"
    assert states(made)["quarantine_kept"] == "unknown"


def test_a_message_to_the_support_case_is_seen_but_not_taken_for_the_answer():
    made = uncleaned()
    event = made.call("AddCommunicationToCase", "support", actor=None, credential="ASIAADMIN", user="admin")
    (row,) = [row for row in step_states(*made.build()) if row.step_id == "reply"]
    assert (row.state, row.event_ids) == ("unknown", (event,))


def test_columns_due_date_and_language():
    con, case = uncleaned().build(notice={"received_at": "2026-03-22T03:00:00Z"}, language="ja")
    found = steps(con, case).dicts()
    assert {row["asked_by"] for row in found} == {"aws", "practice"}
    assert {row["state"] for row in found} <= {"done", "open", "unknown"}
    by_id = {row["step_id"]: row for row in found}
    assert by_id["reply"]["due_at"] == datetime(2026, 3, 27, 3)
    assert by_id["quarantine_kept"]["due_at"] is None
    assert "漏洩" in by_id["key_deleted"]["step"]
    assert KEY in by_id["key_deleted"]["evidence"]
    assert [row["number"] for row in found] == sorted(row["number"] for row in found)


def test_deterministic():
    assert step_states(*uncleaned().build()) == step_states(*uncleaned().build())
