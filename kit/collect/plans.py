"""What engines over logs would be asked, and what that reads and costs: `kit collect --plan`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.case import Case, as_case
from kit.collect.dispatch import ENGINES, Live, moments
from kit.collect.engine.options import EngineOptions
from kit.collect.progress import SILENT
from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.sources import Access


def plans(
    case: Case | str | Path,
    *sources: str,
    access: Access | None = None,
    since: datetime | str | None = None,
    until: datetime | str | None = None,
    results: str | None = None,
    workgroup: str | None = None,
    index: str | None = None,
    index_place: str | None = None,
    now: datetime | None = None,
) -> list[str]:
    """What engines would be asked for each of `sources` and what they would read, in lines; nothing is run.

    UsageError for a source that is no engine.
    """
    from kit.collect.engine import run as engines
    from kit.sources import Access

    case, now = as_case(case), now or datetime.now(UTC).replace(tzinfo=None)
    if other := [source for source in sources if not source.startswith(ENGINES)]:
        raise UsageError(
            f"--plan is of {', '.join(ENGINES)} alone; {other[0]} charges for nothing that it asks"
        )
    start, end = moments(case, now, since, until)
    options = EngineOptions(results, workgroup, None, index, index_place)
    live = Live(case, access or Access(), now, SILENT, start, end, engine=options)
    return [line for source in sources for line in engines.plan_of(live, source)]
