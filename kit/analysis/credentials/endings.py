"""Is a credential still good at the horizon, and what ended it?

Deactivating or deleting a key stops new calls with it; sessions that it issued live on to their expiry. A
session ends by expiry, by a policy that denies tokens issued before a moment (AWSRevokeOlderSessions, IAM
user guide "Revoke IAM role temporary security credentials"), or with its user or role. What brings a
credential back is read too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kit.analysis.credentials.account_state import Live
from kit.analysis.credentials.issued import Credential
from kit.analysis.credentials.links import Act
from kit.ids import arn_name

_SESSIONS = {"session_token", "federation_token", "console_session"}
# Kind of credential -> kind of thing on the pages of kit/rules that a live look finds.
_THINGS = {
    "access_key": "access_key",
    "login_profile": "login_profile",
    "service_credential": "service_specific_credential",
}
_ROLE_SESSIONS = {"role_session", "instance_session", "service_session", "identity_center_session"}


@dataclass(frozen=True, slots=True)
class Ending:
    """state: alive, stopped, gone or unknown; when and by which event it ended, if it did."""

    state: str
    ended_at: datetime | None = None
    event_id: str | None = None


def may_stand(state: str) -> bool:
    """Whether what is in this state is there as far as anybody can know: no end of it was seen."""
    return state in ("alive", "unknown")


class Endings:
    """Acts that end credentials, by what they end."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._by_key: dict[str, list[Act]] = defaultdict(list)
        self._by_thing: dict[str, list[Act]] = defaultdict(list)
        for act in acts:
            if act.target_key:
                self._by_key[act.target_key].append(act)
            if act.ends:
                self._by_thing[act.ends].append(act)

    def of(self, credential: Credential, horizon: datetime | None) -> Ending:
        """The state of a credential at `horizon`, the last event of its account."""
        if credential.kind == "principal":
            return self._switched(credential, self._about(credential))
        if credential.kind in ("access_key", "service_credential"):
            key = credential.act.child_key if credential.act and credential.act.child_key else credential.id
            return self._switched(credential, [*self._by_key.get(key, ()), *self._about(credential)])
        if credential.kind == "login_profile":
            return self._switched(credential, self._about(credential))
        cut = self._switched(credential, self._about(credential))
        expired = (
            credential.expires_at is not None and horizon is not None and credential.expires_at <= horizon
        )
        if cut.ended_at and not (expired and credential.expires_at <= cut.ended_at):
            return cut
        if expired:
            return Ending("gone", credential.expires_at)
        return Ending("alive" if credential.expires_at else "unknown")

    def _about(self, credential: Credential) -> list[Act]:
        arn = credential.principal_arn or ""
        name = arn.rsplit("/", 1)[-1]
        if ":assumed-role/" in arn:
            name = arn.split(":assumed-role/")[1].split("/", 1)[0]
            return self._by_thing.get(f"role:{credential.account_id}:{name}", [])
        found = self._by_thing.get(f"user:{credential.account_id}:{name}", [])
        if credential.kind == "login_profile":
            return [*found, *self._by_thing.get(f"login:{credential.account_id}:{name}", ())]
        return found

    def _switched(self, credential: Credential, acts: list[Act]) -> Ending:
        now = Ending("alive")
        for act in sorted(acts, key=lambda act: (act.event_time, act.event_key)):
            if act.event_time >= credential.at:
                now = _after(act, credential, now)
        return now


def _after(act: Act, credential: Credential, now: Ending) -> Ending:
    stop = Ending("stopped", act.event_time, act.event_id)
    if act.rule.how == "gone":
        return Ending("gone", act.event_time, act.event_id)
    if now.state == "gone":
        return now
    if act.rule.how == "status":
        return stop if act.setting == "Inactive" else Ending("alive")
    if act.rule.how == "replaced":
        # The password that this credential stands for is no longer the one in force, unless this act set it.
        return now if act is credential.act or act.caller_key == credential.caller else stop
    denies_all = (act.setting or "").endswith("AWSDenyAll")
    session = credential.kind in _SESSIONS | _ROLE_SESSIONS
    if act.rule.how == "denied":
        return stop if denies_all or session else now
    if act.rule.how == "allowed":
        return Ending("alive") if now.state == "stopped" and (denies_all or session) else now
    return now


def seen_alive(credential: Credential, ending: Ending, live: Live, last_seen: datetime | None) -> Ending:
    """The ending as the account itself shows it, where somebody looked after the logs' last word on the
    credential."""
    if (credential.principal_arn or "").endswith(":root"):
        return ending  # IAM lists the keys of users; of root's it tells only whether there are any
    kind, id_ = _THINGS.get(credential.kind, ""), credential.id
    user = arn_name(credential.principal_arn or "")
    if credential.kind == "service_credential" and credential.act and credential.act.child_key:
        id_ = credential.act.child_key
    elif credential.kind == "login_profile":
        id_ = user
    elif credential.kind == "principal":
        kind = next(
            (word for word in ("user", "role") if f":{word}/" in (credential.principal_arn or "")), ""
        )
        id_ = user
    if not kind or not credential.account_id:
        return ending
    seen = live.thing(credential.account_id, kind, id_, user if credential.kind != "principal" else "")
    if seen is None or seen[1] < max(
        filter(None, (ending.ended_at, last_seen, credential.at)), default=seen[1]
    ):
        return ending
    return ending if seen[0] == ending.state else Ending(seen[0])
