"""Lines of a bill that is a table (CSV, plain or gzip, or Parquet) into spend_lines, by one statement in
DuckDB.

Columns are addressed by place, so that tag columns that differ only in case do no harm. A line whose time or
amount cannot be read is rejected with its position; a bill of commas for decimal points is rejected whole.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kit.bills.columns import SOURCE_OF, places
from kit.bills.statement import MOST_AMOUNT, statement
from kit.errors import SourceError
from kit.records import EARLIEST, LATEST

FACTS = Path(__file__).parent.parent / "rules" / "prices"
_REJECTS_KEPT = 1_000
_TOTALS = "InvoiceTotal|StatementTotal|AccountTotal|Rounding"
_COMMA = re.compile(r"-?\d{1,3}(\.\d{3})*,\d+")


@dataclass(frozen=True)
class TableFile:
    """A file that DuckDB can read: its path, its header, and whether it is Parquet."""

    path: Path
    header: Sequence[str]
    parquet: bool
    null: str = ""

    @property
    def relation(self) -> str:
        """The table function, its columns c0, c1, ... in the order of the header."""
        name = str(self.path).replace("'", "''")
        columns = [f"c{place}" for place in range(len(self.header))]
        if self.parquet:
            return f"read_parquet('{name}') as raw ({', '.join(columns)})"
        typed = ", ".join(f"'{column}': 'varchar'" for column in columns)
        null = f"nullstr = ['', '{self.null}'], " if self.null else ""
        return (
            f"read_csv('{name}', columns = {{{typed}}}, auto_detect = false, header = true, delim = ',',"
            f" quote = '\"', escape = '\"', {null}store_rejects = true) as raw"
        )


def insert(
    con: duckdb.DuckDBPyConnection, file_id: int, kind: str, file: TableFile
) -> tuple[list[tuple[int, str]], dict[str, int]]:
    """([(position, reason)] of lines that could not be read, {reason: lines set apart}).

    SourceError when the file as a whole cannot be used.
    """
    at = places(kind, file.header)
    name_tables(con)
    con.execute("drop table if exists reject_errors")
    con.execute("drop table if exists reject_scans")
    try:
        with _every_core(con):
            con.execute(statement(file_id, SOURCE_OF.get(kind, kind), _given(kind, file, at)))
        return _bad(con, file_id, file, at, kind), _apart(con, file, at, kind)
    except duckdb.Error as error:
        raise SourceError(f"cannot be read as a bill: {one_line(error)}") from None


@contextlib.contextmanager
def _every_core(con: duckdb.DuckDBPyConnection) -> Generator[None]:
    """The loader of events keeps DuckDB to one thread, for its own takes the other core; a bill is DuckDB's
    alone."""
    ((threads,),) = con.execute("select current_setting('threads')").fetchall()
    con.execute("reset threads")
    # In any order all cores read; the lines of a bill have none.
    con.execute("set preserve_insertion_order = false")
    try:
        yield
    finally:
        con.execute(f"set threads = {int(threads)}")
        con.execute("set preserve_insertion_order = true")


def name_tables(con: duckdb.DuckDBPyConnection) -> None:
    """TEMP tables of service names and of the Regions behind usage-type prefixes."""
    for table, file in (
        ("kit_service_names", "service_names.csv"),
        ("kit_region_prefixes", "region_prefixes.csv"),
    ):
        con.execute(
            f"create or replace temp table {table} as"
            f" select * from read_csv('{FACTS / file}', header = true, all_varchar = true)"
        )


def _text(at: dict[str, int], name: str) -> str:
    return f"nullif(cast(c{at[name]} as varchar), '')" if name in at else "cast(null as varchar)"


def _number(at: dict[str, int], name: str) -> str:
    return f"try_cast(c{at[name]} as double)" if name in at else "cast(null as double)"


def _time(at: dict[str, int], name: str) -> str:
    return f"try_cast(c{at[name]} as timestamp)" if name in at else "cast(null as timestamp)"


def _can_be(cost: str, start: str, end: str) -> str:
    """Condition that an amount is a number that makes no infinity of a sum, and the time one in which AWS can
    have charged. Asked of what was read: in the cast itself DuckDB's reader would reject the line without
    saying why."""
    span = f"between timestamp '{EARLIEST}' and timestamp '{LATEST}'"
    parts = (f"abs({cost}) <= {MOST_AMOUNT:f}", f"{start} {span}", f"{end} {span}")
    return f"coalesce({' and '.join(parts)}, false)"


def _given(kind: str, file: TableFile, at: dict[str, int]) -> str:
    texts = (
        "account",
        "payer",
        "region",
        "usage_type",
        "operation",
        "resource",
        "kind",
        "purchase",
        "unit",
        "currency",
        "principal",
    )
    named = {
        "account": "account_id",
        "payer": "payer_account_id",
        "resource": "resource_id",
        "principal": "principal_arn",
    }
    columns = [f"{_text(at, name)} as {named.get(name, name)}" for name in texts]
    columns += [
        f"{_number(at, name)} as {name}" for name in ("cost", "amortised", "ri_cost", "sp_cost", "list_cost")
    ]
    start = _time(at, "start")
    return f"""
        select
            '' as view, {start} as period_start,
            {_time(at, "end") if "end" in at else start} as period_end, {_time(at, "bill")} as bill,
            coalesce({_text(at, "product")}, {_text(at, "code")}) as code,
            coalesce({_text(at, "name")}, {_mapped_name(at, file)}) as name,
            {_number(at, "amount")} as usage_amount, false as estimated, {", ".join(columns)}
        from {file.relation}
        where {_kept(kind, at)}"""


def _mapped_name(at: dict[str, int], file: TableFile) -> str:
    """CUR 2.0 keeps what CUR legacy called product/ProductName inside a map."""
    if "product_map" not in at:
        return "cast(null as varchar)"
    place = f"c{at['product_map']}"
    if file.parquet:
        return f"cast({place}['product_name'] as varchar)"
    return f"json_extract_string(try_cast({place} as json), '$.product_name')"


def _kept(kind: str, at: dict[str, int]) -> str:
    """Lines of other providers, and lines that add up the others, are no charges of AWS."""
    if kind == "console_bill":
        return f"not regexp_matches(coalesce({_text(at, 'kind')}, ''), '{_TOTALS}')"
    if "provider" not in at:
        return "true"
    return f"regexp_matches(lower(coalesce({_text(at, 'provider')}, '')), '^(aws|amazon)')"


def _apart(con: duckdb.DuckDBPyConnection, file: TableFile, at: dict[str, int], kind: str) -> dict[str, int]:
    if kind != "console_bill" and "provider" not in at:
        return {}
    what = _text(at, "kind" if kind == "console_bill" else "provider")
    rows = con.execute(
        f"select coalesce({what}, 'no provider'), count(*) from {file.relation}"
        f" where not ({_kept(kind, at)}) group by 1 order by 1"
    ).fetchall()
    words = "a total of the bill: {}" if kind == "console_bill" else "a charge of {}, not of AWS"
    return {words.format(name): count for name, count in rows}


def _bad(
    con: duckdb.DuckDBPyConnection, file_id: int, file: TableFile, at: dict[str, int], kind: str
) -> list[tuple[int, str]]:
    """Takes lines without time or amount out again and says what they held."""
    bad = f"file_id = ? and not {_can_be('cost', 'period_start', 'period_end')}"
    ((count,),) = con.execute(f"select count(*) from spend_lines where {bad}", [file_id]).fetchall()
    found: list[tuple[int, str]] = []
    if count:
        start, end = _time(at, "start"), _time(at, "end" if "end" in at else "start")
        # Only now are lines numbered: that reads the file once more, on one core.
        rows = con.execute(
            f"select position, cost, start, ended from (select row_number() over () - 1 as position,"
            f" {_text(at, 'cost')} as cost, {_text(at, 'start')} as start,"
            f" {_text(at, 'end' if 'end' in at else 'start')} as ended,"
            f" not {_can_be(_number(at, 'cost'), start, end)} as bad, {_kept(kind, at)}"
            " as kept"
            f" from {file.relation}) where bad and kept order by position limit {_REJECTS_KEPT}"
        ).fetchall()
        commas = [cost for _, cost, _, _ in rows if cost and _COMMA.fullmatch(cost)]
        if commas and len(commas) == len(rows):
            raise SourceError(
                f"amounts have a decimal comma ({file.header[at['cost']]} {commas[0]!r}):"
                " write the file again with decimal points"
            )
        found = [(position, _why(file, at, cost, start, end)) for position, cost, start, end in rows]
        found += [(_REJECTS_KEPT, "time or amount cannot be read")] * (count - len(found))
        con.execute(f"delete from spend_lines where {bad}", [file_id])
    if not file.parquet:
        found += con.execute(
            "select distinct on (line) line - 2, error_message from reject_errors order by line"
        ).fetchall()
    return found


def _why(file: TableFile, at: dict[str, int], cost: str | None, start: str | None, end: str | None) -> str:
    header = file.header
    for name, value in (("start", start), ("end", end), ("cost", cost)):
        if name in at and value is None:
            return f"{header[at[name]]}: empty"
    try:
        if abs(float(str(cost))) <= MOST_AMOUNT:
            return f"{header[at['start']]}: {f'{start} to {end}'[:60]!r} is no time in which AWS charges"
        wrong = "is no amount that a bill can have"
    except ValueError:
        wrong = "is no number"
    return f"{header[at['cost']]}: {str(cost)[:60]!r} {wrong}"


def one_line(error: Exception) -> str:
    """What a reader says of a file, short enough for the ledger."""
    return " ".join(str(error).split())[:200] or type(error).__name__
