"""Ten minutes of a coverage-guided fuzzer on the reader, started from the corpus of odd files; and damaged
files of the same corpus taken all the way, from the collection to every answer."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LEAKED, NOW, record
from fuzzing import damaged, lengths, seeds
from odd_files import corpus

from kit import ask, collect, plan, questions, reply, report
from kit.case import new_case

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


@lengths
def test_damaged_files_go_on_to_every_answer(tmp_path, long):
    whole = [odd.data for odd in corpus() if len(odd.data) < 50_000]
    for seed in seeds(long, 1):
        dice = random.Random(seed)
        place = tmp_path / str(seed)
        (place / "in").mkdir(parents=True)
        count = 150 if long else 30
        for number in range(count):
            (place / "in" / f"{number:03}").write_bytes(damaged(dice.choice(whole), dice))
        records = [record(n, sourceIPAddress=f"198.51.100.{n}") for n in range(3)]
        (place / "in" / "sound.json").write_text(json.dumps({"Records": records}))
        case = new_case(place / "case", now=NOW, keys=[LEAKED], language=dice.choice(("ja", "en")))
        summary = collect(case, place / "in", now=NOW)
        assert summary.asked == count + 1, seed
        assert summary.events >= 3, seed
        assert not [row for row in ask(case, "ledger_items").dicts() if row["status"] == "pending"], seed
        for question in (
            questions.questions() if long else map(questions.query, ("findings", "timeline", "coverage"))
        ):
            if not any(spec.required for spec in question.params.values()):
                ask(case, question.name)
        assert plan(case)
        assert reply(case, draft=True)
        if long and seed % 5 == 0:
            assert report(case, now=NOW).exists()
        shutil.rmtree(place)
