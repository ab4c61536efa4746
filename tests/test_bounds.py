"""Times, lengths and numbers that nothing real has: one writer beside the logs must not cost an answer."""

from __future__ import annotations

import pytest
from conftest import ACCOUNT, build_case, record

from kit import ask, questions, sql
from kit.case import Case

NEVER = ("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z")
CUR = (
    "bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,"
    "lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,lineItem/CurrencyCode,lineItem/UnblendedCost"
)
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"


def _session(place: int, time: str) -> list[dict]:
    """A role session that was given out, and used, at a time that never was."""
    key = f"ASIABTX3GSDSQAAAAAA{'ABCDEFGH'[place]}"
    who = {
        "type": "AssumedRole",
        "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s",
        "principalId": "AROAX:s",
        "accountId": ACCOUNT,
        "accessKeyId": key,
        "sessionContext": {
            "attributes": {"creationDate": time},
            "sessionIssuer": {"type": "Role", "arn": ROLE, "userName": "r", "accountId": ACCOUNT},
        },
    }
    asked = {"roleArn": ROLE, "roleSessionName": "s", "durationSeconds": 10**12}
    given = {"credentials": {"accessKeyId": key, "expiration": time}}
    return [
        record(100 + place, eventTime=time, eventName="ListUsers", eventSource="iam.amazonaws.com"),
        record(200 + place, eventName="AssumeRole", requestParameters=asked, responseElements=given),
        record(300 + place, userIdentity=who),
    ]


def _digest(start: str, end: str) -> dict:
    folder = f"AWSLogs/{ACCOUNT}/CloudTrail"
    log = f"{folder}/us-east-1/9999/12/31/{ACCOUNT}_CloudTrail_us-east-1_99991231T2355Z_a.json.gz"
    entry = {"s3Bucket": "b", "s3Object": log, "hashValue": "aa", "hashAlgorithm": "SHA-256"}
    return {
        "awsAccountId": ACCOUNT,
        "digestStartTime": start,
        "digestEndTime": end,
        "digestS3Bucket": "b",
        "digestS3Object": f"{folder}-Digest/us-east-1/{start}.json.gz",
        "previousDigestSignature": None,
        "digestPublicKeyFingerprint": "aa",
        "digestSignatureAlgorithm": "SHA256withRSA",
        "logFiles": [{**entry, "oldestEventTime": start, "newestEventTime": end}],
    }


def _bill_line(day: str, usd: object) -> str:
    period = f"{day}T00:00:00Z,{day}T01:00:00Z"
    return f"2026-03-01T00:00:00Z,{ACCOUNT},Usage,{period},AmazonEC2,USW2-BoxUsage:m5.large,USD,{usd}"


def _cost_answer(day: str) -> dict:
    group = {"Keys": ["AmazonEC2"], "Metrics": {"UnblendedCost": {"Amount": "5", "Unit": "USD"}}}
    return {"ResultsByTime": [{"TimePeriod": {"Start": day, "End": day}, "Groups": [group]}]}


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    """What is true, and beside it the same with times that never were."""
    records = [record(place) for place in range(6)]
    files: dict[str, object] = {}
    for place, time in enumerate(NEVER):
        records += _session(place, time)
        files[f"digest-{place}.json"] = _digest(time, time)
        files[f"cost-{place}.json"] = _cost_answer(time[:-10])
    files["digest-long.json"] = _digest(NEVER[1], NEVER[2])
    days = [("2026-03-01", 3), *((time[:-10], 1_000) for time in NEVER)]
    days += [("2026-03-02", amount) for amount in ("nan", "inf", "1e300")]
    files["cur.csv"] = "\n".join([CUR, *(_bill_line(day, usd) for day, usd in days), ""])
    return build_case(tmp_path_factory.mktemp("bounds"), records, files=files)


def test_every_question_answers(case):
    for question in questions.questions():
        if not any(parameter.required for parameter in question.params.values()):
            ask(case, question.name)


def test_records_without_a_possible_time_are_there_undated_and_said(case):
    assert sql(case, "select count(*) from events where event_time is null").rows == [(len(NEVER),)]
    (note,) = [row["reason"] for row in ask(case, "ledger_items").dicts() if "records.json" in row["origin"]]
    assert (
        f"eventTime: without a usable time: absent, not readable, or outside CloudTrail's life ({len(NEVER)}"
        in note
    )


def test_credentials_never_expire_at_such_a_time(case):
    expiries = [row["expires_at"] for row in ask(case, "credentials").dicts() if row["expires_at"]]
    assert expiries
    assert {moment.year for moment in expiries} == {2026}


def test_a_bill_counts_no_line_of_such_a_time_or_amount(case):
    found = sql(case, "select cast(period_start as varchar) as start, cost from spend_lines").rows
    assert found == [("2026-03-01 00:00:00", 3.0)]
    reasons = sql(case, "select reason from ledger_rejects order by position").rows
    assert [reason.split(" is no ")[1] for (reason,) in reasons] == [
        *["time in which AWS charges"] * len(NEVER),
        *["amount that a bill can have"] * 3,
    ]
    bad = sql(case, "select count(*) from ledger where origin like '%cost-%' and status = 'rejected'").rows
    assert bad == [(len(NEVER),)]


def test_a_digest_of_such_a_time_speaks_for_no_hour(case):
    # One that nobody can place stands at the beginning of time, and there alone.
    assert {row["hour"].year for row in ask(case, "integrity").dicts()} <= {1969, 2026}


def test_one_record_of_long_ago_asks_for_no_more_hours_than_a_machine_holds(tmp_path):
    regions = [f"xx-north-{number}" for number in range(1, 13)]
    old = record(999, eventTime="2006-01-02T00:00:00Z")
    case = build_case(tmp_path, [*(record(n, awsRegion=name) for n, name in enumerate(regions)), old])
    ((count, last),) = sql(
        case, "select sum(date_diff('hour', first_hour, last_hour) + 1), max(last_hour) from region_reach"
    ).rows
    assert count > 2_000_000
    rows = ask(case, "coverage")
    assert len(rows) <= 2_000_000 + len(regions) + 1
    assert max(row[rows.columns.index("hour")] for row in rows.rows) == last
    (said,) = [row["why"] for row in ask(case, "cannot_say").dicts() if row["topic"] == "coverage-hours"]
    assert f"{count - len(rows):,}" in said, "what is left out is counted where gaps are read"


def test_one_record_of_long_ago_hides_no_silence(tmp_path):
    """The share of hours with events decides whether an hour without one is silent or nothing unusual."""
    busy = [record(hour * 60) for hour in range(60) if hour not in (30, 31, 32)]
    states = {}
    for name, more in (("alone", []), ("forged", [record(-9, eventTime="2009-01-02T00:00:00Z")])):
        (tmp_path / name).mkdir()
        case = build_case(tmp_path / name, [*busy, *more])
        found = ask(case, "coverage", start="2026-03-01T00:00:00Z").dicts()
        states[name] = [row["state"] for row in found]
    assert states["alone"].count("silent") == 3
    assert states["forged"] == states["alone"]
