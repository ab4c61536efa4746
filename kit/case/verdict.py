"""The analyst's word on whose calls these are: what a verdict names, and how case.toml holds it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from kit.errors import UsageError

# What a verdict may name, the widest first. A block may name several, which then hold together; an event
# stands alone.
VERDICT_KINDS = ("network", "agent", "tool", "credential", "event")
ACTORS = ("intruder", "owner", "aws", "kit", "unclear")


@dataclass(frozen=True)
class Verdict:
    """The analyst's word on whose acts these are; it wins over what the kit would say.

    It speaks of calls for which `kind` has this value, and each pair of `also` too: a network, and of it only
    calls with this tool.
    """

    kind: str
    value: str
    actor: str
    note: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every kind with its value, the widest kind first."""
        return ((self.kind, self.value), *self.also)

    @property
    def words(self) -> str:
        """What it names, without the first kind: `203.0.113.0/24, tool boto3/1.34`."""
        return ", ".join([self.value, *(f"{kind} {value}" for kind, value in self.also)])


def verdict_of(actor: str, note: str = "", **names: str) -> Verdict:
    """A verdict from what it names (network=, agent=, tool=, credential=, event=; empty ones don't count).

    UsageError when it names nothing, an event beside something else, no network, or no actor.
    """
    return verdict_of_block(
        {**{kind: value for kind, value in names.items() if value}, "actor": actor, "note": note}
    )


def verdict_of_block(block: Mapping) -> Verdict:
    """What a block of [[verdicts]] says. UsageError where that is no verdict, ValueError for no network."""
    names = [(kind, str(block[kind])) for kind in VERDICT_KINDS if str(block.get(kind, ""))]
    alone = len(names) == 1 or "event" not in dict(names)
    if not names or not alone or block.get("actor") not in ACTORS:
        raise UsageError(
            f"[[verdicts]]: give one or more of {', '.join(VERDICT_KINDS)} (event alone) and actor = one of"
            f" {', '.join(ACTORS)}"
        )
    names = [
        (kind, str(ipaddress.ip_network(value, strict=False)) if kind == "network" else value)
        for kind, value in names
    ]
    (kind, value), *also = names
    return Verdict(kind, value, block["actor"], str(block.get("note", "")), tuple(also))
