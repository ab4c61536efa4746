"""Whose call was it: intruder, owner, AWS, the kit, or unclear, each with a reason.

One key has two hands on it. Its habits tell them apart (kit.analysis.actors.judge), together with what the
owner said (case.toml) and with how a credential came to be: what an intruder's act gave out is the
intruder's, what an owner's act gave out is the owner's. The rule in words: docs/decisions/actors.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kit.analysis.actors.decisions import Branch, Decision, Ground, said, speaks_of
from kit.analysis.actors.judge import Habits
from kit.analysis.actors.profiles import Profile, Visit, by_credential, visits
from kit.analysis.credentials import is_public, network

if TYPE_CHECKING:
    from kit.case import Case

KIT_AGENT = "leaked-key-kit"
# Ways by which a principal itself comes to a session or key: its own, not given out by an act.
_ITS_OWN = {"ConsoleLogin", "leaked", "seen"}


class Actors:
    """Judges all ways of calling at once: `decisions` by profile, `credentials` by credential id."""

    def __init__(
        self, case: Case, branches: Iterable[Branch], profiles: list[Profile], weights: Mapping[str, int]
    ) -> None:
        self._ground = Ground(case, weights)
        self._profiles = profiles
        self._visits = by_credential(visits(profiles))
        self.decisions = self._ground.decisions
        self.credentials: dict[str, Decision] = {}
        ordered = sorted(branches, key=lambda branch: (branch.depth, branch.credential_id))
        own = self._own(ordered)
        for branch in ordered:
            if branch.depth == 0:
                self._root(branch, own.get(branch.credential_id, []))
        self._upgrade()
        for branch in ordered:
            if branch.depth and branch.parent_id in own and branch.link in _ITS_OWN:
                self.credentials[branch.credential_id] = self._summed(branch.credential_id)
            elif branch.depth:
                self._child(branch)
        self._upgrade()
        self._spoken()

    def _own(self, branches: list[Branch]) -> dict[str, list[Branch]]:
        """Each leaked principal with its own sessions and keys: one person's habits, whatever the session."""
        found: dict[str, list[Branch]] = {}
        for branch in branches:
            if branch.depth == 0 and branch.kind == "principal":
                found[branch.credential_id] = []
            elif branch.parent_id in found and branch.link in _ITS_OWN:
                found[branch.parent_id].append(branch)
        return found

    def _root(self, branch: Branch, sessions: list[Branch]) -> None:
        ids = {branch.credential_id, *(session.credential_id for session in sessions)}
        merged: dict[tuple[str, str], Visit] = {}
        for credential_id in sorted(ids):
            for visit in self._visits.get(credential_id, []):
                key = (visit.network, visit.tool)
                merged.setdefault(key, Visit(branch.credential_id, *key)).profiles.extend(visit.profiles)
        if not merged:
            self.credentials[branch.credential_id] = Decision("unclear", "unused")
            return
        Habits(self._ground).judge(branch, sorted(merged.values(), key=lambda visit: visit.first_seen))
        actors = {self.decisions[p.profile].actor for visit in merged.values() for p in visit.profiles}
        actor = "owner" if "owner" in actors else "intruder" if actors == {"intruder"} else "unclear"
        self.credentials[branch.credential_id] = Decision(actor, "leaked")

    def _summed(self, credential_id: str) -> Decision:
        """The decision that most calls of a principal's own session got."""
        known: dict[str, Decision] = {}
        counted: Counter[str] = Counter()
        for visit in self._visits.get(credential_id, []):
            for profile in visit.profiles:
                decision = self.decisions[profile.profile]
                known.setdefault(decision.actor, decision)
                counted[decision.actor] += profile.calls
        if not counted:
            return Decision("unclear", "unused")
        return known[counted.most_common(1)[0][0]]

    def _child(self, branch: Branch) -> None:
        giver = self.decisions.get(branch.link_profile or 0) or self.credentials.get(branch.parent_id or "")
        actor = giver.actor if giver else "unclear"
        possible = branch.certainty == "possible"
        if actor not in ("intruder", "owner") or (possible and actor == "intruder"):
            actor = "unclear"
        facts = {"parent": branch.parent_id or "", "link": branch.link, "event": branch.link_event_id or ""}
        own = Decision(actor, "possible-link" if possible else f"child-{actor}", facts)
        self.credentials[branch.credential_id] = own
        for visit in self._visits.get(branch.credential_id, []):
            self._child_visit(branch, visit, own)

    def _child_visit(self, branch: Branch, visit: Visit, own: Decision) -> None:
        ground, facts = self._ground, {"network": visit.network, **own.args}
        touched, public = branch.link_event_time, any(is_public(address) for address in visit.addresses)
        if branch.kind == "instance_session" and branch.issued_at and touched and branch.issued_at < touched:
            # The machine was there before: its own calls are the owner's, calls from elsewhere after the act
            # are not.
            if visit.first_seen < touched:
                ground.say(visit.profiles, Decision("owner", "instance-inside", facts))
                return
            if own.actor == "intruder":
                own = Decision("intruder", "instance-outside", facts)
        if own.actor == "intruder" and ground.listed_network(visit):
            own = Decision("unclear", "owner-place", facts)
        elif own.actor == "intruder" and public and visit.network not in ground.owner_networks:
            ground.intruder_networks.setdefault(visit.network, visit.credential_id)
        ground.say(visit.profiles, own)

    def _upgrade(self) -> None:
        """What is unclear, or a child of the owner's, but comes from a network of the intruder's, is the
        intruder's."""
        ground = self._ground
        for profile in self._profiles:
            place = network(profile.address)
            decision = self.decisions.get(profile.profile)
            whose = ground.intruder_networks.get(place)
            if decision is None or whose is None or place in ground.owner_networks:
                continue
            if decision.actor == "unclear" or decision.reason == "child-owner":
                facts = {"network": place, "credential": whose}
                self.decisions[profile.profile] = Decision("intruder", "intruder-network", facts)

    def _spoken(self) -> None:
        """The kit by its agent, principals that the owner named, and last the analyst, whose word wins."""
        case = self._ground.case
        for profile in self._profiles:
            decision = self.decisions.get(profile.profile)
            actor = decision.actor if decision else ""
            # Anybody can write an agent: it excuses no change and no call from the intruder's network.
            if KIT_AGENT in profile.agent and profile.read_only and actor != "intruder":
                self.decisions[profile.profile] = Decision("kit", "kit", {"agent": profile.agent})
            elif profile.user_arn in case.owner_principals and actor == "unclear":
                self.decisions[profile.profile] = Decision(
                    "owner", "listed-principal", {"arn": profile.user_arn}
                )
            for verdict in case.verdicts:
                if speaks_of(verdict, profile):
                    self.decisions[profile.profile] = said(
                        verdict.actor, verdict.kind, verdict.value, verdict.note
                    )
                    break
