"""What the machine refuses is one line: a closed or full output, an odd encoding, a folder that takes
nothing, a statement that would never end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import build_case, record

KIT = Path(sys.executable).with_name("kit")
HOSTILE = "evil\u202egnp\u200b\u3164\x1b[31m"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    records = [record(place, userAgent=HOSTILE, awsRegion="日本") for place in range(3)]
    return build_case(tmp_path_factory.mktemp("streams"), records).folder


def run(command: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    made = {**os.environ, **env}
    return subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, env=made, check=False)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("ask {case} key_activity --format csv >&-", 1, "is closed"),
        ("show {case} {event} >&-", 1, "is closed"),
        ("ask {case} key_activity --format csv >/dev/full", 1, "make room"),
        ("plan {case} >/dev/full", 1, "make room"),
        ("ask {case} key_activity --format csv -o /dev/full", 1, "make room"),
        ("ask {case} key_activity -o /proc/none", 2, "cannot be written"),
        ("new /proc/none --key AKIABTX3GSDSQAAAAAAA", 1, "cannot be made"),
        ("ask {case} nonsense", 2, "nonsense"),
        (
            "sql {case} 'select count(*) from range(100000000000) a, range(99) b' --seconds 1",
            2,
            "stopped after",
        ),
        ("sql {case} 'select list(range) from range(1000000000)' --memory 200MB", 2, "memory"),
        ("sql {case} 'select range from range(30000000)'", 2, "limit"),
        ("sql {case} 'select 1' --memory lots", 2, "4GB"),
    ],
)
def test_one_line_and_the_right_code(folder, words, code, said):
    event = record(0)["eventID"]
    done = run(f"{KIT} {words.format(case=folder, event=event)}")
    lines = done.stderr.decode().splitlines()
    # `show` says on stderr where the record lies before it writes it.
    told = [line for line in lines if not line.startswith("record ")]
    assert (done.returncode, len(told)) == (code, 1), done.stderr
    assert said in told[0]


def test_a_reader_that_has_enough_is_no_error(folder):
    done = run(f"set -o pipefail; {KIT} plan {folder} | head -1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_an_encoding_without_the_letters_shows_their_numbers(folder):
    done = run(f"{KIT} ask {folder} key_activity --format json", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert {row["aws_region"] for row in json.loads(done.stdout)} == {"日本"}
    assert b"\\u65e5\\u672c" in done.stdout


def test_words_that_the_locale_cannot_read_are_one_line(tmp_path):
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(f"{KIT} new {tmp_path}/case --customer 会社 --key AKIABTX3GSDSQAAAAAAA", **plain)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr
    assert b"LC_ALL=C.UTF-8" in done.stderr
    assert not (tmp_path / "case").exists(), "nothing half made"
    made = run(f"{KIT} new {tmp_path}/case --customer 会社 --key AKIABTX3GSDSQAAAAAAA", LC_ALL="C.UTF-8")
    assert made.returncode == 0, made.stderr


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="a mount needs root")
def test_a_case_on_a_disk_that_takes_nothing(folder, tmp_path):
    """What reads has its answer; what writes is one line, and nothing is begun."""
    (tmp_path / "more.json").write_text("{}")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    mounted = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}"
    done = run(
        f"unshare -m bash -c '{mounted} || exit 99; {KIT} ask {folder} key_activity --format csv || exit 98;"
        f' for words in "collect {folder} {tmp_path}" "rebuild {folder}" "verify {folder} --seal"'
        f' "report {folder}"; do {KIT} $words >/dev/null; echo "code $?"; done\''
    )
    if done.returncode == 99:
        pytest.skip("no mounts on this machine")
    assert done.stdout.count(b"code 1") == 4, done.stdout + done.stderr
    assert done.stderr.count(b"\n") == 4
    assert done.stderr.count(b"Read-only file system") == 4
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_statement_stops_at_the_first_ctrl_c(folder):
    statement = "select count(*) from range(100000000000) a, range(99) b"
    started = subprocess.Popen(
        [KIT, "sql", folder, statement],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(4)
    assert started.poll() is None
    started.send_signal(signal.SIGINT)
    said = started.communicate(timeout=30)[1]
    assert started.returncode == 130
    assert said.count(b"\n") == 1


@pytest.mark.parametrize("command", ["ask {} key_activity", "plan {}", "ask {} findings", "collect {} {}"])
def test_nothing_hidden_reaches_a_terminal(folder, tmp_path, command):
    (tmp_path / f"a\u202e\u200bname{chr(0x1B)}[2J").write_text("no evidence")
    done = run(f"{KIT} {command.format(folder, tmp_path)}", PYTHONIOENCODING="utf-8")
    shown = (done.stdout + done.stderr).decode()
    assert shown
    assert not set(shown) & set("\u202e\u200b\u3164\x1b")


def test_carriage_returns_of_a_log_are_quoted(folder):
    done = run(f"{KIT} sql {folder} \"select e'a\\r=1+1' as x\" --format csv")
    assert done.stdout == b'x\n"a\r=1+1"\n'
