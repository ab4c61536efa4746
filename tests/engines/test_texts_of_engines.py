"""What an engine writes otherwise than the original object has a line; the original is shown as it is."""

from __future__ import annotations

import gzip
import json

import pytest
from conftest import LEAKED, NOW, build_case, record

from kit import record as shown
from kit.analysis.answers import ask
from kit.case import new_case, open_case
from kit.collect.run import collect_items, rebuild_tables
from kit.sources import Item, as_csv

ORIGIN = "trino://test/hive.logs.cloudtrail#uses-000000000000"
OBJECT = "s3://logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/all.json.gz"
SPELLED = "spells it otherwise"
DIFFERS = "does not say what the original"
# (request as CloudTrail wrote it, as Trino's JSON reader gives it, what the ledger has to say of it).
TEXTS = (
    (r'{"a":1,"a":2}', r'{"a":2}', DIFFERS),
    (r'{"path":"\/x","u":"\u0061pp"}', r'{"path":"/x","u":"app"}', SPELLED),
    (r'{"n":"\ud83d\ude00 x"}', '{"n":"😀 x"}', SPELLED),
    (r'{"n":"\ud800 x"}', '{"n":"? x"}', DIFFERS),
    (r'{"n":1e5}', r'{"n":1E+5}', DIFFERS),
    ('{ "b" : 1, "a":2 }', '{"a":2,"b":1}', SPELLED),
    (r'{"same":"名前"}', r'{"same":"名前"}', None),
    ("null", "", None),
)


def written(place: int, text: str) -> bytes:
    """A record whose request stands in it as written."""
    whole = json.dumps(record(place, requestParameters="@@"), ensure_ascii=False, separators=(",", ":"))
    return whole.replace('"@@"', text).encode("utf-8", "surrogatepass")


def answer() -> Item:
    names = ("event_id", "event_time", "event_name", "event_source", "aws_region", "recipient_account_id",
             "user_identity_access_key_id", "request_parameters", "user_agent", "source_file")  # fmt: skip
    rows = []
    for place, (_, engine, _) in enumerate(TEXTS):
        made = record(place)
        rows.append((made["eventID"], made["eventTime"], made["eventName"], made["eventSource"],
                     made["awsRegion"], made["recipientAccountId"], LEAKED, engine, made["userAgent"],
                     OBJECT))  # fmt: skip
    return Item(ORIGIN, NOW, data=as_csv(names, rows), kind="engine", meta={"template": "uses"})


def original() -> Item:
    whole = (
        b'{"Records":[' + b",".join(written(place, text) for place, (text, *_) in enumerate(TEXTS)) + b"]}"
    )
    return Item(OBJECT, NOW, data=gzip.compress(whole, mtime=0), kind="object", meta={"etag": "x", "size": 1})


def noted(case) -> dict[int, str]:
    """What the ledger says of the engine's rows, by their place."""
    from kit.store import database

    found = {row["file_id"] for row in ask(case, "ledger_items").dicts() if row["origin"] == ORIGIN}
    with database.reading(case) as con:
        rows = con.execute("select file_id, position, reason from ledger_notes").fetchall()
    return {position: reason for file_id, position, reason in rows if file_id in found and "engine" in reason}


@pytest.mark.parametrize("order", ["answer first", "original first"])
def test_each_text_that_is_not_the_originals_has_a_line(order, tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    for item in (answer(), original()) if order == "answer first" else (original(), answer()):
        collect_items(case, [item])
    told = noted(case)
    for place, (*_, wanted) in enumerate(TEXTS):
        assert (wanted is None and place not in told) or wanted in told[place], (place, told.get(place))
    rebuild_tables(case)
    assert noted(open_case(tmp_path / "case")) == told


def test_the_original_is_shown_byte_for_byte(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    collect_items(case, [answer()])
    collect_items(case, [original()])
    for place, (text, *_) in enumerate(TEXTS):
        found = shown(case, record(place)["eventID"])
        assert found.origin == OBJECT
        assert found.raw == written(place, text)


def test_a_trail_without_an_engine_has_no_such_line(tmp_path):
    case = build_case(tmp_path / "case", [record(0), record(0)])
    assert noted(case) == {}
