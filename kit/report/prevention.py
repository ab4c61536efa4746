"""What prevents the next one: each measure with why, how, what it would have changed here, and whether the
account has it, by the newest look (`kit collect CASE posture`); else not looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.case import Case
from kit.report.blocks import Block, Table, paragraphs, section
from kit.texts import text

if TYPE_CHECKING:
    from kit.rows import AccountKeysAnswerRow, FoundLiveAnswerRow, PostureAnswerRow, ResourcesAnswerRow

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
# What the web can reach, by the words of the look at the account.
_PUBLIC = {"api", "distribution", "function_url", "load_balancer", "rest_api"}
_COLUMNS = [f"report-col-prevention-{name}" for name in ("what", "state", "why", "how", "here")]


def prevention_section(
    case: Case,
    posture: list[PostureAnswerRow],
    resources: list[ResourcesAnswerRow],
    account_keys: list[AccountKeysAnswerRow],
    found_live: list[FoundLiveAnswerRow],
) -> list[Block]:
    """The two minimums that AWS asks for, then a row a measure."""
    lang = case.language
    states = {name: judged(case, name, posture) for name in MEASURES}
    states |= {"roles": roles(account_keys), "waf": web_acls(found_live)}
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


def roles(keys: list[AccountKeysAnswerRow]) -> str:
    """`off` while a long-term key of the account works; `on` where all that are known are off or deleted."""
    states = {row["status"] for row in keys}
    if "active" in states:
        return "off"
    return "on" if states and states <= {"inactive", "deleted"} else "unseen"


def web_acls(found: list[FoundLiveAnswerRow]) -> str:
    """`off` where the account has something public and no web ACL; `some` where it has both, since no look
    shows what stands behind which; `none` where nothing public was found; `unseen` without a look."""
    kinds = {row["type"] for row in found if row["ledger"] == "resources"}
    if not kinds:
        return "unseen"
    if not kinds & _PUBLIC:
        return "none"
    return "some" if "web_acl" in kinds else "off"


def minimum(least: int, states: list[str]) -> tuple[str, int]:
    """`met`, `short` or `unseen`, and how many are surely on."""
    have = states.count("on")
    if have >= least:
        return "met", have
    return ("unseen" if have + states.count("unseen") >= least else "short"), have
