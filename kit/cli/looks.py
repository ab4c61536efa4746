"""What an analyst looks for and says: `kit find`, `kit verdict`, and the line on what is left to say."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kit.case import Case
from kit.cli import formats, output
from kit.errors import UsageError


def verdict(
    case: Path, words: Sequence[str], names: Mapping[str, str], note: str, *, undo: bool, lang: str | None
) -> None:
    """`kit verdict`: a number of a visit and an actor, in this order, either may be missing."""
    from kit import verdict

    output.language(lang)
    *numbers, last = words or [""]
    if last.isdecimal():
        numbers, last = [*numbers, last], ""
    if len(numbers) > 1 or not all(each.isdecimal() for each in numbers):
        raise UsageError(f"verdict: {' '.join(words)!r}: write the number of a visit, then whose it is")
    if numbers and any(names.values()):
        raise UsageError("verdict: give the number of a visit, or what names the calls, not both")
    visit = int(numbers[0]) if numbers else None
    moved = verdict(case, visit, last or None, note=note, undo=undo, **names)
    for line in moved.lines(lang):
        sys.stdout.write(formats.clean(line) + "\n")


def find(case: Case, text: str, limit: int | None, format: str, lang: str | None, file: Path | None) -> None:
    """`kit find`: counts by caller and day, then events; in other formats than a table the events alone."""
    from kit import find
    from kit.texts import text as words

    output.checked(format)
    output.language(lang)
    found = find(case, text, limit=limit)
    if format != "table" or file is not None:
        output.answer(found.events, format, file)
        return
    lang = lang or case.language
    said = "found-count" if found.calls else "found-none"
    sys.stdout.write(formats.clean(words(lang, said, what=text, calls=found.calls)) + "\n")
    if not found.calls:
        return
    for rows in (found.callers, found.days, found.events):
        sys.stdout.write("\n")
        output.answer(rows, "table")
    if len(found.events) < found.calls:
        line = words(lang, "found-shown", shown=len(found.events), calls=found.calls)
        sys.stdout.write(formats.clean(line) + "\n")


def note(case: Path, words: str, names: Mapping[str, str], listed: bool) -> None:
    """`kit note`: writes it and says where the report will have it, or lists what there is."""
    from kit import note, open_case

    if listed:
        _notes(open_case(case))
        return
    event, finding, section = (names[name] for name in ("event", "finding", "section"))
    made = note(case, words, event=event, finding=finding, section=section)
    on = next(
        (f"{name} {made[name]}" for name in ("event", "finding", "section") if name in made), "the report"
    )
    sys.stdout.write(formats.clean(f"noted on {on}; next: kit report {case}") + "\n")


def _notes(case: Case) -> None:
    """`kit note --list`: every note, the first one first."""
    from kit.report import notes_of

    for made in notes_of(case):
        on = " ".join(f"{name} {made[name]}" for name in ("event", "finding", "section") if name in made)
        sys.stdout.write(
            formats.clean(f"{made['at']}  {on or 'report'}  {' '.join(made['text'].split())}") + "\n"
        )


def run(case: Case, notebook: str | None, given: Sequence[str], *, quiet: bool) -> int:
    """`kit run`: the notebooks, with values for their parameters; 3 where a cell of the analyst's failed."""
    from kit.report import failed_cells, notebook_names, run_notebooks

    parameters = dict(word.split("=", 1) for word in given if "=" in word)
    if wrong := next((word for word in given if "=" not in word), None):
        raise UsageError(f"-p {wrong!r}: write it as name=value")
    names = [notebook] if notebook else notebook_names()
    if parameters and not notebook:  # the customer's report is of the whole case
        names.remove("customer_report")
    failed = []
    for path in run_notebooks(case, names, parameters=parameters):
        failed += failed_cells(path)
        if not quiet:
            sys.stdout.write(f"{path}\n")
    for line in failed:
        sys.stderr.write(f"kit: {formats.clean(line)}\n")
    return 3 if failed else 0


def to_decide(case: Case) -> str:
    """The line that tells how many networks decide how many calls; empty where nothing is left to decide."""
    from kit.analysis import left_to_decide

    return output.decides(case, *left_to_decide(case))


def next_steps(case: Case) -> list[str]:
    """What to do after a collection: what is not complete, then what is to be decided, else the findings."""
    from kit.analysis import standing
    from kit.texts import text

    facts, folder = standing(case), str(case.folder)
    said = [] if facts["complete"] else [text(case.language, "next-status", case=folder)]
    decide = to_decide(case)
    said.append(decide or text(case.language, "next-findings", case=folder))
    return [formats.clean(line) for line in said]


def export(case: Case, format: str, question: str, file: Path | None) -> None:
    """`kit export`: where the file is; on stderr what could not be in it."""
    from kit import export

    made = export(case, format, question=question, file=file)
    if left := made.left_out():
        sys.stderr.write(f"{left}\n")
    sys.stdout.write(formats.clean(str(made)) + "\n")
