"""Events known only from columns: the console's Event history as CSV or JSON, and CSV results of CloudTrail
Lake.

Header names are compared without case, blanks and signs. Cells that a spreadsheet has mangled (account ids
such as 5.28758E+11, dropped leading zeros, dates) give a column only where the value is sure; as written they
stay in `extra`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from kit.records.documents import looks_like_columns, plain_name
from kit.records.exact_json import content_key, parse
from kit.records.members import plain_time
from kit.records.outcome import FAILED, SUCCEEDED, UNKNOWN
from kit.records.untyped import Row, time_of

_COLUMN = {
    "eventid": "event_id",
    "eventtime": "event_time",
    "eventname": "event_name",
    "eventsource": "event_source",
    "awsregion": "aws_region",
    "region": "aws_region",
    "recipientaccountid": "recipient_account_id",
    "accountid": "recipient_account_id",
    "awsaccountid": "recipient_account_id",
    "sourceipaddress": "source_ip_address",
    "useragent": "user_agent",
    "errorcode": "error_code",
    "errormessage": "error_message",
    "readonly": "read_only",
    "requestid": "request_id",
    "eventtype": "event_type",
    "eventversion": "event_version",
    "eventcategory": "event_category",
    "managementevent": "management_event",
    "sharedeventid": "shared_event_id",
    "vpcendpointid": "vpc_endpoint_id",
    "requestparameters": "request_parameters",
    "responseelements": "response_elements",
    "additionaleventdata": "additional_event_data",
}
_JSON = {"request_parameters", "response_elements", "additional_event_data"}
_IDENTITY = {
    "username": "userName",
    "awsaccesskey": "accessKeyId",
    "accesskeyid": "accessKeyId",
    "useridentityarn": "arn",
    "useridentitytype": "type",
}
_RECORD = {"eventjson", "cloudtrailevent"}
_SIGN_IN = "signin.amazonaws.com"
_SHOWN = re.compile(r"(\w+ \d{1,2}, \d{4}, \d\d:\d\d:\d\d) \(UTC([+-]\d\d:\d\d)\)")
_MEMBER = re.compile(r"(\w+)=([^,{}]*)")
csv.field_size_limit(32 << 20)


def csv_kind(head: bytes) -> str | None:
    """`event_history_csv` or `lake_csv` when the header says so, else None."""
    header = _header(head.decode("utf-8", "replace"))
    if not header or not looks_like_columns(set(header)):
        return None
    # Lake names columns as the record names its members, the console as words.
    words = any(" " in name for name in header)
    return "event_history_csv" if words else "lake_csv"


def csv_text(data: bytes) -> tuple[str, str | None]:
    """The text of a CSV, and a remark for the ledger where it is not the UTF-8 that AWS writes.

    Japanese spreadsheets save CSV as Shift_JIS in Microsoft's variant, cp932.
    """
    for encoding, remark in (("utf-8", None), ("cp932", "no UTF-8: read as Shift_JIS (cp932)")):
        try:
            return data.decode(encoding), remark
        except UnicodeDecodeError:
            continue
    return data.decode(
        "utf-8", "replace"
    ), "neither UTF-8 nor Shift_JIS: bytes that are no text were replaced"


def csv_rows(text: str) -> Iterator[dict[str, Any] | None]:
    """Rows by header name; None for a row that does not fit the header."""
    lines = io.StringIO(_without_comments(text), newline="")
    reader = csv.reader(lines, delimiter=_delimiter(text))
    header = [name.strip() for name in next(reader, [])]
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        yield dict(zip(header, cells, strict=True)) if len(cells) == len(header) else None


def _header(text: str) -> list[str]:
    try:
        rows = csv.reader(io.StringIO(_without_comments(text)), delimiter=_delimiter(text))
        return [name.strip() for name in next(rows, [])]
    except csv.Error:
        return []


def _without_comments(text: str) -> str:
    """Lake writes a comment line before the header; spreadsheets write `sep=;`."""
    text = text.removeprefix("\ufeff")
    while text[:1] in ("#", "\n", "\r") or text[:2] in ("--", "//") or text[:4] == "sep=":
        _, found, text = text.partition("\n")
        if not found:
            break
    return text


def _delimiter(text: str) -> str:
    line = _without_comments(text).partition("\n")[0]
    return max(",;\t", key=line.count)


def whole_record(cells: dict[str, Any]) -> bytes | None:
    """The record itself where a column holds it."""
    for name, value in cells.items():
        if plain_name(name) in _RECORD and isinstance(value, str) and value.lstrip()[:1] == "{":
            return value.strip().encode("utf-8", "replace")
    return None


def row_of(cells: dict[str, Any]) -> Row:
    """Columns of one event; `extra` keeps every cell that its column does not give back."""
    values: dict[str, Any] = {"columns_only": True}
    identity: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    says_errors = False
    for name, value in cells.items():
        plain = plain_name(name)
        column = _COLUMN.get(plain)
        says_errors = says_errors or plain == "errorcode"
        if value in (None, "", "-"):
            continue
        if column:
            values[column], same = _cell(column, value)
            if not same:
                extra[name] = value
        elif plain in _IDENTITY and isinstance(value, str):
            identity[_IDENTITY[plain]] = value
        elif plain == "useridentity":
            identity |= _identity(value)
            extra[name] = value
        else:
            extra[name] = value
    if extra:
        values["extra"] = json.dumps(extra, ensure_ascii=False, default=str)
    if not values.get("event_id"):
        values["content_key"] = content_key(parse(json.dumps(cells, default=str)))
    values["outcome"] = _outcome(values, says_errors)
    return Row(values, json.dumps(identity).encode() if identity else None)


def _outcome(values: dict[str, Any], says_errors: bool) -> str:
    if values.get("error_code") or values.get("error_message"):
        return FAILED
    # AWS Sign-In says how it went in responseElements, which columns do not have; a row without its source
    # may be such an event.
    known = says_errors and values.get("event_source") not in (None, _SIGN_IN)
    return SUCCEEDED if known else UNKNOWN


def _cell(column: str, value: Any) -> tuple[Any, bool]:
    """(value for the column, whether that gives back the cell)."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    if column == "event_time":
        moment = _moment(text)
        iso = moment.isoformat() + "Z" if moment else None
        return iso, iso == text and plain_time(text)
    if column in ("read_only", "management_event"):
        flag = {"true": True, "false": False}.get(text.lower())
        return flag, flag is not None and text == str(flag).lower()
    if column == "recipient_account_id":
        digits = text if text.isascii() and text.isdigit() and len(text) <= 12 else None
        padded = digits.zfill(12) if digits else None  # spreadsheets drop leading zeros
        return padded, padded == text
    if column in _JSON:
        try:
            parse(text)
        except ValueError:
            return None, False
        return text.encode(), True
    return text, isinstance(value, str)


