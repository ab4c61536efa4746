"""The tree of credentials: from each leaked key or principal to the last credential that came out of it.

Writes five tables: `credential_reach` (what may matter), `credential_links` (the acts that touch it),
`credential_tree` (one row per credential), `credential_keys` (access key id -> credential; the console
changes keys within one session) and `credential_acts` (calls without a key, such as a sign-in, ->
credential).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.credentials import account_state, links
from kit.analysis.credentials.endings import Ending, Endings, may_stand, seen_alive
from kit.analysis.credentials.issued import (
    Credential,
    Names,
    issued,
    kind_of,
    match_missing_replies,
    seen_only,
)
from kit.analysis.credentials.links import Act, Sighting
from kit.analysis.credentials.machines import Use, used_by_caller, used_outside
from kit.analysis.credentials.sign_ins import SignIns
from kit.analysis.credentials.tree import Node, Walk
from kit.ids import arn_account
from kit.store import derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import CredentialUseRow

_COLUMNS = {
    "credential_no": "integer",
    "credential_id": "varchar",
    "kind": "varchar",
    "parent_id": "varchar",
    "depth": "integer",
    "link": "varchar",
    "link_event_id": "varchar",
    "certainty": "varchar",
    "principal_arn": "varchar",
    "account_id": "varchar",
    "issued_at": "timestamp",
    "expires_at": "timestamp",
    "first_seen": "timestamp",
    "last_seen": "timestamp",
    "events": "bigint",
    "failed": "bigint",
    "source_ips": "varchar[]",
    "regions": "varchar[]",
    "outlives_key": "boolean",
    "state": "varchar",
    "ended_at": "timestamp",
    "ended_event_id": "varchar",
    "issued_event_id": "varchar",
    "link_event_no": "bigint",
    "issued_event_no": "bigint",
    "may_stand": "boolean",
}


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the five tables, the tree from what the leaked ones can reach."""
    derived.write(con, "credential_reach", questions.step("credential_reach"))
    derived.write(con, "credential_links", questions.step("credential_links"))
    acts, keys = links.reached(con)
    names = Names(acts, keys)
    credentials = issued(acts, names)
    taken = match_missing_replies(credentials, keys)
    sign_ins = SignIns(acts, [key for key in keys if key.access_key_id not in taken], credentials)
    credentials += sign_ins.credentials
    credentials += seen_only(keys, taken | set(sign_ins.alias))
    uses = _uses(con, acts, credentials)
    walk = Walk(acts, credentials, sign_ins.alias, keys, used_outside(uses), used_by_caller(uses, acts))
    nodes = walk.run(_roots(case, credentials, keys))
    _write_keys(con, nodes, sign_ins, {act.event_no: act for act in acts})
    used: list[CredentialUseRow] = run(con, questions.step("credential_use")).dicts()
    use = {row["credential_id"]: row for row in used}
    ends = Endings(links.ending_acts(con))
    horizons = dict(run(con, questions.step("horizons")).rows)
    derived.write_rows(
        con, "credential_tree", _COLUMNS, _rows(nodes, use, ends, horizons, account_state.read(con))
    )


def _uses(con: duckdb.DuckDBPyConnection, acts: list[Act], credentials: list[Credential]) -> list[Use]:
    """Where keys of the machines were used that an act may have reached; of no other machine it matters."""
    machines = {
        thing.rsplit(":", 1)[-1] for act in acts if act.rule.reached for thing in act.opens or () if thing
    }
    if not machines:
        return []
    keys = [
        credential.id
        for credential in credentials
        if any(stem and stem.rsplit(":", 1)[-1] in machines for stem in credential.stems)
    ]
    asked = {"machines": sorted(machines), "keys": keys}
    return [Use(*row) for row in run(con, questions.step("instance_addresses"), asked).rows]


def _roots(case: Case, credentials: list[Credential], keys: list[Sighting]) -> list[Credential]:
    """The leaked keys and principals as credentials of depth 0."""
    known = {credential.id: credential for credential in credentials}
    seen = {key.access_key_id: key for key in keys}
    roots = []
    for key_id in case.keys:
        root, sighting = known.get(key_id), seen.get(key_id)
        if root is None or root.act is None:
            kind = (
                kind_of(sighting)
                if sighting
                else "session_token"
                if key_id.startswith("ASIA")
                else "access_key"
            )
            root = Credential(
                id=key_id,
                kind=kind,
                link="leaked",
                principal_arn=sighting.user_arn if sighting else None,
                account_id=(sighting.account_id if sighting else None) or case.account or None,
                at=datetime.min,
                expires_at=None,
                sighting=sighting,
            )
        roots.append(root)
    for arn in case.principals:
        name = f"principal:{arn}"
        roots.append(Credential(name, "principal", "leaked", arn, arn_account(arn), datetime.min, None))
    return roots


