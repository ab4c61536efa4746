"""Machines of the third party that a stop does not hold: Spot machines cannot be stopped, members of an Auto
Scaling group would be replaced. The first lose their network, the second leave the group; neither ends.

What a machine had is recorded before: its security groups by network interface.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kit.analysis.response.items import PlanItem
from kit.analysis.response.lines import line
from kit.rules import remedies

if TYPE_CHECKING:
    from kit.rows import ResponseResourcesRow
    from kit.rules import Remedy

    Found = tuple[ResponseResourcesRow, Remedy]

# EnterStandby takes no more at once.
_AT_ONCE = 20


def record(found: Iterable[Found]) -> Iterator[PlanItem]:
    """The security groups of each machine that will lose them."""
    for row, _ in _cut_off(found):
        yield from line("save", "save", "plan-save-groups", remedies.plan_line("groups-of"), row)


def cut_off(found: Iterable[Found]) -> Iterator[PlanItem]:
    """Their Spot machines get a group without rules, one a VPC; only where the logs name the VPC."""
    places: dict[tuple[str, str, str], list[ResponseResourcesRow]] = defaultdict(list)
    for row, vpc in _cut_off(found):
        places[row["account_id"] or "", row["aws_region"] or "", vpc].append(row)
    for (_, _, vpc), rows in sorted(places.items()):
        first: Any = {**rows[0], "vpc": vpc}
        for name in ("isolation-group", "isolation-egress"):
            yield from line("contain", "contain", "plan-isolation-group", remedies.plan_line(name), first)
        for row in rows:
            given: Any = {**row, "vpc": vpc}
            yield from line("contain", "contain", "plan-isolate", remedies.plan_line("isolate"), given)


def put_away(found: Iterable[Found]) -> Iterator[PlanItem]:
    """The plan's own group without rules, when the machines in it have ended."""
    seen: set[tuple[str | None, str | None, str]] = set()
    for row, vpc in _cut_off(found):
        place = (row["account_id"], row["aws_region"], vpc)
        if place not in seen:
            seen.add(place)
            given: Any = {**row, "vpc": vpc}
            yield from line(
                "remove", "remove", "plan-isolation-gone", remedies.plan_line("isolation-gone"), given
            )


def standby(group: ResponseResourcesRow, found: Iterable[Found]) -> Iterator[PlanItem]:
    """The members of their group leave it, so that it neither replaces nor ends them."""
    members = [
        row
        for row, _ in found
        if row["resource_type"] == "instance"
        and row["state"] == "alive"
        and row["parent_id"] == group["resource_id"]
        and (row["account_id"], row["aws_region"]) == (group["account_id"], group["aws_region"])
    ]
    for start in range(0, len(members), _AT_ONCE):
        rows = members[start : start + _AT_ONCE]
        given: Any = {**rows[0], "group": group["resource_id"]}
        if not start:
            yield from line("contain", "contain", "plan-group-min", remedies.plan_line("group-min"), group)
        yield from line("contain", "contain", "plan-standby", remedies.plan_line("standby"), given, rows)


def _cut_off(found: Iterable[Found]) -> Iterator[tuple[ResponseResourcesRow, str]]:
    for row, remedy in found:
        if remedy.note == "spot" and row["state"] == "alive" and (vpc := _vpc_of(row)):
            yield row, vpc


def _vpc_of(row: ResponseResourcesRow) -> str:
    """The VPC that the answer to the start names for the machine."""
    answer: Any = row["response_elements"]
    started = ((answer or {}).get("instancesSet") or {}).get("items") or []
    for each in started:
        if isinstance(each, dict) and each.get("instanceId") == row["resource_id"]:
            return str(each.get("vpcId") or "")
    return ""
