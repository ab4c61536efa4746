"""The plan's promises: order, whose things are touched, what waits, and lines that a shell reads as they are
meant."""

from __future__ import annotations

import json
import re
import shlex
from datetime import datetime, timedelta

import pytest
from incident import ACCOUNT, KEY, OTHER, USER, Incident, usual
from theft import (
    BACK_DOOR,
    INSTANCES,
    NEW_KEY,
    OWNER_INSTANCE,
    QUARANTINE,
    UNCLEAR_INSTANCE,
    half_cleaned,
    silent,
    uncleaned,
)

from kit.analysis.response import plan_text as page
from kit.analysis.response.items import PHASES, PlanItem
from kit.analysis.response.plan import plan
from kit.rules import remedies as plan_lines

NOW = datetime(2026, 3, 25, 9, 0)
ENDING = re.compile(r"^(delete|terminate|stop|detach|remove|cancel|deregister|disable|disassociate)-")
READING = re.compile(r"^(get|list|describe|lookup|batch-get|generate-credential-report|wait$)")
OWNERS = {USER, "build-bot", "OpsAdmin", "Deploy", OWNER_INSTANCE, UNCLEAR_INSTANCE, "i-0cccccccccccccccc"}


def items(made: Incident, **facts) -> list[PlanItem]:
    con, case = made.build(**facts)
    return plan(con, case, now=NOW)


def of(found: list[PlanItem], kind: str) -> list[PlanItem]:
    return [item for item in found if item.kind == kind]


def calls(found: list[PlanItem], call: str) -> list[PlanItem]:
    return [item for item in found if len(item.command) > 2 and item.command[2] == call]


VARIANTS = {
    "uncleaned": uncleaned,
    "half cleaned": half_cleaned,
    "half cleaned, silent": lambda: silent(half_cleaned()),
}


@pytest.fixture(params=list(VARIANTS))
def found(request) -> list[PlanItem]:
    return items(VARIANTS[request.param]())


def test_phases_are_in_order_and_saving_comes_first(found):
    assert [item.step_no for item in found] == sorted(item.step_no for item in found)
    assert {PHASES[item.step_no - 1] for item in found} >= {
        "save",
        "keep",
        "contain",
        "review",
        "bill",
        "reply",
    }
    assert found[0].kind == "save"


def test_every_line_is_the_aws_cli_and_reading_kinds_only_read(found):
    assert len([item for item in found if item.kind in page.READS and item.command]) > 10
    for item in found:
        if item.command:
            assert item.command[0] == "aws"
        if item.kind in page.READS and item.command:
            assert READING.match(item.command[2]), item.command


def test_nothing_ends_a_thing_of_the_owners_or_unclear(found):
    ending = [item for item in found if len(item.command) > 2 and ENDING.match(item.command[2])]
    assert len(ending) > 5
    for item in ending:
        if item.kind == "delete":  # the leaked key itself, tested below
            continue
        assert item.actor == "intruder", item
        if item.kind != "revert":
            words = {word for part in item.command for word in part.split("=")}
            assert not words & OWNERS, item.command


def test_a_revert_takes_back_only_what_the_intruder_granted(found):
    (line,) = of(found, "revert")
    assert line.command == (
        "aws",
        "iam",
        "detach-user-policy",
        "--user-name",
        "build-bot",
        "--policy-arn",
        "arn:aws:iam::aws:policy/AdministratorAccess",
    )
    assert line.actor == "intruder"


def test_the_quarantine_policy_is_never_taken_away(found):
    for item in found:
        if item.command and QUARANTINE in item.command:
            assert not item.command[2].startswith(("detach", "delete"))
    (keep,) = of(found, "keep")[:1]
    assert keep.why == "plan-keep-quarantine"
    assert keep.command[2] == "list-attached-user-policies"


def test_whatever_may_be_gone_is_looked_at_first(found):
    assert {"check", "contain", "restore", "revert"} <= {item.kind for item in found}
    seen: set[str] = set()
    for item in found:
        if item.kind == "check":
            seen.update(re.split(r", ", item.target))
        if item.kind in ("contain", "restore", "revert"):
            assert set(re.split(r", ", item.target)) <= seen, item


def test_regions_are_saved_all(found):
    lines = [item for item in found if item.kind == "save" and item.aws_region]
    assert {item.account_id for item in lines} == {ACCOUNT, OTHER}
    assert len({item.aws_region for item in lines}) >= 17


