"""Answers of the account itself into the live tables: what was found, what was not there, what could not be
asked.

An answer is JSON, as kit.sources.live_state writes it: {"kit_answer": 1, source, service, operation, account,
region, parameters, asked_at, page, last, answer | error}. kit/rules/tables/live_calls.yml says where the
things in it are; nothing here knows a service (but see kit.store.state_answers).

Only what the kit itself asked counts: anybody can write a file of that shape. One that lay in a folder, an
archive or a bucket is kept and shown (table saved_answers), and says nothing of the account.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from kit.records import FAILED, LOADED, REJECTED, SET_APART, SKIPPED, FileRow, exact_json
from kit.rules import LiveCall, effects, known, state_of
from kit.store.state_answers import readers
from kit.store.state_rows import StateRows, moment, put_listing, put_thing

FORMAT = "api_answer"
# Format of what looks like one and was not asked for.
SAVED = "saved_answer"
# Kind of an item that is AWS's answer to a call of the kit's own: no file and no object of a bucket has it.
ASKED = "api"
_NAMED = 50


def load(con: duckdb.DuckDBPyConnection, found: Iterable[tuple[FileRow, bytes]]) -> None:
    """Puts the rows of all answers in and settles their ledger lines, in the transaction of the caller."""
    rows = StateRows()
    for row, text in found:
        if row.kind != ASKED:
            rows.add("saved_answers", file_id=row.file_id, **_set_apart(row, text))
            continue
        try:
            said = _said(text)
            at = moment(said["asked_at"])
            if at is None or not isinstance(said["account"], str):
                raise ValueError("no time or no account")
            part = StateRows()
            _answer(part, row, {**said, "at": at})
            rows.take(part)
        except Exception as error:  # whatever it holds: it is this answer's line alone
            row.records = row.loaded = 0
            why = " ".join(str(error).split())[:200] or type(error).__name__
            row.settle(REJECTED, f"an answer of the kit's own that is damaged: {why}")
    rows.put(con)


def _said(text: bytes) -> Any:
    """The document, half characters as U+FFFD: no column holds them, and no function of the database reads
    them."""
    return json.loads(exact_json.without_half_characters(text.decode()))


def _set_apart(row: FileRow, text: bytes) -> dict[str, Any]:
    """What a file says that looks like an answer and is none of the kit's; settles its line."""
    row.format = SAVED
    row.settle(
        SET_APART,
        "looks like an answer of the account that this kit did not ask for: kept, and nothing rests on it;"
        " ask the account itself (`kit collect CASE iam sweep posture`)",
    )
    try:
        said = _said(text)
    except (ValueError, RecursionError):
        said = {}
    facts = {
        column: said[name] if isinstance(said.get(name), str) else None
        for column, name in (
            ("account_id", "account"),
            ("aws_region", "region"),
            ("source", "source"),
            ("service", "service"),
            ("call", "operation"),
        )
    }
    error = said.get("error")
    code = str(error.get("code")) if isinstance(error, Mapping) else None
    names = _named(row, said) if code is None else []
    return {
        **facts,
        "said_at": moment(said.get("asked_at")),
        "things": len(names),
        "named": json.dumps(names[:_NAMED], ensure_ascii=False),
        "error_code": code,
    }


def _named(row: FileRow, said: Mapping[str, Any]) -> list[str]:
    """The things in such a file, as `kind name`; none where it cannot be read as an answer."""
    part = StateRows()
    try:
        call = known(said.get("source", ""), said["service"], said["operation"])
        at = moment(said.get("asked_at")) or row.fetched_at
        _things(part, row, {**said, "at": at}, call)
    except Exception:  # whatever it holds, it is shown as it is in the vault
        return []
    principals = [f"{each['kind']} {each['name']}" for each in part.of("live_principals")]
    return principals + [
        f"{each['resource_type']} {each['resource_id']}" for each in part.of("live_resources")
    ]


def _answer(rows: StateRows, row: FileRow, said: Mapping[str, Any]) -> None:
    call = known(said.get("source", ""), said["service"], said["operation"])
    error = said.get("error")
    verdict, reason = _verdict(call, error)
    row.format = FORMAT
    status = {"answered": LOADED, "none": LOADED, "not_used": SKIPPED, "refused": FAILED}[verdict]
    row.settle(status, reason)
    things = _things(rows, row, said, call) if error is None else 0
    row.records = row.loaded = things
    if verdict == "none" and call is not None:
        _listing(rows, row, said, call)
    if said.get("source") == "sweep":
        state = "not_checked" if verdict in ("refused", "not_used") else "found" if things else "none"
        rows.add(
            "sweep_checks",
            file_id=row.file_id,
            account_id=said["account"],
            aws_region=said["region"],
            service=said["service"],
            call=said["operation"],
            state=state,
            reason=reason,
            checked_at=said["at"],
            things=things,
        )
    if (call is not None and call.keep) or (error and said.get("source") in ("posture", "iam")):
        rows.add(
            "live_answers",
            file_id=row.file_id,
            account_id=said["account"],
            aws_region=said["region"],
            source=said.get("source"),
            service=said["service"],
            call=said["operation"],
            parameters=json.dumps(said.get("parameters") or {}, sort_keys=True),
            page=said.get("page", 1),
            verdict=verdict,
            error_code=(error or {}).get("code"),
            error_message=(error or {}).get("message"),
            answer=None if error else json.dumps(said.get("answer"), ensure_ascii=False),
            checked_at=said["at"],
        )


def _verdict(call: LiveCall | None, error: Mapping[str, Any] | None) -> tuple[str, str | None]:
    """(answered, none, not_used or refused; the reason in one line)."""
    if error is None:
        return "answered", None
    code, message = str(error.get("code")), str(error.get("message") or "")
    if code == "NotOffered":
        return "not_used", f"not offered: {message}"
    if call is not None and code in call.absent:
        return "none", None
    if call is not None and code in call.unused:
        return "not_used", f"not used in this account: {code}"
    return "refused", f"{code}: {message}".removesuffix(": ")


def _things(rows: StateRows, row: FileRow, said: Mapping[str, Any], call: LiveCall | None) -> int:
    special = readers().get(said["operation"])
    if special is not None:
        return special(rows, row.file_id, said)
    if call is None or call.each is None:
        return 0
    event = {
        "res": said.get("answer") or {},
        "req": said.get("parameters") or {},
        "event": {"account": said["account"], "region": said["region"]},
    }
    things = call.things(event)
    if call.kind is not None:
        things = [thing for thing in things if thing.get("id")]
        for thing in things:
            put_thing(rows, row.file_id, said, effects().kinds[call.kind], thing)
        if said.get("last"):
            _listing(rows, row, said, call)
    return sum(state_of(thing.get("state")) != "gone" for thing in things)


def _listing(rows: StateRows, row: FileRow, said: Mapping[str, Any], call: LiveCall) -> None:
    if call.kind is None or call.part or (call.over and call.over.batch):
        return
    parent = (said.get("parameters") or {}).get(call.over.name, "") if call.over else ""
    put_listing(rows, row.file_id, said, call.kind, str(parent))
