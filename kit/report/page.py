"""One HTML file from the blocks of an executed notebook: no request leaves it, no script runs but the two
named."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kit.case import Case
from kit.errors import ContentError
from kit.report.blocks import MIME, PLOTLY_MIME, TEMPLATES, environment, html
from kit.texts import moment, text

OWN = ("head",)  # read for the header, not shown as a block


def read_blocks(notebook: Path) -> list[dict[str, Any]]:
    """The blocks that a notebook showed, in order; a chart's has its figure. ContentError when there are
    none."""
    import nbformat

    found = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        for output in cell.get("outputs", ()):
            bundle = output.get("data", {})
            if MIME in bundle:
                found.append({**bundle[MIME], "figure": bundle.get(PLOTLY_MIME)})
    if not found:
        raise ContentError(f"{notebook.name}: shows no block of a report")
    return found


def unmade(blocks: list[dict[str, Any]]) -> list[str]:
    """What is said in place of parts that could not be made, each sentence once."""
    said = [one["text"] for block in blocks for one in block["data"].get("unmade", ())]
    return list(dict.fromkeys(said))


def numbers(blocks: list[dict[str, Any]]) -> dict[str, int]:
    """The number of each cited event that the appendix holds, counted in the order of citing."""
    held = {
        row["event_id"] for block in blocks if block["kind"] == "evidence" for row in block["data"]["rows"]
    }
    cited = dict.fromkeys(each for block in blocks for each in _cited(block["data"]) if each in held)
    return {event_id: number for number, event_id in enumerate(cited, start=1)}


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("event_ids") or ()
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)


def page(
    case: Case, blocks: list[dict[str, Any]], *, number: str, made_at: datetime, interim: bool, lang: str
) -> str:
    """The whole report as text."""
    head = next(block["data"] for block in blocks if block["kind"] == "head")
    plotly, script = _plotly(), _own("report.js")
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            t=functools.partial(text, lang),
            lang=lang,
            title=text(lang, "report-title"),
            customer=head["customer"],
            number=number,
            interim=interim,
            as_of=head["as_of_text"],
            made_at=moment(lang, made_at, case.timezone, seconds=False),
            facts=head["facts"],
            open_text=head["open_text"],
            cautions=[*head["cautions"], *unmade(blocks)],
            sections=list(_sections(blocks, lang)),
            styles=Markup(_own("blocks.css") + _own("report.css")),
            plotly=Markup(plotly),
            script=Markup(script),
            policy=policy(plotly, script),
            footer=text(lang, "report-footer", zone=case.timezone),
        )
    )


def policy(*scripts: str) -> str:
    """A content security policy under which exactly these inline scripts run, and nothing is fetched."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    # plotly sets style attributes while it draws; styles cannot fetch, because nothing may be fetched.
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _sections(blocks: list[dict[str, Any]], lang: str) -> Iterator[dict[str, Any]]:
    counted = numbers(blocks)
    section: dict[str, Any] | None = None
    for block in blocks:
        if block["kind"] in OWN:
            continue
        if block["kind"] == "section":
            if section:
                yield section
            section = {**block["data"], "parts": []}
            continue
        if section is None:
            raise ContentError(f"customer_report: a block {block['kind']!r} stands before the first section")
        if block["figure"]:
            figure = {"data": block["figure"]["data"], "layout": block["figure"]["layout"]}
            section["parts"].append({**block["data"], "figure": Markup(_inert(figure))})
        else:
            section["parts"].append(
                {"figure": None, "html": html(block["kind"], block["data"], lang, counted)}
            )
    if section:
        yield section


def _inert(figure: dict[str, Any]) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(figure, ensure_ascii=False).translate(
        {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
    )


@functools.cache
def _own(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@functools.cache
def _plotly() -> str:
    """plotly.js as the package brings it; `</script` inside it would end its element."""
    import plotly.offline

    return plotly.offline.get_plotlyjs().replace("</script", "<\\/script")
