"""The plan carried out, line by line, with the AWS CLI from PyPI, on accounts of moto's that hold what the
demo's truth says: nothing of the third party's is left, nothing of the owner's is changed, and a second
collection closes each step. The kit itself runs none of the lines; `Responder` does."""

from __future__ import annotations

import contextlib
import gzip
import json
import logging
import os
import re
import shlex
import subprocess
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import moto_state
import pytest
import truths
from moto.server import ThreadedMotoServer
from moto_account import HOME, Accounts
from trail_of_calls import record

from kit import collect, library
from kit.case import Case, new_case, open_case
from kit.demo import make
from kit.notice import parse as parse_notice
from kit.sources.access import Access
from kit.window import parse_time

pytestmark = pytest.mark.slow
# What no evidence can close.
BY_WORD = ("leak_path", "other_keys", "reply", "root_password")
# A root key is not replaced by another: whether a role took over no log of keys shows.
ROOT_BY_WORD = (*BY_WORD, "key_replaced")
# The only points that may stay open, each with a word that its sentence must hold.
NOT_SHOWN_HERE = {
    "regions": "could not be made",  # moto lacks calls of the look at all Regions: `unseen` names them
    # The demo writes a bill for some shapes only, and none that reaches past its own last day.
    "bill": "holds no bill|charges may still follow",
    "root_mfa": "no MFA on the root user",  # moto has no root user that could get one
    "alarms": "root_mfa",  # so this check fails there, too
    "access_analyzer": "Not looked at",  # moto lacks the service
}
# Of one shape only.
NOT_SHOWN_THERE = {
    "provider": {
        "roles": r"1 of 3 \(corp-ca\)",  # its trust anchor and profile: moto lacks Roles Anywhere
        "grants": r"1 of 3 \(corp\)",
        "other_credentials": "visitor",  # a lead: only a person can say whose it is
    }
}
# Two Regions are enough for the second look; what ended elsewhere the trail of the response shows.
SWEPT = (HOME, "eu-north-1")
OFFICE = "203.0.113.40"
NOW = datetime(2026, 3, 30)
RUNNER = Path(__file__).parent / "cli_runner.py"
LEAST = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
SHAPES = ("standard", "two_keys", "provider", "root_key", "instance_first")
SERVICE = {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "sts:AssumeRole"}
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [SERVICE]})


@pytest.fixture(autouse=True)
def moto_as_aws(monkeypatch) -> None:
    """AWS's managed policies are there; hundreds of images that nobody starts are not."""
    monkeypatch.setenv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
    monkeypatch.setattr(logging.getLogger("werkzeug"), "level", logging.CRITICAL)


@dataclass
class Responder:
    """Carries out lines with the AWS CLI, in the account that the plan names, and keeps the trail of it."""

    accounts: Accounts
    process: subprocess.Popen
    folder: Path
    now: datetime
    trail: list[dict] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def carry_out(self, row: dict[str, Any]) -> dict[str, Any]:
        """One line of the plan: what came of it."""
        words = shlex.split(row["line"])
        assert words[0] == "aws"
        account = row["account_id"] or next(iter(self.accounts.signed))
        environ = self.accounts.signed[account] | {
            "AWS_DEFAULT_REGION": HOME, "AWS_ENDPOINT_URL": self.accounts.url, "AWS_CONFIG_FILE": "/none",
            "AWS_SHARED_CREDENTIALS_FILE": "/none", "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
        }  # fmt: skip
        print(json.dumps({"words": words[1:], "environ": environ}), file=self.process.stdin, flush=True)
        done = json.loads(self.process.stdout.readline())
        who = staff(account)
        for call in done["calls"]:
            self.now += timedelta(seconds=7)
            region = row["aws_region"] or "us-east-1"
            place = {"account": account, "region": region, "address": OFFICE}
            self.trail.append(record(call, who, place, self.now))
        if done["code"]:
            self.failed.append((row["line"], done["err"].strip().splitlines()[-1]))
        return done

    def deliver(self, name: str) -> Path:
        """The trail since the last delivery, as a file."""
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({"Records": self.trail}), encoding="utf-8")
        self.trail = []
        return path


