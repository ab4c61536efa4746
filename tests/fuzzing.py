"""What the fuzzers of several formats share: how long they go on, and how a sound thing becomes an odd one.

Each has a quick form of fixed seeds for every run of the tests, and a slow one that goes on with new seeds
for FUZZ_SECONDS (600).
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest

SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
ODD_TEXTS = (
    "", " ", "nan", "-1e999", "9999-12-31T23:59:59Z", "10000-01-01", "0001-01-01T00:00:00+14:00", "null",
    "{}", '"', "\0", "\r\n", "\u202e", "'; drop table files; --", "9" * 400, "[" * 3_000, "\ufeff", "\ud800",
    "=1+1",
    "<script>", "{0}", "%s", "../../etc/passwd", "arn:aws:iam::", "arn:aws:::::::", "x" * 20_000, "AKIA",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 2**63, 10**30, 1e308, float("inf"), float("nan"), [], {}, [[]], [{}],
    [None], {"": ""}, *ODD_TEXTS,
)  # fmt: skip

lengths = pytest.mark.parametrize(
    "long",
    [False, pytest.param(True, marks=(pytest.mark.slow, pytest.mark.timeout(SECONDS + 600)))],
    ids=["quick", "long"],
)


def seeds(long: bool, quick: int) -> Iterator[int]:
    """The first `quick` seeds, or seeds until the time is over."""
    until = time.monotonic() + SECONDS
    number = 0
    while number < quick if not long else time.monotonic() < until:
        yield number
        number += 1
    print(f"{number:,} rounds")


def damaged(raw: bytes, dice: random.Random, pieces: tuple[bytes, ...] = ()) -> bytes:
    """The bytes with some cut out, repeated, exchanged or put in."""
    pieces = pieces or tuple(text.encode("utf-8", "surrogatepass")[:400] for text in ODD_TEXTS)
    for _ in range(dice.randint(1, 5)):
        at, end = sorted(dice.randrange(len(raw) + 1) for _ in range(2))
        piece = dice.choice((b"", raw[at:end][:500], *pieces))
        raw = raw[:at] + piece + raw[min(end, at + dice.choice((0, 1, 4, 30, 10**6))) :]
    return raw[:300_000]


def odd(value: Any, dice: random.Random, often: float = 0.1) -> Any:
    """The value of a JSON document with some of its parts made something else, taken out or doubled."""
    if dice.random() < often / 2:
        return dice.choice(ODD_VALUES)
    if isinstance(value, dict):
        found = {name: odd(inner, dice, often) for name, inner in value.items() if dice.random() > often / 4}
        if found and dice.random() < often:
            found[dice.choice(ODD_TEXTS)] = dice.choice(ODD_VALUES)
        return found
    if isinstance(value, list):
        found = [odd(inner, dice, often) for inner in value if dice.random() > often / 4]
        return found + found[: dice.randint(0, 2)] if dice.random() < often else found
    return value


def as_bytes(value: Any) -> bytes:
    """The document as bytes; NaN and lone surrogates as Python writes them."""
    return json.dumps(value).encode("utf-8", "surrogatepass")
