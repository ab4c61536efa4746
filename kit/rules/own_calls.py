"""The calls that the kit itself sends, by what they are for: tables/own_calls.yml.

Code asks by purpose (`account.ask(*own_calls().trails, region)`) and knows a stored answer again by
`own_calls().event_history.call`, so that no other module holds a name of AWS. A purpose that the file has
and `OwnCalls` has not, or the other way round, stops the kit: CatalogueError.
"""

from __future__ import annotations

import functools
from typing import Annotated, NamedTuple

from msgspec import Meta

from kit.errors import CatalogueError
from kit.rules.pages import Row, Word, table

FILE = "own_calls.yml"


class OwnCall(NamedTuple):
    """One call: `service` as boto3 names it, and the operation."""

    service: str
    call: str

    @property
    def path(self) -> str:
        """The call as origins of answers name it, `cloudtrail/LookupEvents`."""
        return f"{self.service}/{self.call}"


class OwnCalls(NamedTuple):
    """Every call that code speaks of; the file says what each is for."""

    caller: OwnCall
    caller_policies: OwnCall
    regions: OwnCall
    ec2_regions: OwnCall
    trails: OwnCall
    digest_keys: OwnCall
    event_history: OwnCall
    list_objects: OwnCall
    list_versions: OwnCall
    bucket_versioning: OwnCall
    bucket_region: OwnCall
    object: OwnCall
    costs: OwnCall
    anomalies: OwnCall
    anomaly_monitors: OwnCall
    anomaly_subscriptions: OwnCall
    metrics: OwnCall
    metric_figures: OwnCall
    make_credential_report: OwnCall
    credential_report: OwnCall
    account_details: OwnCall
    key_last_used: OwnCall
    account_summary: OwnCall
    budgets: OwnCall
    cost_reports: OwnCall
    athena_table: OwnCall
    athena_state: OwnCall
    organization: OwnCall


class AgreedCalls(NamedTuple):
    """Calls that do more than read, sent only where the analyst agreed."""

    athena_start: OwnCall


class CallRow(Row, frozen=True):
    """One row of `calls`."""

    service: Word
    call: Word
    why: Annotated[str, Meta(min_length=11)]


class SignInRow(Row, frozen=True):
    """One row of `sign_in`."""

    service: Word
    call: Word


class File(Row, frozen=True):
    """The file; `calls` has exactly the purposes of OwnCalls, `agreed` those of AgreedCalls."""

    calls: dict[Word, CallRow]
    agreed: dict[Word, CallRow]
    sign_in: Annotated[tuple[SignInRow, ...], Meta(min_length=1)]
    never: Annotated[tuple[Annotated[str, Meta(pattern=r"^[a-z0-9-]+:\w+\*?$")], ...], Meta(min_length=1)]


@functools.cache
def own_calls() -> OwnCalls:
    """The calls by purpose."""
    return named(_file())


def named(file: File) -> OwnCalls:
    """The calls of a file by purpose. CatalogueError when file and code do not know the same purposes."""
    if odd := file.calls.keys() ^ set(OwnCalls._fields):
        raise CatalogueError(
            f"{FILE}: calls: {min(odd)} is in the file or in the code alone; install the kit again"
        )
    return OwnCalls(**{purpose: OwnCall(row.service, row.call) for purpose, row in file.calls.items()})


@functools.cache
def agreed_calls() -> AgreedCalls:
    """The calls that do more than read, by purpose. CatalogueError as for the others."""
    rows = _file().agreed
    if odd := rows.keys() ^ set(AgreedCalls._fields):
        raise CatalogueError(f"{FILE}: agreed: {min(odd)} is in the file or in the code alone")
    return AgreedCalls(**{purpose: OwnCall(row.service, row.call) for purpose, row in rows.items()})


def calls_of_sign_in() -> frozenset[OwnCall]:
    """What boto3 itself sends to sign in."""
    return frozenset(OwnCall(row.service, row.call) for row in _file().sign_in)


def never_needed() -> tuple[str, ...]:
    """IAM actions that the kit's policy denies."""
    return _file().never


@functools.cache
def _file() -> File:
    return table(FILE, File)
