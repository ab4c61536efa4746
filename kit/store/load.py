"""From the vault into the tables, one step a transaction. A killed step leaves no trace; the next run does it
again.

A thread decodes while DuckDB inserts (kit.store.read_ahead): the queue between them is short, so memory stays
low whatever is loaded. Packs can be loaded while the next one is still being collected (BackgroundLoader).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import duckdb
import pyarrow as pa

from kit.bills import forget, load_bill, recognise, table_of_charges
from kit.case import Case
from kit.errors import CaseError, EvidenceError
from kit.records import (
    DUPLICATE,
    FAILED,
    REJECTED,
    SCHEMA,
    SKIPPED,
    FileReader,
    FileRow,
    Identities,
    Step,
    column,
)
from kit.store import (
    copies,
    database,
    digests,
    engine_counts,
    engine_texts,
    ledger,
    load_hunts,
    load_state,
    schema,
    vault,
)
from kit.store.read_ahead import Decoder, Done

# What makes two records of one id the same, column by column.
_HASHED = (
    "event_uuid, event_id_text, event_at, event_name, event_source, aws_region, recipient_account_id,"
    " source_ip_address, user_agent, error_code, error_message, identity_hash, read_only, management_event,"
    " event_category, event_type, event_version, api_version, request_uuid, request_id_text, shared_event_id,"
    " vpc_endpoint_id, request_parameters, response_elements, additional_event_data, resources, tls_details,"
    " extra"
)

# Ids that are canonical UUIDs are stored as such (a third of the size); any other id stays text. Most of
# them, and most times, come as such already.
_INSERT = f"""
insert into event_records
select
    event_no, event_uuid, event_id_text, content_key,
    1,
    hash({_HASHED}),
    columns_only, event_at,
    event_name, event_source, aws_region, recipient_account_id, source_ip_address, user_agent,
    error_code, error_message, outcome, identity_no, read_only, management_event, event_category, event_type,
    event_version, api_version, request_uuid, request_id_text,
    shared_event_id, vpc_endpoint_id, request_parameters, response_elements, additional_event_data, resources,
    tls_details, extra, file_id, position, 1, null, null
from (
    select
        *,
        case when event_uuid is null then event_id end as event_id_text,
        case when request_uuid is null then request_id end as request_id_text,
        coalesce(event_moment, try_cast(event_time as timestamp)) as event_at
    from (
        select * replace (
            coalesce(
                event_uuid, case when cast(id_read as varchar) = event_id then id_read end
            ) as event_uuid,
            coalesce(
                request_uuid, case when cast(request_read as varchar) = request_id then request_read end
            ) as request_uuid
        )
        from (
            select *, try_cast(event_id as uuid) as id_read, try_cast(request_id as uuid) as request_read
            from incoming
        )
    )
)
"""

# An addendum may come before or after the event that it corrects.
_SUPERSEDE = """
update event_records set superseded_by = a.superseder
from (
    select
        addenda.original_id,
        addenda.event_no,
        coalesce(e.content_key, cast(e.event_id as varchar), e.event_id_text)
            || case when e.variant > 1 then '#' || e.variant else '' end as superseder
    from addenda join event_records e using (event_no)
) a
where
    (event_records.event_id = try_cast(a.original_id as uuid) or event_records.event_id_text = a.original_id)
    and event_records.event_no <> a.event_no
    and event_records.superseded_by is null
    and event_records.copy_of is null
"""

# Files with the bytes of an earlier one: each of their events is delivered once more.
_TWINS = (
    """
    create or replace temp table twin_events as
    select d.event_no, t.file_id, d.position
    from (
        select coalesce(copy_of, event_no) as event_no, file_id, position from event_records
        where file_id in (select same_as from twins)
    ) d join twins t on t.same_as = d.file_id
    """,
    "insert into event_copies select * from twin_events",
    """
    update event_records set copies = event_records.copies + n.times
    from (select event_no, count(*)::integer as times from twin_events group by 1) n
    where event_records.event_no = n.event_no
    """,
    """
    update files set records = o.records, copies = o.loaded + o.copies, set_apart = o.set_apart,
        rejected = o.rejected, format = o.format
    from twins t join files o on o.file_id = t.same_as
    where files.file_id = t.file_id
    """,
)


def load_pending(case: Case, progress: Callable[..., None] | None = None, *, checked: bool = False) -> int:
    """Loads every pack of the vault that the tables do not hold in full. Returns the number of new events.

    With `checked` (a rebuild) each item's bytes are held against their hash first: what is altered, cut or
    gone is a failed item, and nothing of it is read.
    """
    packs = vault.listed(case) if checked else vault.packs(case)
    if not packs:
        return 0
    # To open the database costs more than to load a small pack: what is asked and the first step of the pack
    # are of one connection.
    total = 0
    todo: list[int] | None = None
    while todo is None or todo:
        with contextlib.ExitStack() as held:
            con = held.enter_context(database.loading(case))
            if todo is None:
                done = {pack for (pack,) in con.execute("select pack from packs").fetchall()}
                todo = [pack for pack in packs if pack not in done]
            if todo:
                pack = todo.pop(0)
                total += _load_pack(case, pack, _begun(con, pack), _until_used(held, con), progress, checked)
    return total


@contextlib.contextmanager
def _until_used(
    held: contextlib.ExitStack, con: duckdb.DuckDBPyConnection
) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection that is open, closed after its use."""
    with held:
        yield con


