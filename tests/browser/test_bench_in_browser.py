"""A real JupyterLab in a real Chromium, from `kit lab` on a fresh case to note and verdict in the report."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from lab_page import PATIENCE, Lab, kit_lab, new_cell, page_of, run_all, run_cell, run_current, started
from playwright.sync_api import Page, expect

from kit import ask, open_case, record, report
from kit.case import Case

pytestmark = pytest.mark.browser
AT_ONCE = 15.0  # seconds from the command to the first answer
CORES = 2
SIGNIFICANT = 2  # the table of significant calls in 02, after milestones and visits


@pytest.fixture(scope="module")
def fresh(demo_case, tmp_path_factory) -> Case:
    """The demo case as it is after collecting: no notebook was run."""
    folder = tmp_path_factory.mktemp("lab") / "case"
    shutil.copytree(demo_case.folder, folder, ignore=shutil.ignore_patterns("*.ipynb", "*.html", "report-*"))
    return open_case(folder)


@pytest.fixture(scope="module")
def lab(fresh) -> Iterator[Lab]:
    with kit_lab(fresh.folder, 8911) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser_path, lab) -> Iterator[Page]:
    with page_of(browser_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def ran(page, lab) -> Page:
    """The page with all of 02 run, from the overview on."""
    if "/lab" not in page.url:
        page.goto(lab.address)
    started(page, lab, "01_case_overview")
    page.locator(".jp-DirListing-item", has_text="02_key_activity").dblclick()
    started(page, lab, "02_key_activity")
    run_all(page)
    return page


# One day of an analyst: each test goes on where the one before it left the page.
def test_the_first_answer_is_on_the_screen_at_once(page, lab):
    page.goto(lab.address)
    page.locator(".jp-NotebookPanel:visible .kit .figures").first.wait_for()
    took = time.monotonic() - lab.began
    # The server, its kernels and the browser are all below this process; it waited for others before.
    below = psutil.Process().children(recursive=True)
    cost = sum(sum(each.cpu_times()[:4]) for each in below if each.is_running())
    print(f"first answer after {took:.1f} s, {cost:.1f} s of CPU")
    assert cost < AT_ONCE * CORES * 1.5, f"{cost:.0f} s of CPU to the first answer"
    if max(psutil.getloadavg()[0], 1) <= CORES:  # what others do at the time is not this command's
        assert took < AT_ONCE, f"{took:.0f} s to the first answer"
    first = page.locator(".jp-NotebookPanel:visible")
    for what in (".kit .lines", ".kit .figures"):
        box = first.locator(what).first.bounding_box()
        assert box is not None
        assert box["y"] + min(box["height"], 100) < 800, f"{what} is on the first screen"
    assert first.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0, "code is folded"


def test_all_of_a_notebook_runs_and_its_tables_sort_and_filter(ran):
    page = ran
    assert page.locator(".jp-OutputArea-output[data-mime-type*='stderr']").count() == 0
    assert page.locator(".js-plotly-plot").count() >= 1
    assert (page.said, page.asked) == ([], [])

    # Sort by weight, filter the calls.
    table = page.locator("[data-table]").nth(SIGNIFICANT)
    table.scroll_into_view_if_needed()
    weights = lambda: [int(each) for each in table.locator("tbody td:nth-child(9)").all_inner_texts()]  # noqa: E731
    heading = table.locator("thead tr").first.locator("th").nth(8)
    heading.click()
    page.wait_for_timeout(1500)
    assert weights() == sorted(weights())
    heading.click()
    page.wait_for_timeout(1500)
    assert weights() == sorted(weights(), reverse=True)
    table.locator(".kit-filters input").nth(1).fill("CreateUser")
    expect(table.locator("tbody tr")).to_have_count(1, timeout=PATIENCE)
    assert "CreateUser" in table.locator("tbody").inner_text()


def test_a_chip_opens_the_untouched_record(ran, fresh):
    page = ran
    table = page.locator("[data-table]").nth(SIGNIFICANT)
    chip = table.locator("tbody .chip").first
    event = chip.get_attribute("data-event")
    assert event
    chip.click()
    drawer = page.locator(".kit-drawer:visible")
    drawer.locator("pre").wait_for()
    kept = record(fresh, event)
    shown = drawer.inner_text()
    assert kept.sha256 in shown
    assert str(kept.position) in shown
    assert Path(kept.origin).name in shown
    drawer.locator(".kit-bar button").nth(1).click()
    assert drawer.locator("pre").text_content() == kept.raw.decode()
    page.keyboard.press("Escape")
    expect(page.locator(".kit-drawer:visible")).to_have_count(0)


@pytest.mark.slow
def test_a_mark_of_the_timeline_shows_its_events(ran):
    page = ran
    chart = page.locator(".jp-NotebookPanel:visible .js-plotly-plot").first
    chart.scroll_into_view_if_needed()  # before its marks are there: what is off the screen is not drawn
    page.wait_for_timeout(1000)
    box = chart.locator(".scatterlayer .point").nth(3).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chart.locator(".hoverlayer .hovertext").first.wait_for()
    page.mouse.down()
    page.mouse.up()
    page.locator(".kit-drawer:visible tbody tr[data-event]").first.wait_for()
    page.keyboard.press("Escape")


@pytest.mark.slow
def test_a_node_of_the_tree_shows_its_events(ran, lab, fresh):
    page = ran
    page.locator(".jp-DirListing-item", has_text="03_credential_tree").dblclick()
    started(page, lab, "03_credential_tree")
    run_all(page)
    chart = page.locator(".jp-NotebookPanel:visible .js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    node = chart.locator(".scatterlayer .point").last
    node.wait_for()
    box = node.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chart.locator(".hoverlayer .hovertext").first.wait_for()
    page.mouse.down()
    page.mouse.up()
    drawer = page.locator(".kit-drawer:visible")
    drawer.locator("tbody tr[data-event]").first.wait_for()
    made = {row["credential_id"] for row in ask(fresh, "credentials").dicts()}
    place = [each.strip() for each in drawer.locator("thead tr").first.locator("th").all_inner_texts()]
    column = place.index("credential_id") + 1
    shown = set(drawer.locator(f"tbody td:nth-child({column})").all_inner_texts())
    assert len(shown) == 1
    assert shown < made
    page.keyboard.press("Escape")
    page.locator(".lm-TabBar-tab", has_text="02_key_activity").click()


@pytest.mark.slow
def test_sql_is_completed_kept_and_asked(ran, fresh):
    page = ran
    new_cell(page, "%%sql\nselect event_name, count(*) as calls from even")
    page.keyboard.press("Tab")
    page.locator(".jp-Completer:visible .jp-Completer-item", has_text="events").first.click()
    said = run_current(page)
    assert "CreateUser" not in said or "calls" in said
    page.locator(".jp-NotebookPanel:visible .jp-Cell").last.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" where event_name = 'CreateUser' group by all")
    assert "CreateUser" in run_current(page)
    statement = "select event_name, count(*) as calls from events group by all order by all"
    assert "per_call.sql" in run_cell(page, f'save(case, "per_call", "{statement}")')
    run_cell(page, 'ask(case, "per_call")')
    page.locator(".jp-NotebookPanel:visible .jp-Cell").last.locator(
        "table.kit-live tbody tr"
    ).first.wait_for()
    assert ask(fresh, "per_call").columns == ["event_name", "calls"]


@pytest.mark.slow
def test_verdict_note_and_own_words_reach_the_report(ran, fresh):
    page = ran
    run_cell(page, 'print(verdict(case, 1, "intruder", note="confirmed by the night shift"))')
    run_cell(page, 'note(case, "Seen on the night of the 22nd.", section="timeline")')
    new_cell(page, "The customer knew of **none** of this.", kind="markdown")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2500)
    assert page.said == []
    assert page.asked == []
    words = report(open_case(fresh.folder), "en").read_text(encoding="utf-8")
    assert "confirmed by the night shift" in words
    assert "Seen on the night of the 22nd." in words
    assert "The customer knew of <strong>none</strong> of this." in words
