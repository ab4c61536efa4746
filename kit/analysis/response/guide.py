"""Steps over the whole account, as AWS's guide for a leaked key has them: all principals and keys, MFA of
root, contacts, Access Analyzer. Judged by what was looked at; never done by what the logs of one key show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from kit import questions
from kit.analysis.response import other_keys
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.findings import Situation
    from kit.rows import ClosingLooksRow, FoundLiveAnswerRow, PostureAnswerRow


class Judged(NamedTuple):
    """A step's id, number, state, message with its arguments, and when the account was looked at."""

    step_id: str
    number: int
    state: str
    why: str
    args: dict[str, Any]
    checked_at: datetime | None


class Looked(NamedTuple):
    """When the account's principals were listed after the third party's last call (None: not), and the names
    of those that no log explains."""

    at: datetime | None
    strange: list[str]


def looked(con: duckdb.DuckDBPyConnection, state: Situation) -> Looked:
    """The newest look at the account's principals, if it is younger than the incident."""
    looks: ClosingLooksRow = database.run(con, questions.step("closing_looks")).dicts()[0]
    at, last = looks["principals_at"], state.facts["last_intruder"]
    if at is None or (last is not None and at < last):
        return Looked(None, [])
    return Looked(at, _strange(con))


def _strange(con: duckdb.DuckDBPyConnection) -> list[str]:
    live: list[FoundLiveAnswerRow] = database.run(
        con, questions.query("found_live"), {"explained": "no"}
    ).dicts()
    return list(dict.fromkeys(row["name"] for row in live if row["ledger"] == "principals"))


def judged(con: duckdb.DuckDBPyConnection, state: Situation) -> Iterator[Judged]:
    """The steps that hold for the account as a whole."""
    looks: ClosingLooksRow = database.run(con, questions.step("closing_looks")).dicts()[0]
    yield _principals(con, state, looks["principals_at"])
    yield _keys(con, state, looks["principals_at"])
    checks: list[PostureAnswerRow] = database.run(con, questions.query("posture")).dicts()
    yield _check("root_mfa", checks, "root_mfa", state)
    if not any(
        stop["maybe_third_party"] and stop["account_id"] in state.accounts for stop in state.trail_stops
    ):
        yield _trail(checks, state)
    changed = [
        row["name"]
        for row in state.principals
        if row["kind"] == "account_contact" and row["maybe_third_party"] and row["may_stand"]
    ]
    if changed:
        yield Judged("contacts", 7, "open", "step-says-contacts-changed", {"names": changed}, state.as_of)
    else:
        yield _check("contacts", checks, "security_contact", state)
    yield _check("access_analyzer", checks, "access_analyzer", state)


def _principals(con: duckdb.DuckDBPyConnection, state: Situation, at: datetime | None) -> Judged:
    """Step 3 of AWS's notice speaks of the account, not only of what came out of the leaked key."""
    if at is None:
        return Judged("account_principals", 3, "unknown", "step-says-iam-unseen", {}, state.as_of)
    strange = _strange(con)
    args = {"count": len(strange), "names": strange, "at": at}
    why = "step-says-iam-strange" if strange else "step-says-iam-seen"
    return Judged("account_principals", 3, "open" if strange else "done", why, args, at)


def _keys(con: duckdb.DuckDBPyConnection, state: Situation, at: datetime | None) -> Judged:
    """Every other long-term key of the account."""
    seen = other_keys.other_keys(con, state)
    left = [other_keys.name(row) for row in seen.left]
    args = {"count": len(left), "names": left, "all": len(seen.every), "at": at or ""}
    if left:
        return Judged("account_keys", 6, "open", "step-says-account-keys-left", args, at or state.as_of)
    if at is None:
        return Judged("account_keys", 6, "unknown", "step-says-account-keys-unseen", args, state.as_of)
    return Judged("account_keys", 6, "done", "step-says-account-keys-done", args, at)


def _trail(checks: list[PostureAnswerRow], state: Situation) -> Judged:
    """Where the logs show no trail being switched off, a look at the account tells whether one records all
    Regions."""
    rows = [row for row in checks if row["check"] in ("trail", "trail_logging", "trail_events")]
    at = max((row["checked_at"] for row in rows), default=None)
    fails = sorted({f"{row['account_id']} {row['check']}" for row in rows if row["state"] == "fail"})
    if fails:
        args = {"names": fails, "at": at}
        return Judged("logging", 7, "open", "step-says-logging-live-open", args, at)
    if {row["check"] for row in rows if row["state"] == "pass"} >= {"trail", "trail_logging"}:
        return Judged("logging", 7, "done", "step-says-logging-live", {"at": at}, at)
    return Judged("logging", 7, "unknown", "step-says-logging-unseen", {}, state.as_of)


def _check(step: str, checks: list[PostureAnswerRow], name: str, state: Situation) -> Judged:
    """A step that a look at the account answers; what no look saw is unknown."""
    number = {"root_mfa": 6, "contacts": 7, "access_analyzer": 11}[step]
    rows = [row for row in checks if row["check"] == name]
    word = step.replace("_", "-")
    if not rows:
        return Judged(step, number, "unknown", "step-says-not-looked", {}, state.as_of)
    at = max(row["checked_at"] for row in rows)
    for verdict, wanted in (("open", "fail"), ("unknown", "not_checked")):
        places = sorted(
            {f"{row['account_id']} {row['aws_region']}" for row in rows if row["state"] == wanted}
        )
        if places:
            why = f"step-says-{word}-open" if verdict == "open" else "step-says-not-looked"
            return Judged(step, number, verdict, why, {"names": places, "at": at}, at)
    return Judged(step, number, "done", f"step-says-{word}-done", {"at": at}, at)
