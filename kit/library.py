"""The public functions that make a case, ask it and draft from it; collect, report and show are elsewhere.

Each takes a case or the path of its folder, and opens the database read-only for the length of the call.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.case import Case, add_leaked, as_case, machine_language, machine_zone
from kit.case import new_case as new_case_folder
from kit.window import parse_time

if TYPE_CHECKING:
    from kit.analysis import Found, Moved
    from kit.notice import NoticeFacts
    from kit.store import Answer, Record


HOME = "Asia/Tokyo"  # where a case is at home that nothing says more of


def new_case(
    folder: str | Path,
    *,
    keys: Iterable[str] = (),
    principals: Iterable[str] = (),
    notice: str | Path | None = None,
    account: str = "",
    user: str = "",
    since: datetime | str | None = None,
    until: datetime | str | None = None,
    customer: str = "",
    lang: str | None = None,
    timezone: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Makes the folder of a case with its case.toml and returns the case.

    It starts from leaked `keys`, `principals` (ARNs), `notice` (the file of AWS's mail or event, which is
    taken in as evidence too), an `account` of 12 digits or its `user`. `since` and `until` are naive UTC, or
    text in `timezone`; `until` is excluded. `now` (naive UTC) stamps it. Without `lang` it is
    in the notice's language, else the machine's; a Japanese case is in Japan's time zone, another in the
    machine's.

    UsageError where there is nothing to start from or a value is no key, ARN, account or time; CaseError
    where the folder is not empty.
    """
    now = now or _now()
    facts = None
    here = machine_zone(os.environ) or HOME
    if notice is not None:
        from kit.notice import parse

        read = parse(notice, timezone or here)
        lang = lang or read.language
        if timezone is None and lang == "ja" and here != HOME:
            read = parse(notice, HOME)
        facts = read.to_case()
    lang = lang or machine_language(os.environ) or "ja"
    timezone = timezone or (HOME if lang == "ja" else here)
    bounds = [parse_time(at, timezone, now) if isinstance(at, str) else at for at in (since, until)]
    made = new_case_folder(
        folder,
        now=now,
        keys=keys,
        principals=principals,
        account=account,
        user=user,
        customer=customer,
        language=lang,
        timezone=timezone,
        since=bounds[0],
        until=bounds[1],
        notice=facts,
    )
    if notice is not None:
        from kit.collect import collect

        collect(made, notice, now=now)
    return made


def add_notice(
    case: Case | str | Path, notice: str | Path, *, now: datetime | None = None
) -> tuple[Case, NoticeFacts]:
    """Takes a further notice or a reminder into an open case: the file as evidence, and into case.toml what
    is not known there yet. Returns the case as it is then, and all that the notice says.

    Keys of a notice that names another account, or that is in doubt, are not followed. UsageError where the
    file is no notice.
    """
    from kit.collect import collect
    from kit.notice import parse

    case = as_case(case)
    facts = parse(notice, case.timezone)
    made = add_leaked(case, facts.trusted_keys(case.account), facts.news(case.notice, case.account))
    collect(made, notice, now=now or _now())
    return made, facts


def ask(case: Case | str | Path, name: str, /, *, lang: str | None = None, **params: Any) -> Answer:
    """The answer to the question `name`, as `kit ask` gives it; sentences in `lang` or the case's own
    language.

    Times are naive UTC, money is USD unless a column says so. A parameter of the question is given by its
    name, a time as naive UTC or as text (UTC). UsageError for an unknown question, or a parameter that is
    missing, unknown or does not fit; BusyError while a collection holds the case for long.
    """
    from kit.analysis import ask

    return ask(as_case(case), name, params, lang=lang)


def visits(case: Case | str | Path, *, lang: str | None = None) -> Answer:
    """Which networks and tools used the key or what came out of it, whose those calls are, and how many a
    word of yours decides: the question `visits`, those that decide most first."""
    return ask(case, "visits", lang=lang)


