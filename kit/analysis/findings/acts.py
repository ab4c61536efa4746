"""Findings about acts: data read, models and mail abused, refused tries, probing, other changes; and about
what no act in the logs explains: things found in the account, log files that were altered or are missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings.finding import Finding, ids, together
from kit.analysis.findings.situation import Situation
from kit.rules import marked
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.rows import FindingActsRow, FoundLiveAnswerRow, IntegrityProblemsRow

_TAKING = ("Collection", "Exfiltration", "Credential Access")
_OTHER = "other.change"
# A single refused call, or a single call of small weight, tells nothing.
_STRONG, _HEAVY = 50, 70


def found(state: Situation, acts: list[FindingActsRow]) -> Iterator[Finding]:
    """Every finding of this page, from the rows of finding_acts.sql."""
    theirs = [row for row in acts if row["third_party"]]
    worked = [row for row in theirs if row["outcome"] == "succeeded"]
    reported = {(row.get("source"), row.get("event_name")) for row in [*state.principals, *state.resources]}
    reported |= marked("stops_trail") | marked("deletes_trail")
    # Calls that a credential of the tree came from are reported with that credential.
    reported |= {
        (source, row["link"])
        for row in state.credentials
        for source in ("sts", "signin", "iam")
        if row["depth"]
    }
    yield from _abuse(worked, reported)
    yield from _taken(worked, reported)
    yield from _techniques(worked, reported)
    yield from _others(worked, reported)
    yield from _refused(theirs)
    yield from _unclear([row for row in acts if row["actor"] == "unclear" and row["outcome"] == "succeeded"])
    yield from _recon(theirs)


def unexplained(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """One finding for principals and one for resources made since the intruder came that no log explains.

    No event shows them: that is the finding. Nothing while nobody looked at the account.
    """
    rows: list[FoundLiveAnswerRow] = database.run(
        con, questions.query("found_live"), {"explained": "no"}
    ).dicts()
    for ledger, severity in (("principals", "high"), ("resources", "medium")):
        strange = [row for row in rows if row["ledger"] == ledger]
        if strange:
            args = {
                "count": len(strange),
                "names": [f"{row['type']} {row['name']}" for row in strange],
                "regions": len({row["aws_region"] for row in strange}),
                "at": max(row["checked_at"] for row in strange),
            }
            at = min((row["created_at"] for row in strange if row["created_at"]), default=None)
            yield Finding(f"unexplained-{ledger}", severity, "found_live", args, (), at=at)


def altered(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """One finding for what was altered, one for what is missing; nothing where no digest was collected."""
    rows: list[IntegrityProblemsRow] = database.run(con, questions.step("integrity_problems")).dicts()
    for state, severity in (("altered", "critical"), ("missing", "high")):
        wrong = [row for row in rows if row["state"] == state]
        if not wrong:
            continue
        logs = [row for row in wrong if row["kind"] == "log"]
        args = {
            "logs": len(logs),
            "digests": len(wrong) - len(logs),
            "names": [row["place"].rsplit("/", 1)[-1] for row in wrong if row["kind"] != "gap"]
            or [f"{row['account_id']} {row['aws_region']}" for row in wrong],
            "from": min(row["from_time"] for row in wrong),
            "to": max(row["until_time"] for row in wrong),
        }
        events = ids(*(row["event_ids"] for row in wrong))
        yield Finding(
            f"trail-{state}",
            severity,
            "integrity",
            args,
            events,
            tactic="Defense Evasion",
            technique="T1070",
            at=args["from"],
        )


def _abuse(worked: list[FindingActsRow], reported: set) -> Iterator[Finding]:
    """Language models and mail or messages used at the customer's cost."""
    for rule, calls, sources, technique in (
        ("llm-abuse", marked("asks_model") | marked("asks_agent"), ("bedrock",), "T1496"),
        ("mail-abuse", marked("sends_mail"), ("ses", "email", "sns", "sms-voice"), "T1496"),
    ):
        # A service has more than one event source, and a call has one name under all of them.
        names = {name for _, name in calls}
        rows = [
            row for row in worked if (row["source"] or "").startswith(sources) and row["event_name"] in names
        ]
        if rows:
            reported.update((row["source"], row["event_name"]) for row in rows)
            act = together(rows)
            yield Finding(
                rule,
                "high",
                "key_activity",
                act.args(),
                ids(act.event_ids),
                tactic="Impact",
                technique=technique,
                weight=76,
                at=act.first_seen,
            )


