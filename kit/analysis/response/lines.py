"""Which rows of the ledgers a line may be written for, and how one line of the plan is made of one row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from kit.analysis.findings import Situation, requested
from kit.analysis.response.items import PlanItem, items
from kit.ids import quarantine_version
from kit.rules import documents, remedies

if TYPE_CHECKING:
    from kit.rows import ResponsePrincipalsRow, ResponseResourcesRow, ResponseTrailStopsRow

    LedgerRow = ResponsePrincipalsRow | ResponseResourcesRow
    LedgerRowT = TypeVar("LedgerRowT", ResponsePrincipalsRow, ResponseResourcesRow)
    from kit.rules import Remedy

# Calls that AWS answers alike whether the grant was there or not: only earlier logs can tell.
_SILENT = ("attached", "shared")
# Logs that begin less than this before a grant cannot tell that it is new.
_REACH = timedelta(days=1)
# Services of principals that have no Region.
_EVERYWHERE = ("iam", "sts", "organizations")


def lined(
    state: Situation, rows: list[LedgerRowT], *, every: bool = False
) -> Iterator[tuple[LedgerRowT, Remedy]]:
    """Rows that are surely the intruder's and have lines: those that may be at work, or `every` not yet
    gone. What stood before the intruder's call is none of them."""
    for row in rows:
        wanted = row["may_stand"] or (every and row["state"] == "stopped")
        if not wanted or not state.theirs(row) or may_have_stood(state, row):
            continue
        if row.get("kind") == "access_key" and row["change"] == "created" and used_by_others(state, row):
            continue
        request = requested(row)
        if quarantine_version(str(request.get("policyArn") or request.get("policyName") or "")):
            continue
        remedy = remedies.remedy_of(as_it_was(state, row))
        if remedy is None:
            continue
        # A line that ends a thing is for things that were made; a change has only lines that undo changes.
        ends = "resource_id" in row and remedy.lines.keys() & {"contain", "remove"}
        if row["change"] != "created" and ends:
            continue
        yield row, remedy


def stood_before(row: LedgerRow) -> bool:
    """Whether the very grant, share or text was there already, by the logs: nothing to take back."""
    return row["before"] is not None and row["before"] == row["after"]


def may_have_stood(state: Situation, row: LedgerRow) -> bool:
    """Whether it stood before, or may be older than the logs reach: the owner's to decide."""
    if stood_before(row):
        return True
    remedy = remedies.remedy_of(row)
    silent = row["change"] in _SILENT or (remedy is not None and remedy.again)
    if not silent or own_thing(state, row):
        return False
    at, begin = row.get("changed_at") or row.get("created_at"), state.facts["first_event"]
    return begin is not None and at is not None and at - begin < _REACH


def as_it_was(state: Situation, row: LedgerRowT) -> LedgerRowT:
    """The row with what stood before the first of the intruder's changes to the same thing."""
    before: Any = row["before"]
    if before is None:
        return row
    rows: list[Any] = [*state.principals] if row.get("kind") else [*state.resources]
    for other in reversed(rows):
        if (
            before is not None
            and other["third_party"]
            and other["after"] == before
            and other["event_id"] != row["event_id"]
            and (other["account_id"], other["arn"], other["parent_id"])
            == (row["account_id"], row["arn"], row["parent_id"])
        ):
            before = other["before"]
    made: Any = {**row, "before": before}
    return made


def own_thing(state: Situation, row: LedgerRow) -> bool:
    """Whether what was changed or granted to is itself the intruder's making."""
    if row.get("resource_id"):
        thing: Any = row
        return state.on_theirs(thing)
    remedy = remedies.remedy_of(row)
    return remedy is not None and not on_others(state, row, remedy)


def used_by_others(state: Situation, row: LedgerRow) -> bool:
    """Whether a key that they made has calls that may be the owner's."""
    return any(
        each["credential_id"] == row.get("name") and (each["owner_calls"] or each["unclear_calls"])
        for each in state.credentials
    )


