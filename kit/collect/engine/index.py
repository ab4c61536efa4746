"""A first pass over the logs that makes a slim index of them, in a place that the analyst named.

Afterwards every round asks the index; original objects are still fetched from the file that each row names.
What an index was made of stands in its rows, so that another case, or other bounds, cannot take it for
theirs. A part that is there is whole and is not made twice.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.collect.engine import asking
from kit.collect.engine.asker import Asker
from kit.errors import SourceError, UsageError
from kit.rules import call_marks, catalogue, credential_rules, effects
from kit.sources import COMMIT, Bounds, Piece, pieces

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources import Engine, Item, Making, Pause

TEMPLATE, FACTS = "index", "index_of"


def kept() -> set[str]:
    """Names of the calls whose requests and replies anything looks into."""
    names = {call for _, call in credential_rules()} | set(effects().calls())
    return names | {call for _, call in call_marks()} | {action.event for action in catalogue()}


def made_of(engine: Engine, bounds: Bounds) -> dict[str, Any]:
    """What an index of the engine's table is made of: table, bounds, and by which text of the statement."""
    text = questions.engine(TEMPLATE).sql + " ".join(sorted(kept()))
    return {
        "table": engine.word,
        "bounds": bounds.word,
        "statement": hashlib.sha256(text.encode()).hexdigest()[:12],
    }


def items(case: Case, asker: Asker, word: str) -> Iterator[Item | Pause]:
    """Makes index `word` of the table that `asker` asks, part by part; nothing where it is there.

    SourceError where a part is half made. PendingError where somebody has to run the engine first.
    """
    engine = asker.engine
    fits(engine, word)
    if engine.there(word):
        asker.say(f"{word}: there already")
        return
    months: list[str] = []
    if engine.table.partitions:
        counted = asker.new("hours", asking.always(["all"]))
        yield from asker.ask("hours", "hours", counted, lambda _: {})
        asker.wait()
        months = _months(case)
    names = []
    for part in pieces(engine.table, months):
        name = part_name(word, engine, asker.bounds, part)
        names.append(name)
        if engine.there(word, name):
            asker.say(f"{word}: part {part.word} is there already")
            continue
        asker.say(f"{word}: part {part.word} is made")
        yield from asker.make(
            lambda part=part, name=name: making(engine, asker.bounds, word, name, part), TEMPLATE, name
        )
    whole = engine.view(word, names)
    if whole is not None:
        yield from asker.make(lambda: whole, TEMPLATE, word)
    asker.say(f"{word}: made")


def fits(engine: Engine, word: str) -> None:
    """UsageError where an index of the engine's table brings nothing."""
    if engine.table.shape != "cloudtrail":
        raise UsageError(f"{word}: {engine.word} is in columns of Parquet already: ask it without --index")


def making(engine: Engine, bounds: Bounds, word: str, name: str, part: Piece) -> Making:
    """The statement that makes one part. What could not be read is told in its rows too."""
    told = {**made_of(engine, bounds), "left_out": sorted(engine.left_out)}
    values = {"kept": kept(), "told": json.dumps(told, sort_keys=True), "letters": part.letters}
    return engine.piece(word, name, part, values, bounds)


def part_name(word: str, engine: Engine, bounds: Bounds, part: Piece) -> str:
    """The table of one part; what it is made of is in its name, so that no other is taken for it."""
    told = json.dumps(made_of(engine, bounds), sort_keys=True)
    digest = hashlib.sha256(told.encode()).hexdigest()[:8]
    return f"{word.rpartition('.')[2]}_{part.word}_{digest}"


def facts(asker: Asker, wanted: dict[str, Any] | None) -> Iterator[Item | Pause]:
    """Looks at what an index was made of. UsageError where it was made of something else than `wanted`; a
    line of the ledger for each file that the engine could not read then."""
    looked = json.dumps(wanted, sort_keys=True) if wanted else "all"
    if not asker.new(FACTS, asking.always([looked])):
        return
    statement = asker.engine.statement(FACTS, {}, Bounds())
    answer = asker.engine.answer(statement)
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8", "replace"), newline="")))
    left_out: set[str] = set()
    for row in rows:
        told = json.loads(row["made_of"])
        left_out |= {*told.pop("left_out", ())}
        if wanted is not None and told != wanted:
            is_of, not_of = (
                f"{each.get('table')} within {each.get('bounds')} (statement {each.get('statement')})"
                for each in (told, wanted)
            )
            raise UsageError(
                f"{asker.engine.word}: is an index of {is_of}, not of {not_of}: name another with --index"
            )
    if not rows:
        raise SourceError(f"{asker.engine.word}: an index without rows; nothing is in it to be asked")
    yield from asker.kept(statement, FACTS, looked, answer)
    yield from asker.unread(dict.fromkeys(sorted(left_out), "left out when the index was made"))
    yield COMMIT


def _months(case: Case) -> list[str]:
    """Months that any record was counted in ('2026-03'); none where one stands so far off that it says
    nothing of the others."""
    from kit.store import database

    with database.reading(case) as con:
        found = con.execute("select distinct strftime(hour, '%Y-%m') from engine_hours order by 1").fetchall()
    return [month for (month,) in found] if len(found) <= 200 else []
