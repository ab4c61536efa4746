"""Console sign-ins: one session, many keys.

The console changes its key often; what stays is principal and creation date (and, for `aws login`, the
sign-in session's ARN). So the keys of one sign-in become one credential, named after the key that a reply
gave out, else after the sign-in event. CloudTrail user guide, "AWS Management Console sign-in events".
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from kit.analysis.credentials.issued import LIFETIMES, Birth
from kit.analysis.credentials.links import SLACK, TOKEN_LIFE, Act, Sighting

CONSOLE_LIFE = LIFETIMES["console_session"]


class SignIns:
    """Console sessions of the evidence: `births`, and `alias`: key id -> credential id of its session.

    `events` maps the event_no of a sign-in to the session it began.
    """

    def __init__(self, acts: list[Act], keys: list[Sighting], births: list[Birth]) -> None:
        self.births: list[Birth] = []
        self.alias: dict[str, str] = {}
        self.events: dict[int, str] = {}
        self._by_arn: dict[str, list[Birth]] = defaultdict(list)
        for birth in births:
            if birth.kind == "console_session":
                self._token(birth)
        for act in acts:
            if act.event_source == "signin.amazonaws.com" and act.event_name in (
                "ConsoleLogin",
                "SwitchRole",
            ):
                self._sign_in(act, births)
        self._group(keys)

    def _token(self, birth: Birth) -> None:
        """GetSigninToken, CreateOAuth2Token: the reply names the key, or the act itself names the session."""
        act = birth.act
        assert act is not None
        if not birth.child:
            birth.child = f"console_session:{act.user_arn}@{act.event_key}"
            birth.certainty = "strong"
        if birth.caller is None:
            birth.stems += [f"console:{act.user_arn}", f"principal:{act.user_arn}"]
        self.events[act.event_no] = birth.child
        self._by_arn[act.user_arn or ""].append(birth)

    def _sign_in(self, act: Act, births: list[Birth]) -> None:
        arn = act.user_arn or ""
        for birth in self._by_arn.get(arn, ()):
            token = birth.act
            if (
                token
                and token.event_name == "GetSigninToken"
                and (timedelta(0) <= act.event_time - token.event_time <= TOKEN_LIFE)
            ):
                self.events[act.event_no] = birth.child  # the second half of the same sign-in
                return
        if act.event_name == "SwitchRole":
            for birth in births:
                if (
                    birth.act
                    and birth.act.event_name == "AssumeRole"
                    and birth.principal_arn == arn
                    and (abs(birth.at - act.event_time) <= SLACK)
                ):
                    birth.kind, birth.link = "console_session", "SwitchRole"
                    self.events[act.event_no] = birth.child
                    self._by_arn[arn].append(birth)
                    return
        birth = Birth(
            child=f"console_session:{arn}@{act.event_key}",
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
        self.births.append(birth)
        self.events[act.event_no] = birth.child
        self._by_arn[arn].append(birth)

    def _group(self, keys: list[Sighting]) -> None:
        groups: dict[tuple, list[Sighting]] = defaultdict(list)
        for key in keys:
            if key.access_key_id.startswith("ASIA") and key.user_arn and (key.from_console or not key.issued):
                groups[key.user_arn, key.session_created_at, key.sign_in_session].append(key)
        for (arn, created, session), members in groups.items():
            birth = self._session_of(arn, created, session, members)
            if birth is None:
                continue
            for key in members:
                if key.access_key_id != birth.child:
                    self.alias[key.access_key_id] = birth.child

    def _session_of(self, arn: str, created, session: str | None, members: list[Sighting]) -> Birth | None:
        """The sign-in these keys belong to; None when nothing says that they are the console's."""
        signs = self._by_arn.get(arn, [])
        ids = {key.access_key_id for key in members}
        for birth in signs:
            if birth.child in ids or (session and birth.act and birth.act.sign_in_session == session):
                return birth
        exact = [birth for birth in signs if _same_start(birth, created)]
        if exact:
            return min(exact, key=lambda birth: (abs(birth.at - created), birth.event_no))
        if not any(key.from_console for key in members):
            return None
        began = created or members[0].first_seen
        before = [birth for birth in signs if timedelta(0) <= began - birth.at <= CONSOLE_LIFE]
        if before:
            birth = max(before, key=lambda birth: (birth.at, birth.event_no))
            birth.certainty = "possible"
            return birth
        return self._unseen(arn, began, members[0])

    def _unseen(self, arn: str, began, first: Sighting) -> Birth:
        """Console calls whose sign-in is not in the evidence."""
        user = f"{first.account_id}:{first.user_name}"
        birth = Birth(
            child=f"console_session:{arn}@{first.event_key}",
            kind="console_session",
            link="ConsoleLogin",
            principal_arn=arn,
            account_id=first.account_id,
            at=began,
            expires_at=began + CONSOLE_LIFE,
            sighting=first,
            certainty="possible",
            stems=[*first.stems_from, *([f"login:{user}"] if first.user_type == "IAMUser" else [])],
        )
        self.births.append(birth)
        self._by_arn[arn].append(birth)
        return birth


def _same_start(birth: Birth, created) -> bool:
    if created is None:
        return False
    act = birth.act
    return abs(birth.at - created) <= SLACK or (act is not None and act.session_created_at == created)


def _stems(act: Act) -> list[str]:
    stems = [*(act.stems_from or ()), f"principal:{act.user_arn}"]
    if act.event_name == "SwitchRole" and act.switched_from:
        stems.append(f"console:{act.switched_from}")
    return stems
