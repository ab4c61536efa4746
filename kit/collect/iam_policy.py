"""`kit policy`: the least IAM policy for what a case collects, derived from the list of calls that the kit
makes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kit.case import Case, as_case
from kit.collect.dispatch import LIVE, objects_held
from kit.errors import UsageError
from kit.rules import live_calls, never_needed, own_calls
from kit.sources import reads

MANAGED_POLICY, INLINE_POLICY = 6_144, 10_240


def policy(case: Case | str | Path, sources: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """(policy document, lines about it). UsageError for a source that is not AWS itself."""
    case = as_case(case)
    words = ["trail" if word.startswith("s3://") else word for word in sources] or list(LIVE)
    if unknown := set(words) - set(LIVE):
        raise UsageError(
            f"policy: {min(unknown)!r} needs no permission of AWS; write some of {', '.join(LIVE)}"
        )
    own = own_calls()
    signing_in = (own.caller, own.caller_policies, own.regions, own.ec2_regions)
    bucket = (own.list_objects, own.list_versions, own.bucket_versioning, own.bucket_region, own.object)
    statements = [_allow("SignIn", signing_in)]
    for word in LIVE:
        if word in words:
            sid = "".join(part.capitalize() for part in word.split("-"))
            statements.append(_allow(sid, calls_of(word)))
    if set(words) == set(LIVE):
        named = {call for word in LIVE for call in calls_of(word)} | {*signing_in, *bucket}
        statements.append(_allow("Doctor", sorted(reads.allowed() - named)))
    notes = []
    if "trail" in words:
        buckets = buckets_of(case)
        objects = [action for action in reads.actions_of([own.object]) if action.startswith("s3:")]
        listing = [action for action in reads.actions_of(bucket) if action not in (*objects, "kms:Decrypt")]
        statements += [
            {
                "Sid": "Bucket",
                "Effect": "Allow",
                "Action": listing,
                "Resource": [f"arn:aws:s3:::{name}" for name in buckets],
            },
            {
                "Sid": "Objects",
                "Effect": "Allow",
                "Action": objects,
                "Resource": [f"arn:aws:s3:::{name}/*" for name in buckets],
            },
            {
                "Sid": "KeyOfTheLogs",
                "Effect": "Allow",
                "Action": ["kms:Decrypt"],
                "Resource": "*",
                "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}},
            },
        ]
        if buckets == ["TRAIL_BUCKET"]:
            notes.append(
                "policy: write the trail's bucket for TRAIL_BUCKET;"
                " once it was collected from, it is known here"
            )
    statements.append({"Sid": "NoSecrets", "Effect": "Deny", "Action": list(never_needed()), "Resource": "*"})
    document = {"Version": "2012-10-17", "Statement": statements}
    size = len(json.dumps(document, separators=(",", ":")))
    fits = (
        "a managed policy"
        if size <= MANAGED_POLICY
        else "an inline policy of a role"
        if size <= INLINE_POLICY
        else "none"
    )
    notes.append(
        f"policy: {size:,} characters without white space: fits {fits}; name the sources for a smaller one"
    )
    return document, notes


def calls_of(word: str) -> list[tuple[str, str]]:
    """Calls of one source beside those of signing in; the bucket's are statements of their own."""
    own = own_calls()
    if word == "trail":
        return [own.trails, own.digest_keys]
    if word == "lookup-events":
        return [own.event_history]
    table = [(call.service, call.call) for call in live_calls(word)]
    if word == "iam":
        return [*table, *_rest("iam")]
    if word == "cost-explorer":
        return _rest(own.costs.service)
    if word == "metrics":
        return _rest(own.metrics.service)
    return table


def buckets_of(case: Case) -> list[str]:
    """Buckets that the case has collected from, or the place for one."""
    return sorted({origin.split("/")[2] for origin in objects_held(case)}) or ["TRAIL_BUCKET"]


def _rest(service: str) -> list[tuple[str, str]]:
    return [(service, call) for call in reads.listed().get(service, {})]


def _allow(sid: str, calls: Iterable[tuple[str, str]]) -> dict[str, Any]:
    listed = [call for call in calls if call in reads.allowed()]
    return {"Sid": sid, "Effect": "Allow", "Action": reads.actions_of(listed), "Resource": "*"}
