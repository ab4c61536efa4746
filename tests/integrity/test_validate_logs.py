"""A second opinion: aws-cli's own `cloudtrail validate-logs` on the same digest chains, over real HTTP."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from chains import Chain
from conftest import ACCOUNT, LEAKED, NOW, take_answers
from moto.server import ThreadedMotoServer

from kit import collect
from kit.case import new_case
from kit.integrity.verification import verify
from kit.store import database

pytestmark = pytest.mark.slow
# In an environment of its own: it pins a botocore that need not be the kit's.
AWSCLI = "awscli==1.46.3"
TRAIL = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/main"


@pytest.fixture(scope="module")
def aws(tmp_path_factory) -> str:
    """The path of `aws`."""
    folder = tmp_path_factory.mktemp("awscli")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    done = subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", AWSCLI], capture_output=True
    )
    if done.returncode:
        pytest.skip(f"no package index to get {AWSCLI} from")
    return str(folder / "bin" / "aws")


@contextlib.contextmanager
def cloudtrail(chain: Chain) -> Iterator[str]:
    """The two calls of CloudTrail that validate-logs makes; moto lacks ListPublicKeys."""
    keys = [
        {**key, "ValidityStartTime": 1769904000, "ValidityEndTime": 1777593600}
        for key in chain.keys()["PublicKeyList"]
    ]
    assert all(base64.b64decode(key["Value"]) for key in keys)
    answers = {
        "ListPublicKeys": {"PublicKeyList": keys},
        "DescribeTrails": {
            "trailList": [
                {
                    "Name": "main",
                    "TrailARN": TRAIL,
                    "S3BucketName": chain.bucket,
                    "IsOrganizationTrail": False,
                    "HomeRegion": "us-east-1",
                }
            ]
        },
    }

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(answers[self.headers["X-Amz-Target"].rsplit(".", 1)[-1]]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextlib.contextmanager
def bucket(chain: Chain) -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        # moto keeps its buckets for as long as the process lives.
        urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST")).close()
        s3 = boto3.client(
            "s3",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )
        s3.create_bucket(Bucket=chain.bucket)
        for (name, key), held in chain.objects.items():
            s3.put_object(Bucket=name, Key=key, Body=held.data, Metadata=held.metadata)
        yield url
    finally:
        server.stop()


def theirs(aws: str, chain: Chain) -> dict[str, str]:
    """Name of a digest or log file -> verdict, in the kit's words."""
    with bucket(chain) as s3, cloudtrail(chain) as trail:
        done = subprocess.run(
            [
                aws,
                "cloudtrail",
                "validate-logs",
                "--trail-arn",
                TRAIL,
                "--start-time",
                "2026-03-01T00:00:00Z",
                "--end-time",
                "2026-03-01T06:00:00Z",
                "--verbose",
                "--region",
                "us-east-1",
            ],
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "AWS_ENDPOINT_URL_S3": s3,
                "AWS_ENDPOINT_URL_CLOUDTRAIL": trail,
                "AWS_ACCESS_KEY_ID": "testing",
                "AWS_SECRET_ACCESS_KEY": "testing",
                "AWS_CONFIG_FILE": "/none",
            },
        )
    said = done.stdout + done.stderr
    found = {}
    for name, verdict in re.findall(r"^(?:Digest|Log) file\ts3://\S+/(\S+)\t(.*)$", said, re.M):
        found[name] = "proved" if verdict == "valid" else "missing" if "not found" in verdict else "altered"
    assert found, said
    return found


def ours(tmp_path, chain: Chain) -> tuple[dict[str, str], list[str]]:
    """Name -> verdict, and what is said of gaps."""
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    take_answers(case, {"keys": chain.keys()})
    collect(case, str(chain.save(tmp_path / "trail")), now=NOW)
    answer, _ = verify(case, now=NOW)
    with database.reading(case) as con:
        rows = database.run_text(con, "select place, state from integrity_checks where kind <> 'gap'").rows
    gaps = [row[2] for row in answer.rows if row[0].startswith(ACCOUNT) and row[1] == "missing"]
    return {place.rsplit("/", 1)[-1]: state for place, state in rows}, gaps


def sound(chain: Chain) -> None:
    """Nothing is wrong."""


def altered_log(chain: Chain) -> None:
    chain.forge(chain.logs[2], Records=[])


def trailing_bytes(chain: Chain) -> None:
    chain.objects[chain.logs[1]].data += b"x"


def no_gzip(chain: Chain) -> None:
    chain.objects[chain.logs[1]].data = b"\x1f\x8bnonsense"


def missing_log(chain: Chain) -> None:
    del chain.objects[chain.logs[4]]


def altered_digest(chain: Chain) -> None:
    chain.forge(chain.digests[3], logFiles=[])


def no_json_digest(chain: Chain) -> None:
    chain.objects[chain.digests[3]].data = b"nonsense"


def wrong_signature(chain: Chain) -> None:
    chain.objects[chain.digests[4]].metadata["signature"] = "00" * 256


def moved_digest(chain: Chain) -> None:
    chain.objects[chain.digests[3]] = chain.objects[chain.digests[2]]


def missing_digest(chain: Chain) -> None:
    del chain.objects[chain.digests[2]]


FAULTS = [
    sound,
    altered_log,
    trailing_bytes,
    no_gzip,
    missing_log,
    altered_digest,
    no_json_digest,
    wrong_signature,
    moved_digest,
    missing_digest,
]


def hours(count: int) -> Chain:
    made = Chain()
    for _ in range(count):
        made.hour()
    return made


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_both_say_the_same(aws, tmp_path, fault):
    chain = hours(6)
    fault(chain)
    other, (mine, gaps) = theirs(aws, chain), ours(tmp_path, chain)
    named = {name: state for name, state in other.items() if name in mine}
    assert {name: mine[name] for name in named} == named
    # What it names and the kit has no row for is a digest that is not there: the kit's gap names it.
    assert all(any(name in gap for gap in gaps) for name in set(other) - set(mine))
    # What it passes over, the kit has not taken for sound without a digest's word.
    beside = {mine[name] for name in set(mine) - set(other) if "_CloudTrail_" in name}
    assert beside <= {"unprovable"}


def test_two_missing_digests_in_a_row_are_seen_by_the_kit_alone(aws, tmp_path):
    chain = hours(6)
    gone = [chain.digests[place][1].rsplit("/", 1)[-1] for place in (2, 3)]
    for place in (2, 3):
        del chain.objects[chain.digests[place]]
    other, (_, gaps) = theirs(aws, chain), ours(tmp_path, chain)
    assert gone[0] not in other
    assert len(gaps) == 1 and "2 digests in a row" in gaps[0]
