"""What goes wrong on the way: one line each, the rest is collected, and the next run goes on."""

from __future__ import annotations

import json
import threading
from datetime import datetime

import pytest
from conftest import build_case, record
from live_account import SIGN_IN, admin, moto_server, responder

from kit.analysis.answers import ask
from kit.collect.run import collect_items
from kit.errors import RefusedCallError
from kit.rules.live_calls import LiveCall, live_calls
from kit.sources import live_state, metrics
from kit.sources.live_state import Asker, run

NOW = datetime(2026, 11, 24)
FEW = [call for call in live_calls("sweep") if call.service in ("ec2", "lambda", "ecs", "dynamodb", "s3")]


@pytest.fixture
def account(monkeypatch):
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    with moto_server() as url:
        yield responder(url)


def failing(account, code: str, when, message: str = "no"):
    """The account with a hook that answers calls as AWS would refuse them."""
    from botocore.awsrequest import AWSResponse

    make = account.client

    class Raw:
        def __init__(self, text):
            self.text = text

        def stream(self, *_, **__):
            yield self.text

    def client(service, region=None, **options):
        made = make(service, region, **options)

        def hook(request, **_):
            operation = str(request.headers.get("X-Amz-Target", "")).rpartition(".")[2] or service
            if not when(service, region, operation):
                return None
            error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
            body = f"<Response><Errors>{error}</Errors></Response>"
            if service not in ("ec2", "s3"):
                body = json.dumps({"__type": code, "message": message})
            return AWSResponse(request.url, 400, {"x-amzn-errortype": code}, Raw(body.encode()))

        made.meta.events.register_first("before-send", hook, unique_id=f"fail-{service}-{region}")
        return made

    account.client = client
    return account


def codes(items) -> list[str]:
    found = [
        json.loads(item.data).get("error", {}).get("code") if item.data else item.failure for item in items
    ]
    return [code for code in found if code]


def test_one_service_without_permission_leaves_the_rest(account, tmp_path):
    failing(account, "UnauthorizedOperation", lambda service, *_: service == "ec2", "You are not authorized")
    case = build_case(tmp_path, [record(0)])
    summary = collect_items(case, run(Asker(account, "sweep", NOW), FEW, account.regions()))
    rows = ask(case, "sweep").dicts()
    refused = [row for row in rows if row["service"] == "ec2"]
    assert refused and all(
        row["state"] == "not_checked" and "Unauthorized" in row["reason"] for row in refused
    )
    assert {row["state"] for row in rows if row["service"] == "dynamodb"} == {"none"}
    assert summary.exit_code == 3


def test_credentials_that_run_out_end_the_run_with_one_line_and_the_next_run_goes_on(account, tmp_path):
    asked = []

    def later(service, region, operation):
        asked.append(service)
        return len(asked) > 12

    plain = account.client
    failing(account, "ExpiredTokenException", later, "The security token included in the request is expired")
    case = build_case(tmp_path, [record(0)])
    summary = collect_items(case, run(Asker(account, "sweep", NOW), FEW, account.regions(), workers=1))
    lines = [line for line in summary.lines() if "ran out" in line]
    assert len(lines) == 1 and "sign in again" in lines[0] and summary.exit_code == 3
    before = {row["service"] for row in ask(case, "sweep").dicts() if row["state"] in ("none", "found")}
    assert before, "what came before is kept"
    services = {call.service for call in FEW}
    assert before < services
    account.client = plain
    account._clients.clear()
    collect_items(case, run(Asker(account, "sweep", NOW), FEW, account.regions()))
    after = {row["service"] for row in ask(case, "sweep").dicts() if row["state"] in ("none", "found")}
    assert after == services


def test_a_region_that_cannot_be_reached_is_given_up(account):
    account.access = account.access.__class__(
        endpoint_url="http://127.0.0.1:9", regions=account.access.regions
    )
    account._clients.clear()
    found = codes(run(Asker(account, "sweep", NOW), FEW, ["us-east-1"]))
    assert found[-1] == "Unreachable" and len(found) < len(FEW)


