"""Times at the border, ids, formats: the small pure parts."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal

import pytest

from kit.cli import formats
from kit.cli import table as terminal
from kit.errors import UsageError
from kit.ids import account_of_key, is_key_id, quarantine_version, role_of_session
from kit.store.answer import Answer
from kit.window import Window, parse_time, utc_text


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2026-03-22", "Asia/Tokyo", "2026-03-21T15:00:00Z"),
        ("2026-03-22T10:00", "Asia/Tokyo", "2026-03-22T01:00:00Z"),
        ("2026-03-22T10:00:00+02:00", "Asia/Tokyo", "2026-03-22T08:00:00Z"),
        ("2026-03-22T01:02:03.25Z", "Asia/Tokyo", "2026-03-22T01:02:03.25Z"),
        ("20131102T010628Z", "UTC", "2013-11-02T01:06:28Z"),
    ],
)
def test_times_become_utc(text, zone, utc):
    assert utc_text(parse_time(text, zone)) == utc


def test_spans_count_back_from_now():
    assert parse_time("36h", now=datetime(2026, 3, 3, 12)) == datetime(2026, 3, 2)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "0000-00-00", "7d"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UsageError, match="time"):
        parse_time(text)


def test_windows_are_half_open():
    window = Window(datetime(2026, 1, 1), datetime(2026, 1, 2))
    assert datetime(2026, 1, 1) in window
    assert datetime(2026, 1, 2) not in window
    with pytest.raises(UsageError):
        Window(datetime(2026, 1, 2), datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("key", "account"),
    [
        ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
        ("AKIABZPUZDIKAAAAAAAA", "123456789012"),
        ("AKIABTX3GSDSQAAAAAAA", "111122223333"),
        ("AKIAIOSFODNN7EXAMPLE", None),
        ("AKIA0000000000000000", None),
        ("", None),
    ],
)
def test_account_in_a_key_id(key, account):
    assert account_of_key(key) == account


def test_key_ids():
    assert is_key_id("AKIAIOSFODNN7EXAMPLE")
    assert not is_key_id("AROABTX3GSDSQAAAAAAA")
    assert not is_key_id("akiabtx3gsdsqaaaaaaa")


@pytest.mark.parametrize(
    ("policy", "version"),
    [
        ("arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3", "V3"),
        ("arn:aws-cn:iam::aws:policy/AWSCompromisedKeyQuarantine", "V1"),
        ("arn:aws-us-gov:iam::aws:policy/AWSCompromisedKeyQuarantineV12", "V12"),
        ("arn:aws:iam::aws:policy/AWSExposedCredentialPolicy_DO_NOT_REMOVE", "V1"),
        # Anybody can give these names: in the account's own policies they are not AWS's.
        ("AWSCompromisedKeyQuarantineV3", None),
        ("arn:aws:iam::111122223333:policy/AWSCompromisedKeyQuarantineV3", None),
        ("arn:aws:iam::111122223333:policy/AWSExposedCredentialPolicy_DO_NOT_REMOVE", None),
        ("arn:aws:iam::aws:policy/x/AWSCompromisedKeyQuarantineV3", None),
        ("AWSExposedCredentialPolicy_DO_NOT_REMOVE", "V1"),
        ("arn:aws:iam::aws:policy/MyAWSCompromisedKeyQuarantineV3", None),
        ("arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3-copy", None),
    ],
)
def test_quarantine_versions(policy, version):
    assert quarantine_version(policy) == version


def test_role_behind_a_session():
    assert role_of_session("arn:aws:sts::111122223333:assumed-role/Deploy/i-0abc") == (
        "arn:aws:iam::111122223333:role/Deploy"
    )
    assert role_of_session("arn:aws:iam::111122223333:user/app") is None


def table(rows, types=None):
    types = types or ["VARCHAR"] * len(rows[0])
    return Answer([f"c{place}" for place in range(len(types))], types, rows)


def test_json_is_an_array_of_objects_and_nothing_else():
    out = io.StringIO()
    rows = [("a", '{"x": [1]}', datetime(2026, 1, 2, 3, 4, 5), Decimal("1.50"), ["p", "q"], float("nan"))]
    formats.write_json(table(rows, ["VARCHAR", "JSON", "TIMESTAMP", "DECIMAL", "VARCHAR[]", "DOUBLE"]), out)
    import json

    assert json.loads(out.getvalue()) == [
        {"c0": "a", "c1": {"x": [1]}, "c2": "2026-01-02T03:04:05Z", "c3": 1.5, "c4": ["p", "q"], "c5": None}
    ]
    out = io.StringIO()
    formats.write_json(table([], ["VARCHAR"]), out)
    assert out.getvalue() == "[]\n"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@x", "\tx", "\rx"])
def test_csv_runs_no_formula(text):
    out = io.StringIO(newline="")
    formats.write_csv(table([(text,)]), out)
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [["c0"], ["'" + text]]


@pytest.mark.parametrize("text", ["a\r=1+1", "a\n=1+1", "a\r\n=1+1", 'a"\n=1', "a,=1", "", "\u2028=1", " a"])
def test_a_cell_stays_one_cell_whatever_is_in_it(text):
    out = io.StringIO(newline="")
    formats.write_csv(table([(text, "b"), (text, None)]), out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert rows == [["c0", "c1"], [text, "b"], [text, ""]]
    out = io.StringIO(newline="")
    formats.write_csv(table([(text,), (None,)]), out)
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [["c0"], [text], [""]]


def test_csv_keeps_negative_numbers_numbers():
    out = io.StringIO()
    formats.write_csv(table([(-2.5,)], ["DOUBLE"]), out)
    assert out.getvalue() == "c0\n-2.5\n"


def test_terminal_gets_no_control_marks():
    out = io.StringIO()
    terminal.write_table(table([("\x1b[31mred\u202eabc",)]), out, width=80)
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert "\\x1b" in out.getvalue()


def test_a_pipe_gets_one_line_a_row_and_a_window_gets_blocks():
    rows = table([("a" * 70, "b" * 70), ("c", None)])
    out = io.StringIO()
    terminal.write_table(rows, out)
    assert out.getvalue().splitlines()[1] == "a" * 70 + "  " + "b" * 70
    out = io.StringIO()
    terminal.write_table(rows, out, width=80)
    assert out.getvalue().splitlines()[1:3] == ["c0  " + "a" * 70, "c1  " + "b" * 70]
    assert "c1" not in out.getvalue().split("[ 2 ]")[1]  # a column without a value is left out
    assert out.getvalue().endswith("2 rows\n")


def test_a_table_that_fits_is_aligned_by_what_is_seen():
    out = io.StringIO()
    terminal.write_table(table([("日本", 5), ("abcdef", 12)], ["VARCHAR", "BIGINT"]), out, width=40)
    assert out.getvalue().splitlines() == ["c0      c1", "日本     5", "abcdef  12", "2 rows"]


def test_status_lines_align_and_show_lists_of_objects_as_tables():
    facts = {
        "items": 1234,
        "by_status": {"loaded": 1200, "failed": 34},
        "problems": [{"a": "x", "b": "\x07"}],
    }
    assert list(terminal.lines(facts)) == [
        "items      1,234",
        "by_status  1,200 loaded, 34 failed",
        "problems",
        "  a  b",
        "  x  \\x07",
    ]
