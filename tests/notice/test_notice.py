"""AWS's mail in the shapes it arrives in: any charset, HTML only, forwarded, half broken, hostile."""

from __future__ import annotations

import time
from datetime import datetime
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from kit.errors import UsageError
from kit.notice import parse

KEY = "AKIABTX3GSDSQAAAAAAA"
ENGLISH = f"""Dear AWS Customer,

Your AWS Access Key {KEY}, belonging to IAM user "build-bot", and the corresponding Secret Key are publicly
available online at https://github.com/example-org/shop/blob/4f1c/config.env .
To protect your account we have limited some actions. See https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html
and answer support case 17345678901 in https://console.aws.amazon.com/support/home .
"""
JAPANESE = f"""お客様各位

お客様の AWS アカウント 111122223333 の IAM ユーザー「build-bot」のアクセスキー {KEY} が
次の場所で公開されていることを検出しました。
https://github.com/example-org/shop/blob/4f1c/config.env
ケース ID 17345678901 にご返信ください。
"""


def mail(body: str, subject: str, *, charset: str = "utf-8", subtype: str = "plain") -> bytes:
    part = MIMEText(body, subtype, charset)
    part["Subject"] = subject
    part["From"] = "no-reply@example.com"
    part["Date"] = "Sun, 22 Mar 2026 10:02:03 +0900"
    return part.as_bytes()


def assert_facts(facts) -> None:
    assert facts.key == KEY
    assert facts.user == "build-bot"
    assert facts.account == "111122223333"
    assert facts.exposed_url == "https://github.com/example-org/shop/blob/4f1c/config.env"
    assert facts.support_case == "17345678901"
    assert facts.kind == "exposed"


@pytest.mark.parametrize("charset", ["us-ascii", "utf-8", "iso-8859-1"])
def test_english_mail(charset):
    facts = parse(
        mail(
            ENGLISH,
            "ACTION REQUIRED: Your AWS Access Key is Exposed for AWS Account 111122223333",
            charset=charset,
        )
    )
    assert_facts(facts)
    assert facts.language == "en"
    assert facts.received_at == datetime(2026, 3, 22, 1, 2, 3)


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp"])
def test_japanese_mail(charset):
    facts = parse(mail(JAPANESE, "【要対応】AWS アクセスキーの公開について", charset=charset))
    assert_facts(facts)
    assert facts.language == "ja"
    assert facts.subject == "【要対応】AWS アクセスキーの公開について"


def test_unlabelled_iso_2022_jp():
    raw = b"Subject: notice\r\n\r\n" + JAPANESE.encode("iso-2022-jp")
    assert_facts(parse(raw))


def test_full_width_digits_and_letters():
    wide = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
    text = f"アカウント ID： {'111122223333'.translate(wide)} アクセスキー {KEY.translate(wide)} が公開"
    facts = parse(mail(text, "通知"))
    assert (facts.key, facts.account) == (KEY, "111122223333")


def test_html_only_quoted_printable_link_in_href():
    body = (
        f"<html><head><style>p{{}}</style></head><body><p>Your AWS Access Key <b>{KEY}</b></p>"
        "<p>IAM user: <b>build-bot</b></p><p>AWS account ID: 111122223333</p>"
        '<p>It was found <a href="https://github.com/example-org/shop/blob/4f1c/config.env">here</a>.</p>'
        "<p>Case ID: 17345678901</p></body></html>"
    )
    message = EmailMessage()
    message["Subject"] = "Your AWS Access Key is Exposed"
    message.set_content(body, subtype="html", cte="quoted-printable")
    assert_facts(parse(message.as_bytes()))


def test_plain_part_wins_over_html():
    message = EmailMessage()
    message["Subject"] = "Your AWS Access Key is Exposed for AWS Account 111122223333"
    message.set_content(ENGLISH)
    message.add_alternative("<p>AKIAZZZZZZZZZZZZZZZZ</p>", subtype="html")
    assert parse(message.as_bytes()).keys == (KEY,)


def test_forwarded_as_attachment_keeps_the_inner_subject_and_date():
    inner = EmailMessage()
    inner["Subject"] = "Your AWS account 111122223333 is compromised"
    inner["Date"] = "Sat, 21 Mar 2026 00:00:00 +0000"
    inner.set_content(ENGLISH)
    outer = EmailMessage()
    outer["Subject"] = "Fwd: please look"
    outer["Date"] = "Mon, 23 Mar 2026 09:00:00 +0900"
    outer.set_content("see attached")
    outer.add_attachment(inner)
    facts = parse(outer.as_bytes())
    assert facts.subject == "Your AWS account 111122223333 is compromised"
    assert facts.kind == "compromised"
    assert facts.received_at == datetime(2026, 3, 21)
    assert facts.key == KEY


