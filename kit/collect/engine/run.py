"""From a word of `kit collect`, as `athena:...` or `spark:...`, to an engine, its plan and its items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.collect.engine import budget
from kit.collect.engine.walk import MOST_ROWS, Walk
from kit.errors import UsageError
from kit.sources import Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.case import Case
    from kit.sources import Account, Engine, Item, Pause

# What a walk asks beside its rounds: changes, switches, places, other halves, hours, keys in use, everybody.
_AROUND = 7
_ROUNDS = 8
# Walk, originals, what they name, and once more for an original that could not be had.
_PASSES = 3


def opened(
    word: str,
    account: Callable[[], Account],
    workgroup: str | None = None,
    results: str | None = None,
    signs_in: bool = True,
) -> Engine:
    """The engine behind a word; `signs_in` says whether AWS may be asked for it. UsageError for a word that
    names no table, SourceError where it does not answer."""
    if word.startswith("athena:"):
        from kit.sources import Athena

        return Athena(word, account(), workgroup=workgroup, results=results)
    if word.startswith("trino://"):
        from kit.sources import Trino

        return Trino(word, account if signs_in else None)
    from kit.sources import Spark

    return Spark(word)


def items(
    case: Case,
    engine: Engine,
    *,
    now: datetime,
    bounds: Bounds,
    held: list[Mapping[str, Any]],
    objects: Callable[[list[str]], Iterator[Item]] | None,
    most: int = MOST_ROWS,
    say: Callable[[str], None],
) -> Iterator[Item | Pause]:
    """The walk's answers, at most `most` rows, then the original objects of their rows where `objects` can
    fetch them."""
    from kit.sources import COMMIT

    walk = Walk(case, engine, now, bounds, held, most, say=say)
    for _ in range(_PASSES):
        yield from walk.items()
        yield COMMIT
        places = originals(case) if objects else {}
        if objects is None or not places:
            break
        # A record says more than its columns: what it names is looked up too.
        say(f"{len(places)} original objects to fetch")
        for item in objects([*places]):
            # What is neither read nor fetched was not seen, which is the graver word.
            unseen = item.failure and places.get(item.origin)
            yield budget.unreadable(item.origin, str(item.failure), now) if unseen else item
        yield COMMIT
    say(f"nothing new after {walk.rounds} rounds")


def originals(case: Case) -> dict[str, bool]:
    """Objects whose records the case has only an engine's columns of, and those (true) that the engine could
    not read."""
    from kit.store import database, run

    with database.reading(case) as con:
        return dict(run(con, questions.step("engine_originals")).rows)


def plan(case: Case, engine: Engine, bounds: Bounds) -> list[str]:
    """What a run would ask and what it would read, in lines; nothing is run."""
    walk = Walk(case, engine, datetime.min, bounds)
    first = [statement.text for statement in walk.first()]
    estimate = engine.estimate(bounds)
    lines = [
        f"{engine.word}: at most {2 * _ROUNDS + _AROUND} statements in up to {_ROUNDS} rounds;"
        " the first ones:"
    ]
    for number, text in enumerate(first, start=1):
        lines += [f"-- {number}", text]
    if estimate is None:
        lines.append(
            "what a statement reads is not told beforehand (of a table in S3 it is, with --profile);"
            " --since, --until, --accounts, --regions make it less"
        )
        return lines
    lines.append(
        f"each statement reads up to {estimate.bytes:,} bytes"
        + (f" in {estimate.objects:,} objects" if estimate.objects else "")
        + (f", about {estimate.usd:.4f} USD" if estimate.usd is not None else "")
    )
    if estimate.usd is not None:
        lines.append(
            f"in all about {estimate.usd * (2 * 5 + _AROUND):.2f} USD for 5 rounds;"
            " --since, --until, --accounts, --regions make it less; run it with --yes"
        )
    return lines


def agreed(engine: Engine, bounds: Bounds, agree: Callable[[int, float], bool] | None) -> None:
    """UsageError where the engine charges and nobody agreed."""
    estimate = engine.estimate(bounds) if engine.word.startswith("athena:") else None
    if estimate is None:
        return
    statements = 2 * 5 + _AROUND
    if agree is None or not agree(statements, (estimate.usd or 0.0) * statements):
        raise UsageError(
            f"{engine.word}: AWS charges for what its statements read:"
            " look with --plan, then agree with --yes"
        )
