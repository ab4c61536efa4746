"""Rows of the ledger of resources: machines of one call, stops and starts, launches on behalf, shares,
watchers."""

from __future__ import annotations

from replaying import ACCOUNT, call, replay, seen

ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"


def ec2(name, request=None, response=None, **more):
    return call("ec2", name, request, response, **more)


def launched(*ids, kind="g5.48xlarge", **more):
    items = [{"instanceId": name, "instanceType": kind} for name in ids]
    asked = {"instanceType": kind, "instancesSet": {"items": [{"maxCount": len(ids), "minCount": 1}]}}
    return ec2("RunInstances", asked, {"instancesSet": {"items": items}}, **more)


def named(*ids):
    return {"instancesSet": {"items": [{"instanceId": name} for name in ids]}}


def test_one_call_makes_several_instances_and_each_has_its_own_end():
    rows = replay([launched("i-1", "i-2"), ec2("TerminateInstances", named("i-2", "i-9"), by=None)])
    assert seen(rows, "id", "state") == [("i-1", "alive"), ("i-2", "gone")]
    assert [row.size.words() for row in rows] == ["g5.48xlarge"] * 2, (
        "the count of the call is no size of one"
    )
    assert rows[0].arn == f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/i-1"


def test_stops_and_starts_are_stretches_of_one_row():
    rows = replay(
        [
            launched("i-1"),
            ec2("StopInstances", named("i-1"), by=None),
            ec2("StartInstances", named("i-1")),
            ec2("TerminateInstances", named("i-1"), by=None),
        ]
    )
    assert seen(rows, "state", "ended_event_id") == [("gone", "e3")]
    assert [(run.started_at.minute, run.ended_at.minute) for run in rows[0].runs] == [(0, 1), (2, 3)]


def test_a_stopped_instance_is_stopped_and_its_run_is_closed():
    (row,) = replay([launched("i-1"), ec2("StopInstances", named("i-1"), by=None)])
    assert row.state == "stopped"
    assert row.runs[-1].ended_at is not None


def test_the_same_instance_id_in_another_region_is_not_ended():
    other = ec2("TerminateInstances", named("i-1"), by=None, awsRegion="eu-west-1")
    assert replay([launched("i-1"), other])[0].state == "alive"


def test_what_the_owner_runs_is_no_row_until_the_intruder_ends_it():
    own = launched("i-7", by=None)
    assert replay([own]) == []
    (row,) = replay([own, ec2("TerminateInstances", named("i-7"))])
    assert (row.id, row.change, row.state, row.made) == ("i-7", "deleted", "gone", False)
    assert row.runs == [], "its money was the owner's"


def test_the_owners_instance_started_by_the_intruder_costs_from_then_on():
    (row,) = replay([launched("i-7", by=None), ec2("StartInstances", named("i-7"))])
    assert (row.change, row.state) == ("started", "alive")
    assert (row.runs[0].size.text, row.runs[0].started_at.minute) == ("g5.48xlarge", 1)


def test_a_reply_left_out_says_how_many_but_not_which():
    asked = {"instanceType": "p4d.24xlarge", "instancesSet": {"items": [{"maxCount": 20, "minCount": 1}]}}
    (row,) = replay([ec2("RunInstances", asked, None)])
    assert (row.id, row.known, row.size.words()) == ("unknown@e0", False, "p4d.24xlarge x 20")


def as_service(name, request, response=None, service="autoscaling"):
    return ec2(
        name,
        request,
        response,
        by=None,
        userIdentity={
            "type": "AssumedRole",
            "invokedBy": f"{service}.amazonaws.com",
            "sessionContext": {"sessionIssuer": {"arn": ROLE}},
        },
    )


GROUP = call(
    "autoscaling", "CreateAutoScalingGroup", {"autoScalingGroupName": "grp-x", "minSize": 1, "maxSize": 9}
)


