"""Follows the leaked key over logs that stay where they are: an engine looks up, the kit drives.

In each round the engine answers two plain statements for what was reached last: the calls that use it, and
the calls that name it. Their rows go into the local case; the kit's own SQL says what they reach; until
nothing is new. Then come everybody's changes of what the third party made, the switches of trails and keys,
calls from the third party's addresses, and aggregates of the rest.

Every answer is an item of the case, so a run that was killed goes on where it stood: what was asked for is
read from the items, and a finished statement is not paid again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.collect.engine import frontier
from kit.rules import call_marks, credential_rules, effects
from kit.sources import COMMIT, Bounds, Item, PendingError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources import Engine, Pause, Statement

# A statement that gives more rows than this is bounded and said.
MOST_ROWS = 2_000_000
# A walk that takes more rounds has lost its way; the deepest demo takes 5.
MOST_ROUNDS = 30
# So many names in one regular expression.
_NAMES = 400


@dataclass
class Walk:
    """One run of the rounds. `held` are the facts beside the answers that the vault holds."""

    case: Case
    engine: Engine
    now: datetime
    bounds: Bounds = field(default_factory=Bounds)
    held: Iterable[Mapping[str, Any]] = ()
    most: int = MOST_ROWS
    say: Callable[[str], None] = lambda _: None
    rounds: int = 0
    _asked: dict[str, set[str]] = field(default_factory=dict)
    _pending: PendingError | None = None

    def __post_init__(self) -> None:
        for meta in self.held:
            if meta.get("engine") == self.engine.word and meta.get("bounds") == self.bounds.word:
                self._asked.setdefault(str(meta["template"]), set()).update(meta["asked"])

    def items(self) -> Iterator[Item | Pause]:
        """The answers, one item each, until a round brings nothing new. PendingError where somebody has to
        run an engine first; what it was asked for so far waits there together."""
        yield from self._aggregates()
        while self.rounds < MOST_ROUNDS:
            before = sum(map(len, self._asked.values()))
            yield from self._round()
            yield from self._around()
            if sum(map(len, self._asked.values())) == before:
                break

    def first(self) -> list[Statement]:
        """The statements of the first round, for whoever wants to see them before anything runs."""
        nodes = {*self.case.keys, *(f"principal:{arn}" for arn in self.case.principals)}
        values = frontier.identities(nodes).values() | {"shared": (), "most": self.most + 1}
        naming = self._linking(nodes) | {"most": self.most + 1}
        return [
            self.engine.statement("uses", values, self.bounds),
            self.engine.statement("links", naming, self.bounds),
        ]

    def _round(self) -> Iterator[Item | Pause]:
        """What uses and what names the things reached, until no more is reached."""
        while self.rounds < MOST_ROUNDS:
            nodes = self._reached()
            users, names = self._new("uses", nodes), self._new("links", nodes)
            if not users and not names:
                return
            self.rounds += 1
            self.say(f"round {self.rounds}: {len(users | names)} new credentials and things to look up")
            if users:
                values = frontier.identities(users).values() | {"shared": ()}
                yield from self._ask("uses", users, values)
            for part in _parts(names):
                yield from self._ask("links", part, self._linking(part))
            self._wait()

    def _around(self) -> Iterator[Item | Pause]:
        """Everybody's calls on what the third party made or changed, switches, and calls from their
        addresses."""
        things = {name for (name,) in self._rows("engine_things")}
        for part in _parts(self._new("changes", things)):
            values = {"events": set(effects().calls()), "names": _regex(frontier.named(part))}
            yield from self._ask("links", part, values, word="changes")
        halves = self._new("halves", {each for (each,) in self._rows("engine_halves")})
        if halves:
            yield from self._ask(
                "uses", halves, frontier.Identities().values() | {"shared": halves}, word="halves"
            )
        places = self._rows("engine_places")
        addresses = self._new("places", {address for address, _ in places if _is_address(address)})
        if addresses:
            yield from self._ask("places", addresses, {"addresses": addresses})
        accounts = self._new(
            "switches", {account for _, account in places if account} | {self.case.account} - {""}
        )
        if accounts:
            events = {call for (_, call), marks in call_marks().items() if {*marks} & {*frontier.SWITCHES}}
            yield from self._ask(
                "named_calls", accounts, {"events": events, "accounts": accounts}, word="switches"
            )
        self._wait()

    def _wait(self) -> None:
        """Ends the run where an engine still has to answer: the next one goes on from here."""
        if self._pending:
            raise self._pending

    def _aggregates(self) -> Iterator[Item | Pause]:
        for name in ("hours", "long_term_keys"):
            if self._new(name, {"all"}):
                yield from self._ask(name, {"all"}, {})

    def _linking(self, nodes: Iterable[str]) -> dict[str, object]:
        return {"events": {call for _, call in credential_rules()}, "names": _regex(frontier.patterns(nodes))}

    def _reached(self) -> set[str]:
        found = {node for (node,) in self._rows("engine_reached")}
        return found | {*self.case.keys, *(f"principal:{arn}" for arn in self.case.principals)}

    def _rows(self, step: str) -> list[tuple]:
        """Rows of a building block on the case as it is now; none before the first answer is in."""
        from kit.analysis import derive
        from kit.store import database, run

        with database.reading(self.case) as con:
            derive.ensure(con, self.case)
            return run(con, questions.step(step)).rows

    def _new(self, word: str, wanted: set[str]) -> set[str]:
        return wanted - self._asked.get(word, set())

    def _ask(
        self, template: str, asked: set[str], values: Mapping[str, object], word: str | None = None
    ) -> Iterator[Item | Pause]:
        """One statement's answer as an item; what was asked for goes into its facts."""
        word = word or template
        given = dict(values)
        if template not in ("hours", "long_term_keys"):
            given["most"] = self.most + 1
        statement = self.engine.statement(template, given, self.bounds)
        self._asked.setdefault(word, set()).update(asked)
        try:
            yield self._item(statement, word, asked)
            # It was paid for: whatever happens next, it is in the vault.
            yield COMMIT
        except PendingError as error:
            self._pending = error

    def _item(self, statement: Statement, word: str, asked: set[str]) -> Item:
        meta = {
            "engine": self.engine.word,
            "bounds": self.bounds.word,
            "template": word,
            "asked": sorted(asked),
            "statement": statement.text,
            "statement_sha": statement.digest,
        }
        answer = self.engine.answer(statement)
        return Item(
            origin=f"{self.engine.word}#{word}-{statement.digest}",
            fetched_at=self.now,
            data=answer.data,
            kind="engine",
            meta={**meta, **answer.facts},
        )


def _parts(names: set[str]) -> Iterator[set[str]]:
    """Names in as many lots as fit one statement each."""
    ordered = sorted(names)
    for start in range(0, len(ordered), _NAMES):
        yield set(ordered[start : start + _NAMES])


def _regex(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns))


def _is_address(text: str) -> bool:
    """Whether it is an address; a service's name stands there too, and says nothing of a place."""
    return ":" in text or text.replace(".", "").isdigit()
