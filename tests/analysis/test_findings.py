"""Findings: ranked, with numbers and events; nothing from a lone weak signal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from calls import FIRST
from incident import KEY, OTHER, insert, usual
from theft import BACK_DOOR, NEW_KEY, QUARANTINE, half_cleaned, thief, uncleaned

from kit.analysis import standing_findings
from kit.analysis.findings import as_text, of_text
from kit.analysis.findings.finding import SEVERITIES
from kit.analysis.findings.ranking import ranked
from kit.analysis.standing_findings import findings


def by_id(made, **facts):
    return {each.finding_id: each for each in ranked(*made.build(**facts))}


def test_the_incident_is_told():
    found = by_id(uncleaned())
    assert {
        "third-party",
        f"new-user:{BACK_DOOR}",
        f"other-account:{OTHER}",
        "outlives-key:federation_token",
        "outlives-key:session_token",
        "started:ec2",
    } <= set(found)
    assert "unclear-hand" not in found  # one unclear call alone says nothing
    first = found["third-party"]
    assert (first.severity, first.tactic, first.technique) == ("critical", "Initial Access", "T1078.004")
    assert first.args["failed"] == 1
    user = found[f"new-user:{BACK_DOOR}"]
    assert (user.severity, user.args["keys"], user.args["password"], user.args["admin"]) == (
        "critical",
        1,
        "yes",
        "yes",
    )
    assert found["started:ec2"].args["usd_per_hour"] == pytest.approx(1.006)
    assert found["started:ec2"].args["unused"] == 1
    assert any(name.startswith("quarantine-ignored") for name in found)
    assert any(name.startswith("quarantine-stops-owner") for name in found)
    assert any(name.startswith("logging-stopped") for name in found)
    assert found["grant:arn:aws:iam::111122223333:user/build-bot"].severity == "critical"


def test_every_finding_has_its_events_and_its_query():
    con, case = uncleaned().build()
    known = {row[0] for row in con.execute("select event_id from events").fetchall()}
    found = ranked(con, case)
    assert len(found) > 10
    for each in found:
        assert each.event_ids or each.rule == "unclear-hand", each
        assert set(each.event_ids) <= known
        assert len(each.event_ids) == len(set(each.event_ids)) <= 20
        assert each.query in {
            "key_activity",
            "credentials",
            "principals",
            "resources",
            "quarantine",
            "coverage",
            "denied",
        }
        assert each.severity in SEVERITIES


def test_the_owners_and_unclear_things_are_no_findings():
    made = uncleaned()
    things = {row["event_id"]: row["actor"] for row in made.rows["resource_ledger"]}
    assert set(things.values()) == {"intruder", "owner", "unclear"}
    found = by_id(made)
    blamed = [each for name, each in found.items() if not name.startswith("unclear-act:")]
    cited = {event_id for each in blamed for event_id in each.event_ids}
    assert {things[event_id] for event_id in cited & set(things)} == {"intruder"}
    # The intruder's two machines in one Region; the owner's lies in another.
    assert (found["started:ec2"].args["count"], found["started:ec2"].args["names"]) == (2, ["eu-west-1"])


def test_ended_things_weigh_less():
    before, after = by_id(uncleaned()), half_cleaned()
    for row in after.rows["resource_ledger"]:
        row["state"] = "gone"
    after = by_id(after)
    assert (before["started:ec2"].severity, after["started:ec2"].severity) == ("critical", "high")


def test_order_is_by_severity_and_always_the_same():
    first, second = ranked(*uncleaned().build()), ranked(*uncleaned().build())
    assert first == second
    order = [SEVERITIES.index(each.severity) for each in first]
    assert order == sorted(order)
    assert len({each.finding_id for each in first}) == len(first)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_statements_in_both_languages(lang):
    con, case = uncleaned().build(language=lang)
    rows = findings(con, case).dicts()
    assert [row["finding_id"] for row in rows] == [each.finding_id for each in ranked(con, case)]
    for row in rows:
        assert "{" not in row["statement"] + row["title"]
        assert isinstance(json.loads(row["event_ids"]), list)
    text = " ".join(row["statement"] for row in rows)
    assert KEY in text
    assert ("第三者" if lang == "ja" else "third party") in text


def test_no_finding_from_a_lone_weak_call():
    made = usual().at()
    thief(made, "ListUsers")
    thief(made, "GetPasswordData", "ec2", error="Client.UnauthorizedOperation")
    made.credential()
    assert list(by_id(made)) == ["third-party"]
    assert by_id(made)["third-party"].severity == "high"


def test_a_clean_key_has_no_findings():
    made = usual()
    made.credential()
    assert ranked(*made.build()) == []


def test_a_call_nobody_knows_still_shows():
    made = usual().at()
    thief(made, "ReticulateSplines", "brandnew")
    made.credential()
    assert "brandnew:ReticulateSplines" in by_id(made)["other-changes"].args["names"]


def test_refused_intents_need_two_calls_or_a_heavy_one():
    made = usual().at()
    for _ in range(3):
        thief(made, "SendCommand", "ssm", error="AccessDeniedException")
    made.credential()
    assert any(name.startswith("refused:") for name in by_id(made))


def test_models_and_data():
    made = usual().at()
    for _ in range(4):
        thief(made, "InvokeModel", "bedrock")
        thief(made, "GetSecretValue", "secretsmanager")
    made.credential()
    found = by_id(made)
    assert found["llm-abuse"].args["calls"] == 4
    assert found["data-read:secretsmanager"].severity == "high"


@pytest.mark.parametrize("actor", ["intruder", "unclear", "owner", None])
def test_detaching_the_quarantine_is_a_finding_whoever_did_it(actor):
    made = uncleaned()
    made.call("DetachUserPolicy", actor=actor, request={"userName": "build-bot", "policyArn": QUARANTINE})
    (found,) = [each for name, each in by_id(made).items() if name.startswith("quarantine-detached")]
    assert found.severity == "critical"


def test_a_policy_of_that_name_by_somebody_else_is_a_finding():
    made = usual().at()
    thief(made, "AttachUserPolicy", request={"userName": "defender", "policyArn": QUARANTINE})
    made.credential()
    assert any(name.startswith("quarantine-not-by-aws") for name in by_id(made))


def test_a_trail_on_again_is_told_with_its_gap():
    made = uncleaned().at(hours=5)
    made.call(
        "StartLogging",
        "cloudtrail",
        actor=None,
        credential="ASIAADMIN",
        user="admin",
        request={"name": "arn:aws:cloudtrail:us-east-1:111122223333:trail/main-trail"},
    )
    (found,) = [each for name, each in by_id(made).items() if name.startswith("logging-stopped")]
    assert found.severity == "high"
    assert 4 < found.args["span"].total_seconds() / 3600 < 5


def test_without_a_past_no_region_is_called_unused():
    made = uncleaned()
    first = next(row["event_no"] for row in made.rows["activity"] if row["actor"] == "intruder")
    made.rows["events"] = [row for row in made.rows["events"] if row["event_no"] >= first]
    made.rows["activity"] = [row for row in made.rows["activity"] if row["event_no"] >= first]
    assert by_id(made)["started:ec2"].variant.startswith("started-no-past")


def test_hostile_names_are_carried_as_they_are():
    made = uncleaned()
    for row in made.rows["principal_ledger"]:
        if row["kind"] == "user":
            row["name"] = "<img src=x onerror=alert(1)>{ $at }"
    con, case = made.build()
    assert any("<img src=x onerror=alert(1)>{ $at }" in row["title"] for row in findings(con, case).dicts())


def test_new_key_for_a_user_of_the_owners():
    made = usual().at()
    event = thief(made, "CreateAccessKey", request={"userName": "build-bot"})
    made.principal("access_key", NEW_KEY, event, arn="arn:aws:iam::111122223333:user/build-bot")
    made.credential()
    (found,) = [each for name, each in by_id(made).items() if name.startswith("new-key:")]
    assert (found.severity, found.args["user"]) == ("critical", "build-bot")


def test_heavy_calls_of_an_unclear_hand_are_asked_about_never_blamed():
    made = usual().at()
    made.call("StopLogging", "cloudtrail", actor="unclear", request={"name": "x"})
    made.call("PutUserPolicy", actor="unclear")
    made.call("ListUsers", actor="unclear")
    made.credential()
    found = by_id(made)
    assert any(name.startswith("unclear-act:") for name in found)
    assert {each.severity for name, each in found.items() if name.startswith("unclear-act:")} == {"medium"}
    assert "third-party" not in found


def test_findings_that_are_kept_are_those_that_were_ranked():
    for made in (uncleaned(), half_cleaned()):
        found = ranked(*made.build())
        assert of_text(as_text(found)) == found


def test_kept_findings_are_ranked_anew_when_something_changed(monkeypatch):
    con, case = uncleaned().build()
    counted = []

    def noted(*asked):
        counted.append(1)
        return ranked(*asked)

    monkeypatch.setattr(standing_findings, "ranked", noted)
    first = findings(con, case)
    assert findings(con, case) == first
    assert len(counted) == 1
    checked = {
        "kind": "log_file", "account_id": OTHER, "aws_region": "us-east-1", "trail": "t", "place": "p",
        "from_time": FIRST, "until_time": FIRST, "state": "altered", "reason": "other-content",
        "checked_at": FIRST,
    }  # fmt: skip
    insert(con, "integrity_checks", [checked])
    assert findings(con, case) != first
    findings(con, replace(case, facts_hash="of another case.toml"))
    assert len(counted) == 3
