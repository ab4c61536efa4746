"""What the intruder's things cost by the trail: hours times price, with a range and with what was assumed.

Tables: `estimate_runs` (one row per stretch of time that something ran, or per hour of calls) and `estimate`
(one row per resource). Per-second billing with a minimum of 60 seconds. `estimated_usd` is NULL where there
is no price: the total is then "at least". `usd_per_hour` is what an hour of it costs while it runs.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.money import prices
from kit.analysis.money.prices import HOURS_A_MONTH, Prices, Rate
from kit.ids import partition_of
from kit.store import database, derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import EstimateCallsRow, EstimateRunsRow

_LEAST = timedelta(seconds=60)
# A job ends itself and its end is in no trail; SageMaker stops a training job after a day unless told
# otherwise.
_JOB_HOURS = 24.0
# Tokens of a call that nobody counted: a short question, a usual one; the most is the model's own limit.
_FEW_TOKENS, _USUAL_TOKENS = (50, 20), (1_000, 300)
_GIB = re.compile(r"(\d+(?:\.\d+)?)\s*(?:GiB|GB)?\s*(gp2|gp3|io1|io2|st1|sc1|standard)?", re.IGNORECASE)
RUNS = {
    "account_id": "varchar", "aws_region": "varchar", "service": "varchar", "resource_type": "varchar",
    "resource_id": "varchar", "started_at": "timestamp", "until": "timestamp", "open": "boolean",
    "usd_per_hour": "double", "usd_per_hour_low": "double", "usd_per_hour_high": "double", "hours": "double",
    "hours_low": "double", "priced": "boolean", "size": "varchar", "purchase": "varchar", "basis": "varchar",
    "assumed": "varchar",
}  # fmt: skip


@dataclass(frozen=True)
class Priced:
    """A rate per hour, or none; with the ids of what was assumed."""

    rate: Rate | None
    assumed: tuple[str, ...] = ()


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes both tables from resource_runs and from the calls that cost by the call."""
    book = prices.book(con)
    runs: list[EstimateRunsRow] = database.run(con, questions.step("estimate_runs")).dicts()
    calls: list[EstimateCallsRow] = database.run(con, questions.step("estimate_calls")).dicts()
    rows = [_run(run, book) for run in runs] + [_calls(call, book) for call in calls]
    derived.write_rows(con, "estimate_runs", RUNS, rows)
    derived.write(con, "estimate", questions.step("estimate_resources"))


def _run(run: EstimateRunsRow, book: Prices) -> tuple:
    found = price(run, book)
    begin, until, is_open = run["started_at"], run["until"], run["ended_at"] is None
    hours = max(until - begin, _LEAST).total_seconds() / 3600
    assumed, low = list(found.assumed), hours
    if is_open:
        assumed.append("end-of-logs")
        if run["state"] == "unknown":
            low, assumed = _LEAST.total_seconds() / 3600, [*assumed, "end-unknown"]
            if str(run["resource_type"]).endswith("job"):
                hours, assumed = min(hours, _JOB_HOURS), [*assumed, "one-day-job"]
                until = begin + timedelta(hours=hours)
    size = run["instance_type"] or _shape(run)
    return (
        *(run[name] for name in ("account_id", "aws_region", "service", "resource_type", "resource_id")),
        begin,
        until,
        is_open,
        *_rate(found.rate),
        hours,
        low,
        found.rate is not None,
        size,
        run["purchase"],
        found.rate.basis if found.rate else None,
        json.dumps(assumed),
    )


def _calls(call: EstimateCallsRow, book: Prices) -> tuple:
    """Calls of one hour, as a rate of that hour."""
    found = _mail(call, book) if call["service"] == "ses" else _models(call)
    hour: datetime = call["hour"]
    kind = "message" if call["service"] == "ses" else "model"
    return (
        call["account_id"],
        call["aws_region"],
        call["service"],
        kind,
        call["item"],
        hour,
        hour + timedelta(hours=1),
        False,
        *_rate(found.rate),
        1.0,
        1.0,
        found.rate is not None,
        f"{call['calls']} calls",
        "on-demand",
        found.rate.basis if found.rate else None,
        json.dumps(list(found.assumed)),
    )