def _write_keys(
    con: duckdb.DuckDBPyConnection, nodes: dict[str, Node], sign_ins: SignIns, acts: dict[int, Act]
) -> None:
    made = (
        (node.credential.act.child_key, credential_id)
        for credential_id, node in nodes.items()
        if node.credential.kind == "service_credential"
        and node.credential.act
        and node.credential.act.child_key
    )
    signed_in = ((key, id_) for key, id_ in sign_ins.alias.items() if id_ in nodes)
    # A key is of one credential, or each of its calls would count twice: one that leaked from a session of
    # the console is itself, and not that session again.
    own = {each: each for each in nodes if each.startswith(("AKIA", "ASIA"))}
    for key, credential_id in (*made, *signed_in):
        own.setdefault(key, credential_id)
    derived.write_rows(
        con, "credential_keys", {"access_key_id": "varchar", "credential_id": "varchar"}, sorted(own.items())
    )
    keyless = []
    for event_no, credential_id in sign_ins.events.items():
        node = nodes.get(credential_id)
        if node is None or acts[event_no].access_key_id:
            continue
        # Signing in uses the password, so it is a call of the parent where the parent is one.
        by_parent = node.credential.event_no == event_no and node.parent
        keyless.append((event_no, node.parent if by_parent else credential_id))
    by_arn = {
        node.credential.principal_arn: credential_id
        for credential_id, node in nodes.items()
        if node.credential.kind in ("principal", "login_profile")
    }
    for event_no, event_time, arn in run(con, questions.step("failed_sign_ins")).rows:
        signed_in = by_arn.get(arn)
        if signed_in and event_time is not None and event_time >= nodes[signed_in].credential.at:
            keyless.append((event_no, signed_in))
    # So is a sign-in.
    acts_of = dict(reversed(keyless))
    derived.write_rows(
        con, "credential_acts", {"event_no": "bigint", "credential_id": "varchar"}, sorted(acts_of.items())
    )


def _rows(
    nodes: dict[str, Node],
    use: dict[str, CredentialUseRow],
    ends: Endings,
    horizons: dict[str, datetime],
    seen: account_state.Live,
) -> Iterable[tuple]:
    latest = max(horizons.values(), default=None)
    endings = {}
    for credential_id, node in nodes.items():
        ending = ends.of(node.credential, horizons.get(node.credential.account_id or "", latest))
        endings[credential_id] = seen_alive(
            node.credential, ending, seen, use.get(credential_id, {}).get("last_seen")
        )
    stops = [endings[credential_id].ended_at for credential_id, node in nodes.items() if node.parent is None]
    key_ended = max((stop for stop in stops if stop), default=None) if all(stops) else None
    depths = _depths(nodes)
    order = sorted(
        nodes,
        key=lambda credential_id: (
            depths[credential_id],
            nodes[credential_id].credential.at,
            # Not by the number of the event: that hangs on the order in which files were loaded.
            nodes[credential_id].credential.event_id or "",
            credential_id,
        ),
    )
    for number, credential_id in enumerate(order, 1):
        node, ending, used = nodes[credential_id], endings[credential_id], use.get(credential_id, {})
        credential = node.credential
        yield (
            number,
            credential_id,
            credential.kind,
            node.parent,
            depths[credential_id],
            node.link,
            node.link_event_id,
            node.certainty,
            credential.principal_arn,
            credential.account_id,
            _issued_at(credential),
            credential.expires_at,
            used.get("first_seen"),
            used.get("last_seen"),
            used.get("events", 0),
            used.get("failed", 0),
            used.get("source_ips", []),
            used.get("regions", []),
            _outlives(ending, key_ended) if node.parent else None,
            ending.state,
            ending.ended_at,
            ending.event_id,
            credential.event_id,
            (node.opened_by or credential).event_no if node.parent else None,
            credential.event_no or None,
            may_stand(ending.state),
        )


def _issued_at(credential: Credential) -> datetime | None:
    """When it was given out; a long-term key that is only seen in use does not tell."""
    if credential.act is None and not (credential.sighting and credential.sighting.session_created_at):
        return None
    return None if credential.at == links.UNDATED else credential.at


def _outlives(ending: Ending, key_ended: datetime | None) -> bool:
    """Whether it was still good when the leaked key was stopped; where that was not done yet, whether it is
    now."""
    if ending.ended_at is None:
        return ending.state != "gone"
    return key_ended is not None and ending.ended_at > key_ended


def _depths(nodes: dict[str, Node]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for start in nodes:
        path, credential_id = [], start
        while credential_id not in depths and nodes[credential_id].parent is not None:
            path.append(credential_id)
            credential_id = nodes[credential_id].parent or ""
        depths.setdefault(credential_id, 0)
        for step in reversed(path):
            depths[step] = depths[nodes[step].parent or ""] + 1
    return depths
