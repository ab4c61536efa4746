"""The customer's report: customer_report is run on the case, and what it showed becomes one HTML file in
CASE/out.

Reports are numbered. Beside report-<NNN>-<lang>.html stands report-<NNN>.json with the figures it says, so
that the next one can list each that changed. The same evidence in the other language keeps the number.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.case import LANGUAGES, Case, as_case
from kit.errors import CaseError, UsageError
from kit.report.changes import change_blocks
from kit.report.page import page, read_blocks, unmade
from kit.report.run import run_notebooks

_NUMBERED = re.compile(r"^report-(\d{3,})\.json$")


def report(case: Case | str | Path, lang: str | None = None, *, now: datetime | None = None) -> Path:
    """Writes the customer's report, CASE/out/report-<NNN>-<lang>.html, and returns its path.

    `lang` is ja or en, the case's own by default; `now` (naive UTC) stamps it. UsageError for another
    language, CaseError when it cannot be written.
    """
    case = as_case(case)
    lang, now = lang or case.language, now or datetime.now(UTC).replace(tzinfo=None)
    if lang not in LANGUAGES:
        raise UsageError(f"lang {lang!r}: unknown; write one of {', '.join(LANGUAGES)}")
    shown = dataclasses.replace(case, language=lang)
    scratch = case.notebooks / f"customer_report-{lang}.ipynb"
    run_notebooks(case, ["customer_report"], lang, [scratch], whole=True)
    blocks = read_blocks(scratch)
    figures = next((block["data"]["values"] for block in blocks if block["kind"] == "figures"), {})
    as_of = next(block["data"]["as_of"] for block in blocks if block["kind"] == "head")
    earlier = _reports(case)
    number, last = _number(earlier, figures, as_of, lang)
    interim = bool(figures.get("open", True)) or bool(unmade(blocks))
    if last is not None and figures:
        blocks = _after_summary(blocks, change_blocks(lang, case.timezone, last, figures))
    words = page(shown, blocks, number=f"{number:03}", made_at=now, interim=interim, lang=lang)
    target = case.out / f"report-{number:03}-{lang}.html"
    record = earlier.get(number, {"number": number, "as_of": as_of, "figures": figures, "files": {}})
    record["files"][target.name] = {
        "made_at": now.isoformat(timespec="seconds") + "Z",
        "interim": interim,
        "sha256": hashlib.sha256(words.encode()).hexdigest(),
    }
    try:
        case.out.mkdir(parents=True, exist_ok=True)
        target.write_text(words, encoding="utf-8")
        beside = case.out / f"report-{number:03}.json"
        beside.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CaseError(f"{target}: cannot be written: {error.strerror}") from None
    return target


def _reports(case: Case) -> dict[int, dict[str, Any]]:
    """Number -> what is kept beside each report. CaseError when one cannot be read."""
    found = {}
    for path in sorted(case.out.glob("report-*.json")):
        if match := _NUMBERED.match(path.name):
            try:
                found[int(match[1])] = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                raise CaseError(
                    f"{path}: is no record of a report; move it away and run kit report again"
                ) from None
    return found


def _number(
    earlier: Mapping[int, dict[str, Any]], figures: dict[str, Any], as_of: str, lang: str
) -> tuple[int, dict[str, Any] | None]:
    """The number of this report, and the one to compare it with.

    The last number is kept where it says the same of the same evidence and has no file in this language yet.
    """
    if not earlier:
        return 1, None
    latest = max(earlier)
    record = earlier[latest]
    same = record["figures"] == figures and record["as_of"] == as_of
    if same and not any(name.endswith(f"-{lang}.html") for name in record["files"]):
        before = [number for number in earlier if number < latest]
        return latest, earlier[max(before)] if before else None
    return latest + 1, record


def _after_summary(blocks: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes stand between the summary and the findings."""
    places = (
        n
        for n, block in enumerate(blocks)
        if block["kind"] == "section" and block["data"]["id"] == "findings"
    )
    place = next(places, len(blocks))
    return [*blocks[:place], *more, *blocks[place:]]
