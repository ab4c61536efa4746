"""`kit reply`: the draft answer to AWS. It says what the evidence shows, calls no open step done, and leaves
in brackets what only the customer knows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kit.analysis.findings import ranked, situation
from kit.analysis.response import steps
from kit.analysis.response.plan_text import plain
from kit.case import Case
from kit.texts import say

if TYPE_CHECKING:
    import duckdb

# Findings that AWS asked about or can act on; probing and refused tries are not among them.
_TELL = ("critical", "high")


def draft(con: duckdb.DuckDBPyConnection, case: Case, lang: str | None = None, *, now: datetime) -> str:
    """The draft as plain text, in `lang` or the case's language. `now` dates nothing that the evidence does
    not show."""
    lang = lang or case.language
    state = situation(con, case)
    states = steps.step_states(con, case, state)
    reported = [each for each in ranked(con, case, state) if each.severity in _TELL]

    def words(message: str, **args: object) -> str:
        return plain(say(lang, case.timezone, message, args))

    notice = case.notice
    keys = [row["credential_id"] for row in state.leaked if row["kind"] != "principal"] or [
        row["principal_arn"] or "" for row in state.leaked
    ]
    facts = {"account": state.account, "keys": keys, "at": state.as_of or ""}
    subject = notice.get("subject", "")
    out = [
        f"# {words('reply-title')}",
        "",
        words("reply-subject", subject=subject)
        if subject
        else words("reply-subject-none", account=state.account),
        words("reply-case", support_case=notice["support_case"])
        if notice.get("support_case")
        else words("reply-case-none"),
        "",
        words("reply-hello"),
        "",
        words("reply-opening" if keys and state.as_of else "reply-opening-none", **facts),
        "",
    ]
    asked = [each for each in states if each.asked_by == "aws" and each.step_id != "reply"]
    for heading, part in (
        ("reply-done", [each for each in asked if each.state == "done"]),
        ("reply-open", [each for each in asked if each.state != "done"]),
    ):
        if part:
            out += [words(heading)]
            for each in part:
                step = words(f"step-{each.step_id.replace('_', '-')}")
                out += [f"- {words('reply-line', step=step, evidence=words(each.why, **each.args))}"]
            out += [""]
    if reported:
        out += [words("reply-findings")]
        if state.likely_calls:
            out += [words("reply-likely", likely=state.likely_calls, calls=state.intruder_calls)]
        out += [f"- {plain(say(lang, case.timezone, each.message, each.args))}" for each in reported]
    else:
        out += [words("reply-no-findings")]
    out += ["", words("reply-cause")]
    if any(each.state != "done" for each in asked):
        out += [words("reply-plan")]
    return "\n".join([*out, words("reply-request"), "", words("reply-bye"), words("reply-sign"), ""])
