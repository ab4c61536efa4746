"""A real JupyterLab on a case, as `kit lab` starts it, and a page of a real Chromium on it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 90_000  # ms; a loaded machine is slow, what is slow itself is measured in CPU time
ROOT = Path(__file__).parents[2]
KIT = "import sys; from kit.cli import main; sys.exit(main())"
IDLE = ".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status='idle']"
BUSY = ".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status='busy']"


@dataclass(frozen=True)
class Lab:
    """`address` as the kit says it; `began` on the clock of time.monotonic()."""

    address: str
    process: psutil.Process
    began: float

    def of(self, notebook: str) -> str:
        """The address of a notebook in a page of its own."""
        return re.sub(r"/lab/tree/[^?]*", f"/lab/tree/{notebook}.ipynb", self.address) + "&reset"


@contextlib.contextmanager
def kit_lab(folder: Path, port: int) -> Iterator[Lab]:
    """`kit lab` on the case; server and kernels end with it."""
    words = [sys.executable, "-c", KIT, "lab", str(folder), "--no-browser", "--port", str(port)]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
    began = time.monotonic()
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
    assert server.stdout is not None
    address = next((line.strip() for line in server.stdout if "token=" in line), "")
    yield Lab(address, psutil.Process(server.pid), began)
    below = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    server.wait(60)
    _, left = psutil.wait_procs(below, timeout=30)
    assert not left, "the server and its kernels end with `kit lab`"


@contextlib.contextmanager
def page_of(browser: str) -> Iterator[Page]:
    """A page that reaches this machine only; `asked` is what it wanted elsewhere, `said` its errors."""
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        context = started.new_context(
            viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
        )
        context.set_default_timeout(PATIENCE)
        yield watched(context.new_page(), r"(http|ws)s?://127\.0\.0\.1[:/]|data:|blob:|file:")
        context.close()
        started.close()


def watched(page: Page, inside: str) -> Page:
    """The page, which reaches only addresses that begin with `inside`; `asked` is what it wanted elsewhere,
    `said` its errors."""
    page.asked, page.said = [], []

    def outside(route) -> None:
        page.asked.append(route.request.url)
        route.abort()

    page.route(re.compile(f"^(?!{inside})"), outside)
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def settled(page: Page) -> None:
    """The kernel has done what it was given."""
    page.wait_for_timeout(400)
    expect(page.locator(BUSY)).to_have_count(0, timeout=PATIENCE)
    page.wait_for_selector(IDLE)


def started(page: Page, lab: Lab, name: str) -> None:
    """The kernel of a notebook is there and waits."""
    found = re.match(r"(.*?)/lab/.*token=(\w+)", lab.address)
    assert found
    host, token = found.groups()
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        for each in page.request.get(f"{host}/api/sessions?token={token}").json():
            kernel = each["kernel"] or {}
            if name in each["path"] and kernel["execution_state"] == "idle" and kernel["connections"]:
                page.wait_for_timeout(1500)
                return
        page.wait_for_timeout(300)
    raise AssertionError(f"no kernel for {name}")


def run_all(page: Page) -> None:
    """Runs all cells of the notebook that is open; its tables are live then."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    page.wait_for_selector(".jp-NotebookPanel:visible [data-table] table.kit-live tbody tr")
    settled(page)


def new_cell(page: Page, source: str, *, kind: str = "code") -> None:
    """A cell below the last, with this in it and the cursor behind it."""
    page.locator(".jp-NotebookPanel:visible .jp-Cell").last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    if kind == "markdown":
        page.keyboard.press("m")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(source)


def run_current(page: Page) -> str:
    """Runs the last cell; the text of what it shows."""
    page.keyboard.press("Control+Enter")
    settled(page)
    cell = page.locator(".jp-NotebookPanel:visible .jp-Cell").last
    cell.locator(".jp-OutputArea-output").first.wait_for()
    return cell.locator(".jp-OutputArea").inner_text()


def run_cell(page: Page, source: str) -> str:
    """Runs this in a new cell; the text of what it shows."""
    new_cell(page, source)
    return run_current(page)