class _Begun(NamedTuple):
    """Where the load of a pack goes on: format of each file of it that is there, rows of those that are not
    whole, the next numbers."""

    known: dict[int, str | None]
    pending: dict[int, FileRow]
    base: int
    identity_no: int


def _begun(con: duckdb.DuckDBPyConnection, pack: int) -> _Begun:
    recover(con)
    numbers = con.execute(
        "select coalesce((select max(event_no) from event_records), 0) + 1,"
        " coalesce((select max(identity_no) from identities), 0) + 1"
    ).fetchall()[0]
    known = con.execute("select file_id, format from files where pack = ?", [pack]).fetchall()
    return _Begun(dict(known), ledger.pending(con), *numbers)


def _load_pack(
    case: Case,
    pack: int,
    begun: _Begun,
    opened: contextlib.AbstractContextManager[duckdb.DuckDBPyConnection],
    progress: Callable[..., None] | None,
    checked: bool,
) -> int:
    """`opened` is the connection of the first step; others have each their own, so that readers come in."""
    known, pending, base, identity_no = begun
    done_before = {file_id: kind for file_id, kind in known.items() if file_id not in pending}
    try:
        entries = vault.entries(case, pack)
    except EvidenceError:
        if not checked:
            raise
        return 0  # a list that cannot be read: `kit verify` names it, the other packs are read
    todo = [entry for entry in entries if entry.file_id not in done_before]
    reader, total, more = FileReader(done_before, pending, case.vault, recognise), 0, True
    row = (pack, vault.row_of(case, pack))
    with contextlib.ExitStack() as stack:
        packed = None
        with contextlib.suppress(*((EvidenceError,) if checked else ())):
            packed = stack.enter_context(vault.opened(case, pack))
        decoder = Decoder(reader, _work(reader, todo, packed, checked), base, Identities(identity_no))
        decoder.start()
        try:
            while more:
                with opened as con:
                    done = _one_step(con, decoder, base, row, case.account)
                opened = database.loading(case)
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
            decoder.stop()
    return total


def _work(
    reader: FileReader, todo: list[vault.Entry], packed: vault.Reader | None, checked: bool
) -> Iterator[FileRow]:
    """Goes through the items; yields the line of the file at hand after each piece of work."""
    for entry in todo:
        row = ledger.of_entry(entry)
        if entry.failure:
            row.settle(FAILED, entry.failure)
        elif entry.same_as is not None:
            row.settle(DUPLICATE, f"same bytes as file {entry.same_as}")
        elif checked and (why := _unlike(entry, packed)):
            row.settle(FAILED, why)
        elif engine_counts.is_counts(entry.kind, entry.meta):
            assert packed is not None, f"pack {entry.pack}: not open"
            rows = engine_counts.read(row, bytes(packed.raw(entry)), entry.meta)
            reader.step.counts.setdefault(str(row.format), []).extend(rows)
        else:
            assert packed is not None, f"pack {entry.pack}: not open"
            raw = packed.raw(entry)
            yield from reader.read(row, raw)
            if entry.meta.get("given_as") == "bill" and row.status == SKIPPED:
                why = table_of_charges(bytes(raw[:65536]))
                row.settle(REJECTED if why else SKIPPED, why or "given as a bill, and no bill that is known")
            continue
        reader.step.files.append(row)
        yield row


def _unlike(entry: vault.Entry, packed: vault.Reader | None) -> str | None:
    """Why the bytes of an item are not those that came; None where they are."""
    if packed is None:
        return "its bytes are gone from the vault with their pack; collect it again, or restore the pack"
    try:
        raw = packed.raw(entry)
    except EvidenceError as error:
        return f"its bytes are gone from the vault: {error}"
    if (found := hashlib.sha256(raw).hexdigest()) != entry.sha256:
        return f"altered in the vault since it came (its bytes now hash to {found}): not read"
    return None


