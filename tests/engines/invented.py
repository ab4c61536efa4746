"""Invented trails: people, applications and a third party who make, take, share and end credentials in any
order, under names that are hard to look for."""

from __future__ import annotations

import json
import random

from conftest import ACCOUNT, LEAKED, record

OTHER = "444455556666"
NAMES = (
    "a",
    "app",
    "ops-admin",
    "svc+ci",
    "名前",
    "x.y_z@corp",
    "deploy.blue",
    "q",
    "data=lake",
    "b,c",
    "Ops",
)
SERVICES = ("ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class _Trail:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.records: list[dict] = []
        self.minute = 0
        # Who can act: (key, identity).
        self.actors: list[tuple[str, dict]] = []
        self.users: list[str] = ["app", "owner"]
        self.roles: list[str] = ["ops", "reader"]

    def key(self, kind: str) -> str:
        return kind + "BTX3GSDSQ" + "".join(self.dice.choice(_LETTERS) for _ in range(7))

    def user(self, name: str, key: str) -> dict:
        return {
            "type": "IAMUser", "principalId": f"AIDA{sum(map(ord, name)):016d}",
            "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}", "accountId": ACCOUNT,
            "accessKeyId": key, "userName": name.rsplit("/", 1)[-1],
        }  # fmt: skip

    def session(self, role: str, name: str, key: str) -> dict:
        return {
            "type": "AssumedRole", "principalId": f"AROA{role[:4].upper():X<16}:{name}",
            "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{name}", "accountId": ACCOUNT,
            "accessKeyId": key,
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role", "principalId": f"AROA{role[:4].upper():X<16}",
                    "arn": f"arn:aws:iam::{ACCOUNT}:role/{role}", "accountId": ACCOUNT, "userName": role,
                },
                "attributes": {"creationDate": self.now(), "mfaAuthenticated": "false"},
            },
        }  # fmt: skip

    def now(self) -> str:
        return record(self.minute)["eventTime"]

    def call(self, who: dict, source: str, name: str, request=None, reply=None, **more) -> None:
        self.minute += self.dice.choice((0, 1, 1, 7, 90))
        made = record(
            self.minute, eventSource=f"{source}.amazonaws.com", eventName=name, userIdentity=who,
            requestParameters=request, responseElements=reply, readOnly=False,
            eventID=f"{len(self.records):08x}-0000-4000-8000-{self.dice.getrandbits(48):012x}",
            sourceIPAddress=f"198.51.100.{self.dice.randrange(1, 9)}",
        )  # fmt: skip
        made.update(more)
        self.records.append(made)

    def step(self) -> None:
        _, who = self.dice.choice(self.actors)
        name = self.dice.choice(NAMES) + self.dice.choice(("", "", "-2"))
        what = self.dice.randrange(17)
        if what == 0:
            self.users.append(name)
            self.call(who, "iam", "CreateUser", {"userName": name},
                      {"user": {"userName": name, "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}"}})  # fmt: skip
        elif what == 1:
            user, made = self.dice.choice(self.users), self.key("AKIA")
            hidden = self.dice.random() < 0.15
            reply = (
                None if hidden else {"accessKey": {"accessKeyId": made, "userName": user, "status": "Active"}}
            )
            self.call(who, "iam", "CreateAccessKey", {"userName": user}, reply)
            self.actors.append((made, self.user(user, made)))
        elif what in (2, 3):
            role, session, made = self.dice.choice(self.roles), self.dice.choice(NAMES)[:8], self.key("ASIA")
            hidden = self.dice.random() < 0.15
            reply = {
                "credentials": {"accessKeyId": made, "expiration": "Apr 30, 2026, 1:00:00 AM"},
                "assumedRoleUser": {"arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session}"},
            }
            arn = f"arn:aws:iam::{ACCOUNT}:role/{role}"
            self.call(who, "sts", "AssumeRole", {"roleArn": arn, "roleSessionName": session},
                      None if hidden else reply, resources=[{"ARN": arn, "accountId": ACCOUNT}])  # fmt: skip
            self.actors.append((made, self.session(role, session, made)))
        elif what == 4:
            self.roles.append(name)
            trust = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                    "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}}]}  # fmt: skip
            self.call(who, "iam", "CreateRole",
                      {"roleName": name, "assumeRolePolicyDocument": json.dumps(trust)},
                      {"role": {"roleName": name, "arn": f"arn:aws:iam::{ACCOUNT}:role/{name}"}})  # fmt: skip
        elif what == 5:
            role = self.dice.choice(self.roles)
            trust = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                    "Principal": {"AWS": who["arn"]}}]}  # fmt: skip
            self.call(who, "iam", "UpdateAssumeRolePolicy",
                      {"roleName": role, "policyDocument": json.dumps(trust)})  # fmt: skip
        elif what == 6:
            made = self.key("ASIA")
            reply = {"credentials": {"accessKeyId": made, "expiration": "Apr 30, 2026, 1:00:00 AM"}}
            self.call(who, "sts", "GetSessionToken", None, reply)
            self.actors.append((made, {**who, "accessKeyId": made}))
        elif what == 7:
            user = self.dice.choice(self.users)
            self.call(who, "iam", "CreateLoginProfile", {"userName": user},
                      {"loginProfile": {"userName": user}})  # fmt: skip
            if self.dice.random() < 0.6:
                console = {**self.user(user, ""), "accessKeyId": None}
                del console["accessKeyId"]
                self.call(console, "signin", "ConsoleLogin", None, {"ConsoleLogin": "Success"},
                          eventType="AwsConsoleSignIn")  # fmt: skip
                made = self.key("ASIA")
                self.actors.append((made, self.user(user, made)))
        elif what == 8:
            instance = f"i-{self.dice.getrandbits(68):017x}"
            self.call(who, "ec2", "RunInstances", {"instanceType": "m5.large"},
                      {"instancesSet": {"items": [{"instanceId": instance}]}})  # fmt: skip
            if self.dice.random() < 0.5:
                role, made = self.dice.choice(self.roles), self.key("ASIA")
                self.actors.append((made, self.session(role, instance, made)))
        elif what == 9:
            user = self.dice.choice(self.users)
            self.call(who, "iam", self.dice.choice(("DeleteUser", "DeleteLoginProfile")), {"userName": user})
        else:
            self.odd_step(what, who)

    def odd_step(self, what: int, who: dict) -> None:
        """Ways that are rarer: other accounts, federated users, certificates, root, refusals, copies."""
        if what == 10:
            name, made = self.dice.choice(NAMES), self.key("ASIA")
            arn = f"arn:aws:sts::{ACCOUNT}:federated-user/{name}"
            reply = {"credentials": {"accessKeyId": made, "expiration": "Apr 30, 2026, 1:00:00 AM"},
                     "federatedUser": {"federatedUserId": f"{ACCOUNT}:{name}", "arn": arn}}  # fmt: skip
            self.call(who, "sts", "GetFederationToken", {"name": name, "durationSeconds": 3600}, reply)
            self.actors.append((made, {
                "type": "FederatedUser", "principalId": f"{ACCOUNT}:{name}", "arn": arn,
                "accountId": ACCOUNT, "accessKeyId": made,
            }))  # fmt: skip
        elif what == 11:
            self.across(who)
        elif what == 12:
            user = self.dice.choice(self.users)
            signing = {**self.user(user, ""), "accessKeyId": None}
            del signing["accessKeyId"]
            self.call(signing, "signin", "ConsoleLogin", None, {"ConsoleLogin": "Failure"},
                      eventType="AwsConsoleSignIn", errorMessage="Failed authentication")  # fmt: skip
        elif what == 13:
            role, session, made = self.dice.choice(self.roles), self.dice.choice(NAMES)[:8], self.key("ASIA")
            arn = f"arn:aws:iam::{ACCOUNT}:role/{role}"
            asked = {"roleArn": arn, "roleSessionName": session, "sourceIdentity": self.dice.choice(NAMES)}
            reply = {"credentials": {"accessKeyId": made, "expiration": "Apr 30, 2026, 1:00:00 AM"},
                     "assumedRoleUser": {"arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session}"},
                     "sourceIdentity": asked["sourceIdentity"]}  # fmt: skip
            self.call(who, "sts", "AssumeRole", asked, reply)
            self.actors.append((made, self.session(role, session, made)))
        elif what == 14:
            self.certified(who)
        elif what == 15:
            root = {"type": "Root", "principalId": ACCOUNT, "arn": f"arn:aws:iam::{ACCOUNT}:root",
                    "accountId": ACCOUNT}  # fmt: skip
            self.call(root, "signin", "ConsoleLogin", None, {"ConsoleLogin": "Success"},
                      eventType="AwsConsoleSignIn")  # fmt: skip
            self.actors.append(("", {**root, "accessKeyId": self.key("ASIA")}))
        elif self.records and self.dice.random() < 0.5:
            self.records.append(self.dice.choice(self.records))
        else:
            self.call(who, "s3", "ListBuckets", readOnly=True)

    def across(self, who: dict) -> None:
        """A role of another account: a record in each, of which one names the caller's key."""
        role, session, made = self.dice.choice(NAMES), self.dice.choice(NAMES)[:8], self.key("ASIA")
        arn, shared = f"arn:aws:iam::{OTHER}:role/{role}", f"shared-{len(self.records)}"
        asked = {"roleArn": arn, "roleSessionName": session}
        reply = {"credentials": {"accessKeyId": made, "expiration": "Apr 30, 2026, 1:00:00 AM"}}
        whose = {"sharedEventID": shared, "resources": [{"ARN": arn, "accountId": OTHER}]}
        self.call(who, "sts", "AssumeRole", asked, reply, **whose)
        foreign = {"type": "AWSAccount", "principalId": who["principalId"], "accountId": ACCOUNT}
        self.call(foreign, "sts", "AssumeRole", asked, reply, recipientAccountId=OTHER, **whose)
        there = self.session(role, session, made)
        self.actors.append((made, json.loads(json.dumps(there).replace(ACCOUNT, OTHER))))

    def certified(self, who: dict) -> None:
        """Roles Anywhere: an anchor, a profile, and a session that a certificate got."""
        role, made = self.dice.choice(self.roles), self.key("ASIA")
        anchor = f"arn:aws:rolesanywhere:us-east-1:{ACCOUNT}:trust-anchor/{self.dice.getrandbits(32):08x}"
        profile = anchor.replace("trust-anchor", "profile")
        arn = f"arn:aws:iam::{ACCOUNT}:role/{role}"
        made_anchor = {"name": "ca", "trustAnchorArn": anchor, "trustAnchorId": anchor[-8:]}
        self.call(who, "rolesanywhere", "CreateTrustAnchor", {"name": "ca"}, {"trustAnchor": made_anchor})
        made_profile = {"name": "p", "profileArn": profile, "profileId": profile[-8:]}
        asked = {"name": "p", "roleArns": [arn]}
        self.call(who, "rolesanywhere", "CreateProfile", asked, {"profile": made_profile})
        machine = {"type": "Unknown", "principalId": "CN=host", "accountId": ACCOUNT}
        given = {
            "credentials": {"accessKeyId": made}, "roleArn": arn,
            "assumedRoleUser": {"arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/00ab"},
        }  # fmt: skip
        asked = {"roleArn": arn, "profileArn": profile, "trustAnchorArn": anchor, "cert": "MII"}
        self.call(machine, "rolesanywhere", "CreateSession", asked, {"credentialSet": [given]})
        self.actors.append((made, self.session(role, "00ab", made)))


def rewritten(text: str | None, dice: random.Random) -> str | None:
    """The same JSON as another writer puts it: with escapes that hide names, or blanks."""
    way = dice.randrange(4)
    if text is None or way == 0:
        return text
    if way == 1:
        return json.dumps(json.loads(text), ensure_ascii=True, separators=(", ", " : "))
    if way == 2:
        return text.replace("/", "\\/")
    letters = (dice.choice("aeiost"), dice.choice("p-_c"))
    return "".join(f"\\u{ord(each):04x}" if each in letters else each for each in text)


def trail(seed: int) -> tuple[list[dict], str]:
    """(records, the leaked key) of one invented trail of 60 to 120 calls."""
    made = _Trail(seed)
    own = made.key("AKIA")
    made.actors = [(LEAKED, made.user("app", LEAKED)), (own, made.user("owner", own))]
    for _ in range(made.dice.randrange(60, 120)):
        made.step()
    return made.records, LEAKED
