"""What happens in the demo, in order, and what of it is true: events, credentials, made principals, started
resources.

Truth is kept with the events it rests on, so that each source of evidence (trail, Event history) gets its own
truth: a row whose event a source does not hold is not in that source's truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kit.demo.cast import HOME, Cast, User
from kit.demo.dice import Dice
from kit.demo.records import DATA, UNRECORDED, Record, record


@dataclass
class Event:
    """One record, whose act it is, and with which credential of the tree (None: none of them)."""

    record: Record
    when: datetime
    actor: str
    credential: str | None
    in_trail: bool
    in_history: bool

    @property
    def id(self) -> str:
        return self.record["eventID"]

    def seen_in(self, source: str) -> bool:
        return self.in_trail if source == "trail" else self.in_history


@dataclass
class Row:
    """One row of truth: its columns, the event it began with and the events that ended it."""

    columns: dict[str, Any]
    made: Event | None
    ends: list[tuple[Event, str]] = field(default_factory=list)
    seen: Event | None = None  # the row is known once this event is, where that is another than `made`

    def end(self, event: Event, state: str = "gone") -> None:
        """A later act that stopped it or ended it (or, with `alive`, brought it back)."""
        self.ends.append((event, state))


class Scene:
    """The stage: a clock, the trail's gaps, and lists of what was done."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.dice = Dice(cast.seed, cast.shape, "scene")
        self.events: list[Event] = []
        self.credentials: dict[str, Row] = {}
        self.principals: list[Row] = []
        self.resources: list[Row] = []
        self.machines: list[Any] = []  # running things that cost money, for the bill
        self.gaps: list[tuple[str, datetime, datetime]] = []  # account, StopLogging, StartLogging
        self.quarantines: list[dict[str, Any]] = []
        self.deactivated: Event | None = None
        self.reads: list[dict[str, Any]] = []
        self.cannot_say: list[dict[str, str]] = []
        self.steps: list[dict[str, str | None]] = []
        self.now = cast.first
        self.until = cast.first  # when the role session issued last runs out
        self.notice: User | None = None  # whom AWS's mail names
        self.noticed: datetime | None = None
        self.leaked_keys: list[str] = []
        self.leaked_principals: list[str] = []
        self.used_regions = {HOME, "us-east-1", "ap-northeast-3"}  # by the key, or on the past bill
        self.habit = "steady"  # what the owner's account costs on ordinary days
        self.app: Any = None  # the owner's application, if it calls at all

    def at(self, day: int, clock: str) -> None:
        """Sets the clock: day counted from 1, `HH:MM:SS` in UTC."""
        self.now = self.cast.at(day, clock)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def tick(self) -> None:
        self.now += timedelta(seconds=self.dice.randint(1, 4))

    def add(self, made: Record, actor: str, credential: str | None = None) -> Event:
        """Puts a record on the stage; who sees it follows from its time, its account and its kind."""
        when = datetime.strptime(made["eventTime"], "%Y-%m-%dT%H:%M:%SZ")
        service, name = made["eventSource"].removesuffix(".amazonaws.com"), made["eventName"]
        recorded = (service, name) not in UNRECORDED
        stopped = any(
            account == made["recipientAccountId"] and since < when < until
            for account, since, until in self.gaps
        )
        event = Event(
            made,
            when,
            actor,
            credential,
            in_trail=recorded and not stopped,
            in_history=recorded and name not in DATA.get(service, ()),
        )
        self.events.append(event)
        return event

    def credential(
        self,
        credential_id: str,
        kind: str,
        parent: str | None,
        link: str,
        event: Event | None,
        *,
        arn: str,
        account: str,
        certainty: str = "proved",
        until: datetime | None = None,
        seen: Event | None = None,
    ) -> str:
        """A credential of the tree. `event` is the act that links it to its parent, `seen` one that shows the
        key."""
        self.credentials[credential_id] = Row(
            {
                "credential_id": credential_id,
                "kind": kind,
                "parent_id": parent,
                "link": link,
                "certainty": certainty,
                "principal_arn": arn,
                "account_id": account,
                "expires_at": until,
            },
            event,
            seen=seen,
        )
        return credential_id

    def principal(self, event: Event, kind: str, name: str, arn: str | None, change: str, **more: Any) -> Row:
        row = Row(
            {
                "account_id": event.record["recipientAccountId"],
                "kind": kind,
                "name": name,
                "arn": arn,
                "change": change,
                "credential_id": event.credential,
                "actor": event.actor,
                **more,
            },
            event,
        )
        self.principals.append(row)
        return row

    def resource(
        self, event: Event, service: str, kind: str, name: str, change: str = "created", **more: Any
    ) -> Row:
        row = Row(
            {
                "account_id": event.record["recipientAccountId"],
                "service": service,
                "resource_type": kind,
                "resource_id": name,
                "aws_region": event.record["awsRegion"],
                "change": change,
                "credential_id": more.pop("credential", None) or event.credential,
                "actor": more.pop("actor", None) or event.actor,
                **more,
            },
            event,
        )
        self.resources.append(row)
        return row


@dataclass
class Hand:
    """Someone at work: an identity with a credential, an address and a user agent."""

    scene: Scene
    who: Record
    actor: str
    credential: str | None
    address: str
    agent: str
    console: bool = False

    def moved(self, address: str | None = None, agent: str | None = None, who: Record | None = None) -> Hand:
        """The same credential from another place or with another tool."""
        return Hand(
            self.scene,
            who or self.who,
            self.actor,
            self.credential,
            address or self.address,
            agent or self.agent,
            self.console,
        )

    def call(self, service: str, name: str, region: str, **how: Any) -> Event:
        """One call, a few seconds after the last; `how` as in records.record."""
        scene = self.scene
        scene.tick()
        if self.console:
            how.setdefault("sessionCredentialFromConsole", "true")
        made = record(scene.dice, scene.now, self.who, service, name, region, self.address, self.agent, **how)
        return scene.add(made, self.actor, self.credential)

    def refused(self, service: str, name: str, region: str, error: str = "AccessDenied", **how: Any) -> Event:
        """A call that the service refuses; the text is the usual one unless given."""
        if "message" not in how:
            deny = how.pop("deny", False)
            why = (
                "with an explicit deny in an identity-based policy"
                if deny
                else f"because no identity-based policy allows the {service}:{name} action"
            )
            how["message"] = (
                f"User: {self.who.get('arn')} is not authorized to perform: {service}:{name} "
                f"on resource: {how.pop('resource', '*')} {why}"
            )
        return self.call(service, name, region, error=error, **how)


def ids(events: Iterable[Event]) -> list[str]:
    """Event ids, in the order given."""
    return [event.id for event in events]
