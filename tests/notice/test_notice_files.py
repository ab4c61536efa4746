"""Notices as files of mail programs and as events: what each holds is read, and nothing else."""

from __future__ import annotations

import base64
import json
import struct
import time
from datetime import datetime

import pytest
import yaml

from kit.errors import UsageError
from kit.notice import parse

KEY, OTHER = "AKIABTX3GSDSQAAAAAAA", "AKIABTX3GSDSQBBBBBBB"
PLACE = "https://code.example.org/team/shop/raw/9b2/settings.ini"
SUBJECT = "ACTION REQUIRED: Your AWS Access Key is Exposed for AWS Account 111122223333"
BODY = f"""Dear customer,

The access key {KEY} of the IAM user "build-bot" in account 111122223333 is publicly available at:

{PLACE}

Support case ID: 17345678901
"""
HEADERS = f"""From: Amazon Web Services <no-reply-aws@amazon.com>
To: ops@example.org
Subject: {SUBJECT}
Date: Sun, 22 Mar 2026 01:02:03 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64
"""
MAIL = f"{HEADERS}\n{base64.encodebytes(BODY.encode()).decode()}".encode()
LIST = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"'
    b' "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict/></plist>\n'
)
SENT = datetime(2026, 3, 22, 1, 2, 3)


def plain(headers: str, body: str) -> bytes:
    return f"{headers}\n\n{body}".encode()


def assert_facts(facts, at: datetime = SENT) -> None:
    assert (facts.keys, facts.user, facts.account) == ((KEY,), "build-bot", "111122223333")
    assert (facts.exposed_url, facts.received_at, facts.kind) == (PLACE, at, "exposed")


@pytest.mark.parametrize("count", [len(MAIL), len(MAIL) + 40, 7])
def test_apple_mail_whatever_its_count_says(count):
    assert_facts(parse(f"{count}\n".encode() + MAIL + LIST))
    assert parse(f"{count}\n".encode() + MAIL.replace(b"\n", b"\r\n") + LIST).key == KEY


def test_an_apple_mail_without_an_address_names_no_place():
    body = f"The access key {KEY} has been found on the internet.\n"
    mail = plain("From: a@amazon.com\nSubject: Your key is exposed", body)
    facts = parse(f"{len(mail)}\n".encode() + mail + LIST)
    assert (facts.key, facts.exposed_url) == (KEY, "")


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_of_a_mailbox_the_notice_is_read(place, end):
    others = [
        plain("From: no-reply-aws@amazon.com\nSubject: Your invoice", "The bill is ready."),
        plain("From: friend@example.org\nSubject: lunch", f">From here on\nAKIA and {OTHER}"),
    ]
    box = b"".join(
        b"From x@example.org Sun Mar 22 00:00:00 2026\n" + mail + b"\n\n"
        for mail in [*others[:place], MAIL, *others[place:]]
    )
    assert_facts(parse(box.replace(b"\n", end)))


@pytest.mark.parametrize(
    "before",
    [b"> kept for the record\n", b"X broken line\n\n", "転送メモ: 至急\n".encode(), b"\n\n", b"\xef\xbb\xbf"],
)
def test_lines_before_headers(before):
    assert_facts(parse(before + MAIL))


def test_a_broken_line_between_headers():
    assert_facts(parse(MAIL.replace(b"Subject:", b"no header this\nSubject:")))


def test_text_that_a_person_wrote_above_is_read_too():
    facts = parse(f"Second one: {OTHER}\n\n".encode() + MAIL)
    assert facts.keys == (OTHER, KEY)


@pytest.mark.parametrize(
    ("sent", "zone", "at"),
    [
        ("送信日時: 2026年3月22日 10:02", "Asia/Tokyo", datetime(2026, 3, 22, 1, 2)),
        ("送信日時: 2026年3月22日日曜日 午後 1:02", "Asia/Tokyo", datetime(2026, 3, 22, 4, 2)),
        ("日付: 2026/03/22 10:02:03 JST", "UTC", SENT),
        ("Sent: Sunday, March 22, 2026 1:02 PM", "America/New_York", datetime(2026, 3, 22, 17, 2)),
        ("Date: Sun, 22 Mar 2026 10:02:03 +0900", "UTC", SENT),
        ("Sent: 03/04/2026 10:02", "UTC", None),
        ("Sent: Sunday, March 22, 2026 10:02 QQT", "UTC", None),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "cp932", "utf-16"])
def test_header_lines_of_copied_text(sent, zone, at, charset):
    text = f"差出人: AWS <no-reply-aws@amazon.com>\n{sent}\n宛先: ops@example.org\n件名: {SUBJECT}\n\n{BODY}"
    facts = parse(text.replace("\n", "\r\n").encode(charset), zone)
    assert_facts(facts, at)
    assert (facts.subject, facts.sender, facts.doubts) == (SUBJECT, "no-reply-aws@amazon.com", ())


