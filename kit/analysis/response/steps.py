"""The steps that AWS's notice and good practice ask for, each done, open or unknown with what shows it.

AWS asks for five: leave the quarantine policy, replace the key (new one, off, deleted), check what was made
in IAM, check all Regions and the bill, reply. Nothing counts as done unless an event or a live state shows
it; an end that no log shows is open or unknown, never done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from kit import questions
from kit.analysis.findings import SILENCE, Situation, situation
from kit.analysis.response import guide
from kit.ids import arn_name, is_key_id
from kit.store import Answer, database
from kit.texts import say
from kit.window import parse_time

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import (
        FoundLiveAnswerRow,
        PostureAnswerRow,
        ResponseCredentialsRow,
        ResponseResourcesRow,
        StepsSignsRow,
        StepsSpendRow,
        StepsSweepRow,
    )

COLUMNS = {
    "step": "VARCHAR",
    "asked_by": "VARCHAR",
    "state": "VARCHAR",
    "evidence": "VARCHAR",
    "checked_at": "TIMESTAMP",
    "due_at": "TIMESTAMP",
    "step_id": "VARCHAR",
    "number": "INTEGER",
    "event_ids": "VARCHAR[]",
}
# AWS's second mail speaks of suspension when nothing has been done for this long.
_AWS_WAITS = timedelta(days=5)
# Temporary credentials live no longer (GetSessionToken and GetFederationToken: 129,600 seconds).
_LONGEST_SESSION = timedelta(hours=36)
_KINDS = {
    "users": ("user", "group", "group_membership"),
    "login_profiles": ("login_profile", "mfa_device"),
    "access_keys": ("access_key", "ssh_key", "signing_certificate", "service_specific_credential"),
    "roles": ("role", "trust_policy", "instance_profile", "saml_provider", "oidc_provider", "trust_anchor"),
}


@dataclass(frozen=True)
class StepState:
    """`number` 1-5 are AWS's own, 6 and up good practice. `why` + `args`: message id and arguments."""

    step_id: str
    number: int
    state: str
    why: str
    args: Mapping[str, Any] = field(default_factory=dict)
    checked_at: datetime | None = None
    event_ids: tuple[str, ...] = ()

    @property
    def asked_by(self) -> str:
        return "aws" if self.number <= 5 else "practice"


class _Thing(NamedTuple):
    """Something that they made: what it is called, its state, the event that made it."""

    name: str
    state: str
    event_id: str | None


