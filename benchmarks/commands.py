"""What people run, as whole processes: a table of CPU, wall and peak memory on three sets unlike each other.

    python -m benchmarks.commands [--events N] [--runs N] [--sets own,rich,demo] [--ask NAMES]
                                  [--folder FOLDER] [--write]

`own` is make_trail.py's set with a key that made no call, `rich` make_rich.py's with a role that leaked,
`demo` the demo incident. Each run reads the set for the floor F (floor.py), makes a new case and collects
(derived tables included); runs of the sets are interleaved. After the last one questions are asked (every
one, but for --ask), a verdict is given with the findings after it, and `report`, `sql`, `status` and the
first notebook run, once each. Figures are medians. CPU is user and system of the process and its children.
`--write` puts the table into docs/speed.md, with machine and date.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- generated: {events:,} events -->", "<!-- end -->"
KIT = [sys.executable, "-c", "import sys; from kit.cli import main; sys.exit(main())"]
FLOOR = "(floor F)"
NOBODY = "AKIAIOSFODNN7EXAMPLE"
Figures = dict[tuple[str, str], list[tuple[float, float, int]]]


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks.commands")
    words.add_argument("--events", type=int, default=1_000_000)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--sets", default="own,rich,demo")
    words.add_argument("--ask", help="the questions that are asked; all but for this")
    words.add_argument("--folder", type=Path, help="where sets and cases are kept")
    words.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    given = words.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="bench-"))
    took: Figures = defaultdict(list)
    try:
        sets = {name: _made(name, folder / name, given.events) for name in given.sets.split(",")}
        for _ in range(given.runs):
            for name, (trail, leaked) in sets.items():
                _collect(name, trail, leaked, folder / f"case-{name}", took)
        for name in sets:
            _ask(name, folder / f"case-{name}", given.ask, took)
        table = _table(took, list(sets), given.events, given.runs)
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)
    print(table)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        begin = BEGIN.format(events=given.events)
        before, found, rest = page.partition(begin)
        if not found:
            raise SystemExit(f"{PAGE}: has no line {begin} for the table")
        PAGE.write_text(f"{before}{begin}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _made(name: str, folder: Path, events: int) -> tuple[Path, list[str]]:
    """(evidence, options of `kit new`) of a set, made in a process of its own where it is not there."""
    if not folder.exists():
        files = str(max(events // 200, 1))
        maker = {
            "own": ["-m", "benchmarks.make_trail", str(folder), str(events), files],
            "rich": ["-m", "benchmarks.make_rich", str(folder), str(events), files],
            "demo": ["-c", f"from pathlib import Path; from kit.demo import make;"
                     f" make(Path({str(folder)!r}), events={events}, with_history=False)"],
        }[name]  # fmt: skip
        subprocess.run([sys.executable, *maker], check=True, cwd=ROOT)
    if name == "demo":
        truth = json.loads((folder / "truth.json").read_bytes())
        return folder, ["--key", truth["leaked_keys"][0]]
    principal = "arn:aws:iam::100000000000:role/team-0"
    return folder, ["--key", NOBODY] if name == "own" else ["--principal", principal]


def _collect(name: str, trail: Path, leaked: list[str], case: Path, took: Figures) -> None:
    took[name, FLOOR].append(_timed([str(trail)], [sys.executable, "-m", "benchmarks.floor"]))
    shutil.rmtree(case, ignore_errors=True)
    _timed(["new", str(case), *leaked, "--lang", "en"])
    took[name, "collect"].append(_timed(["collect", str(case), str(trail), "--quiet"]))


def _ask(name: str, case: Path, asked: str | None, took: Figures) -> None:
    for question in asked.split(",") if asked else _questions():
        try:
            took[name, f"ask {question}"].append(_timed(["ask", str(case), question, "--format", "json"]))
        except SystemExit as refused:  # as beyond a limit of the kit's: an empty cell
            print(refused, file=sys.stderr)
    if name == "demo":
        took[name, "verdict"].append(_timed(["verdict", str(case), "1", "owner"]))
        took[name, "ask findings after it"].append(_timed(["ask", str(case), "findings", "--format", "json"]))
    for lang in ("ja", "en"):
        took[name, f"report {lang}"].append(_timed(["report", str(case), "--lang", lang]))
    counting = "select event_name, count(*) from events group by 1"
    took[name, "sql"].append(_timed(["sql", str(case), counting]))
    took[name, "status"].append(_timed(["status", str(case)]))
    took[name, "run 01_case_overview"].append(_timed(["run", str(case), "01_case_overview"]))


def _questions() -> list[str]:
    from kit import questions

    return [
        each.name
        for each in questions.questions()
        if not any(parameter.required for parameter in each.params.values())
    ]


def _timed(words: list[str], program: list[str] = KIT) -> tuple[float, float, int]:
    """(CPU s, wall s, peak MiB) of one command; what it says is thrown away, what fails ends the run."""
    began = os.times()
    # As people have it: Python keeps what it compiled.
    here = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [*program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, env=here
    )
    assert process.stderr
    said = process.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{' '.join(words)}: {said[-500:]}")
    return usage.ru_utime + usage.ru_stime, os.times().elapsed - began.elapsed, usage.ru_maxrss // 1024


def _table(took: Figures, sets: list[str], events: int, runs: int) -> str:
    commands = list(dict.fromkeys(command for _, command in took))
    lines = [
        f"{events:,} events a set, collected {runs} times, {date.today():%d %B %Y}; {_machine()}.",
        "",
        f"| `kit` … (CPU s / wall s / peak MiB) | {' | '.join(sets)} |",
        f"|---|{'---|' * len(sets)}",
    ]
    for command in commands:
        cells = []
        for name in sets:
            figures = took.get((name, command))
            if not figures:
                cells.append("")
                continue
            cpu, wall = (statistics.median(each[place] for each in figures) for place in (0, 1))
            cells.append(f"{cpu:.1f} / {wall:.1f} / {max(each[2] for each in figures)}")
        lines.append(f"| {command} | {' | '.join(cells)} |")
        if command == "collect":
            lines += _rates(took, sets, events)
    return "\n".join(lines)


def _rates(took: Figures, sets: list[str], events: int) -> list[str]:
    """CPU of a collection in floors, and events a second by the clock; medians."""
    floors, rates = [], []
    for name in sets:
        floor, collect = (
            [statistics.median(each[place] for each in took[name, command]) for place in (0, 1)]
            for command in (FLOOR, "collect")
        )
        floors.append(f"{collect[0] / floor[0]:.1f}")
        rates.append(f"{events / collect[1]:,.0f}")
    return [f"| … its CPU in F | {' | '.join(floors)} |", f"| … events a second | {' | '.join(rates)} |"]


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        cpu = found[1] if found else cpu
    busy = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores of {cpu}, Python {platform.python_version()}{busy}"


if __name__ == "__main__":
    main()