def _one_step(
    con: duckdb.DuckDBPyConnection, decoder: Decoder, base: int, pack: tuple[int, tuple], account: str
) -> Done:
    """All of one step; its rows are numbered from `base`."""
    con.execute("set threads = 1")
    con.execute("set memory_limit = '600MB'")
    con.begin()
    try:
        con.execute("insert into unsettled values (?)", [base])
        con.register("incoming", pa.RecordBatchReader.from_batches(SCHEMA, decoder.batches()))
        con.execute(_INSERT)
        con.unregister("incoming")
        done = decoder.done()
        # Rows written in one go stay as they were written; deleting some of them before the commit would make
        # DuckDB write all of them again. So copies are settled in a transaction of their own; see recover.
        con.commit()
        for row, kind, text in done.step.bills:
            load_bill(con, row, kind, text, [account] if account else [])
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
        forget(con)
        con.execute("delete from unsettled")
        con.commit()


def _finish(con: duckdb.DuckDBPyConnection, done: Done, pack: tuple[int, tuple] | None) -> None:
    """All but the rows of events; `pack` is the one that ends with this step."""
    step = done.step
    _insert(con, "identities", done.identities)
    _insert(con, "addenda", step.addenda)
    gone = copies.settle(con, step.first_no) if step.events else {}
    con.execute(_SUPERSEDE)
    rows = {row.file_id: row for row in step.files}
    unfinished, then = done.unfinished, done.unfinished_then
    if unfinished is not None:
        rows[unfinished.file_id] = unfinished
    for file_id, count in step.added.items():
        rows[file_id].copies += gone.get(file_id, 0)
        rows[file_id].loaded += count - gone.get(file_id, 0)
    if unfinished is not None and then is not None:
        # Its records are counted on meanwhile, in the other thread; these two are counted here alone.
        rows[unfinished.file_id] = replace(then, loaded=unfinished.loaded, copies=unfinished.copies)
    _side_tables(con, step, rows)
    ledger.save(con, list(rows.values()))
    if step.events:
        _insert(con, "intake_notes", engine_texts.notes(con))
    twins = [row for row in rows.values() if row.status == DUPLICATE]
    if twins:
        numbers = {"file_id": [row.file_id for row in twins], "same_as": [row.same_as for row in twins]}
        con.register(
            "twins", pa.table({name: pa.array(values, pa.int64()) for name, values in numbers.items()})
        )
        for statement in _TWINS:
            con.execute(statement)
        con.unregister("twins")
    if pack is not None:
        number, facts = pack
        marks = ", ".join("?" * len(facts))
        con.execute(
            f"insert into packs select ?, count(*), {marks} from files where pack = ?",
            [number, *facts, number],
        )


def _side_tables(con: duckdb.DuckDBPyConnection, step: Step, files: Mapping[int, FileRow]) -> None:
    _insert(con, "rejects", step.rejects)
    _insert(con, "intake_notes", step.notes)
    _insert(con, "set_apart_records", step.set_apart)
    for table, rows in step.counts.items():
        _insert(con, table, rows)
    for kind, file_id, origin, text in step.specials:
        try:
            asked = files[file_id].kind == load_state.ASKED
            digests.save(con, kind, file_id, origin, text, asked=asked)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            files[file_id].settle(REJECTED, f"cannot be read as {kind}: {' '.join(str(error).split())[:200]}")
    if step.states:
        load_state.load(con, step.states)
    if step.hunts:
        load_hunts.load(con, step.hunts)


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple]) -> None:
    """Rows whose values are in the order of the table's columns."""
    if not rows:
        return
    kinds = schema.arrow(table)
    columns = [column(values, each.type) for values, each in zip(zip(*rows, strict=True), kinds, strict=True)]
    con.register("side_rows", pa.table(columns, schema=kinds))
    try:
        con.execute(f"insert into {table} select * from side_rows")
    finally:
        con.unregister("side_rows")


class _Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Nobody waits for the rest; the next run loads it."""


class BackgroundLoader:
    """Loads the packs of a case one after the other. Nobody else may open the case for writing meanwhile."""

    def __init__(self, case: Case, progress: Callable[..., None]) -> None:
        self._case, self._progress, self._stopped = case, progress, False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="loader")
        self._loads: list[Future[int]] = []

    def go_on(self) -> None:
        """There is one more pack. Raises what ended the load of an earlier one."""
        for load in self._loads:
            if load.done():
                load.result()
        self._loads = [load for load in self._loads if not load.done()]
        self._loads.append(self._thread.submit(load_pending, self._case, self._after_step))

    def wait(self) -> None:
        """Until all packs are in the tables. Raises what kept one from it."""
        for load in self._loads:
            load.result()
        self._loads = []

    def stop(self) -> None:
        """Ends after the step at hand. Raises nothing."""
        self._stopped = True
        self._thread.shutdown(cancel_futures=True)

    def _after_step(self, *, events: int) -> None:
        """After each step."""
        self._progress(events=events)
        if self._stopped:
            raise _Stopped
