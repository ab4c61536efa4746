"""Logs that begin with the key's first use: two thefts that only what is done tells, and two kinds of work
that look alike."""

from __future__ import annotations

from kit.demo import services
from kit.demo.cast import HOME, INCIDENT_DAY, INTRUDER_AGENTS, REGIONS, STAFF_CLI
from kit.demo.response import quarantine
from kit.demo.scene import Hand, Scene
from kit.demo.stories import leak_key, sweep_regions
from kit.demo.theft import admin_user

DAY = INCIDENT_DAY
MODEL_REGIONS = ("us-east-1", "us-west-2", "eu-central-1", "ap-south-1", "sa-east-1")
MODEL = "anthropic.claude-3-5-sonnet-20240620-v1:0"


def models_only(scene: Scene) -> None:
    """A key that lay unused, then language models in five Regions, and nothing else."""
    thief = leak_key(scene, scene.cast.leaked)
    scene.at(DAY, "02:10:40")
    thief.call("sts", "GetCallerIdentity", "us-east-1")
    for region in MODEL_REGIONS:
        thief.call("bedrock", "ListFoundationModels", region)
    for region in MODEL_REGIONS:
        services.models(thief, region, 6, MODEL)
    scene.at(DAY, "05:00:00")
    quarantine(scene, scene.cast.leaked)


def slow_takeover(scene: Scene) -> None:
    """Over a day, a few calls at a time: what may I, who is here, then an administrator of their own."""
    thief = leak_key(scene, scene.cast.leaked).moved(agent=INTRUDER_AGENTS["cli"])
    user = {"userName": scene.cast.leaked.name}
    looks = (
        ("sts", "GetCallerIdentity", None),
        ("iam", "ListAttachedUserPolicies", user),
        ("iam", "ListUserPolicies", user),
        ("iam", "ListUsers", {"maxItems": 1000}),
        ("iam", "ListRoles", {"maxItems": 1000}),
        ("s3", "ListBuckets", {"Host": "s3.amazonaws.com"}),
        ("ec2", "DescribeInstances", {"maxResults": 1000}),
    )
    for hour, (service, name, request) in enumerate(looks, start=1):
        scene.at(DAY, f"{2 * hour:02d}:17:05")
        thief.call(service, name, "us-east-1", request=request)
    scene.at(DAY, "19:40:10")
    admin = admin_user(thief, scene.cast.admin, login=False)
    scene.at(DAY, "22:05:00")
    admin.call("sts", "GetCallerIdentity", "us-east-1")
    admin.call("iam", "ListUsers", "us-east-1", request={"maxItems": 1000})


def pipeline(scene: Scene) -> None:
    """Nobody but the owner: a build that runs by the hour on a machine with another address each time."""
    owner = leak_key(scene, scene.cast.leaked, actor="owner")
    image = {"repositoryName": "web", "imageTag": "release"}
    for hour in range(1, 20):
        scene.at(DAY, f"{hour:02d}:05:00")
        run = owner.moved(address=f"198.18.{hour}.{hour + 40}", agent=STAFF_CLI + " command/ecr.put-image")
        run.call("ecr", "GetAuthorizationToken", HOME)
        run.call("ecr", "PutImage", HOME, request=image)
        run.refused("cloudfront", "CreateInvalidation", "us-east-1")
    quarantine(scene, scene.cast.leaked)


def settings_check(scene: Scene) -> None:
    """A program reads the settings of every Region and changes nothing; an intruder's look around is
    like it, so nobody can say."""
    reader: Hand = leak_key(scene, scene.cast.leaked, actor="unclear")
    scene.at(DAY, "01:12:05")
    sweep_regions(reader)
    for region in REGIONS:
        for name in ("DescribeSecurityGroups", "DescribeSnapshots", "DescribeFlowLogs"):
            reader.call("ec2", name, region, request={"maxResults": 1000})
        reader.refused("securityhub", "DescribeHub", region, "AccessDeniedException")
