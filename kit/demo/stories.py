"""Other incidents with a long-term key or none: no past, two keys, root, one network, console only, spend
alone."""

from __future__ import annotations

from datetime import timedelta

from kit.demo import machines as start
from kit.demo.app import App, Phase
from kit.demo.cast import HOME, INCIDENT_DAY, INTRUDER_AGENTS, REGIONS, STAFF_BROWSER, STAFF_CLI, User, stamp
from kit.demo.records import credentials, root_identity, user_identity
from kit.demo.response import deactivate, quarantine, staff
from kit.demo.scene import Event, Hand, Scene
from kit.demo.theft import CONSOLE_LIFE, admin_user, federation_token, sign_in

DAY = INCIDENT_DAY


def leak_key(scene: Scene, user: User, actor: str = "intruder") -> Hand:
    """A user's key is leaked: a root of the tree, and the intruder's hand with it."""
    scene.leaked_keys.append(user.key or "")
    scene.credential(user.key or "", "access_key", None, "leaked", None, arn=user.arn, account=user.account)
    return Hand(scene, user_identity(user), actor, user.key, scene.cast.vpn[0], INTRUDER_AGENTS["probe"])


def sweep_regions(hand: Hand) -> None:
    """Who am I, who is here, what runs in which Region; about half of the mail quotas refused."""
    hand.call("sts", "GetCallerIdentity", "us-east-1")
    hand.call("iam", "ListUsers", "us-east-1", request={"maxItems": 1000})
    hand.call("iam", "ListRoles", "us-east-1", request={"maxItems": 1000})
    hand.refused("iam", "GetAccountAuthorizationDetails", "us-east-1")
    for number, region in enumerate(REGIONS):
        hand.call("ec2", "DescribeInstances", region, request={"maxResults": 1000})
        if number % 2:
            hand.refused("ses", "GetSendQuota", region)


def raid(scene: Scene, thief: Hand, *, user: User | None = None) -> Hand:
    """Sweep, a user of their own, machines in two Regions. Returns the new user's hand."""
    sweep_regions(thief)
    admin = admin_user(thief, user or scene.cast.admin)
    admin.actor = thief.actor
    start.launch(scene, thief, "us-west-2", "g4dn.xlarge", 2, volume_gb=100)
    scene.wait(60)
    admin.call("sts", "GetCallerIdentity", "us-east-1")
    start.launch(scene, admin, "eu-north-1", "g4dn.xlarge", 3, volume_gb=100)
    return admin


def answer(scene: Scene, user: User) -> None:
    """Next morning: the key is switched off, the machines of one Region are ended."""
    scene.at(DAY + 1, "00:31:00")
    person = staff(scene)
    deactivate(scene, person, user)
    scene.at(DAY + 1, "01:20:00")
    start.terminate(scene, person, "us-west-2", [one for one in scene.machines if one.region == "us-west-2"])


def no_past(scene: Scene) -> None:
    """A key that lay unused until the intruder came: only what is done with it tells whose the calls are."""
    thief = leak_key(scene, scene.cast.leaked)
    scene.at(DAY, "01:12:05")
    raid(scene, thief)
    scene.at(DAY, "01:59:48")
    quarantine(scene, scene.cast.leaked)
    scene.at(DAY, "02:10:00")
    thief.refused("iam", "CreateUser", "us-east-1", deny=True)
    answer(scene, scene.cast.leaked)


def two_keys(scene: Scene) -> None:
    """Two users' keys in the same leaked file, both with an honest past."""
    cast = scene.cast
    first, second = leak_key(scene, cast.leaked), leak_key(scene, cast.leaver)
    owner = Hand(
        scene, user_identity(cast.leaver), "owner", cast.leaver.key, cast.nat[1], STAFF_CLI + " command/s3.cp"
    )
    for day in range(1, 31):
        scene.at(day, "17:30:00")
        owner.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
        owner.call("ec2", "DescribeSnapshots", HOME, request={"ownersSet": {"items": [{"owner": "self"}]}})
    scene.at(DAY, "01:12:05")
    raid(scene, first)
    scene.at(DAY, "01:40:00")
    other = second.moved(address=cast.vpn[1])
    sweep_regions(other)
    token = federation_token(other, "mirror", user=cast.leaver)
    token.call("ec2", "DescribeInstances", "ap-south-1", request={"maxResults": 1000})
    admin_user(other, cast.hidden, login=False)
    scene.at(DAY, "01:59:48")
    quarantine(scene, cast.leaked)
    answer(scene, cast.leaked)
    scene.at(DAY + 1, "03:00:00")
    token.call("ec2", "DescribeInstances", "ap-south-1", request={"maxResults": 1000})


