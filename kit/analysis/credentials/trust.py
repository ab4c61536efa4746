"""Who took a role, and was it because its trust was opened?

A role that the tree made is theirs for everybody who takes it. Where they changed the trust of a role that
was there before, only a caller that the new policy lets in and that had not taken the role until then is a
link: whoever did so all along goes on as before. IAM user guide, "Role trust policies".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from kit.analysis.credentials.issued import Credential
from kit.analysis.credentials.links import Act, Sighting
from kit.ids import arn_partition, role_of_session

_ANYBODY = re.compile(r'"AWS"\s*:\s*(\[\s*)?"\*"|"Principal"\s*:\s*"\*"')


class RoleUses:
    """First use of each role by each caller, and the session names only seen in use."""

    def __init__(self, acts: Iterable[Act], keys: Iterable[Sighting]) -> None:
        self._first: dict[tuple, datetime] = {}
        self._served: dict[tuple[str, str | None], datetime] = {}
        self._names: dict[tuple[str, str], datetime] = {}
        for act in acts:
            if act.role_node and act.gives == "role_session":
                _earlier(self._first, (act.role_node, _caller(act)), act.event_time)
                _earlier(self._served, (act.role_node, act.invoked_by), act.event_time)
        for key in keys:
            if key.role_node:
                _earlier(self._names, (key.role_node, key.session_name), key.event_time)

    def served_before(self, act: Act, since: datetime) -> bool:
        """Whether the service of `act` took this role before `since`: then the owner's use goes on."""
        return self._served.get((act.role_node or "", act.invoked_by), since) < since

    def certainty(self, opened: Act, credential: Credential) -> str | None:
        """How sure a session stems from `opened`, which made the role or changed its trust; None: it does
        not."""
        act, made = credential.act, not opened.rule.was_there
        if act is None:
            # Only seen in use: nothing tells who took the role, so a name seen before clears it.
            name = credential.sighting.session_name if credential.sighting else ""
            node = (credential.sighting.role_node if credential.sighting else None) or ""
            before = self._names.get((node, name), opened.event_time) < opened.event_time
            return "strong" if made else None if before else "possible"
        if made:
            return "strong"
        if self._first.get((act.role_node or "", _caller(act)), opened.event_time) < opened.event_time:
            return None
        if _names_caller(opened.policy, act):
            return "strong"
        # No policy in the record, or one for everybody: it may be them, it may be anyone.
        return "possible" if opened.policy is None or _ANYBODY.search(opened.policy) else None


def _earlier(known: dict, key: tuple, moment: datetime) -> None:
    known[key] = min(known.get(key, moment), moment)


def _caller(act: Act) -> tuple:
    if act.by_service:
        return (act.invoked_by,)
    return act.user_account_id, act.principal_id


def _names_caller(policy: str | None, act: Act) -> bool:
    """Whether the trust policy names the caller: ARN, role behind it, whole account, service or provider."""
    if not policy:
        return False
    named = _strings(policy)
    account = act.user_account_id
    role = role_of_session(act.user_arn) if act.user_arn else None
    root = f"arn:{arn_partition(act.user_arn)}:iam::{account}:root"
    wanted = {act.user_arn, act.principal_id, act.invoked_by, account, root, role}
    if (wanted - {None, ""}) & named:
        return True
    roles = {
        (name.split(":")[4], name.rsplit("/", 1)[-1])
        for name in named
        if ":role/" in name and name.count(":") > 4
    }
    if role and (role.split(":")[4], role.rsplit("/", 1)[-1]) in roles:
        return True
    providers = {stem.split(":", 2)[2] for stem in act.stems_from or () if stem.startswith("provider:")}
    return any(name.endswith("/" + provider) for provider in providers for name in named)


def _strings(policy: str) -> set[str]:
    """Every text inside the policy; of one that is no JSON, whatever stands in quotes."""
    try:
        left = [json.loads(policy)]
    except ValueError:
        return set(re.findall(r'"([^"]*)"', policy))
    found: set[str] = set()
    while left:
        value = left.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            left += value.values()
    return found
