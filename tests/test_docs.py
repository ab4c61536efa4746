"""Pages, comments and docstrings name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "queries").rglob("*.md")]
    if path.is_file()
)
SOURCES = sorted(
    path
    for folder in ("kit", "queries")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".pyi", ".sql", ".yml", ".csv", ".ftl"} and "__pycache__" not in path.parts
)
# A path as pages write it: `<name>` and `*` stand for any name, of which there must be one at least.
_PATH = re.compile(r"(?<![\w/.~<-])(?:kit|queries|docs|tests|notebooks|benchmarks)/[\w./<>*-]*")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[\w-]*)?\)")
# No path: what the kit calls itself in requests.
_NAMES = {"kit/VERSION"}


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def paths_of(text: str) -> set[str]:
    """Paths of the project that a page names."""
    return {match.rstrip(".-") for match in _PATH.findall(text)} - _NAMES


def found(name: str) -> bool:
    """Whether a path, or one that fits its placeholders, is there."""
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    return any(True for _ in ROOT.glob(pattern))


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_each_path_is_there(page):
    missing = sorted(name for name in paths_of(page.read_text(encoding="utf-8")) if not found(name))
    assert not missing, f"{ids(page)} names {missing}"


def test_each_path_in_the_code_is_there():
    missing = {
        ids(path): sorted(name for name in paths_of(path.read_text(encoding="utf-8")) if not found(name))
        for path in SOURCES
    }
    assert len(SOURCES) > 300
    assert not {name: paths for name, paths in missing.items() if paths}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_each_link_leads_somewhere(page):
    links = {link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link}
    missing = sorted(link for link in links if not (page.parent / link).exists())
    assert not missing, f"{ids(page)} links to {missing}"


def test_a_path_that_is_gone_is_seen():
    text = "See `kit/nowhere/at_all.py` and queries/<name>.sql, then kit/ids.py. Not kit/VERSION."
    assert paths_of(text) == {"kit/nowhere/at_all.py", "queries/<name>.sql", "kit/ids.py"}
    assert [name for name in sorted(paths_of(text)) if not found(name)] == ["kit/nowhere/at_all.py"]
