"""Every call for the state of an account against AWS's own models: its parameters are valid, and what is read
from the answer stands there. moto has no such call for many services; botocore's stubs check both sides."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.model import Shape
from botocore.stub import Stubber

from kit.rules.live_calls import LiveCall, answers, known, live_calls

TEXT = "arn:aws:service:us-east-1:111122223333:thing/name"
# Parameters whose form AWS's models fix, and those that the code, not the table, gives.
GIVEN: dict[str, Any] = {"Bucket": "bucket", "AccountId": "111122223333"}
BY_CODE = {"GetAnomalies": {"DateInterval": {"StartDate": "2026-03-01", "EndDate": "2026-03-02"}}}
CALLS = [pytest.param(call, id=f"{call.source}-{call.service}-{call.call}") for call in live_calls()]


def filled(shape: Shape, inside: tuple[str, ...] = ()) -> Any:
    """An answer in which every member has a value: one element in each list, the first word of each
    enumeration."""
    kind: Any = shape
    if shape.type_name == "structure":
        if inside.count(shape.name) > 1:
            return {}
        members = kind.members.items()
        if getattr(kind, "is_tagged_union", False):
            members = list(members)[:1]
        return {name: filled(member, (*inside, shape.name)) for name, member in members}
    if shape.type_name == "list":
        return [filled(kind.member, inside) for _ in range(kind.metadata.get("min", 1) or 1)]
    if shape.type_name == "map":
        return {filled(kind.key, inside): filled(kind.value, inside)}
    if shape.type_name == "string":
        return kind.enum[0] if kind.enum else (TEXT * 9)[: max(kind.metadata.get("min", 0), len(TEXT))]
    if shape.type_name == "timestamp":
        return datetime(2026, 3, 1, tzinfo=UTC)
    if shape.type_name == "boolean":
        return True
    if shape.type_name == "blob":
        return b"x"
    least = kind.metadata.get("min", 1) or 1
    return {"integer": int, "long": int, "float": float, "double": float}[shape.type_name](least)


def answered(call: LiveCall) -> tuple[dict[str, Any], dict[str, Any]]:
    """(parameters, answer) of the call, made with a client of boto3 whose way out is botocore's stub."""
    client = boto3.client(
        call.service, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    account = GIVEN["AccountId"]
    given = {name: account if value == "{account}" else value for name, value in call.parameters.items()}
    given |= BY_CODE.get(call.call, {})
    model = client.meta.service_model.operation_model(call.call)
    if call.over:
        member = model.input_shape.members[call.over.name]
        text = GIVEN.get(call.over.name, TEXT)
        given[call.over.name] = [text] if member.type_name == "list" else text
        for kept in call.over.keep:
            given.setdefault(kept, TEXT)
    answer = filled(model.output_shape)
    answer.pop("ResponseMetadata", None)
    method = next(
        name for name, operation in client.meta.method_to_api_mapping.items() if operation == call.call
    )
    with Stubber(client) as stub:
        stub.add_response(method, answer, given)
        said = getattr(client, method)(**given)
    said.pop("ResponseMetadata", None)
    return given, json.loads(json.dumps(said, default=str))


@pytest.mark.parametrize("call", CALLS)
def test_what_is_asked_is_valid_and_what_is_read_is_there(call):
    given, answer = answered(call)
    event = {"res": answer, "req": given, "event": {"account": "111122223333", "region": "us-east-1"}}
    if call.each is None:
        assert answer
        return
    things = call.things(event)
    assert things, f"{call.each} finds nothing in {json.dumps(answer)[:600]}"
    if call.kind:
        assert things[0]["id"], f"{call.paths['id']} finds no id in {json.dumps(answer)[:600]}"
    empty = {name for name in call.paths if not things[0].get(name) and name != "tags"}
    assert not empty, (
        f"{ {name: call.paths[name] for name in empty} } find nothing in {json.dumps(answer)[:900]}"
    )


@pytest.mark.parametrize("call", [call for call in CALLS if call.values[0].over])
def test_what_is_asked_one_by_one_comes_out_of_the_call_before(call):
    before = known(call.source, call.over.service, call.over.call)
    assert before
    given, answer = answered(before)
    assert answers(answer, call.over.values), (
        f"{call.over.values} finds nothing in {json.dumps(answer)[:600]}"
    )
    assert set(call.over.keep) <= set(given), "a parameter that is kept is one of the call before"
