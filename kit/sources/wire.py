"""The wire itself: no answer without an end, no secret that an endpoint echoes.

Whatever answers may be no AWS: one that never ends, drips a letter a minute, or hands back what it was sent.
Each answer has a deadline and a size; the caller's own secrets and whatever looks like one are masked before
anything reads the answer, so that no note, table, file or terminal has them. Loads no boto3.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote

# An answer that takes longer, or is longer, is none of AWS's. Objects have their size by the bucket's list.
SECONDS = 180.0
MOST = 256 << 20
# More pages than this, or one token twice, has no end.
MOST_PAGES = 200_000
MASK = "[masked]"
# Set when the analyst stops the run: whoever waits for an answer waits no longer.
STOP = threading.Event()
# Shorter ones would mask half of a text by chance.
_SHORTEST = 12

_secrets: set[str] = set()
_NAMED = re.compile(
    r"((?:x-amz-security-token|x-amz-signature|(?:aws_?)?secret_?access_?key|(?:aws_?)?session_?token"
    r"|signature|authorization)[\"']?\s*[=:]\s*[\"']?(?:AWS4-HMAC-SHA256 )?)([^\s\"'&,;<>]{6,})",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"(://[^/\s:@]*:)[^/\s@]+(@)")


def learn(*secrets: str | None) -> None:
    """Secrets that are masked from now on, wherever they turn up: as they are, in URLs, JSON and the words
    of an error of Python, and line by line where somebody has pasted them with line ends."""
    _secrets.update(
        shape
        for secret in secrets
        if secret
        for part in (secret, *secret.split())
        if len(part) >= _SHORTEST
        for shape in (part, quote(part, safe=""), part.replace("/", "\\/"), repr(part)[1:-1])
    )


def masked(text: str) -> str:
    """The text without secrets: those of this run by their value, others by the name before them."""
    text = _without_known(text)
    return _IN_URL.sub(rf"\1{MASK}\2", _NAMED.sub(rf"\1{MASK}", text))


def _without_known(text: str) -> str:
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def mask_answer(response: MutableMapping[str, Any]) -> None:
    """Takes this run's secrets out of an answer, as botocore is about to read it. Nothing else is touched:
    names like SessionToken belong to some answers."""
    body = response.get("body")
    if isinstance(body, bytes):
        for secret in sorted(_secrets, key=len, reverse=True):
            if (value := secret.encode()) in body:
                body = body.replace(value, MASK.encode())
        response["body"] = body
    headers = response.get("headers")
    if isinstance(headers, Mapping):
        for name, value in list(headers.items()):
            if isinstance(value, str) and (clean := _without_known(value)) != value:
                headers[name] = clean  # type: ignore[index]


class Pages:
    """Tokens of one list: the same one twice, or too many, is a list without end."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._seen: set[int] = set()
        self._most = most

    def endless(self, token: object) -> bool:
        """Whether the list does not end, now that it says to go on with `token`."""
        mark = hash(str(token))
        if mark in self._seen or len(self._seen) >= self._most:
            return True
        self._seen.add(mark)
        return False


class Bounded:
    """The HTTP session of a botocore client, with a deadline and a size for each answer."""

    def __init__(
        self,
        inner: Any,
        failed: Callable[[str], Exception],
        broken: Callable[[Exception], Exception] = lambda error: error,
    ) -> None:
        self._inner, self._failed, self._broken = inner, failed, broken

    def send(self, request: Any) -> Any:
        """One request, answered, or the error that `failed` makes of the reason; `broken` makes one of what
        ended a body."""
        learn(*_sent_secrets(request))
        came: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()
        given_up = threading.Event()
        # In a thread of its own: a socket that drips cannot be waited for with an end.
        args = (request, came, given_up)
        threading.Thread(target=self._answer, args=args, daemon=True, name="kit-answer").start()
        until = time.monotonic() + SECONDS
        while (rest := until - time.monotonic()) > 0 and not STOP.is_set():
            try:
                fine, value = came.get(timeout=min(rest, 0.5))
            except queue.Empty:
                continue
            if fine:
                return value
            raise value
        given_up.set()
        raise self._failed("stopped" if STOP.is_set() else f"the answer had no end after {SECONDS:g} seconds")

    def _answer(self, request: Any, came: queue.SimpleQueue, given_up: threading.Event) -> None:
        try:
            whole, request.stream_output = not request.stream_output, True
            answer = self._inner.send(request)
            if whole:
                answer._content = self._read(answer, given_up)
            came.put((True, answer))
        except BaseException as error:
            came.put((False, error))

    def _read(self, answer: Any, given_up: threading.Event) -> bytes:
        pieces, size = [], 0
        try:
            for piece in answer.raw.stream():
                pieces.append(piece)
                size += len(piece)
                if size > MOST or given_up.is_set():
                    answer.raw.close()
                    raise self._failed(f"the answer is longer than {MOST >> 20} MB: no answer of AWS is")
        except Exception as error:
            raise self._broken(error) from error
        return b"".join(pieces)

    def close(self) -> None:
        """Closes what is below."""
        self._inner.close()


def _sent_secrets(request: Any) -> Iterator[str | None]:
    """What a request carries and nobody may keep: its token and its signature."""
    for name in ("X-Amz-Security-Token", "Authorization"):
        value = (getattr(request, "headers", None) or {}).get(name)
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        if isinstance(text, str):
            yield text.rsplit("Signature=", 1)[-1] if name == "Authorization" else text


class _Watch:
    """One thread that cuts connections whose time is over: one for each object would cost a tenth of it."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[float, Callable[[], socket.socket | None]]] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, opened: Callable[[], socket.socket | None]) -> int:
        number = id(opened)
        with self._lock:
            self._open[number] = (time.monotonic() + SECONDS, opened)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True, name="kit-deadlines")
                self._thread.start()
        return number

    def drop(self, number: int) -> None:
        self._open.pop(number, None)

    def _look(self) -> None:
        while not STOP.wait(min(1.0, SECONDS / 2)):
            self._cut(time.monotonic())
        self._cut(float("inf"))

    def _cut(self, now: float) -> None:
        for number, (until, opened) in list(self._open.items()):
            if until <= now:
                self.drop(number)
                with suppress(OSError):
                    if (held := opened()) is not None:
                        held.shutdown(socket.SHUT_RDWR)


_watch = _Watch()


@contextmanager
def deadline(opened: Callable[[], socket.socket | None]) -> Generator[None]:
    """Cuts the connection that `opened` gives when the time is over: whoever reads from it goes on."""
    number = _watch.add(opened)
    try:
        yield
    finally:
        _watch.drop(number)
