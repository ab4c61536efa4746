"""Findings about who used the key, what outlives it, the quarantine and the logs."""

from __future__ import annotations

from datetime import timedelta

from incident import KEY, OTHER, START, Incident, usual
from theft import ROLE_KEY, ROLE_SESSION, thief, uncleaned

from kit.analysis.findings import situation
from kit.analysis.findings.access import found


def by_id(made: Incident) -> dict:
    return {each.finding_id: each for each in found(situation(*made.build()))}


def test_two_calls_that_worked_are_high_three_are_critical():
    made = usual().at()
    made.credential()
    thief(made, "ListUsers")
    thief(made, "ListRoles")
    assert by_id(made)["third-party"].severity == "high"
    thief(made, "ListGroups")
    finding = by_id(made)["third-party"]
    assert finding.severity == "critical"
    assert (finding.args["keys"], finding.args["calls"], finding.args["failed"]) == ([KEY], 3, 0)
    assert finding.at == START


def test_three_refused_calls_are_no_more_than_high():
    made = usual().at()
    made.credential()
    for name in ("ListUsers", "ListRoles", "ListGroups"):
        thief(made, name, error="AccessDenied")
    assert by_id(made)["third-party"].severity == "high"


def test_a_session_that_outlives_the_key_counts_while_it_lives():
    made = uncleaned()
    assert by_id(made)["outlives-key:session_token"].severity == "high"
    for row in made.rows["credential_tree"]:
        row["state"] = "gone" if row["depth"] else row["state"]
    ended = by_id(made)["outlives-key:session_token"]
    assert (ended.severity, ended.args["alive"]) == ("medium", 0)


def test_a_session_that_they_never_used_is_none_of_the_findings():
    """issued, never used: the plan cuts it off, but nothing was done with it."""
    made = uncleaned()
    made.credential(
        "ASIABTX3GSDSQZZZZZZZ", "console_session", parent_id=KEY, outlives_key=True, issued_at=START
    )
    assert not {"console", "outlives-key:console_session"} & set(by_id(made))


def test_another_account_is_named_with_its_role():
    finding = by_id(uncleaned())[f"other-account:{OTHER}"]
    assert (finding.severity, finding.args["names"], finding.args["calls"]) == ("critical", ["Deploy"], 1)
    at_home = uncleaned()
    for row in at_home.rows["credential_tree"]:
        if row["credential_id"] == ROLE_KEY:
            row.update(account_id="111122223333", principal_arn=ROLE_SESSION.replace(OTHER, "111122223333"))
    assert f"other-account:{OTHER}" not in by_id(at_home)


def test_a_trail_that_the_owner_stopped_is_none():
    made = usual().at()
    made.credential()
    thief(made, "ListUsers")
    made.call("StopLogging", "cloudtrail", request={"name": "main-trail"})
    assert not [name for name in by_id(made) if name.startswith("logging-stopped")]


def test_a_trail_that_runs_again_is_less_grave_and_tells_the_gap():
    made = usual().at()
    made.credential()
    thief(made, "StopLogging", "cloudtrail", request={"name": "main-trail"})
    (still,) = [each for name, each in by_id(made).items() if name.startswith("logging-stopped")]
    assert (still.severity, still.message) == ("critical", "finding-logging-stopped-still")
    made.at(hours=2)
    made.call("StartLogging", "cloudtrail", request={"name": "main-trail"})
    (again,) = [each for name, each in by_id(made).items() if name.startswith("logging-stopped")]
    assert (again.severity, again.args["span"]) == ("high", timedelta(hours=2))