def group_launch(group):
    tags = {
        "items": [
            {"resourceType": "instance", "tags": [{"key": "aws:autoscaling:groupName", "value": group}]}
        ]
    }
    answer = {"instancesSet": {"items": [{"instanceId": "i-5", "instanceType": "c6i.large"}]}}
    return as_service("RunInstances", {"instanceType": "c6i.large", "tagSpecificationSet": tags}, answer)


def test_auto_scaling_launches_for_the_intruders_group_are_theirs():
    rows = replay([GROUP, group_launch("grp-x")])
    assert seen(rows, "id", "actor", "parent_id") == [
        ("grp-x", "intruder", None),
        ("i-5", "intruder", "grp-x"),
    ]
    assert rows[1].credential_id == rows[0].credential_id


def test_auto_scaling_launches_for_another_group_and_launches_by_people_are_not():
    assert len(replay([GROUP, group_launch("grp-y")])) == 1
    by_hand = group_launch("grp-x") | {"userIdentity": {"type": "IAMUser", "userName": "ops"}}
    assert len(replay([GROUP, by_hand])) == 1


def test_a_spot_machine_hangs_on_its_request():
    asked = {"instanceCount": 1, "launchSpecification": {"instanceType": "g5.xlarge"}}
    request = ec2(
        "RequestSpotInstances",
        asked,
        {
            "spotInstanceRequestSet": {
                "items": [{"spotInstanceRequestId": "sir-1", "instanceType": "g5.xlarge"}]
            }
        },
    )
    item = {
        "instanceId": "i-1",
        "instanceType": "g5.xlarge",
        "instanceLifecycle": "spot",
        "spotInstanceRequestId": "sir-1",
    }
    start = as_service("RunInstances", {}, {"instancesSet": {"items": [item]}}, "spot")
    cancel = ec2(
        "CancelSpotInstanceRequests",
        {"spotInstanceRequestIdSet": {"items": [{"spotInstanceRequestId": "sir-1"}]}},
    )
    evicted = ec2("BidEvictedEvent", None, None, by=None, serviceEventDetails={"instanceIdSet": ["i-1"]})
    rows = replay([request, start, cancel, evicted])
    assert seen(rows, "kind", "id", "parent_id", "purchase", "state") == [
        ("spot_request", "sir-1", None, None, "gone"),
        ("instance", "i-1", "sir-1", "spot", "gone"),
    ]


