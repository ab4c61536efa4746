"""The excess on whole demo incidents: what the owner's account usually does must not be taken for the
intruder's."""

from __future__ import annotations

from collections import defaultdict

import pytest
from conftest import NOW

from kit import collect
from kit.analysis.answers import ask
from kit.case import Case, new_case, open_case
from kit.demo import make

HABITS = ("weekend", "month_end", "growth", "region_before")


def incident(folder, shape: str) -> tuple[Case, dict]:
    made = make(folder / "evidence", events=2_500, shape=shape, bills=True, with_history=False)
    told = made.truth
    case = new_case(
        folder / "case", now=NOW, account=told["account"], keys=told["leaked_keys"], language="en"
    )
    collect(case, *[str(made.folder / part) for part in ("trail", "cost_explorer")], now=NOW)
    return open_case(case.folder), told["spend"]


@pytest.mark.parametrize("shape", HABITS)
def test_the_excess_is_the_truth_within_five_percent(shape, tmp_path):
    case, told = incident(tmp_path, shape)
    found = ask(case, "spend_excess").dicts()
    assert sum(row["excess_usd"] for row in found) == pytest.approx(told["incident_usd"], rel=0.05)
    by_region: dict[str, float] = defaultdict(float)
    for row in found:
        by_region[row["aws_region"]] += row["excess_usd"]
    for region, usd in told["incident_by_region"].items():
        assert by_region[region] == pytest.approx(usd, rel=0.05, abs=0.01), region
    assert {region for region, usd in by_region.items() if usd} <= set(told["incident_by_region"])
    used = {(row["aws_region"], row["service"]): row["baseline_usd_per_day"] for row in found}
    compute = "Amazon Elastic Compute Cloud - Compute"
    assert (used["us-west-2", compute] > 0) == (shape == "region_before")


def test_zero_where_nothing_happened(tmp_path):
    case, told = incident(tmp_path, "nothing")
    assert told["incident_usd"] == 0
    assert ask(case, "spend_excess").rows == []
    # Nor does anything leave the habit when an analyst looks for it from some day on.
    for start in ("2026-03-08", "2026-03-15", "2026-03-22"):
        found = ask(case, "spend_excess", {"start": start}).dicts()
        assert len(found) >= 5
        assert {row["excess_usd"] for row in found} == {0.0}
