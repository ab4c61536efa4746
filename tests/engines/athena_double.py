"""Athena for tests: takes its three calls, runs their SQL on DuckDB, writes answers into a bucket of moto.

Every other request is passed on to moto.
"""

from __future__ import annotations

import csv
import io
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import duckdb
import pyarrow as pa
import sqlglot

BUCKET, RESULTS = "trail-bucket", "responder-results"


class Athena:
    """What the double knows: the table's rows, the size of its objects, and what it was asked."""

    def __init__(self, table: pa.Table, size: int, s3) -> None:
        self.table = table
        self.con = duckdb.connect()
        self.con.register("arrow", table)
        self.con.execute("create schema logs")
        self.con.execute('create table logs.cloudtrail as select *, path as "$path" from arrow')
        self.size, self.s3 = size, s3
        self.started: list[str] = []
        # The statement of this number is answered only when `going` is set; then `reached` is.
        self.holds_at = 0
        self.reached, self.going = threading.Event(), threading.Event()
        self.results: dict[str, str] = {}
        # A file that ends every statement which reads it.
        self.broken = ""

        # A part of an index that is left half written.
        self.half = ""
        self.con.execute("create schema mine")

    def call(self, name: str, asked: dict) -> dict:
        return getattr(self, name)(asked)

    def GetTableMetadata(self, asked: dict) -> dict:  # noqa: N802 - Athena's names
        own = f'{asked["DatabaseName"]}."{asked["TableName"]}"'
        try:
            found = self.con.execute(f"describe {own}").fetchall()
        except duckdb.CatalogException:
            raise LookupError(f"EntityNotFoundException: Table {asked['TableName']} not found") from None
        columns = [{"Name": name, "Type": kind} for name, kind, *_ in found if name not in ("path", "$path")]
        place = f"s3://{BUCKET}/AWSLogs/"
        return {
            "TableMetadata": {
                "Name": asked["TableName"], "Columns": columns, "PartitionKeys": [],
                "Parameters": {"location": place},
            }
        }  # fmt: skip

    def StartQueryExecution(self, asked: dict) -> dict:  # noqa: N802
        name = f"query-{len(self.started):04d}"
        self.started.append(asked["QueryString"])
        if len(self.started) == self.holds_at:
            self.reached.set()
            self.going.wait(60)
        if self.broken and f"\"$path\" <> '{self.broken}'" not in asked["QueryString"]:
            return {"QueryExecutionId": name}
        text = asked["QueryString"].replace('"AwsDataCatalog".', "")
        if self.half and text.startswith("create table"):
            place = text.partition("external_location = 's3://")[2].partition("'")[0]
            self.s3.put_object(
                Bucket=place.partition("/")[0], Key=place.partition("/")[2] + "part", Body=b"PAR1"
            )
            return {"QueryExecutionId": name}
        made = ""
        if text.startswith("create "):
            made, _, text = text.partition(" as\n")
            made = made.partition(" with (")[0] + " as "
        text = text.replace("json_format(cast(resources as json))", "cast(to_json(resources) as varchar)")
        (text,) = sqlglot.transpile(text, read="trino", write="duckdb")
        found = self.con.execute(made + text)
        if made:
            self.results[name] = f"s3://{RESULTS}/none"
            return {"QueryExecutionId": name}
        out = io.StringIO(newline="")
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([column[0] for column in found.description])
        writer.writerows([["" if value is None else value for value in row] for row in found.fetchall()])
        key = f"answers/{name}.csv"
        self.s3.put_object(Bucket=RESULTS, Key=key, Body=out.getvalue().encode())
        self.results[name] = f"s3://{RESULTS}/{key}"
        return {"QueryExecutionId": name}

    def GetQueryExecution(self, asked: dict) -> dict:  # noqa: N802
        name = asked["QueryExecutionId"]
        if name not in self.results:
            why = (
                self.half
                or f"HIVE_CURSOR_ERROR: Failed to read file at {self.broken}: Unexpected end of input stream"
            )
            return {"QueryExecution": {"Status": {"State": "FAILED", "StateChangeReason": why}}}
        return {
            "QueryExecution": {
                "QueryExecutionId": name, "Status": {"State": "SUCCEEDED"},
                "Statistics": {"DataScannedInBytes": self.size},
                "ResultConfiguration": {"OutputLocation": self.results[name]},
            }
        }  # fmt: skip


@contextmanager
def serving(athena: Athena, moto_url: str) -> Iterator[str]:
    """The endpoint of the double."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            target = self.headers.get("X-Amz-Target", "")
            if target.startswith("AmazonAthena."):
                kind = {"Content-Type": "application/x-amz-json-1.1"}
                try:
                    told = athena.call(target.partition(".")[2], json.loads(body))
                except LookupError as error:
                    said = {"__type": "MetadataException", "Message": str(error)}
                    self._send(400, kind, json.dumps(said).encode())
                    return
                self._send(200, kind, json.dumps(told).encode())
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            passed = urllib.request.Request(
                moto_url + self.path, data=body or None, headers=headers, method=self.command
            )
            try:
                with urllib.request.urlopen(passed) as answer:
                    self._send(answer.status, dict(answer.headers), answer.read())
            except urllib.error.HTTPError as error:
                self._send(error.code, dict(error.headers), error.read())

        do_GET = do_POST = do_PUT = do_HEAD = _answer  # noqa: N815

        def _send(self, status: int, headers: dict, body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in (
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "date",
                    "server",
                ):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def s3_of(moto_url: str):
    """A client of moto's S3 with both buckets made."""
    client = boto3.client(
        "s3", endpoint_url=moto_url, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    for name in (BUCKET, RESULTS):
        client.create_bucket(Bucket=name)
    return client
