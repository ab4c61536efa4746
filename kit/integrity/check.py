"""Whether the trail is as CloudTrail delivered it: digests, log files and gaps of a case, checked and kept.

Runs after each collection over what is new, and at `kit verify` over every byte. Without digests there is
nothing to check and nothing is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kit.case import Case
from kit.integrity import chain, log_files, tables
from kit.integrity.log_files import Logs
from kit.integrity.signature import PublicKeys
from kit.integrity.tables import Check
from kit.records import latest_of
from kit.store import METADATA_SUFFIX, database

if TYPE_CHECKING:
    import duckdb

Line = tuple[str, str, str]
_KEYS = (
    "collect the bucket itself (`kit collect CASE s3://BUCKET/PREFIX` asks AWS for them), or save `aws"
    " cloudtrail list-public-keys --region REGION --start-time ... --end-time ...`, collect that file and"
    " name its fingerprint (`kit verify CASE --key FINGERPRINT`);"
    " a key that CloudTrail does not list for that time means a forged digest"
)
_UNNAMED = (
    "anybody can put a key there, so it proves nothing yet. Where AWS lists that fingerprint (`aws cloudtrail"
    " list-public-keys`, asked by you), name it: `kit verify CASE --key FINGERPRINT`; or collect the bucket"
    " itself, which asks AWS"
)
_WHOSE = {"aws": "with keys from AWS's own answer", "analyst": "with keys that case.toml names"}
_METADATA = (
    "the signature lies in the S3 metadata of the digest, and a plain copy (aws s3 sync) loses them:"
    " collect the"
    " bucket itself (`kit collect CASE s3://BUCKET/PREFIX`), or save each object's `aws s3api head-object`"
    " answer"
    f" beside it as OBJECT{METADATA_SUFFIX}"
)


def present(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether there is something to check: a digest, or verdicts on some."""
    return tables.present(con)


def refresh(case: Case, *, now: datetime, afresh: bool = False) -> list[Check]:
    """Checks the chain and keeps the verdicts; `afresh` reads every log file again. Times naive UTC."""
    with database.reading(case) as con:
        if not tables.present(con):
            return []
        checks, hashed = _checked(case, con, {} if afresh else tables.known_hashes(con), latest_of(now))
    checks = [replace(check, checked_at=now) for check in checks]
    with database.loading(case) as con:
        tables.save(con, checks, hashed)
    return checks


def _checked(case: Case, con, known: dict, latest: datetime) -> tuple[list[Check], dict]:
    sidecars, files = tables.metadata(con), {file.file_id: file for file in tables.digest_files(con)}
    by_name = {place.rsplit("/", 1)[-1]: found for place, found in sidecars.items()}
    found = []
    for file_id, data in tables.raw(case, con, files):
        file = files[file_id]
        beside = sidecars.get(file.origin) or by_name.get(file.origin.rsplit("/", 1)[-1])
        found.append(chain.held(file, data, beside, latest))
    chains = chain.judge(found, PublicKeys.of(tables.public_keys(con), case.digest_keys))
    logs = Logs.of(tables.log_files(con))
    wanted = log_files.wanted(chains, logs)
    hashed = {file_id: known[file_id] for file_id in wanted if file_id in known}
    for file_id, data in tables.raw(case, con, wanted - set(hashed)):
        hashed[file_id] = (None, data) if isinstance(data, str) else tables.content_hash(data)
    checks = [one.check() for one in chains]
    in_chain = defaultdict(list)
    for one in chains:
        in_chain[one.chain].append(one)
    for place, members in sorted(in_chain.items()):
        checks += chain.gaps(members, None if "backfill" in place[2] else logs.first(place[:2]))
    checks += log_files.judge(chains, logs, hashed)
    strange = log_files.unnamed(checks, logs, {place[:2] for place in in_chain})
    hours = tables.event_hours(con, [file.file_id for file in strange])
    checks += [log_files.unnamed_check(file, hours.get(file.file_id)) for file in strange]
    return checks, hashed


def lines(checks: list[Check]) -> tuple[list[Line], bool]:
    """(subject, state, detail): a line per problem, one per thing that many lack, then the sums; whether all
    is sound.

    `unprovable` is no fault: it says that nobody can tell.
    """
    if not checks:
        none = "no digest in the case: nothing proves that the log files are as CloudTrail delivered them"
        return [("digests", "unprovable", none)], True
    wrong = [
        (_subject(check), check.state, _why(check))
        for check in checks
        if check.state in ("altered", "missing")
        or check.reason in ("chain_restart", "algorithm", "not_fetched", "bad_key", chain.BESIDE)
    ]
    counts = Counter((check.reason, check.kind) for check in checks)
    lost, keyless = counts["no_signature", "digest"], counts["no_key", "digest"]
    if lost:
        wrong.append(("digest signatures", "unprovable", f"{lost:,} digests without one: {_METADATA}"))
    if keyless:
        words = (
            f"{keyless:,} digests signed with keys that were not saved ({_prints(checks, 'no_key')}): {_KEYS}"
        )
        wrong.append(("digest keys", "unprovable", words))
    if unnamed := counts["unnamed_key", "digest"]:
        words = f"{unnamed:,} digests signed with keys that only a file among the evidence holds"
        wrong.append(("digest keys", "unprovable", f"{words} ({_prints(checks, 'unnamed_key')}): {_UNNAMED}"))
    for reason, words in (
        (
            "unnamed",
            "log files that no digest in the case names: digests not collected, validation off, another"
            " trail's files, or put there by hand",
        ),
        ("not_collected", "log files that digests name, of days that were not collected"),
        ("digest_unproved", "log files that fit their digest, which itself cannot be proved"),
    ):
        if count := counts[reason, "log"]:
            wrong.append(("log files", "unprovable", f"{count:,} {words}"))
    sound = not any(check.state in ("altered", "missing") for check in checks)
    return [*wrong, *(_sum(kind, checks) for kind in ("digest", "log"))], sound


def _prints(checks: list[Check], reason: str) -> str:
    """Fingerprints of the keys in the details of checks with this reason."""
    found = {(check.detail or "").split(",")[0].split()[-1] for check in checks if check.reason == reason}
    return ", ".join(sorted(found))


def _subject(check: Check) -> str:
    return f"{check.account_id} {check.aws_region} {check.trail}" if check.kind == "gap" else check.place


def _why(check: Check) -> str:
    span = f"{check.from_time:%Y-%m-%dT%H:%M:%SZ} to {check.until_time:%Y-%m-%dT%H:%M:%SZ}"
    return f"{span}: {check.detail}" if check.kind == "gap" else check.detail or check.reason


def _sum(kind: str, checks: list[Check]) -> Line:
    states = Counter(check.state for check in checks if check.kind == kind)
    order = ("altered", "missing", "unprovable", "proved")
    worst = next((state for state in order if states[state]), "unprovable")
    words = ", ".join(f"{states[state]:,} {state}" for state in reversed(order) if states[state])
    by = {check.key_by for check in checks if check.kind == kind and check.state == "proved"}
    whose = " and ".join(_WHOSE[each] for each in ("aws", "analyst") if each in by)
    if whose and kind == "digest":
        words = f"{words}; {whose}"
    return ({"digest": "digests", "log": "log files"}[kind], worst, words or "none")
