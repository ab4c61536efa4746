"""What a walk asks an engine for: sets of nodes, and the values of the statements about them.

A node goes with the time since when its calls may count, '' for always (kit.collect.engine.frontier).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kit.collect.engine import frontier
from kit.rules import call_marks, credential_rules, effects

# So many names in one regular expression.
_NAMES = 400
Nodes = Mapping[str, str]
Values = Mapping[str, object]


def always(names: Iterable[str]) -> dict[str, str]:
    """Nodes whose calls count at any time."""
    return dict.fromkeys(names, "")


def earliest(nodes: Nodes) -> str:
    """The first moment from which any of the opened things counts; '' where none was opened."""
    return min((since for since in nodes.values() if since), default="")


def parts(nodes: Nodes) -> Iterator[Nodes]:
    """Names in as many lots as fit one statement each."""
    ordered = sorted(nodes.items())
    for start in range(0, len(ordered), _NAMES):
        yield dict(ordered[start : start + _NAMES])


def halves(nodes: Nodes) -> Iterator[Nodes]:
    """Both halves of a lot that is too long for one statement."""
    ordered = sorted(nodes.items())
    yield dict(ordered[: len(ordered) // 2])
    yield dict(ordered[len(ordered) // 2 :])


def issuing() -> set[str]:
    """Calls that take a role on: of one that everybody assumes these are the many."""
    return {call for (_, call), rule in credential_rules().items() if rule.kind == "role_session"}


def changing(nodes: Nodes) -> Values:
    """For template `links`: everybody's changes of these things."""
    names = frontier.joined(frontier.named(nodes))
    nothing = frontier.joined(())
    return {
        "events": set(effects().calls()),
        "issuing": (),
        "names": names,
        "late_names": nothing,
        "since": "",
    }


def sharing(nodes: Nodes) -> Values:
    """For template `uses`: both records of calls into another account, by their shared ids."""
    return {**frontier.Identities().values(), "since": "", "shared": set(nodes), "busy": ()}


def switching(nodes: Nodes) -> Values:
    """For template `named_calls`: switches of trails and of long-term keys in these accounts."""
    events = {call for (_, call), marks in call_marks().items() if {*marks} & {*frontier.SWITCHES}}
    return {"events": events, "accounts": set(nodes)}
