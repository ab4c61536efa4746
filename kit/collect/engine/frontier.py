"""What the local case has reached, as values to ask an engine for.

A node of table `credential_reach` is a key id or `<thing>:<account>:<name>` (kit.analysis.credentials); what
somebody does with it shows in a record's identity, who gave it out in the text of a call. Values are wider
than the tree on purpose: the kit's own walk judges what comes back, so too much costs rows and too little
would cost the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kit.ids import is_key_id

# Letters that no writer of JSON or ARNs escapes; a name is looked for by its longest run of them.
_PLAIN = re.compile(r"[A-Za-z0-9_.@+=-]+")
# A run that is shorter stands in too many texts.
_SHORT = 4
# Letters of names written as escapes: such a text may hide any name.
_ESCAPED = r"\\u00(2[b-fB-F]|3[0-9aAdD]|4[0-9a-fA-F]|5[0-9aAfF]|6[0-9a-fA-F]|7[0-9aA])"
# What stands before and after a short name; before it an escape as well.
_BEFORE, _AFTER = r'(["/:=, ]|\\u00[0-9a-fA-F][0-9a-fA-F])', r'["/\\,: ]'
_SIGNS = {'"': '"', "\\": "\\\\", "/": "/", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
# Half a character, which no engine and no database can hold.
_LOST = "\ufffd"
_NOTHING = "^$"
# A call names the principal of a session with both its parts.
_PRINCIPAL = re.compile(r"[A-Za-z0-9_.@+=,:-]+")
# Kinds of nodes that a call opens and whose sessions, from then on, anybody may hold.
_LATE = {"role", "passed", "instance", "function", "task", "build"}
# Changes of few calls that an answer needs whoever made them: trails, long-term keys, users' policies.
SWITCHES = (
    "makes_trail", "updates_trail", "selects_events", "stops_trail", "starts_trail", "deletes_trail",
    "sets_expiry", "makes_key", "sets_key", "deletes_key", "deletes_user", "puts_user_policy",
    "takes_user_policy", "puts_role_policy", "changes_password", "enables_region", "answers_support",
)  # fmt: skip


@dataclass
class Identities:
    """Who made a call, in the words of a record's identity."""

    keys: set[str] = field(default_factory=set)
    arns: set[str] = field(default_factory=set)
    principals: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)

    def values(self) -> dict[str, object]:
        """For template `uses`; the sessions, of any time and those of opened things, become regular
        expressions."""
        return {
            "keys": self.keys,
            "arns": self.arns,
            "principals": self.principals,
            "users": self.users,
            "sessions": joined(self.sessions),
            "late_sessions": joined(self.late),
        }

    def pattern(self) -> str:
        """One regular expression on key, ARN, principal and user, each between blanks."""
        exact = {f" {_literal(text)} " for text in (self.keys | self.arns | self.principals | self.users)}
        return joined(exact | {each.replace("$", " ") for each in self.sessions | self.late})


def joined(patterns: Iterable[str]) -> str:
    """Regular expressions as one, that matches nothing where there are none."""
    return "|".join(sorted(patterns)) or _NOTHING


def opens_late(node: str) -> bool:
    """Whether what a node did before it was opened can be of no matter: roles, and what runs with one."""
    return node.partition(":")[0] in _LATE


def identities(nodes: Mapping[str, str]) -> Identities:
    """What calls by these nodes look like; with each goes since when it may count, '' for always."""
    found = Identities()
    for node, since in nodes.items():
        kind, _, rest = node.partition(":")
        name = rest.partition(":")[2]
        if is_key_id(node):
            found.keys.add(node)
        elif kind in ("principal", "console"):
            found.arns.add(rest)
            if ":role/" in rest:
                found.sessions.add(f":assumed-role/{_literal(rest.rsplit('/', 1)[-1])}/")
        elif kind == "pid":
            found.principals.add(rest)
        elif kind in ("user", "login"):
            found.users.add(name)
        elif kind == "role":
            sessions = found.late if since else found.sessions
            sessions.add(f":assumed-role/{_literal(name)}/")
        elif kind in ("instance", "function", "task", "build"):
            sessions = found.late if since else found.sessions
            sessions.add(f":assumed-role/[^/]+/(AWSCodeBuild-)?{_literal(name.rsplit(':', 1)[-1])}$")
    return found


def patterns(nodes: Iterable[str]) -> set[str]:
    """Regular expressions that find the nodes' names in the text of a call."""
    return {_ESCAPED, *(_pattern(name) for node in nodes for name in _names(node))}


def named(names: Iterable[str]) -> set[str]:
    """Regular expressions that find names or ids of things in the text of a call."""
    return {_ESCAPED, *(_pattern(name) for name in names)} - {""}


def of_one(word: str, node: str, since: str) -> str:
    """A regular expression that finds one node's calls, where what each brings is counted; `word` is what it
    was asked for as."""
    if word == "uses":
        return identities({node: since}).pattern()
    if word == "places":
        return Identities(keys={node}).pattern()
    return joined(patterns({node}) if word == "links" else named({node}))


def is_address(text: str) -> bool:
    """Whether it is an address; a service's name stands there too, and says nothing of a place."""
    return ":" in text or text.replace(".", "").isdigit()


def _names(node: str) -> Iterator[str]:
    """What a call writes that speaks of the node."""
    if is_key_id(node):
        yield node
        return
    kind, _, rest = node.partition(":")
    if kind == "pid":
        # Of a role's session only what names this one: all sessions of the role name its id.
        yield rest if _PRINCIPAL.fullmatch(rest) else rest.partition(":")[0]
        return
    last = rest.rsplit("/", 1)[-1] if "/" in rest else rest.rsplit(":", 1)[-1]
    if name := last or rest.partition(":")[2]:
        yield name


def _pattern(name: str) -> str:
    """A regular expression that every engine reads alike: the longest plain run of the name, else the name
    as a whole word of JSON, an ARN or a path, its letters in every spelling of JSON."""
    if _PRINCIPAL.fullmatch(name) and len(name) >= _SHORT:
        return _literal(name)
    plain = max(_PLAIN.findall(name), key=len, default="")
    if len(plain) >= _SHORT:
        return _literal(plain)
    return f"{_BEFORE}{''.join(map(_spelled, name))}{_AFTER}"


def _spelled(letter: str) -> str:
    """A letter in every spelling of JSON, in a text within a text too, where backslashes are doubled."""
    if letter == _LOST or "\ud800" <= letter <= "\udfff":
        return r'(\\+u[0-9a-fA-F]+|[^"])'
    units = letter.encode("utf-16-be").hex()
    escape = "".join(f"\\\\+u{_any_case(units[at : at + 4])}" for at in range(0, len(units), 4))
    ways = [escape]
    if letter >= " " and letter not in '"\\':
        ways.append(_literal(letter))
    if letter in _SIGNS:
        ways.append(f"\\\\+{_SIGNS[letter]}")
    return f"({'|'.join(ways)})"


def _any_case(digits: str) -> str:
    return "".join(f"[{each}{each.upper()}]" if each.isalpha() else each for each in digits)


def _literal(text: str) -> str:
    """Text as a regular expression: marks in brackets, but those that mean something there."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter.isalnum() or letter in "_@/ =,-":
        return letter
    return f"\\{letter}" if letter in "\\^[]&" else f"[{letter}]"
