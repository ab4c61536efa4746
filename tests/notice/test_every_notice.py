"""Each kind of notice in each language in each container: every field that it has is read, and no other."""

from __future__ import annotations

import base64
import json
import struct

import mailroom
import pytest
from mailroom import ACCOUNT, CASE, CONTAINERS, KEY, PLACE, SENT, USER
from test_notice_files import compound

from kit.errors import UsageError
from kit.notice import parse

NOTICES = mailroom.notices()
EXPOSED = NOTICES[0]


def assert_whole(facts, words=EXPOSED, at=SENT, **other) -> None:
    wanted = {
        "keys": (KEY,),
        "users": (USER,),
        "account": ACCOUNT,
        "exposed_urls": (PLACE,) if words.place else (),
        "support_case": CASE,
        "kind": words.kind,
        "language": words.language,
        "received_at": at,
        "masked_keys": (),
        "doubts": (),
    } | other
    assert {name: getattr(facts, name) for name in wanted} == wanted


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("words", NOTICES, ids=lambda words: f"{words.kind}-{words.language}")
def test_every_kind_in_every_container(words, container):
    facts = parse(CONTAINERS[container](words), "Asia/Tokyo")
    assert_whole(facts, words, mailroom.sent(container))
    if container not in mailroom.UNDATED:
        assert (facts.subject, facts.sender) == (words.subject, "no-reply-aws@amazon.com")


@pytest.mark.parametrize("words", NOTICES, ids=lambda words: f"{words.kind}-{words.language}")
def test_outlooks_own_form_alone_and_in_a_mail(words):
    streams = {
        "__substg1.0_0037001F": words.subject.encode("utf-16-le"),
        "__substg1.0_5D01001F": "no-reply-aws@amazon.com".encode("utf-16-le"),
        "__substg1.0_1000001F": words.text.replace("\n", "\r\n").encode("utf-16-le"),
        "__properties_version1.0": bytes(32) + struct.pack("<IIQ", 0x00390040, 6, mailroom.ticks()),
    }
    assert_whole(parse(compound(streams)), words)
    outer = mailroom.by("tanaka@customer.example", "AWS", "添付")
    outer.add_attachment(
        compound(streams), maintype="application", subtype="vnd.ms-outlook", filename="aws.msg"
    )
    assert_whole(parse(outer.as_bytes()), words)


def html_mail(body: str) -> bytes:
    mail = mailroom.plain(EXPOSED)
    mail.set_content(body, subtype="html")
    return mail.as_bytes()


def test_a_key_id_in_two_colours_is_one_word():
    body = (
        f"<p>AWS account {ACCOUNT}</p>"
        f"<p>key <b>{KEY[:4]}</b><span style='x'>{KEY[4:12]}</span><wbr>{KEY[12:]}"
        f" of IAM user <i>{USER}</i> is publicly available at <a href={PLACE}>here</a>. Case ID: {CASE}</p>"
    )
    assert_whole(parse(html_mail(body)))


def test_a_table_of_keys_and_places_has_them_all():
    other, second = "AKIABTX3GSDSQSECONDQ", "https://paste.example.org/raw/77"
    rows = "".join(
        f"<tr><td>{key}</td><td><a href='{place}'>link</a></td></tr>"
        for key, place in ((KEY, PLACE), (other, second))
    )
    facts = parse(html_mail(f"<table>{rows}</table><p>IAM user: {USER}, account {ACCOUNT}, Case ID: {CASE}"))
    assert_whole(facts, keys=(KEY, other), exposed_urls=(PLACE, second))
    assert facts.to_case()["exposed_urls"] == f"{PLACE} {second}"


def test_plain_text_that_only_asks_for_html_hides_nothing():
    mail = mailroom.plain(EXPOSED)
    mail.set_content("Please view this message in a program that shows HTML.")
    page = mailroom.page(EXPOSED, mailroom.safelinks).get_content()
    mail.add_alternative(page, subtype="html")
    assert_whole(parse(mail.as_bytes()))


def test_links_that_somebody_made_harmless():
    text = EXPOSED.text.replace("https://code.example.org", "hxxps://code[.]example[.]org")
    assert_whole(parse(mailroom.by("soc@provider.example", "x", text).as_bytes()), at=mailroom.PASSED_ON,
                 doubts=("sender",))  # fmt: skip