def _taken(worked: list[FindingActsRow], reported: set) -> Iterator[Finding]:
    """Data and secrets read or sent away, by service."""
    groups: dict[str, list[FindingActsRow]] = defaultdict(list)
    for row in worked:
        if (
            row["tactic"] in _TAKING
            and row["weight"] >= 20
            and (row["source"], row["event_name"]) not in reported
        ):
            groups[row["source"]].append(row)
    for source, rows in sorted(groups.items()):
        act = together(rows)
        if act.calls < 2 and act.weight < _STRONG:
            continue
        reported.update((row["source"], row["event_name"]) for row in rows)
        heaviest = max(rows, key=lambda row: row["weight"])
        yield Finding(
            "data-read",
            "high" if act.weight >= _STRONG else "medium",
            "key_activity",
            {**act.args(), "service": source},
            ids(act.event_ids),
            about=source,
            tactic=heaviest["tactic"],
            technique=heaviest["technique"],
            weight=act.weight,
            at=act.first_seen,
        )


def _techniques(worked: list[FindingActsRow], reported: set) -> Iterator[Finding]:
    """Heavy calls of the catalogue that no ledger row speaks of, by tactic and technique."""
    groups: dict[tuple[str, str], list[FindingActsRow]] = defaultdict(list)
    for row in worked:
        known = (row["source"], row["event_name"]) in reported or row["tactic"] in (None, "Discovery")
        if not known and row["weight"] >= _STRONG:
            groups[(row["tactic"], row["technique"] or "")].append(row)
    for (tactic, technique), rows in sorted(groups.items()):
        act = together(rows)
        yield Finding(
            "technique",
            "high" if act.weight >= _HEAVY else "medium",
            "key_activity",
            {**act.args(), "tactic": tactic},
            ids(act.event_ids),
            about=f"{tactic}/{technique}",
            tactic=tactic,
            technique=technique or None,
            weight=act.weight,
            at=act.first_seen,
        )


def _others(worked: list[FindingActsRow], reported: set) -> Iterator[Finding]:
    """Changes that no row of the catalogue knows: a service nobody has heard of still shows."""
    rows = [
        row
        for row in worked
        if row["action_id"] == _OTHER and (row["source"], row["event_name"]) not in reported
    ]
    if rows:
        act = together(rows)
        names = sorted({f"{row['source']}:{row['event_name']}" for row in rows})
        yield Finding(
            "other-changes",
            "medium",
            "key_activity",
            {**act.args(), "names": names},
            ids(act.event_ids),
            weight=act.weight,
            at=act.first_seen,
        )


def _unclear(worked: list[FindingActsRow]) -> Iterator[Finding]:
    """Heavy calls that may be the owner's: reported as a question, never as the intruder's."""
    groups: dict[tuple[str, str], list[FindingActsRow]] = defaultdict(list)
    for row in worked:
        if row["tactic"] not in (None, "Discovery") and row["weight"] >= _STRONG:
            groups[(row["tactic"], row["technique"] or "")].append(row)
    for (tactic, technique), rows in sorted(groups.items()):
        act = together(rows)
        yield Finding(
            "unclear-act",
            "medium",
            "key_activity",
            {**act.args(), "tactic": tactic},
            ids(act.event_ids),
            about=f"{tactic}/{technique}",
            tactic=tactic,
            technique=technique or None,
            weight=act.weight,
            at=act.first_seen,
        )


def _refused(theirs: list[FindingActsRow]) -> Iterator[Finding]:
    """What they tried and did not get, by tactic: it shows what they were after."""
    groups: dict[str, list[FindingActsRow]] = defaultdict(list)
    for row in theirs:
        if row["outcome"] == "failed" and row["tactic"] not in (None, "Discovery") and row["weight"] >= 20:
            groups[row["tactic"]].append(row)
    for tactic, rows in sorted(groups.items()):
        act = together(rows)
        if act.calls < 2 and act.weight < _HEAVY:
            continue
        heaviest = max(rows, key=lambda row: row["weight"])
        yield Finding(
            "refused",
            "medium" if act.weight >= _HEAVY else "low",
            "denied",
            {**act.args(), "tactic": tactic},
            ids(act.event_ids),
            about=tactic,
            tactic=tactic,
            technique=heaviest["technique"],
            weight=act.weight,
            at=act.first_seen,
        )


def _recon(theirs: list[FindingActsRow]) -> Iterator[Finding]:
    """Probing: many reads, or reads in many Regions."""
    rows = [row for row in theirs if row["tactic"] == "Discovery"]
    act = together(rows)
    if act.calls >= 5 or len(act.regions) >= 3:
        refused = sum(row["calls"] for row in rows if row["outcome"] == "failed")
        yield Finding(
            "recon",
            "low",
            "key_activity",
            {**act.args(), "refused": refused},
            ids(act.event_ids),
            tactic="Discovery",
            technique="T1580",
            weight=20,
            at=act.first_seen,
        )
