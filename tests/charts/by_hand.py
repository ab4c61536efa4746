"""A small incident by hand, in the columns of `kit ask`: rows for charts, one hostile value among them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

HOSTILE = "<img src=x onerror=alert(1)><b>bold</b>$x^2$%{y}"
KEY, USER_KEY = "AKIAFIXTUREKEY000001", "AKIAFIXTUREKEY000002"
ACCOUNT, OTHER = "111122223333", "444455556666"
START = datetime(2026, 3, 1)
FIRST = datetime(2026, 3, 22, 1, 2, 11)
END = datetime(2026, 3, 30, 15)


def credentials() -> list[dict]:
    def row(
        number, identifier, kind, parent, depth, link, certainty, arn, events, state, first, last, **more
    ):
        return {
            "credential_no": number,
            "credential_id": identifier,
            "kind": kind,
            "parent_id": parent,
            "depth": depth,
            "link": link,
            "link_event_id": None if depth == 0 else f"link-{number}",
            "certainty": certainty,
            "principal_arn": arn,
            "account_id": arn.split(":")[4],
            "issued_at": None if depth == 0 else first,
            "expires_at": None,
            "first_seen": first if events else None,
            "last_seen": last if events else None,
            "events": events,
            "failed": events // 4,
            "source_ips": ["198.51.100.7"],
            "regions": ["us-east-1"],
            "outlives_key": depth > 0,
            "state": state,
            "ended_at": None,
            "ended_event_id": None,
            **more,
        }

    hour = timedelta(hours=1)
    user = f"arn:aws:iam::{ACCOUNT}:user/app-batch"
    role = f"arn:aws:sts::{ACCOUNT}:assumed-role/Deploy/x"
    made = f"arn:aws:iam::{ACCOUNT}:user/support-backup"
    return [
        row(
            0,
            KEY,
            "access_key",
            None,
            0,
            "leaked",
            "proved",
            user,
            2400,
            "stopped",
            START,
            FIRST + 30 * hour,
            ended_at=FIRST + 33 * hour,
            ended_event_id="deactivated-1",
        ),
        row(
            1,
            "ASIAFIXTURE000000001",
            "session_token",
            KEY,
            1,
            "GetSessionToken",
            "proved",
            user,
            120,
            "unknown",
            FIRST + hour,
            FIRST + 12 * hour,
            expires_at=FIRST + 37 * hour,
        ),
        row(
            2,
            "ASIAFIXTURE000000002",
            "role_session",
            KEY,
            1,
            "AssumeRole",
            "proved",
            role,
            310,
            "gone",
            FIRST + 2 * hour,
            FIRST + 3 * hour,
            expires_at=FIRST + 3 * hour,
        ),
        row(
            3,
            "ASIAFIXTURE000000003",
            "role_session",
            "ASIAFIXTURE000000002",
            2,
            "AssumeRole",
            "strong",
            f"arn:aws:sts::{OTHER}:assumed-role/OrgAdmin/{HOSTILE}",
            45,
            "gone",
            FIRST + 3 * hour,
            FIRST + 4 * hour,
        ),
        row(
            4,
            USER_KEY,
            "access_key",
            KEY,
            1,
            "CreateAccessKey",
            "proved",
            made,
            530,
            "alive",
            FIRST + 4 * hour,
            END - 5 * hour,
        ),
        row(
            5,
            f"login_profile:{made}",
            "login_profile",
            KEY,
            1,
            "CreateLoginProfile",
            "proved",
            made,
            0,
            "alive",
            FIRST + 4 * hour,
            FIRST + 4 * hour,
        ),
        row(
            6,
            f"console_session:{made}@signin-1",
            "console_session",
            f"login_profile:{made}",
            2,
            "ConsoleLogin",
            "strong",
            made,
            88,
            "gone",
            FIRST + 5 * hour,
            FIRST + 9 * hour,
        ),
        row(
            7,
            "ASIAFIXTURE000000007",
            "instance_session",
            USER_KEY,
            2,
            "instance_profile",
            "possible",
            f"arn:aws:sts::{ACCOUNT}:assumed-role/web/i-0abc",
            14,
            "unknown",
            FIRST + 20 * hour,
            END - 30 * hour,
        ),
    ]


def key_activity() -> list[dict]:
    plan = [
        ("GetCallerIdentity", "sts", "Discovery", 20, 0, "succeeded", "us-east-1"),
        ("ListUsers", "iam", "Discovery", 30, 0.1, "failed", "us-east-1"),
        ("DescribeInstances", "ec2", "Discovery", 20, 0.5, "failed", "eu-west-1"),
        ("GetSessionToken", "sts", "Persistence", 60, 1, "succeeded", "us-east-1"),
        ("AssumeRole", "sts", "Privilege Escalation", 50, 2, "succeeded", "us-east-1"),
        ("StopLogging", "cloudtrail", "Defense Evasion", 95, 3, "succeeded", "ap-northeast-1"),
        ("CreateUser", "iam", "Persistence", 80, 4, "succeeded", "us-east-1"),
        ("AttachUserPolicy", "iam", "Privilege Escalation", 90, 4.1, "succeeded", "us-east-1"),
        ("RunInstances", "ec2", "Impact", 90, 6, "succeeded", "us-west-2"),
        ("RunInstances", "ec2", "Impact", 90, 7, "failed", "sa-east-1"),
        ("GetSecretValue", "secretsmanager", "Credential Access", 80, 8, "succeeded", "ap-northeast-1"),
        ("InvokeModel", "bedrock", "Impact", 70, 26, "succeeded", "us-east-1"),
    ]
    rows = []
    for number, (name, service, tactic, weight, hours, outcome, region) in enumerate(plan):
        for again in range(1 if weight > 75 else 12):
            at = FIRST + timedelta(hours=hours, minutes=again * 2)
            rows.append(
                _call(f"bad-{number}-{again}", at, "intruder", name, service, region, outcome, tactic, weight)
            )
    for day in range(30):
        for hour in range(0, 24, 2):
            at = START + timedelta(days=day, hours=hour, minutes=7)
            rows.append(
                _call(
                    f"own-{day}-{hour}",
                    at,
                    "owner",
                    "GetObject",
                    "s3",
                    "ap-northeast-1",
                    "succeeded",
                    None,
                    0,
                )
            )
    rows.append(
        _call(
            "aws-1",
            FIRST + timedelta(hours=9),
            "aws",
            "AttachUserPolicy",
            "iam",
            "us-east-1",
            "succeeded",
            None,
            0,
        )
    )
    rows[0]["subject"] = HOSTILE
    return sorted(rows, key=lambda row: (row["event_time"], row["event_id"]))


def _call(event_id, at, actor, name, service, region, outcome, tactic, weight) -> dict:
    return {
        "event_time": at,
        "event_id": event_id,
        "account_id": ACCOUNT,
        "credential_id": KEY,
        "actor": actor,
        "event_source": f"{service}.amazonaws.com",
        "event_name": name,
        "aws_region": region,
        "outcome": outcome,
        "error_code": "AccessDenied" if outcome == "failed" else None,
        "tactic": tactic,
        "weight": weight,
        "subject": None,
    }


def milestones() -> list[dict]:
    hours = {"first_intruder_event": 0, "trail_stopped": 3, "trail_started": 5, "first_resource": 6}
    rows = [
        {"milestone": name, "at": FIRST + timedelta(hours=h), "event_id": f"m-{name}"}
        for name, h in hours.items()
    ]
    rows += [
        {"milestone": "quarantined", "at": FIRST + timedelta(hours=9), "event_id": "aws-1"},
        {"milestone": "key_deactivated", "at": FIRST + timedelta(hours=33), "event_id": "deactivated-1"},
        {"milestone": "last_intruder_event", "at": END - timedelta(hours=5), "event_id": "bad-last"},
    ]
    return rows


def principals() -> list[dict]:
    user = f"arn:aws:iam::{ACCOUNT}:user/support-backup"
    plan = [
        ("user", "support-backup", user, "created", 4, "alive", None),
        ("access_key", USER_KEY, user, "created", 4, "alive", None),
        ("policy_attachment", "support-backup: AdministratorAccess", user, "attached", 4.2, "alive", None),
        ("role", "Deploy", f"arn:aws:iam::{ACCOUNT}:role/Deploy", "trust changed", 10, "unknown", None),
        ("user", HOSTILE, f"arn:aws:iam::{ACCOUNT}:user/x", "created", 12, "gone", 40),
    ]
    return [
        {
            "account_id": ACCOUNT,
            "kind": kind,
            "name": name,
            "arn": arn,
            "change": change,
            "changed_at": FIRST + timedelta(hours=hours),
            "event_id": f"p-{number}",
            "credential_id": KEY,
            "actor": "intruder",
            "outcome": "succeeded",
            "detail": None,
            "state": state,
            "state_basis": "trail",
            "state_at": END,
            "ended_at": None if ended is None else FIRST + timedelta(hours=ended),
            "ended_event_id": None if ended is None else f"p-{number}-end",
        }
        for number, (kind, name, arn, change, hours, state, ended) in enumerate(plan)
    ]


def resources() -> list[dict]:
    rows = []
    regions = [("us-west-2", 12), ("eu-west-1", 8), ("sa-east-1", 5), ("us-east-1", 4), ("ap-south-1", 2)]
    for region, count in regions:
        for number in range(count):
            gone = number % 2 == 0
            rows.append(
                {
                    "account_id": ACCOUNT,
                    "service": "lambda" if number == 3 else "ec2",
                    "resource_type": "function" if number == 3 else "instance",
                    "resource_id": f"i-{region}-{number}",
                    "aws_region": region,
                    "change": "created",
                    "created_at": FIRST + timedelta(hours=6, minutes=number),
                    "event_id": f"r-{region}-{number}",
                    "credential_id": KEY,
                    "actor": "intruder",
                    "size": "p4d.24xlarge",
                    "state": "gone" if gone else "unknown" if number == 1 else "alive",
                    "state_basis": "trail",
                    "state_at": END,
                    "ended_at": FIRST + timedelta(hours=40) if gone else None,
                    "cost_bearing": number != 3,
                    "usd_per_hour": None if number == 3 else 32.77,
                    "usd_low": 500.0,
                    "estimated_usd": None if number == 3 else 1100.5,
                    "usd_high": 1200.0,
                }
            )
    return rows


def spend_daily() -> list[dict]:
    rows = []
    for day in range(30):
        when = (START + timedelta(days=day)).date()
        late = day >= 28
        for region, habit, extra in (
            ("ap-northeast-1", 22.0, 0),
            ("us-east-1", 3.0, 240),
            ("us-west-2", 0.0, 1900),
            ("eu-west-1", 0.0, 900),
            ("sa-east-1", 0.0, 410),
            ("ap-south-1", 0.0, 120),
            ("global", 1.2, 0),
        ):
            usd = habit * (0.7 if when.weekday() > 4 else 1) + (extra if 21 <= day < 29 else 0)
            if usd:
                rows.append(
                    {
                        "period": when,
                        "account_id": ACCOUNT,
                        "aws_region": region,
                        "service": "AmazonEC2",
                        "source": "estimate" if late else "cost_explorer",
                        "charge_type": "usage",
                        "usd": usd,
                        "usd_low": usd * (0.5 if late else 1),
                        "usd_high": usd * (1.1 if late else 1),
                        "currency": "USD",
                        "is_estimate": late,
                        "counted": True,
                        "complete": not late,
                        "as_of": END,
                    }
                )
    return rows


def spend_excess() -> list[dict]:
    plan = [
        ("us-west-2", 0.0, 15200.0),
        ("eu-west-1", 0.0, 7200.0),
        ("sa-east-1", 0.0, 3280.0),
        ("us-east-1", 3.0, 1920.0),
        ("ap-south-1", 0.0, 960.0),
    ]
    return [
        {
            "aws_region": region,
            "service": "AmazonEC2",
            "baseline_usd_per_day": habit,
            "incident_usd": usd + habit * 8,
            "excess_usd": usd,
            "first_day": date(2026, 3, 22),
            "linked_resources": [f"i-{region}-0"],
        }
        for region, habit, usd in plan
    ]


def coverage() -> list[dict]:
    rows = []
    for region in ("ap-northeast-1", "us-east-1", "us-west-2", "eu-west-1", "sa-east-1", "ap-south-1"):
        for hour in range(30 * 24):
            at = START + timedelta(hours=hour)
            state = "full" if region in ("ap-northeast-1", "us-east-1") or hour % 7 == 0 else "silent"
            if region == "ap-northeast-1" and 21 * 24 + 4 <= hour < 21 * 24 + 7:
                state = "stopped"
            if region == "sa-east-1" and hour < 200:
                state = "not_collected"
            if hour >= 30 * 24 - 2:
                state = "not_settled"
            rows.append(
                {
                    "account_id": ACCOUNT,
                    "aws_region": region,
                    "hour": at,
                    "files": 1,
                    "events": 3,
                    "state": state,
                    "reason": "",
                }
            )
    return rows
