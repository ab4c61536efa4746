"""Every error that the libraries below a source can raise, from every source, where it is raised in truth:
one line, and what the same source and the others have beside it is collected."""

from __future__ import annotations

import dataclasses
import errno
import io
import itertools
import json
import os
from collections import Counter
from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from broken_wire import CALLER, Fault, Wire, faults
from conftest import LEAKED, NOW, record

from kit import ask, collect
from kit.case import Case, new_case
from kit.collect.dispatch import each_alone
from kit.collect.run import collect_items
from kit.errors import KitError
from kit.rules import live_calls
from kit.sources import (
    Access,
    aws,
    cost_explorer,
    failures,
    history_region,
    live_state,
    lookup_events,
    open_account,
    s3_bucket,
    s3_trail,
)
from kit.sources.local_files import local_files
from kit.sources.pace import Pace

ALL = faults()
# These say that the credentials ran out: a source ends there, on purpose
# (tests/sources/test_state_failures.py).
RAN_OUT = [fault for fault in ALL if type(fault.error).__name__ in failures.EXPIRED]
FAULTS = [fault for fault in ALL if fault not in RAN_OUT]
LONGEST = 600
GOOD = json.dumps({"Records": [record(0)]}).encode()


def answer(asked: str, url: str) -> tuple[int, str, bytes] | None:
    """What works all the time: who the caller is, the listing of a bucket, one good object, one good
    Region."""
    if "Action=GetCallerIdentity" in asked:
        return 200, "text/xml", CALLER.encode()
    if "LookupEvents" in asked and ".eu-west-1." in url:
        return (
            200,
            "application/x-amz-json-1.1",
            json.dumps({"Events": [{"CloudTrailEvent": json.dumps(record(3))}]}).encode(),
        )
    if "good.json" in url:
        return 200, "application/octet-stream", GOOD
    if "list-type=2" in url:
        keys = [*(f"o/{place:04}.json" for place in range(len(FAULTS))), "o/good.json"]
        parts = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-03-01T00:00:00Z</LastModified>"
            f"<ETag>&quot;e&quot;</ETag><Size>{len(GOOD)}</Size></Contents>"
            for key in keys
        )
        parts = "" if "delimiter" in url else parts
        return (
            200,
            "application/xml",
            f"<ListBucketResult><IsTruncated>false</IsTruncated>{parts}</ListBucketResult>".encode(),
        )
    if "?location" in url:
        return 200, "application/xml", b"<LocationConstraint/>"
    if "?versioning" in url:
        return 200, "application/xml", b"<VersioningConfiguration/>"
    return None


@pytest.fixture
def wire(monkeypatch, credentials) -> Wire:
    """The broken way to AWS; nothing is asked twice and nothing waits."""
    made = Wire(answer)
    made.install(monkeypatch)
    config = aws._config
    monkeypatch.setattr(aws, "_config", lambda service, attempts, own=False: config(service, 1, own))
    monkeypatch.setattr("trino.client.sleep", lambda _: None)
    return made


@pytest.fixture
def case(tmp_path) -> Case:
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")


@pytest.fixture
def account(wire, case):
    return open_account(case, Access(regions=("us-east-1",)))


def one_line(text: str | None) -> bool:
    """Whether it is a sentence in one line that a person can read."""
    return (
        bool(text) and text.splitlines() == [text] and 10 < len(text) <= LONGEST and "Traceback" not in text
    )


def rows(case: Case) -> list[dict]:
    return ask(case, "ledger_items").dicts()


def test_there_are_all_kinds_of_errors():
    count = Counter(fault.where for fault in ALL)
    assert count["session"] > 90
    assert count["connection"] == count["body"] > 60
    assert len(RAN_OUT) >= 4


def test_the_reason_of_each_is_one_short_line(wire, account):
    for fault in ALL:
        wire.put([fault])
        with pytest.raises(aws.ERRORS) as caught:
            account.ask("iam", "ListAttachedUserPolicies", UserName="x")
        assert wire.left == 0, fault.name
        assert failures.of_aws(caught.value), fault.name
        assert one_line(failures.reason(caught.value, "us-east-1")), fault.name
        assert len(failures.code_of(caught.value)) <= 80


