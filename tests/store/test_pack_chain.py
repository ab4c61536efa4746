"""The vault as a chain: what is taken away, exchanged, cut or put in is named, and no rebuild launders it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from conftest import LEAKED, NOW, record

from kit import collect
from kit.analysis.answers import ask
from kit.case import new_case, open_case
from kit.collect import rebuild
from kit.collect.run import collect_items, rebuild_tables
from kit.integrity import seal, vault_check, verify
from kit.sources import Item, local_files
from kit.store import Custody, database, pack_chain, vault


@pytest.fixture
def case(tmp_path):
    """A case of three packs with one record each."""
    made = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    for n in range(3):
        folder = tmp_path / f"part{n}"
        folder.mkdir()
        (folder / "records.json").write_text(json.dumps({"Records": [record(n)]}), encoding="utf-8")
        collect_items(made, local_files(folder, now=NOW), custody=Custody.here([f"part{n}"]))
    return made


def wrong(case) -> dict[str, tuple[str, str]]:
    """Subject -> (state, detail) of what `kit verify` finds of the vault, beside items."""
    rows = [*vault_check.check(case)[0], *seal.check(case)[0]]
    return {row[0]: row[1:] for row in rows if row[0] not in ("digests", "log files") and row[1] != "proved"}


def pack(case, number: int):
    return vault.pack_path(case, number), vault.list_path(case, number)


def test_a_whole_vault_is_proved(case):
    assert verify(case, now=NOW)[1] and wrong(case) == {}
    lines = pack_chain.read(case).lines
    assert [line.pack for line in lines] == [1, 2, 3]
    for number, line in enumerate(lines, 1):
        packed, listed = pack(case, number)
        assert line.facts["zip"] == pack_chain.sha256_of(packed)
        assert line.facts["list"] == pack_chain.sha256_of(listed)
        header = pack_chain.header_of(listed)
        assert header["previous"] == line.facts["previous"]
        assert header["run"]["sources"] == [f"part{number - 1}"]


def take_away(case, number):
    for path in pack(case, number):
        path.unlink()


HARM = {
    "both files": (take_away, "missing", "both its files are gone"),
    "the bytes": (lambda case, n: pack(case, n)[0].unlink(), "missing", "orphaned: its list is there"),
    "the list": (lambda case, n: pack(case, n)[1].unlink(), "missing", "orphaned: its list is gone"),
    "emptied": (lambda case, n: pack(case, n)[0].write_bytes(b""), "altered", "is empty"),
    "list emptied": (lambda case, n: pack(case, n)[1].write_bytes(b""), "altered", "is empty"),
    "cut": (lambda case, n: pack(case, n)[0].write_bytes(pack(case, n)[0].read_bytes()[:-20]), "altered",
            "is cut"),
    "padded": (lambda case, n: pack(case, n)[0].write_bytes(pack(case, n)[0].read_bytes() + b"x"), "altered",
               "is not as it was written"),
    "exchanged": (lambda case, n: pack(case, n)[1].write_bytes(pack(case, n)[1].read_bytes().replace(
        b"records.json", b"renamed.json")), "altered", "is not the list that"),
}  # fmt: skip


@pytest.mark.parametrize("number", [3, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("how", HARM)
def test_each_harm_is_named_and_a_rebuild_launders_none(case, how, number):
    harm, state, words = HARM[how]
    harm(case, number)
    for _ in range(2):
        rows, sound = vault_check.check(case)
        found = {row[0]: row[1:] for row in rows}
        assert not sound
        assert found[f"pack {number:06}"][0] == state and words in found[f"pack {number:06}"][1]
        assert found["vault"][0] == "altered"
        rebuild_tables(case)


def test_altered_bytes_are_not_read_again_at_a_rebuild(case):
    path, _ = pack(case, 2)
    path.write_bytes(path.read_bytes().replace(b"GetCallerIdentity", b"GetCallerIdentitx"))
    assert [topic for topic, _ in rebuild(case)] == ["vault_altered"]
    rows = ask(case, "ledger_items").dicts()
    (failed,) = [row for row in rows if row["status"] == "failed"]
    assert "altered in the vault since it came" in failed["reason"]
    with database.reading(case) as con:
        names = database.run_text(con, "select event_name from events").rows
    assert names == [("GetCallerIdentity",)] * 2
    assert wrong(case)["pack 000002"][0] == "altered"


def test_the_next_collection_says_that_the_last_pack_is_gone_and_fetches_its_items(case, tmp_path):
    take_away(case, 3)
    summary = collect(case, tmp_path / "part2", now=NOW)
    assert summary.exit_code == 3
    assert any("000003" in line and "missing" in line for line in summary.lines())
    assert sorted(pack_chain.numbers(case)) == [1, 2, 4], "a number is never given again"
    assert "000003" in " ".join(wrong(case))
    rebuild_tables(case)
    assert "000003" in " ".join(wrong(case)), "nor is it forgotten"
    with database.reading(case) as con:
        (held,) = database.run_text(con, "select count(*) from events").rows
    assert held == (3,), "what was collected again is there"


def test_the_tables_know_what_a_chain_without_its_end_does_not(case):
    """Somebody takes the last pack and its line away."""
    take_away(case, 3)
    path = pack_chain.chain_path(case)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert "pack 000003" in wrong(case)
    rebuild_tables(case)
    assert "pack 000003" in wrong(case), "the rebuild notes it before the tables are made anew"


def test_a_chain_that_is_gone_or_altered(case):
    path = pack_chain.chain_path(case)
    text = path.read_bytes()
    path.unlink()
    assert wrong(case)["vault/chain.jsonl"][0] == "missing"
    path.write_bytes(re.sub(rb'"pack":2', b'"pack":9', text))
    found = wrong(case)
    assert found["vault/chain.jsonl"][0] == "altered" and "line 3" in found["vault/chain.jsonl"][1]
    assert found["pack 000009"][0] == "missing"


def test_a_pack_put_in_by_hand(case):
    for source, name in zip(pack(case, 1), pack(case, 2), strict=True):
        name.with_name(name.name.replace("000002", "000005")).write_bytes(source.read_bytes())
    collect_items(case, [])
    assert "there before the chain" in wrong(case)["vault chain"][1]


def test_a_case_of_an_older_kit_opens_and_goes_on(case, tmp_path):
    """Its lists have no first line and there is no chain: as the kit wrote them before."""
    pack_chain.chain_path(case).unlink()
    for number in (1, 2, 3):
        _, listed = pack(case, number)
        listed.write_bytes(b"".join(listed.read_bytes().splitlines(keepends=True)[1:]))
    rebuild_tables(case)
    rows, sound = vault_check.check(case)
    assert sound
    (line,) = [row for row in rows if row[0] == "vault chain"]
    assert line[1] == "unprovable" and "older kit" in line[2]
    assert ask(case, "custody").dicts()[0]["collected_by"] is None
    (tmp_path / "more.json").write_text(json.dumps({"Records": [record(9)]}), encoding="utf-8")
    collect_items(case, local_files(tmp_path / "more.json", now=NOW))
    take_away(case, 2)
    assert wrong(case)["pack 000002"][0] == "missing"


def test_a_commit_that_was_killed_between_its_files_is_ended(case, tmp_path):
    """Bytes in place, list beside its place, no line: the next run goes on from there."""
    _, listed = pack(case, 3)
    listed.replace(listed.with_suffix(".jsonl.part"))
    path = pack_chain.chain_path(case)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]) + b'{"previous": "torn')
    case.database.unlink()
    summary = collect_items(case, local_files(tmp_path / "part2", now=NOW))
    assert summary.unchanged == 1 and summary.exit_code == 0
    assert wrong(case) == {}
    assert [line.note for line in pack_chain.read(case).lines] == ["", "", ""]


def test_custody_says_who_collected_what_and_with_which_kit(case):
    rows = ask(case, "custody").dicts()
    assert [json.loads(row["sources"]) for row in rows] == [["part0"], ["part1"], ["part2"]]
    here = Custody.here()
    assert {(row["collected_by"], row["host"], row["kit_version"]) for row in rows} == {
        (here.by, here.host, here.kit)
    }
    assert [(row["items"], row["stored"], row["packs"]) for row in rows] == [(1, 1, [n]) for n in (1, 2, 3)]
    assert rows[2]["last_list_sha256"] == pack_chain.sha256_of(pack(case, 3)[1])


def test_a_seal_is_checked_and_goes_with_further_work(case, tmp_path):
    path, sha256 = seal.make(case, (), now=NOW)
    manifest = json.loads(path.read_bytes())
    assert {"case.toml", "vault/000001.zip", "vault/000003.jsonl", "vault/chain.jsonl"} <= {
        each["path"] for each in manifest["files"]
    }
    (tmp_path / "more.json").write_text(json.dumps({"Records": [record(9)]}), encoding="utf-8")
    collect_items(case, local_files(tmp_path / "more.json", now=NOW))
    (line,) = [row for row in verify(case, now=NOW)[0].rows if row[0] == "seal 001"]
    assert line[1] == "proved" and sha256 in line[2]
    take_away(case, 1)
    rows, sound = seal.check(case)
    assert not sound and ("vault/000001.zip", "missing") in {row[:2] for row in rows}


def test_a_stamp_from_outside_lies_beside_the_seal(case, tmp_path):
    _, sha256 = seal.make(case, (), now=NOW)
    foreign = tmp_path / "other.tsr"
    foreign.write_bytes(b"0" * 80)
    with pytest.raises(Exception, match=r"no time stamp of 001\.json"):
        seal.make(case, (), now=NOW, beside=foreign)
    own = tmp_path / "stamp.tsr"
    own.write_bytes(b"\x30\x31" + bytes.fromhex(sha256) + b"\x00")
    target, _ = seal.make(case, (), now=NOW, beside=own)
    assert target.read_bytes() == own.read_bytes()
    assert "001.json.tsr" in seal.check(case)[0][-1][2]


def test_answers_keep_the_place_that_gave_them(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    custody = Custody.here(["iam"])
    custody.caller, custody.endpoints = (
        "arn:aws:iam::111122223333:role/look",
        ("iam: https://x (AWS_ENDPOINT_URL)",),
    )
    collect_items(case, [Item("api://x", NOW, data=b"{}", kind="api")], custody=custody)
    (row,) = ask(case, "custody").dicts()
    assert row["caller_arn"] == custody.caller and json.loads(row["endpoints"]) == list(custody.endpoints)


def test_the_command_seals(case):
    words = "import sys; from kit.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", words, "verify", str(case.folder), "--seal"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert pack_chain.sha256_of(case.folder / "seals" / "001.json") in done.stderr
    assert open_case(case.folder).folder == case.folder
