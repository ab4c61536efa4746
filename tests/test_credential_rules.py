"""What calls do to credentials: the SQL of a case reads every path of the pages, and a broken entry stops the
kit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import build_case, record

import kit
from kit.analysis import derive
from kit.errors import CatalogueError
from kit.rules import credential_rules
from kit.rules.credentials import TAKES
from kit.rules.pages import CredentialKind, pages
from kit.rules.paths import alternatives
from kit.store import database

ACCOUNT = "111122223333"
# What a record says of a thing, and how the thing is spelled then.
SAMPLES = {
    "user": ("bob", "user:{account}:bob"),
    "login": ("bob", "login:{account}:bob"),
    "role": ("app", "role:{account}:app"),
    "provider": (f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example", "provider:{account}:idp.example"),
    "anchor": (f"arn:aws:rolesanywhere:us-east-1:{ACCOUNT}:trust-anchor/ta-1", "anchor:{account}:ta-1"),
    "identity": ("u-1", "identity:u-1"),
    "signin": ("arn:aws:iam::1:user/bob", "signin:arn:aws:iam::1:user/bob"),
    "instance": ("i-0123456789abcdef0", "instance:{account}:i-0123456789abcdef0"),
    "spot": ("sir-1", "spot:{account}:sir-1"),
    "fleet": ("fleet-12345678-1234-1234-1234-123456789012", None),
    "group": ("workers", "group:{account}:us-east-1:workers"),
    "function": ("arn:aws:lambda:us-east-1:1:function:fn", "function:{account}:us-east-1:fn"),
    "task": (f"arn:aws:ecs:us-east-1:{ACCOUNT}:task/cluster/t1", "task:{account}:t1"),
    "build": ("project:b-1", "build:{account}:b-1"),
}  # fmt: skip
# Parts of a record that a regular expression looks through whole.
WHOLE = {
    "identity": {"userId": "u-1"},
    "instance": {"instanceIds": ["i-0123456789abcdef0"]},
    "fleet": {"launchTags": [{"value": "fleet-12345678-1234-1234-1234-123456789012"}]},
    "group": {"tags": [{"key": "aws:autoscaling:groupName", "value": "workers"}]},
}
PARTS = {"req": "requestParameters", "res": "responseElements", "who": "userIdentity"}
COLUMNS = {"user_name": "userName", "user_arn": "arn", "principal_id": "principalId"}


def said(thing: str, take: str | None) -> tuple[str, str]:
    """The value that a record has, and the spelling it must give."""
    value, spelling = SAMPLES[thing]
    if take is None:
        value = value.rsplit("/", 1)[-1] if thing in ("anchor", "role") else value
    name = value if spelling is None else None
    return value, spelling or f"{thing}:{{account}}:{name}"


def put(part: dict, path: str, value: object) -> None:
    """Sets `a.items[].b` of a part of a record."""
    *steps, last = path.split(".")
    for step in steps:
        name, listed = re.fullmatch(r"(\w+)(\[\d*\])?", step).groups()
        if listed:
            part = part.setdefault(name, [{}])[0]
        else:
            part = part.setdefault(name, {})
    part[last.removesuffix("[]")] = value


def ways():
    """(page, call, entry, which alternative of each path) for every call, each alternative once."""
    for page in pages():
        for call, entry in page.calls.items():
            if (page.source, call) in credential_rules():
                rows = [*entry.opens, *entry.comes_from, *([entry.ends] if entry.ends else [])]
                most = max((len(alternatives(row.at)) for row in rows if row.at), default=1)
                for choice in range(most):
                    yield page, call, entry, choice


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """(page, call, choice) -> (what table credential_links says, what it must say)."""
    records, wanted = [], {}
    for page, call, entry, choice in ways():
        made = record(len(records), eventSource=page.source, eventName=call, readOnly=False)
        made["requestParameters"] = {"policyName": "AWSRevokeOlderSessions"}
        made["responseElements"] = {}
        made["recipientAccountId"] = ACCOUNT
        made["userIdentity"].pop("principalId", None)
        made["awsRegion"] = "us-east-1"
        want = {"opens": set(), "comes_from": set(), "ends": set()}
        rows = [("opens", row) for row in entry.opens] + [("comes_from", row) for row in entry.comes_from]
        if entry.ends and entry.ends.thing:
            rows.append(("ends", entry.ends))
        for role, row in rows:
            paths = alternatives(row.at)
            part, _, path = paths[min(choice, len(paths) - 1)].partition(".")
            value, spelling = said(row.thing, row.take)
            if part == "event":
                made["userIdentity"][COLUMNS[path]] = value
            elif path:
                put(made[PARTS[part]], path, value)
            else:
                made[PARTS[part]] |= WHOLE[row.thing]
            want[role].add(spelling.format(account=ACCOUNT))
        if entry.gives and entry.gives.key:
            want["child_key"] = f"ASIA{len(records):016d}"
            put(made["responseElements"], entry.gives.key.removeprefix("res."), want["child_key"])
        if entry.gives and entry.gives.arn:
            want["child_arn"] = "arn:aws:sts::1:assumed-role/app/s"
            put(made["responseElements"], entry.gives.arn.removeprefix("res."), want["child_arn"])
        if entry.ends and entry.ends.key:
            want["target_key"] = "AKIA0000000000000001"
            put(made["requestParameters"], entry.ends.key.removeprefix("req."), want["target_key"])
        wanted[made["eventID"]] = ((page.name, call, choice), want)
        records.append(made)
    case = build_case(tmp_path_factory.mktemp("credentials"), records)
    with database.reading(case) as con:
        derive.ensure(con, case)
        rows = con.execute("from credential_links")
        names = [column[0] for column in rows.description]
        answers = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return {wanted[str(row["event_id"])][0]: (row, wanted[str(row["event_id"])][1]) for row in answers}


@pytest.mark.parametrize(
    ("page", "call", "entry", "choice"),
    [pytest.param(*way, id=f"{way[0].name}-{way[1]}-{way[3]}") for way in ways()],
)
def test_every_path_of_an_entry_is_read(page, call, entry, choice, found):
    row, want = found[page.name, call, choice]
    assert row["gives"] == (entry.gives.kind if entry.gives else None)
    assert set(row["opens"] or ()) == want["opens"]
    assert want["comes_from"] <= set(row["stems_from"] or ())
    assert {row["ends"]} - {None} == want["ends"]
    for column in ("child_key", "child_arn", "target_key"):
        assert row[column] == want.get(column)


def test_kinds_are_those_of_the_vocabulary():
    words = yaml.safe_load((Path(kit.__file__).parent / "vocabulary.yml").read_text(encoding="utf-8"))
    assert set(CredentialKind.__args__) <= set(words["credentials.kind"])


def test_what_names_a_thing_is_a_word_or_has_one_group():
    for rule in credential_rules().values():
        for thing in rule.things:
            assert thing.take in (None, *TAKES) or re.compile(thing.take).groups == 1


GOOD = """title: A service
calls:
  CreateToken:
    gives: {kind: session_token, key: res.token.id}
    opens: [{thing: user, at: req.userName | event.user_name}]
    ends: {how: gone, thing: user, at: req.userName}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: session_token", "kind: ticket", "x.yml: CreateToken: .*kind"),
        ("key: res.token.id", "key: req.token.id", "x.yml: CreateToken: path 'req.token.id'"),
        ("key: res.token.id", "key: 'res.token[].id'", "x.yml: CreateToken: path"),
        ("thing: user, at: req.userName |", "thing: ghost, at: req.userName |", "CreateToken: .*thing"),
        ("event.user_name", "event.error_code", "things are named in"),
        ("event.user_name", "add.userName", "things are named in"),
        ("req.userName | event.user_name}", "'{req.a}{req.b}'}", "SQL reads one path"),
        ("event.user_name}", "event.user_name, take: '(a)(b)'}", "needs one group"),
        ("event.user_name}", "event.user_name, take: '(a'}", "x.yml: CreateToken: "),
        ("event.user_name}]", "event.user_name}, {thing: role, at: req.a, reached: true}]", "same for all"),
        ("thing: user, at: req.userName}\n", "key: req.a, thing: user, at: req.userName}\n", "needs key, or"),
        ("how: gone, thing: user, at: req.userName", "how: gone", "needs key, or thing and at"),
        ("how: gone", "how: perhaps", "x.yml: CreateToken: .*how"),
    ],
)  # fmt: skip
def test_a_broken_entry_stops_the_kit_and_names_itself(tmp_path, old, new, says):
    (tmp_path / "x.yml").write_text(GOOD, encoding="utf-8")
    ((key, rule),) = credential_rules.__wrapped__(tmp_path).items()
    assert (key, rule.kind, rule.how, len(rule.things)) == (
        ("x.amazonaws.com", "CreateToken"), "session_token", "gone", 3,
    )  # fmt: skip
    pages.cache_clear()
    assert old in GOOD
    (tmp_path / "x.yml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=says) as caught:
        credential_rules.__wrapped__(tmp_path)
    assert "\n" not in str(caught.value)
