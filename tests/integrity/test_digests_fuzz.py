"""Digests, their metadata and public keys as anybody may have written them: none of them ends a run, none
that is not what was signed is proved, and the log files beside them are read."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from pathlib import Path

from chains import Chain
from conftest import LEAKED, NOW, take_answers
from fuzzing import as_bytes, damaged, lengths, odd, seeds

from kit import ask, collect
from kit.case import new_case, open_case
from kit.integrity.verification import verify
from kit.store import database

HOURS = 12
# What reads digests, or speaks of them.
ASKED = ("integrity", "coverage", "cannot_say", "findings", "ledger_items", "custody")


def _digest(held: bytes, dice: random.Random) -> bytes:
    """A digest, altered: as a document, as bytes, or as what gzip makes of it."""
    text = gzip.decompress(held)
    how = dice.random()
    if how < 0.5:
        changed = as_bytes(odd(json.loads(text), dice, 0.15))
    elif how < 0.8:
        changed = damaged(text, dice)
    else:
        return damaged(held, dice)
    return gzip.compress(changed, mtime=0) if dice.random() < 0.9 else changed


def _round(folder: Path, dice: random.Random) -> tuple[Chain, set[str]]:
    """A chain in files with some of it altered; gives it with the names of digests that are as they were."""
    chain = Chain()
    for _ in range(HOURS):
        chain.hour()
    chain.save(folder)
    whole = set()
    for place in chain.digests:
        path = folder / place[1]
        beside = path.with_name(path.name + ".metadata.json")
        if dice.random() < 0.6:
            path.write_bytes(_digest(path.read_bytes(), dice))
        if dice.random() < 0.3:
            facts = json.loads(beside.read_bytes())
            beside.write_bytes(
                as_bytes(odd(facts, dice, 0.4)) if dice.random() < 0.6 else damaged(beside.read_bytes(), dice)
            )
        if signed_text(path) == chain.objects[place].text:
            whole.add(place[1])
    keys = as_bytes(odd(chain.keys(), dice, 0.3))
    (folder / "keys.json").write_bytes(keys if dice.random() < 0.7 else damaged(keys, dice))
    return chain, whole


def signed_text(path: Path) -> bytes | None:
    """What is in it, packed or as somebody has inflated it; None where that cannot be told. Without the
    last bytes of a gzip, which only repeat its size, it is whole: what is signed is the text."""
    stream, raw = zlib.decompressobj(31), path.read_bytes()
    try:
        text = stream.decompress(raw)
    except zlib.error:
        return raw
    return None if stream.unused_data else text


@lengths
def test_no_digest_ends_a_run_and_none_is_proved_that_was_not_signed(tmp_path, long):
    proved = 0
    for seed in seeds(long, 1):
        dice = random.Random(seed)
        place = tmp_path / str(seed)
        chain, whole = _round(place / "trail", dice)
        case = new_case(place / "case", now=NOW, keys=[LEAKED], language="en")
        if dice.random() < 0.8:
            take_answers(case, {"keys": chain.keys()})
        else:
            # AWS's own answer, as an endpoint may give it that is none of AWS's.
            take_answers(case, {"keys": as_bytes(odd(chain.keys(), dice, 0.3)).decode("utf-8", "replace")})
        summary = collect(case, place / "trail", now=NOW)
        assert summary.events == HOURS, seed
        answer, _ = verify(open_case(case.folder), now=NOW)
        assert answer.rows
        for name in ASKED:
            ask(case, name)
        with database.reading(case) as con:
            checks = database.run_text(
                con, "select place, state from integrity_checks where kind = 'digest'"
            ).rows
        sure = {key for key, state in checks if state == "proved"}
        assert {key.rpartition("/")[2].partition("?")[0] for key in sure} <= {
            key.rpartition("/")[2] for key in whole
        }, seed
        proved += len(sure)
    assert proved, "what was signed and not altered is proved"
