"""Answers of AWS as a broken, or a hostile, endpoint may give them: bodies made from botocore's own models
and then
altered, in every protocol, with odd content types and statuses. No source ends, nothing asked for is lost
from sight, and what is asked of the case afterwards has an answer."""

from __future__ import annotations

import base64
import io
import json
import random
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

import botocore.model
import pytest
import urllib3
import urllib3.connectionpool
from broken_wire import CALLER
from conftest import LEAKED, NOW, build_case, record
from fuzzing import ODD_TEXTS, damaged, lengths, odd, seeds

from kit import ask
from kit.collect.dispatch import refresh
from kit.collect.run import collect_items
from kit.errors import KitError
from kit.rules import live_calls
from kit.sources import (
    Access,
    Athena,
    Bounds,
    aws,
    cost_explorer,
    history_region,
    live_state,
    lookup_events,
    metrics,
    open_account,
    s3_trail,
    trails,
)
from kit.sources.engines.statements import Statement
from kit.sources.pace import Pace

REGIONS = ("us-east-1", "eu-west-1")
FEW = ("iam", "ec2", "s3", "lambda", "ecs", "dynamodb", "cloudtrail", "ses")
ASKED = ("sweep", "posture", "principals", "resources", "account_keys", "findings", "steps", "usage_metrics",
         "spend_total", "coverage", "cannot_say", "integrity", "ledger_items")  # fmt: skip
TEXTS = (
    "i-0123456789abcdef0", "app", LEAKED, "arn:aws:iam::111122223333:user/app", "running", "us-east-1",
    "ENABLED", "2026-03-01T00:00:00Z", "1.5", "*", '{"Version": "2012-10-17", "Statement": []}',
)  # fmt: skip


def value(shape: Any, dice: random.Random, depth: int = 0) -> Any:
    """A value as a shape of botocore has it; bytes as base64, times as ISO text or seconds."""
    kind = shape.type_name
    if kind == "structure":
        if depth > 5:
            return {}
        return {
            member.serialization.get("name", name): value(member, dice, depth + 1)
            for name, member in shape.members.items()
            if dice.random() > 0.15
            and member.serialization.get("location") not in ("header", "headers", "statusCode")
        }
    if kind == "list":
        return (
            []
            if depth > 5
            else [value(shape.member, dice, depth + 1) for _ in range(dice.choice((0, 1, 1, 2)))]
        )
    if kind == "map":
        return {dice.choice(TEXTS): value(shape.value, dice, depth + 1)} if depth < 5 else {}
    if kind == "timestamp":
        return dice.choice(("2026-03-01T00:00:00Z", 1772323200, 1772323200.5))
    if kind == "boolean":
        return dice.random() < 0.5
    if kind in ("integer", "long"):
        return dice.choice((0, 1, 8, 2**31))
    if kind in ("float", "double"):
        return dice.choice((0.0, 1.5))
    if kind == "blob":
        return base64.b64encode(b"user,arn\nroot,x\n").decode()
    return dice.choice((*getattr(shape, "enum", ())[:3], *TEXTS))


def as_xml(name: str, shape: Any, found: Any, attributes: str = "") -> str:
    """The value as the XML protocols write it; whatever does not fit its shape as text."""
    inner = ""
    if shape is not None and shape.type_name == "structure" and isinstance(found, dict):
        by_name = {member.serialization.get("name", key): member for key, member in shape.members.items()}
        for key, each in found.items():
            member = by_name.get(key)
            if member is not None and member.type_name == "list" and isinstance(each, list):
                if member.serialization.get("flattened"):
                    inner += "".join(as_xml(key, member.member, one) for one in each)
                    continue
                item = member.member.serialization.get("name", "member")
                inner += f"<{key}>{''.join(as_xml(item, member.member, one) for one in each)}</{key}>"
            elif isinstance(key, str) and key.isidentifier():
                inner += as_xml(key, member, each)
    elif isinstance(found, (dict, list)):
        inner = escape(json.dumps(found))
    elif found is not None:
        inner = escape(str(found))
    return f"<{name}{attributes}>{inner}</{name}>"


