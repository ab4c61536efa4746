"""An endpoint that is no AWS: it echoes what it was sent, never ends, drips, or offers pages without end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from conftest import LEAKED, NOW

from kit import ask, collect
from kit.case import Case, new_case
from kit.errors import KitError
from kit.sources import Access, failures, open_account, wire
from kit.sources.aws import ERRORS

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzSECRETKEY"
TOKEN = "IQoJb3JpZ2luX2VjEHkaCXVzLWVhc3QtMSJHMEUCIQDsession+token/of=the=caller=="
STS = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    "<Arn>arn:aws:iam::111122223333:user/investigator</Arn><UserId>AIDAX</UserId>"
    "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)
USERS = (
    '<ListAttachedUserPoliciesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListAttachedUserPoliciesResult>'
    "<IsTruncated>true</IsTruncated><Marker>{marker}</Marker><AttachedPolicies/></ListAttachedUserPoliciesResult></ListAttachedUserPoliciesResponse>"
)


class Evil(ThreadingHTTPServer):
    """Says who the caller is, and to everything else what `way` says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.way, self.asked, self.stop = "echo", 0, threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Evil
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        action = parse_qs(sent).get("Action", [""])[0]
        self.server.asked += 1
        if action == "GetCallerIdentity":
            return self._say(200, STS)
        if self.server.way == "echo":
            shown = f"{self.headers['Authorization']} {self.headers['X-Amz-Security-Token']}"
            error = (
                f"<ErrorResponse><Error><Code>Echo</Code><Message>{shown}</Message></Error></ErrorResponse>"
            )
            return self._say(400, error, {"x-echo": shown})
        if self.server.way == "pages":
            return self._say(200, USERS.format(marker=self.server.asked))
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        piece, pause = (b"x" * 65_536, 0) if self.server.way == "endless" else (b"x", 0.1)
        try:
            while not self.server.stop.wait(pause):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        except OSError:
            self.close_connection = True

    def _say(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(text)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())


@pytest.fixture
def evil(monkeypatch) -> Iterator[Evil]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ASIAEXAMPLEEXAMPLE77")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_SESSION_TOKEN", TOKEN)
    server = Evil()
    yield server
    server.stop.set()
    server.shutdown()


@pytest.fixture
def case(tmp_path) -> Case:
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")


def test_what_an_endpoint_echoes_is_kept_nowhere(case, evil, tmp_path):
    said: list[str] = []

    class Watch:
        progress = show = expect = staticmethod(lambda *_, **__: None)
        say = staticmethod(said.append)

    access = Access(endpoint_url=evil.url, regions=("us-east-1",), accounts=("111122223333",))
    summary = collect(case, "iam", "trail", access=access, now=NOW, watch=Watch())
    assert evil.asked > 5
    notes = [*summary.lines(), *said]
    assert any("Echo" in str(row) for name in ("sweep", "ledger_items") for row in ask(case, name).rows)
    held = b"\n".join(path.read_bytes() for path in case.folder.rglob("*") if path.is_file())
    for secret in (TOKEN, SECRET):
        assert secret.encode() not in held
        assert not [note for note in notes if secret in note]
    assert b"[masked]" in held
    assert b"Signature=" not in held.replace(b"Signature=[masked]", b"")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://h/?X-Amz-Security-Token=abcdefghij&X-Amz-Date=1", "X-Amz-Date=1"),
        ("https://me:hunter2hunter2@proxy:8080 refused", "proxy:8080 refused"),
        ('{"SecretAccessKey": "abcdefghij/klm", "Region": "x"}', '"Region": "x"'),
        ("AWS4-HMAC-SHA256 Credential=AKIAX/1, Signature=abcdef0123 x", "Credential=AKIAX/1"),
    ],
)
def test_what_looks_like_a_secret_is_masked_too(text, kept):
    shown = failures.message_of(ValueError(text))
    assert "[masked]" in shown
    assert kept in shown
    assert not [word for word in ("abcdefghij", "hunter2", "abcdef0123") if word in shown]


@pytest.mark.parametrize(("way", "said"), [("drip", "no end after"), ("endless", "longer than")])
def test_an_answer_without_an_end_is_given_up(case, evil, monkeypatch, way, said):
    account = open_account(case, Access(endpoint_url=evil.url))
    monkeypatch.setattr(wire, "SECONDS", 1.0 if way == "drip" else 60.0)
    monkeypatch.setattr(wire, "MOST", 4 << 20)
    evil.way, began, before = way, time.monotonic(), evil.asked
    with pytest.raises(ERRORS) as caught:
        account.ask("iam", "ListAttachedUserPolicies", UserName="x")
    assert time.monotonic() - began < 30
    assert evil.asked == before + 1, "it is not asked again"
    assert failures.of_aws(caught.value)
    assert said in failures.reason(caught.value)


def test_pages_without_an_end_are_given_up(case, evil, monkeypatch):
    monkeypatch.setattr(wire, "MOST_PAGES", 20)
    monkeypatch.setattr(wire.Pages.__init__, "__defaults__", (20,))
    account = open_account(case, Access(endpoint_url=evil.url))
    evil.way = "pages"
    with pytest.raises(ERRORS) as caught:
        list(account.pages("iam", "ListAttachedUserPolicies", UserName="x"))
    assert "no end" in failures.reason(caught.value)
    assert evil.asked < 40


def test_whoever_waits_stops_at_once(case, evil, monkeypatch):
    account = open_account(case, Access(endpoint_url=evil.url))
    evil.way = "drip"
    stopped = threading.Event()
    monkeypatch.setattr(wire, "STOP", stopped)
    threading.Timer(0.5, stopped.set).start()
    began = time.monotonic()
    with pytest.raises(ERRORS):
        account.ask("iam", "ListAttachedUserPolicies", UserName="x")
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("text", ["[profile x\nregion=", "[default]\naws_access_key_id", "\x00\xff"])
def test_a_broken_aws_configuration_is_one_line(case, tmp_path, monkeypatch, text):
    (tmp_path / "config").write_text(text, encoding="latin-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    with pytest.raises(KitError) as caught:
        open_account(case, Access(endpoint_url="http://127.0.0.1:1"))
    assert len(str(caught.value).splitlines()) == 1
