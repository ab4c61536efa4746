"""What the intruder starts: GPU instances on demand and spot, Fargate, functions, models, mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit.demo.cast import epoch
from kit.demo.hostile import HOSTILE
from kit.demo.records import role_identity
from kit.demo.scene import Event, Hand, Row, Scene

IMAGE = {"us-west-2": "ami-0c2ab3b8efb09f272", "eu-central-1": "ami-0e7e134863fac4946"}


@dataclass
class Machine:
    """Something that costs money from `start` until `end` (None: to the end of the bill)."""

    account: str
    region: str
    service: str  # as the bill names it
    usage: str  # usage type without the Region's prefix
    kind: str  # instance type, or `fargate`
    resource: str
    start: datetime
    row: Row | None
    spot: bool = False
    count: float = 1.0  # units an hour: tasks
    end: datetime | None = None
    volume_gb: int = 0


def group(scene: Scene, hand: Hand, region: str, port: int = 22) -> str:
    """A security group open to the world; returns its id."""
    ident = scene.dice.resource_id("sg")
    made = hand.call(
        "ec2",
        "CreateSecurityGroup",
        region,
        request={
            "groupName": "launch-wizard-7",
            "groupDescription": "launch-wizard-7 created by console",
            "vpcId": scene.dice.resource_id("vpc"),
        },
        response={"requestId": scene.dice.event_id(), "_return": True, "groupId": ident},
    )
    scene.resource(made, "ec2", "security_group", ident)
    opened = hand.call(
        "ec2",
        "AuthorizeSecurityGroupIngress",
        region,
        request={
            "groupId": ident,
            "ipPermissions": {
                "items": [
                    {
                        "ipProtocol": "tcp",
                        "fromPort": port,
                        "toPort": port,
                        "groups": {},
                        "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]},
                        "ipv6Ranges": {},
                        "prefixListIds": {},
                    }
                ]
            },
        },
        response={
            "requestId": scene.dice.event_id(),
            "_return": True,
            "securityGroupRuleSet": {
                "items": [
                    {
                        "groupId": ident,
                        "securityGroupRuleId": (rule := scene.dice.resource_id("sgr")),
                        "isEgress": False,
                        "ipProtocol": "tcp",
                        "fromPort": port,
                        "toPort": port,
                        "cidrIpv4": "0.0.0.0/0",
                    }
                ]
            },
        },
    )
    scene.resource(opened, "ec2", "security_group_rule", rule, parent_id=ident)
    return ident


def key_pair(scene: Scene, hand: Hand, region: str, name: str) -> None:
    """A key pair made in a Region, and its row of the truth."""
    ident = scene.dice.resource_id("key")
    made = hand.call(
        "ec2",
        "CreateKeyPair",
        region,
        request={"keyName": name, "keyType": "rsa", "keyFormat": "pem"},
        response={
            "requestId": scene.dice.event_id(),
            "keyName": name,
            "keyPairId": ident,
            "keyFingerprint": ":".join(f"{byte:02x}" for byte in scene.dice.randbytes(20)),
            "keyMaterial": "<sensitiveDataRemoved>",
        },
    )
    scene.resource(made, "ec2", "key_pair", ident)


def launch(
    scene: Scene, hand: Hand, region: str, kind: str, count: int, *, volume_gb: int = 0,
    profile: str | None = None, **how: Any,
) -> tuple[Event, list[Machine]]:  # fmt: skip
    """RunInstances: one call, `count` machines. `volume_gb` of gp3 root volume each where the call names
    one."""
    names = [scene.dice.resource_id("i") for _ in range(count)]
    asked = _asked(scene, region, kind, count, volume_gb, profile)
    zone = region + scene.dice.choice("abc")
    reservation = scene.dice.resource_id("r")
    answer = {
        "requestId": scene.dice.event_id(),
        "reservationId": reservation,
        "ownerId": hand.who.get("accountId"),
        "groupSet": {},
        "instancesSet": {
            "items": [_item(scene, name, kind, zone, index, asked) for index, name in enumerate(names)]
        },
    }
    scene.tick()
    for item in answer["instancesSet"]["items"]:
        item["launchTime"] = epoch(scene.now) * 1000
        if how.get("spot"):
            item |= {"spotInstanceRequestId": how["spot"].pop(0), "instanceLifecycle": "spot"}
    spot = how.pop("spot", None) is not None
    credential = how.pop("credential", None)
    made_actor = how.pop("row_actor", None)
    made = hand.call("ec2", "RunInstances", region, request=asked, response=answer, **how)
    machines = []
    for name in names:
        row = scene.resource(
            made,
            "ec2",
            "instance",
            name,
            size=kind,
            credential=credential,
            actor=made_actor,
            cost_bearing=True,
        )
        usage = f"{'SpotUsage' if spot else 'BoxUsage'}:{kind}"
        machines.append(
            Machine(
                made.record["recipientAccountId"],
                region,
                "Amazon Elastic Compute Cloud - Compute",
                usage,
                kind,
                name,
                made.when,
                row,
                spot=spot,
                volume_gb=volume_gb,
            )
        )
    scene.machines += machines
    return made, machines


def _asked(
    scene: Scene, region: str, kind: str, count: int, volume_gb: int, profile: str | None
) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "instancesSet": {
            "items": [
                {"imageId": IMAGE.get(region, "ami-0a31f06d64a91614b"), "minCount": count, "maxCount": count}
            ]
        },
        "userData": "<sensitiveDataRemoved>",
        "instanceType": kind,
        "blockDeviceMapping": {},
        "monitoring": {"enabled": False},
        "disableApiTermination": False,
        "clientToken": scene.dice.event_id(),
    }
    if volume_gb:
        asked["blockDeviceMapping"] = {
            "items": [
                {
                    "deviceName": "/dev/xvda",
                    "ebs": {"volumeSize": volume_gb, "volumeType": "gp3", "deleteOnTermination": True},
                }
            ]
        }
    asked["tagSpecificationSet"] = {
        "items": [{"resourceType": "instance", "tags": [{"key": "Name", "value": _name_tag(scene)}]}]
    }
    if profile:
        asked["iamInstanceProfile"] = {"name": profile}
    return asked


def _name_tag(scene: Scene) -> str:
    """A Name tag: machines of all kinds of owners, and some text that tries to break its reader."""
    return scene.dice.choice(["node", "worker", HOSTILE[0], HOSTILE[2], HOSTILE[9], HOSTILE[10]])


def _item(scene: Scene, name: str, kind: str, zone: str, index: int, asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "instanceId": name,
        "imageId": asked["instancesSet"]["items"][0]["imageId"],
        "currentState": {"code": 0, "name": "pending"},
        "instanceState": {"code": 0, "name": "pending"},
        "privateDnsName": f"ip-172-31-{index + 16}-{scene.dice.randint(4, 250)}.{zone[:-1]}.compute.internal",
        "instanceType": kind,
        "amiLaunchIndex": index,
        "placement": {"availabilityZone": zone, "tenancy": "default"},
        "subnetId": scene.dice.resource_id("subnet"),
        "architecture": "x86_64",
        "rootDeviceType": "ebs",
        "virtualizationType": "hvm",
    }


def spot(scene: Scene, hand: Hand, region: str, kind: str, count: int) -> list[Machine]:
    """RequestSpotInstances; AWS starts the machines some seconds later under its own role."""
    requests = ["sir-" + scene.dice.token(8).lower() for _ in range(count)]
    asked = hand.call(
        "ec2",
        "RequestSpotInstances",
        region,
        request={
            "instanceCount": count,
            "type": "persistent",
            "launchSpecification": {
                "imageId": "ami-0a31f06d64a91614b",
                "instanceType": kind,
                "userData": "<sensitiveDataRemoved>",
                "blockDeviceMapping": {},
                "monitoring": {"enabled": False},
            },
        },
        response={
            "requestId": scene.dice.event_id(),
            "spotInstanceRequestSet": {
                "items": [
                    {
                        "spotInstanceRequestId": name,
                        "type": "persistent",
                        "state": "open",
                        "instanceType": kind,
                        "productDescription": "Linux/UNIX",
                        "status": {"code": "pending-evaluation"},
                    }
                    for name in requests
                ]
            },
        },
    )
    rows = [scene.resource(asked, "ec2", "spot_request", name, size=kind) for name in requests]
    scene.wait(20)
    role = scene.cast.spot_role
    key = scene.dice.temporary_key(role.account)
    who = role_identity(role, "AWSServiceRoleForEC2Spot", key, scene.now) | {
        "invokedBy": "spot.amazonaws.com"
    }
    aws = Hand(scene, who, "aws", None, "spot.amazonaws.com", "spot.amazonaws.com")
    _, machines = launch(
        scene, aws, region, kind, count, spot=list(requests), credential=hand.credential, row_actor=hand.actor
    )
    for machine, name in zip(machines, requests, strict=True):
        assert machine.row is not None  # what an intruder starts has its row
        machine.row.columns["parent_id"] = name
    _ = rows
    return machines


def terminate(scene: Scene, hand: Hand, region: str, machines: list[Machine]) -> Event:
    """TerminateInstances of the owner's; the machines' rows end with it."""
    made = hand.call(
        "ec2",
        "TerminateInstances",
        region,
        request={"instancesSet": {"items": [{"instanceId": machine.resource} for machine in machines]}},
        response={
            "requestId": scene.dice.event_id(),
            "instancesSet": {
                "items": [
                    {
                        "instanceId": machine.resource,
                        "currentState": {"code": 32, "name": "shutting-down"},
                        "previousState": {"code": 16, "name": "running"},
                    }
                    for machine in machines
                ]
            },
        },
    )
    for machine in machines:
        machine.end = made.when
        if machine.row:
            machine.row.end(made)
    return made


def rejected(thief: Hand, region: str, kind: str, error: str, message: str) -> Event:
    """A launch that EC2 refuses: nothing starts."""
    return thief.call(
        "ec2",
        "RunInstances",
        region,
        error=error,
        message=message,
        request={
            "instanceType": kind,
            "instancesSet": {"items": [{"imageId": "ami-0a31f06d64a91614b", "minCount": 1, "maxCount": 8}]},
        },
    )
