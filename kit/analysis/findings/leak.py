"""How the key may have leaked: the result so far, the notice, the key's past, each cause with its evidence,
questions to the owner, limits, and what to do where it lies.

Nothing here guesses a path: logs show a key's use, not where it was copied from. That it is not known is a
result too, and says what was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.analysis.findings.causes import Cause, Said, causes
from kit.analysis.findings.leak_facts import LeakFacts, exposed_urls, leak_facts, place_of
from kit.ids import arn_name
from kit.store import Answer
from kit.texts import say
from kit.window import parse_time

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import LeakMakersRow

COLUMNS = {
    "kind": "VARCHAR", "statement": "VARCHAR", "event_ids": "VARCHAR[]", "topic": "VARCHAR",
    "standing": "VARCHAR", "evidence_for": "VARCHAR[]", "evidence_against": "VARCHAR[]",
    "not_looked": "VARCHAR[]",
}  # fmt: skip
QUESTIONS = ("code", "machine", "handling", "bucket", "image", "people", "elsewhere")
LIMITS = ("path", "detection")
Fact = tuple[str, str, dict[str, Any], list[str]]


def leak(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """Rows of kind `result`, `notice`, `key`, `cause`, `limit`, `question` and `remedy`, in the case's
    language; `topic` is their stable name. The columns from `standing` on are filled for causes."""
    facts = leak_facts(con, case)
    found = causes(facts)
    rows: list[tuple] = []

    def add(some: Iterator[Fact]) -> None:
        for kind, topic, args, events in some:
            rows.append((kind, _say(case, f"leak-{kind}-{topic}", args), events, topic, None, [], [], []))

    add(_result(facts, found))
    add(_notice(case))
    for row in facts.makers:
        add(_key(row))
    add(_others(facts))
    rows += [_cause(case, each) for each in found]
    add(("limit", topic, {}, []) for topic in LIMITS)
    add(asked(facts))
    add(_remedy(facts, found))
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def asked(facts: LeakFacts) -> Iterator[Fact]:
    """The questions to the key's owner."""
    places = sorted({place for row in facts.makers for place in row["owner_addresses"] or []})
    for topic in QUESTIONS:
        yield "question", topic, {"places": places, "count": len(places)}, []


def _say(case: Case, message: str, args: Mapping[str, Any]) -> str:
    return say(case.language, case.timezone, message, args)


def _cause(case: Case, cause: Cause) -> tuple:
    def said(some: list[Said]) -> list[str]:
        return [_say(case, each.message, each.args) for each in some]

    name = f"leak-cause-{cause.name.replace('_', '-')}"
    sides = (said(cause.speaks_for), said(cause.against), said(cause.not_looked))
    return ("cause", _say(case, name, {}), cause.event_ids, cause.name, cause.standing, *sides)


def _result(facts: LeakFacts, found: list[Cause]) -> Iterator[Fact]:
    """What is known so far. Copies that were found, and what AWS says, show where the key could be taken;
    from where it was taken nothing shows."""
    keys = [row["credential_id"] for row in facts.makers]
    searched = len({row["root"] for row in facts.hunts})
    at = list(dict.fromkeys(place_of(row) for row in facts.places))
    hints = [each for each in found if each.standing == "hint"]
    if facts.stated_urls:
        yield "result", "stated", {"urls": list(facts.stated_urls), "keys": keys}, []
    if at:
        topic = "found-one" if len(at) == 1 else "found-several"
        yield "result", topic, {"count": len(at), "places": at, "keys": keys}, []
    if not (facts.stated_urls or at):
        topic = "not-known" if searched else "not-known-not-searched"
        yield "result", topic, {"count": searched}, []
    if hints and not at:
        yield "result", "hints", {"count": len(hints)}, [event for each in hints for event in each.event_ids]


def _notice(case: Case) -> Iterator[Fact]:
    notice = case.notice
    if not notice.get("subject"):
        yield "notice", "none", {}, []
        return
    received = parse_time(notice["received_at"]) if notice.get("received_at") else None
    facts = {"subject": notice["subject"], "at": received or ""}
    yield "notice", "subject" if received else "subject-undated", facts, []
    urls = exposed_urls(notice)
    for url in urls:
        yield "notice", "url", {"url": url}, []
    if not urls:
        yield "notice", "no-url", {}, []
    about = {
        "sender": notice.get("sender", ""),
        "account": notice.get("account", ""),
        "hosts": notice.get("strange_hosts", "").split(),
        "reply": notice.get("answers_to", ""),
    }
    for doubt in notice.get("doubts", "").split():
        yield "notice", f"doubt-{doubt}", about, []


def _key(row: LeakMakersRow) -> Iterator[Fact]:
    named = {"key": row["credential_id"], "user": arn_name(row["principal_arn"] or "")}
    made: datetime | None = row["made_at"] or row["created_at"]
    first: datetime | None = row["first_at"]
    age = {"days": (first - made).days} if first and made and first >= made else {}
    if row["made_at"]:
        by = {"at": row["made_at"], "by": arn_name(row["made_by"] or ""), "from": row["made_from"] or ""}
        yield "key", "made", {**named, **by}, [row["made_event_id"]]
    elif made:
        yield "key", "created", {**named, "at": made}, []
    else:
        yield "key", "age-unknown", named, []
    if age:
        yield "key", "age", {**named, **age}, []
    if row["other_key_made_at"]:
        yield "key", "other-key", {**named, "at": row["other_key_made_at"]}, []
    if row["owner_calls"]:
        use = {
            "calls": row["owner_calls"],
            "at": row["owner_first_at"],
            "last": row["owner_last_at"],
            "places": row["owner_addresses"],
            "agents": row["owner_agents"],
            "regions": row["owner_regions"],
        }
        yield "key", "owner-use", {**named, **use}, []
    else:
        yield "key", "no-owner-use", named, []
    if first:
        topic = "first-foreign" if row["first_certainty"] == "certain" else "first-foreign-likely"
        where = {"at": first, "from": row["first_address"] or ""}
        yield "key", topic, {**named, **where}, [row["first_event_id"]]
    else:
        yield "key", "no-foreign", {**named, "calls": row["unclear_calls"] or 0}, []


def _others(facts: LeakFacts) -> Iterator[Fact]:
    """Other long-term keys that a third party had: they may have lain in the same place."""
    keys = [row for row in facts.leads if row["kind"] == "key" and row["credential_id"]]
    if keys:
        events = [event for row in keys for event in (row["event_ids"] or [])[:1]]
        yield "key", "others-used", {"names": [row["credential_id"] for row in keys]}, events


def _remedy(facts: LeakFacts, found: list[Cause]) -> Iterator[Fact]:
    """Save first, then take down, change what lay beside it; only where a place is known."""
    if not any(each.standing in ("stated", "found") for each in found):
        return
    yield "remedy", "save", {}, []
    yield "remedy", "take-down", {}, []
    if any(each.name == "repository" and each.standing in ("stated", "found") for each in found):
        yield "remedy", "history", {}, []
    beside = list(dict.fromkeys(row["access_key_id"] for row in facts.beside))
    topic = "beside-named" if beside else "beside"
    yield "remedy", topic, {"keys": beside}, []
