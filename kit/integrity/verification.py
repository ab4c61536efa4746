"""`kit verify`: does the vault still hold what was put in, and was that what CloudTrail delivered?

First the digest chain is walked (kit.integrity.check): what the vault holds may have been altered before it
was collected. Then the vault itself (vault_check), and what was sealed for hand-over (seal).
"""

from __future__ import annotations

from datetime import UTC, datetime

from kit.case import Case
from kit.integrity import check, seal, vault_check
from kit.store import Answer

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
    rows, sound = vault_check.check(case)
    sealed, seals_sound = seal.check(case)
    found = Answer(list(_COLUMNS), list(_COLUMNS.values()), [*chain, *sealed, *rows])
    return found, sound and chain_sound and seals_sound
