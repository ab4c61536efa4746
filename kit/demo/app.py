"""The owner's application: the same leaked key, every day, from the same two addresses, with one user
agent."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kit.demo.background import APP_CALLS, APP_WEIGHTS, app_record
from kit.demo.cast import APP_AGENT, Cast, stamp
from kit.demo.dice import Dice
from kit.demo.plan import LATEST, SOONEST
from kit.demo.records import DATA, Record
from kit.demo.response import refused_in_quarantine


@dataclass(frozen=True)
class Call:
    """One call of the application with a credential of the tree."""

    event_id: str
    event_time: str
    credential: str
    address: str
    name: str
    failed: bool
    management: bool
    region: str
    logged: bool = True

    def missed(self) -> Call:
        return replace(self, logged=False)


@dataclass(frozen=True)
class Phase:
    """From `since` on the application calls with this identity; `tree` is its credential of the tree, if it
    is one."""

    since: datetime
    who: Record
    tree: str | None
    address: tuple[str, ...]
    agent: str = APP_AGENT
    quarantined: bool = False


@dataclass(frozen=True)
class App:
    """Phases in order of time: leaked key, leaked key under quarantine, the new user's key."""

    cast: Cast
    phases: tuple[Phase, ...]

    def make(self, dice: Dice, minute: int, count: int) -> tuple[list[Call], list[str]]:
        """Calls of the file delivered at `minute`, and their records."""
        calls, texts = [], []
        for index in dice.choices(range(len(APP_CALLS)), APP_WEIGHTS, k=count):
            back = dice.randrange(SOONEST * 60, LATEST * 60)
            when = self.cast.first + timedelta(seconds=minute * 60 - back)
            made, call = self._one(dice, when, index)
            texts.append(json.dumps(made, ensure_ascii=False, separators=(",", ":")))
            calls.append(call)
        return calls, texts

    def _one(self, dice: Dice, when: datetime, index: int) -> tuple[Record, Call]:
        phase = [phase for phase in self.phases if phase.since <= when][-1]
        service, name = APP_CALLS[index]
        refused = phase.quarantined and service == "s3" and refused_in_quarantine(name)
        made = app_record(
            self.cast, dice, when, index, dice.choice(phase.address), phase.agent, phase.who, refused=refused
        )
        text = dice.randbytes(8).hex()
        made = json.loads(json.dumps(made).replace("@PIECE@", text))
        management = name not in DATA.get(service, ())
        return made, Call(
            made["eventID"],
            stamp(when),
            phase.tree or "",
            made["sourceIPAddress"],
            name,
            refused,
            management,
            made["awsRegion"],
        )
