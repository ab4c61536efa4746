"""What a statement reads of Parquet, by the footers of files that are there; a real Trino is held to it in
test_trino_files."""

from __future__ import annotations

import itertools
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kit.collect.engine.columns_read import bytes_read
from kit.records import chunks

FOOTER = 48 << 10


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """(bytes of a file, its chunks): two narrow columns with a wide one and a struct between them."""
    dice = random.Random(1)
    rows = 40_000
    wide = [f"{dice.getrandbits(512):x}" for _ in range(rows)]
    table = pa.table(
        {
            "eventTime": [f"{place:020}" for place in range(rows)],
            "body": wide,
            "who": [{"arn": f"a{place % 7}", "key": wide[place][:20]} for place in range(rows)],
            "eventName": [f"e{place % 9}" for place in range(rows)],
        }
    )
    path = tmp_path_factory.mktemp("large") / "one.parquet"
    pq.write_table(table, path, row_group_size=30_000)
    data = path.read_bytes()
    return data, chunks(data[-20_000:])


def test_the_footer_alone_says_where_every_column_lies(large):
    data, held = large
    assert {one.column for one in held} == {"eventtime", "body", "who.arn", "who.key", "eventname"}
    assert len(held) == 2 * 5
    assert data[:4] == b"PAR1"
    ordered = sorted(held, key=lambda one: one.start)
    assert ordered[0].start == 4
    for one, following in itertools.pairwise(ordered):
        assert one.start + one.length == following.start


def test_only_the_columns_that_are_named_are_read(large):
    data, held = large
    of = {name: [one for one in held if one.column == name] for name in ("eventname", "body", "who.key")}
    assert bytes_read(len(data), held, {"eventname"}) == FOOTER + sum(one.length for one in of["eventname"])
    assert bytes_read(len(data), held, {"nobody"}) == FOOTER
    everything = FOOTER + sum(one.length for one in held)
    assert bytes_read(len(data), held, {"eventtime", "body", "who", "eventname"}) == everything
    assert bytes_read(len(data), held, {"who.key"}) < bytes_read(len(data), held, {"who"}) < everything


def test_a_small_gap_is_read_along_and_a_large_one_is_not(large):
    data, held = large
    length = {
        name: sum(one.length for one in held if one.column == name) for name in {c.column for c in held}
    }
    first, second = sorted((one for one in held if one.column == "who.key"), key=lambda one: one.start)
    assert second.start - first.start - first.length > 1 << 20
    assert bytes_read(len(data), held, {"who.key"}) == FOOTER + length["who.key"]
    # who.arn lies between these two, in each group of rows.
    named = FOOTER + length["body"] + length["who.key"]
    assert bytes_read(len(data), held, {"body", "who.key"}) >= named + length["who.arn"]


def test_a_small_file_is_read_whole(large):
    _, held = large
    assert bytes_read(3 << 20, held, {"eventname"}) == 3 << 20
