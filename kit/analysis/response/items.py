"""One thing left to do: an AWS CLI line (or none), why, on what, whose that is, and the events that show
it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.rules import remedies
from kit.window import utc_text

# In the order of the plan. `save`, `check`, `wait`, `review`, `watch` and `bill` lines only read.
PHASES = (
    "now", "save", "keep", "restore", "contain", "deny", "review", "rotate", "watch", "deactivate", "delete",
    "others", "secrets", "remove", "bill", "reply",
)  # fmt: skip

# All inline policies of a user together, blanks not counted (IAM user guide, quotas).
_LONGEST_INLINE = 2048


@dataclass(frozen=True)
class PlanItem:
    """`step_no`: place of its phase in the plan, from 1. `kind`: save | copy | check | limit | contain |
    restore | replace | revert | deny | rotate | watch | wait | deactivate | delete | remove | keep | review |
    bill | reply. `command`: words of the line, () where there is none. `why` + `args`: message id and
    arguments; `notes`: further message ids, said after it. `actor`: whose the target is."""

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
    notes: tuple[str, ...] = ()


def item(
    phase: str, kind: str, why: str, template: str = "", row: Mapping[str, Any] | None = None, **facts: Any
) -> PlanItem:
    """The PlanItem of a line that names no list, or of no line; `facts` as for `items`."""
    (made,) = items(phase, kind, why, (template,), row, **facts)
    return made


def items(
    phase: str,
    kind: str,
    why: str,
    templates: Iterable[str],
    row: Mapping[str, Any] | None = None,
    *,
    ids: list[str] | None = None,
    args: Mapping[str, Any] | None = None,
    target: str = "",
    actor: str = "",
    account: str = "",
    region: str = "",
    evidence: Iterable[str | None] = (),
    notes: Iterable[str] = (),
) -> Iterator[PlanItem]:
    """The PlanItems of a phase for lines of the pages, filled from `row`, with `--region` where a Region is
    given; a line that names a list gives one for each of its values.

    Where a value makes no safe line there is none: the item asks for a look by hand and says why.
    """
    number = PHASES.index(phase) + 1
    shared: dict[str, Any] = {
        "target": target,
        "actor": actor,
        "account_id": account,
        "aws_region": region,
        "evidence": tuple(dict.fromkeys(event for event in evidence if event)),
        "notes": tuple(note for note in notes if note),
    }
    for template in templates:
        if not template:
            yield PlanItem(number, kind, (), why, args or {}, **shared)
            continue
        try:
            place = ("--region", remedies.checked(region)) if region else ()
            for line in remedies.spread(template, row or {}, ids):
                yield PlanItem(number, kind, (*line, *place), why, args or {}, **shared)
        except remedies.Unfit as unfit:
            call = " ".join(template.split()[:2])
            said = {"call": call, "value": ascii(unfit.value)[1:-1][:120]}
            yield PlanItem(number, "review", (), f"plan-unfit-{unfit.reason}", said, **shared)


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


def deny_networks(networks: Iterable[str], endpoints: Iterable[str] = ()) -> str:
    """Policy text that denies everything from outside these networks, save calls that AWS services make on
    behalf and calls through VPC endpoints: through these, or through any where none is named.

    A call through an endpoint has no aws:SourceIp, and a negated operator holds of a key that is not there
    (IAM user guide, "Condition operators").
    """
    condition: dict[str, Any] = {
        "NotIpAddress": {"aws:SourceIp": sorted(networks)},
        "BoolIfExists": {"aws:ViaAWSService": "false"},
    }
    if known := sorted(endpoints):
        condition["StringNotEqualsIfExists"] = {"aws:SourceVpce": known}
    else:
        condition["Null"] = {"aws:SourceVpce": "true"}
    return _policy("DenyOtherNetworks", condition)


def limit(services: Iterable[str], refused: Iterable[str]) -> str | None:
    """Policy text that denies all but these services, and in them these actions; None where it would be
    longer than a user's inline policies may be (2,048 characters)."""
    statements = [
        {
            "Sid": "ContainmentOtherServices",
            "Effect": "Deny",
            "NotAction": [f"{service}:*" for service in sorted(set(services))],
            "Resource": "*",
        }
    ]
    if actions := sorted(set(refused)):
        statements.append(
            {"Sid": "ContainmentTheirCalls", "Effect": "Deny", "Action": actions, "Resource": "*"}
        )
    made = json.dumps({"Version": "2012-10-17", "Statement": statements}, separators=(",", ":"))
    return made if len(made) <= _LONGEST_INLINE else None


def _policy(sid: str, condition: Mapping[str, Any]) -> str:
    statement = {"Sid": sid, "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