def test_the_intruders_user_key_password_and_machines_are_contained():
    found = items(uncleaned())
    contained = {" ".join(item.command) for item in of(found, "contain")}
    assert any(
        "put-user-policy --user-name support-sync --policy-name ContainmentDenyAll" in line
        for line in contained
    )
    assert (
        f"aws iam update-access-key --user-name support-sync --access-key-id {NEW_KEY} --status Inactive"
        in contained
    )
    assert "aws iam delete-login-profile --user-name support-sync" in contained
    assert f"aws ec2 stop-instances --instance-ids {INSTANCES[0]} --region eu-west-1" in contained
    assert any("put-function-concurrency --function-name sync" in line for line in contained)
    assert [" ".join(item.command) for item in of(found, "restore")] == [
        "aws cloudtrail start-logging --name main-trail --region us-east-1"
    ]


def test_a_foreign_roles_session_is_denied_by_its_name_alone():
    (line,) = [item for item in of(items(uncleaned()), "contain") if "put-role-policy" in item.command]
    document = json.loads(line.command[-1])
    (statement,) = document["Statement"]
    assert statement["Condition"] == {
        "DateLessThan": {"aws:TokenIssueTime": "2026-03-25T09:00:00Z"},
        "StringLike": {"aws:userid": ["*:night-shift"]},
    }
    assert (line.account_id, line.command[4]) == (OTHER, "Deploy")


def test_a_session_name_that_others_share_is_for_the_owner_to_decide():
    made = uncleaned()
    made.call(
        "GetObject",
        "s3",
        credential="ASIAM4AAAAAAQHHHHHHH",
        user_type="AssumedRole",
        user=None,
        principal_id="AROAX:night-shift",
    )
    made.credential("ASIAM4AAAAAAQHHHHHHH", "role_session", account_id=OTHER)
    found = items(made)
    assert not [item for item in found if "put-role-policy" in item.command]
    assert [item.why for item in found if item.target.endswith(":role/Deploy")] == [
        "plan-review-role-session"
    ]


def test_sessions_of_the_leaked_user_are_denied_before_now():
    (line,) = of(items(uncleaned()), "deny")
    assert line.command[2:5] == ("put-user-policy", "--user-name", "build-bot")
    assert json.loads(line.command[-1])["Statement"][0]["Condition"] == {
        "DateLessThan": {"aws:TokenIssueTime": "2026-03-25T09:00:00Z"}
    }


def test_the_deny_waits_where_the_owner_works_with_such_sessions():
    made = uncleaned()
    made.call("PutObject", "s3", credential="ASIABTX3GSDSQKKKKKKK")
    (line,) = of(items(made), "deny")
    assert line.why == "plan-deny-sessions-later"
    assert PHASES[line.step_no - 1] == "watch"
    assert any(item.why == "plan-rotate-new-principal" for item in items(made))


def test_the_deny_is_not_asked_for_twice():
    made = uncleaned().at(days=1)
    document = '{"Statement":[{"Effect":"Deny","Condition":{"DateLessThan":{"aws:TokenIssueTime":"x"}}}]}'
    made.call(
        "PutUserPolicy",
        actor=None,
        credential="AKIAADMIN",
        user="admin",
        request={"userName": "build-bot", "policyName": "p", "policyDocument": document},
    )
    assert of(items(made), "deny") == []


def test_other_networks_are_denied_only_if_the_owners_are_known():
    assert not any("aws:SourceIp" in word for item in items(uncleaned()) for word in item.command)
    known = items(uncleaned(), owner_networks=("203.0.113.0/24",))
    (line,) = [item for item in known if item.why == "plan-deny-networks"]
    condition = json.loads(line.command[-1])["Statement"][0]["Condition"]
    assert condition["NotIpAddress"] == {"aws:SourceIp": ["203.0.113.0/24"]}


def test_where_the_quarantine_stops_the_application_a_new_user_comes_first():
    found = items(uncleaned())
    rotate = of(found, "rotate")
    assert rotate[0].why == "plan-rotate-new-principal"
    assert rotate[0].args["calls"] == 2
    assert "s3:GetObject (2)" in rotate[0].args["refused"]
    assert set(rotate[0].args["needs"]) >= {"s3:PutObject", "s3:GetObject", "ec2:DescribeInstances"}
    assert rotate[0].evidence
    assert not [item for item in calls(found, "create-access-key") if "build-bot" in item.command]


def test_a_second_key_where_nothing_stops_the_application():
    made = usual().at()
    made.call("RunInstances", "ec2", actor="intruder")
    made.credential(events=9)
    (line,) = of(items(made), "rotate")
    assert line.command == ("aws", "iam", "create-access-key", "--user-name", "build-bot")


