"""Figures of the real engines, shown when the tests are over: what they read and what they took."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_FIGURE = "figure"


@pytest.fixture
def figure(record_property) -> Callable[[str], None]:
    """Takes a line of figures; it is kept in the report of the test (JUnit's too) and shown at the end."""
    return lambda line: record_property(_FIGURE, line)


def pytest_terminal_summary(terminalreporter) -> None:
    """The lines of every test, after the tests."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    lines = [str(told) for report in reports for name, told in report.user_properties if name == _FIGURE]
    if lines:
        terminalreporter.section("figures")
        for line in dict.fromkeys(lines):
            terminalreporter.write_line(line)
