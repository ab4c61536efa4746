"""Findings about calls, and about what no call explains: each from rows of a known truth."""

from __future__ import annotations

from datetime import timedelta

from incident import ACCOUNT, START, insert, usual
from theft import thief

from kit.analysis.findings import situation
from kit.analysis.findings.acts import altered, found, unexplained


def row(source: str, name: str, calls: int = 1, **given) -> dict:
    facts = {
        "actor": "intruder",
        "outcome": "succeeded",
        "source": source,
        "event_name": name,
        "action_id": f"{source}.{name}",
        "tactic": None,
        "technique": None,
        "weight": 0,
        "calls": calls,
        "first_seen": START,
        "last_seen": START,
        "regions": ["us-east-1"],
        "event_ids": [f"{source}:{name}:{number}" for number in range(calls)],
    }
    made = {**facts, **given}
    return {"third_party": made["actor"] == "intruder", **made}


def by_rule(*rows: dict) -> dict:
    state = situation(*usual().build())
    return {each.rule: each for each in found(state, list(rows))}


def test_models_and_mail_are_abuse_at_the_customers_cost():
    rows = by_rule(row("bedrock", "InvokeModel", 40), row("ses", "SendEmail", 9))
    assert (rows["llm-abuse"].severity, rows["llm-abuse"].args["calls"]) == ("high", 40)
    assert rows["mail-abuse"].args["calls"] == 9
    # Looking at models is no use of one.
    assert "llm-abuse" not in by_rule(row("bedrock", "ListFoundationModels", 40))


def test_data_is_read_from_two_calls_or_by_one_heavy_call():
    read = {"tactic": "Collection", "technique": "T1530"}
    assert "data-read" not in by_rule(row("s3", "GetObject", 1, weight=30, **read))
    assert by_rule(row("s3", "GetObject", 2, weight=30, **read))["data-read"].severity == "medium"
    secret = row(
        "secretsmanager", "GetSecretValue", 1, weight=70, tactic="Credential Access", technique="T1555.006"
    )
    heavy = by_rule(secret)["data-read"]
    assert (heavy.severity, heavy.technique, heavy.about) == ("high", "T1555.006", "secretsmanager")


def test_a_change_that_nobody_knows_is_told_by_its_name():
    finding = by_rule(row("brandnew", "ReticulateSplines", action_id="other.change"))["other-changes"]
    assert finding.args["names"] == ["brandnew:ReticulateSplines"]


def test_looking_around_takes_five_calls_or_three_regions():
    look = {"tactic": "Discovery", "weight": 10}
    assert "recon" not in by_rule(row("ec2", "DescribeInstances", 4, **look))
    assert by_rule(row("ec2", "DescribeInstances", 5, **look))["recon"].severity == "low"
    places = ["us-east-1", "eu-west-1", "sa-east-1"]
    assert by_rule(row("ec2", "DescribeInstances", 3, regions=places, **look))["recon"].args["regions"] == 3


def test_refused_tries_show_what_they_were_after():
    tried = {"outcome": "failed", "tactic": "Persistence", "technique": "T1136.003"}
    assert "refused" not in by_rule(row("iam", "CreateUser", 1, weight=60, **tried))
    assert by_rule(row("iam", "CreateUser", 2, weight=60, **tried))["refused"].severity == "low"
    assert by_rule(row("iam", "CreateUser", 1, weight=80, **tried))["refused"].severity == "medium"


def test_heavy_acts_of_an_unclear_actor_are_a_question():
    act = row("iam", "CreateUser", actor="unclear", tactic="Persistence", technique="T1136.003", weight=80)
    rows = by_rule(act)
    assert set(rows) == {"unclear-act"}
    assert rows["unclear-act"].severity == "medium"


def test_the_owners_calls_are_no_finding():
    assert by_rule(row("iam", "CreateUser", 9, actor="owner", tactic="Persistence", weight=80)) == {}


def looked_at(*things: dict):
    """An incident in whose account somebody looked a day after it."""
    made = usual().at()
    thief(made, "ListUsers")
    made.credential()
    con, _ = made.build()
    shared = {"file_id": 2, "account_id": ACCOUNT, "state": "alive", "checked_at": START + timedelta(days=1)}
    insert(con, "live_principals", [{**shared, **thing} for thing in things])
    return con


def test_what_stands_in_the_account_and_no_log_explains_is_told():
    user = {"kind": "user", "name": "ghost", "arn": f"arn:aws:iam::{ACCOUNT}:user/ghost"}
    (finding,) = unexplained(looked_at({**user, "created_at": START + timedelta(hours=1)}))
    assert (finding.rule, finding.severity) == ("unexplained-principals", "high")
    assert finding.args["names"] == ["user ghost"]
    assert finding.at == START + timedelta(hours=1)
    # It stood there before they came.
    assert list(unexplained(looked_at({**user, "created_at": START - timedelta(days=300)}))) == []


def check(state: str, kind: str, place: str, hours: int) -> dict:
    begin = START.replace(minute=0, second=0) + timedelta(hours=hours)
    return {
        "account_id": ACCOUNT,
        "aws_region": "us-east-1",
        "kind": kind,
        "trail": "main-trail",
        "place": f"s3://logs/AWSLogs/{place}",
        "from_time": begin,
        "until_time": begin + timedelta(hours=1),
        "state": state,
        "reason": "hash",
        "checked_at": START + timedelta(days=1),
    }


def test_altered_and_missing_log_files_are_two_findings():
    con, _ = usual().build()
    insert(
        con,
        "integrity_checks",
        [
            check("altered", "log", "a.json.gz", 0),
            check("altered", "digest", "d.json.gz", 2),
            check("missing", "log", "b.json.gz", 1),
            check("proved", "log", "c.json.gz", 3),
        ],
    )
    first, second = altered(con)
    assert (first.rule, first.severity) == ("trail-altered", "critical")
    assert (first.args["logs"], first.args["digests"]) == (1, 1)
    assert first.args["names"] == ["a.json.gz", "d.json.gz"]
    assert first.args["to"] - first.args["from"] == timedelta(hours=3)
    assert (second.rule, second.severity, second.args["names"]) == ("trail-missing", "high", ["b.json.gz"])


def test_nothing_is_wrong_with_logs_that_nobody_checked():
    con, _ = usual().build()
    assert list(altered(con)) == []
    assert list(unexplained(con)) == []
