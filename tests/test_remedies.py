"""Remedies: every line is a real call of AWS with its own options, and a broken one stops the kit."""

from __future__ import annotations

import functools
import json
import re

import botocore.session
import pytest
import yaml
from botocore import xform_name

from kit.errors import CatalogueError
from kit.rules import documents, remedies
from kit.rules.pages import TABLES, pages

REMEDIES = [
    pytest.param(page, call, remedy, id=f"{page.name}-{call}-{place}")
    for page in pages()
    for call in page.calls
    for place, remedy in enumerate(remedies.remedies(page.name, call))
]
# Words of the AWS CLI that are not the API's: its names of services, of whole operations and of options.
CALLS = {("emr", "terminate-clusters"): "terminate_job_flows"}
OPTIONS = {
    ("emr", "terminate-clusters"): {"cluster-ids"},
    ("ec2", "run-instances"): set(),
    ("ec2", "modify-snapshot-attribute"): {"user-ids"},
    ("ec2", "modify-image-attribute"): {"user-ids"},
    ("ec2", "revoke-security-group-ingress"): set(),
    # The AWS CLI's own words for one rule.
    ("ec2", "revoke-security-group-egress"): {"protocol", "port", "cidr"},
}
EVERYWHERE = {"output", "query", "region", "cli-input-json"}
SERVICES = {"s3api": "s3", "configservice": "config"}
READS = re.compile(r"(describe|get|list|batch-get)-|wait$")


@functools.cache
def operation(service: str, call: str) -> set[str] | None:
    """Options of a call of the AWS CLI; None where botocore knows no such call."""
    session = botocore.session.get_session()
    model = session.get_service_model(service)
    names = {xform_name(name): name for name in model.operation_names}
    found = names.get(CALLS.get((service, call), call.replace("-", "_")))
    if found is None:
        return None
    shape = model.operation_model(found).input_shape
    return {xform_name(member).replace("_", "-") for member in shape.members} if shape else set()


def known(line: str) -> None:
    """Fails where a line is no call of AWS or has an option that the call has not."""
    service, call, *rest = re.findall(r"(?:\{[^{}]*\}|[^\s{}])+", line)
    service = SERVICES.get(service, service)
    if call == "wait":
        waiter = botocore.session.get_session().get_waiter_model(service)
        names = {xform_name(name, "-"): name for name in waiter.waiter_names}
        call = xform_name(waiter.get_waiter(names[rest[0]]).operation, "-")
    options = operation(service, call)
    assert options is not None, f"{service} has no call {call}"
    options = options | OPTIONS.get((service, call), set()) | EVERYWHERE
    given = {word.removeprefix("--") for word in rest if word.startswith("--")}
    given = {word.removeprefix("no-") if word.removeprefix("no-") in options else word for word in given}
    assert given <= options, f"{line}: unknown {given - options}"


@pytest.mark.parametrize(("page", "call", "remedy"), REMEDIES)
def test_lines_are_calls_of_aws(page, call, remedy):
    for part, lines in remedy.lines.items():
        for line in lines:
            known(line)
            reads = READS.match(line.split()[1]) is not None
            assert part == "save" or reads is (part in ("check", "wait")), f"{part}: {line}"


@pytest.mark.parametrize("line", yaml.safe_load((TABLES / "plan_lines.yml").read_text(encoding="utf-8")))
def test_lines_of_the_plan_are_calls_of_aws(line):
    known(remedies.plan_line(line))


def test_makers_come_before_what_they_make():
    order = {(page.values[0].name, page.values[1]): page.values[2].order for page in REMEDIES}
    assert order["autoscaling", "CreateAutoScalingGroup"] < order["ec2", "RunInstances"]
    assert order["ec2", "RunInstances"] < order["ec2", "CreateSecurityGroup"]


def filled(line: str, **row) -> tuple[str, ...]:
    return remedies.words(line, row)


def test_values_stay_one_word_and_never_become_an_option():
    assert filled("iam get-user --user-name {row.name}", name="a b; rm -rf /") == (
        "aws", "iam", "get-user", "--user-name", "a b; rm -rf /",
    )  # fmt: skip
    assert filled("iam get-user --user-name {row.name}", name="--debug")[-1] == "--user-name=--debug"
    assert filled("ec2 stop-instances --instance-ids {row.ids[]}", resource_id="i-1")[-1] == "i-1"
    assert filled("x y --z {req.a | row.name}", request_parameters={"a": ""}, name="n")[-1] == "n"


