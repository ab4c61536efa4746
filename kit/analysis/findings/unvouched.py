"""Findings about evidence that would speak for the account and may not: answers that this kit did not ask
for, public keys and digests that nobody vouches for.

Whoever can add a file beside the logs can write them. No answer rests on them; that they are there is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings.finding import Finding
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.rows import UnvouchedRow

# Kind of such files -> how heavy, and the question that shows them.
_KINDS = {
    "beside-chain": ("high", "integrity"),
    "saved-answers": ("medium", "saved_answers"),
    "unnamed-keys": ("medium", "saved_answers"),
}


def found(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """One finding per kind of such files, with the folders that they lay in."""
    rows: list[UnvouchedRow] = database.run(con, questions.step("unvouched")).dicts()
    for row in rows:
        severity, query = _KINDS[row["kind"]]
        places = list(dict.fromkeys(_folder(origin) for origin in row["origins"] or ()))
        args = {"count": row["files"], "names": places, "at": row["fetched_at"]}
        yield Finding(row["kind"], severity, query, args, ())


def _folder(origin: str) -> str:
    """Folder, archive or prefix of an origin; the file itself where it lay in none."""
    at = max(origin.rfind("/"), origin.rfind("!"))
    return origin[:at] if at > 0 else origin
