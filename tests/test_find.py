"""A closer look at one thing: where it stands, who it was, and how often."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import LEAKED, build_case, record

import kit
from kit.case import Case
from kit.errors import UsageError

DAY = 24 * 60
COLLEAGUE = {
    "userIdentity.accessKeyId": "AKIABTX3GSDSQCCCCCCC",
    "userIdentity.userName": "suzuki",
    "userIdentity.arn": "arn:aws:iam::111122223333:user/suzuki",
    "userIdentity.principalId": "AIDABTX3GSDSUCCCCCCCC",
}
RECORDS = [
    record(0, eventID="11111111-aaaa-4bbb-8ccc-000000000001", eventName="ListUsers"),
    record(
        1,
        eventID="11111111-aaaa-4bbb-8ccc-000000000002",
        eventSource="iam.amazonaws.com",
        eventName="CreateUser",
        readOnly=False,
        requestParameters={"userName": "Mallory", "tags": [{"value": '営業 "A"'}]},
        responseElements={"user": {"arn": "arn:aws:iam::111122223333:user/Mallory"}},
    ),
    record(
        DAY,
        eventID="22222222-aaaa-4bbb-8ccc-000000000003",
        eventSource="ec2.amazonaws.com",
        eventName="RunInstances",
        sourceIPAddress="203.0.113.9",
        userAgent="Terraform/1.9 (+https://www.terraform.io)",
        responseElements={"instancesSet": {"items": [{"instanceId": "i-0123456789abcdef0"}]}},
        **COLLEAGUE,
    ),
    record(
        2 * DAY,
        eventID="no-uuid-at-all",
        eventSource="s3.amazonaws.com",
        eventName="GetObject",
        sourceIPAddress="2001:db8:0:0:0:0:0:7",
        errorCode="AccessDenied",
        resources=[{"ARN": "arn:aws:s3:::payroll/2026.csv", "type": "AWS::S3::Object"}],
        **COLLEAGUE,
    ),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    return build_case(tmp_path_factory.mktemp("find"), RECORDS)


@pytest.mark.parametrize(
    ("text", "names", "places"),
    [
        ("198.51.100.7", ["ListUsers", "CreateUser"], {"address"}),
        ("198.51.100.0/24", ["ListUsers", "CreateUser"], {"address"}),
        ("2001:db8::7", ["GetObject"], {"address"}),
        ("2001:db8::/32", ["GetObject"], {"address"}),
        (LEAKED, ["ListUsers", "CreateUser"], {"caller"}),
        ("arn:aws:iam::111122223333:user/suzuki", ["RunInstances", "GetObject"], {"caller"}),
        ("SUZUKI", ["RunInstances", "GetObject"], {"caller"}),
        ("mallory", ["CreateUser"], {"request", "response"}),
        ('営業 "A"', ["CreateUser"], {"request"}),
        ("i-0123456789abcdef0", ["RunInstances"], {"response"}),
        ("payroll/2026.csv", ["GetObject"], {"other"}),
        ("terraform/1.9", ["RunInstances"], {"agent"}),
        ("11111111", ["ListUsers", "CreateUser"], {"id"}),
        ("22222222-aaaa-4bbb-8ccc-000000000003", ["RunInstances"], {"id"}),
        ("RunInstances", ["RunInstances"], {"call"}),
        ("s3.amazonaws.com", ["GetObject"], {"call"}),
        ("AccessDenied", ["GetObject"], {"call"}),
        ("203.0.113.99", [], set()),
        ("100%_nothing'; drop table events; --", [], set()),
    ],
)
def test_it_is_found_where_it_stands(case, text, names, places):
    found = kit.find(case, text)
    assert [row["event_name"] for row in found.events.dicts()] == names
    assert {place for row in found.events.dicts() for place in row["found_in"]} == places
    assert len(found) == len(names)


def test_callers_and_days_count_every_event_though_few_are_shown(case):
    found = kit.find(case, "111122223333", limit=1)
    assert (found.calls, len(found.events)) == (4, 1)
    rows = found.callers.dicts()
    callers = {row["credential_id"]: (row["actor"] is None, row["calls"], row["refused"]) for row in rows}
    assert callers == {LEAKED: (False, 2, 0), "AKIABTX3GSDSQCCCCCCC": (True, 2, 1)}
    days = [(str(row["day"]), row["calls"]) for row in found.days.dicts()]
    assert days == [("2026-03-01", 2), ("2026-03-02", 1), ("2026-03-03", 1)]
    assert len(kit.find(case, "111122223333", limit=None).events) == 4


def test_a_text_that_stands_everywhere_is_refused(case):
    with pytest.raises(UsageError, match="too short"):
        kit.find(case, " i ")


def test_on_the_command_line(case):
    def kit_(*words: str) -> str:
        code = "import sys; from kit.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, "find", str(case.folder), *words], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "4 events" in kit_("111122223333", "--limit", "1")
    assert "The first 1 of 4" in kit_("111122223333", "--limit", "1")
    assert [row["event_name"] for row in json.loads(kit_("suzuki", "--format", "json"))] == [
        "RunInstances",
        "GetObject",
    ]
    assert "Nothing" in kit_("nobody-here")
