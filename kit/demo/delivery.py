"""Writes the planned files: background from templates, calls of the owner's application, records of the
incident.

Bytes depend on the seed alone: gzip without time or name. Work is split by account, Region and day; large
demos use one process a core.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from isal import isal_zlib

from kit.demo.app import App, Call
from kit.demo.background import WEIGHTS, Day
from kit.demo.cast import Cast
from kit.demo.dice import NAME_LETTERS, Dice
from kit.demo.plan import LATEST, SOONEST, File, Plan

# Below this a second process costs more than it brings.
_ALONE = 100_000
_CLOCK: list[str] = []


@dataclass
class Written:
    """What a run wrote: files, deliveries (doubled ones count twice), and what truth needs of it."""

    files: int = 0
    bytes: int = 0
    deliveries: int = 0
    doubled: int = 0
    odd: int = 0
    truncated: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    history: list[tuple[str, str, str]] = field(default_factory=list)  # account, Region, record

    def add(self, other: Written) -> None:
        self.files += other.files
        self.bytes += other.bytes
        self.deliveries += other.deliveries
        self.doubled += other.doubled
        self.odd += other.odd
        self.truncated += other.truncated
        self.calls += other.calls
        self.history += other.history


@dataclass(frozen=True)
class Job:
    """Everything one process needs to write some folders of a demo."""

    folder: Path
    cast: Cast
    app: App
    doubled: float
    history: bool
    units: tuple[tuple[tuple[str, str, int], tuple[File, ...]], ...]


def write(
    folder: Path, cast: Cast, plan: Plan, app: App, *, doubled: float, history: bool, total: int
) -> Written:
    """Writes all files below `folder`; `total` events decide whether to use several processes."""
    units = sorted((where, tuple(files)) for where, files in plan.units.items() if files)
    workers = 1 if total < _ALONE else os.cpu_count() or 1
    jobs = [Job(folder, cast, app, doubled, history, tuple(part)) for part in _parts(units, workers)]
    out = Written()
    for made in _run(jobs, workers):
        out.add(made)
    return out


def _parts(units: list, workers: int) -> Iterator[list]:
    if workers == 1:
        yield units
        return
    part, size, limit = [], 0, 20_000
    for unit in units:
        part.append(unit)
        size += sum(file.events + file.app for file in unit[1]) + 50 * len(unit[1])
        if size >= limit:
            yield part
            part, size = [], 0
    if part:
        yield part


def _run(jobs: list[Job], workers: int) -> Iterable[Written]:
    if workers == 1:
        return map(write_job, jobs)
    kind = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(kind)) as pool:
        return list(pool.map(write_job, jobs))


def write_job(job: Job) -> Written:
    """All files of some folders, in order."""
    if not _CLOCK:
        _CLOCK.extend(f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(86_400))
    out = Written()
    for where, files in job.units:
        _write_day(job, where, files, out)
    return out


def _write_day(job: Job, where: tuple[str, str, int], files: tuple[File, ...], out: Written) -> None:
    cast, (account, region, day) = job.cast, where
    dice = Dice(cast.seed, cast.shape, "files", *where)
    kinds = Day(cast, account, region, day)
    moment = cast.first + timedelta(days=day - 1)
    folder = job.folder / "AWSLogs" / account / "CloudTrail" / region / moment.strftime("%Y/%m/%d")
    again: list[str] = []
    for file in sorted(files, key=lambda file: (file.minute + file.late, file.truncated, file.unlogged)):
        lines, logged = _lines(job, kinds, dice, file), not file.unlogged
        if file.app:
            calls, texts = job.app.make(dice, file.minute, file.app)
            lines += [(text, call.management) for text, call in zip(texts, calls, strict=True)]
            out.calls += [call if logged else call.missed() for call in calls]
        if job.history and not file.truncated:
            out.history += [(account, region, text) for text, management in lines if management]
        if not logged:
            continue
        texts = [text for text, _ in lines] + file.extra
        dice.shuffle(texts)
        if not file.truncated:  # what is lost there must not arrive elsewhere
            texts += again
            out.doubled += len(again)
            again = [text for text in texts if dice.random() < job.doubled] if job.doubled else []
        if file.odd and texts:
            texts[0] = _odd(texts[0], dice)
            out.odd += 1
        if not texts:
            continue  # nothing happened: no file
        data = _packed(texts)
        minute = moment.replace(hour=0) + timedelta(minutes=(file.minute + file.late) % 1440)
        letters = "".join(dice.choices(NAME_LETTERS, k=16))
        name = f"{account}_CloudTrail_{region}_{minute:%Y%m%dT%H%MZ}_{letters}.json.gz"
        if file.truncated:
            data = data[: len(data) // 2]
            out.truncated.append(str((folder / name).relative_to(job.folder.parent)))
        else:
            out.deliveries += len(texts)
        if not out.files or not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        out.files += 1
        out.bytes += len(data)


def _lines(job: Job, kinds: Day, dice: Dice, file: File) -> list[tuple[str, bool]]:
    """Background events of one file: text and whether Event history holds it too."""
    count = file.events
    if not count:
        return []
    start = job.cast.first
    newest = file.minute * 60 - SOONEST * 60
    spread = (LATEST - SOONEST) * 60
    digits = dice.randbytes(40 * count).hex()
    out = []
    dates: dict[int, str] = {}
    for number, index in enumerate(dice.choices(range(len(WEIGHTS)), WEIGHTS, k=count)):
        day, second = divmod(newest - int(dice.random() * spread), 86_400)
        if day not in dates:
            dates[day] = (start + timedelta(days=day)).strftime("%Y-%m-%dT")
        h = digits[80 * number : 80 * number + 80]
        text, management = kinds.template(index)
        out.append(
            (
                text
                % (
                    f"{dates[day]}{_CLOCK[second]}Z",
                    h[64:],
                    f"{h[:8]}-{h[8:12]}-4{h[13:16]}-8{h[17:20]}-{h[20:32]}",
                    f"{h[32:40]}-{h[40:44]}-4{h[45:48]}-a{h[49:52]}-{h[52:64]}",
                ),
                management,
            )
        )
    return out


def _odd(text: str, dice: Dice) -> str:
    """The same event in a shape that careless readers trip over."""
    made = json.loads(text)
    made["newFieldOfTomorrow"] = {
        "ratio": 0.1,
        "count": 12345678901234567890,
        "Count": None,
        "list": [[], {}, "é"],
    }
    made["eventVersion"] = dice.choice(["1.12", "1.05", "1.10"])
    return json.dumps(made, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, 2]))


def _packed(texts: list[str]) -> bytes:
    raw = ('{"Records":[' + ",".join(texts) + "]}").encode()
    body = isal_zlib.compress(raw, 1, -15)
    tail = isal_zlib.crc32(raw).to_bytes(4, "little") + (len(raw) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + body + tail
