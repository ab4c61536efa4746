"""Rows of a query as JSON, written by DuckDB: a hundred thousand of them never become Python's values.

It is letter for letter what kit.store.written writes, but for how control marks are escaped (`\\u001B` for
`\\u001b`); a column of a type that DuckDB would write in another way is left to that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.store.database import bind, fetched, make_views_of, quoted

if TYPE_CHECKING:
    import duckdb

    from kit.questions import Query

# DuckDB's type -> its value as JSON.
_WRITTEN = {
    "VARCHAR": "cast(to_json({0}) as varchar)",
    "TIMESTAMP": "'\"' || replace(cast({0} as varchar), ' ', 'T') || 'Z\"'",
    **dict.fromkeys(("BOOLEAN", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "cast({0} as varchar)"),
}


@dataclass(frozen=True)
class Said:
    """A column of an answer whose texts Python makes: `say(value, value of arguments)`. The query has
    `arguments` as a column, the answer has not."""

    column: str
    arguments: str
    say: Callable[[Any, Any], str]


def json_texts(
    con: duckdb.DuckDBPyConnection,
    query: Query,
    params: Mapping[str, Any] | None = None,
    said: Said | None = None,
) -> list[str] | None:
    """Each row of a query as a JSON object; None where a column is of a type that is not written here. No two
    columns have one name. Errors as those of `run`."""
    make_views_of(con, query)
    values = bind(query, params)
    shape = fetched(con, f"from (\n{query.sql}\n) limit 0", values, query.name)
    kinds = dict(zip(shape.columns, shape.types, strict=True))
    if not _WRITTEN.keys() >= {*kinds.values()}:
        return None
    if said is None:
        texts = f"concat('{{', {', '.join(_members(kinds))}, '}}')"
        return [
            text
            for (text,) in fetched(con, f"select {texts} from (\n{query.sql}\n)", values, query.name).rows
        ]
    del kinds[said.arguments]
    members, place = _members(kinds), [*kinds].index(said.column)
    begin, end = ", ".join(["'{'", *members[:place]]), ", ".join([*members[place + 1 :], "'}'"])
    statement = (
        f"select concat({begin}), {said.column}, {said.arguments}, concat({end}) from (\n{query.sql}\n)"
    )
    known: dict[tuple[Any, Any], str] = {}
    rows = []
    for before, value, arguments, behind in fetched(con, statement, values, query.name).rows:
        key = (value, arguments)
        if key not in known:
            known[key] = _named(said.column, place) + json.dumps(said.say(*key), ensure_ascii=False)
        rows.append(before + known[key] + behind)
    return rows


def _members(kinds: Mapping[str, str]) -> list[str]:
    """SQL of each column as a member of a JSON object, with the comma before it."""
    return [
        f"{_text(_named(name, place))}, coalesce({_WRITTEN[kind].format(quoted(name))}, 'null')"
        for place, (name, kind) in enumerate(kinds.items())
    ]


def _named(name: str, place: int) -> str:
    return f"{', ' if place else ''}{json.dumps(name, ensure_ascii=False)}: "


def _text(text: str) -> str:
    """As SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
