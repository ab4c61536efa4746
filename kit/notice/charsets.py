"""Bytes of a mail as text, when its charset is missing or wrong."""

from __future__ import annotations


def text_of(raw: bytes, charset: str = "") -> str:
    """Bytes as text: by the charset that is named, else by those that such mails come in."""
    charsets = [charset, "utf-8", "iso-2022-jp", "cp932"]
    if b"\x1b$" in raw:  # unlabelled ISO-2022-JP is valid ASCII, so it has to be asked first
        charsets.insert(0, "iso-2022-jp")
    for each in filter(None, charsets):
        try:
            return raw.decode(each)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace")
