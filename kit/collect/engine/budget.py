"""What an engine's answers lack, and the lines that say so: where more rows would come than may, which of
what was asked for brings them; files that it cannot read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from kit.sources import Item

# Template -> the one that counts for each node what it would bring. Of others all is too much.
WEIGHING = {"uses": "weights_of_uses", "places": "weights_of_uses", "links": "weights_of_links"}
# Beside an answer: the word of those that only count.
WEIGHTS = "weights"
# The kind of a line about a file that the engine cannot read.
UNREAD = "engine_file"
# Hadoop's names of S3; the kit's own, by which an object is fetched, is s3.
_S3 = re.compile(r"^s3[an]://")


def rows_of(data: bytes) -> int:
    """Rows of an answer, without its header."""
    return max(0, sum(1 for _ in _cells(data)) - 1)


def weights_of(data: bytes) -> dict[str, int]:
    """Node -> calls, from the answer to a template of WEIGHING."""
    return {str(row[0]): int(row[1]) for row in list(_cells(data))[1:] if len(row) > 1 and row[1].isdigit()}


def too_heavy(weights: Mapping[str, int], allowed: int) -> dict[str, int]:
    """The heaviest nodes, as few as bring the rest down to `allowed`; at least one."""
    rest, found = sum(weights.values()), {}
    for node, calls in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        if found and rest <= allowed:
            break
        found[node] = calls
        rest -= calls
    return found


def origin_of(word: str, engine: str, node: str) -> str:
    """Names a node that was left out, in the ledger."""
    return f"{engine}#left-out-{word}:{node}"


def line(origin: str, node: str, calls: int, most: int, now: datetime) -> Item:
    """What the ledger says of a node that was left out for its rows."""
    why = (
        f"left out: {node} alone brings {calls:,} rows, and {most:,} may come in all:"
        " bound the time with --since and --until, or allow more with --most-rows"
    )
    return left_out(origin, why, now)


def unaskable(origin: str, node: str, now: datetime) -> Item:
    """What the ledger says of a node that no statement can hold: of a zero byte in its name, or of its
    length."""
    why = "a zero byte, which no statement can hold" if "\0" in node else "more than a statement can hold"
    failure = f"left out: its name has {why}: collect the trail's files of the hours in question"
    return left_out(origin, failure, now)


def busy_places(ways: bytes, allowed: int) -> tuple[int, list[str]]:
    """Of a key's ways of calling (template `ways`): its calls, and the addresses from which the most came, as
    few as bring the rest down to `allowed`."""
    header, *rows = list(_cells(ways)) or [[]]
    calls: dict[str, int] = {}
    for row in rows:
        cells = dict(zip(header, row, strict=False))
        address = cells["source_ip_address"]
        calls[address] = calls.get(address, 0) + int(cells["records"])
    total = sum(calls.values())
    return total, sorted(too_heavy(calls, allowed)) if total > allowed else []


def counted(origin: str, node: str, calls: int, places: list[str], now: datetime) -> Item:
    """What the ledger says of a key whose calls from its busiest addresses were only counted."""
    why = (
        f"left out: {node} made {calls:,} calls: those from {', '.join(places[:5])}"
        f"{' and others' if len(places) > 5 else ''} that change nothing came as counts of days and hours;"
        " bound the time with --since and --until, or allow more with --most-rows"
    )
    return left_out(origin, why, now)


def uncounted(template: str, answer: bytes, most: int, most_readers: int) -> Iterator[tuple[str, str]]:
    """Who or what of everybody a count leaves out for its rows (`most` of callers, `most_readers` of
    readers), each with what the ledger says of it."""
    bound = "bound the time with --since and --until"
    if template == "readers" and rows_of(answer) > most_readers:
        first = f"the {most_readers:,} with the most calls"
        yield "readers", f"left out: who read settings and buckets at first, but for {first}: {bound}"
    if template != "callers":
        return
    header, *rows = list(_cells(answer)) or [[]]
    said, callers, everybody = [], set(), 0
    for row in rows:
        cells = dict(zip(header, row, strict=False))
        who = (cells["principal_arn"], cells["credential_id"])
        everybody = int(cells["callers"])
        if cells["counted"] == "yes":
            callers.add(who)
        else:
            said.append((" ".join(filter(None, who)), int(cells["caller_rows"])))
    for name, count in said:
        why = f"{name} brings {count:,} counts of what it did from where, and {most:,} may come of everybody"
        yield name, f"left out: {why}, so `suspects` does not compare it with its past: {bound}"
    if more := everybody - len(callers) - len(said):
        yield f"{more} more callers", f"left out like the {len(said)} callers with the most counts: {bound}"


def left_out(origin: str, why: str, now: datetime) -> Item:
    """The line of the ledger for what is left out."""
    return Item(origin, now, failure=why, kind="source")


def taken_back(origin: str, now: datetime) -> Item:
    """The same line where the node came after all."""
    return Item(origin, now, data=b"", kind="source")


def unreadable(place: str, why: str, now: datetime) -> Item:
    """What the ledger says of a file that the engine cannot read: its records are in no answer."""
    failure = (
        f"the engine cannot read it, so its records are in no answer ({why}):"
        " fetch it and collect it as a file, or run again with --profile, and the kit fetches it"
    )
    return Item(_S3.sub("s3://", place), now, failure=failure, kind=UNREAD)


def _cells(data: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
