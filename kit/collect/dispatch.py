"""From the words of `kit collect` to items: which source answers to which word, files and AWS itself.

`Live` signs in once, when the first word that means AWS is asked for; a collection from files loads no boto3.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.case import Case, as_case
from kit.collect.engine.options import EngineOptions
from kit.collect.progress import SILENT, Progress
from kit.errors import KitError, UnmadeError, UsageError
from kit.rules import own_calls
from kit.store import Custody
from kit.window import parse_time

if TYPE_CHECKING:
    from kit.collect.run import Summary
    from kit.sources import Access, Account, Bounds, Item, Pause

# Sources that are AWS itself; `s3://...` is one too.
LIVE = ("trail", "lookup-events", "cost-explorer", "iam", "sweep", "posture", "metrics")
# Logs that stay where they are; an engine looks up in them (kit.collect.engine).
WITHOUT_AWS = ("trino://", "spark:")
ENGINES = ("athena:", *WITHOUT_AWS)


def collect(
    case: Case | str | Path,
    *sources: str | Path,
    access: Access | None = None,
    since: datetime | str | None = None,
    until: datetime | str | None = None,
    agree: Callable[[int, float], bool] | None = None,
    requester_pays: bool = False,
    results: str | None = None,
    workgroup: str | None = None,
    most_rows: int | None = None,
    index: str | None = None,
    index_place: str | None = None,
    now: datetime | None = None,
    watch: Progress = SILENT,
) -> Summary:
    """Takes evidence in from each of `sources` and makes the derived tables anew; gives the sums of the run.

    A source is a file or folder, `billing:PATH`, `s3://BUCKET/PREFIX`, `trail`, `lookup-events`, `iam`,
    `sweep`, `posture`, `metrics` or `cost-explorer`, or an engine over logs (docs/engines.md). `access` says
    how to sign in to AWS (the environment's own credentials by default); `since` and `until` bound what is
    asked for, as naive UTC or text in the case's zone, `until` excluded; `agree(calls, usd)` is asked before
    AWS charges and refuses by default; `requester_pays` agrees to the charge of such a bucket; `results` and
    `workgroup` are Athena's, `most_rows` may come from an engine, which makes an `index` first and asks that
    (Athena writes it to `index_place`). `now` is naive UTC. Run again, it takes only what is missing.

    UsageError for a word that is no source, CaseError for a full disk, BusyError while another process
    collects, SourceError when AWS lets nobody in. What else could not be had is counted in the Summary:
    `exit_code` is 3. A source that stops keeps no other from being asked: it has a line in the ledger.
    """
    case, now = as_case(case), now or datetime.now(UTC).replace(tzinfo=None)
    words = [str(source) for source in sources]
    if not words:
        raise UsageError("collect: name a source: a file or a folder")
    custody, live = Custody.here(words), None
    if any(map(is_live, words)):
        from kit.sources import Access

        live = Live(
            case,
            access or Access(),
            now,
            watch,
            *moments(case, now, since, until),
            agree=agree,
            pays=requester_pays,
            custody=custody,
            engine=EngineOptions(results, workgroup, most_rows, index, index_place),
        )
    summary = take_in(case, words, live, now=now, watch=watch, custody=custody)
    summary.cautions = refresh(case)
    return summary


def take_in(
    case: Case,
    words: Sequence[str],
    live: Live | None,
    *,
    now: datetime,
    watch: Progress = SILENT,
    custody: Custody | None = None,
) -> Summary:
    """Takes evidence in from each source, and derives nothing; `live` is there where a word means AWS."""
    from kit.collect.run import collect_items

    if len(words) > 1:
        for missing in filter(None, map(_not_there, words)):
            watch.say(f"note: {missing}")
    chosen = [_when_asked(word, now, live) for word in words]
    asked = each_alone(words, chosen, now, stopped_before(case))
    return collect_items(case, asked, progress=watch.progress, custody=custody)


def moments(case: Case, now: datetime, *words: datetime | str | None) -> list[datetime | None]:
    """Times as the analyst writes them, in the case's zone, as naive UTC."""
    return [parse_time(word, case.timezone, now) if isinstance(word, str) else word for word in words]


def each_alone(
    words: Sequence[str], chosen: Sequence[Iterable[Item | Pause]], now: datetime, before: Collection[str]
) -> Iterator[Item | Pause]:
    """The items of all sources; one that stops has a line of its own, and the next is asked all the same.

    Where nothing came of any, what stopped the first is raised. `before` are the words of sources that
    stopped in an earlier run: where one goes to its end now, its line is taken back.
    """
    from kit.sources import Item, masked

    stopped: list[tuple[str, Exception]] = []
    came = False
    for word, part in zip(words, chosen, strict=True):
        try:
            for item in part:
                came = came or isinstance(item, Item)
                yield item
        except Exception as error:
            stopped.append((word, error))
            continue
        if word in before:
            yield Item(origin=word, fetched_at=now, data=b"", kind="source")
    if stopped and not came and isinstance(stopped[0][1], KitError):
        raise stopped[0][1]
    for word, error in stopped:
        said = " ".join(masked(str(error)).split())[:500]
        if not isinstance(error, KitError):
            said = f"{type(error).__name__}: {said}"
        yield Item(origin=word, fetched_at=now, failure=f"stopped before its end: {said}", kind="source")


def stopped_before(case: Case) -> set[str]:
    """Words of sources whose last run stopped before its end."""
    if not case.database.exists():
        return set()
    from kit.store import database

    with database.reading(case) as con:
        found = con.execute("select origin from files where kind = 'source' and status = 'failed'").fetchall()
    return {origin for (origin,) in found}


def refresh(case: Case) -> list[tuple[str, str]]:
    """Makes the derived tables anew if evidence, case.toml or the kit changed.

    (topic, sentence) of what has to be said of the case before any answer.
    """
    from kit.analysis import cautions, derive, standing_findings
    from kit.store import database

    with database.writing(case) as con:
        derive.ensure(con, case)
        standing_findings.foresee(con, case)
        return [(row["topic"], row["statement"]) for row in cautions.cautions(con, case).dicts()]


def rebuild(case: Case | str | Path, *, watch: Progress = SILENT) -> list[tuple[str, str]]:
    """Tables again from the vault, beside the old file, then renamed; every item's bytes are held against
    their hash first. Gives what has to be said of the case, as (topic, sentence). CaseError when the disk
    does not hold both."""
    from kit.collect.run import rebuild_tables

    case = as_case(case)
    rebuild_tables(case, progress=watch.progress)
    return refresh(case)


def _not_there(source: str) -> str:
    """Why a path that is named leads nowhere; '' for what is there, or is no path."""
    from kit.sources import not_there

    return "" if is_live(source) else not_there(source.removeprefix("billing:"))


def _when_asked(source: str, now: datetime, live: Live | None) -> Iterator[Item | Pause]:
    """The items of a source, which is opened when its turn comes: one that nobody lets in stops no other."""
    yield from items(source, now, live)


def is_live(source: str) -> bool:
    """Whether a source word means AWS itself and no file."""
    return source in LIVE or source.startswith(("s3://", *ENGINES))


def items(source: str, now: datetime, live: Live | None) -> Iterator[Item | Pause]:
    """The items of one source word; `live` is there where any word means AWS."""
    if live is not None and is_live(source):
        found = live.items(source)
        return live.placed(found) if live.signs_in(source) else found
    from kit.sources import local_files

    found = local_files(Path(source.removeprefix("billing:")), now=now)
    return map(_as_bill, found) if source.startswith("billing:") else found


def _as_bill(item: Item) -> Item:
    """The item with the analyst's word beside it: what is no bill is then not called no trail."""
    return dataclasses.replace(item, meta={**item.meta, "given_as": "bill"})


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
    custody: Custody | None = None
    engine: EngineOptions = field(default_factory=EngineOptions)

    @functools.cached_property
    def account(self) -> Account:
        """Signed in, and looked at: neither leaked nor under quarantine."""
        opened = sign_in(self.case, self.access)
        self.watch.say(f"signed in as {opened.arn}")
        for note in opened.notes:
            self.watch.say(f"note: {note}")
        if self.custody:
            self.custody.caller = opened.arn
            self.custody.endpoints = tuple(map(str, opened.endpoints))
        return opened

    def signs_in(self, word: str) -> bool:
        """Trino and Spark are asked without AWS: nobody signs in for them, unless the analyst says as
        whom the original objects of their rows are to be fetched."""
        return self.access.named or not word.startswith(WITHOUT_AWS)

    def placed(self, items: Iterable[Item | Pause]) -> Iterator[Item | Pause]:
        """The items, with the endpoints that answered in AWS's stead kept beside them."""
        from kit.sources import Item

        for item in items:
            places = [str(place) for place in self.account.endpoints]
            if places and isinstance(item, Item):
                item = dataclasses.replace(item, meta={**item.meta, "endpoints": places})
            yield item

    def items(self, word: str) -> Iterator[Item | Pause]:
        """Items of one source."""
        options: dict[str, Any] = {"now": self.now}
        if word.startswith(ENGINES):
            return self._engine(word)
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

    def _engine(self, word: str) -> Iterator[Item | Pause]:
        """What an engine answers, and the original objects of its rows where AWS may be asked for them."""
        from kit.collect.engine import run as engines

        return engines.collected(self, word, self._originals if self.signs_in(word) else None)

    def held(self, word: str) -> list[Mapping[str, Any]]:
        """Facts beside the answers of an engine that the vault holds."""
        return [meta for _, _, meta in _held(self.case) if meta.get("engine") == word]

    @property
    def bounds(self) -> Bounds:
        """What of the logs the analyst's words name."""
        from kit.sources import Bounds

        return Bounds(self.since, self.until, self.access.accounts, self.access.regions)

    def _originals(self, places: list[str]) -> Iterator[Item]:
        from kit.sources import objects

        return objects(
            self.account, places, now=self.now, held=objects_held(self.case).keys(), pays=self.pays
        )

    def _check_account(self, word: str) -> None:
        """These sources speak of the caller's account only, so it has to be the right one."""
        caller, wanted = self.account.account_id, {*filter(None, [self.case.account]), *self.access.accounts}
        if wanted and caller not in wanted:
            raise UsageError(
                f"collect: {word}: {self.account.arn} is of account {caller}, the case is about"
                f" {self.case.account}; give --profile or --role-arn of that account, or --accounts {caller}"
                " if it is meant"
            )


def sign_in(case: Case, access: Access) -> Account:
    """The account as the caller sees it. KitError when the caller belongs to the incident."""
    from kit.sources import open_account

    return open_account(case, access, tainted=credentials_of(case))


def credentials_of(case: Case) -> set[str]:
    """Key ids of every credential that is known to have come out of the leaked ones."""
    from kit.ids import is_key_id

    found = (row["credential_id"] for row in _credentials(case))
    return {each for each in found if each and is_key_id(each)}


def _credentials(case: Case) -> list[dict[str, Any]]:
    """What came out of the leaked ones; nothing where the evidence breaks the analysis that tells it."""
    if not case.database.exists():
        return []
    from kit.analysis import ask

    with contextlib.suppress(UnmadeError):
        return ask(case, "credentials").dicts()
    return []


def followed(case: Case) -> list[tuple[str, str]]:
    """What to look up next: (attribute, value) of each credential that came out of the leaked ones, nearest
    first."""
    from kit.ids import arn_name, is_key_id

    found = []
    for row in sorted(_credentials(case), key=lambda row: (row["depth"] or 0, row["credential_id"] or "")):
        if not row["depth"] or not row["credential_id"]:
            continue
        if is_key_id(row["credential_id"]):
            found.append(("AccessKeyId", row["credential_id"]))
        elif row["principal_arn"]:
            found.append(("Username", arn_name(row["principal_arn"])))
    return list(dict.fromkeys(found))


def pages_held(case: Case) -> list[Mapping[str, Any]]:
    """Facts beside the pages of Event history that the vault holds."""
    call = own_calls().event_history.call
    return [meta for _, _, meta in _held(case) if meta.get("call") == call]


def objects_held(case: Case) -> dict[str, tuple[str, int]]:
    """S3 objects that the vault holds: origin -> (ETag, size)."""
    return {origin: (meta["etag"], meta["size"]) for origin, _, meta in _held(case) if "etag" in meta}


def _held(case: Case) -> Iterator[tuple[str, datetime, Mapping[str, Any]]]:
    from kit.store import vault

    for pack in vault.packs(case):
        for entry in vault.entries(case, pack):
            if entry.failure is None:
                yield entry.origin, entry.moment, entry.meta
