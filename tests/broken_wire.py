"""The way to AWS with a fault of the tests' choosing: real sources, real botocore, real urllib3; only the
last step,
a connection of urllib3, is the tests' own. It answers as AWS does, or raises what it is told to."""

from __future__ import annotations

import http.client
import inspect
import io
import json
import os
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import botocore.exceptions
import botocore.httpsession
import botocore.parsers
import urllib3
import urllib3.connectionpool
import urllib3.exceptions

ACCOUNT = "111122223333"
HOSTILE = "evil\nvalue\r\u2028<b>\x1b[2J"
CALLER = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    f"<Arn>arn:aws:sts::{ACCOUNT}:assumed-role/investigator/me</Arn><UserId>AROAX:me</UserId>"
    f"<Account>{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)
# Bodies that are no answer although the status says so; the parser raises, each in another way.
BODIES = (
    b"",
    b"{",
    b"null",
    b"[" * 50_000,
    b"\xff\xfe\x00",
    b"<html>sign in</html>",
    b"<a>" * 20_000,
    b'{"a": 1}',
)


@dataclass(frozen=True)
class Fault:
    """One way to break an answer. `where`: `session` before anything is sent, `connection` while it is,
    `body` after the first bytes, `answer` with a body that is none."""

    where: str
    error: Exception | None = None
    body: bytes = b""

    @property
    def name(self) -> str:
        """For the reader of a failed test."""
        return f"{self.where}: {type(self.error).__name__ if self.error else self.body[:8]!r}"


def faults() -> list[Fault]:
    """Every error of botocore, urllib3, OSError and the modules below them, where each is raised in truth."""
    found = [Fault("session", error) for error in _made(botocore.exceptions)]
    found.append(Fault("session", botocore.parsers.ResponseParserError(HOSTILE)))
    below: list[Exception] = [
        *_made(urllib3.exceptions),
        *(kind(5, HOSTILE) for kind in (OSError, *OSError.__subclasses__()) if kind.__module__ != "shutil"),
        *(kind(104, HOSTILE) for kind in ConnectionError.__subclasses__()),
        *(kind(HOSTILE) for kind in http.client.HTTPException.__subclasses__()),
        socket.gaierror(-2, HOSTILE), ssl.SSLCertVerificationError(1, HOSTILE), ssl.SSLEOFError(8, HOSTILE),
        json.JSONDecodeError(HOSTILE, "{", 0), UnicodeDecodeError("utf-8", b"\xff", 0, 1, HOSTILE),
        ValueError(HOSTILE), KeyError(HOSTILE), RecursionError(HOSTILE), EOFError(HOSTILE),
        AttributeError(HOSTILE),
    ]  # fmt: skip
    found += [Fault("connection", error) for error in below]
    found += [Fault("body", error) for error in below]
    return [*found, *(Fault("answer", body=body) for body in BODIES)]


def _made(module: object) -> list[Exception]:
    """One of every error of a module; fails for one that cannot be made."""
    kinds = {
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and not issubclass(kind, Warning)
    }
    return [_one(kind) for kind in sorted(kinds, key=lambda kind: kind.__name__)]


def _one(kind: type[Exception]) -> Exception:
    if kind is urllib3.exceptions.IncompleteRead:
        return kind(3, 99)
    if kind is urllib3.exceptions.InvalidChunkLength:
        return kind(urllib3.HTTPResponse(b"", preload_content=False), HOSTILE.encode())
    if issubclass(kind, botocore.exceptions.ClientError):
        return kind({"Error": {"Code": "Evil" + HOSTILE, "Message": HOSTILE}}, "Operation")
    if hasattr(kind, "fmt"):
        words: set[str] = set()
        for _ in range(10):
            try:
                return kind(**dict.fromkeys(words, HOSTILE))
            except KeyError as error:  # what its sentence asks for
                words.add(str(error.args[0]))
            except TypeError as error:
                words.update(re.findall(r"'(\w+)'", str(error)))
    for count in range(5):
        try:
            return kind(*[HOSTILE] * count)
        except (TypeError, AttributeError, KeyError):
            continue
    raise AssertionError(f"{kind.__name__} could not be made")


class Wire:
    """Stands where urllib3's connections stand. `answer` gives (status, content type, body) of what is
    asked for; `next_fault` the fault of a request, None for none."""

    def __init__(self, answer: Callable[[str, str], tuple[int, str, bytes] | None]) -> None:
        self.answer, self.asked = answer, 0
        self._waiting: list[Fault] = []
        self._lock, self._now = threading.Lock(), threading.local()

    def put(self, found: Iterable[Fault]) -> None:
        """Faults of the next requests that are not answered, one each."""
        self._waiting = list(found)

    @property
    def left(self) -> int:
        """Faults that nobody has run into."""
        return len(self._waiting)

    def install(self, monkeypatch) -> None:
        """Takes the place of what connects, for botocore and for `requests`."""
        sent = botocore.httpsession.URLLib3Session.send

        def send(session, request):
            body = request.body.decode() if isinstance(request.body, bytes) else str(request.body or "")
            asked = f"{request.method} {request.url} {request.headers.get('X-Amz-Target', b'')!s} {body}"
            self._now.fault = None if self.answer(asked, request.url) else self.take()
            if self._now.fault is not None and self._now.fault.where == "session":
                raise self._now.fault.error
            self._now.asked = asked
            try:
                return sent(session, request)
            finally:
                self._now.__dict__.clear()

        def urlopen(pool, method, url, *_, **__):
            whole = f"{pool.scheme}://{pool.host}{url}"
            known = "fault" in self._now.__dict__
            asked = self._now.asked if known else f"{method} {whole}"
            given = self.answer(asked, whole)
            fault = self._now.fault if known else (None if given else self.take())
            if fault is not None and fault.where in ("connection", "session"):
                raise fault.error
            if fault is not None and fault.where == "body":
                return _response(200, "application/json", _Breaking(fault.error), 9_999)
            status, kind, body = given or (200, "application/json", fault.body if fault else b"{")
            return _response(status, kind, io.BytesIO(body), len(body))

        monkeypatch.setattr(botocore.httpsession.URLLib3Session, "send", send)
        monkeypatch.setattr(urllib3.connectionpool.HTTPConnectionPool, "urlopen", urlopen)

    def take(self) -> Fault:
        """The fault whose turn it is; past the last one, a connection that is refused."""
        with self._lock:
            self.asked += 1
            refused = Fault("connection", ConnectionRefusedError(111, os.strerror(111)))
            return self._waiting.pop(0) if self._waiting else refused


class _Breaking(io.RawIOBase):
    """A body that breaks off after a few bytes."""

    def __init__(self, error: Exception) -> None:
        self._error, self._given = error, False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._given:
            raise self._error
        self._given = True
        return b'{"Events": ['


def _response(status: int, kind: str, body: io.IOBase, length: int) -> urllib3.HTTPResponse:
    headers = {"Content-Type": kind, "Content-Length": str(length), "x-amzn-RequestId": "r-1"}
    # urllib3 decides by `preload_content`; the errors of a body come through its own reading.
    return urllib3.HTTPResponse(body=body, headers=headers, status=status, preload_content=False)
