"""kill -9 at any moment and a disk that fills up: the case opens, and the same command finishes it."""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from functools import partial
from pathlib import Path

import pytest
from conftest import ACCOUNT, NOW, record

from kit.case import new_case, open_case
from kit.collect.run import collect_items, rebuild_tables
from kit.sources.local_files import local_files
from kit.store import database

# Small packs and steps, so that a small trail has many of both.
PROGRAM = """
import sys
from datetime import datetime
from kit.case import open_case
from kit.collect.run import collect_items
from kit.errors import KitError
from kit.sources.local_files import local_files
from kit.records import load_step
from kit.store import vault
vault.PACK_ITEMS, load_step.MAX_EVENTS = 12, 300
try:
    collect_items(open_case(sys.argv[1]), local_files(sys.argv[2], now=datetime(2026, 11, 23, 12)))
except KitError as error:
    sys.exit(f"kit: {error}")
"""
DUMP = (
    "select * exclude (event_no, identity_no) from events order by event_key",
    "select event_key, file_id, position from deliveries order by all",
    "select * exclude (fetched_at) from ledger order by file_id",
    "select * from ledger_rejects order by all",
)


@pytest.fixture(scope="module")
def trail(tmp_path_factory) -> Path:
    """Copies across files, an odd record here and there, one file that is cut off, one long one, archives of
    long ones."""
    folder = tmp_path_factory.mktemp("trail") / "trail"
    folder.mkdir()
    chance = random.Random(3)
    number = 0
    for place in range(50):
        records = []
        for _ in range(450 if place == 25 else chance.randrange(1, 60)):
            number += 1
            records.append(
                record(
                    number,
                    eventID=str(
                        uuid.UUID(int=chance.randrange(1_000) if chance.random() < 0.3 else number + 10**6)
                    ),
                )
            )
            if chance.random() < 0.05:
                records[-1]["readOnly"] = "true"
        data = gzip.compress(json.dumps({"Records": records}).encode(), 1)
        (folder / f"{place:03}.json.gz").write_bytes(data[:-200] if place == 35 else data)
    inner = zipped({f"in{place}.json.gz": deliveries(5_000 + 350 * place, 350) for place in range(3)})
    outer = {
        "a.json.gz": deliveries(1_000, 450),
        "in.zip": inner,
        "../b": b"",
        "c.json.gz": deliveries(8_000, 325),
    }
    (folder / "022.zip").write_bytes(zipped(outer))
    return folder


def deliveries(first: int, count: int) -> bytes:
    """A file of records of its own."""
    return gzip.compress(json.dumps({"Records": [record(first + n) for n in range(count)]}).encode(), 1)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(scope="module")
def undisturbed(trail, tmp_path_factory) -> list:
    case = new_case(tmp_path_factory.mktemp("whole") / "case", now=NOW, account=ACCOUNT)
    assert start(case.folder, trail).wait() == 0
    check_sums(case.folder)
    return dump(case.folder)


def start(case: Path, trail: Path, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(case), str(trail)], stderr=subprocess.PIPE, **options
    )


def dump(folder: Path) -> list:
    with database.reading(open_case(folder)) as con:
        return [con.execute(statement).fetchall() for statement in DUMP]


def check_opens(folder: Path) -> None:
    """A half-made case answers, and counts nothing twice."""
    with database.reading(open_case(folder)) as con:
        events, keys = con.execute("select count(*), count(distinct event_key) from events").fetchall()[0]
        loaded = con.execute(
            "select coalesce(sum(loaded), 0) from files where status <> 'pending'"
        ).fetchall()[0][0]
    assert events == keys
    assert loaded <= events


def check_sums(folder: Path) -> None:
    """The ledger counts what the tables hold, and each record stands at one place."""
    with database.reading(open_case(folder)) as con:
        wrong = con.execute(
            "select * from files where records <> loaded + copies + set_apart + rejected"
        ).fetchall()
        loaded, places, rows = con.execute(
            "select (select sum(loaded) from files), count(distinct (file_id, position)), count(*)"
            " from deliveries"
        ).fetchall()[0]
        events = con.execute("select count(*) from events").fetchall()[0][0]
    assert not wrong
    assert loaded == events
    assert places == rows


