"""The tables of effects: whole, refused when broken, and true to the API models where AWS publishes one."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import botocore.session
import pytest
import yaml

from kit import texts
from kit.analysis.credentials.outlives import MESSAGE
from kit.case import LANGUAGES
from kit.errors import CatalogueError
from kit.rules import call_name, effects
from kit.rules.pages import pages
from kit.rules.paths import compile_list, compile_value, place_of

# Sources whose API model has another name.
MODELS = {
    "monitoring": ["cloudwatch"], "elasticmapreduce": ["emr"], "elasticfilesystem": ["efs"],
    "states": ["stepfunctions"],
    "es": ["opensearch", "es"], "servicequotas": ["service-quotas"], "access-analyzer": ["accessanalyzer"],
    "sso": ["sso-admin"], "elasticloadbalancing": ["elbv2", "elb"], "airflow": ["mwaa"],
    "bedrock-agentcore": ["bedrock-agentcore-control"], "apigateway": ["apigatewayv2", "apigateway"],
    "agreement-marketplace": ["marketplace-agreement"], "ses": ["sesv2", "ses"],
    "bedrock": ["bedrock", "bedrock-agent"],
}  # fmt: skip
# Calls of consoles and services that no public API model holds; the trail's record is their only shape.
NO_MODEL = {"sso-directory"}
NO_OPERATION = {
    "BidEvictedEvent", "SharedSnapshotCopyInitiated", "SharedSnapshotVolumeCreated", "AssociateDirectory",
    "DisassociateDirectory", "EnableExternalIdPConfigurationForDirectory",
    "CreateExternalIdPConfigurationForDirectory",
    "ImportSAMLMetadata", "UpdateSSO", "PutMfaDeviceManagementForDirectory", "PutFoundationModelEntitlement",
    "CreateEnvironmentSSH", "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock",
    "PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock",
}  # fmt: skip
# What records add to the model: EC2's wrappers and lists, S3's own names.
WRAPPED = re.compile(
    r".*(request|response|set)$|items?$|content$|value$|bucketname$|bucketpolicy$|createrestapiinput$"
)
VALUES = (
    "each",
    "id",
    "name",
    "arn",
    "parent",
    "before",
    "after",
    "detail",
    "size",
    "quantity",
    "purchase",
    "link",
)
PATH = re.compile(r"\b(req|res)((?:\.[A-Za-z0-9_\-\[\]]+)+)")


def test_names_of_calls_lose_the_date_of_their_api_and_nothing_else():
    assert call_name("CreateFunction20150331") == "CreateFunction"
    assert call_name("AddPermission20150331v2") == "AddPermission"
    assert call_name("CreateDistribution2020_05_31") == "CreateDistribution"
    assert call_name("EnableMacie2") == "EnableMacie2"


def test_every_reason_to_outlive_the_key_has_its_sentence():
    for kind in effects().kinds.values():
        if kind.lasts:
            assert all(texts.has(lang, MESSAGE + kind.lasts) for lang in LANGUAGES), kind


def test_every_kind_is_touched_by_a_call_and_most_can_end():
    touched = {effect.kind.name: set() for found in effects().by_call.values() for effect in found}
    for found in effects().by_call.values():
        for effect in found:
            touched[effect.kind.name].add(effect.verb)
    assert set(effects().kinds) == set(touched)
    costly = [name for name, kind in effects().kinds.items() if kind.cost and not kind.ends_itself]
    endless = sorted(name for name in costly if touched[name] <= {"makes", "sets"})
    assert endless == ["reserved_instances", "savings_plan"], (
        "what costs money and never ends is bought for a term"
    )


def test_kinds_are_in_the_vocabulary():
    words = yaml.safe_load(
        (Path(__file__).parent.parent / "kit" / "vocabulary.yml").read_text(encoding="utf-8")
    )
    shown = {kind.shown for kind in effects().kinds.values() if kind.ledger == "principals"}
    assert shown == set(words["principals.kind"])
    changes = {kind.change for kind in effects().kinds.values()} | {"stopped", "started", "deleted"}
    changes |= {effect.change for found in effects().by_call.values() for effect in found if effect.change}
    assert changes <= set(words["change"])


@functools.cache
def model(service):
    return botocore.session.get_session().get_service_model(service)


@functools.cache
def operation(source, call):
    for service in MODELS.get(source, [source]):
        if call in model(service).operation_names:
            found = model(service).operation_model(call)
            return names(found.input_shape), names(found.output_shape)
    return None


def names(shape) -> set[str]:
    """Every name at or below a shape, in small letters; each shape is looked into once."""
    found, seen, waiting = set(), set(), [shape] if shape else []
    while waiting:
        shape = waiting.pop()
        found.add((shape.serialization.get("name") or "").lower())
        if shape.name in seen:
            continue
        seen.add(shape.name)
        if shape.type_name == "structure":
            found.update(name.lower() for name in shape.members)
            waiting += shape.members.values()
        elif shape.type_name in ("list", "map"):
            waiting.append(shape.member if shape.type_name == "list" else shape.value)
    return found


def unheld(text, request, reply):
    """Keys of one alternative that the model does not have."""
    for part, rest in PATH.findall(text):
        pool = request if part == "req" else reply
        for step in rest.strip(".").split("."):
            word = step.replace("[]", "").lower()
            if word not in pool and not WRAPPED.match(word):
                yield f"{part}{rest}"


@pytest.mark.parametrize(
    "page", [page for page in pages() if page.name not in NO_MODEL], ids=lambda page: page.name
)
def test_paths_are_those_of_the_api_model(page):
    """Each value has an alternative whose every key stands in the request or reply of the call."""
    for call, entry in page.calls.items():
        if not entry.does or call in NO_OPERATION:
            continue
        known = operation(page.name, call)
        assert known is not None, f"{page.name} has no call {call}"
        for row in entry.does:
            for name in VALUES:
                text = getattr(row, name) or ""
                ways = re.split(r"\|", text) if "{" not in text else [text]
                missing = [list(unheld(way, *known)) for way in ways]
                assert not all(missing), f"{page.name} {call} {name}: {missing}"


def test_paths_take_lists_both_ways_and_keys_in_any_case():
    event = {
        "req": {"Names": ["a", "b"], "set": {"items": [{"id": 1}]}, "one": {"id": 2}, "text": '{"k": "v"}'}
    }
    assert compile_list("req.names[]")(event) == ["a", "b"]
    assert compile_list("req.set[].id")(event) == [1]
    assert compile_list("req.one[].id")(event) == [2]
    assert compile_list("req.none[] | req.names[]")(event) == ["a", "b"]
    assert compile_value("req.text.k")(event, None) == "v"
    assert compile_value("{req.one.id}-{.x}")(event, {"x": "y"}) == "2-y"
    assert compile_value("{req.one.id}-{.none}")(event, {"x": "y"}) is None
    assert compile_value("req.none | =word")(event, None) == "word"
    assert compile_value("req.names[1]")(event, None) == "b"
    assert compile_value("req.names[2]")(event, None) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("req.userName", ("request_parameters", "$.userName", None, "$.UserName")),
        ("req.", ("request_parameters", "$", None, "$")),
        ("res.a.items[].b.c", ("response_elements", "$.a.items", "$.b.c", "$.A.Items")),
        ("resources[0].ARN", ("resources", "$[0].ARN", None, "$[0].aRN")),
        ("req.x-amz-acl", ("request_parameters", '$."x-amz-acl"', None, '$."X-amz-acl"')),
        (
            "svc.snapshotId",
            ("extra", "$.serviceEventDetails.snapshotId", None, "$.serviceEventDetails.SnapshotId"),
        ),
        ("event.error_code", ("error_code", None, None, None)),
    ],
)  # fmt: skip
def test_a_path_leads_sql_to_the_same_place(text, place):
    found = place_of(text)
    assert (found.part, found.path, found.item, found.other_path) == place


@pytest.mark.parametrize(
    "text", ["req.a | req.b", "{req.a}", ".a", "req.a[].b[].c", "nowhere.a", "=word", "key.a"]
)
def test_what_sql_cannot_read_is_refused(text):
    with pytest.raises(CatalogueError, match="path"):
        place_of(text)
