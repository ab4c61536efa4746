"""Nothing is lost: a record rebuilt from the tables is the same JSON value as the one in the file."""

from __future__ import annotations

import json
import random
import uuid
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks import make_trail
from kit.case import new_case
from kit.collect.run import collect_items
from kit.records import exact_json, load_step, members, rows, splitter, typed
from kit.records.typed import Record
from kit.sources.item import Item
from kit.store import database, rebuild_record

NOW = datetime(2026, 11, 23, 12, 0)
MEMBERS = Record.__struct_fields__


@pytest.fixture(autouse=True, params=["written", "measured", "split"])
def together(request, monkeypatch):
    """Few records are proved by writing them again, many by measuring them: here two are many; a long text is
    split by the program: here every text is long."""
    if request.param == "measured":
        for module in (typed, rows):
            monkeypatch.setattr(module, "TOGETHER", 2)
    for name in ("WORTH", "AFTER") if request.param == "split" else ():
        monkeypatch.setattr(splitter, name, 0)


# Every character but surrogates; asked for as codec="utf-8", Hypothesis looks at all of them for 13 seconds.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "null", "true", "a\u0000b", "\u2028", "é", "1", "\ufeff", "{}", "x#2", "sha256:x"]
)
numbers = (
    st.integers()
    | st.sampled_from([10**30, -(10**25), 2**64, 0])
    | st.floats(allow_nan=False, allow_infinity=False)
)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
times = st.sampled_from(
    [
        "2026-03-01T01:02:03Z",
        "2026-03-01T01:02:03.125Z",
        "2026-03-01T01:02:03+09:00",
        "2026-02-30T00:00:00Z",
        "2026-03-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "20260301T010203Z",
        "2026-03-01 01:02:03",
        "soon",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ]
)
# Several members of one name, names of other cases and unknown names are all possible.
any_members = st.lists(
    st.tuples(st.sampled_from([*MEMBERS, "EventName", "useridentity", "kit:other", "x"]), values)
    | st.tuples(st.just("eventTime"), times)
    | st.tuples(st.just("readOnly"), st.booleans() | st.sampled_from(["true", "false", 1]))
    | st.tuples(st.just("eventID"), st.uuids().map(str) | st.uuids().map(lambda u: str(u).upper()) | texts),
    max_size=6,
)


def text_of(extra: list, ascii_only: bool, spaced: bool) -> str:
    """A record as text: believable members first, then `extra` over or beside them."""
    pairs = {
        "eventVersion": "1.11",
        "userIdentity": {"type": "IAMUser", "accessKeyId": "AKIABTX3GSDSQAAAAAAA"},
        "eventTime": "2026-03-01T01:02:03Z",
        "eventSource": "sts.amazonaws.com",
        "eventName": "GetCallerIdentity",
        "awsRegion": "us-east-1",
        "eventID": str(uuid.uuid4()),
        "recipientAccountId": "111122223333",
    }
    drawn = {name for name, _ in extra}
    kept = [(name, value) for name, value in pairs.items() if name not in drawn]
    colon = " : " if spaced else ":"
    parts = [
        f"{json.dumps(name)}{colon}{json.dumps(value, ensure_ascii=ascii_only)}"
        for name, value in [*kept, *extra]
    ]
    return "{" + (",\n " if spaced else ",").join(parts) + "}"


record_texts = st.builds(text_of, any_members, st.booleans(), st.booleans())


def rebuilt_from_tables(folder: Path, *files: bytes) -> tuple[list[dict[int, str]], dict[int, str]]:
    """(canonical record by position, for each file; reason by position of the rejected ones) after one
    collection of them all."""
    case = new_case(folder / "case", now=NOW, account="111122223333")
    collect_items(case, [Item(f"file{place}.json", NOW, data=data) for place, data in enumerate(files)])
    rebuilt: list[dict[int, str]] = [{} for _ in files]
    with database.reading(case) as con:
        content = {
            number: exact_json.canonical(record) for number, record in rebuild_record.rebuilt(con, "true")
        }
        for file, position, number in con.execute(
            "select file_id, position, event_no from deliveries"
        ).fetchall():
            rebuilt[file - 1][position] = content[number]
        rejects = dict(con.execute("select position, reason from ledger_rejects").fetchall())
    return rebuilt, rejects


def check(*deliveries: list[str]) -> None:
    """Each list of records is a file; all are collected at once."""
    files = [
        ('{"Records":[' + ",".join(texts) + "]}").encode("utf-8", "surrogatepass") for texts in deliveries
    ]
    with TemporaryDirectory() as folder:
        rebuilt, rejects = rebuilt_from_tables(Path(folder), *files)
    assert not rejects
    for texts, found in zip(deliveries, rebuilt, strict=True):
        assert found == {
            place: exact_json.canonical(exact_json.parse(text)) for place, text in enumerate(texts)
        }


