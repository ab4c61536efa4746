"""On the demo incident: the answers equal the truth, the plan keeps its promises in every state, the reply
claims nothing that is open."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
import shlex
from datetime import datetime

import pytest

from kit import collect
from kit.analysis import drafts
from kit.analysis.answers import ask
from kit.analysis.response import plan_text as page
from kit.analysis.response import reply
from kit.case import new_case, open_case
from kit.errors import EvidenceError

NOW = datetime(2026, 11, 23, 12)
ENDING = re.compile(r"^(delete|terminate|stop|detach|remove|cancel|deregister|disable|revoke)-")


@pytest.fixture(scope="module")
def uncleaned_case(demo_evidence, demo_truth, tmp_path_factory):
    """The demo as it was half an hour before the customer did anything."""
    trail, folder = demo_evidence / "trail", tmp_path_factory.mktemp("uncleaned")
    off = next(row["event_id"] for row in demo_truth["steps"] if row["step"] == "key_deactivated")
    records = []
    for path in sorted(trail.rglob("*.json.gz")):
        try:
            records += json.loads(gzip.decompress(path.read_bytes()))["Records"]
        except (OSError, EOFError, ValueError, KeyError):
            continue  # the demo's truncated and odd files
    moment = next(record["eventTime"] for record in records if record.get("eventID") == off)
    end = moment[:13] + ":00:00Z"
    kept = [record for record in records if str(record.get("eventTime")) < end]
    assert 0 < len(kept) < len(records)
    (folder / "trail.json").write_text(json.dumps({"Records": kept}), encoding="utf-8")
    case = new_case(folder / "case", now=NOW, keys=[demo_truth["leaked_key"]], account=demo_truth["account"])
    collect(case, str(folder / "trail.json"), now=NOW)
    return open_case(case.folder)


def rows(case, name: str, **more) -> list[dict]:
    return ask(case, name, **more).dicts()


def test_quarantine_equals_the_truth(demo_case, demo_truth):
    found = [
        {name: row[name] for name in ("user_name", "version", "attached_by", "event_id", "state")}
        for row in rows(demo_case, "quarantine")
    ]
    wanted = [
        {name: row[name] for name in ("user_name", "version", "attached_by", "event_id", "state")}
        for row in demo_truth["quarantine"]
    ]
    assert found == wanted


def test_steps_equal_the_truth(demo_case, demo_truth):
    found = {row["step_id"]: row for row in rows(demo_case, "steps")}
    assert {wanted["state"] for wanted in demo_truth["steps"]} >= {"done", "open"}
    for wanted in demo_truth["steps"]:
        row = found[wanted["step"]]
        assert row["state"] == wanted["state"], wanted
        if wanted["event_id"]:
            assert wanted["event_id"] in row["event_ids"]


def test_cannot_say_names_what_the_truth_names(demo_case, demo_truth):
    found = {row["topic"] for row in rows(demo_case, "cannot_say")}
    told = {row["topic"] for row in demo_truth["cannot_say"]}
    assert told
    assert told <= found


def test_findings_name_the_heaviest_of_the_truth(demo_case, demo_truth):
    found = rows(demo_case, "findings")
    text = json.dumps([row["finding_id"] + row["statement"] for row in found], ensure_ascii=False)
    for made in demo_truth["principals"]:
        if made.get("kind") == "user" and made.get("change") == "created":
            assert made["arn"] in text
    known = {row["event_id"] for row in rows(demo_case, "key_activity") if row["actor"] != "owner"}
    for row in found:
        assert json.loads(row["event_ids"]), row
    first = next(row for row in found if row["finding_id"] == "third-party")
    assert set(json.loads(first["event_ids"])) <= known


@pytest.fixture(params=["uncleaned_case", "demo_case"])
def any_case(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["ja", "en"])
def lang(request):
    return request.param


def test_the_plan_touches_only_what_is_the_intruders(any_case, lang, demo_truth):
    theirs = {
        value
        for name in ("principals", "resources")
        for row in demo_truth[name]
        if row.get("actor", "intruder") == "intruder"
        for value in (row.get("name"), row.get("resource_id"), row.get("arn"))
        if value
    }
    made = drafts.plan_steps(any_case, lang, now=NOW)
    assert made[0].item.kind == "save"
    judged = 0
    for step in made:
        words = list(step.item.command)
        assert shlex.split(step.line) == words
        if len(words) < 3 or not ENDING.match(words[2]) or step.item.kind == "delete":
            continue
        assert step.item.actor == "intruder"
        assert "AWSCompromisedKeyQuarantine" not in step.line
        if step.item.kind == "revert":
            continue
        named = [word for word in words[3:] if word in theirs]
        cluster = [word for word in words[3:] if any(word in str(value) for value in theirs)]
        assert named or cluster, step.line
        assert demo_truth["user"] not in words
        judged += 1
    assert judged > 10


def test_the_leaked_keys_deletion_waits_for_the_evidence(any_case, demo_truth):
    """In the demo another user took over, whom case.toml does not name: nothing is deleted on a guess."""
    lines = [
        step.item.command
        for step in drafts.plan_steps(any_case, now=NOW)
        if "delete-access-key" in step.item.command
    ]
    assert lines  # those of the users that they made
    assert not [line for line in lines if demo_truth["leaked_key"] in line]


def test_before_the_move_a_new_user_comes_first(uncleaned_case, demo_truth):
    made = drafts.plan_steps(uncleaned_case, "en", now=NOW)
    rotate = [step for step in made if step.item.kind == "rotate"]
    assert rotate[0].item.why == "plan-rotate-new-principal"
    assert "s3:" in rotate[0].why
    (line,) = [step for step in made if step.item.kind == "deactivate"]
    assert demo_truth["leaked_key"] in line.line


def test_page_and_json_hold_the_same_lines(any_case, lang):
    made = drafts.plan_steps(any_case, lang, now=NOW)
    shown = page.text(any_case, made, lang)
    lines = [step.line for step in made if step.line]
    assert len(lines) > 20
    assert all(f"    {line}\n" in shown for line in lines)
    assert json.loads(json.dumps(page.objects(made)))[0]["phase"] == "now"


def test_the_reply_claims_no_open_step_as_done(any_case, lang):
    text = drafts.reply_text(any_case, lang, now=NOW)
    english = lang == "en"
    head = "Not done yet" if english else "未完了"
    assert head in text
    done = text.split("Done, as the evidence shows:" if english else "証拠データで完了を確認した対応:")
    claimed = done[1].split(head)[0] if len(done) > 1 else ""
    states = {row["step"]: row["state"] for row in rows(any_case, "steps", lang=lang)}
    assert set(states.values()) >= {"open"}
    said = {step for step in states if f"- {step}:" in claimed}
    assert {states[step] for step in said} <= {"done"}
    # On the demo as it is something is done, and that is claimed.
    assert said or "done" not in states.values()
    assert "[" in text


def test_the_reply_says_only_what_is_a_finding_or_a_step(any_case, lang):
    text = drafts.reply_text(any_case, lang, now=NOW)
    sentences = {page.plain(row["statement"]) for row in rows(any_case, "findings", lang=lang)}
    sentences |= {
        page.plain(f"{row['step']}: {reply._without_asides(row['evidence'])}")
        for row in rows(any_case, "steps", lang=lang)
    }
    bullets = [line[2:] for line in text.splitlines() if line.startswith("- ")]
    assert bullets
    assert set(bullets) <= sentences


def test_the_letter_has_five_points_and_names_every_key_left(any_case, lang):
    text = drafts.reply_text(any_case, lang, now=NOW)
    letter, _, attachment = text.partition("\n## ")
    assert [line[:2] for line in letter.splitlines() if line[1:2] == "."] == ["1.", "2.", "3.", "4.", "5."]
    assert "- " not in letter
    assert attachment.count("\n- ") > 5
    leaked = {row["credential_id"] for row in rows(any_case, "credentials")}
    for row in rows(any_case, "account_keys"):
        left = row["rotated_since_incident"] != "yes" and row["status"] != "deleted"
        if row["access_key_id"] not in leaked:
            assert (row["access_key_id"] in letter.split("\n2. ")[0]) is left, row
    (figure,) = [row for row in rows(any_case, "spend_total") if row["figure"] == "incident"]
    assert f"{figure['usd']:,.2f}" in letter


def test_a_resellers_customer_asks_through_the_reseller(any_case):
    text = drafts.reply_text(dataclasses.replace(any_case, billing="reseller"), "en", now=NOW)
    assert "through [reseller]" in text
    assert "$" not in text.partition("\n## ")[0]


def test_a_case_without_evidence_drafts_and_plans_without_claims(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, account="111122223333", language="en")
    with pytest.raises(EvidenceError, match="nothing to judge by"):
        drafts.reply_text(case, now=NOW)
    text = drafts.reply_text(case, now=NOW, draft=True)
    assert "nothing to judge by" in text.split("Dear")[0]
    assert "Done, as the evidence shows" not in text
    assert [step.item.why for step in drafts.plan_steps(case, now=NOW)] == ["plan-no-evidence"]


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Nobody looked in this case (`kit collect CASE iam`).", "Nobody looked in this case."),
        ("Moved to a.b of u. Name it in case.toml (`[owner]`) and `principals`.", "Moved to a.b of u."),
        ("移ったように見えます。case.toml の `[owner]` に記載します。", "移ったように見えます。"),
        ("9 of 9 (svc.sync), $1.50 an hour.", "9 of 9 (svc.sync), $1.50 an hour."),
    ],
)
def test_what_only_the_analyst_can_use_does_not_reach_aws(said, sent):
    assert reply._without_asides(said) == sent


def test_the_reply_names_no_command_of_the_kit(any_case):
    for lang in ("en", "ja"):
        assert "`" not in drafts.reply_text(any_case, lang, now=NOW)
