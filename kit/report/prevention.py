"""What prevents the next one: each measure with why, how, what it would have changed here, and whether the
account has it, by the newest look (`kit collect CASE posture`); else not looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.case import Case
from kit.report.blocks import Block, Table, paragraphs, section
from kit.texts import text

if TYPE_CHECKING:
    from kit.rows import PostureAnswerRow, ResourcesAnswerRow

# Measure -> the checks of the look that speak for it; none: no look judges it.
MEASURES = {
    "roles": (),
    "key-age": ("key_age",),
    "root": ("root_mfa",),
    "mfa": ("root_mfa", "console_mfa"),
    "budgets": ("budget", "budget_alarm"),
    "cloudtrail": ("trail", "trail_logging"),
    "trusted-advisor": ("exposed_keys_check",),
    "anomaly": ("anomaly_monitor", "anomaly_alarm"),
    "guardduty": ("guardduty",),
    "security-hub": ("security_hub",),
    "waf": (),
    "buckets": ("s3_account_block",),
}
# AWS asks for at least so many of these.
ASKED = {"watch": (2, ("budgets", "cloudtrail", "trusted-advisor", "anomaly")),
         "guard": (1, ("mfa", "security-hub", "guardduty"))}  # fmt: skip
_COLUMNS = [f"report-col-prevention-{name}" for name in ("what", "state", "why", "how", "here")]


def prevention_section(
    case: Case, posture: list[PostureAnswerRow], resources: list[ResourcesAnswerRow]
) -> list[Block]:
    """The two minimums that AWS asks for, then a row a measure."""
    lang = case.language
    states = {name: judged(case, name, posture) for name in MEASURES}
    said = []
    for group, (least, names) in ASKED.items():
        verdict, have = minimum(least, [states[name] for name in names])
        said.append((text(lang, f"report-prevention-{group}-{verdict}", least=least, have=have), ()))
    theirs = [row for row in resources if row["actor"] == "intruder" and row["change"] == "created"]
    facts = {
        "things": len({row["resource_id"] for row in theirs}),
        "regions": len({row["aws_region"] for row in theirs if row["aws_region"]}),
    }
    table = Table(lang, _COLUMNS)
    for name, state in states.items():
        table.add(
            text(lang, f"prevention-{name}"),
            text(lang, f"prevention-state-{state}"),
            text(lang, f"prevention-{name}-why"),
            text(lang, f"prevention-{name}-how"),
            text(lang, f"prevention-{name}-here", **facts),
        )
    lead = text(lang, "report-prevention-lead")
    return [section(lang, "prevention", lead), paragraphs(lang, *said), table.block(fold=False)]


def judged(case: Case, measure: str, posture: list[PostureAnswerRow]) -> str:
    """`on`, `off`, `unseen`, or `reseller` where the customer cannot have it."""
    if measure == "anomaly" and case.billing == "reseller":
        return "reseller"
    # `not_used` is an answer too: the service is not had here.
    found = {check: {row["state"] for row in posture if row["check"] == check} for check in MEASURES[measure]}
    if any(states & {"fail", "not_used"} for states in found.values()):
        return "off"
    whole = found and all(states == {"pass"} for check, states in found.items() if check != "console_mfa")
    return "on" if whole and "not_checked" not in found.get("console_mfa", ()) else "unseen"


def minimum(least: int, states: list[str]) -> tuple[str, int]:
    """`met`, `short` or `unseen`, and how many are surely on."""
    have = states.count("on")
    if have >= least:
        return "met", have
    return ("unseen" if have + states.count("unseen") >= least else "short"), have
