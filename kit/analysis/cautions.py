"""What has to be said before any answer: there is nothing to judge by, or what is there could not be used.

No evidence is not innocence. These rows stand at the top of the report, in `kit status` and at the end of
`kit collect`; a reply to AWS is refused while one of grounds.NO_EVIDENCE holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit.analysis import grounds
from kit.case import Case
from kit.store import Answer
from kit.texts import say

if TYPE_CHECKING:
    import duckdb

COLUMNS = ("topic", "statement", "what_would_help")


def cautions(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """One row per caution, in the case's language; none where nothing stands against the answers."""
    rows = []
    for topic, args in grounds.found(con, case):
        message = f"caution-{topic.replace('_', '-')}"
        said = [say(case.language, case.timezone, message + part, args) for part in ("", "-help")]
        rows.append((topic, *said))
    return Answer(list(COLUMNS), ["VARCHAR"] * len(COLUMNS), rows)
