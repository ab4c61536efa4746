"""Notebooks as they stand in CASE/notebooks: ours in the case's language, with all that the analyst changed.

A notebook in git is in English; a markdown cell with `kit.text` in its metadata is the message of that id, so
that a copy says the same in the case's language. Each cell that we write carries the hash of its source
(`kit.made`): a cell whose source no longer has it was changed by the analyst and stays as it is, a cell
without one is the analyst's own, and a cell that was written and is gone was taken out on purpose.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.errors import CaseError, UsageError
from kit.questions import content_dir
from kit.texts import text

if TYPE_CHECKING:
    import nbformat

# jsonschema, which nbformat checks notebooks with, compiles the grammars of this library when it is loaded:
# over a second of CPU, for kinds of addresses that no notebook is checked for.
_SLOW = "rfc3987_syntax"
PARAMETERS, INJECTED = "parameters", "injected-parameters"


def notebook_names() -> list[str]:
    """Names of all notebooks, in order."""
    return sorted(path.stem for path in content_dir("notebooks").glob("*.ipynb"))


def import_nbformat() -> None:
    """Loads nbformat without what it does not need; from then on `import nbformat` costs nothing."""
    if "nbformat" in sys.modules or _SLOW in sys.modules:
        return
    # "Not installed", which jsonschema allows for.
    sys.modules[_SLOW] = None  # ty: ignore[invalid-assignment]
    try:
        importlib.import_module("nbformat")
    finally:
        del sys.modules[_SLOW]


def load(name: str, lang: str) -> nbformat.NotebookNode:
    """The notebook `name` with its markdown in `lang`. UsageError when there is none of that name."""
    import_nbformat()
    import nbformat

    if name not in notebook_names():
        raise UsageError(
            f"notebook {name!r}: there is none of that name; there are {', '.join(notebook_names())}"
        )
    book = nbformat.read(content_dir("notebooks") / f"{name}.ipynb", as_version=4)
    for cell in book.cells:
        if message := cell.metadata.get("kit", {}).get("text"):
            cell.source = text(lang, message)
    return book


def book_of(
    case: Case,
    name: str,
    lang: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
) -> nbformat.NotebookNode:
    """The notebook to run on the case: pointed at it, code folded, with all that the analyst changed in it.

    `whole` puts back cells of ours that were taken out. CaseError where the copy is no notebook.
    """
    ours = load(name, lang or case.language)
    for cell in ours.cells:
        if cell.cell_type == "code":
            cell.metadata["jupyter"] = {"source_hidden": True}
        if PARAMETERS in cell.metadata.get("tags", ()):
            cell.source = _assigned(cell.source, {"case": "..", **(parameters or {})})
        cell.metadata["kit"] = {**cell.metadata.get("kit", {}), "made": _hash(cell.source)}
    path = case.notebooks / f"{name}.ipynb"
    if path.exists():
        theirs = read(path)
        known = set(theirs.metadata.get("kit", {}).get("cells", ()))
        ours.cells = _merged(ours.cells, theirs.cells, set() if whole else known)
        if parameters:
            for cell in ours.cells:
                if PARAMETERS in cell.metadata.get("tags", ()):
                    cell.source = _assigned(cell.source, parameters)
    ours.metadata["kit"] = {"cells": [cell.id for cell in load(name, "en").cells]}
    return ours


def read(path: Path) -> nbformat.NotebookNode:
    """A notebook of the case. CaseError, in one line, where the file is none."""
    import_nbformat()
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise CaseError(f"{path}: cannot be read: {error.strerror}; mend its permissions") from None
    except Exception as error:  # nbformat's own errors have no common base
        why = " ".join(str(error).split())[:120]
        raise CaseError(f"{path}: is no notebook ({why}); move it away and run the same again") from None


def write(book: nbformat.NotebookNode, path: Path) -> None:
    """Replaces the file in one step: a killed run leaves the old notebook or the new one."""
    import nbformat
    from nbformat.sign import NotebookNotary

    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(nbformat.writes(book) + "\n", encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise CaseError(f"{path}: cannot be written: {error.strerror}") from None
    NotebookNotary().sign(book)  # made by this user: JupyterLab shows its style as it would show its own


def is_own(cell: Mapping[str, Any]) -> bool:
    """Whether a cell of a copy is the analyst's: theirs from the start, or changed by them."""
    if INJECTED in cell["metadata"].get("tags", ()):
        return False
    made = cell["metadata"].get("kit", {}).get("made")
    return made is None or made != _hash("".join(cell["source"]))


def own_words(case: Case) -> Iterator[tuple[str, str]]:
    """(notebook, Markdown) of every text that the analyst wrote into a notebook of the case."""
    for path in (case.notebooks / f"{name}.ipynb" for name in notebook_names()):
        try:
            book = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # `kit run` says so; a report of the evidence does not wait for it
        if not book.get("metadata", {}).get("kit"):
            continue  # made by an older kit: whose a cell is cannot be told
        for cell in book.get("cells", ()):
            words = "".join(cell.get("source", ""))
            if cell.get("cell_type") == "markdown" and words.strip() and is_own(cell):
                yield path.stem, words


def _merged(ours: list, theirs: list, known: set[str]) -> list:
    """The cells of a copy, ours renewed where they were not changed; new ones of ours after those they
    follow."""
    by_id = {cell.id: cell for cell in ours}
    same = {cell.source for cell in ours}
    made: list = []
    for cell in theirs:
        if INJECTED in cell.metadata.get("tags", ()):
            continue
        mine = by_id.get(cell.id)
        if mine is not None and (not is_own(cell) or cell.source == mine.source):
            made.append(mine)
        elif mine is not None and cell.metadata.get("kit", {}).get("made") is None and not known:
            made.append(mine)  # a copy of an older kit, which marked nothing: ours all the same
        elif is_own(cell) and cell.source not in same:
            made.append(_cleared(cell))
    there = {cell.id for cell in made} | known
    for place, cell in enumerate(ours):
        if cell.id not in there:
            before = {other.id for other in ours[:place]}
            after = [n for n, other in enumerate(made, start=1) if other.id in before]
            made.insert(max(after, default=0), cell)
    return made


def _cleared(cell: Any) -> Any:
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _assigned(source: str, values: Mapping[str, Any]) -> str:
    """A parameters cell with other values; a name that it does not hold is a wrong use."""
    lines, left = [], dict(values)
    for line in source.splitlines():
        name = line.partition("=")[0].strip()
        remark = _remark(line)
        lines.append(f"{name} = {_literal(left.pop(name))}{remark}" if name in left else line)
    if left.keys() - {"case"}:
        known = [line.partition("=")[0].strip() for line in lines if "=" in line]
        raise UsageError(
            f"parameter {min(left)!r}: the notebook has none of that name; it has {', '.join(known)}"
        )
    return "\n".join(lines)


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _remark(line: str) -> str:
    """The remark behind an assignment of a text, with the space before it."""
    for place in (n for n, mark in enumerate(line) if mark == "#"):
        try:
            ast.parse(line[:place])
        except SyntaxError:
            continue
        return line[len(line[:place].rstrip()) :]
    return ""


def _hash(source: str) -> str:
    return hashlib.sha256(source.strip().encode()).hexdigest()[:16]
