"""Whose call was it: intruder, owner, AWS, the kit, or unclear, each with a reason.

One key has two hands on it. The credential's own past in the same trail tells them apart, together with what the owner
said (case.toml) and with how a credential came to be: what an intruder's act gave out is the intruder's, what an
owner's act gave out is the owner's. The rule in words: docs/decisions/actors.md.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.analyses.profiles import Profile, Visit, by_credential, is_public, network, visits, within
from kit.analyses.signals import Past, Signals, signals

if TYPE_CHECKING:
    from kit.case import Case

KIT_AGENT = "leaked-key-kit"


@dataclass(frozen=True)
class Decision:
    """An actor and why: `reason` names the message actor-reason-<reason>, `args` are its arguments."""

    actor: str
    reason: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Branch:
    """A credential of the tree as this module needs it; `link_profile` is the profile of the act that links it."""

    credential_id: str
    kind: str
    parent_id: str | None
    depth: int
    link: str
    certainty: str
    issued_at: datetime | None
    link_event_id: str | None
    link_event_time: datetime | None
    link_profile: int | None


class Actors:
    """Judges all profiles at once; `decisions` maps each profile to its decision."""

    def __init__(
        self, case: Case, branches: Iterable[Branch], profiles: list[Profile], weights: Mapping[str, int]
    ) -> None:
        self._case = case
        self._weights = weights
        self._listed = [ipaddress.ip_network(text) for text in case.owner_networks]
        self._profiles = profiles
        self.decisions: dict[int, Decision] = {}
        self.credentials: dict[str, Decision] = {}
        self._intruder_networks: dict[str, str] = {}
        self._owner_networks: set[str] = set()
        self._visits = by_credential(visits(profiles))
        ordered = sorted(branches, key=lambda branch: (branch.depth, branch.credential_id))
        for branch in ordered:
            if branch.depth == 0:
                self._root(branch)
        self._upgrade()
        for branch in ordered:
            if branch.depth:
                self._child(branch)
        self._upgrade()
        self._analyst(profiles)

    # -- the leaked credentials themselves ---------------------------------------------------------------------

    def _root(self, branch: Branch) -> None:
        own = self._visits.get(branch.credential_id, [])
        if not own:
            self.credentials[branch.credential_id] = Decision("unclear", "unused")
            return
        first, early, late = self._split(own)
        deviating = [visit for visit in late if self._judged(visit, early).intruder]
        turn = min((visit.first_seen for visit in deviating), default=None)
        rivals = self._rivals(early)
        settled = not rivals and self._past(
            early, turn or max(v.profiles[-1].last_seen for v in own)
        ).long_enough(turn or max(p.last_seen for v in own for p in v.profiles))
        for visit in early:
            self._early(visit, settled, early, turn, first)
        for visit in late:
            self._late(visit, settled, early)
        actors = {self.decisions[p.profile].actor for visit in own for p in visit.profiles}
        actor = "owner" if "owner" in actors else "intruder" if actors == {"intruder"} else "unclear"
        self.credentials[branch.credential_id] = Decision(actor, "leaked")

    def _split(self, own: list[Visit]) -> tuple[datetime, list[Visit], list[Visit]]:
        """Visits of the credential's first day in the trail, and those that came later.

        What the owner or the analyst called the owner's counts as early whenever it came.
        """
        first = own[0].first_seen
        early = [
            visit
            for visit in own
            if self._is_owners(visit)
            or not Past(since=first, days={first.date(), visit.first_seen.date()}).long_enough(
                visit.first_seen
            )
        ]
        return first, early, [visit for visit in own if visit not in early]

    def _past(self, known: Iterable[Visit], until: datetime) -> Past:
        past = Past()
        for visit in known:
            for profile in visit.profiles:
                past.learn(profile, visit.network, visit.tool, until)
        return past

    def _judged(self, visit: Visit, early: list[Visit]) -> Signals:
        past = self._past(early, visit.first_seen)
        return signals(visit.profiles, visit.network, visit.tool, past, self._weights)

    def _rivals(self, early: list[Visit]) -> bool:
        """Whether one visit of the first day looks like an attack beside another: then there is no past to trust."""
        unnamed = [visit for visit in early if not self._is_owners(visit)]
        for visit in unnamed:
            others = [other for other in early if other.network != visit.network]
            past = self._past(others, datetime.max)
            if others and signals(visit.profiles, visit.network, visit.tool, past, self._weights).intruder:
                return True
        return False

    def _early(
        self, visit: Visit, settled: bool, early: list[Visit], turn: datetime | None, first: datetime
    ) -> None:
        if listed := self._listed_network(visit):
            self._own_place(visit, early, Decision("owner", "listed-network", {"network": listed}))
            return
        days = {day for day in visit.days if turn is None or day <= turn.date()}
        if settled and len(days) >= 2:
            facts = {"network": visit.network, "tool": visit.tool, "days": len(days), "since": first}
            self._owner_networks.add(visit.network)
            self._own_place(visit, early, Decision("owner", "past", facts))
            return
        self._say(visit, self._without_past(visit))

    def _late(self, visit: Visit, settled: bool, early: list[Visit]) -> None:
        if not settled:
            self._say(visit, self._without_past(visit))
            return
        found = self._judged(visit, early)
        facts = {"network": visit.network, "tool": visit.tool, **found.arguments()}
        if not found.network:
            # The owner's place with another tool: habits may differ, but an attack from there is not told apart.
            if found.intruder or (found.behaviour >= 2 and found.hostile):
                self._say(visit, Decision("unclear", "shared-network", facts))
            else:
                self._own_place(visit, early, Decision("owner", "owner-network", facts))
        elif found.intruder:
            self._intruder_networks.setdefault(visit.network, visit.credential_id)
            self._say(visit, Decision("intruder", "new", facts))
        else:
            self._say(visit, Decision("unclear", "lone-signal", facts))

    def _own_place(self, visit: Visit, early: list[Visit], decision: Decision) -> None:
        """An owner's visit; days on which it did what it never did before, in an attacker's manner, stay unclear."""
        start = min(v.first_seen for v in early) if early else visit.first_seen
        by_day: dict[Any, list[Profile]] = {}
        for profile in visit.profiles:
            by_day.setdefault(profile.first_seen.date(), []).append(profile)
        for day, profiles in by_day.items():
            began = min(profile.first_seen for profile in profiles)
            past = self._past(
                [v for v in early if v.first_seen < began], began.replace(hour=0, minute=0, second=0)
            )
            found = signals(profiles, visit.network, visit.tool, past, self._weights)
            strange = (
                day != start.date() and past.long_enough(began) and found.behaviour >= 2 and found.hostile
            )
            facts = {"network": visit.network, "tool": visit.tool, **found.arguments()}
            for profile in profiles:
                odd = strange and (profile.call in found.calls or profile.aws_region in found.regions)
                self.decisions[profile.profile] = (
                    Decision("unclear", "shared-network", facts) if odd else decision
                )

    def _without_past(self, visit: Visit) -> Decision:
        found = signals(visit.profiles, visit.network, visit.tool, Past(), self._weights)
        facts = {"network": visit.network, "heaviest": found.heaviest}
        if self._listed and found.hostile and any(is_public(address) for address in visit.addresses):
            self._intruder_networks.setdefault(visit.network, visit.credential_id)
            return Decision("intruder", "outside-listed", facts)
        return Decision("unclear", "no-past", facts)

    # -- credentials that came out of them ---------------------------------------------------------------------

    def _child(self, branch: Branch) -> None:
        giver = self.decisions.get(branch.link_profile or 0) or self.credentials.get(branch.parent_id or "")
        actor = giver.actor if giver else "unclear"
        if branch.certainty == "possible" and actor != "owner":
            actor = "unclear"
        facts = {"parent": branch.parent_id or "", "link": branch.link, "event": branch.link_event_id or ""}
        reason = "possible-link" if branch.certainty == "possible" else f"child-{actor}"
        own = Decision(actor if actor in ("intruder", "owner") else "unclear", reason, facts)
        if own.actor == "unclear" and reason != "possible-link":
            own = Decision("unclear", "child-unclear", facts)
        self.credentials[branch.credential_id] = own
        for visit in self._visits.get(branch.credential_id, []):
            self._child_visit(branch, visit, own)

    def _child_visit(self, branch: Branch, visit: Visit, own: Decision) -> None:
        facts = {"network": visit.network, **own.args}
        touched = branch.link_event_time
        if branch.kind == "instance_session" and branch.issued_at and touched and branch.issued_at < touched:
            # The machine was there before: its own calls are the owner's, calls from elsewhere after the act are not.
            before = visit.first_seen < touched
            decision = (
                Decision("owner", "instance-inside", facts)
                if before
                else Decision("intruder", "instance-outside", facts)
            )
            if not before and own.actor == "intruder":
                self._intruder_networks.setdefault(visit.network, visit.credential_id)
            self._say(visit, decision if before or own.actor == "intruder" else own)
        elif own.actor == "intruder" and self._listed_network(visit):
            self._say(visit, Decision("unclear", "owner-place", facts))
        elif own.actor == "intruder":
            self._say(visit, own)
            if visit.network not in self._owner_networks and any(
                is_public(address) for address in visit.addresses
            ):
                self._intruder_networks.setdefault(visit.network, visit.credential_id)
        else:
            self._say(visit, own)

    def _upgrade(self) -> None:
        """What is unclear, or a child of the owner's, but comes from a network of the intruder's, is the intruder's."""
        for profile in self._profiles:
            place = network(profile.address)
            decision = self.decisions.get(profile.profile)
            whose = self._intruder_networks.get(place)
            if decision is None or whose is None or place in self._owner_networks:
                continue
            if decision.actor == "unclear" or decision.reason == "child-owner":
                facts = {"network": place, "credential": whose}
                self.decisions[profile.profile] = Decision("intruder", "intruder-network", facts)

    # -- what people said ----------------------------------------------------------------------------------------

    def _analyst(self, profiles: Iterable[Profile]) -> None:
        for profile in profiles:
            decision = self.decisions.get(profile.profile)
            if (
                KIT_AGENT in profile.agent
                and profile.read_only
                and (decision is None or decision.actor != "intruder")
            ):
                self.decisions[profile.profile] = Decision("kit", "kit", {"agent": profile.agent})
            elif profile.user_arn in self._case.owner_principals and decision and decision.actor == "unclear":
                self.decisions[profile.profile] = Decision(
                    "owner", "listed-principal", {"arn": profile.user_arn}
                )
            for verdict in self._case.verdicts:
                if self._speaks_of(verdict, profile):
                    self.decisions[profile.profile] = said(
                        verdict.actor, verdict.kind, verdict.value, verdict.note
                    )
                    break

    @staticmethod
    def _speaks_of(verdict, profile: Profile) -> bool:
        if verdict.kind == "credential":
            return verdict.value == profile.credential_id
        if verdict.kind == "agent":
            return bool(verdict.value) and verdict.value in profile.agent
        return (
            verdict.kind == "network"
            and within(profile.address, [ipaddress.ip_network(verdict.value)]) is not None
        )

    def _listed_network(self, visit: Visit) -> str | None:
        found = [within(address, self._listed) for address in visit.addresses]
        return found[0] if found and all(found) else None

    def _is_owners(self, visit: Visit) -> bool:
        if self._listed_network(visit):
            return True
        owned = [verdict for verdict in self._case.verdicts if verdict.actor == "owner"]
        return bool(owned) and all(any(self._speaks_of(v, p) for v in owned) for p in visit.profiles)

    def _say(self, visit: Visit, decision: Decision) -> None:
        for profile in visit.profiles:
            self.decisions[profile.profile] = decision


def said(actor: str, kind: str, value: str, note: str) -> Decision:
    """The analyst's word as a decision, shown as such."""
    reason = "verdict-note" if note else "verdict"
    return Decision(actor, reason, {"kind": kind, "value": value, "note": note})
