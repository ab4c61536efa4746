"""The figures at the top of the report, from a bill whose truth is known."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from bill import FIRST, START, billed, line

from kit.analysis.money.totals import spend_total


def days(number: int, usd_before: float, usd_since: float, **given) -> list[dict]:
    """Days from FIRST on; the incident begins on the 21st."""
    return [
        line(FIRST + timedelta(days=place), usd_before if place < 20 else usd_since, **given)
        for place in range(number)
    ]


def figures(con, case, **params) -> dict[str, dict]:
    return {row["figure"]: row for row in spend_total(con, case, params).dicts()}


def test_the_incident_is_what_the_habit_does_not_explain():
    found = figures(*billed(days(22, 10.0, 34.0)))
    # Two days at 34 instead of 10.
    assert found["usage"]["usd"] == pytest.approx(68.0)
    assert found["incident"]["usd"] == pytest.approx(48.0)
    assert found["incident"]["since"] == datetime(2026, 3, 22)


def test_the_bill_is_at_least_while_it_still_grows():
    """The last days of a bill are not settled; a bill of a month that closed long ago is."""
    assert figures(*billed(days(22, 10.0, 34.0)))["incident"]["at_least"]
    whole = [*days(30, 10.0, 34.0)]
    assert not figures(*billed(whole))["usage"]["at_least"]


def test_nothing_happened_nothing_is_added():
    found = figures(*billed(days(22, 10.0, 10.0)))
    assert found["incident"]["usd"] == 0.0
    assert found["usage"]["usd"] == pytest.approx(20.0)


def test_a_credit_is_a_figure_of_its_own():
    lines = [*days(22, 10.0, 34.0), line(START.date(), -15.0, charge_type="credit", line_item_type="Credit")]
    found = figures(*billed(lines))
    assert found["credit"]["usd"] == pytest.approx(-15.0)
    assert found["usage"]["usd"] == pytest.approx(68.0)


def test_the_owners_currency_stands_beside_by_the_rate_of_the_case():
    found = figures(*billed(days(22, 10.0, 34.0), currency="JPY", rate=150.0, rate_date="2026-03-31"))
    assert found["incident"]["local"] == pytest.approx(48.0 * 150)
    assert (found["incident"]["local_currency"], found["incident"]["rate_date"]) == ("JPY", "2026-03-31")
    assert figures(*billed(days(22, 10.0, 34.0)))["incident"]["local"] is None


def test_without_a_bill_and_without_machines_there_is_no_figure():
    assert figures(*billed([])) == {}
