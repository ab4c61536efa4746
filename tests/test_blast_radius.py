"""Whatever fails takes nothing else with it: one of ten items, files, answers or analyses, and nine stand."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import msgspec
import pytest
from conftest import ACCOUNT, LEAKED, NOW, build_case, record

import kit
from kit.analysis import ask, derive, standing
from kit.case import Case, new_case, open_case
from kit.collect import rebuild
from kit.collect.dispatch import each_alone
from kit.collect.run import collect_items
from kit.errors import (
    BusyError,
    CaseError,
    EvidenceError,
    KitError,
    QueryError,
    SourceError,
    UnmadeError,
    UsageError,
)
from kit.questions import question_names
from kit.records import FileReader
from kit.report import blocks_of
from kit.sources import Item
from kit.store import database

# What libraries and the kit itself raise where evidence is not as they think.
RAISED = (
    ValueError("no number"), KeyError("eventTime"), TypeError("'<' not supported"), AttributeError("get"),
    IndexError("list index"), RecursionError("too deep"), OverflowError("too far"), MemoryError("too long"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), ZeroDivisionError("by zero"),
    AssertionError("never"), StopIteration("early"), msgspec.ValidationError("wrong type"),
    duckdb.ConversionException("no timestamp"), duckdb.OutOfMemoryException("too much"),
    SourceError("the page does not come"), EvidenceError("no such bytes"),
)  # fmt: skip


def statuses(case: Case) -> dict[str, int]:
    return dict(kit.sql(case, "select status, count(*) from ledger group by 1").rows)


def trail(folder: Path, count: int = 10) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for place in range(count):
        (folder / f"{place}.json").write_text(json.dumps({"Records": [record(place)]}))
    return folder


def test_a_source_that_stops_keeps_no_other_from_being_asked(tmp_path):
    class Stops:
        """An iterator, not a generator: what a library hands over raises StopIteration of its own, too."""

        def __init__(self, error: Exception) -> None:
            self.error = error

        def __iter__(self):
            return self

        def __next__(self):
            raise self.error

    def file(number: int) -> list[Item]:
        return [Item(origin=f"file {number}", fetched_at=NOW, data=json.dumps(record(number)).encode())]

    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    words, parts = [], []
    for number, error in enumerate(RAISED):
        words += [f"file {number}", f"halts {number}"]
        parts += [file(number), Stops(error)]
    summary = collect_items(case, each_alone(words, parts, NOW, ()))
    halted = [n for n, error in enumerate(RAISED) if not isinstance(error, StopIteration)]
    assert (summary.events, summary.exit_code) == (len(RAISED), 3)
    lines = dict(kit.sql(case, "select origin, reason from ledger where status = 'failed'").rows)
    assert set(lines) == {f"halts {number}" for number in halted}
    assert all(
        reason.startswith("stopped before its end: ") and "\n" not in reason for reason in lines.values()
    )
    again = each_alone(["halts 0"], [file(99)], NOW, {"halts 0"})
    collect_items(case, again)
    assert statuses(case)["failed"] == len(halted) - 1


def test_where_nothing_came_the_error_is_the_command_s(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    with pytest.raises(SourceError, match="name a file or a folder"):
        kit.collect(case, tmp_path / "nowhere", now=NOW)
    summary = kit.collect(case, tmp_path / "nowhere", trail(tmp_path / "trail"), now=NOW)
    assert (summary.events, summary.exit_code) == (10, 3)
    assert [line for line in summary.lines() if "nowhere" in line]


def test_a_file_that_breaks_its_reader_is_one_line(tmp_path, monkeypatch):
    read = FileReader._records

    def breaks(self, row, text):
        number = int(Path(row.origin).stem)
        if number % 2 and not isinstance(RAISED[number // 2], StopIteration):
            raise RAISED[number // 2]
        yield from read(self, row, text)

    monkeypatch.setattr(FileReader, "_records", breaks)
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    count = len(RAISED)
    summary = kit.collect(case, trail(tmp_path / "trail", 2 * count), now=NOW)
    assert (summary.events, summary.exit_code) == (count + 1, 3)
    assert statuses(case) == {"loaded": count + 1, "rejected": count - 1}
    monkeypatch.undo()
    rebuild(case)
    assert statuses(case) == {"loaded": 2 * count}


def test_a_long_file_that_grows_while_it_is_read_is_one_item(tmp_path, monkeypatch):
    from kit.store import vault

    monkeypatch.setattr(vault, "WHOLE", 2_000)
    folder = trail(tmp_path / "trail")
    for name in ("3.json", "7.json"):
        (folder / name).write_text(
            json.dumps({"Records": [record(int(name[0]) * 100 + n) for n in range(5)]})
        )
    digest = vault.file_digest

    def grows(path: Path):
        found = digest(path)
        if path.name == "3.json":
            path.write_text(path.read_text() + " " * 5_000)
        return found

    monkeypatch.setattr(vault, "file_digest", grows)
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    summary = kit.collect(case, folder, now=NOW)
    assert (summary.events, summary.exit_code) == (13, 3)
    assert statuses(case) == {"loaded": 9, "failed": 1}
    assert kit.sql(case, "select reason from ledger where status = 'failed'").rows == [
        ("changes while it is read; collect a copy that stands still",)
    ]
    from kit.integrity import verify

    assert verify(case)[1], "the pack is whole, and holds nothing of the file that changed"
    monkeypatch.undo()
    assert kit.collect(case, folder, now=NOW).exit_code == 0
    assert kit.sql(case, "select count(*) from events").rows == [(18,)]


def incident(folder: Path) -> Case:
    """The key makes a user, and starts a machine."""
    return build_case(
        folder,
        [
            record(0),
            record(1, eventSource="iam.amazonaws.com", eventName="CreateUser", readOnly=False,
                   requestParameters={"userName": "mill"}, responseElements={"user": {"userName": "mill"}}),
            record(2, eventSource="ec2.amazonaws.com", eventName="RunInstances", readOnly=False,
                   responseElements={"instancesSet": {"items": [{"instanceId": "i-0a"}]}}),
        ],
        toml='[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n',
        account=ACCOUNT,
    )  # fmt: skip


def answers(case: Case) -> tuple[dict[str, list], dict[str, str]]:
    """Question -> rows, and question -> why it has no answer; a traceback fails the test."""
    told, refused = {}, {}
    with database.reading(case) as con:
        for name in question_names():
            try:
                told[name] = ask(case, name, {"event_ids": []} if name == "evidence" else None, con=con).rows
            except UnmadeError as error:
                refused[name] = str(error)
    return told, refused


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[Case, dict[str, list]]:
    """The incident, collected once, and what is said of it; tests change copies only."""
    case = incident(tmp_path_factory.mktemp("incident"))
    told, refused = answers(case)
    assert not refused
    return case, told


def copied(case: Case, folder: Path) -> Case:
    shutil.copytree(case.folder, folder / "case")
    return open_case(folder / "case")


STAGES = [stage for stage in derive.STAGES if stage.module != "rules"]


@pytest.mark.parametrize("stage", STAGES, ids=[stage.module for stage in STAGES])
def test_an_analysis_that_fails_takes_only_what_hangs_on_it(whole, tmp_path, monkeypatch, stage):
    (made, usual), case = whole, copied(whole[0], tmp_path)
    trail = made.folder.parent / "trail"
    module = importlib.import_module(f"kit.analysis.{stage.module}")

    def fails(con, case):
        raise TypeError("'<' not supported between 'NoneType' and 'datetime'")

    monkeypatch.setattr(module, "derive", fails)
    monkeypatch.setattr(derive, "_content", lambda: "another make of the kit")
    monkeypatch.setattr(derive, "_content_of", lambda modules, steps: "another make of the kit")
    summary = kit.collect(case, trail, now=NOW)
    assert summary.exit_code == 3
    gone = {stage.module}
    for each in derive.STAGES:
        if gone.intersection(each.after):
            gone.add(each.module)
    told, refused = answers(case)
    assert refused
    for name, why in refused.items():
        assert stage.module in why or any(other in why for other in gone), (name, why)
        assert "\n" not in why
    unlike = {name for name in told if told[name] != usual[name]}
    assert unlike <= {"cautions"}, unlike
    facts = standing(case)
    assert facts["complete"] is False
    assert {row["statement"] for row in facts["cautions"] if stage.module in row["statement"]}
    plan = kit.plan(case, now=NOW).dicts()
    assert stage.module in plan[0]["why"]
    with pytest.raises(EvidenceError, match=re.escape(stage.module)):
        kit.reply(case, now=NOW)
    monkeypatch.undo()
    monkeypatch.setattr(derive, "_content", lambda: "mended")
    kit.collect(case, trail, now=NOW)
    with database.reading(case) as con:
        assert derive.failures(con) == {}
    if stage.module == "credentials.derive":  # all others hang on it
        assert answers(case) == (usual, {})


def test_no_error_of_an_analysis_ends_a_collection(tmp_path, monkeypatch):
    from kit.analysis.changes import derive as changes

    case = build_case(tmp_path, [record(0)])
    with database.reading(case) as con:
        for number, error in enumerate(RAISED):

            def fails(con, case, error=error):
                raise error

            monkeypatch.setattr(changes, "derive", fails)
            monkeypatch.setattr(derive, "_content", lambda number=number: f"make {number}")
            derive.ensure(con, case)
            assert set(derive.failures(con)) == {"changes.derive", "money.estimate", "money.coverage"}, error
            assert len(ask(case, "credentials", con=con)) == 1


@pytest.mark.parametrize(
    "error", [CaseError("the disk is full"), BusyError("held"), OSError(28, "No space left")]
)
def test_what_is_the_machine_s_is_not_called_the_evidence_s(tmp_path, monkeypatch, error):
    from kit.analysis.changes import derive as changes

    def fails(con, case):
        raise error

    monkeypatch.setattr(changes, "derive", fails)
    with pytest.raises((KitError, OSError)) as raised:
        build_case(tmp_path, [record(0)])
    assert not isinstance(raised.value, (UnmadeError, QueryError, UsageError))


def test_a_function_that_fails_is_the_answer_s_own_line(whole, tmp_path, monkeypatch):
    from kit.analysis import standing_findings

    case = copied(whole[0], tmp_path)

    def fails(*args):
        raise KeyError("principal_arn")

    monkeypatch.setattr(standing_findings, "findings", fails)
    with pytest.raises(UnmadeError, match=r"findings: has no answer.*KeyError"):
        kit.ask(case, "findings")
    assert len(kit.ask(case, "credentials")) == 1
    assert kit.plan(case, now=NOW).dicts()


def test_a_part_of_the_report_that_fails_is_a_line_and_the_others_stand(whole, tmp_path, monkeypatch):
    from kit.report import parts

    case = copied(whole[0], tmp_path)

    def credentials_fail(case, credentials):
        raise ValueError("no such place")

    monkeypatch.setitem(parts.PARTS, "credentials", credentials_fail)
    made = blocks_of(case, "credentials")
    assert [block.kind for block in made] == ["section", "paragraphs"]
    assert "no such place" in made[1].data["entries"][0]["text"]
    assert blocks_of(case, "principals")[0].kind == "section"


def test_the_report_comes_out_and_says_at_the_top_what_is_missing(whole, tmp_path, monkeypatch):
    case = copied(whole[0], tmp_path)
    with duckdb.connect(str(case.database)) as con:
        tables = "principal_ledger, resource_ledger, resource_runs"
        row = ("changes.derive", tables, "TypeError: year 0 (replay.py:7)")
        con.execute("insert into derived_failures values (?, ?, ?)", row)
        con.execute("drop table principal_ledger")
    words = kit.report(case, "en", now=NOW).read_text(encoding="utf-8")
    head = words[words.index("<header>") : words.index("</header>")]
    assert "changes.derive" in head
    assert "year 0" in head
    assert words.index("This part could not be made") > 0
    assert "Interim" in head


def test_no_evidence_is_said_first_and_no_reply_is_written(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], account=ACCOUNT, language="en")
    with pytest.raises(EvidenceError, match="holds no events yet"):
        kit.reply(case, now=NOW)
    with pytest.raises(EvidenceError, match="収集されていません"):
        kit.reply(case, "ja", now=NOW)
    draft = kit.reply(case, now=NOW, draft=True)
    assert draft.startswith("! There is nothing to judge by")
    (head,) = [block for block in blocks_of(case, "head") if block.kind == "head"]
    assert "nothing to judge by" in json.dumps(head.data, default=str)
    said = [block.data for part in ("overview", "summary") for block in blocks_of(case, part)]
    assert "no use by a third party" not in json.dumps(said, default=str).lower()


@pytest.mark.slow
def test_no_evidence_is_said_at_the_top_of_the_whole_report(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], account=ACCOUNT, language="en")
    words = kit.report(case, "en", now=NOW).read_text(encoding="utf-8")
    assert "nothing to judge by" in words[words.index("<header>") : words.index("</header>")]
    assert "no use by a third party" not in words.lower()


def test_a_text_is_shortened_where_a_log_holds_more_than_a_sentence_takes():
    from kit.texts import say

    for value in ("x" * 200_000, ["y" * 9_000] * 20, {"z": "z" * 9_000}, "\ud800" * 3_000, datetime.max):
        for lang in ("en", "ja"):
            said = say(lang, "Asia/Tokyo", "report-unmade", {"reason": value})
            assert len(said) < 2_500
            said.encode("utf-8")
