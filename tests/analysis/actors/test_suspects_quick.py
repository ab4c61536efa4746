"""Suspects found in DuckDB are those that are found use by use (plain_suspects)."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident import insert
from plain_suspects import suspects as plainly

from kit.analysis import rules
from kit.analysis.actors import suspects
from kit.analysis.credentials import IPV4, IPV6, network
from kit.case import Case
from kit.store import database

ACCOUNT = "111122223333"
BEGIN = datetime(2026, 3, 1)
ARN = f"arn:aws:iam::{ACCOUNT}"
CALLERS = (
    {"user_type": "IAMUser", "user_arn": f"{ARN}:user/app", "access_key_id": "AKIABTX3GSDSQAAAAAAA"},
    {"user_type": "IAMUser", "user_arn": f"{ARN}:user/app", "access_key_id": "AKIABTX3GSDSQBBBBBBB"},
    {"user_type": "IAMUser", "user_arn": f"{ARN}:user/app"},
    {"user_type": "AssumedRole", "user_arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s",
     "session_issuer_arn": f"{ARN}:role/r", "access_key_id": "ASIABTX3GSDSQAAAAAAA"},
    {"user_type": "AssumedRole", "user_arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/r/t",
     "session_issuer_arn": f"{ARN}:role/r", "access_key_id": "ASIABTX3GSDSQBBBBBBB"},
    {"user_type": "Root", "user_arn": f"{ARN}:root", "access_key_id": "AKIABTX3GSDSQCCCCCCC"},
    {"user_type": "Root", "user_arn": f"{ARN}:root"},
    {"user_name": "anna"},
    {"user_name": "anna", "access_key_id": "ASIABTX3GSDSQDDDDDDD"},
    {"user_type": "AWSService", "user_arn": f"{ARN}:user/app", "invoked_by": "ec2.amazonaws.com"},
    {"user_type": "AssumedRole", "user_arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSServiceRoleForX/s",
     "session_issuer_arn": f"{ARN}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"},
)  # fmt: skip
ADDRESSES = (
    "203.0.113.9", "203.0.113.10", "203.0.113.255", "203.0.113.256", "203.0.113.09", "203.0.113.0/24",
    "198.51.100.7", "198.51.100.8", "192.0.2.1", "2001:db8:1::1", "2001:DB8:1:0::2", "2001:db8:2::1", "::1",
    "cloudformation.amazonaws.com", "a:b", "", None,
)  # fmt: skip
REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-south-1", "eu-north-1", "", None)
CALLS = (
    ("s3", "GetObject"), ("s3", "GetObject"), ("s3", "PutObject"), ("iam", "ListUsers"), ("iam", "ListRoles"),
    ("iam", "GetUser"), ("ec2", "DescribeInstances"), ("iam", "CreateUser"), ("iam", "CreateAccessKey"),
    ("iam", "AttachUserPolicy"), ("ec2", "RunInstances"), ("lambda", "CreateFunction20150331"),
    ("lambda", "ListFunctions20150331"), ("cloudtrail", "StopLogging"), ("own", "Nothing"), (None, None),
)  # fmt: skip
# Minutes after the beginning: much at once, and days apart.
MINUTES = st.sampled_from([0, 1, 700, 1439, 1440, 1441, 2000, 4320, 4321, 4322, 4325, 4331, 4332, 9000])
USES = st.lists(
    st.tuples(
        st.integers(0, len(CALLERS) - 1),
        st.integers(0, len(ADDRESSES) - 1),
        st.integers(0, len(REGIONS) - 1),
        st.integers(0, len(CALLS) - 1),
        st.booleans(),
        MINUTES,
        st.sampled_from(("row", "row", "row", "row", "counted", "undated", "superseded")),
    ),
    min_size=1,
    max_size=60,
)


@pytest.fixture(scope="module")
def con():
    case = Case(folder=Path("."))
    with closing(database.empty(case)) as opened:
        rules.derive(opened, case)
        yield opened


def fill(con, uses: list[tuple]) -> None:
    """Rows of the evidence and of an engine's counts."""
    for table in ("event_records", "identities", "engine_callers"):
        con.execute(f"delete from {table}")
    insert(con, "identities", [{"identity_no": number, **who} for number, who in enumerate(CALLERS)])
    events, counted = [], []
    for number, (who, address, region, call, failed, minute, kind) in enumerate(uses, 1):
        source, name = CALLS[call]
        at = BEGIN + timedelta(minutes=minute)
        what = {
            "source_ip_address": ADDRESSES[address], "aws_region": REGIONS[region],
            "event_source": source and f"{source}.amazonaws.com", "event_name": name,
        }  # fmt: skip
        if kind == "counted":
            key = CALLERS[who].get("access_key_id", "")
            arn = CALLERS[who].get("session_issuer_arn") or CALLERS[who].get("user_arn") or "nobody"
            counted.append(
                {
                    **what, "file_id": 1, "user_type": CALLERS[who].get("user_type", "IAMUser"),
                    "principal_arn": arn, "credential_id": key if key.startswith("AKIA") else None,
                    "failed": failed, "events": 3, "first_seen": at, "event_id": f"c{number}",
                    "last_seen": at + timedelta(minutes=number * 40),
                }
            )  # fmt: skip
            continue
        events.append(
            {
                **what, "event_no": number, "event_id_text": f"e{number}", "variant": 1,
                "content_hash": number, "columns_only": False,
                "event_time": None if kind == "undated" else at,
                "superseded_by": "x" if kind == "superseded" else None, "identity_no": who,
                "outcome": "failed" if failed else "succeeded", "file_id": 1, "position": number, "copies": 1,
            }
        )  # fmt: skip
    insert(con, "event_records", events)
    insert(con, "engine_callers", counted)


