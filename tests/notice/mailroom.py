"""The containers that notices come in: what a mail program, a gateway or a colleague makes of them."""

from __future__ import annotations

import base64
import html
import quopri
import textwrap
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import yaml

KEY, USER, ACCOUNT, CASE = "AKIABTX3GSDSQMAILROM", "nightly.sync", "111122223333", "17345678901"
PLACE = "https://code.example.org/shop-team/billing/blob/9b2c/ops/settings.py?raw=1&line=7"
SENT = datetime(2026, 3, 22, 1, 2, 3)
PASSED_ON = datetime(2026, 3, 23, 0, 15)  # when a colleague wrote
AWS = "Amazon Web Services, Inc. <no-reply-aws@amazon.com>"


@dataclass(frozen=True)
class Words:
    """One notice; `place` says whether it names where the key was found."""

    kind: str
    language: str
    subject: str
    text: str
    place: bool = True
    sender: str = AWS


def notices() -> list[Words]:
    """The four subjects of AWS's mails in both languages, from notices.yml."""
    given = yaml.safe_load(Path(__file__).with_name("notices.yml").read_text(encoding="utf-8"))
    filled = {"key": KEY, "user": USER, "account": ACCOUNT, "place": PLACE, "case": CASE}
    return [
        Words(
            each["kind"],
            each["language"],
            each["subject"].format(**filled),
            each["text"].format(**filled),
            each["place"],
        )
        for each in given
    ]


def plain(words: Words, **options: str) -> EmailMessage:
    """The mail as AWS sends it."""
    mail = EmailMessage()
    mail["From"] = words.sender
    mail["To"] = "ops@customer.example"
    mail["Subject"] = words.subject
    mail["Date"] = "Sun, 22 Mar 2026 01:02:03 +0000"
    mail["Message-ID"] = "<1@amazon.com>"
    mail.set_content(words.text, **options)
    return mail


def page(words: Words, wrapped) -> EmailMessage:
    """HTML alone, the links behind words and rewritten by a gateway."""
    text = html.escape(words.text)
    for link in sorted({each for each in words.text.split() if each.startswith("https://")}, key=len):
        shown = html.escape(link)
        text = text.replace(
            shown, f'<a class="x" href="{html.escape(wrapped(link))}" target=_blank>{shown[:30]}…</a>'
        )
    body = "".join(f"<div>{line or '&nbsp;'}</div>" for line in text.split("\n"))
    mail = plain(words)
    whole = f"<html><head><style>a{{color:red}}</style></head><body>{body}</body></html>"
    mail.set_content(whole, subtype="html", cte="quoted-printable")
    return mail


def safelinks(link: str) -> str:
    """As Microsoft's gateway writes it."""
    held = quote(link, safe="")
    return f"https://jpn01.safelinks.protection.outlook.com/?url={held}&data=05%7C02%7Cops&reserved=0"


def proofpoint_2(link: str) -> str:
    """As Proofpoint's second form."""
    held = quote(link, safe=":/?&=").replace("-", "-2D").replace("_", "-5F").replace("%", "-")
    for mark in ":?&=":
        held = held.replace(mark, f"-{ord(mark):02X}")
    return f"https://urldefense.proofpoint.com/v2/url?u={held.replace('/', '_')}&d=DwMFaQ&c=x&r=y&m=z&s=q&e="


def proofpoint_3(link: str) -> str:
    """As Proofpoint's third form: `?`, `&` and `=` held apart."""
    held = "".join(mark for mark in link if mark in "?&=#%")
    shown = "".join("*" if mark in "?&=#%" else mark for mark in link)
    kept = base64.urlsafe_b64encode(held.encode()).decode().rstrip("=")
    return f"https://urldefense.com/v3/__{shown}__;{kept}!!AbC-d_9!Ef$"


def gmail_forward(words: Words, body: str) -> str:
    """The lines that Gmail puts above what it forwards."""
    return (
        f"---------- Forwarded message ---------\nFrom: {words.sender}\nDate: Sun, Mar 22, 2026 at 10:02 AM\n"
        f"Subject: {words.subject}\nTo: <ops@customer.example>\n\n\n{body}"
    )


def outlook_forward(words: Words, body: str) -> str:
    """The lines that a Japanese Outlook puts above what it forwards."""
    return (
        f"-----Original Message-----\n差出人: {words.sender}\n送信日時: 2026年3月22日 10:02\n"
        f"宛先: ops@customer.example\n件名: {words.subject}\n\n{body}"
    )


