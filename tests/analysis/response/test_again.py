"""Calls that AWS answers alike where the thing was there already: where the logs begin too shortly before,
what they name may be the owner's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from incident import START, Incident

from kit.analysis.response.plan import plan

NOW = datetime(2026, 3, 25, 9, 0)
TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts"


@pytest.mark.parametrize(("days", "removed"), [(0, False), (20, True)])
def test_a_topic_that_may_have_stood_is_looked_at_not_deleted(days, removed):
    made = Incident(now=START - timedelta(days=days))
    made.call("PutObject", "s3")
    made.at()
    event = made.call("CreateTopic", "sns", actor="intruder", request={"name": "alerts"})
    made.credential(events=9)
    made.resource("topic", "alerts", event, arn=TOPIC, aws_region="us-east-1", cost_bearing=False)
    found = plan(*made.build(), now=NOW)
    assert bool([item for item in found if "delete-topic" in item.command]) is removed
    if not removed:
        assert [item.why for item in found if event in item.evidence] == ["plan-review-older"]


SNAPSHOT, CLUSTER = "RestoreDBInstanceFromDBSnapshot", "CreateDBCluster"


@pytest.mark.parametrize(
    ("call", "kind", "words"),
    [
        (SNAPSHOT, "db_instance", ["create-db-snapshot", "delete-db-instance"]),
        (CLUSTER, "db_cluster", ["create-db-cluster-snapshot", "delete-db-cluster"]),
    ],
)
def test_a_restored_database_is_saved_before_it_is_ended(call, kind, words):
    made = Incident(now=START - timedelta(days=20))
    made.call("PutObject", "s3")
    made.at()
    event = made.call(call, "rds", actor="intruder", request={})
    made.credential(events=9)
    made.resource(kind, "copy-of-prod", event)
    lines = [item.command for item in plan(*made.build(), now=NOW) if "copy-of-prod" in item.command]
    assert [line[2] for line in lines if line[2] in words] == words