def test_a_service_is_as_big_as_its_task_definition_times_its_count():
    rows = replay(
        [
            call(
                "ecs",
                "RegisterTaskDefinition",
                {"family": "w", "cpu": "4096", "memory": "8192"},
                {
                    "taskDefinition": {
                        "taskDefinitionArn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/w:1",
                        "revision": 1,
                    }
                },
            ),
            call(
                "ecs",
                "CreateService",
                {"cluster": "c", "serviceName": "s", "taskDefinition": "w:1", "desiredCount": 10},
            ),
            call(
                "ecs",
                "UpdateService",
                {"cluster": f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/c", "service": "s", "desiredCount": 20},
            ),
            call(
                "ecs",
                "DeleteService",
                {"cluster": "c", "service": f"arn:aws:ecs:us-east-1:{ACCOUNT}:service/c/s"},
                by=None,
            ),
        ]
    )
    service = next(row for row in rows if row.kind.shown == "service")
    assert service.size.words() == "4 vCPU 8 GB x 20"
    assert [(run.size.quantity, run.ended_at.minute) for run in service.runs] == [(10, 2), (20, 3)]
    assert service.state == "gone"


def test_a_job_that_runs_out_by_itself_is_marked_so():
    (row,) = replay(
        [call("sagemaker", "CreateTrainingJob", {"trainingJobName": "t"}, {"trainingJobArn": "a"})]
    )
    assert row.kind.ends_itself


def test_a_trail_is_stopped_until_anybody_starts_it_again():
    stop = call("cloudtrail", "StopLogging", {"name": "main"})
    arn = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/main"
    start = call("cloudtrail", "StartLogging", {"name": arn}, by=None)
    (row,) = replay([stop])
    assert (row.kind.shown, row.change, row.before, row.after, row.state) == (
        "trail",
        "stopped",
        "logging",
        "stopped",
        "alive",
    )
    assert replay([stop, start])[0].state == "gone"
    assert replay([call("cloudtrail", "StartLogging", {"name": "main"})]) == [], "starting it is no harm done"


def test_a_snapshot_shared_and_taken_back():
    share = ec2(
        "ModifySnapshotAttribute",
        {"snapshotId": "snap-1", "createVolumePermission": {"add": {"items": [{"userId": "999988887777"}]}}},
    )
    back = ec2(
        "ModifySnapshotAttribute",
        {
            "snapshotId": "snap-1",
            "createVolumePermission": {"remove": {"items": [{"userId": "999988887777"}]}},
        },
        by=None,
    )
    near = ec2(
        "ModifySnapshotAttribute",
        {
            "snapshotId": "snap-1",
            "createVolumePermission": {"remove": {"items": [{"userId": "999988887770"}]}},
        },
        by=None,
    )
    (row,) = replay([share, near])
    assert (row.name, row.change, row.after, row.state) == ("snap-1", "shared", "999988887777", "alive")
    assert replay([share, back])[0].state == "gone"


def test_a_key_pair_is_found_by_its_name_and_by_its_id():
    made = ec2("CreateKeyPair", {"keyName": "k"}, {"keyPairId": "key-1", "keyName": "k"})
    assert seen(replay([made]), "name", "state") == [("key-1", "alive")]
    assert replay([made, ec2("DeleteKeyPair", {"keyName": "k"}, by=None)])[0].state == "gone"
    assert replay([made, ec2("DeleteKeyPair", {"keyPairId": "key-1"}, by=None)])[0].state == "gone"
    assert replay([made, ec2("DeleteKeyPair", {"keyName": "k2"}, by=None)])[0].state == "alive"


def test_a_resized_machine_has_a_run_a_size():
    resize = ec2("ModifyInstanceAttribute", {"instanceId": "i-1", "instanceType": {"value": "p5.48xlarge"}})
    rows = replay([launched("i-1"), resize])
    assert [run.size.text for run in rows[0].runs] == ["g5.48xlarge", "p5.48xlarge"]


def test_lambda_calls_are_known_without_the_date_of_their_api():
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:f"
    rows = replay(
        [
            call(
                "lambda",
                "CreateFunction20150331",
                {"functionName": "f", "memorySize": 128},
                {"functionArn": arn},
            ),
            call(
                "lambda",
                "AddPermission20150331v2",
                {"functionName": "f", "statementId": "s", "principal": "*", "action": "x"},
            ),
            call("lambda", "DeleteFunction20150331", {"functionName": arn}, by=None),
        ]
    )
    assert seen(rows, "kind", "id", "state") == [
        ("function", "f", "gone"),
        ("function_permission", "s", "gone"),
    ]


def test_a_call_of_a_service_that_nobody_has_heard_of_still_shows_and_can_end():
    made = call(
        "quantumfarm", "CreateRig", {"rigName": "r"}, {"rig": {"rigId": "rig-1", "owner": {"id": "x"}}}
    )
    (row,) = replay([made, call("quantumfarm", "DeleteRig", {"rigId": "rig-2"}, by=None)])
    assert (row.kind.service, row.kind.shown, row.id, row.change, row.state) == (
        "quantumfarm",
        "rig",
        "rig-1",
        "created",
        "alive",
    )
    assert replay([made, call("quantumfarm", "DeleteRig", {"rigId": "rig-1"}, by=None)])[0].state == "gone"


def test_tags_and_tokens_are_no_things():
    assert (
        replay(
            [call("ec2", "CreateTags", {"resourcesSet": {}}), call("quantumfarm", "CreateToken", {"id": "1"})]
        )
        == []
    )
