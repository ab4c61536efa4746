"""The same month as Event history: what `aws cloudtrail lookup-events` prints, and the console's downloads.

Management events only, of each Region for itself, newest first, also of the hours in which the trail was
stopped. Shapes: CloudTrail API reference, LookupEvents; the console's CSV and JSON as they are downloaded.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec

from kit.demo.cast import Cast
from kit.demo.dice import Dice
from kit.demo.scene import Event

PAGE = 500
# The AWS CLI prints EventTime in the zone of the machine it runs on.
_HERE = timezone(timedelta(hours=9))
# The console shows the newest events; a download is cut there.
CONSOLE_ROWS = 5_000
CONSOLE_COLUMNS = (
    "Event name", "AWS region", "Event ID", "Event time", "User name", "AWS access key", "Source IP address",
    "Event source", "Error code", "Read-only", "Request ID", "Recipient account ID", "Resources",
)  # fmt: skip


def write(folder: Path, cast: Cast, events: Iterable[Event], others: list[tuple[str, str, str]]) -> None:
    """`event_history/<account>/<region>/page-0001.json`, `event_history_console.json` and `.csv` (leaked
    account)."""
    places: dict[tuple[str, str], list[tuple[str, str, dict[str, Any], str]]] = defaultdict(list)
    for event in events:
        if event.in_history:
            made = event.record
            text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
            places[made["recipientAccountId"], made["awsRegion"]].append(
                (made["eventTime"], made["eventID"], made, text)
            )
    for account, region, text in others:
        made = json.loads(text)
        places[account, region].append((made["eventTime"], made["eventID"], made, text))
    for (account, region), found in sorted(places.items()):
        found.sort(key=lambda item: item[:2], reverse=True)
        _pages(folder / "event_history" / account / region, [(made, text) for *_, made, text in found], cast)
    of_account = [item for (account, _), found in places.items() if account == cast.a for item in found]
    of_account.sort(key=lambda item: item[:2], reverse=True)
    _console(folder, [made for *_, made, _ in of_account[:CONSOLE_ROWS]])


def _pages(folder: Path, found: list[tuple[dict[str, Any], str]], cast: Cast) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    dice = Dice(cast.seed, "pages", folder.name, folder.parent.name)
    for number, begin in enumerate(range(0, len(found), PAGE), start=1):
        page: dict[str, Any] = {"Events": [_item(made, text) for made, text in found[begin : begin + PAGE]]}
        if begin + PAGE < len(found):
            page["NextToken"] = dice.token(120)
        text = msgspec.json.format(json.dumps(page, ensure_ascii=False), indent=4)
        (folder / f"page-{number:04d}.json").write_text(text + "\n", encoding="utf-8")


def _item(made: dict[str, Any], text: str) -> dict[str, Any]:
    who = made["userIdentity"]
    when = datetime.strptime(made["eventTime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    item = {
        "EventId": made["eventID"],
        "EventName": made["eventName"],
        "ReadOnly": str(made.get("readOnly", False)).lower(),
        "AccessKeyId": who.get("accessKeyId"),
        "EventTime": when.astimezone(_HERE).isoformat(),
        "EventSource": made["eventSource"],
        "Username": _username(who),
        "Resources": [
            {"ResourceType": resource.get("type"), "ResourceName": resource.get("ARN")}
            for resource in made.get("resources") or []
        ],
        "CloudTrailEvent": text,
    }
    return {name: value for name, value in item.items() if value is not None}


def _username(who: dict[str, Any]) -> str | None:
    if who.get("type") == "AssumedRole":
        return who["arn"].rsplit("/", 1)[-1]
    return who.get("userName") or ("root" if who.get("type") == "Root" else None)


def _console(folder: Path, found: list[dict[str, Any]]) -> None:
    whole = msgspec.json.format(json.dumps({"Records": found}, ensure_ascii=False), indent=2)
    (folder / "event_history_console.json").write_text(whole + "\n", encoding="utf-8")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(CONSOLE_COLUMNS)
    for made in found:
        who = made["userIdentity"]
        rows.writerow(
            [
                made["eventName"],
                made["awsRegion"],
                made["eventID"],
                made["eventTime"],
                _username(who) or "",
                who.get("accessKeyId") or "",
                made["sourceIPAddress"],
                made["eventSource"],
                made.get("errorCode", ""),
                str(made.get("readOnly", False)).lower(),
                made.get("requestID", ""),
                made["recipientAccountId"],
                json.dumps(made.get("resources") or []),
            ]
        )
    (folder / "event_history_console.csv").write_text(text.getvalue(), encoding="utf-8")
