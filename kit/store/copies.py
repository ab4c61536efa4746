"""One event, many deliveries: after a step's rows are in, those that were there before become copies.

Two rows of one id are copies when nothing in them contradicts the other: the same record, or one that was
written again on its way, with members added, dropped or null. Equal hashes of all columns settle nearly
all of them in SQL, the rest is compared member by member, and the one that says most stays. What contradicts
stays, as `id#2`. A row known only from columns never stays beside a whole record of its id.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from kit.records import fidelity
from kit.store import rebuild_record

KEY = "coalesce(content_key, cast(event_id as varchar), event_id_text)"
# Ids are looked for as they are stored: to write every one of them as text took four times as long.
_HITS = """
create or replace temp table hits as
with fresh as materialized (
    select event_no, event_id
    from event_records
    where event_no >= $base and event_id is not null and content_key is null
),
fresh_odd as materialized (
    select event_no, {key} as odd_key from event_records
    where event_no >= $base and (event_id is null or content_key is not null)
),
known as materialized (
    select event_no, event_id from event_records
    where event_no < $base and event_id in (select event_id from fresh) and content_key is null
        and copy_of is null
),
known_odd as materialized (
    select event_no, {key} as odd_key from event_records
    where event_no < $base and (event_id is null or content_key is not null)
        and {key} in (select odd_key from fresh_odd) and copy_of is null
),
repeated as materialized (
    select event_id from known
    union
    select event_id from fresh group by event_id having count(*) > 1
),
repeated_odd as materialized (
    select odd_key from known_odd
    union
    select odd_key from fresh_odd group by odd_key having count(*) > 1
),
found as materialized (
    select event_no from fresh where event_id in (select event_id from repeated)
    union all
    select event_no from known
    union all
    select event_no from fresh_odd where odd_key in (select odd_key from repeated_odd)
    union all
    select event_no from known_odd
)
select event_no, {key} as key, content_hash, columns_only, variant, file_id, position
from event_records
where event_no in (select event_no from found)
"""
_NONE = "create or replace temp table copy_of (event_no bigint, keeper bigint)"
_EQUAL = """
create or replace temp table copy_of as
select event_no, keeper
from (
    select event_no, min(event_no) over (partition by key, content_hash) as keeper
    from hits
    where not columns_only
)
where event_no <> keeper
"""
_REST = """
with rest as materialized (
    select event_no, key, columns_only, variant
    from hits
    where event_no not in (select event_no from copy_of)
        and key in (
            select key
            from hits
            where event_no not in (select event_no from copy_of)
            group by key
            having count(*) > 1
        )
)
select event_no, rest.key, rest.columns_only, rest.variant,
    (request_parameters is not null)::int + (response_elements is not null)::int
        + (event_time is not null)::int + (identity_no is not null)::int
        + (recipient_account_id is not null)::int as said
