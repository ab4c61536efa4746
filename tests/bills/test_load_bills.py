"""Bills of every format, and what is wrong with some, through `collect` into real cases."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from bills import ACCOUNT, LEGACY, answer, legacy, legacy_line
from conftest import NOW

from kit import collect
from kit.analysis.answers import ask
from kit.bills import load as loading
from kit.case import Case, new_case
from kit.store import database

COMPUTE = "Amazon Elastic Compute Cloud - Compute"
FORMS = ("cost_explorer", "cur_legacy", "cur2", "cur2_parquet", "focus", "focus_parquet")


def collected(folder: Path, *places: Path, account: str = ACCOUNT) -> Case:
    case = new_case(folder, now=NOW, account=account, language="en")
    collect(case, *[str(place) for place in places], now=NOW)
    return case


def rows(case: Case, statement: str) -> list[tuple]:
    with database.reading(case) as con:
        return con.execute(statement).fetchall()


def daily(case: Case) -> dict[tuple, float]:
    found: dict[tuple, float] = defaultdict(float)
    for row in ask(case, "spend_daily").dicts():
        found[row["period"], row["aws_region"], row["service"], row["charge_type"]] += row["usd"]
    return {key: round(usd, 2) for key, usd in found.items()}


def ledger(case: Case) -> list[tuple]:
    return rows(case, "select status, reason from ledger order by file_id")


@pytest.fixture(scope="module")
def bills(tmp_path_factory) -> Path:
    from kit.demo import make

    return make(tmp_path_factory.mktemp("bills") / "d", events=2_500, bills=True, with_history=False).folder


@pytest.fixture(scope="module")
def first(bills, tmp_path_factory) -> dict[tuple, float]:
    return daily(collected(tmp_path_factory.mktemp("first") / "case", bills / "cost_explorer"))


@pytest.mark.parametrize("form", FORMS)
def test_five_forms_of_one_bill_say_the_same_to_the_cent(bills, first, form, tmp_path):
    case = collected(tmp_path / "case", bills / form)
    assert daily(case) == first
    kinds = {key[3] for key in first}
    assert kinds == {"usage", "tax", "credit"}
    sources = {row["source"] for row in ask(case, "spend_daily").dicts()}
    assert sources == {form.removesuffix("_parquet")}


def test_all_forms_together_still_are_one_bill(bills, first, tmp_path):
    told = json.loads((bills / "truth.json").read_text())
    case = collected(tmp_path / "case", *(bills / form for form in FORMS), account=told["account"])
    assert daily(case) == first
    assert {row["source"] for row in ask(case, "spend_daily").dicts()} == {"cur2"}
    compared = ask(case, "spend_compare").dicts()
    assert {row["source"] for row in compared} >= {"cur2", "cur_legacy", "focus", "cost_explorer"}
    assert all(abs(row["difference"]) < 0.005 for row in compared if "USAGE_TYPE" not in row["view"])
    counted = [(row["period"], row["account_id"]) for row in compared if row["counted"]]
    assert len(counted) == len(set(counted))


def test_recognise_by_content_alone():
    assert loading.recognise(LEGACY.encode()) == "cur_legacy"
    assert loading.recognise(gzip.compress(LEGACY.encode())) == "cur_legacy"
    assert loading.recognise(json.dumps(answer([])).encode()) == "cost_explorer"
    assert loading.recognise(b'"Service","EC2-Instances($)","Total costs($)"\n') == "console_cost"
    assert loading.recognise(b"a,b,c\n1,2,3\n") is None
    assert loading.recognise(b'{"Records": []}') is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (legacy([legacy_line("2026-03-01", 1)]).replace("lineItem/UnblendedCost", "lineItem/Cost"),
         "column lineItem/UnblendedCost missing"),
        (legacy([legacy_line("2026-03-01", "1,25"), legacy_line("2026-03-02", "0,50")]),
         "amounts have a decimal comma (lineItem/UnblendedCost '1,25'): "
         "write the file again with decimal points"),
        (legacy([legacy_line("2026-03-01", 1), legacy_line("2026-03-02", 2, currency="JPY")]),
         "mixed currencies JPY, USD: kept apart, never added"),
        (legacy([]), "a bill without a line"),
        ("", "empty file"),
    ],
)  # fmt: skip
def test_one_clear_line_for_a_bill_that_is_off(tmp_path, text, said):
    file = tmp_path / "bill.csv"
    file.write_text(text)
    ((_, reason),) = ledger(collected(tmp_path / "case", file))
    assert said in reason
    assert "\n" not in reason


def test_a_line_that_cannot_be_read_is_named_and_the_others_count(tmp_path):
    file = tmp_path / "bill.csv"
    lines = [legacy_line("2026-03-01", 1), legacy_line("2026-03-02", "abc"), legacy_line("2026-03-03", 2)]
    file.write_text(legacy([*lines, '"only","three","cells"']))
    case = collected(tmp_path / "case", file)
    found = dict(rows(case, "select position, reason from rejects order by position"))
    assert found[1] == "lineItem/UnblendedCost: 'abc' is no number"
    assert set(found) == {1, 3}
    assert rows(case, "select records, loaded, rejected from ledger") == [(4, 2, 2)]
    assert sum(daily(case).values()) == 3


def test_mixed_currencies_are_two_sums(tmp_path):
    file = tmp_path / "bill.csv"
    file.write_text(legacy([legacy_line("2026-03-01", 1), legacy_line("2026-03-01", 300, currency="JPY")]))
    found = ask(collected(tmp_path / "case", file), "spend_daily").dicts()
    assert {(row["currency"], row["amount"], row["usd"]) for row in found} == {
        ("USD", 1, 1),
        ("JPY", 300, None),
    }


def test_of_two_versions_of_a_bill_the_newer_counts(tmp_path):
    for version, usd, days in (("aaaa", 1, 3), ("bbbb", 2, 5)):
        place = tmp_path / "cur" / "report" / "20260301-20260401" / version
        place.mkdir(parents=True)
        lines = [legacy_line(f"2026-03-0{day}", usd) for day in range(1, days + 1)]
        (place / "report-1.csv").write_text(legacy(lines))
    case = collected(tmp_path / "case", tmp_path / "cur")
    assert sum(daily(case).values()) == 10
    said = [reason for _, reason in ledger(case) if reason]
    assert said == ["another version of the bill 2026-03 of 111122223333: the newest one counts"]


def test_a_manifest_says_which_version_counts(tmp_path):
    for version, usd in (("aaaa", 1), ("bbbb", 2)):
        place = tmp_path / "cur" / "report" / "20260301-20260401" / version
        place.mkdir(parents=True)
        (place / "report-1.csv").write_text(legacy([legacy_line("2026-03-01", usd)]))
    told = {
        "assemblyId": "aaaa",
        "billingPeriod": {"start": "20260301T000000.000Z"},
        "reportKeys": ["report-1.csv"],
    }
    (tmp_path / "cur" / "report" / "20260301-20260401" / "report-Manifest.json").write_text(json.dumps(told))
    assert sum(daily(collected(tmp_path / "case", tmp_path / "cur")).values()) == 1


def test_the_same_bill_under_two_names_counts_once_and_two_parts_count_both(tmp_path):
    march = [legacy_line(f"2026-03-{day:02d}", day) for day in range(1, 11)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "monday.csv").write_text(legacy(march[:8]))
    (tmp_path / "in" / "wednesday.csv").write_text(legacy(march))
    assert sum(daily(collected(tmp_path / "twice", tmp_path / "in")).values()) == 55
    (tmp_path / "in" / "monday.csv").write_text(legacy(march[:5]))
    (tmp_path / "in" / "wednesday.csv").write_text(legacy(march[5:]))
    assert sum(daily(collected(tmp_path / "parts", tmp_path / "in")).values()) == 55


def test_lines_of_other_providers_are_set_apart_with_a_reason(tmp_path):
    columns = "ProviderName,SubAccountId,BillingAccountId,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,"
    columns += "ServiceName,BilledCost,EffectiveCost,BillingCurrency,RegionId,BillingPeriodStart"
    line = "{},1,1,2026-03-01 00:00:00,2026-03-01 01:00:00,Usage,Compute,2.5,2.5,USD,us-east-1,"
    line += "2026-03-01 00:00:00"
    file = tmp_path / "focus.csv"
    file.write_text(
        "\n".join([columns, *map(line.format, ("AWS", "Microsoft", "Oracle", "Microsoft"))]) + "\n"
    )
    case = collected(tmp_path / "case", file)
    assert sum(daily(case).values()) == 2.5
    ((status, reason),) = ledger(case)
    assert (status, reason) == (
        "loaded",
        "2 lines set apart: a charge of Microsoft, not of AWS; "
        "1 line set apart: a charge of Oracle, not of AWS",
    )


def test_tag_columns_that_differ_only_in_case_do_no_harm(tmp_path):
    file = tmp_path / "bill.csv"
    text = legacy([legacy_line("2026-03-01", 1)])
    head, line = text.splitlines()
    file.write_text(f"{head},resourceTags/user:Name,resourceTags/user:name\n{line},a,b\n")
    assert sum(daily(collected(tmp_path / "case", file)).values()) == 1


def test_pages_are_one_answer_and_a_later_answer_replaces_a_group(tmp_path):
    pages = [
        answer([("2026-03-01", {("us-west-2", COMPUTE): 1.0})], token="next"),
        answer([("2026-03-01", {("us-east-1", "AWS Lambda"): 0.5})]),
    ]
    (tmp_path / "1.json").write_text(json.dumps(pages))
    (tmp_path / "2.json").write_text(json.dumps(answer([("2026-03-01", {("us-west-2", COMPUTE): 3.0})])))
    found = daily(collected(tmp_path / "case", tmp_path / "1.json", tmp_path / "2.json"))
    assert found == {
        ("2026-03-01", "us-west-2", COMPUTE, "usage"): 3.0,
        ("2026-03-01", "us-east-1", "AWS Lambda", "usage"): 0.5,
    }


def test_charges_without_region_and_estimated_days(tmp_path):
    said = answer(
        [
            ("2026-03-01", {("NoRegion", "Tax"): 1.0, ("global", "Amazon Route 53"): 0.1}),
            ("2026-03-02", {("", "Tax"): 2}),
        ],
        estimated=["2026-03-02"],
    )
    (tmp_path / "ce.json").write_text(json.dumps(said))
    found = ask(collected(tmp_path / "case", tmp_path / "ce.json"), "spend_daily").dicts()
    assert {row["aws_region"] for row in found} == {"global"}
    assert {(row["period"], row["complete"]) for row in found} == {
        ("2026-03-01", True),
        ("2026-03-02", False),
    }
    assert {row["charge_type"] for row in found} == {"tax", "usage"}


def test_cost_table_of_the_console(tmp_path):
    file = tmp_path / "costs.csv"
    file.write_text(
        '"Region","us-west-2($)","ap-northeast-1($)","Total costs($)"\n"Region total","3.5","1.0","4.5"\n'
        '"2026-03-01","1.5","0.5","2.0"\n"2026-03-02","2.0","0.5","2.5"\n'
    )
    found = ask(collected(tmp_path / "case", file), "spend_daily").dicts()
    assert sum(row["usd"] for row in found) == 4.5
    assert {row["source"] for row in found} == {"console_csv"}
    file.write_text(file.read_text().replace('"1.5"', '"1,5"'))
    ((status, reason),) = ledger(collected(tmp_path / "comma", file))
    assert status == "rejected"
    assert "write the file again with decimal points" in reason


def test_amortised_and_kinds_of_lines_stay_apart(tmp_path):
    head = LEGACY + ",reservation/EffectiveCost,savingsPlan/SavingsPlanEffectiveCost"
    kinds = [
        ("DiscountedUsage", 0, 0.04, ""),
        ("SavingsPlanCoveredUsage", 0.1, "", 0.07),
        ("SavingsPlanNegation", -0.1, "", ""),
        ("RIFee", 30, "", ""),
        ("Refund", -2, "", ""),
        ("Tax", 3, "", ""),
    ]
    lines = [f"{legacy_line('2026-03-01', usd, kind=kind)},{ri},{sp}" for kind, usd, ri, sp in kinds]
    file = tmp_path / "bill.csv"
    file.write_text("\n".join([head, *lines]) + "\n")
    found = {
        row["charge_type"]: row for row in ask(collected(tmp_path / "case", file), "spend_daily").dicts()
    }
    assert {kind: row["usd"] for kind, row in found.items()} == {
        "usage": 0.1,
        "discount": -0.1,
        "fee": 30,
        "refund": -2,
        "tax": 3,
    }
    assert found["usage"]["usd_amortised"] == pytest.approx(0.11)
    assert found["fee"]["usd_amortised"] == 0


def test_parquet_that_is_no_bill_is_passed_over(tmp_path):
    pyarrow.parquet.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    ((status, reason),) = ledger(collected(tmp_path / "case", tmp_path / "x.parquet"))
    assert (status, reason) == ("skipped", "Parquet, but no bill that is known")


def test_of_a_bill_cut_off_in_transfer_the_rest_is_loaded_and_it_says_so(tmp_path):
    text = legacy([legacy_line("2026-03-01", number) for number in range(2_000)])
    (tmp_path / "bill.csv.gz").write_bytes(gzip.compress(text.encode())[:-200])
    case = collected(tmp_path / "case", tmp_path / "bill.csv.gz")
    ((status, reason),) = ledger(case)
    assert (status, reason) == ("loaded", "gzip stream ends early: the file is cut off")
    ((loaded, rejected),) = rows(case, "select loaded, rejected from ledger")
    assert 1_000 < loaded < 2_000
    assert rejected >= 1
