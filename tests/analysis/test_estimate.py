"""Prices, and what things cost by the trail: against the demo's bill, and by hand."""

from __future__ import annotations

import json

import pytest

from kit.analysis.answers import ask
from kit.analysis.money import estimate, prices
from kit.analysis.money.prices import Prices
from kit.store import database

MINING = [
    "p2.xlarge",
    "p2.8xlarge",
    "p2.16xlarge",
    "p3.2xlarge",
    "p3.8xlarge",
    "p3.16xlarge",
    "p3dn.24xlarge",
    "p4d.24xlarge",
    "p4de.24xlarge",
    "p5.48xlarge",
    "g3.4xlarge",
    "g3.8xlarge",
    "g3.16xlarge",
    "g3s.xlarge",
    "g4dn.xlarge",
    "g4dn.2xlarge",
    "g4dn.4xlarge",
    "g4dn.8xlarge",
    "g4dn.12xlarge",
    "g4dn.16xlarge",
    "g4ad.xlarge",
    "g4ad.16xlarge",
    "g5.xlarge",
    "g5.2xlarge",
    "g5.4xlarge",
    "g5.8xlarge",
    "g5.12xlarge",
    "g5.24xlarge",
    "g5.48xlarge",
    "g6.xlarge",
    "g6.12xlarge",
    "g6.48xlarge",
    "g6e.xlarge",
    "g6e.48xlarge",
    "inf1.xlarge",
    "inf1.24xlarge",
    "inf2.xlarge",
    "inf2.48xlarge",
    "trn1.2xlarge",
    "trn1.32xlarge",
    "c4.8xlarge",
    "c5.4xlarge",
    "c5.9xlarge",
    "c5.18xlarge",
    "c5.24xlarge",
    "c5.metal",
    "c5a.16xlarge",
    "c5a.24xlarge",
    "c5n.18xlarge",
    "c6i.16xlarge",
    "c6i.24xlarge",
    "c6i.32xlarge",
    "c6a.24xlarge",
    "c6a.32xlarge",
    "c6a.48xlarge",
    "c7i.24xlarge",
    "c7i.48xlarge",
    "c7a.48xlarge",
    "c6g.16xlarge",
    "m5.24xlarge",
    "m6i.32xlarge",
    "r5.24xlarge",
    "t3.2xlarge",
    "t3.micro",
    "hpc6a.48xlarge",
    "x1e.32xlarge",
    "z1d.12xlarge",
]
MAIN = (
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-northeast-1",
    "ap-southeast-1",
)


def run(**given) -> dict:
    return {
        "service": "ec2",
        "resource_type": "instance",
        "aws_region": "us-east-1",
        "instance_type": None,
        "vcpu": None,
        "memory_gb": None,
        "quantity": 1,
        "purchase": "on-demand",
        **given,
    }


def test_the_types_used_for_mining_have_a_price_everywhere():
    book = Prices()
    assert len(MINING) >= 60
    for kind in MINING:
        for region in (*MAIN, "ap-northeast-3", "sa-east-1", "me-central-1", "xx-new-9"):
            rate = book.instance(kind, region)
            assert rate is not None, (kind, region)
            assert 0 < rate.low <= rate.usd <= rate.high
            assert rate.low < rate.high or rate.basis in ("list", "price list answer")


@pytest.mark.parametrize(
    ("kind", "region", "usd"),
    [("m5.large", "us-east-1", 0.096), ("m5.large", "us-west-2", 0.096), ("p3.2xlarge", "us-east-1", 3.06),
     ("g4dn.xlarge", "us-west-2", 0.526), ("g4dn.xlarge", "ap-northeast-1", 0.71),
     ("c5.4xlarge", "us-east-1", 0.68), ("p3.16xlarge", "us-west-2", 24.48),
     ("t3.micro", "ap-northeast-1", 0.0136), ("p5.48xlarge", "us-east-1", 55.04)],
)  # fmt: skip
def test_prices_that_everybody_knows(kind, region, usd):
    assert Prices().instance(kind, region).usd == pytest.approx(usd)


def test_the_tables_say_of_which_day_and_from_where_they_are(demo_case):
    assert prices.known_on().year >= 2026
    with database.reading(demo_case) as con:
        ((lacking, types, regions),) = con.execute(
            "select count(*) filter (where source is null or as_known_on is null),"
            " count(distinct item) filter (where unit = 'hour' and item like '%.%large'),"
            " count(distinct aws_region) from prices"
        ).fetchall()
    assert lacking == 0
    assert types >= 200
    assert regions >= 15


