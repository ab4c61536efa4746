"""The analyst's bench without a page: what a run keeps, tables, own questions, notes, completion, `%%sql`."""

from __future__ import annotations

import json
import random
import shutil
import time
from datetime import datetime

import hostile
import pytest
from conftest import LEAKED, NOW, build_case, record

from kit import Answer, KitError, ask, note, open_case, report, save, sql
from kit.case import Case
from kit.cli import output
from kit.errors import CaseError, UsageError
from kit.notebook import bench, live, tables
from kit.notebook import open_case as open_focused
from kit.report import blocks, blocks_of, notes_of
from kit.report.books import book_of, import_nbformat, own_words, read, write
from kit.report.markdown import markdown
from kit.report.run import failed_cells, run_notebooks

import_nbformat()
from nbformat import v4  # noqa: E402

BOOK = "03_credential_tree"
DAYS = [
    record(minute, eventName=name)
    for minute, name in ((0, "ListUsers"), (60, "ListRoles"), (1500, "GetUser"))
]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Case:
    """The case as it was collected; tests get a copy."""
    return build_case(tmp_path_factory.mktemp("bench"), DAYS)


@pytest.fixture
def case(made, tmp_path) -> Case:
    shutil.copytree(made.folder, tmp_path / "case")
    return open_case(tmp_path / "case")


def run_again(case: Case, name: str = BOOK):
    made = book_of(case, name)
    write(made, case.notebooks / f"{name}.ipynb")
    return made


def test_a_run_keeps_what_the_analyst_changed(case):
    first = run_again(case)
    ids = [cell.id for cell in first.cells]
    shown = next(place for place, cell in enumerate(first.cells) if "show(" in cell.source)
    first.cells.insert(shown + 1, v4.new_markdown_cell("Seen by **us**."))
    first.cells.insert(shown + 2, v4.new_code_cell("1 / 0"))
    first.cells[-1].source = "Ours, changed."
    del first.cells[0]
    write(first, case.notebooks / f"{BOOK}.ipynb")
    again = run_again(case)
    sources = [cell.source for cell in again.cells]
    assert sources[shown : shown + 2] == ["Seen by **us**.", "1 / 0"]
    assert sources[-1] == "Ours, changed."
    assert ids[0] not in {cell.id for cell in again.cells}, "taken out on purpose"
    assert [words for _, words in own_words(case)] == ["Seen by **us**.", "Ours, changed."]
    whole = book_of(case, BOOK, whole=True)
    assert ids[0] in {cell.id for cell in whole.cells}
    assert {"Seen by **us**.", "1 / 0"} <= {cell.source for cell in whole.cells}


def test_our_unchanged_cells_are_renewed(case):
    first = run_again(case)
    marked = next(cell for cell in first.cells if cell.id == "03-04")
    marked.source = "of an older kit"
    marked.metadata["kit"]["made"] = first.cells[0].metadata["kit"]["made"]  # the hash of another text
    assert book_of(case, BOOK).cells[-1].source != marked.source, "before it is written"
    from kit.report.books import _hash

    marked.metadata["kit"]["made"] = _hash(marked.source)
    write(first, case.notebooks / f"{BOOK}.ipynb")
    assert "of an older kit" not in [cell.source for cell in book_of(case, BOOK).cells]


def test_a_failing_cell_of_the_analyst_takes_nothing_with_it(case):
    made = run_again(case)
    made.cells.insert(3, v4.new_code_cell("1 / 0"))
    made.cells.insert(5, v4.new_code_cell("%%sql\nselect event_name from events order by all"))
    made.cells.insert(6, v4.new_code_cell("%%sql\nselect nothing from nowhere"))
    write(made, case.notebooks / f"{BOOK}.ipynb")
    (path,) = run_notebooks(case, [BOOK], parameters={"actor": "intruder"})
    said = failed_cells(path)
    assert len(said) == 2
    assert "cell 4" in said[0]
    assert "ZeroDivisionError" in said[0]
    assert "UsageError: sql: Catalog Error" in said[1]
    done = path.read_text(encoding="utf-8")
    assert "ListRoles" in done
    assert 'actor = \\"intruder\\"' in done
    assert "raises-exception" not in done
    trace = next(
        output.traceback
        for cell in read(path).cells
        for output in cell.get("outputs", ())
        if output.output_type == "error" and output.ename == "UsageError"
    )
    assert len(trace) == 1, "an error of the kit is one line"


