"""Whose call was it: intruder, owner, AWS, the kit, or unclear, each with a reason.

One key has two users. Its habits tell them apart (kit.analysis.actors.habits), or where the evidence holds no
past, what they do (kit.analysis.actors.conduct), together with what the owner said (case.toml) and with how a
credential came to be: what an intruder's act gave out is the intruder's, what an owner's act gave out is the
owner's. The rule in words: docs/decisions/actors.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from kit.analysis.actors.conduct import BESIDE, Conduct, jobs_of
from kit.analysis.actors.decisions import Decision, Decisions, Origin, by_verdict, standing_verdict
from kit.analysis.actors.habits import Habits
from kit.analysis.actors.profiles import Profile, Visit, by_credential, visits
from kit.analysis.credentials import is_outside, is_public
from kit.rules import SEEN

if TYPE_CHECKING:
    from kit.case import Case

KIT_AGENT = "leaked-key-kit"
# Credentials that live in one place for some hours.
_SESSIONS = {"role_session", "session_token", "federation_token", "instance_session", "service_session"}
# Ways by which a principal itself comes to a session or key: its own, not given out by an act.
_ITS_OWN = {SEEN["console_session"], "leaked", "seen"}


class Judge:
    """Judges all ways of calling at once: `calls` by profile, `credentials` by credential id."""

    def __init__(
        self,
        case: Case,
        origins: Iterable[Origin],
        profiles: list[Profile],
        weights: Mapping[str, int],
        conduct: Callable[[], Conduct],
    ) -> None:
        """`conduct` is asked for only where a credential has no past: it looks at every act."""
        self._decisions = Decisions(case, weights)
        self._conduct = conduct
        self._unjudged: list[Visit] = []
        self._profiles = profiles
        self._visits = by_credential(visits(profiles))
        self.calls = self._decisions.by_profile
        self.credentials: dict[str, Decision] = {}
        ordered = sorted(origins, key=lambda origin: (origin.depth, origin.credential_id))
        self._sessions = {origin.credential_id for origin in ordered if origin.kind in _SESSIONS}
        self._children: dict[str, list[str]] = defaultdict(list)
        for origin in ordered:
            self._children[origin.parent_id or ""].append(origin.credential_id)
        own = self._own(ordered)
        for origin in ordered:
            if origin.depth == 0:
                self._leaked(origin, own.get(origin.credential_id, []))
        self._beside()
        self._upgrade()
        for origin in ordered:
            if origin.depth and origin.parent_id in own and origin.link in _ITS_OWN:
                self.credentials[origin.credential_id] = self._most_calls(origin.credential_id)
            elif origin.depth:
                self._issued(origin)
        self._beside()
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
        merged: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        for credential_id in sorted(ids):
            for visit in self._visits.get(credential_id, []):
                merged[visit.network, visit.tool] += visit.profiles
        if not merged:
            self.credentials[origin.credential_id] = Decision("unclear", "unused")
            return
        own = [Visit(origin.credential_id, *key, tuple(some)) for key, some in merged.items()]
        own.sort(key=lambda visit: visit.first_seen)
        Habits(self._decisions).judge(origin, own)
        self._without_past(ids, [visit for visit in own if self._lacks_past(visit)])
        actors = {self.calls[p.profile].actor for visit in own for p in visit.profiles}
        actor = "owner" if "owner" in actors else "intruder" if actors == {"intruder"} else "unclear"
        self.credentials[origin.credential_id] = Decision(actor, "leaked")

    def _lacks_past(self, visit: Visit) -> bool:
        return all(self.calls[profile.profile].reason == "no-past" for profile in visit.profiles)

    def _without_past(self, ids: set[str], own: list[Visit]) -> None:
        """Judges by conduct what habits could not."""
        if not own:
            return
        conduct = self._conduct()
        jobs = jobs_of(profile for visit in own for profile in visit.profiles)
        issued = self._issued_profiles(ids)
        for credential_id in sorted(ids):
            self._two_places(credential_id, conduct)
        for visit in own:
            outside = any(is_outside(address) for address in visit.addresses)
            if not outside or not self._lacks_past(visit):
                continue
            here = issued.get(visit.network, [])
            found = conduct.judge(visit, here, jobs.get(visit.tool, set()))
            facts = {"network": visit.network, "tool": visit.tool, "grounds": found.listed()}
            if found.reason != "no-past":
                self._record(visit, Decision(found.actor, found.reason, facts))
        self._unjudged.extend(own)

    def _beside(self) -> None:
        """Visits without a past beside what is likely the third party's: same network, same hours, same kind
        of acts."""
        for own in self._unjudged:
            place = self._decisions.likely_networks.get(own.network)
            if place is None or own.network in self._decisions.owner_networks or not self._lacks_past(own):
                continue
            meets = own.first_seen <= place.last_seen + BESIDE and own.last_seen >= place.first_seen - BESIDE
            if meets and self._conduct().goes_along(own):
                facts = {"network": own.network, "credential": place.credential_id}
                self._decisions.record(own.profiles, Decision("intruder", "conduct-beside", facts))

    def _record(self, visit: Visit, decision: Decision) -> None:
        self._decisions.record(visit.profiles, decision)
        if decision.actor == "intruder":
            self._decisions.note_likely(visit)

    def _issued_profiles(self, ids: set[str]) -> dict[str, list[Profile]]:
        """Network -> calls from there by what came out of these credentials."""
        found: dict[str, list[Profile]] = defaultdict(list)
        waiting = [child for parent in ids for child in self._children[parent] if child not in ids]
        while waiting:
            credential_id = waiting.pop()
            waiting.extend(self._children[credential_id])
            for visit in self._visits.get(credential_id, []):
                found[visit.network].extend(visit.profiles)
        return found

    def _two_places(self, credential_id: str, conduct: Conduct) -> None:
        """A session lives in one place: who looks around with it from a second one, with another tool, while
        the first goes on, has taken it from there."""
        own = [visit for visit in self._visits.get(credential_id, []) if self._lacks_past(visit)]
        own = [visit for visit in own if any(is_outside(address) for address in visit.addresses)]
        if credential_id not in self._sessions or len(own) < 2:
            return
        first, taken = own[0], []
        if conduct.judge(first, (), set()).grounds:
            return
        for visit in own[1:]:
            elsewhere = visit.network != first.network and visit.tool != first.tool
            if elsewhere and first.last_seen > visit.first_seen and conduct.goes_along(visit):
                facts = {"network": visit.network, "tool": visit.tool, "first": first.network}
                self._record(visit, Decision("intruder", "two-places", facts))
                taken.append(visit)
        if taken:
            self._record(
                first, Decision("owner", "first-place", {"network": first.network, "tool": first.tool})
            )

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
        # That it came of this call is only possible: whoever made the call, nobody can tell whose it is.
        if actor not in ("intruder", "owner") or possible:
            actor = "unclear"
        facts = {"parent": origin.parent_id or "", "link": origin.link, "event": origin.link_event_id or ""}
        likely = issuer is not None and issuer.certainty == "likely"
        own = Decision(actor, "possible-link" if possible else f"child-{actor}", facts, likely)
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
                own = Decision("intruder", "instance-outside", facts, own.rests_on_likely)
        if own.actor == "intruder" and decisions.listed_network(visit):
            own = Decision("unclear", "owner-place", facts)
        elif own.actor == "intruder" and public and visit.network not in decisions.owner_networks:
            if own.certainty == "certain":
                decisions.intruder_networks.setdefault(visit.network, visit.credential_id)
            else:
                decisions.note_likely(visit)
        decisions.record(visit.profiles, own)

    def _upgrade(self) -> None:
        """What is unclear, or a child of the owner's, but comes from a network of the intruder's, is the
        intruder's."""
        decisions = self._decisions
        for profile in self._profiles if decisions.intruder_networks else ():
            whose = decisions.intruder_networks.get(profile.network)
            if whose is None or profile.network in decisions.owner_networks:
                continue
            decision = self.calls.get(profile.profile)
            if decision is None:
                continue
            if decision.actor == "unclear" or decision.reason == "child-owner":
                facts = {"network": profile.network, "credential": whose}
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
            elif actor == "unclear" and (agent := _listed(profile.agent, case.owner_agents)):
                self.calls[profile.profile] = Decision("owner", "listed-agent", {"agent": agent})
            if verdict := standing_verdict(case.verdicts, profile):
                self.calls[profile.profile] = by_verdict(
                    verdict.actor, verdict.kind, verdict.words, verdict.note
                )


def _listed(agent: str, agents: Iterable[str]) -> str:
    """The program of [owner] agents that an agent names; '' for none."""
    return next((each for each in agents if each.strip() and each in agent), "")
