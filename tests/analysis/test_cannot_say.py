"""Only gaps that apply, each with its reason and what would help; and what is said of the leak itself."""

from __future__ import annotations

import json

import pytest
from incident import FILE, OTHER, Incident, insert, usual
from theft import half_cleaned, thief, uncleaned

from kit.analysis.findings.cannot_say import cannot_say, gaps
from kit.analysis.findings.leak import LIMITS, QUESTIONS, leak
from kit.rules.regions import DEFAULT_REGIONS


def named(made: Incident, **facts) -> dict[str, dict]:
    return dict(gaps(*made.build(**facts)))


def test_the_usual_gaps():
    found = named(uncleaned())
    assert set(found) == {
        "data-events",
        "regions",
        "horizon",
        "after-logs",
        "no-bill",
        "trail-stopped",
        "unclear",
        "leak-path",
        "live",
    }


def test_data_events_in_the_logs_close_that_gap():
    made = uncleaned()
    thief(made, "GetObject", "s3", event_category="Data", management_event=False)
    assert "data-events" not in named(made)


def test_regions_without_a_log_are_named():
    made = usual().at()
    made.credential()
    assert "eu-west-3" in named(made)["regions"]["names"]
    for region in DEFAULT_REGIONS:
        made.call("GetCallerIdentity", "sts", aws_region=region)
    assert "regions" not in named(made)


def test_accounts_whose_roles_were_taken_but_whose_logs_are_missing():
    made = uncleaned()
    assert "accounts" not in named(made)
    made.rows["events"] = [row for row in made.rows["events"] if row["recipient_account_id"] != OTHER]
    assert named(made)["accounts"]["names"] == [OTHER]


def stopped_and_started() -> Incident:
    made = uncleaned()
    later = made.at(hours=6)
    later.call(
        "StartLogging",
        "cloudtrail",
        actor=None,
        credential="ASIAADMIN",
        user="admin",
        request={"name": "main-trail"},
    )
    return made


def test_a_stopped_trail_is_a_gap_from_its_stop_to_its_start():
    made = stopped_and_started()
    stop = next(row for row in made.rows["events"] if row["event_name"] == "StopLogging")
    found = named(made)["trail-stopped"]
    assert (found["from"], found["to"]) == (stop["event_time"], made.rows["events"][-1]["event_time"])


def test_event_history_of_every_region_closes_that_gap():
    con, case = stopped_and_started().build()
    span = con.execute(
        "select min(event_time) - interval 1 day, max(event_time) + interval 1 day from events"
    )
    (first, last) = span.fetchall()[0]
    regions = con.execute("select distinct recipient_account_id, aws_region from events").fetchall()
    for place, (account, region) in enumerate(regions):
        meta = {
            "account": account, "region": region, "attribute": "",
            "claims_from": first.isoformat(), "claims_until": last.isoformat(),
        }  # fmt: skip
        page = {**FILE, "file_id": 100 + place, "format": "lookup_events", "meta": json.dumps(meta)}
        insert(con, "files", [page])
    assert "trail-stopped" not in dict(gaps(con, case))


def test_models_mail_and_opt_in_regions():
    made = usual().at()
    made.credential()
    assert not {"model-tokens", "mail-sent", "opt-in"} & set(named(made))
    thief(made, "InvokeModel", "bedrock")
    thief(made, "GetSendQuota", "ses")
    thief(made, "EnableRegion", "account", request={"RegionName": "me-south-1"})
    found = named(made)
    assert found["model-tokens"] == {"calls": 1}
    assert found["opt-in"] == {"names": ["me-south-1"]}
    assert "mail-sent" in found


@pytest.mark.parametrize(("days", "told"), [(3, True), (20, False)])
def test_a_short_past_is_said(days, told):
    made = usual(days).at()
    thief(made, "ListUsers")
    made.credential()
    assert ("no-past" in named(made)) is told


def test_columns_only_evidence():
    made = usual()
    made.credential()
    assert "columns" not in named(made)
    made.rows["events"][0]["fidelity"] = "columns"
    assert named(made)["columns"] == {"count": 1}


def test_a_key_without_a_call():
    made = usual()
    made.credential(events=0)
    assert "no-key-events" in named(made)


def test_live_state_closes_the_last_gap():
    made = uncleaned()
    assert "live" in named(made)
    made.rows["principal_ledger"][0]["state_basis"] = "live"
    assert "live" not in named(made)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("variant", [uncleaned, half_cleaned])
def test_rows_are_sentences(lang, variant):
    rows = cannot_say(*variant().build(language=lang)).dicts()
    assert len(rows) > 5
    assert all(row["question"] and row["why"] and row["what_would_help"] for row in rows)
    assert not any("{" in row["why"] for row in rows)


def test_an_empty_case_has_its_gaps_too():
    assert {gap for gap, _ in gaps(*Incident().build())} >= {"data-events", "regions", "leak-path"}


def test_leak_says_the_notice_the_key_the_questions_and_both_limits():
    made = usual()
    made.call(
        "CreateAccessKey",
        actor=None,
        credential="AKIAADMIN",
        user="admin",
        response={"accessKey": {"accessKeyId": "AKIABTX3GSDSQAAAAAAA"}},
    )
    made.at()
    thief(made, "ListUsers")
    made.credential()
    con, case = made.build(
        notice={
            "subject": "Exposed",
            "received_at": "2026-03-22T02:00:00Z",
            "exposed_url": "https://example.org/x",
        }
    )
    rows = leak(con, case).dicts()
    topics = [(row["kind"], row["topic"]) for row in rows]
    assert [topic for kind, topic in topics if kind == "question"] == list(QUESTIONS)
    assert [topic for kind, topic in topics if kind == "limit"] == list(LIMITS)
    assert {
        ("notice", "subject"),
        ("notice", "url"),
        ("key", "made"),
        ("key", "owner-use"),
        # The incident does not say how sure its calls are.
        ("key", "first-foreign-likely"),
    } <= set(topics)
    limits = [row["statement"] for row in rows if row["kind"] == "limit"]
    assert "does not disclose" in limits[-1]


def test_leak_without_notice_or_past():
    made = Incident().at()
    thief(made, "ListUsers")
    made.credential()
    topics = {(row["kind"], row["topic"]) for row in leak(*made.build()).dicts()}
    assert {("notice", "none"), ("key", "age-unknown"), ("key", "no-owner-use")} <= topics
