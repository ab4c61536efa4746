"""Event history on a real socket: LookupEvents' wire protocol (JSON 1.1, signed requests), its limits and its
faults.

2 requests a second for each Region (a bucket of two), 50 events a page, newest first, tokens that belong to
their parameters and expire; on demand it drops connections, answers late or with a server's error.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import random
import re
import threading
import time
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/\d{8}/([a-z0-9-]+)/([a-z-]+)/aws4_request, "
    r".*Signature=[0-9a-f]{64}"
)
ACCOUNT = "111122223333"


def lookup_event(number: int, at: datetime, region: str, *, write: bool, key: str, name: str, **more) -> dict:
    """One event as LookupEvents gives it, its record inside as text. `at` naive UTC."""
    event_id = f"{number:08x}-0000-4000-8000-{hashlib.md5(region.encode()).hexdigest()[:12]}"
    record = {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDABTX3GSDSUAAAAAAAA",
            "arn": f"arn:aws:iam::{ACCOUNT}:user/app",
            "accountId": ACCOUNT,
            "accessKeyId": key,
            "userName": "app",
        },
        "eventTime": at.isoformat() + "Z",
        "eventSource": "ec2.amazonaws.com",
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": "198.51.100.7",
        "userAgent": "aws-cli/2.15.0",
        "requestParameters": None,
        "responseElements": None,
        "requestID": event_id,
        "eventID": event_id,
        "readOnly": not write,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        **more,
    }
    return {
        "EventId": event_id,
        "EventName": name,
        "ReadOnly": "false" if write else "true",
        "AccessKeyId": key,
        "EventTime": at.replace(tzinfo=UTC).timestamp(),
        "EventSource": record["eventSource"],
        "Username": "app",
        "Resources": [],
        "CloudTrailEvent": json.dumps(record),
    }


class HistoryServer:
    """`with HistoryServer(events by Region) as server`; `server.url` is the endpoint, `server.asked` what was
    asked."""

    def __init__(
        self,
        events: dict[str, list[dict]],
        *,
        rate: float = 2.0,
        faults: float = 0.0,
        token_life: int = 10**9,
        latency: float = 0.0,
        seed: int = 1,
        denied: set[str] | None = None,
        expire_after: int | None = None,
        disabled: set[str] | None = None,
    ) -> None:
        self.events = {
            region: sorted(rows, key=lambda row: -row["EventTime"]) for region, rows in events.items()
        }
        self._times = {region: [-row["EventTime"] for row in rows] for region, rows in self.events.items()}
        self._pages: dict[tuple, list[int]] = {}
        self.rate, self.faults, self.token_life, self.latency = rate, faults, token_life, latency
        self.denied, self.expire_after = denied or set(), expire_after
        self.disabled, self.vanish_after = disabled or set(), 10**9
        self.dice = random.Random(seed)
        # In turn, not by chance: a run with a few faults has one of each.
        self.kinds = itertools.cycle(("drop", "late", "error"))
        self.asked: list[tuple[float, str, dict]] = []
        self.outcomes: Counter[str] = Counter()
        self._buckets: dict[str, tuple[float, float]] = defaultdict(lambda: (2.0, time.monotonic()))
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                outer._handle(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 256

            def handle_error(self, *_: object) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> HistoryServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handle(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        signed = SIGNED.match(request.headers.get("Authorization") or "")
        if not signed:
            return self._send(request, 403, {"__type": "MissingAuthenticationToken", "message": "not signed"})
        region, service = signed[2], signed[3]
        if service == "sts":
            xml = (
                "<GetCallerIdentityResponse xmlns='https://sts.amazonaws.com/doc/2011-06-15/'><GetCallerIdentityResult>"
                f"<Arn>arn:aws:sts::{ACCOUNT}:assumed-role/investigator/me</Arn><UserId>AROAX:me</UserId>"
                f"<Account>{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
            )
            return self._send(request, 200, xml.encode(), "text/xml")
        if len(self.asked) >= self.vanish_after:
            request.close_connection = True
            return request.connection.shutdown(2)
        if region in self.disabled:
            said = "The security token included in the request is invalid."
            return self._send(request, 400, {"__type": "UnrecognizedClientException", "message": said})
        target = (request.headers.get("X-Amz-Target") or "").rpartition(".")[2]
        if target != "LookupEvents":
            return self._send(
                request, 400, {"__type": "AccessDeniedException", "message": f"{service} {target}"}
            )
        return self._lookup(request, region, json.loads(body))

    def _lookup(self, request: BaseHTTPRequestHandler, region: str, given: dict) -> None:
        with self._lock:
            self.asked.append((time.monotonic(), region, given))
            count = len(self.asked)
            allowed = self._allowed(region)
            fault = next(self.kinds) if self.dice.random() < self.faults else ""
        if self.latency:
            time.sleep(self.latency)
        if self.expire_after is not None and count > self.expire_after:
            return self._answer(
                request, "expired", 400, {"__type": "ExpiredTokenException", "message": "expired"}
            )
        if region in self.denied:
            refusal = {
                "__type": "AccessDeniedException",
                "Message": "not authorized to perform cloudtrail:LookupEvents",
            }
            return self._answer(request, "denied", 400, refusal)
        if not allowed:
            return self._answer(
                request, "throttled", 400, {"__type": "ThrottlingException", "message": "Rate exceeded"}
            )
        if fault == "drop":
            self.outcomes["dropped"] += 1
            request.close_connection = True
            request.connection.close()
            return None
        if fault == "late":
            self.outcomes["late"] += 1
            time.sleep(3)
        if fault == "error":
            return self._answer(request, "error", 500, {"__type": "InternalFailure", "message": "try again"})
        status, answer = self._page(region, given)
        return self._answer(request, "page" if status == 200 else "refused", status, answer)

    def _allowed(self, region: str) -> bool:
        level, at = self._buckets[region]
        now = time.monotonic()
        level = min(2.0, level + (now - at) * self.rate)
        self._buckets[region] = (level - 1 if level >= 1 else level, now)
        return level >= 1

    def _page(self, region: str, given: dict) -> tuple[int, dict]:
        query = {name: value for name, value in given.items() if name != "NextToken"}
        mark = hashlib.sha256(json.dumps(query, sort_keys=True).encode()).hexdigest()[:16]
        offset = 0
        if token := given.get("NextToken"):
            token = json.loads(base64.b64decode(token))
            if token["mark"] != mark or token["uses"] > self.token_life:
                return 400, {"__type": "InvalidNextTokenException", "message": "token is not valid"}
            offset, uses = token["offset"], token["uses"]
        else:
            uses = 0
        rows = self._matching(region, given, (region, mark))
        size = given.get("MaxResults", 50)
        every = self.events.get(region, [])
        answer: dict = {"Events": [every[place] for place in rows[offset : offset + size]]}
        if offset + size < len(rows):
            token = {"mark": mark, "offset": offset + size, "uses": uses + 1}
            answer["NextToken"] = base64.b64encode(json.dumps(token).encode()).decode()
        return 200, answer

    def _matching(self, region: str, given: dict, name: tuple) -> list[int]:
        if name not in self._pages:
            times, every = self._times.get(region, []), self.events.get(region, [])
            first = bisect_left(times, -float(given["EndTime"]))
            last = bisect_right(times, -float(given["StartTime"]))
            wanted = [
                (one["AttributeKey"], one["AttributeValue"]) for one in given.get("LookupAttributes", [])
            ]
            self._pages[name] = [
                place for place in range(first, last) if all(every[place].get(k) == v for k, v in wanted)
            ]
        return self._pages[name]

    def _answer(self, request: BaseHTTPRequestHandler, outcome: str, status: int, answer: dict) -> None:
        with self._lock:
            self.outcomes[outcome] += 1
        self._send(request, status, answer)

    def _send(
        self, request: BaseHTTPRequestHandler, status: int, answer: dict | bytes, kind: str = ""
    ) -> None:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        request.send_response(status)
        request.send_header("Content-Type", kind or "application/x-amz-json-1.1")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


def history(
    now: datetime,
    regions: list[str],
    count: int,
    *,
    key: str,
    days: float = 80,
    write_share: float = 0.2,
    seed: int = 3,
) -> dict[str, list[dict]]:
    """`count` events in all, spread over Regions and days, writes among them."""
    dice = random.Random(seed)
    made: dict[str, list[dict]] = {region: [] for region in regions}
    for number in range(count):
        region = regions[number % len(regions)]
        at = (now - timedelta(seconds=dice.uniform(3600, days * 86400))).replace(microsecond=0)
        write = dice.random() < write_share
        made[region].append(
            lookup_event(
                number,
                at,
                region,
                write=write,
                key=key if dice.random() < 0.3 else "AKIAOTHEROTHEROTHER2",
                name="RunInstances" if write else "DescribeInstances",
            )
        )
    return made
