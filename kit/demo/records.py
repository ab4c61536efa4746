"""One CloudTrail record from who, what, where and how it ended; fields of "CloudTrail record contents" 1.08
to 1.11."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from typing import Any

from kit.demo.cast import Role, User, spoken, stamp
from kit.demo.dice import Dice

Record = dict[str, Any]
# What each service stamped in spring 2026; services move at their own pace.
_VERSION = {
    "sts": "1.08",
    "signin": "1.08",
    "s3": "1.11",
    "ec2": "1.10",
    "lambda": "1.09",
    "ssm": "1.08",
    "kms": "1.11",
}
_HOST = {
    "iam": "iam.amazonaws.com",
    "signin": "signin.aws.amazon.com",
    "bedrock": "bedrock-runtime.{region}.amazonaws.com",
    "ses": "email.{region}.amazonaws.com",
    "organizations": "organizations.us-east-1.amazonaws.com",
}
_READS = ("Describe", "Get", "List", "Head", "Lookup", "Search", "BatchGet", "Select")
# Logged as data events: only a trail that selects them holds them, Event history never does.
DATA = {"s3": {"GetObject", "PutObject", "DeleteObject", "HeadObject", "ListObjects", "CopyObject"}}
_DATA_TYPE = {"s3": "AWS::S3::Object"}
# Data events that no selector of this trail asks for: made, but recorded nowhere.
UNRECORDED = {("ses", "SendEmail"), ("lambda", "Invoke"), ("sns", "Publish")}
_WRITES_LOGGED_AS_READ = {
    "AssumeRole": True,
    "InvokeModel": True,
    "Converse": True,
    "GetFederationToken": False,
}


def user_identity(
    user: User, key: str | None = None, *, since: datetime | None = None, mfa: bool = False
) -> Record:
    """IAMUser; with `since`, a temporary session of it (GetSessionToken, console)."""
    who: Record = {
        "type": "IAMUser",
        "principalId": user.unique_id,
        "arn": user.arn,
        "accountId": user.account,
        "accessKeyId": key or user.key,
        "userName": user.name,
    }
    if since is not None:
        who["sessionContext"] = {
            "sessionIssuer": {},
            "webIdFederationData": {},
            "attributes": {"creationDate": stamp(since), "mfaAuthenticated": str(mfa).lower()},
        }
    return who


def role_identity(role: Role, session: str, key: str, since: datetime, **context: Any) -> Record:
    """AssumedRole. `context` goes into sessionContext (ec2RoleDelivery, sourceIdentity,
    webIdFederationData)."""
    mfa = context.pop("mfa", False)
    return {
        "type": "AssumedRole",
        "principalId": f"{role.unique_id}:{session}",
        "arn": role.session_arn(session),
        "accountId": role.account,
        "accessKeyId": key,
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": role.unique_id,
                "arn": role.arn,
                "accountId": role.account,
                "userName": role.name,
            },
            "attributes": {"creationDate": stamp(since), "mfaAuthenticated": str(mfa).lower()},
            **context,
        },
    }


def federated_identity(user: User, name: str, key: str, since: datetime) -> Record:
    """FederatedUser: the session of GetFederationToken."""
    return {
        "type": "FederatedUser",
        "principalId": f"{user.account}:{name}",
        "arn": f"arn:aws:sts::{user.account}:federated-user/{name}",
        "accountId": user.account,
        "accessKeyId": key,
        "sessionContext": {
            "sessionIssuer": {
                "type": "IAMUser",
                "principalId": user.unique_id,
                "arn": user.arn,
                "accountId": user.account,
                "userName": user.name,
            },
            "attributes": {"creationDate": stamp(since), "mfaAuthenticated": "false"},
        },
    }


def root_identity(account: str, key: str | None, since: datetime | None = None) -> Record:
    """Root: with its own key, or a console session."""
    who: Record = {
        "type": "Root",
        "principalId": account,
        "arn": f"arn:aws:iam::{account}:root",
        "accountId": account,
    }
    if key:
        who["accessKeyId"] = key
    if since is not None:
        who["sessionContext"] = {"attributes": {"creationDate": stamp(since), "mfaAuthenticated": "false"}}
    return who


def foreign_identity(caller: Record) -> Record:
    """How a caller of another account shows in the role's account: AWSAccount, no key, no name."""
    return {"type": "AWSAccount", "principalId": caller["principalId"], "accountId": caller["accountId"]}


def service_identity(service: str) -> Record:
    """userIdentity of a call that an AWS service makes itself."""
    return {"type": "AWSService", "invokedBy": service}


def record(
    dice: Dice,
    when: datetime,
    who: Record,
    service: str,
    name: str,
    region: str,
    address: str,
    agent: str,
    *,
    account: str | None = None,
    request: Any = None,
    response: Any = None,
    error: str | None = None,
    message: str | None = None,
    **more: Any,
) -> Record:
    """The record as CloudTrail delivers it; `more` adds or replaces top-level fields."""
    call = name.rstrip("0123456789v_") if service in ("lambda", "cloudfront") else name
    read = _WRITES_LOGGED_AS_READ.get(call, call.startswith(_READS))
    data = call in DATA.get(service, ())
    out: Record = {
        "eventVersion": _VERSION.get(service, "1.09"),
        "userIdentity": who,
        "eventTime": stamp(when),
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": address,
        "userAgent": agent[:1024],
    }
    if error:
        out["errorCode"] = error
        if message is not None:
            out["errorMessage"] = message
    out |= {
        "requestParameters": request,
        "responseElements": None if error else response,
        "requestID": dice.event_id(),
        "eventID": dice.event_id(),
        "readOnly": read,
        "eventType": "AwsApiCall",
        "managementEvent": not data,
        "recipientAccountId": account or who.get("accountId"),
        "eventCategory": "Data" if data else "Management",
    }
    if by_machine(address):
        host = _HOST.get(service, service + ".{region}.amazonaws.com").format(region=region)
        out["tlsDetails"] = {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": host,
        }
    return out | more


def by_machine(address: str) -> bool:
    """Whether a machine called over TLS, not a service of AWS: only then are there TLS details."""
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


def credentials(dice: Dice, key: str, until: datetime) -> Record:
    """`responseElements.credentials` of the STS calls that issue a session."""
    return {
        "accessKeyId": key,
        "sessionToken": "IQoJb3JpZ2luX2Vj" + dice.token(240) + "=",
        "expiration": spoken(until),
    }