def both(
    con, uses: list[tuple], since: datetime | None, threshold: int = suspects.THRESHOLD
) -> tuple[list[tuple], list[tuple]]:
    """Rows of the answer, quickly and plainly."""
    fill(con, uses)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suspects, "THRESHOLD", threshold)
        quick = suspects.suspects(con, Case(folder=Path("."), since=since), {}).rows
    return quick, plainly(con, since, threshold)


FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SINCE = st.sampled_from([None, None, BEGIN + timedelta(days=2), BEGIN + timedelta(days=4)])
# All that show two signs, those that must reach so much, and the kit's own limit.
THRESHOLDS = st.sampled_from([0, 20, suspects.THRESHOLD, 45])


@FEW
@given(uses=USES, since=SINCE, threshold=THRESHOLDS)
def test_any_uses(con, uses, since, threshold):
    quick, plain = both(con, uses, since, threshold)
    assert quick == plain


@pytest.mark.slow
@settings(FEW, max_examples=1500)
@given(uses=USES, since=SINCE, threshold=THRESHOLDS)
def test_any_uses_whatever_they_are(con, uses, since, threshold):
    quick, plain = both(con, uses, since, threshold)
    assert quick == plain


@pytest.mark.parametrize("seed", range(3))
def test_callers_with_a_past_and_new_days(con, seed):
    """A habit of some days, then calls of every kind from anywhere: from no sign to a hundred points."""
    chance = random.Random(seed)
    named, signs = 0, set()
    for _ in range(25):
        who = chance.sample(range(len(CALLERS)), 2)
        habit = [
            (
                chance.choice(who),
                chance.randrange(4),
                0,
                chance.randrange(8),
                False,
                chance.randrange(1300),
                "row",
            )
            for _ in range(chance.randrange(12))
        ]
        begin = chance.choice((0, 1440, 3000, 6000))
        new = [
            (
                chance.choice(who), chance.randrange(len(ADDRESSES)), chance.randrange(len(REGIONS)),
                chance.randrange(len(CALLS)), chance.random() < 0.3,
                begin + chance.randrange(3) * chance.randrange(9),
                chance.choice(("row", "row", "row", "counted")),
            )
            for _ in range(chance.randrange(40))
        ]  # fmt: skip
        since = chance.choice((None, None, BEGIN + timedelta(days=1.5)))
        quick, plain = both(con, habit + new, since, chance.choice((20, suspects.THRESHOLD)))
        assert quick == plain
        named += len(plain)
        signs.update(sign for row in plain for sign in row[3])
    assert named > 5
    assert len(signs) >= 5


ODD = st.text(st.sampled_from("0123456789.:%/abcfAF \n١２"), max_size=24)
QUADS = st.lists(
    st.integers(-1, 300).map(str) | st.sampled_from(("00", "01", "", "0256")), min_size=3, max_size=5
)


@settings(max_examples=200, deadline=None)
@given(
    address=ODD
    | QUADS.map(".".join)
    | st.ip_addresses().map(str)
    | st.ip_addresses(v=4).map(lambda each: f"{each}\n")
)
def test_sql_knows_the_network_of_what_is_no_ipv6_address(con, address):
    said = con.execute(r"select regexp_replace(?, ?, '\10/24')", [address, IPV4]).fetchone()[0]
    assert said == (address if ":" in address else network(address))


GROUPS = st.lists(
    st.integers(0, 0xFFFF).map("{:x}".format) | st.sampled_from(("", "", "0", "00ab", "12345", "AB")),
    min_size=3,
    max_size=9,
)


@settings(max_examples=400, deadline=None)
@given(address=ODD | GROUPS.map(":".join) | st.ip_addresses(v=6).map(str))
def test_an_engine_tells_a_network_of_ipv6_only_where_python_tells_the_same(con, address):
    said = con.execute(r"select nullif(regexp_extract(?, ?, 1), '') || '::/48'", [address, IPV6]).fetchone()[
        0
    ]
    assert said is None or said == network(address)


@pytest.mark.parametrize(
    "address", ["2001:db8:1::1", "2001:db8:1:2::", "2406:da14:11:ab00:1:2:3:4", "2001:db8:ffff:0:0:5::9"]
)
def test_addresses_as_cloudtrail_writes_them_are_told_by_their_network(con, address):
    said = con.execute(r"select regexp_extract(?, ?, 1) || '::/48'", [address, IPV6]).fetchone()[0]
    assert said == network(address)
    assert network(said) == said
