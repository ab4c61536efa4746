"""Regions of AWS: which are on in every account of a partition. An account is of one partition, for good."""

from __future__ import annotations

from collections.abc import Iterable

from kit.ids import partition_of

# Regions that every account has enabled; others are added where the logs name them.
DEFAULT_REGIONS = (
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
    "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
    "us-east-1", "us-east-2", "us-west-1", "us-west-2",
)  # fmt: skip
_OF_PARTITION = {
    "aws": DEFAULT_REGIONS,
    "aws-cn": ("cn-north-1", "cn-northwest-1"),
    "aws-us-gov": ("us-gov-east-1", "us-gov-west-1"),
}


def usual_regions(seen: Iterable[str | None]) -> tuple[str, ...]:
    """Regions that accounts have enabled in the partitions of the Regions `seen`; of `aws` where none was."""
    partitions = {partition_of(region) for region in seen if region} or {"aws"}
    return tuple(sorted(region for partition in partitions for region in _OF_PARTITION[partition]))
