"""One collection of a trail into a fresh case, as `kit collect` does it: what the benchmark measures of the
kit."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime

from kit.case import new_case
from kit.collect.run import collect_items
from kit.sources import local_files


def main(trail: str, folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    now = datetime(2026, 11, 23)
    case = new_case(folder, now=now, account="111122223333")
    print(*collect_items(case, local_files(trail, now=now)).lines(), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
