"""Issued credentials: which credential a call gave out, or its use alone shows, and from what it may stem.

A credential has an id, the caller's key where the evidence names it, and `stems`: things such as a role or an
instance through which it may have come. Whether the ways hold is for kit.analysis.credentials.tree to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kit.analysis.credentials.links import SLACK, Act, Sighting
from kit.ids import arn_partition

# How long a credential lives where the reply does not say. IAM and STS API references; a console session of
# an IAM user lasts 12 hours, an instance's keys up to about 6 and are renewed before.
LIFETIMES = {
    "session_token": timedelta(hours=12),
    "federation_token": timedelta(hours=12),
    "role_session": timedelta(hours=1),
    "root_session": timedelta(minutes=15),
    "console_session": timedelta(hours=12),
    "identity_center_session": timedelta(hours=1),
    "instance_session": timedelta(hours=6),
    "service_session": timedelta(hours=12),
}


@dataclass(slots=True)
class Credential:
    """A credential: issued by a call (`act`), or only seen in use (`sighting`)."""

    id: str
    kind: str
    link: str
    principal_arn: str | None
    account_id: str | None
    at: datetime
    expires_at: datetime | None
    act: Act | None = None
    sighting: Sighting | None = None
    certainty: str = "proved"
    caller: str | None = None
    stems: list[str] = field(default_factory=list)

    @property
    def event_no(self) -> int:
        return self.act.event_no if self.act else self.sighting.event_no if self.sighting else 0

    @property
    def event_key(self) -> str:
        """Orders what began in one second, whichever file was read first."""
        return self.act.event_key if self.act else self.sighting.event_key if self.sighting else ""

    @property
    def event_id(self) -> str | None:
        return self.act.event_id if self.act else self.sighting.event_id if self.sighting else None


class Names:
    """ARNs of users by (account, name): as the evidence shows them, since a path is part of an ARN."""

    def __init__(self, acts: Iterable[Act], keys: Iterable[Sighting]) -> None:
        acts, keys = list(acts), list(keys)
        self._known: dict[tuple[str, str], str] = {}
        # An incident is in one partition; an account of China or GovCloud has nothing in another.
        self._partition = arn_partition(*(each.user_arn for each in (*keys, *acts)))
        for key in keys:
            if key.user_type == "IAMUser" and key.account_id and key.user_name and key.user_arn:
                self._known[key.account_id, key.user_name] = key.user_arn
        for act in acts:
            if act.user_type == "IAMUser" and act.user_account_id and act.user_name and act.user_arn:
                self._known[act.user_account_id, act.user_name] = act.user_arn
            makes_user = any(thing and thing.startswith("user:") for thing in act.opens or ())
            if makes_user and act.account_id and act.named_user and act.made_arn:
                self._known[act.account_id, act.named_user] = act.made_arn

    def user(self, account: str | None, name: str | None) -> str:
        known = self._known.get((account or "", name or ""))
        return known or f"arn:{self._partition}:iam::{account}:user/{name}"


def issued(acts: list[Act], names: Names) -> list[Credential]:
    """One credential per act that issues one; `id` is empty where the reply is missing."""
    found = []
    for act in acts:
        kind = act.gives
        if kind and not act.rule.sign_in:  # those are for kit.analysis.credentials.sign_ins
            found.append(_issued(act, kind, names))
    return found


def _issued(act: Act, kind: str, names: Names) -> Credential:
    link, stems = act.event_name, list(act.stems_from or ())
    user_arn = names.user(act.account_id, act.named_user)
    arn = act.child_arn or act.user_arn
    if kind == "role_session":
        arn = act.child_arn or session_arn(act.role_arn, act.session_name)
        if act.by_service:
            of_instance = (act.session_name or "").startswith("i-")
            kind, link = (
                ("instance_session", "instance_profile")
                if of_instance
                else ("service_session", "service_role")
            )
        elif arn and ":assumed-role/AWSReservedSSO_" in arn:
            kind = "identity_center_session"
    elif kind in ("access_key", "login_profile", "service_credential"):
        arn = user_arn
    elif kind == "root_session":
        account = (act.target_principal or act.account_id or "")[-12:]
        arn = f"arn:{arn_partition(act.user_arn)}:iam::{account}:root"
    elif kind == "federation_token" and not act.child_arn:
        arn = f"arn:{arn_partition(act.user_arn)}:sts::{act.account_id}:federated-user/{act.session_name}"
    if act.caller_key is None and act.user_type == "AWSAccount" and act.principal_id:
        stems.append(f"pid:{act.principal_id}")
    child = act.child_key or ""
    if kind == "login_profile":
        child = f"login_profile:{user_arn}"
    elif kind == "service_credential":
        child = f"service_credential:{user_arn}@{act.event_key}"
    lifetime = timedelta(seconds=act.duration_seconds) if act.duration_seconds else LIFETIMES.get(kind)
    return Credential(
        id=child,
        kind=kind,
        link=link,
        principal_arn=arn,
        account_id=arn.split(":")[4] if arn and arn.count(":") > 4 else act.account_id,
        at=act.event_time,
        expires_at=act.expires_at or (act.event_time + lifetime if lifetime else None),
        act=act,
        caller=act.caller_key,
        stems=stems,
    )


def session_arn(role_arn: str | None, session: str | None) -> str | None:
    """The ARN under which a session of the role shows up; None without a role."""
    if not role_arn:
        return None
    parts = role_arn.split(":")
    return f"arn:{parts[1]}:sts::{parts[4]}:assumed-role/{role_arn.rsplit('/', 1)[-1]}/{session or ''}"


def match_missing_replies(credentials: list[Credential], keys: list[Sighting]) -> set[str]:
    """Finds the key of each credential without id among keys that no reply names; returns the keys it used.

    Principal, session name and a creation date within two seconds make a strong match; time and principal
    alone, or rivals for one key, a possible one. One whose key is never seen keeps a name of its own.
    """
    unnamed = [
        credential for credential in credentials if not credential.id and credential.kind != "console_session"
    ]
    rivals: dict[str, list[Credential]] = defaultdict(list)
    fits: dict[int, list[Sighting]] = {}
    by_principal: dict[str | None, list[Sighting]] = defaultdict(list)
    for key in keys:
        if not key.issued and not key.from_console:
            by_principal[key.role_node or key.user_arn].append(key)
    for credential in unnamed:
        act = credential.act
        assert act is not None
        wanted = credential.principal_arn if not act.role_node else act.role_node
        fits[act.event_no] = [key for key in by_principal.get(wanted, ()) if _fits(credential, key)]
        for key in fits[act.event_no]:
            rivals[key.access_key_id].append(credential)
    used = set()
    for credential in unnamed:
        act = credential.act
        assert act is not None
        candidates = fits[act.event_no]
        free = [key for key in candidates if key.access_key_id not in used]
        key = min(free, key=lambda k: (abs(k.event_time - credential.at), k.access_key_id), default=None)
        if key is None:
            credential.id = f"{credential.kind}:{credential.principal_arn}@{act.event_key}"
            continue
        used.add(key.access_key_id)
        callers = {rival.caller for rival in rivals[key.access_key_id]}
        named = act.session_name is not None or credential.kind == "session_token"
        credential.id = key.access_key_id
        credential.principal_arn = key.user_arn or credential.principal_arn
        credential.certainty = "strong" if named and len(callers) == 1 else "possible"
    return used


def _fits(credential: Credential, key: Sighting) -> bool:
    session = credential.act.session_name if credential.act else None
    if credential.kind == "access_key":
        # A long-term key tells no birthday: one of that user that was never seen before may be the new one.
        return key.access_key_id.startswith("AKIA") and key.first_seen >= credential.at
    if not key.access_key_id.startswith("ASIA"):
        return False
    if credential.kind in ("role_session", "instance_session", "service_session") and session not in (
        None,
        key.session_name,
    ):
        return False
    return key.session_created_at is not None and abs(key.session_created_at - credential.at) <= SLACK


def seen_only(keys: Iterable[Sighting], taken: set[str]) -> list[Credential]:
    """Credentials of keys that no act explains: known from their calls alone."""
    found = []
    for key in keys:
        if key.issued or key.access_key_id in taken:
            continue
        kind = kind_of(key)
        lifetime = LIFETIMES.get(kind)
        found.append(
            Credential(
                id=key.access_key_id,
                kind=kind,
                link="",
                principal_arn=key.user_arn,
                account_id=key.account_id,
                at=key.event_time,
                # Without the reply the length of a session is not known; what is known is when it began.
                expires_at=key.event_time + lifetime if lifetime and kind == "console_session" else None,
                sighting=key,
                certainty="strong",
                stems=key.stems_from,
            )
        )
    return found


def kind_of(key: Sighting) -> str:
    """The kind of a key by the identity it shows."""
    if not key.access_key_id.startswith("ASIA"):
        return "access_key"
    if key.from_console:
        return "console_session"
    if key.assumed_root:
        return "root_session"
    if key.user_type == "FederatedUser":
        return "federation_token"
    if key.user_type == "AssumedRole":
        if "/AWSReservedSSO_" in (key.user_arn or ""):
            return "identity_center_session"
        return "instance_session" if key.session_name.startswith("i-") else "role_session"
    return "session_token"