def test_a_parameter_that_a_notebook_has_not(case):
    with pytest.raises(UsageError, match=r"parameter 'sinec'.*since, until"):
        book_of(case, BOOK, parameters={"sinec": "x"})


def test_a_notebook_that_is_none_is_one_line_and_stays(case):
    path = case.notebooks / f"{BOOK}.ipynb"
    path.write_text("{broken", encoding="utf-8")
    with pytest.raises(CaseError, match="move it away"):
        run_notebooks(case, [BOOK])
    assert path.read_text(encoding="utf-8") == "{broken"


def test_parameters_narrow_the_rows_and_the_part_says_so(case):
    names = {row["event_name"] for row in ask(case, "key_activity")}
    assert names == {"ListUsers", "ListRoles", "GetUser"}
    near = open_focused(case.folder, since="2026-03-01T00:30:00Z", until="2026-03-02T00:00:00Z")
    texts = [cell["text"] for row in table_of(near, "acts").data["rows"] for cell in row["cells"]]
    assert any("ListRoles" in words for words in texts)
    assert not any("ListUsers" in words or "GetUser" in words for words in texts)
    said = blocks_of(near, "acts")
    assert "Narrowed to" in str([block.data for block in said if block.kind == "paragraphs"])
    assert "whole case" in str([block.data for block in blocks_of(near, "steps", plan=[])][:2])
    for wrong in ({"since": "no time"}, {"actor": "nobody"}, {"place": "x"}):
        with pytest.raises(UsageError):
            open_focused(case.folder, **wrong)


def table_of(case: Case, part: str) -> blocks.Block:
    return next(block for block in blocks_of(case, part) if block.kind == "table")


def many(rows: int) -> Answer:
    dice = random.Random(7)
    made = [
        (f"{n:08x}-0000-4000-8000-000000000000", datetime(2026, 3, 1 + n % 28, n % 24),
         f"call-{dice.randrange(900)}", dice.randrange(10**6) if n % 11 else None, ["us-east-1", "eu-west-1"])
        for n in range(rows)
    ]  # fmt: skip
    return Answer(["event_id", "event_time", "event_name", "weight", "regions"],
                  ["VARCHAR", "TIMESTAMP", "VARCHAR", "BIGINT", "VARCHAR[]"], made)  # fmt: skip


def test_a_hundred_thousand_rows_are_sorted_searched_and_filtered_in_a_moment():
    answer = many(100_000)
    started = time.process_time()
    rows = tables.rows_of_answer(answer)
    made = time.process_time()
    first = rows.page({"start": 0, "length": 12, "order": [[3, "desc"]]})
    searched = rows.page({"start": 0, "length": 12, "search": "CALL-7 eu-west", "order": [[1, "asc"]]})
    filtered = rows.page({"filters": {"3": ">= 999,000"}, "order": [[3, "asc"]]})
    spent = time.process_time()
    weights = sorted((row[3] for row in answer.rows if row[3] is not None), reverse=True)
    assert [row["cells"][3] for row in first["rows"]] == [str(each) for each in weights[:12]]
    assert searched["shown"] == sum("call-7" in row[2] for row in answer.rows)
    assert filtered["shown"] == sum(each >= 999_000 for each in weights)
    assert first["total"] == 100_000
    last = rows.page({"start": 99_990, "length": 12, "order": [[3, "desc"]]})["rows"]
    assert {row["cells"][3] for row in last} == {""}, "without a value: last, in whatever order"
    assert made - started < 4
    assert spent - made < 6


def test_what_is_copied_is_no_formula():
    rows = tables.rows_of_answer(Answer(["a", "b"], ["VARCHAR", "BIGINT"], [("=1+1\tx", -5), ("fine", 2)]))
    assert rows.copied({}).split("\n") == ["a\tb", "'=1+1 x\t-5", "fine\t2"]


def test_tables_of_the_report_keep_rows_that_a_page_has_no_room_for():
    made = blocks.Table("en", ["report-col-when", "report-col-what"])
    for n in range(400):
        made.add((f"day {n % 7}", "time", datetime(2026, 1, 1 + n % 28)), f"thing {n}", events=[f"event-{n}"])
    block = made.block()
    rows = tables.rows_of_block(block)
    assert len(block.data["rows"]) == blocks.MOST_ROWS
    assert rows.page({"search": "thing 399"})["rows"][0]["events"] == ["event-399"]
    assert rows.page({"order": [[0, "asc"]]})["total"] == 400
    assert [row["cells"][1] for row in rows.page({"order": [[0, "asc"]], "length": 2})["rows"]] == [
        "thing 0",
        "thing 28",
    ]


