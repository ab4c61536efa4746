"""The customer's report: customer_report is run on the case, and what it showed becomes one HTML file in
CASE/out.

Reports are numbered. Beside report-<NNN>-<lang>.html stands report-<NNN>.json with the figures it says, so
that the next one can list each that changed. The same evidence in the other language keeps the number.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.case import Case
from kit.errors import CaseError
from kit.report.changes import change_blocks
from kit.report.page import page, read_blocks
from kit.report.run import notebook_names, run

__all__ = ["lab", "make_report", "notebook_names", "run_notebook", "run_notebooks"]
_NUMBERED = re.compile(r"^report-(\d{3,})\.json$")


def run_notebook(case: Case, name: str, lang: str | None = None) -> Path:
    """Executes one notebook into CASE/notebooks. UsageError when there is none of that name."""
    return run(case, [name], lang or case.language)[0]


def run_notebooks(case: Case, names: list[str], lang: str | None = None) -> list[Path]:
    """Executes notebooks in order into CASE/notebooks."""
    return run(case, names, lang or case.language)


def make_report(case: Case, lang: str | None = None, *, now: datetime) -> Path:
    """Writes CASE/out/report-<NNN>-<lang>.html and returns it. `now` (naive UTC) stamps it."""
    lang = lang or case.language
    shown = dataclasses.replace(case, language=lang)
    scratch = case.notebooks / f"customer_report-{lang}.ipynb"
    run(case, ["customer_report"], lang, [scratch])
    blocks = read_blocks(scratch)
    figures = next(block["data"]["values"] for block in blocks if block["kind"] == "figures")
    as_of = next(block["data"]["as_of"] for block in blocks if block["kind"] == "head")
    earlier = _reports(case)
    number, last = _number(earlier, figures, as_of, lang)
    if last is not None:
        blocks = _after_summary(blocks, change_blocks(lang, case.timezone, last, figures))
    words = page(shown, blocks, number=f"{number:03}", made_at=now, interim=bool(figures["open"]), lang=lang)
    target = case.out / f"report-{number:03}-{lang}.html"
    record = earlier.get(number, {"number": number, "as_of": as_of, "figures": figures, "files": {}})
    record["files"][target.name] = {
        "made_at": now.isoformat(timespec="seconds") + "Z",
        "interim": bool(figures["open"]),
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
    place = next(
        n
        for n, block in enumerate(blocks)
        if block["kind"] == "section" and block["data"]["id"] == "findings"
    )
    return [*blocks[:place], *more, *blocks[place:]]


def lab(case: Case, *, browser: bool = True) -> int:
    """JupyterLab on CASE/notebooks: every notebook in the case's language, pointed at the case. Its exit
    code.

    A copy that is there already, run or edited, stays as it is.
    """
    import subprocess
    import sys

    import nbformat

    from kit.report.run import load

    case.notebooks.mkdir(parents=True, exist_ok=True)
    for name in notebook_names():
        target = case.notebooks / f"{name}.ipynb"
        if not target.exists():
            book = load(name, case.language)
            for cell in book.cells:
                if "parameters" in cell.metadata.get("tags", ()):
                    cell.source = 'case = ".."'
            nbformat.write(book, target)
    words = [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={case.notebooks.resolve()}"),
        *("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
        "--LabApp.extension_manager=readonly",  # evidence is open in there: the page asks nobody outside
    ]
    if getattr(os, "geteuid", lambda: 1)() == 0:  # in a container there is often no other user
        words.append("--allow-root")
    settings = os.pathsep.join(
        filter(
            None,
            [str(Path(__file__).parent.parent / "notebook" / "lab"), os.environ.get("JUPYTER_CONFIG_PATH")],
        )
    )
    return subprocess.call(
        [*words, *([] if browser else ["--no-browser"])], env={**os.environ, "JUPYTER_CONFIG_PATH": settings}
    )
