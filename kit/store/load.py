"""From the vault into the tables, one step a transaction. A killed step leaves no trace; the next run does it
again.

A thread decodes while DuckDB inserts (produce.py): the queue between them is short, so memory stays low
whatever is loaded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import duckdb
import pyarrow as pa

from kit.bills import recognise
from kit.case import Case
from kit.errors import CaseError
from kit.records import DUPLICATE, FAILED, SCHEMA, FileReader, FileRow, Identities, Step, identity
from kit.store import copies, database, digests, vault
from kit.store import ledger as files
from kit.store.produce import Done, Producer
from kit.store.statements import INSERT, SUPERSEDE, TWINS

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
        recover(con)
        known = dict(con.execute("select file_id, format from files where pack = ?", [pack]).fetchall())
        half = files.pending(con)
        base, identity_no = con.execute(
            "select coalesce((select max(event_no) from event_records), 0) + 1,"
            " coalesce((select max(identity_no) from identities), 0) + 1"
        ).fetchall()[0]
    done_before = {file_id: kind for file_id, kind in known.items() if file_id not in half}
    todo = [entry for entry in vault.entries(case, pack) if entry.file_id not in done_before]
    reader, total, more = FileReader(done_before, half, case.vault, recognise), 0, True
    with vault.opened(case, pack) as packed:
        producer = Producer(reader, _work(reader, todo, packed), base, Identities(identity_no))
        producer.start()
        try:
            while more:
                with database.loading(case) as con:
                    done = _one_step(con, producer, base, pack)
                more, loaded = done.more, done.step.events
                base, total = base + loaded, total + loaded
                if progress:
                    progress(events=loaded)
        except OSError as error:
            # Beside the vault, where long members of archives are kept while they are read.
            raise CaseError(
                f"{case.vault}: cannot be written: {error.strerror or error};"
                " make room, then run the same command again"
            ) from None
        finally:
            producer.stop()
    return total


def _work(reader: FileReader, todo: list[vault.Entry], packed: vault.Reader) -> Iterator[FileRow]:
    """Goes through the items; yields the line of the file at hand after each piece of work."""
    for entry in todo:
        row = files.of_entry(entry)
        if entry.failure:
            row.settle(FAILED, entry.failure)
        elif entry.same_as is not None:
            row.settle(DUPLICATE, f"same bytes as file {entry.same_as}")
        else:
            yield from reader.read(row, packed.raw(entry))
            continue
        reader.step.files.append(row)
        yield row


def _one_step(con: duckdb.DuckDBPyConnection, producer: Producer, base: int, pack: int) -> Done:
    """All of one step; its rows are numbered from `base`."""
    con.execute("set threads = 1")
    con.execute("set memory_limit = '600MB'")
    con.begin()
    try:
        con.execute("insert into unsettled values (?)", [base])
        con.register("incoming", pa.RecordBatchReader.from_batches(SCHEMA, producer.batches()))
        con.execute(INSERT)
        con.unregister("incoming")
        done = producer.done()
        # Rows written in one go stay as they were written; deleting some of them before the commit would make
        # DuckDB write all of them again. So copies are settled in a transaction of their own; see recover.
        con.commit()
        con.begin()
        _finish(con, done, None if done.more else pack)
        con.execute("delete from unsettled")
        con.commit()
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            con.rollback()
        raise
    return done


def recover(con: duckdb.DuckDBPyConnection) -> None:
    """Takes out what a step left that was killed between its two transactions."""
    found = con.execute("select min(event_no) from unsettled").fetchall()[0][0]
    if found is not None:
        con.begin()
        con.execute("delete from event_records where event_no >= ?", [found])
        con.execute("delete from unsettled")
        con.commit()


def _finish(con: duckdb.DuckDBPyConnection, done: Done, pack: int | None) -> None:
    """All but the rows of events; `pack` is the one that ends with this step."""
    step = done.step
    if done.identities:
        columns = list(zip(*done.identities, strict=True))
        _insert(
            con,
            "identities",
            pa.table(
                [pa.array(c, t.type) for c, t in zip(columns, _IDENTITY_SCHEMA, strict=True)],
                schema=_IDENTITY_SCHEMA,
            ),
        )
    if step.addenda:
        numbers, originals = zip(*step.addenda, strict=True)
        _insert(
            con, "addenda", pa.table({"event_no": pa.array(numbers, pa.int64()), "original_id": originals})
        )
    gone = copies.settle(con, step.first_no) if step.events else {}
    con.execute(SUPERSEDE)
    rows = {row.file_id: row for row in step.files}
    half, half_then = done.half, done.half_then
    if half is not None:
        rows[half.file_id] = half
    for file_id, count in step.added.items():
        rows[file_id].copies += gone.get(file_id, 0)
        rows[file_id].loaded += count - gone.get(file_id, 0)
    if half is not None and half_then is not None:
        # Its records are counted on meanwhile, in the other thread; these two are counted here alone.
        rows[half.file_id] = replace(half_then, loaded=half.loaded, copies=half.copies)
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
        from kit.bills import load as load_spend

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
