"""Readings of the kit's own files that are kept: never out of date, never trusted when broken."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from kit.errors import CatalogueError
from kit.kept import Readings, folder
from kit.rules.pages import read_yaml


def key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def read(place: Path, text: str, made: list[str]):
    """(reading, the Readings) of `text`, which is `{"text": text}`; `made` notes that it was read."""
    found = Readings(place)
    return found.get(key(text), lambda: made.append(text) or {"text": text}), found


def test_a_text_is_read_once_and_another_text_anew(tmp_path):
    made: list[str] = []
    place = tmp_path / "deep" / "pages"
    for _ in range(3):
        value, found = read(place, "a", made)
        assert value == {"text": "a"}
        found.save()
    assert made == ["a"]
    value, found = read(place, "b", made)
    assert value == {"text": "b"}
    found.save()
    assert read(place, "a", made)[0] == {"text": "a"}
    assert made == ["a", "b"]


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-3], lambda data: data[:40], lambda data: b"", bytes.swapcase]
)
def test_what_is_not_whole_is_read_anew(tmp_path, harm):
    made: list[str] = []
    place = tmp_path / "pages"
    read(place, "a", made)[1].save()
    place.write_bytes(harm(place.read_bytes()))
    value, found = read(place, "a", made)
    assert value == {"text": "a"}
    assert made == ["a", "a"]
    found.save()
    read(place, "a", made)
    assert made == ["a", "a"], "and is whole again"


def test_where_nothing_can_be_written_it_is_read_each_time(tmp_path):
    (tmp_path / "file").write_text("in the way")
    made: list[str] = []
    for _ in range(2):
        read(tmp_path / "file" / "pages", "a", made)[1].save()
    assert made == ["a", "a"]


def test_what_cannot_be_kept_is_read_each_time(tmp_path):
    found = Readings(tmp_path / "pages")
    assert isinstance(found.get(b"1", object), object)
    found.save()
    assert list(tmp_path.iterdir()) == []


def test_a_page_with_a_fault_is_no_reading(tmp_path):
    page = tmp_path / "ec2.yml"
    page.write_text("title: x\ntitle: y\n")
    for _ in range(2):
        with pytest.raises(CatalogueError, match="given twice"):
            read_yaml(page)
    page.write_text("title: x\n")
    assert read_yaml(page) == {"title": "x"}


@pytest.mark.parametrize(
    ("platform", "environ", "place"),
    [
        ("linux", {"HOME": "/h"}, "/h/.cache/leaked-key-kit"),
        ("linux", {"HOME": "/h", "XDG_CACHE_HOME": "/c"}, "/c/leaked-key-kit"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/leaked-key-kit"),
        ("win32", {"USERPROFILE": "/h", "LOCALAPPDATA": "/l"}, "/l/leaked-key-kit"),
    ],
)
def test_where_it_is_kept(platform, environ, place):
    assert folder(environ, platform) == Path(place)


def test_a_second_process_reads_no_yaml(tmp_path):
    """What the first one read is there for the next."""
    words = (
        "import sys; from kit import questions; questions.query('credentials'); print('yaml' in sys.modules)"
    )
    here = {"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    said = [
        subprocess.run(
            [sys.executable, "-c", words], env=here, capture_output=True, text=True, check=True,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert said == ["True", "False"]