def staff(account: str) -> dict[str, Any]:
    """userIdentity of the owner's administrator."""
    role = f"arn:aws:iam::{account}:role/OpsAdmin"
    return {
        "type": "AssumedRole", "principalId": "AROAEXAMPLEOWNERSROLE:tanaka", "accountId": account,
        "arn": f"arn:aws:sts::{account}:assumed-role/OpsAdmin/tanaka", "accessKeyId": f"ASIA{account}OPSX",
        "sessionContext": {
            "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLEOWNERSROLE", "arn": role,
                              "accountId": account, "userName": "OpsAdmin"},
            "attributes": {"mfaAuthenticated": "true", "creationDate": "2026-03-29T00:00:00Z"},
        },
    }  # fmt: skip


@contextlib.contextmanager
def server() -> Iterator[str]:
    made = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    made.start()
    try:
        host, port = made.get_host_and_port()
        url = f"http://{host}:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST")).close()
        yield url
    finally:
        made.stop()


def seeded(url: str, truth: dict, trail: Path) -> tuple[Accounts, moto_state.State, list[str]]:
    """The accounts before the plan, and what they held before the third party came."""
    accounts = Accounts(url, truth["accounts"])
    first, *others = truth["accounts"]
    events = records(trail)
    theirs = {row["name"] for row in truth["principals"]}
    users = {"app-uploader": None, "yamada": None, "tanaka": None}
    users |= {
        user: key for user, key in keys_of(events, first).items() if user not in theirs and key not in theirs
    }
    accounts.owner(first, users, {"web-server-role": TRUST, "batch-worker-role": TRUST, "OpsAdmin": TRUST})
    for account in others:
        accounts.owner(account, {"sato": None}, {"data-admin": TRUST, "audit-reader": TRUST})
    made = {row["resource_id"] for row in truth["resources"]}
    for row in truth["credentials"]:
        machine = row["principal_arn"].rsplit("/", 1)[-1]
        if row["kind"] == "instance_session" and machine not in made:
            accounts.machine(row["account_id"], HOME, machine)
    for read in truth["reads"]:
        if read["event_name"] == "GetSecretValue" and read["subject"] not in accounts.ids:
            accounts.secret(read["subject"].split(":")[4], HOME, read["subject"])
    regions = sorted({row["aws_region"] for row in truth["resources"]} | {HOME, "us-west-2", "eu-north-1"})
    before = moto_state.held(accounts, regions)
    accounts.aged(truth["window"]["since"])
    for event in events:
        fresh = (event.get("responseElements") or {}).get("accessKey") or {}
        if fresh.get("accessKeyId") in accounts.ids:
            accounts.dated_key(accounts.ids[fresh["accessKeyId"]], event["eventTime"])
    for row in truth["principals"]:
        if row["kind"] == "trust_policy":
            (made,) = [each for each in events if each["eventID"] == row["event_id"]]
            row["after"] = made["requestParameters"]["policyDocument"]
    accounts.theirs(truth)
    accounts.aged(truth["first_intruder_event"]["event_time"])
    return accounts, before, regions


def records(trail: Path) -> list[dict]:
    """Every whole record of the trail, once."""
    found: dict[str, dict] = {}
    for path in trail.rglob("*CloudTrail_*.json.gz"):
        with contextlib.suppress(EOFError, gzip.BadGzipFile, json.JSONDecodeError):
            for each in json.loads(gzip.decompress(path.read_bytes()))["Records"]:
                if isinstance(each, dict) and "eventID" in each:
                    found[each["eventID"]] = each
    return sorted(found.values(), key=lambda each: each["eventTime"])


def keys_of(events: list[dict], account: str) -> dict[str, str]:
    """User -> its long-term key, of those that the trail shows."""
    found = {}
    for event in events:
        who = event["userIdentity"]
        long_term = str(who.get("accessKeyId", "")).startswith("AKIA") and who.get("type") == "IAMUser"
        if long_term and who["accountId"] == account:
            found[who["userName"]] = who["accessKeyId"]
    return found


