"""The account's bill: what it costs every day, and what the incident adds, line by line and hour by hour.

The bill is that of the account with the leaked key, 30 days before the logs begin and the 30 days of
the logs.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from kit.demo import bill_files, cost_answers
from kit.demo.bill_lines import UNIT, Bill, Line
from kit.demo.cast import DAYS, HOME
from kit.demo.dice import Dice
from kit.demo.habit import HABITS
from kit.demo.prices import EC2_HOUR, FARGATE_HOUR, GP3_GB_MONTH, MODEL_CALL, SPOT_SHARE
from kit.demo.scene import Scene

PAST = 30
COMPUTE, OTHER = "Amazon Elastic Compute Cloud - Compute", "EC2 - Other"
PREFIX = {
    "us-east-1": "USE1", "us-east-2": "USE2", "us-west-2": "USW2", "ap-northeast-1": "APN1",
    "ap-northeast-3": "APN3", "eu-central-1": "EUC1", "ap-south-1": "APS3", "eu-north-1": "EUN1",
    "sa-east-1": "SAE1", "ca-central-1": "CAN1", "global": "",
}  # fmt: skip


def make_bill(scene: Scene) -> Bill:
    """The bill of the scene's leaked account."""
    cast = scene.cast
    begin = cast.first - timedelta(days=PAST)
    lines = list(_usual(scene, begin, cast.last)) + list(_incident(scene))
    lines += _apart(lines, cast.a, begin, cast.last)
    lines.sort(
        key=lambda line: (line.start, line.region, line.service, line.usage_type, line.resource, line.charge)
    )
    return Bill(lines, cast.a, begin, cast.last)


def _usual(scene: Scene, begin: datetime, end: datetime):
    """The owner's own usage, by hour; nothing of it changes with the incident."""
    dice, habit = Dice(scene.cast.seed, scene.cast.shape, "bill"), HABITS[scene.habit]
    for day in range((end - begin).days):
        date = begin + timedelta(days=day)
        for region, code, service, usage, operation, per_day, unit in habit.lines:
            amount = per_day * habit.factor(date, day, service, region) * dice.uniform(0.99, 1.01)
            for hour in range(24):
                start = date + timedelta(hours=hour)
                prefix = PREFIX[region] + "-" if PREFIX[region] else ""
                yield Line(
                    start,
                    start + timedelta(hours=1),
                    scene.cast.a,
                    region,
                    code,
                    service,
                    prefix + usage,
                    operation,
                    "",
                    "Usage",
                    round(amount / 24 * UNIT),
                    round(amount / 24 * 10, 6),
                    unit,
                )


def _incident(scene: Scene):
    for machine in scene.machines:
        if machine.account != scene.cast.a:
            continue
        for start, end, share in _hours(machine.start, machine.end or scene.cast.last):
            yield from _machine_hour(machine, start, end, share)
    for event in scene.events:
        made = event.record
        if (
            event.actor != "intruder"
            or made["eventName"] not in ("InvokeModel", "Converse")
            or "errorCode" in made
        ):
            continue
        usd = MODEL_CALL.get(made["requestParameters"]["modelId"], 0.0)
        start = event.when.replace(minute=0, second=0)
        yield Line(
            start,
            start + timedelta(hours=1),
            scene.cast.a,
            made["awsRegion"],
            "AmazonBedrock",
            "Amazon Bedrock",
            f"{PREFIX[made['awsRegion']]}-Claude3.5Sonnet-input-tokens",
            "InvokeModelInference",
            "",
            "Usage",
            round(usd * UNIT),
            2.5,
            "1K tokens",
            True,
        )


def _machine_hour(machine, start: datetime, end: datetime, share: float):
    region, prefix = machine.region, PREFIX[machine.region]

    def line(
        code: str,
        service: str,
        usage: str,
        operation: str,
        resource: str,
        usd: float,
        amount: float,
        unit: str,
    ):
        return Line(
            start,
            end,
            machine.account,
            region,
            code,
            service,
            f"{prefix}-{usage}",
            operation,
            resource,
            "Usage",
            round(usd * UNIT),
            round(amount, 8),
            unit,
            True,
        )

    if machine.kind == "fargate":
        cpu, memory = FARGATE_HOUR[region]
        code, service = "AmazonECS", "Amazon Elastic Container Service"
        amount = share * machine.count * 4
        yield line(
            code,
            service,
            "Fargate-vCPU-Hours:perCPU",
            "FargateTask",
            machine.resource,
            cpu * amount,
            amount,
            "hours",
        )
        amount = share * machine.count * 8
        yield line(
            code,
            service,
            "Fargate-GB-Hours",
            "FargateTask",
            machine.resource,
            memory * amount,
            amount,
            "hours",
        )
        return
    usd = EC2_HOUR[machine.kind, region] * (SPOT_SHARE if machine.spot else 1.0) * share
    operation = "RunInstances:SV001" if machine.spot else "RunInstances"
    yield line("AmazonEC2", COMPUTE, machine.usage, operation, machine.resource, usd, share, "Hrs")
    if machine.volume_gb:
        month = 24 * calendar.monthrange(start.year, start.month)[1]
        amount = machine.volume_gb * share / month
        usd = GP3_GB_MONTH[region] * amount
        volume = "vol-" + machine.resource[2:]
        yield line(
            "AmazonEC2", OTHER, "EBS:VolumeUsage.gp3", "CreateVolume-Gp3", volume, usd, amount, "GB-Mo"
        )


def _hours(start: datetime, end: datetime):
    """Clock hours between two times with the part of each that lies between them."""
    hour = start.replace(minute=0, second=0, microsecond=0)
    while hour < end:
        after = hour + timedelta(hours=1)
        share = (min(after, end) - max(hour, start)).total_seconds() / 3600
        yield hour, after, share
        hour = after


def _apart(lines: list[Line], account: str, begin: datetime, end: datetime) -> list[Line]:
    """Consumption tax of each month on its first day, and one credit: never part of usage."""
    by_month: dict[tuple[int, int], int] = defaultdict(int)
    for line in lines:
        by_month[line.start.year, line.start.month] += line.units
    out = []
    for (year, month), units in sorted(by_month.items()):
        day = max(datetime(year, month, 1), begin)
        out.append(
            Line(
                day,
                day + timedelta(days=1),
                account,
                "global",
                "AmazonEC2",
                "Tax",
                "",
                "",
                "",
                "Tax",
                units // 10,
                1.0,
                "",
            )
        )
    day = end - timedelta(days=DAYS - 9)
    out.append(
        Line(
            day,
            day + timedelta(days=1),
            account,
            HOME,
            "AmazonEC2",
            COMPUTE,
            "APN1-BoxUsage:m5.large",
            "RunInstances",
            "",
            "Credit",
            -50 * UNIT,
            1.0,
            "Hrs",
        )
    )
    return out


FORMS = ("cost_explorer", "cur2", "cur2_parquet", "cur_legacy", "focus", "focus_parquet")


def write(folder: Path, bill: Bill, forms: tuple[str, ...]) -> None:
    """The bill in some of the forms an analyst may get it in, each in a folder of its own."""
    for form in forms:
        if form == "cost_explorer":
            cost_answers.write(folder / form, bill)
        else:
            bill_files.write(folder, bill, form)