def _moment(text: str) -> datetime | None:
    """Naive UTC where the cell leaves no doubt; 03/04/2026 does."""
    if shown := _SHOWN.fullmatch(text.strip()):
        try:
            local = datetime.strptime(shown[1], "%B %d, %Y, %H:%M:%S")
            return time_of(local.isoformat() + shown[2])
        except ValueError:
            return None
    text = text.strip()
    if re.match(r"\d{4}/\d\d/\d\d ", text):
        text = text.replace("/", "-")
    return time_of(text) if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text) else None


def _identity(value: Any) -> dict[str, Any]:
    """userIdentity as JSON, or as Lake writes structs: {type=IAMUser, arn=..., sessioncontext={...}}."""
    if isinstance(value, dict):
        return value
    try:
        found = json.loads(value)
        return found if isinstance(found, dict) else {}
    except (ValueError, TypeError, RecursionError):
        pass
    names = {
        "type": "type",
        "principalid": "principalId",
        "arn": "arn",
        "accountid": "accountId",
        "accesskeyid": "accessKeyId",
        "username": "userName",
        "invokedby": "invokedBy",
    }
    found = {}
    head = str(value).partition("sessioncontext=")[0] if "sessioncontext=" in str(value) else str(value)
    for name, text in _MEMBER.findall(head):
        if name in names and text.strip() not in ("", "null"):
            found[names[name]] = text.strip()
    return found
