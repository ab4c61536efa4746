"""What several tests of engines start from, made once for all workers of a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from engines import same

from kit.case import Case, open_case


@pytest.fixture(scope="session")
def billed_case(made_once, demo_evidence) -> Callable[[Path], Case]:
    """`billed_case(folder)`: a case of the demo's notice and bills there, without a trail; a copy of one."""
    made = made_once("billed_case", lambda folder: same.on_bills(folder, demo_evidence))

    def copied(folder: Path) -> Case:
        shutil.copytree(made, folder)
        return open_case(folder)

    return copied
