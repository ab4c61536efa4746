"""Forty strings in every field that somebody may fill, where people read them: live tables of a notebook, the
report and its PDF. No element, no request, no script comes of them."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from hostile import STRINGS, strings_case
from lab_page import watched
from playwright.sync_api import Page, expect, sync_playwright

from kit import ask, report
from kit.case import Case
from kit.notebook import live, tables
from kit.report import blocks_of, print_pdf
from kit.texts import quoted, text

pytestmark = pytest.mark.browser
# The widget of a notebook with the test as its kernel: what it sends is answered by what answers there.
PAGE = """<!doctype html><title>bench</title><div id="widget"></div>{outputs}"""
START = """async ([script, words]) => {
  const heard = new Set();
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer);
  const model = {
    get: () => words, on: (_, hear) => heard.add(hear), off: (_, hear) => heard.delete(hear),
    send: async (content) => {
      const [reply, buffers] = await kernel(content);
      for (const hear of heard) hear(reply, buffers.map(bytes));
    },
  };
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  (await import(address)).default.render({ model, el: document.querySelector("#widget") });
}"""


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    return strings_case(tmp_path_factory.mktemp("strings") / "case")


@pytest.fixture(scope="module")
def browser(browser_path):
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """A page that reaches nothing; `asked` is what it wanted, `said` its errors and its questions."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = watched(context.new_page(), "data:|blob:|file:")
    opened.on("dialog", lambda dialog: opened.said.append(dialog.message))
    yield opened
    context.close()


def shown_live(page: Page, case: Case, outputs: str) -> None:
    """Outputs of a notebook, made live."""

    def kernel(content):
        reply, buffers = live._answered(case, content)
        return [reply, [base64.b64encode(each).decode() for each in buffers]]

    page.expose_function("kernel", kernel)
    page.set_content(PAGE.format(outputs=outputs))
    words = {name: text("en", f"live-{name}") for name in live.WORDS}
    script = Path(live.__file__).with_name("live.js").read_text(encoding="utf-8")
    page.evaluate(START, [script, {**words, "quoted": sorted(quoted("en"))}])
    page.locator("table.kit-live tbody tr[data-event]").first.wait_for()


def elements(page: Page, inside: str) -> set[str]:
    return set(page.eval_on_selector_all(f"{inside} *", "found => found.map(each => each.localName)"))


def test_a_live_table_and_the_record_behind_a_row_show_letters(page, case):
    calls = ask(case, "key_activity")
    rows = tables.rows_of_answer(calls)
    shown_live(page, case, tables.answer_html(calls, live.keep(rows)))
    page.locator(".dt-length select").select_option("200")
    expect(page.locator("table.kit-live tbody tr")).to_have_count(len(calls))
    assert elements(page, "table.kit-live tbody") == {"tr", "td", "code"}
    place = calls.columns.index("user_agent") + 1
    told = page.locator(f"table.kit-live tbody td:nth-child({place})").all_text_contents()
    assert {words.replace("\r", "\n") for words in STRINGS} == set(told)

    # The reasons hold the verdict's note, and so every string: one column is looked through.
    page.locator(".kit-filters input").nth(place - 1).fill(STRINGS[2])
    expect(page.locator("table.kit-live tbody tr")).to_have_count(2)
    page.locator("table.kit-live tbody tr").first.click()
    record = page.locator(".kit-drawer:visible pre")
    assert "onerror=" in record.inner_text()
    assert elements(page, ".kit-drawer pre") == set()
    assert (page.title(), page.asked, page.said) == ("bench", [], [])


def test_a_table_of_the_report_is_live_and_shows_letters(page, case):
    outputs = "".join(
        live.Shown(block)._repr_mimebundle_().get("text/html", "")
        for part in ("principals", "resources", "attribution", "remarks")
        for block in blocks_of(case, part)
    )
    shown_live(page, case, outputs)
    expect(page.locator("[data-table]:not([data-live])")).to_have_count(0)
    page.wait_for_timeout(500)
    assert elements(page, "table.kit-live tbody") <= {"tr", "td", "code"}
    assert not elements(page, ".remark") & {"a", "img", "script", "style", "svg", "iframe", "form", "input"}
    told = page.locator("table.kit-live").all_text_contents()
    assert STRINGS[0] in "".join(told)
    assert (page.title(), page.asked, page.said) == ("bench", [], [])


@pytest.mark.slow
def test_the_report_and_its_pdf_show_letters(page, browser, case, tmp_path):
    import pypdfium2

    made = report(case, "en")
    page.goto(made.as_uri())
    page.wait_for_function("document.documentElement.dataset.drawn", timeout=60_000)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert (
        page.locator("main img, main i, main iframe, main object, main form, main style, svg a").count() == 0
    )
    assert page.locator("main a:not([href^='#'])").count() == 0
    shown = page.locator("main").text_content()
    assert shown is not None
    assert all(words.strip() in shown for words in STRINGS if words.isascii() and words.isprintable())
    for mark in page.locator(".chart .point, .chart .scatterlayer path").all()[:5]:
        mark.hover(force=True)
        assert page.locator(".hoverlayer a, .hoverlayer image").count() == 0
    assert (page.asked, page.said) == ([], [])

    # What a link or an action looks like in a PDF, so that the search below is known to see one.
    page.set_content("<a href='https://198.51.100.1/'>x</a>")
    assert b"/URI" in page.pdf()
    printed = print_pdf(made)
    acts = rb"/URI|/JavaScript|/JS\b|/Launch|/EmbeddedFile|/SubmitForm|/OpenAction"
    assert re.findall(acts, printed.read_bytes()) == []
    told = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(printed))
    assert "document.title='broken'" in re.sub(r"\s+", "", told)
