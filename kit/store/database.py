"""Opening case.duckdb: read-only for everybody, for writing for one short step at a time; and running
queries.

DuckDB lets no reader in while a writer holds the file, so both wait, and a lock that stays is an error with
the name of its holder. Each connection sees the facts of case.toml as TEMP tables and queries/views as TEMP
views, most of them made when a query first reads them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
from collections.abc import Collection, Generator, Iterable, Mapping
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb

from kit import questions
from kit.case import Case
from kit.errors import BusyError, CaseError, QueryError, UnmadeError, UsageError
from kit.questions import Query
from kit.store import case_tables, connection_facts, schema
from kit.store.answer import Answer

_HELD_BY = re.compile(r"Conflicting lock is held in (.*?) ?\(PID (\d+)\)")
_PAUSE = 0.05
# In statements that ask which views there are; others get those they name: all take a tenth of a second.
_CATALOGUE = re.compile(r"\b(show|describe|information_schema|sqlite_master|duckdb_|pg_)", re.IGNORECASE)
# Values that the answer to an own statement may have: about 2 GB.
MOST_CELLS = 20_000_000
# Views of raw tables that nearly everything reads, in order; others are made when a query first reads them.
AT_OPEN = ("event_rows", "events", "deliveries", "horizon", "ledger", "ledger_rejects", "ledger_notes")
_DISK = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException, duckdb.TransactionException)


class _OtherMakeError(QueryError):
    """A view asks for columns that a table does not have."""


@contextlib.contextmanager
def reading(
    case: Case, *, allow_files: bool = False, wait: float = 30.0, memory: str = ""
) -> Generator[duckdb.DuckDBPyConnection]:
    """A read-only connection; without `allow_files` its SQL reaches no file and no network.

    A case that has collected nothing yet reads as empty tables. BusyError when a writer holds it for `wait`
    seconds; CaseError when another version of the kit made the tables. `memory`, like 4GB, is the most that
    DuckDB may take.
    """
    there = case.database.exists()
    con = _opened(case, read_only=True, wait=wait) if there else empty(case)
    try:
        if there:
            _make_tables(con, case, "create temp table")
            _hide_unsettled(con)
            _prepare(con, case)
        if memory:
            _limit_memory(con, memory)
        if not allow_files:
            con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        yield con
    finally:
        con.close()


def empty(case: Case) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with every raw table, the facts of the case and every view.

    This is how a case reads that has collected nothing; tests fill it by hand, and it describes the columns.
    It may write; the caller closes it.
    """
    con = duckdb.connect()
    _make_tables(con, case)
    _prepare(con, case)
    return con


@contextlib.contextmanager
def writing(case: Case, wait: float = 30.0) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection that may write, with all raw tables there. BusyError and CaseError as for reading."""
    with _disk_errors(case), contextlib.closing(_opened(case, read_only=False, wait=wait)) as con:
        _make_tables(con, case)
        _prepare(con, case)
        yield con


@contextlib.contextmanager
def _disk_errors(case: Case) -> Generator[None]:
    """A full disk or a broken one is the analyst's to mend: one line."""
    try:
        yield
    except _DISK as error:
        raise CaseError(
            f"{case.database}: cannot be written: {one_line(error)[:300]}; make room, then run the same"
            " command again"
        ) from None


def of_the_machine(error: Exception) -> bool:
    """Whether an error is the disk's or the analyst's own stop, and says nothing of the evidence."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return False
    return isinstance(error, (*_DISK, OSError)) or "Query interrupted" in str(error)


@contextlib.contextmanager
def loading(case: Case, wait: float = 30.0) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection for one load step: raw tables only."""
    with _disk_errors(case), contextlib.closing(_opened(case, read_only=False, wait=wait)) as con:
        for setting in ("timezone = 'UTC'", "enable_progress_bar = false"):
            con.execute(f"set {setting}")
        _make_tables(con, case)
        yield con


