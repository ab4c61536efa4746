"""Leads beyond the tree: other credentials that were used from where the third party called.

An address names nobody by itself, so it counts only where it is public, the owner's calls never come from it,
and nobody of the account worked from it before the third party came. A user agent counts only together with
the hours: one that nobody else has, used within an hour of the third party's own calls with it, by somebody
who worked otherwise before. A lead is a question to the customer; `kit key` makes it part of the case.

Table `lead_callers`: one row per principal and long-term key, the heaviest first.
"""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.credentials import is_public, within
from kit.ids import is_arn
from kit.store import derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import LeadUsesRow, ThirdPartyPlacesRow

_COLUMNS = {
    "lead_no": "integer", "principal_arn": "varchar", "credential_id": "varchar", "user_name": "varchar",
    "calls": "bigint", "first_seen": "timestamp", "last_seen": "timestamp", "shared_with": "varchar[]",
    "addresses": "varchar[]", "agents": "varchar[]", "event_ids": "varchar[]", "names": "varchar[]",
    "kind": "varchar", "refused": "bigint", "weight": "integer", "adds": "varchar", "account_id": "varchar",
}  # fmt: skip
# Who worked from an address this long before the third party came has it for a place of their own.
SETTLED = timedelta(days=1)
DAYS = 3
# Calls with a rare agent belong together when they lie this near each other.
SAME_HOURS = timedelta(hours=1)
MOST_EVENTS = 20
# A program with its version; browsers are everybody's.
_PROGRAM = re.compile(r"^(?!Mozilla)[^\s/]+/\d\S*.{10,}$", re.DOTALL)


@dataclass
class Place:
    """An address or agent of the third party's: when, and by which credentials of the tree."""

    first_seen: datetime
    last_seen: datetime
    credentials: set[str] = field(default_factory=set)

    def add(self, row: ThirdPartyPlacesRow) -> None:
        """Takes one row of third_party_places.sql in."""
        self.first_seen = min(self.first_seen, row["first_seen"])
        self.last_seen = max(self.last_seen, row["last_seen"])
        self.credentials.update(row["credentials"])