def on_others(state: Situation, row: LedgerRow, remedy: Remedy) -> bool:
    """Whether a grant or part was put on a principal or policy that the intruder did not make."""
    granted = remedy.granted_to(row)
    if granted is not None:
        return (row["account_id"], *granted) not in state.intruder_principals
    return "revert" in remedy.lines and not any(
        each["arn"] == row["arn"] and each["change"] == "created" and each["kind"] != row.get("kind")
        for each in state.principals
        if each["third_party"] and each["account_id"] == row["account_id"] and state.theirs(each)
    )


def line(
    phase: str,
    kind: str,
    why: str,
    templates: str | Iterable[str],
    row: LedgerRow,
    rows: Sequence[LedgerRow] | None = None,
    *,
    note: str = "",
) -> Iterator[PlanItem]:
    """The items of one part of a remedy for one row, or for `rows` of one Region together."""
    ids = [str(each.get("resource_id")) for each in rows] if rows else None
    place = place_of(row)
    if rows and len(rows) > 1:
        place["target"] = ", ".join(ids or [])
        place["evidence"] = [each["event_id"] for each in rows]
    likely = any(each.get("certainty") == "likely" for each in rows or [row])
    notes = (f"plan-note-{note}" if note else "", "plan-note-likely" if likely else "")
    said = what_of(row, rows)
    why = f"{why}-strangers" if kind == "revert" and said.get("strangers") else why
    templates = (templates,) if isinstance(templates, str) else templates
    yield from items(phase, kind, why, templates, row, ids=ids, args=said, notes=notes, **place)


def place_of(row: LedgerRow) -> dict[str, Any]:
    """Target, actor, account, Region and event of a row, as `items` takes them."""
    place = placed(row, row.get("arn") or row.get("resource_id") or row.get("name") or "", row["event_id"])
    name = row.get("name")
    if thing := row.get("resource_id"):
        place["region"] = row["aws_region"] if row["aws_region"] not in (None, "global") else ""
        place["target"] = thing
        return place
    if row["source"] not in _EVERYWHERE:
        place["region"] = str(row.get("aws_region") or "")
    if name and name not in place["target"]:
        place["target"] = f"{place['target']} {name}".strip()
    return place


def placed(
    row: LedgerRow | ResponseTrailStopsRow, target: str, event_id: str | None, region: str = ""
) -> dict[str, Any]:
    """The same for any row, with its target given."""
    return {
        "target": target,
        "actor": row["actor"],
        "account": row["account_id"] or "",
        "region": region,
        "evidence": [event_id],
    }


def what_of(row: LedgerRow, rows: Sequence[LedgerRow] | None = None) -> dict[str, Any]:
    """What a sentence may say of a row, or of `rows` together."""
    rows = rows or [row]
    kind = row.get("kind") or row.get("resource_type") or ""
    name: str | list[str] = row.get("resource_id") or row.get("name") or row.get("arn") or ""
    if len(rows) > 1:
        name = [str(each.get("resource_id")) for each in rows]
    made = what(kind, name, row["state"])
    prices = [usd for usd in (each.get("usd_per_hour") for each in rows) if usd is not None]
    if policy := documents.policy(row["after"]) if row.get("kind") == "trust_policy" else None:
        made["strangers"] = documents.strangers(policy, row["account_id"] or "")
    made.update(
        at=row.get("changed_at") or row.get("created_at"),
        call=row.get("event_name") or "",
        count=len(rows),
        usd_per_hour=sum(prices) if prices else None,
    )
    return made


def what(kind: str, name: str | list[str], state: str) -> dict[str, Any]:
    """Kind, name and state as arguments of a sentence."""
    return {"kind": kind, "name": json.loads(json.dumps(name or "")), "state": state}


def distinct(found: Iterable[PlanItem]) -> Iterator[PlanItem]:
    """Items without those that say again, in the same phase, what one before has said: same line, same
    place."""
    seen: set[tuple[Any, ...]] = set()
    for each in found:
        key = (each.step_no, each.kind, each.command, each.account_id, each.aws_region)
        if each.command and each.kind != "check":
            if key in seen:
                continue
            seen.add(key)
        yield each
