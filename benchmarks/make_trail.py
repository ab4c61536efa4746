"""A synthetic trail for measuring: files skewed as AWS delivers them, doubled deliveries, odd records.

`python benchmarks/make_trail.py FOLDER EVENTS FILES [even]` writes S3-layout files; `even`: as many events in
each. One seed, no network; nothing in it is meant to be investigated (that is what the demo is for).
"""

from __future__ import annotations

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from isal import igzip

ACCOUNT = "111122223333"
REGIONS = [
    "us-east-1",
    "ap-northeast-1",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-southeast-1",
    "sa-east-1",
]
START = datetime(2026, 3, 1)
DOUBLED, ODD = 0.03, 0.01
# (source, name, read-only, request, response)
CALLS = [
    ("ec2", "DescribeInstances", True,
     {"filterSet": {}, "instancesSet": {"items": [{"instanceId": "i-%017x"}]}}, None),
    ("ec2", "DescribeVolumes", True,
     {"volumeSet": {"items": [{"volumeId": "vol-%017x"}]}, "filterSet": {}}, None),
    ("sts", "AssumeRole", True,
     {"roleArn": "arn:aws:iam::111122223333:role/app-%d", "roleSessionName": "s-%x", "durationSeconds": 3600},
     {"credentials": {"accessKeyId": "ASIA%016X", "expiration": "Mar 1, 2026, 2:00:00 AM",
      "sessionToken": "%064x%064x"},
      "assumedRoleUser": {"assumedRoleId": "AROAEXAMPLEEXAMPLE1:s",
                          "arn": "arn:aws:sts::111122223333:assumed-role/app/s"}}),
    ("s3", "GetBucketAcl", True, {"bucketName": "logs-%d", "Host": "logs.s3.amazonaws.com", "acl": ""}, None),
    ("kms", "Decrypt", True,
     {"encryptionContext": {"aws:s3:arn": "arn:aws:s3:::b-%d"}, "encryptionAlgorithm": "SYMMETRIC_DEFAULT"},
     None),
    ("logs", "CreateLogStream", False,
     {"logGroupName": "/aws/lambda/f-%d", "logStreamName": "2026/03/01/[$LATEST]%032x"}, None),
    ("dynamodb", "DescribeTable", True, {"tableName": "t-%d"}, None),
    ("iam", "GetRole", True, {"roleName": "r-%d"}, None),
    ("lambda", "Invoke", False, {"functionName": "f-%d", "invocationType": "Event", "payload": "%032x"},
     {"statusCode": 202}),
    ("ssm", "UpdateInstanceInformation", False,
     {"instanceId": "i-%017x", "agentVersion": "3.2.0", "agentStatus": "Active",
     "platformType": "Linux", "platformName": "Amazon Linux", "platformVersion": "2023"}, None),
]  # fmt: skip
AGENTS = [
    "aws-sdk-java/2.25.11 Linux/5.10.214 OpenJDK_64-Bit_Server_VM/17.0.10+7-LTS Java/17.0.10 "
    "vendor/Amazon.com_Inc. io/sync",
    "aws-cli/2.15.30 Python/3.11.8 Linux/6.1.79 exe/x86_64.amzn.2023 prompt/off "
    "command/ec2.describe-instances",
    "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.12.2 "
    "md/pyimpl#CPython cfg/retry-mode#legacy",
    "console.amazonaws.com",
]


