"""Trail files unlike those of make_trail.py: records of an organisation, long and of many kinds.

    python -m benchmarks.make_rich FOLDER [EVENTS] [FILES]

Twenty accounts, a hundred and fifty names of calls, replies of up to 8 KB, TLS details in each record,
resources, and shared event ids in those that cross accounts. The same arguments give the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from isal import igzip

from benchmarks.make_trail import AGENTS, REGIONS, sizes

ACCOUNTS = [f"{100000000000 + 7919 * number:012d}" for number in range(20)]
SERVICES = (
    "ec2",
    "s3",
    "iam",
    "kms",
    "lambda",
    "logs",
    "rds",
    "ecs",
    "eks",
    "sqs",
    "sns",
    "ssm",
    "glue",
    "athena",
    "sts",
)
VERBS = ("Describe", "List", "Get", "Put", "Create", "Delete", "Update", "Start", "Tag", "BatchGet")
START = datetime(2026, 3, 1)
LONGEST = 8_000


class Maker:
    """Record texts of one seed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._calls = [(service, f"{verb}{service.title()}Thing") for service in SERVICES for verb in VERBS]
        self._people = [self._person(number) for number in range(3_000)]

    def _hex(self, letters: int) -> str:
        return f"{self._chance.getrandbits(4 * letters):0{letters}x}"

    def _id(self) -> str:
        text = self._hex(32)
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def _person(self, number: int) -> dict:
        account, role = ACCOUNTS[number % 20], f"team-{number % 60}"
        session = f"i-{number:017x}" if number % 3 else f"person-{number}@example.com"
        issuer = f"arn:aws:iam::{account}:role/{role}"
        return {
            "type": "AssumedRole", "principalId": f"AROA{number % 60:017d}:{session}",
            "arn": f"arn:aws:sts::{account}:assumed-role/{role}/{session}", "accountId": account,
            "accessKeyId": f"ASIA{self._chance.getrandbits(64):016X}",
            "sessionContext": {
                "sessionIssuer": {"type": "Role", "principalId": f"AROA{number % 60:017d}", "arn": issuer,
                                  "accountId": account, "userName": role},
                "attributes": {"creationDate": "2026-03-01T00:00:00Z", "mfaAuthenticated": "false"},
            },
        }  # fmt: skip

    def record(self, at: datetime, account: str, region: str) -> str:
        chance = self._chance
        service, name = self._calls[min(int(chance.expovariate(0.04)), len(self._calls) - 1)]
        who = self._people[chance.randrange(len(self._people))]
        reply: dict = {"requestId": self._id()}
        if service == "sts":
            name, role = "AssumeRole", f"arn:aws:iam::{account}:role/team-{chance.randrange(60)}"
            asked = {"roleArn": role, "roleSessionName": f"s-{self._hex(8)}", "durationSeconds": 3600}
            reply["credentials"] = {
                "accessKeyId": f"ASIA{chance.getrandbits(64):016X}", "sessionToken": self._hex(600),
                "expiration": "Mar 1, 2026, 2:00:00 AM",
            }  # fmt: skip
        else:
            asked = {
                "thingId": self._hex(17),
                "tags": [{"key": "team", "value": who["arn"][-8:]}],
                "dryRun": False,
            }
            if chance.random() < 0.3:
                reply["things"] = [
                    {"id": self._hex(17), "state": "available", "zone": f"{region}a", "note": "x" * 40}
                    for _ in range(chance.randrange(1, LONGEST // 130))
                ]
        arn = f"arn:aws:{service}:{region}:{account}"
        made = {
            "eventVersion": "1.11", "userIdentity": who, "eventTime": f"{at.isoformat()}Z",
            "eventSource": f"{service}.amazonaws.com", "eventName": name, "awsRegion": region,
            "sourceIPAddress": f"198.18.{chance.randrange(256)}.{chance.randrange(256)}",
            "userAgent": chance.choice(AGENTS), "requestParameters": asked, "responseElements": reply,
            "requestID": self._id(), "eventID": self._id(),
            "readOnly": name.startswith(("Describe", "List", "Get")),
            "resources": [{"accountId": account, "type": service, "ARN": f"{arn}:thing/{self._hex(17)}"}],
            "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": account,
            "eventCategory": "Management",
            "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256",
                           "clientProvidedHostHeader": f"{service}.{region}.amazonaws.com"},
        }  # fmt: skip
        if who["accountId"] != account:
            made["sharedEventID"] = self._id()
        if chance.random() < 0.05:
            made |= {"errorCode": "AccessDenied", "errorMessage": "not authorized", "responseElements": None}
        return json.dumps(made, separators=(",", ":"))


def make(folder: Path, events: int, files: int, seed: int = 11) -> None:
    """Writes `events` events in `files` files, one account and Region a file."""
    chance = random.Random(seed)
    maker = Maker(chance)
    for number, count in enumerate(sizes(events, files, chance)):
        account, region = ACCOUNTS[number % 20], chance.choice(REGIONS)
        begin = START + timedelta(seconds=number * 30 * 86400 // files)
        records = [
            maker.record(begin + timedelta(seconds=chance.randrange(300)), account, region)
            for _ in range(count)
        ]
        day = folder / "AWSLogs" / account / "CloudTrail" / region / begin.strftime("%Y/%m/%d")
        day.mkdir(parents=True, exist_ok=True)
        name = f"{account}_CloudTrail_{region}_{begin:%Y%m%dT%H%MZ}_{chance.getrandbits(80):016X}.json.gz"
        data = ('{"Records":[' + ",".join(records) + "]}").encode()
        (day / name).write_bytes(igzip.compress(data, compresslevel=3))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int((sys.argv[2:3] or ["1000000"])[0]), int((sys.argv[3:4] or ["5000"])[0]))
