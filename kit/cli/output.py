"""Shows answers, status, records and drafts: the verbs that only read a case."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.cli import formats
from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.store import Answer


MOST_ROWS = 50  # of a table on a terminal; --all shows every row
_NOT_WRITTEN = (".xlsx", ".xls", ".xlsm", ".ods")
_KINDS = {"timestamp": "time; write it like 2026-03-22 or 2026-03-22T10:00", "integer": "whole number",
          "bigint": "whole number", "double": "number", "decimal": "number"}  # fmt: skip
_LISTS = {("ledger_items", "status"): ("ledger.status",)}  # parameters whose list has another name


def checked(format: str, known: tuple[str, ...] = formats.FORMATS) -> str:
    """The format if it is one; UsageError otherwise."""
    if format not in known:
        raise UsageError(f"--format {format!r}: unknown; write one of {', '.join(known)}")
    return format


def answer(rows: Answer, format: str, output: Path | None = None, *, all_: bool = True) -> None:
    """Writes an answer to the screen or to a file. Parquet needs --output; unless `all_`, a table on a
    terminal stops after 50 rows and says so."""
    _writable(output)
    if format == "parquet":
        if output is None:
            raise UsageError("--format parquet: is binary; name the file with --output FILE")
        formats.write_parquet(rows, output)
        return
    with _stream(output) as stream:
        if format == "json":
            formats.write_json(rows, stream)
        elif format == "csv":
            formats.write_csv(rows, stream)
        else:
            from kit.cli.table import write_table

            write_table(rows, stream, most=None if all_ or not stream.isatty() else MOST_ROWS)


def _writable(output: Path | None) -> Path | None:
    """The file itself. UsageError for one of a kind that the kit does not write."""
    if output is not None and output.suffix.lower() in _NOT_WRITTEN:
        raise UsageError(
            f"{output}: the kit writes no {output.suffix}; a spreadsheet opens --format csv (name it .csv)"
        )
    return output


@contextmanager
def _stream(output: Path | None):
    if output is None:
        with suppress(BrokenPipeError):  # `kit ask ... | head` is no error
            yield sys.stdout
            sys.stdout.flush()
        return
    from kit.store import opened

    with opened(output) as stream:
        yield stream


def ask(
    case: Case,
    name: str,
    params: Iterable[str],
    format: str,
    lang: str | None,
    output: Path | None,
    *,
    row: int | None = None,
    all_: bool = True,
) -> None:
    """`kit ask`: one question, its parameters given as k=v; `row` shows that row of the answer whole."""
    from kit import ask
    from kit.analysis import ask_json, known

    checked(format)
    language(lang)
    question = known(name, case)
    values = parameters(question.params, params, case.timezone, name)
    if format == "json" and row is None:
        written = ask_json(case, name, values, lang=lang)
        with _stream(_writable(output)) as stream:
            formats.write_json(written, stream)
        return
    rows = ask(case, name, lang=lang, **values)
    if row is not None:
        if row > len(rows):
            raise UsageError(f"{name} {row}: the answer has {len(rows):,} rows; `kit ask` lists them")
        rows.rows = [rows.rows[row - 1]]
    if format != "table" or output is not None:
        answer(rows, format, output)
    elif row is not None:
        from kit.cli.table import write_row

        write_row(rows, row, sys.stdout)
    elif name == "findings" and sys.stdout.isatty():
        from kit.cli.finding_lines import write_findings

        write_findings(rows, sys.stdout, case, lang or case.language)
    else:
        answer(rows, format, all_=all_)


def parameters(known: dict, given: Iterable[str], zone: str, question: str = "") -> dict[str, Any]:
    """Values of `k=v` words, turned into the type that the query names. UsageError for any that does not
    fit, or that no closed list of the vocabulary has."""
    from kit.window import parse_time

    values: dict[str, Any] = {}
    for word in given:
        name, equals, text = word.partition("=")
        if not equals or name not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"-p {word!r}: write one of its parameters as name=value; it has {names}")
        kind = known[name].type
        try:
            if kind == "timestamp":
                values[name] = parse_time(text, zone)
            elif kind in ("integer", "bigint"):
                values[name] = int(text)
            elif kind in ("double", "decimal"):
                values[name] = float(text)
            elif kind.endswith("[]"):
                values[name] = text.split(",")
            else:
                values[name] = _listed(question, name, text)
        except ValueError:
            raise UsageError(f"-p {word!r}: is no {_KINDS.get(kind, kind)}") from None
    return values


def _listed(question: str, name: str, text: str) -> str:
    """The value, where its list is open or holds it."""
    import msgspec

    page = Path(__file__).parents[1] / "vocabulary.yml"
    lists = msgspec.yaml.decode(page.read_bytes(), type=dict[str, list[str]])
    named = _LISTS.get((question, name), (f"{question}.{name}", name))
    listed = next((lists[key] for key in named if key in lists), [])
    if listed and text not in listed:
        raise UsageError(f"-p {name}={text}: unknown; write one of {', '.join(listed)}")
    return text


def language(lang: str | None) -> None:
    """UsageError for a language that is none of the kit's."""
    from kit.case import LANGUAGES

    if lang is not None and lang not in LANGUAGES:
        raise UsageError(f"--lang {lang!r}: unknown; write one of {', '.join(LANGUAGES)}")


def sql(
    case: Case,
    statement: str,
    format: str,
    allow_files: bool,
    output: Path | None,
    seconds: float = 600,
    memory: str = "4GB",
    *,
    all_: bool = True,
) -> None:
    """`kit sql`: the analyst's own statement on a read-only connection."""
    from kit import sql

    checked(format)
    rows = sql(case, statement, allow_files=allow_files, max_seconds=seconds, max_memory=memory)
    answer(rows, format, output, all_=all_)


