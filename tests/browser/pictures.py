"""`make docs-pictures`: the pictures of docs/tutorial.md and docs/tutorial.ja.md, out of a demo that is made
anew, a real JupyterLab and a real Chromium. WebP, as the browser writes it.

With a folder as its argument demos are kept in there, and taken as they are where they stand already.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lab_page import KIT, ROOT, Lab, kit_lab, new_cell, page_of, run_all, run_current, started
from playwright.sync_api import Page

PICTURES = ROOT / "docs" / "images" / "tutorial"
QUALITY = 72
LOCALES = {"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}
SQL = """%%sql
select event_source, count(*) as calls, count(distinct aws_region) as regions,
  count(*) filter (where outcome = 'failed') as refused, min(event_time) as first_seen
from events where access_key_id = 'AKIAW2Z5DYZJ2ENLJRNJ'
group by all order by calls desc limit 8"""
SHOWN = ".jp-NotebookPanel:visible"


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("pictures: there is no Chromium on this machine; `apt-get install chromium` brings one")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as beside:
        for port, lang in enumerate(LOCALES, start=8941):
            demo = Path(*(sys.argv[1:] or [beside]), lang)
            if not demo.exists():
                words = [sys.executable, "-c", KIT, "demo", str(demo)]
                env = {"LANG": LOCALES[lang], "LC_ALL": LOCALES[lang], "PYTHONPATH": str(ROOT)}
                subprocess.run(words, check=True, env={**os.environ, **env})
            with kit_lab(demo / "case", port) as lab, page_of(browser) as page:
                for picture in (overview, record, tree, sql):
                    save(page, picture(page, lab), lang)
                save(page, report(page, max((demo / "case" / "out").glob(f"report-*-{lang}.html"))), lang)


def save(page: Page, name: str, lang: str) -> None:
    """What is on the screen, as a file of docs."""
    client = page.context.new_cdp_session(page)
    made = client.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path = PICTURES / f"{name}.{lang}.webp"
    path.write_bytes(base64.b64decode(made["data"]))
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes", file=sys.stderr)


def overview(page: Page, lab: Lab) -> str:
    """The first screen of `kit lab`."""
    page.goto(lab.address)
    page.locator(f"{SHOWN} .kit .figures").first.wait_for()
    started(page, lab, "01_case_overview")
    return "overview"


def record(page: Page, lab: Lab) -> str:
    """A table that was filtered, and the record behind a row."""
    page.goto(lab.of("02_key_activity"))
    started(page, lab, "02_key_activity")
    page.keyboard.press("Control+b")
    run_all(page)
    table = page.locator(f"{SHOWN} [data-table]").nth(2)
    table.scroll_into_view_if_needed()
    table.locator(".kit-filters input").nth(1).fill("iam")
    page.wait_for_timeout(1500)
    table.evaluate("table => table.scrollIntoView({ block: 'center' })")
    table.locator("tbody .chip").first.click()
    page.locator(".kit-drawer:visible pre").wait_for()
    page.wait_for_timeout(500)
    return "record"


def tree(page: Page, lab: Lab) -> str:
    """The tree of credentials."""
    page.keyboard.press("Escape")
    page.goto(lab.of("03_credential_tree"))
    started(page, lab, "03_credential_tree")
    page.keyboard.press("Control+b")
    run_all(page)
    page.locator(f"{SHOWN} .js-plotly-plot").first.evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(1000)
    return "tree"


def sql(page: Page, lab: Lab) -> str:
    """A statement of one's own and its answer."""
    new_cell(page, SQL)
    run_current(page)
    cell = page.locator(f"{SHOWN} .jp-Cell").last
    cell.locator("table.kit-live tbody tr").first.wait_for()
    cell.evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(1000)
    return "sql"


def report(page: Page, path: Path) -> str:
    """The head of the report."""
    page.goto(path.as_uri())
    page.wait_for_function("document.documentElement.dataset.drawn")
    return "report"


if __name__ == "__main__":
    main()
