"""Bills that a careless program, or a hostile hand, has written: each is a line of the ledger, and costs
nothing but itself."""

from __future__ import annotations

import json
import math
import random
import shutil
from pathlib import Path

from bills import LEGACY, legacy, legacy_line
from conftest import ACCOUNT, NOW, record
from fuzzing import lengths, seeds

from kit import ask, collect, sql
from kit.case import new_case

COST = {"UnblendedCost": {"Amount": "3.5", "Unit": "USD"}}
ANSWER = {
    "ResultsByTime": [
        {
            "TimePeriod": {"Start": f"2026-03-{day:02}", "End": f"2026-03-{day + 1:02}"},
            "Groups": [{"Keys": ["us-east-1", "AmazonEC2"], "Metrics": COST}],
        }
        for day in range(1, 6)
    ]
}
CONSOLE = "Service,EC2-Instances($),S3($),Total costs($)\n" + "".join(
    f"2026-03-{day:02},1.5,0.5,2\n" for day in range(1, 6)
)
PIECES = (
    "nan", "inf", "-1e999", "9999-12-31", "10000-01-01", "0001-01-01", "null", "{}", "[]", '"', "\0", "\r",
    ",,,,", "\u202e", "'; drop table files; --", "1,5", "9" * 400, "[" * 3000, "\ufeff", "\n\n",
    "\\ud800", "\\u0000",
)  # fmt: skip


def _damaged(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(PIECES) + text[at + dice.choice((0, 0, 4, 30)) :]
    return text


COUNT = 60


@lengths
def test_damaged_bills_are_lines_of_the_ledger(tmp_path: Path, long):
    whole = [
        legacy([legacy_line(f"2026-03-{day:02}", day / 4) for day in range(1, 6)]),
        json.dumps(ANSWER),
        CONSOLE,
    ]
    assert LEGACY in whole[0]
    for turn in seeds(long, 1):
        place = tmp_path / str(turn)
        _one_collection(place, whole, range(turn * COUNT, (turn + 1) * COUNT))
        shutil.rmtree(place)


def _one_collection(place: Path, whole: list[str], numbers: range) -> None:
    folder = place / "bills"
    folder.mkdir(parents=True)
    for seed in numbers:
        dice = random.Random(seed)
        text = _damaged(dice.choice(whole), dice)
        (folder / f"{seed}.txt").write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    (folder / "trail.json").write_text(json.dumps({"Records": [record(n) for n in range(5)]}))
    case = new_case(place / "case", now=NOW, account=ACCOUNT, language="en")
    collect(case, folder, now=NOW)
    items = ask(case, "ledger_items").dicts()
    assert len([row for row in items if row["origin"].endswith(".txt")]) == len(numbers)
    assert not [row for row in items if "\n" in (row["reason"] or "") or row["status"] == "pending"]
    assert sql(case, "select count(*) from events").rows == [(5,)]
    for name in ("spend_daily", "spend_hourly", "spend_total", "spend_compare", "findings"):
        for row in ask(case, name).rows:
            assert not [cell for cell in row if isinstance(cell, float) and not math.isfinite(cell)]
    years = sql(case, "select distinct year(period_start) from spend_lines").rows
    assert {year for (year,) in years} <= set(range(2006, 2101))
