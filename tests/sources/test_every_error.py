"""Every error that the libraries below a source can raise, from each source: one line, the rest collected."""

from __future__ import annotations

import http.client
import inspect
import json
import ssl

import botocore.exceptions
import pytest
import urllib3.exceptions
from conftest import LEAKED, NOW, record

from kit import ask, collect
from kit.case import new_case
from kit.collect import dispatch

WORDS = ("trail", "s3://bucket", "lookup-events", "cost-explorer", "iam", "sweep", "posture", "metrics")
FILLER = "evil\nvalue\x1b[2J"


def _errors() -> list[BaseException]:
    """One of every kind, with what it asks for."""
    kinds: list[type[BaseException]] = [
        kind
        for module in (botocore.exceptions, urllib3.exceptions)
        for _, kind in sorted(inspect.getmembers(module, inspect.isclass))
        if issubclass(kind, Exception) and not issubclass(kind, Warning)
    ]
    kinds += [
        OSError,
        *OSError.__subclasses__(),
        *ConnectionError.__subclasses__(),
        ssl.SSLCertVerificationError,
    ]
    kinds += [http.client.IncompleteRead, http.client.BadStatusLine, ValueError, KeyError, RecursionError]
    made = [_made(kind) for kind in kinds]
    return [
        *filter(None, made),
        json.JSONDecodeError(FILLER, "{", 0),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
    ]


def _made(kind: type[BaseException]) -> BaseException | None:
    if kind is botocore.exceptions.ClientError or issubclass(kind, botocore.exceptions.ClientError):
        return kind({"Error": {"Code": FILLER, "Message": FILLER}}, "Operation")
    if issubclass(kind, botocore.exceptions.BotoCoreError):
        words = {part.split("}")[0].split("!")[0] for part in kind.fmt.split("{")[1:]}
        for _ in range(8):
            try:
                return kind(**dict.fromkeys(words, FILLER))
            except KeyError as error:  # some ask for more than they say
                words.add(str(error.args[0]))
            except TypeError:
                words.add("last_response")
    for count in range(5):
        try:
            return kind(*[FILLER] * count)
        except (TypeError, KeyError, AttributeError):
            continue
    return None


def test_every_error_from_every_source_is_one_line(tmp_path, monkeypatch):
    found = _errors()
    assert len(found) > 120
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "trail.json").write_text(json.dumps({"Records": [record(0)]}))
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    turn = iter(range(len(found) + 1))

    def broken(case, access, *, tainted=()):
        raise found[next(turn)]

    monkeypatch.setattr("kit.sources.open_account", broken)
    words = [WORDS[place % len(WORDS)] for place in range(len(found))]
    summary = collect(case, *words, tmp_path / "logs", now=NOW)
    assert (summary.exit_code, summary.events) == (3, 1)
    assert summary.statuses["failed"] == len(found)
    reasons = [row["reason"] for row in ask(case, "ledger_items").dicts() if row["status"] == "failed"]
    assert len(reasons) == len(found)
    assert not [reason for reason in reasons if len(reason.splitlines()) != 1 or len(reason) > 700]
    assert dispatch.stopped_before(case) == set(words)


@pytest.mark.parametrize("error", _errors(), ids=lambda error: type(error).__name__)
def test_no_reason_of_a_failure_breaks_on_any_error(error):
    from kit.sources import failures

    said = failures.reason(error, "us-east-1")
    assert said
    assert len(said.splitlines()) == 1
    assert len(failures.code_of(error)) <= 100
    assert isinstance(failures.is_passing(error), bool)
