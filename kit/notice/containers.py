"""From the bytes of a file to the mails in it: .eml, .emlx, mbox, Outlook's .msg, pasted text in any charset.

What a file is, its bytes tell, never its name. Lines that stand before or between headers and are none are
taken off them and kept as text.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message

from kit.notice import outlook

_SEPARATOR = re.compile(rb"(?m)(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{3,200}\r?\n(?=[!-9;-~]{1,60}:)")
_COUNT = re.compile(rb"\s{0,8}\d{1,10}[ \t]*\r?\n(?=[!-9;-~]{1,60}:)")
_LIST = re.compile(rb"(?:<\?xml[^>]{0,200}>\s{0,8})?<!DOCTYPE plist|<\?xml[^>]{0,200}>\s{0,8}<plist|bplist00")
_HEADER = re.compile(rb"[!-9;-~]{1,76}:")
_KNOWN = re.compile(
    rb"(?i)(return-path|received(-spf)?|from|to|cc|subject|date|sent|message-id|mime-version"
    rb"|content-[a-z-]{2,30}"
    rb"|delivered-to|reply-to|authentication-results|dkim-signature|arc-[a-z-]{2,30}|x-[a-z0-9-]{1,60})"
    rb"[ \t]?:"
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NO_MAIL = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP file or a document of Office"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_HEAD = 64_000  # bytes in which the headers of a mail begin
_MAILS = 20_000  # of one mailbox


def mails(raw: bytes) -> Iterator[tuple[Message, str]]:
    """Each mail of the file with the lines that stood before its headers; a text without headers is a mail
    of body alone. ValueError, with what to do, for a file of Outlook that holds no text."""
    if outlook.is_compound(raw):
        yield outlook.mail(raw), ""
        return
    if named := next((name for sign, name in _NO_MAIL if raw.startswith(sign)), ""):
        raise ValueError(f"is {named}, no mail; save the mail as .eml, or copy its text into a .txt file")
    raw = _unmarked(raw)
    starts = list(_SEPARATOR.finditer(raw))
    if starts and not raw[: starts[0].start()].strip():
        ends = [match.start() for match in starts[1:]] + [len(raw)]
        for match, end in list(zip(starts, ends, strict=True))[:_MAILS]:
            part = re.sub(rb"(?m)^>(>*From )", rb"\1", raw[match.end() : end])
            yield _parsed(part), ""
        return
    yield _headed(_without_envelope(raw))


def _parsed(raw: bytes) -> Message:
    return email.message_from_bytes(raw, policy=email.policy.compat32)


def _unmarked(raw: bytes) -> bytes:
    """Text of UTF-16 as UTF-8, without a mark of either."""
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(charset, "replace").encode("utf-8", "replace")
    return raw


def _without_envelope(raw: bytes) -> bytes:
    """The mail of an .emlx: behind a count of its bytes, before a property list. The count is off where line
    ends were changed on the way, so the list is looked for too."""
    match = _COUNT.match(raw)
    if not match:
        return raw
    end = match.end() + int(match[0])
    rest = raw[end:].lstrip()
    if end <= len(raw) and (not rest or rest.startswith((b"<?xml", b"bplist"))):
        return raw[match.end() : end]
    lists = list(_LIST.finditer(raw, match.end()))
    return raw[match.end() : lists[-1].start() if lists else len(raw)]


def _headed(raw: bytes) -> tuple[Message, str]:
    """A mail whose headers may stand below other lines, or have such between them."""
    lines = raw[:_HEAD].splitlines(keepends=True)
    for start, line in enumerate(lines):
        if not _KNOWN.match(line):
            continue
        end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
        names = {match[1].lower() for each in lines[start:end] if (match := _KNOWN.match(each))}
        if len(names) < 2 and start:
            continue
        kept, odd = [], lines[:start]
        for each in lines[start:end]:
            (kept if _HEADER.match(each) or (kept and each[:1] in b" \t") else odd).append(each)
        taken = sum(map(len, lines[:end]))
        before = b"".join(odd).strip()
        return _parsed(b"".join(kept) + raw[taken:]), before.decode("utf-8", "replace")
    # No headers at all: the parser would take the first lines of some texts for them.
    return _parsed(b"\n" + raw.lstrip(b"\r\n")), ""
