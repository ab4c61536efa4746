"""A bucket with faults: stands before a real S3 server, counts what is asked and answers some of it as S3
does on bad days."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def refusal(code: str, message: str = "") -> bytes:
    """S3's error document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    ).encode()


class S3Proxy:
    """`rules`: end of a path -> list of answers, used up one by one; (status, body), "drop" or "cut"; None
    passes."""

    def __init__(self, behind: str) -> None:
        self.behind = urlsplit(behind).netloc
        self.rules: dict[str, list] = {}
        self.asked: list[tuple[str, dict]] = []
        self.headers: list[dict] = []
        self.outcomes: Counter[int] = Counter()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass(self) -> None:
                outer._handle(self)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _pass  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 256

            def handle_error(self, *_: object) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> S3Proxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def listed(self) -> list[str]:
        """Prefixes that were listed without delimiter: where objects are looked for."""
        return [
            query["prefix"][0] for path, query in self.asked if "prefix" in query and "delimiter" not in query
        ]

    def fetched(self) -> list[str]:
        """Keys that were asked for, with the bucket before them."""
        return [path for path, query in self.asked if path.count("/") > 1 and "list-type" not in query]

    def _handle(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        parts = urlsplit(request.path)
        with self._lock:
            self.asked.append((parts.path, parse_qs(parts.query, keep_blank_values=True)))
            self.headers.append(dict(request.headers))
            rule = next(
                (answers for end, answers in self.rules.items() if parts.path.endswith(end) and answers), None
            )
            fault = rule.pop(0) if rule else None
        if fault == "drop":
            request.close_connection = True
            request.connection.close()
            return
        if isinstance(fault, tuple):
            self._send(request, fault[0], {}, fault[1])
            return
        behind = http.client.HTTPConnection(self.behind, timeout=60)
        try:
            headers = {name: value for name, value in request.headers.items() if name.lower() != "connection"}
            behind.request(request.command, request.path, body, headers)
            answer = behind.getresponse()
            self._send(request, answer.status, dict(answer.getheaders()), answer.read(), cut=fault == "cut")
        finally:
            behind.close()

    def _send(self, request, status: int, headers: dict, body: bytes, *, cut: bool = False) -> None:
        with self._lock:
            self.outcomes[status] += 1
        request.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding", "server", "date"):
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            request.close_connection = True
