"""`make`: the whole demo folder from a seed: trail, Event history, mails, bills, and the truth beside
them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from kit.demo import billing, delivery, history, notice, repository, truth
from kit.demo.cast import Cast
from kit.demo.plan import make_plan, place, usual_files
from kit.demo.shapes import SHAPES, script
from kit.errors import UsageError

START = date(2026, 3, 1)
LEAST, MOST = 2_000, 20_000_000
# Above this the same incident is not written a second time as Event history.
HISTORY_UP_TO = 200_000


@dataclass(frozen=True)
class Demo:
    """What was made: where it is, how much of it there is, and the truth an analyst must find."""

    folder: Path
    events: int  # distinct events in the trail
    files: int  # files of the trail
    deliveries: int  # events in those files, doubled ones counted twice
    bytes: int
    truncated: list[str] = field(default_factory=list)  # files cut in the middle, relative to the folder
    truth: dict[str, Any] = field(default_factory=dict)

    @property
    def trail(self) -> Path:
        return self.folder / "trail"


def make(
    folder: Path,
    *,
    seed: int = 7,
    events: int = 20_000,
    shape: str = "standard",
    start: date = START,
    files: int | None = None,
    skewed: bool = True,
    doubled: float = 0.004,
    odd: float = 0.0,
    with_history: bool | None = None,
    bills: tuple[str, ...] | bool = ("cost_explorer", "cur2"),
) -> Demo:
    """Writes the demo below `folder`.

    `events`: distinct events of the trail, the truncated file's not counted; the incident keeps its size,
    everybody else's traffic fills up. `files`: how many, about; `skewed` as AWS's are, else all of one size.
    `doubled`: share of events delivered a second time. `odd`: share of files with an odd record. `bills`:
    forms of the bill, of billing.FORMS (True: all). Same arguments, same bytes. UsageError for a size or
    shape that cannot be.
    """
    if shape not in SHAPES:
        raise UsageError(f"shape {shape!r}: unknown; one of {', '.join(SHAPES)}")
    if not LEAST <= events <= MOST:
        raise UsageError(f"events {events}: from {LEAST:,} to {MOST:,}")
    cast = Cast(seed, start, shape)
    scene = script(cast)
    keep_history = events <= HISTORY_UP_TO if with_history is None else with_history
    own = [event for event in scene.events if event.in_trail]
    rest = events - len(own)
    app_calls = min(rest // 10, 20_000) if scene.app else 0
    plan = make_plan(
        cast,
        background=rest - app_calls,
        app=app_calls,
        files=files or usual_files(events),
        skewed=skewed,
        gaps=scene.gaps,
        odd=odd,
        unlogged=keep_history,
    )
    extra = _deliver(scene, plan)
    folder.mkdir(parents=True, exist_ok=True)
    written = delivery.write(
        folder / "trail", cast, plan, scene.app, doubled=doubled, history=keep_history, total=events
    )
    if keep_history:
        history.write(folder, cast, scene.events, written.history)
    notice.write(folder, scene)
    repository.write(folder, scene)
    bill = billing.make_bill(scene)
    billing.write(folder, bill, billing.FORMS if bills is True else bills or ())
    told = truth.tell(scene, written.calls, bill, source="trail")
    told["noise"] = {
        "events": events,
        "files": written.files,
        "deliveries": written.deliveries,
        "doubled": written.doubled + extra,
        "odd_records": written.odd,
        "truncated_files": written.truncated,
    }
    _save(folder / "truth.json", told)
    if keep_history:
        _save(folder / "truth_event_history.json", truth.tell(scene, written.calls, bill, source="history"))
    return Demo(folder, events, written.files, written.deliveries, written.bytes, written.truncated, told)


def _deliver(scene, plan) -> int:
    """Hands the incident's records to files: most after some minutes, a few hours late, a few twice."""
    doubled = 0
    for number, event in enumerate(scene.events):
        if not event.in_trail:
            continue
        line = json.dumps(event.record, ensure_ascii=False, separators=(",", ":"))
        account, region = event.record["recipientAccountId"], event.record["awsRegion"]
        delay = scene.dice.randint(5, 11)
        if number % 97 == 41:
            delay += 300
        place(plan, scene.cast, account, region, event.when, line, _past_gap(scene, account, event, delay))
        if number % 53 == 20:
            doubled += 1
            place(
                plan,
                scene.cast,
                account,
                region,
                event.when,
                line,
                _past_gap(scene, account, event, delay + 40),
            )
    return doubled


def _past_gap(scene, account: str, event, delay: int) -> int:
    """No file arrives while the trail is off: what would, comes after it is on again."""
    for owner, since, until in scene.gaps:
        lands = (event.when - scene.cast.first).total_seconds() // 60 + delay
        start = (since - scene.cast.first).total_seconds() // 60
        end = (until - scene.cast.first).total_seconds() // 60
        if owner == account and start + 15 < lands < end:
            return int(delay + end - lands + 7)
    return delay


def _save(path: Path, told: dict[str, Any]) -> None:
    text = msgspec.json.format(json.dumps(told, ensure_ascii=False), indent=1)
    path.write_text(text + "\n", encoding="utf-8")
