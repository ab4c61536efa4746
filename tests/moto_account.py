"""Accounts of moto's with what the demo's truth says: the owner's things, then the third party's; and what
they hold, to compare before and after.

moto gives its own ids. `Accounts.ids` says which of moto's stands for which of the truth's, and
`Accounts.rewritten` puts them into the evidence, so that log, plan and account speak of the same things.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError
from moto import backends

MACHINES = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
ANYBODY = json.dumps({"Version": "2012-10-17", "Statement": [MACHINES]})
ALL = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
HOME = "ap-northeast-1"


class Accounts:
    """What moto's server holds of the accounts of one incident. `roles` of the owner's: name -> trust."""

    def __init__(self, url: str, accounts: list[str]) -> None:
        self.url = url
        self.ids: dict[str, str] = {}
        self.fresh: set[str] = set()  # keys that the logs show being made
        self.signed: dict[str, dict[str, str]] = {}
        self._clients: dict[tuple[str, str, str], Any] = {}
        self._began = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=1)
        self._year = f"{self._began:%Y}"
        self._ran: dict[str, str] = {}
        self._images: dict[tuple[str, str], str] = {}
        sts = boto3.client(
            "sts", region_name="us-east-1", endpoint_url=url, aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )  # fmt: skip
        for account in accounts:
            given = sts.assume_role(
                RoleArn=f"arn:aws:iam::{account}:role/Responder", RoleSessionName="responder"
            )["Credentials"]
            self.signed[account] = {
                "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
                "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
                "AWS_SESSION_TOKEN": given["SessionToken"],
            }

    def client(self, account: str, service: str, region: str = "us-east-1") -> Any:
        """A client of the responder's role in that account."""
        key = (account, service, region)
        if key not in self._clients:
            signed = self.signed[account]
            self._clients[key] = boto3.client(
                service, region_name=region, endpoint_url=self.url,
                aws_access_key_id=signed["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=signed["AWS_SECRET_ACCESS_KEY"],
                aws_session_token=signed["AWS_SESSION_TOKEN"],
            )  # fmt: skip
        return self._clients[key]

    def rewritten(self, evidence: Path, folder: Path) -> Path:
        """A copy of the files of `evidence` in which the truth's ids are moto's."""
        pattern = re.compile("|".join(re.escape(name) for name in sorted(self.ids, key=len, reverse=True)))

        def put(text: str) -> str:
            return pattern.sub(lambda found: self.ids[found[0]], text)

        for path in sorted(evidence.rglob("*")):
            if path.is_file():
                copy = folder / path.relative_to(evidence)
                copy.parent.mkdir(parents=True, exist_ok=True)
                raw = path.read_bytes()
                with contextlib.suppress(gzip.BadGzipFile, EOFError, UnicodeDecodeError):
                    raw = gzip.compress(put(gzip.decompress(raw).decode()).encode(), mtime=0)
                with contextlib.suppress(UnicodeDecodeError):
                    raw = put(raw.decode()).encode()
                copy.write_bytes(raw)
        return folder

    # The owner's things, whether or not the third party ever saw them.
    def owner(self, account: str, users: dict[str, str | None], roles: dict[str, str]) -> None:
        """Users (each with its key, or None) and roles (each with its trust) of the owner's, and machines,
        groups, functions, buckets and secrets that nobody but the owner touches."""
        iam = self.client(account, "iam")
        for user, key in users.items():
            iam.create_user(UserName=user)
            iam.put_user_policy(UserName=user, PolicyName="work", PolicyDocument=ALL)
            made = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
            if key:
                self.ids[key] = made
        for role, trust in roles.items():
            iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust)
            iam.put_role_policy(RoleName=role, PolicyName="work", PolicyDocument=ALL)
        iam.create_group(GroupName="developers")
        iam.add_user_to_group(GroupName="developers", UserName=next(iter(users)))
        iam.create_policy(PolicyName="owners", PolicyDocument=ALL)
        for region in (HOME, "us-west-2", "eu-north-1"):
            group = self._group(account, region, "web", 443)
            self._machines(account, region, 1, "t3.medium", groups=[group])
            self.client(account, "ec2", region).create_key_pair(KeyName="owners")
        self._function(account, HOME, "thumbnails")
        s3 = self.client(account, "s3", HOME)
        s3.create_bucket(Bucket=f"owners-{account}", CreateBucketConfiguration={"LocationConstraint": HOME})
        trail = self.client(account, "cloudtrail", HOME)
        trail.create_trail(
            Name="main-trail", S3BucketName=f"owners-{account}", IsMultiRegionTrail=True,
            EnableLogFileValidation=True,
        )  # fmt: skip
        everything = {"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": []}
        trail.put_event_selectors(TrailName="main-trail", EventSelectors=[everything])
        trail.start_logging(Name="main-trail")
        self.client(account, "account").put_alternate_contact(
            AlternateContactType="SECURITY", EmailAddress="security@example.jp", Name="Tanaka",
            PhoneNumber="+81300000000", Title="CISO",
        )  # fmt: skip

    def machine(self, account: str, region: str, name: str, profile_role: str = "") -> None:
        """A machine of the owner's that the truth names."""
        (made,) = self._machines(account, region, 1, "t3.medium")
        self.ids[name] = made

    def secret(self, account: str, region: str, arn: str) -> None:
        """A secret of the owner's that the truth names."""
        name = arn.rsplit(":", 1)[-1].rsplit("-", 1)[0]
        made = self.client(account, "secretsmanager", region).create_secret(Name=name, SecretString="old")
        self.ids[arn] = made["ARN"]

    # The third party's things.
    def theirs(self, truth: dict) -> None:
        """Every row of the truth's principals and resources that stands."""
        for row in truth["credentials"]:
            if row["link"] == "leaked" and row["state"] == "stopped" and row["credential_id"] in self.ids:
                self._iam(row).update_access_key(
                    UserName=row["principal_arn"].rsplit("/", 1)[-1],
                    AccessKeyId=self.ids[row["credential_id"]],
                    Status="Inactive",
                )
        for row in truth["principals"]:
            getattr(self, f"_{row['change']}_{row['kind']}")(row)
        machines = [row for row in truth["resources"] if row["resource_type"] == "instance"]
        for row in truth["resources"]:
            if row["resource_type"] == "instance":
                continue
            getattr(self, f"_{row['change']}_{row['resource_type']}")(row)
        for row in machines:
            if row["change"] == "created" and row["resource_id"] not in self.ids:
                made = self._ran.get(row.get("parent_id") or "")
                place = (row["account_id"], row["aws_region"], 1, row["size"])
                self.ids[row["resource_id"]] = made or self._machines(*place)[0]
        for row in machines:
            place = self.client(row["account_id"], "ec2", row["aws_region"])
            if row["change"] == "changed":
                place.modify_instance_attribute(
                    InstanceId=self.ids[row["resource_id"]], DisableApiTermination={"Value": True}
                )
        for row in machines:
            if row["change"] == "created" and row["state"] == "gone":
                place = self.client(row["account_id"], "ec2", row["aws_region"])
                place.terminate_instances(InstanceIds=[self.ids[row["resource_id"]]])

    def aged(self, when: str) -> None:
        """Dates what was made just now at `when`: moto gives everything the time of its own clock."""
        made = datetime.fromisoformat(when)
        for service in ("iam", "ec2", "lambda", "ecs", "secretsmanager", "cloudtrail", "s3"):
            for account, places in backends.get_backend(service).items():
                if account in self.signed:
                    for place in places.values():
                        self._date(place, made, set())

    def dated_key(self, key_id: str, when: str) -> None:
        """Dates one access key, which the logs show being made."""
        self.fresh.add(key_id)
        for account in self.signed:
            for user in backends.get_backend("iam")[account]["aws"].users.values():
                for key in user.access_keys:
                    if key.access_key_id == key_id:
                        key.create_date = datetime.fromisoformat(when).replace(tzinfo=None)

    def _date(self, thing: Any, made: datetime, seen: set[int]) -> None:
        if id(thing) in seen:
            return
        seen.add(id(thing))
        if isinstance(thing, dict):
            for each in list(thing.values()):
                self._date(each, made, seen)
        elif isinstance(thing, list | tuple | set):
            for each in thing:
                self._date(each, made, seen)
        elif type(thing).__module__.startswith("moto.") and hasattr(thing, "__dict__"):
            for name, value in list(vars(thing).items()):
                if isinstance(value, datetime) and value.replace(tzinfo=None) > self._began:
                    setattr(thing, name, made.replace(tzinfo=value.tzinfo))
                elif name.endswith(("time", "date")) and isinstance(value, str) and value[:4] == self._year:
                    setattr(thing, name, f"{made:%Y-%m-%dT%H:%M:%S.000Z}")
                else:
                    self._date(value, made, seen)

    def _iam(self, row: dict) -> Any:
        return self.client(row["account_id"], "iam")

    def _created_user(self, row: dict) -> None:
        self._iam(row).create_user(UserName=row["name"])

    def _created_role(self, row: dict) -> None:
        self._iam(row).create_role(RoleName=row["name"], AssumeRolePolicyDocument=ANYBODY)

    def _attached_attached_policy(self, row: dict) -> None:
        kind, _, name = row["arn"].split(":", 5)[-1].partition("/")
        attach = getattr(self._iam(row), f"attach_{kind}_policy")
        attach(PolicyArn=row["name"], **{f"{kind.capitalize()}Name": name})

    def _created_access_key(self, row: dict) -> None:
        user = row["arn"].rsplit("/", 1)[-1]
        self.ids[row["name"]] = self._iam(row).create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]

    def _created_login_profile(self, row: dict) -> None:
        self._iam(row).create_login_profile(UserName=row["name"], Password="correct-Horse-9")

    def _changed_trust_policy(self, row: dict) -> None:
        self._iam(row).update_assume_role_policy(RoleName=row["name"], PolicyDocument=row["after"])

    def _created_inline_policy(self, row: dict) -> None:
        role = row["arn"].rsplit("/", 1)[-1]
        self._iam(row).put_role_policy(RoleName=role, PolicyName=row["name"], PolicyDocument=ALL)

    def _created_oidc_provider(self, row: dict) -> None:
        self._iam(row).create_open_id_connect_provider(Url=f"https://{row['name']}", ClientIDList=["a"])

    def _created_trust_anchor(self, row: dict) -> None:
        """moto lacks IAM Roles Anywhere."""

    _created_roles_anywhere_profile = _created_trust_anchor

    def _created_key_pair(self, row: dict) -> None:
        made = self._ec2(row).create_key_pair(KeyName=row["resource_id"])
        self.ids[row["resource_id"]] = made["KeyPairId"]

    def _created_security_group(self, row: dict) -> None:
        self.ids[row["resource_id"]] = self._group(row["account_id"], row["aws_region"], row["resource_id"])

    def _created_security_group_rule(self, row: dict) -> None:
        made = self._ec2(row).authorize_security_group_ingress(
            GroupId=self.ids[row["parent_id"]],
            IpPermissions=[{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                            "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
        )  # fmt: skip
        self.ids[row["resource_id"]] = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]

    def _created_spot_request(self, row: dict) -> None:
        specification = {"ImageId": self._image(row), "InstanceType": row["size"]}
        made = self._ec2(row).request_spot_instances(
            InstanceCount=1, Type="persistent", LaunchSpecification=specification
        )["SpotInstanceRequests"][0]
        self.ids[row["resource_id"]] = made["SpotInstanceRequestId"]
        self._ran[row["resource_id"]] = made["InstanceId"]

    def _created_snapshot(self, row: dict) -> None:
        ec2 = self._ec2(row)
        volume = ec2.create_volume(Size=8, AvailabilityZone=row["aws_region"] + "a")["VolumeId"]
        self.ids[row["parent_id"]] = volume
        self.ids[row["resource_id"]] = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]

    def _shared_snapshot_permission(self, row: dict) -> None:
        self._ec2(row).modify_snapshot_attribute(
            SnapshotId=self.ids[row["resource_id"]], Attribute="createVolumePermission",
            OperationType="add", UserIds=[row["after"]],
        )  # fmt: skip

    def _created_cluster(self, row: dict) -> None:
        self.client(row["account_id"], "ecs", row["aws_region"]).create_cluster(
            clusterName=row["resource_id"]
        )

    def _created_task_definition(self, row: dict) -> None:
        family = row["resource_id"].partition(":")[0]
        self.client(row["account_id"], "ecs", row["aws_region"]).register_task_definition(
            family=family, containerDefinitions=[{"name": "c", "image": "i", "memory": 64}]
        )

    def _created_service(self, row: dict) -> None:
        cluster = row["parent_id"].rsplit("/", 1)[-1]
        self.client(row["account_id"], "ecs", row["aws_region"]).create_service(
            cluster=cluster, serviceName=row["resource_id"], taskDefinition=cluster, desiredCount=8
        )

    def _created_function(self, row: dict) -> None:
        self._function(row["account_id"], row["aws_region"], row["resource_id"])

    def _created_function_url(self, row: dict) -> None:
        self.client(row["account_id"], "lambda", row["aws_region"]).create_function_url_config(
            FunctionName=row["parent_id"], AuthType="NONE"
        )

    def _created_function_permission(self, row: dict) -> None:
        self.client(row["account_id"], "lambda", row["aws_region"]).add_permission(
            FunctionName=row["parent_id"], StatementId=row["resource_id"], Principal="*",
            Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE",
        )  # fmt: skip

    def _changed_account_details(self, row: dict) -> None:
        """Asked of AWS's support; no account shows it."""

    def _created_email_identity(self, row: dict) -> None:
        self.client(row["account_id"], "sesv2", row["aws_region"]).create_email_identity(
            EmailIdentity=row["resource_id"]
        )

    def _stopped_trail(self, row: dict) -> None:
        """Stopped and started again before the evidence ends."""

    def _ec2(self, row: dict) -> Any:
        return self.client(row["account_id"], "ec2", row["aws_region"])

    def _image(self, row: dict) -> str:
        place = (row["account_id"], row["aws_region"])
        if place not in self._images:
            self._images[place] = self._ec2(row).register_image(Name="plain")["ImageId"]
        return self._images[place]

    def _machines(
        self, account: str, region: str, count: int, size: str, groups: list[str] | None = None
    ) -> list[str]:
        more = {"SecurityGroupIds": groups} if groups else {}
        image = self._image({"account_id": account, "aws_region": region})
        made = self.client(account, "ec2", region).run_instances(
            ImageId=image, MinCount=count, MaxCount=count, InstanceType=size, **more
        )
        return [each["InstanceId"] for each in made["Instances"]]

    def _group(self, account: str, region: str, name: str, port: int | None = None) -> str:
        ec2 = self.client(account, "ec2", region)
        (network, *_) = ec2.describe_vpcs()["Vpcs"]
        group = ec2.create_security_group(GroupName=name, Description=name, VpcId=network["VpcId"])["GroupId"]
        if port:
            ec2.authorize_security_group_ingress(
                GroupId=group, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp="0.0.0.0/0"
            )
        return group

    def _function(self, account: str, region: str, name: str) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("index.py", "def handler(event, context): pass")
        with contextlib.suppress(ClientError):
            self.client(account, "iam").create_role(
                RoleName="report-function-role", AssumeRolePolicyDocument=ANYBODY
            )
        self.client(account, "lambda", region).create_function(
            FunctionName=name, Runtime="python3.12", Handler="index.handler",
            Code={"ZipFile": packed.getvalue()}, Role=f"arn:aws:iam::{account}:role/report-function-role",
        )  # fmt: skip
