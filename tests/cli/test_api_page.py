"""docs/python-api.md: the names of the library, each with the signature that Python itself knows."""

from __future__ import annotations

import inspect

import pytest

import kit
from kit.cli import api_page


@pytest.fixture(scope="module")
def page() -> str:
    return api_page.page()


@pytest.mark.parametrize("name", kit.__all__)
def test_each_name_is_there_with_its_docstring(page, name):
    part = page.split(f"## {name}\n")[1].split("\n## ")[0]
    assert inspect.cleandoc(getattr(kit, name).__doc__) in part


@pytest.mark.parametrize("name", [name for name in kit.__all__ if inspect.isfunction(getattr(kit, name))])
def test_a_signature_is_python_and_has_every_parameter(page, name):
    code = page.split(f"## {name}\n")[1].split("```python\n")[1].split("\n```")[0]
    scope: dict = {}
    exec(f"from __future__ import annotations\ndef {code}: ...", scope)  # our own page
    shown = inspect.signature(scope[name]).parameters
    real = inspect.signature(getattr(kit, name)).parameters
    assert [(each.name, each.kind) for each in shown.values()] == [
        (each.name, each.kind) for each in real.values()
    ]


def test_no_address_of_an_object_is_on_the_page(page):
    assert " object at 0x" not in page
