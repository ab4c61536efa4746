"""What a delivery of a bill is: its period, its version, its lines; and what one should know of it in one
line."""

from __future__ import annotations

import re

import duckdb

from kit.records import FileRow

# <report>/<from>-<to>/<assembly id>/<file> of CUR legacy; .../BILLING_PERIOD=2026-03/<execution>/<file> of
# exports.
_LEGACY = re.compile(r"\d{8}-\d{8}/([^/]+)/[^/]+$")
_EXPORT = re.compile(r"billing_period=\d{4}-\d{2}/([^/]+)/[^/]+$", re.IGNORECASE)

_INSERT = """
insert into spend_bills
select
    file_id, source, view, payer_account_id, billing_period, $version, $folder, $delivered, count(*),
    min(period_start), max(period_end), string_agg(distinct currency, ', ' order by currency), null
from spend_lines
where file_id = $file
group by file_id, source, view, payer_account_id, billing_period
"""

# The smallest hashes of the lines; of a long bill only those below a bound are looked at.
_SKETCH = """
update spend_bills
set sketch = s.sketch
from (
    select view, payer_account_id, billing_period, list(h order by h)[1:256] as sketch
    from (
        select distinct
            view, payer_account_id, billing_period,
            hash(
                period_start, account_id, service_code, usage_type, operation, resource_id, charge_type, cost
            ) as h
        from spend_lines
        where file_id = $file
    )
    where h < $bound
    group by all
) s
where spend_bills.file_id = $file and spend_bills.view = s.view
    and spend_bills.payer_account_id is not distinct from s.payer_account_id
    and spend_bills.billing_period = s.billing_period
"""


def note(con: duckdb.DuckDBPyConnection, row: FileRow) -> str | None:
    """Records the bills of the file; says if it mixes currencies or is another version of a bill that is
    there."""
    folder, _, _ = row.origin.rpartition("/")
    version = _LEGACY.search(row.origin) or _EXPORT.search(row.origin)
    con.execute(
        _INSERT,
        {
            "file": row.file_id,
            "version": version[1] if version else None,
            "folder": folder,
            "delivered": row.fetched_at,
        },
    )
    con.execute(_SKETCH, {"file": row.file_id, "bound": _bound(row.loaded)})
    said = []
    currencies = con.execute(
        "select distinct unnest(string_split(currencies, ', ')) from spend_bills"
        " where file_id = ? order by 1",
        [row.file_id],
    ).fetchall()
    if len(currencies) > 1:
        said.append(f"mixed currencies {', '.join(name for (name,) in currencies)}: kept apart, never added")
    twins = con.execute(
        "select distinct strftime(b.billing_period, '%Y-%m'), coalesce(b.payer_account_id, '-')"
        " from spend_bills b join spend_bills a using (source, view, billing_period) where b.file_id = $file"
        " and a.file_id <> b.file_id and a.payer_account_id is not distinct from b.payer_account_id"
        " and a.source <> 'cost_explorer' and (a.version <> b.version"
        "   or len(list_intersect(a.sketch, b.sketch)) * 2 > least(len(a.sketch), len(b.sketch)))",
        {"file": row.file_id},
    ).fetchall()
    said += [
        f"another version of the bill {period} of {payer}: the newest one counts"
        for period, payer in sorted(twins)
    ]
    return "; ".join(said) or None


def _bound(lines: int) -> int:
    """Below it lie about 1,000 of `lines` hashes."""
    return (1 << 64) - 1 if lines <= 1_000 else (1 << 64) // lines * 1_000
