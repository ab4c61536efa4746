"""What the owner's people do in the same month, near misses among it: nothing of it is the intruder's."""

from __future__ import annotations

from kit.demo.cast import HOME, STAFF_BROWSER, STAFF_CLI, User, spoken
from kit.demo.hostile import HOSTILE
from kit.demo.machines import Machine, launch
from kit.demo.records import user_identity
from kit.demo.response import staff
from kit.demo.scene import Hand, Scene
from kit.demo.spread import assume


def near_misses(scene: Scene) -> None:
    """A key that differs in two characters, own machines, own role sessions, own new users, own sign-ins."""
    cast = scene.cast
    scene.at(9, "02:10:00")
    person = staff(scene)
    own_user(scene, person, cast.newcomer)
    scene.at(12, "04:30:00")
    own_machines(scene, person.moved(agent=STAFF_CLI + " command/ec2.run-instances"), 2)
    for day, clock in ((5, "01:00:00"), (22, "02:20:00"), (24, "07:00:00")):
        scene.at(day, clock)
        twin = Hand(scene, user_identity(cast.twin), "owner", None, cast.office, STAFF_CLI + " command/s3.ls")
        twin.call("sts", "GetCallerIdentity", "us-east-1")
        twin.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
        twin.call("ec2", "DescribeInstances", HOME, request={"instancesSet": {}, "filterSet": {}})
    scene.at(15, "05:00:00")
    partner = assume(person, cast.audit, "monthly-check", link=False)
    partner.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    for day in (3, 10, 17, 24):
        scene.at(day, "00:45:00")
        sign_in_of_staff(scene, cast.staff)
    strange_names(scene)


def own_user(scene: Scene, person: Hand, user: User) -> None:
    """A new colleague: user and console password by the administrator."""
    name = {"userName": user.name}
    person.call(
        "iam",
        "CreateUser",
        "us-east-1",
        request=name,
        response={
            "user": {
                "path": "/",
                "userName": user.name,
                "userId": user.unique_id,
                "arn": user.arn,
                "createDate": spoken(scene.now, comma=False),
            }
        },
    )
    person.call(
        "iam",
        "CreateLoginProfile",
        "us-east-1",
        request=name | {"passwordResetRequired": True},
        response={
            "loginProfile": {
                "userName": user.name,
                "passwordResetRequired": True,
                "createDate": spoken(scene.now, comma=False),
            }
        },
    )
    person.call("iam", "AddUserToGroup", "us-east-1", request=name | {"groupName": "developers"})


def own_machines(scene: Scene, person: Hand, count: int) -> list[Machine]:
    """Machines of the owner's at home; they are on the bill, not in the incident."""
    rows, machines = len(scene.resources), len(scene.machines)
    _, own = launch(scene, person, HOME, "t3.medium", count)
    del scene.resources[rows:], scene.machines[machines:]
    return own


def sign_in_of_staff(scene: Scene, user: User) -> None:
    """A console sign-in with MFA from the office."""
    who = {
        "type": "IAMUser",
        "principalId": user.unique_id,
        "arn": user.arn,
        "accountId": user.account,
        "userName": user.name,
    }
    door = Hand(scene, who, "owner", None, scene.cast.office, STAFF_BROWSER)
    made = door.call(
        "signin",
        "ConsoleLogin",
        "us-east-1",
        response={"ConsoleLogin": "Success"},
        eventType="AwsConsoleSignIn",
        additionalEventData={
            "LoginTo": "https://console.aws.amazon.com/console/home",
            "MobileVersion": "No",
            "MFAUsed": "Yes",
        },
    )
    key = scene.dice.temporary_key(user.account)
    seat = Hand(
        scene,
        user_identity(user, key, since=made.when, mfa=True),
        "owner",
        None,
        scene.cast.office,
        STAFF_BROWSER,
        console=True,
    )
    seat.call("ec2", "DescribeInstances", HOME, request={"maxResults": 100})
    seat.call("cloudwatch", "DescribeAlarms", HOME, request={"maxRecords": 100})


def strange_names(scene: Scene) -> None:
    """Text of every nasty kind in agents, names and tags, by the owner's people: it must stay text."""
    cast = scene.cast
    scene.at(19, "06:00:00")
    person = staff(scene)
    for number, text in enumerate(HOSTILE):
        person.moved(agent=text).call(
            "ec2",
            "CreateTags",
            HOME,
            request={
                "resourcesSet": {"items": [{"resourceId": cast.web_instance}]},
                "tagSet": {"items": [{"key": f"note-{number}", "value": text}]},
            },
            response={"requestId": scene.dice.event_id(), "_return": True},
        )
