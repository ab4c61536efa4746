"""Answers whose shape no path of kit/rules/tables/live_calls.yml can read: IAM's of the whole account, and
CloudWatch's.

GetAccountAuthorizationDetails: users, groups, roles and policies with all that hangs on them
(https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html); it has no keys
and no login profiles. GetCredentialReport: a CSV, at most 4 hours old. GetAccessKeyLastUsed: one key's last
use. GetMetricData: one row a figure; kit.sources.metrics puts what a query asked for into `parameters`
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
"""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kit.rules import effects, own_calls
from kit.store.state_rows import StateRows, moment, put_listing, put_thing

_WHOLE = (
    "user",
    "group",
    "role",
    "service_linked_role",
    "managed_policy",
    "policy_version",
    "user_policy",
    "group_policy",
    "role_policy",
    "user_attachment",
    "group_attachment",
    "role_attachment",
    "group_membership",
    "user_boundary",
    "role_boundary",
)
Thing = dict[str, Any]


def _details(rows: StateRows, file_id: int, said: Mapping[str, Any]) -> int:
    count = 0
    for kind_name, thing in _granted(said["answer"]):
        put_thing(rows, file_id, said, effects().kinds[kind_name], thing)
        count += 1
    if said.get("last"):
        for kind_name in _WHOLE:
            put_listing(rows, file_id, said, kind_name)
    return count


def _granted(answer: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for user in answer.get("UserDetailList") or ():
        yield "user", _thing(user, user["UserName"])
        for group in user.get("GroupList") or ():
            yield (
                "group_membership",
                {"id": user["UserName"], "name": group, "arn": user["Arn"], "parent": group},
            )
        yield from _policies("user", user, user["UserName"], user.get("UserPolicyList"))
    for group in answer.get("GroupDetailList") or ():
        yield "group", _thing(group, group["GroupName"])
        yield from _policies("group", group, group["GroupName"], group.get("GroupPolicyList"))
    for role in answer.get("RoleDetailList") or ():
        linked = str(role.get("Path", "")).startswith("/aws-service-role/")
        trust = json.dumps(role.get("AssumeRolePolicyDocument"), sort_keys=True, ensure_ascii=False)
        yield (
            ("service_linked_role" if linked else "role"),
            {**_thing(role, role["RoleName"]), "detail": trust},
        )
        yield from _policies("role", role, role["RoleName"], role.get("RolePolicyList"))
    for policy in answer.get("Policies") or ():
        # An answer without the name still has it in the ARN: no reason to lose all users and roles beside it.
        name = policy.get("PolicyName") or policy["Arn"].rsplit("/", 1)[-1]
        yield "managed_policy", _thing(policy, name)
        for version in policy.get("PolicyVersionList") or ():
            default = "default" if version.get("IsDefaultVersion") else None
            yield (
                "policy_version",
                {
                    "id": version["VersionId"],
                    "arn": policy["Arn"],
                    "parent": name,
                    "created": version.get("CreateDate"),
                    "detail": default,
                },
            )


def _policies(of: str, owner: Mapping[str, Any], name: str, inline: Any) -> Iterator[tuple[str, Thing]]:
    on = {"arn": owner["Arn"], "parent": name}
    for policy in inline or ():
        document = json.dumps(policy.get("PolicyDocument"), sort_keys=True, ensure_ascii=False)
        yield f"{of}_policy", {**on, "id": policy["PolicyName"], "detail": document}
    for policy in owner.get("AttachedManagedPolicies") or ():
        yield f"{of}_attachment", {**on, "id": policy["PolicyArn"]}
    boundary = (owner.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn")
    if boundary:
        yield f"{of}_boundary", {**on, "id": "boundary", "name": name, "detail": boundary}


def _thing(found: Mapping[str, Any], name: str) -> Thing:
    tags = found.get("Tags")
    return {
        "id": name,
        "arn": found["Arn"],
        "created": found.get("CreateDate"),
        "tags": json.dumps(tags, ensure_ascii=False) if tags else None,
    }


def _report(rows: StateRows, file_id: int, said: Mapping[str, Any]) -> int:
    count = 0
    for user in csv.DictReader(io.StringIO(str(said["answer"].get("Content") or ""))):
        count += 1
        rows.add(
            "credential_reports",
            file_id=file_id,
            account_id=said["account"],
            user_name=user.get("user") or "",
            arn=user.get("arn"),
            password_enabled=user.get("password_enabled"),
            mfa_active=user.get("mfa_active"),
            key_1_active=user.get("access_key_1_active"),
            key_2_active=user.get("access_key_2_active"),
            row_json=json.dumps(user, ensure_ascii=False),
            generated_at=moment(said["answer"].get("GeneratedTime")),
            checked_at=said["at"],
        )
    return count


def _last_used(rows: StateRows, file_id: int, said: Mapping[str, Any]) -> int:
    use = said["answer"].get("AccessKeyLastUsed") or {}
    rows.add(
        "live_key_use",
        file_id=file_id,
        account_id=said["account"],
        user_name=said["answer"].get("UserName"),
        access_key_id=said["parameters"]["AccessKeyId"],
        last_used_at=moment(use.get("LastUsedDate")),
        last_service=use.get("ServiceName"),
        last_region=use.get("Region"),
        checked_at=said["at"],
    )
    return 1


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


@functools.cache
def readers() -> Mapping[str, Callable[[StateRows, int, Mapping[str, Any]], int]]:
    """Operation -> what puts its answer into the tables and gives the number of things in it."""
    own = own_calls()
    return {
        own.account_details.call: _details,
        own.credential_report.call: _report,
        own.key_last_used.call: _last_used,
        own.metric_figures.call: _figures,
    }