def test_signing_in(wire, case, monkeypatch):
    """Before anybody is let in, the error is the one line of the command. A session is dear: every
    fiftieth."""
    monkeypatch.setattr(wire, "answer", lambda *_: None)
    for fault in [*RAN_OUT, *FAULTS[::50]]:
        wire.put([fault])
        with pytest.raises(KitError) as caught:
            open_account(case, Access(regions=("us-east-1",)))
        assert one_line(str(caught.value)), fault.name


def test_live_state(wire, account, case, monkeypatch):
    monkeypatch.setattr(live_state, "_GIVE_UP", 10**6)
    # A client of each service would take half a minute: XML of three kinds, JSON of two.
    few = ("iam", "ec2", "s3", "lambda", "ecs", "dynamodb")
    calls = [call for call in live_calls() if call.over is None and call.service in few]
    calls = [dataclasses.replace(call, source="sweep") for call in calls]
    calls = list(itertools.islice(itertools.cycle(calls), len(FAULTS)))
    wire.put(FAULTS)
    asker = live_state.Asker(account, "sweep", NOW)
    found = list(live_state.region_items(asker, "us-east-1", calls))
    assert (wire.left, len(found)) == (0, len(FAULTS))
    errors = [json.loads(item.data)["error"] for item in found]
    assert all(one_line(f"{error['code']}: {error['message']}") for error in errors)
    summary = collect_items(case, found)
    assert summary.exit_code == 3
    states = {(row["service"], row["state"]) for row in ask(case, "sweep").dicts() if row["service"] != "*"}
    assert {state for _, state in states} == {"not_checked"}, "nobody has seen that there is nothing"


def test_credentials_that_run_out_end_a_source_with_one_line(wire, account):
    for fault in RAN_OUT:
        wire.put([fault, *FAULTS])
        asker = live_state.Asker(account, "iam", NOW)
        found = list(live_state.run(asker, list(live_calls("iam")), ["us-east-1"], workers=1))
        assert len(found) == 1, fault.name
        assert one_line(found[0].failure), fault.name
        assert "sign in again" in found[0].failure


def test_event_history(wire, account, case, monkeypatch):
    """A fault in each Region, and one Region that answers."""
    monkeypatch.setattr(history_region, "TRIES", 1)
    monkeypatch.setattr(history_region, "WORKERS", 1)
    # No AWS knows these Regions; a client for each of them would take a minute.
    regions = [*(f"us-{place}-1" for place in range(len(FAULTS))), "eu-west-1"]
    make, kept = account.client, {}
    good = make("cloudtrail", "eu-west-1", attempts=1)

    def client(service, region=None, **options):
        if region == "eu-west-1":
            return good
        return kept.setdefault(service, make(service, "us-east-1", **options))

    account.client = client
    account.access = Access(regions=tuple(regions))
    client("cloudtrail", "us-east-1", attempts=1)
    wire.put(FAULTS)
    found = lookup_events.items(
        account, case, now=NOW, since=NOW - timedelta(days=1), pace=lambda: Pace(limit=1000.0)
    )
    summary = collect_items(case, found)
    assert (summary.events, summary.statuses["failed"]) == (1, len(FAULTS))
    reasons = [row["reason"] for row in rows(case) if row["status"] == "failed"]
    assert all(map(one_line, reasons)), [reason for reason in reasons if not one_line(reason)][:3]
    assert len(set(reasons)) == len(FAULTS), "each Region is named"


def test_objects_of_a_bucket(wire, account, case, monkeypatch):
    """Each object breaks in its own way, through the plain connection and through boto3; one does not."""
    wire.put(FAULTS)

    class Plain:
        sock = None

        def request(self, _method, path, **_):
            if "good" not in path:
                raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
            raise AttributeError("a fault of the library's own")

        def close(self):
            pass

    monkeypatch.setattr(s3_bucket, "_connect", lambda *_: Plain())
    # A body that breaks off is asked for again, up to two times: the same fault is what comes then.
    lasting: dict[str, Fault] = {}
    take = wire.take
    asked = wire.answer

    def remembered(text, url):
        wire.url = url
        return asked(text, url)

    wire.answer = remembered
    wire.take = lambda: (
        lasting.setdefault(wire.url, None) or lasting.__setitem__(wire.url, take()) or lasting[wire.url]
    )
    monkeypatch.setattr(s3_trail, "FETCHERS", 1)
    summary = collect_items(case, s3_trail.items(account, case, "s3://bucket/o/", now=NOW))
    assert summary.events == 1
    failed = [row for row in rows(case) if row["status"] == "failed"]
    # A body of the wrong length, or none, is an object that is not what was listed.
    assert len(failed) == len(FAULTS)
    assert all(one_line(row["reason"]) and row["origin"].startswith("s3://bucket/o/0") for row in failed)


