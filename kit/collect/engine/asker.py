"""Asks an engine and takes its answers: each statement no longer than one may be, no more rows than may come,
files that cannot be read left out by name, and beside each answer what it was asked for.

What was asked for is read from what stands beside the answers in the vault, so a finished statement is never
paid again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.collect.engine import asking, budget, frontier
from kit.collect.engine.asking import Nodes, Values
from kit.errors import SourceError
from kit.ids import is_key_id
from kit.rules import credential_rules, effects
from kit.sources import COMMIT, LONGEST, Bounds, Item, PendingError, UnreadableError

if TYPE_CHECKING:
    from kit.sources import Engine, EngineAnswer, Making, Pause, Statement

# Each file that cannot be read costs a statement, and makes all others longer.
_MOST_UNREAD = 100
# Templates whose rows are calls, as many as may come.
_LIMITED = {"uses", "links", "named_calls", "places", "uses_elsewhere", "openings"}
# So many rows of a count: of everybody no more come, of one key's ways none where they are more.
MOST_COUNTS = 500_000
# So many callers and buckets in a count of readers.
MOST_READERS = 10_000
# What makes the values of a template of nodes.
Valued = Callable[[Nodes], Values]
Answered = Generator["Item | Pause", None, "tuple[Statement, EngineAnswer]"]


class Asker:
    """`held` are the facts beside the answers that the vault holds, `most` the rows that may come in all,
    `most_counts` those of one count."""

    def __init__(
        self,
        engine: Engine,
        now: datetime,
        bounds: Bounds,
        held: Iterable[Mapping[str, Any]],
        most: int,
        say: Callable[[str], None],
        most_counts: int = MOST_COUNTS,
    ) -> None:
        self.most_counts = most_counts
        self.engine, self.now, self.bounds, self.most, self.say = engine, now, bounds, most, say
        # Key whose ways of calling were counted -> addresses of most of its calls.
        self.busy: dict[str, list[str]] = {}
        # Set while an engine still has to answer.
        self.pending: PendingError | None = None
        # Word -> node -> since when its calls were asked for.
        self._asked: dict[str, dict[str, str]] = {}
        self._taken = 0
        # (word, node) -> calls that it would bring; those that this run leaves out.
        self._heavy: dict[tuple[str, str], int] = {}
        self._dropped: set[tuple[str, str]] = set()
        # Files that the engine cannot read, as the ledger has them.
        self._unread_told: set[str] = set()
        for meta in held:
            if meta.get("engine") != engine.word or meta.get("bounds") != bounds.word:
                continue
            word = str(meta["template"])
            self._unread_told |= {*meta.get("left_out", ())}
            self._heavy |= {(str(meta["of"]), node): calls for node, calls in meta.get("heavy", {}).items()}
            self.busy |= {node: meta.get("busy", []) for node in meta["asked"] if word == "ways"}
            if word == budget.WEIGHTS:
                continue
            late = dict.fromkeys(meta.get("late", ()), str(meta.get("since", "")))
            self._noted(word, asking.always(meta["asked"]) | late)
            self._taken += int(meta.get("rows", 0))
        engine.left_out |= self._unread_told

    @property
    def left(self) -> int:
        """So many rows may still come."""
        return self.most - self._taken

    @property
    def count(self) -> int:
        """How much was asked for so far."""
        return sum(len(nodes) for nodes in self._asked.values())

    def asked(self, word: str) -> Nodes:
        """What was asked for as `word`, and since when."""
        return self._asked.get(word, {})

    def new(self, word: str, wanted: Nodes) -> dict[str, str]:
        """What nobody asked for yet, or only for a later time."""
        asked = self.asked(word)
        return {node: since for node, since in wanted.items() if node not in asked or since < asked[node]}

    def wait(self) -> None:
        """Ends the run where an engine still has to answer: the next one goes on from here."""
        if self.pending:
            raise self.pending

    def statement(self, template: str, values: Values, most: int) -> Statement:
        """A template with its values, in the engine's words; of calls come at most `most` and one more."""
        given = dict(values)
        if template in _LIMITED:
            given["most"] = most + 1
        return self.engine.statement(template, given, self.bounds)

    def ask(self, template: str, word: str, nodes: Nodes, values: Valued) -> Iterator[Item | Pause]:
        """The answers to as many statements as the nodes need; what was asked for goes into their facts."""
        for lot in asking.parts(nodes):
            part = dict(lot)
            for node in [node for node in part if self._is_heavy(word, node)]:
                yield from self._leave_out(word, {node: part.pop(node)})
            for node in [node for node in part if "\0" in node]:
                yield from self._unaskable(word, {node: part.pop(node)})
            if not part:
                continue
            statement = self.statement(template, values(part), self.left)
            if len(statement.text.encode()) <= LONGEST:
                yield from self._answered(word, part, values, template)
            elif len(part) > 1:
                for half in asking.halves(part):
                    yield from self.ask(template, word, half, values)
            else:
                yield from self._unaskable(word, part)

    def _noted(self, word: str, nodes: Nodes) -> None:
        asked = self._asked.setdefault(word, {})
        for node, since in nodes.items():
            asked[node] = min(since, asked.get(node, since))

    def make(self, make: Callable[[], Making], word: str, name: str) -> Iterator[Item | Pause]:
        """Runs a statement that writes a part of an index; what was run is kept like an answer."""
        statement, answer = yield from self._given(make, self.engine.make)
        self._noted(word, asking.always([name]))
        yield self._as_item(statement, word, [name], answer.data, answer.facts)
        yield COMMIT

    def kept(self, statement: Statement, word: str, node: str, answer: EngineAnswer) -> Iterator[Item]:
        """An answer about the table itself, as an item."""
        self._noted(word, asking.always([node]))
        yield self._as_item(statement, word, [node], answer.data, answer.facts)

    def _given(self, make: Callable[[], Any], run: Callable[[Any], EngineAnswer] | None = None) -> Answered:
        """A statement and its answer; of a file that would end every statement a line comes, and it is asked
        again without it."""
        while True:
            statement = make()
            try:
                answer = (run or self.engine.answer)(statement)
            except UnreadableError as error:
                yield from self.unread({error.place: error.why})
                continue
            yield from self.unread(answer.unread)
            return statement, answer

    def _answered(self, word: str, nodes: Nodes, values: Valued, template: str) -> Iterator[Item | Pause]:
        """One statement's answer, where no more rows come than may; else that of what is not too heavy."""
        try:
            statement, answer = yield from self._given(
                lambda: self.statement(template, values(nodes), self.left)
            )
            rows = self._counting(template, answer)
            if rows > self.left:
                yield from self._weigh(template, word, nodes, rows, values)
                yield from self.ask(template, word, nodes, values)
                return
        except PendingError as error:
            self._noted(word, nodes)
            self.pending = error
            return
        self._noted(word, nodes)
        self._taken += rows
        yield self._as_item(statement, word, nodes, answer.data, {"rows": rows, **answer.facts})
        for name, why in budget.uncounted(template, answer.data, self.most_counts, MOST_READERS):
            self.say(why)
            yield budget.left_out(budget.origin_of(word, self.engine.word, name), why, self.now)
        for node in nodes:
            if self._heavy.pop((word, node), None):
                origin = budget.origin_of(word, self.engine.word, node)
                yield budget.taken_back(origin, self.now)
        # It was paid for: whatever happens next, it is in the vault.
        yield COMMIT

    def _counting(self, template: str, answer: EngineAnswer) -> int:
        """The rows of an answer that count against what may come; aggregates do not."""
        return budget.rows_of(answer.data) if template in _LIMITED else 0

    def _weigh(
        self, template: str, word: str, nodes: Nodes, rows: int, values: Valued
    ) -> Iterator[Item | Pause]:
        """Counts what each node brings, and drops the heaviest."""
        weights = dict.fromkeys(nodes, rows)
        if len(nodes) > 1 and template in budget.WEIGHING:
            trios = [
                (node, frontier.of_one(word, node, since), since) for node, since in sorted(nodes.items())
            ]
            whole = values(nodes)
            names = ("events", "issuing") if template == "links" else ("busy",)
            given = {name: whole.get(name, ()) for name in names}
            counted: list[tuple[Statement, EngineAnswer]] = []
            yield from self._counted(budget.WEIGHING[template], trios, given, counted)
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
        self,
        template: str,
        trios: list[tuple[str, str, str]],
        given: Values,
        found: list[tuple[Statement, EngineAnswer]],
    ) -> Iterator[Item | Pause]:
        """Puts the answers of a count into `found`, in as many statements as the names need."""
        make = lambda: self.statement(template, {"trios": trios, **given}, 0)  # noqa: E731 - made again
        if len(make().text.encode()) <= LONGEST or len(trios) == 1:
            answered = yield from self._given(make)
            found.append(answered)
            return
        half = len(trios) // 2
        for part in (trios[:half], trios[half:]):
            yield from self._counted(template, part, given, found)

    def _too_heavy(self, word: str, weights: Mapping[str, int]) -> dict[str, int]:
        """What to leave out; a key before all that it shares its calls with, as its user."""
        heavy = budget.too_heavy(weights, self.left)
        keys = {node: calls for node, calls in heavy.items() if word == "uses" and is_key_id(node)}
        return keys or heavy

    def _is_heavy(self, word: str, node: str) -> bool:
        told = self._heavy.get((word, node), 0)
        return (word, node) in self._dropped or told > self.left

    def _leave_out(self, word: str, nodes: Nodes) -> Iterator[Item | Pause]:
        """A line of the ledger for each; nothing else stops for it. Of a key its habit comes instead."""
        self._noted(word, nodes)
        for node in nodes:
            if word == "uses" and is_key_id(node):
                yield from self._habit(node)
            calls = self._heavy.get((word, node), 0)
            origin = budget.origin_of(word, self.engine.word, node)
            self.say(f"left out: {node}: {calls:,} rows")
            places = self.busy.get(node) if word == "uses" else None
            if places:
                yield budget.counted(origin, node, calls, places, self.now)
            else:
                yield budget.line(origin, node, calls, self.most, self.now)

    def _habit(self, key: str) -> Iterator[Item | Pause]:
        """Of a key with too many calls: its ways of calling as counts by day, then its calls from all but the
        addresses where it is busy, and those that change something or give out a credential from there."""
        if self.new("ways", asking.always([key])):
            try:
                statement, answer = yield from self._given(
                    lambda: self.statement("ways", {"keys": {key}, "most": self.most_counts}, 0)
                )
            except PendingError as error:
                self.pending = error
                return
            if budget.rows_of(answer.data) >= self.most_counts:
                return
            calls, self.busy[key] = budget.busy_places(answer.data, self.left // 2)
            self._heavy["uses", key] = calls
            self._noted("ways", asking.always([key]))
            facts = {"of": "uses", "heavy": {key: calls}, "busy": self.busy[key], **answer.facts}
            yield self._as_item(statement, "ways", [key], answer.data, facts)
            yield COMMIT

        def values(nodes: Nodes) -> Values:
            events = {call for _, call in credential_rules()} | set(effects().calls())
            return {"keys": set(nodes), "addresses": self.busy[key], "events": events - asking.issuing()}

        elsewhere = self.new("elsewhere", asking.always([key]))
        yield from self.ask("uses_elsewhere", "elsewhere", elsewhere, values)

    def _unaskable(self, word: str, nodes: Nodes) -> Iterator[Item]:
        """A line of the ledger for a name that fits no statement."""
        self._noted(word, nodes)
        for node in nodes:
            yield budget.unaskable(budget.origin_of(word, self.engine.word, node), node, self.now)

    def unread(self, places: Mapping[str, str]) -> Iterator[Item]:
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
