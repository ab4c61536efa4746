"""Whatever breaks between a request and its answer, as one kind of error that every source expects.

botocore has errors of its own for most of what can go wrong, but not for all: an answer that it cannot read
is a
plain Exception, a time that is none a ValueError, a body that breaks off an error of urllib3, a cache of
credentials with garbage in it one of json. Each of them would end a source whose other answers are fine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from kit.errors import KitError

_LONGEST = 2_000
T = TypeVar("T")


class UnreadError(BotoCoreError):
    """What no source expects, with the first error's name as its code."""

    fmt = "{why}"

    def __init__(self, error: BaseException) -> None:
        said = str(error)[:_LONGEST] or "no reason given"
        if isinstance(error, KeyError):
            said = f"the answer has no {said}, by which it is read"
        elif isinstance(error, (AttributeError, TypeError, IndexError)):
            said = f"the answer is not in the form of the service's answers ({said})"
        super().__init__(why=said)
        self.response = {"Error": {"Code": type(error).__name__, "Message": said}, "ResponseMetadata": {}}


def read(call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """What `call` gives. ClientError and BotoCoreError as they are, the kit's own refusals too; anything
    else as an UnreadError."""
    try:
        return call(*args, **kwargs)
    except (ClientError, BotoCoreError, KitError):
        raise
    except Exception as error:
        raise UnreadError(error) from error


def part(answer: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """The member of an answer that a source reads it by. UnreadError where it is not there, or of another
    kind."""
    found = answer.get(name)
    if not isinstance(found, kind):
        raise UnreadError(KeyError(name) if found is None else TypeError(f"{name} is {type(found).__name__}"))
    return found


def each(pages: Iterable[T]) -> Iterator[T]:
    """The pages one by one, with errors as `read` raises them."""
    end = object()
    turning = iter(pages)
    while (page := read(next, turning, end)) is not end:
        yield page  # type: ignore[misc]


def guard(client: Any) -> None:
    """Every call of a botocore client raises ClientError or BotoCoreError from now on, and nothing else."""
    inner = client._make_api_call
    client._make_api_call = lambda *args, **kwargs: read(inner, *args, **kwargs)


def broken_off(error: Exception) -> Exception:
    """The error of a body that could not be read to its end, as botocore itself has it: it asks again."""
    return error if isinstance(error, BotoCoreError) else HTTPClientError(error=error)
