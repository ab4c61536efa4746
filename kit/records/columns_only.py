"""Events known only from columns: the console's Event history, results of queries, other tools' tables.

Cells that a spreadsheet has mangled (rounded account ids such as 5.28758E+11, dropped leading zeros,
dates) give a column only where the value is sure; as written they stay in `extra`. A member that has no
column in its table is NULL, one whose cell is empty is the JSON null: from the first nothing may be
concluded.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from kit.ids import account_of_key, arn_account
from kit.records import gate
from kit.records.column_names import OPEN, flattened, place_of, with_own_names
from kit.records.exact_json import content_key, parse, without_half_characters
from kit.records.members import FLAGS, JSON, MEMBERS, plain_time
from kit.records.outcome import FAILED, SUCCEEDED, UNKNOWN, outcome
from kit.records.pieces import ColumnsOnly, Table
from kit.records.structs import object_of
from kit.records.untyped import Row

_COLUMN_OF = {member: column for column, member in MEMBERS.items()}
_SIGN_IN = "signin.amazonaws.com"
_ROUNDED = re.compile(r"(\d)[.,]?(\d*)E\+(\d\d)", re.IGNORECASE)
_EMPTY = (None, "", "-")


def row_of(piece: ColumnsOnly, latest: datetime | None = None) -> Row:
    """Columns of one event; `extra` keeps every cell that its column does not give back. `latest` is the last
    moment that can be true."""
    cells, table = piece.values, piece.table
    members, told = _members(cells)
    values: dict[str, Any] = {"columns_only": True}
    notes: list[gate.Note] = []
    kept: set[str] = {name for name, value in cells.items() if value not in _EMPTY and name not in told}
    identity = _identity(members)
    for member, (name, value) in members.items():
        column = _COLUMN_OF.get(member)
        if column is None:
            if not member.startswith("userIdentity."):
                kept.add(name.partition(".")[0] if name not in cells else name)
            continue
        values[column], same, note = _cell(member, value, table, identity, latest)
        if note:
            notes.append((member, note))
        if not same or name not in cells:
            kept.add(name if name in cells else name.partition(".")[0])
    if "eventTime" not in members:
        notes.append(("eventTime", gate.NO_TIME))
    notes += [(member, gate.NO_NAME) for member in gate.NEEDED if member not in members]
    for member in ("requestParameters", "responseElements"):
        if member in table.members or member in told.values():
            values.setdefault(_COLUMN_OF[member], b"null")
    extra = {name: value for name, value in cells.items() if name in kept}
    if extra:
        values["extra"] = without_half_characters(json.dumps(extra, default=str))
    if not values.get("event_id"):
        values["content_key"] = content_key(parse(json.dumps(cells, default=str)))
    # A row that has the reply too is a record under other names: like there, no error code is no error.
    has = {*table.members, *told.values()}
    says_errors = "errorCode" in has or {"requestParameters", "responseElements", "eventVersion"} <= has
    values["outcome"] = _outcome(values, says_errors)
    who = without_half_characters(json.dumps(identity)).encode() if identity else None
    return Row(values, who, notes=notes)


def _members(cells: dict[str, Any]) -> tuple[dict[str, tuple[str, Any]], dict[str, str]]:
    """Member -> (name of the column, value), the surest column of each; and name -> member of all columns
    that have a place, with their cells empty or not."""
    found: dict[str, tuple[str, Any]] = {}
    sure: dict[str, bool] = {}
    told: dict[str, str] = {}
    below: dict[str, dict[str, Any]] = {}
    for name, value in flattened(cells).items():
        place = place_of(name)
        if place is None:
            continue
        told[name] = place.member
        if value in _EMPTY:
            continue
        if place.below:
            inner = below.setdefault(place.member, {})
            for part in place.below[:-1]:
                deeper = inner.setdefault(part, {})
                inner = deeper if isinstance(deeper, dict) else {}
            inner[place.below[-1]] = value
        elif place.member not in found or (place.sure and not sure[place.member]):
            found[place.member], sure[place.member] = (name, value), place.sure
    for member, value in below.items():
        found.setdefault(member, (member, value))
    return found, told


def _identity(members: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    """userIdentity as a record has it, from a column of its own or from columns of its members."""
    flat: dict[str, Any] = {}
    for member in ("userIdentity", "userIdentity.sessionContext"):
        if member in members:
            value = members[member][1]
            whole = value if isinstance(value, dict) else object_of(str(value))
            flat |= flattened({member: whole or {}})
    flat |= {member: value for member, (_, value) in members.items() if member.startswith("userIdentity.")}
    flat.pop("userIdentity.sessionContext", None)
    return with_own_names(flat).get("userIdentity", {})


def _outcome(values: dict[str, Any], says_errors: bool) -> str:
    if values.get("error_code") or values.get("error_message"):
        return FAILED
    reply = values.get("response_elements")
    if reply not in (None, b"null"):
        return outcome(None, None, reply, values.get("request_parameters"))
    # AWS Sign-In says how it went in responseElements, which columns do not have; a row without its source
    # may be such an event.
    known = says_errors and values.get("event_source") not in (None, _SIGN_IN)
    return SUCCEEDED if known else UNKNOWN


def _cell(
    member: str, value: Any, table: Table, identity: dict[str, Any], latest: datetime | None
) -> tuple[Any, bool, str | None]:
    """(value for the column, whether that gives back the cell, note or None)."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    if member == "eventTime":
        moment, note = gate.time(value, latest, table.order)
        return moment, bool(moment) and value == text and plain_time(text), note
    if member in FLAGS.values():
        flag = {"true": True, "false": False, "1": True, "0": False}.get(text.lower())
        return (
            flag,
            flag is not None and text == str(flag).lower(),
            None if flag is not None else gate.NO_TEXT,
        )
    if member == "recipientAccountId":
        return _account(text, table, identity)
    if member in JSON.values():
        return _object(member, value)
    shown, note = gate.column(member, text)
    return shown, shown == value, note


