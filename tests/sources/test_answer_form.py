"""What comes back is an answer only in its form: pages of a proxy, words of another service and empty objects
are none, whatever their status."""

from __future__ import annotations

import http.server
import json
import threading

import pytest
from botocore.session import Session
from conftest import ACCOUNT, LEAKED, NOW

from kit.case import new_case
from kit.collect.run import collect_items
from kit.errors import SourceError, UsageError
from kit.rules import live_calls
from kit.sources import Access, answer_form, live_state, open_account
from kit.sources.endpoints import refuse_plain_http
from kit.store import database

WHO = (
    b'<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    b"<Arn>arn:aws:iam::111122223333:role/look</Arn><UserId>A</UserId><Account>111122223333</Account>"
    b"</GetCallerIdentityResult></GetCallerIdentityResponse>"
)
PAGE = b"<!DOCTYPE html><html><body>Sign in to the proxy</body></html>"
ANSWERS = {
    "html": ("text/html", PAGE),
    "html_called_json": ("application/x-amz-json-1.1", PAGE),
    "xhtml": ("text/xml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'),
    "another_xml": ("text/xml", b"<result><status>blocked</status></result>"),
    "another_json": ("application/json", b'{"status": "blocked"}'),
    "empty_json": ("application/json", b"{}"),
    "list": ("application/json", b"[]"),
    "text": ("text/plain", b"ok"),
    "nothing": ("application/json", b""),
    "null": ("application/json", b"null"),
}
FEW = ("html", "another_xml", "another_json", "empty_json")
MORE = tuple(how for how in ANSWERS if how not in FEW)


class Proxy:
    """Says who the caller is, and to every other call one and the same thing with status 200."""

    def __init__(self, kind: str, body: bytes, who: bytes = WHO) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self._say("text/xml", who) if b"GetCallerIdentity" in sent else self._say(kind, body)

            def do_GET(self):
                self._say(kind, body)

            def _say(self, kind, body):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def proxy():
    """`proxy(kind, body)`: one that answers so."""
    made = []

    def start(*words):
        made.append(Proxy(*words))
        return made[-1]

    yield start
    for one in made:
        one.server.shutdown()


def case_of(tmp_path):
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], account=ACCOUNT, language="en")


@pytest.mark.parametrize("how", [*FEW, *(pytest.param(how, marks=pytest.mark.slow) for how in MORE)])
def test_what_is_no_answer_is_not_checked(tmp_path, credentials, proxy, how):
    """Of every protocol that the sweep asks in; in the slow ones of every service."""
    case = case_of(tmp_path)
    account = open_account(case, Access(endpoint_url=proxy(*ANSWERS[how]).url, regions=("eu-west-1",)))
    calls = [call for call in live_calls("sweep") if call.over is None]
    models = Session()
    protocols = {call: models.get_service_model(call.service).resolved_protocol for call in calls}
    by = protocols if how in FEW else {call: call.service for call in calls}
    one_each = list({by[call]: call for call in reversed(calls)}.values())
    asker = live_state.Asker(account, "sweep", NOW)
    collect_items(case, live_state.run(asker, one_each, ["eu-west-1"]))
    with database.reading(case) as con:
        states = database.run_text(con, "select distinct state from sweep_checks").rows
        (asked,) = database.run_text(con, "select count(distinct service) from sweep_checks").rows
        listings = database.run_text(con, "from live_listings").rows
    assert states == [("not_checked",)]
    assert asked[0] == len(one_each)
    assert listings == [], "nothing is known to be whole"


def test_the_reason_says_what_came(tmp_path, credentials, proxy):
    account = open_account(case_of(tmp_path), Access(endpoint_url=proxy(*ANSWERS["html"]).url))
    asker = live_state.Asker(account, "sweep", NOW)
    ((item, answer),) = asker.ask("ec2", "DescribeInstances", "us-east-1", member="Reservations")
    said = json.loads(item.data)["error"]
    assert answer is None and said["code"] == "NotAnAnswer"
    assert "a page of HTML (text/html)" in said["message"] and "proxy" in said["message"]


def test_a_page_is_nobodys_identity(tmp_path, proxy, credentials):
    with pytest.raises(SourceError, match="no answer of sts: a page of HTML"):
        open_account(case_of(tmp_path), Access(endpoint_url=proxy("text/html", PAGE, PAGE).url))


def test_an_empty_object_with_a_request_id_of_aws_is_an_answer():
    """Some services leave an empty list out."""
    model = Session().get_service_model("budgets").operation_model("DescribeBudgets")
    answer = {"status_code": 200, "headers": {"x-amzn-RequestId": "1"}, "body": b"{}"}
    answer_form.check(model, answer)
    with pytest.raises(answer_form.NoAnswerError, match="empty object"):
        answer_form.check(model, {**answer, "headers": {}})
    assert not answer_form.without_member("Budgets", {"ResponseMetadata": {"RequestId": "1"}})
    assert answer_form.without_member("Budgets", {"ResponseMetadata": {}})


@pytest.mark.parametrize(
    "url",
    ["http://169.254.170.2", "http://proxy.example:8080", "http://127.0.0.1.example.net", "HTTP://10.0.0.7"],
)
def test_plain_http_is_refused(tmp_path, credentials, monkeypatch, url):
    with pytest.raises(UsageError, match="--plain-http"):
        refuse_plain_http(url)
    monkeypatch.setenv("AWS_ENDPOINT_URL_EC2", url)
    with pytest.raises(UsageError, match="--plain-http"):
        open_account(case_of(tmp_path), Access())


def test_this_machine_and_tls_are_not_refused():
    for url in ("http://127.0.0.1:5000", "http://[::1]:9", "http://localhost:4566", "https://vpce.example"):
        refuse_plain_http(url)


def test_endpoints_of_environment_and_profile_are_said(tmp_path, credentials, monkeypatch, proxy):
    place = proxy("text/xml", WHO).url
    config = tmp_path / "config"
    config.write_text(
        "[profile work]\nregion=us-east-1\naws_access_key_id=AKIAI44QH8DHBEXAMPLE\n"
        f"aws_secret_access_key=x\nservices=mine\nendpoint_url={place}/p\n"
        f"[services mine]\niam =\n  endpoint_url = {place}/i\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_ENDPOINT_URL_EC2", f"{place}/e")
    account = open_account(case_of(tmp_path), Access(profile="work"))
    assert [str(each) for each in account.endpoints] == [
        f"ec2: {place}/e (AWS_ENDPOINT_URL_EC2)",
        f"iam: {place}/i (profile: services)",
        f"every service: {place}/p (profile: endpoint_url)",
    ]
    assert all(any(str(each) in note for note in account.notes) for each in account.endpoints)
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    assert open_account(case_of(tmp_path / "b"), Access(endpoint_url=place)).endpoints[0].url == place
