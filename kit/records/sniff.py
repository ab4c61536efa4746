"""What a file is when it is no trail and no bill: metadata of file systems, other logs, archives,
documents."""

from __future__ import annotations

import re

_NAMES = {
    ".DS_Store": "metadata of a file system",
    "Thumbs.db": "metadata of a file system",
    "desktop.ini": "metadata of a file system",
}
_MAGIC = (
    (b"BZh", "bzip2: inflate it first"),
    (b"\xfd7zXZ\x00", "xz: inflate it first"),
    (b"\x28\xb5\x2f\xfd", "zstd: inflate it first"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive: unpack it first"),
    (b"Rar!", "RAR archive: unpack it first"),
    (b"PAR1", "Parquet, but no bill that is known"),
    (b"%PDF", "PDF document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"SQLite format 3", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xd0\xcf\x11\xe0", "Office document: save the sheet as CSV"),
)


_COMPOUND = b"\xd0\xcf\x11\xe0"
# Streams that a message has in Microsoft's compound file, and no document.
_OF_MAILS = ("__properties_version1.0", "__nameid_version1.0", "__substg1.0_")
_HEADER = re.compile(
    rb"^(Received|From|Return-Path|Delivered-To|MIME-Version|Message-ID|Date|Subject|To|X-[\w-]+):",
    re.MULTILINE | re.IGNORECASE,
)
_LINES_OF_MAIL = 12


def by_name(origin: str) -> str | None:
    """Reason to skip a file of an operating system's own, which only its name tells."""
    name = origin.replace("\\", "/").rsplit("/", 1)[-1]
    if name.startswith("._") or "/__MACOSX/" in f"/{origin}":
        return "metadata of a file system"
    return _NAMES.get(name)


def mail(text: bytes) -> str | None:
    """Why a mail among the evidence is set apart; None where a text is none."""
    if text[:4] == _COMPOUND and any(name.encode("utf-16-le") in text for name in _OF_MAILS):
        return "mail saved by Outlook (.msg): read by kit new --notice"
    # Mail programs put a line of their own before the headers, people put more.
    beginning = b"\n".join(text[:4096].splitlines()[:_LINES_OF_MAIL])
    if len({name.lower() for name in _HEADER.findall(beginning)}) >= 2:
        return "mail: read by kit new --notice"
    return None


def other_kind(head: bytes) -> str:
    """What else these bytes may be, for the reason in the ledger."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    first = head.partition(b"\n")[0]
    if first.startswith(b"version account-id interface-id") or b" eni-" in first:
        return "VPC flow log"
    if b"GET /" in first or b"REST." in first:
        return "access log of a web server, load balancer or bucket"
    if b"\0" in head[:1024]:
        return "binary data of an unknown kind"
    return "no CloudTrail records: neither JSON nor CSV of a kind that is known"
