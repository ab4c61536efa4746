"""What the owner's account costs on an ordinary day, and how that moves: weekends, month ends, growth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

_COMPUTE, _OTHER = "Amazon Elastic Compute Cloud - Compute", "EC2 - Other"
_RDS, _S3, _SQS = (
    "Amazon Relational Database Service",
    "Amazon Simple Storage Service",
    "Amazon Simple Queue Service",
)
_STORED = "TimedStorage-ByteHrs"
# Region, product code, service as Cost Explorer names it, usage type, operation, USD a day, unit.
Usual = tuple[str, str, str, str, str, float, str]
LINES: tuple[Usual, ...] = (
    ("ap-northeast-1", "AmazonEC2", _COMPUTE, "BoxUsage:m5.large", "RunInstances", 8.928, "Hrs"),
    ("ap-northeast-1", "AmazonEC2", _COMPUTE, "BoxUsage:t3.medium", "RunInstances", 2.6112, "Hrs"),
    ("ap-northeast-1", "AmazonEC2", _OTHER, "EBS:VolumeUsage.gp3", "CreateVolume-Gp3", 1.24, "GB-Mo"),
    ("ap-northeast-1", "AmazonEC2", _OTHER, "NatGateway-Hours", "NatGateway", 1.488, "Hrs"),
    ("ap-northeast-1", "AmazonRDS", _RDS, "InstanceUsage:db.m5.large", "CreateDBInstance:0002", 5.64, "Hrs"),
    ("ap-northeast-1", "AmazonS3", _S3, _STORED, "StandardStorage", 2.15, "GB-Mo"),
    ("ap-northeast-1", "AmazonS3", _S3, "Requests-Tier1", "PutObject", 0.41, "Requests"),
    ("ap-northeast-1", "AWSQueueService", _SQS, "Requests-RBP", "SendMessage", 0.18, "Requests"),
    ("ap-northeast-1", "AmazonDynamoDB", "Amazon DynamoDB", "ReadRequestUnits", "PayPerRequestThroughput",
     0.33, "ReadRequestUnits"),
    ("ap-northeast-1", "AmazonCloudWatch", "AmazonCloudWatch", "CW:MetricMonitorUsage", "MetricStorage", 0.62,
     "Metrics"),
    ("ap-northeast-1", "awskms", "AWS Key Management Service", "KMS-Keys", "Unknown", 0.13, "Keys"),
    ("ap-northeast-3", "AmazonS3", _S3, _STORED, "StandardStorage", 0.88, "GB-Mo"),
    ("us-east-1", "AWSLambda", "AWS Lambda", "Lambda-GB-Second", "Invoke", 0.21, "Lambda-GB-Second"),
    ("us-east-1", "AmazonS3", _S3, _STORED, "StandardStorage", 0.09, "GB-Mo"),
    ("global", "AmazonRoute53", "Amazon Route 53", "DNS-Queries", "A", 0.05, "Queries"),
    ("global", "AmazonCloudFront", "Amazon CloudFront", "Requests-Tier1", "GET", 0.74, "Requests"),
)  # fmt: skip
Factor = Callable[[datetime, int, str, str], float]


@dataclass(frozen=True)
class Habit:
    """Ordinary lines, and a factor of (date, day of the bill, service, Region)."""

    lines: tuple[Usual, ...] = LINES
    factor: Factor = lambda date, day, service, region: 1.0


def _weekend(date: datetime, day: int, service: str, region: str) -> float:
    return 0.35 if date.weekday() >= 5 and service in (_COMPUTE, "Amazon DynamoDB") else 1.0


def _month_end(date: datetime, day: int, service: str, region: str) -> float:
    closing = (date + timedelta(days=2)).month != date.month  # the last two days
    return 9.0 if closing and service == _COMPUTE else 1.0


def _growth(date: datetime, day: int, service: str, region: str) -> float:
    return 1.012**day


HABITS: dict[str, Habit] = {
    "steady": Habit(),
    "weekend": Habit(factor=_weekend),
    "month_end": Habit(factor=_month_end),
    "growth": Habit(factor=_growth),
    "region_before": Habit(
        lines=(*LINES, ("us-west-2", "AmazonEC2", _COMPUTE, "BoxUsage:m5.large", "RunInstances", 4.61, "Hrs"))
    ),
}