def test_a_call_that_is_not_on_the_list_is_a_bug_and_stops_all(account):
    wrong = LiveCall(
        source="sweep", service="ec2", call="TerminateInstances", parameters={"InstanceIds": ["i-1"]}
    )
    with pytest.raises(RefusedCallError):
        list(run(Asker(account, "sweep", NOW), [wrong], ["us-east-1"]))


def test_a_reader_that_stops_early_leaves_no_thread_behind(account):
    def askers() -> int:
        """Threads of the kit alone: the AWS double of the tests starts and ends its own as it likes."""
        return sum("(_work)" in thread.name for thread in threading.enumerate())

    before = askers()
    items = run(Asker(account, "sweep", NOW), FEW, account.regions())
    next(items)
    assert askers() > before
    items.close()
    assert askers() == before


def test_posture_of_an_account_without_anything(account, tmp_path):
    trail, s3 = admin(account.access.endpoint_url, "cloudtrail"), admin(account.access.endpoint_url, "s3")
    s3.create_bucket(Bucket="trail-logs")
    trail.create_trail(
        Name="all", S3BucketName="trail-logs", IsMultiRegionTrail=True, EnableLogFileValidation=True
    )
    trail.start_logging(Name="all")
    case = build_case(tmp_path, [record(0)])
    summary = collect_items(case, live_state.posture(account, now=NOW))
    assert summary.events == 0, "what the account says is no event"
    rows = {(row["check"], row["aws_region"]): row["state"] for row in ask(case, "posture").dicts()}
    assert rows["trail", "us-east-1"] == "pass" and rows["trail_logging", "us-east-1"] == "pass"
    assert rows["guardduty", "ap-northeast-1"] == "fail" and rows["budget", "us-east-1"] == "fail"
    assert rows["trail_bucket_versions", "us-east-1"] == "fail"
    assert rows["password_policy", "us-east-1"] == "fail" and rows["security_contact", "us-east-1"] == "fail"
    assert rows["access_analyzer", "us-east-1"] == "not_checked"
    (step,) = [row for row in ask(case, "steps").dicts() if row["step_id"] == "alarms"]
    assert step["state"] == "open" and "guardduty" in step["evidence"] and step["checked_at"] == NOW


def test_figures_of_cloudwatch_are_asked_by_hour_and_the_charge_is_said(account, tmp_path):
    figures = admin(account.access.endpoint_url, "cloudwatch")
    for hour, value in ((1, 100.0), (1, 20.0), (3, 7.0)):
        figures.put_metric_data(
            Namespace="AWS/Bedrock",
            MetricData=[
                {
                    "MetricName": "OutputTokenCount",
                    "Dimensions": [{"Name": "ModelId", "Value": "some.model-v1"}],
                    "Timestamp": datetime(2026, 11, 23, hour),
                    "Value": value,
                }
            ],
        )
    case, said = build_case(tmp_path, [record(0)]), []
    collect_items(case, metrics.items(account, now=NOW, say=said.append))
    assert "1 metrics" in said[0] and "$0.0000" in said[0]
    (row,) = ask(case, "usage_metrics").dicts()
    assert (row["thing"], row["value"], row["aws_region"]) == ("some.model-v1", 127.0, "us-east-1")


def test_nothing_of_the_credentials_reaches_what_is_stored(account):
    asker = Asker(account, "iam", NOW)
    text = b"".join(item.data or b"" for item in run(asker, FEW, ["us-east-1"]))
    assert SIGN_IN["AWS_SECRET_ACCESS_KEY"].encode() not in text
    assert live_state.plain({"at": NOW, "raw": b"\xff"}) == {
        "at": "2026-11-24T00:00:00Z",
        "raw": {"base64": "/w=="},
    }