def packs_loaded(case: Case) -> dict[int, str | None]:
    """Pack -> hash of its list, as the tables have them, whichever version of the kit made those."""
    with contextlib.closing(_opened(case, read_only=True, wait=30.0)) as con:
        try:
            columns = {name for (name, *_) in con.execute("describe packs").fetchall()}
        except duckdb.CatalogException:
            return {}
        sha256 = "list_sha256" if "list_sha256" in columns else "null"
        return dict(con.execute(f"select pack, {sha256} from packs").fetchall())


def run(con: duckdb.DuckDBPyConnection, query: Query, params: Mapping[str, Any] | None = None) -> Answer:
    """Rows of a query with its parameters bound. UsageError for a missing, unknown or unfit parameter."""
    make_views_of(con, query)
    return fetched(con, query.sql, bind(query, params), query.name)


def run_text(
    con: duckdb.DuckDBPyConnection,
    statement: str,
    params: Mapping[str, Any] | None = None,
    *,
    seconds: float = 0,
) -> Answer:
    """Rows of the analyst's own statement. UsageError with DuckDB's words when it does not run, when it takes
    longer than `seconds` (0: no limit), or when its rows are more than memory should hold."""
    if not _is_text(statement):
        raise UsageError("sql: holds half a character; write it in UTF-8")
    words = None if _CATALOGUE.search(statement) else re.findall(r"\w+", statement.lower())
    make_views(con, words)
    try:
        return _within(con, statement, params, seconds)
    except UsageError as error:
        if words is None or not isinstance(error.__context__, duckdb.CatalogException):
            raise
        make_views(con)  # a name put together, or one that DuckDB has a better one for
        return _within(con, statement, params, seconds)


def _is_text(statement: str) -> bool:
    """Whether DuckDB can be handed it: what a terminal sends that is no UTF-8 comes as half characters."""
    try:
        statement.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _within(con: duckdb.DuckDBPyConnection, statement: str, params: Any, seconds: float) -> Answer:
    with ThreadPoolExecutor(1) as pool:
        # In a thread of its own: while DuckDB works in the main one, Python hears no Ctrl-C.
        found = pool.submit(fetched, con, statement, dict(params or {}), None)
        try:
            if not futures.wait([found], timeout=seconds or None).done:
                con.interrupt()
            return found.result()
        except KeyboardInterrupt:
            con.interrupt()
            raise
        except duckdb.InterruptException:
            raise UsageError(
                f"sql: stopped after {seconds:g} seconds; ask for less, or give it longer (--seconds)"
            ) from None


def _limit_memory(con: duckdb.DuckDBPyConnection, memory: str) -> None:
    try:
        con.execute("set memory_limit = $limit", {"limit": memory})
    except duckdb.Error:
        raise UsageError(f"memory {memory!r}: not understood; write it like 4GB") from None


