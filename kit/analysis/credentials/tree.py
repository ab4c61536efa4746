"""The walk from the leaked credentials to the last one, over credentials and the things that acts open.

Every way has a price: a proved link costs least, a possible one most; the cheapest way to a credential is the
one shown (Dijkstra's algorithm), so cycles end and the order of the evidence does not matter. A thing that an
act of the tree opens (a user, a role's trust, an instance ...) counts from that moment to the next act that
resets it.
"""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kit.analysis.credentials.issued import Credential
from kit.analysis.credentials.links import SLACK, TOKEN_LIFE, Act, Sighting
from kit.analysis.credentials.trust import RoleUses
from kit.rules import SEEN

PRICE = {"proved": 1, "strong": 100, "possible": 10_000}
RANK = {"proved": 0, "strong": 1, "possible": 2}
# Links whose event is the act that opened the way, not the first use.
_BY_OPENING = {"trust_change", "instance_profile", "service_role", SEEN["user"]}


@dataclass(slots=True)
class Node:
    """A credential of the tree with the way that leads to it."""

    credential: Credential
    parent: str | None
    link: str
    certainty: str
    link_event_id: str | None
    opened_by: Act | None  # the act that opened the way, where it isn't the credential itself
    price: int


@dataclass(slots=True)
class Opening:
    """A thing opened by an act of the tree, from `since` until it is reset."""

    node: str
    parent: str
    act: Act | None
    since: datetime
    until: datetime | None
    price: int
    certainty: str = "strong"


