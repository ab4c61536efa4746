"""What other tools take to get at the same records. Runs in benchmarks/.venv; nothing of the kit is
imported."""

from __future__ import annotations

import gzip
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

COLUMNS = (
    "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
    "userAgent", "errorCode", "errorMessage", "requestParameters", "responseElements", "additionalEventData",
    "requestID", "eventID", "readOnly", "resources", "eventType", "apiVersion", "managementEvent",
    "recipientAccountId", "sharedEventID",
    "vpcEndpointId", "eventCategory", "tlsDetails",
)  # fmt: skip


def _files(folder: str) -> list[Path]:
    return sorted(Path(folder).rglob("*.gz"))


def _duckdb(folder: str, options: str) -> None:
    import duckdb

    # DuckDB sets aside twice this much for each reader, so no more than the longest file needs.
    longest = max(len(gzip.decompress(path.read_bytes())) for path in _largest(folder))
    with tempfile.TemporaryDirectory() as place:
        con = duckdb.connect(f"{place}/peer.duckdb")
        con.execute("set preserve_insertion_order = false")
        con.execute(
            f"create table events as select unnest(Records) as record from read_json('{folder}/**/*.gz',"
            f" maximum_object_size = {longest + 1024}, {options})"
        )


def _largest(folder: str) -> list[Path]:
    return sorted(_files(folder), key=lambda path: path.stat().st_size)[-3:]


def duckdb_json(folder: str) -> None:
    fields = ", ".join(f'"{name}" JSON' for name in COLUMNS)
    _duckdb(folder, f"columns = {{Records: 'STRUCT({fields})[]'}}")


def duckdb_inferred(folder: str) -> None:
    """Structs as DuckDB infers them from all files: what differs in shape becomes JSON."""
    _duckdb(folder, "sample_size = -1, maximum_sample_files = 1000000")


def chdb(folder: str) -> None:
    from chdb.session import Session

    with tempfile.TemporaryDirectory() as place:
        session = Session(place)
        session.query("create database peer")
        fields = ", ".join(f"JSONExtractRaw(record, '{name}') as {name}" for name in COLUMNS)
        session.query(
            "create table peer.events engine = MergeTree order by tuple() as"
            f" select {fields}, record from (select arrayJoin(JSONExtractArrayRaw(json, 'Records')) as record"
            f" from file('{folder}/**/*.gz', 'JSONAsString'))"
        )


def jq(folder: str) -> None:
    """Debian's jq where it is installed, else the same engine from PyPI."""
    with tempfile.TemporaryFile() as out:
        if shutil.which("jq"):
            words = (
                f"find {shlex.quote(folder)} -name '*.gz' -print0 | xargs -0 gzip -dc | jq -c '.Records[]'"
            )
            subprocess.run(["sh", "-c", words], stdout=out, check=True)
            return
        import jq as engine

        program = engine.compile(".Records[]")
        for path in _files(folder):
            text = program.input_text(gzip.decompress(path.read_bytes()).decode()).text()
            out.write(text.encode() + b"\n")


def pandas(folder: str) -> None:
    import pandas as pd

    frames = [
        pd.json_normalize(json.loads(gzip.decompress(path.read_bytes()))["Records"], max_level=0)
        for path in _files(folder)
    ]
    frame = pd.concat(frames)
    with tempfile.TemporaryDirectory() as place:
        frame.to_pickle(f"{place}/peer.pkl")


def trailscraper(folder: str) -> None:
    command = Path(sys.executable).with_name("trailscraper")
    subprocess.run([command, "select", "--log-dir", folder], stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2])
