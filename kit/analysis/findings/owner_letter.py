"""The questions to the key's owner, ready to send: only they can say how it was used, shared and stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit.analysis.findings.leak import asked
from kit.analysis.findings.leak_facts import leak_facts, place_of
from kit.ids import arn_name
from kit.store import Answer
from kit.texts import say
from kit.window import parse_time

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

_COLUMNS = {"subject": "VARCHAR", "body": "VARCHAR"}


def owner_letter(
    con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None
) -> Answer:
    """One row: `subject` and `body` of a mail in the case's language; none where the case knows no key and no
    user.

    It names what AWS and a hunt found, so that the owner can look there, and no secret.
    """
    facts = leak_facts(con, case)
    names = list(dict.fromkeys([*case.keys, *case.principals]))
    if not names:
        return Answer(list(_COLUMNS), list(_COLUMNS.values()), [])
    users = list(dict.fromkeys(arn_name(row["principal_arn"] or "") for row in facts.makers))
    about = {
        "keys": names,
        "account": case.account,
        "users": [each for each in users if each] or [case.notice.get("user", "") or "–"],
    }

    def words(message: str, **args: Any) -> str:
        return say(case.language, case.timezone, f"owner-letter-{message}", args)

    known = []
    notice = case.notice
    if notice.get("subject") and not notice.get("doubts"):
        at = parse_time(notice["received_at"]) if notice.get("received_at") else ""
        known.append(words("notice", subject=notice["subject"], at=at or "–"))
    known += [words("url", url=url) for url in facts.stated_urls]
    known += [words("found", place=place) for place in dict.fromkeys(map(place_of, facts.places))][:10]
    if facts.until is not None:
        first = next(row for row in facts.makers if row["first_at"] == facts.until)
        likely = "no" if first["first_certainty"] == "certain" else "yes"
        known.append(words("first", at=facts.until, likely=likely))
    questions = [
        words("question", number=str(number), question=said)
        for number, said in enumerate(
            (
                say(case.language, case.timezone, f"leak-{kind}-{topic}", args)
                for kind, topic, args, _ in asked(facts)
            ),
            1,
        )
    ]
    parts = [
        words("hello", **about),
        words("why", **about),
        "\n".join(known),
        "\n".join(questions),
        words("keep"),
        words("bye"),
    ]
    body = "\n\n".join(filter(None, parts))
    return Answer(list(_COLUMNS), list(_COLUMNS.values()), [(words("subject", **about), body)])
