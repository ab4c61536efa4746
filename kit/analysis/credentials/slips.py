"""Keys that a notice shows only in part, or that are in no event: which keys of the evidence may be meant.

The ends of an id, or one letter of it, prove nothing: the sentences name candidates, the analyst decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.ids import fits_masked, one_letter_off
from kit.store import run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import KeysNamedRow


def mistaken_keys(
    con: duckdb.DuckDBPyConnection, case: Case, seen: Iterable[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(`masked_key` or `near_key`, arguments of its sentences). `seen` are the keys of the case that the
    evidence names; a masked key that one of the case's fits is settled."""
    masked = [
        each
        for each in case.notice.get("masked_keys", "").split()
        if not any(fits_masked(each, key) for key in case.keys)
    ]
    unseen = [key for key in case.keys if key not in set(seen)]
    if not (masked or unseen):
        return
    rows: list[KeysNamedRow] = run(con, questions.step("keys_named")).dicts()
    keys = [row["access_key_id"] for row in rows]
    for each in masked:
        fit = [key for key in keys if fits_masked(each, key)]
        yield (
            "masked_key",
            {"masked": each, "count": len(fit), "keys": fit[:10], "key": fit[0] if fit else ""},
        )
    for key in unseen:
        near = [other for other in keys if other not in case.keys and one_letter_off(key, other)]
        if near:
            yield "near_key", {"key": key, "near": near[:10], "first": near[0]}
