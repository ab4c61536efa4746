"""Trails in buckets, over a real S3 wire: every layout, only what was asked for, nothing twice, every fault
named."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from datetime import date, datetime

import boto3
import pytest
from conftest import ACCOUNT, LEAKED, record
from s3_proxy import S3Proxy, refusal

from kit import collect
from kit.case import Case, new_case
from kit.cli.progress import Watch
from kit.collect.dispatch import Live, objects_held, take_in
from kit.collect.run import collect_items
from kit.sources import s3_bucket, s3_sign, s3_trail, trail_places
from kit.sources.aws import Access, Account, _session
from kit.store import database

NOW = datetime(2026, 3, 25, 12, 0)
OTHER = "444455556666"
ORG = "o-a1b2c3d4e5"
REGIONS = ("us-east-1", "eu-west-1")
DAYS = ("2026/03/20", "2026/03/21", "2026/03/22", "2026/03/23")
CASE_DAYS = {"since": datetime(2026, 3, 21), "until": datetime(2026, 3, 22)}
LAYOUTS = {
    "single": "AWSLogs/",
    "custom prefix": "logs/of/trail/AWSLogs/",
    "organisation": f"AWSLogs/{ORG}/",
    "control tower": f"{ORG}/AWSLogs/{ORG}/",
    "control tower without id": f"{ORG}/AWSLogs/",
}
COLLECT = """
import sys
from datetime import datetime
from kit import collect
from kit.collect import run
from kit.sources import s3_trail
from kit.sources.aws import Access
run.LIVE_SECONDS, s3_trail.FETCHERS = 0.2, 2
access = Access(endpoint_url=sys.argv[2])
collect(sys.argv[1], "s3://trails", access=access, now=datetime(2026, 3, 25, 12))
"""


@pytest.fixture
def s3(credentials, fresh_moto):
    client = boto3.client("s3", endpoint_url=fresh_moto)
    client.create_bucket(Bucket="trails")
    return client


@pytest.fixture
def proxy(fresh_moto):
    with S3Proxy(fresh_moto) as made:
        yield made


@pytest.fixture
def case(tmp_path) -> Case:
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en", **CASE_DAYS)


def content(place: int) -> bytes:
    return gzip.compress(json.dumps({"Records": [record(place)]}).encode(), mtime=0)


def key(base: str, account: str, region: str, day: str, number: int = 0, kind: str = "CloudTrail") -> str:
    stamp = day.replace("/", "") + "T0100Z"
    return (
        f"{base}{account}/{kind}/{region}/{day}/{account}_{kind}_{region}_{stamp}_abcd{number:012d}.json.gz"
    )


def fill(s3, base: str, bucket: str = "trails", start: int = 0) -> list[str]:
    """Both accounts, both Regions, four days; returns the keys of the case's account in its window."""
    wanted, number = [], start
    for account in (ACCOUNT, OTHER):
        for region in REGIONS:
            for day in DAYS:
                number += 1
                name = key(base, account, region, day, number)
                s3.put_object(Bucket=bucket, Key=name, Body=content(number))
                # Folders carry the day of delivery, so the day after the window is wanted too.
                if account == ACCOUNT and day in DAYS[1:]:
                    wanted.append(name)
    return wanted


def take(case: Case, url: str, place: str = "s3://trails", *, pays=False, derived=False, **access):
    """(sums, what was said) of a collection; what comes out of a bucket hangs on no derived table."""
    said: list[str] = []

    watch = Watch(False)
    watch.say = said.append
    way = Access(endpoint_url=url, **access)
    if derived:
        return collect(case, place, access=way, requester_pays=pays, now=NOW, watch=watch), said
    return take_in(case, [place], Live(case, way, NOW, watch, pays=pays), now=NOW, watch=watch), said


