"""What accounts of moto's hold, thing by thing, as the API itself says it: to compare before and after."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError
from moto_account import Accounts

# What changes by being looked at, or with the clock.
_VOLATILE = {
    "ResponseMetadata", "LastUsedDate", "CreateDate", "LaunchTime", "StateTransitionReason", "RoleLastUsed",
    "LastModified", "RevisionId", "AttachTime", "UsageOperationUpdateTime", "LastAccessedDate",
    "LastChangedDate", "StartTime", "PasswordLastUsed", "CreateTime", "AttachmentCount", "UpdateDate",
}  # fmt: skip
State = dict[tuple[str, str, str, str], Any]


def held(accounts: Accounts, regions: list[str]) -> State:
    """(account, Region, kind, id) -> what AWS would say of it. Ended machines are no longer there."""
    found: State = {}
    for account in accounts.signed:
        for kind, name, thing in _principals(accounts.client(account, "iam")):
            found[account, "", kind, name] = _plain(thing)
        for name, thing in _buckets(accounts.client(account, "s3")):
            found[account, "", "bucket", name] = _plain(thing)
        for region in regions:
            for kind, name, thing in _things(accounts, account, region):
                found[account, region, kind, name] = _plain(thing)
    return found


def differences(before: State, after: State) -> dict[tuple[str, str, str, str], tuple[Any, Any]]:
    """What is not as it was: place -> (before, after), None where it was not there."""
    return {
        place: (before.get(place), after.get(place))
        for place in sorted({*before, *after})
        if before.get(place) != after.get(place)
    }


def _principals(iam: Any) -> Iterator[tuple[str, str, Any]]:
    told = iam.get_account_authorization_details(Filter=["User", "Group", "Role"])
    for user in told["UserDetailList"]:
        name = user["UserName"]
        keys = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
        yield "user", name, user
        for key in keys:
            yield "access_key", key["AccessKeyId"], key
        with contextlib.suppress(ClientError):
            yield "login_profile", name, iam.get_login_profile(UserName=name)["LoginProfile"]
        for device in iam.list_mfa_devices(UserName=name)["MFADevices"]:
            yield "mfa_device", device["SerialNumber"], device
        for key in iam.list_ssh_public_keys(UserName=name)["SSHPublicKeys"]:
            yield "ssh_key", key["SSHPublicKeyId"], key
        for certificate in iam.list_signing_certificates(UserName=name)["Certificates"]:
            yield "certificate", certificate["CertificateId"], certificate
    for group in told["GroupDetailList"]:
        yield "group", group["GroupName"], group
    for role in told["RoleDetailList"]:
        if role["RoleName"] != "Responder":
            yield "role", role["RoleName"], role
    for policy in iam.list_policies(Scope="Local")["Policies"]:
        versions = iam.list_policy_versions(PolicyArn=policy["Arn"])["Versions"]
        document = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])
        yield "policy", policy["PolicyName"], [versions, document["PolicyVersion"]["Document"]]
    for profile in iam.list_instance_profiles()["InstanceProfiles"]:
        yield "instance_profile", profile["InstanceProfileName"], profile
    for provider in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]:
        yield "oidc_provider", provider["Arn"], provider
    for provider in iam.list_saml_providers()["SAMLProviderList"]:
        yield "saml_provider", provider["Arn"], provider


def _buckets(s3: Any) -> Iterator[tuple[str, Any]]:
    for bucket in s3.list_buckets()["Buckets"]:
        name, told = bucket["Name"], {}
        for part in ("policy", "acl", "public_access_block", "replication", "lifecycle_configuration"):
            read = s3.get_public_access_block if part == "public_access_block" else getattr(s3, _read(part))
            try:
                told[part] = read(Bucket=name)
            except ClientError as error:
                told[part] = error.response["Error"]["Code"]
        yield name, told


def _read(part: str) -> str:
    return f"get_bucket_{part}"


def _things(accounts: Accounts, account: str, region: str) -> Iterator[tuple[str, str, Any]]:
    ec2 = accounts.client(account, "ec2", region)
    for booking in ec2.describe_instances()["Reservations"]:
        for machine in booking["Instances"]:
            if machine["State"]["Name"] not in ("terminated", "shutting-down"):
                yield "instance", machine["InstanceId"], machine
    for request in ec2.describe_spot_instance_requests()["SpotInstanceRequests"]:
        if request["State"] in ("open", "active"):
            yield "spot_request", request["SpotInstanceRequestId"], request
    for group in ec2.describe_security_groups()["SecurityGroups"]:
        yield "security_group", group["GroupId"], group
    for pair in ec2.describe_key_pairs()["KeyPairs"]:
        yield "key_pair", pair["KeyPairId"], pair
    for copy in ec2.describe_snapshots(OwnerIds=[account])["Snapshots"]:
        if copy.get("Description", "").startswith("Auto-created snapshot for AMI"):
            continue  # moto's own, of the image that machines are started from
        shared = ec2.describe_snapshot_attribute(
            SnapshotId=copy["SnapshotId"], Attribute="createVolumePermission"
        )
        yield "snapshot", copy["SnapshotId"], [copy.get("Description"), shared["CreateVolumePermissions"]]
    functions = accounts.client(account, "lambda", region)
    for function in functions.list_functions()["Functions"]:
        name, told = function["FunctionName"], [function]
        for read in (functions.get_policy, functions.get_function_url_config):
            try:
                told.append(read(FunctionName=name))
            except ClientError as error:
                told.append(error.response["Error"]["Code"])
        yield "function", name, told
    ecs = accounts.client(account, "ecs", region)
    for arn in ecs.list_clusters()["clusterArns"]:
        for cluster in ecs.describe_clusters(clusters=[arn])["clusters"]:
            if cluster["status"] == "ACTIVE":
                yield "cluster", arn, cluster
        for service in ecs.list_services(cluster=arn)["serviceArns"]:
            told = ecs.describe_services(cluster=arn, services=[service])["services"]
            if any(each["status"] == "ACTIVE" for each in told):
                yield "ecs_service", service, told
    for arn in ecs.list_task_definitions(status="ACTIVE")["taskDefinitionArns"]:
        yield "task_definition", arn, arn
    for identity in accounts.client(account, "sesv2", region).list_email_identities()["EmailIdentities"]:
        yield "email_identity", identity["IdentityName"], identity
    secrets = accounts.client(account, "secretsmanager", region)
    for secret in secrets.list_secrets()["SecretList"]:
        value = secrets.get_secret_value(SecretId=secret["ARN"])["SecretString"]
        yield "secret", secret["ARN"], value
    trails = accounts.client(account, "cloudtrail", region)
    for trail in trails.describe_trails(includeShadowTrails=False)["trailList"]:
        logs = trails.get_trail_status(Name=trail["TrailARN"])["IsLogging"]
        yield "trail", trail["Name"], [trail, logs]


def _plain(thing: Any) -> Any:
    """Without what changes by itself, and with lists in an order of their own."""
    if isinstance(thing, dict):
        return {name: _plain(value) for name, value in sorted(thing.items()) if name not in _VOLATILE}
    if isinstance(thing, list | tuple):
        return sorted((_plain(each) for each in thing), key=lambda each: json.dumps(each, default=str))
    return str(thing) if not isinstance(thing, str | int | float | bool | None) else thing