def _object(member: str, value: Any) -> tuple[Any, bool, str | None]:
    """A member that is JSON, as an object, as its text, or as a struct's text."""
    if isinstance(value, str):
        try:
            parse(value)
            return without_half_characters(value).encode(), True, None
        except ValueError:
            found = object_of(value) if member in OPEN else None
            return (json.dumps(found).encode() if found else None), False, None
    return without_half_characters(json.dumps(value, default=str)).encode(), False, None


def _account(text: str, table: Table, identity: dict[str, Any]) -> tuple[str | None, bool, str | None]:
    """An account id; a rounded one is read from what the same row, or else all others, say of the account."""
    if rounded := _ROUNDED.fullmatch(text.strip()):
        return _recovered(rounded, table, identity)
    digits = text if text.isascii() and text.isdigit() and len(text) <= 12 else None
    padded = digits.zfill(12) if digits else None  # spreadsheets drop leading zeros
    return padded, padded == text, None if padded else gate.NO_ACCOUNT


def _recovered(
    rounded: re.Match[str], table: Table, identity: dict[str, Any]
) -> tuple[str | None, bool, str | None]:
    digits, power = rounded[1] + rounded[2], int(rounded[3])
    if len(digits) == power + 1 == 12:
        return digits, False, None  # all twelve are there
    own = {
        account_of_key(str(identity.get("accessKeyId", ""))),
        arn_account(str(identity.get("arn", ""))),
        str(identity.get("accountId", "")),
    }
    for known, note in ((own, gate.RECOVERED), (table.accounts, gate.RECOVERED_NEAR)):
        fitting = {account for account in known if account and _rounds_to(account, digits, power)}
        if len(fitting) == 1:
            return fitting.pop(), False, note
    return None, False, gate.NO_ACCOUNT


def _rounds_to(account: str, digits: str, power: int) -> bool:
    if len(account) != 12 or not account.isdigit():
        return False
    # A number with leading zeros has a smaller power than eleven.
    return float(f"{float(account):.{len(digits) - 1}e}") == float(f"{digits[0]}.{digits[1:] or 0}e{power}")
