"""The report in a real Chromium with the network closed: no request, no error, every chart drawn, text stays
text."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import axe_playwright_python
import hostile
import pytest
from playwright.sync_api import sync_playwright

pytestmark = pytest.mark.browser
CHARTS = 7
# Labels of charts that are cut off at the edge of their chart.
OUTSIDE = """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('svg text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width && (box.right > frame.right + 2 || box.left < frame.left - 2);
  }).map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def browser(browser_path):
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextlib.contextmanager
def drawn(browser, path):
    """A report, drawn; `asked` are its requests, `said` errors of any kind."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda made: opened.asked.append(made.url))
    opened.on(
        "console", lambda line: opened.said.append(line.text) if line.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.goto(path.as_uri())
    opened.wait_for_function("document.documentElement.dataset.drawn", timeout=30_000)
    yield opened
    context.close()


@pytest.fixture(params=["ja", "en"])
def page(request, browser, reports):
    """The demo's report in one language, drawn."""
    with drawn(browser, reports[1][request.param]) as opened:
        opened.lang = request.param
        yield opened


def test_nothing_is_asked_and_nothing_goes_wrong(page):
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert len(page.asked) == 1
    assert page.said == []


def test_every_chart_is_drawn_with_marks(page):
    assert page.locator(".chart").count() == CHARTS
    for place in range(CHARTS):
        chart = page.locator(".chart").nth(place)
        assert chart.locator("svg.main-svg").count() >= 1
        assert chart.bounding_box()["height"] > 150
        assert chart.locator(".trace, .hm image, .point, .shapelayer path").count() > 0


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, reports, width):
    """Every fold open, at the width of a desk and of a phone."""
    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    # The page's own policy lets no other script run; axe is put in past it.
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, bypass_csp=True)
    page = context.new_page()
    page.goto(reports[1]["ja"].as_uri())
    page.wait_for_function("document.documentElement.dataset.drawn", timeout=30_000)
    page.evaluate("for (const fold of document.querySelectorAll('details.fold')) fold.open = true")
    page.evaluate(script)
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OUTSIDE) == []
    context.close()


def test_no_chart_is_wider_than_its_page(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labels_inside_charts_do_not_leave_them(page):
    """Text of a chart that is cut off at its edge is a sentence that nobody reads."""
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_values_of_logs_stay_text(browser, hostile_reports, lang):
    """Letter by letter, in tables and in charts: no payload became an element, none ran or tried to, which
    the page's policy would have refused with an error."""
    with drawn(browser, hostile_reports[1][lang]) as page:
        assert hostile.payload("customer") in page.title()
        assert page.locator("main img, main i, main iframe, main object, main form, svg a").count() == 0
        assert page.locator("script").count() == 2 + page.locator(".chart").count()
        assert page.said == []
        assert "</script>{{7*7}}<i>hostile-user" in page.locator("#findings").inner_text()
        texts = {
            name: " ".join(page.locator(f"#{name} svg text").all_text_contents())
            for name in ("timeline", "credentials", "principals", "resources", "spend")
        }
        shown = {name: hostile.marks(text) for name, text in texts.items()}
        wanted = {"credentials": {"role", "user"}, "principals": {"user"}, "resources": {"region"}}
        assert {name: marks & shown[name] for name, marks in wanted.items()} == wanted
        assert all("<i>hostile-" in texts[name] for name in wanted)


def test_japanese_is_drawn_with_japanese_letters(page):
    """A font without a letter draws the same box for every missing one."""
    if page.lang != "ja":
        pytest.skip("Japanese report only")
    same = page.evaluate(
        """() => {
          const draw = (letter) => {
            const canvas = Object.assign(document.createElement('canvas'), {width: 40, height: 40});
            const pen = canvas.getContext('2d');
            pen.font = '30px ' + getComputedStyle(document.querySelector('h1')).fontFamily;
            pen.fillText(letter, 4, 32);
            return canvas.toDataURL();
          };
          const drawn = ['漏', '洩', '証', '跡', 'キ'].map(draw);
          return new Set(drawn).size;
        }"""
    )
    assert same == 5
    assert "漏洩" in page.locator("h1").inner_text()


def test_a_number_leads_to_its_record(page):
    mark = page.locator(".lines a.mark").first
    event = mark.get_attribute("data-event")
    mark.click()
    row = page.locator(f"tr{mark.get_attribute('href')}")
    assert row.is_visible()
    assert event in row.inner_text()
    assert re.search(r"F\d+, \d+", row.inner_text())


def test_on_paper_every_chart_keeps_its_place(browser, reports, tmp_path):
    with drawn(browser, reports[1]["ja"]) as page:
        written = page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert len(written) > 100_000
    assert written.count(b"/Type /Page\n") + written.count(b"/Type /Page ") > 5
