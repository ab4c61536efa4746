"""An incident in which whoever could choose a word chose markup: names of things, sessions, agents,
addresses, Regions, calls, files, bills, the notice and the customer."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from conftest import ACCOUNT, LEAKED, NOW, record

from kit import collect, note
from kit.case import Case, new_case, open_case

_MARK = re.compile(r"hostile-([a-z]+)")
CHILD = "AKIABTX3GSDSQFFFFFFF"


def payload(what: str) -> str:
    """Markup that would run as HTML, as the end of a script or as a template; `what` says where it came from,
    at both ends, so that it is seen in what is cut short too."""
    return f"{name(what)}</script><script>document.title='broken'</script>{{{{7*7}}}}<i>hostile-{what}"


def name(what: str) -> str:
    """The same without a slash, for what may hold none."""
    return f"<i>hostile-{what}<img src=x onerror=\"document.title='broken'\">"


def marks(text: str) -> set[str]:
    """Where the payloads in a text came from."""
    return set(_MARK.findall(text))


def _call(place: int, event: str, source: str, request: dict | None = None, **more) -> dict:
    fields = {"eventSource": f"{source}.amazonaws.com", "eventName": event, "requestParameters": request}
    return record(place, **fields, **{"readOnly": False, "awsRegion": "us-west-2", **more})


def records() -> list[dict]:
    """The owner's past, then the intruder's day."""
    user, arn = payload("user"), f"arn:aws:iam::{ACCOUNT}:user/{payload('user')}"
    role = f"arn:aws:iam::{ACCOUNT}:role/{payload('role')}"
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/{payload('role')}/{payload('session')}"
    instance = {"instanceId": payload("instance"), "instanceType": payload("size")}
    run = {"instancesSet": {"items": [instance]}}
    own = [
        record(day * 1440, eventID=f"own-{day}", sourceIPAddress="203.0.113.9", userAgent=payload("agent"))
        for day in range(-20, 0)
    ]
    return [
        *own,
        record(0, readOnly=True, eventName="ListUsers", eventSource="iam.amazonaws.com"),
        _call(
            1,
            "CreateUser",
            "iam",
            {"userName": user},
            responseElements={"user": {"userName": user, "arn": arn}},
        ),
        _call(
            2,
            "CreateAccessKey",
            "iam",
            {"userName": user},
            responseElements={"accessKey": {"accessKeyId": CHILD, "userName": user}},
        ),
        _call(3, "CreateLoginProfile", "iam", {"userName": user}),
        _call(
            4,
            "AttachUserPolicy",
            "iam",
            {"userName": user, "policyArn": f"arn:aws:iam::{ACCOUNT}:policy/{payload('policy')}"},
        ),
        _call(
            5,
            "AssumeRole",
            "sts",
            {"roleArn": role, "roleSessionName": payload("session")},
            responseElements={
                "credentials": {"accessKeyId": "ASIABTX3GSDSQFFFFFFF"},
                "assumedRoleUser": {"arn": session},
            },
        ),
        _call(
            6,
            "ListBuckets",
            "s3",
            userIdentity={
                "type": "AssumedRole",
                "arn": session,
                "accountId": ACCOUNT,
                "accessKeyId": "ASIABTX3GSDSQFFFFFFF",
            },
        ),
        _call(7, "RunInstances", "ec2", {"instanceType": payload("size")}, responseElements=run),
        _call(
            8,
            "RunInstances",
            "ec2",
            {"instanceType": "p3.16xlarge"},
            responseElements={"instancesSet": {"items": [{"instanceId": "i-0aaaaaaaaaaaaaaaa"}]}},
            awsRegion=payload("region"),
        ),
        _call(9, "CreateFunction20150331", "lambda", {"functionName": payload("function")}),
        _call(10, "StopLogging", "cloudtrail", {"name": payload("trail")}),
        _call(11, "GetSecretValue", "secretsmanager", {"secretId": payload("secret")}, readOnly=True),
        _call(12, payload("event"), payload("source").lower(), {"a": payload("request")}),
        _call(13, "RunInstances", "ec2", errorCode=payload("error"), errorMessage=payload("message")),
        record(14, sourceIPAddress=payload("address"), userAgent=payload("newagent")),
        record(
            15, **{"userIdentity.accessKeyId": CHILD, "userIdentity.userName": user, "userIdentity.arn": arn}
        ),
    ]


def bill() -> dict:
    """A day of Cost Explorer whose Region and service are markup."""
    groups = [
        {"Keys": [region, service], "Metrics": {"UnblendedCost": {"Amount": "123.5", "Unit": "USD"}}}
        for region, service in (
            (payload("billregion"), payload("service")),
            ("us-west-2", "Amazon Elastic Compute Cloud - Compute"),
        )
    ]
    day = {
        "TimePeriod": {"Start": "2026-03-01", "End": "2026-03-02"},
        "Total": {},
        "Groups": groups,
        "Estimated": False,
    }
    keys = [{"Type": "DIMENSION", "Key": key} for key in ("REGION", "SERVICE")]
    return {"GroupDefinitions": keys, "ResultsByTime": [day]}


def hostile_case(folder: Path) -> Case:
    """The case in `folder`, collected from folder/evidence."""
    notice = {
        "received_at": "2026-03-01T02:00:00Z",
        "key": LEAKED,
        "subject": payload("subject"),
        "exposed_url": f"https://example.org/{payload('url')}",
    }
    case = new_case(
        folder, now=NOW, keys=[LEAKED], notice=notice, customer=payload("customer"), language="en"
    )
    verdict = '\n[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
    verdict += f"note = {json.dumps(payload('note'))}\n"
    case.file.write_text(case.file.read_text(encoding="utf-8") + verdict, encoding="utf-8")
    evidence = folder / "evidence"
    evidence.mkdir()
    (evidence / f"{name('file')}.json").write_text(json.dumps({"Records": records()}), encoding="utf-8")
    (evidence / "bill.json").write_text(json.dumps(bill()), encoding="utf-8")
    case = open_case(folder)
    collect(case, str(evidence), now=NOW)
    return case


# What whoever chooses a name may write: markup, scripts, templates, formulas, terminal marks, bidirectional
# marks, paths, SQL, Markdown; 40 ways to have an effect where a value is taken for more than text.
STRINGS = (
    "<script>document.title='broken'</script>", "</script><script>document.title='broken'</script>",
    "<img src=x onerror=\"document.title='broken'\">", "<svg onload=document.title='broken'>",
    "\" onmouseover=\"document.title='broken'", "' autofocus onfocus='document.title=1",
    "<a href=javascript:alert(1)>x</a>", "[x](javascript:alert(1))", "![x](https://198.51.100.1/x.png)",
    "<iframe src=//198.51.100.1></iframe>", "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//198.51.100.1/a.css>", "<meta http-equiv=refresh content=0>",
    "<base href=//198.51.100.1>", "<form action=//198.51.100.1><input autofocus>",
    "<object data=//198.51.100.1>", "<details open ontoggle=document.title=1>",
    "<math><mtext></mtext><img src=x onerror=alert(1)></math>", "{{7*7}}", "{% raw %}{{ case }}", "${7*7}",
    "$\\href{javascript:alert(1)}{x}$", "$$x^2$$", "&lt;b&gt;&#x3c;b&#62;", "<!--", "]]>",
    "<b>bold</b><br>", "=HYPERLINK(\"http://198.51.100.1\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "|cmd",
    "\u001b[31mred\u001b[0m\u0007", "\u202egnp.exe", "'; drop table events; --", "../../etc/passwd",
    "# head\n\n- one\n> two", "```\n<script>alert(1)</script>\n```", "%%sql\nselect 1",
)  # fmt: skip


def strings_case(folder: Path) -> Case:
    """A case in which each of STRINGS stands in every field that somebody may fill: of records, of a bill, of
    the notice, of case.toml, of remarks."""
    joined = " ".join(STRINGS)
    notice = {"received_at": "2026-03-01T02:00:00Z", "key": LEAKED, "subject": joined, "exposed_url": joined}
    case = new_case(folder, now=NOW, keys=[LEAKED], notice=notice, customer=joined, language="en")
    verdict = '\n[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
    verdict += f"note = {json.dumps(joined)}\n"
    case.file.write_text(case.file.read_text(encoding="utf-8") + verdict, encoding="utf-8")
    calls = [
        _call(
            place,
            "CreateUser",
            "iam",
            {"userName": words, words: words},
            userAgent=words,
            eventID=f"string-{place}",
            requestID=words,
            errorMessage=words,
            additionalEventData={words: words},
            **{"userIdentity.userName": words, "userIdentity.principalId": words},
        )
        for place, words in enumerate(STRINGS)
    ]
    things = [
        _call(
            100 + place,
            "CreateKeyPair",
            "ec2",
            {"keyName": words},
            responseElements={"keyName": words, "keyPairId": words},
            userAgent=words,
            vpcEndpointId=words,
        )
        for place, words in enumerate(STRINGS)
    ]
    groups = [
        {"Keys": [words, words], "Metrics": {"UnblendedCost": {"Amount": "9.5", "Unit": "USD"}}}
        for words in STRINGS
    ]
    spent = bill()
    spent["ResultsByTime"][0]["Groups"] += groups
    evidence = folder / "evidence"
    evidence.mkdir()
    (evidence / "records.json").write_text(json.dumps({"Records": [*calls, *things]}), encoding="utf-8")
    (evidence / "bill.json").write_text(json.dumps(spent), encoding="utf-8")
    case = open_case(folder)
    collect(case, str(evidence), now=NOW)
    for words in STRINGS:
        note(case, words, now=NOW)
    note(case, joined, event="string-0", now=NOW)
    return case


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def _seen(page: str) -> _Seen:
    made = _Seen()
    made.feed(page)
    made.close()
    return made


def elements(page: str) -> set[str]:
    """Names of the elements that a piece of HTML makes."""
    return _seen(page).tags


def attributes(page: str) -> set[str]:
    """Names of the attributes that they carry."""
    return _seen(page).names


def text_of(page: str) -> str:
    """The text that it shows."""
    return _seen(page).words
