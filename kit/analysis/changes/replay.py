"""Facts in order of time -> rows of the ledgers: each thing that the intruder made or changed, and its end.

Facts of everybody take part: what an owner or AWS does ends, stops or changes back the intruder's things, and
shows what was there before. Rows are only made of the intruder's facts, and of those of AWS services that act
for something the intruder made (an Auto Scaling group of theirs that launches instances).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kit.analysis.changes.facts import Fact, leaves, parsed
from kit.analysis.changes.rows import Row, Run, Size
from kit.analysis.credentials import Key, normal_id
from kit.ids import partition_of
from kit.rules import effects

if TYPE_CHECKING:
    from kit.analysis.changes.facts import EventRow


class Replay:
    """Takes facts one by one; `rows` holds what came of them, in the order in which it was made."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._open: dict[Key, Row] = {}
        self._aliases: dict[Key, Key] = {}
        self._children: defaultdict[Key, list[Row]] = defaultdict(list)
        self._values: dict[Key, str] = {}
        self._arns: dict[Key, str] = {}
        self._sizes: dict[tuple[str, str, str], Size] = {}
        self._makers: dict[tuple[str, str], Row] = {}

    def take(self, facts: Iterable[Fact]) -> Replay:
        """Works through facts in order of time."""
        for fact in sorted(facts, key=lambda fact: fact.order):
            getattr(self, f"_{fact.effect.verb}")(fact)
        return self

    def _sets(self, fact: Fact) -> None:
        self._note(fact)

    def _makes(self, fact: Fact) -> None:
        maker = None if _theirs(fact) else self._maker(fact)
        before = fact.text.get("before") or self._values.get(fact.key)
        self._note(fact)
        row = self._open.get(fact.key)
        if row is not None:
            if row.after == fact.text.get("after"):
                row.last_at = fact.at
                return
            row.move("gone", fact)
            del self._open[fact.key]
        if _theirs(fact) or maker is not None:
            made = self._row(fact, fact.effect.change or fact.kind.change, maker)
            made.before, made.made = before, fact.kind.change == "created"
            made.run(fact)
            if fact.kind.maker:
                self._remember_maker(made)

    def _ends(self, fact: Fact) -> None:
        row = self._standing(fact)
        if row is not None:
            del self._open[row.key]
            row.move("gone", fact)
        if _theirs(fact) and (row is None or not row.made) and not fact.kind.quiet and _own(row):
            part = fact.kind.is_part(effects().kinds)
            change = fact.effect.change or ("changed" if part else "deleted")
            ended = self._row(fact, change, None)
            ended.before = fact.text.get("before") or self._values.get(fact.key)
            if not part:
                ended.move("gone", fact)
                self._open.pop(fact.key, None)
        self._values.pop(fact.key, None)
        self._cascade(fact, row.key if row else fact.key)

    def _stops(self, fact: Fact) -> None:
        row = self._standing(fact)
        if row is None and _theirs(fact):
            row = self._row(fact, fact.effect.change or "stopped", None)
            row.before = self._values.get(fact.key)
        if row is not None:
            row.move("stopped", fact)
        self._note(fact)

    def _resumes(self, fact: Fact) -> None:
        row = self._standing(fact)
        if row is None and _theirs(fact):
            row = self._row(fact, fact.effect.change or "started", None)
            row.before = self._values.get(fact.key)
        if row is not None:
            row.move("alive", fact)
        self._note(fact)

    def _resizes(self, fact: Fact) -> None:
        was = self._sizes.get(_size_key(fact))
        row = self._standing(fact)
        if row is None and _theirs(fact):
            row = self._row(fact, fact.effect.change or "changed", None)
            row.before, row.after = was.words() if was else None, row.size.words()
        elif row is not None:
            row.size = Size.of(fact.text).filled(self._size_of(fact)).filled(row.size)
            row.last_at = fact.at
            if row.runs and row.runs[-1].ended_at is None:
                row.rest(fact)
                row.runs.append(Run(fact.at, row.size, fact.event["event_id"]))
        self._note(fact)

    def _cascade(self, fact: Fact, key: Key) -> None:
        for child in self._children.pop(key, ()):
            if self._open.get(child.key) is child:
                del self._open[child.key]
                child.move("gone", fact)
                self._cascade(fact, child.key)

    def _row(self, fact: Fact, change: str, maker: Row | None) -> Row:
        event, text = fact.event, fact.text
        size = Size.of(text).filled(self._size_of(fact)).filled(self._sizes.get(_size_key(fact)))
        if fact.known and fact.effect.each is not None:
            size.quantity = 1  # one row an item: a count in the request speaks of all of them
        row = Row(
            key=fact.key,
            kind=fact.kind,
            id=fact.id,
            name=_short(fact, text.get("name")) or fact.id,
            change=change,
            at=fact.at,
            event_id=event["event_id"],
            event_key=event["event_key"],
            credential_id=maker.credential_id if maker else event["credential_id"],
            actor=maker.actor if maker else str(event["actor"]),
            outcome=event["outcome"],
            region=event["aws_region"],
            parent_id=text.get("link") or text.get("parent") or (maker.id if maker else None),
            after=text.get("after"),
            detail=text.get("detail"),
            purchase=text.get("purchase"),
            size=size,
            known=fact.known,
            last_at=fact.at,
        )
        row.arn = text.get("arn") or self._arns.get(fact.key) or self._template(fact)
        self.rows.append(row)
        self._open[fact.key] = row
        if fact.effect.verb == "makes" and fact.other_key != fact.key and fact.kind.change == "created":
            self._aliases[fact.other_key] = fact.key
        if fact.parent_key is not None and (fact.kind.within or fact.kind.of):
            self._children[fact.parent_key].append(row)
        return row

    def _standing(self, fact: Fact) -> Row | None:
        """The open row of the thing, found by its id or by its name."""
        for key in (fact.key, self._aliases.get(fact.key), fact.other_key, self._aliases.get(fact.other_key)):
            if key is not None and key in self._open:
                return self._open[key]
        return None

    def _note(self, fact: Fact) -> None:
        """Keeps what the record tells of the thing, whoever's call it was."""
        if "after" in fact.text:
            self._values[fact.key] = fact.text["after"]
        if "arn" in fact.text and fact.effect.verb == "makes":
            self._arns[fact.key] = fact.text["arn"]
        size = Size.of(fact.text)
        if size != Size():
            self._sizes[_size_key(fact)] = size.filled(self._sizes.get(_size_key(fact)))

    def _size_of(self, fact: Fact) -> Size | None:
        """Size of the definition that the thing was made from: task definition, endpoint configuration."""
        name = fact.text.get("size_of")
        if name is None:
            return None
        short = name.split("/")[-1]
        for word in (short, short.split(":")[0]):
            found = self._sizes.get((fact.key[0], fact.key[1], word))
            if found is not None:
                return Size(found.text, found.vcpu, found.memory_mb)
        return None

    def _template(self, fact: Fact) -> str | None:
        template = fact.kind.arn
        if template is None or not fact.known:
            return fact.id if fact.id.startswith("arn:") and " " not in fact.id else None
        if template == "{id}":
            return fact.id if fact.id.startswith("arn:") else None
        account, region, *_ = fact.key
        parent = fact.text.get("parent", "")
        return (
            template.format(
                partition=partition_of(fact.event["aws_region"]),
                account=account,
                region=region,
                id=fact.id,
                parent=parent,
                parent_arn=self._parent_arn(fact) or "",
            )
            or None
        )

    def _parent_arn(self, fact: Fact) -> str | None:
        if fact.parent_key is None:
            return None
        known = self._arns.get(fact.parent_key)
        if known is not None:
            return known
        template = effects().kinds[fact.parent_key[2]].arn
        if template is None or "{parent" in template:
            return None
        account, region, _, _, id_ = fact.parent_key
        return template.format(
            partition=partition_of(fact.event["aws_region"]), account=account, region=region, id=id_
        )

    def _remember_maker(self, row: Row) -> None:
        for word in {row.id, row.arn, row.name}:
            if word:
                self._makers[row.account, word] = row

    def _maker(self, fact: Fact) -> Row | None:
        """The intruder's thing for which an AWS service made this one: its name is in the request."""
        if not self._makers or not _by_service(fact.event):
            return None
        for text in leaves([parsed(fact.event)["req"], fact.text.get("parent")]):
            row = self._makers.get((fact.key[0], text))
            if row is not None and fact.at >= row.at and fact.key != row.key:
                return row
        return None


def _theirs(fact: Fact) -> bool:
    return fact.event["actor"] is not None


def _own(row: Row | None) -> bool:
    """Whether ending the thing is worth a row of its own: not if it only undoes a change of theirs."""
    return row is None or row.change in ("stopped", "started", "disabled", "enabled")


def _by_service(event: EventRow) -> bool:
    issuer = str(event["session_issuer_arn"] or "")
    return str(event["invoked_by"] or "").endswith(".amazonaws.com") or "/aws-service-role/" in issuer


def _size_key(fact: Fact) -> tuple[str, str, str]:
    return (fact.key[0], fact.key[1], fact.id)


def _short(fact: Fact, name: str | None) -> str | None:
    return normal_id(fact.kind, name) if name else None
