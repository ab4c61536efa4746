"""What an analyst must find, from what a source of evidence holds: only what can be decided from it.

Rows whose event the source does not hold are not in its truth; a column that the evidence cannot decide is
None. Names of answers and columns are those of `kit ask`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from kit.demo.app import Call
from kit.demo.billing import UNIT, Bill
from kit.demo.cast import stamp
from kit.demo.scene import Event, Row, Scene

Told = dict[str, Any]


def tell(scene: Scene, calls: list[Call], bill: Bill, *, source: str) -> Told:
    """truth.json (`source` = "trail") or truth_event_history.json ("history")."""
    cast = scene.cast
    seen = [event for event in scene.events if event.seen_in(source)]
    theirs = [
        call for call in calls if call.credential and (call.logged if source == "trail" else call.management)
    ]
    rows = _known(scene, source)
    acts = [event for event in seen if event.credential in rows]
    first = next((event for event in acts if event.actor == "intruder"), None)
    last = max([event.when for event in seen] + [_time(call.event_time) for call in theirs])
    return {
        "account": cast.a,
        "accounts": list(cast.accounts),
        "customer": cast.customer,
        "leaked_key": scene.leaked_keys[0] if scene.leaked_keys else None,
        "leaked_keys": scene.leaked_keys,
        "leaked_principals": scene.leaked_principals,
        "user": cast.leaked.name,
        "owner_networks": sorted({f"{address}/32" for address in (*cast.nat, cast.office, cast.home_office)}),
        "owner_principals": [cast.ops.arn, cast.ops_b.arn, cast.staff.arn],
        "shape": cast.shape,
        "seed": cast.seed,
        "window": {"since": stamp(cast.first), "until": stamp(cast.last)},
        "first_intruder_event": first and {"event_id": first.id, "event_time": stamp(first.when)},
        "last_event": {"event_time": stamp(last)},
        "credentials": _credentials(scene, rows, acts, theirs, source),
        "principals": [_row(row, source) for row in scene.principals if _shown(row, rows, source)],
        "resources": [_row(row, source) for row in scene.resources if _shown(row, rows, source)],
        "regions": _regions(scene, rows, acts, source),
        "first_use": _first_use(scene, acts, theirs),
        "denied": _denied(acts),
        "quarantine": scene.quarantines,
        "coverage": _coverage(scene) if source == "trail" else [],
        "cannot_say": _cannot_say(scene, source),
        "spend": _spend(scene, bill),
        "reads": [read for read in scene.reads if any(event.id == read["event_id"] for event in seen)],
        "steps": scene.steps,
        "actors": {call.event_id: "owner" for call in theirs} | {event.id: event.actor for event in acts},
    }


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def _known(scene: Scene, source: str) -> dict[str, Row]:
    """Credentials that the source shows, and whose every parent it shows."""
    known: dict[str, Row] = {}
    for name, row in scene.credentials.items():
        parent = row.columns["parent_id"]
        if parent is not None and parent not in known:
            continue
        if all(event is None or event.seen_in(source) for event in (row.made, row.seen)):
            known[name] = row
    return known


def _shown(row: Row, credentials: dict[str, Row], source: str) -> bool:
    return (row.made is None or row.made.seen_in(source)) and row.columns["credential_id"] in credentials


def _ended(row: Row, source: str) -> tuple[str, Event | None]:
    state, by = "alive", None
    for event, after in sorted(row.ends, key=lambda end: end[0].when):
        if event.seen_in(source):
            state, by = after, event
    return state, by if state != "alive" else None


def _row(row: Row, source: str) -> Told:
    state, by = _ended(row, source)
    made = row.made
    given = dict(row.columns)
    told = given | {
        "event_id": made and made.id,
        "state": given.get("state", state),
        "ended_at": by and stamp(by.when),
        "ended_event_id": by and by.id,
    }
    if made:
        told["created_at" if "resource_id" in given else "changed_at"] = stamp(made.when)
        told["outcome"] = "succeeded"
    return told


def _credentials(
    scene: Scene, rows: dict[str, Row], acts: list[Event], calls: list[Call], source: str
) -> list[Told]:
    used: dict[str, list[tuple[datetime, bool, str, str]]] = defaultdict(list)
    for event in acts:
        failed = _refusal(event) is not None
        used[event.credential or ""].append(
            (event.when, failed, event.record["sourceIPAddress"], event.record["awsRegion"])
        )
    for call in calls:
        used[call.credential].append((_time(call.event_time), call.failed, call.address, call.region))
    return [_credential(scene, name, row, rows, sorted(used[name]), source) for name, row in rows.items()]


def _credential(scene: Scene, name: str, row: Row, rows: dict[str, Row], used: list, source: str) -> Told:
    columns, depth, parent = row.columns, 0, row.columns["parent_id"]
    while parent is not None:
        depth, parent = depth + 1, rows[parent].columns["parent_id"]
    state, by = _ended(row, source)
    until = columns["expires_at"]
    ended = by.when if by else None
    if state == "alive" and until is not None and until < scene.cast.last:
        state, ended = "gone", until
    by_use = columns["link"] in ("leaked", "trust_change", "instance_profile", "service_role")
    issued = (row.seen if by_use else None) or row.made
    outlives = None
    if depth:
        root = _root_of(name, rows)
        off = _ended(rows[root], source)[1]
        outlives = until is None and state == "alive"
        outlives = outlives or (until is not None and off is not None and until > off.when)
    return {
        **columns,
        "expires_at": columns["expires_at"] and stamp(columns["expires_at"]),
        "depth": depth,
        "link_event_id": row.made and row.made.id,
        "issued_at": issued and stamp(issued.when),
        "first_seen": stamp(used[0][0]) if used else None,
        "last_seen": stamp(used[-1][0]) if used else None,
        "events": len(used),
        "failed": sum(failed for _, failed, *_ in used),
        "source_ips": sorted({address for *_, address, _ in used}),
        "regions": sorted({region for *_, region in used}),
        "outlives_key": outlives,
        "state": state,
        "ended_at": stamp(ended) if ended else None,
        "ended_event_id": by and by.id,
    }


def _root_of(name: str, rows: dict[str, Row]) -> str:
    while (parent := rows[name].columns["parent_id"]) is not None:
        name = parent
    return name


def _regions(scene: Scene, rows: dict[str, Row], acts: list[Event], source: str) -> list[Told]:
    found: dict[tuple[str, str], Told] = {}
    known = any(event.actor == "intruder" for event in acts)  # else nobody can say when "before" ends
    for event in acts:
        if event.actor not in ("intruder", "unclear"):
            continue
        place = event.record["recipientAccountId"], event.record["awsRegion"]
        row = found.setdefault(
            place,
            {
                "account_id": place[0],
                "aws_region": place[1],
                "intruder_events": 0,
                "resources_started": 0,
                "resources_running": 0,
                "first_seen": stamp(event.when),
                "used_before": _before(scene, *place) if known else "unknown",
            },
        )
        row["intruder_events"] += 1
        row["last_seen"] = stamp(event.when)
    for row in scene.resources:
        place = row.columns["account_id"], row.columns["aws_region"]
        if _shown(row, rows, source) and place in found:
            found[place]["resources_started"] += row.columns["change"] == "created"
            costs = bool(row.columns.get("cost_bearing")) and _ended(row, source)[0] == "alive"
            found[place]["resources_running"] += costs
    return [found[place] for place in sorted(found)]


def _before(scene: Scene, account: str, region: str) -> str:
    """Whether the leaked credential worked there before, or the account's bill of the time before has the
    Region."""
    return "yes" if account == scene.cast.a and region in scene.used_regions else "no"


def _first_use(scene: Scene, acts: list[Event], calls: list[Call]) -> list[Told]:
    """Addresses, agents and Regions of the intruder, from the whole tree; Regions new or not."""
    usual = {("source_ip", call.address) for call in calls}
    found: dict[tuple[str, str], Told] = {}
    for event in acts:
        if event.actor != "intruder":
            continue
        made = event.record
        for kind, value in (
            ("source_ip", made["sourceIPAddress"]),
            ("user_agent", made["userAgent"]),
            ("region", made["awsRegion"]),
        ):
            if (kind, value) not in usual:
                before = _before(scene, scene.cast.a, value) if kind == "region" else "no"
                found.setdefault(
                    (kind, value),
                    {
                        "kind": kind,
                        "value": value,
                        "first_seen": stamp(event.when),
                        "event_id": event.id,
                        "used_before": before,
                    },
                )
    return list(found.values())


def _refusal(event: Event) -> str | None:
    """The error code; a failed sign-in has none, its answer says `Failure`."""
    answer = event.record.get("responseElements")
    sign_in = answer.get("ConsoleLogin") if isinstance(answer, dict) else None
    return event.record.get("errorCode") or ("Failure" if sign_in == "Failure" else None)


def _denied(acts: list[Event]) -> list[Told]:
    found: dict[tuple[str, str], Told] = {}
    worked: dict[str, datetime] = {}
    for event in acts:
        if event.actor in ("intruder", "unclear") and _refusal(event) is None:
            worked[event.record["eventName"]] = event.when
    for event in acts:
        code = _refusal(event)
        if event.actor not in ("intruder", "unclear") or code is None:
            continue
        name = event.record["eventName"]
        row = found.setdefault(
            (name, code),
            {
                "event_name": name,
                "error_code": code,
                "attempts": 0,
                "first_seen": stamp(event.when),
                "later_succeeded": name in worked and worked[name] > event.when,
            },
        )
        row["attempts"] += 1
        row["last_seen"] = stamp(event.when)
    return [found[pair] for pair in sorted(found)]


def _coverage(scene: Scene) -> list[Told]:
    out = []
    for account, since, until in scene.gaps:
        hour, hours = since.replace(minute=0, second=0), []
        while hour < until:
            if hour >= since and hour + timedelta(hours=1) <= until:
                hours.append(stamp(hour))
            hour += timedelta(hours=1)
        out.append(
            {
                "account_id": account,
                "state": "stopped",
                "stopped_from": stamp(since),
                "stopped_until": stamp(until),
                "full_hours": hours,
            }
        )
    return out


def _cannot_say(scene: Scene, source: str) -> list[Told]:
    topics = ["leak-path", "secret-contents", "mail-sent", "model-tokens", "after-logs", "live"]
    topics += ["trail-stopped"] if source == "trail" and scene.gaps else []
    topics += ["data-events"] if source == "history" else []
    return [{"topic": topic} for topic in topics]


def _spend(scene: Scene, bill: Bill) -> Told:
    daily: dict[tuple[str, str, str], int] = defaultdict(int)
    by_region: dict[str, int] = defaultdict(int)
    for line in bill.lines:
        if line.incident:
            daily[line.day, line.region, line.service] += line.units
            by_region[line.region] += line.units
    apart = {
        charge: sum(line.units for line in bill.lines if line.charge == charge) / UNIT
        for charge in ("Usage", "Tax", "Credit")
    }
    return {
        "account_id": bill.account,
        "incident_usd": round(sum(by_region.values()) / UNIT, 6),
        "incident_by_region": {region: round(units / UNIT, 6) for region, units in sorted(by_region.items())},
        "incident_daily": [
            {"period": day, "aws_region": region, "service": service, "usd": round(units / UNIT, 6)}
            for (day, region, service), units in sorted(daily.items())
        ],
        "totals": {charge.lower(): round(usd, 6) for charge, usd in apart.items()},
        "running_machines": [
            {"resource_id": machine.resource, "aws_region": machine.region, "kind": machine.kind}
            for machine in scene.machines
            if machine.end is None
        ],
    }
