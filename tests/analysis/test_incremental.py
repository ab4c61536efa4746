"""Tables made step by step, as evidence, keys and verdicts come in, are those made of everything at once."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from incident import FILE, insert

from kit.analysis import derive
from kit.case import Case, verdict_of
from kit.store import case_tables, database

sys.path.insert(0, str(Path(__file__).parent / "credentials"))
from test_reach import ACCOUNT, LEAKED, evidence, user

KINDS = (
    "assume", "assume", "serve", "trust", "role", "user", "key", "login", "sign_in", "switch", "instance",
    "command", "task", "function", "token", "federate", "end", "plain", "plain", "stray",
)  # fmt: skip
STEPS = ("collect", "collect", "verdict", "undo", "key", "network", "name")
CALLERS = ("leaked", "leaked", "user", "session", "role")


def batch(chance: Random, begin: int) -> tuple[list[dict], list[dict]]:
    """Rows of event_records and identities of some more calls, numbered from `begin`."""
    calls = [
        (
            chance.choice(KINDS), chance.choice(CALLERS), chance.randrange(6), chance.randrange(6),
            chance.randrange(600), chance.random() < 0.7,
        )
        for _ in range(chance.randrange(5, 40))
    ]  # fmt: skip
    events, identities = evidence(calls)
    for row in events:
        number = row["event_no"] + begin
        row |= {"event_no": number, "identity_no": number, "position": number, "event_id_text": f"e{number}"}
        row |= {"content_hash": number}
    for row in identities:
        row["identity_no"] += begin
    return events, identities


def step(chance: Random, case: Case, cons: list, number: int, said: int) -> tuple[Case, str]:
    """The case after one more thing that an analyst does, and what it was; evidence goes to all `cons`."""
    what = (
        chance.choice(("collect", "collect", "verdict", "undo", "key", "network", "name"))
        if said
        else "collect"
    )
    if what == "collect":
        rows = batch(chance, number * 100)
        at = datetime(2026, 4, 1) + timedelta(hours=number)
        for con in cons:
            for table, some in zip(("event_records", "identities"), rows, strict=True):
                insert(con, table, some)
            file = {"file_id": number + 1, "fetched_at": at, "records": len(rows[0]), "loaded": len(rows[0])}
            insert(con, "files", [{**FILE, **file}])
    elif what == "verdict":
        names = chance.choice(
            (
                {"network": f"198.51.100.{chance.randrange(6)}/32"},
                {"agent": f"tool/{chance.randrange(2)}"},
                {"credential": user(chance.randrange(3))["access_key_id"]},
                {"event": f"e{chance.randrange(number * 100)}"},
            )
        )
        made = verdict_of(chance.choice(("intruder", "owner", "unclear")), **names)
        case = replace(case, verdicts=(*case.verdicts, made))
    elif what == "undo":
        case = replace(case, verdicts=case.verdicts[:-1])
    elif what == "key":
        case = replace(
            case, keys=tuple(dict.fromkeys((*case.keys, user(chance.randrange(3))["access_key_id"])))
        )
    elif what == "network":
        case = replace(case, owner_networks=(f"198.51.100.{chance.randrange(6)}/32",))
    else:
        case = replace(case, customer=f"Customer {number}", facts_hash=f"of {number}")
    for con in cons:
        case_tables.write(con, case)
    return case, what


def tables(con) -> dict[str, list]:
    """Every derived table; rows have no order."""
    return {
        table: sorted(map(repr, con.execute(f"from {table}").fetchall()))
        for stage in derive.STAGES
        for table in stage.tables
    }


def walk(seed: int, steps: int) -> set[str]:
    """Goes some steps and holds, after each, what was made before and made anew against what is made of
    nothing. Gives the kinds of steps."""
    chance = Random(seed)
    case = Case(folder=Path("/nowhere"), keys=(LEAKED,), account=ACCOUNT)
    done: list[str] = []
    with closing(database.empty(case)) as grown:
        for number in range(steps):
            with closing(database.empty(case)) as bare:
                for table in ("event_records", "identities", "files"):
                    rows = grown.execute(f"from {table}")
                    names = [column[0] for column in rows.description]
                    insert(bare, table, [dict(zip(names, row, strict=True)) for row in rows.fetchall()])
                case, what = step(chance, case, [grown, bare], number, len(done))
                done.append(what)
                stale = derive.stale(grown, case)
                derive.ensure(grown, case)
                assert derive.fresh(grown, case)
                derive.refresh(bare, case)
                made, expected = tables(grown), tables(bare)
                off = [table for table in made if made[table] != expected[table]]
                assert off == [], f"seed {seed}: after {', '.join(done)}; made anew were {stale}"
    return set(done)


def test_step_by_step_is_as_from_nothing():
    assert walk(0, 5) > {"collect"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
def test_step_by_step_is_as_from_nothing_for_more_trails(seed):
    assert walk(seed, 8) > {"collect"}


@pytest.mark.slow
def test_a_stage_that_is_left_stale_is_found(monkeypatch):
    """The walk itself: it fails where a stage does not know that it hangs on the verdicts."""
    blind = [
        replace(stage, facts=()) if stage.module == "actors.derive" else stage for stage in derive.STAGES
    ]
    monkeypatch.setattr(derive, "STAGES", tuple(blind))
    with pytest.raises(AssertionError, match="made anew were"):
        for seed in range(20):
            walk(seed, 6)
