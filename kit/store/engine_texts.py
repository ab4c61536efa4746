"""What an engine wrote otherwise than the original object: a note of the ledger for each such record.

An engine reads a record and writes it again. Escapes become letters, spaces go, of a name that comes twice
one is dropped, half a character is replaced. Where the original object came too, it counts, and `kit show`
gives it byte for byte; the notes tell where nobody would have known without it.
"""

from __future__ import annotations

import duckdb

from kit.records import exact_json
from kit.store.engine_counts import KIND

SPELLED = "the engine spells it otherwise than the original object and says the same; the original counts"
DIFFERS = "the engine does not say what the original object says; the original counts"
# Columns of JSON text, columns of plain text, each with the member that it is of.
_JSON = {
    "request_parameters": "requestParameters",
    "response_elements": "responseElements",
    "additional_event_data": "additionalEventData",
}
_PLAIN = {"error_message": "errorMessage", "user_agent": "userAgent"}
_GIVEN = " union all ".join(
    f"select c.file_id, c.position, '{member}', {'true' if column in _JSON else 'false'} as is_json,"
    f" c.{column}, k.{column}"
    " from pairs p"
    " join event_records c on c.event_no = p.event_no"
    " join event_records k on k.event_no = p.keeper"
    f" where coalesce(c.{column}, '{none}') <> coalesce(k.{column}, '{none}')"
    for columns, none in ((_JSON, "null"), (_PLAIN, ""))
    for column, member in columns.items()
)
_PAIRS = """
create or replace temp table pairs as
select copy_of.event_no, copy_of.keeper
from copy_of
join event_records c on c.event_no = copy_of.event_no
join event_records k on k.event_no = copy_of.keeper
join files f on f.file_id = c.file_id
where c.columns_only and not k.columns_only and f.kind = $kind
"""


def notes(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int, str, str]]:
    """Rows of intake_notes for an engine's rows that gave way to a record in this step (table `copy_of`)."""
    if not con.execute("select exists (from files where kind = $kind)", {"kind": KIND}).fetchall()[0][0]:
        return []
    con.execute(_PAIRS, {"kind": KIND})
    return [
        (file_id, position, member, SPELLED if is_json and _same(one, other) else DIFFERS)
        for file_id, position, member, is_json, one, other in con.execute(_GIVEN).fetchall()
    ]


def _same(one: str | None, other: str | None) -> bool:
    """Whether two JSON texts are the same value: members in any order, numbers by their text."""
    try:
        return _value(one) == _value(other)
    except ValueError:
        return False


def _value(text: str | None) -> str:
    return exact_json.canonical(exact_json.parse(text or "null"))
