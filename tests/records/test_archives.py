"""Archives of any size: read where they lie, long members kept beside the vault while they are read, memory
bounded."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pytest
from conftest import ACCOUNT, LEAKED, NOW, record

import kit
from kit import ask, collect
from kit.case import new_case, open_case
from kit.collect.run import collect_items
from kit.errors import CaseError
from kit.records import archives, load_step, reader
from kit.sources.local_files import local_files
from kit.store import database
from kit.store.read_ahead import Decoder


def delivery(first: int, count: int) -> bytes:
    return json.dumps({"Records": [record(first + place) for place in range(count)]}).encode()


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: list[tuple[str, bytes]], mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{mode}") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


MEMBERS = [
    ("a.json", delivery(0, 200)),
    ("b.json.gz", gzip.compress(delivery(200, 300))),
    ("c.json", delivery(500, 40)),
]
PACKINGS = {"a.zip": zipped(MEMBERS), "a.tar": tarred(MEMBERS, ""), "a.tar.gz": tarred(MEMBERS, "gz")}


def collected(folder, name: str, data: bytes):
    file = folder / name
    file.write_bytes(data)
    case = new_case(folder / "case", now=NOW, account=ACCOUNT)
    return case, collect_items(case, local_files(file, now=NOW))


@pytest.mark.parametrize("name", PACKINGS)
def test_long_archives_and_long_members_give_the_same_events(tmp_path, monkeypatch, name):
    """Everything is taken for long: the archive, its members, the records in them."""
    monkeypatch.setattr(archives, "_HELD", 1_000)
    monkeypatch.setattr(reader, "WHOLE", 20_000)
    case, summary = collected(tmp_path, name, PACKINGS[name])
    assert (summary.events, summary.rejected, summary.statuses["loaded"]) == (540, 0, 4)
    assert sorted(path.name for path in case.vault.iterdir()) == [
        "000001.jsonl",
        "000001.zip",
        "chain.jsonl",
        "lock",
    ]
    last = record(539)
    assert json.loads(kit.record(case, last["eventID"]).raw) == last


def test_no_room_for_a_long_member_ends_the_run_in_one_line_and_the_next_one_finishes(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_HELD", 1_000)
    monkeypatch.setattr(archives.tempfile, "TemporaryFile", lambda **_: open("/dev/full", "w+b", buffering=0))  # noqa: SIM115
    with pytest.raises(CaseError) as said:
        collected(tmp_path, "a.zip", PACKINGS["a.zip"])
    case = open_case(tmp_path / "case")
    with pytest.raises(CaseError) as again:  # still no room: what waits in the vault is tried first
        collect_items(case, local_files(tmp_path / "a.zip", now=NOW))
    for error in (said.value, again.value):
        assert "make room" in str(error)
        assert "\n" not in str(error)
    monkeypatch.undo()
    collect_items(case, local_files(tmp_path / "a.zip", now=NOW))
    with database.reading(case) as con:
        assert con.execute("select count(*), sum(copies) from events").fetchall() == [(540, 540)]


def test_two_members_of_one_name_are_both_shown(tmp_path):
    twice = [("a.json", delivery(0, 1)), ("a.json", delivery(1, 1))]
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(twice)
    case, _ = collected(tmp_path, "twice.zip", data)
    for place in (0, 1):
        wanted = record(place)
        assert json.loads(kit.record(case, wanted["eventID"]).raw) == wanted


def test_a_gzip_file_longer_than_the_limit_is_not_copied(monkeypatch):
    data = gzip.compress(bytes(1_000), 0)
    assert archives.inflate(data, 500) == archives.Inflated(b"", more=True)


def test_what_waits_for_the_end_of_a_step_is_bounded(tmp_path, monkeypatch):
    """Records that are set apart are no events, but a step that holds many of them ends all the same."""
    monkeypatch.setattr(load_step, "MAX_HELD", 300_000)
    ended = []
    ending = Decoder._end
    monkeypatch.setattr(Decoder, "_end", lambda self, one, row: (ended.append(one), ending(self, one, row)))
    apart = [record(place, eventCategory="NetworkActivity") for place in range(2_000)]
    case, summary = collected(tmp_path, "apart.json", json.dumps({"Records": apart}).encode())
    assert len(ended) > 3
    assert max(one.held for one in ended) < 1_500_000
    assert summary.events == 0
    with database.reading(case) as con:
        assert con.execute("select count(*), count(distinct position) from set_apart_records").fetchall() == [
            (2_000, 2_000)
        ]
        assert con.execute("select status, records, set_apart from files").fetchall() == [
            ("set_apart", 2_000, 2_000)
        ]


def test_all_levels_together_have_one_limit(tmp_path, monkeypatch):
    """Each level alone is within bounds; what they hold together is not."""
    monkeypatch.setattr(archives, "_ALLOWANCE", 400_000)
    monkeypatch.setattr(archives, "_RATIO", 1)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("blank.txt", b" " * 300_000)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as made:
        for number in range(5):
            made.writestr(f"{number}.zip", inner.getvalue())
    (tmp_path / "bomb.zip").write_bytes(outer.getvalue())
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED])
    assert collect(case, tmp_path / "bomb.zip", now=NOW).exit_code == 3
    rows = ask(case, "ledger_items").dicts()
    assert [row["status"] for row in rows if row["origin"].endswith("0.zip!blank.txt")] == ["skipped"]
    assert [row for row in rows if row["status"] == "rejected" and "taken for a bomb" in row["reason"]]
