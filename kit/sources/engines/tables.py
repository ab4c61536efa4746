"""A table over a log bucket: which shape its rows have, and which condition reads only what is asked for.

Tables that people have: the one that AWS documents for CloudTrail (Athena user guide, "Querying AWS
CloudTrail logs", with or without partition projection), the same columns written to Parquet, and Security
Lake's of CloudTrail's management events, source version 2 (OCSF 1.1.0). Which it is, is told by its columns;
how a partition column writes a day, by the table's own word for it (`projection.<column>.format`) or by the
names that AWS's pages use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kit.errors import UsageError
from kit.sources.engines.statements import Statement, quoted, statement

# The columns that a table must have to be of a shape; a name of ours for what a shape is asked by.
_NEEDED = {
    "cloudtrail": {"useridentity", "eventname", "eventsource", "eventtime", "requestparameters"},
    "security_lake": {
        "metadata", "time", "time_dt", "cloud", "api", "actor", "http_request", "src_endpoint", "resources",
        "unmapped", "accountid",
    },
    # What the kit itself had an engine make (kit.sources.engines.index).
    "index": {"event_id", "event_time", "user_identity_arn", "request_parameters", "made_of", "period"},
}  # fmt: skip
_COLUMNS = {
    "cloudtrail": {"time": "eventtime", "account": "recipientaccountid", "region": "awsregion"},
    "security_lake": {"time": "time_dt", "account": "accountid", "region": "region"},
    "index": {"time": "event_time", "account": "recipient_account_id", "region": "aws_region"},
}
# Any table of Security Lake's (OCSF). Only source version 2 has a second id of the user.
_OCSF = {"api", "actor", "cloud", "metadata"}
_VERSION_2 = "uid_alt"
# How the columns that AWS's pages partition by write a day.
_DAYS = {
    "timestamp": "%Y/%m/%d",
    "eventday": "%Y%m%d",
    "date": "%Y-%m-%d",
    "dt": "%Y-%m-%d",
    "period": "%Y-%m-%d",
}
# The column that an index is partitioned by holds a day or a month; the word of the month is below both.
_PERIOD = "period"
_JAVA = {"yyyy": "%Y", "MM": "%m", "dd": "%d"}
_ACCOUNTS = ("account", "accountid", "account_id")
_REGIONS = ("region", "awsregion", "aws_region")
# A file is delivered up to minutes after its events, in the next day's folder too (CloudTrail user guide).
_LATE = timedelta(days=1)


@dataclass(frozen=True)
class LogTable:
    """`name` as the engine writes it; `partitions` are the partition columns in order, `formats` how those
    that hold a day write it, in Java's letters."""

    name: str
    shape: str
    partitions: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)


def over(
    table: LogTable, dialect: str, name: str, values: Mapping[str, object], bounds: tuple, *more: str
) -> Statement:
    """Template `name` over the table, within the bounds (since, until, accounts, Regions); `more` are further
    conditions in the engine's words, '' for none."""
    where = " and ".join(filter(None, [condition(table, dialect, *bounds), *more]))
    shape = "index_facts" if name == "index_of" else table.shape
    return statement(name, values, dialect=dialect, shape=shape, table=table.name, bounds=where)


def without(places: Iterable[str], dialect: str, table: LogTable) -> str:
    """A condition that leaves files out. An engine that never opens them is not stopped by them. Of an index
    they were left out when it was made."""
    if table.shape == "index":
        return ""
    return " and ".join(f'"$path" <> {quoted(place, dialect)}' for place in sorted(places))


def shape_of(name: str, columns: Mapping[str, str]) -> str:
    """The shape of a table by its columns (name -> type). UsageError for one that is none of CloudTrail's."""
    have = {column.lower(): kind for column, kind in columns.items()}
    for shape, needed in _NEEDED.items():
        old = shape == "security_lake" and have.get("actor") and _VERSION_2 not in have["actor"]
        if needed <= have.keys() and not old:
            return shape
    if have.keys() >= _OCSF:
        raise UsageError(
            f"{name}: a table of Security Lake that is none of CloudTrail's in source version 2 (OCSF 1.1.0):"
            " name that one (its name ends in _cloud_trail_mgmt_2_0), or make a table over the trail's own"
            " bucket as AWS's page 'Querying AWS CloudTrail logs' shows"
        )
    raise UsageError(
        f"{name}: no table of CloudTrail's that the kit knows: it has {', '.join(sorted(have)[:8])} ...;"
        " make one as AWS's page 'Querying AWS CloudTrail logs' shows, and name that"
    )


def condition(
    table: LogTable,
    dialect: str,
    since: datetime | None = None,
    until: datetime | None = None,
    accounts: tuple[str, ...] = (),
    regions: tuple[str, ...] = (),
) -> str:
    """A condition for records from `since` on and before `until` (naive UTC), of these accounts, Regions."""
    own = _COLUMNS[table.shape]
    parts = []
    if since:
        parts.append(f"{own['time']} >= {_moment(table, since, dialect)}")
    if until:
        parts.append(f"{own['time']} < {_moment(table, until, dialect)}")
    for values, column, keys in ((accounts, own["account"], _ACCOUNTS), (regions, own["region"], _REGIONS)):
        if values:
            listed = ", ".join(quoted(value, dialect) for value in sorted(values))
            parts.append(f"{column} in ({listed})")
            parts += [
                f"{_name(key, dialect)} in ({listed})" for key in table.partitions if key.lower() in keys
            ]
    parts += _of_days(table, dialect, since, until)
    return " and ".join(parts)


def _of_days(table: LogTable, dialect: str, since: datetime | None, until: datetime | None) -> Iterator[str]:
    """Conditions on the partition columns that hold days: nothing outside is read."""
    last = until + _LATE if until else None
    for key in table.partitions:
        written = day_format(table, key)
        if written is None:
            continue
        name = _name(key, dialect)
        if since:
            from_day = since.strftime("%Y-%m" if key == _PERIOD else written)
            yield f"{name} >= {quoted(from_day, dialect)}"
        if last:
            yield f"{name} <= {quoted(last.strftime(written), dialect)}"
    keys = {key.lower(): key for key in table.partitions}
    if "year" in keys and since:
        years = range(since.year, (last or since.replace(year=since.year + 20)).year + 1)
        listed = ", ".join(quoted(str(year), dialect) for year in years)
        yield f"cast({_name(keys['year'], dialect)} as varchar) in ({listed})"


def day_format(table: LogTable, key: str) -> str | None:
    """How a partition column writes a day, for strftime; None where it holds no day."""
    told = table.formats.get(key)
    if told is None:
        return _DAYS.get(key.lower())
    for java, letters in _JAVA.items():
        told = told.replace(java, letters)
    # Text only compares like time where the year comes first; hours would need the record's own.
    return told if told.startswith("%Y") and "H" not in told else None


def _name(column: str, dialect: str) -> str:
    mark = "`" if dialect == "spark" else '"'
    return mark + column.replace(mark, mark * 2) + mark


def _moment(table: LogTable, moment: datetime, dialect: str) -> str:
    """A time as the table's own column of times compares with it."""
    if table.shape == "security_lake":
        return f"timestamp {quoted(moment.strftime('%Y-%m-%d %H:%M:%S'), dialect)}"
    return quoted(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), dialect)