def event() -> dict:
    return {
        "detail-type": "AWS Health Event",
        "source": "aws.health",
        "account": "111122223333",
        "time": "2026-03-22T01:02:03Z",
        "detail": {
            "service": "RISK",
            "eventTypeCode": "AWS_RISK_CREDENTIALS_EXPOSED",
            "startTime": "Sun, 22 Mar 2026 01:02:03 GMT",
            "eventDescription": [{"language": "en_US", "latestDescription": "A key of yours was found."}],
            "eventMetadata": {"publicKey": KEY, "userName": "build-bot", "exposedUrl": PLACE},
            "affectedEntities": [{"entityValue": KEY}],
        },
    }


def described() -> dict:
    """As the AWS CLI prints describe-event-details."""
    about = event()["detail"]
    return {
        "successfulSet": [
            {
                "event": {"eventTypeCode": about["eventTypeCode"], "startTime": 1774141323.0},
                "eventDescription": {"latestDescription": "A key of account 111122223333 was found."},
                "eventMetadata": about["eventMetadata"],
            }
        ],
        "failedSet": [],
    }


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(event()),
        json.dumps(event(), indent=4),
        json.dumps([{"source": "aws.health", "detail": {"eventTypeCode": "AWS_EC2_X"}}, event()]),
        json.dumps({"Type": "Notification", "Message": json.dumps(event())}),
        json.dumps(described()),
        yaml.safe_dump(described()),
        f"From: x@amazonaws.com\nSubject: AWS Notification Message\n\n{json.dumps(event())}\n\n--\nStop: https://x.example",
    ],
)
def test_health_events(text):
    facts = parse(text.encode())
    assert_facts(facts)
    assert facts.doubts == ()


def test_findings_of_other_services():
    known = {"CreatedAt": "2026-03-22T01:02:03Z"}
    details = {"AccessKeyDetails": {"AccessKeyId": KEY, "UserName": "build-bot"}}
    guard = known | {"AccountId": "111122223333", "Type": "UnauthorizedAccess:IAMUser/X", "Resource": details}
    resource = {"Type": "AwsIamAccessKey", "Details": {"AwsIamAccessKey": {"AccessKeyId": KEY}}}
    one = known | {"AwsAccountId": "111122223333", "Title": "Exposed access key", "Resources": [resource]}
    hub = {"Findings": [one]}
    for finding in (guard, hub):
        facts = parse(json.dumps(finding).encode())
        assert (facts.keys, facts.account, facts.received_at) == ((KEY,), "111122223333", SENT)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of one level, every stream in sectors of its own."""
    sectors, table, entries = [], [], []

    def put(data: bytes) -> int:
        start = len(sectors)
        parts = [data[at : at + 512].ljust(512, b"\0") for at in range(0, max(len(data), 1), 512)]
        sectors.extend(parts)
        table.extend([*range(start + 1, start + len(parts)), 0xFFFFFFFE])
        return start

    names = list(streams)
    for number, name in enumerate(names):
        data = streams[name].ljust(4096, b"\0")
        nxt = number + 2 if number + 1 < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 0xFFFFFFFF, nxt, 0xFFFFFFFF, put(data), len(streams[name])))
    mini = b"".join(entries)
    directory = put(_entry("Root Entry", 5, 0xFFFFFFFF, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0) + mini)
    fat = len(sectors)
    table.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))))
    # The cut between large and small streams is 0: nothing lies in the small ones' stream.
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 0, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", fat, *[0xFFFFFFFF] * 108)
    return head + b"".join(sectors)


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    return (
        words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words) + 2, kind, 1, left, right, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip


def test_outlooks_own_form():
    ticks = int((SENT - datetime(1601, 1, 1)).total_seconds()) * 10_000_000
    streams = {
        "__substg1.0_0037001F": SUBJECT.encode("utf-16-le"),
        "__substg1.0_5D01001F": "no-reply-aws@amazon.com".encode("utf-16-le"),
        "__substg1.0_1000001F": BODY.replace("\n", "\r\n").encode("utf-16-le"),
        "__properties_version1.0": bytes(32) + struct.pack("<IIQ", 0x00390040, 6, ticks),
    }
    facts = parse(compound(streams))
    assert_facts(facts)
    assert (facts.sender, facts.doubts) == ("no-reply-aws@amazon.com", ())
    page = f"<p>{BODY.replace(PLACE, f'<a href={chr(34)}{PLACE}{chr(34)}>here</a>')}</p>"
    only_html = streams | {"__substg1.0_10130102": page.encode("cp932")}
    del only_html["__substg1.0_1000001F"]
    assert_facts(parse(compound(only_html)))


@pytest.mark.parametrize("cut", [30, 600, 2000])
def test_a_broken_or_other_compound_file_is_one_clear_line(cut):
    with pytest.raises(UsageError, match=r"save the mail as \.eml"):
        parse(compound({"WordDocument": b"words"})[:cut])


def test_empty_lines_and_quotes_end_soon():
    for blank in ("\n", "\r\n", " \n", ">\n", "　\n"):
        began = time.process_time()
        facts = parse(
            f"Subject: x\n\nDear IAM user\n{blank * 40_000}account\n{blank * 40_000}{BODY}".encode()
        )
        assert facts.key == KEY
        assert time.process_time() - began < 2
