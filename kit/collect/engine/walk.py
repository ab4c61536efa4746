"""Follows the leaked key over logs that stay where they are: an engine looks up, the kit drives.

In each round the engine answers two plain statements for what was reached last: the calls that use it, and
the calls that name it. Their rows go into the local case; the kit's own SQL says what they reach; until
nothing is new. Then come everybody's changes of what the third party made, the switches of trails and keys,
calls from the third party's addresses, what may have leaked the key, and aggregates of the rest.

Every answer is an item of the case, so a run that was killed goes on where it stood: what was asked for is
read from the items, and a finished statement is not paid again.

A role that everybody assumes must not bring the world: of what was opened only what it did from then on is
asked for (and who took it on before, once each), and where still more rows would come than may, that one is
left out, named and counted (kit.collect.engine.budget).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.credentials import IPV4, IPV6
from kit.collect.engine import asking, exposure, frontier
from kit.collect.engine.asker import MOST_COUNTS, Asker
from kit.collect.engine.asking import Nodes, Values
from kit.rules import credential_rules
from kit.sources import Bounds, Item

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources import Engine, Pause, Statement

# So many rows may come in all; more is a hub, and said.
MOST_ROWS = 2_000_000
# A walk that takes more rounds has lost its way; the deepest demo takes 5.
MOST_ROUNDS = 30
# Clocks of hosts differ, and a session is older than its first call.
_SLACK = timedelta(hours=1)
_EARLIEST = datetime(1971, 1, 1)


@dataclass
class Walk:
    """One run of the rounds. `held` are the facts beside the answers that the vault holds, `most` the rows
    that may come, `most_counts` those of one count."""

    case: Case
    engine: Engine
    now: datetime
    bounds: Bounds = field(default_factory=Bounds)
    held: Iterable[Mapping[str, Any]] = ()
    most: int = MOST_ROWS
    say: Callable[[str], None] = lambda _: None
    rounds: int = 0
    most_counts: int = MOST_COUNTS

    def __post_init__(self) -> None:
        self._asker = Asker(
            self.engine, self.now, self.bounds, self.held, self.most, self.say, self.most_counts
        )

    def items(self) -> Iterator[Item | Pause]:
        """The answers, one item each, until a round brings nothing new. PendingError where somebody has to
        run an engine first; what it was asked for so far waits there together."""
        yield from self._aggregates()
        while self.rounds < MOST_ROUNDS:
            before = self._asker.count
            yield from self._round()
            yield from self._around()
            if self._asker.count == before:
                break
        yield from exposure.items(self._asker, self._rows)
        # Counts of everybody, once all is known that may be asked for by name.
        everybody = self._asker.new("callers", asking.always(["everybody"]))
        counting = {"ipv4": IPV4, "ipv6": IPV6, "most": self.most_counts}
        yield from self._asker.ask("callers", "callers", everybody, lambda _: counting)
        self._asker.wait()

    def first(self) -> list[Statement]:
        """The statements of the first round, for whoever wants to see them before anything runs."""
        nodes = self._roots()
        return [
            self._asker.statement("uses", self._using(nodes), self.most),
            self._asker.statement("links", self._linking(nodes), self.most),
        ]

    def _round(self) -> Iterator[Item | Pause]:
        """What uses and what names the things reached, until no more is reached."""
        while self.rounds < MOST_ROUNDS:
            nodes = self._reached()
            users, names = self._asker.new("uses", nodes), self._asker.new("links", nodes)
            if not users and not names:
                return
            self.rounds += 1
            self.say(f"round {self.rounds}: {len(users | names)} new credentials and things to look up")
            yield from self._asker.ask("uses", "uses", users, self._using)
            yield from self._asker.ask("links", "links", names, self._linking)
            self._asker.wait()

    def _around(self) -> Iterator[Item | Pause]:
        """Everybody's calls on what the third party made or changed, switches, calls from their addresses,
        and who took on a role before it was opened."""
        named, shared, places, taken = self._rows(
            "engine_things", "engine_halves", "engine_places", "engine_takers"
        )
        things = self._asker.new("changes", asking.always(name for (name,) in named))
        yield from self._asker.ask("links", "changes", things, asking.changing)
        halves = self._asker.new("halves", asking.always(each for (each,) in shared))
        yield from self._asker.ask("uses", "halves", halves, asking.sharing)
        addresses = self._asker.new(
            "places", asking.always(address for address, _ in places if frontier.is_address(address))
        )
        yield from self._asker.ask("places", "places", addresses, lambda some: {"addresses": set(some)})
        found = {account for _, account in places if account} | {self.case.account} - {""}
        accounts = self._asker.new("switches", asking.always(found))
        yield from self._asker.ask("named_calls", "switches", accounts, asking.switching)
        yield from self._before(taken)
        self._asker.wait()

    def _aggregates(self) -> Iterator[Item | Pause]:
        for name in ("hours", "long_term_keys"):
            everything = self._asker.new(name, asking.always(["all"]))
            yield from self._asker.ask(name, name, everything, lambda _: {})

    def _using(self, nodes: Nodes) -> Values:
        busy = self._asker.busy.keys() - nodes.keys()
        facts = {"since": asking.earliest(nodes), "shared": (), "busy": busy}
        return {**frontier.identities(nodes).values(), **facts}

    def _linking(self, nodes: Nodes) -> Values:
        late = {node for node, since in nodes.items() if since}
        return {
            "events": {call for _, call in credential_rules()},
            "issuing": asking.issuing(),
            "names": frontier.joined(frontier.patterns(nodes.keys() - late)),
            "late_names": frontier.joined(frontier.patterns(late) if late else ()),
            "since": asking.earliest(nodes),
        }

    def _before(self, taken: list[tuple]) -> Iterator[Item | Pause]:
        """When those who take on an opened role did so first."""
        late = {node: since for node, since in self._asker.asked("links").items() if since}
        found = self._asker.new(
            "first_uses", asking.always(f"{taker} {node}" for node, taker in taken if node in late)
        )

        def values(some: Nodes) -> Values:
            nodes = {name.rpartition(" ")[2] for name in some}
            return {
                "issuing": asking.issuing(),
                "takers": {name.rpartition(" ")[0] for name in some},
                "late_names": frontier.joined(frontier.patterns(nodes)),
                "since": max(late[node] for node in nodes),
            }

        yield from self._asker.ask("first_uses", "first_uses", found, values)

    def _roots(self) -> dict[str, str]:
        return asking.always([*self.case.keys, *(f"principal:{arn}" for arn in self.case.principals)])

    def _reached(self) -> dict[str, str]:
        """Every node that can be reached, and since when its calls may count: '' for always."""
        (rows,) = self._rows("engine_reached")
        found = {
            node: (since - _SLACK).strftime("%Y-%m-%dT%H:%M:%SZ")
            if since and since > _EARLIEST and frontier.opens_late(node)
            else ""
            for node, since in rows
        }
        return found | self._roots()

    def _rows(self, *steps: str, **params: object) -> list[list[tuple]]:
        """Rows of building blocks on the case as it is now; none before the first answer is in."""
        from kit.analysis import derive
        from kit.store import database, run

        asked = [questions.step(step) for step in steps]
        with database.reading(self.case) as con:
            derive.ensure(con, self.case, {name for step in asked for name in step.reads})
            return [run(con, step, params).rows for step in asked]
