"""The library as a notebook or a script uses it: names, answers, records, citations that belong to their
case."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LEAKED, NOW, record

import kit
from kit.case import open_case
from kit.errors import CaseError, UsageError
from kit.notebook import ask, cited, find, verdict, visits
from kit.report import blocks_of

NAMES = [
    "Answer", "Case", "KitError", "ask", "collect", "export", "find", "hunt", "new_case", "note", "open_case",
    "plan", "record", "reply", "report", "save", "show", "sql", "verdict", "visits",
]  # fmt: skip


def test_these_are_the_public_names():
    assert kit.__all__ == sorted(kit.__all__) == NAMES
    for name in NAMES:
        made = getattr(kit, name)
        assert callable(made), name
        assert made.__doc__, name


def test_notebooks_and_scripts_use_the_same_functions():
    shared = (kit.ask, kit.find, kit.verdict, kit.visits)
    assert (ask, find, verdict, visits) == shared


@pytest.mark.parametrize(
    "first", ["pass", "import kit.collect.run, kit.report.make", "from kit.collect import doctor"]
)
def test_functions_that_are_called_like_a_room_stay_functions(first):
    """Whatever was imported before and after; modules of those rooms are still to be had."""
    code = (
        f"{first}\n"
        "from kit import collect, report\n"
        "import kit, kit.collect.run, kit.report.make\n"
        "from kit.collect import run, doctor\n"
        "from kit.report import make\n"
        "from kit import collect as again, report as once_more\n"
        "assert collect is again is kit.collect and report is once_more is kit.report\n"
        "assert type(collect).__name__ == type(report).__name__ == type(doctor).__name__ == 'function'\n"
        "assert run.Summary and make.report is report\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_library_loads_nothing_heavy():
    code = (
        "import sys; from kit import open_case, ask, sql, record, KitError;"
        "print({'duckdb', 'pandas', 'plotly', 'boto3', 'pyarrow', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.fixture
def trail(tmp_path) -> Path:
    folder = tmp_path / "trail"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"Records": [record(place) for place in range(3)]}))
    return folder


def test_the_whole_thread_by_folder_and_by_case(tmp_path, trail):
    """Every function takes the case or the path of its folder and answers the same."""
    folder = tmp_path / "case"
    made = kit.new_case(
        folder, keys=[LEAKED], lang="en", timezone="Asia/Tokyo", since="2026-01-01T09:00", now=NOW
    )
    assert made.since is not None
    assert made.since.isoformat() == "2026-01-01T00:00:00"
    summary = kit.collect(folder, trail, now=NOW)
    assert (summary.events, summary.exit_code) == (3, 0)
    for case in (folder, str(folder), kit.open_case(folder)):
        assert len(kit.ask(case, "key_activity")) == 3
        assert kit.sql(case, "select count(*) as n from events where event_id <> $id", id="x").rows == [(3,)]
        assert json.loads(kit.record(case, record(1)["eventID"]).raw) == record(1)
        assert {row["phase"] for row in kit.plan(case, now=NOW)} >= {"save", "reply"}
        assert "AWS" in kit.reply(case, now=NOW)


def test_a_notice_opens_a_case_and_is_evidence_of_it(demo_evidence, tmp_path):
    notice = demo_evidence / "notice_ja.eml"
    case = kit.new_case(tmp_path / "case", notice=notice, now=NOW)
    assert case.keys
    assert [row["origin"] for row in kit.ask(case, "ledger_items")] == [str(notice)]


def test_a_record_says_where_it_lies(tmp_path, trail):
    case = kit.new_case(tmp_path / "case", keys=[LEAKED], now=NOW)
    (trail / "b.json").write_text(json.dumps({"Records": [record(7), record(2)]}))
    kit.collect(case, trail, now=NOW)
    found = kit.record(case, record(2)["eventID"])
    assert (found.origin, found.position) == (str(trail / "a.json"), 2)
    assert found.sha256 == hashlib.sha256((trail / "a.json").read_bytes()).hexdigest()
    assert [(copy.origin, copy.position, copy.differs) for copy in found.copies] == [
        (str(trail / "b.json"), 1, False)
    ]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda case: kit.open_case(case.folder / "none"), CaseError),
        (lambda case: kit.open_case(case.folder, "de"), UsageError),
        (lambda case: kit.ask(case, "credentails"), UsageError),
        (lambda case: kit.ask(case, "credentials", nonsense=1), UsageError),
        (lambda case: kit.sql(case, "drop table event_rows"), UsageError),
        (lambda case: kit.sql(case, "select $id"), UsageError),
        (lambda case: kit.sql(case, "select * from read_text('/etc/hostname')"), UsageError),
        (lambda case: kit.record(case, "no-such-event"), UsageError),
        (lambda case: kit.collect(case), UsageError),
        (lambda case: kit.show(case, "no such part"), UsageError),
        (lambda case: kit.show(case, "credentials", nonsense=[]), UsageError),
        (lambda case: kit.report(case, "de"), UsageError),
    ],
)  # fmt: skip
def test_what_a_caller_can_mend_is_a_kit_error(make_case, call, error):
    with pytest.raises(error) as raised:
        call(make_case([record()]))
    assert isinstance(raised.value, kit.KitError)
    assert "\n" not in str(raised.value)


def test_citations_belong_to_their_case(demo_case):
    """Two cases open at once, shown in turns: each appendix holds what its own case has shown, and no
    more."""
    one, other = open_case(demo_case.folder), open_case(demo_case.folder, "en")
    blocks_of(one, "credentials")
    blocks_of(other, "timeline")
    of_one, of_other = cited(one), cited(other)
    assert of_one
    assert of_other
    assert set(of_one) != set(of_other)
    blocks_of(one, "timeline")
    assert cited(one)[: len(of_one)] == of_one
    assert set(cited(one)) == {*of_one, *of_other}
    assert cited(other) == of_other
    shown = [block for block in blocks_of(other, "evidence", integrity=[]) if block.kind == "evidence"]
    assert {row["event_id"] for row in shown[0].data["rows"]} == set(of_other)
    assert cited(open_case(demo_case.folder)) == []


def test_a_case_that_is_opened_by_its_folder_is_shown_in_a_notebook(demo_case, capsys):
    kit.show(demo_case.folder, "integrity")
    assert "kind='paragraphs'" in capsys.readouterr().out


def test_an_answer_counts_iterates_and_compares():
    answer = kit.Answer(["a", "b"], ["INTEGER", "VARCHAR"], [(1, "x"), (2, None)])
    assert len(answer) == 2
    assert list(answer) == answer.dicts() == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert answer == kit.Answer(["a", "b"], ["INTEGER", "VARCHAR"], [(1, "x"), (2, None)])
    assert answer != kit.Answer(["a", "b"], ["INTEGER", "VARCHAR"], [(1, "x")])
    assert answer.df()["a"].tolist() == [1, 2]
    assert len(kit.Answer(["a"], ["INTEGER"])) == 0


def test_an_answer_draws_itself_without_markup_of_a_log():
    hostile = '<img src=x onerror="document.title=1">'
    drawn = kit.Answer([hostile, "n"], ["VARCHAR", "INTEGER"], [(hostile, 1), (None, 2)])._repr_html_()
    assert "<img" not in drawn
    assert drawn.count("&lt;img src=x onerror=&quot;document.title=1&quot;&gt;") == 2
    assert "more rows" not in drawn
    long = kit.Answer(["n"], ["INTEGER"], [(n,) for n in range(1_234)])._repr_html_()
    assert long.count("<tr>") == 201
    assert "1,034 more rows" in long