def origins(case: Case, status: str = "loaded") -> dict[str, str]:
    with database.reading(case) as con:
        rows = con.execute("select origin, reason from ledger where status = $s", {"s": status}).fetchall()
    return dict(rows)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout(s3, proxy, case, layout):
    wanted = fill(s3, LAYOUTS[layout])
    s3.put_object(Bucket="trails", Key="readme.txt", Body=b"hello")
    s3.put_object(
        Bucket="trails", Key=f"{LAYOUTS[layout]}{ACCOUNT}/elasticloadbalancing/us-east-1/x.log", Body=b"x"
    )
    summary, said = take(case, proxy.url, derived=layout == "single")
    assert summary.exit_code == 0, summary.lines()
    assert set(origins(case)) == {f"s3://trails/{name}" for name in wanted}
    assert any("1 other accounts" in line for line in said)
    # Looked for only where it can be: this account, these Regions, these days.
    assert {prefix.rstrip("/")[-10:] for prefix in proxy.listed()} == set(DAYS[1:])
    assert all(ACCOUNT in prefix for prefix in proxy.listed())


def test_several_trails_in_one_bucket(s3, proxy, case):
    wanted = [
        name
        for start, base in ((0, "AWSLogs/"), (100, "second/AWSLogs/"), (200, f"third/AWSLogs/{ORG}/"))
        for name in fill(s3, base, start=start)
    ]
    take(case, proxy.url)
    assert set(origins(case)) == {f"s3://trails/{name}" for name in wanted}


def test_accounts_and_regions_narrow_and_widen(s3, proxy, case):
    fill(s3, "AWSLogs/")
    take(case, proxy.url, accounts=(OTHER,), regions=("eu-west-1",))
    assert {tuple(name.split("/")[4:7:2]) for name in origins(case)} == {(OTHER, "eu-west-1")}
    take(case, proxy.url, accounts=("all",))
    assert {name.split("/")[4] for name in origins(case)} == {ACCOUNT, OTHER}


@pytest.mark.parametrize(
    "place",
    [
        f"s3://trails/AWSLogs/{ACCOUNT}/CloudTrail/us-east-1/2026/03/",
        "s3://trails/AWSLogs",
        f"s3://trails/AWSLogs/{ACCOUNT}/CloudTrail/us-east-1/2026/03/22/1111",
    ],
)
def test_a_place_inside_the_layout(s3, proxy, case, place):
    wanted = {f"s3://trails/{name}" for name in fill(s3, "AWSLogs/")}
    take(case, proxy.url, place)
    assert set(origins(case)) == {name for name in wanted if name.startswith(place)}


def test_a_bucket_that_is_no_trail_is_taken_as_it_is(s3, proxy, case):
    s3.put_object(Bucket="trails", Key="saved/a.json.gz", Body=content(1))
    s3.put_object(Bucket="trails", Key="saved/b.json.gz", Body=content(2))
    take(case, proxy.url, "s3://trails/saved/")
    assert set(origins(case)) == {"s3://trails/saved/a.json.gz", "s3://trails/saved/b.json.gz"}


def test_the_trail_is_found(s3, proxy, case, fresh_moto):
    wanted = fill(s3, "mine/AWSLogs/")
    trail = boto3.client("cloudtrail", region_name="eu-west-1", endpoint_url=fresh_moto)
    trail.create_trail(Name="trail", S3BucketName="trails", S3KeyPrefix="mine", IsMultiRegionTrail=True)
    summary, said = take(case, proxy.url, "trail", derived=True, regions=REGIONS)
    assert summary.exit_code == 0, summary.lines()
    assert set(origins(case)) == {f"s3://trails/{name}" for name in wanted}
    assert "trail: objects lie in s3://trails/mine/AWSLogs/" in said


def test_no_trail_is_said(s3, proxy, case):
    summary, _ = take(case, proxy.url, "trail", regions=REGIONS)
    assert summary.exit_code == 3
    assert "no trail in any Region" in " ".join(summary.lines())


def test_collected_again_nothing_is_fetched_twice(s3, proxy, case):
    wanted = fill(s3, "AWSLogs/")
    take(case, proxy.url)
    assert len(proxy.fetched()) == len(wanted)
    new, changed = key("AWSLogs/", ACCOUNT, "us-east-1", DAYS[1], 900), wanted[0]
    s3.put_object(Bucket="trails", Key=new, Body=content(900))
    s3.put_object(Bucket="trails", Key=changed, Body=content(901))
    proxy.asked.clear()
    _, said = take(case, proxy.url)
    assert sorted(proxy.fetched()) == sorted([f"/trails/{new}", f"/trails/{changed}"])
    assert f"s3://trails: {len(wanted) - 1:,} objects are in the vault already" in said


