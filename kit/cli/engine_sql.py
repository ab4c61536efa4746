"""queries/engine in the words of Trino and Spark, made from the templates: `make docs` writes them.

sqlglot translates the few plain statements; what it cannot know, a name of ours that stands for an expression
of the engine's own, is put in here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from kit import questions

DIALECTS = ("trino", "spark")
# Of every shape: the file of a row. Of one: texts that only the engine can write, as that of a record's
# resources in JSON, of a moment, of what lies below one member.
_FILE = {"trino": '"$path"', "spark": "input_file_name()"}
_OWN = {
    ("cloudtrail", "trino"): {"resources_text": "json_format(cast(resources as json))"},
    ("cloudtrail", "spark"): {"resources_text": "to_json(resources)"},
    ("security_lake", "trino"): {
        "resources_text": "json_format(cast(transform(resources, x -> cast(row(x.uid, x.owner.account.uid,"
        ' x.type) as row("arn" varchar, "accountid" varchar, "type" varchar))) as json))',
        "event_time_text": "date_format(from_unixtime(\"time\" / 1000, 'UTC'), '%Y-%m-%dT%H:%i:%sZ')",
        "session_time_text": "date_format(actor.session.created_time_dt, '%Y-%m-%dT%H:%i:%sZ')",
        "additional_text": "nullif(json_format(cast(transform_keys(map_filter(unmapped,"
        " (k, v) -> k like 'additionalEventData.%'), (k, v) -> substr(k, 21)) as json)), '{}')",
    },
    ("security_lake", "spark"): {
        "resources_text": "to_json(transform(resources, x -> named_struct('arn', x.uid, 'accountid',"
        " x.owner.account.uid, 'type', x.type)))",
        "event_time_text": "date_format(to_utc_timestamp(timestamp_millis(time), current_timezone()),"
        " \"yyyy-MM-dd'T'HH:mm:ss'Z'\")",
        "session_time_text": "date_format(to_utc_timestamp(actor.session.created_time_dt,"
        " current_timezone()), \"yyyy-MM-dd'T'HH:mm:ss'Z'\")",
        "additional_text": "nullif(to_json(transform_keys(map_filter(unmapped,"
        " (k, v) -> k like 'additionalEventData.%'), (k, v) -> substr(k, 21))), '{}')",
    },
}
# A member of a map that need not be there.
_MEMBER = re.compile(r"\bunmapped\[('[^']+')\]")
_AT = {"trino": "ELEMENT_AT", "spark": "TRY_ELEMENT_AT"}
_PLACE = re.compile(r"\$([a-z_][a-z0-9_]*)")
_HELD = re.compile(r"'__([a-z0-9_]+?)__'")


def files() -> dict[str, Callable[[], str]]:
    """Path below the project -> what writes the file: every template in every dialect."""
    return {
        f"queries/engine/{dialect}/{name}.sql": functools.partial(translated, name, dialect)
        for dialect in DIALECTS
        for name in questions.engine_names()
    }


def translated(name: str, dialect: str) -> str:
    """One template, front matter and all, in `dialect`."""
    import sqlglot

    template = questions.engine(name)
    lines = template.path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("--")]
    held = _PLACE.sub(r"'__\1__'", template.sql)
    (text,) = sqlglot.transpile(held, read="duckdb", write=dialect, pretty=True, comments=False)
    text = _HELD.sub(r"$\1", text)
    # An index has the file of a row as a column.
    if name.startswith("shapes/") and not name.startswith("shapes/index"):
        text = _MEMBER.sub(rf"{_AT[dialect]}(unmapped, \1)", text)
        own = _OWN[name.removeprefix("shapes/"), dialect]
        for word, expression in {**own, "source_file": f"{_FILE[dialect]} as source_file"}.items():
            text = re.sub(rf"(?<![\w\"$]){word}\b", lambda _, written=expression: written, text)
    return "\n".join([*head, f"-- # Made from ../{name}.sql by `make docs`; change that.", text, ""])