@dataclass
class Response:
    """An incident of the demo's on accounts of moto's, and what its response comes to."""

    case: Case
    accounts: Accounts
    before: moto_state.State
    regions: list[str]
    responder: Responder
    truth: dict
    events: list[dict]
    bill: Path
    rounds: int = 0
    rotated: set[str] = field(default_factory=set)
    looked: set[tuple[str, str]] = field(default_factory=set)

    def plan(self) -> list[dict[str, Any]]:
        """The rows of `kit plan --format json`."""
        return [dict(row) for row in library.plan(self.case, now=self.responder.now).dicts()]

    def carried_out(self, left_out: str = "") -> list[str]:
        """The plan, line by line, but for lines that hold `left_out`; gives those that change something."""
        made = []
        for row in self.plan():
            again = (row["account_id"], row["line"]) in self.looked
            if row["line"] and not again and not (left_out and left_out in row["line"]):
                made += [] if row["reads_only"] else [row["line"]]
                self.responder.carry_out(row)
                if row["reads_only"]:
                    self.looked.add((row["account_id"], row["line"]))
        return made

    def collected_again(self) -> None:
        """A day and more later: the owner's application goes on, and the account is looked at."""
        self.rounds += 1
        if self.rounds == 1:
            self._rotated_the_others()
            self._root_keys_deleted()
            self._account_details_put_back()
            if self.bill.exists():
                collect(self.case, str(self.bill), now=self.responder.now)
        fresh = self._application()
        for hour in range(1, 30):
            self.responder.now += timedelta(hours=1)
            for event in fresh:
                when = f"{self.responder.now:%Y-%m-%dT%H:%M:%SZ}"
                name = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{event['eventID']} {self.rounds} {hour}"))
                self.responder.trail.append({**event, "eventTime": when, "eventID": name, "requestID": name})
        collect(self.case, str(self.responder.deliver(f"response-{self.rounds}")), now=self.responder.now)
        for account, signed in self.accounts.signed.items():
            with signed_in(signed):
                access = Access(endpoint_url=self.accounts.url, regions=SWEPT, accounts=(account,))
                collect(self.case, "iam", "sweep", "posture", access=access, now=self.responder.now)

    def _rotated_the_others(self) -> None:
        """What the plan only asks for: the owner gives every other user a new key and deletes the old one."""
        leaked = {*self.truth["leaked_keys"]}
        for account in self.accounts.signed:
            iam = self.accounts.client(account, "iam")
            for user in iam.list_users()["Users"]:
                name = user["UserName"]
                keys = [
                    key["AccessKeyId"] for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
                ]
                if not keys or {*keys} & (leaked | self.accounts.fresh) or name.endswith("-replacement"):
                    continue
                for line in (
                    f"aws iam create-access-key --user-name {name}",
                    f"aws iam delete-access-key --user-name {name} --access-key-id {keys[0]}",
                ):
                    self.responder.carry_out({"line": line, "account_id": account, "aws_region": ""})
                after = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
                self.rotated |= {*keys, *(key["AccessKeyId"] for key in after)}

    def _root_keys_deleted(self) -> None:
        """A root key has no line: the owner deletes it in the console, signed in as root."""
        for row in self.truth["credentials"]:
            if row["link"] == "leaked" and row["principal_arn"].endswith(":root"):
                account = row["account_id"]
                root = {
                    "type": "Root",
                    "principalId": account,
                    "arn": row["principal_arn"],
                    "accountId": account,
                }
                params = {"AccessKeyId": row["credential_id"]}
                call = {"service": "iam", "operation": "DeleteAccessKey", "params": params, "answer": {}}
                self.responder.now += timedelta(minutes=1)
                place = {"account": account, "region": "us-east-1", "address": OFFICE}
                self.responder.trail.append(record(call, root, place, self.responder.now))

    def _account_details_put_back(self) -> None:
        """The plan has the owner compare what SES knows of the account: they write the old text again. moto
        lacks the call."""
        for row in self.truth["resources"]:
            if row["resource_type"] == "account_details":
                call = {"service": "sesv2", "operation": "PutAccountDetails", "params": {}, "answer": {}}
                self.responder.now += timedelta(minutes=1)
                place = {"account": row["account_id"], "region": row["aws_region"], "address": OFFICE}
                made = record(call, staff(row["account_id"]), place, self.responder.now)
                self.responder.trail.append(made)

    def _application(self) -> list[dict]:
        """What the owner's application does, with the key that the response gave it; where there is no
        application, what staff does."""
        user, key = "app-uploader-replacement", ""
        with contextlib.suppress(
            self.accounts.client(self.truth["account"], "iam").exceptions.NoSuchEntityException
        ):
            (made,) = self.accounts.client(self.truth["account"], "iam").list_access_keys(UserName=user)[
                "AccessKeyMetadata"
            ]
            key = made["AccessKeyId"]
        leaked = set(self.truth["leaked_keys"])
        actors = self.truth["actors"]
        owner = [
            each
            for each in self.events
            if actors.get(each["eventID"]) == "owner"
            and each["userIdentity"].get("accessKeyId") in leaked
            and not each.get("errorCode")
        ]
        if key and owner:
            names = {each["eventName"]: each for each in owner}
            arn = f"arn:aws:iam::{self.truth['account']}:user/{user}"
            who = {"type": "IAMUser", "principalId": "AIDAREPLACEMENT", "arn": arn, "userName": user,
                   "accountId": self.truth["account"], "accessKeyId": key}  # fmt: skip
            return [{**each, "userIdentity": who} for each in names.values()]
        staffs = [
            each
            for each in self.events
            if "OpsAdmin" in str(each["userIdentity"].get("arn")) and each.get("readOnly")
        ]
        return staffs[-2:]

    def points(self) -> dict[str, tuple[str, str]]:
        """point_id -> (state, sentence) of `kit status --closing`."""
        return {row["point_id"]: (row["state"], row["evidence"]) for row in truths.rows(self.case, "closing")}


