"""Forty strings by which whoever chose a name could have meant harm: none has an effect where people read
them, in a page, a CSV, a terminal, a chart label or a sentence."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from kit.charts.style import safe
from kit.cli import formats
from kit.cli.table import write_row, write_table
from kit.report.blocks import Table, html
from kit.store import Answer
from kit.texts import say

STRINGS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "javascript:alert(1)", "<iframe src=//x.test>",
    "<style>*{display:none}</style>", "<base href=//x.test>", "<a href=javascript:alert(1)>x</a>",
    "<!-- ", "]]>", "&lt;b&gt;", "&#60;script&#62;", "<math><mi xlink:href=x>", "{{7*7}}", "${7*7}",
    "{% raw %}", "#{7*7}", "%s%n%x", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1",
    "=HYPERLINK(\"//x.test\")",
    "=cmd|' /C calc'!A0", "\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;http://x.test\x07link\x1b]8;;\x07",
    "\x9b31m", "\x08\x08\x08", "\u202egnp.exe", "\u2066x\u2069", "a\r\nb: c", "\x00nul", "$\\alpha$", "%{x}",
    "[a](javascript:alert(1))",
]  # fmt: skip


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[str]]] = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, [name for name, _ in attrs]))

    def handle_data(self, data):
        self.words += data


def _letters(text: str) -> str:
    """What can be read of a text; marks that do not show may be written out, in whichever way."""
    return re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|[^!-~]", "", text)


def test_there_are_forty():
    assert len(set(STRINGS)) == 40


@pytest.mark.parametrize("hostile", STRINGS, ids=range(40))
def test_no_string_has_an_effect(hostile):
    table = Table("en", ["column-name"])
    table.add((hostile, "code"))
    plain = Table("en", ["column-name"])
    plain.add(("x", "code"))
    said = say("ja", "Asia/Tokyo", "finding-new-user-title", {"user": hostile})
    pages = [html("table", one.block(hostile, fold=True).data, "en") for one in (table, plain)]
    read = [_Tags(), _Tags()]
    for reader, page in zip(read, pages, strict=True):
        reader.feed(str(page))
    assert read[0].seen == read[1].seen  # no element and no attribute more than with a harmless name
    assert _letters(hostile) in _letters(read[0].words)
    assert _letters(hostile) in _letters(said)

    answer = Answer(["name", "n"], ["VARCHAR", "BIGINT"], [(hostile, 1)])
    stream = io.StringIO()
    formats.write_csv(answer, stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert len(rows) == 2
    assert len(rows[1]) == 2
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))

    for write in (lambda to: write_table(answer, to, width=80), lambda to: write_row(answer, 1, to)):
        shown = io.StringIO()
        write(shown)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown.getvalue())
    label = safe(hostile)
    assert not re.search(r"[<>\x00-\x1f$]|%\{", label)
