"""What calls are to an attacker: every meaning matches and misses its own records and names a real call, and
a broken page stops the kit."""

from __future__ import annotations

import re
import time

import pytest
from aws_models import models
from conftest import LEAKED, build_case, record

from kit.analysis import derive
from kit.errors import CatalogueError
from kit.rules import call_name, catalogue, effects, techniques
from kit.rules.pages import FOLDER, pages
from kit.store import database

ACTIONS = catalogue()

# eventSource (first label) -> botocore services whose calls CloudTrail logs under it, where no service's
# endpoint prefix, signing name or own name is that label or where more than those log there.
SERVICES = {
    "agreement-marketplace": ("marketplace-agreement",),
    "airflow": ("mwaa",),
    "amazonmq": ("mq",),
    "aoss": ("opensearchserverless",),
    "aws-marketplace": ("marketplace-agreement", "marketplace-catalog"),
    "bedrock": ("bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime"),
    "bedrock-agentcore": ("bedrock-agentcore", "bedrock-agentcore-control"),
    "chime": ("chime", "chime-sdk-voice"),
    "cloudcontrolapi": ("cloudcontrol",),
    "cloudhsm": ("cloudhsmv2",),
    "elasticloadbalancing": ("elb", "elbv2"),
    "es": ("es", "opensearch"),
    "geo": ("location",),
    "monitoring": ("cloudwatch",),
    "rdsdataapi": ("rds-data",),
    "s3": ("s3", "s3control"),
    "sagemaker": ("sagemaker", "sagemaker-runtime"),
    "ses": ("ses", "sesv2"),
    "sms-voice": ("pinpoint-sms-voice-v2", "pinpoint-sms-voice"),
    "sso": ("sso", "sso-admin", "sso-oidc"),
    "tagging": ("resourcegroupstaggingapi",),
    "timestream": ("timestream-write",),
}
# Events that CloudTrail writes under names that are no call of the API: sign-ins, console actions, service
# events, and calls that it names otherwise than the API does (S3's public access blocks).
NO_CALLS = {
    "signin.amazonaws.com": None,
    "sso-directory.amazonaws.com": None,
    "cloudshell.amazonaws.com": None,
    "ssm-guiconnect.amazonaws.com": None,
    "sso.amazonaws.com": {
        "Authenticate", "Federate", "AssociateDirectory", "UpdateMfaDeviceManagementForDirectory",
    },
    "s3.amazonaws.com": {
        "GetBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock", "PutBucketPublicAccessBlock",
        "GetAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock", "PutAccountPublicAccessBlock",
        "GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration", "PutAccelerateConfiguration",
    },
    "bedrock.amazonaws.com": {"PutFoundationModelEntitlement"},
    "codecommit.amazonaws.com": {"GitPull", "GitPush"},
    "ec2.amazonaws.com": {"SharedSnapshotCopyInitiated", "SharedSnapshotVolumeCreated"},
    "ec2-instance-connect.amazonaws.com": {"OpenTunnel"},
    "rolesanywhere.amazonaws.com": {"CreateSession"},
    "sts.amazonaws.com": {"GetServiceBearerToken"},
}  # fmt: skip


@pytest.fixture(scope="module")
def calls_of() -> dict[str, set[str]]:
    """First label of an eventSource -> the calls that botocore knows under it."""
    found, own = {}, {}
    for name, model in models().items():
        own[name] = set(model.operations)
        for label in {name, model.metadata.endpoint_prefix, model.metadata.signing_name} - {None}:
            found.setdefault(label, set()).update(own[name])
    return found | {label: set().union(*(own[name] for name in names)) for label, names in SERVICES.items()}


def test_enough_calls_are_judged():
    assert len({(action.source, action.event) for action in ACTIONS}) >= 450
    assert len([action for action in ACTIONS if action.cost]) > 100
    assert {action.tactic for action in ACTIONS} >= {
        "Discovery",
        "Persistence",
        "Privilege Escalation",
        "Defense Evasion",
        "Credential Access",
        "Lateral Movement",
        "Impact",
        "Exfiltration",
        "Initial Access",
        "Execution",
        "Collection",
    }


def test_a_near_miss_keeps_the_service_or_the_event():
    for action in ACTIONS:
        other = action.ignores
        assert other["eventSource"] == action.source or call_name(other["eventName"]) == action.event, (
            action.id
        )


