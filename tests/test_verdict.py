"""The analyst's word on whose calls these are: written, derived anew, what it moved, and taken back."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import LEAKED, record

import kit
from kit.analysis import derive
from kit.case import drop_verdict, open_case, verdict_of
from kit.errors import UsageError
from kit.store import database

DAY = 24 * 60
OFFICE, ABROAD, AGAIN = "203.0.113.10", "198.51.100.7", "192.0.2.77"
SCRIPT, APP = "python-requests/2.32", "Boto3/1.34.5 md/Botocore#1.34.5 os/linux"


def call(at: int, name: str, address: str, agent: str = APP, **more) -> dict:
    source = "s3" if "Object" in name else "iam"
    return record(
        at,
        eventSource=f"{source}.amazonaws.com",
        eventName=name,
        sourceIPAddress=address,
        userAgent=agent,
        readOnly=name.startswith(("Get", "List")),
        **more,
    )


def somebody(name: str, key: str) -> dict:
    """Fields of a call by another user."""
    return {
        "userIdentity.accessKeyId": key,
        "userIdentity.userName": name,
        "userIdentity.arn": f"arn:aws:iam::111122223333:user/{name}",
        "userIdentity.principalId": f"AIDABTX3GSDSU{name.upper():A<8}"[:21],
    }


def past(days: int = 10, **more) -> list[dict]:
    return [call(day * DAY, "PutObject", OFFICE, **more) for day in range(days)]


def theft(address: str, day: int = 12, agent: str = SCRIPT) -> list[dict]:
    names = ("ListUsers", "ListRoles", "CreateUser", "CreateAccessKey")
    made = {"userName": f"helper{day}"}
    return [
        call(day * DAY + place, name, address, agent, requestParameters=made)
        for place, name in enumerate(names)
    ]


def actors(case) -> dict[str, set[str]]:
    """Address -> actors of the calls from there."""
    found: dict[str, set[str]] = {}
    for row in kit.ask(case, "key_activity").dicts():
        found.setdefault(row["source_ip_address"], set()).add(row["actor"])
    return found


def decided(case, network: str) -> int:
    """Number of the visit of a network."""
    return next(row["visit"] for row in kit.visits(case).dicts() if row["network"] == network)


def test_a_row_of_visits_is_decided_and_taken_back(make_case):
    case = make_case([call(1, "ListBuckets", OFFICE), *theft(ABROAD, day=0, agent=APP)])
    before, rows = case.file.read_bytes(), kit.visits(case).dicts()
    number = decided(case, "198.51.100.0/24")
    assert sum(row["decides"] for row in rows) == 5
    moved = kit.verdict(case, number, "intruder", note="confirmed by phone")
    assert (moved.outcome, moved.calls, moved.written) == ("said", 4, True)
    assert moved.after.calls["intruder", "certain"] == 4
    assert moved.after.first_act.isoformat() == "2026-03-01T00:00:00"
    assert actors(case)[ABROAD] == {"intruder"}
    row = next(row for row in kit.visits(case).dicts() if row["visit"] == number)
    assert (row["actor"], row["certainty"], row["decides"]) == ("intruder", "certain", 0)
    assert "confirmed by phone" in row["reason"]
    assert kit.ask(case, "verdicts").dicts() == [
        {
            "verdict": 1, "kind": "network", "value": "198.51.100.0/24", "actor": "intruder",
            "note": "confirmed by phone", "calls": 4,
        }
    ]  # fmt: skip
    undone = kit.verdict(case, number, undo=True)
    assert undone.outcome == "undone"
    assert case.file.read_bytes() == before
    assert [row["actor"] for row in kit.visits(case).dicts()] == [row["actor"] for row in rows]
    assert kit.verdict(case, undo=True).outcome == "none-to-undo"


def test_the_tables_of_the_case_itself_follow_not_a_copy_for_the_reader(make_case):
    """What comes after finds fresh tables: nothing is derived twice."""
    case = make_case(theft(ABROAD))
    kit.verdict(case, None, "intruder", network=ABROAD)
    now = open_case(case.folder)
    with database.reading(now) as con:
        assert derive.fresh(con, now)


@pytest.mark.parametrize(
    "names",
    [
        {"network": ABROAD},
        {"network": "198.51.100.0/24", "tool": "python-requests/2.32"},
        {"agent": "python-requests"},
        {"credential": LEAKED, "agent": "requests"},
    ],
    ids=lambda names: "+".join(names),
)
def test_each_way_to_name_calls_outranks_the_kits_own_judgement(make_case, names):
    """Habit says third party; the analyst knows the pentest that was ordered."""
    case = make_case([*past(), *theft(ABROAD)])
    assert actors(case) == {OFFICE: {"owner"}, ABROAD: {"intruder"}}
    moved = kit.verdict(case, None, "owner", **names)
    assert moved.calls == 4
    assert actors(case) == {OFFICE: {"owner"}, ABROAD: {"owner"}}
    assert moved.before.first_act is not None
    assert moved.after.first_act is None
    assert moved.after.findings < moved.before.findings
    assert any("→" in line for line in moved.lines("en"))
    assert moved.lines("ja") != moved.lines("en")


def test_one_event_by_the_beginning_of_its_id(make_case):
    case = make_case([*past(), *theft(ABROAD)])
    event = next(row for row in kit.ask(case, "key_activity").dicts() if row["event_name"] == "CreateUser")
    moved = kit.verdict(case, None, "owner", event=event["event_id"][:13], note="our audit")
    assert moved.verdict.value == event["event_id"]
    told = {row["event_name"]: row["actor"] for row in kit.ask(case, "key_activity").dicts()}
    assert (told["CreateUser"], told["CreateAccessKey"]) == ("owner", "intruder")


def test_two_networks_of_one_third_party(make_case):
    case = make_case([*past(), *theft(ABROAD), call(13 * DAY, "ListUsers", AGAIN, "curl/8.5")])
    assert actors(case)[AGAIN] == {"unclear"}
    kit.verdict(case, None, "intruder", network=AGAIN)
    assert actors(case) == {OFFICE: {"owner"}, ABROAD: {"intruder"}, AGAIN: {"intruder"}}


def test_an_owner_behind_the_same_address_is_told_by_the_tool(make_case):
    """One network with two tools: a visit each, and a verdict that names both."""
    case = make_case([*past(), *theft(OFFICE, agent=SCRIPT)])
    number = next(
        row["visit"] for row in kit.visits(case).dicts() if row["tools"] == ["python-requests/2.32"]
    )
    moved = kit.verdict(case, number, "intruder")
    assert moved.verdict.names == (("network", "203.0.113.0/24"), ("tool", "python-requests/2.32"))
    told = {(row["user_agent"], row["actor"]) for row in kit.ask(case, "key_activity").dicts()}
    assert told == {(APP, "owner"), (SCRIPT, "intruder")}


def test_the_word_that_names_more_stands_whatever_the_order(make_case):
    case = make_case([*past(), *theft(ABROAD)])
    kit.verdict(case, None, "owner", network=ABROAD)
    kit.verdict(case, None, "intruder", network="198.51.0.0/16")
    assert actors(case)[ABROAD] == {"owner"}
    kit.verdict(case, None, "intruder", network=ABROAD, agent="requests")
    assert actors(case)[ABROAD] == {"intruder"}
    assert kit.verdict(case, None, "unclear", network=ABROAD).outcome == "changed"
    assert [row["actor"] for row in kit.ask(case, "verdicts").dicts()] == ["unclear", "intruder", "intruder"]


def test_numbers_of_visits_stay_while_they_are_decided(make_case):
    case = make_case([*theft(ABROAD, day=0), *theft(AGAIN, day=1)[:2], call(5, "ListBuckets", OFFICE)])
    before = {row["visit"]: row["network"] for row in kit.visits(case).dicts()}
    assert list(before) == [1, 2, 3]
    kit.verdict(case, 1, "intruder")
    after = {row["visit"]: row["network"] for row in kit.visits(case).dicts()}
    assert after == before
    assert list(after)[-1] == 1, "what is decided comes last"


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        ({"network": "9.9.9.9"}, "no-match"),
        ({"network": ABROAD, "agent": "not there"}, "no-match"),
        ({"credential": "AKIABTX3GSDSQBBBBBBB"}, "no-match"),
        ({"event": "00000000-0000-4000-8000-000000000000"}, "event-unknown"),
        ({"event": "other-event"}, "event-outside"),
    ],
)
def test_a_verdict_that_speaks_of_nothing_is_told_so_and_not_written(make_case, names, outcome):
    other = {"eventID": "other-event", **somebody("colleague", "AKIABTX3GSDSQCCCCCCC")}
    case = make_case([*theft(ABROAD), call(20 * DAY, "ListUsers", OFFICE, **other)])
    before = case.file.read_bytes()
    moved = kit.verdict(case, None, "owner", **names)
    assert moved.outcome == outcome
    assert not moved.written
    assert case.file.read_bytes() == before
    assert len(moved.lines("en")) == 1


def test_words_that_make_no_verdict(make_case):
    case = make_case(theft(ABROAD))
    for given in ({"event": "x", "network": ABROAD}, {"network": "somewhere"}, {}):
        with pytest.raises((UsageError, ValueError)):
            kit.verdict(case, None, "owner", **given)
    with pytest.raises(UsageError, match="visit 9"):
        kit.verdict(case, 9, "owner")
    with pytest.raises(UsageError, match="intruder, owner, unclear"):
        kit.verdict(case, 1, "me")


def test_case_toml_keeps_what_else_is_in_it(make_case):
    said = '\n# seen on the phone\n[[verdicts]]\nagent = "requests"\nactor = "owner"\n\n# later: ask\n'
    case = make_case([*past(), *theft(ABROAD)], toml=said)
    kit.verdict(case, None, "intruder", network=ABROAD, note='said "yes"')
    text = case.file.read_text()
    assert "# seen on the phone" in text
    assert text.index('agent = "requests"') < text.index('network = "198.51.100.7/32"')
    kit.verdict(case, None, undo=True, agent="requests")
    text = case.file.read_text()
    assert "# later: ask" in text
    assert "requests" not in text
    assert [verdict.note for verdict in open_case(case.folder).verdicts] == ['said "yes"']


def test_verdicts_written_as_an_inline_list_are_kept_too(make_case):
    case = make_case(theft(ABROAD))
    inline = 'verdicts = [{network = "192.0.2.0/24", actor = "owner"}, {agent = "x", actor = "owner"}]\n'
    case.file.write_text(inline + case.file.read_text())
    dropped = drop_verdict(case, verdict_of("owner", agent="x"))
    assert [verdict.kind for verdict in dropped.verdicts] == ["network"]


def test_an_open_case_follows_its_case_toml(make_case):
    """In a notebook the case is opened once; what is said later counts in the next cell."""
    case = make_case([*past(), *theft(ABROAD)])
    kit.verdict(case, None, "owner", network=ABROAD)
    assert case.verdicts == ()
    assert actors(case)[ABROAD] == {"owner"}


def test_on_the_command_line(make_case):
    case = make_case(theft(ABROAD))

    def kit_(*words: str) -> str:
        code = "import sys; from kit.cli import main; sys.exit(main())"
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    folder = str(case.folder)
    assert "1 network decides 4 calls" in kit_("status", folder)
    assert "intruder" in kit_("verdict", folder, "1", "intruder", "--note", "by phone")
    assert json.loads(kit_("verdict", folder, "--list", "--format", "json"))[0]["note"] == "by phone"
    assert "decide" not in kit_("status", folder).splitlines()[-1]
    assert "198.51.100.0/24" in kit_("verdict", folder, "1", "--undo")


def test_the_report_says_what_the_analyst_said(make_case):
    from kit.report import blocks_of

    case = make_case(theft(ABROAD))
    kit.verdict(case, None, "intruder", network=ABROAD, note="<b>by phone</b>")
    blocks = blocks_of(open_case(case.folder), "attribution")
    words = json.dumps([block.data for block in blocks])
    assert "<b>by phone</b>" in words, "as it is; the page escapes it"
    shown = "".join(str(block._repr_mimebundle_().get("text/html", "")) for block in blocks)
    assert "&lt;b&gt;by phone" in shown
    assert "<b>by" not in shown


def test_a_case_without_evidence_has_nothing_to_decide(tmp_path):
    case = kit.new_case(tmp_path / "case", keys=[LEAKED], lang="en")
    assert kit.visits(case).dicts() == []
    assert kit.verdict(case, None, "owner", network=ABROAD).outcome == "no-match"
