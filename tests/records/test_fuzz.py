"""Ten minutes of a coverage-guided fuzzer on the reader, started from the corpus of odd files."""

from __future__ import annotations

import gzip
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from odd_files import corpus

SECONDS = int(os.environ.get("FUZZ_SECONDS", "600"))


@pytest.mark.slow
@pytest.mark.timeout(SECONDS + 600)
@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="atheris has no wheel for this machine")
def test_the_reader_holds_out(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for place, odd in enumerate(corpus()):
        if len(odd.data) > 50_000:
            continue
        data = odd.data
        if data[:2] == b"\x1f\x8b":
            try:
                data = b"g" + gzip.decompress(data)
            except (OSError, EOFError):
                data = b"p" + data
        else:
            data = b"p" + data
        (seeds / f"{place:03}").write_bytes(data[:50_000])
    program = Path(__file__).with_name("fuzz_reader.py")
    options = [
        f"-max_total_time={SECONDS}",
        "-rss_limit_mb=1500",
        "-timeout=20",
        "-max_len=50000",
        "-print_final_stats=1",
    ]
    # By way of a shell: Linux counts the memory of the process that starts a program as that program's peak,
    # and this one may hold much by now.
    done = subprocess.run(
        [
            "sh",
            "-c",
            '"$@"; exit $?',
            "sh",
            sys.executable,
            str(program),
            str(seeds),
            f"-artifact_prefix={tmp_path}/",
            *options,
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    print(done.stderr[-1500:])
