"""Cost tables of the console in any language and turned over; a reseller's list; cells spoilt by a sheet."""

from __future__ import annotations

import pytest
from bills import legacy, legacy_line
from conftest import ACCOUNT, NOW

from kit import ask, collect, sql
from kit.case import Case, new_case

DAYS = [f"2026-03-{day:02}" for day in range(1, 6)]
COSTS = {"EC2-Instances": 10.5, "S3": 1.25, "Tax": 0.5}


def of(tmp_path, text: str, name: str = "costs.csv") -> Case:
    (tmp_path / name).write_text(text, encoding="utf-8")
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT, language="en")
    collect(case, f"billing:{tmp_path / name}", now=NOW)
    return case


def table(first: str, total: str, of_all: str) -> list[list[str]]:
    """A row a day, with a row and a column of totals."""
    every = sum(COSTS.values())
    sums = [of_all, *(str(cost * len(DAYS)) for cost in COSTS.values()), str(every * len(DAYS))]
    rows = [[day, *(str(cost) for cost in COSTS.values()), str(every)] for day in DAYS]
    return [[first, *(f"{name}($)" for name in COSTS), f"{total}($)"], sums, *rows]


def written(rows: list[list[str]]) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n"


@pytest.mark.parametrize(
    "words",
    [
        ("Service", "Total costs", "Service total"),
        ("サービス", "合計コスト", "サービス の合計"),
        ("Dienst", "Gesamtkosten", "Summe"),
        ("서비스", "총 비용", "서비스 합계"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("turned", [False, True], ids=["days down", "days across"])
def test_a_cost_table_of_the_console_in_any_language(tmp_path, words, turned):
    rows = table(*words)
    if turned:
        rows = [list(column) for column in zip(*rows, strict=True)]
    case = of(tmp_path, written(rows))
    found = ask(case, "spend_daily").dicts()
    assert sum(row["usd"] for row in found) == pytest.approx(sum(COSTS.values()) * len(DAYS))
    assert {row["service"] for row in found} == {"Amazon Elastic Compute Cloud - Compute", "S3", "Tax"}
    assert sum(row["usd"] for row in found if row["charge_type"] == "tax") == pytest.approx(0.5 * len(DAYS))


def test_names_tell_what_the_columns_are_where_the_word_is_not_known(tmp_path):
    rows = [["区域", "us-west-2 ($)", "eu-west-1 ($)"], *([day, "2.0", "1,200.50"] for day in DAYS)]
    found = ask(of(tmp_path, written(rows)), "spend_daily").dicts()
    assert {row["aws_region"] for row in found} == {"us-west-2", "eu-west-1"}
    assert sum(row["usd"] for row in found) == pytest.approx(1202.5 * len(DAYS))


def test_a_reseller_s_list_is_named_as_such(tmp_path):
    case = of(tmp_path, "お客様番号,ご利用月,サービス名,ご請求金額\nC-1,2026-03,EC2,1200\n")
    ((status, reason),) = sql(case, "select status, reason from ledger").rows
    assert status == "rejected"
    assert "a table of charges whose columns are those of no AWS bill" in reason
    assert "ご請求金額" in reason


def test_a_page_beside_the_bill_is_passed_over(tmp_path):
    ((status, reason),) = sql(
        of(tmp_path, "Bills of March.\n", "readme.txt"), "select status, reason from ledger"
    ).rows
    assert (status, reason) == ("skipped", "given as a bill, and no bill that is known")


@pytest.mark.parametrize(
    ("cell", "becomes", "said"),
    [
        (f"{int(ACCOUNT):.5E}", ACCOUNT, f"taken for {ACCOUNT}"),
        (f"{int(ACCOUNT):.2E}".replace(".", ","), ACCOUNT, f"taken for {ACCOUNT}"),
        ("5.28758E+11", None, "left out"),
        ("12345678901", "012345678901", None),
    ],
)
def test_an_account_id_that_a_spreadsheet_spoilt(tmp_path, cell, becomes, said):
    lines = [legacy_line(day, 2, account=cell) for day in DAYS]
    case = of(tmp_path, legacy(lines), "bill.csv")
    assert sql(case, "select distinct account_id from spend_lines").rows == [(becomes,)]
    ((reason,),) = sql(case, "select reason from ledger").rows
    assert (said is None and not reason) or said in reason
    assert sum(row["usd"] for row in ask(case, "spend_daily").dicts()) == pytest.approx(10)
