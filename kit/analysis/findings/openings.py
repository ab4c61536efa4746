"""To whom a request opens a bucket, an image, a snapshot or a document: read from what the call asked for.

Pure. Follows the policies and ACLs of S3, the attributes of EC2's and RDS's images and snapshots, and the
public access blocks; what only some conditions let in is not counted as open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kit.ids import arn_account, is_account

EVERYBODY, BLOCK_OFF = "everybody", "block-off"
_GROUPS = ("AllUsers", "AuthenticatedUsers")
_CANNED = ("public-read", "public-read-write", "authenticated-read")
_ADDS = ("add", "attributeValuesToAdd", "valuesToAdd", "accountIdsToAdd")
_BLOCKS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def opened_to(request: str | None, account: str) -> tuple[str, ...]:
    """`everybody`, `block-off` (what kept it from everybody was taken away), or the ids of other accounts.

    `request` is requestParameters as JSON; () where it opens nothing that is known.
    """
    try:
        asked = json.loads(request or "{}")
    except ValueError:
        return ()
    if not isinstance(asked, dict):
        return ()
    found = dict.fromkeys([*_by_policy(asked, account), *_by_list(asked), *_by_attribute(asked, account)])
    if not found and _block_is_off(asked):
        return (BLOCK_OFF,)
    return (EVERYBODY,) if EVERYBODY in found else tuple(found)


def opened_thing(request: str | None) -> str:
    """What was opened, as the call names it; '' where it names nothing."""
    try:
        asked = json.loads(request or "{}")
    except ValueError:
        return ""
    names = ("bucketName", "imageId", "snapshotId", "dBSnapshotIdentifier", "dBClusterSnapshotIdentifier",
             "repositoryName", "name")  # fmt: skip
    found = [str(asked[name]) for name in names if isinstance(asked, dict) and asked.get(name)]
    key = str(asked.get("key", "")) if isinstance(asked, dict) else ""
    return f"{found[0]}/{key}" if found and key else next(iter(found), "")


def _by_policy(asked: dict, account: str) -> Iterator[str]:
    for value in asked.values():
        document = value
        if isinstance(value, str) and '"Statement"' in value:
            try:
                document = json.loads(value)
            except ValueError:
                continue
        if not isinstance(document, dict):
            continue
        statements = document.get("Statement", ())
        for statement in statements if isinstance(statements, list) else [statements]:
            if not isinstance(statement, dict) or statement.get("Effect") != "Allow":
                continue
            if statement.get("Condition"):
                continue
            for principal in _texts(statement.get("Principal")):
                if principal == "*":
                    yield EVERYBODY
                elif (
                    (other := arn_account(principal) or principal) and is_account(other) and other != account
                ):
                    yield other


def _by_list(asked: dict) -> Iterator[str]:
    for name, value in _members(asked):
        if not isinstance(value, str):
            continue
        group = value.rsplit("/", 1)[-1].strip('"')
        canned = name.lower() in ("x-amz-acl", "acl") and value in _CANNED
        if canned or ("groups/global" in value and any(each in group for each in _GROUPS)):
            yield EVERYBODY


def _by_attribute(asked: dict, account: str) -> Iterator[str]:
    for name, added in _members(asked):
        if name not in _ADDS:
            continue
        for word in _texts(added):
            if word.lower() == "all":
                yield EVERYBODY
            elif is_account(word) and word != account:
                yield word


def _block_is_off(asked: dict) -> bool:
    """Whether a public access block is taken away, or one of its four switches set to off."""
    said = [value for name, value in _members(asked) if name in _BLOCKS]
    whole = any(
        name in ("publicAccessBlock", "PublicAccessBlockConfiguration") for name, _ in _members(asked)
    )
    return any(str(value).lower() == "false" for value in said) or (whole and not said)


def _members(value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    if depth > 12:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name), inner
            yield from _members(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, depth + 1)


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and depth < 12:
        for inner in value.values():
            yield from _texts(inner, depth + 1)
    elif isinstance(value, list) and depth < 12:
        for inner in value:
            yield from _texts(inner, depth + 1)
