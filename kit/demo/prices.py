"""List prices of what the demo uses, USD, as public in March 2026; a test holds them to the kit's own price
tables."""

from __future__ import annotations

EC2_HOUR = {
    ("g4dn.xlarge", "us-west-2"): 0.526,
    ("g4dn.2xlarge", "eu-central-1"): 0.94,
    ("g4dn.12xlarge", "ap-south-1"): 4.306,
    ("g4dn.xlarge", "eu-north-1"): 0.558,
    ("c5.4xlarge", "us-west-2"): 0.68,
    ("c5.4xlarge", "sa-east-1"): 1.048,
    ("c5.4xlarge", "ca-central-1"): 0.744,
    ("t3.medium", "us-east-1"): 0.0416,
    ("t3.medium", "ap-northeast-1"): 0.0544,
    ("c5.4xlarge", "ap-northeast-1"): 0.856,
}
GP3_GB_MONTH = {
    "us-west-2": 0.08, "eu-central-1": 0.0952, "ap-south-1": 0.0912, "eu-north-1": 0.0836, "sa-east-1": 0.152,
    "ca-central-1": 0.088, "us-east-1": 0.08, "ap-northeast-1": 0.096,
}  # fmt: skip
FARGATE_HOUR = {"us-east-2": (0.04048, 0.004445)}  # vCPU, GB
# What the machines paid on the spot market, as part of the on-demand price.
SPOT_SHARE = 0.35
# USD a call: about 2,000 tokens in and 500 out.
MODEL_CALL = {"anthropic.claude-3-5-sonnet-20240620-v1:0": 0.0135}