def test_every_event_is_a_call_or_a_known_event(calls_of):
    unknown = []
    for action in ACTIONS:
        extra = NO_CALLS.get(action.source, set())
        label = action.source.removesuffix(".amazonaws.com")
        if extra is not None and action.event not in calls_of.get(label, set()) | extra:
            unknown.append((action.source, action.event))
    assert unknown == []


def test_known_events_are_all_needed(calls_of):
    for source, events in NO_CALLS.items():
        used = {action.event for action in ACTIONS if action.source == source}
        assert used, source
        assert events is None or events <= used
        calls = calls_of.get(source.removesuffix(".amazonaws.com"), set())
        assert not calls & (events or set()), f"{source}: botocore knows these"


def test_tactics_are_those_of_the_vocabulary():
    import yaml

    text = (FOLDER.parent / "vocabulary.yml").read_text(encoding="utf-8")
    assert {action.tactic for action in ACTIONS} <= set(yaml.safe_load(text)["tactic"])


def test_techniques_are_all_used():
    assert set(techniques()) == {action.technique for action in ACTIONS}


def test_loading_is_fast():
    started = time.process_time()  # not the clock's: the other workers' tests run meanwhile
    pages.__wrapped__(FOLDER)
    assert time.process_time() - started < 2


GOOD = """title: A service
kinds:
  thing: {cost: true}
calls:
  CreateThing:
    means:
      - id: a.b
        tactic: Persistence
        technique: T1136.003
        weight: 75
        subject: req.userName
        why: An identity of their own.
        matches: {requestParameters: {userName: x}}
        ignores: {eventName: GetThing}
    does:
      - {makes: thing, id: res.thingId}
    remedy: {none: by-hand}
"""
MEANS = GOOD[GOOD.index("      - id: a.b") : GOOD.index("    does:")]
EFFECT = "      - {makes: thing, id: res.thingId}\n"


def load(tmp_path, text, name="x.yml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return catalogue.__wrapped__(tmp_path), effects.__wrapped__(tmp_path)


def test_a_sound_page_loads(tmp_path):
    (action,), tables = load(tmp_path, GOOD)
    assert (action.id, action.source, action.event) == ("a.b", "x.amazonaws.com", "CreateThing")
    assert (action.weight, action.cost, action.matches["eventName"]) == (75, False, "CreateThing")
    assert action.ignores["eventSource"] == "x.amazonaws.com"
    assert tables.calls() == ["CreateThing"]
    assert (tables.kinds["thing"].service, tables.kinds["thing"].ledger) == ("x", "resources")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("weight:", "wieght:", "x.yml: CreateThing: .*wieght"),
        ("weight: 75", "weight: 101", "x.yml: CreateThing: .*<= 100.*weight"),
        ("weight: 75", "weight: high", "x.yml: CreateThing: .*weight"),
        ("        weight: 75\n", "        weight: 75\n        cost: no way\n", "x.yml: CreateThing: .*cost"),
        ("        weight: 75\n", "", "x.yml: CreateThing: .*missing required field `weight`"),
        ("T1136.003", "T9999", "x.yml: CreateThing: a.b: technique: 'T9999'"),
        ("tactic: Persistence", "tactic: Impact", "x.yml: CreateThing: a.b: tactic: 'Impact'"),
        ("req.userName", "nowhere.userName", "x.yml: CreateThing: a.b: path 'nowhere.userName'"),
        ("subject: req.userName", "subject: req.a | req.b", "SQL reads one path"),
        ("    does:", MEANS.replace("a.b", "a.c") + "    does:", "two meanings without conditions"),
        ("    does:", MEANS + "        when: {req.a: b}\n    does:", "a.b: is on x.yml already"),
        ("        why:", "        when: {req.a: {pattern: '('}}\n        why:", "a.b: when: req.a: pattern"),
        ("        why:", "        when: {req.a: {is: b}}\n        why:", "x.yml: CreateThing: .*`is`"),
        ("        why:", "        when: {req.a: {}}\n        why:", "exactly one of"),
        ("id: a.b", "id: A B", "x.yml: CreateThing: .*id"),
        ("cost: true", "costs: true", "x.yml: kind thing: .*costs"),
        ("{cost: true}", "{within: nothing}", "kind thing: no kind nothing"),
        ("makes: thing", "makes: other", "x.yml: CreateThing: does: no kind other"),
        ("makes: thing", "makes: thing, ends: thing", r"found \['makes', 'ends'\]"),
        ("makes: thing", "note: thing", "x.yml: CreateThing: .*note"),
        ("res.thingId", "reply.thingId", "x.yml: CreateThing: path 'reply.thingId'"),
        (EFFECT, EFFECT * 2, "the same row twice"),
        ("    remedy: {none: by-hand}\n", "", "x.yml: CreateThing: makes or changes something"),
        ("none: by-hand", "none: because", "x.yml: CreateThing: .*remedy.none"),
        ("{none: by-hand}", "[{contain: x y}]", "x.yml: CreateThing: .*`check`"),
        ("title: A service\n", "", "x.yml: .*title"),
        ("calls:", "calls: {}\nmore:", "x.yml: "),
        ("title:", "title: [", "x.yml: .*mend the file"),
        ("title:", "title: Another\ntitle:", "x.yml: a key is given twice"),
    ],
)  # fmt: skip
def test_a_broken_page_stops_the_kit_and_names_page_entry_and_field(tmp_path, old, new, says):
    assert old in GOOD
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert re.search(says, str(caught.value)), str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_kind_and_a_meaning_stand_on_one_page_only(tmp_path):
    load(tmp_path, GOOD)
    pages.cache_clear()
    with pytest.raises(CatalogueError, match=r"y.yml: CreateThing: a.b: is on x.yml already"):
        load(tmp_path, GOOD, "y.yml")
    pages.cache_clear()
    with pytest.raises(CatalogueError, match=r"y.yml: kind thing: is on another page already"):
        load(tmp_path, GOOD.replace("a.b", "y.b"), "y.yml")