def one_event_once(texts) -> bool:
    """Whether no two records have one event id: of two writings of one event the tables keep the richer."""
    ids = [json.loads(text).get("eventID") for text in texts]
    return len({str(each) for each in ids if each}) == sum(bool(each) for each in ids)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(record_texts, min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_value_in_any_member_survives(deliveries):
    assume(one_event_once([text for texts in deliveries for text in texts]))
    check(*deliveries)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(record_texts, min_size=1, max_size=25))
def test_any_value_in_any_member_survives_at_length(record_list):
    assume(one_event_once(record_list))
    check(record_list)


def test_a_value_that_is_as_good_as_nothing_survives_in_every_member(monkeypatch):
    """Each member has it once and is absent from the other records: a column of nothing else takes a shorter
    way."""
    monkeypatch.setattr(load_step, "MAX_EVENTS", len(MEMBERS))  # a file is a step, with columns of its own
    # An event id "0" and one that is the number 0 would be one event.
    for some in (("", "0", None, False), (0, [], {}, "null")):
        check(*[[text_of([(member, value)], False, False) for member in MEMBERS] for value in some])


def test_every_member_has_a_place():
    """A member that the decoder takes and no column and no `extra` holds would be lost."""
    places = [*members.MEMBERS.values(), *members.RARE, "userIdentity"]
    assert sorted(places) == sorted(MEMBERS)


def test_a_member_that_is_empty_in_every_record_survives(monkeypatch):
    monkeypatch.setattr(load_step, "MAX_EVENTS", 3)  # a file is a step: every record is every one of its rows
    check(
        *[
            [text_of([(member, ""), ("apiVersion", str(place))], False, False) for place in range(3)]
            for member in MEMBERS
        ]
    )


def test_both_ways_of_reading_give_the_same_rows(tmp_path, monkeypatch):
    """Records that the types hold, read as such and read as if none of them did."""
    chance = random.Random(5)
    maker = make_trail.Maker(chance)
    lines = [maker.record(datetime(2026, 3, 1, 1, 2, place % 60), "eu-west-1") for place in range(400)]
    for place, more in enumerate(
        [
            '"addendum":{"reason":"UPDATED_DATA","originalEventID":"x"}',
            '"vpcEndpointId":"vpce-1","vpcEndpointAccountId":"111122223333"',
            '"sessionCredentialFromConsole":"true"',
            '"errorMessage":"so \\"quoted\\" \\u00e9 é 日本"',
            '"errorCode":"Client.DryRunOperation"',
            '"serviceEventDetails":{"a":[1.0,1e3,null]},"edgeDeviceDetails":null,"apiVersion":"2012-08-10"',
        ]
    ):
        lines[place] = lines[place][:-1] + "," + more + "}"
    lines[10] = (
        lines[10].replace('"userIdentity":', '"userIdentity":null,"x":').replace(',"x":', ',"resources":', 1)
    )
    lines[11] = lines[11].replace("2026-03-01T01:02:11Z", "2026-03-01T01:02:11.5Z")
    lines[12] = lines[12].replace('"responseElements":null', '"responseElements":{"failedEntryCount":2}')
    data = ('{"Records":[' + ",".join(lines) + "]}").encode()
    rows = []
    for way in ("typed", "untyped"):
        if way == "untyped":
            for name in ("exact_delivery", "exact_list", "exact_one"):
                monkeypatch.setattr(typed, name, lambda _: None)
        case = new_case(tmp_path / way, now=NOW, account="111122223333")
        assert collect_items(case, [Item("file.json", NOW, data=data)]).events == 400
        with database.reading(case) as con:
            columns = con.execute("select * exclude (event_no, identity_no) from events order by position")
            rows.append(
                [
                    dict(zip([c[0] for c in columns.description], row, strict=True))
                    for row in columns.fetchall()
                ]
            )
    assert len({row["outcome"] for row in rows[0]}) >= 2
    assert sum(row["extra"] is not None for row in rows[0]) >= 5
    for one, other in zip(*rows, strict=True):
        differing = {
            name for name in one if one[name] != other[name] and not same_json(one[name], other[name])
        }
        assert not differing, (one, other)


def same_json(one, other) -> bool:
    """The odd way writes JSON anew; the value is the same."""
    try:
        return exact_json.canonical(exact_json.parse(one)) == exact_json.canonical(exact_json.parse(other))
    except (TypeError, ValueError):
        return False


def test_a_lone_surrogate_and_bytes_that_are_no_utf8_survive(tmp_path):
    first = text_of([("userAgent", "X")], True, False).replace('"X"', '"\\ud800"')
    second = text_of([("requestParameters", {"k": "Y"})], True, False).encode().replace(b"Y", b"\xff\xfe")
    data = b'{"Records":[' + first.encode() + b"," + second + b"]}"
    (rebuilt,), rejects = rebuilt_from_tables(tmp_path, data)
    assert not rejects
    assert rebuilt[0] == exact_json.canonical(exact_json.parse(first))
    assert rebuilt[1] == exact_json.canonical(exact_json.parse(second.decode("utf-8", "surrogateescape")))