@dataclass
class Walk:
    """Call `run` once; `nodes` then holds the tree, roots first."""

    acts: list[Act]
    credentials: list[Credential]
    alias: dict[str, str]
    keys: list[Sighting] = field(default_factory=list)
    outside: Mapping[str, list[tuple[datetime, str]]] = field(default_factory=dict)
    by_caller: Mapping[tuple[str, int], str] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._heap: list[tuple] = []
        self._order = itertools.count()
        self._seen = {key.access_key_id: key for key in self.keys}
        self._roles = RoleUses(self.acts, self.keys)
        self._by_caller: dict[str, list[Act]] = defaultdict(list)
        self._issued_by: dict[int, list[Credential]] = defaultdict(list)
        self._by_stem: dict[str, list[Credential | Act]] = defaultdict(list)
        self._resets: dict[str, list[datetime]] = defaultdict(list)
        self._opened: set[tuple[str, int]] = set()
        for credential in self.credentials:
            if credential.act:
                self._issued_by[credential.act.event_no].append(credential)
            for stem in credential.stems:
                self._by_stem[stem].append(credential)
        for act in self.acts:
            if act.caller_key:
                self._by_caller[self.alias.get(act.caller_key, act.caller_key)].append(act)
            if act.ends and act.rule.how in ("gone", "replaced", "reset"):
                self._resets[act.ends].append(act.event_time)
            if act.stems_from and act.opens and not act.gives:  # a thing that came out of another
                for stem in act.stems_from:
                    self._by_stem[stem].append(act)
        for times in self._resets.values():
            times.sort()

    def run(self, roots: list[Credential]) -> dict[str, Node]:
        for root in roots:
            self._offer(root, None, "leaked", "proved", None, 0, None)
        while self._heap:
            price, *_, credential, node = heapq.heappop(self._heap)
            if credential.id not in self.nodes:
                self.nodes[credential.id] = node
                self._settle(node, price)
        return self.nodes

    def _offer(
        self,
        credential: Credential,
        parent: str | None,
        link: str,
        certainty: str,
        opened_by: Act | None,
        price: int,
        event: str | None,
    ) -> None:
        if credential.id in self.nodes or credential.id == parent:
            return
        if RANK[credential.certainty] > RANK[certainty]:
            certainty = credential.certainty
        price += PRICE[certainty] if parent else 0
        node = Node(credential, parent, link, certainty, event, opened_by, price)
        # A tie goes to the record that names its caller, then to the earlier one.
        away = 0 if credential.act is None or credential.act.access_key_id else 1
        heapq.heappush(
            self._heap,
            (price, credential.at, away, credential.event_key, next(self._order), credential, node),
        )

    def _settle(self, node: Node, price: int) -> None:
        credential = node.credential
        for act in self._by_caller.get(credential.id, ()):
            self._called(act, credential.id, price)
        if credential.kind == "principal":
            self._open(Opening(credential.id, credential.id, None, datetime.min, None, price, "proved"))
        seen = credential.sighting or self._seen.get(credential.id)
        if seen and seen.principal_id:
            # A role session's principal id holds the session's name; a user's stands for all its keys.
            certainty = "strong" if ":" in seen.principal_id else "possible"
            self._open(
                Opening(
                    f"pid:{seen.principal_id}",
                    credential.id,
                    None,
                    credential.at,
                    credential.expires_at,
                    price,
                    certainty,
                )
            )
        if credential.kind == "console_session":
            arn = f"console:{credential.principal_arn}"
            self._open(
                Opening(arn, credential.id, credential.act, credential.at, credential.expires_at, price)
            )
        if seen and seen.source_identity:
            source = f"as:{seen.source_identity}"
            self._open(
                Opening(source, credential.id, None, credential.at, credential.expires_at, price, "possible")
            )

    def _called(self, act: Act, caller: str, price: int) -> None:
        """An act of a credential of the tree: what it gave out, and what it opened."""
        parent = caller
        for credential in self._issued_by[act.event_no]:
            self._offer(credential, caller, credential.link, "proved", None, price, act.event_id)
            if credential.kind == "login_profile":
                parent = credential.id
        if act.sets_identity:
            self._open(
                Opening(f"as:{act.sets_identity}", caller, act, act.event_time, None, price, "possible")
            )
        self._act_opens(act, parent, price)
        for role in act.passed_roles or ():
            service = act.event_source.split(".", 1)[0].replace("ecs", "ecs-tasks")
            self._open(
                Opening(f"passed:{service}:{role}", caller, act, act.event_time, None, price, "possible")
            )

    def _act_opens(self, act: Act, parent: str, price: int) -> None:
        for thing in filter(None, act.opens or ()):  # a record may lack the name
            certainty = "possible" if act.rule.was_there else "strong"
            times = self._resets.get(thing, [])
            after = bisect_right(times, act.event_time)
            until = times[after] if after < len(times) else None
            if thing.startswith("signin:"):
                until = act.event_time + TOKEN_LIFE
            self._open(Opening(thing, parent, act, act.event_time, until, price, certainty))

    def _open(self, opening: Opening) -> None:
        mark = (opening.node, opening.act.event_no if opening.act else hash(opening.parent))
        if mark in self._opened:
            return
        self._opened.add(mark)
        for candidate in self._by_stem.get(opening.node, ()):
            if isinstance(candidate, Act):
                if self._in_time(opening, candidate.event_time) and opening.act:
                    self._act_opens(candidate, opening.parent, opening.price)
                continue
            found = self._way(opening, candidate)
            if found:
                certainty, link = found
                # Where a thing was opened first, that act is the link; its use is the credential.
                act = opening.act if link in _BY_OPENING else None
                event = act.event_id if act else candidate.event_id
                # A user's own password or key says more than that the user was made by them.
                price = opening.price + (10 if opening.node.startswith("user:") else 0)
                self._offer(candidate, opening.parent, link, certainty, act, price, event)

    def _in_time(self, opening: Opening, at: datetime) -> bool:
        if opening.since != datetime.min and at < opening.since - SLACK:
            return False
        return opening.until is None or at < opening.until

    def _way(self, opening: Opening, credential: Credential) -> tuple[str, str] | None:
        """(certainty, link) of a credential through an opened thing; None when it does not hold."""
        thing = opening.node.split(":", 1)[0]
        if thing == "instance" and opening.act and opening.act.rule.reached:
            taken = any(seen >= opening.since for seen, _ in self.outside.get(credential.id, ()))
            sure = "strong" if taken else self.by_caller.get((credential.id, opening.act.event_no))
            return (sure, "instance_profile") if sure else None
        if not self._in_time(opening, credential.at):
            return None
        certainty, act = opening.certainty, credential.act
        if thing == "principal":
            return certainty, credential.link or "leaked"
        if thing == "role":
            sure = self._roles.certainty(opening.act, credential) if opening.act else None
            return (sure, credential.link if act and act.by_service else "trust_change") if sure else None
        if thing == "passed":
            if act is None or self._roles.served_before(act, opening.since):
                return None
            return "possible", credential.link
        if thing == "instance":
            return certainty, "instance_profile"
        if thing in ("function", "task", "build"):
            if thing == "function" and act and not self._same_role(opening.act, act):
                return None
            return certainty, "service_role"
        if thing == "user":
            return certainty, credential.link or SEEN["user"]
        if thing in ("pid", "as", "console") and credential.act is opening.act and credential.act is not None:
            return None
        if thing == "pid" and credential.link == "":
            return None
        return certainty, credential.link or thing_link(thing, credential)

    def _same_role(self, opened: Act | None, credential: Act) -> bool:
        return not (opened and opened.passed_roles) or credential.role_arn in opened.passed_roles


def thing_link(thing: str, credential: Credential) -> str:
    """The word for a link to a credential that was only seen in use."""
    if credential.kind == "console_session":
        return SEEN["console_session"]
    seen = {"as": "source_identity", "pid": SEEN["role"], "login": SEEN["console_session"]}
    return seen.get(thing, "seen")
