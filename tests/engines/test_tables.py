"""Which tables are asked, which are refused, and what a file that cannot be read does."""

from __future__ import annotations

import pytest
from conftest import LEAKED, NOW, record
from engines.same import walked
from engines.stand_in import StandIn, as_table

from kit.analysis.answers import ask
from kit.case import new_case
from kit.errors import UsageError
from kit.sources import UnreadableError, broken_file, shape_of

SECURITY_LAKE = dict.fromkeys(
    ("metadata", "time", "cloud", "api", "actor", "http_request", "src_endpoint", "resources", "unmapped"), ""
)


def test_a_table_of_security_lake_is_refused_in_one_line():
    with pytest.raises(UsageError, match="Security Lake") as refused:
        shape_of("athena:lake.cloud_trail_mgmt_2_0", SECURITY_LAKE)
    assert "\n" not in str(refused.value)
    assert "Querying AWS CloudTrail logs" in str(refused.value)


def test_a_table_of_something_else_is_refused_with_its_columns():
    with pytest.raises(UsageError, match="bytes, pages"):
        shape_of("trino://h/c.s.t", {"pages": "bigint", "bytes": "bigint"})


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (
            "HIVE_CURSOR_ERROR Failed to read file at s3://logs/AWSLogs/1/a.json.gz: Unexpected end of input",
            "s3://logs/AWSLogs/1/a.json.gz",
        ),
        ("HIVE_BAD_DATA: Error parsing in s3://logs/b c/x.json.gz", "s3://logs/b"),
        ("local:///raw/x.json.gz: not in gzip format", "local:///raw/x.json.gz"),
        ("SYNTAX_ERROR: line 1:1: s3://logs/x is no column", None),
        ("HIVE_CURSOR_ERROR: nobody knows where", None),
    ],
)
def test_the_file_of_an_error_is_found(said, place):
    assert broken_file(said) == place


class WithABrokenFile(StandIn):
    """An engine that stops at a file until it leaves it out."""

    left_out = False

    def answer(self, asked):
        if not self.left_out:
            self.left_out = True
            raise UnreadableError(self.word, "s3://logs/cut.json.gz", "Unexpected end of input stream")
        return super().answer(asked)


def test_a_file_that_ends_a_statement_is_left_out_and_said(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    walked(case, WithABrokenFile(as_table([(record(), "s3://logs/all.json.gz")])))
    (line,) = [row for row in ask(case, "ledger_items").dicts() if row["status"] == "failed"]
    assert line["origin"] == "s3://logs/cut.json.gz"
    assert "in no answer" in line["reason"]
    assert "Unexpected end" in line["reason"]
    assert len(ask(case, "key_activity").rows) == 1