def test_a_killed_run_fetches_only_the_rest(s3, proxy, case):
    names = [key("AWSLogs/", ACCOUNT, "us-east-1", DAYS[1], number) for number in range(160)]
    for number, name in enumerate(names):
        s3.put_object(Bucket="trails", Key=name, Body=content(number))
    run = subprocess.Popen([sys.executable, "-c", COLLECT, case.folder, proxy.url])
    while len(proxy.fetched()) < 80 and run.poll() is None:
        time.sleep(0.01)
    assert run.poll() is None, "the run ended before it could be killed"
    run.kill()
    run.wait()
    held = len(objects_held(case))
    assert 0 < held < 160
    proxy.asked.clear()
    summary, _ = take(case, proxy.url)
    assert summary.exit_code == 0
    # A pack whose list was not in place yet when it died is ended first: those are not fetched again either.
    again = proxy.fetched()
    assert 0 < len(again) <= 160 - held
    assert len(objects_held(case)) == 160
    assert len({*again}) == len(again)
    with database.reading(case) as con:
        assert con.execute("select count(*), count(distinct event_id) from events").fetchall() == [(160, 160)]


def test_every_bad_object_is_in_the_ledger(s3, proxy, case, monkeypatch):
    names = [key("AWSLogs/", ACCOUNT, "us-east-1", DAYS[1], number) for number in range(9)]
    sound, wrong, gone, forbidden, kms, changed, empty, glacier, broken = names
    for number, name in enumerate(names):
        s3.put_object(Bucket="trails", Key=name, Body=content(number))
    s3.put_object(Bucket="trails", Key=wrong, Body=b"\x1f\x8b no gzip at all")
    s3.put_object(Bucket="trails", Key=empty, Body=b"")
    proxy.rules = {
        forbidden: [(403, refusal("AccessDenied", "Access Denied"))] * 9,
        kms: [(403, refusal("AccessDenied", "not authorized to perform: kms:Decrypt on the resource"))] * 9,
        glacier: [(403, refusal("InvalidObjectState", "in Glacier"))] * 9,
        broken: ["cut"] * 9,
    }
    listing = s3_bucket.Bucket.objects

    def then_changes(self, prefix):
        found = list(listing(self, prefix))
        if any(one.key == gone for one in found):
            s3.delete_object(Bucket="trails", Key=gone)
            s3.put_object(Bucket="trails", Key=changed, Body=content(77))
        return iter(found)

    with monkeypatch.context() as patched:
        patched.setattr(s3_bucket.Bucket, "objects", then_changes)
        summary, _ = take(case, proxy.url)
    assert summary.exit_code == 3
    assert set(origins(case)) == {f"s3://trails/{sound}"}
    why = {
        name.removeprefix("s3://trails/"): reason
        for name, reason in (
            origins(case, "failed") | origins(case, "rejected") | origins(case, "skipped")
        ).items()
    }
    assert set(why) == set(names) - {sound}
    assert "gone" in why[gone]
    assert "kit policy" in why[forbidden]
    assert "kms:Decrypt" in why[kms]
    assert "changed while it was read" in why[changed]
    assert "empty" in why[empty]
    assert "archive class" in why[glacier]
    assert why[wrong]
    assert why[broken]
    # The next run fetches what was not had, and only that.
    proxy.rules.clear()
    proxy.asked.clear()
    take(case, proxy.url)
    had = {forbidden, kms, changed, glacier, broken}
    assert set(origins(case)) == {f"s3://trails/{name}" for name in {sound, *had}}
    assert {path.removeprefix("/trails/") for path in proxy.fetched()} == had


