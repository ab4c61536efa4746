"""What is left to do, in a safe order.

First what the next 15 minutes are for (the leaked key off or limited, old sessions and the intruder's
principals denied), then save, keep the quarantine, stop the clocks and switch on what was switched off,
contain what is surely the intruder's, replace the key, watch, deactivate, delete, renew what was read; the
intruder's things are removed at the end.

Safe means: nothing deletes, stops or detaches a thing of the owner's or of an unclear actor, nor what stood
before the intruder's call; what holds data is saved before it is stopped or ended; whatever may not be there
any more is looked at first; no key is deleted before its replacement carries the owner's calls and it has
been silent for 24 hours; the quarantine policy stays. AWS's guidance: "What to do if you inadvertently
expose an AWS access key" and the notice's own five steps. The kit runs none of these lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings import Situation, situation
from kit.analysis.response import acts, contain, guard, lines, remove, review, rotate
from kit.analysis.response import now as now_
from kit.analysis.response.copies import Copies
from kit.analysis.response.items import PlanItem, item
from kit.analysis.response.leak_places import leak_places
from kit.rules import remedies, usual_regions
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import ResponseDeniesRow

# What Cost Explorer keeps by the day (13 months and the current one); what is older it refuses.
COST_EXPLORER_KEEPS = timedelta(days=390)


def plan(con: duckdb.DuckDBPyConnection, case: Case, *, now: datetime | None = None) -> list[PlanItem]:
    """Every open item in order. `now` (naive UTC) dates the deny of older sessions; the end of the logs
    otherwise, and where the clock is behind it."""
    state = situation(con, case)
    # The next whole second: a policy names no fractions, and the last session must be older.
    after = state.as_of.replace(microsecond=0) + timedelta(seconds=1) if state.as_of else None
    moment = max(filter(None, (now, after)), default=None)
    if moment is None or not state.leaked:
        return [item("now", "save", "plan-no-evidence", actor="")]
    cut_off: list[ResponseDeniesRow] = database.run(con, questions.step("response_denies")).dicts()
    denies = [row for row in cut_off if row["cut_by"] == "time"]
    networks = [row for row in cut_off if row["cut_by"] == "network"]
    regions = [region for (region,) in database.run(con, questions.step("regions_seen")).rows]
    calls = acts.Acts(con, state)
    copies = Copies(con, state, _copying(state))
    items = [
        *_clock(now, state.as_of),
        *_save(state, regions),
        *now_.deadline(case, moment),
        *now_.keys(state),
        *now_.neighbours(state),
        *rotate.deny_sessions(state, moment, denies),
        *contain.principals(state),
        *contain.sessions(state, moment, denies),
        *acts.hosts(calls, copies),
        *contain.save(state, copies),
        *_keep(state),
        *acts.restore(calls),
        *contain.resources(state),
        *rotate.deny_networks(state, case, networks),
        *rotate.rotate(state),
        *rotate.others(con, state),
        *acts.secrets(calls),
        *leak_places(con, case),
        *remove.remove(state),
        *rotate.unlimit(state),
        *review.review(state, calls.events),
        *_close(state, case, moment),
    ]
    return list(guard.guarded(lines.distinct(items), state.account))


def _copying(state: Situation) -> Iterator[str]:
    """The lines of the plan that copy what a thing holds."""
    yield remedies.plan_line("copy-machine")
    for _, remedy in lines.lined(state, state.resources, every=True):
        yield from remedy.lines.get("save", ())


def _clock(now: datetime | None, as_of: datetime | None) -> Iterator[PlanItem]:
    """Said where this machine's clock stands before the newest evidence."""
    if now and as_of and now < as_of:
        yield item("now", "review", "plan-clock-behind", args={"now": now, "at": as_of}, actor="")


def _save(state: Situation, regions: list[str]) -> Iterator[PlanItem]:
    """Read-only lines whose output is the state before anything is changed: of IAM first of all."""
    accounts = sorted(
        {row["account_id"] for row in [*state.credentials, *state.resources] if row["account_id"]}
    )
    for account in accounts or [state.account]:
        for name in ("save-account", "save-report-ask", "save-report", "save-mfa"):
            line = remedies.plan_line(name)
            yield item("now", "save", "plan-save-iam", line, args={"account": account}, account=account)
        for region in sorted({*usual_regions(regions), *regions}):
            yield item(
                "save",
                "save",
                "plan-save-regions",
                remedies.plan_line("save-machines"),
                args={"account": account},
                account=account,
                region=region,
            )


def _keep(state: Situation) -> Iterator[PlanItem]:
    """What is to be left as it is: AWS's quarantine policy."""
    for account, user, arn in state.leaked_users:
        row = state.held(account, user)
        gone = [
            past
            for past in state.quarantine
            if past["state"] == "gone" and (past["account_id"], past["user_name"]) == (account, user)
        ]
        why = "plan-keep-quarantine" if row else "plan-quarantine-gone" if gone else "plan-quarantine-unseen"
        evidence = [row["event_id"]] if row else [past["detached_event_id"] for past in gone]
        yield item(
            "keep",
            "keep" if row else "check",
            why,
            remedies.plan_line("user-policies"),
            {"name": user},
            args={"user": user, "policy": (row or {"policy": ""})["policy"].rsplit("/", 1)[-1]},
            target=arn,
            actor="aws" if row and row["attached_by"] == "aws" else "unclear",
            account=account,
            evidence=evidence,
        )


def _close(state: Situation, case: Case, moment: datetime) -> Iterator[PlanItem]:
    """The bill of all Regions, and the answer to AWS."""
    seen = [row["first_seen"] for row in state.leaked if row["first_seen"]]
    first = (state.first_intruder or min(seen, default=moment)) - timedelta(days=7)
    kept = moment - COST_EXPLORER_KEEPS
    why = "plan-bill" if first >= kept else "plan-bill-older"
    first = max(first, kept)
    span = f"Start={first:%Y-%m-%d},End={moment + timedelta(days=1):%Y-%m-%d}"
    line = remedies.plan_line("bill")
    yield item("bill", "bill", why, line, {"span": span}, account=state.account)
    support_case = case.notice.get("support_case", "")
    why = "plan-reply-case" if support_case else "plan-reply"
    yield item("reply", "reply", why, args={"support_case": support_case})
