"""Somebody who can add files beside the logs: answers of the account, public keys and digests of their own.

Every answer stays what it is without them, and a finding names where they lie.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from chains import Chain, public
from conftest import ACCOUNT, LEAKED, NOW, build_case, record, take_answers

from kit import collect, plan, questions
from kit.analysis.answers import ask
from kit.case import add_digest_keys, new_case, open_case
from kit.collect import rebuild
from kit.integrity.verification import verify
from kit.rules import live_calls
from kit.store import database

# What tells of the files themselves, or of the new finding.
OF_FILES = {"ledger_items", "evidence", "saved_answers", "findings", "as_of", "figures", "custody"}
# What live answers reach, and what digests reach; the slow test asks everything.
BY_STATE = ("principals", "resources", "steps", "sweep", "posture", "account_keys", "cannot_say")
BY_DIGESTS = ("integrity", "coverage", "cannot_say")


def incident() -> list[dict]:
    """The third party makes a user with a key and a machine in another Region."""
    owner = [record(n, sourceIPAddress="203.0.113.9", userAgent="app/1.0") for n in range(3)]
    theirs = {"sourceIPAddress": "198.51.100.66", "userAgent": "Boto3/1.34", "readOnly": False}
    return [
        *owner,
        record(
            1500,
            eventSource="iam.amazonaws.com",
            eventName="CreateUser",
            requestParameters={"userName": "support"},
            responseElements={
                "user": {
                    "userName": "support",
                    "arn": f"arn:aws:iam::{ACCOUNT}:user/support",
                    "userId": "AIDAX",
                }
            },
            **theirs,
        ),
        record(
            1501,
            eventSource="ec2.amazonaws.com",
            eventName="RunInstances",
            awsRegion="eu-west-1",
            requestParameters={"instanceType": "p3.2xlarge"},
            responseElements={
                "instancesSet": {
                    "items": [{"instanceId": "i-0123456789abcdef0", "instanceType": "p3.2xlarge"}]
                }
            },
            **theirs,
        ),
    ]


def look(source: str, service: str, call: str, answer: dict, region: str = "us-east-1") -> dict:
    """An answer as kit.sources.live_state writes it."""
    return {
        "kit_answer": 1, "source": source, "service": service, "operation": call, "account": ACCOUNT,
        "region": region, "parameters": {}, "asked_at": "2026-04-01T00:00:00Z", "page": 1, "last": True,
        "answer": answer,
    }  # fmt: skip


def forged(folder: Path, region: str = "eu-west-1") -> Path:
    """Whole and empty listings of every kind: nothing stands in this account any more."""
    folder.mkdir(parents=True)
    looks = [look("iam", "iam", "GetAccountAuthorizationDetails", {"UserDetailList": []})]
    looks += [
        look(c.source, c.service, c.call, {}, region) for c in (*live_calls("iam"), *live_calls("sweep"))
    ]
    for number, one in enumerate(looks):
        text = json.dumps(one, separators=(",", ":"))
        (folder / f"answer-{number:03}.json").write_text(text, encoding="utf-8")
    return folder


def answers(case, names: tuple[str, ...] = ()) -> dict[str, list]:
    """These questions, or every one that needs no parameter, with their rows."""
    names = names or tuple(
        each.name
        for each in questions.questions()
        if each.name not in OF_FILES and not any(spec.required for spec in each.params.values())
    )
    return {
        name: [{column: row[column] for column in row if column != "checked_at"} for row in rows]
        for name, rows in ((name, ask(case, name).dicts()) for name in names)
    }


def findings(case) -> dict[str, dict]:
    return {row["finding_id"]: row for row in ask(case, "findings").dicts()}


@pytest.mark.parametrize("how", ["archive", pytest.param("folder", marks=pytest.mark.slow)])
def test_answers_that_nobody_asked_for_move_nothing(tmp_path, how):
    import shutil

    truth = build_case(tmp_path / "truth", incident(), toml="[owner]\nnetworks = ['203.0.113.0/24']\n")
    case = build_case(tmp_path / "laid", incident(), toml="[owner]\nnetworks = ['203.0.113.0/24']\n")
    planted: Path | str = forged(tmp_path / "planted")
    if how == "archive":
        planted = shutil.make_archive(str(tmp_path / "planted"), "zip", planted)
    collect(case, planted, now=NOW)
    names = BY_STATE if how == "archive" else ()
    assert answers(case, names) == answers(truth, names)
    assert {row["state_basis"] for row in ask(case, "principals").dicts()} == {"trail"}
    found, before = findings(case), findings(truth)
    assert set(found) - set(before) == {"saved-answers"}
    assert "planted" in found["saved-answers"]["statement"]
    assert len(ask(case, "saved_answers")) == len(list((tmp_path / "planted").iterdir()))


def test_what_the_kit_asked_still_counts_and_after_a_rebuild_too(tmp_path):
    empty = look("iam", "iam", "GetAccountAuthorizationDetails", {"UserDetailList": []})
    text = json.dumps(empty, separators=(",", ":"))
    case = build_case(tmp_path, incident(), answers={"details": text})
    for _ in range(2):
        (row,) = [row for row in ask(case, "principals").dicts() if row["name"] == "support"]
        assert (row["state"], row["state_basis"]) == ("gone", "live")
        rebuild(case)


def test_the_same_bytes_laid_there_first_do_not_take_the_answers_place(tmp_path):
    """A file cannot make the true answer a mere copy of itself."""
    text = json.dumps(look("iam", "iam", "GetAccountAuthorizationDetails", {}), separators=(",", ":"))
    case = build_case(tmp_path, incident(), files={"first.json": text})
    assert [row["state_basis"] for row in ask(case, "principals").dicts()] == ["trail"]
    take_answers(case, {"details": text})
    collect(case, tmp_path / "trail", now=NOW)
    assert [row["state_basis"] for row in ask(case, "principals").dicts()] == ["live"]
    assert verify(case, now=NOW)[1]


def test_the_vault_of_another_case_is_a_folder_like_any_other(tmp_path):
    empty = look("iam", "iam", "GetAccountAuthorizationDetails", {"UserDetailList": []})
    other = build_case(tmp_path / "other", incident()[:1], answers={"details": empty})
    case = build_case(tmp_path / "own", incident())
    collect(case, other.vault, now=NOW)
    assert [row["state_basis"] for row in ask(case, "principals").dicts()] == ["trail"]


def test_a_hunt_that_nobody_made_blames_no_place_and_clears_none(tmp_path):
    """A file that says it searched everything, and found the key with somebody who has nothing to do with
    it."""
    case = build_case(tmp_path, incident())
    before = answers(case, ("leak", "steps"))
    hit = {"access_key_id": LEAKED, "match": "exact", "path": "app.py", "line": 3, "kind": "file", "times": 1,
           "author": "Innocent <i@example.com>", "content": "code", "form": "plain", "secret_beside": True,
           "deleted": False}  # fmt: skip
    searched = {
        "kit_hunt": 1, "kit": "0", "root": "/src/app", "kind": "repository", "keys": [LEAKED],
        "began_at": "2026-03-02T00:00:00Z", "ended_at": "2026-03-02T00:01:00Z", "complete": True,
        "looked": {"files": 9}, "unread": [], "notes": [],
    }  # fmt: skip
    (tmp_path / "laid").mkdir()
    for name, hits in (("found", [hit]), ("clean", []), ("half", [{**hit, "access_key_id": None}])):
        said = {**searched, "root": f"/src/{name}", "hits": hits}
        (tmp_path / "laid" / f"{name}.json").write_text(json.dumps(said, separators=(",", ":")))
    collect(case, tmp_path / "laid", now=NOW)
    assert {row["own"] for row in ask(case, "hunts").dicts()} == {False}, "they are shown as what they are"
    assert len(ask(case, "exposures")) == 1
    assert len(ask(case, "hunts")) == 2, "the one that lacks a key is rejected alone"
    assert answers(case, ("leak", "steps")) == before
    assert "Innocent" not in str(plan(case))


@pytest.fixture
def chain() -> Chain:
    made = Chain()
    for _ in range(4):
        made.hour()
    return made


def collected(tmp_path, chain, *, asked: bool, keys: bool = False):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    if asked:
        take_answers(case, {"keys": chain.keys()})
    collect(case, chain.save(tmp_path / "trail", keys=keys), now=NOW)
    return case


def test_a_key_of_ones_own_proves_nothing(tmp_path, chain):
    case = collected(tmp_path, chain, asked=False, keys=True)
    answer, sound = verify(case, now=NOW)
    sums = {row[0]: row[1:] for row in answer.rows}
    assert sums["digests"][0] == sums["log files"][0] == "unprovable"
    assert "--key" in sums["digest keys"][1] and public("first")["Fingerprint"] in sums["digest keys"][1]
    assert sound, "nobody can tell, and that is no fault"
    assert "trail" in findings(case)["unnamed-keys"]["statement"]
    assert "proved" not in {row["state"] for row in ask(case, "integrity").dicts()}


def test_a_key_that_the_analyst_names_proves_and_the_answer_says_whose_it_is(tmp_path, chain):
    case = collected(tmp_path, chain, asked=False, keys=True)
    case = add_digest_keys(case, [public("first")["Fingerprint"].upper()])
    answer, _ = verify(case, now=NOW)
    (line,) = [row for row in answer.rows if row[0] == "digests"]
    assert line[1:] == ("proved", "4 proved; with keys that case.toml names")
    rows = ask(case, "integrity").dicts()
    assert {(row["state"], row["key_by"]) for row in rows} == {("proved", "analyst")}
    assert "unnamed-keys" in findings(case), "the second key of that file is still nobody's"


def test_the_key_of_aws_goes_before_a_file_with_its_fingerprint(tmp_path, chain):
    bad = {"PublicKeyList": [{**public("second"), "Fingerprint": public("first")["Fingerprint"]}]}
    case = collected(tmp_path, chain, asked=True)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "keys.json").write_text(json.dumps(bad))
    collect(case, tmp_path / "bad", now=NOW)
    rows = ask(case, "integrity").dicts()
    assert {(row["state"], row["key_by"]) for row in rows} == {("proved", "aws")}


@pytest.mark.parametrize("trail", ["main", "other"])
def test_digests_of_ones_own_beside_the_true_ones(tmp_path, chain, trail):
    """They name the true log files with other hashes, and log files that never were."""
    case = collected(tmp_path, chain, asked=True)
    before = answers(case, BY_DIGESTS)
    fake = Chain()
    fake.signer, fake.trail = "third", trail
    fake.at = chain.at - timedelta(hours=4)
    for _ in range(4):
        fake.hour()
    for place, true in zip(fake.digests, chain.digests, strict=True):
        (named,) = json.loads(chain.objects[true].text)["logFiles"]
        never = {**named, "s3Object": named["s3Object"].replace("Abcdefgh", "Zzzzzzzz")}
        fake.forge(place, logFiles=[{**named, "hashValue": "0" * 64}, never])
    for place in fake.logs:
        del fake.objects[place]
    collect(case, fake.save(tmp_path / "fake", keys=True), now=NOW)
    assert answers(case, BY_DIGESTS) == before
    assert "fake" in findings(case)["beside-chain"]["statement"]
    assert verify(open_case(case.folder), now=NOW)[1]
    with database.reading(case) as con:
        rows = database.run_text(con, "select distinct state from integrity_checks where kind = 'log'").rows
    assert rows == [("proved",)]
