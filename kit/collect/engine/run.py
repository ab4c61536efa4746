"""From a word of `kit collect`, as `athena:...` or `spark:...`, to an engine, its plan and its items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.collect.engine import budget, columns_read, index
from kit.collect.engine.asker import Asker
from kit.collect.engine.walk import MOST_ROWS, Walk
from kit.errors import UsageError
from kit.sources import Bounds, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.case import Case
    from kit.collect.dispatch import Live
    from kit.sources import Engine, Estimate, Item, Pause

# What a walk asks beside its rounds: changes, switches, places, other halves, hours, keys in use, everybody,
# openings, readers and their first calls.
_AROUND = 10
# The bytes of an index to those of the logs, as measured with the demo's (docs/decisions/engines.md).
_OF_LOGS = 0.6
_ROUNDS = 8
# Walk, originals, what they name, and once more for an original that could not be had.
_PASSES = 3


def collected(
    live: Live, word: str, objects: Callable[[list[str]], Iterator[Item]] | None
) -> Iterator[Item | Pause]:
    """Items of the engine behind `word`: an index of its table where the analyst names one, then the walk
    over that or over the table itself. `objects` fetches originals."""
    engine, options = opened(live, word), live.engine
    agreed(engine, live.bounds, live.agree, options.index)
    if word.startswith("athena:"):
        live.account.agreed = True
    most, say = options.most_rows or MOST_ROWS, live.watch.say
    wanted = None
    if options.index:
        engine.may_make = True
        wanted = index.made_of(engine, live.bounds)
        raw = Asker(engine, live.now, live.bounds, live.held(engine.word), most, say)
        yield from index.items(live.case, raw, options.index)
        engine = opened(live, word, options.index)
    held = live.held(engine.word)
    if engine.table.shape == "index":
        yield from index.facts(Asker(engine, live.now, live.bounds, held, most, say), wanted)
    yield from items(
        live.case, engine, now=live.now, bounds=live.bounds, held=held, objects=objects, most=most, say=say
    )


def opened(live: Live, word: str, indexed: str | None = None) -> Engine:
    """The engine behind a word, or over the index that it made. UsageError for a word that names no table,
    SourceError where it does not answer."""
    options = live.engine
    if word.startswith("athena:"):
        from kit.sources import Athena

        return Athena(
            indexed or word,
            live.account,
            workgroup=options.workgroup,
            results=options.results,
            place=options.index_place,
        )
    if word.startswith("trino://"):
        from kit.sources import Trino

        # Nobody signs in to AWS for Trino, unless the analyst says as whom.
        return Trino(indexed or word, (lambda: live.account) if live.signs_in(word) else None)
    from kit.sources import Spark

    return Spark(word, indexed)


def plan_of(live: Live, word: str) -> list[str]:
    """What a run would ask the engine behind `word`, in lines; nothing is run."""
    return plan(live.case, opened(live, word), live.bounds, live.engine.index)


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


def plan(case: Case, engine: Engine, bounds: Bounds, indexed: str | None = None) -> list[str]:
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
    if indexed:
        lines += _plan_of_index(engine, bounds, indexed, estimate)
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
    lines += columns_read.lines(engine, bounds, estimate)
    if estimate.usd is not None:
        lines.append(
            f"in all about {_usd(estimate, indexed):.2f} USD for 5 rounds;"
            " --since, --until, --accounts, --regions make it less; run it with --yes"
        )
    return lines


def _plan_of_index(engine: Engine, bounds: Bounds, indexed: str, estimate: Estimate | None) -> list[str]:
    """The statement that makes an index, and what it reads; for the words of a plan."""
    index.fits(engine, indexed)
    if engine.there(indexed):
        return [f"{indexed} is there: nothing is made, the rounds ask it"]
    (part, *_) = pieces(engine.table, ())
    name = index.part_name(indexed, engine, bounds, part)
    several = ", one such statement for each month that it has days of" if engine.table.partitions else ""
    read = f", {estimate.bytes:,} bytes in all" if estimate else ""
    return [
        f"before them {indexed} is made, yours to keep or to remove: the table is read once{read}{several}:",
        "-- index",
        index.making(engine, bounds, indexed, name, part).text,
        f"then the rounds ask the index, which had {_OF_LOGS:.0%} of the bytes of the demo's logs;"
        " it is written only with --yes",
    ]


def _usd(estimate: Estimate, indexed: str | None) -> float:
    """What 5 rounds cost; with an index the table is read twice, once to count its hours."""
    rounds = (estimate.usd or 0.0) * (2 * 5 + _AROUND)
    return 2 * (estimate.usd or 0.0) + _OF_LOGS * rounds if indexed else rounds


def agreed(
    engine: Engine, bounds: Bounds, agree: Callable[[int, float], bool] | None, indexed: str | None = None
) -> None:
    """UsageError where the engine charges, or is to write an index, and nobody agreed."""
    charges = engine.word.startswith("athena:")
    if not charges and (not indexed or engine.there(indexed)):
        return
    estimate = engine.estimate(bounds) if charges else None
    statements = 2 * 5 + _AROUND
    if agree is None or not agree(statements, _usd(estimate, indexed) if estimate else 0.0):
        why = f"{indexed} is written first" if indexed else "AWS charges for what its statements read"
        raise UsageError(f"{engine.word}: {why}: look with --plan, then agree with --yes")
