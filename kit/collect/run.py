"""The one place where sources meet store: item -> vault -> ledger -> tables.

Bytes reach the vault, synced, before anything parses them. A killed run leaves a case that opens; the same
command finishes it, because every run first loads what the vault holds and the tables do not.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from kit.analysis import DONE_IN_PART
from kit.case import Case
from kit.errors import CaseError, EvidenceError, KitError
from kit.integrity import check
from kit.sources import Item, Pause
from kit.store import (
    ASKED,
    BackgroundLoader,
    Custody,
    Entry,
    PackWriter,
    database,
    load_pending,
    pack_chain,
    vault,
)

Progress = Callable[..., None]
# What came over the network counts after this many seconds at the latest, whatever happens to the process
# then.
LIVE_SECONDS = 10.0


@dataclass
class Summary:
    """What one run brought: items by ledger status, events, copies of events known before, and lines of
    bills."""

    asked: int = 0
    unchanged: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    events: int = 0
    copies: int = 0
    rejected: int = 0
    bill_lines: int = 0
    first_reasons: list[str] = field(default_factory=list)
    # (topic, sentence) of what has to be said of the case before any answer.
    cautions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """3 when something could not be had or read, else 0."""
        part = self.statuses["failed"] or self.statuses["rejected"] or self.rejected
        part = part or any(topic in DONE_IN_PART for topic, _ in self.cautions)
        return 3 if part else 0

    def lines(self) -> list[str]:
        """A few lines for the terminal."""
        parts = [f"{count} {status}" for status, count in sorted(self.statuses.items())]
        if self.unchanged:
            parts.append(f"{self.unchanged} there already")
        first = f"{self.asked} items: {', '.join(parts) or 'nothing'}"
        second = f"{self.events} new events, {self.copies} copies, {self.rejected} records rejected"
        if self.bill_lines:
            second += f", {self.bill_lines} lines of bills and prices"
        return [first, second, *self.first_reasons, *(sentence for _, sentence in self.cautions)]


def collect_items(
    case: Case,
    items: Iterable[Item | Pause],
    *,
    progress: Progress | None = None,
    custody: Custody | None = None,
) -> Summary:
    """Takes items into the case and loads their records. Run again, it takes only what is missing or has
    changed. `custody` says whose run it is; it is kept in every pack.

    BusyError while another process collects into the case; CaseError when the disk is full.
    """
    with vault.locked(case):
        counted = _Counted(progress)
        _settle(case)
        load_pending(case, counted)
        run = _Run(case, counted, custody or Custody.here())
        summary = run.take(items)
    if run.digests:
        check.refresh(case, now=_now())
    return summary


def rebuild_tables(case: Case, *, progress: Progress | None = None) -> None:
    """Makes the tables anew from the vault, beside the old file, and renames when they are complete."""
    with vault.locked(case):
        beside = case.folder / "rebuild"
        shutil.rmtree(beside, ignore_errors=True)
        try:
            beside.mkdir()
            (beside / "vault").symlink_to(case.vault.resolve())
            made = replace(case, folder=beside)
            _settle(case)
            load_pending(made, _Counted(progress), checked=True)
            with database.writing(made):
                pass  # an empty vault still gives empty tables
            for leftover in (case.database, case.database.with_name(case.database.name + ".wal")):
                leftover.unlink(missing_ok=True)
            made.database.replace(case.database)
        except OSError as error:
            raise CaseError(
                f"{case.folder}: cannot be rebuilt: {error.strerror}; the old tables are kept"
            ) from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    check.refresh(case, now=_now())


def _settle(case: Case) -> None:
    """The chain of packs as the vault and the tables know it; tables that cannot be asked know nothing."""
    known: dict[int, str | None] = {}
    if case.database.exists():
        with contextlib.suppress(KitError):
            known = database.packs_loaded(case)
    pack_chain.settle(case, known, _now())


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


class _Counted:
    """Adds up what the parts of a run report, so that whoever watches sees both sums every time."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress, self._files, self._events = progress, 0, 0

    def __call__(self, *, files: int | None = None, events: int = 0) -> None:
        self._files = self._files if files is None else files
        self._events += events
        if self._progress:
            self._progress(files=self._files, events=self._events)


