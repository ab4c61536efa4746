"""The report in a real Chromium with the network closed: no request, no error, every chart drawn, text stays
text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import sync_playwright

pytestmark = pytest.mark.browser
CHARTS = 7


@pytest.fixture(scope="module")
def browser(browser_path):
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=["ja", "en"])
def page(request, browser, reports):
    """The report of one language, drawn; `page.asked` are its requests, `page.said` errors of any kind."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    opened = context.new_page()
    opened.asked, opened.said, opened.lang = [], [], request.param
    opened.on("request", lambda made: opened.asked.append(made.url))
    opened.on(
        "console", lambda line: opened.said.append(line.text) if line.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.goto(reports[1][request.param].as_uri())
    opened.wait_for_function("document.documentElement.dataset.drawn", timeout=30_000)
    yield opened
    context.close()


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


def test_no_chart_is_wider_than_its_page(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labels_inside_charts_do_not_leave_them(page):
    """Text of a chart that is cut off at its edge is a sentence that nobody reads."""
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
          const frame = chart.getBoundingClientRect();
          return [...chart.querySelectorAll('svg text')].filter(text => {
            const box = text.getBoundingClientRect();
            return box.width && (box.right > frame.right + 2 || box.left < frame.left - 2);
          }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_values_of_logs_stay_text(page):
    """The demo holds hostile names; none became an element, none ran."""
    assert page.locator("main img, main iframe, main object, main form").count() == 0
    assert page.locator("script").count() == 2 + CHARTS
    assert page.evaluate("typeof window.hostile") == "undefined"
    assert page.locator("svg a").count() == 0


def test_a_hostile_value_is_shown_letter_by_letter(browser, make_case, tmp_path):
    from datetime import datetime

    from conftest import record

    from kit import report

    name = "<img src=x onerror=window.hostile=1>"
    made = record(
        5,
        eventSource="iam.amazonaws.com",
        eventName="CreateUser",
        readOnly=False,
        requestParameters={"userName": name},
        responseElements={"user": {"userName": name, "arn": f"arn:aws:iam::111122223333:user/{name}"}},
    )
    case = make_case([record(), made], toml='[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n')
    path = report(case, "en", now=datetime(2026, 11, 23))
    opened = browser.new_context(offline=True).new_page()
    opened.goto(path.as_uri())
    opened.wait_for_function("document.documentElement.dataset.drawn", timeout=30_000)
    assert opened.evaluate("typeof window.hostile") == "undefined"
    assert opened.locator("main img").count() == 0
    assert name in opened.locator("#principals").inner_text()
    drawn = " ".join(opened.locator("#principals svg text").all_text_contents())
    assert "<img" in drawn


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
    page = browser.new_context(offline=True).new_page()
    page.goto(reports[1]["ja"].as_uri())
    page.wait_for_function("document.documentElement.dataset.drawn", timeout=30_000)
    written = page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert len(written) > 100_000
    assert written.count(b"/Type /Page\n") + written.count(b"/Type /Page ") > 5