def steps(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """The steps in order, in the case's language."""
    received = case.notice.get("received_at")
    due = parse_time(received) + _AWS_WAITS if received else None
    rows = [
        (
            say(case.language, case.timezone, f"step-{each.step_id.replace('_', '-')}"),
            each.asked_by,
            each.state,
            say(case.language, case.timezone, each.why, each.args),
            each.checked_at,
            due if each.asked_by == "aws" and each.state != "done" else None,
            each.step_id,
            each.number,
            list(each.event_ids),
        )
        for each in step_states(con, case)
    ]
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def step_states(
    con: duckdb.DuckDBPyConnection, case: Case, state: Situation | None = None
) -> list[StepState]:
    """Every step as the evidence shows it."""
    state = state or situation(con, case)
    signs = {
        row["sign"]: row
        for row in database.run(con, questions.step("steps_signs"), {"since": state.first_intruder}).dicts()
    }
    looked = guide.looked(con, state)
    found = [
        _quarantine(state),
        *_key(state),
        *_made(state, looked),
        _sessions(state),
        _regions(con, state),
        _bill(con, state),
        _reply(state, signs.get("reply")),
        _root_password(state, signs.get("root_password")),
        *_logging(state),
        _unclear(state),
        *_leads(state),
        StepState("leak_path", 9, "unknown", "step-says-leak-path", checked_at=state.as_of),
        StepState("other_keys", 10, "unknown", "step-says-other-keys", checked_at=state.as_of),
        _alarms(con, state),
        *(StepState(*each) for each in guide.judged(con, state)),
    ]
    # Stable: within a number the order stays, the whole account after what came out of the key.
    return sorted((_by_word(case, each) for each in found), key=lambda each: each.number)


def _by_word(case: Case, each: StepState) -> StepState:
    """A step that no evidence shows is done where the owner says so, and the sentence says by whose word."""
    word = case.steps.get(each.step_id)
    if word is None or each.state == "done":
        return each
    return replace(each, state="done", why="step-says-word", args={"word": word})


def _quarantine(state: Situation) -> StepState:
    rows = [row for row in state.quarantine if row["outcome"] == "succeeded"]
    held = [row for row in rows if row["state"] == "alive" and row["attached_by"] == "aws"]
    gone = [row for row in rows if row["state"] == "gone"]
    shown = held or gone
    if not shown:
        # A policy is put on users: on root, a role or its session there is none to keep.
        none = bool(state.leaked) and not any(_of_user(row) for row in state.leaked)
        verdict, why = ("done", "none") if none else ("unknown", "unseen")
        return StepState("quarantine_kept", 1, verdict, f"step-says-quarantine-{why}", checked_at=state.as_of)
    row = shown[-1]
    args = {
        "user": row["user_name"] or "",
        "policy": row["policy"].rsplit("/", 1)[-1],
        "at": row["detached_at"] or row["attached_at"],
    }
    why = "step-says-quarantine-on" if held else "step-says-quarantine-off"
    events = tuple(filter(None, (row["event_id"], row["detached_event_id"])))
    return StepState("quarantine_kept", 1, "done" if held else "open", why, args, state.as_of, events)


def _key(state: Situation) -> Iterator[StepState]:
    """Replaced, deactivated, deleted: over all leaked long-term keys the one that is least far."""
    keys = [row for row in state.leaked if row["kind"] == "access_key"]
    if not keys:
        temporary = bool(state.leaked) and all(row["kind"] != "principal" for row in state.leaked)
        verdict, why = ("done", "temporary-only") if temporary else ("unknown", "no-key")
        for step in ("key_replaced", "key_deactivated", "key_deleted"):
            yield StepState(step, 2, verdict, f"step-says-{why}", checked_at=state.as_of)
        return
    users = {arn: (account, user) for account, user, arn in state.leaked_users}
    fresh = [
        state.replacement(*users[row["principal_arn"]]) if row["principal_arn"] in users else None
        for row in keys
    ]
    names = [row["credential_id"] for row in keys]
    proved = [each for each in fresh if each and each["owner_like"]]
    events = tuple(each["event_id"] for each in fresh if each and each["event_id"])
    if all(_needless(state, row) for row in keys):
        args = {"keys": names}
        events = tuple(row["ended_event_id"] for row in keys if row["ended_event_id"])
        yield StepState("key_replaced", 2, "done", "step-says-key-needless", args, state.as_of, events)
    elif len(proved) == len(keys):
        args = {"keys": names, "names": list(dict.fromkeys(each["access_key_id"] for each in proved))}
        yield StepState("key_replaced", 2, "done", "step-says-key-replaced", args, state.as_of, events)
    elif any(fresh):
        args = {"keys": names, "names": [each["access_key_id"] for each in fresh if each]}
        yield StepState("key_replaced", 2, "open", "step-says-key-unused", args, state.as_of, events)
    elif other := next((row for arn in users if (row := state.successor(*users[arn]))), None):
        args = {"keys": names, "names": [other["access_key_id"]], "user": other["user_name"]}
        events = tuple(filter(None, [other["event_id"]]))
        yield StepState("key_replaced", 2, "unknown", "step-says-key-successor", args, state.as_of, events)
    else:
        # A role or another user's old key may have taken over; the logs cannot tell that from silence.
        quiet = all(state.silent(row) or not row["owner_calls"] for row in keys)
        yield StepState(
            "key_replaced",
            2,
            "unknown" if quiet else "open",
            "step-says-key-not-replaced",
            {"keys": names},
            state.as_of,
        )
    for step, ended in (("key_deactivated", ("stopped", "gone")), ("key_deleted", ("gone",))):
        reached = [row for row in keys if row["state"] in ended]
        left = [row["credential_id"] for row in keys if row["state"] not in ended]
        unknown = any(row["state"] == "unknown" for row in keys if row["state"] not in ended)
        verdict = "done" if not left else "unknown" if unknown else "open"
        args = {
            "keys": left or names,
            "at": max((row["ended_at"] for row in reached if row["ended_at"]), default=None),
        }
        dated = "" if verdict != "done" or args["at"] else "-seen"
        yield StepState(
            step,
            2,
            verdict,
            f"step-says-{step.replace('_', '-')}-{verdict}{dated}",
            args,
            state.as_of,
            tuple(row["ended_event_id"] for row in reached if row["ended_event_id"]),
        )


def _needless(state: Situation, row: ResponseCredentialsRow) -> bool:
    """Whether a key is off and nobody misses it: no call of the owner's before, none of anybody's for a day
    since."""
    if row["state"] not in ("stopped", "gone") or row["owner_calls"] or row["unclear_calls"]:
        return False
    since = row["ended_at"] or row["last_call"]
    return bool(state.as_of and since and state.as_of - since >= SILENCE and state.silent(row))


def _of_user(row: ResponseCredentialsRow) -> bool:
    """Whether a leaked credential is, or may be, an IAM user's."""
    arn = row["principal_arn"] or ""
    return ":user/" in arn or (not arn.endswith(":root") and row["kind"] == "access_key")


def _made(state: Situation, looked: guide.Looked) -> Iterator[StepState]:
    """What the intruder made in IAM, by kind; `grants` is everything that no other step names. Where they
    made none, a look at the account that finds nothing unexplained closes the step."""
    theirs = [
        row
        for row in state.principals
        if row["maybe_third_party"]
        and row["outcome"] in ("succeeded", "partly")
        and row["change"] != "deleted"
    ]
    named = {kind for kinds in _KINDS.values() for kind in kinds}
    for step, kinds in [*_KINDS.items(), ("grants", None)]:
        rows = [row for row in theirs if (row["kind"] in kinds if kinds else row["kind"] not in named)]
        if not rows and looked.at and not looked.strange:
            yield StepState(step, 3, "done", "step-says-none-looked", {"at": looked.at}, looked.at)
            continue
        yield _left(step, 3, [_Thing(row["name"], row["state"], row["event_id"]) for row in rows], state)


def _sessions(state: Situation) -> StepState:
    made = [
        _Thing(_short(row), row["state"], row["link_event_id"])
        for row in state.credentials
        if row["kind"].endswith(("session", "token")) and row["intruder_calls"]
    ]
    ends = [row["ended_at"] if row["state"] in ("stopped", "gone") else None for row in state.leaked]
    if not made and ends and state.as_of:
        # No log shows one; what was made all the same has run out by now.
        last = max((end for end in ends if end), default=None)
        if last and None not in ends and state.as_of - last >= _LONGEST_SESSION:
            return StepState("sessions", 3, "done", "step-says-sessions-none", {"at": last}, state.as_of)
    return _left("sessions", 3, made, state)


def _short(row: ResponseCredentialsRow) -> str:
    """A key id as it is; of a session without one, whose it is and the call that made it: alice
    (ConsoleLogin)."""
    if is_key_id(row["credential_id"]):
        return row["credential_id"]
    name, call = arn_name(row["principal_arn"]) or row["credential_id"], row["link"]
    return f"{name} ({call})" if call[:1].isupper() else name  # others are words of ours, not of AWS


def _left(step: str, number: int, made: list[_Thing], state: Situation) -> StepState:
    """A step that is open while anything stands, unknown while it may, and never done where logs may be
    missing."""
    alive = [thing for thing in made if thing.state == "alive"]
    unknown = [thing for thing in made if thing.state == "unknown"]
    stopped = [thing for thing in made if thing.state in ("stopped", "gone")]
    verdict = "open" if alive else "unknown" if unknown or not made else "done"
    shown = alive or unknown or stopped
    names = list(dict.fromkeys(str(thing.name)[:80] for thing in shown))
    why = "step-says-none-seen" if not made else f"step-says-made-{verdict}"
    if made and step == "sessions" and verdict == "done":
        why = "step-says-sessions-done"
    args = {"count": len(shown), "names": names, "all": len(made)}
    events = tuple(thing.event_id for thing in shown[:20] if thing.event_id)
    return StepState(step, number, verdict, why, args, state.as_of, events)


def _started(state: Situation) -> list[ResponseResourcesRow]:
    """Resources that the intruder made or set going."""
    return [
        row
        for row in state.resources
        if row["maybe_third_party"]
        and row["outcome"] in ("succeeded", "partly")
        and row["change"] not in ("deleted", "stopped")
    ]


def _regions(con: duckdb.DuckDBPyConnection, state: Situation) -> StepState:
    """The intruder's own resources; a sweep closes the step, and opens it for what nothing explains."""
    rows = _started(state)
    things = [_Thing(row["resource_id"], row["state"], row["event_id"]) for row in rows]
    made = _left("regions", 4, things, state)
    if made.state == "open":
        return made
    swept: StepsSweepRow = database.run(con, questions.step("steps_sweep")).dicts()[0]
    if swept["swept_at"] is None:
        # Logs show what was started through the key; only a live sweep shows that nothing else is there.
        if made.state == "unknown" or all(row["state_basis"] == "live" for row in rows):
            return made
        return StepState(
            "regions", 4, "unknown", "step-says-regions-by-trail", made.args, state.as_of, made.event_ids
        )
    live: list[FoundLiveAnswerRow] = database.run(
        con, questions.query("found_live"), {"explained": "no"}
    ).dicts()
    strange = [row["name"] for row in live if row["ledger"] == "resources"]
    if strange:
        args = {"count": len(strange), "names": strange}
        return StepState("regions", 4, "open", "step-says-regions-strange", args, swept["swept_at"])
    if swept["not_checked"]:
        args = {"count": swept["not_checked"], "names": swept["places"]}
        return StepState("regions", 4, "unknown", "step-says-regions-unseen", args, swept["swept_at"])
    if any(row["state"] == "unknown" for row in rows):
        return made
    return StepState(
        "regions",
        4,
        "done",
        "step-says-regions-swept",
        {"at": swept["swept_at"], "checks": swept["checks"]},
        swept["swept_at"],
    )


def _bill(con: duckdb.DuckDBPyConnection, state: Situation) -> StepState:
    row: StepsSpendRow = database.run(con, questions.step("steps_spend")).dicts()[0]
    if not row["lines"]:
        return StepState("bill", 4, "open", "step-says-no-bill", checked_at=state.as_of)
    last = str(row["last_period"])[:10]
    until = state.facts["last_intruder"]
    standing = any(row["may_stand"] and row["third_party"] for row in state.resources)
    reached = until is not None and last >= f"{until + timedelta(days=2):%Y-%m-%d}" and not standing
    return StepState(
        "bill",
        4,
        "done" if reached else "open",
        "step-says-bill" if reached else "step-says-bill-short",
        {"day": last},
        state.as_of,
    )


def _reply(state: Situation, sign: StepsSignsRow | None) -> StepState:
    if sign is None:
        return StepState("reply", 5, "open", "step-says-no-reply", checked_at=state.as_of)
    return StepState(
        "reply",
        5,
        "unknown",
        "step-says-reply-sent",
        {"at": sign["last_at"]},
        state.as_of,
        tuple(sign["event_ids"]),
    )


def _root_password(state: Situation, sign: StepsSignsRow | None) -> StepState:
    if sign is None:
        return StepState("root_password", 6, "unknown", "step-says-root-password", checked_at=state.as_of)
    return StepState(
        "root_password",
        6,
        "done",
        "step-says-root-password-changed",
        {"at": sign["last_at"]},
        state.as_of,
        tuple(sign["event_ids"]),
    )


def _logging(state: Situation) -> Iterator[StepState]:
    """Trails that were switched off; where none was, `guide` asks the account."""
    stops = [
        stop
        for stop in state.trail_stops
        if stop["maybe_third_party"] and stop["account_id"] in state.accounts
    ]
    still = [stop for stop in stops if stop["started_at"] is None]
    shown = still or stops
    if not shown:
        return
    args = {"names": [stop["trail"].rsplit("/", 1)[-1] for stop in shown]}
    why = "step-says-logging-off" if still else "step-says-logging-on"
    yield StepState(
        "logging",
        7,
        "open" if still else "done",
        why,
        args,
        state.as_of,
        tuple(stop["event_id"] for stop in shown),
    )


def _unclear(state: Situation) -> StepState:
    if state.unclear_calls or state.likely_calls:
        args = {"calls": state.unclear_calls, "likely": state.likely_calls}
        return StepState("unclear", 8, "open", "step-says-unclear", args, state.as_of)
    return StepState("unclear", 8, "done", "step-says-no-unclear", {"calls": 0}, state.as_of)


def _leads(state: Situation) -> Iterator[StepState]:
    """Only where there are any: other credentials that were used from where the third party called."""
    used = [row for row in state.leads if row["kind"] != "failed_sign_in"]
    if used:
        args = {"count": len(used), "names": [row["adds"] or row["user_name"] or "?" for row in used]}
        events = tuple(dict.fromkeys(event for row in used for event in row["event_ids"][:5]))
        yield StepState("other_credentials", 8, "open", "step-says-leads", args, state.as_of, events)


def _alarms(con: duckdb.DuckDBPyConnection, state: Situation) -> StepState:
    """Budgets, trail, anomaly detection, MFA, GuardDuty and the like, by the newest look."""
    checks: list[PostureAnswerRow] = database.run(con, questions.query("posture")).dicts()
    if not checks:
        return StepState("alarms", 11, "unknown", "step-says-alarms", checked_at=state.as_of)
    at = max(row["checked_at"] for row in checks)
    for verdict, wanted in (("open", "fail"), ("unknown", "not_checked")):
        names = sorted({row["check"] for row in checks if row["state"] == wanted})
        if names:
            args = {"count": len(names), "names": names, "at": at}
            return StepState("alarms", 11, verdict, f"step-says-alarms-{verdict}", args, at)
    return StepState("alarms", 11, "done", "step-says-alarms-done", {"count": len(checks), "at": at}, at)
