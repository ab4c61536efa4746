"""The analyst's word on whose calls these are: written into case.toml, derived anew, and what it moved.

A verdict that speaks of no call of the evidence is not written: nobody could see what it does, and it would
judge later evidence unseen. Networks of the owner's that are known beforehand belong under [owner].
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis import derive, standing_findings
from kit.analysis.actors import undecided, verdicts
from kit.case import Case, Verdict, add_verdict, drop_verdict, verdict_of
from kit.errors import BusyError, UsageError
from kit.store import database, run
from kit.texts import moment, number, text

if TYPE_CHECKING:
    import duckdb

# Whom a verdict may name on the command line and in a notebook.
ACTORS = ("intruder", "owner", "unclear")
_ORDER = (
    ("intruder", "certain"), ("intruder", "likely"), ("owner", "certain"), ("owner", "likely"),
    ("unclear", None), ("aws", "certain"), ("kit", "certain"), ("kit", "likely"),
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How the case is judged: `calls` by (actor, certainty), how many findings, and the third party's first
    act (naive UTC)."""

    calls: Mapping[tuple[str, str | None], int]
    findings: int
    first_act: datetime | None
    first_event_id: str | None


@dataclass(frozen=True)
class Moved:
    """What a verdict, or its end, moved.

    `calls` counts those that it speaks of, `written` says whether case.toml was changed, and `outcome` why or
    why not: said, changed, same, undone, no-match, event-outside, event-unknown, none-to-undo. `case` is the
    case as it is now.
    """

    case: Case
    verdict: Verdict | None
    outcome: str
    calls: int
    before: Standing
    after: Standing

    @property
    def written(self) -> bool:
        """Whether case.toml was changed."""
        return self.outcome in ("said", "changed", "undone")

    def lines(self, lang: str | None = None) -> list[str]:
        """What was done and what moved, in `lang` or the case's own language."""
        return list(_lines(self, lang or self.case.language))

    def __str__(self) -> str:
        return "\n".join(self.lines())

    __repr__ = __str__


def decide(
    case: Case, names: int | Mapping[str, str], actor: str | None, note: str = "", *, undo: bool = False
) -> Moved:
    """Writes a verdict, or takes one back, and says what that moved.

    `names` is the number of a visit (question `visits`), or what the verdict names: network, agent, tool,
    credential, event. Nothing named and `undo` takes back the last one. UsageError for a visit that is not
    there or words that make no verdict.
    """
    if not undo and actor not in ACTORS:
        raise UsageError(f"verdict {actor!r}: write one of {', '.join(ACTORS)}")
    with _opened(case) as con:
        derive.ensure(con, case)
        before = standing(con, case)
        verdict = _verdict(con, case, names, actor or "unclear", note, undo=undo)
        calls = verdicts.matched(con, verdict) if verdict else 0
        outcome = _outcome(con, case, verdict, calls, undo=undo)
    if verdict is None or outcome not in ("said", "changed", "undone"):
        return Moved(case, verdict, outcome, calls, before, before)
    renewed = drop_verdict(case, verdict) if undo else add_verdict(case, verdict)
    with _opened(renewed) as con:
        derive.ensure(con, renewed)
        return Moved(renewed, verdict, outcome, calls, before, standing(con, renewed))


def left_to_decide(case: Case) -> tuple[int, int]:
    """How many networks decide how many calls that are not certain yet (question `visits`)."""
    with derive.opened(case) as con:
        return (0, 0) if derive.failures(con) else undecided(con)


def standing(con: duckdb.DuckDBPyConnection, case: Case) -> Standing:
    """How the case is judged as its derived tables are."""
    calls = {(actor, sure): count for actor, sure, count in run(con, questions.step("judged_calls")).rows}
    ((at, event_id),) = run(con, questions.step("first_act_seen")).rows
    # To rank the findings takes longer than the rest: those of the last verdict are still known.
    findings = len(standing_findings.standing(con, case))
    return Standing(calls, findings, at, event_id)


@contextlib.contextmanager
def _opened(case: Case) -> Generator[duckdb.DuckDBPyConnection]:
    """For writing, so that what is made stays; read-only while another process collects, or without
    evidence."""
    with contextlib.ExitStack() as held:
        if case.database.exists():
            with contextlib.suppress(BusyError):
                yield held.enter_context(database.writing(case, wait=5))
                return
        yield held.enter_context(database.reading(case))


def _verdict(
    con: duckdb.DuckDBPyConnection,
    case: Case,
    names: int | Mapping[str, str],
    actor: str,
    note: str,
    *,
    undo: bool,
) -> Verdict | None:
    if isinstance(names, int):
        shown = verdicts.visits(con, case, {}).dicts()
        named = verdicts.names_of(shown, names)
        if not named:
            raise UsageError(
                f"visit {names}: there is none; `kit ask {case.folder} visits` numbers {len(shown)}"
            )
        return verdict_of(actor, note, **named)
    given = {kind: value for kind, value in names.items() if value}
    if given:
        made = verdict_of(actor, note, **given)
        if made.kind == "event":
            ids = {row["event_id"] for row in verdicts.events(con, made.value)}
            if len(ids) > 1:
                raise UsageError(f"event {made.value}: several ids begin so; give more of it")
            made = verdict_of(actor, note, event=next(iter(ids), None) or made.value)
        return made
    if not undo:
        raise UsageError("verdict: name the row of `visits`, or a network, agent, tool, credential or event")
    return case.verdicts[-1] if case.verdicts else None


def _outcome(
    con: duckdb.DuckDBPyConnection, case: Case, verdict: Verdict | None, calls: int, *, undo: bool
) -> str:
    known = next((each for each in case.verdicts if verdict and each.names == verdict.names), None)
    if undo:
        return "undone" if known else "none-to-undo"
    if verdict and verdict.kind == "event" and not calls:
        return "event-outside" if verdicts.events(con, verdict.value) else "event-unknown"
    if not calls:
        return "no-match"
    return "said" if known is None else "same" if known == verdict else "changed"


def _lines(moved: Moved, lang: str) -> Iterator[str]:
    zone, verdict = moved.case.timezone, moved.verdict
    facts = {
        "what": f"{verdict.kind} {verdict.words}" if verdict else "",
        "actor": text(lang, f"actor-{verdict.actor}") if verdict else "",
        "calls": number(lang, moved.calls),
        "case": str(moved.case.folder),
    }
    yield text(lang, f"verdict-{moved.outcome}", **facts)
    if not moved.written:
        return
    before, after = moved.before, moved.after
    parts = [
        text(
            lang,
            "verdict-moved-part",
            who=text(lang, f"actor-{actor}") + (text(lang, "verdict-likely") if sure == "likely" else ""),
            before=number(lang, before.calls.get((actor, sure), 0)),
            after=number(lang, after.calls.get((actor, sure), 0)),
        )
        for actor, sure in _ORDER
        if before.calls.get((actor, sure), 0) != after.calls.get((actor, sure), 0)
    ]
    if parts:
        yield text(lang, "verdict-moved-calls", parts=("、" if lang == "ja" else "; ").join(parts))
    else:
        yield text(lang, "verdict-moved-nothing")
    counts = {"before": number(lang, before.findings), "after": number(lang, after.findings)}
    yield text(lang, "verdict-moved-findings", **counts)
    none = text(lang, "verdict-no-first-act")
    yield text(
        lang,
        "verdict-moved-first-act",
        before=moment(lang, before.first_act, zone) if before.first_act else none,
        after=moment(lang, after.first_act, zone) if after.first_act else none,
    )
