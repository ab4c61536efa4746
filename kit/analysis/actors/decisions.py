"""What is decided of a call, and what habits and judge share: the case's facts and the decisions so far."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.analysis.actors.profiles import Profile, Visit
from kit.analysis.credentials import within

if TYPE_CHECKING:
    from kit.case import Case, Verdict


# Reason -> what a decision rests on: kit/vocabulary.yml, basis.
BASIS = {
    **dict.fromkeys(("verdict", "verdict-note"), "verdict"),
    **dict.fromkeys(
        (
            "listed-network", "listed-principal", "listed-agent", "outside-listed", "session-home",
            "owner-network", "instance-inside", "aws-quarantine",
        ),
        "place",
    ),
    **dict.fromkeys(("past", "new"), "habit"),
    **dict.fromkeys(
        ("child-intruder", "child-owner", "intruder-network", "instance-outside", "on-behalf", "leaked"),
        "chain",
    ),
    **dict.fromkeys(("conduct", "conduct-beside", "two-places", "first-place", "job", "kit"), "conduct"),
}  # fmt: skip
# An agent can be written by anybody, and conduct shows no habit.
_LIKELY = {"conduct", "conduct-beside", "two-places", "first-place", "job", "kit"}


@dataclass(frozen=True)
class Decision:
    """An actor and why: `reason` names the message actor-reason-<reason>, `args` are its arguments.

    `rests_on_likely` marks what follows from a decision that is itself only likely.
    """

    actor: str
    reason: str
    args: Mapping[str, Any] = field(default_factory=dict)
    rests_on_likely: bool = False

    @property
    def certainty(self) -> str | None:
        """`certain`, `likely` (by conduct, or out of what is), None where nobody can tell."""
        if self.actor == "unclear":
            return None
        return "likely" if self.rests_on_likely or self.reason in _LIKELY else "certain"

    @property
    def basis(self) -> str:
        """`verdict`, `place`, `habit`, `chain`, `conduct` or `none`."""
        return "none" if self.actor == "unclear" else BASIS[self.reason]


@dataclass(frozen=True)
class LikelyPlace:
    """A network that is likely the third party's, by which credential, and when it was."""

    credential_id: str
    first_seen: datetime
    last_seen: datetime


def is_third_party(actor: str | None) -> bool:
    """Whether a call or thing is the third party's, certain or likely."""
    return actor == "intruder"


def may_be_third_party(actor: str | None) -> bool:
    """Whether it is theirs, or nobody can tell whose it is."""
    return actor in ("intruder", "unclear")


def how_sure(calls: int, likely: int) -> str:
    """What sentences choose their words by: `certain`, `likely` (all of the calls), `mixed`."""
    return "certain" if not likely else "likely" if likely == calls else "mixed"


@dataclass(frozen=True)
class Origin:
    """Where a credential of the tree came from; `link_profile` is the profile of the act that links it."""

    credential_id: str
    kind: str
    parent_id: str | None
    depth: int
    link: str
    certainty: str
    issued_at: datetime | None
    issued_from: str | None
    link_event_id: str | None
    link_event_time: datetime | None
    link_profile: int | None


class Decisions:
    """What the owner and the analyst said, and the decisions so far."""

    def __init__(self, case: Case, weights: Mapping[str, int]) -> None:
        self.case = case
        self.weights = weights
        self.listed = [ipaddress.ip_network(text) for text in case.owner_networks]
        self.by_profile: dict[int, Decision] = {}
        self.intruder_networks: dict[str, str] = {}
        self.likely_networks: dict[str, LikelyPlace] = {}
        self.owner_networks: set[str] = set()

    def record(self, profiles: Iterable[Profile], decision: Decision) -> None:
        for profile in profiles:
            self.by_profile[profile.profile] = decision

    def note_likely(self, visit: Visit) -> None:
        """Takes the visit's network for likely the third party's, as of its hours; the first one stays."""
        place = LikelyPlace(visit.credential_id, visit.first_seen, visit.last_seen)
        self.likely_networks.setdefault(visit.network, place)

    def listed_network(self, visit: Visit) -> str | None:
        """The network of case.toml that holds all addresses of the visit."""
        if not self.listed:
            return None
        found = [within(address, self.listed) for address in visit.addresses]
        return found[0] if found and all(found) else None

    def is_owners(self, visit: Visit) -> bool:
        """Whether the owner or the analyst said that these calls are the owner's."""
        if self.listed_network(visit):
            return True
        owned = [verdict for verdict in self.case.verdicts if verdict.actor == "owner"]
        return bool(owned) and all(any(applies(v, p) for v in owned) for p in visit.profiles)


def applies(verdict: Verdict, profile: Profile) -> bool:
    """Whether a verdict of the analyst is about such calls; verdicts on single events are not seen here."""
    return all(_fits(kind, value, profile) for kind, value in verdict.names)


def _fits(kind: str, value: str, profile: Profile) -> bool:
    if kind == "credential":
        return value == profile.credential_id
    if kind == "agent":
        return bool(value) and value in profile.agent
    if kind == "tool":
        return value == profile.tool
    return kind == "network" and within(profile.address, [ipaddress.ip_network(value)]) is not None


def standing_verdict(verdicts: Iterable[Verdict], profile: Profile) -> Verdict | None:
    """The verdict that stands for such calls: the one that names more, of two networks the narrower, else the
    later."""
    stands: Verdict | None = None
    for verdict in verdicts:
        if applies(verdict, profile) and (stands is None or not _outranks(stands, verdict)):
            stands = verdict
    return stands


def _outranks(earlier: Verdict, later: Verdict) -> bool:
    if len(earlier.names) != len(later.names):
        return len(earlier.names) > len(later.names)
    if earlier.kind == later.kind == "network":
        lengths = [ipaddress.ip_network(each.value).prefixlen for each in (earlier, later)]
        return lengths[0] > lengths[1]
    return False


def by_verdict(actor: str, kind: str, value: str, note: str) -> Decision:
    """The analyst's word as a decision, shown as such."""
    reason = "verdict-note" if note else "verdict"
    return Decision(actor, reason, {"kind": kind, "value": value, "note": note})
