"""Acts that give out credentials, and every key seen in use: the raw material of the credential tree.

Three tables, of all that the evidence holds. `credential_calls`: one row per call that issues a credential,
opens a way to one (a user, a role's trust, an identity provider, an instance, a function ...) or ends one,
with its links alone. `role_services`: one row per role and AWS service that takes it on. `key_sightings`: one
row per access key id that made a call, with the identity it showed. Link fields: CloudTrail user guide,
"CloudTrail userIdentity element", and the reference pages of the STS and IAM calls. Times are naive UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.credentials.scope import WHOLE, scope
from kit.rules import CredentialRule, credential_rule
from kit.store import derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

# Issue and use of one session are logged on different hosts, with whole seconds.
SLACK = timedelta(seconds=2)
# A sign-in token is good for 15 minutes (IAM user guide, "Enabling custom identity broker access").
TOKEN_LIFE = timedelta(minutes=15)


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the three tables: of everything, whatever leaked, or where nothing that leaked was used, of what
    may name or end it."""
    whole = {"whole": scope(con, case) == WHOLE}
    derived.write(con, "credential_calls", questions.step("credential_calls"), whole)
    derived.write(con, "role_services", questions.step("role_services"))
    derived.write(con, "key_sightings", questions.step("key_sightings"), whole)


# Stands where a record has no time: before every other moment, and never shown.
UNDATED = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Act:
    """One call of `credential_links`."""

    event_no: int
    event_key: str
    event_id: str | None
    event_time: datetime
    event_source: str
    event_name: str
    aws_region: str | None
    account_id: str | None
    access_key_id: str | None
    caller_key: str | None
    user_type: str | None
    user_arn: str | None
    user_name: str | None
    principal_id: str | None
    user_account_id: str | None
    session_created_at: datetime | None
    invoked_by: str | None
    shared_event_id: str | None
    source_ip_address: str | None
    user_agent: str | None
    child_key: str | None
    child_arn: str | None
    role_arn: str | None
    session_name: str | None
    named_user: str | None
    made_arn: str | None
    sets_identity: str | None
    expires_at: datetime | None
    duration_seconds: int | None
    setting: str | None
    target_key: str | None
    policy: str | None
    switched_from: str | None
    target_principal: str | None
    sign_in_session: str | None
    passed_roles: list[str] | None
    opens: list[str] | None
    stems_from: list[str] | None
    ends: str | None

    @property
    def rule(self) -> CredentialRule:
        """What the page of its service says that such a call does to credentials."""
        return credential_rule(self.event_source, self.event_name)

    @property
    def gives(self) -> str | None:
        """Kind of the credential that it gave out."""
        return self.rule.kind

    @property
    def by_service(self) -> bool:
        return self.user_type == "AWSService"

    @property
    def role_node(self) -> str | None:
        if not self.role_arn:
            return None
        return f"role:{self.role_arn.split(':')[4]}:{self.role_arn.rsplit('/', 1)[-1]}"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One key of `key_sightings`: the identity of its first call."""

    access_key_id: str
    first_seen: datetime
    event_no: int
    event_key: str
    event_id: str | None
    aws_region: str | None
    user_type: str | None
    user_arn: str | None
    user_name: str | None
    principal_id: str | None
    account_id: str | None
    session_issuer_arn: str | None
    session_created_at: datetime | None
    source_identity: str | None
    issued: bool
    session_name: str
    from_console: bool
    assumed_root: bool
    sign_in_session: str | None
    stems_from: list[str] = field(default_factory=list)

    @property
    def event_time(self) -> datetime:
        """When the session began, as far as the call tells."""
        return self.session_created_at or self.first_seen

    @property
    def role_node(self) -> str | None:
        return next((stem for stem in self.stems_from if stem.startswith("role:")), None)


def reached(con: duckdb.DuckDBPyConnection) -> tuple[list[Act], list[Sighting]]:
    """Acts and keys on any way from the leaked credentials, in order of time."""
    acts = [Act(**_dated(row, "event_time")) for row in run(con, questions.step("reached_acts")).dicts()]
    found = run(con, questions.step("reached_keys")).dicts()
    keys = [Sighting(**_dated(row, "first_seen")) for row in found]
    return acts, keys


def ending_acts(con: duckdb.DuckDBPyConnection) -> list[Act]:
    """Acts that end or deny credentials, in order of time. Without a time none can be said to come after
    what it ends, so those are left out."""
    rows = run(con, questions.step("credential_ends")).dicts()
    return [Act(**row) for row in rows if row["event_time"] is not None]


def _dated(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """A record without a time still proves what it gave out: it counts as before all others."""
    missing = {name: UNDATED for name in names if row[name] is None}
    return {**row, **missing} if missing else row