def questions(format: str, case: Case | None = None) -> None:
    """`kit questions`: name, question and parameters of every query, those that were saved in the case
    first."""
    from kit import Answer, questions
    from kit.analysis import known, own_names

    checked(format)
    own = [known(name, case) for name in own_names(case)] if case else []
    rows = [
        (
            question.name,
            question.question,
            question.grain,
            [
                f"{item.name} {item.type}" + ("" if item.required else " (optional)")
                for item in question.params.values()
            ],
        )
        for question in [*own, *questions.questions()]
    ]
    if format == "table":
        from kit.cli.table import entries

        for line in entries((name, question, params) for name, question, _, params in rows):
            sys.stdout.write(line + "\n")
        return
    answer(
        Answer(["name", "question", "grain", "params"], ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR[]"], rows),
        format,
    )


def status(case: Case, format: str, *, items: bool = False, closing: bool = False) -> None:
    """`kit status`: one summary, with --items one row per item asked for, with --closing one per point."""
    from kit import ask
    from kit.analysis import standing

    checked(format, ("table", "json", "csv"))
    if items and closing:
        raise UsageError("--items and --closing: two answers; write one of them")
    if items or closing:
        answer(ask(case, "closing" if closing else "ledger_items"), format)
        return
    facts = standing(case)
    if format == "json":
        sys.stdout.write(
            json.dumps({name: formats.plain(value) for name, value in facts.items()}, ensure_ascii=False)
            + "\n"
        )
        return
    from kit.cli.table import lines

    for line in lines(facts):
        sys.stdout.write(line + "\n")
    if left := facts["to_decide"]:
        said = decides(case, left["networks"], left["calls"])
        sys.stdout.write(f"{said}\n" if said else "")


def decides(case: Case, networks: int, calls: int) -> str:
    """How many networks decide how many calls, as a line; empty where no call is left to decide."""
    from kit.texts import text

    if not calls:
        return ""
    said = text(case.language, "visits-to-decide", networks=networks, calls=calls, case=str(case.folder))
    return formats.clean(said)


def event(case: Case, event_id: str) -> None:
    """`kit show`: the record's own bytes on stdout, where they lie on stderr."""
    from kit import record

    first = record(case, event_id)
    for place, found in enumerate([first, *first.copies]):
        note = f"{found.origin}  position {found.position}  sha256 {found.sha256}"
        sys.stdout.flush()
        sys.stderr.write(formats.clean(f"{'copy' if place else 'record'} {found.event_key}: {note}") + "\n")
        if place == 0 or found.differs:
            sys.stdout.buffer.write(found.raw + b"\n")


def rebuild(case: Path, quiet: bool) -> int:
    """`kit rebuild`: the tables anew, and what has to be said of the vault. 3 where some of it is gone."""
    from kit.analysis import DONE_IN_PART
    from kit.cli import light_arrow
    from kit.cli.progress import Watch
    from kit.collect import rebuild

    light_arrow.prepare()
    with Watch(not quiet and sys.stderr.isatty()) as watch:
        cautions = rebuild(case, watch=watch)
    for _, sentence in cautions:
        print(sentence, file=sys.stderr)
    return 3 if any(topic in DONE_IN_PART for topic, _ in cautions) else 0


def verify(
    case: Case, format: str, keys: list[str] | None = None, *, seal: bool = False, stamp: Path | None = None
) -> int:
    """`kit verify`: the digest chain, then the vault. 4 when something is altered or missing, else 0."""
    from kit.case import add_digest_keys
    from kit.integrity import seal as seals
    from kit.integrity import verify as verified

    checked(format)
    case = add_digest_keys(case, keys) if keys else case
    now = datetime.now(UTC).replace(tzinfo=None)
    if stamp is not None:
        path, _ = seals.make(case, (), now=now, beside=stamp)
        print(f"laid beside the seal: {path}", file=sys.stderr)
    rows, sound = verified(case)
    answer(rows, format)
    if seal:
        path, sha256 = seals.make(case, seals.problems_of(rows.rows), now=now)
        print(f"sealed: {path}\nsha256 {sha256}: write it down, or sign the file", file=sys.stderr)
    return 0 if sound else 4


def plan(case: Case, lang: str | None, format: str) -> None:
    """`kit plan`: the steps left, as text or as an array of objects."""
    from kit import library

    checked(format, ("table", "json"))
    language(lang)
    if format == "json":
        answer(library.plan(case, lang), format)
    else:
        sys.stdout.write(library.plan_text(case, lang))


def reply(case: Case, lang: str | None, draft: bool) -> None:
    """`kit reply`: the draft to AWS on stdout."""
    from kit import reply

    language(lang)
    sys.stdout.write(reply(case, lang, draft=draft))


def owner_letter(case: Case, lang: str | None, draft: bool) -> None:
    """`kit reply --to-owner`: the questions to the key's owner on stdout. They are asked of an empty case
    too: `draft` changes nothing."""
    from kit import KitError, ask

    language(lang)
    rows = ask(case, "owner_letter", lang=lang).dicts()
    if not rows:
        raise KitError(f"{case.folder}: names no key and no user to ask about; `kit key CASE ID` adds one")
    sys.stdout.write(f"{rows[0]['subject']}\n\n{rows[0]['body']}\n")


def report(case: Path, lang: str | None, pdf: bool) -> None:
    """`kit report`: where it is; with `pdf` the printed one too. Without a browser nothing is begun."""
    import os

    from kit import report as write
    from kit.report import find_browser, print_pdf

    language(lang)
    if pdf:
        find_browser(os.environ)
    made = write(case, lang)
    sys.stdout.write(f"{made}\n")
    if pdf:
        sys.stdout.write(f"{print_pdf(made)}\n")
