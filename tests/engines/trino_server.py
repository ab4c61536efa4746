"""Trino for tests: one node on this machine with one Hive catalog on a folder, from the archive that Maven
Central has (`make engines` puts it into .engines)."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engines import local_java
from engines.local_java import ROOT
from engines.peak import Peak

PLUGINS = ("hive",)
_S3 = (
    "fs.native-s3.enabled=true\ns3.endpoint={}\ns3.region=us-east-1\ns3.path-style-access=true\n"
    "s3.aws-access-key=a\ns3.aws-secret-key=b\n"
)


def home() -> Path | None:
    """The unpacked server: TRINO_HOME, or what `make engines` made."""
    named = os.environ.get("TRINO_HOME")
    found = [Path(named)] if named else sorted((ROOT / ".engines").glob("trino-server-*"))
    return next((place for place in reversed(found) if (place / "bin" / "launcher").exists()), None)


def java() -> Path | None:
    """A Java that Trino runs on: 24 or newer."""
    return local_java.found("TRINO_JAVA", range(24, 100))


def missing() -> str | None:
    """What a test of Trino lacks here and where it comes from, in one line; None where it lacks nothing."""
    if home() is None:
        return "no Trino here: `make engines` gets it"
    if java() is None:
        return "no Java of 24 or newer for Trino: `make engines` gets one, or TRINO_JAVA names its folder"
    return None


@dataclass(frozen=True)
class Server:
    """A running Trino: its port, the folder that its catalog calls `local:///`, what it takes of memory."""

    port: int
    files: Path
    peak: Peak


@contextlib.contextmanager
def running(folder: Path, s3: str | None = None) -> Iterator[Server]:
    """A server whose catalog `hive` has its tables below `folder`, or in the buckets of the endpoint `s3`."""
    server, jdk = home(), java()
    assert server is not None and jdk is not None, missing()
    etc, data, port = folder / "etc", folder / "data", _free_port()
    (etc / "catalog").mkdir(parents=True)
    plugins = folder / "plugin"
    plugins.mkdir()
    for name in PLUGINS:
        (plugins / name).symlink_to(server / "plugin" / name)
    files = folder / "warehouse"
    files.mkdir()
    written = {
        "node.properties": f"node.environment=test\nnode.id=one\nnode.data-dir={data}\n",
        "jvm.config": "-Xmx1400M\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n"
        "-Djdk.attach.allowAttachSelf=true\n"
        "--enable-native-access=ALL-UNNAMED\n--sun-misc-unsafe-memory-access=allow\n",
        "config.properties": f"coordinator=true\nnode-scheduler.include-coordinator=true\n"
        f"http-server.http.port={port}\ndiscovery.uri=http://127.0.0.1:{port}\n"
        f"plugin.dir={plugins}\nquery.max-memory=600MB\ncatalog.management=static\n",
        "log.properties": "io.trino=WARN\n",
        "catalog/hive.properties": "connector.name=hive\nhive.metastore=file\n"
        "hive.metastore.catalog.dir=local:///metastore\nfs.native-local.enabled=true\n"
        f"local.location={files}\nhive.security=allow-all\n"
        "hive.partition-projection-enabled=true\nhive.ignore-absent-partitions=true\n"
        "hive.recursive-directories=true\nhive.non-managed-table-writes-enabled=true\n"
        + (_S3.format(s3) if s3 else ""),
    }
    for name, text in written.items():
        (etc / name).write_text(text, encoding="utf-8")
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(
        [str(server / "bin" / "launcher"), "--etc-dir", str(etc), "run"],
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, "JAVA_HOME": str(jdk), "PATH": f"{jdk}/bin:{os.environ['PATH']}"},
        start_new_session=True,
    )
    try:
        _wait(port, process, folder / "server.log")
        yield Server(port, files, Peak(process.pid))
    finally:
        os.killpg(process.pid, 15)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        log.close()
        shutil.rmtree(data, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen, log: Path, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        with contextlib.suppress(OSError):
            answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/info", timeout=5).read()
            if b'"starting":false' in answer and _has_a_node(port):
                return
        time.sleep(0.5)
    raise AssertionError(f"Trino did not start: {log.read_text(errors='replace')[-2000:]}")


def _has_a_node(port: int) -> bool:
    """Whether the server has found itself as the node that works; it answers before that."""
    # `make engines` reads this module with whatever Python there is.
    import trino

    cursor = trino.dbapi.connect(host="127.0.0.1", port=port, user="test").cursor()
    try:
        cursor.execute("select 1 from system.runtime.nodes where state = 'active'")
        return bool(cursor.fetchall())
    except trino.exceptions.Error:
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
