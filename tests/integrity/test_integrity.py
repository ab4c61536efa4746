"""`kit verify` on digest chains signed by the tests' own keys: every fault is found, nothing sound is
blamed."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from chains import REGION, START, Chain, public
from conftest import ACCOUNT, LEAKED, NOW, answer_items, take_answers

from kit import collect, questions
from kit.analysis.answers import ask
from kit.case import Case, new_case
from kit.collect.run import collect_items
from kit.integrity.signature import Digest
from kit.integrity.verification import verify
from kit.sources.local_files import local_files
from kit.store import database


@pytest.fixture
def chain() -> Chain:
    made = Chain()
    for _ in range(6):
        made.hour()
    return made


@pytest.fixture
def checked(tmp_path):
    """`checked(chain, ...)`: (case, rows of `kit verify`, whether all is sound) of the chain saved and
    collected.

    Nothing is derived, unless `derived`: no derived table says anything of digests.
    """

    def check(chain, derived=False, **saved):
        case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
        folder = chain.save(tmp_path / "trail", **saved)
        if derived:
            take_answers(case, {"keys": chain.keys()})
            collect(case, str(folder), now=NOW)
        else:
            collect_items(case, [*answer_items({"keys": chain.keys()}), *local_files(folder, now=NOW)])
        answer, sound = verify(case, now=NOW)
        return case, answer.rows, sound

    return check


def hours(case: Case) -> dict[int, str]:
    """Hour since the start -> state, by the question `integrity`, which reads no derived table."""
    with database.reading(case) as con:
        rows = database.run(con, questions.query("integrity")).dicts()
    return {round((row["hour"] - START) / timedelta(hours=1)): row["state"] for row in rows}


def problems(rows) -> list[tuple[str, str]]:
    """(last part of the place, state) of each problem."""
    sums = ("digests", "log files", "vault")
    return [(row[0].rsplit("/", 1)[-1], row[1]) for row in rows if row[0] not in sums]


def reasons(case) -> dict[str, tuple[str, str]]:
    with database.reading(case) as con:
        rows = database.run_text(con, "select place, state, reason from integrity_checks").rows
    return {place.rsplit("/", 1)[-1]: (state, reason) for place, state, reason in rows}


def name(place: tuple[str, str]) -> str:
    return place[1].rsplit("/", 1)[-1]


def test_the_string_that_is_signed():
    facts = {
        "digestEndTime": "a",
        "digestS3Bucket": "b",
        "digestS3Object": "c",
        "previousDigestSignature": None,
    }
    digest = Digest(b"abc", facts, START, START)
    assert (
        digest.signed() == b"a\nb/c\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nnull"
    )


def test_a_sound_chain_is_proved(chain, checked):
    case, rows, sound = checked(chain, derived=True)
    assert sound
    assert [row[:2] for row in rows] == [("digests", "proved"), ("log files", "proved"), ("vault", "proved")]
    assert rows[0][2] == "6 proved; with keys from AWS's own answer"
    assert hours(case) == dict.fromkeys(range(6), "proved")
    asked = ask(case, "integrity").dicts()
    assert [row["state"] for row in asked] == ["proved"] * 6
    nexts = [row["next_proved"] for row in asked]
    assert nexts == [True] * 5 + [False]


def test_an_altered_log_file(chain, checked):
    chain.forge(chain.logs[2], Records=[])
    case, rows, sound = checked(chain, derived=True)
    assert not sound
    assert problems(rows) == [(name(chain.logs[2]), "altered")]
    assert [row["state"] for row in ask(case, "integrity").dicts()][2] == hours(case)[2] == "altered"
    assert {state for hour, state in hours(case).items() if hour != 2} == {"proved"}


def test_data_after_the_end_of_a_log_file(chain, checked):
    held = chain.objects[chain.logs[1]]
    held.data += gzip.compress(b'{"Records": []}')
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.logs[1])] == ("altered", "trailing")


@pytest.mark.parametrize("tail", [b"x", b"\0" * 512])
def test_anything_after_the_end_counts(chain, checked, tail):
    chain.objects[chain.logs[1]].data += tail
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.logs[1])] == ("altered", "trailing")


def test_a_log_file_that_is_no_gzip_or_cut_off(chain, checked):
    chain.objects[chain.logs[1]].data = b"\x1f\x8bnonsense"
    chain.objects[chain.logs[3]].data = chain.objects[chain.logs[3]].data[:-40]
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.logs[1])] == ("altered", "format")
    assert reasons(case)[name(chain.logs[3])] == ("altered", "hash")


def test_a_missing_log_file(chain, checked):
    del chain.objects[chain.logs[4]]
    case, rows, sound = checked(chain)
    assert not sound
    assert problems(rows) == [(name(chain.logs[4]), "missing")]
    assert hours(case)[4] == "missing"


def test_an_altered_digest_and_what_it_names(chain, checked):
    chain.forge(chain.digests[3], logFiles=[])
    case, rows, sound = checked(chain)
    assert not sound
    assert (name(chain.digests[3]), "altered") in problems(rows)
    assert reasons(case)[name(chain.logs[3])] == ("unprovable", "unnamed")
    assert hours(case)[3] == "altered"
    assert {state for hour, state in hours(case).items() if hour != 3} == {"proved"}


@pytest.mark.parametrize("text", [b"no json", b"[]", b'{"digestS3Object": "x", "logFiles": []}'])
def test_a_digest_of_another_form(chain, checked, text):
    chain.objects[chain.digests[3]].data = gzip.compress(text)
    case, rows, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.digests[3])] == ("altered", "format")
    assert not [row for row in rows if "in a row" in row[2]], "the digest is there"
    assert hours(case)[3] == "altered"


def test_a_digest_under_the_name_of_another(chain, checked):
    chain.objects[chain.digests[3]] = chain.objects[chain.digests[2]]
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.digests[3])] == ("altered", "moved")
    assert reasons(case)[name(chain.digests[2])] == ("proved", "signed")
    assert hours(case)[3] == "altered"
    assert hours(case)[2] == "proved"


def test_a_wrong_signature_in_the_metadata(chain, checked):
    for place, signature in ((chain.digests[1], "00" * 256), (chain.digests[4], "no hex")):
        chain.objects[place].metadata["signature"] = signature
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.digests[1])] == ("altered", "signature")
    assert reasons(case)[name(chain.digests[4])] == ("altered", "signature")


def test_the_next_digest_knows_another_hash(chain, checked):
    facts = json.loads(chain.objects[chain.digests[5]].text)
    chain.put(chain.digests[5], {**facts, "previousDigestHashValue": "0" * 64})
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.digests[4])] == ("altered", "hash")


def test_one_missing_digest(chain, checked):
    del chain.objects[chain.digests[2]]
    case, rows, sound = checked(chain)
    assert not sound
    (gap,) = [row for row in rows if "not in the case" in row[2] and row[0].startswith(ACCOUNT)]
    assert gap[1] == "missing"
    assert "1 digest is" in gap[2]
    assert name(chain.digests[2]) in gap[2]
    assert hours(case) == {0: "proved", 1: "proved", 2: "missing", 3: "proved", 4: "proved", 5: "proved"}


def test_two_missing_digests_in_a_row(chain, checked):
    """aws-cli names the last of them only and goes on with the next it finds."""
    del chain.objects[chain.digests[2]]
    del chain.objects[chain.digests[3]]
    case, rows, sound = checked(chain)
    assert not sound
    assert [row[1] for row in rows if "2 digests in a row" in row[2]] == ["missing"]
    assert [hour for hour, state in hours(case).items() if state == "missing"] == [2, 3]


def test_missing_digests_before_the_first_while_older_log_files_are_there(chain, checked):
    for place in chain.digests[:3]:
        del chain.objects[place]
    case, rows, sound = checked(chain)
    assert not sound
    assert "3 digests in a row" in " ".join(row[2] for row in rows)
    assert [hour for hour, state in hours(case).items() if state == "missing"] == [0, 1, 2]


def test_a_collection_that_begins_in_the_middle_is_sound(chain, checked):
    for place in [*chain.digests[:3], *chain.logs[:3]]:
        del chain.objects[place]
    case, _, sound = checked(chain)
    assert sound
    assert hours(case) == {3: "proved", 4: "proved", 5: "proved"}


def test_days_that_were_not_collected_are_not_missing(checked):
    chain = Chain(start=datetime(2026, 3, 1, 22))
    chain.hour()
    # Ends at midnight: lies in the folder of the next day, its log file in that of the day before.
    chain.hour()
    chain.hour()
    for place in (chain.digests[0], *chain.logs[:2]):
        del chain.objects[place]
    case, rows, sound = checked(chain)
    assert sound
    assert reasons(case)[name(chain.logs[1])] == ("unprovable", "not_collected")
    assert "days that were not collected" in " ".join(row[2] for row in rows)
    assert hours(case) == {23: "unprovable", 24: "proved"}


def test_validation_switched_off_and_on_again(chain, checked):
    chain.at += timedelta(hours=3)
    chain.hour(restart=True)
    case, rows, sound = checked(chain)
    assert sound, "nobody can tell: no fault"
    assert ("unprovable", True) in [(row[1], "chain begins anew" in row[2]) for row in rows]
    assert hours(case) == {
        **dict.fromkeys(range(6), "proved"),
        **dict.fromkeys((6, 7, 8), "unprovable"),
        9: "proved",
    }


def test_a_moved_trail(checked):
    """A trail that delivers to another bucket and prefix goes on with the same chain."""
    chain = Chain()
    chain.hour(), chain.hour()
    chain.bucket, chain.prefix = "new-trails", "security/"
    chain.hour(), chain.hour()
    case, _, sound = checked(chain, bucket_folders=True)
    assert sound
    assert hours(case) == dict.fromkeys(range(4), "proved")


def test_backfill_digests_are_a_chain_of_their_own(chain, checked):
    late = Chain()
    late.backfill = True
    late.hour(), late.hour()
    chain.objects.update({place: late.objects[place] for place in late.digests})
    for place in late.digests:  # they name the same log files
        chain.objects.update({place: late.objects[place] for place in late.logs})
    case, rows, sound = checked(chain)
    assert sound, rows
    assert reasons(case)[name(late.digests[1])] == ("proved", "signed")
    assert hours(case) == dict.fromkeys(range(6), "proved")


def test_a_backfill_digest_without_its_stamp(checked):
    chain = Chain()
    chain.backfill = True
    chain.hour(), chain.hour()
    del chain.objects[chain.digests[1]].metadata["backfill-generation-timestamp"]
    case, _, sound = checked(chain)
    assert not sound
    assert reasons(case)[name(chain.digests[1])] == ("altered", "metadata")


def test_an_unknown_key_is_no_proof_and_no_fault(chain, checked):
    chain.signer = "third"  # not in the saved answer
    chain.hour()
    case, rows, sound = checked(chain)
    assert sound
    (line,) = [row for row in rows if row[0] == "digest keys"]
    assert public("third")["Fingerprint"] in line[2]
    assert "list-public-keys" in line[2]
    assert reasons(case)[name(chain.logs[6])] == ("unprovable", "digest_unproved")
    assert hours(case)[6] == "unprovable"


def test_a_key_that_is_not_what_its_fingerprint_says(chain, checked):
    bad = {"PublicKeyList": [{**public("second"), "Fingerprint": public("first")["Fingerprint"]}]}
    chain.keys = lambda *_: bad
    case, _, _ = checked(chain)
    assert {reason for reason in reasons(case).values() if reason[1] == "bad_key"} == {
        ("unprovable", "bad_key")
    }
    assert "proved" not in hours(case).values()


def test_metadata_lost_on_the_way(chain, checked):
    """`aws s3 sync` keeps no metadata: without one signature to begin with nothing proves the chain, but it
    fits."""
    case, rows, sound = checked(chain, sidecars=False)
    assert sound
    # Every digest but the last is proved by the signature that its successor repeats.
    (line,) = [row for row in rows if row[0] == "digest signatures"]
    assert "1 digest" in line[2]
    assert "aws s3 sync" in line[2] and "kit collect CASE s3://" in line[2]
    assert reasons(case)[name(chain.digests[0])] == ("proved", "signed_by_next")
    assert reasons(case)[name(chain.digests[5])] == ("unprovable", "no_signature")
    assert hours(case) == {**dict.fromkeys(range(5), "proved"), 5: "unprovable"}


def test_an_altered_digest_without_metadata(chain, checked):
    chain.forge(chain.digests[2], logFiles=[])
    case, _, sound = checked(chain, sidecars=False)
    assert not sound
    assert reasons(case)[name(chain.digests[2])] == ("altered", "signature")


def test_a_log_file_put_there_by_hand(chain, checked):
    chain.at = START + timedelta(hours=2)
    planted = chain.log()
    case, rows, sound = checked(chain)
    assert sound
    assert reasons(case)[name(planted)] == ("unprovable", "unnamed")
    assert hours(case)[2] == "unprovable"
    assert "put there by hand" in " ".join(row[2] for row in rows)


def test_inflated_copies_are_as_good(chain, checked, tmp_path):
    """Somebody ran gunzip over the folder: what is hashed is the content."""
    folder = chain.save(tmp_path / "trail")
    for path in list(folder.rglob("*_CloudTrail_*.json.gz")):
        path.with_suffix("").write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    chain.objects = {}
    case, _, sound = checked(chain)
    assert sound
    assert hours(case) == dict.fromkeys(range(6), "proved")


def test_in_an_archive(chain, tmp_path):
    import shutil

    chain.forge(chain.logs[2], Records=[])
    folder = chain.save(tmp_path / "trail")
    archive = shutil.make_archive(str(tmp_path / "trail"), "zip", folder)
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    collect_items(case, [*answer_items({"keys": chain.keys()}), *local_files(Path(archive), now=NOW)])
    _, sound = verify(case, now=NOW)
    assert not sound
    assert reasons(case)[name(chain.logs[2])] == ("altered", "hash")
    assert [hours(case)[hour] for hour in (0, 2, 5)] == ["proved", "altered", "proved"]


def test_what_is_missing_may_come_later(chain, checked, tmp_path):
    later = chain.objects.pop(chain.logs[4])
    case, _, sound = checked(chain)
    assert not sound
    path = tmp_path / "later" / chain.logs[4][1]
    path.parent.mkdir(parents=True)
    path.write_bytes(later.data)
    collect_items(case, local_files(tmp_path / "later", now=NOW))
    assert hours(case)[4] == "proved", "a collection checks what is new"
    assert verify(case, now=NOW)[1]


def test_the_vault_is_read_again(chain, checked):
    """A log file that changes in the vault after it was collected is found, although its hash was known."""
    case, _, sound = checked(chain)
    assert sound
    pack = case.vault / "000001.zip"
    data = bytearray(pack.read_bytes())
    at = data.index(chain.objects[chain.logs[2]].data)
    data[at + 30] ^= 0xFF
    pack.write_bytes(data)
    _, sound = verify(case, now=NOW)
    assert not sound
    assert hours(case)[2] == "altered"


def test_rebuild_checks_again(chain, checked):
    from kit.collect.run import rebuild_tables

    case, _, _ = checked(chain)
    before = hours(case)
    rebuild_tables(case)
    assert hours(case) == before


def test_without_digests_nothing_is_proved(make_case):
    from conftest import record

    case = make_case([record(5)])
    answer, sound = verify(case, now=NOW)
    assert sound
    assert answer.rows[0][:2] == ("digests", "unprovable")
    (row,) = ask(case, "integrity").dicts()
    assert (row["aws_region"], row["state"], row["reason"]) == (REGION, "unprovable", "no_digest")
