"""How the key may have leaked: the result so far, causes with their evidence, the places, what to ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kit.analysis.findings import place_of
from kit.case import Case
from kit.report.blocks import Block, Table, ids, paragraphs, section
from kit.texts import moment, text

if TYPE_CHECKING:
    from kit.rows import LeakAnswerRow

Rows = list[dict[str, Any]]
_TONES = {"stated": "alive", "found": "alive", "hint": "unknown", "not_found": "gone", "not_looked": "soft"}


def leak_section(case: Case, leak: list[LeakAnswerRow], exposures: Rows, owner_letter: Rows) -> list[Block]:
    """The result so far, the causes, the places where a hunt found the key, what the notice says and the
    key's past, what to do there, AWS's two answers, and the questions to the owner."""
    lang = case.language

    def said(kind: str) -> Block:
        entries = [
            (_without_commands(row["statement"]), row["event_ids"] or ())
            for row in leak
            if row["kind"] == kind
        ]
        return paragraphs(lang, *entries, heading=text(lang, f"report-leak-{kind}"))

    blocks = [section(lang, "leak", text(lang, "report-leak-lead")), said("result"), _causes(lang, leak)]
    exposures = [row for row in exposures if row["content"] != "trail"]
    if exposures:
        lead = (text(lang, "report-leak-places-lead"), ())
        blocks.append(paragraphs(lang, lead, heading=text(lang, "report-leak-places")))
        blocks.append(_places(case, exposures))
    blocks += [said("notice"), said("key")]
    if any(row["kind"] == "remedy" for row in leak):
        blocks.append(said("remedy"))
    blocks.append(said("limit"))
    if owner_letter:
        letter = owner_letter[0]
        data = {"heading": text(lang, "report-leak-letter"), **letter}
        blocks.append(Block("letter", data, lang))
    else:
        blocks.append(said("question"))
    return blocks


def _without_commands(said: str) -> str:
    """A sentence without the kit's own commands in brackets, which only the analyst can use."""
    return re.sub(r"\s*[(（][^()（）]*`[^`]*`[^()（）]*[)）]", "", said)


def _causes(lang: str, leak: list[LeakAnswerRow]) -> Block:
    rows = [
        {
            "cause": row["statement"],
            "standing": text(lang, f"leak-standing-{str(row['standing']).replace('_', '-')}"),
            "tone": _TONES[row["standing"]],
            "sides": [
                [_without_commands(said) for said in row[side] or ()]
                for side in ("evidence_for", "evidence_against", "not_looked")
            ],
            "event_ids": ids(row["event_ids"] or ()),
        }
        for row in leak
        if row["kind"] == "cause"
    ]
    heads = [
        text(lang, f"report-leak-{name}") for name in ("cause", "standing", "for", "against", "not-looked")
    ]
    return Block("causes", {"heading": text(lang, "report-leak-causes"), "heads": heads, "rows": rows}, lang)


def _places(case: Case, exposures: Rows) -> Block:
    """Each place of the key; a commit says who put it there and whether it still stands."""
    lang = case.language
    table = Table(
        lang,
        [
            "report-leak-id",
            "report-leak-place",
            "report-leak-author",
            "report-leak-commit",
            "report-leak-now",
            "report-leak-secret",
        ],
    )
    for row in exposures:
        now = "" if row["deleted"] is None or not row["commit"] else "no" if row["deleted"] else "yes"
        state = [text(lang, f"report-leak-now-{now}")] if now else []
        when = [moment(lang, row["committed_at"], case.timezone)] if row["committed_at"] else []
        table.add(
            (row["access_key_id"], "code"),
            (place_of(row), "code"),
            row["author"] or "–",
            " ".join([*([row["commit"][:12]] if row["commit"] else []), *when]) or "–",
            ": ".join([*state, *([row["note"]] if row["note"] else [])]) or "–",
            text(lang, f"report-leak-secret-{'yes' if row['secret_beside'] else 'no'}"),
        )
    return table.block(more="exposures", fold=False)