def test_two_keys_are_pointed_out_and_no_third_is_asked_for():
    made = usual().at()
    made.call(
        "CreateAccessKey",
        actor=None,
        credential="AKIAADMIN",
        user="admin",
        request={"userName": "build-bot"},
        response={"accessKey": {"accessKeyId": "AKIABTX3GSDSQLLLLLLL", "userName": "build-bot"}},
    )
    made.call("RunInstances", "ec2", actor="intruder")
    made.credential(events=9)
    found = items(made)
    (said,) = [item for item in found if item.why == "plan-two-keys"]
    assert sorted(said.args["keys"]) == [KEY, "AKIABTX3GSDSQLLLLLLL"]
    assert calls(found, "create-access-key") == []


def test_deactivate_comes_after_the_move_and_delete_waits():
    found = items(uncleaned())
    (line,) = of(found, "deactivate")
    assert line.why == "plan-deactivate-after"
    assert line.command[-2:] == ("--status", "Inactive")
    assert of(found, "delete") == []
    assert not [item for item in calls(found, "delete-access-key") if KEY in item.command]
    assert [item.why for item in of(found, "wait") if item.target == KEY] == ["plan-delete-later"]


def leaked_deleted(found: list[PlanItem]) -> list[PlanItem]:
    return [item for item in calls(found, "delete-access-key") if KEY in item.command]


def test_no_key_is_deleted_before_its_replacement_works_and_24_hours_of_silence():
    assert leaked_deleted(items(half_cleaned())) == []
    assert [item.target for item in leaked_deleted(items(silent(half_cleaned())))] == [KEY]


def test_a_key_of_another_user_replaces_nothing_unless_case_toml_names_it():
    made = silent(half_cleaned())
    del made.facts["owner_principals"]
    found = items(made)
    assert leaked_deleted(found) == []
    assert not [item for item in found if item.why == "plan-watch-new"]


@pytest.mark.parametrize("spoiled", ["no replacement", "replacement unused", "refused call since", "active"])
def test_each_condition_of_the_deletion_counts(spoiled):
    made = half_cleaned()
    if spoiled == "no replacement":
        for event in made.rows["events"]:
            if event["user_name"] == "admin" and event["event_name"] == "CreateAccessKey":
                event["outcome"] = "failed"
    if spoiled == "replacement unused":
        for event in made.rows["events"]:
            if event["user_name"] == "uploader":
                event["access_key_id"] = "AKIABTX3GSDSQMMMMMMM"
    if spoiled == "refused call since":
        made.at(days=2.5)
        made.call("GetObject", "s3", error="InvalidClientTokenId")
    if spoiled == "active":
        made.rows["credential_tree"][0].update(state="alive", ended_at=None, ended_event_id=None)
    made.at(days=3)
    made.call("GetCallerIdentity", "sts", actor=None, credential="AKIAADMIN", user="admin")
    assert leaked_deleted(items(made)) == []


def test_the_key_of_their_own_user_goes_with_the_user():
    order = [item.command[2] for item in of(items(uncleaned()), "remove") if "support-sync" in item.command]
    assert order.index("delete-access-key") < order.index("delete-user")


def test_their_key_on_the_owners_user_is_deleted_only_off_and_silent():
    made = silent(half_cleaned())
    key = next(row for row in made.rows["principal_ledger"] if row["name"] == NEW_KEY)
    key["arn"] = USER
    assert not [item for item in calls(items(made), "delete-access-key") if NEW_KEY in item.command]
    key["state"] = "stopped"
    assert [item.kind for item in calls(items(made), "delete-access-key") if NEW_KEY in item.command] == [
        "remove"
    ]


def test_what_has_ended_is_not_touched_and_unknown_is_looked_at():
    found = items(half_cleaned())
    assert not [item for item in found if INSTANCES[0] in item.command]
    kinds = [item.kind for item in found if INSTANCES[1] in item.target]
    assert kinds == ["copy", "wait", "check", "check", "remove", "wait"]  # a Spot machine: saved, then ended


def test_changes_on_the_owners_things_are_only_looked_at():
    found = items(uncleaned())
    lines = [item for item in found if OWNER_INSTANCE in item.command or "OpsAdmin" in item.command]
    assert {item.kind for item in lines} == {"review"}


def test_unclear_things_are_only_looked_at():
    found = items(uncleaned())
    (line,) = [item for item in found if UNCLEAR_INSTANCE in item.command]
    assert (line.kind, line.why, line.actor) == ("review", "plan-review-unclear", "unclear")


