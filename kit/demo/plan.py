"""Which file is delivered when, and how many events it holds: sizes as skewed as AWS's, or all alike.

A file is planned as a few numbers; its events are made only when it is written, so ten million events fit in
memory.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from kit.demo.cast import DAYS, HOME, REGIONS, Cast
from kit.demo.dice import Dice

MINUTES = DAYS * 24 * 60
# Delivery follows a call by 5 to 15 minutes.
SOONEST, LATEST = 5, 15


@dataclass(slots=True)
class File:
    """One delivery: minute since the start of the logs, background events, calls of the owner's
    application."""

    minute: int
    events: int = 0
    app: int = 0
    late: int = 0  # minutes that it comes later than it should
    extra: list[str] = field(default_factory=list)  # records of the incident, as JSON
    truncated: bool = False
    unlogged: bool = False  # while the trail was stopped: no file, Event history only
    odd: bool = False


@dataclass
class Plan:
    """Files by (account, Region, day of delivery counted from 1)."""

    units: dict[tuple[str, str, int], list[File]]


def share(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `total` exactly."""
    whole = sum(weights) or 1.0
    ends = [round(total * part / whole) for part in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def usual_files(events: int) -> int:
    """How many files AWS would make of so many events in 30 days and 34 folders."""
    return max(int(1250 * (events / 20_000) ** 0.354), 340)


def make_plan(
    cast: Cast,
    *,
    background: int,
    app: int,
    files: int,
    skewed: bool,
    gaps: list[tuple[str, datetime, datetime]],
    odd: float,
    unlogged: bool,
    late: float = 0.01,
) -> Plan:
    """Splits the events over accounts, Regions, days and files. `unlogged`: also what the stopped trail
    missed."""
    dice = Dice(cast.seed, cast.shape, "plan")
    places = [(account, region) for account in cast.accounts for region in REGIONS]
    weights = [_busy(cast, account, region) for account, region in places]
    units: dict[tuple[str, str, int], list[File]] = defaultdict(list)
    everywhere: list[tuple[tuple[str, str], File, float]] = []
    counts = share(files - 1, [weight**0.6 for weight in weights])
    for place, weight, count in zip(places, weights, counts, strict=True):
        closed = [_closed(cast, since, until) for account, since, until in gaps if account == place[0]]
        made = [File(minute) for minute in _minutes(dice, max(count, 1), closed)]
        sizes = [dice.lognormvariate(0, 1.2) if skewed else 1.0 for _ in made]
        part = (weight if skewed else len(made)) / sum(sizes)
        everywhere += [(place, file, size * part) for file, size in zip(made, sizes, strict=True)]
    for (_, file, _), number in zip(
        everywhere, share(background, [weight for *_, weight in everywhere]), strict=True
    ):
        file.events = number
    home = [(file, weight) for place, file, weight in everywhere if place == (cast.a, HOME)]
    for (file, _), number in zip(home, share(app, [weight for _, weight in home]), strict=True):
        file.app = number
    for place, file, _ in everywhere:
        if dice.random() < late and file.minute < MINUTES - 900:
            file.late = dice.randint(150, 540)
            if any(account == place[0] for account, *_ in gaps):
                file.late = 0  # a file of a time with the trail on must not come while it is off
        file.odd = odd > 0 and dice.random() < odd
        units[(*place, 1 + (file.minute + file.late) // 1440)].append(file)
    if unlogged:
        _missed(cast, dice, units, gaps, background, app)
    _truncate(cast, dice, units)
    return Plan(units)


def _busy(cast: Cast, account: str, region: str) -> float:
    own = 0.7 if account == cast.a else 0.3
    return own * {HOME: 0.5, "us-east-1": 0.2, "ap-northeast-3": 0.06}.get(region, 0.24 / 14)


def _closed(cast: Cast, since: datetime, until: datetime) -> tuple[int, int]:
    """Minutes of delivery whose files would hold events of the gap."""
    start, end = ((moment - cast.first).total_seconds() / 60 for moment in (since, until))
    return int(start) + SOONEST, int(end) + LATEST + 2


def _minutes(dice: Dice, count: int, closed: list[tuple[int, int]]) -> list[int]:
    """Minutes of delivery, more of them in working hours in Japan."""
    out: list[int] = []
    while len(out) < count:
        minute = dice.randrange(LATEST + 1, MINUTES + SOONEST)
        hour = minute // 60 % 24
        if not (hour < 10 or dice.random() < 0.6) or any(start <= minute < end for start, end in closed):
            continue
        out.append(minute)
    return sorted(out)


def _missed(cast: Cast, dice: Dice, units, gaps, background: int, app: int) -> None:
    for account, since, until in gaps:
        hours = (until - since).total_seconds() / 3600
        start = int((since - cast.first).total_seconds() / 60) + LATEST + 1
        end = int((until - cast.first).total_seconds() / 60) + SOONEST - 1
        for region in REGIONS:
            number = round(background * _busy(cast, account, region) * hours / (DAYS * 24))
            calls = round(app * hours / (DAYS * 24)) if (account, region) == (cast.a, HOME) else 0
            for events, owner in zip(share(number, [1.0] * 4), share(calls, [1.0] * 4), strict=True):
                minute = dice.randrange(start, max(end, start + 1))
                day = 1 + minute // 1440
                if events or owner:
                    units[account, region, day].append(File(minute, events, owner, unlogged=True))


def _truncate(cast: Cast, dice: Dice, units) -> None:
    """One more file of a quiet Region, cut in the middle on its way."""
    minute = 18 * 1440 + dice.randrange(600, 900)
    units[cast.b, "us-west-2", 1 + minute // 1440].append(File(minute, 24, truncated=True))


def place(plan: Plan, cast: Cast, account: str, region: str, when: datetime, line: str, delay: int) -> None:
    """Puts a record into the file that is delivered about `delay` minutes after it, on a grid of five
    minutes."""
    minute = int((when - cast.first).total_seconds() // 60) + delay
    minute += -minute % 5
    files = plan.units.setdefault((account, region, 1 + minute // 1440), [])
    for file in files:
        if file.minute + file.late == minute and not (file.truncated or file.unlogged):
            file.extra.append(line)
            return
    files.append(File(minute, extra=[line]))
