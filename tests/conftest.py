"""What several tests share: cases made from a few records, the demo incident, a browser or the reason for
none."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kit import collect
from kit.case import Case, new_case, open_case

pytest_plugins = ["aws_doubles"]

NOW = datetime(2026, 11, 23, 12, 0)
ACCOUNT = "111122223333"
LEAKED = "AKIABTX3GSDSQAAAAAAA"


def record(place: int = 0, **fields) -> dict:
    """A whole CloudTrail record with believable defaults; dotted names reach inside:
    `userIdentity.accessKeyId`."""
    made = {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDABTX3GSDSUAAAAAAAA",
            "arn": f"arn:aws:iam::{ACCOUNT}:user/app",
            "accountId": ACCOUNT,
            "accessKeyId": LEAKED,
            "userName": "app",
        },
        "eventTime": (datetime(2026, 3, 1) + timedelta(minutes=place)).isoformat() + "Z",
        "eventSource": "sts.amazonaws.com",
        "eventName": "GetCallerIdentity",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "198.51.100.7",
        "userAgent": "aws-cli/2.15.0",
        "requestParameters": None,
        "responseElements": None,
        "requestID": str(uuid.uuid5(uuid.NAMESPACE_OID, f"request {place}")),
        "eventID": str(uuid.uuid5(uuid.NAMESPACE_OID, f"event {place}")),
        "readOnly": True,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
    }
    for name, value in fields.items():
        inside, *rest = name.split(".")
        if not rest:
            made[inside] = value
            continue
        target = made
        for step in [inside, *rest[:-1]]:
            target = target.setdefault(step, {})
        target[rest[-1]] = value
    return made


def build_case(folder: Path, records: Iterable[dict], **facts) -> Case:
    """A case made the analyst's way: a trail file on disk, collected, derived tables made."""
    facts.setdefault("keys", [LEAKED])
    facts.setdefault("language", "en")
    extra, files = facts.pop("toml", ""), facts.pop("files", None) or {}
    case = new_case(folder / "case", now=NOW, **facts)
    if extra:
        base = case.file.read_text(encoding="utf-8")
        for table in ("owner", "money"):
            if f"[{table}]" in extra:
                start = base.index(f"[{table}]")
                ends = [base.find(mark, start + 1) for mark in ("\n[", "\n# Your word")]
                base = base[:start] + base[min(end for end in ends if end > 0) + 1 :]
        case.file.write_text(base + "\n" + extra, encoding="utf-8")
        case = open_case(case.folder)
    trail = folder / "trail"
    trail.mkdir(exist_ok=True)
    (trail / "records.json").write_text(json.dumps({"Records": list(records)}), encoding="utf-8")
    for name, content in files.items():
        (trail / name).parent.mkdir(parents=True, exist_ok=True)
        (trail / name).write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
    collect(case, str(trail), now=NOW)
    return case


@pytest.fixture
def make_case(tmp_path) -> Callable[..., Case]:
    """`make_case(records, **facts)`: a collected case in a fresh folder."""
    return lambda records, **facts: build_case(tmp_path, records, **facts)


@pytest.fixture(scope="session")
def demo_evidence(tmp_path_factory, worker_id) -> Path:
    """The standard demo incident, made once a session."""
    from kit.demo import make

    folder = tmp_path_factory.mktemp("demo") / "evidence"
    make(folder, seed=7, events=5_000)
    return folder


@pytest.fixture(scope="session")
def demo_case(demo_evidence) -> Case:
    """A case on the demo incident with trail, notice and bill collected; tests must not change it."""
    from kit.notice import parse

    truth = json.loads((demo_evidence / "truth.json").read_text(encoding="utf-8"))
    case = new_case(
        demo_evidence.parent / "case",
        now=NOW,
        notice=parse(demo_evidence / "notice_ja.eml").to_case(),
        customer=truth["customer"],
    )
    parts = [demo_evidence / name for name in ("trail", "notice_ja.eml", "cost_explorer", "cur2")]
    collect(case, *[str(part) for part in parts if part.exists()], now=NOW)
    return open_case(case.folder)


@pytest.fixture(scope="session")
def demo_truth(demo_evidence) -> dict:
    """truth.json of the demo incident."""
    return json.loads((demo_evidence / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def reports(demo_case, tmp_path_factory) -> tuple[Case, dict[str, Path]]:
    """A copy of the demo case with its report in both languages; tests must not change it."""
    from kit import report

    folder = tmp_path_factory.mktemp("reports") / "case"
    shutil.copytree(demo_case.folder, folder)
    case = open_case(folder)
    return case, {lang: report(case, lang, now=NOW) for lang in ("ja", "en")}


def chromium() -> str | None:
    """Path of a Chromium on this machine, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A Chromium, or a skip with the reason; with KIT_REQUIRE_BROWSER=1 a missing one fails."""
    found = chromium()
    if found is None:
        if os.environ.get("KIT_REQUIRE_BROWSER") == "1":
            pytest.fail("KIT_REQUIRE_BROWSER=1, but there is no Chromium on this machine")
        pytest.skip("no Chromium on this machine; `apt-get install chromium` brings one")
    return found
