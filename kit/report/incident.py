"""The middle of the report: timeline, credentials, principals, resources; each a chart and its table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.charts import regions as region_charts
from kit.charts import timeline, tree
from kit.report.blocks import Block, Table, chart, section
from kit.texts import has, moment, money, number, text, thing

if TYPE_CHECKING:
    from kit.rows import (
        CredentialsAnswerRow,
        FirstUseAnswerRow,
        KeyActivityAnswerRow,
        MilestonesAnswerRow,
        PrincipalsAnswerRow,
        RegionsAnswerRow,
        ResourcesAnswerRow,
        TimelineAnswerRow,
    )

STATES = ("alive", "unknown", "stopped", "gone")


def word(lang: str, group: str, value: Any) -> str:
    """The word of a closed value; the value itself, made readable, where texts has none."""
    identifier = f"{group}-{value}".replace(" ", "-")
    return text(lang, identifier) if has(lang, identifier) else str(value or "–").replace("_", " ")


def timeline_section(
    case: Case, calls: list[TimelineAnswerRow], milestones: list[MilestonesAnswerRow]
) -> list[Block]:
    """Who called what when, and the turning points with their events."""
    lang, zone = case.language, case.timezone
    table = Table(lang, ["report-col-when", "report-col-what"])
    for row in milestones:
        table.add(
            (moment(lang, row["at"], zone), "time", row["at"]),
            text(lang, f"milestone-{row['milestone']}"),
            events=[row["event_id"]],
        )
    return [
        section(lang, "timeline", text(lang, "report-timeline-lead")),
        chart(lang, "timeline", timeline.figure(calls, milestones, lang=lang, zone=zone)),
        table.block(text(lang, "report-milestones"), fold=False),
    ]


def act_section(
    case: Case, key_activity: list[KeyActivityAnswerRow], first_use: list[FirstUseAnswerRow]
) -> list[Block]:
    """The heaviest calls one by one, and what was new about the key's use."""
    lang, zone = case.language, case.timezone
    heavy = sorted(
        key_activity, key=lambda row: (-(row["weight"] or 0), _place(row["event_time"]), str(row["event_id"]))
    )
    table = Table(
        lang,
        [
            "report-col-when",
            "report-col-call",
            "column-tactic",
            "column-subject",
            "column-aws_region",
            "column-source_ip_address",
            "column-outcome",
            "column-actor",
            "column-weight",
        ],
    )
    for row in heavy[:200]:
        table.add(
            (moment(lang, row["event_time"], zone, beside=False), "time", row["event_time"]),
            f"{(row['event_source'] or '–').removesuffix('.amazonaws.com')} {row['event_name'] or '–'}",
            word(lang, "tactic", str(row["tactic"] or "other").lower()),
            (row["subject"] or "–", "code"),
            row["aws_region"] or "–",
            (row["source_ip_address"] or "–", "code"),
            word(lang, "outcome", row["outcome"]),
            word(lang, "actor", row["actor"]),
            (number(lang, row["weight"] or 0), "number"),
            events=[row["event_id"]],
        )
    fresh = Table(
        lang, ["column-kind", "column-value", "column-first_seen", "column-events", "column-used_before"]
    )
    for row in first_use:
        fresh.add(
            word(lang, "first-use", row["kind"]),
            (row["value"] or "–", "code"),
            (moment(lang, row["first_seen"], zone, beside=False), "time", row["first_seen"]),
            (number(lang, row["events"]), "number"),
            word(lang, "used-before", row["used_before"]),
            events=[row["event_id"]],
        )
    return [
        table.block(text(lang, "report-acts-table", count=len(table.rows)), more="key_activity", fold=True),
        fresh.block(text(lang, "report-first-use-table", count=len(first_use)), more="first_use", fold=True),
    ]


