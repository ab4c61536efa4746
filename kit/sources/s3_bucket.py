"""One bucket: lists what is under a prefix, with versions where it keeps them, and fetches objects as they
were listed.

Small objects come through plain signed GETs on connections that stay open; whatever does not answer 200 there
is asked again through boto3, which knows redirects, retries and what a refusal means.
"""

from __future__ import annotations

import http.client
import os
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from kit.rules import own_calls
from kit.sources import failures, unread, wire
from kit.sources.aws import ERRORS, EndlessError

if TYPE_CHECKING:
    from kit.sources.aws import Account

# Longer ones are worth boto3's retries.
SMALL = 8 << 20
# So many broken connections, and the way is not open: boto3 knows others.
_ENOUGH = 20


@dataclass(frozen=True)
class Found:
    """One object, or one older version of it, as listed. `deleted`: a delete marker hides it."""

    key: str
    etag: str
    size: int
    modified: datetime
    version: str | None = None
    latest: bool = True
    deleted: bool = False


class Bucket:
    """`pays`: the caller agreed to pay for requests of a requester-pays bucket."""

    def __init__(self, account: Account, name: str, *, pays: bool = False) -> None:
        self.account, self.name = account, name
        self.payer = {"RequestPayer": "requester"} if pays else {}
        self.region = self._region()
        self.versioned = self._versioned()
        self._local = threading.local()
        self._plain = self._endpoint()
        self._broken = 0

    def _region(self) -> str:
        try:
            answer = self.account.ask(*own_calls().bucket_region, Bucket=self.name)
            place = str(answer.get("LocationConstraint") or "")
        except ERRORS:
            return self.account.home  # boto3 follows the redirect that S3 answers with
        return {"": "us-east-1", "EU": "eu-west-1"}.get(place, place)

    def _versioned(self) -> bool:
        try:
            answer = self.account.ask(*own_calls().bucket_versioning, self.region, Bucket=self.name)
        except ERRORS:
            return False
        return answer.get("Status") in ("Enabled", "Suspended")

    def folders(self, prefix: str) -> list[str]:
        """The next level under a prefix."""
        return unread.read(self._folders, prefix)

    def _folders(self, prefix: str) -> list[str]:
        pages = self.account.pages(
            *own_calls().list_objects,
            self.region,
            Bucket=self.name,
            Prefix=prefix,
            Delimiter="/",
            **self.payer,
        )
        return [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", ())]

    def objects(self, prefix: str) -> Iterator[Found]:
        """Every object under a prefix; every version of it where the bucket keeps versions and they may be
        listed."""
        return unread.each(self._objects(prefix))

    def _objects(self, prefix: str) -> Iterator[Found]:
        if self.versioned:
            try:
                yield from self._versions(prefix)
                return
            except ERRORS as error:
                if failures.code_of(error) not in failures.DENIED | {"NotImplemented"}:
                    raise
                self.versioned = False
        pages = self.account.pages(
            *own_calls().list_objects, self.region, Bucket=self.name, Prefix=prefix, **self.payer
        )
        for page in pages:
            for one in page.get("Contents", ()):
                yield Found(one["Key"], one["ETag"].strip('"'), one["Size"], one["LastModified"])

    def _versions(self, prefix: str) -> Iterator[Found]:
        pages = self.account.pages(
            *own_calls().list_versions, self.region, Bucket=self.name, Prefix=prefix, **self.payer
        )
        for page in pages:
            hidden = {one["Key"] for one in page.get("DeleteMarkers", ()) if one["IsLatest"]}
            for one in page.get("Versions", ()):
                version = None if one["IsLatest"] else one["VersionId"]
                yield Found(
                    one["Key"],
                    one["ETag"].strip('"'),
                    one["Size"],
                    one["LastModified"],
                    version,
                    one["IsLatest"],
                    one["Key"] in hidden,
                )

    def fetch(self, one: Found) -> tuple[bytes, dict[str, str]]:
        """(bytes, metadata of the object), exactly what was listed. AWS's errors as they are."""
        if self._plain is not None and self._broken < _ENOUGH and one.size <= SMALL and one.version is None:
            got = self._quick(one)
            if got is not None and len(got[0]) == one.size:
                return got
        return self._careful(one)

    def tail(self, one: Found, length: int) -> bytes:
        """The last bytes of an object, as it was listed. AWS's errors as they are."""
        given = {"Bucket": self.name, "Key": one.key, "IfMatch": f'"{one.etag}"', **self.payer}
        given["Range"] = f"bytes={max(0, one.size - length)}-"
        answer = self.account.ask(*own_calls().object, self.region, **given)
        with wire.deadline(partial(_socket_of, answer["Body"])):
            return answer["Body"].read()

    def _careful(self, one: Found) -> tuple[bytes, dict[str, str]]:
        given: dict[str, Any] = {
            "Bucket": self.name,
            "Key": one.key,
            "IfMatch": f'"{one.etag}"',
            **self.payer,
        }
        if one.version:
            given["VersionId"] = one.version
        for attempt in range(3):
            answer = self.account.ask(*own_calls().object, self.region, **given)
            try:
                body = answer["Body"]
                with wire.deadline(partial(_socket_of, body)):
                    data = unread.read(body.read, one.size + 1)
                if len(data) > one.size:
                    raise EndlessError(why=f"it is longer than the {one.size:,} bytes that the bucket lists")
                if len(data) < one.size:
                    raise EndlessError(why=f"it broke off after {len(data):,} of {one.size:,} bytes")
                return data, dict(answer.get("Metadata") or {})
            except ERRORS:
                # boto3 repeats requests, not bodies that break off.
                if attempt == 2:
                    raise
        raise AssertionError

    def _quick(self, one: Found) -> tuple[bytes, dict[str, str]] | None:
        """A plain GET; None where it did not work out."""
        scheme, host, base = self._plain or ("", "", "")
        path = base + quote(one.key, safe="/-_.~")
        extra = {"x-amz-request-payer": "requester"} if self.payer else {}
        headers = self.account.signed_get(*own_calls().object, self.region, host, path, extra)
        headers["If-Match"] = f'"{one.etag}"'
        for attempt in (1, 2):
            connection = getattr(self._local, "connection", None)
            try:
                if connection is None:
                    connection = self._local.connection = _connect(scheme, host)
                with wire.deadline(partial(getattr, connection, "sock")):
                    connection.request("GET", path, headers=headers)
                    answer = connection.getresponse()
                    data = answer.read(one.size + 1)
                    if len(data) > one.size or answer.read(1):
                        connection.close()
                        self._local.connection = None
                        return None
            except Exception:
                # A connection that the server closed meanwhile is no failure yet, nor is an answer that is
                # none: boto3 asks again, and says what it is.
                if connection is not None:
                    connection.close()
                self._local.connection = None
                if attempt == 2:
                    self._broken += 1
                    return None
                continue
            if answer.status != 200:
                return None
            headers = ((name.lower(), value) for name, value in answer.getheaders())
            prefix = "x-amz-meta-"
            return data, {name[len(prefix) :]: value for name, value in headers if name.startswith(prefix)}
        return None

    def _endpoint(self) -> tuple[str, str, str] | None:
        """(scheme, host, path before the key) for plain GETs; None where boto3 has to do it: proxies,
        dots."""
        if self.account.access.endpoint_url:
            parts = urlsplit(self.account.access.endpoint_url)
            if _proxied(parts.scheme, parts.netloc):
                return None
            return parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{self.name}/"
        if any(place.service in ("", "s3") for place in self.account.endpoints):
            return None
        if "." in self.name or self.account.partition != "aws":
            return None
        host = f"{self.name}.s3.{self.region}.amazonaws.com"
        return None if _proxied("https", host) else ("https", host, "/")


def _socket_of(body: Any) -> Any:
    """The socket below a streaming body, where the library still tells it."""
    connection = getattr(getattr(body, "_raw_stream", None), "_connection", None)
    return getattr(connection, "sock", None)


def _proxied(scheme: str, host: str) -> bool:
    return bool(urllib.request.getproxies().get(scheme)) and not urllib.request.proxy_bypass(host)


def _connect(scheme: str, host: str) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, timeout=60, context=_context())
    return http.client.HTTPConnection(host, timeout=60)


def _context() -> ssl.SSLContext:
    if _kept[0] is None:
        _kept[0] = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
    return _kept[0]


_kept: list[ssl.SSLContext | None] = [None]
