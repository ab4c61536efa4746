"""What each call does to credentials: `gives`, `opens`, `comes_from`, `ends` of every page.

- `gives`: the call gives out a credential of `kind`; `key`, `arn` and `expires` are the paths of its key id,
  the principal it speaks for and its end in the reply. `sign_in`: it signs in to the console (`password`, or
  `switch` from one role to another).
- `opens`: it makes or changes things from which credentials come later; `comes_from`: the things from which
  the credential (or the thing) of this call may come. `thing` is a word such as user, role, provider,
  instance; `at` its path; `take` what of the value names it: `name` (after the last slash), `issuer` (of an
  identity provider, without scheme, ARN and audience) or a regular expression with one group, every match of
  which is a thing. `was_there`: the thing was there before, so what comes from it afterwards need not be
  theirs. `reached`: a way into a machine that runs on; its own calls stay its owner's.
- `ends`: the key at `key`, or the `thing` at `at`, is `gone`, has the `status` of the request, is `replaced`,
  was `reset` (what stood before holds no more), is `denied` by a policy or `allowed` again.
- `passes_role`: it hands a role to a service, which then acts with it.

SQL reads each path from a column (step credential_calls), so alternatives are rows here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.errors import CatalogueError
from kit.rules.pages import FOLDER, CallRow, EndsRow, How, ThingRow, pages
from kit.rules.paths import Place, alternatives, place_of

# What stands before the name in the spelling of a thing, where that is not the account alone.
_SCOPES = {"function": "region", "group": "region", "identity": "none", "signin": "none"}
# Columns of view `events` that step credential_calls reads things of.
_PARTS = (
    "request_parameters", "response_elements", "user_identity", "user_name", "user_arn", "principal_id",
)  # fmt: skip
TAKES = ("name", "issuer")
# Words for links that are only seen in use: the call that usually makes such a credential.
SEEN = {"console_session": "ConsoleLogin", "role": "AssumeRole", "user": "CreateUser"}


@dataclass(frozen=True)
class ThingPlace:
    """One alternative of where a call names a thing: `number` counts the things of the call, `choice` the
    alternatives of one. `scope` is what stands before its name: `account`, `region` (with the account) or
    `none`."""

    role: str
    number: int
    choice: int
    thing: str
    scope: str
    take: str | None
    place: Place


@dataclass(frozen=True)
class CredentialRule:
    """What one call does to credentials: the `kind` it gives out, with the JSON paths of key, ARN and end in
    the reply; `how` it ends the key at `target_path` of the request, or a thing. `was_there` and `reached`
    hold for all things that it opens."""

    source: str
    event: str
    kind: str | None = None
    sign_in: str | None = None
    how: How | None = None
    key_path: str | None = None
    arn_path: str | None = None
    expires_path: str | None = None
    target_path: str | None = None
    was_there: bool = False
    reached: bool = False
    things: tuple[ThingPlace, ...] = ()

    def opens(self, thing: str) -> bool:
        """Whether the call makes or changes a thing of that word."""
        return any(place.role == "opens" and place.thing == thing for place in self.things)


NOTHING = CredentialRule("", "")


@functools.cache
def credential_rules(folder: Path = FOLDER) -> Mapping[tuple[str, str], CredentialRule]:
    """(event source, call) -> rule, of every call that does something to credentials. CatalogueError names
    page and call of the first that is off."""
    found = {}
    for page in pages(folder):
        for call, entry in page.calls.items():
            if entry.gives or entry.opens or entry.comes_from or entry.ends or entry.passes_role:
                try:
                    found[page.source, call] = _rule(page.source, call, entry)
                except (CatalogueError, re.error) as error:
                    raise CatalogueError(f"{page.name}.yml: {call}: {error}") from None
    return found


def credential_rule(source: str, event: str) -> CredentialRule:
    """The rule of a call; one that does nothing where the pages have none."""
    return credential_rules().get((source, event), NOTHING)


def _rule(source: str, call: str, entry: CallRow) -> CredentialRule:
    if len({(row.was_there, row.reached) for row in entry.opens}) > 1:
        raise CatalogueError("opens: was_there and reached are the same for all things of a call")
    if entry.ends:
        _check(entry.ends)
    gives, ends = entry.gives, entry.ends
    return CredentialRule(
        source=source,
        event=call,
        kind=gives.kind if gives else None,
        sign_in=gives.sign_in if gives else None,
        how=ends.how if ends else None,
        key_path=_path(gives.key, "res") if gives else None,
        arn_path=_path(gives.arn, "res") if gives else None,
        expires_path=_path(gives.expires, "res") if gives else None,
        target_path=_path(ends.key, "req") if ends else None,
        was_there=any(row.was_there for row in entry.opens),
        reached=any(row.reached for row in entry.opens),
        things=tuple(_things(entry)),
    )


def _path(text: str | None, part: str) -> str | None:
    """The JSON path of `text` in the reply or the request, where alone it may stand."""
    if text is None:
        return None
    place = place_of(text)
    if not text.startswith(f"{part}.") or place.item is not None:
        raise CatalogueError(f"path {text!r}: it must be one value of `{part}`")
    return place.path


def _check(row: EndsRow) -> None:
    if (row.key is None) == (row.thing is None) or (row.thing is None) != (row.at is None):
        raise CatalogueError("ends: needs key, or thing and at")


def _things(entry: CallRow) -> Iterator[ThingPlace]:
    rows = [("opens", row) for row in entry.opens] + [("comes_from", row) for row in entry.comes_from]
    if entry.ends and entry.ends.thing and entry.ends.at:
        rows.append(("ends", ThingRow(entry.ends.thing, entry.ends.at, entry.ends.take)))
    for number, (role, row) in enumerate(rows):
        if row.take and row.take not in TAKES and re.compile(row.take).groups != 1:
            raise CatalogueError(f"{role}: take: {row.take!r} needs one group")
        for choice, path in enumerate(alternatives(row.at)):
            scope, place = _SCOPES.get(row.thing, "account"), place_of(path)
            if place.part not in _PARTS:
                raise CatalogueError(f"{role}: path {path!r}: things are named in {', '.join(_PARTS)}")
            yield ThingPlace(role, number, choice, row.thing, scope, row.take, place)
