"""What cannot be true is set aside with a note, and what columns and times say is read without a guess."""

from __future__ import annotations

import csv
import io
import json
import uuid
from datetime import datetime

import pytest
from conftest import ACCOUNT, NOW, record
from conftest import LEAKED as KEY

from kit.case import new_case
from kit.collect.run import collect_items
from kit.records import times
from kit.sources.local_files import local_files
from kit.store import database, original


def fresh(number: int = 1, **members) -> dict:
    return record(number, eventID=str(uuid.uuid4()), **members)


def collected(folder, *files: bytes):
    (folder / "in").mkdir(exist_ok=True)
    for number, data in enumerate(files, 1):
        (folder / "in" / f"{number:03}").write_bytes(data)
    case = new_case(folder / "case", now=NOW, account=ACCOUNT)
    collect_items(case, local_files(folder / "in", now=NOW))
    return case


def rows(case, statement: str) -> list[tuple]:
    with database.reading(case) as con:
        return con.execute(statement).fetchall()


def delivery(*records: dict) -> bytes:
    return json.dumps({"Records": records}).encode()


def sheet(*lines: dict) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0])
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-05T12:05:00+09:00", datetime(2026, 3, 5, 3, 5)),
        ("2026-03-05 03:05:00.000", datetime(2026, 3, 5, 3, 5)),
        ("20260305T030500Z", datetime(2026, 3, 5, 3, 5)),
        ("1772679900000", datetime(2026, 3, 5, 3, 5)),
        ("2026/3/5 3:05", datetime(2026, 3, 5, 3, 5)),
        ("05.03.2026 03:05", datetime(2026, 3, 5, 3, 5)),
        ("3/15/2026, 1:00:00.000 AM", datetime(2026, 3, 15, 1, 0)),
        ("March 05, 2026, 12:05:00 (UTC+09:00)", datetime(2026, 3, 5, 3, 5)),
        ("Thu, 05 Mar 2026 12:05:00 +0900", datetime(2026, 3, 5, 3, 5)),
        ("03/05/2026 3:05", None),
        ("13/13/2026 3:05", None),
        ("1.77268E+12", None),
        ("2026-03-05T25:00:00Z", None),
        ("infinity", None),
        (True, None),
        (None, None),
    ],
)
def test_what_a_time_says(text, moment):
    assert times.utc(text) == moment


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/5/2026 1:00", "3/15/2026 1:00"], times.MONTH_FIRST),
        (["3/5/2026 1:00", "15/5/2026 1:00"], times.DAY_FIRST),
        (["3/5/2026 1:00", "3/15/2026 1:00", "15/3/2026 1:00"], None),
        (["28/2/2026 1:00", "1/3/2026 1:00"], times.DAY_FIRST),
        (["1/3/2026 1:00", "2/3/2026 1:00", "3/3/2026 1:00"], None),
        (["2/1/2026 1:00", "3/1/2026 1:00", "1/2/2026 1:00", "2/2/2026 1:00"], times.DAY_FIRST),
        (["1/12/2026 1:00", "1/11/2026 1:00"], times.MONTH_FIRST),
    ],
    ids=["month", "day", "contradiction", "by one", "both in order", "by their order", "by the future"],
)
def test_the_times_of_a_file_decide_day_and_month(texts, order):
    assert times.order_of(texts, datetime(2026, 11, 20)) == order


def test_times_that_cannot_be_are_null_noted_and_given_back(tmp_path):
    odd = [
        fresh(eventTime="2026-03-05T12:05:00+09:00"),
        fresh(eventTime=None),
        {name: value for name, value in fresh().items() if name != "eventTime"},
        fresh(eventTime="1999-03-05T12:05:00Z"),
        fresh(eventTime="2031-03-05T12:05:00Z"),
        fresh(eventTime="soon"),
        fresh(eventTime={"is": "none"}),
    ]
    case = collected(tmp_path, delivery(*odd), delivery(fresh(eventTime="2031-01-01T00:00:00Z")))
    found = rows(case, "select event_time from events order by event_no")
    assert found == [(datetime(2026, 3, 5, 3, 5),), *[(None,)] * 7]
    notes = rows(case, "select file_id, position, member from ledger_notes order by all")
    assert notes == [*((1, position, "eventTime") for position in range(1, 7)), (2, 0, "eventTime")]
    assert "without a usable time" in rows(case, "select reason from ledger where file_id = 1")[0][0]
    for one in odd:
        assert json.loads(original.record(case, one["eventID"]).raw) == one


