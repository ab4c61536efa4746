"""Cost Explorer on moto's wire: asks before it spends, counts, keeps what the loader of bills reads, asks
once a day."""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime, timedelta

import pytest
from conftest import build_case, record
from live_account import SIGN_IN, moto_server, responder

from kit.analysis.answers import ask
from kit.collect.dispatch import _held, refresh
from kit.collect.run import collect_items
from kit.errors import UsageError
from kit.sources import cost_explorer

NOW = datetime(2026, 3, 10, 12)


def result(keys: list[str], usd: str, groups: list[str]) -> dict:
    return {
        "GroupDefinitions": [{"Type": "DIMENSION", "Key": key} for key in groups],
        "ResultsByTime": [
            {
                "TimePeriod": {"Start": "2026-03-02", "End": "2026-03-03"},
                "Total": {},
                "Estimated": False,
                "Groups": [
                    {
                        "Keys": keys,
                        "Metrics": {
                            "UnblendedCost": {"Amount": usd, "Unit": "USD"},
                            "UsageQuantity": {"Amount": "1", "Unit": "N/A"},
                        },
                    }
                ],
            }
        ],
    }


EMPTY = {
    "ResultsByTime": [
        {
            "TimePeriod": {"Start": "2026-03-02", "End": "2026-03-03"},
            "Total": {},
            "Groups": [],
            "Estimated": False,
        }
    ]
}


def seed(url: str, results: list[dict]) -> None:
    asked = urllib.request.Request(
        f"{url}/moto-api/static/ce/cost-and-usage-results",
        method="POST",
        data=json.dumps({"results": results}).encode(),
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(asked).read()


@pytest.fixture
def account(monkeypatch):
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    with moto_server() as url:
        usage = result(
            ["us-west-2", "Amazon Elastic Compute Cloud - Compute"], "123.5", ["REGION", "SERVICE"]
        )
        types = result(["us-west-2", "USW2-BoxUsage:g5.48xlarge"], "123.5", ["REGION", "USAGE_TYPE"])
        seed(url, [usage, types, EMPTY, EMPTY, EMPTY, EMPTY])
        yield responder(url)


def test_nothing_is_asked_before_somebody_agreed(account, tmp_path):
    case = build_case(tmp_path, [record(0)])
    for agree in (None, lambda calls, usd: False):
        with pytest.raises(UsageError, match=r"9 calls, \$0\.09.*--yes"):
            list(cost_explorer.items(account, case, now=NOW, agree=agree))


def test_answers_become_lines_of_the_bill_and_are_not_asked_again_that_day(account, tmp_path):
    case, said, agreed = build_case(tmp_path, [record(0)]), [], []

    def run(now):
        asked = {origin: at for origin, at, _ in _held(case)}
        return collect_items(
            case,
            cost_explorer.items(
                account,
                case,
                now=now,
                asked=asked,
                say=said.append,
                agree=lambda calls, usd: agreed.append((calls, round(usd, 2))) or True,
            ),
        )

    run(NOW)
    refresh(case)
    assert agreed == [(9, 0.09)] and "9 calls, $0.09" in said[-1]
    rows = [row for row in ask(case, "spend_daily").dicts() if row["usd"]]
    assert [(str(row["period"])[:10], row["aws_region"], row["usd"]) for row in rows] == [
        ("2026-03-02", "us-west-2", 123.5)
    ]
    run(NOW + timedelta(hours=3))
    assert agreed[1:] == [] and "nothing is asked" in said[-1]
    run(NOW + timedelta(days=2))
    assert agreed[1:] == [(9, 0.09)]


def test_what_the_payer_sees_is_limited_to_the_account_of_the_case(account, tmp_path):
    case = build_case(tmp_path, [record(0)], account="111122223333")
    for question in cost_explorer.questions(case, account.account_id, NOW):
        assert question.request()["Filter"]["And"][1]["Dimensions"]["Values"] == ["111122223333"]
    hourly = cost_explorer.questions(case, account.account_id, NOW)[-1]
    assert hourly.granularity == "HOURLY" and hourly.start >= "2026-02-25T00:00:00Z"
