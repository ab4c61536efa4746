"""GetMetricData's answers: one row per figure. kit.sources.metrics puts what a query asked for into
`parameters`.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.store.state_rows import StateRows, moment


def _figures(rows: StateRows, file_id: int, said: Mapping[str, Any]) -> int:
    asked = {query["Id"]: query["MetricStat"] for query in said["parameters"].get("MetricDataQueries", ())}
    count = 0
    for result in said["answer"].get("MetricDataResults") or ():
        stat = asked.get(result.get("Id"))
        if stat is None:
            continue
        metric = stat["Metric"]
        dimension = next(iter(metric.get("Dimensions") or ()), {})
        for at, value in zip(result.get("Timestamps") or (), result.get("Values") or (), strict=False):
            count += 1
            rows.add(
                "usage_metrics",
                file_id=file_id,
                account_id=said["account"],
                aws_region=said["region"],
                namespace=metric["Namespace"],
                metric=metric["MetricName"],
                dimension=dimension.get("Name"),
                thing=dimension.get("Value"),
                statistic=stat["Stat"],
                period_start=moment(at),
                period_seconds=stat["Period"],
                value=float(value),
                checked_at=said["at"],
            )
    return count


READERS = {"GetMetricData": _figures}
