"""Messages of the plain kind (text, values, literals, a choice by a value), read and said without Fluent.

Fluent takes longer to load than most answers take to be found. All but a handful of messages are of this
kind; what is not, and a value that is no text or whole number, is left to Fluent. Both say the same letter
for letter: tests/test_texts.py holds every message against Fluent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_WORDS = re.compile(r"[^{}\n]+")
_VALUE = re.compile(r"\{ *\$([a-zA-Z][a-zA-Z0-9_-]*) *\}")
_LITERAL = re.compile(r'\{ *"([^"\\\n]*)" *\}')
_CHOICE = re.compile(r"\{ *\$([a-zA-Z][a-zA-Z0-9_-]*) *->(?=\s*\n)")
_VARIANT = re.compile(r"\s*\n *(\*?)\[ *([a-zA-Z][a-zA-Z0-9_-]*|[0-9]+) *\] *")
_END = re.compile(r"\s*\n *\}")


class NotPlainError(Exception):
    """Only Fluent can read this message, or say it with these values. Never leaves kit.texts."""


@dataclass(frozen=True)
class Value:
    """An argument, by name."""

    name: str


@dataclass(frozen=True)
class Literal:
    """Letters that stay as they are: words lose the spaces at the end of a pattern."""

    words: str


@dataclass(frozen=True)
class Choice:
    """The pattern of the first key that the argument fits, else of the one with a star."""

    name: str
    variants: tuple[tuple[str | int, Pattern], ...]
    default: Pattern


Part = str | Literal | Value | Choice
Pattern = tuple[Part, ...]


def read(entry: str) -> Pattern:
    """The pattern of a message's lines, `id = ...` and what goes on with it. NotPlainError where it has more
    than one line outside of choices, refers to others, calls a function, or cannot be read."""
    pattern, end = _pattern(entry, len(entry) - len(entry.partition("=")[2].lstrip(" ")))
    if entry[end:].strip():
        raise NotPlainError
    return pattern


def _pattern(entry: str, at: int) -> tuple[Pattern, int]:
    parts: list[Part] = []
    while at < len(entry) and entry[at] != "\n":
        if found := _WORDS.match(entry, at):
            parts.append(found[0])
        elif found := _VALUE.match(entry, at):
            parts.append(Value(found[1]))
        elif found := _LITERAL.match(entry, at):
            parts.append(Literal(found[1]))
        elif found := _CHOICE.match(entry, at):
            choice, at = _choice(entry, found.end(), found[1])
            parts.append(choice)
            continue
        else:
            raise NotPlainError
        at = found.end()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" ")
    if not parts:
        raise NotPlainError
    return tuple(part for part in parts if part != ""), at


def _choice(entry: str, at: int, name: str) -> tuple[Choice, int]:
    variants: list[tuple[str | int, Pattern]] = []
    default: Pattern | None = None
    while found := _VARIANT.match(entry, at):
        pattern, at = _pattern(entry, found.end())
        variants.append((int(found[2]) if found[2].isdigit() else found[2], pattern))
        if found[1]:
            default = pattern
    end = _END.match(entry, at)
    if default is None or end is None:
        raise NotPlainError
    return Choice(name, tuple(variants), default), end.end()


def say(lang: str, pattern: Pattern, args: Mapping[str, object]) -> str:
    """The pattern with its values. NotPlainError for a value that is not there, or neither text nor a whole
    number."""
    said = []
    for part in pattern:
        if isinstance(part, str):
            said.append(part)
        elif isinstance(part, Literal):
            said.append(part.words)
        elif isinstance(part, Choice):
            value = _known(args, part.name)
            chosen = next((then for key, then in part.variants if _fits(lang, value, key)), part.default)
            said.append(say(lang, chosen, args))
        else:
            value = _known(args, part.name)
            said.append(value if isinstance(value, str) else f"{value:,}")
    return "".join(said)


def _known(args: Mapping[str, object], name: str) -> str | int:
    value = args.get(name)
    if not isinstance(value, str | int):
        raise NotPlainError
    return value


def _fits(lang: str, value: str | int, key: str | int) -> bool:
    """As Fluent has it: a number fits the word of its plural form, too, whichever of the two it is."""
    if isinstance(value, str) and isinstance(key, int):
        value, key = key, value
    if isinstance(value, int) and isinstance(key, str):
        return key == ("one" if lang == "en" and value == 1 else "other")
    return value == key
