"""Where the account's trails deliver to, and the public keys that their digests are checked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kit.rules import own_calls
from kit.sources import failures, unread, wire
from kit.sources.aws import ERRORS, EndlessError
from kit.sources.item import Item

if TYPE_CHECKING:
    from kit.sources.aws import Account


def places_of_trails(account: Account, now: datetime) -> Iterator[tuple[str, str] | Item]:
    """(bucket, prefix up to AWSLogs/) of each trail that any Region knows; items for Regions that could not
    be asked."""
    seen: dict[str, tuple[str, str]] = {}
    refused: dict[str, str] = {}

    def listed(region: str) -> None:
        answer = account.ask(*own_calls().trails, region, includeShadowTrails=True)
        for trail in unread.part(answer, "trailList", list):
            bucket = unread.part(trail, "S3BucketName", str)
            prefix = str(trail.get("S3KeyPrefix") or "").strip("/")
            seen[str(trail.get("TrailARN", region))] = (bucket, f"{prefix}/AWSLogs/".lstrip("/"))

    def ask(region: str) -> None:
        try:
            unread.read(listed, region)
        except ERRORS as error:
            refused[region] = failures.reason(error, region)

    regions = account.regions()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, regions))
    yield from dict.fromkeys(seen[arn] for arn in sorted(seen))
    for reason in dict.fromkeys(refused.values()):
        where = [region for region, why in refused.items() if why == reason]
        yield Item(
            f"api://{account.account_id}/{where[0]}/{own_calls().trails.path}",
            now,
            kind="api",
            failure=f"trail: {reason}",
        )
    if not seen and len(refused) < len(regions):
        yield Item(
            f"api://{account.account_id}/*/{own_calls().trails.path}",
            now,
            kind="api",
            failure="no trail in any Region asked: there is Event history only (lookup-events)",
        )


def keys_of_digests(
    account: Account, regions: Iterable[str], now: datetime, since: datetime, until: datetime
) -> Iterator[Item]:
    """ListPublicKeys of each Region as delivered: digests are signed with keys of their Region."""
    call = own_calls().digest_keys
    for region in sorted(regions):
        origin = f"api://{account.account_id}/{region}/{call.path}#{now.isoformat()}Z"
        window = {
            "StartTime": (since - timedelta(days=1)).replace(tzinfo=UTC),
            "EndTime": min(until + timedelta(days=2), now).replace(tzinfo=UTC),
        }
        try:
            token: dict[str, str] = {}
            seen = wire.Pages(10_000)
            while True:
                raw, answer = account.raw(*call, region, **window, **token)
                yield Item(origin, now, data=raw, kind="api", meta={"call": call.call, "region": region})
                if not answer.get("NextToken"):
                    break
                if seen.endless(answer["NextToken"]):
                    raise EndlessError(why="the list of public keys has no end")
                token = {"NextToken": answer["NextToken"]}
        except ERRORS as error:
            yield Item(
                origin, now, kind="api", failure=f"public keys of digests: {failures.reason(error, region)}"
            )
