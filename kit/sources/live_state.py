"""Asks an account about itself by the table of live calls, several Regions at a time: `iam`, `posture`,
`sweep`.

An Item is one page of an answer, as JSON: {"kit_answer": 1, source, service, operation, account, region,
parameters, asked_at, page, last, answer | error {code, message}}; times in it are ISO text in UTC. `asked_at`
is one moment for a whole run, so that a thing that an older run saw and a newer whole listing did not is
known to be gone. What AWS refuses is an answer too: it is kept with its code and the rest goes on. Only
credentials that have run out end the run.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from kit.errors import KitError
from kit.rules import LiveCall, answers, live_calls, own_calls
from kit.sources import answer_form, failures, unread, wire
from kit.sources.aws import ENABLED, EndlessError
from kit.sources.item import Item

# After so many services of a Region that could not be reached in a row, the Region is given up.
_GIVE_UP = 4
_TOKENS = ("NextToken", "nextToken", "NextMarker")
WORKERS = 8
_NO_WAY = ("EndpointConnectionError", "ConnectTimeoutError", "UnknownEndpointError", "EndpointProviderError")


class ExpiredError(Exception):
    """The credentials ran out: nothing more can be asked in this run."""


@dataclass
class Asker:
    """One run of one source. `account` is kit.sources.aws.Account; `now` naive UTC, the moment that the run
    speaks of."""

    account: Any
    source: str
    now: datetime
    stopped: threading.Event = field(default_factory=threading.Event)
    ended_early: bool = False

    def client(self, service: str, region: str) -> Any:
        """A client that only reads, of a service in a Region."""
        return self.account.client(service, region)

    def pages(
        self, service: str, operation: str, region: str, parameters: Mapping[str, Any]
    ) -> Iterator[dict]:
        """Pages of one call as they come."""
        client = self.client(service, region)
        method = next(name for name, call in client.meta.method_to_api_mapping.items() if call == operation)
        seen = wire.Pages(20_000)
        if client.can_paginate(method):
            for count, page in enumerate(unread.each(client.get_paginator(method).paginate(**parameters))):
                yield page
                if seen.endless(count):
                    raise EndlessError(why=f"{operation}: the list has no end")
            return
        given = dict(parameters)
        while True:
            page = getattr(client, method)(**given)
            yield page
            token = next((name for name in _TOKENS if page.get(name)), None)
            if token is None or given.get(token) == page[token]:
                return
            if seen.endless(page[token]):
                raise EndlessError(why=f"{operation}: the list has no end")
            given[token] = page[token]

    def ask(
        self,
        service: str,
        operation: str,
        region: str,
        parameters: Mapping[str, Any] | None = None,
        member: str | None = None,
    ) -> Iterator[tuple[Item, dict | None]]:
        """(item, answer or None) for each page; the last one may be a refusal, as is a page without the
        `member` by which it is read. ExpiredError when credentials ran out."""
        parameters, number, held = parameters or {}, 0, None
        try:
            for page in self.pages(service, operation, region, parameters):
                if member and answer_form.without_member(member, page):
                    raise answer_form.missing(member)
                if held is not None:
                    yield self._page(service, operation, region, parameters, number, held, last=False)
                number, held = number + 1, plain({k: v for k, v in page.items() if k != "ResponseMetadata"})
        except Exception as error:
            code, message = _code_and_message(error)
            if held is not None:
                yield self._page(service, operation, region, parameters, number, held, last=False)
            if code in _NO_WAY and self._elsewhere(service, region):
                code, message = "NotOffered", f"{service} has no endpoint in {region}"
            if code in failures.EXPIRED:
                raise ExpiredError(f"{code}: {message}") from None
            yield self.refusal(service, operation, region, parameters, code, message), None
            return
        if held is not None:
            yield self._page(service, operation, region, parameters, number, held, last=True)

    def _elsewhere(self, service: str, region: str) -> bool:
        """Whether this version of botocore knows the service, and not in this Region."""
        known = self.account.session.get_available_regions(service, partition_name=self.account.partition)
        return bool(known) and region not in known

    def _page(
        self,
        service: str,
        operation: str,
        region: str,
        parameters: Mapping,
        number: int,
        answer: dict,
        *,
        last: bool,
    ) -> tuple[Item, dict]:
        page = {"page": number, "last": last, "answer": answer}
        return self.item(service, operation, region, parameters, page), answer

    def refusal(
        self, service: str, operation: str, region: str, parameters: Mapping, code: str, message: str
    ) -> Item:
        """The item of a call that AWS refused, or that could not be made."""
        error = {"error": {"code": code, "message": message}}
        return self.item(service, operation, region, parameters, error)

    def item(
        self, service: str, operation: str, region: str, parameters: Mapping, rest: Mapping[str, Any]
    ) -> Item:
        """One answer as evidence."""
        envelope = self.envelope(service, operation, region, parameters, rest)
        parameters, at = envelope["parameters"], envelope["asked_at"]
        texts = (
            (name, value if isinstance(value, str) else json.dumps(value))
            for name, value in sorted(parameters.items())
        )
        query = "&".join(f"{name}={quote(text, safe=':/', errors='surrogatepass')}" for name, text in texts)
        if len(query) > 400:
            query = "sha256=" + hashlib.sha256(query.encode()).hexdigest()
        page = f"&page={rest['page']}" if rest.get("page", 1) > 1 else ""
        return Item(
            origin=f"api://{self.account.account_id}/{region}/{service}/{operation}?{query}{page}#{at}",
            fetched_at=self.now,
            data=as_json(envelope),
            kind="api",
        )

    def envelope(
        self, service: str, operation: str, region: str, parameters: Mapping, rest: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What is stored of an answer: the call beside it."""
        return {
            "kit_answer": 1,
            "source": self.source,
            "service": service,
            "operation": operation,
            "account": self.account.account_id,
            "region": region,
            "parameters": plain(parameters),
            "asked_at": self.now.isoformat() + "Z",
            **rest,
        }

    def ended(self, error: ExpiredError) -> Item:
        """The one line that says that the credentials ran out."""
        self.ended_early = True
        return Item(
            origin=f"api://{self.account.account_id}/*/{self.source}",
            fetched_at=self.now,
            kind="api",
            failure=(
                f"{self.source}: the credentials ran out ({error}):"
                " sign in again, then run the same command again"
            ),
        )


