"""What the third party switched off, set to end or read: put back, cancelled or renewed; and the machines on
which commands of theirs ran.

These are calls, not things of theirs: each is closed by a later call of anybody that undoes it, a secret that
was read only by the owner's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.findings import Situation, as_object
from kit.analysis.response.items import PlanItem, items
from kit.ids import arn_name, role_of_session
from kit.rules import remedies
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.response.copies import Copies
    from kit.rows import MachineRegionsRow, ResponseActsRow, ResponseUndoneRow
    from kit.rules import Remedy

_GLOBAL = ("iam", "s3", "savingsplans", "route53domains")


class Acts:
    """The calls that have such a line, read once."""

    def __init__(self, con: duckdb.DuckDBPyConnection, state: Situation) -> None:
        calls = list(remedies.calls_with("restore", "replace", "save", note="unnamed"))
        found: list[ResponseActsRow] = database.run(
            con, questions.step("response_acts"), {"calls": calls}
        ).dicts()
        self.acts: list[tuple[dict[str, Any], Remedy]] = []
        for row in found:
            given = {
                **row,
                **{key: as_object(row[key]) for key in ("request_parameters", "response_elements")},
            }
            remedy = remedies.remedy_of(given)
            if remedy is not None:
                self.acts.append((given, remedy))
        undoing = sorted(
            {
                f"{row['source']}.amazonaws.com:{call}"
                for row, remedy in self.acts
                for call in remedy.undone_by
            }
        )
        self.undone: list[ResponseUndoneRow] = (
            database.run(
                con, questions.step("response_undone"), {"calls": undoing, "since": state.first_intruder}
            ).dicts()
            if undoing
            else []
        )
        placed: list[MachineRegionsRow] = database.run(con, questions.step("machine_regions")).dicts()
        self.regions = {(row["account_id"], row["machine"]): row["aws_region"] for row in placed}
        self.state = state
        self.events = {
            event for row, remedy in self.acts if "restore" in remedy.lines for event in row["event_ids"]
        }

    def open(self, part: str) -> Iterator[tuple[dict[str, Any], Remedy]]:
        """Calls with a line of that part that nothing has undone since, what a clock runs on first."""
        rows = [(row, remedy) for row, remedy in self.acts if part in remedy.lines]
        for row, remedy in sorted(rows, key=lambda each: each[1].order):
            if not self._closed(row, remedy, by_owner=part == "replace"):
                yield row, remedy

    def _closed(self, row: Mapping[str, Any], remedy: Remedy, *, by_owner: bool) -> bool:
        name = remedy.named(row)
        for later in self.undone:
            if (
                later["event_name"] in remedy.undone_by
                and (later["source"], later["account_id"]) == (row["source"], row["account_id"])
                and (name or later["aws_region"] == row["aws_region"])
                and later["event_time"] > row["last_seen"]
                and not (by_owner and later["third_party"])
            ):
                other = remedy.named({"request_parameters": as_object(later["request_parameters"])})
                if not name or _same(name, other):
                    return True
        return False


def restore(acts: Acts) -> Iterator[PlanItem]:
    """Clocks are stopped first, then what watches is switched on again."""
    for row, remedy in acts.open("restore"):
        named = remedy.named(row)
        place = {**_place(row), "target": _args(row, named)["name"]}
        why = "plan-restore-clock" if remedy.order < 10 else "plan-restore-act"
        args = _args(row, named)
        yield from items("restore", "check", "plan-check-act", (remedy.check,), row, args=args, **place)
        notes = (f"plan-note-{remedy.note}",) if remedy.note else ()
        yield from items(
            "restore", "restore", why, remedy.lines["restore"], row, args=args, notes=notes, **place
        )


def secrets(acts: Acts) -> Iterator[PlanItem]:
    """Secrets and parameters that they read get a new value, there and where they are used."""
    for row, remedy in acts.open("replace"):
        notes = (f"plan-note-{remedy.note}",) if remedy.note else ()
        yield from items(
            "secrets",
            "replace",
            "plan-replace-secret",
            remedy.lines["replace"],
            row,
            args=_args(row),
            notes=notes,
            **_place(row),
        )
    for row, remedy in acts.acts:
        if remedy.note == "unnamed":
            notes = ("plan-note-unnamed",)
            yield from items(
                "secrets",
                "review",
                "plan-review-secrets",
                (remedy.check,),
                row,
                args=_args(row),
                notes=notes,
                **_place(row),
            )


def hosts(acts: Acts, copies: Copies) -> Iterator[PlanItem]:
    """Machines of the owner's on which they ran commands, or whose credentials they used elsewhere: saved and
    looked at; whether one is isolated or built anew its owner decides."""
    state = acts.state
    reached: dict[tuple[str, str, str], list[str]] = {}
    for row, remedy in acts.acts:
        if remedy.note != "host":
            continue
        for line in remedy.lines.get("save", ()):
            try:
                found = remedies.spread(line, row)
            except remedies.Unfit:
                continue
            for words in found:
                machine = words[-1].removeprefix("evidence-")
                where = (row["account_id"] or "", row["aws_region"] or "", machine)
                reached.setdefault(where, []).extend(row["event_ids"])
    roles: dict[tuple[str, str], str] = {}
    for session in state.credentials:
        arn = session["principal_arn"] or ""
        if session["kind"] == "instance_session" and session["intruder_calls"]:
            machine = arn_name(arn)
            roles[session["account_id"] or "", machine] = arn_name(role_of_session(arn) or "")
            known = next(
                (key for key in reached if (key[0], key[2]) == (session["account_id"], machine)), None
            )
            region = acts.regions.get((session["account_id"] or "", machine), "")
            events = reached.setdefault(known or (session["account_id"] or "", region, machine), [])
            events.extend(event for event in [session["link_event_id"]] if event)
    for (account, region, machine), events in sorted(reached.items()):
        if (account, machine) in state.intruder_resources or not machine.startswith("i-"):
            continue
        place: dict[str, Any] = {
            "target": machine,
            "actor": "owner",
            "account": account,
            "region": region,
            "evidence": list(dict.fromkeys(events))[:20],
        }
        row, args = {"resource_id": machine}, {"name": machine, "role": roles.get((account, machine), "")}
        # Without its Region a line would look for the machine where it is not.
        copy, look = (remedies.plan_line(name) if region else "" for name in ("copy-machine", "machine"))
        if not copies.has(account, machine):
            yield from items("save", "copy", "plan-save-host", (copy,), row, args=args, **place)
        why = "plan-review-host-role" if args["role"] else "plan-review-host"
        yield from items("review", "review", why, (look,), row, args=args, **place)


def _args(row: Mapping[str, Any], named: str = "") -> dict[str, Any]:
    request = row["request_parameters"]
    names = (
        value for value in request.values() if isinstance(value, str | int) and not isinstance(value, bool)
    )
    name = named or next((str(value) for value in names if value != ""), "") or row["source"]
    return {
        "name": name,
        "call": row["event_name"],
        "service": row["source"],
        "at": row["event_time"],
        "calls": row["calls"],
    }


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "target": _args(row)["name"],
        "actor": "owner",
        "account": row["account_id"] or "",
        "region": "" if row["source"] in _GLOBAL else row["aws_region"] or "",
        "evidence": row["event_ids"],
    }


def _same(one: str, other: str) -> bool:
    """Whether two names, of which one may be an ARN, are of the same thing."""
    return bool(one and other) and (one in other or other in one)
