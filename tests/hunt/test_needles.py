"""What is looked for in bytes: every way of writing a key that is read, and what is none."""

from __future__ import annotations

import base64
import bz2
import gzip
import json
import lzma
import textwrap
import zlib

import pyarrow
import pytest
from conftest import LEAKED
from hiding import SECRET, env, tarred, zipped

from kit.hunt import content as searching
from kit.hunt.content import Content
from kit.hunt.needles import Needles
from kit.hunt.secrets import blotted, blotted_command, stands_beside

PAIR = f"aws_access_key_id = {LEAKED}\naws_secret_access_key = {SECRET}\n"


def content() -> Content:
    return Content(Needles([LEAKED]), lambda inside, reason: None, lambda what, number: None)


def wrapped(text: bytes, end: str = "\n") -> bytes:
    return end.join(textwrap.wrap(base64.b64encode(text).decode(), 76)).encode()


WRITTEN = {
    "plain": PAIR.encode(),
    "utf-16 little": PAIR.encode("utf-16-le"),
    "utf-16 big": PAIR.encode("utf-16-be"),
    **{f"base64 after {n}": base64.b64encode(b"x" * n + PAIR.encode()) for n in range(3)},
    **{
        f"base64 of utf-16 after {n}": base64.b64encode(b"x" * n + PAIR.encode("utf-16-le")) for n in range(3)
    },
    "base64 for the web": base64.urlsafe_b64encode(b"\xff\xfe\xfd" + PAIR.encode()),
    "base64 in JSON": base64.b64encode(PAIR.encode()).replace(b"/", b"\\/"),
    "gzip in base64": b"user_data: " + base64.b64encode(gzip.compress(PAIR.encode() * 3)),
    "zip in base64": b'"ZipFile": "' + base64.b64encode(zipped({"x": PAIR.encode()})) + b'"',
    "quoted-printable": f"key: {LEAKED[:9]}=\r\n{LEAKED[9:]}\r\n".encode(),
    "a mail's attachment": b"Content-Type: x\nContent-Transfer-Encoding: base64\nX: y\n\n"
    + wrapped(zipped({"keys/app.env": PAIR.encode()}))
    + b"\n--x--\n",
    "xz": lzma.compress(PAIR.encode()),
    "bzip2": bz2.compress(PAIR.encode()),
    "tar.xz": lzma.compress(tarred({"a": PAIR.encode()})),
    "tar.bz2": bz2.compress(tarred({"a": PAIR.encode()})),
    "zstd": bytes(pyarrow.compress(tarred({"a": PAIR.encode()}), "zstd", asbytes=True)),
    "html": f"<p><b>{LEAKED[:4]}</b><i>{LEAKED[4:]}</i></p>".encode(),
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n"
    + zlib.compress(f"BT [({LEAKED[:5]}) -3 ({LEAKED[5:]})] TJ ET".encode())
    + b"\nendstream\n",
    "program": b"\x7fELF\0\0\1" + PAIR.encode() + b"\0\0",
    "zip with a program before it": b"#!/bin/sh\nexec x\n" * 20 + zipped({"x": PAIR.encode() * 2}),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_it_is_found_however_it_is_written(name):
    found = content().search(
        b"a first line\n" + WRITTEN[name] if name[:3] in ("pla", "bas") else WRITTEN[name]
    )
    assert {one.key for one in found if one.match == "exact"} == {LEAKED}
    if name.startswith(("plain", "utf-16", "base64")):
        assert all(one.secret_beside for one in found)
        assert found[0].times == 1


def test_base64_is_found_wherever_its_lines_end():
    """Wrapped at 76 characters, at every place of the key in a line, with each kind of line end."""
    for end in ("\n", "\r\n", "\\n"):
        for shift in range(60):
            text = wrapped(b"y" * shift + PAIR.encode() + b"z" * 40, end)
            assert [one.key for one in content().search(text)] == [LEAKED], (end, shift)


def test_one_letter_off_is_near_and_no_more():
    for place in range(4, 20):
        letter = "B" if LEAKED[place] == "A" else "A"
        text = f"key={LEAKED[:place]}{letter}{LEAKED[place + 1 :]};".encode()
        assert {one.match for one in content().search(text)} == {"near"}, place


def test_what_is_no_key():
    for text in (
        b"AKIABTX3GSDSQAAAAAAAA",
        b"XAKIAQQQQQQQQQQQQQQQQ",
        b"AKIAQQQQQQQQQQQQQQQQq",
        b"ASIA PACIFIC",
        b"AKIA",
    ):
        assert [one for one in content().search(b"(" + text + b")") if one.match != "exact"] == []


def test_a_long_stream_is_searched_across_its_windows(monkeypatch):
    """The key lies across the end of a window, or its secret does; windows are made small."""
    window = 1 << 16
    monkeypatch.setattr(searching, "WHOLE", window)
    monkeypatch.setattr(searching, "_PIECE", window)
    for shift in (-4200, -4096, -4060, -30, -10, 0, 5):
        text = b"a\n" * ((window + shift) // 2) + PAIR.encode() + b"b\n" * window
        (one,) = content().search(text)
        assert (one.line, one.times, one.secret_beside) == ((window + shift) // 2 + 1, 1, True), shift


def test_a_secret_beside_is_told_from_hashes_and_paths():
    around = f"key {LEAKED}\n"
    assert stands_beside(f"{around}{SECRET}".encode(), 4)
    for text in (
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "/usr/lib/python3/dist/packages/aaaa/bbbb",
        "A" * 40,
    ):
        assert len(text) == 40
        assert not stands_beside(f"{around}{text}".encode(), 4), text
    assert not stands_beside(around.encode() + b" " * 3000 + SECRET.encode(), 4)


def test_nothing_shown_holds_a_secret():
    command = blotted_command(
        f"RUN aws configure set aws_secret_access_key {SECRET} && API_TOKEN=abc123 make"
    )
    assert SECRET not in command and "abc123" not in command and command.endswith("make")
    assert blotted("https://user:pa55@example.com/x.git") == "https://***@example.com/x.git"
    assert blotted(f"keys/{SECRET.replace('/', 'x')}.txt") == "keys/***.txt"
    assert (
        blotted("objects/da39a3ee5e6b4b0d3255bfef95601890afd80709")
        == "objects/da39a3ee5e6b4b0d3255bfef95601890afd80709"
    )


def test_the_record_of_a_trail_is_no_leak():
    said = {"eventSource": "s3.amazonaws.com", "userIdentity": {"type": "IAMUser", "accessKeyId": LEAKED}}
    assert [one.trail for one in content().search(json.dumps(said).encode())] == [True]
    assert [one.trail for one in content().search(env(LEAKED))] == [False]
