"""What the digest chain shows reaches the findings, the coverage, the open questions and the report."""

from __future__ import annotations

import json

import pytest
from chains import START, Chain
from conftest import LEAKED, NOW, taken_in

from kit.analysis.answers import ask
from kit.case import new_case
from kit.report.integrity import integrity_section


@pytest.fixture
def chain() -> Chain:
    made = Chain()
    for _ in range(6):
        made.hour()
    return made


@pytest.fixture
def told(tmp_path):
    """`told(chain, ...)`: the case with the chain collected."""

    def told(chain, **saved):
        case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
        answers = {"keys": chain.keys()} if saved.pop("keys", True) else {}
        taken_in(case, chain.save(tmp_path / "trail", **saved), answers)
        return case

    return told


def findings(case) -> dict[str, dict]:
    return {row["finding_id"]: row for row in ask(case, "findings").dicts() if row["query"] == "integrity"}


def gaps(case) -> dict[str, dict]:
    return {row["topic"]: row for row in ask(case, "cannot_say").dicts()}


def states(case) -> list[tuple[str, str]]:
    return [(row["integrity"], row["state"]) for row in ask(case, "coverage").dicts()]


def words(case) -> str:
    return " ".join(str(block.data) for block in integrity_section(case, ask(case, "integrity").dicts()))


def test_a_sound_chain_is_no_finding_and_no_gap(chain, told):
    case = told(chain)
    assert findings(case) == {}
    assert not {"unsigned", "unproved-hours"} & set(gaps(case))
    assert set(states(case)) == {("proved", "full")}
    said = words(case)
    assert "Proved by CloudTrail's signatures and hashes: 6 hours" in said
    assert "Altered after delivery" not in said
    assert "missing:" not in said


def test_an_altered_log_file_is_a_critical_finding_with_its_events(chain, told):
    events = json.loads(chain.objects[chain.logs[2]].text)["Records"]
    events[0]["userAgent"] = "changed"
    chain.forge(chain.logs[2], Records=events)
    case = told(chain)
    (found,) = findings(case).values()
    assert (found["finding_id"], found["severity"], found["technique"]) == (
        "trail-altered",
        "critical",
        "T1070",
    )
    assert json.loads(found["event_ids"]) == [events[0]["eventID"]]
    assert "1 log file and 0 digests" in found["statement"]
    assert chain.logs[2][1].rsplit("/", 1)[-1] in found["statement"]
    assert ("altered", "partial") in states(case)
    assert "Altered after delivery: 1 hour" in words(case)


def test_missing_digests_and_log_files_are_told(chain, told):
    del chain.objects[chain.logs[1]]
    del chain.objects[chain.digests[3]]
    del chain.objects[chain.digests[4]]
    case = told(chain)
    (found,) = findings(case).values()
    assert (found["finding_id"], found["severity"]) == ("trail-missing", "high")
    assert "1 log file;" in found["statement"]
    assert states(case).count(("missing", "partial")) == 3
    hours = {row["hour"].hour - START.hour: row["integrity"] for row in ask(case, "coverage").dicts()}
    assert [hour for hour, state in hours.items() if state == "missing"] == [1, 3, 4]


def test_without_public_keys_nothing_is_proved_and_that_is_said(chain, told):
    case = told(chain, keys=False)
    assert findings(case) == {}
    gap = gaps(case)["unproved-hours"]
    assert "kit verify" in gap["what_would_help"]
    assert set(states(case)) == {("unprovable", "full")}
    assert "public key not saved" in words(case)


def test_log_files_without_any_digest_are_unsigned(chain, told):
    for place in chain.digests:
        del chain.objects[place]
    case = told(chain)
    assert "6 log files" in gaps(case)["unsigned"]["why"]
    assert findings(case) == {}
    assert "No digest is in the case" in words(case)
