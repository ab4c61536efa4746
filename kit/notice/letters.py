"""A parsed mail, taken apart: the mails inside it, their headers and their text, whatever their charset.

Mails that are attached count however they are attached: as message/rfc822, in base64, or as a file whose
bytes tell what it is.
"""

from __future__ import annotations

import base64
import email
import email.errors
import email.header
import email.policy
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.message import Message
from email.utils import parseaddr

from kit.notice import outlook
from kit.notice.charsets import text_of
from kit.notice.patterns import patterns

_TEXT_LIMIT = 2_000_000  # characters of one text that are cleaned at all
_ATTACHED_LIMIT = 5_000_000  # bytes of an attached file that are looked at
# What a notice always tells one of: a key id, whole or masked, or an account.
_TELLING = re.compile(r"(?:AKIA|ASIA)[A-Z0-9*]|\*{3}|(?<!\d)\d{4}-?\d{4}-?\d{4}(?!\d)")
_INLINE = (
    "a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|o:p|s|samp|small|span|strong|sub|sup|tt|u|var|wbr"
)
_HEAD_LINE = re.compile(
    r"^[>|\s]{0,40}\*{0,2}(?P<word>[^\W\d_]{2,8})\s?\*{0,2}\s?:\*{0,2}\s?(?P<value>.{0,500})$"
)
_AUTHENTICATION = ("Authentication-Results", "ARC-Authentication-Results", "Received-SPF")


@dataclass(frozen=True)
class Letter:
    """One mail, or the header lines of one that is quoted in another. '' for what it does not say."""

    sender: str = ""  # the address alone, lower case
    subject: str = ""
    date: str = ""
    body: str = ""
    authentication: str = ""
    reply_to: str = ""  # as sender
    quoted: bool = field(default=False)  # header lines within a text, written by people or mail programs


def letters(message: Message) -> Iterator[Letter]:
    """The mail itself, then those forwarded inside it as attachments; nesting is cut at 20."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        yield _letter(part)
        if depth < 20:
            waiting.extend((inner, depth + 1) for inner in reversed(_inner_mails(part)))


def _letter(message: Message) -> Letter:
    found = [str(value) for name in _AUTHENTICATION for value in message.get_all(name, [])]
    return Letter(
        sender=_address(header(message, "From")),
        subject=clean(header(message, "Subject")).strip(),
        date=header(message, "Date") or header(message, "Sent"),
        body=clean("\n".join(_texts(message))),
        authentication=" ".join(found)[:4000].lower(),
        reply_to=_address(header(message, "Reply-To")),
    )


def _inner_mails(message: Message) -> list[Message]:
    found = []
    for part in _leaves(message):
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(payload, list):
            for inner in payload:
                if isinstance(inner, Message):
                    found.extend(_unfolded(part, inner))
        elif part.get_content_maintype() not in ("text", "multipart"):
            raw = _bytes(part)[:_ATTACHED_LIMIT]
            found.extend(each for each in [_of_file(raw)] if each is not None)
    return found


def _unfolded(part: Message, inner: Message) -> list[Message]:
    """A mail within a mail; where it was put into base64, which no standard allows and some servers do, what
    that holds."""
    if inner.keys() or "base64" not in str(part.get("Content-Transfer-Encoding", "")).lower():
        return [inner]
    try:
        raw = base64.b64decode(str(inner.get_payload()))
    except (ValueError, TypeError):
        return [inner]
    made = _of_file(raw)
    return [inner if made is None else made]


def _of_file(raw: bytes) -> Message | None:
    """The mail that an attached file is, by its first bytes; a text of JSON as a mail of that text."""
    if raw.startswith(outlook.MAGIC):
        try:
            return outlook.mail(raw)
        except ValueError:
            return None
    if raw.lstrip()[:1] in (b"{", b"["):
        return email.message_from_bytes(b"\n" + raw, policy=email.policy.compat32)
    head = raw[:20_000].lstrip()
    if len(set(re.findall(rb"(?im)^(from|subject|date|received|message-id):", head))) >= 2:
        return email.message_from_bytes(head + raw.lstrip()[20_000:], policy=email.policy.compat32)
    return None


def _bytes(part: Message) -> bytes:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, KeyError, AssertionError):
        return b""
    return raw if isinstance(raw, bytes) else b""


def _leaves(message: Message) -> Iterator[Message]:
    """Parts of one mail without going into mails attached to it."""
    waiting, seen = [message], 0
    while waiting and seen < 500:
        part = waiting.pop()
        seen += 1
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(inner for inner in reversed(payload) if isinstance(inner, Message))
        else:
            yield part


def _texts(message: Message) -> Iterator[str]:
    """Plain text of a mail; its HTML only where the plain text is missing, or tells nothing and only asks for
    a program that shows the other."""
    leaves = [part for part in _leaves(message) if part.get_content_maintype() == "text"]
    plain = [part for part in leaves if part.get_content_subtype() == "plain"]
    chosen = plain if any(_TELLING.search(clean(_decoded(part))) for part in plain) else leaves
    for part in chosen:
        words = _decoded(part)
        yield _without_tags(words) if part.get_content_subtype() == "html" else words


def _decoded(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, KeyError, AssertionError):
        raw = None
    payload = part.get_payload()
    # What the parser could not read as ASCII it keeps as surrogates, which are bytes still.
    as_it_came = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    if not isinstance(raw, bytes):
        raw = as_it_came
    elif any(isinstance(defect, InvalidBase64CharactersDefect) for defect in part.defects):
        raw += b"\n" + as_it_came  # called base64, and is something else
    elif any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        raw = _as_far_as_it_goes(as_it_came)
    words = text_of(raw, str(part.get_content_charset() or ""))
    if str(part.get_param("format", "")).lower() == "flowed":
        words = _unflowed(words, str(part.get_param("delsp", "")).lower() == "yes")
    return words


def _as_far_as_it_goes(raw: bytes) -> bytes:
    """Base64 that was cut off, whose last letter alone says nothing."""
    letters = b"".join(raw.split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    except ValueError:
        return raw


def _unflowed(words: str, drops_space: bool) -> str:
    """Lines that were broken for the screen alone, joined again (RFC 3676)."""
    made: list[str] = []
    goes_on = ""
    for line in words.replace("\r\n", "\n").split("\n"):
        text = line.lstrip(">")
        quote = line[: len(line) - len(text)]
        if made and goes_on == f"{quote}+":
            made[-1] += text.removeprefix(" ") if quote else text
        else:
            made.append(line)
        goes_on = ""
        if line.endswith(" ") and text.lstrip() != "-- " and text.strip():
            made[-1] = made[-1][:-1] if drops_space else made[-1]
            goes_on = f"{quote}+"
    return "\n".join(made)


def _without_tags(words: str) -> str:
    words = re.sub(r"(?is)<(script|style|head)\b.{0,200000}?</\1\s*>", " ", words)
    # A link's address may be where the key was found; it stays beside its words.
    words = re.sub(
        r"""(?i)<a\b[^>]{0,2000}?href\s*=\s*(?:["']([^"'>]{1,4000})["']|([^\s"'>]{1,4000}))[^>]{0,2000}>""",
        r" \1\2 ",
        words,
    )
    words = re.sub(r"(?i)<(br|/p|/div|/tr|/li|/h\d)\b[^>]{0,200}>", "\n", words)
    # These break no line and no word: a key id may be in two colours.
    words = re.sub(rf"(?i)</?({_INLINE})(?:\s[^<>]{{0,4000}})?/?>", "", words)
    return html.unescape(re.sub(r"<[^<>]{0,4000}>", " ", words))


def header(message: Message, name: str) -> str:
    """A header decoded; as it came where it cannot be; '' where there is none."""
    value: object = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), None)
    if value is None:
        return ""
    if not str(value).isascii():  # bytes as they came, which no header may hold
        return text_of(str(value).encode("utf-8", "surrogateescape"))
    try:
        return str(email.header.make_header(email.header.decode_header(str(value))))
    except (ValueError, LookupError, email.errors.MessageError):
        return str(value)


