"""The demo is what it says: same seed, same bytes; a truth that its own files bear out; ids in AWS's form."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import time
from collections import Counter
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from kit.demo import Demo, make
from kit.demo.cast import REGIONS
from kit.errors import UsageError
from kit.ids import account_of_key, is_key_id

SMALL = 3_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Demo:
    return make(tmp_path_factory.mktemp("demo") / "d", events=SMALL)


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def records(folder: Path, cut: list[str] = ()) -> list[dict]:
    """Every record of the trail with `file` beside it; the truncated files are left out."""
    out = []
    for path in sorted((folder / "trail").rglob("*.json.gz")):
        if str(path.relative_to(folder)) in cut:
            continue
        out += [
            record | {"file": path.name}
            for record in json.loads(gzip.decompress(path.read_bytes()))["Records"]
        ]
    return out


def event_ids(told: object) -> set[str]:
    """Every event id that an object of truth names, at any depth."""
    if isinstance(told, dict):
        here = {value for name, value in told.items() if name.endswith("event_id") and value}
        return here.union(*(event_ids(value) for value in told.values()))
    if isinstance(told, list):
        return set().union(*(event_ids(value) for value in told))
    return set()


def test_same_seed_same_bytes_and_another_seed_another_incident(tmp_path):
    first = make(tmp_path / "one", events=SMALL, seed=3)
    make(tmp_path / "two", events=SMALL, seed=3)
    other = make(tmp_path / "three", events=SMALL, seed=4)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")
    assert first.truth["leaked_key"] != other.truth["leaked_key"]
    assert not set(first.truth["accounts"]) & set(other.truth["accounts"])


def test_layout_and_numbers(demo):
    found = records(demo.folder, demo.truncated)
    assert len({record["eventID"] for record in found}) == demo.events == SMALL
    assert len(found) == demo.deliveries > demo.events
    assert {record["awsRegion"] for record in found} == set(REGIONS)
    assert {record["recipientAccountId"] for record in found} == set(demo.truth["accounts"])
    for path in (demo.folder / "trail").rglob("*.json.gz"):
        account, _, region, published, _ = path.name.split("_")
        year, month, day = path.parts[-4:-1]
        assert path.parts[-7:-4] == (account, "CloudTrail", region)
        assert published.startswith(year + month + day)
    assert len(list((demo.folder / "trail").rglob("*.json.gz"))) == demo.files


def test_files_hold_their_own_account_and_region_and_come_after_their_events(demo):
    for record in records(demo.folder, demo.truncated):
        account, _, region, published, _ = record["file"].split("_")
        assert (account, region) == (record["recipientAccountId"], record["awsRegion"])
        event = record["eventTime"].replace("-", "").replace(":", "")[:13] + "Z"
        assert event <= published


def test_late_and_doubled_and_truncated_are_there(demo):
    found = records(demo.folder, demo.truncated)
    delays = [_minutes(record["file"].split("_")[3]) - _minutes(record["eventTime"]) for record in found]
    assert sum(delay > 60 for delay in delays) >= 3
    assert max(Counter(record["eventID"] for record in found).values()) == 2
    assert len(demo.truncated) == 1
    with pytest.raises(EOFError):
        gzip.decompress((demo.folder / demo.truncated[0]).read_bytes())


def _minutes(text: str) -> float:
    digits = "".join(filter(str.isdigit, text)).ljust(14, "0")
    return time.mktime(time.strptime(digits, "%Y%m%d%H%M%S")) / 60


def test_every_event_of_truth_is_in_the_files(demo):
    ids = {record["eventID"] for record in records(demo.folder, demo.truncated)}
    told = json.loads((demo.folder / "truth.json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(demo.truth))
    assert event_ids(told) <= ids
    assert set(told["actors"]) <= ids
    assert len(told["actors"]) > 300


def test_every_event_of_the_second_truth_is_in_event_history(demo):
    told = json.loads((demo.folder / "truth_event_history.json").read_text(encoding="utf-8"))
    items = [
        item
        for path in (demo.folder / "event_history").rglob("page-*.json")
        for item in json.loads(path.read_text(encoding="utf-8"))["Events"]
    ]
    ids = {item["EventId"] for item in items}
    assert event_ids(told) <= ids and set(told["actors"]) <= ids
    whole = [json.loads(item["CloudTrailEvent"]) for item in items]
    assert all(record["managementEvent"] for record in whole)
    # What was done while the trail was stopped is here, and only here.
    hidden = {row["name"] for row in told["principals"]} - {row["name"] for row in demo.truth["principals"]}
    assert any(name == "backup-svc" for name in hidden)
    gap = demo.truth["coverage"][0]
    inside = [
        record
        for record in whole
        if record["recipientAccountId"] == gap["account_id"]
        and gap["stopped_from"] < record["eventTime"] < gap["stopped_until"]
    ]
    assert len(inside) >= 8
    assert not {record["eventID"] for record in inside} & {
        record["eventID"] for record in records(demo.folder, demo.truncated)
    }


def test_pages_of_a_region_are_newest_first_and_chained(demo):
    folders = {path.parent for path in (demo.folder / "event_history").rglob("page-*.json")}
    assert len(folders) > 20
    assert any(len(list(folder.glob("page-*.json"))) > 1 for folder in folders)
    for folder in folders:
        pages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("page-*.json"))]
        assert ["NextToken" in page for page in pages] == [True] * (len(pages) - 1) + [False]
        times = [item["EventTime"] for page in pages for item in page["Events"]]
        assert times == sorted(times, reverse=True)


def test_key_ids_are_well_formed_and_decode_to_their_account(demo):
    accounts = set(demo.truth["accounts"])
    seen = set()
    for record in records(demo.folder, demo.truncated):
        who = record["userIdentity"]
        key = who.get("accessKeyId")
        if key:
            seen.add(key)
            assert is_key_id(key) and account_of_key(key) == who["accountId"] in accounts
        if who.get("principalId", "")[:4] in ("AIDA", "AROA"):
            head = int.from_bytes(base64.b32decode(who["principalId"][4:20])[:6], "big")
            assert f"{(head & 0x7FFFFFFFFF80) >> 7:012d}" == who["accountId"]
    assert demo.truth["leaked_key"] in seen
    for row in demo.truth["credentials"]:
        if is_key_id(row["credential_id"]):
            assert account_of_key(row["credential_id"]) == row["account_id"]


def test_a_key_two_characters_away_is_the_owners(demo):
    leaked = demo.truth["leaked_key"]
    keys = {record["userIdentity"].get("accessKeyId") for record in records(demo.folder, demo.truncated)}
    near = [
        key
        for key in keys - {None, leaked}
        if len(key) == len(leaked) and sum(a != b for a, b in zip(key, leaked, strict=True)) == 2
    ]
    assert len(near) == 1
    assert near[0] not in {row["credential_id"] for row in demo.truth["credentials"]}


def test_the_story_is_whole(demo):
    told = demo.truth
    links = {row["link"] for row in told["credentials"]}
    assert links >= {
        "leaked",
        "GetSessionToken",
        "GetFederationToken",
        "AssumeRole",
        "CreateAccessKey",
        "CreateLoginProfile",
        "ConsoleLogin",
        "trust_change",
        "instance_profile",
        "service_role",
    }
    assert max(row["depth"] for row in told["credentials"]) == 3
    assert Counter(told["actors"].values()).keys() == {"owner", "intruder", "aws"}
    machines = [
        row for row in told["resources"] if row["resource_type"] == "instance" and row["change"] == "created"
    ]
    states = Counter(row["state"] for row in machines)
    assert states["gone"] == states["alive"] == len(machines) / 2
    new = {row["aws_region"] for row in machines} & {
        row["aws_region"] for row in told["regions"] if row["used_before"] == "no"
    }
    assert len(new) >= 5
    codes = {row["error_code"] for row in told["denied"]}
    assert codes >= {
        "AccessDenied",
        "Client.UnauthorizedOperation",
        "ThrottlingException",
        "Client.DryRunOperation",
        "OptInRequired",
        "NoSuchEntityException",
        "Client.VcpuLimitExceeded",
    }
    again = {row["event_name"] for row in told["denied"] if row["later_succeeded"]}
    assert {"GetServiceQuota", "RunInstances"} <= again


def test_notices_name_the_key_the_user_and_the_case(demo):
    told = demo.truth
    for name, words in (("notice_en.eml", "publicly available"), ("notice_ja.eml", "隔離ポリシー")):
        mail = message_from_bytes((demo.folder / name).read_bytes(), policy=default)
        body = mail.get_content()
        assert told["account"] in mail["Subject"]
        for fact in (told["leaked_key"], told["user"], told["account"], words, "https://github.com/"):
            assert fact in body
        assert mail["Date"].datetime.utcoffset().total_seconds() == 9 * 3600


def test_hostile_text_is_delivered_as_it_is(demo):
    text = json.dumps(records(demo.folder, demo.truncated), ensure_ascii=False)
    for piece in ("<script>", "=cmd|", "drop table events", "東京リージョン", "\u202e", "x" * 50_000):
        assert piece in text


@pytest.mark.parametrize("wrong", [{"events": 10}, {"shape": "nobody-knows"}])
def test_what_cannot_be_made_is_said(tmp_path, wrong):
    with pytest.raises(UsageError):
        make(tmp_path / "d", **wrong)


def test_many_small_files_of_one_size(tmp_path):
    made = make(tmp_path / "d", events=6_000, files=1_000, skewed=False, bills=False, with_history=False)
    assert 950 <= made.files <= 1_300
    sizes = Counter(record["file"] for record in records(made.folder, made.truncated)).values()
    assert sorted(sizes)[len(sizes) // 2] in (5, 6, 7)


def test_odd_records_and_doubled_deliveries_by_share(tmp_path):
    made = make(tmp_path / "d", events=6_000, doubled=0.05, odd=0.2, bills=False, with_history=False)
    noise = made.truth["noise"]
    assert noise["odd_records"] > 50
    assert 0.02 < noise["doubled"] / made.events < 0.08
    found = records(made.folder, made.truncated)
    assert len({record["eventID"] for record in found}) == made.events
    assert sum("newFieldOfTomorrow" in record for record in found) >= noise["odd_records"] * 0.9


@pytest.mark.slow
def test_rate(tmp_path):
    started = time.perf_counter()
    made = make(tmp_path / "d", events=500_000)
    assert made.events / (time.perf_counter() - started) >= 50_000
