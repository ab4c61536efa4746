"""kit/rules/tables/live_calls.yml against botocore's own models: every call, parameter and path is real, and
may be called."""

from __future__ import annotations

import re

import botocore.session
import pytest

from kit.rules.effects import effects
from kit.rules.live_calls import live_calls
from kit.sources.reads import allowed

SESSION = botocore.session.get_session()
CALLS = live_calls()


def model(service: str, operation: str):
    return SESSION.get_service_model(service).operation_model(operation)


def walk(shape, path: str, where: str):
    """The shape at a path of names and []; fails at a name that AWS's model does not have."""
    for step in re.findall(r"\[\]|[^.\[\]]+", path):
        if step == "[]":
            assert shape.type_name == "list", f"{where}: {path}: no list"
            shape = shape.member
        elif shape.type_name == "map":
            shape = shape.value
        else:
            assert shape.type_name == "structure" and step in shape.members, f"{where}: {path}: no {step}"
            shape = shape.members[step]
    return shape


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.source} {call.service}.{call.call}")
def test_call_and_its_parameters_are_real(call):
    operation = model(call.service, call.call)
    given = {*call.parameters, *([call.over.name, *call.over.keep] if call.over else [])}
    members = operation.input_shape.members if operation.input_shape else {}
    assert given <= set(members), f"unknown parameters {given - set(members)}"
    required = set(operation.input_shape.required_members) if operation.input_shape else set()
    # Cost Explorer's calls are in the table for their answers; kit/sources/cost_explorer.py gives the times.
    assert required <= given or call.source == "cost-explorer", f"missing parameters {required - given}"
    assert (call.service, call.call) in allowed(), "add it to kit/sources/reads.yml"
    assert not re.match(r"Create|Delete|Put|Update|Start|Stop|Run|Modify|Attach", call.call)


@pytest.mark.parametrize(
    "call",
    [call for call in CALLS if call.each],
    ids=lambda call: f"{call.source} {call.service}.{call.call}",
)
def test_paths_are_in_the_answer(call):
    where = f"{call.service}.{call.call}"
    thing = walk(model(call.service, call.call).output_shape, call.each.removeprefix("res."), where)
    for name, path in call.paths.items():
        if name == "tags":
            continue
        for part in re.findall(r"\{([^{}]+)\}", path) or path.split(" | "):
            if part.startswith(".") and part != ".":
                walk(thing, part[1:], f"{where} {name}")
    if call.over:
        parent = model(call.over.service, call.over.call).output_shape
        walk(parent, call.over.values.removeprefix("res."), f"{where} over")


def test_kinds_are_those_of_the_ledgers():
    unknown = {call.kind for call in CALLS if call.kind} - set(effects().kinds)
    assert not unknown


def test_every_service_of_the_sweep_is_known_to_have_regions_or_is_asked_once():
    services = {call.service for call in CALLS if call.source == "sweep"}
    assert len(services) >= 55, "the sweep lost services"