def killed_then_finished(
    folder: Path, trail: Path, undisturbed: list, *, after: float = 0, packs: int | None = None
) -> None:
    """Killed `after` seconds, or once there are so many packs in the vault; 0 = once it is begun."""
    case = new_case(folder / "case", now=NOW, account=ACCOUNT)
    running = start(case.folder, trail)
    time.sleep(after)
    if packs is not None:
        wanted = "lock" if packs == 0 else f"{packs:06}.zip"
        while not (case.vault / wanted).exists() and running.poll() is None:
            time.sleep(0.002)
        assert running.poll() is None, "the run ended before it could be killed"
    running.send_signal(signal.SIGKILL)
    running.wait()
    check_opens(case.folder)
    assert start(case.folder, trail).wait() == 0
    check_sums(case.folder)
    assert dump(case.folder) == undisturbed


@pytest.mark.parametrize("packs", [0, 2, 4])
def test_a_killed_run_is_finished_by_the_same_command(trail, undisturbed, tmp_path, packs):
    killed_then_finished(tmp_path, trail, undisturbed, packs=packs)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(50))
def test_fifty_kills(trail, undisturbed, tmp_path, number):
    killed_then_finished(tmp_path, trail, undisturbed, after=random.Random(number).uniform(0.1, 1.6))


slow = partial(pytest.param, marks=pytest.mark.slow)


@pytest.mark.parametrize("limit", [30_000, slow(300_000), 500_000, slow(750_000), 1_000_000])
def test_a_full_disk(trail, undisturbed, tmp_path, limit):
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    small = start(
        case.folder, trail, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    said = small.communicate()[1].decode()
    assert small.returncode == 1
    assert said.strip().startswith("kit: "), said
    assert len(said.strip().splitlines()) == 1, said
    assert "make room" in said, said
    check_opens(case.folder)
    assert start(case.folder, trail).wait() == 0
    assert dump(case.folder) == undisturbed


@pytest.fixture
def disk(tmp_path):
    """A disk of its own whose size can be set; only root can have one."""
    place = tmp_path / "disk"
    place.mkdir()

    def size(kilobytes: int) -> Path:
        option = f"size={kilobytes}k" if not place.is_mount() else f"remount,size={kilobytes}k"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", option, "tmpfs", place], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.decode().strip()}")
        return place

    yield size
    if place.is_mount():
        subprocess.run(["umount", place], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [40, 400, 700, 1_000, 1_500])
def test_a_disk_that_is_really_full(trail, undisturbed, tmp_path, disk, kilobytes):
    """No byte can be written any more, by whomever; then room is made."""
    place = disk(kilobytes)
    case = new_case(place / "case", now=NOW, account=ACCOUNT)
    small = start(case.folder, trail)
    said = small.communicate()[1].decode()
    assert small.returncode == 1
    assert said.strip().startswith("kit: "), said
    assert len(said.strip().splitlines()) == 1, said
    assert "make room" in said, said
    check_opens(case.folder)
    disk(200_000)
    assert start(case.folder, trail).wait() == 0
    assert dump(case.folder) == undisturbed


def test_rebuild_gives_the_same_tables(trail, undisturbed, tmp_path):
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    assert start(case.folder, trail).wait() == 0
    case.database.write_bytes(b"broken")
    rebuild_tables(case)
    assert dump(case.folder) == undisturbed


def test_collecting_again_changes_nothing(trail, undisturbed, tmp_path):
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    for _ in range(2):
        assert start(case.folder, trail).wait() == 0
    assert dump(case.folder) == undisturbed
    summary = collect_items(case, local_files(trail, now=NOW))
    assert summary.unchanged == summary.asked == 51


def test_two_collections_at_once_are_refused_by_name(trail, tmp_path):
    from kit.errors import BusyError
    from kit.store import vault

    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    with vault.locked(case):
        running = start(case.folder, trail)
        said = running.communicate()[1].decode()
        assert running.returncode == 1
        assert "is collecting into this case" in said
        with pytest.raises(BusyError), vault.locked(case):
            pass