def test_families_are_linear_where_aws_is():
    """A dedicated-tenancy price among the shared ones would stand out by a tenth."""
    book = Prices()
    for family, sizes in {
        "c5": (9, 18),
        "c6i": (8, 16, 24),
        "m5": (4, 8, 16),
        "r5": (4, 8),
        "c6a": (24, 48),
    }.items():
        for region in MAIN:
            unit = book.instance(f"{family}.2xlarge", region)
            for size in sizes:
                assert book.instance(f"{family}.{size}xlarge", region).usd == pytest.approx(
                    unit.usd * size / 2, rel=0.005
                )


def test_what_has_no_price_has_none():
    assert Prices().instance("u99.fantasy", "us-east-1") is None
    assert estimate.price(run(instance_type="u99.fantasy"), Prices()).rate is None
    assert estimate.price(run(service="kinesis", resource_type="stream"), Prices()).assumed == ("no-price",)


def test_an_answer_of_the_price_list_wins():
    rate = Prices([("m5.large", "us-east-1", 0.1)]).instance("m5.large", "us-east-1")
    assert (rate.usd, rate.basis) == (0.1, "price list answer")


def test_spot_is_a_range_below_on_demand():
    spot = estimate.price(run(instance_type="c5.4xlarge", purchase="spot"), Prices()).rate
    assert (spot.low, spot.usd, spot.high) == pytest.approx((0.068, 0.272, 0.68))


def test_fargate_sagemaker_volumes():
    book = Prices()
    task = run(service="ecs", resource_type="task", vcpu=4.0, memory_gb=8.0, quantity=3)
    assert estimate.price(task, book).rate.usd == pytest.approx(3 * (4 * 0.04048 + 8 * 0.004445))
    assert estimate.price(run(service="ecs", resource_type="task"), book).assumed == ("no-size",)
    notebook = run(service="sagemaker", resource_type="notebook_instance", instance_type="ml.p3.2xlarge")
    assert estimate.price(notebook, book).rate.usd == pytest.approx(3.825)
    disk = run(resource_type="volume", instance_type="100 GiB gp3")
    assert estimate.price(disk, book).rate.usd * prices.HOURS_A_MONTH == pytest.approx(8.0)


def test_models_by_profile_and_arn():
    assert prices.model("anthropic.claude-3-5-sonnet-20240620-v1:0").usd_output == 15.0
    assert prices.model("us.anthropic.claude-3-5-sonnet-20240620-v1:0").usd_input == 3.0
    arn = "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-3-5-sonnet-20240620-v1:0"
    assert prices.model(arn).usd_input == 3.0
    assert prices.model("nobody.knows") is None


def test_on_the_demo_the_estimate_meets_the_bill(demo_case):
    """Within 2 % where price and times are known; the range covers it where spot is in play."""
    found = ask(demo_case, "spend_reconcile").dicts()
    both = [row for row in found if row["found"] == "both"]
    assert len(both) >= 15
    with database.reading(demo_case) as con:
        bought = dict(con.execute("select resource_id, purchase from estimate").fetchall())
    assert {bought[row["resource_id"]] for row in both} == {"spot", "on-demand"}
    for row in both:
        if bought[row["resource_id"]] == "spot":
            assert row["usd_low"] <= row["billed_usd"] <= row["usd_high"]
        else:
            assert row["ratio"] == pytest.approx(1.0, abs=0.02), row
    assert {row["purchase"] for row in ask(demo_case, "estimate_basis").dicts()} >= {"spot", "on-demand"}
    # What was started while the trail was off is on the bill alone.
    assert any(row["found"] == "bill" and row["aws_region"] == "ca-central-1" for row in found)


def test_on_the_demo_the_excess_is_the_truth(demo_case, demo_truth):
    told = demo_truth["spend"]
    found = ask(demo_case, "spend_excess").dicts()
    assert sum(row["excess_usd"] for row in found) == pytest.approx(told["incident_usd"], rel=0.05)
    by_region: dict[str, float] = {}
    for row in found:
        by_region[row["aws_region"]] = by_region.get(row["aws_region"], 0.0) + row["excess_usd"]
    for region, usd in by_region.items():
        assert usd == pytest.approx(told["incident_by_region"].get(region, 0.0), rel=0.05, abs=0.01), region


def test_every_row_says_what_it_assumes(demo_case):
    from kit import texts

    rows = ask(demo_case, "estimate_basis").dicts()
    assert len(rows) > 20
    for row in rows:
        assumed = json.loads(row["assumed"])
        assert assumed
        for name in assumed:
            assert texts.has("en", f"money-assumed-{name}"), name
            assert texts.has("ja", f"money-assumed-{name}"), name