def test_names_and_identities_that_cannot_be_are_null_and_noted(tmp_path):
    odd = [
        fresh(eventName=None),
        fresh(eventName=""),
        fresh(eventSource={"a": 1}),
        fresh(userIdentity={"type": "IAMUser", "arn": "no arn", "accessKeyId": KEY}),
        fresh(userIdentity=["x"]),
        fresh(userAgent="x" * 5000),
        fresh(awsRegion=["us-east-1"]),
    ]
    case = collected(tmp_path, delivery(*odd), delivery(fresh(eventName="", userAgent="y" * 3000)))
    assert rows(case, "select count(*), count(event_name), count(event_source) from events") == [(8, 5, 7)]
    assert rows(case, "select max(length(user_agent)) from events") == [(2048,)]
    assert rows(case, "select count(access_key_id), count(user_arn) from events") == [(7, 6)]
    noted = rows(case, "select position, member from ledger_notes where file_id = 1 order by position")
    assert noted == [
        (0, "eventName"), (1, "eventName"), (2, "eventSource"), (3, "userIdentity.arn"), (4, "userIdentity"),
        (5, "userAgent"), (6, "awsRegion"),
    ]  # fmt: skip
    assert {member for (member,) in rows(case, "select member from ledger_notes where file_id = 2")} == {
        "eventName",
        "userAgent",
    }


def test_half_a_character_stops_no_question(tmp_path):
    """DuckDB reads no JSON with a lone surrogate; the record is given back with it."""
    text = json.dumps(fresh(requestParameters={"userName": "HALF", "n": "a\\u1234"})).replace(
        "HALF", "\\ud800"
    )
    case = collected(tmp_path, b'{"Records":[' + text.encode() + b"]}")
    assert rows(case, "select request_parameters ->> '$.userName' from events") == [("\ufffd",)]
    (key,) = rows(case, "select event_id from events")[0]
    assert b"\\ud800" in original.record(case, key).raw


def test_request_and_identity_as_text_are_read(tmp_path):
    """As tools write them that flatten a record; on the quick way as on the careful one."""
    one = fresh(
        requestParameters=json.dumps({"userName": "mallory"}),
        userIdentity="{type=IAMUser, principalid=AIDAX, arn=arn:aws:iam::111122223333:user/a,"
        f" accesskeyid={KEY}, sessioncontext={{attributes={{mfaauthenticated=false}}}}}}",
    )
    case = collected(tmp_path, delivery(one), delivery(fresh() | one | {"eventID": "x", "more": 1}))
    found = rows(
        case,
        "select distinct request_parameters ->> '$.userName', access_key_id, user_arn, mfa_authenticated"
        " from events",
    )
    assert found == [("mallory", KEY, "arn:aws:iam::111122223333:user/a", False)]


# Name of a column -> which of the values below it holds.
COLUMNS = [
    {"eventid": 0, "eventtime": 1, "eventname": 2, "eventsource": 3, "useridentity.accesskeyid": 4,
     "requestparameters.userName": 5},
    {"event_id": 0, "event_time": 1, "event_name": 2, "event_source": 3, "user_identity_access_key_id": 4,
     "request_parameters_user_name": 5},
    {"AwsEventId": 0, "TimeGenerated [UTC]": 1, "EventName": 2, "EventSource": 3,
     "UserIdentityAccessKeyId": 4, "RequestParameters": 6},
    {"event.id": 0, "@timestamp": 1, "event.action": 2, "event.provider": 3,
     "aws.cloudtrail.user_identity.access_key_id": 4, "aws.cloudtrail.request_parameters": 6},
    {"metadata.uid": 0, "time_dt": 1, "api.operation": 2, "api.service.name": 3,
     "actor.user.credential_uid": 4, "api.request.data": 6},
]  # fmt: skip


def written(form: str, row: dict) -> bytes:
    if form == "csv":
        return sheet(row)
    if form == "objects":
        return json.dumps([row]).encode()
    if form == "pairs":
        return json.dumps({"results": [[{"field": name, "value": row[name]} for name in row]]}).encode()
    table = {"columns": [{"name": name} for name in row], "rows": [list(row.values())]}
    return json.dumps({"tables": [table]}).encode()


def test_columns_under_others_names(tmp_path):
    """Five dialects, each as CSV, as objects, as pairs of name and value, and by position."""
    files, expected = [], set()
    for columns in COLUMNS:
        for form in ("csv", "objects", "pairs", "positions"):
            values = [
                str(uuid.uuid4()), "2026-03-05T03:05:00Z", "CreateUser", "iam.amazonaws.com", KEY, "mallory",
                json.dumps({"userName": "mallory"}),
            ]  # fmt: skip
            files.append(written(form, {name: values[place] for name, place in columns.items()}))
            expected.add((values[0], datetime(2026, 3, 5, 3, 5), *values[2:6], "columns"))
    case = collected(tmp_path, *files)
    found = rows(
        case,
        "select event_id, event_time, event_name, event_source, access_key_id,"
        " request_parameters ->> '$.userName', fidelity from events",
    )
    assert set(found) == expected
    assert len(found) == len(expected) == 20


