"""`kit doctor` on moto, and without any credentials."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "sources"))

from conftest import build_case, record
from live_account import ACCOUNT, SIGN_IN, admin, moto_server

from kit.collect.caller_check import doctor
from kit.sources.aws import Access


@pytest.fixture(scope="module")
def url():
    with moto_server() as url:
        s3, trail = admin(url, "s3"), admin(url, "cloudtrail")
        s3.create_bucket(Bucket="logs-of-the-trail")
        trail.create_trail(Name="all", S3BucketName="logs-of-the-trail", IsMultiRegionTrail=True)
        yield url


@pytest.fixture
def signed_in(monkeypatch):
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)


def rows(case, url=None, **options) -> dict[str, dict]:
    answer = doctor(case, Access(endpoint_url=url), **options)
    assert answer.columns == ["subject", "state", "detail", "advice"]
    return {row["subject"]: row for row in answer.dicts()}


def test_without_credentials_the_machine_is_looked_at_and_the_rest_is_said(monkeypatch):
    for name in SIGN_IN:
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/none")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    found = rows(None)
    assert found["python"]["state"] == "ok" and "GB free" in found["disk"]["detail"]
    assert found["caller"]["state"] == "missing" and "files can be collected" in found["caller"]["advice"]
    assert "trail" not in found


def test_with_credentials_it_says_what_can_be_read(url, signed_in):
    found = rows(None, url)
    assert found["caller"]["state"] == "ok" and ACCOUNT in found["caller"]["detail"]
    assert found["trail all"]["state"] == "ok" and "every Region" in found["trail all"]["detail"]
    assert found["iam"]["state"] == "warning" and "root MFA off" in found["iam"]["detail"]
    assert found["billing"]["state"] == "ok"
    assert found["organization"]["detail"] == "none: the account pays itself"
    assert found["cost explorer"]["state"] == "unknown" and "$0.01" in found["cost explorer"]["detail"]


def test_cost_explorer_is_asked_only_when_agreed(url, signed_in):
    asked = []
    found = rows(None, url, agree=lambda calls, usd: asked.append((calls, usd)) or True)
    assert asked == [(1, 0.01)] and found["cost explorer"]["state"] == "ok"


def test_a_case_of_another_account_a_reseller_and_a_region_that_was_disabled_after_use(
    url, signed_in, tmp_path, monkeypatch
):
    case = build_case(
        tmp_path,
        [record(0), record(1, awsRegion="af-south-1")],
        account="111122223333",
        toml='[money]\nbilling = "reseller"\n',
    )
    monkeypatch.setattr(
        "kit.sources.aws.Account.regions_all", lambda self: {"us-east-1": "ENABLED", "af-south-1": "DISABLED"}
    )
    found = rows(case, url)
    assert found["caller"]["state"] == "warning" and "111122223333" in found["caller"]["advice"]
    assert "may still run" in found["region af-south-1"]["advice"]
    assert "reseller" in found["payer"]["detail"]