def test_flowed_text_is_joined_within_a_link():
    head = (
        f"From: {mailroom.AWS}\nSubject: {EXPOSED.subject}\nDate: Sun, 22 Mar 2026 01:02:03 +0000\n"
        "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n"
    )
    text = EXPOSED.text.replace(PLACE, f"{PLACE[:45]} \n{PLACE[45:]}").replace(KEY, f"{KEY[:9]} \n{KEY[9:]}")
    assert_whole(parse((head + text).encode()))


def test_a_mail_attached_in_base64():
    inner = base64.encodebytes(mailroom.plain(EXPOSED).as_bytes())
    raw = (
        b"From: tanaka@customer.example\nSubject: FW\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nsee\n\n--B\n"
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner + b"\n--B--\n"
    )
    assert_whole(parse(raw))


def test_a_mail_that_was_cut_off_keeps_what_it_has():
    raw = mailroom.plain(EXPOSED, cte="base64").as_bytes()
    facts = parse(raw[: raw.index(b"\n\n") + 420])
    assert (facts.key, facts.user, facts.account, facts.support_case) == (KEY, USER, ACCOUNT, "")


HEALTH = {
    "detail-type": "AWS Health Event",
    "source": "aws.health",
    "account": ACCOUNT,
    "time": "2026-03-22T01:02:03Z",
    "detail": {
        "service": "RISK",
        "eventTypeCode": "AWS_RISK_CREDENTIALS_EXPOSED",
        "startTime": "Sun, 22 Mar 2026 01:02:03 GMT",
        "eventDescription": [{"latestDescription": f"A key was found. Answer support case {CASE}."}],
        "eventMetadata": {"accountId": ACCOUNT, "publicKey": KEY, "userName": USER, "exposedUrl": PLACE},
        "affectedEntities": [{"entityValue": KEY}],
    },
}


def test_an_event_attached_as_json():
    mail = mailroom.by("AWS Notifications <no-reply@sns.amazonaws.com>", "Health", "attached")
    mail.add_attachment(
        json.dumps(HEALTH).encode(), maintype="application", subtype="json", filename="event.json"
    )
    assert_whole(parse(mail.as_bytes()), language=mailroom.notices()[0].language)


def test_every_event_of_a_list_is_read():
    second = json.loads(json.dumps(HEALTH).replace(KEY, "AKIABTX3GSDSQSECONDQ").replace(PLACE, PLACE + "&b"))
    facts = parse(json.dumps([HEALTH, second]).encode())
    assert_whole(facts, keys=(KEY, "AKIABTX3GSDSQSECONDQ"), exposed_urls=(PLACE, PLACE + "&b"))


def test_findings_of_guardduty_and_security_hub():
    at = "2026-03-22T01:02:03Z"
    guard = {
        "detail-type": "GuardDuty Finding",
        "account": ACCOUNT,
        "detail": {
            "accountId": ACCOUNT,
            "type": "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
            "title": "API ListBuckets was invoked from a known malicious IP address.",
            "createdAt": at,
            "resource": {"accessKeyDetails": {"accessKeyId": KEY, "userType": "IAMUser", "userName": USER}},
        },
    }
    about = {"PrincipalName": USER, "PrincipalType": "IAMUser", "AccessKeyId": KEY}
    hub = {
        "AwsAccountId": ACCOUNT,
        "CreatedAt": at,
        "Types": ["Effects/Data Exposure"],
        "Title": "Exposed access key",
        "Resources": [{"Type": "AwsIamAccessKey", "Details": {"AwsIamAccessKey": about}}],
    }
    open_schema = {
        "class_name": "Detection Finding",
        "cloud": {"account": {"uid": ACCOUNT}, "provider": "AWS"},
        "finding_info": {"title": "Exposed access key", "created_time_dt": at, "desc": "found"},
        "evidences": [{"actor": {"user": {"name": USER, "credential_uid": KEY}}}],
    }
    for finding, kind in ((guard, "irregular"), ({"Findings": [hub]}, "exposed"), (open_schema, "exposed")):
        for raw in (json.dumps(finding).encode(), json.dumps(finding, indent=1).encode("utf-16")):
            assert_whole(parse(raw), kind=kind, exposed_urls=(), support_case="", language="en")


