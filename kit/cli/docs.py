"""Writes every generated part of the docs: `python -m kit.cli.docs`, or with --check only compares.

A generated part is a whole file, or the lines between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from kit import questions
from kit.cli import engine_sql, house

ROOT = Path(__file__).parents[2]
_BLOCK = "<!-- generated: {name} -->\n{text}\n<!-- end -->"


def queries_index() -> str:
    """Table of the questions, for queries/README.md."""
    rows = ["| name | question | one row per | parameters |", "|---|---|---|---|"]
    for item in questions.questions():
        params = ", ".join(f"`{name}`" + ("" if spec.required else "?") for name, spec in item.params.items())
        grain = item.grain.removeprefix("one row per ")
        rows.append(f"| [`{item.name}`]({item.path.name}) | {item.question} | {grain} | {params} |")
    return "\n".join(rows)


def views_index() -> str:
    """Table of the views, for queries/README.md."""
    rows = ["| view | what it holds | one row per |", "|---|---|---|"]
    for item in sorted(questions.views(), key=lambda found: found.name):
        grain = item.grain.removeprefix("one row per ")
        rows.append(f"| [`{item.name}`](views/{item.path.name}) | {item.title} | {grain} |")
    return "\n".join(rows)


def cli_reference() -> str:
    """Each verb's own --help, for docs/cli.md."""
    import os

    import typer
    from typer.testing import CliRunner

    from kit.cli.app import app

    os.environ.update(COLUMNS="100", TERM="dumb", NO_COLOR="1")
    parts = []
    for name in sorted(typer.main.get_command(app).commands):  # ty: ignore[missing-attribute]
        text = CliRunner().invoke(app, [name, "--help"], prog_name="kit").output
        parts.append(
            f"## kit {name}\n\n```\n"
            + "\n".join(line.rstrip() for line in text.strip().splitlines())
            + "\n```"
        )
    return "\n\n".join(parts)


def actions_table() -> str:
    """The catalogue of attacker actions, for docs/actions.md."""
    from kit.cli.actions_page import page
    from kit.rules import catalogue, techniques

    return page(catalogue(), techniques())


def remedies_table() -> str:
    """What the plan has for each call, for docs/remedies.md."""
    from kit.cli import remedies_page

    return remedies_page.page()


def rooms_table() -> str:
    """The rooms with what each is for and takes from, the highest floor first, for docs/architecture.md."""
    of = house.House()
    level = house.floors(house.outside(of.uses))
    fewest = {**house.without_detours(house.outside(of.uses)), **house.without_detours(house.inside(of.uses))}
    rows = ["| room | what it is for | takes from |", "|---|---|---|"]
    for room in sorted(of.rooms, key=lambda each: (-level[each.name.split(".")[0]], each.name)):
        takes = ", ".join(f"`{name}`" for name in sorted(fewest[room.name]))
        rows.append(f"| `{room.name}` | {room.sentence.replace('|', chr(92) + '|')} | {takes} |")
    return "\n".join(rows)


def schema() -> str:
    """Columns of everything that can be asked or read, for docs/schema.md."""
    from kit.cli import schema_page

    return schema_page.page()


def python_names() -> str:
    """The public library with signatures and docstrings, for docs/python-api.md."""
    from kit.cli import api_page

    return api_page.page()


def drawing() -> str:
    """docs/images/architecture.svg: the house drawn from its imports."""
    from kit.cli import drawing

    return drawing.svg()


def _rows(kind: str) -> Callable[[], str]:
    """One module of kit/rows."""

    def made() -> str:
        from kit.cli import row_types

        return getattr(row_types, kind)()

    return made


def environment() -> str:
    """environment.yml for conda users, made from pyproject.toml."""
    import subprocess

    words = [sys.executable, "-m", "pyproject2conda", "yaml", "--python-include", "infer"]
    body = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # The tool writes PyPI's normal form; conda-forge keeps the dot.
    body = body.replace("fluent-runtime", "fluent.runtime")
    note = "# Generated from pyproject.toml by `make docs`. Then: pip install --no-deps --editable .\n"
    return note + "name: leaked-key-kit\n" + body


BLOCKS: dict[str, dict[str, Callable[[], str]]] = {
    "queries/README.md": {"questions": queries_index, "views": views_index},
    "docs/cli.md": {"verbs": cli_reference},
    "docs/actions.md": {"actions": actions_table},
    "docs/remedies.md": {"remedies": remedies_table},
    "docs/architecture.md": {"rooms": rooms_table},
    "docs/schema.md": {"schema": schema},
    "docs/python-api.md": {"names": python_names},
}
_ROWS = ("answers", "outcomes", "queries", "steps", "tables", "views")
FILES: dict[str, Callable[[], str]] = {
    "environment.yml": environment,
    "docs/images/architecture.svg": drawing,
    **engine_sql.files(),
    **{f"kit/rows/{kind}.py": _rows(kind) for kind in _ROWS},
}


def generated() -> dict[Path, str]:
    """Each generated file with the text it should hold."""
    found = {ROOT / name: make() for name, make in FILES.items()}
    for name, blocks in BLOCKS.items():
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        for block, make in blocks.items():
            pattern = re.compile(rf"<!-- generated: {block} -->\n.*?<!-- end -->", re.S)
            if not pattern.search(text):
                raise SystemExit(f"{name}: has no block `<!-- generated: {block} -->`")
            new = _BLOCK.format(name=block, text=make())
            text = pattern.sub(lambda _, new=new: new, text)
        found[path] = text
    return found


def stale() -> list[str]:
    """Files whose text is not what the code would write."""
    return [
        str(path.relative_to(ROOT))
        for path, text in generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main() -> None:
    """Writes the files; with --check exits 1 and names those that are stale."""
    if "--check" in sys.argv[1:]:
        if old := stale():
            sys.exit(f"stale: {', '.join(old)}; run `make docs`")
        return
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
