"""The analyst's own questions: SQL files in CASE/queries, with the front matter of ours, asked like ours."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from kit import questions
from kit.case import Case
from kit.errors import CaseError, UsageError
from kit.store import database, statements

_NAME = re.compile(r"^[a-z][a-z0-9_]{0,59}$")


def own_names(case: Case) -> list[str]:
    """Names of the questions that the analyst saved in this case."""
    return sorted(path.stem for path in (case.folder / "queries").glob("*.sql"))


def own_question(case: Case, name: str) -> questions.Query | None:
    """The analyst's question of that name; None where there is none. QueryError where its file is off."""
    path = case.folder / "queries" / f"{name}.sql"
    return questions.read_question(path) if _NAME.match(name) and path.is_file() else None


def save(
    case: Case, name: str, statement: str, *, question: str = "", grain: str = "", replace: bool = False
) -> Path:
    """Writes an own statement into the case as the question `name`, and returns its file.

    `question` says what it answers, `grain` what one row is. Its `$name`s become parameters (text; null by
    default). UsageError for a name that is none or is taken, a statement that does not run or does more than
    read, and where the case holds a question of that name and `replace` is not given.
    """
    if not _NAME.match(name):
        raise UsageError(f"save {name!r}: is no name of a question; write small letters, digits and _")
    if name in questions.question_names() or name in questions.view_names():
        raise UsageError(f"save {name!r}: the kit has a question or a view of that name; take another")
    path = case.folder / "queries" / f"{name}.sql"
    if path.exists() and not replace:
        raise UsageError(f"save {name!r}: {path} is there already; take another name, or replace=True")
    statement = statement.strip().rstrip(";").strip()
    with database.reading(case) as con:
        reads, parameters = statements.checked(con, statement)
    facts = {
        "title": question or name.replace("_", " "),
        "question": question or name.replace("_", " "),
        "grain": grain or "one row as the statement gives it",
        "reads": reads,
    }
    lines = [f"-- {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    if parameters:
        lines += ["-- params:", *(f"--   {each}: {{type: varchar, default: null}}" for each in parameters)]
    # An empty line ends the front matter: remarks of the analyst's above the statement are theirs.
    content = "\n".join([*lines, "", statement, ""])
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_text(content, encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise CaseError(f"{path}: cannot be written: {error.strerror}") from None
    return path
