"""A report as PDF, printed by a Chromium, Chrome or Edge that is installed here; nothing is downloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kit.errors import CaseError, UsageError

# Names of the program on Linux, macOS and Windows; KIT_BROWSER comes first.
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)  # fmt: skip
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
SECONDS = 300


def print_pdf(report: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Prints the report beside itself and returns the file. UsageError where no browser is found, CaseError
    where it prints nothing."""
    browser, target = find_browser(environment), report.with_suffix(".pdf")
    target.unlink(missing_ok=True)
    # In a container there is often no other user, and a sandbox for root is none.
    rights = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with tempfile.TemporaryDirectory() as profile:
        words = [
            *(browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
            *("--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}", *rights),
            *("--no-pdf-header-footer", "--virtual-time-budget=30000", f"--print-to-pdf={target.resolve()}"),
            report.resolve().as_uri(),
        ]
        try:
            subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CaseError(
                f"{target}: {browser} could not print it: {error}; the report is {report}"
            ) from None
    if not target.is_file() or not target.stat().st_size:
        raise CaseError(f"{target}: {browser} printed nothing; open {report} in a browser and print it there")
    return target


def find_browser(environment: Mapping[str, str]) -> str:
    """The program that prints. UsageError where there is none."""
    named = environment.get("KIT_BROWSER", "")
    for name in [named] if named else _NAMES:
        if found := shutil.which(name, path=environment.get("PATH")):
            return found
    for place in () if named else _PLACES:
        if os.access(place, os.X_OK):
            return place
    raise UsageError(
        f"--pdf: {named or 'no Chromium, Chrome or Edge'} is not installed; name one with KIT_BROWSER, or"
        " open the HTML report in a browser and print it"
    )
