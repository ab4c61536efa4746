"""Every way in which AWS says that a call failed, wholly or in part."""

from __future__ import annotations

import json

import pytest

from kit.records.columns_only import row_of
from kit.records.outcome import FAILED, PARTLY, SUCCEEDED, UNKNOWN, outcome
from kit.records.pieces import ColumnsOnly

CASES = [
    # what, errorCode, errorMessage, responseElements, requestParameters, outcome
    ("no reply", None, None, None, None, SUCCEEDED),
    ("null reply", None, None, "null", None, SUCCEEDED),
    ("access denied", "AccessDenied", "no", None, None, FAILED),
    ("any other code", "ThrottlingException", None, None, None, FAILED),
    ("dry run that would have worked did nothing", "Client.DryRunOperation", "Request would have", None, None,
     FAILED),
    ("message without code", None, "Failed authentication", None, None, FAILED),
    ("sign-in refused", None, None, {"ConsoleLogin": "Failure"}, None, FAILED),
    ("sign-in", None, None, {"ConsoleLogin": "Success"}, None, SUCCEEDED),
    ("role switch refused", None, None, {"SwitchRole": "Failure"}, None, FAILED),
    ("EC2 says false", None, None, {"requestId": "x", "_return": False}, None, FAILED),
    ("EC2 says true", None, None, {"requestId": "x", "_return": True}, None, SUCCEEDED),
    ("code in the reply", None, None, {"errorCode": "X", "errorMessage": "y"}, None, FAILED),
    ("EventBridge: all", None, None, {"failedEntryCount": 2, "failedEntries": [{}, {}]}, {"targets": [1, 2]},
     FAILED),
    ("EventBridge: one of two", None, None, {"failedEntryCount": 1, "failedEntries": [{}]},
     {"targets": [1, 2]}, PARTLY),
    ("none failed", None, None, {"failedEntryCount": 0, "failedEntries": []}, {"targets": [1]}, SUCCEEDED),
    ("entries with errors inside", None, None, {"entries": [{"eventId": "1"}, {"errorCode": "X"}]}, None,
     PARTLY),
    ("ECS: nothing started", None, None, {"tasks": [], "failures": [{"reason": "RESOURCE"}]}, None, FAILED),
    ("ECS: some started", None, None, {"tasks": [{"taskArn": "a"}], "failures": [{"reason": "x"}]}, None,
     PARTLY),
    ("DynamoDB: left over", None, None, {"unprocessedItems": {"t": [1]}}, {"requestItems": {"t": 1, "u": 1}},
     PARTLY),
    ("flow logs, nothing wrong", None, None, {"DeleteFlowLogsResponse": {"unsuccessful": ""}}, None,
     SUCCEEDED),
    ("flow logs, wrong", None, None,
     {"DeleteFlowLogsResponse": {"unsuccessful": {"item": {"error": {"code": "x"}}}}},
     {"DeleteFlowLogsRequest": {"FlowLogId": {"tag": 1}}}, FAILED),
    ("fleet, some errors", None, None,
     {"CreateFleetResponse": {"fleetInstanceSet": {"item": [{"a": 1}]}, "errorSet": {"item": [{}]}}}, None,
     PARTLY),
    ("secrets in a batch", None, None, {"secretValues": [{"name": "a"}], "errors": [{"secretId": "b"}]}, None,
     PARTLY),
    ("a setting that speaks of failure", None, None, {"command": {"maxErrors": "0", "errorCount": 0}}, None,
     SUCCEEDED),
    ("what to do on failure", None, None,
     {"onFailure": {"destination": "arn"}, "ignorePollAlarmFailure": False}, None, SUCCEEDED),
    ("text that is no JSON object", None, None, '"Failure"', None, SUCCEEDED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "message", "reply", "asked", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_outcome(code, message, reply, asked, expected):
    reply = reply if reply is None or isinstance(reply, str) else json.dumps(reply)
    asked = None if asked is None else json.dumps(asked).encode()
    assert outcome(code, message, None if reply is None else reply.encode(), asked) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Event source": "iam.amazonaws.com", "Error code": ""}, SUCCEEDED),
        ({"Event source": "iam.amazonaws.com", "Error code": "AccessDenied"}, FAILED),
        ({"Event source": "iam.amazonaws.com"}, UNKNOWN),
        ({"Event source": "signin.amazonaws.com", "Error code": ""}, UNKNOWN),
        ({"Event source": "signin.amazonaws.com", "Error code": "AccessDenied"}, FAILED),
        ({"Error code": ""}, UNKNOWN),
    ],
    ids=["no error", "error", "no such column", "how a sign-in went is no column", "refused", "no source"],
)
def test_outcome_of_an_event_known_from_columns(cells, expected):
    """By the source, whatever the event is called: AWS Sign-In's further events say it in the reply too."""
    row = row_of(ColumnsOnly({"Event name": "Anything", "Event time": "2026-03-01T00:00:00Z", **cells}))
    assert row.values["outcome"] == expected