def credential_section(
    case: Case, credentials: list[CredentialsAnswerRow], milestones: list[MilestonesAnswerRow]
) -> list[Block]:
    """The tree of credentials, then each with its times and state."""
    lang, zone = case.language, case.timezone
    table = Table(
        lang,
        [
            "column-credential_id",
            "column-kind",
            "column-principal_arn",
            "column-link",
            "column-certainty",
            "column-events",
            "column-first_seen",
            "column-last_seen",
            "column-state",
        ],
    )
    for row in credentials:
        table.add(
            (row["credential_id"], "code"),
            word(lang, "kind", row["kind"]),
            (row["principal_arn"] or "–", "code"),
            word(lang, "link", row["link"]),
            word(lang, "certainty", row["certainty"]),
            (number(lang, row["events"]), "number"),
            (_short(lang, row["first_seen"], zone), "time", row["first_seen"]),
            (_short(lang, row["last_seen"], zone), "time", row["last_seen"]),
            (text(lang, f"credential-state-{row['state']}"), row["state"]),
            events=[row["link_event_id"], row["ended_event_id"]],
        )
    return [
        section(lang, "credentials", text(lang, "report-credentials-lead")),
        chart(lang, "credentials", tree.figure(credentials, milestones, lang=lang, zone=zone)),
        table.block(
            text(lang, "report-credentials-table", count=len(credentials)), more="credentials", fold=True
        ),
    ]


def principal_section(
    case: Case, principals: list[PrincipalsAnswerRow], milestones: list[MilestonesAnswerRow]
) -> list[Block]:
    """What was made or changed in IAM: lives along time, then the table, what still stands first."""
    lang, zone = case.language, case.timezone
    until = max((row["state_at"] for row in principals if row["state_at"]), default=None)
    table = Table(
        lang,
        [
            "column-name",
            "column-kind",
            "column-change",
            "column-changed_at",
            "column-actor",
            "column-state",
            "report-col-basis",
        ],
    )
    for row in sorted(
        principals, key=lambda row: (STATES.index(row["state"]), _place(row["changed_at"]), str(row["name"]))
    ):
        table.add(
            (region_charts.name_of(row) or "–", "name"),
            word(lang, "made", row["kind"]),
            word(lang, "change", row["change"]),
            (_short(lang, row["changed_at"], zone), "time", row["changed_at"]),
            word(lang, "actor", row["actor"]),
            (text(lang, f"state-{row['state']}"), row["state"]),
            (_basis(lang, row, zone), "soft"),
            events=[row["event_id"], row["ended_event_id"]],
        )
    count = text(lang, "report-principals-table", count=len(principals))
    return [
        section(lang, "principals", text(lang, "report-principals-lead")),
        chart(
            lang,
            "principals",
            region_charts.principals(principals, milestones, lang=lang, zone=zone, until=until),
        ),
        table.block(count, more="principals"),
    ]


def resource_section(
    case: Case, resources: list[ResourcesAnswerRow], regions: list[RegionsAnswerRow]
) -> list[Block]:
    """What was started, by Region, and each thing with its state and estimate."""
    lang, zone = case.language, case.timezone
    table = Table(
        lang,
        [
            "column-aws_region",
            "column-resource_type",
            "column-resource_id",
            "column-size",
            "column-change",
            "column-created_at",
            "column-state",
            "report-col-basis",
            "column-usd_per_hour",
            "column-estimated_usd",
        ],
    )
    for row in sorted(
        resources,
        key=lambda row: (STATES.index(row["state"]), str(row["aws_region"]), _place(row["created_at"])),
    ):
        table.add(
            row["aws_region"] or text(lang, "chart-global"),
            thing(lang, (row["service"], row["resource_type"])),
            (row["resource_id"] or "–", "code"),
            row["size"] or "–",
            word(lang, "change", row["change"]),
            (_short(lang, row["created_at"], zone), "time", row["created_at"]),
            (text(lang, f"state-{row['state']}"), row["state"]),
            (_basis(lang, row, zone), "soft"),
            (money(lang, row["usd_per_hour"], digits=3), "number"),
            (money(lang, row["estimated_usd"]), "number"),
            events=[row["event_id"], row["ended_event_id"]],
        )
    count = text(lang, "report-resources-table", count=len(resources))
    return [
        section(lang, "resources", text(lang, "report-resources-lead")),
        chart(lang, "resources", region_charts.resources(resources, regions, lang=lang)),
        table.block(count, more="resources"),
    ]


def _place(at: datetime | None) -> datetime:
    """Where a moment stands in a table in order of time: what has none comes last."""
    return at or datetime.max


def _short(lang: str, at: datetime | None, zone: str) -> str:
    return moment(lang, at, zone, seconds=False, beside=False)


def _basis(lang: str, row: Mapping[str, Any], zone: str) -> str:
    """When and by what its state is known; an end is the time it ended."""
    if row["ended_at"]:
        return text(lang, "report-basis-ended", at=_short(lang, row["ended_at"], zone))
    name = f"report-basis-{row['state_basis']}"
    return text(lang, name, at=_short(lang, row["state_at"], zone)) if row["state_at"] else "–"
