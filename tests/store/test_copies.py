"""One event, many deliveries: copies are counted once, differences are kept, columns never stand beside a
record."""

from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import ACCOUNT, NOW, record

import kit
from kit.case import new_case
from kit.collect.run import collect_items
from kit.sources.item import Item
from kit.store import database

ID = "0828c0d2-3589-4390-b954-c78b4a7df44b"


@pytest.fixture
def case(tmp_path):
    return new_case(tmp_path / "case", now=NOW, account=ACCOUNT)


def take(case, **files: bytes) -> None:
    for name, data in files.items():
        collect_items(case, [Item(name, NOW, data=data)])


def delivery(*records: dict) -> bytes:
    return json.dumps({"Records": records}).encode()


def lookup(*records: dict) -> bytes:
    return json.dumps(
        {
            "Events": [
                {"EventId": r["eventID"], "CloudTrailEvent": json.dumps(r, sort_keys=True)} for r in records
            ]
        }
    ).encode()


def console(*records: dict) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Event name", "Event time", "User name", "Event source", "Error code", "Event ID"])
    for r in records:
        writer.writerow([r["eventName"], r["eventTime"], "app", r["eventSource"], "", r["eventID"]])
    return out.getvalue().encode()


def rows(case, statement: str) -> list[tuple]:
    with database.reading(case) as con:
        return con.execute(statement).fetchall()


@pytest.mark.parametrize(
    "order",
    [("s3", "lookup", "csv"), ("csv", "lookup", "s3"), ("lookup", "csv", "s3"), ("csv", "s3", "lookup")],
)
def test_three_sources_give_each_event_once(case, order):
    events = [record(place) for place in range(7)]
    made = {"s3": delivery(*events), "lookup": lookup(*events), "csv": console(*events)}
    take(case, **{name: made[name] for name in order})
    assert rows(
        case, "select count(*), min(copies), max(copies), min(fidelity), max(fidelity) from events"
    ) == [(7, 3, 3, "record", "record")]
    assert rows(case, "select count(*), count(distinct event_key) from deliveries") == [(21, 7)]
    ledger = rows(case, "select sum(records), sum(loaded), sum(copies) from ledger")
    assert ledger == [(21, 7, 14)]


def test_columns_alone_are_an_event_of_lower_fidelity(case):
    take(case, csv=console(record(1)), again=console(record(1)) + b"\r\n")
    assert rows(case, "select fidelity, outcome, copies, user_name, event_id from events") == [
        ("columns", "succeeded", 2, "app", record(1)["eventID"])
    ]


def test_other_content_of_one_id_is_kept_and_named(case):
    one = record(1, eventID=ID)
    take(
        case,
        first=delivery(one),
        second=delivery(one | {"awsRegion": "eu-west-1"}),
        third=delivery(one | {"awsRegion": "eu-west-1"}),
    )
    assert rows(case, "select event_key, event_id, aws_region, copies from events order by event_key") == [
        (ID, ID, "us-east-1", 1),
        (f"{ID}#2", ID, "eu-west-1", 2),
    ]


def test_order_white_space_and_escapes_are_no_content_but_number_text_is(case):
    plain = record(1, eventID=ID, requestParameters={"a": 1.0, "b": "é/"})
    text = json.dumps(plain)
    shuffled = json.dumps(dict(reversed(list(plain.items()))), indent=2, ensure_ascii=False).replace(
        "é/", "\\u00e9\\/"
    )
    other_number = text.replace("1.0", "1.00")
    twice = text.replace('"a": 1.0', '"a": 1.0, "a": 1.0')
    take(case, a=text.encode(), b=shuffled.encode(), c=other_number.encode(), d=twice.encode())
    assert rows(case, "select event_key, copies from events order by event_key") == [
        (ID, 2),
        (f"{ID}#2", 1),
        (f"{ID}#3", 1),
    ]


def test_records_without_id_are_told_apart_by_content(case):
    bare = {name: value for name, value in record(1).items() if name != "eventID"}
    take(case, a=delivery(bare, bare | {"awsRegion": "x"}), b=delivery(bare))
    found = rows(case, "select event_key, event_id, copies from events order by copies")
    assert [(key[:7], identifier, copies) for key, identifier, copies in found] == [
        ("sha256:", None, 1),
        ("sha256:", None, 2),
    ]


@pytest.mark.parametrize("addendum_first", [False, True])
def test_an_addendum_supersedes_and_both_stay(case, addendum_first):
    original = record(1, eventID=ID)
    corrected = record(
        2, addendum={"reason": "UPDATED_DATA", "updatedFields": "userAgent", "originalEventID": ID}
    )
    parts = [delivery(original), delivery(corrected)]
    take(case, **dict(zip("ab", reversed(parts) if addendum_first else parts, strict=True)))
    assert rows(case, "select event_id, superseded_by from events order by event_time") == [
        (ID, corrected["eventID"]),
        (corrected["eventID"], None),
    ]


def test_a_late_delivery_supersedes_nothing(case):
    late = record(2, addendum={"reason": "DELIVERY_DELAY", "originalEventID": ID})
    take(case, a=delivery(record(1, eventID=ID), late))
    assert rows(case, "select count(*) from events where superseded_by is not null") == [(0,)]


def test_a_file_with_the_same_bytes_is_a_duplicate_and_counts_as_delivery(case):
    data = delivery(record(1), record(2))
    take(case, a=data, b=data)
    assert rows(case, "select origin, status, records, loaded, copies from ledger order by file_id") == [
        ("a", "loaded", 2, 2, 0),
        ("b", "duplicate", 2, 0, 2),
    ]
    assert rows(case, "select sum(copies) from events") == [(4,)]
    assert rows(case, "select file_id, position from deliveries order by all") == [
        (1, 0),
        (1, 1),
        (2, 0),
        (2, 1),
    ]


def test_ids_that_look_like_keys_of_the_kit_cannot_pass_for_them(case):
    take(
        case,
        a=delivery(record(1, eventID=ID), record(2, eventID=ID, awsRegion="x"), record(3, eventID=f"{ID}#2")),
    )
    assert rows(case, "select count(*), count(distinct event_key) from events") == [(3, 3)]


def test_show_gives_the_bytes_as_delivered(case):
    spaced = json.dumps(record(1, eventID=ID), indent=3)
    take(case, s3=b'{"Records": [ ' + spaced.encode() + b" ]}", lookup=lookup(record(1, eventID=ID)))
    first = kit.record(case, ID)
    found = [first, *first.copies]
    assert [(each.origin, each.position, each.differs) for each in found] == [
        ("s3", 0, False),
        ("lookup", 0, True),
    ]
    assert found[0].raw == spaced.encode()
    assert found[1].raw == json.dumps(record(1, eventID=ID), sort_keys=True).encode()