@contextlib.contextmanager
def signed_in(signed: dict[str, str]) -> Iterator[None]:
    """The analyst's own credentials in the environment, for as long as it takes."""
    old = dict(os.environ)
    os.environ.update(
        signed, AWS_CONFIG_FILE="/none", AWS_SHARED_CREDENTIALS_FILE="/none", AWS_EC2_METADATA_DISABLED="true"
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(old)


@contextlib.contextmanager
def incident(shape: str, folder: Path, awscli: Path) -> Iterator[Response]:
    """An incident that has happened and was collected; nothing is done about it yet."""
    evidence = folder / "evidence"
    make(folder / "demo", shape=shape, events=2_000)
    truth = truths.load(folder / "demo")
    with server() as url:
        accounts, before, regions = seeded(url, truth, folder / "demo" / "trail")
        accounts.rewritten(folder / "demo", evidence)
        truth = truths.load(evidence)
        mail = folder / "demo" / "notice_en.eml"  # AWS writes of keys of users alone
        notice = parse_notice(mail).to_case() if mail.exists() else {}
        notice.pop("key", None)
        case = new_case(
            folder / "case", now=NOW, notice=notice, keys=truth["leaked_keys"], language="en",
            principals=truth["leaked_principals"],
        )  # fmt: skip
        before_owner, owner = case.file.read_text(encoding="utf-8").split("[owner]")
        users = [f"arn:aws:iam::{truth['account']}:user/app-uploader{end}" for end in ("-v2", "-replacement")]
        said = {"networks": truth["owner_networks"], "principals": [*truth["owner_principals"], *users]}
        for name, values in said.items():
            owner = owner.replace(f"{name} = []", f"{name} = {json.dumps(values)}", 1)
        words = ROOT_BY_WORD if shape == "root_key" else BY_WORD
        owner += "\n[steps]\n" + "".join(f'{name} = "the owner says so"\n' for name in words)
        text = f"{before_owner}[owner]{owner}"
        case.file.write_text(text, encoding="utf-8")
        case = open_case(case.folder)
        assert case.owner_networks
        assert case.owner_principals
        collect(case, str(evidence / "trail"), now=NOW)
        for name, content in (
            ("least-privilege.json", LEAST),
            ("new-secret.txt", "new"),
            ("new-value.txt", "new"),
        ):
            (folder / name).write_text(content, encoding="utf-8")
        process = subprocess.Popen(
            [awscli, RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
        )
        now = parse_time(truth["last_event"]["event_time"]) + timedelta(hours=1)
        responder = Responder(accounts, process, folder, now)
        try:
            events = records(evidence / "trail")
            yield Response(case, accounts, before, regions, responder, truth, events, evidence / "cur2")
        finally:
            process.stdin.close()
            process.wait(10)


# Calls of the plan's lines that moto lacks, or answers as AWS would not.
MOTO_LACKS = {
    "rolesanywhere": "no such service",
    "ec2 delete-key-pair --key-pair-id": "moto knows a key pair by its name alone",
}
# How the look at all Regions says that moto has no such call, or that a Region is not switched on.
MOTO_LACKS_IT = re.compile("500: |404: |ResponseParserError: |PlainHttp: |not offered: ")
# What the third party starts in these shapes is looked at all the same.
LOOKED_AT = {
    ("ec2", "DescribeInstances"), ("ec2", "DescribeSnapshots"), ("ec2", "DescribeSecurityGroups"),
    ("ec2", "DescribeKeyPairs"), ("lambda", "ListFunctions"), ("ecs", "ListClusters"),
    ("sesv2", "ListEmailIdentities"),
}  # fmt: skip
# What a response adds to the owner's own things, and nothing else.
CONTAINMENT = ("ContainmentDenyOlderSessions", "ContainmentDenyOtherNetworks")


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_of_theirs_is_left_and_nothing_of_the_owners_is_changed(shape, tmp_path, awscli):
    with incident(shape, tmp_path, awscli) as made:
        assert len(made.carried_out()) > 10
        assert unexpected(made) == {}
        for _ in range(3):
            made.collected_again()
            # What moto lacks stays open, so the plan names it each time.
            if not (still := [line for line in made.carried_out() if not lacked(line)]):
                break
        else:
            pytest.fail(f"three rounds, and the plan still changes something: {still}")
        assert [each for each in made.responder.failed if not lacked(each[0])] == []
        assert unexpected(made) == {}
        found = made.points()
        unseen = [row for row in truths.rows(made.case, "sweep") if row["state"] == "not_checked"]
    left = {name: said for name, (state, said) in found.items() if state != "closed"}
    may = NOT_SHOWN_HERE | NOT_SHOWN_THERE.get(shape, {})
    odd = {name: said for name, said in left.items() if not re.search(may.get(name, "$^"), said)}
    assert odd == {}
    assert ("holds no bill" in left.get("bill", "")) is not made.bill.exists()
    assert [row for row in unseen if not MOTO_LACKS_IT.match(row["reason"] or "")] == []
    assert not {(row["service"], row["call"]) for row in unseen} & LOOKED_AT
    assert {*found} >= {
        "second_look",
        "old_key",
        "users",
        "login_profiles",
        "access_keys",
        "grants",
        *BY_WORD,
    }


def test_half_cleaned_the_rest_is_open(tmp_path, awscli):
    with incident("two_keys", tmp_path, awscli) as made:
        made.carried_out(left_out="support-svc")
        made.collected_again()
        found = made.points()
        theirs = {place[3] for place in unexpected(made)}
    assert "support-svc" in theirs
    assert "backup-svc" not in theirs
    assert found["users"][0] == "open"
    assert "support-svc" in found["users"][1]
    assert "backup-svc" not in found["users"][1]
    assert found["login_profiles"][0] == "open"


def lacked(line: str) -> bool:
    """Whether a line is one of those that moto lacks."""
    return any(call in line for call in MOTO_LACKS)


def unexpected(made: Response) -> dict:
    """What is not as it was before the third party came, but for what the plan says that it does."""
    after = moto_state.held(made.accounts, made.regions)
    leaked = {*made.truth["leaked_keys"]}
    users = {
        row["principal_arn"].rsplit("/", 1)[-1]
        for row in made.truth["credentials"]
        if row["link"] == "leaked"
    }
    left = {}
    for place, (was, now) in moto_state.differences(made.before, after).items():
        _, _, kind, name = place
        if kind == "snapshot" and was is None and str(now).count("evidence-"):
            continue  # a copy of a disk
        if kind == "key_pair" and was is None and lacked("ec2 delete-key-pair --key-pair-id"):
            continue
        if kind == "secret" and now == "new":
            continue
        if kind == "access_key" and name in made.rotated:
            continue  # the owner's own doing
        if "app-uploader-replacement" in (name, (now or {}).get("UserName") if isinstance(now, dict) else ""):
            continue
        if kind == "access_key" and was is None and now["UserName"] in users:
            continue  # the second key, to which the application moves
        if kind == "access_key" and name in leaked and (now is None or now["Status"] == "Inactive"):
            continue
        if kind == "user" and name in users and was and without_containment(now) == without_containment(was):
            continue
        left[place] = (was, now)
    return left


def without_containment(user: dict) -> dict:
    return user | {
        "UserPolicyList": [each for each in user["UserPolicyList"] if each["PolicyName"] not in CONTAINMENT]
    }
