"""The end of the report: what its words mean, for a reader who does not work with AWS's logs every day."""

from __future__ import annotations

from kit.case import Case
from kit.report.blocks import Block, Table, section
from kit.texts import text

WORDS = (
    "third-party", "owner", "evidence", "trail", "event-history", "end-of-logs", "remains", "likely",
    "unattributed", "credential", "quarantine", "normal-spend", "estimate", "interim",
)  # fmt: skip


def word_section(case: Case) -> list[Block]:
    """A row a word, in the order in which a reader meets them."""
    lang = case.language
    table = Table(lang, ["report-col-word", "report-col-meaning"])
    for word in WORDS:
        table.add((text(lang, f"report-word-{word}"), "name"), text(lang, f"report-word-{word}-means"))
    return [section(lang, "words"), table.block(fold=False)]
