"""What the third party left that stands or may stand: counted once for every line that speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from kit.rows import CredentialsAnswerRow, PrincipalsAnswerRow, ResourcesAnswerRow

    Thing = TypeVar("Thing", CredentialsAnswerRow, PrincipalsAnswerRow, ResourcesAnswerRow)


@dataclass(frozen=True)
class Standing:
    """Rows of answers: leaked keys that are not known to be off, other credentials that are usable, and what
    was made in IAM and outside it."""

    keys: list[CredentialsAnswerRow]
    credentials: list[CredentialsAnswerRow]
    principals: list[PrincipalsAnswerRow]
    resources: list[ResourcesAnswerRow]


def standing(
    credentials: list[CredentialsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
) -> Standing:
    """What of each stands or may stand."""
    return Standing(
        keys=[row for row in credentials if not row["depth"] and row["may_stand"]],
        credentials=[row for row in theirs(credentials) if row["depth"] and row["state"] == "alive"],
        principals=[row for row in theirs(principals) if row["may_stand"]],
        resources=[row for row in theirs(resources) if row["may_stand"]],
    )


def theirs(rows: list[Thing]) -> list[Thing]:
    """What is, or may be, the third party's."""
    return [row for row in rows if row["maybe_third_party"]]
