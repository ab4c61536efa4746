"""What stands against the answers where the logs stay with an engine: its counts are events too."""

from __future__ import annotations

import pytest
from conftest import ACCOUNT, LEAKED, NOW, record
from engines.same import walked
from engines.stand_in import StandIn, as_table

from kit.analysis.answers import ask
from kit.analysis.drafts import reply_text
from kit.case import new_case
from kit.errors import EvidenceError

OTHER_KEY, OTHER_ACCOUNT = "AKIABTX3GSDSQYYYYYYY", "444455556666"


@pytest.fixture
def cautions(tmp_path):
    """Topic -> statement, of a case walked over five calls of the leaked key."""

    def told(language: str = "en", **facts) -> dict[str, str]:
        case = new_case(tmp_path / f"case-{language}", now=NOW, language=language, **facts)
        engine = StandIn(as_table((record(place), "s3://logs/all.json.gz") for place in range(5)))
        walked(case, engine)
        told.case = case
        return {row["topic"]: row["statement"] for row in ask(case, "cautions").dicts()}

    return told


def test_calls_of_the_key_leave_nothing_to_say(cautions):
    assert cautions(keys=[LEAKED]) == {}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "of 5 events that an engine counted"), ("ja", "5 件")]
)
def test_a_key_that_no_call_is_of_is_named_beside_what_was_counted(cautions, language, words):
    said = cautions(keys=[OTHER_KEY], language=language)
    assert said.keys() == {"no_credential_events"}
    assert words in said["no_credential_events"]
    assert OTHER_KEY in said["no_credential_events"]


def test_without_a_key_nothing_was_asked_for(cautions):
    said = cautions(account=ACCOUNT)
    assert said.keys() == {"no_events_here"}
    assert "of 5 events" in said["no_events_here"]
    with pytest.raises(EvidenceError, match="5 events"):
        reply_text(cautions.case, now=NOW)


def test_counts_of_other_accounts_are_none_of_this_one(cautions):
    said = cautions(account=OTHER_ACCOUNT)
    assert said.keys() == {"no_account_events"}
    assert "an engine counted 5 events" in said["no_account_events"]
