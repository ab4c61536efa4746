"""[owner] of case.toml: what is surely the owner's, by the analyst's word."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """Networks (CIDR), principals (ARNs) and user agents that are the owner's."""

    networks: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()


def owner_of(table: Mapping) -> Owner:
    """What [owner] says. ValueError for what is no network."""
    return Owner(
        networks=tuple(str(ipaddress.ip_network(text, strict=False)) for text in table.get("networks", ())),
        principals=tuple(table.get("principals", ())),
        agents=tuple(table.get("agents", ())),
    )