FAKES = {
    "a sender that plays AWS's": (
        mailroom.fake(EXPOSED, sender="AWS <no-reply-aws@amazon.com.verify.example>"), b"", ("sender",)
    ),
    "a sender with a foreign letter": (
        mailroom.fake(EXPOSED, sender="AWS <no-reply-aws@HERE>"), "аmazon.com".encode(), ("sender",)
    ),
    "answers go elsewhere": (
        mailroom.fake(EXPOSED, sender=f"{mailroom.AWS}\nReply-To: aws-help@mail.example"), b"", ("reply",)
    ),
    "another account's key": (
        mailroom.fake(EXPOSED, subject="Exposed key", text=EXPOSED.text.replace(ACCOUNT, "444455556666")),
        b"", ("account",),
    ),
    "not signed": (
        mailroom.fake(EXPOSED, sender=f"{mailroom.AWS}\nAuthentication-Results: mx; dmarc=fail"),
        b"", ("dmarc",),
    ),
    "a host that plays AWS's": (
        mailroom.fake(NOTICES[1], text=NOTICES[1].text.replace("docs.aws.amazon.com", "docs.aws.example")),
        b"", ("lookalike",),
    ),
    "AWS's host before an @": (
        mailroom.fake(
            NOTICES[1], text=NOTICES[1].text.replace("aws.amazon.com", "aws.amazon.com@evil.example")
        ),
        b"", ("lookalike",),
    ),
    "a link that shows AWS's": (
        mailroom.fake(NOTICES[1], text=f"key {KEY}: https://console.aws.amazon.com/iam <https://evil.example/x>"),
        b"", ("links",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAKES)
def test_fakes_are_warned_about(name):
    words, foreign, doubts = FAKES[name]
    head = f"From: {words.sender}\nSubject: {words.subject}\n\n{words.text}"
    facts = parse(head.encode().replace(b"HERE", foreign))
    assert (facts.doubts, facts.key) == (doubts, KEY)
    assert "evil" not in facts.exposed_url
    if name == "not signed":
        assert facts.exposed_url == ""


def test_a_link_of_html_that_shows_awss_address_and_leads_elsewhere():
    facts = parse(
        html_mail(f"<p>key {KEY}</p><a href='https://evil.example/x'>https://console.aws.amazon.com/</a>")
    )
    assert (facts.doubts, facts.exposed_urls, facts.strange_hosts) == (("links",), (), ("evil.example",))


def test_an_event_in_a_mail_of_somebody_else_is_in_doubt():
    assert parse(mailroom.by("x@evil.example", "AWS Health", json.dumps(HEALTH)).as_bytes()).doubts == (
        "sender",
    )


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("AKIA-****-****-ROOM", "AKIA...ROOM"),
        ("A***************ROOM", "A...ROOM"),
        ("AKIA############ROOM", "AKIA...ROOM"),
        (r"AKIA\*\*\*\*ROOM", "AKIA...ROOM"),
        ("AKIA(masked)ROOM", "AKIA...ROOM"),
        ("AKIABTX3XXXXXXXXXXXX", "AKIABTX3..."),
        ("key ending in ROOM", "...ROOM"),
        ("アクセスキー末尾 ROOM", "...ROOM"),
        ("アクセスキーの下4桁は「ROOM」", "...ROOM"),
        ("AKIAXXXXXXXXXXXXXXXX", None),
    ],
)  # fmt: skip
def test_masked_keys_keep_what_is_known(shown, known):
    text = f"From: {mailroom.AWS}\nSubject: x\n\nof account (****-****-3333): {shown} at {PLACE}\n"
    facts = parse(text.encode())
    assert (facts.keys, facts.masked_keys) == ((), (known,) if known else ())


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7\n%\xe2\xe3\n", b"PK\x03\x04" + bytes(60), b"\x1f\x8b\x08" + bytes(9)]
)
def test_a_file_that_is_no_mail_is_one_clear_line(raw):
    with pytest.raises(UsageError, match=r"save the mail as \.eml") as raised:
        parse(raw)
    assert "\n" not in str(raised.value)
