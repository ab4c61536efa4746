"""What still works for the intruder when the leaked key is off, each with its reason."""

from __future__ import annotations

from incident import START, usual
from theft import INSTANCES, NEW_KEY, TOKEN, uncleaned

from kit.analysis.credentials.outlives import MESSAGE, outlives
from kit.texts import text


def rows(made, language: str = "en") -> list[dict]:
    con, case = made.build(language=language)
    return outlives(con, case).dicts()


def test_sessions_and_the_user_that_they_made_outlive_the_key():
    found = {row["name"]: row for row in rows(uncleaned())}
    assert (found[TOKEN]["what"], found[TOKEN]["lasts"], found[TOKEN]["since"]) == (
        "credential",
        "session",
        START,
    )
    assert found[INSTANCES[0]]["lasts"] == "machine"
    # A long-term key is told with its user, in the ledger, not as a session.
    assert NEW_KEY not in {name for name, row in found.items() if row["what"] == "credential"}


def test_what_has_ended_lasts_no_longer():
    made = uncleaned()
    for row in [*made.rows["credential_tree"], *made.rows["resource_ledger"], *made.rows["principal_ledger"]]:
        row["state"] = "gone"
    assert rows(made) == []


def test_the_reason_is_the_sentence_of_its_column_in_the_cases_language():
    for language in ("en", "ja"):
        for row in rows(uncleaned(), language):
            assert row["reason"] == text(language, MESSAGE + row["lasts"])


def test_a_key_out_of_which_nothing_came_leaves_nothing():
    made = usual()
    made.credential()
    assert rows(made) == []
