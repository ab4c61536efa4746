"""Every odd file gets exactly its line in the ledger, and the sums are exact."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ACCOUNT, NOW
from odd_files import corpus

import kit
from kit.case import new_case
from kit.collect.run import collect_items
from kit.records import reader
from kit.records.archives import GZIP, blocks
from kit.sources.local_files import local_files
from kit.store import database


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    odd_files = corpus()
    for odd in odd_files:
        path = folder / "evidence" / odd.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(odd.data)
    case = new_case(folder / "case", now=NOW, account=ACCOUNT)
    summary = collect_items(case, local_files(folder / "evidence", now=NOW))
    with database.reading(case) as con:
        lines = {
            row[0].removeprefix(str(folder / "evidence") + "/"): row[1:]
            for row in con.execute(
                "select origin, status, records, loaded, copies, rejected, set_apart, reason, format"
                " from ledger"
            ).fetchall()
        }
    return case, odd_files, lines, summary


def test_there_are_many():
    assert len(corpus()) >= 60


@pytest.mark.parametrize("name", [odd.name for odd in corpus()])
def test_ledger_line(collected, name):
    _, odd_files, lines, _ = collected
    odd = next(each for each in odd_files if each.name == name)
    status, *counts, reason, kind = lines[name]
    assert (status, *counts) == odd.line, reason
    assert odd.reason in (reason or "")
    assert reason or status not in ("rejected", "skipped"), "nothing is passed over without a reason"
    assert odd.format in (None, kind)


def test_every_record_is_accounted_for(collected):
    case, odd_files, lines, summary = collected
    for name, (_, records, loaded, copies, rejected, set_apart, _, _) in lines.items():
        assert records == loaded + copies + rejected + set_apart, name
    with database.reading(case) as con:
        (events,), (deliveries,) = (
            con.execute(f"select count(*) from {view}").fetchall()[0] for view in ("events", "deliveries")
        )
        rejects = dict(con.execute("select file_id, count(*) from ledger_rejects group by 1").fetchall())
        ledger = dict(con.execute("select file_id, rejected from ledger where rejected > 0").fetchall())
    assert events == sum(line[2] for line in lines.values()) == summary.events
    assert deliveries == events + sum(line[3] for line in lines.values())
    assert rejects == ledger
    assert summary.asked == len(odd_files)
    assert summary.exit_code == 3


def test_refused_members_have_lines_of_their_own(collected):
    lines = collected[2]
    refused = {name: line[6] for name, line in lines.items() if "!" in name and line[0] == "rejected"}
    assert "leads out of the archive" in refused["escape.zip!../../etc/x.json"]
    assert refused["link.zip!link"] == refused["link.tar.gz!passwd"] == "a link"
    assert "bomb" in refused["bomb.zip!x.json"]
    assert "not supported: Deflate64" in refused["deflate64.zip!x.json"]
    assert refused["nameless.zip!"] == "it has no name"


def test_a_long_file_is_not_taken_for_the_one_before(tmp_path, monkeypatch):
    """What is read in pieces keeps no text; the text of the file before must not speak for it."""
    monkeypatch.setattr(reader, "WHOLE", 4_000)
    bill = (
        b"lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/ProductCode\n"
        b"2026-03-01T00:00:00Z,1.0,AmazonEC2\n"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.csv").write_bytes(bill)
    (tmp_path / "in" / "2.log").write_bytes(b"nothing that is known\n" * 1_000)
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    collect_items(case, local_files(tmp_path / "in", now=NOW))
    with database.reading(case) as con:
        found = con.execute("select status, format from ledger order by origin").fetchall()
    assert found[0][1] == "cur_legacy_csv"
    assert found[1] == ("skipped", None)


def test_shift_jis_is_read_as_such(collected):
    with database.reading(collected[0]) as con:
        names = con.execute("select event_name from events where event_name > 'z' order by 1").fetchall()
    assert names == [("ユーザーの作成",)]


def test_every_event_is_shown_as_it_was_delivered(collected):
    """The bytes that `kit show` gives stand in the file; in UTF-16 and in strings inside JSON they stand
    escaped."""
    case, odd_files, _, _ = collected
    files = {odd.name: odd.data for odd in odd_files}
    with database.reading(case) as con:
        keys = [key for (key,) in con.execute("select event_key from events").fetchall()]
        formats = dict(con.execute("select origin, format from ledger").fetchall())
    checked = 0
    for key in keys:
        first = kit.record(case, key)
        for found in (first, *first.copies):
            name = found.origin.removeprefix(str(case.folder.parent / "evidence") + "/")
            if formats[found.origin] in ("s3_delivery", "json_array", "json_lines", "record", "eventbridge"):
                data = files.get(name, b"")
                while data[:2] == GZIP:
                    data = b"".join(until_damage(data))
                if "!" not in name and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
                    assert found.raw in data, name
                    checked += 1
            else:
                assert found.raw[:1] in (b"{", b"["), name
    assert checked > 80


def until_damage(data: bytes):
    try:
        yield from blocks(data)
    except ValueError:
        return


def test_rows_of_a_shift_jis_file_are_shown_readable(collected):
    case = collected[0]
    with database.reading(case) as con:
        ((key,),) = con.execute("select event_key from events where event_name > 'z'").fetchall()
    assert "ユーザーの作成" in kit.record(case, key).raw.decode()


def test_memory_stays_low(collected, tmp_path):
    """Bombs of 600 MB and deep nesting are among the files; a process that takes them in stays far below
    their size.

    VmHWM, not ru_maxrss: Linux hands the latter on from the process that started this one, which holds the
    corpus.
    """
    case, *_ = collected
    code = (
        "import re, sys, datetime, pathlib\n"
        "from kit.case import new_case\n"
        "from kit.collect.run import collect_items\n"
        "from kit.sources.local_files import local_files\n"
        "now = datetime.datetime(2026, 11, 23)\n"
        "case = new_case(sys.argv[2], now=now, account='111122223333')\n"
        "collect_items(case, local_files(pathlib.Path(sys.argv[1]), now=now))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )
    words = [sys.executable, "-c", code, str(case.folder.parent / "evidence"), str(tmp_path / "case")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1_100_000
