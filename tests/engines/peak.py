"""How much memory an engine took at most, as the system's own books say (Linux: VmHWM of /proc)."""

from __future__ import annotations

import threading
import time
from pathlib import Path


class Peak:
    """Watches a process and what it started, once a second, until they end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        # The most that each process ever held; those that ended count on.
        self._most: dict[int, int] = {}
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while self._look():
            time.sleep(1)

    def _look(self) -> bool:
        found = {pid: _peak_of(pid) for pid in _family(self._pid)}
        for pid, held in found.items():
            self._most[pid] = max(self._most.get(pid, 0), held)
        return any(found.values())

    @property
    def bytes(self) -> int:
        """The sum of every process's own peak so far: no less than what they held at once."""
        self._look()
        return sum(self._most.values())


def _peak_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found
