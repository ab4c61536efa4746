"""The other long-term keys of the accounts that the leak concerns: AWS asks for all of them to be replaced,
whoever used which. Plan, steps and reply read them here, so that they never disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit import questions
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.findings import Situation
    from kit.rows import AccountKeysAnswerRow

_OFF = ("deleted", "inactive")


@dataclass(frozen=True)
class OtherKeys:
    """`every` other key that is seen, and those `left`: still on, and not replaced since the incident."""

    every: list[AccountKeysAnswerRow]
    left: list[AccountKeysAnswerRow]

    @property
    def changed(self) -> int:
        """How many were switched off, deleted or replaced since."""
        return len(self.every) - len(self.left)


def other_keys(con: duckdb.DuckDBPyConnection, state: Situation) -> OtherKeys:
    """Keys outside the tree in the accounts concerned. A key whose account no record tells counts: better one
    line too many than a key forgotten."""
    rows: list[AccountKeysAnswerRow] = database.run(con, questions.query("account_keys")).dicts()
    tree = {row["credential_id"] for row in state.credentials}
    every = [
        row
        for row in rows
        if row["access_key_id"] not in tree and (row["account_id"] or state.account) in state.accounts
    ]
    left = [row for row in every if row["rotated_since_incident"] != "yes" and row["status"] not in _OFF]
    return OtherKeys(every, left)


def name(row: AccountKeysAnswerRow) -> str:
    """The key, with its user where the evidence says whose it is."""
    return f"{row['access_key_id']} ({row['user_name']})" if row["user_name"] else row["access_key_id"]
