"""The way back: from a row to the record it was made of, as a JSON value."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import duckdb

from kit.records import BYTES, MEMBERS, Pairs, exact_json

_TEXT = {
    "event_id": "coalesce(event_id_text, cast(event_id as varchar))",
    "request_id": "coalesce(request_id_text, cast(request_id as varchar))",
    "event_time": "strftime(event_time, '%Y-%m-%dT%H:%M:%SZ')",
}
_JSON = {"request_parameters", "response_elements", "additional_event_data", "resources", "tls_details"}


def rebuilt(con: duckdb.DuckDBPyConnection, where: str) -> Iterator[tuple[int, Pairs]]:
    """(event_no, record) of the rows that fulfil `where`, a condition of the loader's own making."""
    columns = ", ".join(_TEXT.get(name, name) for name in MEMBERS)
    statement = (
        f"select event_no, extra, user_identity, {columns} from event_records left join identities using"
        " (identity_no)"
        f" where {where}"
    )
    rows = con.execute(statement)
    while batch := rows.fetchmany(2000):
        for number, extra, identity, *values in batch:
            yield number, record_of(extra, identity, dict(zip(MEMBERS, values, strict=True)))


def record_of(extra: str | None, identity: str | None, values: dict) -> Pairs:
    """The record as a parsed JSON value; members of `extra` win over the columns."""
    beside = exact_json.parse(extra) if extra else Pairs()
    if (raw := beside.last(BYTES)) is not None:
        return exact_json.parse(base64.b64decode(raw).decode("utf-8", "surrogateescape"))
    named = {name for name, _ in beside}
    record = Pairs(beside)
    if identity is not None and "userIdentity" not in named:
        record.append(("userIdentity", exact_json.parse(identity)))
    for column, member in MEMBERS.items():
        value = values[column]
        if value is None or member in named:
            continue
        record.append((member, exact_json.parse(value) if column in _JSON else value))
    return record
