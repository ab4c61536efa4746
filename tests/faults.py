"""Records of which one column each is broken, of every kind of call in a demo incident's tree."""

from __future__ import annotations

import copy
import gzip
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.demo import make

# Members that have a column of their own in `events`; dots lead inside.
COLUMNS = (
    "eventTime", "eventName", "eventSource", "awsRegion", "recipientAccountId", "sourceIPAddress",
    "userAgent", "errorCode", "errorMessage", "userIdentity", "userIdentity.type", "userIdentity.userName",
    "userIdentity.arn", "userIdentity.principalId", "userIdentity.accountId", "userIdentity.accessKeyId",
    "userIdentity.sessionContext", "userIdentity.sessionContext.sessionIssuer",
    "userIdentity.sessionContext.sessionIssuer.arn", "userIdentity.sessionContext.attributes",
    "userIdentity.sessionContext.attributes.creationDate", "userIdentity.invokedBy", "readOnly",
    "managementEvent", "eventCategory", "eventType", "eventVersion", "requestID", "eventID", "sharedEventID",
    "vpcEndpointId", "requestParameters", "responseElements", "additionalEventData", "resources",
)  # fmt: skip
FAULTS = ("null", "absent", "empty", "wrong", "inside")
# What stands where a member of request or reply belongs, one after the other.
_INSIDE = (None, "", 7, {"no": ["such"]}, ["x"], "\ud800")


@dataclass(frozen=True)
class World:
    """A demo incident: its whole trail, the events of its tree by their kind, and what it is known by."""

    records: dict[str, dict]
    tree: list[dict]
    keys: list[str]
    accounts: frozenset[str]
    networks: list[str]

    def kinds(self) -> list[dict]:
        """One record of each call, kind of caller and way to end."""
        found: dict[tuple, dict] = {}
        for each in self.tree:
            caller = each["userIdentity"].get("type")
            found.setdefault((each["eventSource"], each["eventName"], caller, "errorCode" in each), each)
        return list(found.values())


def world(folder: Path, seed: int) -> World:
    made = make(folder, seed=seed, events=2_500, bills=False, with_history=False)
    records = {}
    for path in sorted((folder / "trail").rglob("*.json.gz")):
        if str(path.relative_to(folder)) not in made.truncated:
            for each in json.loads(gzip.decompress(path.read_bytes()))["Records"]:
                records[each["eventID"]] = each
    truth: dict[str, Any] = made.truth
    accounts = frozenset(row["account_id"] for row in truth["credentials"])
    tree = [records[event] for event in truth["actors"] if event in records]
    return World(records, tree, truth["leaked_keys"], accounts, truth["owner_networks"])


def broken(kinds: list[dict], fault: str, columns: tuple[str, ...] = COLUMNS) -> Iterator[dict]:
    """Copies of `kinds` with one column of `columns` broken in each."""
    for each in kinds:
        places = list(_leaves(each)) if fault == "inside" else [tuple(name.split(".")) for name in columns]
        for number, place in enumerate(places):
            made = copy.deepcopy(each)
            made["eventID"] = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{each['eventID']} {fault} {place}"))
            holder: Any = made
            for step in place[:-1]:
                holder = holder.get(step) if isinstance(holder, dict) else holder[int(step)]
                if holder is None:
                    break
            if holder is None:
                continue
            name: Any = place[-1] if isinstance(holder, dict) else int(place[-1])
            if fault == "absent":
                if name not in holder:
                    continue
                del holder[name]
            else:
                old = holder.get(name) if isinstance(holder, dict) else holder[name]
                holder[name] = _INSIDE[number % len(_INSIDE)] if fault == "inside" else _value(fault, old)
            yield made


def _value(fault: str, old: Any) -> Any:
    if fault == "null":
        return None
    if fault == "empty":
        return {} if isinstance(old, dict) else [] if isinstance(old, list) else ""
    return ["no", 1] if isinstance(old, dict) else "no" if isinstance(old, list) else {"is": [1, None]}


def _leaves(record: dict) -> Iterator[tuple[str, ...]]:
    """Every member inside request and reply, objects and lists themselves too."""
    waiting = [
        ((name,), record[name]) for name in ("requestParameters", "responseElements") if record.get(name)
    ]
    while waiting:
        place, value = waiting.pop()
        if len(place) > 1:
            yield place
        if isinstance(value, dict):
            waiting += [((*place, name), inside) for name, inside in value.items()]
        elif isinstance(value, list):
            waiting += [((*place, str(number)), inside) for number, inside in enumerate(value[:2])]