def test_slow_down_is_survived(s3, proxy, case):
    wanted = fill(s3, "AWSLogs/")
    slow = (503, refusal("SlowDown", "Please reduce your request rate."))
    proxy.rules = {
        wanted[0]: [slow] * 3,
        wanted[1]: ["drop", slow],
        wanted[2]: ["cut"],
        "/trails": [None, slow],
    }
    summary, _ = take(case, proxy.url)
    assert summary.exit_code == 0, summary.lines()
    assert len(origins(case)) == len(wanted)


def test_expired_credentials_are_one_line_and_the_next_run_goes_on(s3, proxy, case):
    wanted = fill(s3, "AWSLogs/")
    for name in wanted[2:]:
        proxy.rules[name] = [(400, refusal("ExpiredToken", "The provided token has expired."))] * 9
    summary, _ = take(case, proxy.url)
    assert summary.exit_code == 3
    assert summary.statuses["failed"] == 1
    assert "sign in again" in " ".join(summary.lines())
    proxy.rules.clear()
    assert take(case, proxy.url)[0].exit_code == 0
    assert len(origins(case)) == len(wanted)


@pytest.mark.timeout(60)
def test_credentials_that_expire_while_the_bucket_is_still_listed_end_the_run(s3, proxy, case, monkeypatch):
    """Who waits for the next object is not left waiting."""
    for name in fill(s3, "AWSLogs/"):
        proxy.rules[name] = [(400, refusal("ExpiredToken", "The provided token has expired."))] * 9
    listing = s3_bucket.Bucket.objects

    def slowly(self, prefix):
        yield from listing(self, prefix)
        time.sleep(1.0)

    monkeypatch.setattr(s3_bucket.Bucket, "objects", slowly)
    assert take(case, proxy.url)[0].statuses == {"failed": 1}


def test_older_and_deleted_versions_are_taken(s3, proxy, case):
    """An intruder who overwrites or deletes logs in a bucket that keeps versions has not got rid of them."""
    s3.put_bucket_versioning(Bucket="trails", VersioningConfiguration={"Status": "Enabled"})
    kept, overwritten, deleted = (
        key("AWSLogs/", ACCOUNT, "us-east-1", DAYS[1], number) for number in range(3)
    )
    for number, name in enumerate((kept, overwritten, deleted)):
        s3.put_object(Bucket="trails", Key=name, Body=content(number))
    s3.put_object(Bucket="trails", Key=overwritten, Body=gzip.compress(b'{"Records": []}'))
    s3.delete_object(Bucket="trails", Key=deleted)
    summary, said = take(case, proxy.url)
    assert summary.exit_code == 0, summary.lines()
    with database.reading(case) as con:
        assert con.execute("select count(distinct event_id) from events").fetchall() == [(3,)]
    assert any("1 objects were deleted" in line for line in said)
    assert any("?versionId=" in name for name in origins(case))


def test_digests_bring_their_metadata_and_keys(s3, proxy, case):
    name = key("AWSLogs/", ACCOUNT, "us-east-1", DAYS[1], kind="CloudTrail-Digest")
    digest = {
        "awsAccountId": ACCOUNT,
        "digestStartTime": "2026-03-21T00:00:00Z",
        "digestEndTime": "2026-03-21T01:00:00Z",
        "digestS3Bucket": "trails",
        "digestS3Object": name,
        "digestPublicKeyFingerprint": "ab",
        "logFiles": [],
        "digestSignatureAlgorithm": "SHA256withRSA",
        "previousDigestS3Object": None,
    }
    s3.put_object(
        Bucket="trails",
        Key=name,
        Body=gzip.compress(json.dumps(digest).encode()),
        Metadata={"signature": "00ff", "signature-algorithm": "SHA256withRSA"},
    )
    take(case, proxy.url)
    with database.reading(case) as con:
        ((origin, text),) = con.execute("select * exclude (file_id) from object_metadata").fetchall()
    assert origin == f"s3://trails/{name}"
    assert json.loads(text)["Metadata"] == {"signature": "00ff", "signature-algorithm": "SHA256withRSA"}
    asked = [head for head in proxy.headers if "ListPublicKeys" in head.get("X-Amz-Target", "")]
    assert len(asked) == 1


