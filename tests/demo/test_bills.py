"""The demo's bill: the same cents in every form, prices as in the kit's own tables, only incident lines
new."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest

from kit.demo import make
from kit.demo.prices import EC2_HOUR, FARGATE_HOUR, GP3_GB_MONTH

PRICES = Path(__file__).parents[2] / "kit" / "rules" / "prices"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("bills") / "d", events=2_500, bills=True, with_history=False).folder


def cells(folder: Path, form: str):
    """Rows of a bill as dicts, whatever its file."""
    for path in sorted((folder / form).rglob("*.csv.gz")):
        yield from csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode()))
    for path in sorted((folder / form).rglob("*.parquet")):
        yield from pyarrow.parquet.read_table(path).to_pylist()


COLUMNS = {
    "cur2": ("line_item_usage_start_date", "product_region_code", "line_item_line_item_type",
             "line_item_unblended_cost"),
    "cur_legacy": ("lineItem/UsageStartDate", "product/region", "lineItem/LineItemType",
                   "lineItem/UnblendedCost"),
    "focus": ("ChargePeriodStart", "RegionId", "ChargeCategory", "BilledCost"),
}  # fmt: skip


def totals(folder: Path, form: str) -> dict[tuple[str, str, str], Decimal]:
    """(day, Region, kind of charge) -> USD, to the cent."""
    found: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    if form == "cost_explorer":
        for name in ("usage", "tax", "credit"):
            answer = json.loads((folder / form / f"{name}_by_region_service.json").read_text())["response"]
            for day in answer["ResultsByTime"]:
                for group in day["Groups"]:
                    region = group["Keys"][0] if group["Keys"][0] not in ("global", "NoRegion") else ""
                    amount = Decimal(group["Metrics"]["UnblendedCost"]["Amount"])
                    found[day["TimePeriod"]["Start"], region, name.title()] += amount
    else:
        start, region, charge, cost = COLUMNS[form.removesuffix("_parquet")]
        for row in cells(folder, form):
            found[str(row[start])[:10], row[region] or "", row[charge]] += Decimal(str(row[cost]))
    return {place: round(usd, 2) for place, usd in found.items()}


def test_every_form_has_the_same_cents(folder):
    wanted = totals(folder, "cost_explorer")
    assert {charge for *_, charge in wanted} == {"Usage", "Tax", "Credit"}
    assert len(wanted) > 200
    for form in ("cur2", "cur2_parquet", "cur_legacy", "focus", "focus_parquet"):
        assert totals(folder, form) == wanted, form


def test_last_two_days_are_estimated(folder):
    answer = json.loads((folder / "cost_explorer" / "usage_by_region_service.json").read_text())["response"]
    assert [day["Estimated"] for day in answer["ResultsByTime"]] == [False] * 58 + [True] * 2


def test_no_day_before_the_incident_has_a_new_region(folder):
    told = json.loads((folder / "truth.json").read_text())
    new = set(told["spend"]["incident_by_region"]) - {"us-east-1", "ap-northeast-1", "ap-northeast-3"}
    assert len(new) >= 6
    begin = told["first_intruder_event"]["event_time"][:10]
    assert not {region for day, region, _ in totals(folder, "cur2") if day < begin} & new


def test_truth_of_the_incident_is_what_the_bill_adds(folder):
    told = json.loads((folder / "truth.json").read_text())["spend"]
    found = totals(folder, "cur2")
    by_region: dict[str, Decimal] = defaultdict(Decimal)
    for (_, region, charge), usd in found.items():
        if charge == "Usage":
            by_region[region] += usd
    for region, usd in told["incident_by_region"].items():
        if region not in ("us-east-1", "ap-northeast-1"):
            assert abs(float(by_region[region]) - usd) < 0.1
    assert told["incident_usd"] == pytest.approx(sum(told["incident_by_region"].values()), abs=0.01)


def test_prices_are_those_of_the_kit():
    with (PRICES / "ec2_on_demand.csv").open(encoding="utf-8") as file:
        types = {row["instance_type"]: row for row in csv.DictReader(file)}
    for (kind, region), usd in EC2_HOUR.items():
        assert float(types[kind][region]) == usd, (kind, region)
    with (PRICES / "services.csv").open(encoding="utf-8") as file:
        items = {(row["item"], row["aws_region"]): float(row["usd"]) for row in csv.DictReader(file)}
    for region, usd in GP3_GB_MONTH.items():
        assert items["ebs.gp3", region] == usd, region
    for region, (cpu, memory) in FARGATE_HOUR.items():
        assert (items["fargate.vcpu", region], items["fargate.gb", region]) == (cpu, memory)
