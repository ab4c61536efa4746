"""What an hour of something costs: the case's own Price List answers, else the kit's tables, else a Region's
usual multiple.

Tables and their sources are in kit/rules/prices (prices.yml says what, from where, as known on which day). A
rate has a range: exact for a listed price, wider the more had to be concluded. What has no price has no rate;
nothing is zero. Price List API:
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html.
"""

from __future__ import annotations

import csv
import functools
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kit import questions
from kit.errors import CatalogueError
from kit.ids import partition_of
from kit.kept import kept
from kit.store import database, derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

HOME = "us-east-1"
HOURS_A_MONTH = 730.0
_TABLES = Path(__file__).parents[2] / "rules" / "prices"
_COLUMNS = {
    "item": "varchar", "aws_region": "varchar", "unit": "varchar", "usd": "double", "usd_low": "double",
    "usd_high": "double", "basis": "varchar", "source": "varchar", "as_known_on": "date",
}  # fmt: skip
# A concluded price is off by a tenth now and then, also where the Region's types agree.
_DOUBT = 0.1
_LISTED = "AWS public price list"


@dataclass(frozen=True)
class Rate:
    """USD a unit with its range. basis: price list answer, list, family factor, regional factor."""

    low: float
    usd: float
    high: float
    unit: str
    basis: str

    def times(self, other: Rate | float) -> Rate:
        """The rate of so many of it, or of a share that has a range of its own."""
        if isinstance(other, Rate):
            return replace(
                self, low=self.low * other.low, usd=self.usd * other.usd, high=self.high * other.high
            )
        return replace(self, low=self.low * other, usd=self.usd * other, high=self.high * other)

    def plus(self, other: Rate) -> Rate:
        basis = max(self.basis, other.basis, key=_CERTAIN.index)
        return replace(
            self, low=self.low + other.low, usd=self.usd + other.usd, high=self.high + other.high, basis=basis
        )


_CERTAIN = ("price list answer", "list", "family factor", "regional factor")


@dataclass(frozen=True)
class ModelPrice:
    """USD per million tokens of a Bedrock model and the most tokens that one call can take and give."""

    usd_input: float
    usd_output: float
    most_input: int
    most_output: int


class Prices:
    """The price book of a case."""

    def __init__(self, answers: Iterable[tuple[str, str, float]] = ()) -> None:
        self._ec2, self._services = _ec2(), _services()
        self._answers = {(kind, region): usd for kind, region, usd in answers}

    def instance(self, kind: str | None, region: str) -> Rate | None:
        """An hour of an EC2 instance, Linux, on demand, shared tenancy."""
        if not kind:
            return None
        if usd := self._answers.get((kind, region)):
            return Rate(usd, usd, usd, "hour", "price list answer")
        prices = self._ec2.get(kind)
        if not prices:
            return None
        if usd := prices.get(region):
            return Rate(usd, usd, usd, "hour", "list")
        home = prices.get(HOME)
        if not home or _elsewhere(region):
            return None
        if ratio := _family_ratio(kind.partition(".")[0], region):
            return Rate(home * ratio * 0.98, home * ratio, home * ratio * 1.02, "hour", "family factor")
        low, usual, high = region_ratio(region)
        low, high = min(low, usual * (1 - _DOUBT)), max(high, usual * (1 + _DOUBT))
        return Rate(home * low, home * usual, home * high, "hour", "regional factor")

    def of(self, item: str, region: str) -> Rate | None:
        """A unit of something else, by its name in services.csv."""
        by_region = self._services.get(item)
        if not by_region:
            return None
        if rate := by_region.get(region):
            return rate
        home = by_region.get(HOME)
        if home is None or item.startswith("factor."):
            return home
        if _elsewhere(region):
            return None
        low, usual, high = region_ratio(region)
        return replace(
            home,
            low=home.low * min(low, 1.0),
            usd=home.usd * usual,
            high=home.high * high,
            basis="regional factor",
        )

    def factor(self, name: str) -> Rate:
        """What something costs as a multiple of a price, with its range; CatalogueError when the table lacks
        it."""
        found = self.of(f"factor.{name}", HOME)
        if found is None:
            raise CatalogueError(f"kit/rules/prices/services.csv: factor.{name} is missing")
        return found

    def sagemaker(self, kind: str | None, region: str) -> Rate | None:
        """An hour of an ml.* instance: the EC2 price of the same type times SageMaker's share."""
        name = (kind or "").removeprefix("ml.")
        rate = self.instance(name, region)
        share = self.of(f"factor.sagemaker.{name.partition('.')[0]}", HOME) or self.factor("sagemaker")
        return rate.times(share) if rate else None


def known_on() -> date:
    """The day as of which the kit's own tables are known."""
    return date.fromisoformat(str(_facts()["as_known_on"]))


