"""The command on AWS as a person uses it: real processes against servers that speak AWS's protocols."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from aws_doubles import KEY, SECRET
from conftest import LEAKED, record
from history_server import HistoryServer, lookup_event

from kit.case import new_case, open_case
from kit.collect.iam_policy import policy
from kit.sources import reads

KIT = Path(sys.executable).parent / "kit"
NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def kit(*words: object, ok: int = 0) -> subprocess.CompletedProcess:
    done = subprocess.run(
        [KIT, *map(str, words)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )
    assert done.returncode == ok, done.stdout + done.stderr
    return done


@pytest.fixture
def case(tmp_path, credentials) -> Path:
    return new_case(tmp_path / "c", now=NOW, keys=[LEAKED], language="en").folder


def test_event_history_and_a_region_that_is_denied(case):
    rows = [
        lookup_event(
            n, NOW - timedelta(hours=n + 1), "us-east-1", write=n % 2 == 0, key=LEAKED, name="RunInstances"
        )
        for n in range(60)
    ]
    with HistoryServer({"us-east-1": rows}, denied={"eu-west-1"}) as server:
        words = ["lookup-events", "--endpoint-url", server.url, "--regions", "us-east-1,eu-west-1"]
        done = kit("collect", case, *words, ok=3)
        assert "signed in as arn:aws:sts::111122223333:assumed-role/investigator/me" in done.stderr
        assert "step 1 of 5 done" in done.stderr
        assert [
            line for line in done.stderr.splitlines() if line.startswith("failed") and "eu-west-1" in line
        ]
        found = json.loads(kit("ask", case, "key_activity", "--format", "json").stdout)
        assert len(found) == 60
        server.denied.clear()
        kit("collect", case, *words)


def test_stopped_by_hand_leaves_a_case_that_opens(case):
    """Ctrl-C at any moment: no traceback, exit code 130, and the case opens."""
    rows = [
        lookup_event(n, NOW - timedelta(hours=n), "us-east-1", write=False, key=LEAKED, name="A")
        for n in range(900)
    ]
    with HistoryServer({"us-east-1": rows}) as server:
        command = [
            KIT,
            "collect",
            case,
            "lookup-events",
            "--endpoint-url",
            server.url,
            "--regions",
            "us-east-1",
        ]
        run = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            text=True,
            stdin=subprocess.DEVNULL,
            # A run of the tests in the background hands its ignored SIGINT down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        while len(server.asked) < 5:
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=60)[1]
    assert run.returncode == 130
    assert "Traceback" not in said
    kit("status", case)


def test_no_secret_is_left_anywhere(case, fresh_moto):
    done = kit(
        "collect",
        case,
        "iam",
        "--endpoint-url",
        fresh_moto,
        "--regions",
        "us-east-1",
        "--accounts",
        "123456789012",
        ok=3,
    )
    said = done.stdout + done.stderr
    for path in case.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert SECRET not in said
    assert KEY not in said


def test_a_trail_with_everything(case, fresh_moto):
    s3 = boto3.client("s3", endpoint_url=fresh_moto)
    s3.create_bucket(Bucket="trails")
    day = NOW - timedelta(days=2)
    key = f"AWSLogs/111122223333/CloudTrail/us-east-1/{day:%Y/%m/%d}/a.json"
    s3.put_object(Bucket="trails", Key=key, Body=json.dumps({"Records": [record(1)]}).encode())
    kit("collect", case, "s3://trails", "--endpoint-url", fresh_moto)
    items = json.loads(kit("status", case, "--items", "--format", "json").stdout)
    assert [item["origin"] for item in items] == [f"s3://trails/{key}"]
    document = json.loads(kit("policy", case, "trail").stdout)
    assert {"arn:aws:s3:::trails/*"} == {
        one
        for part in document["Statement"]
        for one in part["Resource"]
        if "/*" in one and part["Sid"] == "Objects"
    }


def test_no_network_is_one_line(case):
    done = kit("collect", case, "sweep", "--endpoint-url", "http://127.0.0.1:9", ok=1)
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_policy_has_every_action_of_the_list(case):
    document, notes = policy(open_case(case), [])
    allowed = {
        action for part in document["Statement"] if part["Effect"] == "Allow" for action in part["Action"]
    }
    wanted = set(reads.actions_of(reads.allowed()))
    assert wanted <= allowed
    assert allowed == wanted
    denied = next(part for part in document["Statement"] if part["Effect"] == "Deny")
    assert "secretsmanager:GetSecretValue" in denied["Action"]
    assert notes