def test_forwarded_inline():
    text = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: AWS\nDate: Sat, 21 Mar 2026 00:00:00 +0000\n"
        "Subject: Irregular activity detected for your AWS access key\n\n" + ENGLISH
    )
    facts = parse(mail(text, "転送: 至急"))
    assert facts.subject == "Irregular activity detected for your AWS access key"
    assert facts.kind == "irregular"
    assert facts.received_at == datetime(2026, 3, 21)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("ACTION REQUIRED: Your AWS Access Key is Exposed for AWS Account 111122223333", "exposed"),
        ("Action Required: Your AWS account 111122223333 is compromised", "compromised"),
        ("Irregular activity in your AWS account: 111122223333", "irregular"),
        ("Unexpected activity detected on your account", "unexpected"),
        ("Your AWS Abuse Report [123] [AWS ID 111122223333]", "abuse"),
        ("アクセスキーが漏洩しています", "exposed"),
        ("AWS アクセスキーで不審なアクティビティを検出しました", "irregular"),
        ("アカウントで予期しないアクティビティを検出", "unexpected"),
        ("お客様のアカウントが侵害された可能性があります", "compromised"),
        ("Minutes of Monday", "unknown"),
    ],
)
def test_kinds_by_subject(subject, kind):
    facts = parse(mail("please read", subject))
    assert facts.kind == kind
    if "111122223333" in subject:
        assert facts.account == "111122223333"


def test_a_notice_may_name_no_key():
    facts = parse(mail("We found suspicious resources in AWS account 111122223333.", "Unexpected activity"))
    assert (facts.key, facts.user, facts.exposed_url) == ("", "", "")
    assert "key" not in facts.to_case()
    assert facts.to_case()["account"] == "111122223333"


def test_account_from_the_key_id_when_the_mail_names_none():
    assert parse(mail(f"access key {KEY}", "x")).account == "111122223333"


@pytest.mark.parametrize(
    "phrase", ["the IAM user and its keys", "your IAM user is limited", "IAM user guide"]
)
def test_a_sentence_about_users_names_none(phrase):
    assert parse(mail(f"Check {phrase}.", "x")).user == ""


@pytest.mark.parametrize(
    ("phrase", "user"),
    [
        ("User name: deploy+ci@example.com", "deploy+ci@example.com"),
        ("IAM user 'a.b-c'", "a.b-c"),
        ("arn:aws:iam::111122223333:user/team/x/ops_1", "ops_1"),
        ("belonging to IAM user ops.", "ops"),
        ("ユーザー名: ops-1", "ops-1"),
        ("IAM ユーザー ops-1 の", "ops-1"),
    ],
)
def test_user_names(phrase, user):
    assert parse(mail(phrase, "x")).user == user


def test_a_bucket_address_is_where_it_was_found_not_awss_own_link():
    text = f"Key {KEY} is exposed at https://some-bucket.s3.ap-northeast-1.amazonaws.com/app.env"
    assert parse(mail(text, "x")).exposed_url == "https://some-bucket.s3.ap-northeast-1.amazonaws.com/app.env"


def test_awss_own_links_are_not_where_it_was_found():
    assert parse(mail(f"Key {KEY}: see https://aws.amazon.com/support", "x")).exposed_url == ""


def test_control_characters_and_bidi_marks_do_not_pass():
    facts = parse(mail(f"key {KEY} IAM user: bad‮name\x1b[31m", "Exposed\x07 access key"))
    assert (facts.user, facts.subject) == ("badname", "Exposed access key")


def test_hash_is_of_the_files_bytes(tmp_path):
    import hashlib

    raw = mail(ENGLISH, "x")
    (tmp_path / "mail.eml").write_bytes(raw)
    assert parse(tmp_path / "mail.eml").mail_sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize("raw", [b"", b"   \r\n", b"\x00" * 40])
def test_nothing_in_it(raw):
    with pytest.raises(UsageError, match=r"notice|mail"):
        parse(raw)


def test_missing_file(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        parse(tmp_path / "none.eml")


def test_too_big():
    with pytest.raises(UsageError, match="larger"):
        parse(b"x" * 20_000_001)


def test_deep_nesting_and_slow_patterns_end_soon():
    part = MIMEText("IAM user: " * 50_000 + "<" * 50_000 + "account " * 50_000, "html", "utf-8")
    for _ in range(60):
        outer = MIMEMultipart()
        outer.attach(part)
        part = outer
    began = time.process_time()
    parse(part.as_bytes())
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("=?utf-8?B?!!!!?=", ""),
        ("=?no-such-charset?Q?x?=", "=?no-such-charset?Q?x?="),
        ("=?utf-8?Q?=FF=FE?=", "=?utf-8?Q?=FF=FE?="),
    ],
)
def test_broken_headers_and_bodies_are_read_as_far_as_they_go(header, said):
    raw = (
        f"Subject: {header}\nContent-Type: text/plain; charset=nonsense\n"
        f"Content-Transfer-Encoding: base64\n\n%%%\n\nAKIA {KEY}"
    ).encode()
    facts = parse(raw)
    assert facts.keys == (KEY,)
    assert facts.subject == said
