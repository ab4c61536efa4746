"""What an hour of something costs, and how sure that is."""

from __future__ import annotations

import pytest

from kit.analysis.money import prices
from kit.analysis.money.prices import Prices, Rate
from kit.errors import CatalogueError


def test_the_price_list_answer_of_the_case_comes_before_the_table():
    book = Prices([("m5.large", "us-east-1", 0.5)])
    assert book.instance("m5.large", "us-east-1") == Rate(0.5, 0.5, 0.5, "hour", "price list answer")
    assert book.instance("m5.large", "us-west-2").basis == "list"


def test_a_region_without_a_listed_price_gets_a_range():
    """No Region xx-new-9 is in any table: what it costs is concluded, and wide."""
    rate = Prices().instance("m5.large", "xx-new-9")
    assert rate.basis == "regional factor"
    # From the cheapest Region (0.096 in Virginia) to one as dear as Sao Paulo (0.153) at least.
    assert 0.085 < rate.low < rate.usd < rate.high
    assert rate.high >= 0.153


def test_what_is_in_no_table_has_no_price():
    assert Prices().instance("z99.huge", "us-east-1") is None
    assert Prices().instance(None, "us-east-1") is None
    assert Prices().of("no such thing", "us-east-1") is None


def test_fargate_has_its_listed_price():
    """0.04048 USD a vCPU hour and 0.004445 a GB hour in us-east-1 (AWS Fargate pricing, Linux/x86)."""
    book = Prices()
    task = book.of("fargate.vcpu", "us-east-1").times(4).plus(book.of("fargate.gb", "us-east-1").times(8))
    assert task.usd == pytest.approx(4 * 0.04048 + 8 * 0.004445)
    assert task.low == task.high == task.usd


def test_a_sum_is_as_sure_as_its_least_sure_part():
    listed, concluded = Rate(1, 1, 1, "hour", "list"), Rate(0.5, 1, 2, "hour", "regional factor")
    assert listed.plus(concluded) == Rate(1.5, 2, 3, "hour", "regional factor")
    assert concluded.times(listed.times(2)) == Rate(1.0, 2, 4, "hour", "regional factor")


def test_spot_is_a_share_with_a_range_and_below_on_demand():
    share = Prices().factor("spot")
    assert 0 < share.low <= share.usd <= share.high <= 1
    with pytest.raises(CatalogueError, match="nothing_such"):
        Prices().factor("nothing_such")


def test_sagemaker_costs_more_than_the_machine_below_it():
    book = Prices()
    assert book.sagemaker("ml.m5.large", "us-east-1").usd > book.instance("m5.large", "us-east-1").usd
    assert book.sagemaker("ml.z99.huge", "us-east-1") is None


@pytest.mark.parametrize("prefix", ["", "us.", "eu.", "global."])
def test_a_model_is_known_by_the_id_of_its_profile_too(prefix):
    """Cross-Region inference profiles are called by a geography's prefix (Bedrock user guide)."""
    assert prices.model(f"{prefix}ai21.jamba-1-5-large-v1:0").usd_input == 2.0
    assert (
        prices.model("arn:aws:bedrock:us-east-1::foundation-model/ai21.jamba-1-5-large-v1:0").usd_output
        == 8.0
    )
    assert prices.model(f"{prefix}nobody.nothing-v1:0") is None