def console(**cells) -> dict:
    return {
        "Event name": "ListBuckets", "Event time": "2026-03-05T03:05:00Z", "User name": "app",
        "Event source": "s3.amazonaws.com", "AWS access key": "", "Event ID": str(uuid.uuid4()),
        "Account ID": "111122223333",
    } | cells  # fmt: skip


def test_rounded_account_ids_are_recovered_or_flagged(tmp_path):
    """The key ids say the account; where they say two that fit, or none, nothing is loaded."""
    case = collected(
        tmp_path,
        sheet(
            console(**{"Account ID": "1.11122E+11", "AWS access key": KEY}),
            console(**{"Account ID": "1.11122E+11"}),
        ),
        sheet(console(**{"Account ID": "5.28758E+11"}), console(**{"Account ID": "1.11122223333E+11"})),
    )
    found = rows(case, "select recipient_account_id from events order by event_no")
    assert found == [(ACCOUNT,), (ACCOUNT,), (None,), (ACCOUNT,)]
    notes = rows(case, "select reason from ledger_notes order by file_id, position")
    assert [("read from" in note, "no account id" in note) for (note,) in notes] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_dates_of_a_spreadsheet_are_read_as_the_file_decides(tmp_path):
    sure = sheet(console(**{"Event time": "3/5/2026 3:05"}), console(**{"Event time": "3/15/2026 3:05"}))
    unsure = sheet(console(**{"Event time": "3/5/2026 3:05"}), console(**{"Event time": "3/6/2026 3:05"}))
    case = collected(tmp_path, sure, unsure)
    assert rows(case, "select event_time from events order by event_no") == [
        (datetime(2026, 3, 5, 3, 5),), (datetime(2026, 3, 15, 3, 5),), (None,), (None,),
    ]  # fmt: skip
    first, second = rows(case, "select reason from ledger order by file_id")
    assert "read as month/day/year" in first[0] and "read as UTC" in first[0]
    assert "without a usable time" in second[0]


def test_a_form_without_requests_leaves_them_unknown(tmp_path):
    """A column whose cell is empty says that there was nothing; a table without the column says nothing."""
    case = collected(tmp_path, sheet(console()), sheet(console() | {"requestParameters": ""}))
    assert rows(case, "select request_parameters from events order by event_no") == [(None,), ("null",)]


REWRITTEN = {
    "nulls": lambda one: one | {"errorCode": None, "errorMessage": None, "vpcEndpointId": None},
    "members added": lambda one: one | {"@timestamp": "now", "tags": ["a"]},
    "one dropped": lambda one: {name: value for name, value in one.items() if name != "userAgent"},
    "time": lambda one: one | {"eventTime": one["eventTime"].replace("Z", ".000+00:00")},
    "texts": lambda one: (
        one | {"readOnly": "true", "requestParameters": json.dumps(one["requestParameters"])}
    ),
    "envelope": lambda one: {"version": "0", "detail-type": "x", "detail": one | {"userAgent": None}},
}


@pytest.mark.parametrize("first", ["record", "copy"])
def test_an_event_that_was_written_again_is_a_copy(tmp_path, first):
    ones = [fresh(requestParameters={"bucketName": "b"}, readOnly=True) for _ in REWRITTEN]
    again = [json.dumps(how(one)).encode() for how, one in zip(REWRITTEN.values(), ones, strict=True)]
    files = [delivery(*ones), b"\n".join(again)]
    case = collected(tmp_path, *(files if first == "record" else files[::-1]))
    found = rows(case, "select event_key, copies, user_agent from events")
    assert sorted(found) == sorted((one["eventID"], 2, one["userAgent"]) for one in ones)
    assert rows(case, "select sum(loaded), sum(copies) from ledger") == [(len(ones), len(ones))]


CONTRADICTIONS = (
    {"sourceIPAddress": "192.0.2.1"},
    {"errorCode": "AccessDenied"},
    {"userIdentity": {"type": "Root"}},
    {"requestParameters": {"bucketName": "c"}},
    {"requestParameters": "no object"},
)


def test_a_contradiction_stays_beside_the_record(tmp_path):
    """Another address, outcome, caller or request; a third writing is a copy of the one it fits."""
    ones = [fresh(requestParameters={"bucketName": "b"}) for _ in CONTRADICTIONS]
    others = [one | change for one, change in zip(ones, CONTRADICTIONS, strict=True)]
    case = collected(
        tmp_path, delivery(*ones), delivery(*others), delivery(*(one | {"more": 1} for one in ones))
    )
    found = rows(case, "select event_key, copies from events")
    assert sorted(found) == sorted(
        each for one in ones for each in ((one["eventID"], 2), (one["eventID"] + "#2", 1))
    )
