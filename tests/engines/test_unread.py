"""A file that the engine cannot read is met by whichever statement: it is left out by its name, has a line in
the ledger, and nothing else stops."""

from __future__ import annotations

import functools

import pytest
from conftest import LEAKED, NOW
from engines.same import answers, walked
from engines.stand_in import StandIn, as_table
from engines.test_exposure import logs as exposed
from engines.test_hub import busy_key
from engines.test_hub import logs as hub

from kit.analysis.answers import ask
from kit.case import new_case

CUT = "s3://logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/cut.json.gz"
# What each of these trails is asked that no other is.
TRAILS = {
    "exposed": (exposed, None),
    "busy": (lambda: busy_key(calls=3_000), 500),
    "hub": (lambda: hub(before=50, after=1_500), 500),
}
ASKED = [
    *(("exposed", name) for name in ("hours", "long_term_keys", "uses", "links", "named_calls", "places")),
    *(("exposed", name) for name in ("openings", "readers", "first_reads", "callers")),
    *(("busy", name) for name in ("ways", "uses_elsewhere")),
    *(("hub", name) for name in ("weights_of_links", "weights_of_uses", "first_uses")),
]
# One whose rows come and one that counts; the others take a minute each on a busy machine.
QUICK = {"ways", "readers"}


def taken(folder, trail: str, breaks: dict[str, str]):
    records, most = TRAILS[trail]
    case = new_case(folder, now=NOW, keys=[LEAKED], language="en")
    engine = StandIn(as_table((each, "s3://logs/all.json.gz") for each in records()))
    engine.breaks = breaks
    walked(case, engine, **({"most": most} if most else {}))
    return case, engine


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """Gives the case and the engine of a trail where everything can be read."""
    base = tmp_path_factory.mktemp("unbroken")
    return functools.cache(lambda trail: taken(base / trail, trail, {}))


@pytest.mark.parametrize(
    ("trail", "name"),
    [pytest.param(*each, marks=() if each[1] in QUICK else pytest.mark.slow) for each in ASKED],
)
def test_a_cut_off_file_ends_no_run_whichever_statement_meets_it(trail, name, tmp_path, unbroken):
    whole, sound = unbroken(trail)
    assert name in {asked.name for asked in sound.asked}, "the trail is asked it"
    case, engine = taken(tmp_path / "case", trail, {name: CUT})
    (line,) = [row for row in ask(case, "ledger_items").dicts() if row["origin"] == CUT]
    assert line["status"] == "failed"
    assert "Unexpected end" in line["reason"]
    met = [asked for asked in engine.asked if asked.name == name]
    assert met and all(CUT in asked.text for asked in met)
    assert [asked.name for asked in engine.asked] == [asked.name for asked in sound.asked]
    for question in ("credentials", "leak", "suspects"):
        assert answers(case, question) == answers(whole, question)
