"""What intruders do with a leaked key: the `means` of every page, as rows that SQL joins to the calls."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.errors import CatalogueError
from kit.rules.conditions import Condition, conditions
from kit.rules.pages import FOLDER, EffectRow, MeansRow, Page, Row, Word, one_page, pages, table
from kit.rules.paths import Place, place_of

# What an intruder's call that is no read and stands on no page counts as; so no call is invisible.
OTHER_CHANGE = ("other.change", 20, "Changes something that no row of the catalogue speaks of.")


@dataclass(frozen=True)
class Action:
    """One meaning of one call; `place` is where the thing acted on stands, `makes` says that the call makes
    a thing, not a user's key or right, `takes` that it ends a credential or switches it off."""

    id: str
    source: str
    event: str
    tactic: str
    technique: str
    weight: int
    cost: bool
    subject: str | None
    place: Place | None
    why: str
    when: tuple[Condition, ...]
    conduct: str | None
    says: str | None
    makes: bool
    takes: bool
    matches: Mapping
    ignores: Mapping
    page: Page


class Technique(Row, frozen=True):
    """An ATT&CK technique and the tactics that it serves."""

    name: Word
    tactics: tuple[Word, ...]


@functools.cache
def catalogue(folder: Path = FOLDER) -> tuple[Action, ...]:
    """Every meaning, pages and calls in order. CatalogueError names page and call of the first that is
    off."""
    found: dict[str, Action] = {}
    for page in pages(folder):
        for action in _of_page(page):
            if action.id in found:
                where = f"{page.name}.yml: {action.event}"
                raise CatalogueError(f"{where}: {action.id}: is on {found[action.id].page.name}.yml already")
            found[action.id] = action
    return tuple(found.values())


@functools.cache
def actions_of(name: str) -> tuple[Action, ...]:
    """The meanings on the page of one event source, without reading the others; none where it has no page."""
    found = one_page(name)
    return tuple(_of_page(found)) if found else ()


def _of_page(page: Page) -> Iterator[Action]:
    for call, entry in page.calls.items():
        where = f"{page.name}.yml: {call}"
        if sum(not row.when for row in entry.means) > 1:
            raise CatalogueError(f"{where}: two meanings without conditions; give one of them `when`")
        for row in entry.means:
            yield _action(page, call, row, f"{where}: {row.id}")


@functools.cache
def techniques() -> Mapping[str, Technique]:
    """ATT&CK id -> name and tactics."""
    return table("attack_techniques.yml", dict[str, Technique])


def _action(page: Page, call: str, row: MeansRow, where: str) -> Action:
    known = techniques().get(row.technique)
    if known is None:
        raise CatalogueError(f"{where}: technique: {row.technique!r} is not in attack_techniques.yml")
    if row.tactic not in known.tactics:
        raise CatalogueError(
            f"{where}: tactic: {row.tactic!r}: {row.technique} serves {', '.join(known.tactics)}"
        )
    try:
        when = conditions(row.when)
        place = place_of(row.subject) if row.subject else None
        for line in when:
            place_of(line.path)  # SQL reads it there
    except CatalogueError as error:
        raise CatalogueError(f"{where}: {error}") from None
    entry = page.calls[call]
    this = {"eventSource": page.source, "eventName": call}
    return Action(
        id=row.id,
        source=page.source,
        event=call,
        tactic=row.tactic,
        technique=row.technique,
        weight=row.weight,
        cost=row.cost,
        subject=row.subject,
        place=place,
        why=row.why,
        when=when,
        conduct=row.conduct,
        says=row.says,
        makes=any(_makes_thing(page, effect) for effect in entry.does),
        takes=entry.ends is not None and entry.ends.how in ("gone", "status"),
        matches=this | row.matches,
        ignores=this | row.ignores,
        page=page,
    )


def _makes_thing(page: Page, effect: EffectRow) -> bool:
    """Keys, rights and the like are parts of a user or role that may be somebody else's."""
    return effect.makes is not None and not (page.ledger == "principals" and effect.parent)
