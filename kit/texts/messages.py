"""Every sentence that people read, in English and Japanese, as Fluent messages.

A message has one id in both languages (tests hold the two files together). Code hands over an id and
arguments, never a sentence. The files are en.ftl and ja.ftl beside this page; their syntax:
https://projectfluent.org/fluent/guide/. Arguments come out as they go in: escaping is the reader's job
(HTML, Markdown and plotly each need their own). Two things are not left to what a log holds: a value longer
than a sentence takes is cut, and says by how much; half a character (a lone surrogate), which no file and no
page can hold, becomes a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import ContentError
from kit.texts import patterns

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

# Letters of one argument. Fluent gives up at 2,500; nobody reads that many in a sentence.
LONGEST = 1_000
# How a message or term begins, what a line begins with that goes on with one, and what may name another.
_BEGINS = re.compile(r"(-?[a-zA-Z][a-zA-Z0-9_-]*) *=")
_GOES_ON = ("", " ", "{", "}", "[", "*", ".")
_NAMES = re.compile(r"-?[a-zA-Z][a-zA-Z0-9_-]*")
_QUOTED = re.compile(r"`([^`\n]+)`")
_FILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.ftl"))}


def text(lang: str, message_id: str, **args: object) -> str:
    """The message in `lang` ('en' or 'ja') with its arguments. ContentError when id or an argument is
    missing."""
    texts = _texts(lang)
    if not texts.has(message_id):
        raise ContentError(f"kit/texts/{lang}.ftl has no message '{message_id}': add it to both languages")
    values = {name: _plain(value) for name, value in args.items()}
    if pattern := texts.plain(message_id):
        with suppress(patterns.NotPlainError):
            return patterns.say(lang, pattern, values)
    return by_fluent(lang, message_id, values)


def by_fluent(lang: str, message_id: str, values: Mapping[str, object]) -> str:
    """The message as Fluent says it, with text and numbers: what the plain way cannot say, and what it is
    held against."""
    texts = _texts(lang)
    texts.make_ready(message_id)
    bundle = texts.bundle
    pattern = bundle.get_message(message_id).value
    if pattern is None:
        raise ContentError(f"kit/texts/{lang}.ftl: message '{message_id}' has no value")
    words, errors = bundle.format_pattern(pattern, dict(values))
    if errors:
        raise ContentError(f"kit/texts/{lang}.ftl: message '{message_id}': {errors[0]}")
    return str(words)


def has(lang: str, message_id: str) -> bool:
    """Whether `lang` has a message of this id."""
    return _texts(lang).has(message_id)


@cache
def quoted(lang: str) -> frozenset[str]:
    """What messages set between backticks: commands, files and settings, to be shown as code. Of one with
    values in it, what stands before the first."""
    written = _FILES[lang].read_text(encoding="utf-8") if lang in _FILES else ""
    return frozenset(found.partition("{")[0] for found in _QUOTED.findall(written))


def _plain(value: object) -> object:
    """Fluent takes text and numbers; everything else is shown as Python writes it."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, (int, float)):
        return value
    words = str(value).encode("utf-8", "replace").decode("utf-8")
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}… (+{len(words) - LONGEST:,})"


class _Texts:
    """The messages of one language; each is parsed when it is first asked for, for that takes long.

    A line that is of no message and an id given twice stop the kit at once, a message that Fluent cannot read
    when it is asked for. A test reads them all.
    """

    def __init__(self, lang: str) -> None:
        if lang not in _FILES:
            raise ContentError(f"no texts in language '{lang}': use one of {', '.join(_FILES)}")
        self._lang = lang
        self.entries: dict[str, str] = {}
        self._ready: set[str] = set()
        self._plain: dict[str, patterns.Pattern | None] = {}
        name = None
        lines: dict[str, list[str]] = {}
        for line in _FILES[lang].read_text(encoding="utf-8").splitlines():
            begun = _BEGINS.match(line)
            if begun:
                name = begun[1]
                if name in lines:
                    raise ContentError(f"kit/texts/{lang}.ftl: '{name}' is there twice")
                lines[name] = [line]
            elif line.startswith("#"):
                name = None
            elif name is not None and line[:1] in _GOES_ON:
                lines[name].append(line)
            elif line.strip():
                raise self._unreadable(line)
        self.entries = {name: "\n".join(text) + "\n" for name, text in lines.items()}

    def has(self, message_id: str) -> bool:
        """Whether there is a message of this id."""
        return message_id in self.entries and not message_id.startswith("-")

    @cached_property
    def bundle(self) -> FluentBundle:
        """What Fluent has read so far."""
        from fluent.runtime import FluentBundle

        # isolation marks would show up in HTML and file names
        return FluentBundle([self._lang], use_isolating=False)

    def plain(self, message_id: str) -> patterns.Pattern | None:
        """The pattern of a message that is of the plain kind; None for others."""
        if message_id not in self._plain:
            found = None
            with suppress(patterns.NotPlainError):
                found = patterns.read(self.entries[message_id])
            self._plain[message_id] = found
        return self._plain[message_id]

    def make_ready(self, message_id: str) -> None:
        """Lets Fluent parse the message and those that it may refer to."""
        from fluent.syntax import FluentParser, ast

        todo = [message_id]
        while todo:
            name = todo.pop()
            if name in self._ready:
                continue
            resource = FluentParser().parse(self.entries[name])
            for entry in resource.body:
                if isinstance(entry, ast.Junk):
                    raise self._unreadable(str(entry.content).strip().splitlines()[0])
            self.bundle.add_resource(resource)
            self._ready.add(name)
            todo += self.entries.keys() & set(_NAMES.findall(self.entries[name]))

    def _unreadable(self, line: str) -> ContentError:
        return ContentError(f"kit/texts/{self._lang}.ftl: cannot read: {line.strip()[:80]}")


@cache
def _texts(lang: str) -> _Texts:
    return _Texts(lang)