def test_a_user_that_somebody_else_made_too_is_not_the_intruders():
    made = uncleaned()
    event = made.call("CreateUser", request={"userName": "support-sync"})
    made.principal("user", "support-sync", event, actor="owner")
    found = items(made)
    assert not [item for item in calls(found, "put-user-policy") if "support-sync" in item.command]
    assert not [item for item in calls(found, "delete-user") if "support-sync" in item.command]


def test_a_role_named_like_the_leaked_user_is_not_the_leaked_user():
    """Names of users, roles and machines are apart: what is spared is spared by its kind."""
    made = uncleaned()
    event = made.call("CreateRole", actor="intruder", request={"roleName": "build-bot"})
    made.principal("role", "build-bot", event, arn=f"arn:aws:iam::{ACCOUNT}:role/build-bot", change="created")
    ended = {tuple(item.command[2:5]) for item in items(made) if item.kind == "remove"}
    assert ("delete-role", "--role-name", "build-bot") in ended
    assert not {
        line for line in ended if "--user-name" in line and "build-bot" in line and "delete" in line[0]
    }


def test_the_deny_is_dated_after_the_last_evidence_where_the_clock_is_behind():
    con, case = uncleaned().build()
    last = con.execute("select max(event_time) from events").fetchall()[0][0]
    found = plan(con, case, now=datetime(2020, 1, 1))
    dates = {
        text for item in found for text in re.findall(r"[0-9]{4}-[0-9-]+T[0-9:]+Z", " ".join(item.command))
    }
    assert dates == {(last.replace(microsecond=0) + timedelta(seconds=1)).isoformat() + "Z"}
    (said,) = [item for item in found if item.why == "plan-clock-behind"]
    assert said.args == {"now": datetime(2020, 1, 1), "at": last}
    assert not [item for item in plan(con, case, now=NOW) if item.why == "plan-clock-behind"]


def test_a_new_key_that_the_owner_uses_is_not_switched_off():
    made = uncleaned()
    made.call("PutObject", "s3", credential=NEW_KEY, user="support-sync")
    assert not [item for item in calls(items(made), "update-access-key") if NEW_KEY in item.command]


def test_grants_go_before_their_holder():
    order = [item.command[2] for item in of(items(uncleaned()), "remove") if "support-sync" in item.command]
    assert order.index("detach-user-policy") < order.index("delete-user")


