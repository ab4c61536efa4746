"""From the words of `kit collect` that mean AWS itself to their sources; signs in once, when the first is
asked."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.collect.progress import Progress
    from kit.sources import Access, Account, Item, Pause


@dataclass
class Live:
    """One run's way to AWS. `since` and `until` are the analyst's own bounds, `agree` is asked before money
    is spent."""

    case: Case
    access: Access
    now: datetime
    watch: Progress
    since: datetime | None = None
    until: datetime | None = None
    agree: Callable[[int, float], bool] | None = None
    pays: bool = False

    @functools.cached_property
    def account(self) -> Account:
        """Signed in, and looked at: neither leaked nor under quarantine."""
        opened = sign_in(self.case, self.access)
        self.watch.say(f"signed in as {opened.arn}")
        for note in opened.notes:
            self.watch.say(f"note: {note}")
        return opened

    def items(self, word: str) -> Iterator[Item | Pause]:
        """Items of one source."""
        options: dict[str, Any] = {"now": self.now}
        if word == "trail" or word.startswith("s3://"):
            from kit.sources import s3_trail

            return s3_trail.items(
                self.account,
                self.case,
                None if word == "trail" else word,
                since=self.since,
                until=self.until,
                held=objects_held(self.case),
                pays=self.pays,
                say=self.watch.say,
                expect=self.watch.expect,
                **options,
            )
        self._check_account(word)
        if word == "lookup-events":
            from kit.sources import lookup_events

            return lookup_events.items(
                self.account,
                self.case,
                since=self.since,
                until=self.until,
                held=pages_held(self.case),
                follow=lambda: followed(self.case),
                say=self.watch.say,
                show=self.watch.show,
                **options,
            )
        if word == "cost-explorer":
            from kit.sources import cost_explorer

            asked = {origin: at for origin, at, _ in _held(self.case) if "/ce/" in origin}
            return cost_explorer.items(
                self.account,
                self.case,
                since=self.since,
                asked=asked,
                agree=self.agree,
                say=self.watch.say,
                **options,
            )
        if word == "metrics":
            from kit.sources import metrics

            return metrics.items(
                self.account, since=self.since, until=self.until, say=self.watch.say, **options
            )
        from kit.sources import live_state

        source = {"iam": live_state.iam, "posture": live_state.posture, "sweep": live_state.sweep}[word]
        return source(self.account, **options)

    def _check_account(self, word: str) -> None:
        """These sources speak of the caller's account only, so it has to be the right one."""
        caller, wanted = self.account.account_id, {*filter(None, [self.case.account]), *self.access.accounts}
        if wanted and caller not in wanted:
            raise UsageError(
                f"collect: {word}: {self.account.arn} is of account {caller}, the case is about {self.case.account};"
                f" give --profile or --role-arn of that account, or --accounts {caller} if it is meant"
            )


def sign_in(case: Case, access: Access) -> Account:
    """The account as the caller sees it. KitError when the caller belongs to the incident."""
    from kit.sources import open_account

    return open_account(case, access, tainted=credentials_of(case))


def credentials_of(case: Case) -> set[str]:
    """Key ids of every credential that is known to have come out of the leaked ones."""
    if not case.database.exists():
        return set()
    from kit.analysis import ask
    from kit.ids import is_key_id

    return {
        row["credential_id"] for row in ask(case, "credentials").dicts() if is_key_id(row["credential_id"])
    }


def followed(case: Case) -> list[tuple[str, str]]:
    """What to look up next: (attribute, value) of each credential that came out of the leaked ones, nearest
    first."""
    from kit.analysis import ask
    from kit.ids import arn_name, is_key_id

    found = []
    for row in sorted(ask(case, "credentials").dicts(), key=lambda row: (row["depth"], row["credential_id"])):
        if not row["depth"]:
            continue
        if is_key_id(row["credential_id"]):
            found.append(("AccessKeyId", row["credential_id"]))
        elif row["principal_arn"]:
            found.append(("Username", arn_name(row["principal_arn"])))
    return list(dict.fromkeys(found))


def pages_held(case: Case) -> list[Mapping[str, Any]]:
    """Facts beside the pages of Event history that the vault holds."""
    return [meta for _, _, meta in _held(case) if meta.get("call") == "LookupEvents"]


def objects_held(case: Case) -> dict[str, tuple[str, int]]:
    """S3 objects that the vault holds: origin -> (ETag, size)."""
    return {origin: (meta["etag"], meta["size"]) for origin, _, meta in _held(case) if "etag" in meta}


def _held(case: Case) -> Iterator[tuple[str, datetime, Mapping[str, Any]]]:
    from kit.store import vault

    for pack in vault.packs(case):
        for entry in vault.entries(case, pack):
            if entry.failure is None:
                yield entry.origin, entry.moment, entry.meta
