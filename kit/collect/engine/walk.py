"""Follows the leaked key over logs that stay where they are: an engine looks up, the kit drives.

In each round the engine answers two plain statements for what was reached last: the calls that use it, and
the calls that name it. Their rows go into the local case; the kit's own SQL says what they reach; until
nothing is new. Then come everybody's changes of what the third party made, the switches of trails and keys,
calls from the third party's addresses, and aggregates of the rest.

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
from kit.collect.engine import asking, budget, frontier
from kit.errors import SourceError
from kit.ids import is_key_id
from kit.rules import credential_rules, effects
from kit.sources import COMMIT, LONGEST, Bounds, Item, PendingError, UnreadableError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources import Engine, EngineAnswer, Pause, Statement

# So many rows may come in all; more is a hub, and said.
MOST_ROWS = 2_000_000
# A walk that takes more rounds has lost its way; the deepest demo takes 5.
MOST_ROUNDS = 30
# Each file that cannot be read costs a statement, and makes all others longer.
_MOST_UNREAD = 100
# Clocks of hosts differ, and a session is older than its first call.
_SLACK = timedelta(hours=1)
_EARLIEST = datetime(1971, 1, 1)
# Templates whose rows are calls, as many as may come.
_LIMITED = {"uses", "links", "named_calls", "places", "uses_elsewhere"}
# So many rows of a count; what is cut off there counts nothing.
_MOST_COUNTS = 500_000
Nodes = Mapping[str, str]
Values = Mapping[str, object]


@dataclass
class Walk:
    """One run of the rounds. `held` are the facts beside the answers that the vault holds, `most` the rows
    that may come."""

    case: Case
    engine: Engine
    now: datetime
    bounds: Bounds = field(default_factory=Bounds)
    held: Iterable[Mapping[str, Any]] = ()
    most: int = MOST_ROWS
    say: Callable[[str], None] = lambda _: None
    rounds: int = 0
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)
    _taken: int = 0
    _pending: PendingError | None = None

    def __post_init__(self) -> None:
        # (word, node) -> calls that it would bring; those that this run leaves out.
        self._heavy: dict[tuple[str, str], int] = {}
        self._dropped: set[tuple[str, str]] = set()
        # Files that the engine cannot read, as the ledger has them.
        self._unread_told: set[str] = set()
        # Key whose ways of calling were counted -> addresses of most of its calls.
        self._busy: dict[str, list[str]] = {}
        for meta in self.held:
            if meta.get("engine") != self.engine.word or meta.get("bounds") != self.bounds.word:
                continue
            word = str(meta["template"])
            self._unread_told |= {*meta.get("left_out", ())}
            self._heavy |= {(str(meta["of"]), node): calls for node, calls in meta.get("heavy", {}).items()}
            self._busy |= {node: meta.get("busy", []) for node in meta["asked"] if word == "ways"}
            if word == budget.WEIGHTS:
                continue
            late = dict.fromkeys(meta.get("late", ()), str(meta.get("since", "")))
            self._noted(word, asking.always(meta["asked"]) | late)
            self._taken += int(meta.get("rows", 0))
        self.engine.left_out |= self._unread_told

    def items(self) -> Iterator[Item | Pause]:
        """The answers, one item each, until a round brings nothing new. PendingError where somebody has to
        run an engine first; what it was asked for so far waits there together."""
        yield from self._aggregates()
        while self.rounds < MOST_ROUNDS:
            before = self._count()
            yield from self._round()
            yield from self._around()
            if self._count() == before:
                break
        # Counts of everybody, once all is known that may be asked for by name.
        everybody = self._new("callers", asking.always(["everybody"]))
        yield from self._ask("callers", "callers", everybody, lambda _: {"most": _MOST_COUNTS})
        self._wait()

    def first(self) -> list[Statement]:
        """The statements of the first round, for whoever wants to see them before anything runs."""
        nodes = self._roots()
        return [
            self._statement("uses", self._using(nodes), self.most),
            self._statement("links", self._linking(nodes), self.most),
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
            yield from self._ask("uses", "uses", users, self._using)
            yield from self._ask("links", "links", names, self._linking)
            self._wait()

    def _around(self) -> Iterator[Item | Pause]:
        """Everybody's calls on what the third party made or changed, switches, calls from their addresses,
        and who took on a role before it was opened."""
        named, shared, places, taken = self._rows(
            "engine_things", "engine_halves", "engine_places", "engine_takers"
        )
        things = self._new("changes", asking.always(name for (name,) in named))
        yield from self._ask("links", "changes", things, asking.changing)
        halves = self._new("halves", asking.always(each for (each,) in shared))
        yield from self._ask("uses", "halves", halves, asking.sharing)
        addresses = self._new(
            "places", asking.always(address for address, _ in places if frontier.is_address(address))
        )
        yield from self._ask("places", "places", addresses, lambda some: {"addresses": set(some)})
        found = {account for _, account in places if account} | {self.case.account} - {""}
        accounts = self._new("switches", asking.always(found))
        yield from self._ask("named_calls", "switches", accounts, asking.switching)
        yield from self._before(taken)
        self._wait()

    def _wait(self) -> None:
        """Ends the run where an engine still has to answer: the next one goes on from here."""
        if self._pending:
            raise self._pending

    def _aggregates(self) -> Iterator[Item | Pause]:
        for name in ("hours", "long_term_keys"):
            yield from self._ask(name, name, self._new(name, asking.always(["all"])), lambda _: {})

    def _using(self, nodes: Nodes) -> Values:
        facts = {"since": asking.earliest(nodes), "shared": (), "busy": self._busy.keys() - nodes.keys()}
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
        late = {node: since for node, since in self._asked.get("links", {}).items() if since}
        found = self._new(
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

        yield from self._ask("first_uses", "first_uses", found, values)

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

    def _rows(self, *steps: str) -> list[list[tuple]]:
        """Rows of building blocks on the case as it is now; none before the first answer is in."""
        from kit.analysis import derive
        from kit.store import database, run

        asked = [questions.step(step) for step in steps]
        with database.reading(self.case) as con:
            derive.ensure(con, self.case, {name for step in asked for name in step.reads})
            return [run(con, step).rows for step in asked]

    def _new(self, word: str, wanted: Nodes) -> dict[str, str]:
        """What nobody asked for yet, or only for a later time."""
        asked = self._asked.get(word, {})
        return {node: since for node, since in wanted.items() if node not in asked or since < asked[node]}

    def _noted(self, word: str, nodes: Nodes) -> None:
        asked = self._asked.setdefault(word, {})
        for node, since in nodes.items():
            asked[node] = min(since, asked.get(node, since))

    def _count(self) -> int:
        return sum(len(nodes) for nodes in self._asked.values())

    def _statement(self, template: str, values: Values, most: int) -> Statement:
        given = dict(values)
        if template in _LIMITED:
            given["most"] = most + 1
        return self.engine.statement(template, given, self.bounds)

    def _ask(
        self, template: str, word: str, nodes: Nodes, values: Callable[[Nodes], Values]
    ) -> Iterator[Item | Pause]:
        """The answers to as many statements as the nodes need; what was asked for goes into their facts."""
        for lot in asking.parts(nodes):
            part = dict(lot)
            for node in [node for node in part if self._is_heavy(word, node)]:
                yield from self._leave_out(word, {node: part.pop(node)})
            for node in [node for node in part if "\0" in node]:
                yield from self._unaskable(word, {node: part.pop(node)})
            if not part:
                continue
            statement = self._statement(template, values(part), self.most - self._taken)
            if len(statement.text.encode()) <= LONGEST:
                yield from self._answered(word, part, values, statement)
            elif len(part) > 1:
                for half in asking.halves(part):
                    yield from self._ask(template, word, half, values)
            else:
                yield from self._unaskable(word, part)

    def _answered(
        self, word: str, nodes: Nodes, values: Callable[[Nodes], Values], statement: Statement
    ) -> Iterator[Item | Pause]:
        """One statement's answer, where no more rows come than may; else that of what is not too heavy."""
        try:
            item, rows, unread = self._item(statement, word, nodes)
            yield from self._unread(unread)
            if rows > self.most - self._taken:
                yield from self._weigh(statement.name, word, nodes, rows, values)
                yield from self._ask(statement.name, word, nodes, values)
                return
        except PendingError as error:
            self._noted(word, nodes)
            self._pending = error
            return
        except UnreadableError as error:
            # It would end every statement: asked again, the engine leaves it out.
            yield from self._unread({error.place: error.why})
            yield from self._ask(statement.name, word, nodes, values)
            return
        self._noted(word, nodes)
        self._taken += rows
        yield item
        for node in nodes:
            if self._heavy.pop((word, node), None):
                origin = budget.origin_of(word, self.engine.word, node)
                yield budget.taken_back(origin, self.now)
        # It was paid for: whatever happens next, it is in the vault.
        yield COMMIT

    def _weigh(
        self, template: str, word: str, nodes: Nodes, rows: int, values: Callable[[Nodes], Values]
    ) -> Iterator[Item | Pause]:
        """Counts what each node brings, and drops the heaviest."""
        weights = dict.fromkeys(nodes, rows)
        if len(nodes) > 1 and template in budget.WEIGHING:
            trios = [
                (node, frontier.of_one(word, node, since), since) for node, since in sorted(nodes.items())
            ]
            whole = values(nodes)
            names = ("events", "issuing") if template == "links" else ("busy",)
            counted = list(
                self._counted(budget.WEIGHING[template], trios, {name: whole.get(name, ()) for name in names})
            )
            found = {}
            for _, answer in counted:
                found |= budget.weights_of(answer.data)
            weights = found or weights
            heavy = self._too_heavy(word, weights)
            for statement, answer in counted:
                facts = {"of": word, "heavy": heavy, **answer.facts}
                yield self._as_item(statement, budget.WEIGHTS, heavy, answer.data, facts)
            yield COMMIT
        heavy = self._too_heavy(word, weights)
        self._heavy |= {(word, node): calls for node, calls in heavy.items()}
        self._dropped |= {(word, node) for node in heavy}

    def _counted(
        self, template: str, trios: list[tuple[str, str, str]], given: Values
    ) -> Iterator[tuple[Statement, EngineAnswer]]:
        """Answers of a count, in as many statements as the names need."""
        statement = self._statement(template, {"trios": trios, **given}, 0)
        if len(statement.text.encode()) <= LONGEST or len(trios) == 1:
            yield statement, self.engine.answer(statement)
            return
        half = len(trios) // 2
        for part in (trios[:half], trios[half:]):
            yield from self._counted(template, part, given)

    def _too_heavy(self, word: str, weights: Mapping[str, int]) -> dict[str, int]:
        """What to leave out; a key before all that it shares its calls with, as its user."""
        heavy = budget.too_heavy(weights, self.most - self._taken)
        keys = {node: calls for node, calls in heavy.items() if word == "uses" and is_key_id(node)}
        return keys or heavy

    def _is_heavy(self, word: str, node: str) -> bool:
        told = self._heavy.get((word, node), 0)
        return (word, node) in self._dropped or told > self.most - self._taken

    def _leave_out(self, word: str, nodes: Nodes) -> Iterator[Item | Pause]:
        """A line of the ledger for each; nothing else stops for it. Of a key its habit comes instead."""
        self._noted(word, nodes)
        for node in nodes:
            if word == "uses" and is_key_id(node):
                yield from self._habit(node)
            calls = self._heavy.get((word, node), 0)
            origin = budget.origin_of(word, self.engine.word, node)
            self.say(f"left out: {node}: {calls:,} rows")
            places = self._busy.get(node) if word == "uses" else None
            if places:
                yield budget.counted(origin, node, calls, places, self.now)
            else:
                yield budget.line(origin, node, calls, self.most, self.now)

    def _habit(self, key: str) -> Iterator[Item | Pause]:
        """Of a key with too many calls: its ways of calling as counts by day, then its calls from all but the
        addresses where it is busy, and those that change something or give out a credential from there."""
        if self._new("ways", asking.always([key])):
            statement = self._statement("ways", {"keys": {key}, "most": _MOST_COUNTS}, 0)
            try:
                answer = self.engine.answer(statement)
            except PendingError as error:
                self._pending = error
                return
            if budget.rows_of(answer.data) >= _MOST_COUNTS:
                return
            calls, self._busy[key] = budget.busy_places(answer.data, (self.most - self._taken) // 2)
            self._heavy["uses", key] = calls
            self._noted("ways", asking.always([key]))
            facts = {"of": "uses", "heavy": {key: calls}, "busy": self._busy[key], **answer.facts}
            yield self._as_item(statement, "ways", [key], answer.data, facts)
            yield COMMIT

        def values(nodes: Nodes) -> Values:
            events = {call for _, call in credential_rules()} | set(effects().calls())
            return {"keys": set(nodes), "addresses": self._busy[key], "events": events - asking.issuing()}

        yield from self._ask(
            "uses_elsewhere", "elsewhere", self._new("elsewhere", asking.always([key])), values
        )

    def _unaskable(self, word: str, nodes: Nodes) -> Iterator[Item]:
        """A line of the ledger for a name that fits no statement."""
        self._noted(word, nodes)
        for node in nodes:
            yield budget.unaskable(budget.origin_of(word, self.engine.word, node), node, self.now)

    def _unread(self, places: Mapping[str, str]) -> Iterator[Item]:
        """A line of the ledger for each file that the engine cannot read. SourceError where they are too many
        to be left out one by one."""
        for place, why in places.items():
            if place in self._unread_told:
                continue
            if len(self._unread_told) >= _MOST_UNREAD:
                raise SourceError(
                    f"{self.engine.word}: more than {_MOST_UNREAD} files cannot be read, the last one {place}"
                    f" ({why}): the table needs mending before it can be asked"
                )
            self._unread_told.add(place)
            self.engine.left_out.add(place)
            self.say(f"left out: {place}: {why}")
            yield budget.unreadable(place, why, self.now)

    def _item(self, statement: Statement, word: str, nodes: Nodes) -> tuple[Item, int, Mapping[str, str]]:
        """An answer as an item, the rows that count against what may come (aggregates do not), and files that
        the engine left out."""
        answer = self.engine.answer(statement)
        rows = budget.rows_of(answer.data) if statement.name in {*_LIMITED, "callers"} else 0
        if statement.name == "callers":
            rows = self.most + 1 if rows >= _MOST_COUNTS else 0
        facts = {"rows": rows, **answer.facts}
        return self._as_item(statement, word, nodes, answer.data, facts), rows, answer.unread

    def _as_item(
        self, statement: Statement, word: str, nodes: Iterable[str], data: bytes, facts: Values
    ) -> Item:
        given = nodes if isinstance(nodes, Mapping) else {}
        meta = {
            "engine": self.engine.word,
            "bounds": self.bounds.word,
            "template": word,
            "shape": statement.shape,
            "asked": sorted(nodes),
            "late": sorted(node for node, since in given.items() if since and isinstance(since, str)),
            "since": asking.earliest(given),
            "statement": statement.text,
            "statement_sha": statement.digest,
            **facts,
        }
        if self.engine.left_out:
            meta["left_out"] = sorted(self.engine.left_out)
        origin = f"{self.engine.word}#{word}-{statement.digest}"
        return Item(origin, self.now, data=data, kind="engine", meta=meta)
