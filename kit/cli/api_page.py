"""docs/python-api.md: each name of the public library with its signature and docstring, as they are."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from typing import Any

import kit
from kit import errors
from kit.collect import Summary
from kit.errors import KitError
from kit.store import Record

_WIDTH = 100
_TREE = re.compile(r"^KitError.*?(?=\n\n)", re.S | re.M)
# What functions of the library give back that has no name of its own in it.
_GIVEN: dict[str, Any] = {"Record": Record, "Summary": Summary}


class _Word(str):
    """A word that stands in a signature as it is, without quotes."""

    __repr__ = str.__str__


def page() -> str:
    """The names in order: functions and classes of `kit.__all__`, a class with what its objects offer."""
    public: list[str] = kit.__all__  # ty: ignore[missing-attribute]
    names: dict[str, Any] = {name: getattr(kit, name) for name in public} | _GIVEN
    return "\n\n".join(part for name in sorted(names) for part in _about(name, names[name]))


def _about(name: str, thing: Any) -> Iterator[str]:
    yield f"## {name}"
    if not inspect.isclass(thing):
        yield _code(f"{name}{_signature(thing)}")
        yield _doc(thing)
        return
    yield _doc(thing)
    if issubclass(thing, KitError):
        tree = _TREE.search(errors.__doc__ or "")  # of all errors, in the docstring of their module
        yield f"```text\n{tree[0].rstrip() if tree else ''}\n```"
        return
    if dataclasses.is_dataclass(thing):
        fields = (f"`{field.name}: {field.type}`" for field in dataclasses.fields(thing))
        yield f"Fields: {', '.join(fields)}."
    if rows := list(_members(thing)):
        yield "\n".join(["| member | what it is |", "|---|---|", *rows])


def _members(thing: type) -> Iterator[str]:
    """Properties and methods that are public, each with the first paragraph of its docstring."""
    for name, member in sorted(vars(thing).items()):
        if name.startswith("_") or not getattr(member, "__doc__", None):
            continue
        if isinstance(member, property):
            kind = inspect.signature(member.fget).return_annotation if member.fget else ""
            yield f"| `{name}: {_cell(str(kind))}` | {_sentence(member)} |"
        elif inspect.isfunction(member):
            shown = _cell(str(_signature(member)).replace("(self, ", "(").replace("(self)", "()"))
            yield f"| `{name}{shown}` | {_sentence(member)} |"


def _signature(function: Any) -> inspect.Signature:
    found = inspect.signature(function)
    parameters = []
    for each in found.parameters.values():
        if isinstance(each.annotation, str):
            each = each.replace(annotation=_Word(each.annotation))
        if repr(each.default).startswith("<") and each.default is not each.empty:
            each = each.replace(default=_Word("..."))  # an object, whose address says nothing
        parameters.append(each)
    returned = found.return_annotation
    return found.replace(
        parameters=parameters, return_annotation=_Word(returned) if isinstance(returned, str) else returned
    )


def _code(text: str) -> str:
    """A signature as code, a parameter a line where it is long."""
    if len(text) > _WIDTH:
        head, inside, tail = re.fullmatch(r"(\w+\()(.*)(\).*)", text, re.S).groups()  # ty: ignore
        text = f"{head}\n" + "".join(f"    {part},\n" for part in _split(inside)) + tail
    return f"```python\n{text}\n```"


def _split(parameters: str) -> list[str]:
    """Parameters at the commas that stand in no bracket."""
    parts, depth = [""], 0
    for letter in parameters:
        depth += (letter in "[({") - (letter in "])}")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _doc(thing: Any) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


def _sentence(thing: Any) -> str:
    return _cell(" ".join(_doc(thing).split("\n\n")[0].split()))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