def sizes(events: int, files: int, chance: random.Random) -> list[int]:
    """Events a file: most files have few, a few have thousands."""
    drawn = [chance.lognormvariate(2.9, 1.95) for _ in range(files)]
    scale = events / sum(drawn)
    counts = [max(1, int(value * scale)) for value in drawn]
    while (left := events - sum(counts)) != 0:
        place = chance.randrange(files)
        counts[place] = max(1, counts[place] + (1 if left > 0 else -1) * max(1, abs(left) // files))
    return counts


class Maker:
    """Record texts, about 1.5 KB each."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._sessions = [self._session(number) for number in range(400)]
        self._calls = [
            (
                source,
                name,
                read_only,
                json.dumps(request, separators=(",", ":")),
                json.dumps(response, separators=(",", ":")),
            )
            for source, name, read_only, request, response in CALLS
        ]

    def _session(self, number: int) -> str:
        role, key = f"app-{number % 40}", f"ASIA{self._chance.getrandbits(64):016X}"
        return (
            f'{{"type":"AssumedRole","principalId":"AROA{number % 40:016d}:i-{number:08x}",'
            f'"arn":"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/i-{number:08x}","accountId":"{ACCOUNT}","accessKeyId":"{key}",'
            f'"sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA{number % 40:016d}",'
            f'"arn":"arn:aws:iam::{ACCOUNT}:role/{role}","accountId":"{ACCOUNT}","userName":"{role}"}},'
            f'"attributes":{{"creationDate":"2026-03-01T00:00:00Z","mfaAuthenticated":"false"}},"ec2RoleDelivery":"2.0"}}}}'
        )

    def _filled(self, text: str) -> str:
        while (place := text.find("%")) >= 0:
            end = place + 1
            while text[end] not in "dxX":
                end += 1
            bits = 4 * int(text[place + 1 : end] or 4)
            text = text[:place] + (text[place : end + 1] % self._chance.getrandbits(bits)) + text[end + 1 :]
        return text

    def record(self, moment: datetime, region: str) -> str:
        chance = self._chance
        if chance.random() < 0.02:  # a new session now and then
            self._sessions[chance.randrange(400)] = self._session(chance.getrandbits(31))
        source, name, read_only, request, response = chance.choices(
            self._calls, (20, 8, 12, 10, 15, 8, 8, 6, 8, 5)
        )[0]
        refused = chance.random() < 0.03
        error = (
            '"errorCode":"AccessDenied","errorMessage":"User is not authorized to perform this action",'
            if refused
            else ""
        )
        return (
            f'{{"eventVersion":"1.11",'
            f'"userIdentity":{self._sessions[min(int(chance.expovariate(0.02)), 399)]},'
            f'"eventTime":"{moment.isoformat()}Z","eventSource":"{source}.amazonaws.com","eventName":"{name}",'
            f'"awsRegion":"{region}","sourceIPAddress":"10.{chance.randrange(4)}.{chance.randrange(256)}.{chance.randrange(256)}",'
            f'"userAgent":"{AGENTS[min(int(chance.expovariate(1)), 3)]}",{error}'
            f'"requestParameters":{self._filled(request)},'
            f'"responseElements":{"null" if refused else self._filled(response)},'
            f'"requestID":"{_uuid(chance)}",'
            f'"eventID":"{_uuid(chance)}","readOnly":{"true" if read_only else "false"},'
            f'"eventType":"AwsApiCall",'
            f'"managementEvent":true,"recipientAccountId":"{ACCOUNT}","eventCategory":"Management",'
            f'"tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",'
            f'"clientProvidedHostHeader":"{source}.{region}.amazonaws.com"}}}}'
        )


def _uuid(chance: random.Random) -> str:
    text = f"{chance.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _odd(text: str, chance: random.Random) -> str:
    """One of the ways in which records are odd."""
    return chance.choice(
        [
            lambda: text.replace('"readOnly":', '"readOnly":"x","readOnly":', 1),
            lambda: text.replace('Z","eventSource"', '.250Z","eventSource"', 1),
            lambda: text.replace(
                '"managementEvent":true', '"newMember":{"a":[1,2]},"managementEvent":"true"', 1
            ),
            lambda: text.replace('"eventCategory"', '"apiVersion":null,"eventCategory"', 1),
        ]
    )()


def make(folder: Path, events: int, files: int, *, even: bool = False, seed: int = 7) -> None:
    """Writes `events` distinct events in `files` files, 3 % of which are second deliveries that come on top.

    Names of files with odd records go to <folder>.odd, for programs that stop at them.
    """
    chance = random.Random(seed)
    maker = Maker(chance)
    originals = round(files * (1 - DOUBLED))
    twice = set(chance.sample(range(originals), files - originals))
    odd: list[str] = []
    counts = [events // files] * originals if even else sizes(events, originals, chance)
    for number, count in enumerate(counts):
        region = REGIONS[min(int(chance.expovariate(0.7)), len(REGIONS) - 1)]
        begin = START + timedelta(seconds=number * 30 * 86400 // originals)
        records = [
            maker.record(begin + timedelta(seconds=chance.randrange(300)), region) for _ in range(count)
        ]
        is_odd = chance.random() < ODD
        if is_odd:
            records = [_odd(text, chance) if place % 5 == 0 else text for place, text in enumerate(records)]
        for _ in range(2 if number in twice else 1):
            day = folder / "AWSLogs" / ACCOUNT / "CloudTrail" / region / begin.strftime("%Y/%m/%d")
            day.mkdir(parents=True, exist_ok=True)
            name = f"{ACCOUNT}_CloudTrail_{region}_{begin:%Y%m%dT%H%MZ}_{chance.getrandbits(80):016X}.json.gz"
            data = ('{"Records":[' + ",".join(records) + "]}").encode()
            (day / name).write_bytes(igzip.compress(data, compresslevel=3))
            odd += [name] * is_odd
            chance.shuffle(records)
    folder.with_name(folder.name + ".odd").write_text("\n".join(odd) + "\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), even=sys.argv[4:] == ["even"])