def by(sender: str, subject: str, body: str, **options: str) -> EmailMessage:
    """A mail of somebody of the customer's or the provider's."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "soc@provider.example"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 23 Mar 2026 09:15:00 +0900"
    mail.set_content(body, **options)
    return mail


def twice(words: Words) -> bytes:
    """Forwarded inline by two people, the second time with every line quoted."""
    once = "Please look.\n\n" + outlook_forward(words, words.text)
    again = (
        "二次受けのみなさま、至急お願いします。\n\n-------- Forwarded Message --------\n"
        f"Subject: FW: {words.subject}\nDate: Sun, 22 Mar 2026 11:30:00 +0900\n"
        f"From: tanaka@customer.example\nTo: soc@provider.example\n\n" + once
    )
    quoted = "\n".join(f"> {line}".rstrip() for line in again.split("\n"))
    return by("suzuki@provider.example", f"Fwd: FW: {words.subject}", quoted).as_bytes()


def attached(words: Words) -> bytes:
    """Forwarded as an attachment, in a mail that is itself one."""
    inner = by("tanaka@customer.example", "転送: AWS からの連絡", "添付のとおりです。")
    inner.add_attachment(plain(words))
    outer = by("suzuki@provider.example", "Fwd: 転送: AWS からの連絡", "see attached")
    outer.add_attachment(inner)
    return outer.as_bytes()


def attached_as_file(words: Words) -> bytes:
    """The mail as a file that the mail program does not know for one."""
    outer = by("tanaka@customer.example", "AWS からの連絡", "添付を見てください。")
    outer.add_attachment(
        plain(words).as_bytes(policy=SMTP), maintype="application", subtype="octet-stream", filename="aws.eml"
    )
    return outer.as_bytes()


def mailbox(words: Words) -> bytes:
    """Among other mails of a mailbox, AWS's own newsletters and the customer's reply too."""
    others = [
        by("no-reply@marketing.aws.example", "AWS News", "Read https://aws.amazon.com/news"),
        by("Amazon Web Services <no-reply-aws@amazon.com>", "Amazon Web Services Billing Statement Available",
           f"Your bill of account {ACCOUNT} is ready."),
        plain(words),
        by("tanaka@customer.example", f"Re: {words.subject}", textwrap.indent(words.text, "> ")),
        by("friend@example.org", "lunch", ">From here we go.\nFrom there too."),
    ]  # fmt: skip
    return b"".join(
        b"From MAILER@x.example Sun Mar 22 01:0%d:00 2026\n" % number
        + mail.as_bytes().replace(b"\nFrom there", b"\n>From there") + b"\n"
        for number, mail in enumerate(others)
    )  # fmt: skip


def emlx(words: Words) -> bytes:
    """As Apple Mail keeps it, the body in base64."""
    raw = plain(words, cte="base64").as_bytes()
    tail = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"'
        b' "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict/></plist>\n'
    )
    return f"{len(raw)}        \n".encode() + raw + tail


def iso_2022_jp(words: Words) -> bytes:
    """In the charset of older Japanese mail, subject and all, folded at 60."""
    mail = plain(words)
    mail.set_content(words.text.replace("…", "..."), charset="iso-2022-jp", cte="7bit")
    return mail.as_bytes()


def quoted_printable(words: Words) -> bytes:
    """Long lines broken by `=`, in the middle of links and key ids."""
    long = words.text.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")
    head = plain(words).as_bytes().split(b"\n\n", 1)[0]
    head = b"\n".join(line for line in head.split(b"\n") if not line.lower().startswith(b"content-"))
    body = quopri.encodestring(long.encode(), quotetabs=False)
    return (
        head
        + b"\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        + body
    )


def pasted(words: Words) -> bytes:
    """Copied out of Outlook into a text file with Windows line ends, in the charset of a Japanese Windows."""
    return outlook_forward(words, words.text).replace("\n", "\r\n").encode("cp932", "replace")


def ticket(words: Words) -> bytes:
    """Copied into a ticket: no header line, two sentences above."""
    text = textwrap.indent(words.text, "    ")
    return f"お客様から電話あり。\n以下メール本文\n{words.subject}\n{text}".encode()


CONTAINERS = {
    "plain": lambda words: plain(words).as_bytes(policy=SMTP),
    "emlx": emlx,
    "mbox": mailbox,
    "iso-2022-jp": iso_2022_jp,
    "quoted-printable": quoted_printable,
    "safelinks": lambda words: page(words, safelinks).as_bytes(),
    "proofpoint-2": lambda words: page(words, proofpoint_2).as_bytes(),
    "proofpoint-3": lambda words: page(words, proofpoint_3).as_bytes(),
    "gmail-forward": lambda words: by(
        "tanaka@customer.example", f"Fwd: {words.subject}", "FYI\n\n" + gmail_forward(words, words.text)
    ).as_bytes(),
    "forwarded-twice": twice,
    "attached-twice": attached,
    "attached-as-file": attached_as_file,
    "pasted": pasted,
    "ticket": ticket,
}
# Without a zone in its lines, or without a time at all.
LOCAL = {"gmail-forward", "forwarded-twice", "pasted"}
UNDATED = {"ticket"}


def sent(container: str) -> datetime | None:
    """When the notice was sent, as far as this container tells, read in Japan."""
    if container in UNDATED:
        return None
    return SENT.replace(second=0) if container in LOCAL else SENT


def ticks(at: datetime = SENT) -> int:
    """As Windows counts time."""
    return int((at.replace(tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)) * 10


def fake(words: Words, **changes: str) -> Words:
    """The same notice by somebody else."""
    return replace(words, **changes)
