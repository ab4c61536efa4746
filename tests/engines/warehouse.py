"""Logs as tables for real engines: Parquet in the columns of AWS's documented table, a folder a partition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from engines.stand_in import SCHEMA, as_table

# One column less: an engine knows the file of a row by itself.
_COLUMNS = [field.name for field in SCHEMA if field.name != "path"]


def write(folder: Path, records: Iterable[tuple[dict[str, Any], str]], monthly: bool = False) -> list[Path]:
    """A file for each account, Region and day (or month), under the folders that CloudTrail delivers into."""
    parts = defaultdict(list)
    for record, path in records:
        day = str(record.get("eventTime") or "")[: 7 if monthly else 10].replace("-", "/")
        parts[str(record.get("recipientAccountId")), str(record.get("awsRegion")), day].append((record, path))
    written = []
    for (account, region, day), rows in sorted(parts.items()):
        path = folder / account / "CloudTrail" / region / day / "part.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(as_table(rows).select(_COLUMNS), path)
        written.append(path)
    return written


def trino_table(name: str, place: str, folder: Path) -> str:
    """The DDL of AWS's table with partition projection, over the Parquet of `write`, in Trino's words.

    `place` is `folder` as Trino knows it. As in a real table, the days of the projection begin before the
    logs and end after them.
    """
    accounts, regions = ({path.parts[-depth] for path in folder.glob("*/*/*")} for depth in (3, 1))
    days = sorted("/".join(path.parts[-3:]) for path in folder.glob("*/*/*/*/*/*"))
    first, last = (datetime.strptime(day, "%Y/%m/%d") for day in (days[0], days[-1]))
    first, last = first - timedelta(days=10), last + timedelta(days=10)
    columns = ",\n".join(f'"{field.name}" {_type(field.type)}' for field in SCHEMA if field.name != "path")
    template = f"{place}/${{account}}/CloudTrail/${{region}}/${{timestamp}}"
    return f"""create table {name} (
{columns},
"account" varchar with (partition_projection_type = 'ENUM', partition_projection_values = {_array(accounts)}),
"region" varchar with (partition_projection_type = 'ENUM', partition_projection_values = {_array(regions)}),
"timestamp" varchar with (
    partition_projection_type = 'DATE', partition_projection_format = 'yyyy/MM/dd',
    partition_projection_range = array['{first:%Y/%m/%d}', '{last:%Y/%m/%d}'],
    partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS'
)
) with (
    format = 'PARQUET', external_location = '{place}',
    partitioned_by = array['account', 'region', 'timestamp'], partition_projection_enabled = true,
    partition_projection_location_template = '{template}'
)"""


def _array(words: Iterable[str]) -> str:
    return "array[" + ", ".join(f"'{word}'" for word in sorted(words)) + "]"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_struct(kind):
        inner = ", ".join(f'"{field.name}" {_type(field.type)}' for field in kind)
        return f"row({inner})"
    if pa.types.is_list(kind):
        return f"array({_type(kind.value_type)})"
    return "varchar"


def trino_trail(name: str, place: str) -> list[str]:
    """The DDL of docs/engines.md: a table over CloudTrail's own files, and a view of a row per record."""
    columns = [field.name for field in SCHEMA if field.name != "path"]
    row = ", ".join(f"{field.name} {_type(field.type)}" for field in SCHEMA if field.name != "path")
    return [
        f"create table {name}_files (records array(row({row})))"
        f" with (format = 'OPENX_JSON', external_location = '{place}')",
        f'create view {name} as select record.*, files."$path" as "$path"'
        f" from {name}_files as files cross join unnest(records) as record ({', '.join(columns)})",
    ]