from rest join event_records using (event_no)
order by event_no
"""

# Ids whose records are compared together; their records are in memory at one time.
_TOGETHER = 20_000


@dataclass
class _Seen:
    event_no: int
    columns_only: bool
    variant: int
    # How many of the members that columns may lack it has.
    said: int
    # The first row of those whose place it takes, and the variant that it has in the table.
    first: int = 0
    stored: int = 1

    def __post_init__(self) -> None:
        self.first, self.stored = self.event_no, self.variant


def settle(con: duckdb.DuckDBPyConnection, base: int) -> dict[int, int]:
    """Turns rows from `base` on that repeat an event into copies. Returns how many per file_id.

    Temporary table `copy_of` has each row that gave way, and the one that stays.
    """
    con.execute(_NONE)
    con.execute(_HITS.format(key=KEY), {"base": base})
    if not con.execute("select count(*) from hits").fetchall()[0][0]:
        return {}
    con.execute(_EQUAL)
    _compare(con)
    con.execute(
        """
        update event_records set copies = event_records.copies + gone.copies
        from (
            select c.keeper, sum(e.copies)::integer as copies
            from copy_of c join event_records e using (event_no) group by 1
        ) gone
        where event_records.event_no = gone.keeper
        """
    )
    # A row known from columns may have copies already; they go over to the record that takes its place.
    for column in ("event_no", "copy_of"):
        con.execute(
            f"update event_records set copy_of = c.keeper from copy_of c where event_records.{column} ="
            " c.event_no"
        )
    con.execute(
        "update event_copies set event_no = c.keeper from copy_of c where event_copies.event_no = c.event_no"
    )
    rows = con.execute(
        "select file_id, count(*) from hits join copy_of using (event_no) where event_no >= $base group by 1",
        {"base": base},
    ).fetchall()
    _replaced(con, base)
    return dict(rows)


def _replaced(con: duckdb.DuckDBPyConnection, base: int) -> None:
    """A row of an earlier step that gave way to a record counts as a copy in its own file from now on."""
    con.execute(
        """
        update files set loaded = loaded - n, copies = copies + n
        from (
            select file_id, count(*) as n
            from hits join copy_of using (event_no)
            where event_no < $base
            group by 1
        ) gone
        where files.file_id = gone.file_id
        """,
        {"base": base},
    )


def _compare(con: duckdb.DuckDBPyConnection) -> None:
    """The careful way, for rows of one id that are not equal column by column."""
    groups: dict[str, list[_Seen]] = defaultdict(list)
    for number, key, columns_only, variant, said in con.execute(_REST).fetchall():
        groups[key].append(_Seen(number, columns_only, variant, said))
    copies: dict[int, int] = {}
    variants: dict[int, int] = {}
    all_groups = list(groups.values())
    for start in range(0, len(all_groups), _TOGETHER):
        some = all_groups[start : start + _TOGETHER]
        whole = [[seen for seen in group if not seen.columns_only] for group in some]
        writings = _writings(con, [seen.event_no for group in whole if len(group) > 1 for seen in group])
        for group in some:
            _judge(group, writings, copies, variants)
    if all_groups:
        _record(con, copies, variants)


def _judge(
    group: list[_Seen],
    writings: dict[int, fidelity.Writing],
    copies: dict[int, int],
    variants: dict[int, int],
) -> None:
    whole = [seen for seen in group if not seen.columns_only]
    keepers = _kept(whole, writings, copies) if len(whole) > 1 else whole
    taken = max((seen.variant for seen in whole), default=1)
    for place, seen in enumerate(sorted(keepers, key=lambda seen: seen.first)):
        if place and seen.variant == 1:
            taken += 1
            seen.variant = taken
        if seen.variant != seen.stored:
            variants[seen.event_no] = seen.variant
    if keepers:
        keeper = min(keepers, key=lambda seen: seen.first).event_no
    else:
        # Of several rows of columns the one that says most stays, the first of equals.
        keeper = max(group, key=lambda seen: (seen.said, -seen.event_no)).event_no
    for seen in group:
        if seen.columns_only and seen.event_no != keeper:
            copies[seen.event_no] = keeper


def _kept(whole: list[_Seen], writings: dict[int, fidelity.Writing], copies: dict[int, int]) -> list[_Seen]:
    """The rows that stay: each says something that contradicts the others; of those that do not contradict
    one another the one that says most, the first of equals."""
    kept: list[_Seen] = []
    for seen in sorted(whole, key=lambda seen: (-len(writings[seen.event_no]), seen.event_no)):
        own = writings[seen.event_no]
        keeper = next((each for each in kept if not own.contradicts(writings[each.event_no])), None)
        if keeper is None:
            kept.append(seen)
            continue
        copies[seen.event_no] = keeper.event_no
        # Whoever takes the place of a row that was there has its key.
        if seen.first < keeper.first:
            keeper.first = seen.first
        keeper.variant = max(keeper.variant, seen.variant)
    return kept


def _writings(con: duckdb.DuckDBPyConnection, numbers: list[int]) -> dict[int, fidelity.Writing]:
    """What records say, by event_no."""
    if not numbers:
        return {}
    con.register("wanted", pa.table({"event_no": pa.array(numbers, pa.int64())}))
    try:
        return {
            number: fidelity.Writing(record)
            for number, record in rebuild_record.rebuilt(con, "event_no in (select event_no from wanted)")
        }
    finally:
        con.unregister("wanted")


def _record(con: duckdb.DuckDBPyConnection, copies: dict[int, int], variants: dict[int, int]) -> None:
    con.register(
        "judged",
        pa.table({"event_no": pa.array(copies, pa.int64()), "keeper": pa.array(copies.values(), pa.int64())}),
    )
    con.register(
        "numbered",
        pa.table(
            {"event_no": pa.array(variants, pa.int64()), "variant": pa.array(variants.values(), pa.int16())}
        ),
    )
    try:
        con.execute("update copy_of set keeper = j.keeper from judged j where copy_of.keeper = j.event_no")
        con.execute("insert into copy_of select * from judged")
        con.execute(
            "update event_records set variant = n.variant from numbered n where event_records.event_no ="
            " n.event_no"
        )
    finally:
        con.unregister("judged")
        con.unregister("numbered")
