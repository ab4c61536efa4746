"""One thing left to do: an AWS CLI line (or none), why, on what, whose that is, and the events that show
it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.rules import remedies
from kit.window import utc_text

# In the order of the plan. `save`, `check`, `wait`, `review`, `watch` and `bill` lines only read.
PHASES = (
    "save", "keep", "restore", "contain", "deny", "review", "rotate", "watch", "deactivate", "delete",
    "remove", "bill", "reply",
)  # fmt: skip


@dataclass(frozen=True)
class PlanItem:
    """`step_no`: place of its phase in the plan, from 1. `kind`: save | check | contain | restore | revert |
    deny | rotate | watch | wait | deactivate | delete | remove | keep | review | bill | reply. `command`:
    words of the line, () where there is none. `why` + `args`: message id and arguments. `actor`: whose the
    target is."""

    step_no: int
    kind: str
    command: tuple[str, ...]
    why: str
    args: Mapping[str, Any] = field(default_factory=dict)
    target: str = ""
    actor: str = ""
    account_id: str = ""
    aws_region: str = ""
    evidence: tuple[str, ...] = ()


def item(
    phase: str,
    kind: str,
    why: str,
    template: str = "",
    row: Mapping[str, Any] | None = None,
    *,
    ids: list[str] | None = None,
    args: Mapping[str, Any] | None = None,
    target: str = "",
    actor: str = "",
    account: str = "",
    region: str = "",
    evidence: Iterable[str | None] = (),
) -> PlanItem:
    """A PlanItem of a phase; `template` is a line of the pages, filled from `row`, and gets `--region`
    where a Region is given.

    Where a value makes no safe line there is none: the item asks for a look by hand and says why.
    """
    shared = {
        "target": target,
        "actor": actor,
        "account_id": account,
        "aws_region": region,
        "evidence": tuple(dict.fromkeys(event for event in evidence if event)),
    }
    number = PHASES.index(phase) + 1
    line: tuple[str, ...] = ()
    if template:
        try:
            line = remedies.words(template, row or {}, ids)
            if region:
                line = (*line, "--region", remedies.checked(region))
        except remedies.Unfit as unfit:
            call = " ".join(template.split()[:2])
            facts = {"call": call, "value": ascii(unfit.value)[1:-1][:120]}
            return PlanItem(number, "review", (), f"plan-unfit-{unfit.reason}", facts, **shared)
    return PlanItem(number, kind, line, why, args or {}, **shared)


def deny_older(moment: datetime, sessions: Iterable[str] = ()) -> str:
    """Policy text that denies everything to sessions issued before `moment`; only to those session names if
    given.

    IAM user guide, "Revoking IAM role temporary security credentials". A long-term key has no issue time: not
    denied.
    """
    condition: dict[str, Any] = {
        "DateLessThan": {"aws:TokenIssueTime": utc_text(moment.replace(microsecond=0))}
    }
    if names := sorted(set(sessions)):
        condition["StringLike"] = {"aws:userid": [f"*:{name}" for name in names]}
    return _policy("DenyOlderSessions", condition)


def deny_networks(networks: Iterable[str]) -> str:
    """Policy text that denies everything from outside these networks, save calls that AWS services make on
    behalf."""
    return _policy(
        "DenyOtherNetworks",
        {"NotIpAddress": {"aws:SourceIp": sorted(networks)}, "BoolIfExists": {"aws:ViaAWSService": "false"}},
    )


def _policy(sid: str, condition: Mapping[str, Any]) -> str:
    statement = {"Sid": sid, "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