def model(model_id: str) -> ModelPrice | None:
    """Price of a Bedrock model by its id, profile id (`us.`, `global.`) or ARN; by the nearest version if
    need be."""
    name = model_id.rsplit("/", 1)[-1]
    models = _models()
    head, _, rest = name.partition(".")
    if rest and head in ("us", "eu", "apac", "global", "jp", "au", "ca", "us-gov"):
        name = rest
    if name in models:
        return models[name]
    stem = name.split(":")[0]
    near = [key for key in models if key.split(":")[0] == stem]
    return models[near[0]] if near else None


def book(con: duckdb.DuckDBPyConnection) -> Prices:
    """The price book with the Price List answers that the case holds."""
    return Prices(database.run(con, questions.step("price_answers")).rows)


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Tables `prices` (every price that is listed, so that a reader can check one) and `service_names`."""
    made_of = b"".join(path.read_bytes() for path in (*sorted(_TABLES.iterdir()), Path(__file__)))
    derived.write_texts(con, "prices", _COLUMNS, kept("table-of-prices", made_of, _texts))
    answers = [
        (kind, region, "hour", usd, usd, usd, "price list answer", "Price List API", None)
        for kind, region, usd in database.run(con, questions.step("price_answers")).rows
    ]
    derived.append(con, "prices", _COLUMNS, answers)
    derived.write_rows(
        con, "service_names", dict.fromkeys(("service_code", "service", "event_source"), "varchar"), _names()
    )


def _texts() -> list[str]:
    """The kit's own prices, as they are kept."""
    day = known_on()
    rows: list[tuple] = [
        (kind, region, "hour", usd, usd, usd, "list", _LISTED, day)
        for kind, prices in _ec2().items()
        for region, usd in prices.items()
    ]
    rows += [
        (item, region, rate.unit, rate.usd, rate.low, rate.high, rate.basis, _LISTED, day)
        for item, by_region in _services().items()
        for region, rate in by_region.items()
    ]
    for name, price in _models().items():
        for side, usd in (("input", price.usd_input), ("output", price.usd_output)):
            rows.append((f"{name} {side}", None, "million tokens", usd, usd, usd, "list", _LISTED, day))
    return derived.texts_of(rows)


def _elsewhere(region: str) -> bool:
    """China and GovCloud have price lists of their own: no price is better than one of another partition."""
    return partition_of(region) != "aws"


@functools.cache
def region_ratio(region: str) -> tuple[float, float, float]:
    """What a Region costs, as a multiple of us-east-1: a tenth of the types below, the middle, a tenth
    above."""
    ratios = sorted(
        prices[region] / prices[HOME] for prices in _ec2().values() if region in prices and HOME in prices
    )
    if not ratios:
        everywhere = sorted(
            value / prices[HOME] for prices in _ec2().values() if HOME in prices for value in prices.values()
        )
        return everywhere[len(everywhere) // 10], statistics.median(everywhere), everywhere[-1]
    return ratios[len(ratios) // 10], statistics.median(ratios), ratios[9 * len(ratios) // 10]


@functools.cache
def _family_ratio(family: str, region: str) -> float | None:
    ratios = [
        prices[region] / prices[HOME]
        for kind, prices in _ec2().items()
        if kind.partition(".")[0] == family and region in prices and HOME in prices
    ]
    return statistics.median(ratios) if ratios else None


@functools.cache
def _ec2() -> dict[str, dict[str, float]]:
    with (_TABLES / "ec2_on_demand.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row.pop("instance_type"): {region: float(usd) for region, usd in row.items() if usd}
            for row in csv.DictReader(stream)
        }


@functools.cache
def _services() -> dict[str, dict[str, Rate]]:
    found: dict[str, dict[str, Rate]] = {}
    with (_TABLES / "services.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            rate = Rate(float(row["usd_low"]), float(row["usd"]), float(row["usd_high"]), row["unit"], "list")
            found.setdefault(row["item"], {})[row["aws_region"]] = rate
    return found


@functools.cache
def _models() -> dict[str, ModelPrice]:
    with (_TABLES / "bedrock_tokens.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["model_id"]: ModelPrice(
                float(row["usd_per_million_input"]),
                float(row["usd_per_million_output"]),
                int(float(row["max_input_tokens"])),
                int(float(row["max_output_tokens"])),
            )
            for row in csv.DictReader(stream)
        }


@functools.cache
def _names() -> tuple[tuple[str, ...], ...]:
    with (_TABLES / "service_names.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(tuple(row.values()) for row in csv.DictReader(stream))


@functools.cache
def _facts() -> dict:
    text = (_TABLES / "prices.yml").read_bytes()
    return kept("prices", text, lambda: _loaded(text))


def _loaded(text: bytes) -> dict:
    import yaml

    return yaml.safe_load(text)
