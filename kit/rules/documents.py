"""The texts that the kit itself writes into lines: a deny, an earlier policy put back, a policy without
strangers, the open rule of a security group, the version of a policy before this one.

Each is made from one row of a ledger. JSON is written with every mark outside ASCII escaped, so that what it
holds of the logs steers neither a terminal nor a shell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kit.ids import arn_account

_ACCOUNT = re.compile(r"^\d{12}$")
_VERSION = re.compile(r"\bv([1-9]\d*)$")
_DENY = {"Effect": "Deny", "Action": "*", "Resource": "*"}
# What nobody is let in by, where no statement is left: a trust must have one.
_NOBODY = {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}


def texts(row: Mapping[str, Any]) -> dict[str, str | None]:
    """The texts for one row, by name; None for what the row has none for."""
    before, after = policy(row.get("before")), policy(row.get("after"))
    account = str(row.get("account_id") or "")
    kept = without_strangers(after, account) if after else None
    return {
        "deny_all": _written(_statements([{"Sid": "ContainmentDenyAll", **_DENY}])),
        "document": row.get("document"),
        "before": _written(before) if before else None,
        "cut": _written(kept) if kept and kept["Statement"] else None,
        "trust": _written(_statements(kept["Statement"] or [_NOBODY])) if kept else None,
        "version": version_before(row),
        "rules": open_rules(row.get("after")),
    }


def policy(text: object) -> dict[str, Any] | None:
    """A policy document that a ledger holds as text or JSON; None where it holds none that is whole."""
    if isinstance(text, str) and text[:1] == "{":
        try:
            text = json.loads(text)
        except ValueError:
            return None
    if not isinstance(text, dict) or not isinstance(text.get("Statement"), list | dict):
        return None
    listed = text["Statement"] if isinstance(text["Statement"], list) else [text["Statement"]]
    if not all(isinstance(each, dict) for each in listed):
        return None
    return {**text, "Statement": listed}


def strangers(document: Mapping[str, Any], account: str) -> list[str]:
    """Who a policy lets in that is not of this account nor an AWS service: account ids, `*`, others as they
    are named."""
    found = {
        arn_account(who) or who
        for each in document["Statement"]
        if each.get("Effect") != "Deny"
        for kind, who in _named(each.get("Principal"))
        if _stranger(kind, who, account)
    }
    return sorted(found)


def without_strangers(document: Mapping[str, Any], account: str) -> dict[str, Any]:
    """The policy without those whom `strangers` names; a statement that let in nobody else is left out."""
    kept = []
    for each in document["Statement"]:
        named = list(_named(each.get("Principal")))
        stay = [(kind, who) for kind, who in named if not _stranger(kind, who, account)]
        if each.get("Effect") == "Deny" or len(stay) == len(named):
            kept.append(each)
        elif stay:
            principal: dict[str, list[str]] = {}
            for kind, who in stay:
                principal.setdefault(kind, []).append(who)
            kept.append({**each, "Principal": principal})
    return {**document, "Statement": kept}


def version_before(row: Mapping[str, Any]) -> str | None:
    """The version that counted before a policy's new one: as the ledger knows it, else the number before."""
    known = row.get("before")
    if isinstance(known, str) and re.fullmatch(r"v[1-9]\d*", known):
        return known
    made = _VERSION.search(str(row.get("name") or ""))
    return f"v{int(made[1]) - 1}" if made and int(made[1]) > 1 and row.get("change") == "created" else None


def open_rules(text: object) -> str | None:
    """A rule of a security group as CloudTrail writes it -> as the AWS CLI takes it; None for others."""
    try:
        rule = json.loads(text) if isinstance(text, str) and text[:1] == "{" else text
    except ValueError:
        return None
    if not isinstance(rule, dict) or "ipProtocol" not in rule:
        return None
    made: dict[str, Any] = {"IpProtocol": str(rule["ipProtocol"])}
    for name, key in (("FromPort", "fromPort"), ("ToPort", "toPort")):
        if isinstance(rule.get(key), int):
            made[name] = rule[key]
    for name, key, inner, known in (
        ("IpRanges", "ipRanges", "CidrIp", "cidrIp"),
        ("Ipv6Ranges", "ipv6Ranges", "CidrIpv6", "cidrIpv6"),
        ("PrefixListIds", "prefixListIds", "PrefixListId", "prefixListId"),
        ("UserIdGroupPairs", "groups", "GroupId", "groupId"),
    ):
        listed = rule.get(key)
        inside = listed.get("items") or [] if isinstance(listed, dict) else []
        values = [each[known] for each in inside if isinstance(each.get(known), str)]
        if values:
            made[name] = [{inner: value} for value in values]
    ranges = made.keys() - {"IpProtocol", "FromPort", "ToPort"}
    return json.dumps([made], separators=(",", ":")) if ranges else None


def _named(principal: object) -> Iterator[tuple[str, str]]:
    """(kind, who) of everybody that a Principal names."""
    if isinstance(principal, str):
        yield "AWS", principal
    elif isinstance(principal, dict):
        for kind, who in principal.items():
            yield from (
                (kind, each) for each in (who if isinstance(who, list) else [who]) if isinstance(each, str)
            )


def _stranger(kind: str, who: str, account: str) -> bool:
    if kind == "Service":
        return False
    owner = who if _ACCOUNT.match(who) else arn_account(who)
    if kind == "Federated" and not owner:
        return True
    return owner != account


def _statements(listed: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": listed}


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"))