class _Run:
    def __init__(self, case: Case, progress: _Counted, custody: Custody) -> None:
        self._case, self._progress, self._custody = case, progress, custody
        self._summary = Summary()
        self._writer: PackWriter | None = None
        self.digests = False
        """Whether the case holds digests, known once everything is loaded."""
        # Makes the tables where there are none yet: on a disk that fills up they come before the vault.
        with database.loading(case) as con:
            rows = con.execute(
                "select origin, sha256, file_id, status, kind, pack, same_as from files"
                " where parent_file_id is null order by file_id"
            ).fetchall()
            loaded = [pack for (pack,) in con.execute("select pack from packs").fetchall()]
        # What lay in a pack that is gone is asked for again.
        lost = set(pack_chain.missing(case, loaded))
        gone = {row[2] for row in rows if row[5] in lost}
        held = [row for row in rows if row[3] != "failed" and not {row[2], row[6]} & gone]
        self._known = {(origin, sha256) for origin, sha256, *_ in held}
        self._first_of: dict[str, int] = {}
        # An answer of AWS is no copy of a file that somebody laid there, whatever its bytes.
        self._first_asked: dict[str, int] = {}
        for _, sha256, file_id, _, kind, *_ in held:
            if sha256:
                self._note_first(sha256, file_id, kind)
        self._first_new = self._next = max((row[2] for row in rows), default=0) + 1
        self._first_pack = pack_chain.next_number(case, loaded)
        self._packs = self._first_pack - 1
        self._opened = 0.0
        self._loads = BackgroundLoader(case, progress)

    def take(self, items: Iterable[Item | Pause]) -> Summary:
        try:
            for item in items:
                if isinstance(item, Pause):
                    if item.commit or self._stale:
                        self._close()
                    if item.commit:
                        self._loads.wait()
                    continue
                self._summary.asked += 1
                self._take(item)
                if self._writer and (self._writer.full or (item.kind != "file" and self._stale)):
                    beside = item.kind != "file" or self._writer.of_long_files
                    self._close()
                    if not beside:
                        # Short files from a disk have no pauses to fill: side by side, both would be slower.
                        self._loads.wait()
                if self._summary.asked % 100 == 0:
                    self._progress(files=self._summary.asked)
            self._close()
            self._loads.wait()
        except OSError as error:
            raise CaseError(
                f"{self._case.vault}: cannot be written: {error.strerror or error};"
                " make room, then run the same command again"
            ) from None
        except KeyboardInterrupt:
            self._keep()
            raise
        finally:
            if self._writer:
                self._writer.abandon()
            self._loads.stop()
        return self._count()

    def _keep(self) -> None:
        """Stopped by hand: what came so far stays in the vault; the next run loads it. Half an item is no
        item."""
        if self._writer and self._writer.entries:
            with contextlib.suppress(OSError, ValueError):
                self._writer.commit()
                self._writer = None

    def _take(self, item: Item) -> None:
        entry = Entry(
            file_id=self._next,
            origin=_storable(item.origin),
            kind=item.kind,
            fetched_at=item.fetched_at.isoformat(),
            pack=self._packs + 1,
            failure=item.failure and _storable(item.failure),
            meta=dict(item.meta),
        )
        content = None if entry.failure else self._fetch(entry, item)
        if entry.sha256 is not None:
            if (entry.origin, entry.sha256) in self._known:
                self._summary.unchanged += 1
                return
            self._known.add((entry.origin, entry.sha256))
            first = self._first_asked if entry.kind == ASKED else self._first_of
            entry.same_as = first.get(entry.sha256)
            if entry.same_as is None:
                if entry.sha256 in self._first_of and self._writer and self._writer.holds(entry.sha256):
                    self._close()  # a pack has one entry of a name
                    entry.pack = self._packs + 1
                self._note_first(entry.sha256, entry.file_id, entry.kind)
        self._next += 1
        writer = self._open()
        if content is None or entry.same_as is not None:
            writer.note(entry)
        elif isinstance(content, bytes):
            writer.add(entry, content)
        else:
            self._add_file(writer, entry, content)

    def _note_first(self, sha256: str, file_id: int, kind: str) -> None:
        self._first_of.setdefault(sha256, file_id)
        if kind == ASKED:
            self._first_asked.setdefault(sha256, file_id)

    def _add_file(self, writer: PackWriter, entry: Entry, path: Path) -> None:
        """A long file; one that does not stand still is an item that could not be had."""
        try:
            writer.add_file(entry, path)
        except EvidenceError as error:
            if entry.sha256 is not None:
                self._known.discard((entry.origin, entry.sha256))
                self._first_of.pop(entry.sha256, None)
            entry.sha256 = entry.bytes = None
            entry.failure = str(error)
            writer.note(entry)

    def _fetch(self, entry: Entry, item: Item) -> bytes | Path | None:
        """What the item holds, with its hash in `entry`: its bytes, or the path of a long file, which stays
        on disk.

        None, and why in `entry.failure`, when it cannot be read.
        """
        data, path = item.data, item.path
        try:
            if path is not None and (data := vault.whole(path)) is None:
                entry.sha256, entry.bytes = vault.file_digest(path)
                return path
        except OSError as error:
            entry.failure = f"cannot be read: {error.strerror or error}"
            return None
        assert data is not None, "an item has data, a path or a failure"
        entry.sha256, entry.bytes = hashlib.sha256(data).hexdigest(), len(data)
        return data

    @property
    def _stale(self) -> bool:
        return self._writer is not None and time.monotonic() - self._opened > LIVE_SECONDS

    def _open(self) -> PackWriter:
        if self._writer is None:
            self._opened = time.monotonic()
            first = self._packs + 1 == self._first_pack
            self._writer = PackWriter(self._case, self._packs + 1, self._custody, first=first)
        return self._writer

    def _close(self) -> None:
        """Commits the pack at hand; it is loaded while the next one fills."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        try:
            writer.commit()
        except BaseException:
            writer.abandon()
            raise
        self._packs = writer.number
        self._loads.go_on()

    def _count(self) -> Summary:
        summary = self._summary
        with database.loading(self._case) as con:
            self.digests = check.present(con)
            rows = con.execute(
                "select status, count(*), coalesce(sum(loaded) filter (where not billed"
                " and coalesce(format, '') not in ('api_answer', 'hunt')"
                " and coalesce(format, '') not like 'engine_%'), 0)::bigint,"
                " coalesce(sum(loaded) filter (where billed), 0)::bigint,"
                " sum(copies)::bigint, sum(rejected)::bigint"
                " from (select *, file_id in (select file_id from spend_bills"
                " union all select file_id from price_list) as billed from files)"
                " where file_id >= ? and (file_id < ? or parent_file_id >= ?) group by 1",
                [self._first_new, self._next, self._first_new],
            ).fetchall()
            summary.first_reasons = [
                f"{status}: {origin}: {reason}"
                for status, origin, reason in con.execute(
                    "select status, origin, reason from files where status in ('failed', 'rejected')"
                    " and file_id >= ? order by file_id limit 5",
                    [self._first_new],
                ).fetchall()
            ]
        for status, count, events, bill_lines, copies, rejected in rows:
            summary.statuses[status] += count
            summary.events += events
            summary.bill_lines += bill_lines
            summary.copies += copies
            summary.rejected += rejected
        return summary


def _storable(text: str) -> str:
    """Bytes of a file's name that are no UTF-8 as \\xNN, half characters as \\udXXX."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
