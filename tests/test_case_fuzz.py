"""case.toml as a tired hand, or another program, may leave it: it opens, or one line says what is off."""

from __future__ import annotations

import random

from conftest import LEAKED, build_case, record
from fuzzing import damaged, lengths, seeds

from kit import ask
from kit.case import open_case
from kit.collect.dispatch import refresh
from kit.errors import KitError

WHOLE = f"""
[case]
customer = "会社"
account = "111122223333"
timezone = "Asia/Tokyo"
language = "ja"
since = "2026-03-01T00:00"
until = 2026-03-22

[leaked]
keys = ["{LEAKED}"]
principals = ["arn:aws:iam::111122223333:user/app"]

[notice]
kind = "exposed"
received_at = "2026-03-22T10:00:00Z"

[owner]
networks = ["203.0.113.0/24"]
agents = ["app/1.0"]

[money]
currency = "JPY"
rate = 152.3
billing = "direct"

[[verdicts]]
actor = "owner"
network = "198.51.100.0/24"
note = "our office"

[steps]
leak_path = "22 Mar, Tanaka: removed"

[digests]
keys = ["{"0" * 32}"]
"""
WORDS = (
    '"x"', "12", '"2026-03-05"', '["203.0.113.7"]', '"en"', '"Europe/Paris"',
    "nan", "inf", "-1", "0x7f", "1e400", "true", "[]", "{}", "[[1]]", '""', "''", '"""', "1979-05-27",
    "25:61:61",
    "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "{a = {b = 1}}", "=", "[case]", "[[case]]",
    "a.b.c = 1",
    '"\\u202e"', '"\\uFFFF"', '"Mars/Olympus"', '"../../x"', '"::/0"', '["", ""]', "9" * 400, "#", "\n", "\t",
)  # fmt: skip


def _written(dice: random.Random) -> bytes:
    """case.toml with values exchanged by others that TOML has, or with broken bytes."""
    lines = WHOLE.splitlines()
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(lines))
        name, equals, _value = lines[at].partition(" = ")
        if equals and dice.random() < 0.7:
            lines[at] = f"{name} = {dice.choice(WORDS)}"
        else:
            lines[at] = dice.choice(
                (dice.choice(lines), f"{dice.choice(WORDS)} = {dice.choice(WORDS)}", "", lines[at] * 2)
            )
    if dice.random() < 0.2:
        return WHOLE.replace("Asia/Tokyo", dice.choice(("UTC", "Europe/Paris", "Mars/Olympus"))).encode()
    raw = "\n".join(lines).encode()
    return damaged(raw, dice, tuple(word.encode() for word in WORDS)) if dice.random() < 0.3 else raw


@lengths
def test_a_case_file_of_any_kind_opens_or_is_one_line(tmp_path, long):
    case = build_case(tmp_path, [record(place) for place in range(3)])
    opened = asked = 0
    for seed in seeds(long, 50):
        dice = random.Random(seed)
        case.file.write_bytes(_written(dice))
        try:
            found = open_case(case.folder)
        except KitError as error:
            said = str(error)
            assert len(said.splitlines()) == 1, (seed, said)
            assert str(case.file) in said, (seed, said)
            continue
        opened += 1
        if opened % 30 == 3:
            # What opens is a case like any other: everything is asked with it.
            refresh(found)
            for name in (
                "suspects",
                "findings",
                "steps",
                "spend_total",
                "as_of",
                "cautions",
                "verdicts",
                "custody",
            ):
                ask(found, name)
                asked += 1
    assert opened > 5 and asked, "some of them are sound"
