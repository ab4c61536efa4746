"""Words of the command line that need no library to be understood: text, paths, flags, and what is typed
already.

typer has pydantic check each value of each option, which takes as long to load as a small answer to be found.
What is not plain (a number that was written as text, say) still goes that way, as does everything should
another version of typer keep its parameters differently. tests/test_architecture.py watches what is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

_PLACE = "_runtime_param"  # where typer keeps what turns a parameter's words into values


class Verb(TyperCommand):
    """A command whose plain words are taken as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, those that typer adds (--help, completion) among them."""
        return make_plain(super().get_params(ctx))


class Verbs(TyperGroup):
    """The command above the verbs; its own words are plain too."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, those that typer adds (--help, completion) among them."""
        return make_plain(super().get_params(ctx))


def make_plain(parameters: list[Any]) -> list[Any]:
    """Lets the plain words of `parameters` be taken as they are; the same parameters come back."""
    for each in parameters:
        info = getattr(getattr(each, "type_descriptor", None), "parameter_info", None)
        if info is not None and getattr(each, _PLACE, 0) is None:
            setattr(each, _PLACE, _Words(each, info))
    return parameters


class _Words:
    """Stands where typer would put pydantic."""

    def __init__(self, parameter: Any, info: Any) -> None:
        self._wanted = parameter.type_descriptor.annotation
        # Paths that are to be checked or opened, and words with a reader of their own, are typer's.
        asks = ("exists", "resolve_path", "writable", "executable", "allow_dash", "parser", "click_type")
        self._as_it_is = not any(getattr(info, ask, None) for ask in asks)

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value that the verb gets for what was written, or for the default."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self._as_it_is:
            if get_origin(self._wanted) is list and isinstance(value, list | tuple):
                wanted = get_args(self._wanted)[0]
                if wanted in (str, Path) and all(isinstance(each, str) for each in value):
                    return [wanted(each) for each in value]
            elif self._wanted in (str, Path) and isinstance(value, str | Path):
                return self._wanted(value)
            elif type(value) is self._wanted:
                return value
            elif self._wanted is float and type(value) is int:
                return float(value)
        setattr(param, _PLACE, None)
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def add_to(app: typer.Typer) -> None:
    """Makes every verb of `app` a Verb."""
    for verb in app.registered_commands:
        verb.cls = Verb
