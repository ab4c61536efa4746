"""What has been copied since the third party came, by anybody but them: it is not asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kit import questions
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.findings import Situation
    from kit.rows import ResponseCopiesRow


class Copies:
    """The calls of the plan's own copying lines (`templates`) that somebody has made already."""

    def __init__(self, con: duckdb.DuckDBPyConnection, state: Situation, templates: Iterable[str]) -> None:
        calls = sorted({_call(template) for template in templates})
        self._made: list[ResponseCopiesRow] = (
            database.run(
                con, questions.step("response_copies"), {"calls": calls, "since": state.first_intruder}
            ).dicts()
            if calls
            else []
        )

    def has(self, account: str | None, name: str | None) -> bool:
        """Whether one of them names the thing."""
        quoted = f'"{name}"'
        return any(row["account_id"] == account and quoted in row["request_parameters"] for row in self._made)


def _call(template: str) -> str:
    """Event source and call of a line: ec2.amazonaws.com:createsnapshots."""
    service, operation, *_ = template.split()
    return f"{service}.amazonaws.com:{operation.replace('-', '')}"
