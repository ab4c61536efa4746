"""A corpus of odd files, made here, each with the ledger line that it must get."""

from __future__ import annotations

import functools
import gzip
import io
import json
import tarfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unittest import mock

from conftest import record
from isal import igzip, isal_zlib


@dataclass(frozen=True)
class Odd:
    """`line` is (status, records, loaded, copies, rejected, set_apart); `reason` a part of the ledger's
    reason; `made` the file, or what makes it: every worker asks for the names, few for the bombs."""

    name: str
    made: bytes | Callable[[], bytes]
    line: tuple[str, int, int, int, int, int]
    reason: str = ""
    format: str | None = None

    @functools.cached_property
    def data(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()


_numbers = iter(range(1, 10**9))


def fresh(**fields) -> dict:
    """A record that no other file has."""
    return record(next(_numbers), eventID=str(uuid.uuid4()), **fields)


def some(count: int = 2) -> list[dict]:
    return [fresh() for _ in range(count)]


def text(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def delivery(records: list) -> bytes:
    return text({"Records": records})


def loaded(count: int) -> tuple[str, int, int, int, int, int]:
    return ("loaded", count, count, 0, 0, 0)


SKIPPED = ("skipped", 0, 0, 0, 0, 0)
REJECTED = ("rejected", 0, 0, 0, 0, 0)
ALL_REJECTED = ("rejected", 1, 0, 0, 1, 0)


def _zip(members: dict[str, bytes], level: int | None = None, **links: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        for name, target in links.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16
            archive.writestr(info, target)
    return out.getvalue()


def _zip_bomb() -> bytes:
    with mock.patch.object(zipfile, "zlib", isal_zlib):  # zlib takes seconds for this one
        return _zip({"x.json": b"[" + b" " * (400 << 20)}, level=1)


def _gzip_of(start: bytes, filling: bytes, mebibytes: int, end: bytes = b"") -> bytes:
    return igzip.compress(start + filling * (mebibytes << 20) + end, 1)


def _tar(members: dict[str, bytes], link: str | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def _insight() -> dict:
    return {
        "eventVersion": "1.08",
        "eventTime": "2026-03-01T00:00:00Z",
        "awsRegion": "us-east-1",
        "eventID": str(uuid.uuid4()),
        "eventType": "AwsCloudTrailInsight",
        "recipientAccountId": "111122223333",
        "sharedEventID": str(uuid.uuid4()),
        "insightDetails": {"state": "Start", "eventSource": "iam.amazonaws.com", "eventName": "CreateUser"},
        "eventCategory": "Insight",
    }


def _aggregate() -> dict:
    return {
        "eventVersion": "1.0",
        "accountId": "111122223333",
        "eventId": str(uuid.uuid4()),
        "eventCategory": "Aggregated",
        "eventType": "AwsAggregatedEvent",
        "awsRegion": "us-east-1",
        "eventSource": "s3.amazonaws.com",
        "timeWindow": {"windowStart": "2026-03-01T00:00:00Z", "windowEnd": "2026-03-01T00:05:00Z"},
        "summary": {"primaryDimension": {"dimension": "eventName", "statistics": []}},
    }


def _digest() -> dict:
    names = ("awsAccountId", "digestStartTime", "digestEndTime", "digestS3Bucket", "digestS3Object")
    return dict.fromkeys(names, "x") | {"logFiles": [{"s3Object": "a"}, {"s3Object": "b"}]}


def _lookup(records: list[dict]) -> list[dict]:
    return [
        {"EventId": r["eventID"], "EventName": r["eventName"], "CloudTrailEvent": json.dumps(r)}
        for r in records
    ]


def _event_bridge(detail: dict) -> dict:
    return {"version": "0", "id": "x", "detail-type": "AWS API Call via CloudTrail", "detail": detail}


def _console_csv(rows: list[str], end: str = "\r\n") -> bytes:
    header = (
        "Event name,Event time,User name,Event source,AWS access key,Source IP address,Error code,Event ID"
    )
    return (end.join([header, *rows]) + end).encode()


def _console_row(error: str = "") -> str:
    return f"CreateUser,2026-03-01T00:00:00Z,app,iam.amazonaws.com,AKIAX,198.51.100.7,{error},{uuid.uuid4()}"


def _json_odd() -> Iterator[Odd]:
    yield Odd("delivery.json", delivery(some(3)), loaded(3), format="s3_delivery")
    yield Odd("delivery.json.gz", gzip.compress(delivery(some(3))), loaded(3), format="s3_delivery")
    yield Odd("no_extension", gzip.compress(delivery(some(1))), loaded(1))
    yield Odd("members.gz", gzip.compress(b'{"Records":[') + gzip.compress(text(fresh()) + b"]}"), loaded(1))
    yield Odd("pretty.json", json.dumps({"Records": some(2)}, indent=3).encode(), loaded(2))
    yield Odd("sorted.json", json.dumps({"Records": some(2)}, sort_keys=True).encode(), loaded(2))
    yield Odd("bom.json", b"\xef\xbb\xbf" + delivery(some(1)), loaded(1))
    yield Odd(
        "crlf.json", json.dumps({"Records": some(2)}, indent=1).replace("\n", "\r\n").encode(), loaded(2)
    )
    yield Odd("utf16.json", delivery(some(2)).decode().encode("utf-16"), loaded(2))
    yield Odd("array.json", text(some(2)), loaded(2), format="json_array")
    yield Odd("single.json", text(fresh()), loaded(1), format="record")
    yield Odd("pretty_single.json", json.dumps(fresh(), indent=2).encode(), loaded(1), format="record")
    yield Odd("lines.jsonl", b"\n".join(map(text, some(3))) + b"\n", loaded(3), format="json_lines")
    yield Odd("lines_crlf.jsonl", b"\r\n\r\n".join(map(text, some(3))), loaded(3))
    yield Odd("lines_of_deliveries.jsonl", delivery(some(2)) + b"\n" + delivery(some(1)), loaded(3))
    yield Odd(
        "one_after_the_other.json", b"\n".join(json.dumps(r, indent=1).encode() for r in some(2)), loaded(2)
    )
    yield Odd("glued.json", text(fresh()) + text(fresh()), loaded(2))
    yield Odd(
        "lookup.json", text({"Events": _lookup(some(2)), "NextToken": "t"}), loaded(2), format="lookup_events"
    )
    yield Odd(
        "lookup_pages.json", text([{"Events": _lookup(some(2))}, {"Events": _lookup(some(1))}]), loaded(3)
    )
    yield Odd(
        "lookup_items.jsonl", b"\n".join(map(text, _lookup(some(2)))), loaded(2), format="lookup_events"
    )
    pages = b"\n".join(json.dumps({"Events": _lookup(some(2))}, indent=2).encode() for _ in range(2))
    yield Odd("lookup_appended.json", pages, loaded(4), format="lookup_events")
    yield Odd("lookup_empty.json", text({"Events": []}), loaded(0), format="lookup_events")
    yield Odd(
        "lookup_broken_item.json",
        text({"Events": [{"EventId": "x", "CloudTrailEvent": "no"}, *_lookup(some(1))]}),
        ("loaded", 2, 1, 0, 1, 0),
    )
    yield Odd("eventbridge.json", text(_event_bridge(fresh())), loaded(1), format="eventbridge")
    yield Odd(
        "eventbridge.jsonl",
        b"\n".join(text(_event_bridge(r)) for r in some(2)),
        loaded(2),
        format="eventbridge",
    )
    yield Odd(
        "wrapped.json",
        text({"meta": {"n": 1}, "hits": [{"_source": r} for r in some(2)]}),
        loaded(2),
        format="wrapped",
    )
    yield Odd(
        "log_group.json",
        text({"events": [{"message": json.dumps(r)} for r in some(2)]}),
        loaded(2),
        format="wrapped",
    )
    yield Odd("queue.json", text({"Messages": [{"Body": json.dumps({"Records": some(2)})}]}), loaded(2))
    yield Odd("records_empty.json", b'{"Records":[]}', loaded(0), format="s3_delivery")
    yield Odd("two_records_members.json", delivery(some(1))[:-1] + b"," + delivery(some(1))[1:], loaded(2))
    yield Odd(
        "not_events.json", text({"Records": [fresh(), 5, None, "x", {"a": 1}, []]}), ("loaded", 6, 1, 0, 5, 0)
    )
    yield Odd("all_rejected.json", text({"Records": [5, "x"]}), ("rejected", 2, 0, 0, 2, 0))
    yield Odd("bad_line.jsonl", text(fresh()) + b"\n{oops\n" + text(fresh()), ("loaded", 3, 2, 0, 1, 0))


def _damaged() -> Iterator[Odd]:
    whole = delivery(some(20))
    cut = gzip.compress(delivery(some(20)))
    yield Odd("cut.json", whole[: len(whole) // 2], ("loaded", 10, 9, 0, 1, 0))
    yield Odd("cut.json.gz", gzip.compress(delivery([]))[:12], REJECTED, "")
    yield Odd("cut_late.json.gz", cut[:-6], ("loaded", 21, 20, 0, 1, 0))
    yield Odd("trailing_garbage.gz", gzip.compress(delivery(some(2))) + b"garbage", ("loaded", 3, 2, 0, 1, 0))
    yield Odd("padded.gz", gzip.compress(delivery(some(2))) + b"\0" * 512, loaded(2))
    broken = delivery(some(3)).replace(b'},{"eventVersion"', b'}!!,{"eventVersion"', 1)
    yield Odd("broken_middle.json", broken, ("loaded", 4, 3, 0, 1, 0))
    yield Odd("nothing.json", b"{oops", REJECTED, "no valid JSON")
    yield Odd("deep.json", b"[" * 100_000 + b"]" * 100_000, ALL_REJECTED, "nested")
    deep = text(fresh(requestParameters="D")).replace(b'"D"', b'{"a":' * 5_000 + b"1" + b"}" * 5_000)
    yield Odd(
        "deep_record.json", b'{"Records":[' + deep + b"," + text(fresh()) + b"]}", ("loaded", 2, 1, 0, 1, 0)
    )
    bomb = functools.partial(_gzip_of, b"[", b" ", 600, b"]")
    yield Odd("bomb.gz", bomb, ALL_REJECTED, "bomb")
    endless = functools.partial(_gzip_of, b'{"a":"', b"x", 80)
    yield Odd("endless_line.gz", endless, ALL_REJECTED, "longer than 32 MB")


def _record_odd() -> Iterator[Odd]:
    yield Odd("wrong_types.json", delivery([fresh(readOnly="true", errorCode=5, awsRegion=["x"])]), loaded(1))
    yield Odd("fraction.json", delivery([fresh(eventTime="2026-03-01T00:00:00.5Z")]), loaded(1))
    yield Odd("no_id.json", delivery([{k: v for k, v in fresh().items() if k != "eventID"}]), loaded(1))
    yield Odd("empty_id.json", delivery([fresh() | {"eventID": ""}]), loaded(1))
    yield Odd("odd_id.json", delivery([fresh() | {"eventID": "not-a-uuid"}]), loaded(1))
    yield Odd("upper_id.json", delivery([fresh() | {"eventID": str(uuid.uuid4()).upper()}]), loaded(1))
    yield Odd("identity_null.json", delivery([fresh(userIdentity=None)]), loaded(1))
    yield Odd("identity_text.json", delivery([fresh(userIdentity="root")]), loaded(1))
    yield Odd("megabytes.json", delivery([fresh(requestParameters={"x": "y" * (4 << 20)})]), loaded(1))
    yield Odd("same_twice.json", delivery([one := fresh(), one]), ("loaded", 2, 1, 1, 0, 0))
    other = json.dumps({"Records": [one2 := fresh(), dict(reversed(list(one2.items())))]}).encode()
    yield Odd("same_other_order.json", other, ("loaded", 2, 1, 1, 0, 0))
    yield Odd(
        "same_id_other_content.json", delivery([two := fresh(), two | {"awsRegion": "eu-west-1"}]), loaded(2)
    )
    yield Odd("big_number.json", delivery([fresh(requestParameters={"n": 10**40})]), loaded(1))
    bad = text(fresh(userAgent="U")).replace(b'"U"', b'"\xff\xfe"')
    yield Odd("not_utf8.json", b'{"Records":[' + bad + b"]}", loaded(1))


def _other_kinds() -> Iterator[Odd]:
    yield Odd("insight.json", delivery([_insight(), _insight()]), ("set_apart", 2, 0, 0, 0, 2))
    network = fresh(eventType="AwsVpceEvents", eventCategory="NetworkActivity")
    yield Odd("network.json", delivery([network]), ("set_apart", 1, 0, 0, 0, 1))
    yield Odd("aggregated.json", delivery([_aggregate()]), ("set_apart", 1, 0, 0, 0, 1))
    yield Odd("mixed.json", delivery([_insight(), fresh()]), ("loaded", 2, 1, 0, 0, 1))
    yield Odd("digest.json.gz", gzip.compress(text(_digest())), loaded(0), "2 log files", "digest")
    yield Odd(
        "digest.json.gz.metadata.json",
        text({"Metadata": {"signature": "ab"}}),
        loaded(0),
        format="object_metadata",
    )
    yield Odd("digest_public_keys.json", text({"PublicKeyList": [{"Fingerprint": "f"}]}), loaded(0))
    yield Odd("__MACOSX/._x.json", b"\0\5\26\7", SKIPPED, "file system")
    yield Odd(".DS_Store", b"\0\0\0\1Bud1", SKIPPED, "file system")
    yield Odd("empty.json", b"", SKIPPED, "empty")
    yield Odd("blank.json", b"  \n ", SKIPPED, "")
    yield Odd("other.json", text({"hello": [1, 2]}), SKIPPED, "without CloudTrail records")
    yield Odd("plain.txt", b"hello there\n", SKIPPED, "neither JSON nor CSV")
    yield Odd(
        "flow.log",
        b"2 111122223333 eni-0a 10.0.0.1 10.0.0.2 443 5 6 1 1 1 1 ACCEPT OK\n",
        SKIPPED,
        "flow log",
    )
    yield Odd("access.log", b'1.2.3.4 - - [x] "GET / HTTP/1.1" 200\n', SKIPPED, "access log")
    s3 = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "x",
        "eventTime": "t",
        "eventName": "n",
        "s3": {},
    }
    yield Odd("notification.json", text({"Records": [s3]}), SKIPPED, "S3 event")
    # Found by the fuzzer: members named in bytes that are no UTF-8.
    digest = text(_digest()).replace(b'"logFiles"', b'"a\xff":1,"logFiles"')
    yield Odd("digest_not_utf8.json", digest, loaded(0), "2 log files", "digest")
    odd_names = text({"Records": [s3 | {"x": 1}]}).replace(b'"x":1', b'"a\x97":1')
    yield Odd("notification_not_utf8.json", odd_names, SKIPPED, "S3 event")
    yield Odd("bzip2.bz2", b"BZh91AY", SKIPPED, "bzip2")
    message = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "__substg1.0_0037001F".encode("utf-16-le")
    apart = ("set_apart", 0, 0, 0, 0, 0)
    yield Odd("saved.msg", message, apart, "Outlook")
    yield Odd("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, SKIPPED, "save the sheet as CSV")
    yield Odd("apple.emlx", b"79\nFrom: aws@example.com\nSubject: x\n\nbody", apart, "mail")
    yield Odd("box.mbox", b"From 1@xxx Thu\nX-T: 0\nFrom: a@b\nSubject: x\n\nbody", apart, "mail")
    yield Odd("mail.eml", b"From: aws@example.com\nSubject: x\n\nbody", ("set_apart", 0, 0, 0, 0, 0), "mail")


def _columns() -> Iterator[Odd]:
    yield Odd(
        "console.csv",
        _console_csv([_console_row(), _console_row("AccessDenied")]),
        loaded(2),
        format="event_history_csv",
    )
    yield Odd("console_bom.csv", b"\xef\xbb\xbf" + _console_csv([_console_row()], "\n"), loaded(1))
    yield Odd("console_semicolons.csv", _console_csv([_console_row()]).replace(b",", b";"), loaded(1))
    yield Odd("console_bad_row.csv", _console_csv([_console_row(), "a,b"]), ("loaded", 2, 1, 0, 1, 0))
    lake = b"# query 1\neventid,eventtime,eventname,eventsource,awsregion,recipientaccountid,useridentity\n"
    row = (
        f"{uuid.uuid4()},2026-03-01 00:00:00.000,CreateUser,iam.amazonaws.com,us-east-1,5.28758E+11,"
        '"{type=IAMUser, arn=a}"\n'
    )
    yield Odd("lake.csv", lake + row.encode(), loaded(1), format="lake_csv")
    sheet = _console_csv([_console_row().replace("CreateUser", "ユーザーの作成")]).decode()
    yield Odd("console_sjis.csv", sheet.encode("cp932"), loaded(1), "read as Shift_JIS", "event_history_csv")
    neither = _console_csv([_console_row()]) + b"\x81\xff\r\n"
    yield Odd("console_neither.csv", neither, ("loaded", 2, 1, 0, 1, 0), "replaced")
    shown = {"Event name": "CreateUser", "Event time": "2026-03-01T00:00:00Z", "Event ID": str(uuid.uuid4())}
    yield Odd("console.json", text([shown]), loaded(1), format="event_history_json")


def _archives() -> Iterator[Odd]:
    yield Odd(
        "two.zip",
        _zip({"a/b.json": delivery(some(2)), "c.json.gz": gzip.compress(delivery(some(1)))}),
        loaded(0),
        "2 members",
        "zip",
    )
    packed = gzip.compress(_zip({"a.json": delivery(some(1))}))
    yield Odd("zip.gz", packed, loaded(0), "1 member", "zip")
    whole = delivery(some(1))
    word = whole[:12] + b'"'.rjust(257 - 12) + b'ustar",' + whole[12:]
    assert word[257:262] == b"ustar"
    yield Odd("word_of_tar.json", word, ("loaded", 2, 1, 0, 1, 0), format="s3_delivery")
    yield Odd("two.tar.gz", _tar({"a.json": delivery(some(2))}), loaded(0), "1 member", "tar")
    sheets = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    yield Odd("sheet.xlsx", _zip(sheets), SKIPPED, "save the sheet as CSV")
    yield Odd("escape.zip", _zip({"../../etc/x.json": delivery(some(1))}), loaded(0), "1 member")
    yield Odd("link.zip", _zip({}, link="/etc/passwd"), loaded(0), "1 member")
    yield Odd("link.tar.gz", _tar({}, "passwd"), loaded(0), "1 member")
    yield Odd("nested.zip", _zip({"inner.zip": _zip({"a.json": delivery(some(1))})}), loaded(0), "1 member")
    yield Odd("damaged.zip", _zip({"a.json": delivery(some(1))})[:60], REJECTED, "zip")
    yield Odd("nameless.zip", _zip({"x": b"y"}).replace(b"x", b"\0"), loaded(0), "1 member")
    other_method = bytearray(_zip({"x.json": delivery(some(1))}))
    for header, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        place = other_method.index(header) + at
        other_method[place : place + 2] = (9).to_bytes(2, "little")
    yield Odd("deflate64.zip", bytes(other_method), loaded(0), "1 member")
    yield Odd("twice.json.gz", gzip.compress(gzip.compress(delivery(some(2)))), loaded(2), "", "s3_delivery")
    yield Odd("empty.zip", _zip({}), SKIPPED, "empty archive")
    yield Odd("long_name.zip", _zip({"x" * 3000 + ".json": delivery(some(1))}), loaded(0), "1 member")
    yield Odd("bomb.zip", _zip_bomb, loaded(0), "1 member")


@functools.cache
def corpus() -> tuple[Odd, ...]:
    """Every odd file, once a process."""
    makers = (_json_odd, _damaged, _record_odd, _other_kinds, _columns, _archives)
    return tuple(odd for make in makers for odd in make())