def test_the_page_is_told_records_rows_and_the_events_of_a_mark(case):
    said, _ = live._answered(case, {"number": 1, "ask": "record", "event": DAYS[1]["eventID"]})
    assert '"ListRoles"' in said["text"]
    assert said["places"][0]["position"] == 1
    assert len(said["places"][0]["sha256"]) == 64
    mark = {"since": "2026-03-01T00:00:00Z", "until": "2026-03-01T00:30:00Z"}
    found, _ = live._answered(case, {"number": 2, "ask": "events", "mark": mark})
    page, _ = live._answered(case, {"number": 3, "ask": "page", "table": found["table"]})
    assert [row["events"] for row in page["rows"]] == [[DAYS[0]["eventID"]]]
    every, _ = live._answered(case, {"number": 4, "ask": "events", "mark": {"credentials": [LEAKED]}})
    assert every["count"] == 3
    wrong, _ = live._answered(case, {"number": 5, "ask": "record", "event": "no such event"})
    assert "no such event" in wrong["error"]
    assert live._answered(case, {"ask": "page", "table": "of an older kernel"})[0]["gone"]
    script, sheet = live.library()
    assert b"DataTable" in script
    assert b".dt-" in sheet


def test_a_saved_statement_is_a_question(case):
    statement = (
        "-- mine\nselect event_name, count(*) as calls from events"
        " where $name is null or event_name = $name group by all order by all;"
    )
    path = save(case, "per_call", statement, question="Calls?")
    assert path == case.folder / "queries" / "per_call.sql"
    assert ask(case, "per_call").rows == [("GetUser", 1), ("ListRoles", 1), ("ListUsers", 1)]
    assert ask(case, "per_call", name="ListRoles").rows == [("ListRoles", 1)]
    with pytest.raises(UsageError, match="there already"):
        save(case, "per_call", "select 1")
    save(case, "per_call", "select 1 as one", replace=True)
    assert ask(case, "per_call").rows == [(1,)]
    with pytest.raises(UsageError, match="did you mean per_call"):
        ask(case, "per_cal")


def test_saved_questions_are_listed_with_the_cases(case, capsys):
    save(case, "mine", "select $word as word", question="Which word?")
    output.questions("json", case)
    listed = json.loads(capsys.readouterr().out)
    assert listed[0] == {
        "name": "mine",
        "question": "Which word?",
        "grain": "one row as the statement gives it",
        "params": ["word varchar (optional)"],
    }
    output.questions("json")
    assert len(json.loads(capsys.readouterr().out)) == len(listed) - 1


@pytest.mark.parametrize(
    ("name", "statement", "why"),
    [
        ("findings", "select 1", "has a question or a view"),
        ("events", "select 1", "has a question or a view"),
        ("../case", "select 1", "is no name"),
        ("mine", "delete from events", "that reads"),
        ("mine", "copy events to 'out.csv'", "that reads"),
        ("mine", "select 1; select 2", "one statement"),
        ("mine", "select x from nowhere", "nowhere"),
        ("mine", "select * from read_csv('/etc/passwd')", "disabled"),
    ],
)
def test_what_is_no_question_is_not_saved(case, name, statement, why):
    with pytest.raises(UsageError, match=why):
        save(case, name, statement)
    assert not (case.folder / "queries").exists()


@pytest.fixture
def written(case):
    """Completion with this case open, in no shell."""
    bench._state["case"] = case
    bench._state.pop("columns", None)
    yield lambda words: bench.completions(words, words)[1]
    bench._state.clear()


@pytest.mark.parametrize(
    ("words", "wanted", "kind"),
    [
        ("%%sql\nsel", "select", "keyword"),
        ("%%sql\nselect e.source_ip from events e where e.source_ip", "source_ip_address", "column"),
        ("%%sql counted\nselect 1 from led", "ledger", "table"),
        ('rows = sql(case, "select count(*) from even', "events", "table"),
        ("save(case, 'mine', '''select *\nfrom princip", "principal_ledger", "table"),
        ('ask(case, "find', "findings", "question"),
        ("show(case, 'time", "timeline", "question"),
    ],
)
def test_completion(written, words, wanted, kind):
    found = dict(written(words))
    assert found[wanted] == kind


