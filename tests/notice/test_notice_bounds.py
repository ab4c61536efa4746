"""Whoever writes a mail writes what no reader ends with: each is read in a second, and none breaks it."""

from __future__ import annotations

import random
import time

import pytest
from conftest import LEAKED
from fuzzing import lengths, seeds

from kit.errors import UsageError
from kit.notice import parse

HEAD = b"From: no-reply-aws@amazon.com\nSubject: Your AWS access key is exposed\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
BODY = f"The access key {LEAKED} of user app was found at https://github.com/a/b/c.py.\n".encode()
ENDLESS = {
    "blank lines": HEAD + b"\n" + BODY + b"\n" * 40_000 + BODY,
    "blank lines of a quotation": HEAD + b"\n" + b"> \n" * 40_000 + BODY,
    "no-break spaces": HEAD + b"\n" + "\u00a0\n".encode() * 40_000 + BODY,
    "one word": HEAD + b"\n" + b"a" * 400_000,
    "one Japanese word": HEAD + b"\n" + "アカウント".encode() * 40_000,
    "links": HEAD + b"\n" + b"https://a.b/ " * 30_000,
    "labels": HEAD + b"\n" + b"User:" * 60_000,
    "half keys": HEAD + b"\n" + b"AKIA" * 50_000,
    "open tags": HTML + b"<" * 100_000 + BODY,
    "half entities": HTML + b"&#x" * 60_000 + BODY,
    "header lines": b"X-A: b\n" * 60_000 + HEAD + b"\n" + BODY,
    "parts": b'Content-Type: multipart/mixed; boundary="a"\n\n' + b"--a\n\nx\n" * 20_000,
    "brackets": b'{"a":' * 50_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_mail_of_any_shape_is_read_in_a_second(name):
    began = time.process_time()
    try:
        found = parse(ENDLESS[name]).keys
    except UsageError as error:
        found = ()
        assert len(str(error).splitlines()) == 1
    assert time.process_time() - began < 2
    assert set(found) <= {LEAKED}
    if name.startswith(("blank", "no-break", "header")):
        assert found == (LEAKED,)


def _damaged(raw: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        at, end = sorted(dice.randrange(len(raw) + 1) for _ in range(2))
        piece = dice.choice(
            (b"", b"\0", b"\n\n", b"--a", b"=?utf-8?b?", b"\xff\xfe", raw[at:end], b"(" * 300)
        )
        raw = raw[:at] + piece * dice.choice((1, 1, 50)) + raw[min(end, at + dice.choice((0, 3, 200))) :]
    return raw[:300_000]


@lengths
def test_a_damaged_mail_is_facts_or_one_line(demo_evidence, long):
    whole = [path.read_bytes() for path in sorted(demo_evidence.glob("notice*"))]
    assert whole
    read = 0
    for seed in seeds(long, 150):
        dice = random.Random(seed)
        try:
            parse(_damaged(dice.choice(whole), dice)).to_case()
            read += 1
        except UsageError as error:
            assert len(str(error).splitlines()) == 1
    assert read
