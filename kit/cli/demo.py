"""`kit demo`: makes the demo incident and goes the whole way with it, as an analyst would."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kit.errors import CaseError, UsageError

Say = Callable[[str], None]


def demo(folder: Path, *, events: int, seed: int, shape: str, only_make: bool, say: Say) -> int:
    """Evidence in `folder`/evidence, the case in `folder`/case; returns the exit code.

    CaseError when the folder holds something already, UsageError for an unknown shape or size.
    """
    from kit.demo import SHAPES, make

    if shape not in SHAPES:
        raise UsageError(f"--shape {shape!r}: unknown; write one of {', '.join(SHAPES)}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"{folder}: is not empty; name another folder")
    started = time.monotonic()
    made = make(folder / "evidence", seed=seed, events=events, shape=shape)
    say(
        f"evidence   {folder / 'evidence'}: {made.events:,} events in {made.files:,} files, {_since(started)}"
    )
    if only_make:
        return 0
    return _whole_way(folder, made, say)


def _whole_way(folder: Path, made, say: Say) -> int:
    from kit import collect, new_case, open_case, report
    from kit.case import machine_language
    from kit.integrity import verify
    from kit.report import notebook_names, run_notebooks

    now = datetime.now(UTC).replace(tzinfo=None)
    evidence, started = folder / "evidence", time.monotonic()
    notice = evidence / "notice_ja.eml"
    case = new_case(
        folder / "case",
        now=now,
        notice=notice if notice.exists() else None,
        keys=made.truth.get("leaked_keys", ()),
        principals=made.truth.get("leaked_principals", ()),
        customer=made.truth["customer"],
        lang=machine_language(os.environ) or "ja",
        timezone="Asia/Tokyo",
    )
    say(f"case       {case.folder}: {', '.join(case.keys + case.principals)}")
    sources = [evidence / name for name in ("trail", "cost_explorer", "cur2")]
    summary = collect(case, *filter(Path.exists, sources), now=now)
    for line in summary.lines():
        say(f"collect    {line}")
    _hunted(case, evidence, say)
    case = open_case(case.folder)
    _, sound = verify(case)
    say(f"verify     {'vault sound' if sound else 'ALTERED OR MISSING, see kit verify'}")
    say(f"decide     {_left(case)}")
    answered = _ask_all(case, say)
    books = run_notebooks(case, [name for name in notebook_names() if name != "customer_report"])
    say(f"notebooks  {len(books)} in {case.notebooks}")
    reports = [report(case, lang, now=now) for lang in ("en", "ja")]
    _drafts(case, now)
    say(f"drafts     {case.out / 'plan.txt'}, {case.out / 'reply.txt'}")
    say(f"done       {answered} questions answered, {_since(started)}")
    for path in reports:
        say(f"report     {path}")
    word = _own_name()
    say(f"next       {word} lab {case.folder}   or   {word} ask {case.folder} findings")
    return 0 if sound else 4


def _hunted(case, evidence: Path, say: Say) -> None:
    """The repository that the notice names, searched for the key, where there is one."""
    from kit.demo import REPOSITORY
    from kit.hunt import hunt

    if (evidence / REPOSITORY).exists():
        for search in hunt(case, evidence / REPOSITORY):
            for line in search.lines():
                say(f"hunt       {line}")


def _left(case) -> str:
    """What is left for the analyst to decide."""
    from kit.cli import looks

    return looks.to_decide(case) or f"every call is certain; whose they are: kit ask {case.folder} visits"


def _own_name() -> str:
    """How to call the kit from here: `kit` where the shell finds it, else the path it was started by."""
    found = shutil.which("kit")
    started = Path(sys.argv[0])
    return "kit" if found and Path(found).resolve() == started.resolve() else str(started)


def _ask_all(case, say: Say) -> int:
    from kit import questions
    from kit.analysis import ask
    from kit.store import database

    count = 0
    with database.reading(case) as con:
        for question in questions.questions():
            if any(item.required for item in question.params.values()):
                continue
            answer = ask(case, question.name, con=con)
            count += 1
            if question.name == "findings":
                for row in answer.dicts():
                    say(f"finding    [{row['severity']}] {row['title']}")
    return count


def _drafts(case, now: datetime) -> None:
    from kit.library import plan_text, reply

    (case.out / "plan.txt").write_text(plan_text(case, now=now), encoding="utf-8")
    (case.out / "reply.txt").write_text(reply(case, now=now), encoding="utf-8")


def _since(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"