HOSTILE = [
    "$(rm -rf ~)", "a;reboot", "`id`", "x' || true '", '"quoted"', "名前", "-rf", "--profile", "{not json",
    "a b", "\\", "*",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_values_from_logs_reach_the_shell_as_one_word(name):
    made = uncleaned()
    event = made.call("CreateFunction20150331", "lambda", actor="intruder", request={"functionName": name})
    made.resource("function", name, event)
    con, case = made.build()
    found = [item for item in plan(con, case, now=NOW) if event in item.evidence]
    assert found
    for item in found:
        line = page.shell(item.command)
        assert shlex.split(line) == list(item.command)
        if item.command:
            assert any(word == name or word == f"--function-name={name}" for word in item.command)
        else:
            assert item.why == "plan-unfit-hostile"  # what the AWS CLI itself would read as more than a name
    assert bool(found[0].command) == (not name.startswith("{"))


@pytest.mark.parametrize(
    "name", ["a\nb", "a\x1b[31m", "a‮b", "a\x00b", "file:///etc/passwd", "https://x.example/y"]
)
def test_values_that_would_steer_a_terminal_or_the_cli_make_no_line(name):
    made = uncleaned()
    event = made.call("CreateFunction20150331", "lambda", actor="intruder", request={"functionName": name})
    made.resource("function", name, event)
    con, case = made.build()
    found = [item for item in plan(con, case, now=NOW) if event in item.evidence]
    assert {item.why for item in found if item.kind != "review" or not item.command} <= {"plan-unfit-hostile"}
    assert all(item.command == () for item in found)
    for lang in ("en", "ja"):
        made_steps = [
            page.Step(item, page.shell(item.command), page.say(lang, "UTC", item.why, item.args))
            for item in found
        ]
        shown = page.text(case, made_steps, lang)
        assert not re.search(r"[\x00-\x09\x0b-\x1f‪-‮]", shown)


def test_an_instance_id_that_is_none_makes_no_line():
    made = uncleaned()
    event = made.call("RunInstances", "ec2", actor="intruder")
    made.resource("instance", "i-1; reboot", event)
    made.resource("instance", "unknown@00000000", event)
    assert not [item for item in items(made) if event in item.evidence and item.command]


def test_a_policy_of_the_quarantines_name_is_never_detached_even_if_the_intruder_attached_it():
    made = uncleaned()
    event = made.call(
        "AttachUserPolicy", actor="intruder", request={"userName": "admin", "policyArn": QUARANTINE}
    )
    made.principal(
        "attached_policy", QUARANTINE, event, arn=f"arn:aws:iam::{ACCOUNT}:user/admin", change="attached"
    )
    assert not [item for item in calls(items(made), "detach-user-policy") if QUARANTINE in item.command]
    with pytest.raises(plan_lines.Unfit):
        plan_lines.guarded(
            ("aws", "iam", "detach-user-policy", "--user-name", "x", f"--policy-arn={QUARANTINE}")
        )


def test_machines_are_named_many_in_a_line_but_not_too_many():
    made = usual().at()
    event = made.call("RunInstances", "ec2", actor="intruder")
    for number in range(95):
        made.resource("instance", f"i-{number:017x}", event)
    made.credential(events=9)
    lines = calls(items(made), "stop-instances")
    assert [len(item.command) - 6 for item in lines] == [40, 40, 15]


def test_both_languages_say_every_item_and_each_line_reads_back(found):
    _, case = uncleaned().build()
    for lang in ("en", "ja"):
        made = [
            page.Step(item, page.shell(item.command), page.say(lang, "Asia/Tokyo", item.why, item.args))
            for item in found
        ]
        shown = page.text(case, made, lang)
        lines = [step for step in made if step.line]
        assert len(lines) > 20
        for step in lines:
            assert f"    {step.line}\n" in shown
            assert shlex.split(step.line) == list(step.item.command)
        rows = json.loads(json.dumps(page.objects(made)))
        assert len(rows) == len(made)
        assert all(row["why"] and "{" not in row["why"] for row in rows)


def test_a_case_without_evidence_says_so():
    assert [item.why for item in items(Incident())] == ["plan-no-evidence"]


def test_the_same_evidence_gives_the_same_plan():
    assert items(uncleaned()) == items(uncleaned())


def test_the_back_door_is_named_once_as_a_user_to_remove():
    found = items(uncleaned())
    assert len(calls(found, "delete-user")) == 1
    assert calls(found, "delete-user")[0].target == BACK_DOOR


def test_a_case_that_names_a_user_asks_which_key():
    made = usual().at()
    made.call("RunInstances", "ec2", actor="intruder")
    made.credential(USER, "principal", depth=0, link="leaked")
    (line,) = [item for item in items(made) if item.why == "plan-rotate-every-key"]
    assert line.command == ("aws", "iam", "list-access-keys", "--user-name", "build-bot")


def test_unclear_machines_of_one_call_are_looked_at_in_one_line():
    made = usual().at()
    event = made.call("RunInstances", "ec2", actor="unclear")
    for number in range(3):
        made.resource("instance", f"i-{number:017x}", event, actor="unclear")
    made.credential()
    (line,) = [item for item in items(made) if item.kind == "review"]
    assert line.command[:4] == ("aws", "ec2", "describe-instances", "--instance-ids")
    assert len(line.command) == 9


def test_a_share_of_the_owners_snapshot_is_taken_back_and_the_snapshot_stays():
    made = usual().at()
    event = made.call(
        "ModifySnapshotAttribute",
        "ec2",
        actor="intruder",
        request={
            "snapshotId": "snap-0123456789abcdef0",
            "createVolumePermission": {"add": {"items": [{"userId": "999988887777"}]}},
        },
    )
    shared = {"change": "shared", "after": "999988887777", "cost_bearing": False}
    made.resource("snapshot_permission", "snap-0123456789abcdef0", event, **shared)
    made.credential()
    (line,) = of(items(made), "revert")
    assert line.command[2] == "modify-snapshot-attribute"
    assert line.command[-4:-2] == ("--user-ids", "999988887777")
    assert not calls(items(made), "delete-snapshot")


def test_a_rule_on_the_owners_group_is_taken_back_and_the_group_stays():
    made = usual().at()
    event = made.call("AuthorizeSecurityGroupIngress", "ec2", actor="intruder", request={"groupId": "sg-0aa"})
    made.resource("security_group_rule", "sgr-0bb", event, parent_id="sg-0aa", cost_bearing=False)
    made.credential()
    found = items(made)
    assert [item.command[2] for item in of(found, "revert")] == ["revoke-security-group-ingress"]
    assert not calls(found, "delete-security-group")
