"""Every shape of the demo: its truth is borne out by its files, and says `unclear` where nobody could
tell."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from kit.demo import SHAPES, make
from kit.ids import account_of_key, is_key_id

UNDECIDED = {"one_network", "settings_check"}
# Nobody but the owner used the key.
OWNERS = {"nothing", "pipeline"}
OF_SPEND = {"weekend", "month_end", "growth", "region_before", "nothing"}


@pytest.fixture(scope="module", params=[shape for shape in SHAPES if shape != "standard"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param) / "d"
    return make(folder, events=2_500, shape=request.param)


def trail_ids(made) -> dict[str, dict]:
    found = {}
    for path in (made.folder / "trail").rglob("*.json.gz"):
        if str(path.relative_to(made.folder)) not in made.truncated:
            for record in json.loads(gzip.decompress(path.read_bytes()))["Records"]:
                found[record["eventID"]] = record
    return found


def test_truth_is_in_the_files(made):
    found = trail_ids(made)
    assert len(found) == made.events
    told = made.truth
    assert set(told["actors"]) <= set(found)
    names = {row["credential_id"] for row in told["credentials"]}
    for answer in ("credentials", "principals", "resources"):
        for row in told[answer]:
            for column in ("event_id", "link_event_id", "ended_event_id"):
                assert row.get(column) is None or row[column] in found
    for row in told["credentials"]:
        assert row["parent_id"] is None or row["parent_id"] in names
        assert (row["depth"] == 0) == (row["parent_id"] is None) == (row["link"] == "leaked")
        if is_key_id(row["credential_id"]):
            assert account_of_key(row["credential_id"]) == row["account_id"]
            used = [
                event
                for event in found.values()
                if event["userIdentity"].get("accessKeyId") == row["credential_id"]
            ]
            assert len(used) == row["events"]


def test_roots_are_what_the_case_is_opened_on(made):
    told = made.truth
    roots = {row["credential_id"] for row in told["credentials"] if row["depth"] == 0}
    given = set(told["leaked_keys"]) | {f"principal:{arn}" for arn in told["leaked_principals"]}
    assert roots == given and given


def test_actors_are_said_only_where_they_can_be(made):
    hands = Counter(made.truth["actors"].values())
    shape = made.truth["shape"]
    if shape in UNDECIDED:
        assert hands["unclear"] > 20 and not hands["intruder"]
        assert made.truth["first_intruder_event"] is None
    elif shape in OWNERS:
        assert not hands["intruder"] and not hands["unclear"]
        assert made.truth["spend"]["incident_usd"] == 0
    else:
        assert hands["intruder"] > 10 and not hands["unclear"]


def test_bills_of_spend_shapes_differ_in_habit_only(made):
    shape = made.truth["shape"]
    if shape not in OF_SPEND:
        pytest.skip("no shape of the bill")
    answer = json.loads((made.folder / "cost_explorer" / "usage_by_region_service.json").read_text())[
        "response"
    ]
    compute = {
        day["TimePeriod"]["Start"]: sum(
            float(group["Metrics"]["UnblendedCost"]["Amount"])
            for group in day["Groups"]
            if group["Keys"] == ["ap-northeast-1", "Amazon Elastic Compute Cloud - Compute"]
        )
        for day in answer["ResultsByTime"]
    }
    regions = {group["Keys"][0] for group in answer["ResultsByTime"][0]["Groups"]}
    usual = compute["2026-03-04"]
    if shape == "weekend":
        assert compute["2026-03-07"] < 0.5 * usual
    elif shape == "month_end":
        assert compute["2026-02-28"] > 5 * usual and compute["2026-03-30"] > 5 * usual
    elif shape == "growth":
        assert compute["2026-03-30"] > 1.25 * usual
    elif shape == "region_before":
        assert "us-west-2" in regions
    assert ("us-west-2" in regions) == (shape == "region_before")
