"""From the vault into the tables, one step a transaction. A killed step leaves no trace; the next run does it again.

A thread decodes while DuckDB inserts: the queue between them is short, so memory stays low whatever is loaded.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator

import duckdb
import pyarrow as pa

from kit.case import Case
from kit.store import copies, database, digests, files, identity, vault
from kit.store.files import DUPLICATE, FAILED, PENDING, FileRow
from kit.store.identity import Identities
from kit.store.members import SCHEMA
from kit.store.read_file import FileReader
from kit.store.statements import INSERT, SUPERSEDE, TWINS
from kit.store.step import Step

_END = object()
# Batches that may wait: DuckDB compresses a row group at a time, so it takes several at once, then none for a while.
AHEAD = 14
_IDENTITY_SCHEMA = pa.schema(
    [
        (name, {"identity_no": pa.int32(), "session_created_at": pa.timestamp("us"), "mfa_authenticated": pa.bool_()}
         .get(name, pa.string()))
        for name in identity.NAMES
    ]
)  # fmt: skip


def load_pending(case: Case, progress: Callable[..., None] | None = None) -> int:
    """Loads every pack of the vault that the tables do not hold in full. Returns the number of new events."""
    packs = vault.packs(case)
    if not packs:
        return 0
    with database.loading(case) as con:
        done = {pack for (pack,) in con.execute("select pack from packs").fetchall()}
    return sum(_load_pack(case, pack, progress) for pack in packs if pack not in done)


def _load_pack(case: Case, pack: int, progress: Callable[..., None] | None) -> int:
    with database.loading(case) as con:
        known = {
            number for (number,) in con.execute("select file_id from files where pack = ?", [pack]).fetchall()
        }
        half = files.pending(con)
    todo = [
        entry for entry in vault.entries(case, pack) if entry.file_id not in known or entry.file_id in half
    ]
    reader, total, more = FileReader(), 0, True
    with vault.opened(case, pack) as packed:
        work = _work(reader, todo, packed, half)
        while more:
            with database.loading(case) as con:
                loaded, more = _one_step(con, reader, work, pack)
            total += loaded
            if progress:
                progress(events=loaded)
    return total


def _work(
    reader: FileReader, todo: list[vault.Entry], packed: vault.Reader, half: dict[int, FileRow]
) -> Iterator[FileRow]:
    """Goes through the items; yields the line of the file at hand after each piece of work."""
    for entry in todo:
        row = half.get(entry.file_id) or files.of_entry(entry)
        if entry.failure:
            row.settle(FAILED, entry.failure)
        elif entry.same_as is not None:
            row.settle(DUPLICATE, f"same bytes as file {entry.same_as}")
        else:
            for _ in reader.read(row, packed.raw(entry)):
                yield row
            continue
        reader.step.files.append(row)
        yield row


def _one_step(
    con: duckdb.DuckDBPyConnection, reader: FileReader, work: Iterator[FileRow], pack: int
) -> tuple[int, bool]:
    """(new events, whether there is more). All in one transaction."""
    con.execute("set threads = 1")
    con.execute("set memory_limit = '700MB'")
    recover(con)
    base, next_identity = con.execute(
        "select coalesce((select max(event_no) from event_records), 0) + 1,"
        " coalesce((select max(identity_no) from identities), 0) + 1"
    ).fetchall()[0]
    identities = reader.identities = reader.identities or Identities(next_identity)
    batches: queue.Queue = queue.Queue(maxsize=AHEAD)
    stopped = threading.Event()
    step = reader.step = Step(base, identities, lambda batch: _offer(batches, batch, stopped))
    producer = _Producer(step, work, batches, stopped)
    con.begin()
    producer.start()
    try:
        con.execute("insert into unsettled values (?)", [base])
        con.register("incoming", pa.RecordBatchReader.from_batches(SCHEMA, producer.batches()))
        con.execute(INSERT)
        con.unregister("incoming")
        producer.finish()
        # Rows written in one go stay as they were written; deleting some of them before the commit would make DuckDB
        # write all of them again. So copies are settled in a transaction of their own; see recover.
        con.commit()
        con.begin()
        _finish(con, step, identities, base, None if producer.more else pack, producer.current)
        con.execute("delete from unsettled")
        con.commit()
        identities.new = []
    except BaseException:
        stopped.set()
        with contextlib.suppress(duckdb.Error):
            con.rollback()
        producer.join()
        if producer.error is not None:
            raise producer.error from None
        raise
    return step.events, producer.more


def recover(con: duckdb.DuckDBPyConnection) -> None:
    """Takes out what a step left that was killed between its two transactions."""
    found = con.execute("select min(event_no) from unsettled").fetchall()[0][0]
    if found is not None:
        con.begin()
        con.execute("delete from event_records where event_no >= ?", [found])
        con.execute("delete from unsettled")
        con.commit()


class _Producer(threading.Thread):
    """Decodes files until the step is full."""

    def __init__(
        self, step: Step, work: Iterator[FileRow], out: queue.Queue, stopped: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.more = True
        self.error: BaseException | None = None
        self.current: FileRow | None = None
        self._step, self._work, self._out, self._stopped = step, work, out, stopped

    def run(self) -> None:
        try:
            for row in self._work:
                self.current = row
                if self._step.full or len(self._step.files) >= vault.PACK_ITEMS or self._stopped.is_set():
                    break
            else:
                self.more = False
            self._step.flush()
        except BaseException as error:
            self.error = error
        finally:
            _offer(self._out, _END, self._stopped)

    def batches(self) -> Iterator[pa.RecordBatch]:
        while (batch := self._out.get()) is not _END:
            yield batch

    def finish(self) -> None:
        self.join()
        if self.error is not None:
            raise self.error


def _offer(out: queue.Queue, batch: object, stopped: threading.Event) -> None:
    """Waits for room in the queue, unless nobody takes anything any more."""
    while not stopped.is_set():
        with contextlib.suppress(queue.Full):
            out.put(batch, timeout=0.2)
            return


def _finish(
    con: duckdb.DuckDBPyConnection,
    step: Step,
    identities: Identities,
    base: int,
    pack: int | None,
    current: FileRow | None,
) -> None:
    if identities.new:
        columns = list(zip(*identities.new, strict=True))
        _insert(con, "identities", pa.table([pa.array(c, t.type) for c, t in zip(columns, _IDENTITY_SCHEMA, strict=True)],
                                            schema=_IDENTITY_SCHEMA))  # fmt: skip
    if step.addenda:
        numbers, originals = zip(*step.addenda, strict=True)
        _insert(
            con, "addenda", pa.table({"event_no": pa.array(numbers, pa.int64()), "original_id": originals})
        )
    gone = copies.settle(con, base) if step.events else {}
    con.execute(SUPERSEDE)
    rows = {row.file_id: row for row in step.files}
    if current is not None and current.status == PENDING and current.records:
        current.resume_at = current.records
        rows[current.file_id] = current
    for file_id, count in step.added.items():
        if file_id in rows:
            rows[file_id].copies += gone.get(file_id, 0)
            rows[file_id].loaded += count - gone.get(file_id, 0)
    _side_tables(con, step)
    files.save(con, list(rows.values()))
    twins = [row for row in rows.values() if row.status == DUPLICATE]
    if twins:
        numbers = {"file_id": [row.file_id for row in twins], "same_as": [row.same_as for row in twins]}
        con.register(
            "twins", pa.table({name: pa.array(values, pa.int64()) for name, values in numbers.items()})
        )
        for statement in TWINS:
            con.execute(statement)
        con.unregister("twins")
    if pack is not None:
        con.execute("insert into packs select ?, count(*) from files where pack = ?", [pack, pack])


def _side_tables(con: duckdb.DuckDBPyConnection, step: Step) -> None:
    for table, rows, kinds in (
        ("rejects", step.rejects, (pa.int64(), pa.int64(), pa.string())),
        (
            "set_apart_records",
            step.set_apart,
            (pa.int64(), pa.int64(), pa.string(), pa.timestamp("us"), pa.string(), pa.string()),
        ),
    ):
        if rows:
            columns = [pa.array(c, k) for c, k in zip(zip(*rows, strict=True), kinds, strict=True)]
            _insert(con, table, pa.table(columns, names=[f"c{n}" for n in range(len(columns))]))
    for kind, file_id, origin, text in step.specials:
        digests.save(con, kind, file_id, origin, text)
    if step.bills:
        from kit.store import load_spend

        for row, kind, text in step.bills:
            load_spend.load(con, row, kind, text)
    if step.states:
        from kit.store import load_state

        load_state.load(con, step.states)


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    con.register("side_rows", rows)
    try:
        con.execute(f"insert into {table} select * from side_rows")
    finally:
        con.unregister("side_rows")