def iam(
    account: Any, *, now: datetime, sleep: Callable[[float], None] = time.sleep, tries: int = 15
) -> Iterator[Item]:
    """`iam`: users, groups, roles, policies, keys with their last use, passwords, MFA, other credentials,
    providers.

    GetAccountAuthorizationDetails holds no keys and no passwords, so each user is asked for. The credential
    report is made by AWS at most every 4 hours; asking for a new one (GenerateCredentialReport) changes
    nothing in the account. `tries` looks, 2 s apart, at a report being made.
    https://docs.aws.amazon.com/IAM/latest/APIReference/
    """
    asker = Asker(account, "iam", now)
    yield from _credential_report(asker, sleep, tries)
    if not asker.stopped.is_set():
        yield from run(asker, live_calls("iam"), account.regions())


def _credential_report(asker: Asker, sleep: Callable[[float], None], tries: int) -> Iterator[Item]:
    own, home = own_calls(), asker.account.home
    try:
        for _ in range(tries):
            if asker.account.ask(*own.make_credential_report, home).get("State") == "COMPLETE":
                break
            sleep(2)
    except Exception as error:
        # An older report may be there all the same.
        yield asker.refusal(*own.make_credential_report, home, {}, *_code_and_message(error))
    try:
        yield from (item for item, _ in asker.ask(*own.credential_report, home))
    except ExpiredError as ended:
        asker.stopped.set()
        yield asker.ended(ended)


def posture(account: Any, *, now: datetime, workers: int = WORKERS) -> Iterator[Item]:
    """`posture`: what guards the account: trails and their buckets, GuardDuty, Config, budgets, defaults,
    contacts.

    Regional calls are asked of every enabled Region. The answers are stored as they are; queries/posture.sql
    judges them.
    """
    yield from run(Asker(account, "posture", now), live_calls("posture"), account.regions(), workers)


def sweep(account: Any, *, now: datetime, workers: int = WORKERS) -> Iterator[Item]:
    """`sweep`: every service in every enabled Region: what is there, what is not, what nobody could see.

    A Region that is not enabled is named too: what was started in it before it was disabled may still run and
    cost, and cannot be looked at.
    https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
    """
    asker = Asker(account, "sweep", now)
    for region, status in sorted(account.regions_all().items()):
        if status not in (*ENABLED, "unknown"):
            why = (
                f"Region {region} is {status}:"
                " what was started in it before it was disabled cannot be checked"
            )
            yield asker.refusal("*", "*", region, {}, "NotOffered", why)
    yield from run(asker, live_calls("sweep"), account.regions(), workers)


