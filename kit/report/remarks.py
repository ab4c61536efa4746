"""The analyst's remarks: notes by `kit note`, and what they wrote into notebooks. The report carries them.

A note is a line of CASE/notes.jsonl, written once and synced: on a section, a finding, an event or it all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.analysis import ask
from kit.case import Case, as_case
from kit.errors import CaseError, UsageError
from kit.report.blocks import Block, section
from kit.report.books import load, own_words
from kit.store import record
from kit.texts import moment, text
from kit.window import parse_time, utc_text

# Sections of the report that a note may speak of.
SECTIONS = (
    "summary", "findings", "timeline", "attribution", "credentials", "principals", "resources", "spend",
    "unknown", "steps", "leak", "prevention",
)  # fmt: skip
LONGEST = 20_000


def note(
    case: Case | str | Path,
    words: str,
    /,
    *,
    event: str = "",
    finding: str = "",
    section: str = "",
    now: datetime | None = None,
) -> dict[str, str]:
    """Adds a remark to the case that the report carries, and returns it as it was written.

    It speaks of one `event` (the beginning of an id does), a `finding` (its id or its number in the answer),
    a `section` of the report, or the whole. Markdown is shown as such. `now` (naive UTC) stamps it.
    UsageError where there are no words, or nothing of that name to speak of.
    """
    case = as_case(case)
    on = {
        name: value for name, value in (("event", event), ("finding", finding), ("section", section)) if value
    }
    if not words.strip():
        raise UsageError("note: has no words; write what the report is to say")
    if len(words) > LONGEST:
        raise UsageError(f"note: is longer than {LONGEST:,} characters; put it into a notebook")
    if len(on) > 1:
        raise UsageError("note: give one of event, finding and section")
    if section and section not in SECTIONS:
        raise UsageError(f"note: section {section!r}: there is none; write one of {', '.join(SECTIONS)}")
    if event:
        on["event"] = record(case, event).event_key
    if finding:
        on["finding"] = _finding(case, str(finding))
    at = (now or datetime.now(UTC).replace(tzinfo=None)).replace(microsecond=0)
    made = {"at": utc_text(at), "text": words.strip(), **on}
    notes_of(case)  # a file that cannot be read is said before it grows
    path = case.folder / "notes.jsonl"
    try:
        with path.open("ab") as stream:
            stream.write(json.dumps(made, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise CaseError(f"{path}: cannot be written: {error.strerror}") from None
    return made


def notes_of(case: Case) -> list[dict[str, str]]:
    """Every note of the case, in the order of writing. CaseError for a line that is none."""
    path = case.folder / "notes.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: cannot be read: {error}") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            made = json.loads(line)
            parse_time(made["at"])
            found.append({name: str(value) for name, value in made.items()} | {"text": str(made["text"])})
        except (ValueError, KeyError, TypeError, AttributeError, UsageError):
            raise CaseError(f"{path}: line {number} is no note; mend it or take it out") from None
    return found


def remark_section(case: Case) -> list[Block]:
    """All remarks that stand at no section: on the whole, on findings and events, and those of notebooks."""
    lang = case.language
    notes = [each for each in notes_of(case) if not each.get("section")]
    titles = _titles(case) if any(each.get("finding") for each in notes) else {}
    entries = [_entry(case, each, _about(lang, each, titles)) for each in notes]
    for name, words in own_words(case):
        entries.append({"about": _heading(name, lang), "at": "", "text": words, "event_ids": []})
    if not entries:
        return []
    lead = text(lang, "report-remarks-lead")
    return [section(lang, "remarks", lead), Block("remarks", {"heading": "", "entries": entries}, lang)]


def remarks_at(case: Case, names: Iterable[str]) -> list[Block]:
    """The notes on these sections, as they stand at their end."""
    wanted = set(names)
    entries = [_entry(case, each, "") for each in notes_of(case) if each.get("section") in wanted]
    if not entries:
        return []
    heading = text(case.language, "report-remarks")
    return [Block("remarks", {"heading": heading, "entries": entries}, case.language)]


def _entry(case: Case, made: dict[str, str], about: str) -> dict[str, Any]:
    return {
        "about": about,
        "at": moment(case.language, parse_time(made["at"]), case.timezone, seconds=False),
        "text": made["text"],
        "event_ids": [made["event"]] if made.get("event") else [],
    }


def _about(lang: str, made: dict[str, str], titles: dict[str, str]) -> str:
    if made.get("finding"):
        title = titles.get(made["finding"])
        return title or text(lang, "report-remark-finding-gone", finding=made["finding"])
    return text(lang, "report-remark-event") if made.get("event") else ""


def _titles(case: Case) -> dict[str, str]:
    return {row["finding_id"]: row["title"] for row in ask(case, "findings", lang=case.language)}


def _finding(case: Case, wanted: str) -> str:
    """The id of a finding, by its id or its number in the answer."""
    names = [row["finding_id"] for row in ask(case, "findings", lang=case.language)]
    if wanted.isdecimal() and 0 < int(wanted) <= len(names):
        return names[int(wanted) - 1]
    if wanted not in names:
        raise UsageError(
            f"note: finding {wanted!r}: there is none; `kit ask {case.folder} findings` has {len(names)},"
            " give the number or the id of one"
        )
    return wanted


def _heading(name: str, lang: str) -> str:
    """The question that a notebook asks, as its first cell says it."""
    first = load(name, lang).cells[0].source.lstrip("# ").split("\n")[0]
    return text(lang, "report-remark-notebook", name=name, title=first)
