"""A bill that breaks its reader costs nothing but itself; one that was only written badly is read all the
same."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from bills import LEGACY, legacy, legacy_line
from conftest import ACCOUNT, NOW, record

from kit import ask, collect, sql
from kit.case import Case, new_case
from kit.collect import rebuild

LINES = [legacy_line(f"2026-03-{day:02}", day / 4) for day in range(1, 21)]
TOTAL = sum(day / 4 for day in range(1, 21))


def case_of(tmp_path: Path, bill: bytes, name: str) -> Case:
    """A case of one bill with a trail after it, in one collection."""
    (tmp_path / name).write_bytes(bill)
    (tmp_path / "trail.json").write_text(json.dumps({"Records": [record(n) for n in range(5)]}))
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT, language="en")
    collect(case, tmp_path / name, tmp_path / "trail.json", now=NOW)
    return case


def ledger(case: Case) -> dict[str, tuple[str, str | None]]:
    found = sql(case, "select origin, status, reason from ledger").rows
    return {Path(origin).name: (status, reason) for origin, status, reason in found}


def cut_parquet() -> bytes:
    stream = io.BytesIO()
    header = LEGACY.strip().split(",")
    cells = [line.strip().split(",") for line in LINES]
    table = pa.table({name: [row[place] for row in cells] for place, name in enumerate(header)})
    pyarrow.parquet.write_table(table, stream)
    return stream.getvalue()[:-300]


@pytest.mark.parametrize(
    ("bill", "name", "said"),
    [
        (cut_parquet(), "a.parquet", "breaks off before its end"),
        (b'{"ResultsByTime": [{"TimePeriod": 7, "Groups": []}]}', "a.json", "cannot be read as a bill"),
        (b'{"ResultsByTime": [' + b"[" * 200_000, "a.json", ""),
        (b'{"reportKeys": 3}', "a.json", "cannot be read as a bill"),
        (b'{"PriceList": [3]}', "a.json", "cannot be read as a bill"),
    ],
)  # fmt: skip
def test_a_bill_that_breaks_its_reader_is_one_line_and_the_trail_is_there(tmp_path, bill, name, said):
    case = case_of(tmp_path, bill, name)
    for _ in range(2):
        status, reason = ledger(case)[name]
        assert status == "rejected"
        assert reason
        assert said in reason
        assert "\n" not in reason
        assert sql(case, "select count(*) from events").rows == [(5,)]
        assert sql(case, "select count(*) from spend_lines").rows == [(0,)]
        rebuild(case)


@pytest.mark.parametrize("ends", [b"\r\r\n", b"\r", b"mixed"])
def test_line_ends_of_any_kind_lose_no_line(tmp_path, ends):
    text = legacy(LINES).encode()
    if ends == b"mixed":
        each = text.split(b"\n")
        text = b"".join(line + (b"\r\n", b"\n", b"\r\r\n")[n % 3] for n, line in enumerate(each) if line)
    else:
        text = text.replace(b"\n", ends)
    case = case_of(tmp_path, text, "bill.csv")
    assert ledger(case)["bill.csv"] == ("loaded", None)
    assert sum(row["usd"] for row in ask(case, "spend_daily").dicts()) == pytest.approx(TOTAL)
    assert not sql(case, "select 1 from spend_lines where contains(principal_arn, chr(13))").rows


def test_a_step_that_was_killed_after_its_bill_puts_the_bill_in_once(tmp_path):
    case = case_of(tmp_path, legacy(LINES).encode(), "bill.csv")
    from kit.store import database

    with database.writing(case) as con:  # as it was left between the bill's transaction and the ledger's
        con.execute("delete from files where origin like '%bill.csv'")
        con.execute("delete from packs")
        con.execute("insert into unsettled values ((select max(event_no) + 1 from event_records))")
    collect(case, tmp_path / "trail.json", now=NOW)
    assert ledger(case)["bill.csv"][0] == "loaded"
    assert sql(case, "select sum(cost) from spend_lines").rows == [(pytest.approx(TOTAL),)]
    assert sql(case, "select count(*) from spend_bills").rows == [(1,)]
