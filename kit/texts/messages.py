"""Every sentence that people read, in English and Japanese, as Fluent messages.

A message has one id in both languages (tests hold the two files together). Code hands over an id and
arguments, never a sentence. The files are en.ftl and ja.ftl beside this page; their syntax:
https://projectfluent.org/fluent/guide/. Arguments come out as they go in: escaping is the reader's job
(HTML, Markdown and plotly each need their own). Two things are not left to what a log holds: a value longer
than a sentence takes is cut, and says by how much; half a character (a lone surrogate), which no file and no
page can hold, becomes a question mark.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from kit.errors import ContentError

# Letters of one argument. Fluent gives up at 2,500; nobody reads that many in a sentence.
LONGEST = 1_000
_FILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.ftl"))}


def text(lang: str, message_id: str, **args: object) -> str:
    """The message in `lang` ('en' or 'ja') with its arguments. ContentError when id or an argument is
    missing."""
    bundle = _bundle(lang)
    if not bundle.has_message(message_id):
        raise ContentError(f"kit/texts/{lang}.ftl has no message '{message_id}': add it to both languages")
    pattern = bundle.get_message(message_id).value
    if pattern is None:
        raise ContentError(f"kit/texts/{lang}.ftl: message '{message_id}' has no value")
    words, errors = bundle.format_pattern(pattern, {name: _plain(value) for name, value in args.items()})
    if errors:
        raise ContentError(f"kit/texts/{lang}.ftl: message '{message_id}': {errors[0]}")
    return str(words)


def has(lang: str, message_id: str) -> bool:
    """Whether `lang` has a message of this id."""
    return _bundle(lang).has_message(message_id)


def _plain(value: object) -> object:
    """Fluent takes text and numbers; everything else is shown as Python writes it."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, (int, float)):
        return value
    words = str(value).encode("utf-8", "replace").decode("utf-8")
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}… (+{len(words) - LONGEST:,})"


@cache
def _resource(lang: str) -> ast.Resource:
    if lang not in _FILES:
        raise ContentError(f"no texts in language '{lang}': use one of {', '.join(_FILES)}")
    return FluentParser().parse(_FILES[lang].read_text(encoding="utf-8"))


@cache
def _bundle(lang: str) -> FluentBundle:
    """All messages of one language; a line that Fluent cannot read, or an id given twice, stops the kit."""
    bundle = FluentBundle([lang], use_isolating=False)  # isolation marks would show up in HTML and file names
    seen: set[str] = set()
    for entry in _resource(lang).body:
        if isinstance(entry, ast.Junk):
            raise ContentError(
                f"kit/texts/{lang}.ftl: cannot read: {str(entry.content).strip().splitlines()[0][:80]}"
            )
        if isinstance(entry, (ast.Message, ast.Term)):
            name = entry.id.name
            if name in seen:
                raise ContentError(f"kit/texts/{lang}.ftl: '{name}' is there twice")
            seen.add(name)
    bundle.add_resource(_resource(lang))
    return bundle
