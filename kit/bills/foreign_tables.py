"""Tables that were handed over as a bill and are none of AWS's, and cells that a spreadsheet has spoilt."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

import duckdb

_MONEY = re.compile(
    r"cost|amount|charge|price|fee\b|total|betrag|kosten|montant|料金|金額|費用|コスト|請求|単価|合計",
    re.IGNORECASE,
)
_ROUNDED = r"^[0-9]+([.,][0-9]+)?[eE]\+?[0-9]{1,2}$"
_OF_LINES = ("account_id", "payer_account_id")


def table_of_charges(head: bytes) -> str | None:
    """Why a file that was given as a bill is not read, where it is a table of charges; None where it is
    none."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    header = next(csv.reader(io.StringIO(text.replace("\r", "\n"))), [])
    if len(header) < 2 or not any(_MONEY.search(name) for name in header):
        return None
    shown = ", ".join(name.strip()[:30] for name in header[:8])
    return (
        f"a table of charges whose columns are those of no AWS bill ({shown}): a reseller's own list cannot"
        " be counted; ask for AWS's own bill (Cost and Usage Report, FOCUS, or Cost Explorer's CSV)"
    )


def mend_accounts(con: duckdb.DuckDBPyConnection, file_id: int, known: Iterable[str]) -> str | None:
    """Account ids as a spreadsheet leaves them (1.11122E+11, zeros in front lost) made whole.

    A rounded id becomes the one account of `known` that it can be; else it is left out. What was done, in one
    line.
    """
    said = []
    for column in _OF_LINES:
        con.execute(
            f"update spend_lines set {column} = lpad({column}, 12, '0') where file_id = ?"
            f" and regexp_matches({column}, '^[0-9]{{9,11}}$')",
            [file_id],
        )
        found = con.execute(
            f"select distinct {column} from spend_lines where file_id = ?"
            f" and regexp_matches({column}, '{_ROUNDED}') order by 1",
            [file_id],
        ).fetchall()
        for (rounded,) in found:
            candidates = {account for account in known if _can_be(rounded, account)}
            one = candidates.pop() if len(candidates) == 1 else None
            con.execute(
                f"update spend_lines set {column} = ? where file_id = ? and {column} = ?",
                [one, file_id, rounded],
            )
            taken = (
                f"taken for {one}"
                if one
                else "left out, for it can be more than one account or none that is known"
            )
            said.append(f"account id rounded by a spreadsheet: {rounded} {taken}")
    return "; ".join(dict.fromkeys(said)) or None


def _can_be(rounded: str, account: str) -> bool:
    """Whether a spreadsheet writes the account id so."""
    mantissa, _, exponent = rounded.replace(",", ".").lower().partition("e")
    digits = len(mantissa.partition(".")[2])
    written = f"{int(account):.{digits}e}" if account.isdigit() else ""
    return written.partition("e")[0] == mantissa and int(written.partition("e")[2] or -1) == int(exponent)