def test_an_empty_folder_is_an_error_and_no_empty_catalogue(tmp_path):
    with pytest.raises(CatalogueError, match="no page of a service is there"):
        catalogue.__wrapped__(tmp_path)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """(action id, `matches` or `ignores`) -> what SQL says of that record as an event of the leaked key."""
    records, asked = [], {}
    for action in ACTIONS:
        for field in ("matches", "ignores"):
            given = getattr(action, field)
            place = len(records)
            key = f"00000000-0000-4000-8000-{place:012d}"
            made = record(
                place, eventID=key, **{name: v for name, v in given.items() if name != "userIdentity"}
            )
            made["userIdentity"] |= given.get("userIdentity", {})
            made.pop("readOnly")
            records.append(made)
            asked[key] = (action.id, field)
    case = build_case(tmp_path_factory.mktemp("catalogue"), records)
    with database.reading(case) as con:
        derive.ensure(con, case)
        database.make_views(con)
        rows = con.execute("select event_id, action_id, weight, subject from event_actions").fetchall()
    return {asked[str(event_id)]: rest for event_id, *rest in rows}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_a_meaning_matches_and_ignores_its_own_records(action, judged):
    name, weight, subject = judged[action.id, "matches"]
    assert (name, weight) == (action.id, action.weight)
    assert bool(subject) == bool(action.subject), "subject leads nowhere in `matches`"
    assert judged[action.id, "ignores"][0] != action.id


@pytest.mark.parametrize(
    ("action", "subject"),
    [
        ("iam.create-user", "mallory"),
        ("ec2.terminate-instances", "i-0123456789abcdef0"),
        ("sts.get-caller-identity", None),
    ],
)
def test_the_thing_acted_on_is_read_by_its_path(action, subject, judged):
    assert judged[action, "matches"][2] == subject


def test_a_change_that_no_row_knows_is_other_change_and_a_read_is_nothing(tmp_path):
    records = [
        record(0, eventSource="newservice.amazonaws.com", eventName="CreateThing", readOnly=False),
        record(1, eventSource="newservice.amazonaws.com", eventName="GetThing", readOnly=True),
        record(2, eventSource="newservice.amazonaws.com", eventName="DescribeThing", readOnly=None),
    ]
    case = build_case(tmp_path, records, keys=[LEAKED])
    with database.reading(case) as con:
        derive.ensure(con, case)
        rows = database.run_text(
            con, "select event_name, action_id, weight from event_actions order by event_time"
        ).rows
    assert rows == [("CreateThing", "other.change", 20), ("GetThing", None, 0), ("DescribeThing", None, 0)]


def test_a_member_written_with_the_other_first_letter_is_found(tmp_path):
    given = {"SecretId": "prod/db"}
    made = record(
        0, eventSource="secretsmanager.amazonaws.com", eventName="GetSecretValue", requestParameters=given
    )
    case = build_case(tmp_path, [made])
    with database.reading(case) as con:
        derive.ensure(con, case)
        database.make_views(con)
        assert con.execute("select subject from event_actions").fetchall() == [("prod/db",)]
