"""`cost-explorer`: the bill by Region and service, and by usage type; daily, and hourly where that is
switched on.

Every request costs $0.01, each page too, so nothing is asked before `agree` says yes, and a question that was
answered within a day is not asked again. An answer is kept with its request, all pages together, as the
loader of bills reads them. Charges are asked by record type, or a credit would hide what was spent.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit.errors import UsageError
from kit.rules import own_calls
from kit.sources import failures, wire
from kit.sources.aws import ERRORS, EndlessError
from kit.sources.item import Item
from kit.sources.live_state import Asker, ExpiredError, as_json, plain

if TYPE_CHECKING:
    from kit.case import Case

USD = 0.01
RECORD_TYPES = ("Usage", "Tax", "Credit", "Refund")
# The bill before the incident shows what was usual; Cost Explorer keeps 13 months, hours for 14 days.
_BEFORE = timedelta(days=60)
_HOURS = timedelta(days=14)
_ANOMALIES = timedelta(days=90)
FRESH = timedelta(days=1)
_SERVICES = (("REGION", "SERVICE"), ("REGION", "USAGE_TYPE"))


@dataclass(frozen=True)
class Question:
    """One GetCostAndUsage request without its page token."""

    granularity: str
    keys: tuple[str, str]
    record_type: str
    start: str
    end: str
    account: str | None = None

    def request(self) -> dict[str, Any]:
        """The parameters of the call."""
        wanted: dict[str, Any] = {"Dimensions": {"Key": "RECORD_TYPE", "Values": [self.record_type]}}
        if self.account:
            wanted = {"And": [wanted, {"Dimensions": {"Key": "LINKED_ACCOUNT", "Values": [self.account]}}]}
        return {
            "TimePeriod": {"Start": self.start, "End": self.end},
            "Granularity": self.granularity,
            "Metrics": ["UnblendedCost", "UsageQuantity"],
            "Filter": wanted,
            "GroupBy": [{"Type": "DIMENSION", "Key": key} for key in self.keys],
        }

    @property
    def name(self) -> str:
        """The question as the origin of its answer names it, without the time."""
        whose = f"&account={self.account}" if self.account else ""
        return (
            f"{own_calls().costs.call}?{self.granularity}&{'+'.join(self.keys)}&{self.record_type}"
            f"&{self.start[:10]}..{self.end[:10]}{whose}"
        )


def questions(case: Any, account_id: str, now: datetime, since: datetime | None = None) -> list[Question]:
    """What is asked: usage by service and by usage type, tax, credits and refunds by day; usage by hour."""
    begin = since or (case.since or now - timedelta(days=30)) - _BEFORE
    begin = max(begin, now - timedelta(days=390))
    end = now + timedelta(days=1)
    other = case.account if case.account and case.account != account_id else None
    days = (f"{begin:%Y-%m-%d}", f"{end:%Y-%m-%d}")
    hours = (
        f"{max(begin, now - _HOURS + timedelta(days=1)):%Y-%m-%dT00:00:00Z}",
        f"{now:%Y-%m-%dT%H:00:00Z}",
    )
    return [
        *(Question("DAILY", keys, "Usage", *days, other) for keys in _SERVICES),
        *(Question("DAILY", _SERVICES[0], kind, *days, other) for kind in RECORD_TYPES[1:]),
        Question("HOURLY", _SERVICES[0], "Usage", *hours, other),
    ]


def items(
    account: Any,
    case: Case,
    *,
    now: datetime,
    since: datetime | None = None,
    asked: Mapping[str, datetime] | None = None,
    agree: Callable[[int, float], bool] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Iterator[Item]:
    """Answers of Cost Explorer. `asked`: origins of older answers with their time; `agree` gets (calls, USD).

    UsageError when nobody agreed to the charge.
    """
    place = f"api://{account.account_id}/{account.home}/ce"
    fresh = {origin.partition("#")[0] for origin, at in (asked or {}).items() if now - at < FRESH}
    todo = [
        one for one in questions(case, account.account_id, now, since) if f"{place}/{one.name}" not in fresh
    ]
    anomalies = not any(origin.startswith(f"{place}/{own_calls().anomalies.call}?") for origin in fresh)
    calls = len(todo) + (3 if anomalies else 0)
    if not calls:
        say("cost-explorer: every question was answered within a day; nothing is asked")
        return
    if agree is None or not agree(calls, calls * USD):
        raise UsageError(
            f"cost-explorer: {calls} calls, ${calls * USD:.2f} and $0.01 for each further page,"
            " are charged to the account: say so with --yes"
        )
    made = [0]
    asker = Asker(account, "cost-explorer", now)
    try:
        for question in todo:
            yield from _answer(asker, place, question, made)
        if anomalies:
            yield from _anomalies(asker, made)
    except ExpiredError as ended:
        yield asker.ended(ended)
    say(f"cost-explorer: {made[0]} calls, ${made[0] * USD:.2f}")


def _answer(asker: Asker, place: str, question: Question, made: list[int]) -> Iterator[Item]:
    costs, request, pages = own_calls().costs, question.request(), []
    given, seen = dict(request), wire.Pages(1_000)
    while True:
        made[0] += 1
        try:
            page = asker.account.ask(*costs, asker.account.home, **given)
        except ERRORS as error:
            yield _refused(asker, question, error)
            return
        pages.append(plain({name: value for name, value in page.items() if name != "ResponseMetadata"}))
        if not page.get("NextPageToken"):
            break
        given["NextPageToken"] = page["NextPageToken"]
        if seen.endless(page["NextPageToken"]):
            yield _refused(asker, question, EndlessError(why="the answer has no last page"))
            return
    data = {"request": request, "response": pages}
    results = [result for page in pages for result in page.get("ResultsByTime") or ()]
    if not any(isinstance(result, Mapping) and result.get("Groups") for result in results):
        # No such charge in the whole time: an answer without an amount is no bill, so it is kept as an answer
        # only.
        data = asker.envelope(*costs, asker.account.home, request, {"answer": {"pages": pages}})
    yield Item(
        origin=f"{place}/{question.name}#{asker.now.isoformat()}Z",
        fetched_at=asker.now,
        data=as_json(data),
        kind="api",
        meta={"service": costs.service, "operation": costs.call, "request": request, "pages": len(pages)},
    )


def _refused(asker: Asker, question: Question, error: Exception) -> Item:
    code = failures.code_of(error)
    if code in failures.EXPIRED:
        raise ExpiredError(code) from None
    if question.granularity == "HOURLY" and code in ("ValidationException", "DataUnavailableException"):
        code = "NotOffered"
    why = f"{question.granularity.lower()} figures: {failures.message_of(error)}"
    return asker.refusal(*own_calls().costs, asker.account.home, {"question": question.name}, code, why)


def _anomalies(asker: Asker, made: list[int]) -> Iterator[Item]:
    span = {
        "StartDate": f"{asker.now - _ANOMALIES + timedelta(days=1):%Y-%m-%d}",
        "EndDate": f"{asker.now:%Y-%m-%d}",
    }
    own = own_calls()
    for call, parameters in (
        (own.anomalies, {"DateInterval": span}),
        (own.anomaly_monitors, {}),
        (own.anomaly_subscriptions, {}),
    ):
        for item, _ in asker.ask(*call, asker.account.home, parameters):
            made[0] += 1
            yield item
