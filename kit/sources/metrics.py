"""`metrics`: what CloudWatch counted of things that the trail cannot price, by hour.

Bedrock's calls and tokens by model, mails sent, money spent on SMS, Lambda's calls and run time. CloudWatch
keeps hours for 455 days, but lists only metrics that had data within two weeks, so a model that nobody has
called since is not found. GetMetricData is charged: $0.01 for 1,000 metrics asked; ListMetrics is not. `say`
announces the sum. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit.rules import own_calls
from kit.sources.live_state import WORKERS, Asker, side_by_side

if TYPE_CHECKING:
    from kit.sources.item import Item

USD_PER_METRIC = 0.01 / 1000
# Namespace, metric, statistic, the one dimension that it is wanted by (None: the metric without dimensions).
WANTED = (
    ("AWS/Bedrock", "Invocations", "Sum", "ModelId"),
    ("AWS/Bedrock", "InputTokenCount", "Sum", "ModelId"),
    ("AWS/Bedrock", "OutputTokenCount", "Sum", "ModelId"),
    ("AWS/SES", "Send", "Sum", None),
    ("AWS/SNS", "SMSMonthToDateSpentUSD", "Maximum", None),
    ("AWS/Lambda", "Invocations", "Sum", "FunctionName"),
    ("AWS/Lambda", "Duration", "Sum", "FunctionName"),
)
_HOUR = 3600
_TOGETHER = 500
# CloudWatch answers with at most so many points a call; hours times metrics stay below it.
_POINTS = 100_800
_LONGEST = timedelta(days=90)


def items(
    account: Any,
    *,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    say: Callable[[str], None] = lambda line: None,
    workers: int = WORKERS,
) -> Iterator[Item]:
    """Figures from `since` (30 days ago by default) to `until`, naive UTC, of every enabled Region."""
    asker = Asker(account, "metrics", now)
    until = until or now
    since = max(since or until - timedelta(days=30), until - _LONGEST)
    found: dict[str, list[dict]] = {}
    regions = account.regions()
    yield from side_by_side(
        asker, [functools.partial(_listed, asker, region, found) for region in regions], workers
    )
    count = sum(len(queries) for queries in found.values())
    if not count or asker.ended_early:
        say("metrics: no figure of Bedrock, SES, SMS or Lambda in any Region")
        return
    size = max(1, min(_TOGETHER, _POINTS // max(1, math.ceil((until - since) / timedelta(hours=1)))))
    say(f"metrics: asks CloudWatch for {count} metrics, about ${count * USD_PER_METRIC:.4f}")
    asker.stopped.clear()
    tasks = [
        functools.partial(_figures, asker, region, queries[start : start + size], since, until)
        for region, queries in found.items()
        for start in range(0, len(queries), size)
    ]
    yield from side_by_side(asker, tasks, workers)


def _listed(asker: Asker, region: str, found: dict[str, list[dict]]) -> Iterator[Item]:
    for namespace, metric, stat, dimension in WANTED:
        parameters = {"Namespace": namespace, "MetricName": metric}
        for item, answer in asker.ask(*own_calls().metrics, region, parameters):
            yield item
            for one in _objects((answer or {}).get("Metrics")):
                names = [each.get("Name") for each in _objects(one.get("Dimensions"))]
                if names == ([dimension] if dimension else []):
                    found.setdefault(region, []).append({"Metric": one, "Period": _HOUR, "Stat": stat})


def _objects(found: Any) -> list[dict]:
    """The objects in a list of an answer, whatever else is in it."""
    return [one for one in found or () if isinstance(one, dict)]


def _figures(
    asker: Asker, region: str, wanted: list[dict], since: datetime, until: datetime
) -> Iterator[Item]:
    parameters = {
        "MetricDataQueries": [{"Id": f"m{place}", "MetricStat": stat} for place, stat in enumerate(wanted)],
        "StartTime": since.replace(minute=0, second=0, microsecond=0),
        "EndTime": until,
    }
    for item, _ in asker.ask(*own_calls().metric_figures, region, parameters):
        yield item
