"""`kit notice`, and what `kit new --notice` says: everything that was read from a notice, and its doubts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kit.cli import formats, output
from kit.window import utc_text

if TYPE_CHECKING:
    from kit.case import Case
    from kit.notice import NoticeFacts


def add(case: Path, file: Path, lang: str | None) -> None:
    """`kit notice`: a further notice of an open case."""
    from kit import ask, open_case
    from kit.library import add_notice
    from kit.texts import text

    output.language(lang)
    was = open_case(case)
    made, facts = add_notice(was, file)
    lang = lang or made.language
    told(facts, lang)
    if facts.elsewhere(was.account):
        _warn(text(lang, "notice-elsewhere", account=facts.account, case=was.account))
    if set(facts.keys) - set(made.keys):
        _warn(text(lang, "notice-keys-left-out", account=facts.account))
    for row in ask(made, "cautions", lang=lang).dicts():
        if row["topic"] in ("masked_key", "near_key"):
            _say(f"{row['statement']} {row['what_would_help']}")
    if made.keys:
        _say(text(lang, "notice-taken", keys=", ".join(made.keys)))
    else:
        _say(text(lang, "notice-taken-no-keys"))


def case_made(made: Case, notice: Path | None) -> None:
    """What `kit new` says: all that the notice told, whom the case follows, and what comes next."""
    if notice is not None:
        from kit.notice import parse

        told(parse(notice, made.timezone), made.language)
    followed = ", ".join(made.keys + made.principals)
    if followed:
        _say(f"{made.folder}: made for {followed}; next: `kit collect {made.folder} PATH`")
    else:
        _say(
            f"{made.folder}: made for account {made.account}; no key is known yet:"
            f" collect, then `kit ask {made.folder} suspects`"
        )


def told(facts: NoticeFacts, lang: str) -> None:
    """What a notice says, each with where it stands; then on stderr what speaks against it."""
    from kit.texts import text

    for name, value, place in _fields(facts):
        at = ""
        if place is not None:
            at = " " + (
                text(lang, "notice-at-line", line=str(place)) if place else text(lang, "notice-at-header")
            )
        _say(text(lang, f"notice-field-{name}", value=value) + at)
    about = {"sender": facts.sender, "account": facts.account, "hosts": ", ".join(facts.strange_hosts)}
    about["reply"] = facts.answers_to
    for doubt in facts.doubts:
        _warn(text(lang, f"leak-notice-doubt-{doubt}", **about))


def _fields(facts: NoticeFacts) -> Iterator[tuple[str, str, int | None]]:
    """(field, value, line or 0 for a header, None where the text has it in other words)."""
    stood = facts.stood
    if facts.subject:
        yield "subject", facts.subject, None
    if facts.received_at:
        yield "received-at", utc_text(facts.received_at), None
    if facts.sender:
        yield "sender", facts.sender, None
    yield from (("key", key, stood.get(key)) for key in facts.keys)
    yield from (("masked-key", key, None) for key in facts.masked_keys)
    yield from (("user", user, stood.get(user)) for user in facts.users)
    if facts.account:
        yield "account", facts.account, stood.get("account")
    yield from (("exposed-url", url, stood.get(url)) for url in facts.exposed_urls)
    for name in ("support_case", "deadline"):
        if value := getattr(facts, name):
            yield name.replace("_", "-"), value, stood.get(name)
    yield from (("step", step, None) for step in facts.steps)


def _say(words: str) -> None:
    sys.stdout.write(formats.clean(words) + "\n")


def _warn(words: str) -> None:
    sys.stderr.write(formats.clean(f"! {words}") + "\n")
