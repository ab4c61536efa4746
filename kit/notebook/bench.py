"""The shell of a notebook: `%%sql`, completion in SQL and in names of questions, answers as tables, and an
error of the kit as one line.

All of it is installed when a notebook imports from `kit.notebook`; nothing is sent anywhere.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from typing import Any

from kit import questions
from kit.analysis import Found, own_names
from kit.case import Case
from kit.errors import KitError, UsageError
from kit.library import sql
from kit.notebook import live, tables
from kit.report import part_names
from kit.store import Answer, database, statements
from kit.texts import text

_state: dict[str, Any] = {}
# A statement that is being written: in a cell of %%sql, or in the quotes of sql(case, "...") and save(...).
_CELL = re.compile(r"^\s*%%sql\b[^\n]*\n", re.DOTALL)
_CALL = re.compile(
    r"\b(?:sql|save)\s*\(\s*[\w.]+\s*,\s*(?:[\"'][\w-]+[\"']\s*,\s*)?(\"\"\"|'''|\"|')", re.DOTALL
)
_NAME = re.compile(r"\b(ask|show)\s*\(\s*[\w.]+\s*,\s*[\"']([\w]*)$")
_WORD = re.compile(r"(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)?$")
_FROM = re.compile(r"\b(?:from|join)\s+([A-Za-z_]\w*)(?:\s+(?:as\s+)?([A-Za-z_]\w*))?", re.IGNORECASE)
_AFTER = {
    "on",
    "using",
    "where",
    "group",
    "order",
    "join",
    "left",
    "inner",
    "cross",
    "limit",
    "union",
    "asof",
}
_KEYWORDS = (
    "select", "from", "where", "group by", "order by", "limit", "join", "left join", "using", "with",
    "count(*)", "having", "distinct", "between", "is null", "is not null", "ilike", "union all", "case when",
)  # fmt: skip


def opened(case: Case) -> None:
    """The case that `%%sql` asks from now on; where somebody looks on, outputs become live."""
    _state["case"] = case
    _state.pop("columns", None)
    if live.is_live():
        live.start(case)


def install() -> None:
    """Makes the notebook's shell ready; nothing where there is none, or where it is ready."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None or _state.get("shell") is shell:
        return
    _state["shell"] = shell
    shell.register_magic_function(_sql_cell, magic_kind="cell", magic_name="sql")
    shell.set_custom_exc((KitError,), _one_line)
    shell.Completer.custom_matchers.append(_matcher())
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type(Answer, _answer_html)
    formatter.for_type(Found, _found_html)


def _sql_cell(line: str, cell: str) -> Answer:
    """%%sql [NAME]: the rows of a statement on the case that was opened last, read-only.

    `$name` in it is the variable of that name; with NAME the answer is kept as that variable too.
    """
    name = line.strip()
    if name and not name.isidentifier():
        raise UsageError(f"%%sql {name}: write a name for the answer, or nothing")
    if "case" not in _state:
        raise UsageError("%%sql: no case is open; run the cell with open_case first")
    known = _state["shell"].user_ns
    wanted = statements.parameters_of(cell)
    if missing := [each for each in wanted if each not in known]:
        raise UsageError(f"%%sql: ${missing[0]}: there is no variable of that name; set it in a cell before")
    answer = sql(_state["case"], cell, **{each: known[each] for each in wanted})
    if name:
        known[name] = answer
    return answer


def _one_line(shell: Any, kind: type, error: KitError, trace: Any, tb_offset: int | None = None) -> None:
    """What is the analyst's to mend is a line, not a traceback; the cell has failed all the same."""
    shell._showtraceback(kind, error, [f"\x1b[31m{text_of(error)}\x1b[0m"])


def text_of(error: KitError) -> str:
    """The line of an error, without a mark that a terminal would obey."""
    return "".join(mark if mark.isprintable() else " " for mark in str(error))


def _answer_html(answer: Answer) -> str:
    name = live.keep(tables.rows_of_answer(answer)) if live.is_live() else ""
    return tables.answer_html(answer, name)


def _found_html(found: Found) -> str:
    """What `find` found: how many calls, by whom, on which days, and the events."""
    lang = _state["case"].language if "case" in _state else "en"
    said = text(lang, "found-count" if found.calls else "found-none", what=found.text, calls=found.calls)
    answers = (found.callers, found.days, found.events) if found.calls else ()
    return f"<p>{html.escape(said)}</p>" + "".join(map(_answer_html, answers))


def _matcher() -> Any:
    from IPython.core.completer import SimpleCompletion, context_matcher

    @context_matcher()
    def kit_matcher(context: Any) -> dict[str, Any]:
        lines = context.full_text.split("\n")
        before = "\n".join(
            [*lines[: context.cursor_line], lines[context.cursor_line][: context.cursor_position]]
        )
        fragment, found = completions(before, context.full_text)
        made = [SimpleCompletion(text=word, type=kind) for word, kind in found]
        # Nothing of Python's is meant inside a statement.
        return {"completions": made, "matched_fragment": fragment, "suppress": bool(made), "ordered": True}

    return kit_matcher


def completions(before: str, whole: str) -> tuple[str, list[tuple[str, str]]]:
    """What may stand at the cursor: the beginning that is written, and (word, kind) of each continuation.

    `before` is the cell up to the cursor, `whole` all of it. In SQL: tables, views, their columns and
    keywords; in `ask(case, "` names of questions, in `show(case, "` parts.
    """
    if named := _NAME.search(before):
        names = question_names() if named[1] == "ask" else part_names()
        return named[2], [(name, "question") for name in names if name.startswith(named[2])]
    statement = _statement(before)
    if statement is None or not (word := _WORD.search(statement)):
        return "", []
    table, begun = word[1], word[2] or ""
    known = _columns()
    mentioned = dict(_mentioned(whole))
    if table:
        columns = known.get(mentioned.get(table, table), [])
        return begun, [(name, "column") for name in columns if name.startswith(begun)]
    found = [
        (name, "column") for relation in dict.fromkeys(mentioned.values()) for name in known.get(relation, [])
    ]
    wants_table = re.search(r"\b(?:from|join)\s+\w*$", statement, re.IGNORECASE)
    relations = [(name, "table") for name in sorted(known)]
    found = relations if wants_table else [*found, *relations, *((word, "keyword") for word in _KEYWORDS)]
    return begun, list(dict.fromkeys(each for each in found if each[0].lower().startswith(begun.lower())))


def question_names() -> list[str]:
    """Every question that may be asked of the open case."""
    own = own_names(_state["case"]) if "case" in _state else []
    return [*questions.question_names(), *own]


def _statement(before: str) -> str | None:
    """The SQL that is being written at the end of this text; None where it is none."""
    if cell := _CELL.match(before):
        return before[cell.end() :]
    calls = list(_CALL.finditer(before))
    if calls and calls[-1][1] not in before[calls[-1].end() :]:
        return before[calls[-1].end() :]
    return None


def _mentioned(whole: str) -> Iterator[tuple[str, str]]:
    """(name or alias, relation) of each table that a statement reads."""
    for found in _FROM.finditer(whole):
        yield found[1], found[1]
        if found[2] and found[2].lower() not in _AFTER:
            yield found[2], found[1]


def _columns() -> dict[str, list[str]]:
    """Relation -> its columns, of the open case; read once."""
    if "case" not in _state:
        return {}
    if "columns" not in _state:
        with database.reading(_state["case"]) as con:
            _state["columns"] = statements.columns_of_relations(con)
    return _state["columns"]
