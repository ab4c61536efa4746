"""`make bench`: a table of kit, floor and peers on the same files: CPU, wall, peak memory, ratios; medians.

The trail is made by make_trail.py in a process of its own, so that its memory is not taken for that of a
runner (Linux hands the peak on from the process that starts another). Peers that stop at odd records get the
same files without those, and the table says so.

    python -m benchmarks [--events N] [--files N] [--even] [--runs N] [--no-peers] [--keep FOLDER]

Peers come from PyPI into an environment of their own (benchmarks/.venv). CPU is user + system of the whole
process; runs are interleaved, because other work on the machine moves all of them.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PEERS = ("duckdb", "pandas", "chdb", "trailscraper", "jq")


@dataclass
class Runner:
    """One program on the trail; `share` is the part of the trail that a slow one gets, its figures are
    scaled."""

    name: str
    command: list[str]
    keeps_all: str
    share: float = 1.0
    instead: list[str] | None = None  # the command without odd files
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)
    failed: str = ""

    def run(self) -> None:
        """Once more; figures are scaled to the whole trail."""
        started = os.times().elapsed
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            if self.instead:
                self.command, self.instead = self.instead, None
                self.keeps_all += "; stops at odd records"
                self.run()
                return
            self.failed = _reason(said)
            return
        self.wall.append((os.times().elapsed - started) / self.share)
        self.cpu.append((usage.ru_utime + usage.ru_stime) / self.share)
        self.peak.append(usage.ru_maxrss // 1024)


def _reason(said: str) -> str:
    """The line of a traceback that names the error; DuckDB's go on over several lines after it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)]
    return ([*named[-1:], *lines[-1:], "no word"])[0].replace("|", "/")[:100]


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks")
    words.add_argument("--events", type=int, default=1_000_000)
    words.add_argument("--files", type=int, default=5_000)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--even", action="store_true", help="as many events in each file")
    words.add_argument("--no-peers", action="store_true")
    words.add_argument("--keep", type=Path, help="folder for trail and case, kept afterwards")
    given = words.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        trail = folder / "trail"
        if not trail.exists():
            maker = [sys.executable, str(HERE / "make_trail.py"), str(trail)]
            maker += [str(given.events), str(given.files), *["even"] * given.even]
            subprocess.run(maker, check=True)
        runners = [
            Runner("floor F", [sys.executable, str(HERE / "floor.py"), str(trail)], "splits only"),
            Runner(
                "kit", [sys.executable, str(HERE / "collect.py"), str(trail), str(folder / "case")], "yes"
            ),
        ]
        if not given.no_peers:
            runners += _peers(trail, folder)
        for _ in range(given.runs):
            for runner in runners:
                if not runner.failed:
                    runner.run()
        _print(runners, trail, folder / "case" / "case.duckdb")
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _peers(trail: Path, folder: Path) -> list[Runner]:
    python = HERE / ".venv" / "bin" / "python"
    if not python.exists():
        venv.create(HERE / ".venv", with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    odd = set(trail.with_name(trail.name + ".odd").read_text().split())
    tenth = _tenth(trail, folder / "tenth", set())
    plain = _tenth(trail, folder / "plain", odd)
    share = _bytes(tenth) / _bytes(trail)

    def peer(name: str, which: str, keeps: str) -> Runner:
        words = [str(python), str(HERE / "peers.py"), which]
        return Runner(name, [*words, str(tenth)], keeps, share, [*words, str(plain)])

    return [
        peer("DuckDB read_json, JSON columns", "duckdb_json", "listed columns"),
        peer("DuckDB read_json, inferred", "duckdb_inferred", "infers structs"),
        peer("chdb JSONExtract and raw", "chdb", "yes"),
        peer("jq .Records[]", "jq", "yes"),
        peer("pandas json_normalize", "pandas", "yes"),
        peer("trailscraper select", "trailscraper", "no"),
    ]


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.gz"))


def _tenth(trail: Path, folder: Path, without: set[str]) -> Path:
    """Every tenth file, for peers that take minutes."""
    if not folder.exists():
        for place, path in enumerate(sorted(trail.rglob("*.gz"))):
            if place % 10 == 0 and path.name not in without:
                target = folder / path.relative_to(trail)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    return folder


def _print(runners: list[Runner], trail: Path, database: Path) -> None:
    floor = statistics.median(runners[0].cpu)
    kit = statistics.median(runners[1].cpu)
    print("| what | keeps everything | CPU s | wall s | peak MiB | CPU / F | CPU / kit |")
    print("|---|---|---|---|---|---|---|")
    for runner in runners:
        if runner.failed:
            print(f"| {runner.name} | {runner.keeps_all} | failed: {runner.failed} | | | | |")
            continue
        cpu, wall = statistics.median(runner.cpu), statistics.median(runner.wall)
        figures = f"{cpu:.1f} | {wall:.1f} | {max(runner.peak)} | {cpu / floor:.1f} | {cpu / kit:.1f}"
        print(
            f"| {runner.name}{' (from a tenth)' if runner.share < 1 else ''}"
            f" | {runner.keeps_all} | {figures} |"
        )
    counted = subprocess.run(runners[0].command, capture_output=True, text=True, check=True).stdout.split()
    delivered, files = int(counted[0]), sum(1 for _ in trail.rglob("*.gz"))
    wall = statistics.median(runners[1].wall)
    print(f"\n{delivered:,} delivered records in {files:,} files.")
    print(
        f"kit: {delivered / wall:,.0f} records, {files / wall:,.0f} files a second on {os.cpu_count()} cores."
    )
    size = _bytes(trail)
    print(f"case.duckdb is {database.stat().st_size / size:.2f} times the {size / 1e6:.0f} MB of gz.")


if __name__ == "__main__":
    main()
