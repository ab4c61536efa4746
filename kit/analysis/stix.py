"""STIX 2.1: addresses and user agents of the third party as indicators, and a note on what they rest on.

An address from which anybody else called too is none: it would name a customer's own office. Ids are made of
the pattern, so that the same finding has the same id in every export. Patterns are built by the stix2
library, which escapes what a log holds. https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html
"""

from __future__ import annotations

import importlib
import ipaddress
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kit.texts import text

if TYPE_CHECKING:
    from kit.case import Case
    from kit.rows import KeyActivityAnswerRow

# Of no use outside the network they are in.
_INSIDE = [
    ipaddress.ip_network(each)
    for each in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "fc00::/7", "fe80::/10", "::1/128",
    )
]  # fmt: skip
_NAMES = uuid.UUID("6b0f5c1e-3f0e-5a57-9a53-4a3f2b6d2c11")  # of ids that this module makes
# How sure (0-100): an address by whose call it was; a user agent is the caller's own word.
_SURE = {"certain": 85, "likely": 50}
_AGENT = 25
_LONGEST_AGENT = 1_000


def bundle(case: Case, calls: Iterable[KeyActivityAnswerRow], *, now: datetime) -> Any:
    """A stix2.Bundle; `now` (naive UTC) stamps its objects. It is never empty: the note says what was
    looked at."""
    stix2 = importlib.import_module("stix2")  # takes half a second to load
    lang, stamp = case.language, now.replace(tzinfo=UTC)
    maker = stix2.Identity(
        id=f"identity--{uuid.uuid5(_NAMES, 'kit')}",
        name="leaked-key-kit",
        identity_class="system",
        created=stamp,
        modified=stamp,
    )
    found = [
        stix2.Indicator(
            id=f"indicator--{uuid.uuid5(_NAMES, pattern)}",
            created_by_ref=maker.id,
            created=stamp,
            modified=stamp,
            name=text(lang, f"export-indicator-{kind}"),
            description=text(lang, "export-indicator-says", calls=seen["calls"], certainty=seen["certainty"]),
            indicator_types=["malicious-activity"],
            pattern=pattern,
            pattern_type="stix",
            pattern_version="2.1",
            valid_from=seen["first"].replace(tzinfo=UTC),
            confidence=_AGENT if kind == "agent" else _SURE[seen["certainty"]],
        )
        for kind, pattern, seen in _patterns(stix2, list(calls))
    ]
    note = stix2.Note(
        id=f"note--{uuid.uuid5(_NAMES, '|'.join([case.account, *case.keys, *case.principals]))}",
        created_by_ref=maker.id,
        created=stamp,
        modified=stamp,
        abstract=text(lang, "export-note-title"),
        content=text(
            lang,
            "export-note",
            account=case.account or "–",
            keys=", ".join([*case.keys, *case.principals]) or "–",
            count=len(found),
        ),
        object_refs=[each.id for each in found] or [maker.id],
    )
    return stix2.Bundle(objects=[maker, *found, note], allow_custom=False)


def _patterns(stix2: Any, calls: list[KeyActivityAnswerRow]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(kind, pattern, what was seen of it) of each address and agent that was the third party's alone."""
    for column, kind in (("source_ip_address", "address"), ("user_agent", "agent")):
        theirs: dict[str, list[KeyActivityAnswerRow]] = defaultdict(list)
        others: set[str] = set()
        for call in calls:
            if (value := call[column]) and call["event_time"] is not None:
                theirs[value].append(call) if call["actor"] == "intruder" else others.add(value)
        for value, rows in theirs.items():
            path = _path(kind, value)
            if value in others or path is None:
                continue
            expression = stix2.EqualityComparisonExpression(path, stix2.StringConstant(value))
            seen = {
                "calls": len(rows),
                "first": min(row["event_time"] for row in rows),
                "certainty": "certain" if any(row["certainty"] == "certain" for row in rows) else "likely",
            }
            yield kind, str(stix2.ObservationExpression(expression)), seen


def _path(kind: str, value: str) -> str | None:
    """What is compared, in STIX's words; None for what says nothing to others: names of AWS services,
    addresses inside a network, agents that are no text of a header."""
    if kind == "agent":
        shown = value.isprintable() and len(value) <= _LONGEST_AGENT and not value.endswith(".amazonaws.com")
        return "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'" if shown else None
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    if any(address in network for network in _INSIDE if network.version == address.version):
        return None
    return f"ipv{address.version}-addr:value"