def test_the_bucket_itself_and_its_trails(wire, account, case):
    found = []
    for place, fault in enumerate(FAULTS):
        wire.put([fault])
        # The listing is answered for this bucket name only.
        found += list(s3_trail.items(account, case, None, now=NOW + timedelta(seconds=place)))
    assert len(found) == len(FAULTS)
    assert all(one_line(item.failure) for item in found)


def test_cost_explorer(wire, account, case):
    wire.put(FAULTS)
    found, at = [], NOW
    while wire.left:
        found += cost_explorer.items(account, case, now=at, agree=lambda *_: True)
        at += timedelta(minutes=1)
    assert len(found) >= len(FAULTS)
    errors = [json.loads(item.data)["error"] for item in found]
    assert all(one_line(f"{error['code']}: {error['message']}") for error in errors)
    assert collect_items(case, found).bill_lines == 0


@pytest.mark.parametrize("engine", ["athena:logs.t", "trino://127.0.0.1:1/c.s.t"])
def test_engines_over_logs(wire, case, tmp_path, engine):
    """Each word is a table of its own; the folder beside them is collected."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "trail.json").write_bytes(GOOD)
    chosen = [fault for fault in ALL if fault.where != "session" or engine.startswith("athena")]
    if engine.startswith("trino"):
        # Its client asks up to three times where the way breaks: the same fault then.
        chosen = [fault for fault in chosen for _ in range(1)]
    wire.put(chosen)
    words = [f"{engine}{place}" for place in range(len(chosen))]
    summary = collect(case, *words, tmp_path / "logs", now=NOW, agree=lambda *_: True)
    assert (summary.exit_code, summary.events) == (3, 1)
    failed = {row["origin"]: row["reason"] for row in rows(case) if row["status"] == "failed"}
    assert failed.keys() == set(words)
    assert all(map(one_line, failed.values())), [r for r in failed.values() if not one_line(r)][:3]


def test_files_of_this_machine(case, tmp_path, monkeypatch):
    """Logs, bills and mails of a folder: whatever the machine says when one is opened."""
    errors = [OSError(number, os.strerror(number)) for number in sorted(errno.errorcode)]
    place = tmp_path / "in"
    place.mkdir()
    names = [
        f"{number}.{kind}"
        for number, kind in zip(range(len(errors)), itertools.cycle(("json", "eml", "csv")))
    ]
    broken = dict(zip(names, errors, strict=True))
    for name in (*names, "good.json"):
        (place / name).write_bytes(GOOD)
    opened = io.open

    def failing(file, *args, **kwargs):
        if isinstance(file, Path) and file.parent == place and file.name in broken:
            raise broken[file.name]
        return opened(file, *args, **kwargs)

    monkeypatch.setattr(io, "open", failing)
    summary = collect(case, place, now=NOW)
    assert (summary.events, summary.statuses["failed"], summary.exit_code) == (1, len(errors), 3)
    reasons = [row["reason"] for row in rows(case) if row["status"] == "failed"]
    assert all(map(one_line, reasons))


def test_what_a_source_raises_itself_is_one_line_and_keeps_no_other(case):
    """Past every net of a source: its line says how it stopped."""
    errors = [fault.error for fault in ALL if fault.error is not None]

    def breaking(error):
        raise error
        yield

    parts = [breaking(error) for error in errors]
    words = [f"source-{place}" for place in range(len(parts))]
    good = Path(case.folder.parent / "good.json")
    good.write_bytes(GOOD)
    asked = each_alone([*words, "good"], [*parts, local_files(good, now=NOW)], NOW, ())
    summary = collect_items(case, asked)
    assert (summary.events, summary.statuses["failed"]) == (1, len(errors))
    assert all(one_line(row["reason"]) for row in rows(case) if row["status"] == "failed")
