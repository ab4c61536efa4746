"""Lines of a bill that is a table (CSV, plain or gzip, or Parquet) into spend_lines, by one statement in DuckDB.

Columns are addressed by place, so that tag columns that differ only in case do no harm. A line whose time or amount
cannot be read is rejected with its position; a bill of commas for decimal points is rejected whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kit.errors import SourceError
from kit.store.spend_columns import SOURCE_OF, places

FACTS = Path(__file__).parent.parent / "prices"
_REJECTS_KEPT = 1_000
_TOTALS = "invoicetotal|statementtotal|accounttotal|rounding|cbrounding"
# Lines that are not AWS's own, or that only add up the others; they are set apart with a reason.
_COMPUTE = (
    "BoxUsage|SpotUsage|HeavyUsage|DedicatedUsage|HostUsage|HostBoxUsage|ReservedHost|UnusedBox|UnusedDed"
)


@dataclass(frozen=True)
class TableFile:
    """A file that DuckDB can read: its path, its header, and whether it is Parquet."""

    path: Path
    header: Sequence[str]
    parquet: bool
    null: str = ""

    @property
    def relation(self) -> str:
        """The table function with columns c0, c1, ... in the order of the header."""
        name = str(self.path).replace("'", "''")
        if self.parquet:
            return f"(from read_parquet('{name}')) as raw ({', '.join(self.columns)})"
        columns = ", ".join(f"'{column}': 'varchar'" for column in self.columns)
        null = f"nullstr = '{self.null}', " if self.null else ""
        return (
            f"read_csv('{name}', columns = {{{columns}}}, auto_detect = false, header = true, delim = ',',"
            f" quote = '\"', escape = '\"', {null}null_padding = false, max_line_size = 33554432,"
            " store_rejects = true) as raw"
        )

    @property
    def columns(self) -> list[str]:
        return [f"c{place}" for place in range(len(self.header))]


def insert(
    con: duckdb.DuckDBPyConnection, file_id: int, kind: str, file: TableFile
) -> tuple[int, list, dict[str, int]]:
    """(lines taken, [(position, reason)] of those that were not, {reason: lines set apart}).

    SourceError when the file as a whole cannot be used.
    """
    at = places(kind, file.header)
    names(con)
    con.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    try:
        con.execute(_statement(file_id, kind, file, at))
    except duckdb.Error as error:
        raise SourceError(_reason(error)) from None
    bad = _bad_rows(con, file_id, file, at)
    apart = _apart(con, file, at, kind)
    (taken,) = con.execute("select count(*) from spend_lines where file_id = ?", [file_id]).fetchone()
    return taken, bad, apart


def names(con: duckdb.DuckDBPyConnection) -> None:
    """TEMP tables of service names and of the Regions behind usage-type prefixes."""
    for table, file in (
        ("kit_service_names", "service_names.csv"),
        ("kit_region_prefixes", "region_prefixes.csv"),
    ):
        con.execute(
            f"create or replace temp table {table} as from read_csv('{FACTS / file}', header = true, all_varchar = true)"
        )


def _text(at: dict[str, int], name: str) -> str:
    return f"nullif(cast(c{at[name]} as varchar), '')" if name in at else "cast(null as varchar)"


def _number(at: dict[str, int], name: str) -> str:
    return f"try_cast(c{at[name]} as double)" if name in at else "cast(null as double)"


def _time(at: dict[str, int], name: str) -> str:
    return f"try_cast(c{at[name]} as timestamp)" if name in at else "cast(null as timestamp)"


def provider_is_aws(at: dict[str, int]) -> str:
    """Condition on a line to be AWS's; FOCUS files may hold several providers."""
    if "provider" not in at:
        return "true"
    text = _text(at, "provider")
    return f"(lower({text}) like 'aws%' or lower({text}) like 'amazon%')"


def _kept(at: dict[str, int], kind: str) -> str:
    if kind == "console_bill":
        return f"not regexp_matches(lower(coalesce({_text(at, 'kind')}, '')), '{_TOTALS}')"
    return provider_is_aws(at)


def _product_map(at: dict[str, int], parquet: bool) -> str:
    if "product_map" not in at:
        return "cast(null as varchar)"
    place = f"c{at['product_map']}"
    return (
        f"{place}['product_name']"
        if parquet
        else f"json_extract_string(try_cast({place} as json), '$.product_name')"
    )


def _statement(file_id: int, kind: str, file: TableFile, at: dict[str, int]) -> str:
    def t(name: str) -> str:
        return _text(at, name)

    if "amortised" in at:
        amortised = _number(at, "amortised")
    elif {"ri_cost", "sp_cost"} & set(at):
        amortised = (
            f"case flat when 'discountedusage' then {_number(at, 'ri_cost')}"
            f" when 'savingsplancoveredusage' then {_number(at, 'sp_cost')}"
            " when 'savingsplannegation' then 0 when 'savingsplanrecurringfee' then 0"
            " when 'savingsplanupfrontfee' then 0 when 'rifee' then 0 else cost end"
        )
    else:
        amortised = "cast(null as double)"
    return f"""
    insert into spend_lines
    with given as (
        select
            row_number() over () - 1 as position, {_time(at, "start")} as period_start,
            {_time(at, "end") if "end" in at else _time(at, "start")} as period_end, {_time(at, "bill")} as bill,
            {t("account")} as account_id, {t("payer")} as payer_account_id, {t("region")} as region,
            coalesce({t("product")}, {t("code")}) as code, {t("name")} as name, {t("usage_type")} as usage_type,
            {t("operation")} as operation, {t("resource")} as resource_id, {t("kind")} as kind,
            {t("class")} as class, {t("purchase")} as purchase, {_number(at, "cost")} as cost,
            {_number(at, "list_cost")} as list_cost, {_number(at, "amount")} as usage_amount, {t("unit")} as unit,
            {t("currency")} as currency, {t("principal")} as principal_arn,
            {_product_map(at, file.parquet)} as mapped_name,
            {_kept(at, kind)} as kept, columns(list_filter(['{"', '".join(_extra(at))}'], lambda x: x <> ''))
        from {file.relation}
    ), shaped as (
        select *, lower(regexp_replace(coalesce(kind, ''), '[^A-Za-z]', '', 'g')) as flat,
            coalesce(code, name) as code_or_name
        from given where kept
    )
    select
        {file_id}, s.position, '{SOURCE_OF.get(kind, kind)}', '', {GRAIN},
        cast(date_trunc('month', coalesce(s.bill, s.period_start)) as date), s.period_start,
        greatest(s.period_end, s.period_start), s.account_id, s.payer_account_id, {REGION},
        {SERVICE}, s.code, s.usage_type, s.operation, s.resource_id, {CHARGE}, s.kind, {PURCHASE},
        s.cost, {amortised}, s.list_cost, s.usage_amount, s.unit, upper(coalesce(s.currency, 'USD')), false,
        s.principal_arn
    from shaped s
    left join kit_service_names n on n.service_code = s.code
    left join kit_region_prefixes p on p.prefix = split_part(s.usage_type, '-', 1)
    """.replace(", columns(list_filter([''], lambda x: x <> ''))", "").replace(
        f", columns(list_filter(['{chr(39).join([])}'], lambda x: x <> ''))", ""
    )


def _extra(at: dict[str, int]) -> list[str]:
    return [f"c{at[name]}" for name in ("amortised", "ri_cost", "sp_cost") if name in at]
