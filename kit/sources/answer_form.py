"""Whether what came back is an answer of AWS at all: status, content type, and the form of its protocol.

A proxy, a captive portal or a wrong address answers too, often with status 200. botocore reads a page of HTML
as an answer with nothing in it, which would pass for an account with nothing in it. So an answer is looked at
before it is read, and one without the member that it is read by is none.
https://smithy.io/2.0/aws/protocols/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError

NOT_AN_ANSWER = "NotAnAnswer"
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(!?[A-Za-z_][\w.:-]*)", re.DOTALL)
_SHOWN = 60


class NoAnswerError(BotoCoreError):
    """What came is not in the form of the service's answers: a page of a proxy, another service's words. Or
    nothing may come, since the address is one that anybody may answer for."""

    fmt = "{message}"

    def __init__(self, message: str, code: str = NOT_AN_ANSWER) -> None:
        super().__init__(message=message)
        self.response = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {}}


def check(operation_model: Any, response_dict: Mapping[str, Any], **_: Any) -> None:
    """Hook before botocore reads an answer. NoAnswerError where it is none; errors of AWS pass."""
    status, body = response_dict["status_code"], response_dict["body"]
    if status >= 300 or not isinstance(body, bytes):  # botocore's to tell; a stream of bytes is what it is
        return
    members = _in_body(operation_model.output_shape)
    if members is None:
        return
    headers = {str(name).lower(): str(value) for name, value in response_dict["headers"].items()}
    if problem := _problem(operation_model, members, headers, body):
        service = operation_model.service_model.service_name
        raise NoAnswerError(
            f"status {status} came with what is no answer of {service}: {problem};"
            " look for a proxy or a wrong address on the way"
        )


def without_member(name: str, page: Mapping[str, Any]) -> bool:
    """Whether an answer lacks the member by which it is read and nothing shows that AWS left it out: AWS
    leaves some empty lists out, but never its own number of the request."""
    return name not in page and not page.get("ResponseMetadata", {}).get("RequestId")


def missing(name: str) -> NoAnswerError:
    """The error for an answer without the member by which it is read."""
    return NoAnswerError(f"the answer has no {name}, by which it is read, and no request id of AWS")


def _in_body(shape: Any) -> dict[str, Any] | None:
    """Members that the body holds, under their names on the wire; None where the body has no form."""
    if shape is None or not getattr(shape, "members", None):
        return None
    payload = shape.serialization.get("payload")
    if payload is not None:
        inner = shape.members[payload]
        return None if inner.type_name in ("blob", "string") else dict(getattr(inner, "members", {}))
    found = {
        member.serialization.get("name", name): member
        for name, member in shape.members.items()
        if member.serialization.get("location") not in ("header", "headers", "statusCode")
    }
    return found or None


def _problem(model: Any, members: Mapping[str, Any], headers: Mapping[str, str], body: bytes) -> str | None:
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    root = _ROOT.match(body[:4096])
    name = root[1].decode().rpartition(":")[2] if root else ""
    if name.lower() in ("html", "!doctype"):
        return f"a page of HTML ({kind or 'no content type'})"
    protocol = str(getattr(model.service_model, "resolved_protocol", model.service_model.protocol))
    if protocol in ("query", "ec2", "rest-xml"):
        return _xml_problem(model, protocol, kind, name, body) or (
            _no_member(members, headers, body) if protocol == "rest-xml" else None
        )
    if "cbor" in kind:
        return None if body[:1] and 0xA0 <= body[0] <= 0xBF else "no map of CBOR"
    return _json_problem(members, headers, kind, body)


def _xml_problem(model: Any, protocol: str, kind: str, name: str, body: bytes) -> str | None:
    if not name:
        return f"no XML ({kind or 'no content type'}: {_start(body)})"
    wrapper = model.output_shape.serialization.get("resultWrapper")
    if protocol == "query" and wrapper and f"<{wrapper}".encode() not in body:
        return f"XML of another kind ({name}, without {wrapper})"
    if protocol == "ec2" and not name.startswith(model.name):
        return f"XML of another kind ({name})"
    return None


def _json_problem(
    members: Mapping[str, Any], headers: Mapping[str, str], kind: str, body: bytes
) -> str | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return f"no JSON ({kind or 'no content type'}: {_start(body)})"
    if not isinstance(said, dict):
        return f"JSON that is no object ({_start(body)})"
    if said.keys() & members.keys():
        return None
    if said:
        return f"JSON of another kind ({', '.join(sorted(map(str, said))[:3])[:_SHOWN]})"
    return None if _of_aws(headers) else "an empty object without a request id of AWS"


def _no_member(members: Mapping[str, Any], headers: Mapping[str, str], body: bytes) -> str | None:
    """XML whose root may be named in several ways: some member has to be there, or AWS's request id."""
    if any(f"<{name}".encode() in body for name in members) or _of_aws(headers):
        return None
    return "XML of another kind, without a request id of AWS"


def _of_aws(headers: Mapping[str, str]) -> bool:
    return any("requestid" in each.replace("-", "") or each == "x-amz-id-2" for each in headers)


def _start(body: bytes) -> str:
    """The first characters, on one line, without what a terminal or a page would take for its own."""
    text = body[:_SHOWN].decode("ascii", "replace")
    return "".join(each if each.isalnum() or each in " .,:;{}[]()/_-" else "?" for each in text).strip()
