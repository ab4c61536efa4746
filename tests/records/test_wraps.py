"""Whole records are found in whatever holds them, and `kit show` gives each back as it stood."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import uuid

import pytest
from conftest import ACCOUNT, NOW, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.case import new_case
from kit.collect.run import collect_items
from kit.records import each_record
from kit.records.pieces import ColumnsOnly, Damaged, Shape
from kit.records.text_forms import pieces
from kit.records.typed import Transposed
from kit.sources.local_files import local_files
from kit.store import database, original

# Names that no tool is known for, and some that many use.
NAMES = st.one_of(
    st.sampled_from(["log", "message", "@message", "_raw", "event.original", "Body", "payload", "データ"]),
    st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12),
)
BESIDE = st.dictionaries(NAMES, st.one_of(st.none(), st.integers(0, 9), st.text(max_size=5)), max_size=3)


def in_member(held, name, beside, _):
    return {**{key: value for key, value in beside.items() if key != name}, name: held}


def in_list(held, _, beside, __):
    return [held, *beside.values()]


def as_text(held, *_):
    return json.dumps(held, ensure_ascii=False)


def behind_a_time(held, _, __, moment):
    return f"{moment} host-1 agent[7]: {json.dumps(held)}" if not isinstance(held, str) else held


def packed(held, *_):
    return base64.b64encode(gzip.compress(json.dumps(held).encode())).decode()


STEPS = st.lists(
    st.tuples(
        st.sampled_from([in_member, in_member, in_list, as_text, as_text, behind_a_time, packed]),
        NAMES,
        BESIDE,
        st.sampled_from(
            ["2026-03-05T03:05:00.123Z", "Mar  5 03:05:00", "[05/Mar/2026:03:05:00 +0000]", "<14>1"]
        ),
    ),
    min_size=1,
    max_size=6,
)


def wrapped(one: dict, steps) -> object:
    held: object = one
    for step, *words in steps:
        held = step(held, *words)
    return held


def found_in(data: bytes) -> list[bytes]:
    """The records of a text as the loader and as `kit show` see them, which is the same."""
    loaded = []
    for piece in pieces(data, Shape()):
        loaded += range(len(piece)) if isinstance(piece, (list, Transposed)) else [piece]
    shown = list(each_record(data))
    assert len(loaded) == len(shown)
    return shown


def records(count: int) -> list[dict]:
    return [record(number, eventID=str(uuid.UUID(int=number + 1))) for number in range(count)]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps=STEPS, form=st.sampled_from(["document", "list", "lines", "csv"]))
def test_records_in_invented_wraps_are_found_whole(steps, form):
    given_records = records(3)
    held = [wrapped(one, steps) for one in given_records]
    if form == "document":
        data = json.dumps({"page": 1, "of": held}).encode()
    elif form == "list":
        data = json.dumps(held, indent=1).encode()
    elif form == "lines":
        data = b"\n".join((each if isinstance(each, str) else json.dumps(each)).encode() for each in held)
    else:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["no", "cell"])
        writer.writerows(
            [n, each if isinstance(each, str) else json.dumps(each)] for n, each in enumerate(held)
        )
        data = out.getvalue().encode()
    # A neighbour in a list that is no record has a reject of its own.
    found = [json.loads(each) for each in found_in(data)]
    assert [each for each in found if isinstance(each, dict)] == given_records


@pytest.mark.parametrize("spaces", [",:", ", : "], ids=["tight", "with blanks"])
def test_the_text_in_a_text_is_given_back_byte_for_byte(tmp_path, spaces):
    one = record(1, userAgent='an "agent" \\ ü', eventID=str(uuid.uuid4()))
    text = json.dumps(
        one, ensure_ascii=False, separators=(spaces[: len(spaces) // 2], spaces[len(spaces) // 2 :])
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "odd.log").write_bytes(json.dumps({"shelf": [{"drawer": text}]}).encode())
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    collect_items(case, local_files(tmp_path / "in", now=NOW))
    assert original.record(case, one["eventID"]).raw.decode() == text


def test_yaml_as_the_cli_prints_it(tmp_path):
    one, other = records(2)
    text = "Events:\n" + "".join(
        f"- CloudTrailEvent: '{json.dumps(each)}'\n  EventName: {each['eventName']}\n"
        for each in (one, other)
    )
    assert [json.loads(each) for each in found_in(text.encode())] == [one, other]
    as_yaml = "---\n" + "".join(f"- {json.dumps(each)}\n" for each in (one, other))
    assert [json.loads(each) for each in found_in(as_yaml.encode())] == [one, other]


def test_yaml_whose_references_never_end_is_refused():
    bomb = "a0: &a0 [eventName, eventName]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 30)
    )
    with pytest.raises(Damaged, match="references"):
        found_in(f"eventName: x\n{bomb}".encode())


def test_a_record_that_was_cut_off_in_a_line_has_its_reject(tmp_path):
    one = json.dumps(record(1, eventID=str(uuid.uuid4())))
    lines = [f"2026-03-05 {one}", f"2026-03-05 {one[:300]}", "2026-03-05 started"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "agent.log").write_text("\n".join(lines))
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    collect_items(case, local_files(tmp_path / "in", now=NOW))
    with database.reading(case) as con:
        line = con.execute("select status, records, loaded, rejected, reason, format from ledger").fetchall()
        (reject,) = con.execute("select reason from ledger_rejects").fetchall()[0]
    assert line == [("loaded", 2, 1, 1, "1 line without a record", "log_lines")]
    assert "cut off" in reject


def test_a_row_beside_its_whole_record_counts_for_nothing():
    one = record(1, eventID=str(uuid.uuid4()))
    row = {
        "eventID": one["eventID"],
        "eventTime": one["eventTime"],
        "eventName": "Lie",
        "raw": json.dumps(one),
    }
    assert [json.loads(each) for each in found_in(json.dumps([row, row]).encode())] == [one, one]


def test_a_record_inside_a_request_is_the_request_s_own():
    inner = record(2, eventID=str(uuid.uuid4()))
    outer = record(1, eventID=str(uuid.uuid4()), requestParameters={"payload": json.dumps(inner)})
    assert [json.loads(each) for each in found_in(json.dumps({"log": json.dumps(outer)}).encode())] == [outer]


def test_other_json_is_not_taken_for_columns():
    for other in (
        {"name": "x", "time": 1, "status": "ok"},
        {"event": {"action": "login"}, "@timestamp": "2026"},
    ):
        found = []
        with pytest.raises(Exception, match="without CloudTrail records"):
            found += list(pieces(json.dumps([other]).encode(), Shape()))
        assert not any(isinstance(piece, ColumnsOnly) for piece in found)