def as_cbor(found: Any) -> bytes:
    """RFC 8949, as far as answers need it."""

    def head(major: int, count: int) -> bytes:
        if count < 24:
            return bytes([major << 5 | count])
        return bytes([major << 5 | 27]) + struct.pack(">Q", count & (2**64 - 1))

    if found is None or isinstance(found, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[found]
    if isinstance(found, int):
        return head(0, found) if found >= 0 else head(1, -1 - found)
    if isinstance(found, float):
        return b"\xfb" + struct.pack(">d", found)
    if isinstance(found, str):
        raw = found.encode("utf-8", "surrogatepass")
        return head(3, len(raw)) + raw
    if isinstance(found, list):
        return head(4, len(found)) + b"".join(map(as_cbor, found))
    return head(5, len(found)) + b"".join(as_cbor(str(key)) + as_cbor(each) for key, each in found.items())


class Wire:
    """Answers every request with a made-up answer of its operation, altered by `dice`."""

    def __init__(self) -> None:
        self.dice = random.Random(0)
        self.models: dict[str, botocore.model.ServiceModel] = {}
        self.asked = self.sound = 0

    def urlopen(self, pool, method, url, body=None, headers=None, **_: Any) -> urllib3.HTTPResponse:
        named = headers.get("x-fuzz", b"")
        named = named.decode() if isinstance(named, bytes) else str(named)
        _, service, operation = named.split(".") if named else ("", "", "")
        if operation in ("", "GetCallerIdentity"):
            return _response(200, "text/xml", CALLER.encode())
        self.asked += 1
        return _response(*self.answer(self.models[service].operation_model(operation)))

    def answer(self, model: Any) -> tuple[int, str, bytes]:
        """(status, content type, body)."""
        dice, shape = self.dice, model.output_shape
        often = dice.choice((0.0, 0.02, 0.1, 0.3))
        protocol = str(getattr(model.service_model, "resolved_protocol", model.service_model.protocol))
        if shape is None or (model.name == "GetObject"):
            return (
                200,
                "application/octet-stream",
                damaged(json.dumps({"Records": [record(9)]}).encode(), dice),
            )
        made = value(shape, dice)
        if model.name == "LookupEvents":
            made["Events"] = [
                {
                    "EventTime": 1772323200 + n,
                    "EventId": f"e{n}",
                    "CloudTrailEvent": json.dumps(odd(record(n), dice, often)),
                }
                for n in range(dice.randint(0, 4))
            ]
        # Tokens would go on for ever: another test has lists without an end.
        made = {
            key: each
            for key, each in made.items()
            if ("oken" not in key and "arker" not in key) or dice.random() < 0.02
        }
        made = odd(made, dice, often) if often else made
        if dice.random() < 0.1:
            status = dice.choice((400, 403, 404, 429, 500, 503))
            code = dice.choice(("AccessDenied", "ValidationException", "Odd" * 50, *ODD_TEXTS[:20]))
            if protocol in ("query", "ec2", "rest-xml"):
                error = f"<Error><Code>{escape(code)}</Code><Message>x\ny</Message></Error>"
                error = f"<Response><Errors>{error}</Errors></Response>"
                return status, "text/xml", damaged(error.encode("utf-8", "replace"), dice)
            return (
                status,
                "application/json",
                damaged(json.dumps({"__type": code, "message": code}).encode(), dice),
            )
        if "cbor" in protocol:
            kind, body = "application/cbor", as_cbor(made)
        elif "json" in protocol:
            kind, body = "application/json", json.dumps(made).encode("utf-8", "surrogatepass")
        else:
            kind, body = "text/xml", self._xml(model, shape, made, protocol)
        self.sound += not often
        if dice.random() < 0.15:
            body = damaged(body, dice)
        if dice.random() < 0.05:
            kind = dice.choice(("text/html", "", "application/json", "text/plain; charset=\xff", "x" * 500))
        return 200, kind, body

    def _xml(self, model: Any, shape: Any, made: Any, protocol: str) -> bytes:
        wrapper = shape.serialization.get("resultWrapper")
        inner = as_xml(wrapper or shape.serialization.get("name", f"{model.name}Response"), shape, made)
        text = (
            f"<{model.name}Response>{inner}<requestId>r</requestId></{model.name}Response>"
            if protocol == "query"
            else inner
        )
        if protocol == "ec2":
            text = as_xml(f"{model.name}Response", shape, made)
        return text.encode("utf-8", "replace")


def _response(status: int, kind: str, body: bytes) -> urllib3.HTTPResponse:
    headers = {"Content-Type": kind, "Content-Length": str(len(body)), "x-amzn-requestid": "r-1"}
    return urllib3.HTTPResponse(body=io.BytesIO(body), headers=headers, status=status, preload_content=False)


@pytest.fixture
def wire(monkeypatch, credentials) -> Wire:
    made = Wire()
    monkeypatch.setattr(
        urllib3.connectionpool.HTTPConnectionPool,
        "urlopen",
        lambda pool, *args, **kwargs: made.urlopen(pool, *args, **kwargs),
    )
    config = aws._config
    monkeypatch.setattr(aws, "_config", lambda service, attempts, own=False: config(service, 1, own))
    monkeypatch.setattr(history_region, "TRIES", 1)
    monkeypatch.setattr("kit.sources.s3_bucket._connect", lambda *_: None)  # boto3's way alone
    return made


@pytest.fixture
def account(wire, tmp_path):
    class Nobody:
        keys = principals = ()

    opened = open_account(Nobody, Access(regions=REGIONS))
    emitter = opened.session._session.get_component("event_emitter")

    def named(request, event_name, **_):
        request.headers["x-fuzz"] = event_name

    emitter.register("before-send", named, unique_id="fuzz")
    make = opened.client

    def client(service, region=None, **options):
        made = make(service, region, **options)
        wire.models[made.meta.service_model.service_id.hyphenize()] = made.meta.service_model
        return made

    opened.client = client
    opened.agreed = True
    return opened


def _sources(
    account: Any, case: Any, dice: random.Random, at: datetime, few: tuple[str, ...]
) -> Iterator[Any]:
    """The items of every source that asks AWS, each with some of its calls."""
    calls = [call for call in live_calls() if not few or call.service in few]
    for source in ("iam", "sweep", "posture"):
        mine = [call for call in calls if call.source == source]
        chosen = [call for call in mine if call.over or dice.random() < (1.0 if few else 0.3)]
        yield live_state.run(live_state.Asker(account, source, at), chosen, list(REGIONS), workers=2)
    yield live_state.side_by_side(
        asker := live_state.Asker(account, "iam", at),
        [lambda: live_state._credential_report(asker, lambda _: None, 2)],
        1,
    )
    yield cost_explorer.items(account, case, now=at, agree=lambda *_: True)
    yield metrics.items(account, now=at, workers=2)
    since = at - timedelta(hours=2)
    yield lookup_events.items(account, case, now=at, since=since, pace=lambda: Pace(limit=1000.0))
    yield s3_trail.items(account, case, None, now=at, since=since)
    yield s3_trail.items(account, case, "s3://bucket/p/", now=at, since=since)
    yield trails.keys_of_digests(account, REGIONS, at, since, at)


@lengths
def test_no_answer_ends_a_source(wire, account, tmp_path, long):
    case = build_case(tmp_path, [record(place) for place in range(3)])
    taken = 0
    for seed in seeds(long, 1):
        dice = wire.dice = random.Random(seed)
        at = NOW + timedelta(minutes=seed)
        for source in _sources(account, case, dice, at, () if long else FEW):
            summary = collect_items(case, source)
            taken += summary.asked
        with _OneLine():
            engine = Athena("athena:logs.t", account, pause=lambda _: None)
            engine.estimate(Bounds(None, None, (), ()))
            engine.answer(Statement("any", "select 1", False))
        if seed % 20 == 0:
            refresh(case)
            for name in ASKED:
                for row in ask(case, name).dicts():
                    assert "Traceback" not in str(row), seed
    assert taken > 50 and wire.sound > 5


class _OneLine:
    """Whatever fails is a KitError of one line."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> bool:
        return isinstance(error, KitError) and len(str(error).splitlines()) == 1