def clean(words: str) -> str:
    """Full-width letters as ASCII, no invisible marks, no control characters but line ends, no long runs of
    empty lines or blanks: they hold nothing, and patterns are slow on them."""
    words = unicodedata.normalize("NFKC", words[:_TEXT_LIMIT]).replace("\r\n", "\n").replace("\r", "\n")
    if not (words.isascii() and words.replace("\n", "").isprintable()):
        words = "".join(
            " " if mark == "\t" else mark
            for mark in words
            if mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co"}
        )
    words = re.sub(r"[^\S\n]{3,}", "  ", words)
    return re.sub(r"\n(?:[>|]{0,8}[^\S\n]{0,2}\n){2,}", "\n\n", words)


def _address(words: str) -> str:
    """The address of a From line, lower case; '' where it holds none."""
    try:
        found = parseaddr(clean(words))[1]
    except RecursionError:  # brackets in brackets, as no mail program writes them
        found = ""
    if "@" not in found:
        found = next(iter(re.findall(r"[\w.+-]{1,64}@[\w.-]{3,200}", clean(words))[-1:]), "")
    return found.lower()


def quoted(body: str) -> list[Letter]:
    """Letters whose header lines stand within a text, in order: two such lines or more, one below another,
    with a subject or a sender among them."""
    known = patterns()["header_words"]
    found, block, gap = [], {}, 0
    for line in [*body.split("\n"), *[""] * 3]:
        match = _HEAD_LINE.match(line) if ":" in line[:80] else None
        name = known.get(match["word"].lower()) if match else None
        if match and name:
            if name in block:  # the lines of the next one
                found.append(block)
                block = {}
            block[name], gap = match["value"].strip(" *"), 0
        elif block:
            gap += 1
            if gap == 2:  # some programs put an empty line between; a longer address goes on in a second
                found.append(block)
                block = {}
    return [
        Letter(
            sender=_address(each.get("from", "")),
            subject=each.get("subject", "")[:300],
            date=each.get("date", ""),
            quoted=True,
        )
        for each in found
        if len(each) >= 2 and ("from" in each or "subject" in each)
    ]
