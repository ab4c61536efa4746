"""The one way out: who may ask, what may be asked, and that nothing of the credentials stays behind."""

from __future__ import annotations

import ast
import json
import re
import urllib.request
from itertools import pairwise
from pathlib import Path

import boto3
import pytest
from conftest import ACCOUNT, LEAKED, record

from kit.case import Case
from kit.errors import RefusedCallError, SourceError, UsageError
from kit.rules import agreed_calls, calls_of_sign_in, live_calls, own_calls
from kit.sources import reads
from kit.sources.aws import AGENT, Access, Account, _session, open_account

KIT = Path(reads.__file__).parent.parent
OWN = "AKIABZPUZDIKAAAAAAAA"
SECRET = "a-secret-that-must-appear-nowhere-4f2a"
# A verb at the start of an operation that only reads. Each exception is looked at by a person.
READING = re.compile(r"^(Get|List|Describe|Lookup|Search|Select|BatchGet|BatchDescribe)[A-Z]")
READS_BY_ANOTHER_NAME = {("iam", "GenerateCredentialReport")}


@pytest.fixture
def case(tmp_path) -> Case:
    return Case(folder=tmp_path / "case", account=ACCOUNT, keys=(LEAKED,))


def calls_in_code() -> tuple[set[tuple[str, str]], set[str]]:
    """(calls that code makes by name: a service and an operation side by side, purposes of own calls that it
    speaks of: `own_calls().trails`, or `own.trails` where that is `own`)."""
    services, named, purposes = set(boto3.Session().get_available_services()), set(), set()
    for path in (path for path in KIT.rglob("*.py") if "demo" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
                named |= {
                    (a, b) for a, b in pairwise(words) if a in services and re.match(r"^[A-Z]\w+$", b or "")
                }
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("own", "own_calls()"):
                purposes.add(node.attr)
    return named, purposes


def test_the_list_is_what_the_kit_calls():
    own = own_calls()
    assert set(reads.allowed()) == set(own) | {(call.service, call.call) for call in live_calls()}
    named, purposes = calls_in_code()
    assert named == set(), "a call by its name, past kit/rules/tables/own_calls.yml"
    assert set(own._fields) <= purposes


def test_the_list_only_reads():
    odd = {one for one in reads.allowed() if not READING.match(one[1])} - READS_BY_ANOTHER_NAME
    assert not odd
    assert not reads.allowed() & calls_of_sign_in()


def test_what_does_more_than_read_needs_the_word_of_the_analyst(case):
    account = Account(boto3.Session(OWN, SECRET, region_name="us-east-1"), Access())
    assert not reads.allowed() & set(agreed_calls())
    for service, call in agreed_calls():
        with pytest.raises(RefusedCallError, match=f"{service}:{call}"):
            account.ask_agreed(service, call, QueryString="select 1")


def test_every_listed_call_exists_and_says_its_action():
    session = boto3.Session()
    for service, calls in reads.listed().items():
        model = session.client(
            service, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
        )
        assert set(calls) <= set(model.meta.service_model.operation_names), service
        for actions in calls.values():
            assert actions and all(re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9]+", action) for action in actions)


def refuses_all_others(services: list[str], url: str) -> int:
    account = Account(_session(Access(endpoint_url=url), ())[0], Access(endpoint_url=url))
    tried = 0
    for service in services:
        client = account.client(service, "us-east-1")
        for operation in client.meta.service_model.operation_names:
            if (service, operation) not in reads.allowed():
                with pytest.raises(RefusedCallError, match=operation):
                    client._make_api_call(operation, {})
                tried += 1
        account._clients.clear()
    return tried


def test_what_is_not_listed_is_refused_without_a_request(credentials, counting_server):
    url, seen = counting_server
    services = [
        "iam",
        "sts",
        "ec2",
        "s3",
        "lambda",
        "cloudtrail",
        "ce",
        "sesv2",
        "bedrock-runtime",
        "sso",
        "signin",
    ]
    assert refuses_all_others(services, url) > 1000
    assert seen == []


@pytest.mark.slow
def test_every_operation_of_every_service_that_is_not_listed_is_refused(credentials, counting_server):
    url, seen = counting_server
    assert refuses_all_others(boto3.Session().get_available_services(), url) > 15_000
    assert seen == []


def test_signed_links_and_forms_are_refused(credentials, counting_server):
    url, seen = counting_server
    account = Account(_session(Access(endpoint_url=url), ())[0], Access(endpoint_url=url))
    client = account.client("s3")
    with pytest.raises(RefusedCallError):
        client.generate_presigned_url("put_object", Params={"Bucket": "b", "Key": "k"})
    with pytest.raises(RefusedCallError):
        client.generate_presigned_post("b", "k")
    with pytest.raises(RefusedCallError):
        client.upload_file(__file__, "b", "k")
    assert seen == []


def test_assume_role_is_for_signing_in_only(credentials, case, fresh_moto):
    role = "arn:aws:iam::123456789012:role/investigator"
    account = open_account(case, Access(role_arn=role, external_id="x-1", endpoint_url=fresh_moto))
    assert account.arn.endswith(":assumed-role/investigator/leaked-key-kit")
    with pytest.raises(RefusedCallError, match="AssumeRole"):
        account.client("sts").assume_role(RoleArn=role, RoleSessionName="x")


def test_the_code_of_a_device_is_asked_for(credentials, case, fresh_moto):
    asked = []
    access = Access(
        role_arn="arn:aws:iam::123456789012:role/r",
        mfa_serial="arn:aws:iam::123456789012:mfa/me",
        endpoint_url=fresh_moto,
        token=lambda prompt: asked.append(prompt) or "123456",
    )
    open_account(case, access)
    assert len(asked) == 1
    assert "mfa/me" in asked[0]


def test_the_role_gets_external_id_and_session_policy(credentials, case, counting_server, monkeypatch):
    import botocore.httpsession

    bodies = []
    send = botocore.httpsession.URLLib3Session.send
    monkeypatch.setattr(
        botocore.httpsession.URLLib3Session,
        "send",
        lambda self, request: (bodies.append(request.body), send(self, request))[1],
    )
    access = Access(
        role_arn="arn:aws:iam::123456789012:role/r",
        external_id="x-1",
        endpoint_url=counting_server[0],
        session_policy="arn:aws:iam::aws:policy/ReadOnlyAccess",
    )
    with pytest.raises(SourceError):
        open_account(case, access)
    assert "ExternalId=x-1" in str(bodies[0])
    assert "ReadOnlyAccess" in str(bodies[0])


def test_the_leaked_key_never_signs(credentials, case, counting_server, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", LEAKED)
    url, seen = counting_server
    for access in (Access(endpoint_url=url), Access(endpoint_url=url, role_arn="arn:aws:iam::1:role/r")):
        with pytest.raises(RefusedCallError, match="--profile"):
            open_account(case, access)
    assert seen == []


def test_a_credential_that_came_out_of_the_key_never_signs(credentials, case, counting_server):
    url, seen = counting_server
    with pytest.raises(RefusedCallError, match=OWN):
        open_account(case, Access(endpoint_url=url), tainted={OWN})
    assert seen == []


@pytest.mark.parametrize(
    "leaked", ["arn:aws:iam::123456789012:role/r", "arn:aws:iam::123456789012:role/a/path/r"]
)
def test_a_leaked_principal_is_refused(credentials, tmp_path, fresh_moto, leaked):
    case = Case(folder=tmp_path, principals=(leaked,))
    with pytest.raises(RefusedCallError, match="belongs to this case"):
        open_account(case, Access(role_arn="arn:aws:iam::123456789012:role/r", endpoint_url=fresh_moto))


def test_a_quarantined_user_is_refused(credentials, case, fresh_moto, monkeypatch):
    monkeypatch.setenv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
    urllib.request.urlopen(urllib.request.Request(f"{fresh_moto}/moto-api/reset", method="POST")).close()
    admin = boto3.client("iam", endpoint_url=fresh_moto)
    admin.create_user(UserName="bob")
    key = admin.create_access_key(UserName="bob")["AccessKey"]
    made = admin.create_policy(
        PolicyName="AWSCompromisedKeyQuarantineV3",
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
        ),
    )
    admin.attach_user_policy(UserName="bob", PolicyArn=made["Policy"]["Arn"])
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    # A policy of the account that only has the name is not AWS's own.
    assert open_account(case, Access(endpoint_url=fresh_moto)).arn.endswith(":user/bob")
    admin.attach_user_policy(
        UserName="bob", PolicyArn="arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
    )
    with pytest.raises(RefusedCallError, match=r"quarantine .*--profile"):
        open_account(case, Access(endpoint_url=fresh_moto))


@pytest.mark.parametrize(
    ("access", "said"),
    [
        (Access(profile="nobody"), "no such profile"),
        (Access(regions=("eu-middle-1",)), "eu-middle-1"),
        (Access(external_id="x"), "--role-arn"),
        (Access(role_arn="investigator"), "is no ARN"),
    ],
)
def test_bad_words_are_one_line(credentials, case, access, said):
    with pytest.raises(UsageError, match=said):
        open_account(case, access)


def test_no_credentials_is_one_line(credentials, case, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(SourceError, match="no AWS credentials"):
        open_account(case, Access())


def test_no_network_is_one_line(credentials, case, monkeypatch):
    with pytest.raises(SourceError, match="could not be reached"):
        open_account(case, Access(endpoint_url="http://127.0.0.1:9"))


def test_regions_are_the_accounts_own(credentials, case, fresh_moto):
    account = open_account(case, Access(endpoint_url=fresh_moto))
    every = account.regions_all()
    assert every["us-east-1"] == "opt-in-not-required"
    off = {name for name, status in every.items() if status == "not-opted-in"}
    assert set(account.regions()) == set(every) - off


def test_regions_without_permission_are_those_known(credentials, counting_server):
    url, _ = counting_server
    account = Account(_session(Access(endpoint_url=url), ())[0], Access(endpoint_url=url))
    account.client = lambda service, region=None, make=account.client: make(service, region, attempts=1)
    assert "eu-west-1" in account.regions()
    assert "could not be had" in account.notes[0]


def test_the_user_agent_is_the_kits(credentials, case, fresh_moto, monkeypatch):
    import botocore.httpsession

    agents = []
    send = botocore.httpsession.URLLib3Session.send
    monkeypatch.setattr(
        botocore.httpsession.URLLib3Session,
        "send",
        lambda self, request: (agents.append(request.headers["User-Agent"]), send(self, request))[1],
    )
    open_account(case, Access(endpoint_url=fresh_moto, role_arn="arn:aws:iam::123456789012:role/r"))
    assert len(agents) >= 2
    assert all(AGENT in (agent.decode() if isinstance(agent, bytes) else agent) for agent in agents)


def test_its_calls_are_the_kits_in_the_timeline(make_case):
    from kit.analysis.answers import ask

    made = make_case([record(0), record(1, userAgent=f"Boto3/1.44.5 md/Botocore#1.44.5 {AGENT}")])
    rows = ask(made, "key_activity").dicts()
    assert [row["actor"] for row in rows][1] == "kit"


def test_the_secret_is_nowhere(credentials, case, fresh_moto, caplog):
    caplog.set_level("INFO")
    account = open_account(case, Access(endpoint_url=fresh_moto))
    with pytest.raises(RefusedCallError) as refused:
        account.client("iam").create_user(UserName="x")
    assert SECRET not in repr(account) + caplog.text + str(refused.value)


def test_one_module_imports_the_library():
    for path in KIT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in ("boto3", "botocore", "s3transfer") for name in names):
                # What is no answer is an error of botocore's kind, so that whoever asks knows it as one.
                own = ("answer_form.py", "unread.py")
                form = (
                    path.parent == KIT / "sources" and path.name in own and names == ["botocore.exceptions"]
                )
                assert form or path == KIT / "sources" / "aws.py", path
