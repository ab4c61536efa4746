"""The program that splits long texts into columns takes nothing that the decoder does not take, and gives the
same columns."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import re
import sys
import uuid
from datetime import UTC, datetime, timedelta

import msgspec
import numpy
import pytest

from kit.records import members, outcome, parts, splitter, typed
from kit.records.splitter import Splitter

PLAIN = {
    "eventVersion": "1.11",
    "userIdentity": {"type": "IAMUser", "accessKeyId": "AKIABTX3GSDSQAAAAAAA", "note": 'a "quoted" \\ part'},
    "eventTime": "2026-03-01T01:02:03Z",
    "eventSource": "ec2.amazonaws.com",
    "eventName": "RunInstances",
    "errorMessage": 'no "such" thing\n\tat all: \\',
    "requestParameters": {"a": [1, -2.5, 0, True, False, None, {}, [], "x"], "b": {"c": {"d": "é𝔸"}}},
    "responseElements": None,
    "eventID": "0f0e0d0c-0b0a-4908-8706-050403020100",
    "readOnly": False,
}
BEFORE, BEHIND = b'{"Records":[', b"]}"


@pytest.fixture
def program() -> Splitter:
    return typed.new_splitter()


def text_of(records: list[dict] | list[bytes]) -> bytes:
    parts = [
        each
        if isinstance(each, bytes)
        else json.dumps(each, separators=(",", ":"), ensure_ascii=False).encode()
        for each in records
    ]
    return BEFORE + b",".join(parts) + BEHIND


def split(program: Splitter, text: bytes, seen: list | None = None) -> list | None:
    """`seen` takes what was to be looked at."""
    assert text.startswith(BEFORE) and text.endswith(BEHIND)

    def sound(*told: bool) -> bool:
        if seen is not None:
            seen.append(told)
        return True

    return program.split(text, len(BEFORE), len(text) - len(BEHIND), sound)


def columns(found: list) -> dict[str, list]:
    """Member -> value of each record, whatever the parts are cut like; numbers as the text that they stand
    for."""
    made: dict[str, list] = {member.name: [] for member in typed.MEMBERS if member.kind != splitter.HINT}
    for part in parts.columns(found):
        for name, values in made.items():
            if name in part.flags:
                values += [int(each) for each in part.flags[name]]
                continue
            text, at = bytes(part.texts.get(name, b"")), 0
            lengths = part.lengths.get(name, [0] * part.count)
            for row, length in enumerate(lengths):
                if name in part.numbered and part.numbered[name][row]:
                    assert not length
                    values.append(written(part.numbers[name][row]))
                else:
                    values.append(text[at : at + length])
                    at += length
            assert at == len(text)
    # Absent everywhere in a part reads as absent in each record of it.
    return {name: [each or None for each in values] for name, values in made.items()}


def written(number: numpy.void | numpy.int64) -> bytes:
    """A UUID or a time as text."""
    if isinstance(number, numpy.void):
        return str(uuid.UUID(bytes=number.tobytes())).encode()
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(number))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()


def decoded(text: bytes) -> dict[str, list]:
    """The same by the decoder in Python."""
    records = msgspec.json.decode(text, type=dict[str, list[typed.Record]])["Records"]
    return columns(typed.Transposed.of(records).parts)


def test_columns_are_those_of_the_decoder(program):
    chance = random.Random(2026)
    records = [
        {**PLAIN, "eventID": f"id-{number}", **({"userAgent": "x" * (number % 70)} if number % 70 else {})}
        for number in range(2 * splitter.TOGETHER + 17)
    ]
    for record in records[::7]:
        chance.shuffle(names := list(record))
        reordered = {name: record[name] for name in names}
        record.clear()
        record.update(reordered)
    text = text_of(records)
    found = split(program, text, seen := [])
    assert found is not None
    assert [part.count for part in found] == [splitter.TOGETHER, splitter.TOGETHER, 17]
    assert seen == [(True, False)]
    made = columns(found)
    assert made == decoded(text)
    assert made["errorMessage"][5] == PLAIN["errorMessage"].encode()
    assert made["readOnly"] == [1] * len(records)
    # The sizes of the parts and the commas between them are all of the text.
    assert sum(part.size for part in found) == len(text) - len(BEFORE) - len(BEHIND)


def changed(old: bytes, new: bytes) -> bytes:
    record = text_of([PLAIN])
    assert old in record
    return record.replace(old, new, 1)


NOT_TAKEN = {
    "an id without a letter": changed(PLAIN["eventID"].encode(), b""),
    "an id with a space": changed(PLAIN["eventID"].encode(), b"an id"),
    "an id with a letter that ids do not have, far behind": changed(b"020100", b"020100-and-more#"),
    "no call by its category": changed(b'"1.11"', b'"1.11","eventCategory":"Insight"'),
    "no call by its type": changed(b'"1.11"', b'"1.11","eventType":"AwsVpceEvent"'),
    "no call by a word in its type": changed(b'"1.11"', b'"1.11","eventType":"xNetworkActivityx"'),
    "a member that is not known": changed(b'"readOnly"', b'"readonly"'),
    "a member twice": changed(b'"readOnly":false', b'"readOnly":false,"readOnly":true'),
    "a needed member is absent": changed(b'"eventName":"RunInstances",', b""),
    "no text but null": changed(b'"1.11"', b"null"),
    "no text but a number": changed(b'"1.11"', b"1.11"),
    "an empty text, as long as an absent one": changed(b'"1.11"', b'""'),
    "no flag": changed(b"false}]}", b'"false"}]}'),
    "null for a flag": changed(b'"readOnly":false', b'"readOnly":null'),
    "white space between members": changed(b',"readOnly"', b', "readOnly"'),
    "white space after a name": changed(b'"readOnly":', b'"readOnly" :'),
    "white space before a value": changed(b'"userIdentity":', b'"userIdentity": '),
    "an escape that would be written otherwise": changed(b"RunInstances", b"Run\\/Instances"),
    "letters that would be written otherwise": changed(b"RunInstances", b"\\u0052unInstances"),
    "an escape that there is not": changed(b"RunInstances", b"Run\\xInstances"),
    "half a \\u": changed(b'"x"]', b'"\\u12"]'),
    "a control character": changed(b"RunInstances", b"Run\nInstances"),
    "a control character deep inside": changed(b'"x"]', b'"\t"]'),
    "a misspelt word": changed(b"0,true", b"0,tru"),
    "a number that is none": changed(b"-2.5", b"-2.5e"),
    "a number with a zero before it": changed(b"-2.5", b"012"),
    "a plus": changed(b"-2.5", b"+1"),
    "no number": changed(b"-2.5", b"NaN"),
    "a comma at the end of a list": changed(b'"x"]', b'"x",]'),
    "a comma at the end of an object": changed(b'{"d":"\xc3\xa9', b'{,"d":"\xc3\xa9'),
    "brackets that do not fit": changed(b'"x"]', b'"x"}'),
    "a colon too few": changed(b'"c":', b'"c"'),
    "nested too deep": changed(b"-2.5", b"[" * 300 + b"]" * 300),
    "a record too few": BEFORE + b"{}" + BEHIND,
    "no record": BEFORE + b"1" + BEHIND,
    "a comma at the end": text_of([PLAIN, b""]),
    "two commas": text_of([PLAIN, b"", PLAIN]),
    "something behind": text_of([PLAIN])[:-2] + b"]}" + BEHIND,
    "cut in a text": BEFORE + text_of([PLAIN])[12:-60] + BEHIND,
}


@pytest.mark.parametrize("text", NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_what_could_not_be_given_back_is_not_taken(program, text):
    assert split(program, text) is None
    assert split(program, text_of([PLAIN])) is not None


def test_a_comma_at_the_end_of_a_full_part_is_not_taken(program):
    record = text_of([PLAIN])[len(BEFORE) : -len(BEHIND)]
    assert split(program, text_of([record] * splitter.TOGETHER + [b""])) is None
    assert split(program, text_of([record] * splitter.TOGETHER)) is not None


def test_what_has_to_be_looked_at_is_told(program):
    for text, beyond, escapes in [
        (text_of([{**PLAIN, "requestParameters": {}}]), False, False),
        (text_of([{**PLAIN, "requestParameters": {"a" * 40: "b" * 40 + "é"}}]), True, False),
        (text_of([PLAIN]).replace("é𝔸".encode(), b"\\ud83d"), False, True),
    ]:
        assert split(program, text, seen := []) is not None
        assert seen == ([(beyond, escapes)] if beyond or escapes else [])


def hints(program: Splitter, replies: list[bytes]) -> list[bool]:
    """Of each reply whether it may tell of a failure."""
    record = text_of([PLAIN])[len(BEFORE) : -len(BEHIND)]
    whole = [record.replace(b'"responseElements":null', b'"responseElements":' + reply) for reply in replies]
    found = split(program, text_of(whole))
    assert found is not None
    told = [int(each) for part in parts.columns(found) for each in part.flags[typed.SUSPECT_REPLY]]
    assert {*told} <= {1, 2}
    return [each == 2 for each in told]


WORDS = [
    "fail", "Fail", "rror", "nprocess", "nsuccess", "nauthor", "xception", "eturn", "_return", "failed",
    "available", "unsuccessful", "Unprocessed", "arrayOfErrors", "returned", "status", "Failure", "name", "é",
]  # fmt: skip


def test_a_reply_that_may_tell_of_a_failure_is_hinted_at(program):
    chance = random.Random(11)

    def word() -> str:
        parts = [chance.choice([*WORDS, "x" * chance.randrange(40)]) for _ in range(chance.randrange(1, 4))]
        return "".join(parts) + chance.choice(["", "", "", '"', "\\", ":"])

    def value(depth: int) -> object:
        if depth and chance.random() < 0.5:
            return {word(): value(depth - 1) for _ in range(chance.randrange(3))}
        return chance.choice([word(), [word(), 1], True, None, {}])

    replies = [
        json.dumps(
            {word(): value(3)}, ensure_ascii=False, separators=chance.choice([(",", ":"), (", ", " : ")])
        )
        for _ in range(4_000)
    ]
    told = hints(program, [reply.encode() for reply in replies])
    suspect = [outcome.is_suspect(reply.encode()) is not None for reply in replies]
    judged = list(zip(replies, told, suspect, strict=True))
    assert [reply for reply, hint, known in judged if known and not hint] == []
    # An escape may stand for any letter; nothing else is hinted at that the pattern does not know.
    assert [reply for reply, hint, known in judged if hint and not known and "\\" not in reply] == []
    assert min(suspect.count(True), told.count(False)) > 200


def test_what_only_looks_like_a_failure_is_not_hinted_at(program):
    """Else nearly every reply would be gone through once more."""
    harmless = [
        {"availabilityZone": "us-east-1a", "subnets": [{"availableIpAddressCount": 3}]},
        {"returnedCount": 1, "status": "returned: an error, none", "filters": [{"name": "mail"}]},
        {"account": "author", "successes": 3, "exempt": "failed"},
        "Failure"[1:], {"a": "a Failure"},
    ]  # fmt: skip
    assert hints(program, [json.dumps(reply).encode() for reply in harmless]) == [False] * len(harmless)
    telling = [{"failed": 0}, {"a": [{"ErrorCode": None}]}, {"return": False}, ["Failure"], {"a": "\\"}]
    assert hints(program, [json.dumps(reply).encode() for reply in telling]) == [True] * len(telling)


def test_texts_of_every_size_after_one_another(program):
    for size in (1, 5_000_000, 3, 9_000_000, 70_000):
        text = text_of([{**PLAIN, "requestParameters": {"long": "x" * size}}])
        found = split(program, text)
        assert found is not None
        assert columns(found) == decoded(text)


def test_damaged_texts_are_taken_only_where_the_decoder_agrees(program):
    chance = random.Random(7)
    whole = text_of([PLAIN, {**PLAIN, "eventID": "b"}])
    taken = 0
    for _ in range(6_000):
        text = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 3))):
            at = chance.randrange(len(BEFORE), len(text) - len(BEHIND))
            change = chance.choice(
                (b"", b"\\", b'"', b",", b"{", b"}", b"[", b":", b"0", b"e", b"\x00", b" ")
            )
            text[at : at + chance.choice((0, 1, 1))] = change
        text = bytes(text)
        found = split(program, text)
        if found is None:
            continue
        # Letters that are no UTF-8 are looked for by the caller.
        with contextlib.suppress(UnicodeDecodeError):
            text.decode()
            taken += 1
            agreed(text, found)
    assert taken > 300


def agreed(text: bytes, found: list) -> None:
    """Strict JSON, and the columns of the decoder, whose records say all that the text says."""
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert columns(found) == decoded(text)
    records = msgspec.json.decode(text, type=dict[str, list[typed.Record]])
    assert len(msgspec.json.encode(records)) == len(text)


def test_what_no_decoder_of_python_takes_is_set_aside_the_same_way(program):
    # Letters that are no UTF-8, and half a character, are left to the way that keeps them.
    for bad in (b'"\xff"]', b'"\\ud800"]'):
        text = changed(b'"x"]', bad)
        assert split(program, text) is not None
        assert typed.exact_delivery(text) is None


def test_long_texts_go_through_the_program(monkeypatch):
    monkeypatch.setattr(splitter, "AFTER", 0)
    monkeypatch.setattr(splitter, "_shared", splitter._Shared())
    text = text_of([{**PLAIN, "eventID": f"id-{number}"} for number in range(100)])
    assert len(text) > splitter.WORTH
    found = typed.exact_delivery(text)
    assert isinstance(found, typed.Transposed), "a hundred records come as a list where it does not run"
    assert len(found) == 100


def test_without_wasmtime_the_decoder_does_it_all(monkeypatch):
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    monkeypatch.setattr(splitter, "AFTER", 0)
    monkeypatch.setattr(splitter, "_shared", splitter._Shared())
    records = [{**PLAIN, "eventID": f"id-{number}"} for number in range(100)]
    found = typed.exact_delivery(text_of(records))
    assert isinstance(found, list)
    assert [record.eventID for record in found] == [record["eventID"] for record in records]


def test_the_program_is_made_from_its_source():
    source = splitter.PROGRAM.with_suffix(".c").read_bytes()
    made_from = re.search(rb"[0-9a-f]{64}", splitter.PROGRAM.read_bytes())
    assert made_from
    assert made_from[0].decode() == hashlib.sha256(source).hexdigest(), "run `make splitter`"


def one(name: str, value: str) -> bytes:
    return text_of([{**PLAIN, name: value}])


TIMES = [
    "2026-03-01T01:02:03Z", "2006-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "2024-02-29T12:00:00Z",
    "2000-02-29T00:00:00Z", "2023-02-29T12:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z", "2005-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "1926-01-01T00:00:00Z", "2026-1-01T00:00:00ZZ", "",
    "2026-01-01T0a:00:00Z", "2026-01-31T00:00:00z", "2028-02-30T00:00:00Z",
]  # fmt: skip


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_a_number_exactly_where_the_column_alone_gives_it_back(program, text):
    found = split(program, one("eventTime", text))
    assert found is not None
    (part,) = parts.columns(found)
    assert ("eventTime" in part.numbers) == members.plain_time(text)
    assert columns(found) == decoded(one("eventTime", text))


def test_every_day_of_a_century_is_the_right_number(program):
    days = [datetime(2006, 1, 1, 23, 59, 59) + timedelta(days=number) for number in range(34_333)]
    assert days[-1].date().isoformat() == "2099-12-31"
    texts = [day.isoformat() + "Z" for day in days]
    for start in range(0, len(days), 4_000):
        text = text_of([{**PLAIN, "eventTime": each} for each in texts[start : start + 4_000]])
        found = split(program, text)
        assert found is not None
        (part,) = parts.columns(found)
        assert part.numbered["eventTime"].all()
        assert part.numbers["eventTime"].astype("M8[us]").tolist() == days[start : start + 4_000]


def test_an_id_is_a_number_exactly_where_it_is_a_canonical_uuid(program):
    chance = random.Random(3)
    taken = 0
    for _ in range(3_000):
        text = bytearray(str(uuid.UUID(int=chance.getrandbits(128))).encode())
        if chance.random() < 0.7:
            text[chance.randrange(36)] = chance.choice(b"0123456789abcdefABCDEFgG-_./:@`{")
        text = text.decode()[: chance.choice((36, 36, 36, 36, 35))] + chance.choice(("", "", "", "0"))
        whole = one("requestID", text)
        found = split(program, whole)
        assert found is not None
        (part,) = parts.columns(found)
        try:
            canonical = str(uuid.UUID(text)) == text
        except ValueError:
            canonical = False
        taken += canonical
        assert ("requestID" in part.numbers) == canonical, text
        assert columns(found) == decoded(whole)
    assert 500 < taken < 2_500


def test_texts_one_after_the_other_come_out_together_and_each_as_its_own(program):
    chance = random.Random(5)
    texts, found = [], []
    for number in range(400):
        some = [
            {**PLAIN, "eventID": str(uuid.UUID(int=chance.getrandbits(128))), "requestID": f"{number}"}
            for _ in range(chance.randrange(1, 30))
        ]
        if number % 9 == 4:
            del some[0]["eventName"]
        if number % 50 == 7:
            some = some * 600
        texts.append(text_of(some))
        found.append(split(program, texts[-1]))
    for number, (text, here) in enumerate(zip(texts, found, strict=True)):
        if number % 9 == 4:
            assert here is None, number
        else:
            assert columns(here) == decoded(text), number
    # And as rows take them: all in a row, cut anywhere.
    taken = [(text, here) for text, here in zip(texts, found, strict=True) if here]
    whole = columns([part for _, here in taken for part in here])
    assert whole["requestID"] == [each for text, _ in taken for each in decoded(text)["requestID"]]
    cut = [part.cut(at, part.count) for _, here in taken for part in here for at in [part.count // 2]]
    assert columns(cut)["eventID"] == [
        each for _, here in taken for part in here for each in columns([part])["eventID"][part.count // 2 :]
    ]


def test_a_text_that_is_not_sound_leaves_the_others_as_they_are(program):
    first, bad, last = (text_of([{**PLAIN, "eventName": name}] * 3) for name in ("A", "é", "B"))
    before = split(program, first)
    assert program.split(bad, len(BEFORE), len(bad) - len(BEHIND), lambda *seen: False) is None
    behind = split(program, last)
    assert before and behind
    assert columns([*before, *behind])["eventName"] == [b"A"] * 3 + [b"B"] * 3


@pytest.mark.parametrize("fails", ["_split", "_gather"])
def test_where_the_program_traps_nothing_is_lost(program, fails):
    import wasmtime

    texts = [text_of([{**PLAIN, "eventID": f"{number}-{row}"} for row in range(20)]) for number in range(3)]
    found = [split(program, text) for text in texts[:2]]
    right = getattr(program, fails)

    def trap(store):
        setattr(program, fails, right)
        raise wasmtime.Trap("a mistake in the program")

    setattr(program, fails, trap)
    if fails == "_split":
        assert split(program, texts[2]) is None
    for text, here in zip(texts, found, strict=False):
        assert here
        assert columns(here) == decoded(text)
    again = split(program, texts[2])
    assert again
    assert columns(again) == decoded(texts[2])
