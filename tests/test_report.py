"""The customer's report: numbered, stamped, compared with the last one, every event id followed to its
file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import hostile
import pytest
import yaml

import kit
from kit import report
from kit.case import open_case
from kit.report.blocks import coded
from kit.report.changes import changes
from kit.report.page import _inert as inert
from kit.report.page import policy
from kit.texts import has

VOCABULARY = yaml.safe_load((Path(kit.__file__).parent / "vocabulary.yml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 23, 12, 0)


class _Reader(HTMLParser):
    """Attributes of all elements, text outside scripts and styles, and bodies of scripts that run."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._inside = "data" if dict(attrs).get("type") == "application/json" else tag

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._inside = ""

    def handle_data(self, data):
        if self._inside == "script":
            self.scripts.append(data)
        elif not self._inside:
            self.words.append(data)


def read(path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def test_both_languages_of_the_same_evidence_share_a_number(reports):
    case, made = reports
    assert {lang: path.name for lang, path in made.items()} == {
        "ja": "report-001-ja.html",
        "en": "report-001-en.html",
    }
    record = json.loads((case.out / "report-001.json").read_text(encoding="utf-8"))
    for path in made.values():
        assert record["files"][path.name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record["figures"]["intruder_calls"] > 100


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("made", ["reports", "hostile_reports"])
def test_it_names_no_address_and_runs_two_scripts_known_by_hash(request, made, lang):
    page = read(request.getfixturevalue(made)[1][lang])
    for tag, attrs in page.seen:
        for name in ("src", "srcset", "data", "action", "poster"):
            assert not attrs.get(name), f"{tag} {name}"
        assert attrs.get("href", "#").startswith("#"), f"{tag} {attrs}"
        assert tag not in ("link", "iframe", "object", "embed", "base", "form")
        assert not [name for name in attrs if name.startswith("on")], attrs
    said = next(
        attrs["content"] for tag, attrs in page.seen if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert "unsafe-eval" not in said
    assert "script-src 'unsafe-inline'" not in said
    assert len(page.scripts) == 2
    for script in page.scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in said


def test_a_figure_cannot_end_the_script_it_stands_in():
    assert json.loads(inert({"text": "</script>&\u2028"})) == {"text": "</script>&\u2028"}
    assert not set(inert({"text": "</script>&\u2028"})) & set("<>&\u2028")


def test_the_policy_names_each_script():
    assert policy("a", "b").count("sha256-") == 2
    assert "default-src 'none'" in policy("a")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_sections_come_in_the_order_of_the_reader(reports, lang):
    page = read(reports[1][lang])
    found = [attrs["id"] for tag, attrs in page.seen if tag == "section"]
    assert found == [
        "summary",
        "findings",
        "timeline",
        "attribution",
        "credentials",
        "principals",
        "resources",
        "spend",
        "unknown",
        "steps",
        "leak",
        "prevention",
        "evidence",
        "words",
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_cited_event_is_in_the_appendix_with_file_and_hash(reports, lang):
    words = reports[1][lang].read_text(encoding="utf-8")
    cited = set(re.findall(r'data-event="([^"]+)"', words))
    held = dict(
        re.findall(r'<tr id="(e\d+)"><td class="number">\d+</td><td class="code">([^<]+)</td>', words)
    )
    assert len(cited) > 40
    assert cited <= set(held.values())
    links = set(re.findall(r'href="#(e\d+)"', words))
    assert links
    assert links <= set(held)
    assert len(re.findall(r'<td class="code">[0-9a-f]{64}</td>', words)) > 5


def test_every_finding_and_statement_carries_events(reports):
    words = reports[1]["en"].read_text(encoding="utf-8")
    findings = re.findall(r'<li id="finding-\d+">(.*?)</li>', words, re.DOTALL)
    assert len(findings) > 10
    assert all("data-event=" in finding for finding in findings)
    summary = words.split('<dl class="lines">')[1].split("</dl>")[0]
    assert summary.count("<dt>") == 5
    assert summary.count("<details") == 5


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_hostile_values_are_text(reports, hostile_reports, lang):
    """Every section shows some, none of them as an element."""
    path = hostile_reports[1][lang]
    page = read(path)
    assert {tag for tag, _ in page.seen} <= {tag for tag, _ in read(reports[1][lang]).seen}
    words = "".join(page.words)
    for what in ("user", "instance", "session", "customer", "url"):
        assert hostile.payload(what) in words, what
    head, *sections = path.read_text(encoding="utf-8").split("<section id=")
    shown = {part.split('"')[1]: hostile.marks(part) for part in sections}
    assert hostile.marks(head) == {"customer"}
    wanted = {
        "findings": {"event", "region", "user"},
        "timeline": {"event"},
        "credentials": {"role", "session", "user"},
        "principals": {"policy", "user"},
        "resources": {"function", "instance", "region", "size"},
        "spend": {"region"},
        "steps": {"instance", "role", "trail", "user"},
        "leak": {"agent", "subject", "url"},
        "evidence": {"event", "file", "source"},
    }
    assert {name: marks & shown[name] for name, marks in wanted.items()} == wanted


def test_the_customer_reads_third_party_and_interim(reports):
    japanese = "".join(read(reports[1]["ja"]).words)
    assert "中間報告" in japanese
    assert "第三者" in japanese
    assert "ログの最終時点" in japanese
    assert "判断できないこと" in japanese
    english = "".join(read(reports[1]["en"]).words)
    assert "Interim report" in english
    assert "is running" not in english
    assert "AWS cannot tell how a key leaked" in english
    assert "AWS does not disclose how it detects" in english


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_word_of_the_code_stands_in_the_report(reports, lang):
    """Neither the id of a message nor a value of a closed list with its underscore; a log's own values and
    commands are set as code."""
    page = reports[1][lang].read_text(encoding="utf-8")
    said = re.sub(r"<script.*?</script>|<style.*?</style>", " ", page, flags=re.S)
    said = re.sub(r"<(pre|code)[ >].*?</\1>|<td class=\"code\">.*?</td>", " ", said, flags=re.S)
    words = set(re.findall(r"[a-z]+(?:[-_][a-z]+)+", re.sub(r"<[^>]+>", " ", said)))
    closed = {value for values in VOCABULARY.values() for value in values if "_" in str(value)}
    assert len(closed) > 50
    assert words & closed == set()
    assert {word for word in words if has("en", word)} == set()


def test_a_command_is_code_and_a_logs_value_stays_letter_by_letter():
    said = coded("See `kit plan` and `kit collect CASE iam`; `<i>x</i>` and `id` are its own.")
    assert "<code>kit plan</code>" in said
    assert "<code>kit collect CASE iam</code>" in said
    assert "`&lt;i&gt;x&lt;/i&gt;` and `id`" in said


def test_a_later_report_lists_each_figure_that_changed(reports, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(reports[0].folder, folder)
    case = open_case(folder)
    beside = case.out / "report-001.json"
    record = json.loads(beside.read_text(encoding="utf-8"))
    record["figures"]["intruder_calls"] -= 7
    record["figures"]["usd_excess[us-west-2]"] = 1.5
    beside.write_text(json.dumps(record), encoding="utf-8")
    path = report(case, "en", now=NOW)
    assert path.name == "report-002-en.html"
    words = path.read_text(encoding="utf-8")
    section = words.split('<section id="changes">')[1].split("</section>")[0]
    assert "Calls of the third party" in section
    assert f"{record['figures']['intruder_calls']:,}" in section
    assert "$1.50" in section
    assert section.count("<tr>") == 3  # the head and two figures


def test_changes_are_by_name():
    assert changes({"a": 1, "b": 2, "open": 3}, {"a": 1, "b": 3, "c": 4, "open": 0}) == [
        ("b", 2, 3),
        ("c", None, 4),
    ]


def test_a_customer_of_another_currency_reads_both(make_case):
    from kit.report.figures import by_name, shown_figures
    from kit.report.money import incident_money

    case = make_case([], toml='[money]\ncurrency = "JPY"\nrate = 150.25\nrate_date = "2026-03-31"\n')
    figures = [
        {**row, "usd": 100.0, "local": 15_025.0} if row["figure"] == "usd_excess" else row
        for row in kit.ask(case, "figures")
    ]
    said = incident_money(case, figures)
    assert "¥15,025" in said
    assert "¥150.25 a US dollar" in said
    assert "2026-03-31" in said
    tile = next(each for each in shown_figures(case, figures, by_name(figures)) if each["value"] == "¥15,025")
    assert "$100" in tile["note"]


def test_a_broken_record_of_a_report_is_one_clear_line(make_case):
    from conftest import record

    from kit.errors import CaseError

    case = make_case([record()])
    (case.out / "report-001.json").write_text("{", encoding="utf-8")
    with pytest.raises(CaseError, match="is no record of a report"):
        report(case, "en", now=NOW)


def test_pdf_needs_a_browser_and_says_so_before_it_begins(tmp_path):
    from kit.errors import UsageError
    from kit.report import find_browser

    with pytest.raises(UsageError, match="KIT_BROWSER"):
        find_browser({"PATH": str(tmp_path)})
    own = tmp_path / "chromium"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    assert find_browser({"PATH": str(tmp_path)}) == str(own)
    with pytest.raises(UsageError, match="no-such-browser"):
        find_browser({"PATH": str(tmp_path), "KIT_BROWSER": "no-such-browser"})
