"""Charts: rows in, figure out; nothing lost on the way, nothing from a log read as markup."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import by_hand
import pytest

from kit.charts import breaks, coverage, heat, regions, spend, style, timeline, tree

ZONE = "Asia/Tokyo"
DRAWN = {
    "timeline": lambda lang: timeline.figure(
        by_hand.key_activity(), by_hand.milestones(), lang=lang, zone=ZONE
    ),
    "tree": lambda lang: tree.figure(by_hand.credentials(), by_hand.milestones(), lang=lang, zone=ZONE),
    "principals": lambda lang: regions.principals(
        by_hand.principals(), by_hand.milestones(), lang=lang, zone=ZONE, until=by_hand.END
    ),
    "resources": lambda lang: regions.resources(by_hand.resources(), lang=lang),
    "multiples": lambda lang: spend.multiples(by_hand.spend_daily(), by_hand.spend_excess(), lang=lang),
    "heat": lambda lang: heat.figure(
        by_hand.spend_daily(), by_hand.spend_excess(), by_hand.resources(), lang=lang, zone=ZONE
    ),
    "coverage": lambda lang: coverage.figure(by_hand.coverage(), lang=lang, zone=ZONE),
}
EMPTY = {
    "timeline": lambda lang: timeline.figure([], lang=lang, zone=ZONE),
    "tree": lambda lang: tree.figure([], lang=lang, zone=ZONE),
    "principals": lambda lang: regions.principals([], lang=lang, zone=ZONE),
    "resources": lambda lang: regions.resources([], lang=lang),
    "multiples": lambda lang: spend.multiples([], lang=lang),
    "heat": lambda lang: heat.figure([], lang=lang, zone=ZONE),
    "coverage": lambda lang: coverage.figure([], lang=lang, zone=ZONE),
}


def labels(value: object):
    """Every text of a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from labels(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from labels(inner)


# Columns whose words somebody outside chose, or a log may hold anything in.
FREE = {
    "aws_region", "arn", "event_name", "name", "principal_arn", "resource_id", "resource_type", "service",
    "size", "subject",
}  # fmt: skip


@pytest.fixture
def poisoned(monkeypatch):
    """The rows by hand with markup in every free column."""
    for name in (
        "key_activity",
        "credentials",
        "principals",
        "resources",
        "spend_daily",
        "spend_excess",
        "coverage",
    ):
        rows = [
            {column: by_hand.HOSTILE if column in FREE else value for column, value in row.items()}
            for row in getattr(by_hand, name)()
        ]
        monkeypatch.setattr(by_hand, name, lambda rows=rows: rows)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_values_of_logs_stay_text(poisoned, name, lang):
    words = list(labels(json.loads(DRAWN[name](lang).to_json())))
    assert not [
        each
        for each in words
        if "<img" in each
        or "<b>bold" in each
        or "$x^2$" in each
        or ("%{y}" in each and "customdata" not in each)
    ]
    assert [each for each in words if "&lt;img" in each], "the hostile word is not in the figure at all"


@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_rows_say_so(name, lang):
    figure = EMPTY[name](lang)
    assert not figure.data
    assert len(figure.layout.annotations) == 1


def test_safe_labels():
    assert style.safe("<b>a</b>&$5$") == "&lt;b&gt;a&lt;/b&gt;&amp;&#36;5&#36;"
    assert style.safe("a\nb\tc") == "a b c"
    assert "\u202e" not in style.safe("a\u202eb")
    assert len(style.safe("x" * 500, 30)) == 30
    assert style.safe("%{y}").count("%{") == 0


def test_the_timeline_counts_every_call_that_is_not_the_owners():
    rows = by_hand.key_activity()
    figure = timeline.figure(rows, by_hand.milestones(), lang="en", zone=ZONE)
    strip = sum(round(height**2) for trace in figure.data if trace.type == "bar" for height in trace.y)
    assert strip == len(rows)
    marks = sum(len(trace.x) for trace in figure.data if trace.type == "scatter")
    assert 0 < marks <= sum(row["actor"] != "owner" for row in rows)


def test_the_timeline_names_every_milestone_and_covers_none_with_another():
    figure = timeline.figure(by_hand.key_activity(), by_hand.milestones(), lang="en", zone=ZONE)
    named = [
        note
        for note in figure.layout.annotations
        if note.text
        in {
            "First intruder call",
            "Trail stopped",
            "Trail restarted",
            "First resource started",
            "AWS quarantine policy",
            "Key deactivated",
            "Last intruder call",
        }
    ]
    assert len(named) == 7
    assert len({(note.x, note.y) for note in named}) == 7


def test_times_of_charts_are_on_the_clock_of_the_zone():
    row = by_hand.milestones()[0]
    figure = timeline.figure(by_hand.key_activity(), [row], lang="en", zone=ZONE)
    lines = [shape for shape in figure.layout.shapes if shape.type == "line" and shape.x0 == shape.x1]
    assert row["at"] + timedelta(hours=9) in [shape.x0 for shape in lines]


def test_a_scale_leaves_out_the_longest_quiet_times_only():
    start = datetime(2026, 3, 1)
    times = [
        start,
        start + timedelta(minutes=5),
        start + timedelta(days=6),
        start + timedelta(days=6, hours=1),
    ]
    scale = breaks.scale(times)
    assert len(scale.gaps) == 1
    assert scale.gaps[0][1] - scale.gaps[0][0] > timedelta(days=5)
    shares = [scale.share(at) for at in times]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
    assert breaks.scale(times[:2]).gaps == ()


def test_every_credential_is_a_line_under_its_parent():
    rows = by_hand.credentials()
    figure = tree.figure(rows, by_hand.milestones(), lang="en", zone=ZONE)
    names = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert len(names.x) == len(rows)
    assert names.x[0] == 0
    assert max(names.x) == pytest.approx(2 * tree.INDENT)


def test_hundreds_of_sessions_fold_and_the_sum_stays():
    rows = by_hand.credentials()
    for number in range(400):
        one = dict(rows[2], credential_id=f"ASIAMANY{number:012}", events=number, parent_id=by_hand.USER_KEY)
        rows.append(one)
    figure = tree.figure(rows, lang="en", zone=ZONE)
    names = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert len(names.x) < 30
    folded = [words for words in names.text if "more of the same kind" in words]
    assert len(folded) == 1
    assert "+ 396 more" in folded[0]


def test_a_chain_of_a_thousand_roles_and_a_circle_are_drawn():
    rows = by_hand.credentials()[:1]
    for number in range(1000):
        rows.append(
            dict(
                by_hand.credentials()[2],
                credential_id=f"c{number}",
                depth=number + 1,
                parent_id=f"c{number - 1}" if number else by_hand.KEY,
            )
        )
    assert tree.figure(rows, lang="en", zone=ZONE).data
    rows.append(dict(rows[2], credential_id="own", parent_id="own"))
    assert tree.figure(rows, lang="en", zone=ZONE).data


def test_spend_multiples_share_one_scale_and_hold_every_dollar():
    rows = by_hand.spend_daily()
    figure = spend.multiples(rows, by_hand.spend_excess(), lang="en")
    ranges = {figure.layout[name].range for name in figure.layout if name.startswith("yaxis")}
    assert len(ranges) == 1
    drawn = sum(sum(trace.y) for trace in figure.data if trace.type == "bar")
    assert drawn == pytest.approx(sum(row["usd"] for row in rows))


def test_more_regions_than_panels_are_summed_in_the_last():
    rows = [dict(by_hand.spend_daily()[0], aws_region=f"region-{number}", usd=1.0) for number in range(40)]
    figure = spend.multiples(rows, lang="en")
    assert sum(sum(trace.y) for trace in figure.data if trace.type == "bar") == pytest.approx(40)
    assert any("29 more Regions" in note.text for note in figure.layout.annotations)


def test_credits_and_tax_are_no_spend():
    rows = [dict(by_hand.spend_daily()[0], charge_type="credit", usd=-5.0)]
    assert not spend.multiples(rows, lang="en").data


def test_the_heat_map_names_what_began_it():
    figure = heat.figure(
        by_hand.spend_daily(), by_hand.spend_excess(), by_hand.resources(), lang="en", zone=ZONE
    )
    frames = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(frames) == 5
    assert any(
        "p4d.24xlarge" in note.text and "r-us-west-2-0" in note.hovertext
        for note in figure.layout.annotations
        if note.hovertext
    )


def test_coverage_shows_the_worst_of_a_slice():
    figure = coverage.figure(by_hand.coverage(), lang="en", zone=ZONE)
    worst = {rank for line in figure.data[0].z for rank in line}
    assert coverage.ORDER.index("stopped") in worst
    assert coverage.ORDER.index("not_collected") in worst
    assert figure.layout.yaxis.ticktext[-1] == "ap-northeast-1"


def test_resources_are_counted_by_region_and_state():
    rows = by_hand.resources()
    figure = regions.resources(rows, lang="en")
    assert sum(sum(trace.x) for trace in figure.data) == len(rows)
    fresh = [{"account_id": by_hand.ACCOUNT, "aws_region": "us-west-2", "used_before": "no"}]
    words = regions.resources(rows, fresh, lang="en").layout.yaxis.ticktext
    assert [each for each in words if "not used before" in each] == [
        each for each in words if "us-west-2" in each
    ]