@dataclass
class Lead:
    """A principal or long-term key outside the tree, with what it shares with the third party.

    `kind`: key, root, session (of a role or a sign-in) or failed_sign_in. `adds` is what `kit key` takes to
    follow it, '' where the evidence names nobody.
    """

    principal_arn: str | None
    credential_id: str | None
    user_type: str
    user_name: str | None
    uses: list[LeadUsesRow]
    addresses: list[str]
    agents: list[str]
    credentials: list[str]

    @property
    def calls(self) -> int:
        """Calls from there, refused ones too."""
        return sum(use["calls"] for use in self.uses)

    @property
    def refused(self) -> int:
        """Of those, the refused ones."""
        return sum(use["calls"] for use in self.uses if use["failed"])

    @property
    def weight(self) -> int:
        """The heaviest call that was not refused, 0 to 100."""
        return max((use["weight"] for use in self.uses if not use["failed"]), default=0)

    @property
    def first_seen(self) -> datetime:
        """When it was first used from there."""
        return min(use["first_seen"] for use in self.uses)

    @property
    def last_seen(self) -> datetime:
        """When it was last used from there."""
        return max(use["last_seen"] for use in self.uses)

    @property
    def kind(self) -> str:
        """key, root, session or failed_sign_in."""
        if (
            self.refused == self.calls
            and not self.credential_id
            and not any(use["keys"] for use in self.uses)
        ):
            return "failed_sign_in"
        return "root" if self.user_type == "Root" else "key" if self.credential_id else "session"

    @property
    def adds(self) -> str:
        """What `kit key` takes to follow it."""
        return self.credential_id or (self.principal_arn if is_arn(self.principal_arn or "") else "") or ""

    @property
    def account_id(self) -> str:
        """Account in which it called."""
        return next((use["account_id"] for use in self.uses if use["account_id"]), "")

    @property
    def event_ids(self) -> list[str]:
        """Its events, the heaviest calls first, twenty at most."""
        order = sorted(self.uses, key=lambda use: (use["failed"], -use["weight"], use["first_seen"]))
        # One of each call first, so that a frequent one does not hide the others.
        heads = [use["event_ids"][0] for use in order if use["event_ids"]]
        rest = [event for use in order for event in use["event_ids"][1:]]
        return list(dict.fromkeys([*heads, *rest]))[:MOST_EVENTS]

    @property
    def names(self) -> list[str]:
        """Its calls, the heaviest first."""
        order = sorted(self.uses, key=lambda use: (use["failed"], -use["weight"], use["first_seen"]))
        return list(dict.fromkeys(use["event_name"] or "" for use in order))


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes `lead_callers`; `shared_with` names addresses, agents and credentials of the tree."""
    rows = [
        (
            number,
            lead.principal_arn,
            lead.credential_id,
            lead.user_name,
            lead.calls,
            lead.first_seen,
            lead.last_seen,
            [*lead.addresses, *lead.agents, *lead.credentials],
            lead.addresses,
            lead.agents,
            lead.event_ids,
            lead.names,
            lead.kind,
            lead.refused,
            lead.weight,
            lead.adds,
            lead.account_id,
        )
        for number, lead in enumerate(_found(con, case), 1)
    ]
    derived.write_rows(con, "lead_callers", _COLUMNS, rows)


def _found(con: duckdb.DuckDBPyConnection, case: Case) -> list[Lead]:
    """Every lead, the heaviest first."""
    addresses, agents = _places(con, case)
    if not addresses and not agents:
        return []
    wanted = {"addresses": list(addresses), "agents": list(agents)}
    rows: list[LeadUsesRow] = run(con, questions.step("lead_uses"), wanted).dicts()
    callers: dict[tuple, list[LeadUsesRow]] = defaultdict(list)
    for row in rows:
        key = (row["principal_arn"], row["credential_id"], row["user_type"], row["user_name"])
        callers[key].append(row)
    shared = _shared(callers.values(), addresses)
    addresses = {address: place for address, place in addresses.items() if address not in shared}
    agents = _rare(callers.values(), agents, addresses)
    made = [
        lead
        for key, uses in callers.items()
        if not _is_owners(case, key[0]) and (lead := _lead(key, uses, addresses, agents))
    ]
    return sorted(
        made, key=lambda lead: (lead.kind == "failed_sign_in", -lead.weight, lead.first_seen, lead.adds)
    )


def _places(con: duckdb.DuckDBPyConnection, case: Case) -> tuple[dict[str, Place], dict[str, Place]]:
    """Addresses and agents that are the third party's and not the owner's too."""
    rows: list[ThirdPartyPlacesRow] = run(con, questions.step("third_party_places")).dicts()
    owners = {row[name] for row in rows if row["owner_calls"] for name in ("address", "agent")}
    addresses: dict[str, Place] = {}
    agents: dict[str, Place] = {}
    for row in rows:
        address, agent = row["address"] or "", row["agent"] or ""
        if not row["third_party_calls"] or not is_public(address) or _listed(case, address):
            continue
        for held, value in ((addresses, address), (agents, agent)):
            if value not in owners and (held is addresses or _PROGRAM.match(value)):
                held.setdefault(value, Place(row["first_seen"], row["last_seen"])).add(row)
    return addresses, agents


def _listed(case: Case, address: str) -> bool:
    return within(address, [ipaddress.ip_network(text) for text in case.owner_networks]) is not None


def _is_owners(case: Case, arn: str | None) -> bool:
    return arn is not None and arn in case.owner_principals


def _shared(callers: Iterable[list[LeadUsesRow]], addresses: Mapping[str, Place]) -> set[str]:
    """Addresses from which somebody of the account worked before: an office, a gateway, a big provider."""
    found: set[str] = set()
    for uses in callers:
        began = min(use["first_seen"] for use in uses)
        for address, place in addresses.items():
            there = [use for use in uses if use["address"] == address]
            if not there or min(use["first_seen"] for use in there) > place.first_seen - SETTLED:
                continue
            days = sum(use["days"] for use in there if use["first_seen"] < place.first_seen)
            if days >= DAYS or min(use["first_seen"] for use in there) == began:
                found.add(address)
    return found


def _rare(
    callers: Iterable[list[LeadUsesRow]], agents: Mapping[str, Place], addresses: Mapping[str, Place]
) -> dict[str, Place]:
    """Agents of the third party's that one other caller has at most, and nobody before them."""
    users: dict[str, int] = defaultdict(int)
    before: set[str] = set()
    for uses in callers:
        for agent in {use["agent"] for use in uses if use["agent"] in agents}:
            there = [use for use in uses if use["agent"] == agent]
            users[agent] += any(use["address"] not in addresses for use in there)
            if min(use["first_seen"] for use in there) < agents[agent].first_seen - SAME_HOURS:
                before.add(agent)
    return {agent: place for agent, place in agents.items() if users[agent] <= 1 and agent not in before}


def _lead(
    key: tuple, uses: list[LeadUsesRow], addresses: Mapping[str, Place], agents: Mapping[str, Place]
) -> Lead | None:
    near = [use for use in uses if use["address"] in addresses]
    # With the agent alone: in the same hours, and by somebody who worked with another one before.
    began = min(uses, key=lambda use: use["first_seen"])
    alike = [
        use
        for use in uses
        if use not in near
        and (place := agents.get(use["agent"] or "")) is not None
        and is_public(use["address"] or "")
        and use["first_seen"] <= place.last_seen + SAME_HOURS
        and use["last_seen"] >= place.first_seen - SAME_HOURS
        and began["agent"] != use["agent"]
        and began["address"] != use["address"]
    ]
    if not near and not alike:
        return None
    shown = [*near, *alike]
    places = [place for use in near if (place := addresses.get(use["address"]))]
    places += [place for use in alike if (place := agents.get(use["agent"]))]
    credentials = {credential for place in places for credential in place.credentials}
    return Lead(
        *key,
        shown,
        sorted({use["address"] for use in near}),
        sorted({use["agent"] for use in alike}),
        sorted(credentials),
    )
