"""Every way in which AWS says that a call failed, wholly or in part."""

from __future__ import annotations

import importlib
import json

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.records.columns_only import row_of
from kit.records.outcome import FAILED, PARTLY, SUCCEEDED, UNKNOWN, outcome
from kit.records.pieces import ColumnsOnly

outcomes = importlib.import_module("kit.records.outcome")  # the room's face names the function so
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


NAMES = st.sampled_from(
    (
        "failed", "FailedEntryCount", "failures", "launchFailures", "failedMessageIds",
        "numberOfFailedThings",
        "unprocessedItems", "unsuccessful", "unauthorizedThings", "errors", "errorCode", "ErrorMessage",
        "error",
        "exception", "return", "_return", "batchErrors", "state", "availabilityZone", "available", "detail",
        "fail\u00e9dids", "maxErrors", "item", "code", "name",
    )
)  # fmt: skip
VALUES = st.sampled_from(
    ("Failure", "Failed", "available", "", "x: y", 'a "failed": b', "false", 0, 2, True, False, None)
)
REPLIES = st.dictionaries(
    NAMES,
    st.recursive(
        VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_size=4,
)


@given(REPLIES, st.booleans(), st.sampled_from((None, (", ", " : "))))
def test_no_reply_is_passed_over_that_tells_of_a_failure(reply, ascii_only, separators):
    """What is not parsed, because no name in it can tell of a failure, tells of none."""
    text = json.dumps(reply, ensure_ascii=ascii_only, separators=separators).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outcomes, "is_suspect", lambda text: True)
        whole = outcome(None, None, text)
    assert outcome(None, None, text) == whole


def test_an_escaped_name_is_read_too():
    for name in (r"\u0066ailures", r"fail\u0075res", r"Failur\u0065s"):
        assert outcome(None, None, b'{"%s":[{"id":"a"}]}' % name.encode()) == "failed"


def test_a_reply_that_speaks_of_what_is_available_is_not_parsed():
    text = b'{"things":[{"state":"available","availabilityZone":"a","detail":"failed over","mail":"x"}]}'
    assert not outcomes.is_suspect(text)
    assert not pc.match_substring_regex(pa.array([text.decode()]), outcomes.SUSPECT)[0].as_py()