def run(
    asker: Asker, calls: Iterable[LiveCall], regions: list[str], workers: int = WORKERS
) -> Iterator[Item]:
    """Items of every call of every Region, as they come; each Region is asked in the order of the calls."""
    calls = list(calls)
    jobs = {region: [call for call in calls if call.once is None] for region in regions}
    home = asker.account.home  # what is one for the account is asked there
    jobs[home] = calls if home in jobs else [call for call in calls if call.once]
    tasks = [functools.partial(region_items, asker, region, todo) for region, todo in jobs.items()]
    yield from side_by_side(asker, tasks, workers)


def region_items(asker: Asker, region: str, calls: Iterable[LiveCall]) -> Iterator[Item]:
    """One Region: every call in order, later calls over what earlier ones named."""
    held: dict[tuple[str, str], list[tuple[dict, dict]]] = {}
    unreached: list[str] = []
    for call in calls:
        for parameters in _parameters(call, asker.account.account_id, held):
            if asker.stopped.is_set():
                return
            for item, answer in asker.ask(call.service, call.call, region, parameters, call.member):
                yield item
                if answer is not None:
                    held.setdefault((call.service, call.call), []).append((parameters, answer))
                    unreached.clear()
                elif _code(item) in failures.UNREACHED and call.service not in unreached:
                    unreached.append(call.service)
            if len(unreached) >= _GIVE_UP:
                why = f"{', '.join(unreached)} could not be reached; the rest of this Region was not asked"
                yield asker.refusal("*", "*", region, {}, "Unreachable", why)
                return


def _parameters(
    call: LiveCall, account: str, held: Mapping[tuple[str, str], list[tuple[dict, dict]]]
) -> Iterator[dict[str, Any]]:
    base = {name: account if value == "{account}" else value for name, value in call.parameters.items()}
    over = call.over
    if over is None:
        yield base
        return
    seen = set()
    for asked, answer in held.get((over.service, over.call), ()):
        kept = {name: asked[name] for name in over.keep if name in asked}
        found = answers(answer, over.values)
        size = over.batch or 1
        for start in range(0, len(found), size):
            part = found[start : start + size]
            given = {**base, **kept, over.name: part if over.batch else part[0]}
            mark = json.dumps(given, sort_keys=True, default=str)
            if mark not in seen:
                seen.add(mark)
                yield given


def side_by_side(asker: Asker, tasks: Sequence[Callable[[], Iterator[Item]]], workers: int) -> Iterator[Item]:
    """Items of several generators run in threads, as they come. The first ExpiredError ends all with one
    failed item."""
    out: queue.Queue = queue.Queue(maxsize=200)
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    count = min(workers, len(tasks))
    threads = [threading.Thread(target=_work, args=(asker, waiting, out), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    expired = None
    try:
        while count:
            found = out.get()
            if found is None:
                count -= 1
            elif isinstance(found, ExpiredError):
                expired = found
            elif isinstance(found, BaseException):
                raise found
            else:
                yield found
    finally:
        asker.stopped.set()
        while any(thread.is_alive() for thread in threads):
            try:
                out.get(timeout=0.05)
            except queue.Empty:
                continue
    if expired is not None:
        yield asker.ended(expired)


def _work(asker: Asker, waiting: queue.SimpleQueue, out: queue.Queue) -> None:
    try:
        while not asker.stopped.is_set():
            task = waiting.get_nowait()
            for item in task():
                out.put(item)
    except queue.Empty:
        pass
    except BaseException as error:
        asker.stopped.set()
        out.put(error)
    out.put(None)


def _code_and_message(error: Exception) -> tuple[str, str]:
    """(code, message in one line) of what went wrong; the kit's own refusals are raised again."""
    if isinstance(error, KitError):
        raise error
    if not failures.of_aws(error):
        error = unread.UnreadError(error)
    return failures.code_of(error), failures.message_of(error)


def as_json(document: Any) -> bytes:
    """The document as it is kept; half a character, which JSON can write and UTF-8 cannot, as its escape."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def plain(value: Any) -> Any:
    """A value of boto3 as JSON has it: times as ISO text in UTC, bytes as text or base64."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        with contextlib.suppress(OverflowError):  # the year 1 in another zone
            value = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return value.isoformat() + ("" if value.tzinfo else "Z")
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)


def _code(item: Item) -> str | None:
    return (json.loads(item.data or b"{}").get("error") or {}).get("code")