def test_columns_of_a_table_that_is_named_after_the_cursor(written):
    before = "%%sql\nselect event_na"
    assert ("event_name", "column") in bench.completions(before, f"{before} from events")[1]
    assert ("event_name", "column") not in bench.completions(before, before)[1]


@pytest.mark.parametrize("words", ["x = event_na", "sql(case, 'select 1')\nevent", "print('select "])
def test_no_completion_of_sql_where_there_is_none(written, words):
    assert written(words) == []


def test_own_questions_are_completed_too(written, case):
    save(case, "zz_mine", "select 1 as one")
    assert ("zz_mine", "question") in written("ask(case, 'zz")


def test_notes_reach_the_report_where_they_belong(case):
    note(case, "On the *whole*.", now=NOW)
    note(case, "On the timeline.", section="timeline", now=NOW)
    note(case, "On a call.", event=DAYS[1]["eventID"][:8], now=NOW)
    assert [made.get("event", "") for made in notes_of(case)] == ["", "", DAYS[1]["eventID"]]
    made = run_again(case)
    made.cells.append(v4.new_markdown_cell("Written in a notebook."))
    write(made, case.notebooks / f"{BOOK}.ipynb")
    words = report(case, "en", now=NOW).read_text(encoding="utf-8")
    sections = {part.split('"')[0]: part for part in words.split('<section id="')[1:]}
    assert "On the timeline." in sections["timeline"]
    assert "<p>On the <em>whole</em>.</p>" in sections["remarks"]
    assert "Written in a notebook." in sections["remarks"]
    assert DAYS[1]["eventID"] in sections["remarks"]
    assert "On the timeline." not in sections["remarks"]


@pytest.mark.parametrize(
    ("words", "on", "why"),
    [
        ("  ", {}, "no words"),
        ("x", {"section": "nowhere"}, "timeline"),
        ("x", {"event": "no-such-event"}, "no-such-event"),
        ("x", {"finding": "99"}, "number or the id"),
        ("x", {"event": "a", "section": "timeline"}, "give one"),
    ],
)
def test_a_note_on_nothing_is_refused(case, words, on, why):
    with pytest.raises(KitError, match=why):
        note(case, words, **on)
    assert notes_of(case) == []


def test_a_broken_line_of_notes_is_named(case):
    note(case, "fine", now=NOW)
    path = case.folder / "notes.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{no\n", encoding="utf-8")
    with pytest.raises(CaseError, match=r"notes\.jsonl: line 2"):
        notes_of(case)


@pytest.mark.parametrize("words", hostile.STRINGS)
def test_hostile_words_do_nothing_in_remarks_and_tables(words):
    """Neither as a remark nor as a cell or a column name do they become an element or an attribute."""
    answer = Answer([words], ["VARCHAR"], [(words,)])
    seen = hostile.elements(str(markdown(words)) + tables.answer_html(answer, "t"))
    assert seen <= {
        "p", "em", "strong", "ul", "ol", "li", "pre", "code", "h4", "br", "hr", "del", "blockquote",
        "table", "thead", "tbody", "tr", "th", "td", "div",
    }  # fmt: skip
    assert hostile.attributes(str(markdown(words))) == set()
    assert words in hostile.text_of(tables.answer_html(answer, "t"))


def test_an_interactive_shell_has_the_cell_magic(case, monkeypatch):
    from IPython.core.completer import provisionalcompleter
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    bench._state.clear()
    bench.install()
    try:
        bench.opened(case)
        shell.user_ns["name"] = "ListRoles"
        done = shell.run_cell("%%sql mine\nselect event_name from events where event_name = $name")
        assert done.result.rows == [("ListRoles",)]
        assert shell.user_ns["mine"] is done.result
        with provisionalcompleter():
            found = list(shell.Completer.completions("%%sql\nselect count(*) from even", 31))
        assert "events" in {each.text for each in found}
        assert isinstance(shell.run_cell("%%sql\ndrop table events").error_in_exec, UsageError)
    finally:
        bench._state.clear()
    assert len(sql(case, "from events").rows) == 3


def test_the_copy_of_a_case_carries_its_notes_and_questions(case, tmp_path):
    note(case, "stays", now=NOW)
    save(case, "mine", "select 1 as one")
    moved = tmp_path / "elsewhere"
    shutil.copytree(case.folder, moved)
    there = open_case(moved)
    assert [made["text"] for made in notes_of(there)] == ["stays"]
    assert ask(there, "mine").rows == [(1,)]