@pytest.mark.parametrize(
    ("value", "reason"),
    [(None, "missing"), ("", "missing"), (True, "missing"), ("file:///etc/passwd", "hostile"),
     ("{}", "hostile"), ("a\u202eb", "hostile"), ("x" * 1601, "hostile"), ("unknown@1", "missing")],
)  # fmt: skip
def test_a_value_that_is_not_fit_makes_no_line(value, reason):
    with pytest.raises(remedies.Unfit) as caught:
        filled("iam get-user --user-name {row.name}", name=value)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"check": "a b --c {row.id"}], "a brace is open"),
        ([{"check": "a b --c {nowhere.id}"}], "nowhere.id"),
        ([{"check": "a b", "grant_to": {"user": "req.a", "role": "req.b"}}], "one kind of principal"),
        ([{"check": "a b", "when": {"row.id": {"pattern": "("}}}], "pattern"),
    ],
)
def test_a_broken_remedy_stops_the_kit_and_names_its_call(tmp_path, monkeypatch, rows, says):
    (tmp_path / "x.yml").write_text(
        yaml.safe_dump({"title": "X", "calls": {"CreateThing": {"remedy": rows}}}), encoding="utf-8"
    )
    page = remedies.one_page("x", tmp_path)
    monkeypatch.setattr(remedies, "one_page", lambda name: page)
    with pytest.raises(CatalogueError, match=r"x\.yml: CreateThing: remedy: ") as caught:
        remedies.remedies.__wrapped__("x", "CreateThing")
    assert says in str(caught.value)


def test_every_effect_has_a_remedy_or_a_reason():
    """727 calls and more do something: none is left without a line, a look or a word why."""
    does = [(page.name, call) for page in pages() for call, entry in page.calls.items() if entry.does]
    assert len(does) > 700
    assert not [each for each in does if not remedies.remedies(*each) and not remedies.reason(*each)]


def row_of(after, before=None, **more):
    return {"account_id": "111122223333", "after": after, "before": before, **more}


STRANGER = (
    '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:root"},'
    '"Action":"sts:AssumeRole"}]}'
)
MIXED = (
    '{"Statement":{"Effect":"Allow","Principal":{"AWS":["111122223333","999988887777"],'
    '"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}'
)


def test_a_trust_loses_its_strangers_and_nobody_else():
    kept = json.loads(documents.texts(row_of(MIXED))["trust"])["Statement"]
    assert [each["Principal"] for each in kept] == [
        {"AWS": ["111122223333"], "Service": ["ec2.amazonaws.com"]}
    ]
    (none,) = json.loads(documents.texts(row_of(STRANGER))["trust"])["Statement"]
    assert none["Effect"] == "Deny"
    assert documents.texts(row_of(STRANGER))["cut"] is None
    assert documents.strangers(documents.policy(STRANGER), "111122223333") == ["999988887777"]
    assert json.loads(documents.texts(row_of(STRANGER, MIXED))["before"])["Statement"]


@pytest.mark.parametrize("text", ["", "{", '{"Statement": "x"}', '{"omitted": true}', "[1]", None])
def test_what_is_no_policy_makes_no_text(text):
    made = documents.texts(row_of(text, text))
    assert made["trust"] is made["before"] is made["cut"] is None


def test_the_version_before_is_the_known_one_else_the_number_before():
    assert documents.version_before({"before": "v4", "name": "x v9", "change": "changed"}) == "v4"
    assert documents.version_before({"before": None, "name": "x v9", "change": "created"}) == "v8"
    assert documents.version_before({"before": None, "name": "x v1", "change": "created"}) is None
    assert documents.version_before({"before": None, "name": "x v3", "change": "changed"}) is None


def test_a_line_that_names_a_list_is_one_line_a_value():
    line = "ssm put-parameter --name {req.names[]} --overwrite"
    made = remedies.spread(line, {"request_parameters": {"names": ["a", "b", "a"]}})
    assert [words[4] for words in made] == ["a", "b"]
    assert remedies.spread(line, {"request_parameters": {"names": []}}) == []
