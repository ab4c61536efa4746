"""`kit doctor`: what this machine and this caller can and cannot do, known in the first minute.

Nothing here costs money unless the caller agreed to: whether Cost Explorer is on shows only in a call of
$0.01. Each row says what was looked at, how it stands (ok, warning, missing, unknown), and what to do. No
answer of AWS ends the look: what cannot be asked is a row.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.case import Case, as_case
from kit.collect.dispatch import sign_in
from kit.errors import KitError, SourceError
from kit.rules import OwnCall, own_calls
from kit.sources import failures, reads
from kit.store import Answer

if TYPE_CHECKING:
    from kit.sources import Access, Account

COLUMNS = ("subject", "state", "detail", "advice")
Row = tuple[str, str, str, str]
_DISK = 10 << 30
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "firefox")
_OFF = ("DISABLED", "DISABLING", "not-opted-in")
_POLICY = "allow what `kit policy CASE` prints"


def doctor(
    case: Case | str | Path | None, access: Access, *, agree: Callable[[int, float], bool] | None = None
) -> Answer:
    """Rows for the machine and, where it can sign in, for the account. `agree` is asked before the one paid
    call."""
    case = None if case is None else as_case(case)
    rows = [*_machine(case.folder if case else Path.cwd()), *_account(case, access, agree)]
    return Answer(list(COLUMNS), ["VARCHAR"] * len(COLUMNS), rows)


def _machine(folder: Path) -> Iterator[Row]:
    version = ".".join(map(str, sys.version_info[:3]))
    enough = sys.version_info >= (3, 11)
    yield ("python", "ok" if enough else "missing", version, "" if enough else "install Python 3.11 or newer")
    free = shutil.disk_usage(folder).free
    advice = "" if free >= _DISK else "a million events need about 2 GB; make room or put the case elsewhere"
    yield (
        "disk",
        "ok" if free >= _DISK else "warning",
        f"{free / (1 << 30):.1f} GB free at {folder}",
        advice,
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    state = "ok" if memory >= 3 << 30 else "warning"
    yield ("machine", state, f"{os.cpu_count()} processors, {memory / (1 << 30):.1f} GB of memory", "")
    writable = os.access(folder, os.W_OK) and os.access(tempfile.gettempdir(), os.W_OK)
    yield (
        "folders",
        "ok" if writable else "missing",
        f"{folder} and {tempfile.gettempdir()}",
        "" if writable else "both must be writable: mend their permissions",
    )
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    yield (
        "browser",
        "ok" if found else "warning",
        found or "none found",
        "" if found else "the report is one HTML file: copy it to a machine with a browser",
    )
    yield _fonts()


def _fonts() -> Row:
    lister = shutil.which("fc-list")
    if lister is None:
        return (
            "fonts",
            "unknown",
            "fontconfig is not installed here",
            "a browser elsewhere brings its own fonts",
        )
    try:
        done = subprocess.run(
            [lister, ":lang=ja", "family"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ("fonts", "unknown", "fc-list gave no answer", "")
    families = sorted({line.split(",")[0].strip() for line in done.stdout.splitlines() if line.strip()})
    if families:
        return ("fonts", "ok", f"Japanese: {', '.join(families[:3])}", "")
    return (
        "fonts",
        "warning",
        "no Japanese font",
        "install fonts-noto-cjk to see the Japanese report on this machine",
    )


def _account(case: Case | None, access: Access, agree: Callable[[int, float], bool] | None) -> Iterator[Row]:
    from kit.sources import open_account

    try:
        if case is None:
            account = open_account(_NoCase, access)
        else:
            account = sign_in(case, access)
    except SourceError as error:
        missing = "no AWS credentials" in str(error)
        yield ("caller", "missing", str(error), "files can be collected without AWS" if missing else "")
        return
    except KitError as error:
        yield ("caller", "missing", str(error), "")
        return
    wrong = case is not None and case.account and case.account != account.account_id
    yield (
        "caller",
        "warning" if wrong else "ok",
        f"{account.arn} in account {account.account_id}",
        f"the case is about account {case.account}: sign in there" if case and wrong else "",
    )
    for place in account.endpoints:
        yield (
            "endpoint",
            "warning",
            str(place),
            "its answers are taken for AWS's: keep it only if you know who answers there",
        )
    yield from _regions(account, case)
    for look in (_trails, _history, _iam, _billing, _exports):
        yield from look(account)
    yield from _payer(account, case)
    yield _cost_explorer(account, agree)
    for note in account.notes[len(account.endpoints) :]:
        yield ("note", "warning", note, "")


class _NoCase:
    keys: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()


def _asked(account: Account, call: OwnCall, **parameters: Any) -> tuple[dict | None, str, str]:
    """(answer or None, error code, reason in one line)."""
    try:
        return account.ask(*call, account.home, **parameters), "", ""
    except KitError:
        raise
    except Exception as error:
        return None, failures.code_of(error), failures.reason(error)


def _regions(account: Account, case: Case | None) -> Iterator[Row]:
    listed = account.regions_all()
    off = sorted(name for name, status in listed.items() if status in _OFF)
    unknown = sum(status == "unknown" for status in listed.values())
    detail = f"{len(listed) - len(off)} enabled, {len(off)} opt-in Regions not enabled"
    yield (
        "regions",
        "warning" if unknown else "ok",
        detail,
        f"the list is this version's own: {_POLICY} ({reads.action_of(own_calls().regions)})"
        if unknown
        else "",
    )
    used = {row["aws_region"]: row for row in _used(case) if row["aws_region"] in off}
    for name, row in sorted(used.items()):
        yield (
            f"region {name}",
            "warning",
            f"{listed[name]}, but {row['events']} events in the logs are of it",
            "what was started there may still run and cost, and cannot be checked: enable the Region to look,"
            " or ask AWS Support",
        )


def _used(case: Case | None) -> list[dict]:
    if case is None or not case.database.exists():
        return []
    from kit.analysis import ask

    return ask(case, "regions").dicts()


def _trails(account: Account) -> Iterator[Row]:
    answer, _, why = _asked(account, own_calls().trails, includeShadowTrails=True)
    if answer is None:
        yield ("trail", "unknown", why, _POLICY)
        return
    trails = answer.get("trailList") or []
    if not trails:
        yield (
            "trail",
            "missing",
            "no trail",
            "Event history has 90 days of management events: collect lookup-events",
        )
    for trail in trails:
        name, bucket = trail.get("Name", "?"), trail.get("S3BucketName", "")
        scope = "every Region" if trail.get("IsMultiRegionTrail") else f"{trail.get('HomeRegion')} only"
        _, code, why = _asked(account, own_calls().list_objects, Bucket=bucket, MaxKeys=1)
        detail = f"{scope}, bucket {bucket}" + (f": {why}" if code else "")
        actions = " and ".join(map(reads.action_of, (own_calls().list_objects, own_calls().object)))
        advice = f"sign in to the account that holds the bucket, or have {actions} allowed"
        yield (f"trail {name}", "warning" if code else "ok", detail, advice if code else "")


def _history(account: Account) -> Iterator[Row]:
    answer, _, why = _asked(account, own_calls().event_history, MaxResults=1)
    yield (
        "event history",
        "ok" if answer is not None else "missing",
        why or "can be read",
        "" if answer else _POLICY,
    )


def _iam(account: Account) -> Iterator[Row]:
    answer, _, why = _asked(account, own_calls().account_summary)
    if answer is None:
        yield ("iam", "missing", why, _POLICY)
        return
    summary = answer.get("SummaryMap", {})
    bad = summary.get("AccountAccessKeysPresent") or not summary.get("AccountMFAEnabled")
    detail = (
        f"{summary.get('Users', '?')} users, {summary.get('Roles', '?')} roles; root MFA"
        f" {'on' if summary.get('AccountMFAEnabled') else 'off'},"
        f" root keys {summary.get('AccountAccessKeysPresent', '?')}"
    )
    yield ("iam", "warning" if bad else "ok", detail, "root needs MFA and no access key" if bad else "")


def _billing(account: Account) -> Iterator[Row]:
    answer, code, why = _asked(account, own_calls().budgets, AccountId=account.account_id)
    if answer is not None or code == "NotFoundException":
        count = len((answer or {}).get("Budgets", ()))
        yield ("billing", "ok", f"this caller may see billing; {count} budgets", "")
    elif code in failures.DENIED:
        yield (
            "billing",
            "missing",
            why,
            "besides the policy, root must switch on `IAM user and role access to Billing`"
            " in the account settings; it cannot be done by API",
        )
    else:
        yield ("billing", "unknown", why, "")


def _exports(account: Account) -> Iterator[Row]:
    answer, _, why = _asked(account, own_calls().cost_reports)
    if answer is None:
        yield ("cost reports", "unknown", why, "")
        return
    names = [
        f"{one.get('ReportName')} in {one.get('S3Bucket')}" for one in answer.get("ReportDefinitions", ())
    ]
    yield (
        "cost reports",
        "ok" if names else "warning",
        ", ".join(names) or "no Cost and Usage Report",
        "" if names else "Cost Explorer or the console's CSV must do; a report made now starts now",
    )


def _payer(account: Account, case: Case | None) -> Iterator[Row]:
    reseller = case is not None and case.billing == "reseller"
    if reseller:
        yield (
            "payer",
            "warning",
            "case.toml says that a reseller pays",
            "the reseller's figures count, replies to AWS and the request for a credit go through the"
            " reseller, and Cost Anomaly Detection is not to be had in this account",
        )
    answer, code, why = _asked(account, own_calls().organization)
    if answer is None:
        alone = code == "AWSOrganizationsNotInUseException"
        yield (
            "organization",
            "ok" if alone else "unknown",
            "none: the account pays itself" if alone else why,
            "",
        )
        return
    payer = answer["Organization"].get("MasterAccountId", "?")
    if payer == account.account_id:
        yield ("organization", "ok", "this is the management account, which pays for all", "")
        return
    yield (
        "organization",
        "ok" if reseller else "warning",
        f"account {payer} pays",
        ""
        if reseller
        else 'is the payer a reseller? then write billing = "reseller" into case.toml; credits and'
        " discounts show at the payer only",
    )


def _cost_explorer(account: Account, agree: Callable[[int, float], bool] | None) -> Row:
    later = "it cannot be switched on by API: open Cost Explorer in the console once; the figures take a day"
    if agree is None or not agree(1, 0.01):
        advice = f"`kit collect CASE cost-explorer` shows it; if it is off, {later}"
        return ("cost explorer", "unknown", "not asked: a call costs $0.01", advice)
    today = datetime.now(UTC)
    span = {"Start": f"{today - timedelta(days=1):%Y-%m-%d}", "End": f"{today:%Y-%m-%d}"}
    answer, code, why = _asked(
        account, own_calls().costs, TimePeriod=span, Granularity="DAILY", Metrics=["UnblendedCost"]
    )
    if answer is not None:
        return ("cost explorer", "ok", "on", "")
    if code == "DataUnavailableException" or "not enabled" in why.lower():
        return ("cost explorer", "missing", why, later)
    return ("cost explorer", "unknown", why, _POLICY)
