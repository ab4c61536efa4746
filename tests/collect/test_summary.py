"""What a run says it brought: events, copies and lines of bills are counted apart, and progress adds up."""

from __future__ import annotations

import json

from conftest import ACCOUNT, NOW, record

from kit.case import new_case
from kit.collect.run import collect_items
from kit.sources.local_files import local_files

BILL = (
    "line_item_usage_account_id,line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,"
    "line_item_product_code,line_item_usage_type,line_item_unblended_cost,line_item_currency_code,"
    "bill_billing_period_start_date,bill_payer_account_id\n"
    + "111122223333,2026-03-01T00:00:00.000Z,2026-03-01T01:00:00.000Z,Usage,AmazonEC2,BoxUsage:m5.large,"
    "0.1,USD,2026-03-01T00:00:00.000Z,111122223333\n" * 3
)


def test_lines_of_bills_are_no_events(tmp_path):
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "bill.csv").write_text(BILL)
    (folder / "trail.json").write_text(json.dumps({"Records": [record(1), record(1), record(2)]}))
    summary = collect_items(
        new_case(tmp_path / "case", now=NOW, account=ACCOUNT), local_files(folder, now=NOW)
    )
    assert (summary.events, summary.copies, summary.bill_lines) == (2, 1, 3), summary.lines()
    assert "2 new events, 1 copies, 0 records rejected, 3 lines of bills" in summary.lines()[1]


def test_progress_names_both_sums_every_time(tmp_path):
    folder = tmp_path / "evidence"
    folder.mkdir()
    for place in range(250):
        (folder / f"{place:03}.json").write_text(json.dumps(record(place)))
    seen = []
    collect_items(
        new_case(tmp_path / "case", now=NOW, account=ACCOUNT),
        local_files(folder, now=NOW),
        progress=lambda **said: seen.append((said["files"], said["events"])),
    )
    assert seen == sorted(seen)
    assert seen[-1] == (200, 250)
