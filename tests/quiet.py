"""A program's clock, CPU and peak, and whether it had the cores to itself: the clock means nothing where it
had not."""

from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """Seconds and MiB of one process."""

    wall: float
    cpu: float
    peak: int
    quiet: bool


def run(words: list[str]) -> Run:
    """Runs it in the project's folder; it must end well."""
    before, started = _busy(), time.monotonic()
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    peak = 0
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
        peak = max(peak, _peak(process.pid))
        time.sleep(0.02)
    _, status, usage = os.wait4(process.pid, 0)
    wall, cpu = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    assert status == 0, words
    return Run(wall, cpu, peak, _busy() - before - cpu < 0.15 * wall)


def _peak(pid: int) -> int:
    """MiB that a process has held at most so far; 0 once it is over.

    Not ru_maxrss: Linux hands that on from the process that started this one, and a test run holds much.
    """
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def best_rate(words: list[str], amount: int, wanted: float, tries: int = 3) -> tuple[float | None, list[Run]]:
    """`amount` a second in the best run that had the cores to itself, and all runs; None when no run had."""
    runs: list[Run] = []
    for _ in range(tries):
        runs.append(run(words))
        if runs[-1].quiet and amount / runs[-1].wall >= wanted:
            break
    return max((amount / each.wall for each in runs if each.quiet), default=None), runs


def _busy() -> float:
    """Seconds of CPU that the whole machine has spent so far."""
    user, nice, system, *_ = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")
