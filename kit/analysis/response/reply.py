"""`kit reply`: the draft answer to AWS. Five points in the letter, all else in its attachment.

It says what the evidence shows, calls no open step done, and leaves in brackets what only the customer knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from kit.analysis.findings import Situation, ranked, situation
from kit.analysis.money import spend_total
from kit.analysis.response import other_keys, steps
from kit.analysis.response.plan_text import plain
from kit.case import Case
from kit.ids import arn_name, role_of_session
from kit.texts import has, say, text

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.response.steps import StepState
    from kit.rows import ResponseCredentialsRow

# Findings that AWS asked about or can act on; probing and refused tries are not among them.
_TELL = ("critical", "high")
_DOES_NOT_APPLY = ("step-says-temporary-only", "step-says-quarantine-none")


class _Words(Protocol):
    def __call__(self, message: str, **args: object) -> str: ...


def draft(con: duckdb.DuckDBPyConnection, case: Case, lang: str | None = None, *, now: datetime) -> str:
    """The draft as plain text, in `lang` or the case's language. `now` dates nothing that the evidence does
    not show."""
    lang = lang or case.language
    state = situation(con, case)
    states = steps.step_states(con, case, state)
    reported = [each for each in ranked(con, case, state) if each.severity in _TELL]

    def words(message: str, **args: object) -> str:
        return plain(say(lang, case.timezone, message, args))

    asked = [each for each in states if each.asked_by == "aws" and each.step_id != "reply"]
    asked = [each for each in asked if each.why not in _DOES_NOT_APPLY]
    keys = [row["credential_id"] for row in state.leaked if row["kind"] == "access_key"]
    what = leaked_names(state.leaked, words)
    out = [*_head(case, state, words), ""]
    facts = {
        "account": state.account,
        "names": keys or what,
        "count": len(keys or what),
        "at": state.as_of or "",
    }
    why = (
        "reply-opening-none"
        if not what or not state.as_of
        else "reply-opening"
        if keys
        else "reply-opening-what"
    )
    out += [words(why, **facts), ""]
    if what and state.as_of:
        out += _points(con, case, state, {each.step_id: each for each in states}, words, lang)
    else:
        out += [words("reply-request")]
    if any(each.state != "done" for each in asked):
        out += ["", words("reply-plan")]
    out += [words("reply-cause"), "", words("reply-bye"), _sign(case, words), ""]
    out += ["", f"## {words('reply-attachment')}", ""]
    for heading, part in (
        ("reply-done", [each for each in asked if each.state == "done"]),
        ("reply-open", [each for each in asked if each.state != "done"]),
    ):
        if part:
            out += [words(heading)]
            for each in part:
                evidence = _without_asides(words(each.why, **each.args))
                out += [f"- {words('reply-line', step=_name(each, words), evidence=evidence)}"]
            out += [""]
    if reported:
        out += [words("reply-findings")]
        if state.likely_calls:
            out += [words("reply-likely", likely=state.likely_calls, calls=state.intruder_calls)]
        out += [f"- {plain(say(lang, case.timezone, each.message, each.args))}" for each in reported]
    else:
        out += [words("reply-no-findings")]
    return "\n".join([*out, ""])


def _without_asides(said: str) -> str:
    """A sentence of a step without what only the analyst can use: commands, names of the kit's own files."""
    said = re.sub(r"\s*[(（][^()（）]*`[^`]*`[^()（）]*[)）]", "", said)
    parts = re.split(r"(?<=\.)(?=\s)|(?<=。)", said)
    return "".join(part for part in parts if "`" not in part).strip()


def _sign(case: Case, words: _Words) -> str:
    return words("reply-sign", company=case.customer) if case.customer else words("reply-sign-unnamed")


def _head(case: Case, state: Situation, words: _Words) -> Iterator[str]:
    notice = case.notice
    subject = notice.get("subject", "")
    yield f"# {words('reply-title')}"
    yield ""
    yield (
        words("reply-subject", subject=subject)
        if subject
        else words(
            "reply-subject-none"
            if any(row["kind"] == "access_key" for row in state.leaked)
            else "reply-subject-credentials",
            account=state.account,
        )
    )
    number = notice.get("support_case", "")
    yield words("reply-case", support_case=number) if number else words("reply-case-none")
    yield ""
    yield words("reply-hello")
    yield words("reply-greeting", company=case.customer) if case.customer else words("reply-greeting-unnamed")


def _points(
    con: duckdb.DuckDBPyConnection,
    case: Case,
    state: Situation,
    by_id: Mapping[str, StepState],
    words: _Words,
    lang: str,
) -> Iterator[str]:
    """The five points: keys, root, what was made, Regions and resources, what is asked."""
    yield from _leaked_keys(state, by_id, words)
    # Keys that they made are among what they made.
    seen = other_keys.other_keys(con, state)
    if seen.left:
        why = "reply-keys-left" if seen.changed else "reply-keys-left-all"
        yield "   " + words(why, count=len(seen.left), changed=seen.changed)
        for row in seen.left:
            yield f"     {row['access_key_id']} ({row['user_name'] or words('reply-user-unknown')})"
    elif seen.every:
        yield "   " + words("reply-keys-all", changed=seen.changed)
    else:
        yield "   " + words("reply-keys-none-seen")
    root_password = by_id["root_password"]
    said = "open" if root_password.state != "done" else "changed" if root_password.event_ids else "word"
    yield "2. " + words(f"reply-root-{said}", **root_password.args)
    names, standing = _named(state, lang), _named(state, lang, standing=True)
    yield "3. " + _made("reply-made", names, standing, words, count=len(names), left=len(standing))
    things, count = _counted(state, lang)
    alive, left = _counted(state, lang, standing=True)
    regions = sorted(
        {row["aws_region"] for row in state.resources if row["third_party"] and row["aws_region"]}
    )
    yield "4. " + _made("reply-resources", things, alive, words, regions=regions, count=count, left=left)
    yield "5. " + _asked(con, case, state, words)


