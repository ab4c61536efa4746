"""Whose call was it: intruder, owner, AWS, the kit, or unclear, each with a reason.

One key has two users. Its habits tell them apart (kit.analysis.actors.habits), together with what the
owner said (case.toml) and with how a credential came to be: what an intruder's act gave out is the
intruder's, what an owner's act gave out is the owner's. The rule in words: docs/decisions/actors.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kit.analysis.actors.decisions import Decision, Decisions, Origin, applies, by_verdict
from kit.analysis.actors.habits import Habits
from kit.analysis.actors.profiles import Profile, Visit, by_credential, visits
from kit.analysis.credentials import is_public, network
from kit.rules import SEEN

if TYPE_CHECKING:
    from kit.case import Case

KIT_AGENT = "leaked-key-kit"
# Ways by which a principal itself comes to a session or key: its own, not given out by an act.
_ITS_OWN = {SEEN["console_session"], "leaked", "seen"}


class Judge:
    """Judges all ways of calling at once: `calls` by profile, `credentials` by credential id."""

    def __init__(
        self, case: Case, origins: Iterable[Origin], profiles: list[Profile], weights: Mapping[str, int]
    ) -> None:
        self._decisions = Decisions(case, weights)
        self._profiles = profiles
        self._visits = by_credential(visits(profiles))
        self.calls = self._decisions.by_profile
        self.credentials: dict[str, Decision] = {}
        ordered = sorted(origins, key=lambda origin: (origin.depth, origin.credential_id))
        own = self._own(ordered)
        for origin in ordered:
            if origin.depth == 0:
                self._leaked(origin, own.get(origin.credential_id, []))
        self._upgrade()
        for origin in ordered:
            if origin.depth and origin.parent_id in own and origin.link in _ITS_OWN:
                self.credentials[origin.credential_id] = self._most_calls(origin.credential_id)
            elif origin.depth:
                self._issued(origin)
        self._upgrade()
        self._apply_verdicts()

    def _own(self, origins: list[Origin]) -> dict[str, list[Origin]]:
        """Each leaked principal with its own sessions and keys: one person's habits, whatever the session."""
        found: dict[str, list[Origin]] = {}
        for origin in origins:
            if origin.depth == 0 and origin.kind == "principal":
                found[origin.credential_id] = []
            elif origin.parent_id in found and origin.link in _ITS_OWN:
                found[origin.parent_id].append(origin)
        return found

    def _leaked(self, origin: Origin, sessions: list[Origin]) -> None:
        ids = {origin.credential_id, *(session.credential_id for session in sessions)}
        merged: dict[tuple[str, str], Visit] = {}
        for credential_id in sorted(ids):
            for visit in self._visits.get(credential_id, []):
                key = (visit.network, visit.tool)
                merged.setdefault(key, Visit(origin.credential_id, *key)).profiles.extend(visit.profiles)
        if not merged:
            self.credentials[origin.credential_id] = Decision("unclear", "unused")
            return
        Habits(self._decisions).judge(origin, sorted(merged.values(), key=lambda visit: visit.first_seen))
        actors = {self.calls[p.profile].actor for visit in merged.values() for p in visit.profiles}
        actor = "owner" if "owner" in actors else "intruder" if actors == {"intruder"} else "unclear"
        self.credentials[origin.credential_id] = Decision(actor, "leaked")

    def _most_calls(self, credential_id: str) -> Decision:
        """The decision that most calls of a principal's own session got."""
        known: dict[str, Decision] = {}
        counted: Counter[str] = Counter()
        for visit in self._visits.get(credential_id, []):
            for profile in visit.profiles:
                decision = self.calls[profile.profile]
                known.setdefault(decision.actor, decision)
                counted[decision.actor] += profile.calls
        if not counted:
            return Decision("unclear", "unused")
        return known[counted.most_common(1)[0][0]]

    def _issued(self, origin: Origin) -> None:
        issuer = self.calls.get(origin.link_profile or 0) or self.credentials.get(origin.parent_id or "")
        actor = issuer.actor if issuer else "unclear"
        possible = origin.certainty == "possible"
        if actor not in ("intruder", "owner") or (possible and actor == "intruder"):
            actor = "unclear"
        facts = {"parent": origin.parent_id or "", "link": origin.link, "event": origin.link_event_id or ""}
        own = Decision(actor, "possible-link" if possible else f"child-{actor}", facts)
        self.credentials[origin.credential_id] = own
        for visit in self._visits.get(origin.credential_id, []):
            self._issued_visit(origin, visit, own)

    def _issued_visit(self, origin: Origin, visit: Visit, own: Decision) -> None:
        decisions, facts = self._decisions, {"network": visit.network, **own.args}
        touched, public = origin.link_event_time, any(is_public(address) for address in visit.addresses)
        if origin.kind == "instance_session" and origin.issued_at and touched and origin.issued_at < touched:
            # The machine was there before: its own calls are the owner's, calls from elsewhere after the act
            # are not.
            if visit.first_seen < touched:
                decisions.record(visit.profiles, Decision("owner", "instance-inside", facts))
                return
            if own.actor == "intruder":
                own = Decision("intruder", "instance-outside", facts)
        if own.actor == "intruder" and decisions.listed_network(visit):
            own = Decision("unclear", "owner-place", facts)
        elif own.actor == "intruder" and public and visit.network not in decisions.owner_networks:
            decisions.intruder_networks.setdefault(visit.network, visit.credential_id)
        decisions.record(visit.profiles, own)

    def _upgrade(self) -> None:
        """What is unclear, or a child of the owner's, but comes from a network of the intruder's, is the
        intruder's."""
        decisions = self._decisions
        for profile in self._profiles:
            place = network(profile.address)
            decision = self.calls.get(profile.profile)
            whose = decisions.intruder_networks.get(place)
            if decision is None or whose is None or place in decisions.owner_networks:
                continue
            if decision.actor == "unclear" or decision.reason == "child-owner":
                facts = {"network": place, "credential": whose}
                self.calls[profile.profile] = Decision("intruder", "intruder-network", facts)

    def _apply_verdicts(self) -> None:
        """The kit by its agent, principals that the owner named, and last the analyst, whose word wins."""
        case = self._decisions.case
        for profile in self._profiles:
            decision = self.calls.get(profile.profile)
            actor = decision.actor if decision else ""
            # Anybody can write an agent: it excuses no change and no call from the intruder's network.
            if KIT_AGENT in profile.agent and profile.read_only and actor != "intruder":
                self.calls[profile.profile] = Decision("kit", "kit", {"agent": profile.agent})
            elif profile.user_arn in case.owner_principals and actor == "unclear":
                self.calls[profile.profile] = Decision("owner", "listed-principal", {"arn": profile.user_arn})
            for verdict in case.verdicts:
                if applies(verdict, profile):
                    self.calls[profile.profile] = by_verdict(
                        verdict.actor, verdict.kind, verdict.value, verdict.note
                    )
                    break