def test_the_requester_pays_only_when_told_to(s3, proxy, case):
    fill(s3, "AWSLogs/")
    take(case, proxy.url)
    assert not any("x-amz-request-payer" in {name.lower() for name in head} for head in proxy.headers)
    proxy.headers.clear()
    other = new_case(case.folder.parent / "other", now=NOW, keys=[LEAKED], **CASE_DAYS)
    take(other, proxy.url, pays=True)
    with_payer = [head for head in proxy.headers if "x-amz-request-payer" in {name.lower() for name in head}]
    assert len(with_payer) >= 6


@pytest.mark.parametrize(
    ("place", "said"), [("s3://nowhere/x", "no such bucket"), ("s3://trails/none/", "no object")]
)
def test_nothing_there_is_one_line(s3, proxy, case, place, said):
    summary, _ = take(case, proxy.url, place)
    assert summary.exit_code == 3
    assert said in " ".join(summary.lines())


def test_the_signature_is_that_of_botocore(credentials):
    """Signed by hand and by botocore's own signer: the same header."""
    from unittest import mock

    import botocore.auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    at = datetime(2026, 3, 25, 12, 30, 5)
    path = "/b/AWSLogs/a%20b%2Bc/x.json.gz"
    mine = s3_sign.signed_headers(
        "secret", "AKIAX", "token", "eu-west-1", "h.example", path, at, {"x-amz-request-payer": "requester"}
    )
    request = AWSRequest("GET", f"https://h.example{path}", headers={"x-amz-request-payer": "requester"})
    with mock.patch("botocore.auth.get_current_datetime", lambda: at):
        botocore.auth.S3SigV4Auth(Credentials("AKIAX", "secret", "token"), "s3", "eu-west-1").add_auth(
            request
        )
    assert request.headers["X-Amz-Content-SHA256"] == mine["x-amz-content-sha256"]
    assert request.headers["Authorization"] == mine["Authorization"]


def test_days_are_whole_months_where_they_can_be():
    assert trail_places.days_between(date(2026, 1, 30), date(2026, 3, 2)) == [
        "2026/01/30/",
        "2026/01/31/",
        "2026/02/",
        "2026/03/01/",
        "2026/03/02/",
    ]


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_thousand_keys_list_only_the_day(credentials, tmp_path, case, capsys):
    """An organisation's bucket on rclone's S3 server: one day of three Regions is asked for, nothing else."""
    from s3_server import rclone_server

    regions = ["us-east-1", "eu-west-1", "ap-northeast-1", "us-west-2", "eu-central-1"]
    days = [f"2026/03/{number:02}" for number in range(1, 21)]
    root, count = tmp_path / "data", 0
    for account in (ACCOUNT, OTHER):
        for region in regions:
            for day in days:
                folder = root / "trails" / f"AWSLogs/{ORG}/{account}/CloudTrail/{region}/{day}"
                folder.mkdir(parents=True)
                for number in range(500):
                    count += 1
                    (folder / f"{account}_CloudTrail_{region}_x_{number:06}.json.gz").write_bytes(
                        content(count)
                    )
    assert count == 100_000
    made = new_case(
        tmp_path / "one_day",
        now=NOW,
        keys=[LEAKED],
        since=datetime(2026, 3, 10),
        until=datetime(2026, 3, 10, 23),
    )
    with rclone_server(root) as url, S3Proxy(url) as proxy:
        access = Access(endpoint_url=proxy.url, regions=tuple(regions[:3]))
        account = Account(_session(access, ()), access, ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/me")
        began = time.monotonic()
        assert collect_items(made, s3_trail.items(account, made, "s3://trails", now=NOW)).exit_code == 0
        took = time.monotonic() - began
        wanted = {
            f"AWSLogs/{ORG}/{ACCOUNT}/CloudTrail/{region}/2026/03/{day}/"
            for region in regions[:3]
            for day in ("10", "11")
        }
        assert set(proxy.listed()) == wanted
        assert len(proxy.fetched()) == 3 * 2 * 500
        with capsys.disabled():
            print(
                f"\n{len(proxy.fetched())} of {count} objects listed, fetched and loaded in {took:.1f} s;"
                f" {len(proxy.asked) - len(proxy.fetched())} listings and questions"
            )
