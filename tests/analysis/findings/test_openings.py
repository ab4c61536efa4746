"""To whom a request opens a bucket, an image or a snapshot."""

from __future__ import annotations

import json

import pytest

from kit.analysis.findings.openings import BLOCK_OFF, EVERYBODY, opened_thing, opened_to

OWN, OTHER = "111122223333", "444455556666"
GROUP = "http://acs.amazonaws.com/groups/global/AllUsers"


def policy(**statement) -> dict:
    return {"bucketName": "b", "bucketPolicy": {"Statement": {"Effect": "Allow", **statement}}}


TEXT = json.dumps(policy(Principal="*")["bucketPolicy"])


@pytest.mark.parametrize(
    ("request_", "to"),
    [
        (policy(Principal="*"), (EVERYBODY,)),
        (policy(Principal={"AWS": "*"}), (EVERYBODY,)),
        (policy(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), ()),
        (policy(Principal="*", Effect="Deny"), ()),
        (policy(Principal={"AWS": [f"arn:aws:iam::{OTHER}:root", f"arn:aws:iam::{OWN}:root"]}), (OTHER,)),
        (policy(Principal={"Service": "logging.s3.amazonaws.com"}), ()),
        ({"repositoryName": "r", "policyText": TEXT}, (EVERYBODY,)),
        ({"bucketName": "b", "x-amz-acl": "public-read"}, (EVERYBODY,)),
        ({"bucketName": "b", "x-amz-acl": "private"}, ()),
        ({"AccessControlPolicy": {"Grant": [{"Grantee": {"URI": GROUP}}]}}, (EVERYBODY,)),
        ({"accessControlList": {"x-amz-grant-read": f'uri="{GROUP}"'}}, (EVERYBODY,)),
        ({"imageId": "ami-1", "launchPermission": {"add": {"items": [{"group": "all"}]}}}, (EVERYBODY,)),
        ({"imageId": "ami-1", "launchPermission": {"remove": {"items": [{"group": "all"}]}}}, ()),
        ({"snapshotId": "s", "createVolumePermission": {"add": {"items": [{"userId": OTHER}]}}}, (OTHER,)),
        ({"snapshotId": "s", "createVolumePermission": {"add": {"items": [{"userId": OWN}]}}}, ()),
        ({"dBSnapshotIdentifier": "d", "attributeName": "restore", "valuesToAdd": ["all"]}, (EVERYBODY,)),
        ({"bucketName": "b", "publicAccessBlock": ""}, (BLOCK_OFF,)),
        ({"publicAccessBlock": {"BlockPublicAcls": False, "BlockPublicPolicy": True}}, (BLOCK_OFF,)),
        ({"PublicAccessBlockConfiguration": {"BlockPublicAcls": True, "BlockPublicPolicy": True}}, ()),
        ([], ()),
        (None, ()),
    ],
)  # fmt: skip
def test_opened_to(request_, to):
    assert opened_to(json.dumps(request_), OWN) == to


def test_broken_requests_open_nothing():
    assert opened_to("{", OWN) == opened_to(None, OWN) == ()
    assert opened_thing("{") == opened_thing("[]") == ""


def test_what_was_opened():
    assert opened_thing(json.dumps({"bucketName": "b", "key": "app.env"})) == "b/app.env"
    assert opened_thing(json.dumps({"snapshotId": "snap-1"})) == "snap-1"