def leaked_names(leaked: list[ResponseCredentialsRow], words: _Words) -> list[str]:
    """What leaked, as a person would name it: a key by its id, all else by whose it is."""
    return list(dict.fromkeys(_leaked(row, words) for row in leaked))


def _leaked(row: ResponseCredentialsRow, words: _Words) -> str:
    arn, key = row["principal_arn"] or "", row["credential_id"]
    role = role_of_session(arn)
    if row["kind"] == "access_key":
        return words("reply-root-key", key=key) if arn.endswith(":root") else key
    if role:
        kind = "machine" if row["kind"] == "instance_session" else "session"
        return words(f"reply-leaked-{kind}", name=arn_name(arn), role=arn_name(role), key=key)
    if row["kind"] == "principal":
        return words("reply-leaked-principal", name=arn_name(arn) if "/" in arn else arn)
    return words(
        "reply-leaked-temporary", name=arn_name(arn) if "/" in arn else arn.rsplit(":", 1)[-1], key=key
    )


def _leaked_keys(state: Situation, by_id: Mapping[str, StepState], words: _Words) -> Iterator[str]:
    """The first point: how far each leaked key is, those that are as far in one sentence."""
    leaked = [row for row in state.leaked if row["kind"] == "access_key"]
    if not leaked:
        yield "1. " + words("reply-keys-sessions", names=leaked_names(state.leaked, words))
        return
    groups: dict[str, list[ResponseCredentialsRow]] = {}
    for row in leaked:
        off = row["state"] == "stopped" or by_id["key_deactivated"].state == "done"
        gone = row["state"] == "gone" or by_id["key_deleted"].state == "done"
        groups.setdefault("deleted" if gone else "off" if off else "open", []).append(row)
    for number, how in enumerate(each for each in ("open", "off", "deleted") if each in groups):
        names = leaked_names(groups[how], words)
        yield ("   " if number else "1. ") + words(f"reply-keys-{how}", names=names, count=len(names))


def _made(message: str, names: list[str], standing: list[str], words: _Words, **args: Any) -> str:
    if not names:
        return words(f"{message}-none")
    if standing:
        return words(f"{message}-open", standing=standing, **args)
    return words(f"{message}-gone", names=names, **args)


def _named(state: Situation, lang: str, *, standing: bool = False) -> list[str]:
    """What they made in IAM, each with its kind, a grant or trust with whose it is; what hangs on a principal
    of their own is left out."""
    found = []
    for row in state.principals:
        whose = arn_name(row["arn"] or "")
        own = any((row["account_id"], kind, whose) in state.intruder_principals for kind in ("user", "role"))
        told = row["change"] == "created" or (row["change"] in ("changed", "attached") and not own)
        done = row["third_party"] and row["outcome"] in ("succeeded", "partly")
        if done and told and (row["may_stand"] or not standing):
            name = str(row["name"] or row["arn"]).rsplit("/", 1)[-1]
            aside = f" ({whose})" if whose and whose != name else ""
            found.append(f"{_kind(lang, row['kind'])} {name}{aside}")
    return list(dict.fromkeys(found))


def _counted(state: Situation, lang: str, *, standing: bool = False) -> tuple[list[str], int]:
    """What they started, by kind with how many of each, the most first; and how many in all."""
    things = {
        (row["account_id"], row["aws_region"], row["resource_type"], row["resource_id"])
        for row in state.resources
        if row["third_party"]
        and row["outcome"] in ("succeeded", "partly")
        and row["change"] == "created"
        and (row["may_stand"] or not standing)
    }
    kinds = Counter(kind for _, _, kind, _ in things)
    return [f"{_kind(lang, kind)} {number}" for kind, number in kinds.most_common()], len(things)


def _kind(lang: str, kind: str) -> str:
    return text(lang, f"kind-{kind}") if has(lang, f"kind-{kind}") else kind.replace("_", " ")


def _asked(con: duckdb.DuckDBPyConnection, case: Case, state: Situation, words: _Words) -> str:
    """The adjustment of the bill with its figure, or by way of the reseller."""
    if case.billing == "reseller":
        return words("reply-adjust-reseller")
    figures = spend_total(con, case, {"start": None, "until": None}).dicts()
    row = next((each for each in figures if each["figure"] == "incident" and each["usd"]), None)
    if row is None:
        return words("reply-adjust-unknown")
    regions = sorted(
        {each["aws_region"] for each in state.resources if each["third_party"] and each["aws_region"]}
    )
    why = "reply-adjust-at-least" if row["at_least"] else "reply-adjust"
    return words(why, usd=float(row["usd"]), since=row["since"], regions=regions or [state.account])


def _name(each: StepState, words: _Words) -> str:
    return words(f"step-{each.step_id.replace('_', '-')}")