def price(run: EstimateRunsRow, book: Prices) -> Priced:
    """The rate of one hour of a run, all of its pieces together."""
    service, kind, region = run["service"], run["resource_type"], run["aws_region"]
    size, many = run["instance_type"], float(run["quantity"] or 1)
    if (service, kind) == ("ec2", "instance"):
        return _instance(book, size, region, run["purchase"], many)
    if service == "sagemaker":
        rate = book.sagemaker(size, region)
        return Priced(rate and rate.times(many), ("sagemaker-share",) if rate else ("no-price",))
    if service == "ecs" and kind in ("task", "service"):
        return _fargate(book, run, region, many)
    if (service, kind) == ("ec2", "volume"):
        return _volume(book, size, region)
    hourly = {
        ("ec2", "nat_gateway"): "nat",
        ("ec2", "elastic_ip"): "ipv4",
        ("eks", "cluster"): "eks.cluster",
        ("elasticloadbalancing", "load_balancer"): "elb",
    }
    if item := hourly.get((service, kind)):
        rate = book.of(item, region)
        return Priced(rate and rate.times(many), ("without-traffic",))
    if (service, kind) == ("lightsail", "instance") and size:
        rate = book.of(f"lightsail.{size.partition('_')[0]}", region)
        return Priced(rate and rate.times(many / HOURS_A_MONTH), () if rate else ("no-price",))
    return Priced(None, ("no-price",))


def _instance(book: Prices, size: str | None, region: str, purchase: str, many: float) -> Priced:
    rate = book.instance(size, region)
    if rate is None:
        return Priced(None, ("no-price",))
    rate, assumed = rate.times(many), ["linux"]
    if purchase == "spot":
        rate, assumed = rate.times(book.factor("spot")), [*assumed, "spot-range"]
    if rate.basis in ("family factor", "regional factor"):
        assumed.append("region-factor")
    return Priced(rate, tuple(assumed))


def _fargate(book: Prices, run: EstimateRunsRow, region: str, many: float) -> Priced:
    cpu, memory = book.of("fargate.vcpu", region), book.of("fargate.gb", region)
    if run["vcpu"] is None or run["memory_gb"] is None or cpu is None or memory is None:
        return Priced(None, ("no-size",))
    rate = cpu.times(run["vcpu"]).plus(memory.times(run["memory_gb"])).times(many)
    if run["purchase"] == "spot":
        return Priced(rate.times(book.factor("fargate_spot")), ("fargate", "spot-range"))
    return Priced(rate, ("fargate",))


def _volume(book: Prices, size: str | None, region: str) -> Priced:
    found = _GIB.search(size or "")
    if not found:
        return Priced(None, ("no-size",))
    rate = book.of(f"ebs.{(found[2] or 'gp2').lower()}", region)
    return Priced(rate and rate.times(float(found[1]) / HOURS_A_MONTH), ("without-iops",))


def _models(call: EstimateCallsRow) -> Priced:
    model = prices.model(call["item"]) if partition_of(call["aws_region"]) == "aws" else None
    if model is None:
        return Priced(None, ("no-price",))
    per, out = model.usd_input / 1e6, model.usd_output / 1e6
    if call["counted"] == call["calls"]:
        usd = (call["input_tokens"] or 0) * per + (call["output_tokens"] or 0) * out
        return Priced(Rate(usd, usd, usd, "hour", "list"), ("tokens-counted",))
    low, usual = (tokens[0] * per + tokens[1] * out for tokens in (_FEW_TOKENS, _USUAL_TOKENS))
    high = max(model.most_input * per + model.most_output * out, usual)
    rate = Rate(low, usual, high, "hour", "list").times(float(call["calls"]))
    return Priced(rate, ("tokens-assumed",))


def _mail(call: EstimateCallsRow, book: Prices) -> Priced:
    rate = book.of("ses.message", call["aws_region"])
    if rate is None:
        return Priced(None, ("no-price",))
    few = rate.times(float(call["calls"]))
    return Priced(Rate(few.low, few.usd, few.high * 50, few.unit, few.basis), ("one-recipient",))


def _rate(rate: Rate | None) -> tuple[float | None, float | None, float | None]:
    return (rate.usd, rate.low, rate.high) if rate else (None, None, None)


def _shape(run: EstimateRunsRow) -> str | None:
    if run["vcpu"] is None:
        return None
    memory = "" if run["memory_gb"] is None else f" {run['memory_gb']:g} GB"
    return f"{run['vcpu']:g} vCPU{memory} x {run['quantity'] or 1}"
