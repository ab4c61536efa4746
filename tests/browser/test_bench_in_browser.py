"""A real JupyterLab in a real Chromium, from `kit lab` on a fresh case to note and verdict in the report."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from kit import ask, open_case, record, report
from kit.case import Case

pytestmark = pytest.mark.browser
PATIENCE = 90_000  # ms; a loaded machine is slow, what is slow itself is measured in CPU time
ROOT = Path(__file__).parents[2]
KIT = "import sys; from kit.cli import main; sys.exit(main())"
AT_ONCE = 15.0  # seconds from the command to the first answer
CORES = 2
IDLE = ".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status='idle']"
BUSY = ".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status='busy']"


@pytest.fixture(scope="module")
def fresh(demo_case, tmp_path_factory) -> Case:
    """The demo case as it is after collecting: no notebook was run."""
    folder = tmp_path_factory.mktemp("lab") / "case"
    shutil.copytree(demo_case.folder, folder, ignore=shutil.ignore_patterns("*.ipynb", "*.html", "report-*"))
    return open_case(folder)


@pytest.fixture(scope="module")
def lab(fresh) -> Iterator[tuple[str, psutil.Process]]:
    """`kit lab`, and the address that it says."""
    words = [sys.executable, "-c", KIT, "lab", str(fresh.folder), "--no-browser", "--port", "8911"]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
    assert server.stdout is not None
    address = next((line.strip() for line in server.stdout if "token=" in line), "")
    yield address, psutil.Process(server.pid)
    below = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    server.wait(60)
    _, left = psutil.wait_procs(below, timeout=30)
    assert not left, "the server and its kernels end with `kit lab`"


@pytest.fixture(scope="module")
def page(browser_path, lab) -> Iterator[Page]:
    """A page that reaches this machine only; `asked` is what it wanted elsewhere, `said` its errors."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
        )
        context.set_default_timeout(PATIENCE)
        opened = context.new_page()
        opened.asked, opened.said = [], []

        def outside(route) -> None:
            opened.asked.append(route.request.url)
            route.abort()

        opened.route(re.compile(r"^(?!(http|ws)s?://127\.0\.0\.1[:/]|data:|blob:)"), outside)
        opened.on("console", lambda line: opened.said.append(line.text) if line.type == "error" else None)
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        yield opened
        context.close()
        browser.close()


def settled(page: Page) -> None:
    """The kernel has done what it was given."""
    page.wait_for_timeout(400)
    expect(page.locator(BUSY)).to_have_count(0, timeout=PATIENCE)
    page.wait_for_selector(IDLE)


def started(page: Page, address: str, name: str) -> None:
    """The kernel of a notebook is there and waits."""
    host, token = re.match(r"(.*?)/lab/.*token=(\w+)", address).groups()
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        for each in page.request.get(f"{host}/api/sessions?token={token}").json():
            kernel = each["kernel"] or {}
            if name in each["path"] and kernel["execution_state"] == "idle" and kernel["connections"]:
                page.wait_for_timeout(1500)
                return
        page.wait_for_timeout(300)
    pytest.fail(f"no kernel for {name}")


def new_cell(page: Page, source: str, *, kind: str = "code") -> None:
    """A cell below the last, with this in it and the cursor behind it."""
    page.locator(".jp-NotebookPanel:visible .jp-Cell").last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    if kind == "markdown":
        page.keyboard.press("m")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(source)


def run_cell(page: Page, source: str) -> str:
    """Runs this in a new cell; the text of what it shows."""
    new_cell(page, source)
    return run_current(page)


def run_current(page: Page) -> str:
    page.keyboard.press("Control+Enter")
    settled(page)
    cell = page.locator(".jp-NotebookPanel:visible .jp-Cell").last
    cell.locator(".jp-OutputArea-output").first.wait_for()
    return cell.locator(".jp-OutputArea").inner_text()


@pytest.fixture(scope="module")
def ran(page, lab) -> Page:
    """The page with all of 02 run, from the overview on."""
    address, _ = lab
    if "/lab" not in page.url:
        page.goto(address)
    started(page, address, "01_case_overview")
    page.locator(".jp-DirListing-item", has_text="02_key_activity").dblclick()
    started(page, address, "02_key_activity")
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    page.wait_for_selector("[data-table] table.kit-live tbody tr[data-event]")
    settled(page)
    return page


# One day of an analyst: each test goes on where the one before it left the page.
def test_the_first_answer_is_on_the_screen_at_once(page, lab):
    address, _ = lab
    page.goto(address)
    page.locator(".jp-NotebookPanel:visible .kit .figures").first.wait_for()
    # The server, its kernels and the browser are all below this process; it waited for others before.
    below = psutil.Process().children(recursive=True)
    cost = sum(sum(each.cpu_times()[:4]) for each in below if each.is_running())
    assert cost < AT_ONCE * CORES * 1.5, f"{cost:.0f} s of CPU to the first answer"
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

    # Sort by weight, filter the calls.
    table = page.locator("[data-table]").filter(has=page.locator("th.number, td.number")).first
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
    table = page.locator("[data-table]").filter(has_text="CreateUser").first
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
    page.locator(".jp-Cell").last.locator("table.kit-live tbody tr").first.wait_for()
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
