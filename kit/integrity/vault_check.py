"""Is the vault as it was written: packs and lists against the chain, every item's bytes against their hash?

Four things must agree on an item: the bytes in the pack, the sha256 in the pack's list, the chain that has
the list's own hash, and the ledger of case.duckdb. Whoever changes one of them leaves the others behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kit import questions
from kit.case import Case
from kit.errors import EvidenceError
from kit.store import database, pack_chain, vault

Row = tuple[str, str, str]
_RESTORE = "restore it from a copy of the case"


def check(case: Case) -> tuple[list[Row], bool]:
    """(subject, state, detail) of what is not as it was, then the sum; whether all is sound.

    `unprovable` is no fault: it says what nobody can tell, as of packs of an older kit, without a chain.
    """
    chain = pack_chain.read(case)
    with database.reading(case) as con:
        known = {row[0]: row for row in database.run(con, questions.step("vault_items")).rows}
        loaded = {row[0]: row[2] for row in database.run(con, questions.step("vault_packs")).rows}
    there = pack_chain.numbers(case)
    wrong, doubts = _chain_itself(case, chain, there)
    checked: set[int] = set()
    proved = size = 0
    for pack in sorted({*there, *loaded, *chain.packs, *chain.lost}):
        problem = _pack(case, pack, there.get(pack, set()), chain, loaded)
        if problem:
            wrong.append((f"pack {pack:06}", *problem))
        if there.get(pack) != {"zip", "jsonl"}:
            continue
        try:
            for entry, state in _items(case, pack):
                checked.add(entry.file_id)
                if state is None and entry.file_id in known and known[entry.file_id][2] != entry.sha256:
                    state = ("altered", f"the ledger knows it as {known[entry.file_id][2]}")
                if state:
                    wrong.append((entry.origin, *state))
                else:
                    proved, size = proved + 1, size + (entry.bytes or 0)
        except EvidenceError as error:
            if not problem:
                wrong.append((f"pack {pack:06}", "altered", str(error)))
    wrong += [
        (known[file_id][1], "missing", "the ledger has it, the vault does not")
        for file_id in sorted(set(known) - checked)
    ]
    total = f"{proved:,} items, {size:,} bytes as delivered"
    return [*wrong, *doubts, ("vault", "altered" if wrong else "proved", total)], not wrong


def _chain_itself(
    case: Case, chain: pack_chain.Chain, there: dict[int, set[str]]
) -> tuple[list[Row], list[Row]]:
    """(faults, doubts) of the chain's own file."""
    name = pack_chain.chain_path(case).name
    wrong = [(f"vault/{name}", "altered", f"{problem}; {_RESTORE}") for problem in chain.problems]
    whole = [pack for pack, parts in there.items() if parts == {"zip", "jsonl"}]
    chained = any(pack_chain.header_of(vault.list_path(case, pack)) for pack in whole)
    doubts = []
    if not chain.there and chained:
        wrong.append((f"vault/{name}", "missing", f"the lists of the packs name it; {_RESTORE}"))
    elif not chain.there and whole:
        why = "an older kit wrote these packs without a chain: whether one was taken away, nobody can tell"
        doubts.append(("vault chain", "unprovable", f"{why}; the next `kit collect` begins one"))
    for line in chain.lines:
        at = str(line.facts.get("at") or "")
        if line.note == "remade":
            why = "was gone: what was taken away before that, nobody can tell"
            doubts.append(
                ("vault chain", "unprovable", f"the chain was begun anew at {at}, since its file {why}")
            )
    adopted = sorted(pack for pack, line in chain.packs.items() if line.note == "adopted")
    if adopted:
        words = f"{len(adopted):,} packs ({adopted[0]:06} to {adopted[-1]:06}) were there before the chain"
        why = "written by an older kit; what was changed or taken away before that, nobody can tell"
        doubts.append(("vault chain", "unprovable", f"{words}: {why}"))
    return wrong, doubts


def _pack(
    case: Case, pack: int, parts: set[str], chain: pack_chain.Chain, loaded: dict[int, str | None]
) -> tuple[str, str] | None:
    """What is wrong with a pack as a whole, its items aside."""
    written = chain.packs.get(pack)
    if not parts:
        at = chain.lost[pack].facts.get("at") if pack in chain.lost else ""
        noticed = f", noticed {at}Z" if at else ""
        return "missing", f"it was written, and both its files are gone{noticed}; {_RESTORE}"
    if parts == {"zip"}:
        return "missing", f"orphaned: its list is gone, so nothing says what its bytes are; {_RESTORE}"
    if parts == {"jsonl"}:
        return "missing", f"orphaned: its list is there, its bytes are gone; {_RESTORE}"
    packed, listed = vault.pack_path(case, pack), vault.list_path(case, pack)
    for path in (packed, listed):
        if not path.stat().st_size:
            return "altered", f"{path.name} is empty; {_RESTORE}"
    said = pack_chain.header_of(listed)
    of_list, of_zip = pack_chain.sha256_of(listed), pack_chain.sha256_of(packed)
    if loaded.get(pack) not in (None, of_list):
        return "altered", f"{listed.name} is not the list that the tables were made from; {_RESTORE}"
    if written is None:
        if not chain.there and not said:
            return None  # of an older kit
        if not chain.there:
            return _against(packed.name, said, of_zip, packed.stat().st_size)
        return (
            (
                "altered",
                "not in the chain: put there by hand, or its run was killed; the next `kit collect` tells",
            )
            if pack <= max(chain.packs, default=0) or not said
            else None  # being written at this moment
        )
    if written.facts.get("list") != of_list:
        return "altered", f"{listed.name} is not the list that was written; {_RESTORE}"
    return _against(packed.name, written.facts, of_zip, packed.stat().st_size)


def _against(name: str, facts, sha256: str, size: int) -> tuple[str, str] | None:
    wanted = facts.get("bytes")
    if sha256 == facts.get("zip"):
        return None
    if isinstance(wanted, int) and size < wanted:
        return "altered", f"{name} is cut: {size:,} of {wanted:,} bytes are there; {_RESTORE}"
    return "altered", f"{name} is not as it was written; {_RESTORE}"


def _items(case: Case, pack: int) -> Iterator[tuple[vault.Entry, tuple[str, str] | None]]:
    held = [entry for entry in vault.entries(case, pack) if entry.offset is not None]
    if not held:
        return
    with vault.opened(case, pack) as reader:
        for entry in held:
            try:
                raw = reader.raw(entry)
            except EvidenceError as error:
                yield entry, ("missing", str(error))
                continue
            found = hashlib.sha256(raw).hexdigest()
            raw.release()
            yield entry, None if found == entry.sha256 else ("altered", f"its bytes now hash to {found}")