def root_key(scene: Scene) -> None:
    """A key of the root user, used by a nightly script of the owner's, in the intruder's hand."""
    cast = scene.cast
    key = scene.dice.long_term_key(cast.a)
    arn = f"arn:aws:iam::{cast.a}:root"
    scene.leaked_keys.append(key)
    scene.credential(key, "access_key", None, "leaked", None, arn=arn, account=cast.a)
    thief = Hand(scene, root_identity(cast.a, key), "intruder", key, cast.vpn[0], INTRUDER_AGENTS["probe"])
    scene.at(DAY, "01:12:05")
    raid(scene, thief)
    scene.at(DAY, "01:30:00")
    token = scene.dice.temporary_key(cast.a)
    until = scene.now + timedelta(hours=1)
    made = thief.call(
        "sts",
        "GetSessionToken",
        "us-east-1",
        request={"durationSeconds": 3600},
        response={"credentials": credentials(scene.dice, token, until)},
    )
    scene.credential(
        token, "session_token", key, "GetSessionToken", made, arn=arn, account=cast.a, until=until
    )
    session = Hand(
        scene, root_identity(cast.a, token, made.when), "intruder", token, cast.vpn[1], INTRUDER_AGENTS["sdk"]
    )
    session.call("account", "ListRegions", "us-east-1", request={"maxResults": 50})
    session.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    scene.at(DAY + 1, "00:40:00")
    seat = root_identity(cast.a, scene.dice.temporary_key(cast.a), scene.now)
    seat["sessionContext"]["attributes"]["mfaAuthenticated"] = "true"
    owner = Hand(scene, seat, "owner", None, cast.office, STAFF_BROWSER, console=True)
    off = owner.call(
        "iam", "UpdateAccessKey", "us-east-1", request={"status": "Inactive", "accessKeyId": key}
    )
    scene.credentials[key].end(off, "stopped")
    scene.deactivated = off
    scene.app = App(
        cast,
        (
            Phase(cast.first, root_identity(cast.a, key), key, cast.nat),
            Phase(off.when, user_identity(cast.successor), None, cast.nat),
        ),
    )


def one_network(scene: Scene) -> None:
    """The intruder sits in the owner's own network: habits differ, the place does not, so nobody can say."""
    cast = scene.cast
    thief = leak_key(scene, cast.leaked, actor="unclear")
    inside = thief.moved(address=cast.nat[0], agent=INTRUDER_AGENTS["cli"])
    scene.at(DAY, "01:12:05")
    raid(scene, inside)
    quarantine(scene, cast.leaked)
    answer(scene, cast.leaked)


def console_only(scene: Scene) -> None:
    """A password was taken, not a key: sign-ins of one user from two places."""
    cast = scene.cast
    user = User(cast.a, "yamada", cast.leaver.unique_id)
    root = f"principal:{user.arn}"
    scene.leaked_principals.append(user.arn)
    scene.credential(root, "principal", None, "leaked", None, arn=user.arn, account=user.account)
    for day in range(1, DAY):
        if (cast.first + timedelta(days=day - 1)).weekday() < 5:
            scene.at(day, "00:20:00")
            seat = _seat(scene, user, root, cast.office, STAFF_BROWSER, "owner", mfa="Yes")
            seat.call("ec2", "DescribeInstances", HOME, request={"maxResults": 100})
            seat.call("cloudwatch", "DescribeAlarms", HOME, request={"maxRecords": 100})
    scene.at(DAY, "01:12:05")
    seat = _seat(scene, user, root, cast.tunnel, INTRUDER_AGENTS["browser"], "intruder", mfa="No")
    sweep_regions(seat)
    name = {"userName": user.name}
    key = scene.dice.long_term_key(cast.a)
    made = seat.call(
        "iam",
        "CreateAccessKey",
        "us-east-1",
        request=name,
        response={
            "accessKey": {
                "accessKeyId": key,
                "status": "Active",
                "userName": user.name,
                "createDate": stamp(scene.now),
            }
        },
    )
    scene.principal(made, "access_key", key, user.arn, "created")
    scene.credential(
        key, "access_key", seat.credential, "CreateAccessKey", made, arn=user.arn, account=cast.a
    )
    tool = Hand(scene, user_identity(user, key), "intruder", key, cast.hosting[0], INTRUDER_AGENTS["cli"])
    tool.call("sts", "GetCallerIdentity", "us-east-1")
    start.launch(scene, tool, "eu-north-1", "g4dn.xlarge", 3, volume_gb=100)


def _seat(scene: Scene, user: User, root: str, address: str, agent: str, actor: str, *, mfa: str) -> Hand:
    """A sign-in that works, and the console it opens."""
    who = {
        "type": "IAMUser",
        "principalId": user.unique_id,
        "arn": user.arn,
        "accountId": user.account,
        "userName": user.name,
    }
    door = Hand(scene, who, actor, root, address, agent)
    extra = {"LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No", "MFAUsed": mfa}
    made: Event = sign_in(door, extra, "Success")
    session = f"console_session:{user.arn}@{made.id}"
    scene.credential(
        session,
        "console_session",
        root,
        "ConsoleLogin",
        made,
        arn=user.arn,
        account=user.account,
        certainty="strong",
        until=made.when + CONSOLE_LIFE,
    )
    key = scene.dice.temporary_key(user.account)
    seat = user_identity(user, key, since=made.when, mfa=mfa == "Yes")
    return Hand(scene, seat, actor, session, address, agent, console=True)


def nothing(scene: Scene) -> None:
    """The key was published and quarantined; nobody but the owner ever used it."""
    cast = scene.cast
    leak_key(scene, cast.leaked)
    scene.at(DAY, "01:59:48")
    quarantine(scene, cast.leaked)
    scene.at(DAY + 1, "00:31:00")
    deactivate(scene, staff(scene), cast.leaked)
