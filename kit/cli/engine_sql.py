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
# The resources of a record as JSON text; the file of a row.
_OWN = {
    "trino": {"resources_text": "json_format(cast(resources as json))", "source_file": '"$path"'},
    "spark": {"resources_text": "to_json(resources)", "source_file": "input_file_name()"},
}
_PLACE = re.compile(r"\$([a-z_]+)")
_HELD = re.compile(r"'__([a-z_]+)__'")


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
    if name.startswith("shapes/"):
        for own, expression in _OWN[dialect].items():
            written = expression if own == "resources_text" else f"{expression} as {own}"
            text = re.sub(rf"(?<![\w\"$]){own}\b", lambda _, written=written: written, text)
    return "\n".join([*head, f"-- # Made from ../{name}.sql by `make docs`; change that.", text, ""])
