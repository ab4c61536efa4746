"""`kit verify`: does the vault still hold what was put in, and was that what CloudTrail delivered?

Three things must agree for each item: the bytes in the pack, the sha256 in the pack's list, and the sha256 in
the ledger of case.duckdb. Whoever changes one of them leaves the other two behind. Then the digest chain is
walked (kit.integrity): what the vault holds may have been altered before it was collected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from kit import questions
from kit.case import Case
from kit.errors import EvidenceError
from kit.integrity import check
from kit.store import Answer, database, vault

_COLUMNS = {"subject": "VARCHAR", "state": "VARCHAR", "detail": "VARCHAR"}


def verify(case: Case, *, now: datetime | None = None) -> tuple[Answer, bool]:
    """A row per thing that is not as it was, then sums for digests, log files and the vault; whether all is
    sound.

    `state` is `proved`, `altered`, `missing` or `unprovable`; what cannot be proved is no fault. The verdicts
    on the chain are kept for the question `integrity`; `now` (naive UTC) stamps them.
    """
    chain, chain_sound = check.lines(
        check.refresh(case, now=now or datetime.now(UTC).replace(tzinfo=None), afresh=True)
    )
    rows, sound = _vault(case)
    return Answer(list(_COLUMNS), list(_COLUMNS.values()), [*chain, *rows]), sound and chain_sound


def _vault(case: Case) -> tuple[list[tuple[str, str, str]], bool]:
    with database.reading(case) as con:
        known = {row[0]: row for row in database.run(con, questions.step("vault_items")).rows}
        loaded = {pack for pack, _ in database.run(con, questions.step("vault_packs")).rows}
    wrong = [
        ("pack " + format(pack, "06"), "missing", "its tables are loaded, its bytes are gone")
        for pack in sorted(loaded - set(vault.packs(case)))
    ]
    checked, proved, size = set(), 0, 0
    for pack in vault.packs(case):
        try:
            for entry, problem in _pack(case, pack):
                checked.add(entry.file_id)
                if problem is None and entry.file_id in known and known[entry.file_id][2] != entry.sha256:
                    problem = ("altered", f"the ledger knows it as {known[entry.file_id][2]}")
                if problem:
                    wrong.append((entry.origin, *problem))
                else:
                    proved, size = proved + 1, size + (entry.bytes or 0)
        except EvidenceError as error:
            wrong.append((f"pack {pack:06}", "altered", str(error)))
    wrong += [
        (known[file_id][1], "missing", "the ledger has it, the vault does not")
        for file_id in sorted(set(known) - checked)
    ]
    rows = [
        *wrong,
        ("vault", "proved" if not wrong else "altered", f"{proved:,} items, {size:,} bytes as delivered"),
    ]
    return rows, not wrong


def _pack(case: Case, pack: int) -> Iterator[tuple[vault.Entry, tuple[str, str] | None]]:
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
