"""Console sign-ins: one session, many keys.

The console changes its key often; what stays is principal and creation date (and, for `aws login`, the
sign-in session's ARN). So the keys of one sign-in become one credential, named after the key that a reply
gave out, else after the sign-in event. CloudTrail user guide, "AWS Management Console sign-in events".
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from kit.analysis.credentials.issued import LIFETIMES, Credential
from kit.analysis.credentials.links import SLACK, TOKEN_LIFE, Act, Sighting
from kit.rules import SEEN

CONSOLE_LIFE = LIFETIMES["console_session"]


class SignIns:
    """Console sessions of the evidence: `credentials`, and `alias`: key id -> credential id of its session.

    `events` maps the event_no of a sign-in to the session it began.
    """

    def __init__(self, acts: list[Act], keys: list[Sighting], credentials: list[Credential]) -> None:
        self.credentials: list[Credential] = []
        self.alias: dict[str, str] = {}
        self.events: dict[int, str] = {}
        self._by_arn: dict[str, list[Credential]] = defaultdict(list)
        for credential in credentials:
            if credential.kind == "console_session":
                self._token(credential)
        for act in acts:
            if act.rule.sign_in:
                self._sign_in(act, credentials)
        self._group(keys)

    def _token(self, credential: Credential) -> None:
        """A token for a sign-in: the reply names the key, or the act itself names the session."""
        act = credential.act
        assert act is not None
        if not credential.id:
            credential.id = f"console_session:{act.user_arn}@{act.event_key}"
            credential.certainty = "strong"
        if credential.caller is None:
            credential.stems += [f"console:{act.user_arn}", f"principal:{act.user_arn}"]
        self.events[act.event_no] = credential.id
        self._by_arn[act.user_arn or ""].append(credential)

    def _sign_in(self, act: Act, credentials: list[Credential]) -> None:
        arn = act.user_arn or ""
        for credential in self._by_arn.get(arn, ()):
            token = credential.act
            if (
                token
                and token.rule.opens("signin")
                and (timedelta(0) <= act.event_time - token.event_time <= TOKEN_LIFE)
            ):
                self.events[act.event_no] = credential.id  # the second half of the same sign-in
                return
        if act.rule.sign_in == "switch":
            for credential in credentials:
                if (
                    credential.act
                    and credential.act.gives == "role_session"
                    and credential.principal_arn == arn
                    and (abs(credential.at - act.event_time) <= SLACK)
                ):
                    credential.kind, credential.link = "console_session", act.event_name
                    self.events[act.event_no] = credential.id
                    self._by_arn[arn].append(credential)
                    return
        credential = Credential(
            id=f"console_session:{arn}@{act.event_key}",
            kind="console_session",
            link=act.event_name,
            principal_arn=arn,
            account_id=act.account_id,
            at=act.event_time,
            expires_at=act.event_time + CONSOLE_LIFE,
            act=act,
            certainty="strong",
            caller=act.caller_key,
            stems=_stems(act),
        )
        self.credentials.append(credential)
        self.events[act.event_no] = credential.id
        self._by_arn[arn].append(credential)

    def _group(self, keys: list[Sighting]) -> None:
        groups: dict[tuple, list[Sighting]] = defaultdict(list)
        for key in keys:
            if key.access_key_id.startswith("ASIA") and key.user_arn and (key.from_console or not key.issued):
                groups[key.user_arn, key.session_created_at, key.sign_in_session].append(key)
        for (arn, created, session), members in groups.items():
            credential = self._session_of(arn, created, session, members)
            if credential is None:
                continue
            for key in members:
                if key.access_key_id != credential.id:
                    self.alias[key.access_key_id] = credential.id

    def _session_of(
        self, arn: str, created, session: str | None, members: list[Sighting]
    ) -> Credential | None:
        """The sign-in these keys belong to; None when nothing says that they are the console's."""
        signs = self._by_arn.get(arn, [])
        ids = {key.access_key_id for key in members}
        for credential in signs:
            if credential.id in ids or (
                session and credential.act and credential.act.sign_in_session == session
            ):
                return credential
        exact = [credential for credential in signs if _same_start(credential, created)]
        if exact:
            return min(exact, key=lambda credential: (abs(credential.at - created), credential.event_key))
        if not any(key.from_console for key in members):
            return None
        began = created or members[0].first_seen
        before = [credential for credential in signs if timedelta(0) <= began - credential.at <= CONSOLE_LIFE]
        if before:
            credential = max(before, key=lambda credential: (credential.at, credential.event_key))
            credential.certainty = "possible"
            return credential
        return self._unseen(arn, began, members[0])

    def _unseen(self, arn: str, began, first: Sighting) -> Credential:
        """Console calls whose sign-in is not in the evidence."""
        user = f"{first.account_id}:{first.user_name}"
        credential = Credential(
            id=f"console_session:{arn}@{first.event_key}",
            kind="console_session",
            link=SEEN["console_session"],
            principal_arn=arn,
            account_id=first.account_id,
            at=began,
            expires_at=began + CONSOLE_LIFE,
            sighting=first,
            certainty="possible",
            stems=[*first.stems_from, *([f"login:{user}"] if first.user_type == "IAMUser" else [])],
        )
        self.credentials.append(credential)
        self._by_arn[arn].append(credential)
        return credential


def _same_start(credential: Credential, created) -> bool:
    if created is None:
        return False
    act = credential.act
    return abs(credential.at - created) <= SLACK or (act is not None and act.session_created_at == created)


def _stems(act: Act) -> list[str]:
    stems = [*(act.stems_from or ()), f"principal:{act.user_arn}"]
    if act.switched_from:
        stems.append(f"console:{act.switched_from}")
    return stems
