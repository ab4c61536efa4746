"""The catalogue of attacker actions: every row can match and miss, names real calls, and SQL judges as Python
does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import LEAKED, build_case, record

import kit
from kit.analysis import derive
from kit.errors import CatalogueError
from kit.rules import actions as catalogue
from kit.store import database

ACTIONS = catalogue.catalogue()

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
    from botocore.loaders import Loader

    loader, found, own = Loader(), {}, {}
    for name in loader.list_available_services("service-2"):
        model = loader.load_service_model(name, "service-2")
        own[name] = set(model["operations"])
        about = model["metadata"]
        for label in {name, about.get("endpointPrefix"), about.get("signingName")} - {None}:
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


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_row_matches_and_ignores_its_own_records(action):
    assert action.fits(action.matches)
    assert not action.fits(action.ignores)
    assert catalogue.action_of(action.matches) is action, "another row speaks for the record"
    if action.place:
        assert action.place.read(action.matches) not in (None, "", [], [None]), (
            "subject leads nowhere in `matches`"
        )


def test_a_near_miss_keeps_the_service_or_the_event():
    for action in ACTIONS:
        other = action.ignores
        name = catalogue.plain_name(other["eventSource"], other["eventName"])
        assert other["eventSource"] == action.source or name == action.event, action.id


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

    text = (Path(kit.__file__).parent / "vocabulary.yml").read_text(encoding="utf-8")
    assert {action.tactic for action in ACTIONS} <= set(yaml.safe_load(text)["tactic"])


def test_techniques_are_all_used():
    assert set(catalogue.techniques()) == {action.technique for action in ACTIONS}


def test_loading_is_fast():
    started = time.perf_counter()
    catalogue.catalogue.__wrapped__(catalogue.FOLDER)
    assert time.perf_counter() - started < 1.5


@pytest.mark.parametrize(
    ("source", "event", "plain"),
    [
        ("lambda.amazonaws.com", "UpdateFunctionCode20150331v2", "UpdateFunctionCode"),
        ("lambda.amazonaws.com", "ListFunctions20150331", "ListFunctions"),
        ("lambda.amazonaws.com", "CreateFunctionUrlConfig", "CreateFunctionUrlConfig"),
        ("cloudfront.amazonaws.com", "UpdateDistribution2020_05_31", "UpdateDistribution"),
        ("ec2.amazonaws.com", "Thing20150331", "Thing20150331"),
    ],
)
def test_api_dates_are_left_off(source, event, plain):
    assert catalogue.plain_name(source, event) == plain


ROW = """- id: a.b
  source: iam.amazonaws.com
  event: CreateUser
  tactic: Persistence
  technique: T1136.003
  weight: 75
  cost: false
  subject: $.requestParameters.userName
  why: An identity of their own.
  matches: {eventSource: iam.amazonaws.com, eventName: CreateUser}
  ignores: {eventSource: iam.amazonaws.com, eventName: GetUser}
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ROW.replace("weight:", "wieght:"), "a.b: missing or unknown weight, wieght"),
        (ROW.replace("weight: 75", "weight: 101"), "weight: 101"),
        (ROW.replace("cost: false", "cost: no way"), "cost: 'no way'"),
        (ROW.replace("T1136.003", "T9999"), "technique: 'T9999'"),
        (ROW.replace("tactic: Persistence", "tactic: Impact"), "tactic: 'Impact'"),
        (ROW.replace("$.requestParameters.userName", "$.nowhere.userName"), "must begin with"),
        (ROW.replace("$.requestParameters.userName", "userName"), "is no path"),
        (ROW + ROW, "is in x.yml already"),
        (ROW + ROW.replace("a.b", "a.c"), "a.c: the same call as a.b"),
        (ROW + "  when: [{path: $.requestParameters.a, is: b}]\n", "needs path and one of"),
        (ROW + "  when: [{path: $.requestParameters.a, pattern: '('}]\n", "x.yml: a.b:"),
        (ROW.replace("- id: a.b", "- id: A B"), "id: 'A B'"),
        ("- [", "x.yml: "),
        ("", "holds no list of actions"),
    ],
)
def test_a_broken_row_stops_the_kit_and_names_itself(tmp_path, text, words):
    (tmp_path / "x.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        catalogue.catalogue(tmp_path)
    assert "x.yml" in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_sound_row_loads(tmp_path):
    (tmp_path / "x.yml").write_text(ROW, encoding="utf-8")
    (action,) = catalogue.catalogue(tmp_path)
    assert (action.id, action.weight, action.cost) == ("a.b", 75, False)


def test_an_empty_folder_is_an_error_and_no_empty_catalogue(tmp_path):
    with pytest.raises(CatalogueError, match="no attacker actions there"):
        catalogue.catalogue(tmp_path)


def test_the_hash_follows_every_byte(tmp_path):
    (tmp_path / "x.yml").write_text(ROW, encoding="utf-8")
    first = catalogue.content_hash(tmp_path)
    (tmp_path / "x.yml").write_text(ROW.replace("75", "76"), encoding="utf-8")
    assert catalogue.content_hash(tmp_path) != first


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Every `matches` and `ignores` record of the catalogue as an event of the leaked key, judged in SQL."""
    records, wanted = [], {}
    for action in ACTIONS:
        for given in (action.matches, action.ignores):
            place = len(records)
            key = f"00000000-0000-4000-8000-{place:012d}"
            made = record(
                place, eventID=key, **{name: v for name, v in given.items() if name != "userIdentity"}
            )
            made["userIdentity"] |= given.get("userIdentity", {})
            made.pop("readOnly")
            records.append(made)
            wanted[key] = made
    case = build_case(tmp_path_factory.mktemp("catalogue"), records)
    with database.reading(case) as con:
        derive.ensure(con, case)
        rows = con.execute("select event_id, action_id, weight, subject from event_actions").fetchall()
    return wanted, {str(event_id): rest for event_id, *rest in rows}


def test_sql_judges_as_python_does(judged):
    wanted, found = judged
    assert set(found) == set(wanted)
    differing = []
    for key, made in wanted.items():
        action = catalogue.action_of(made)
        name, weight, subject = found[key]
        if action is None:
            good = name in (None, "other.change")
        else:
            value = action.place.read(made) if action.place else None
            value = (
                ", ".join(value)
                if isinstance(value, list) and action.place.item
                else catalogue.as_text(value)
            )
            good = (name, weight, subject) == (action.id, action.weight, value)
        if not good:
            differing.append((made["eventName"], action and action.id, found[key]))
    assert differing == []


def test_a_change_that_no_row_knows_is_other_change_and_a_read_is_nothing(tmp_path):
    records = [
        record(0, eventSource="newservice.amazonaws.com", eventName="CreateThing", readOnly=False),
        record(1, eventSource="newservice.amazonaws.com", eventName="GetThing", readOnly=True),
        record(2, eventSource="newservice.amazonaws.com", eventName="DescribeThing", readOnly=None),
    ]
    case = build_case(tmp_path, records, keys=[LEAKED])
    with database.reading(case) as con:
        derive.ensure(con, case)
        rows = con.execute(
            "select event_name, action_id, weight from event_actions order by event_time"
        ).fetchall()
    assert rows == [("CreateThing", "other.change", 20), ("GetThing", None, 0), ("DescribeThing", None, 0)]


def test_a_member_written_with_the_other_first_letter_is_found(tmp_path):
    given = {"SecretId": "prod/db"}
    made = record(
        0, eventSource="secretsmanager.amazonaws.com", eventName="GetSecretValue", requestParameters=given
    )
    action = catalogue.action_of(made)
    assert action is not None
    assert action.place.read(made) == "prod/db"
    case = build_case(tmp_path, [made])
    with database.reading(case) as con:
        derive.ensure(con, case)
        assert con.execute("select subject from event_actions").fetchall() == [("prod/db",)]
