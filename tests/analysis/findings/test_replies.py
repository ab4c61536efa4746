"""Of what was started the reply is read only where a remedy looks into it."""

from __future__ import annotations

from conftest import build_case, record

from kit import questions
from kit.rules import remedies
from kit.store import database

OWNER = (
    '[owner]\nnetworks = ["203.0.113.0/24"]\n[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
)


def call(place: int, service: str, name: str, request: dict, reply: dict) -> dict:
    fields = {"eventSource": f"{service}.amazonaws.com", "eventName": name, "readOnly": False}
    return record(
        place, **fields, requestParameters=request, responseElements=reply, sourceIPAddress="198.51.100.7"
    )


def test_replies_that_no_remedy_reads_stay_where_they_are(tmp_path):
    machines = {"instancesSet": {"items": [{"instanceId": "i-1", "vpcId": "vpc-1"}]}}
    calls = [
        call(0, "s3", "CreateBucket", {"bucketName": "loot"}, {"long": "reply"}),
        call(1, "ec2", "RunInstances", {"instanceType": "m5.large"}, machines),
    ]
    case = build_case(tmp_path, calls, toml=OWNER)
    with database.reading(case) as con:
        asked = {"replied": [*remedies.reading_replies()]}
        rows = database.run(con, questions.step("response_resources"), asked).dicts()
    assert {row["event_name"]: "vpc-1" in (row["response_elements"] or "") for row in rows} == {
        "CreateBucket": False,
        "RunInstances": True,
    }
    assert {row["response_elements"] for row in rows if row["event_name"] == "CreateBucket"} == {None}


def test_remedies_that_name_a_part_of_the_reply_read_it():
    assert {"ec2:RunInstances", "lambda:PublishLayerVersion", "iam:CreateAccessKey"} < {
        *remedies.reading_replies()
    }
