"""Outlook's .msg: a compound file (MS-CFB) whose streams are a mail's properties (MS-OXMSG). Text only.

Read here, since no library for it is among the kit's: subject, sender, date, headers, plain and HTML body,
and mails attached as items. A body that is kept as RTF alone is not read.
"""

from __future__ import annotations

import email
import email.policy
import struct
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from kit.notice.charsets import text_of

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # and above: no sector
_TREE_LIMIT = 20_000
_SUBJECT, _HEADERS, _BODY, _HTML = 0x0037, 0x007D, 0x1000, 0x1013
_SENDERS = (0x5D01, 0x5D02, 0x0C1F, 0x0065)  # SMTP address of the sender, then older forms
_TIMES = (0x00390040, 0x0E060040)  # when it was sent, when it was delivered


def is_compound(raw: bytes) -> bool:
    """Whether these bytes are a compound file."""
    return raw.startswith(MAGIC)


def mail(raw: bytes) -> Message:
    """The file as a mail. ValueError, with what to do, when it is no mail, broken, or holds no text."""
    try:
        tree = _Compound(raw).tree()
    except (struct.error, IndexError, UnicodeDecodeError):
        raise ValueError("is a file of Outlook that cannot be read; save the mail as .eml") from None
    made = _mail(tree, 0)
    if made is None:
        raise ValueError("is a compound file (.msg, .doc, .xls) without a mail's text; save the mail as .eml")
    return made


class _Compound:
    """The streams of a compound file, as a tree of names."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.size = 1 << struct.unpack_from("<H", raw, 30)[0]
        if self.size not in (512, 4096):
            raise IndexError
        first_directory, self.cutoff, mini, _, more, _ = struct.unpack_from("<I4xIIIII", raw, 48)
        tables = [each for each in struct.unpack_from("<109I", raw, 76) if each < _END]
        seen = set()
        while more < _END and more not in seen:
            seen.add(more)
            *some, more = struct.unpack_from(f"<{self.size // 4}I", self._sector(more))
            tables.extend(each for each in some if each < _END)
        per = self.size // 4
        self.next = [each for table in tables for each in struct.unpack_from(f"<{per}I", self._sector(table))]
        mini_table = self._chain(mini)
        self.mini_next = struct.unpack_from(f"<{len(mini_table) // 4}I", mini_table)
        self.directory = self._chain(first_directory)
        self.minis = self._chain(struct.unpack_from("<I", self.directory, 116)[0])

    def _sector(self, number: int) -> bytes:
        return self.raw[(number + 1) * self.size : (number + 2) * self.size]

    def _chain(self, start: int) -> bytes:
        held, seen = [], set()
        while start < _END and start not in seen:
            seen.add(start)
            held.append(self._sector(start))
            start = self.next[start]
        return b"".join(held)

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self.cutoff:
            return self._chain(start)[:size]
        held, seen = [], set()
        while start < _END and start not in seen:
            seen.add(start)
            held.append(self.minis[start * 64 : start * 64 + 64])
            start = self.mini_next[start]
        return b"".join(held)[:size]

    def tree(self) -> dict:
        """Names to bytes, or to a tree of the same form."""
        root: dict = {}
        held = 0
        waiting, seen = [(struct.unpack_from("<I", self.directory, 76)[0], root)], set()
        while waiting and len(seen) < _TREE_LIMIT:
            number, into = waiting.pop()
            if number >= _END or number in seen:
                continue
            seen.add(number)
            entry = self.directory[number * 128 : number * 128 + 128]
            length, kind, left, right, child = struct.unpack_from("<HBxIII", entry, 64)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == 1:
                into[name] = {}
                waiting.append((child, into[name]))
            elif kind == 2:
                into[name] = self._stream(start, size)
                held += len(into[name])
                if held > 2 * len(self.raw):  # streams that claim the same sectors again and again
                    raise IndexError
            waiting.extend([(left, into), (right, into)])
        return root


def _mail(tree: dict, depth: int) -> Message | None:
    headers = _text(tree, _HEADERS)
    made = MIMEMultipart()
    given = email.message_from_string(headers.lstrip(), policy=email.policy.compat32)
    for name, value in given.items():
        if not name.lower().startswith(("content-", "mime-version")):
            made[name] = value
    for name, value in (
        ("Subject", _text(tree, _SUBJECT)),
        ("From", next((words for each in _SENDERS if "@" in (words := _text(tree, each))), "")),
        ("Date", _date(tree)),
    ):
        if value and name not in made:
            made[name] = " ".join(value.split())
    plain, page = _text(tree, _BODY), _text(tree, _HTML)
    if plain.strip():
        made.attach(MIMEText(plain, "plain", "utf-8"))
    elif page.strip():
        made.attach(MIMEText(page, "html", "utf-8"))
    inner = [
        found
        for name, each in tree.items()
        if name.startswith("__attach") and isinstance(each, dict) and depth < 20
        if isinstance(item := each.get("__substg1.0_3701000D"), dict)
        if (found := _mail(item, depth + 1)) is not None
    ]
    if not (plain.strip() or page.strip() or inner):
        return None
    for each in inner:
        part = MIMEBase("message", "rfc822")
        part.set_payload([each])
        made.attach(part)
    return made


def _text(tree: dict, number: int) -> str:
    name = f"__substg1.0_{number:04X}"
    wide, narrow, raw = (tree.get(f"{name}{kind}", b"") for kind in ("001F", "001E", "0102"))
    if isinstance(wide, bytes) and wide:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return text_of(narrow or raw).rstrip("\0") if isinstance(narrow or raw, bytes) else ""


def _date(tree: dict) -> str:
    listed = tree.get("__properties_version1.0", b"")
    found = {}
    for start in (32, 24):  # of the file itself, of a mail attached to it
        for at in range(start, len(listed) - 15 if isinstance(listed, bytes) else 0, 16):
            tag, ticks = struct.unpack_from("<I4xQ", listed, at)
            found.setdefault(tag, ticks)
        if ticks := next((found[tag] for tag in _TIMES if found.get(tag)), 0):
            try:
                return format_datetime(datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10))
            except OverflowError:
                return ""
    return ""