def bind(query: Query, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every parameter of the query with its value or default. UsageError for a missing or unknown one."""
    given = dict(params or {})
    if unknown := set(given) - set(query.params):
        known = ", ".join(query.params) or "none"
        raise UsageError(f"{query.name}: no parameter {min(unknown)!r}; it has {known}")
    for name, parameter in query.params.items():
        if name not in given:
            if parameter.required:
                raise UsageError(f"{query.name}: parameter {name} is missing; give -p {name}=...")
            given[name] = parameter.default
    return given


def is_read_only(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the case behind this connection may only be read."""
    asked = "select readonly from duckdb_databases() where database_name = current_database()"
    return connection_facts.once(con, "read_only", lambda: bool(con.execute(asked).fetchall()[0][0]))


def make_views(con: duckdb.DuckDBPyConnection, words: Collection[str] | None = None) -> None:
    """Creates every TEMP view of queries/views, or those named in `words` and what they stand on.

    One that reads a derived table that is not made yet, or that an older kit made, is left out.
    """
    there = relation_names(con)
    views = questions.views()
    if words is not None:
        asked = [view for named in views if named.name in words for view in (*_views_below(named), named)]
        views = [view for view in views if view in asked and view.name not in there]
    for view in views:
        if set(view.reads) <= there:
            with contextlib.suppress(_OtherMakeError):
                _make_view(con, view)
                there.add(view.name)


def make_views_of(con: duckdb.DuckDBPyConnection, query: Query) -> None:
    """Creates the TEMP views that a query reads, directly or through others, where they are not there yet.

    DuckDB binds a view when it is created, with all that it stands on; to make all of them takes longer than
    most answers.
    """
    wanted = _views_below(query)
    _refuse_unmade(con, query, wanted)
    for view in wanted:
        if view.name not in connection_facts.views(con):
            _make_view(con, view)


def _refuse_unmade(con: duckdb.DuckDBPyConnection, query: Query, views: Iterable[Query]) -> None:
    """UnmadeError where the query reads, directly or through `views`, what an analysis could not make."""
    asked = "select stage, tables, reason from derived_failures"
    unmade = connection_facts.once(con, "unmade", lambda: con.execute(asked).fetchall())
    if not unmade:
        return
    reads = {*query.reads, *(name for view in views for name in view.reads)}
    for stage, tables, reason in unmade:
        if reads.intersection(tables.split(", ")):
            raise UnmadeError(f"{query.name}: has no answer, for {stage} fails on this evidence: {reason}")


def remake_views(con: duckdb.DuckDBPyConnection, tables: Collection[str]) -> None:
    """Creates anew those views that are there and read one of `tables`, which were just made anew."""
    made, changed = frozenset(connection_facts.views(con)), set(tables)
    for view in questions.views():
        if view.name in made and changed.intersection(view.reads):
            _make_view(con, view)
            changed.add(view.name)


def _views_below(query: Query) -> list[Query]:
    """Views that a query reads and those below them, each after what it reads, without those of AT_OPEN."""
    found: dict[str, Query] = {}

    def add(reads: Iterable[str]) -> None:
        for name in reads:
            if name not in found and name not in AT_OPEN and name in questions.view_names():
                view = questions.view(name)
                add(view.reads)
                found[name] = view

    add(query.reads)
    return list(found.values())


def _make_view(con: duckdb.DuckDBPyConnection, view: Query) -> None:
    try:
        con.execute(f'create or replace temp view "{view.name}" as {view.sql}')
    except duckdb.BinderException as error:
        raise _OtherMakeError(f"{view.path.name}: {one_line(error)}") from None
    except duckdb.Error as error:
        raise QueryError(f"{view.path.name}: {one_line(error)}") from None
    connection_facts.views(con).add(view.name)


def relation_names(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of every table and view that is there now."""
    rows = con.execute(
        "select table_name from duckdb_tables()"
        " union all select view_name from duckdb_views() where not internal"
    )
    return {name for (name,) in rows.fetchall()}


def relations(con: duckdb.DuckDBPyConnection) -> dict[str, Answer]:
    """Every table and view of the connection by name, without its rows: what columns it has."""
    make_views(con)
    return {name: fetched(con, f"from {quoted(name)} limit 0", {}, name) for name in relation_names(con)}


def quoted(name: str) -> str:
    """A table's or column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def fetched(con: duckdb.DuckDBPyConnection, statement: str, params: dict, name: str | None) -> Answer:
    """Rows of a statement of the query `name`, or of the analyst's own, with the errors of `run`."""
    try:
        cursor = con.execute(statement, params) if params else con.execute(statement)
        described = cursor.description or []
        rows = _rows(cursor, len(described)) if name is None else cursor.fetchall() if described else []
    except duckdb.InterruptException:
        raise
    except duckdb.OutOfMemoryException as error:
        if name is not None:
            raise QueryError(f"{name}: {one_line(error)}") from None
        raise UsageError(
            f"sql: needs more memory than it may take; ask for less, or allow more (--memory): "
            f"{one_line(error)[:200]}"
        ) from None
    except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
        raise UsageError(f"{name or 'sql'}: {one_line(error)}") from None
    except duckdb.Error as error:
        if name is None:
            raise UsageError(f"sql: {one_line(error)}") from None
        raise QueryError(f"{name}: {one_line(error)}") from None
    return Answer([column[0] for column in described], [str(column[1]) for column in described], rows)


def _rows(cursor: duckdb.DuckDBPyConnection, columns: int) -> list[tuple]:
    """All rows, as long as this process can hold them. UsageError for more."""
    rows: list[tuple] = []
    while columns and (some := cursor.fetchmany(10_000)):
        rows += some
        if len(rows) * columns > MOST_CELLS:
            raise UsageError(
                f"sql: more than {len(rows) - 10_000:,} rows of {columns} columns; add up, or write `limit`"
            )
    return rows


def one_line(error: Exception) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())


def _opened(case: Case, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
    until = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(case.database), read_only=read_only)
        except duckdb.ConnectionException as error:
            # This process itself has it open the other way round; that ends when its caller is done.
            held, said = "this process", error
        except duckdb.IOException as error:
            found = _HELD_BY.search(str(error))
            if not found:
                raise CaseError(f"{case.database}: {one_line(error)}{_room(error)}") from None
            held, said = _process(found[1], found[2]), error
        except duckdb.Error as error:
            raise CaseError(
                f"{case.database}: {one_line(error)}; `kit rebuild {case.folder}` makes it anew"
            ) from None
        if time.monotonic() >= until:
            raise BusyError(
                f"{case.folder}: held by {held}; wait for it to end, then run the same command again"
            ) from said
        time.sleep(_PAUSE)


def _room(error: Exception) -> str:
    """What to do about a disk that is full before the database is even there; nothing for any other error."""
    full = (os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
    return "; make room, then run the same command again" if any(why in str(error) for why in full) else ""


def _make_tables(con: duckdb.DuckDBPyConnection, case: Case, create: str = "create table") -> None:
    """Every raw table that is not there: the case is new, its first collection was killed at once, or this
    kit has more tables than the one that made it. CaseError when a table is there but of another make."""
    made: dict[str, str] = {}
    with contextlib.suppress(duckdb.CatalogException):
        made = dict(con.execute(f"select table_name, stamp from {schema.STAMPS}").fetchall())
    expected = schema.stamps()
    # Stamps are written with the tables; to list those themselves DuckDB reads each one's columns.
    if made == expected:
        return
    present = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    for name, stamp in expected.items():
        if name in present and made.get(name) != stamp:
            raise CaseError(
                f"{case.database}: another version of the kit made its table {name};"
                f" `kit rebuild {case.folder}` makes all tables anew from the vault"
            )
    missing = {name: schema.TABLES[name] for name in expected if name not in present}
    if not missing:
        return
    con.begin()
    for statement in (schema.TABLES[schema.STAMPS], *missing.values()):
        con.execute(statement.replace("create table", create, 1))
    marks = ", ".join("(?, ?)" for _ in missing)
    values = [word for name in missing for word in (name, expected[name])]
    con.execute(f"insert into {schema.STAMPS} values {marks}", values)
    con.commit()


def _hide_unsettled(con: duckdb.DuckDBPyConnection) -> None:
    """A step that was killed between its two transactions left rows that count for nothing."""
    found = con.execute("select min(event_no) from unsettled").fetchall()[0][0]
    if found is not None:
        con.execute(
            f"create temp view event_records as select * from {_schema_name(con)}.event_records where"
            f" event_no < {int(found)}"
        )


def _schema_name(con: duckdb.DuckDBPyConnection) -> str:
    """The case's database, quoted."""
    name = con.execute("select current_database()").fetchall()[0][0]
    return f"{quoted(name)}.main"


def _process(program: str, pid: str) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        program = " ".join(word.decode("utf-8", "replace") for word in words[:6]).strip() or program
    except OSError:
        pass
    return f"{program} (process {pid})"


def _prepare(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    con.execute("set timezone = 'UTC'")
    # In a notebook DuckDB refuses even to switch its bar off where ipywidgets is missing; then it draws none.
    with contextlib.suppress(duckdb.InvalidInputException):
        con.execute("set enable_progress_bar = false")
    con.execute("set preserve_insertion_order = true")
    case_tables.write(con, case)
    for name in AT_OPEN:
        _make_view(con, questions.view(name))
