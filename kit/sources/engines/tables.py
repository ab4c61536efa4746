"""A table over a log bucket: which shape its rows have, and which condition reads only what is asked for.

Tables that people have: the one that AWS documents for CloudTrail (Athena user guide, "Querying AWS
CloudTrail logs", with or without partition projection), the same columns written to Parquet, and Security
Lake's CloudTrail source, which is refused: its OCSF columns scatter what links credentials over a map without
a fixed place. Which it is, is told by its columns; how a partition column writes a day, by the table's own
word for it (`projection.<column>.format`) or by the names that AWS's pages use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kit.errors import UsageError
from kit.sources.engines.statements import Statement, quoted, statement

# The columns that a table must have to be of a shape; a name of ours for what a shape is asked by.
_NEEDED = {"cloudtrail": {"useridentity", "eventname", "eventsource", "eventtime", "requestparameters"}}
_COLUMNS = {"cloudtrail": {"time": "eventtime", "account": "recipientaccountid", "region": "awsregion"}}
# Security Lake's (OCSF), whose rows do not say all that a record says.
_OCSF = {"api", "actor", "cloud", "metadata"}
# How the columns that AWS's pages partition by write a day.
_DAYS = {"timestamp": "%Y/%m/%d", "eventday": "%Y%m%d", "date": "%Y-%m-%d", "dt": "%Y-%m-%d"}
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
    table: LogTable, dialect: str, name: str, values: Mapping[str, object], bounds: tuple, readable: str = ""
) -> Statement:
    """Template `name` over the table, within the bounds (since, until, accounts, Regions); `readable` is one
    more condition, in the engine's words."""
    where = " and ".join(filter(None, [condition(table, dialect, *bounds), readable]))
    return statement(name, values, dialect=dialect, shape=table.shape, table=table.name, bounds=where)


def without(places: Iterable[str], dialect: str) -> str:
    """A condition that leaves files out. An engine that never opens them is not stopped by them."""
    return " and ".join(f'"$path" <> {quoted(place, dialect)}' for place in sorted(places))


def shape_of(name: str, columns: Mapping[str, str]) -> str:
    """The shape of a table by its columns (name -> type). UsageError for one that is none of CloudTrail's."""
    have = {column.lower() for column in columns}
    for shape, needed in _NEEDED.items():
        if needed <= have:
            return shape
    if have >= _OCSF:
        raise UsageError(
            f"{name}: a table of Security Lake (OCSF): its columns do not hold all that links credentials, so"
            " the kit does not ask it; make a table over the trail's own bucket as AWS's page 'Querying AWS"
            " CloudTrail logs' shows, and name that"
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
        parts.append(f"{own['time']} >= {quoted(_text(since), dialect)}")
    if until:
        parts.append(f"{own['time']} < {quoted(_text(until), dialect)}")
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
            yield f"{name} >= {quoted(since.strftime(written), dialect)}"
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


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
