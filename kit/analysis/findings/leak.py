"""How the key may have leaked: what the notice says, the key's age and maker, questions to its owner, and the
limits.

Nothing here guesses a path: logs show a key's use, not where it was copied from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.ids import arn_name
from kit.store import Answer, database
from kit.texts import say
from kit.window import parse_time

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import LeakMakersRow

COLUMNS = ("kind", "statement", "event_ids", "topic")
QUESTIONS = ("code", "machine", "handling", "bucket", "image", "people", "elsewhere")
LIMITS = ("path", "detection")


def leak(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """Rows of kind `notice`, `key`, `question` and `limit`, in the case's language; `topic` is their stable
    name."""
    rows = [
        (kind, say(case.language, case.timezone, f"leak-{kind}-{topic}", args), events, topic)
        for kind, topic, args, events in _facts(con, case)
    ]
    return Answer(list(COLUMNS), ["VARCHAR", "VARCHAR", "VARCHAR[]", "VARCHAR"], rows)


def _facts(
    con: duckdb.DuckDBPyConnection, case: Case
) -> Iterator[tuple[str, str, dict[str, Any], list[str]]]:
    yield from _notice(case)
    keys: list[LeakMakersRow] = database.run(con, questions.step("leak_makers")).dicts()
    for row in keys:
        yield from _key(row, case)
    places = sorted({place for row in keys for place in row["owner_addresses"] or []})
    for topic in QUESTIONS:
        yield "question", topic, {"places": places}, []
    for topic in LIMITS:
        yield "limit", topic, {}, []


def _notice(case: Case) -> Iterator[tuple[str, str, dict[str, Any], list[str]]]:
    notice = case.notice
    if not notice.get("subject"):
        yield "notice", "none", {}, []
        return
    received = parse_time(notice["received_at"]) if notice.get("received_at") else None
    facts = {"subject": notice["subject"], "at": received or ""}
    yield "notice", "subject" if received else "subject-undated", facts, []
    if notice.get("exposed_url"):
        yield "notice", "url", {"url": notice["exposed_url"]}, []
    else:
        yield "notice", "no-url", {}, []
    about = {
        "sender": notice.get("sender", ""),
        "account": notice.get("account", ""),
        "hosts": notice.get("strange_hosts", "").split(),
        "reply": notice.get("answers_to", ""),
    }
    for doubt in notice.get("doubts", "").split():
        yield "notice", f"doubt-{doubt}", about, []


def _key(row: LeakMakersRow, case: Case) -> Iterator[tuple[str, str, dict[str, Any], list[str]]]:
    named = {"key": row["credential_id"], "user": arn_name(row["principal_arn"] or "")}
    if row["made_at"]:
        until: datetime = row["first_at"] or row["made_at"]
        args = {
            **named,
            "at": row["made_at"],
            "by": arn_name(row["made_by"] or ""),
            "from": row["made_from"] or "",
            "days": max((until - row["made_at"]).days, 0),
        }
        yield "key", "made", args, [row["made_event_id"]]
    else:
        yield "key", "age-unknown", named, []
    if row["owner_calls"]:
        yield (
            "key",
            "owner-use",
            {
                **named,
                "calls": row["owner_calls"],
                "places": row["owner_addresses"],
                "agents": row["owner_agents"],
                "regions": row["owner_regions"],
            },
            [],
        )
    else:
        yield "key", "no-owner-use", named, []
    if row["first_at"]:
        yield (
            "key",
            "first-foreign",
            {**named, "at": row["first_at"], "from": row["first_address"] or ""},
            [row["first_event_id"]],
        )
