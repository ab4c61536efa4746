"""Who behaves newly where no key is named: signs add up, one sign names nobody."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from incident import insert

from kit.analysis import rules
from kit.analysis.actors import suspects
from kit.case import Case
from kit.store import database

BEGIN = datetime(2026, 3, 1)
THEFT = BEGIN + timedelta(days=12)
OFFICE, ABROAD, ELSEWHERE = "203.0.113.9", "198.51.100.7", "192.0.2.9"
APP, OTHER, ROOT = 1, 2, 3
WHO = [
    {"identity_no": APP, "user_type": "IAMUser", "user_arn": "arn:aws:iam::111122223333:user/app",
     "access_key_id": "AKIABTX3GSDSQAAAAAAA"},
    {"identity_no": OTHER, "user_type": "IAMUser", "user_arn": "arn:aws:iam::111122223333:user/other"},
    {"identity_no": ROOT, "user_type": "Root", "user_arn": "arn:aws:iam::111122223333:root",
     "access_key_id": "AKIABTX3GSDSQBBBBBBB"},
]  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    case = Case(folder=Path("."))
    with closing(database.empty(case)) as con:
        rules.derive(con, case)
        insert(con, "identities", WHO)
        yield con


@pytest.fixture
def con(tables):
    tables.execute("delete from event_records")
    # Somebody else, whom the evidence knows from its beginning.
    insert(tables, "event_records", [use("s3:GetObject", identity_no=OTHER)])
    return tables


def use(call: str, address: str = OFFICE, at: datetime = BEGIN, **given) -> dict:
    source, name = call.split(":")
    return {
        "event_no": 1, "event_id_text": f"{call} {at}", "event_source": f"{source}.amazonaws.com",
        "event_name": name, "source_ip_address": address, "aws_region": "us-east-1", "identity_no": APP,
        "event_time": at, "outcome": "succeeded", "variant": 1, "content_hash": 1, "columns_only": False,
        "file_id": 1, "position": 1, "copies": 1, **given,
    }  # fmt: skip


def habit(**given) -> list[dict]:
    return [use("s3:PutObject", at=at, **given) for at in (BEGIN, THEFT, THEFT + timedelta(days=1))]


def judged(con, uses: list[dict], monkeypatch, since: datetime | None = None) -> suspects.Suspect | None:
    """What the caller of the uses shows, however little it is."""
    insert(con, "event_records", uses)
    found: list[suspects.Suspect] = []
    judge = suspects.judge
    with monkeypatch.context() as patch:
        patch.setattr(suspects, "THRESHOLD", 0)
        patch.setattr(suspects, "judge", lambda *given: found.append(judge(*given)) or found[-1])
        suspects.suspects(con, Case(folder=Path("."), since=since), {})
    arn = WHO[uses[-1]["identity_no"] - 1]["user_arn"]
    return next((one for one in found if one.principal_arn == arn), None)


def test_heavy_acts_from_a_new_network_are_named_from_their_first_moment(con, monkeypatch):
    acts = [use(f"iam:{call}", ABROAD, THEFT) for call in ("CreateUser", "CreateAccessKey")]
    found = judged(con, [*habit(), *acts], monkeypatch)
    assert found.since == THEFT
    weights = dict(
        con.execute("select event, weight from call_weights where source = 'iam.amazonaws.com'").fetchall()
    )
    assert weights["CreateAccessKey"] >= 80
    # Two kinds of heavy acts (20 + 2 x 5), one of 80 or more (+10); the new network 15.
    assert found.signs == {"strong_acts": 40, "new_network": 15}
    assert found.score == 55
    order = sorted(("CreateUser", "CreateAccessKey"), key=lambda call: -weights[call])
    assert [one["call"] for one in found.shown] == [f"iam.amazonaws.com:{call}" for call in order]


def test_the_same_calls_as_ever_from_the_same_network_are_nothing_new(con, monkeypatch):
    assert judged(con, habit(), monkeypatch) is None


def test_a_heavy_act_that_the_principal_always_did_is_no_sign(con, monkeypatch):
    """A pipeline that makes users all the year makes one from a new runner."""
    before = [use("iam:CreateUser", at=at) for at in (BEGIN, THEFT)]
    found = judged(con, [*before, use("iam:CreateUser", ABROAD, THEFT)], monkeypatch)
    assert found.signs == {"new_network": 15}


def test_looking_around_and_refusals_count_from_three_kinds_on(con, monkeypatch):
    two = [use(f"iam:{call}", ABROAD, THEFT, outcome="failed") for call in ("ListUsers", "ListRoles")]
    assert set(judged(con, [*habit(), *two], monkeypatch).signs) == {"new_network"}
    third = use("iam:ListGroups", ABROAD, THEFT, outcome="failed")
    assert judged(con, [third], monkeypatch).signs == {"new_network": 15, "recon": 10, "refusals": 10}


@pytest.mark.parametrize(("minutes", "swift"), [(2, True), (3, False)])
def test_five_regions_within_ten_minutes_are_a_script(con, monkeypatch, minutes, swift):
    regions = ("us-east-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-south-1")
    sweep = [
        use("s3:PutObject", ABROAD, THEFT + timedelta(minutes=place * minutes), aws_region=region)
        for place, region in enumerate(regions)
    ]
    assert ("many_regions" in judged(con, [*habit(), *sweep], monkeypatch).signs) == swift


def test_a_new_network_in_five_known_regions_at_once_is_enough(con):
    regions = ("us-east-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-south-1")
    known = [use("s3:PutObject", at=BEGIN + timedelta(hours=place), aws_region=region)
             for place, region in enumerate(regions)]  # fmt: skip
    sweep = [
        use("s3:PutObject", ABROAD, THEFT + timedelta(minutes=place), aws_region=region)
        for place, region in enumerate(regions)
    ]
    insert(con, "event_records", known + sweep)
    answer = suspects.suspects(con, Case(folder=Path(".")), {})
    assert [(row["score"], row["first_new_at"]) for row in answer] == [(30, THEFT)]
    assert next(iter(answer))["reasons"] == ["suspect-many-regions", "suspect-new-network"]


def test_without_a_new_network_the_first_heavy_act_after_a_day_counts(con, monkeypatch):
    acts = [use("iam:CreateUser"), use("iam:CreateAccessKey", "203.0.113.77", THEFT)]
    found = judged(con, [*habit(), *acts], monkeypatch)
    assert found.since == THEFT
    assert found.signs == {"strong_acts": 35}
    # What it did before from that very address, and does still, shows nothing.
    assert [one["call"] for one in found.shown] == ["iam.amazonaws.com:CreateAccessKey"]


def test_a_principal_that_appears_late_and_at_work_has_no_past(con, monkeypatch):
    found = judged(con, [use("iam:CreateAccessKey", ABROAD, THEFT)], monkeypatch)
    assert found.since == THEFT
    assert found.signs == {"strong_acts": 35, "no_past": 5}


def test_root_with_a_key_is_a_sign_of_its_own(con, monkeypatch):
    root = [*habit(identity_no=ROOT), use("s3:PutObject", ABROAD, THEFT, identity_no=ROOT)]
    assert judged(con, root, monkeypatch).signs == {"new_network": 15, "root": 15}


def test_what_is_new_before_the_case_begins_is_the_owners_own_change(con, monkeypatch):
    """case.toml says when it began: a new office two weeks earlier is no suspect."""
    moved = [*habit(), use("s3:PutObject", ELSEWHERE, BEGIN + timedelta(days=3))]
    assert judged(con, moved, monkeypatch, THEFT) is None
    assert judged(con, [use("iam:CreateUser", ABROAD, THEFT)], monkeypatch, THEFT).since == THEFT


def test_an_ipv6_address_of_the_same_48_is_nothing_new(con, monkeypatch):
    home = [use("s3:PutObject", "2001:db8:1::1"), use("s3:PutObject", "2001:DB8:1:9::2", THEFT)]
    assert judged(con, home, monkeypatch) is None
    found = judged(con, [use("s3:PutObject", "2001:db8:2::1", THEFT)], monkeypatch)
    assert [use["network"] for use in found.shown] == ["2001:db8:2::/48"]


def test_calls_of_many_addresses_stay_in_duckdb(con):
    """Each was a Python object once: a million took 15 s and 2.4 GB."""

    def seconds(number: int) -> float:
        con.execute("delete from event_records")
        con.execute(
            "insert into event_records (event_no, event_id_text, event_source, event_name, source_ip_address,"
            " aws_region, identity_no, event_time, outcome, variant, content_hash, columns_only, file_id,"
            " position, copies) select i, i, 's3.amazonaws.com', 'Get' || i % 40,"
            " '20.' || i // 65536 % 256 || '.' || i // 256 % 256 || '.' || i % 256, 'us-east-1', 1,"
            " timestamp '2026-03-01' + to_seconds(i * 600000 // $1), 'succeeded', 1, 1, false, 1, 1, 1"
            " from range($1) as numbered(i)",
            [number],
        )
        begin = time.process_time()
        assert not suspects.suspects(con, Case(folder=Path(".")), {}).rows
        return time.process_time() - begin

    seconds(1_000)
    assert min(seconds(240_000) for _ in range(3)) < 2
