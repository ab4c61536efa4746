"""Texts that lie in a document in another form than its bytes: between tags, in a PDF's streams, in the
parts of a mail."""

from __future__ import annotations

import binascii
import re
import zlib
from collections.abc import Iterator

PACKED = "base64 of a packed file"
TAGGED, PDF = "text between tags", "text of a PDF"
_TAG = re.compile(rb"<[^<>]*>")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_PDF_SHOWN = re.compile(rb"\(((?:\\.|[^()\\])*)\)|<([0-9A-Fa-f\s]+)>")
_MIME = re.compile(
    rb"(?i)content-transfer-encoding:[ \t]*base64[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\n"
    rb"((?:[A-Za-z0-9+/=]+[ \t]*\r?\n?)+)"
)
_ESCAPED = re.compile(rb"\\[rn]|[\r\n\\]")
# What one stream of a PDF may inflate to, and how many of them are looked at.
_STREAM, _STREAMS = 16 << 20, 50_000


def texts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """(form, text) of what is shown of a document where its bytes do not say it in one piece."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        yield TAGGED, _TAG.sub(b"", raw)
    elif head.startswith(b"%PDF"):
        yield from ((PDF, text) for text in _pdf(raw))


def attachments(raw: bytes) -> Iterator[bytes]:
    """Parts of a mail that are written as base64."""
    if b"ase64" in raw and (b"ransfer-" in raw or b"RANSFER-" in raw):
        for found in _MIME.finditer(raw):
            yield from_base64(found[1])


def from_base64(text: bytes) -> bytes:
    """What base64 says, wrapped or not; as much as can be had where it is damaged."""
    plain = _ESCAPED.sub(b"", text).rstrip(b"=")
    try:
        return binascii.a2b_base64(plain[: len(plain) - (len(plain) % 4 == 1)] + b"==")
    except binascii.Error:
        return b""


def _pdf(raw: bytes) -> Iterator[bytes]:
    for number, found in enumerate(_PDF_STREAM.finditer(raw)):
        if number >= _STREAMS:
            return
        try:
            text = zlib.decompressobj().decompress(raw[found.end() :][: _STREAM // 4], _STREAM)
        except zlib.error:
            continue
        yield text
        yield b"".join(_shown(part) for part in _PDF_SHOWN.finditer(text))


def _shown(part: re.Match[bytes]) -> bytes:
    if part[1] is not None:
        return part[1]
    digits = b"".join(part[2].split())
    return bytes.fromhex((digits[: len(digits) // 2 * 2]).decode()).replace(b"\0", b"")