def verdict(
    case: Case | str | Path,
    visit: int | None = None,
    actor: str | None = None,
    /,
    *,
    note: str = "",
    network: str = "",
    agent: str = "",
    tool: str = "",
    credential: str = "",
    event: str = "",
    undo: bool = False,
) -> Moved:
    """Your word on whose calls these are (`intruder`, `owner`, `unclear`): written to case.toml, derived
    anew, and what that moved.

    Either `visit` is a row of `visits`, or network, agent (a part of it), tool and credential say which calls
    are meant, all that is given together; or `event` is one call. `undo` takes such a verdict back, without
    more the last one. A verdict that speaks of no call is not written; `outcome` says so. UsageError for a
    visit that is not there.
    """
    from kit.analysis import decide

    names = {"network": network, "agent": agent, "tool": tool, "credential": credential, "event": event}
    return decide(as_case(case), names if visit is None else visit, actor, note, undo=undo)


def find(case: Case | str | Path, text: str, /, *, limit: int | None = 50) -> Found:
    """The events that an address, network, ARN, key, name, resource, agent or the beginning of an event id
    stands in.

    Callers and days are counted over all of them; the first `limit` (None: all) come one by one. UsageError
    for a text of less than three characters.
    """
    from kit.analysis import find

    return find(as_case(case), text, limit=limit)


def sql(
    case: Case | str | Path,
    statement: str,
    /,
    *,
    allow_files: bool = False,
    max_seconds: float = 600,
    max_memory: str = "4GB",
    **params: Any,
) -> Answer:
    """Rows of an own statement on the evidence and its views, read-only; `$name` in it is bound to `params`.

    Without `allow_files` it reaches no file and no network. It is stopped after `max_seconds` (0: never) and
    takes no more than `max_memory`. UsageError, in DuckDB's words, when it does not run.
    """
    from kit.store import database

    with database.reading(as_case(case), allow_files=allow_files, memory=max_memory) as con:
        return database.run_text(con, statement, params, seconds=max_seconds)


def save(
    case: Case | str | Path,
    name: str,
    statement: str,
    /,
    *,
    question: str = "",
    grain: str = "",
    replace: bool = False,
) -> Path:
    """Writes an own statement into the case as the question `name`, CASE/queries/<name>.sql: `ask` and `kit
    ask` answer it from then on.

    `question` says what it answers, `grain` what one row is; its `$name`s become parameters. UsageError for a
    name that is taken, or a statement that does not run or does more than read.
    """
    from kit.analysis import save

    return save(as_case(case), name, statement, question=question, grain=grain, replace=replace)


def record(case: Case | str | Path, event_id: str) -> Record:
    """The untouched record of an event, with the file it was delivered in, its position there and the
    file's sha256.

    The first eight characters of an id do where they are one event's alone; `copies` are the other
    deliveries. UsageError when there is no such event; EvidenceError when the vault no longer matches its
    hash.
    """
    from kit.store import record

    return record(as_case(case), event_id)


def plan(case: Case | str | Path, lang: str | None = None, *, now: datetime | None = None) -> Answer:
    """What is left to do, in order: one row per step, as `kit plan --format json` gives it.

    `line` is an AWS CLI line ('' where there is none) that the kit never runs, `why` its reason in `lang`
    or the case's own language, `event_ids` what it rests on. `now` (naive UTC) is what due times are held
    against.
    """
    from kit.analysis import drafts

    return drafts.plan_rows(as_case(case), lang, now=now or _now())


def plan_text(case: Case | str | Path, lang: str | None = None, *, now: datetime | None = None) -> str:
    """The plan to read and copy from, as `kit plan` prints it."""
    from kit.analysis import drafts

    return drafts.plan_as_text(as_case(case), lang, now=now or _now())


def reply(
    case: Case | str | Path, lang: str | None = None, *, now: datetime | None = None, draft: bool = False
) -> str:
    """The draft reply to AWS as plain text, in `lang` or the case's own language: says only what the
    evidence shows.

    EvidenceError where the evidence holds nothing to judge by, unless `draft`: then the text says so first.
    """
    from kit.analysis import drafts

    return drafts.reply_text(as_case(case), lang, now=now or _now(), draft=draft)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
