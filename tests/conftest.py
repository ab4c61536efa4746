"""What several tests share: cases made from a few records, the demo incident, a browser or the reason for
none."""

from __future__ import annotations

import fcntl
import gc
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from kit import collect, report
from kit.analysis import derive
from kit.case import Case, new_case, open_case
from kit.collect.run import collect_items
from kit.demo import make
from kit.notice import parse as parse_notice
from kit.sources import Item, local_files
from kit.store import Custody, database

pytest_plugins = ["aws_cli", "aws_doubles", "engines.figures", "engines.shared"]

NOW = datetime(2026, 11, 23, 12, 0)
ACCOUNT = "111122223333"
LEAKED = "AKIABTX3GSDSQAAAAAAA"
# A worker holds millions of objects that stay (ten thousand tests, models of boto3 and moto), and a session
# of boto3 makes so many more that every few tests Python would look through all of them.
gc.set_threshold(50_000, 10, 10)
# Test files that take longest, longest first. Workers are handed whole files (a fixture of a module is made
# once), so what is handed out last must be short. The browser's follow the report's, whose reports they take.
LONGEST = (
    "test_queries", "test_demo_shapes", "test_lookup_events", "test_s3_trail", "test_report", "test_walk",
    "test_cli", "test_blast_radius", "test_wheel", "test_kill", "test_walkthrough", "test_integrity",
    "test_load_bills", "test_notebooks", "test_lossless", "test_state", "test_report_in_browser",
    "test_spend_shapes", "test_athena", "test_shapes", "test_state_failures", "test_hub", "test_live_cli",
    "test_vocabulary", "test_ties", "test_odd_files", "test_truth", "test_demo",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of LONGEST first, in its order; the others as they come."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


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


def answer_items(answers: dict[str, str | dict]) -> list[Item]:
    """Answers of the account itself, as the kit's own sources hand them over."""
    return [
        Item(
            f"api://{ACCOUNT}/us-east-1/{name}",
            NOW,
            data=(content if isinstance(content, str) else json.dumps(content)).encode(),
            kind="api",
        )
        for name, content in answers.items()
    ]


def take_answers(case: Case, answers: dict[str, str | dict]) -> None:
    """Collects answers of the account itself; the next collection derives."""
    collect_items(case, answer_items(answers))


def build_case(folder: Path, records: Iterable[dict], **facts) -> Case:
    """A case made the analyst's way: a trail file on disk, collected, derived tables made; before that, what
    the account itself answered. Findings are ranked when somebody asks, not ahead of the first question."""
    facts.setdefault("keys", [LEAKED])
    facts.setdefault("language", "en")
    extra, files = facts.pop("toml", ""), facts.pop("files", None) or {}
    answers = facts.pop("answers", None) or {}
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
    if answers:
        take_answers(case, answers)
    taken_in(case, trail, {})
    return case


def taken_in(case: Case, folder: Path, answers: dict[str, str | dict]) -> None:
    """One collection of what the account itself answered and the files of a folder; tables are derived."""
    items = chain(answer_items(answers), local_files(folder, now=NOW))
    collect_items(case, items, custody=Custody.here([str(folder)]))
    with database.writing(case) as con:
        derive.ensure(con, case)


@pytest.fixture
def make_case(tmp_path) -> Callable[..., Case]:
    """`make_case(records, **facts)`: a collected case in a fresh folder."""
    return lambda records, **facts: build_case(tmp_path, records, **facts)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], object]], Path]:
    """`made_once(name, make)`: the folder that `make(folder)` made, one for all workers of this run; tests
    must not change what is in it."""
    base = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        base = base.parent

    def once(name: str, make: Callable[[Path], object]) -> Path:
        place = base / "made_once" / name
        place.mkdir(parents=True, exist_ok=True)
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (place / "done").exists():
                shutil.rmtree(place / "made", ignore_errors=True)
                make(place / "made")
                (place / "done").touch()
        return place / "made"

    return once


@pytest.fixture(scope="session")
def demo_evidence(made_once) -> Path:
    """The standard demo incident."""
    return made_once("demo_evidence", lambda folder: make(folder, seed=7, events=5_000))


@pytest.fixture(scope="session")
def demo_case(made_once, demo_evidence) -> Case:
    """A case on the demo incident with trail, notice and bills collected."""

    def opened_and_collected(folder: Path) -> None:
        truth = json.loads((demo_evidence / "truth.json").read_text(encoding="utf-8"))
        notice = parse_notice(demo_evidence / "notice_ja.eml").to_case()
        case = new_case(folder, now=NOW, notice=notice, customer=truth["customer"])
        parts = ("trail", "notice_ja.eml", "cost_explorer", "cur2")
        collect(case, *[str(demo_evidence / part) for part in parts], now=NOW)

    return open_case(made_once("demo_case", opened_and_collected))


@pytest.fixture(scope="session")
def demo_truth(demo_evidence) -> dict:
    """truth.json of the demo incident."""
    return json.loads((demo_evidence / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def reports(made_once, demo_case) -> tuple[Case, dict[str, Path]]:
    """A copy of the demo case with its report in both languages."""

    def reported(folder: Path) -> None:
        shutil.copytree(demo_case.folder, folder)
        for lang in ("ja", "en"):
            report(open_case(folder), lang, now=NOW)

    case = open_case(made_once("reports", reported))
    return case, {lang: case.out / f"report-001-{lang}.html" for lang in ("ja", "en")}


@pytest.fixture(scope="session")
def hostile_reports(made_once) -> tuple[Case, dict[str, Path]]:
    """A case of tests/hostile.py with its report in both languages."""

    def reported(folder: Path) -> None:
        from hostile import hostile_case

        case = hostile_case(folder)
        for lang in ("ja", "en"):
            report(case, lang, now=NOW)

    case = open_case(made_once("hostile_reports", reported))
    return case, {lang: case.out / f"report-001-{lang}.html" for lang in ("ja", "en")}


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
