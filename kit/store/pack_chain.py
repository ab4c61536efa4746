"""The chain of the vault: vault/chain.jsonl has one line per pack, each with the hash of the line before.

A line names a pack with the sha256 of its ZIP file and of its list; the list's own first line names the
chain's line before it. So a pack that is taken away, exchanged or put in leaves a hole that neither the next
pack nor the chain can be made to forget, and a number is never given twice. What happened to the chain itself
(packs of an older kit taken in, packs found missing, the file itself lost) is a line too.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kit.case import Case
from kit.errors import EvidenceError

MARK = "kit_pack"
_NUMBERED = re.compile(r"(\d{6,})\.(zip|jsonl)")
_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass
class Custody:
    """Who collects what, from where, with which kit: kept in every pack of the run. `caller` is the ARN that
    AWS knows the run by, `endpoints` are places that answered in AWS's stead."""

    sources: tuple[str, ...] = ()
    started_at: str = ""
    by: str = ""
    host: str = ""
    kit: str = ""
    caller: str = ""
    endpoints: tuple[str, ...] = ()

    @classmethod
    def here(cls, sources: Iterable[str] = ()) -> Custody:
        """This process: the user and machine that it runs as, from now on."""
        try:
            by = getpass.getuser()
        except (OSError, KeyError):
            by = f"uid {os.getuid()}"
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        return cls(tuple(sources), now.isoformat(), by, platform.node(), version("leaked-key-kit"))


@dataclass(frozen=True)
class Line:
    """One line of the chain; `facts` as written, `sha256` of its text without the line's end."""

    facts: Mapping[str, Any]
    sha256: str

    @property
    def pack(self) -> int | None:
        """The pack that it speaks of; None for a note without one."""
        found = self.facts.get("pack")
        return found if isinstance(found, int) else None

    @property
    def note(self) -> str:
        """`adopted`, `lost` or `remade`; empty for a pack as it was written."""
        return str(self.facts.get("note") or "")


@dataclass
class Chain:
    """The chain as it lies there. `problems` says what is wrong with the file itself."""

    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    there: bool = True

    @property
    def head(self) -> str:
        """Hash that the next line names; empty before the first."""
        return self.lines[-1].sha256 if self.lines else ""

    @property
    def packs(self) -> dict[int, Line]:
        """Pack -> the line that says how it was written."""
        return {each.pack: each for each in self.lines if each.pack is not None and each.note != "lost"}

    @property
    def lost(self) -> dict[int, Line]:
        """Pack -> the line that says when it was found missing."""
        return {each.pack: each for each in self.lines if each.pack is not None and each.note == "lost"}


def chain_path(case: Case) -> Path:
    """Where the chain lies."""
    return case.vault / "chain.jsonl"


def read(case: Case) -> Chain:
    """The chain with what is wrong in it; empty where no kit wrote one. A last line that a killed run left in
    part does not count."""
    try:
        text = chain_path(case).read_bytes()
    except FileNotFoundError:
        return Chain(there=False)
    except OSError as error:
        return Chain(problems=[f"cannot be read: {error.strerror}"])
    chain, before = Chain(), ""
    whole = text[: text.rfind(b"\n") + 1]
    for number, raw in enumerate(whole.splitlines(), 1):
        try:
            facts = json.loads(raw)
            if not isinstance(facts, dict):
                raise ValueError
        except (ValueError, RecursionError):
            chain.problems.append(f"line {number} cannot be read")
            facts = {}
        if facts and facts.get("previous") != before:
            chain.problems.append(f"line {number} does not follow the line before it")
        before = hashlib.sha256(raw).hexdigest()
        chain.lines.append(Line(facts, before))
    return chain


def append(case: Case, **facts: Any) -> None:
    """One line more, on disk when this returns. The caller holds the vault's lock."""
    chain = read(case)
    path = chain_path(case)
    with path.open("ab") as stream:
        whole = path.read_bytes().rfind(b"\n") + 1
        if stream.tell() != whole:
            stream.truncate(whole)
        stream.write((_line({"previous": chain.head, **facts}) + "\n").encode("utf-8", "replace"))
        stream.flush()
        os.fsync(stream.fileno())


def numbers(case: Case) -> dict[int, set[str]]:
    """Pack -> `zip` and `jsonl`, as far as they lie in the vault."""
    found: dict[int, set[str]] = {}
    with contextlib.suppress(FileNotFoundError):
        for path in case.vault.iterdir():
            if named := _NUMBERED.fullmatch(path.name):
                found.setdefault(int(named[1]), set()).add(named[2])
    return found


def missing(case: Case, known: Iterable[int] = ()) -> list[int]:
    """Packs that were written, by the chain or by `known` (of the tables), and are not there whole."""
    there, chain = numbers(case), read(case)
    expected = {*chain.packs, *chain.lost, *known, *there}
    return sorted(pack for pack in expected if there.get(pack) != {"zip", "jsonl"})


def next_number(case: Case, known: Iterable[int] = ()) -> int:
    """A number that no pack ever had."""
    chain = read(case)
    return max({*chain.packs, *chain.lost, *known, *numbers(case)}, default=0) + 1


def header_of(path: Path) -> dict[str, Any]:
    """First line of a list, where it speaks of the pack; empty for the list of an older kit, or none."""
    try:
        with path.open("rb") as stream:
            first = json.loads(stream.readline())
    except (OSError, ValueError, RecursionError):
        return {}
    return first if isinstance(first, dict) and MARK in first else {}


def sha256_of(path: Path) -> str:
    """Hash of a file of any length."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EvidenceError(f"{path}: cannot be read: {error.strerror}") from None


def settle(case: Case, known: Mapping[int, str | None], now: datetime) -> None:
    """Brings the chain to what lies in the vault, before anything is added. The caller holds the lock.

    A commit that was killed is ended; packs of an older kit are taken in; packs that the tables know
    (`known`: pack -> hash of its list) and that are gone are noted, so that no rebuild forgets them.
    """
    chain, there = read(case), numbers(case)
    for pack, parts in sorted(there.items()):
        listed = case.vault / f"{pack:06}.jsonl"
        left = listed.with_suffix(".jsonl.part")
        if parts == {"zip"} and pack not in chain.packs:
            said = header_of(left)
            if said and said.get("zip") == sha256_of(listed.with_suffix(".zip")):
                left.replace(listed)
                parts.add("jsonl")
    stamp = now.replace(microsecond=0).isoformat()
    whole = [pack for pack, parts in sorted(there.items()) if parts == {"zip", "jsonl"}]
    if not chain.there and any(header_of(case.vault / f"{pack:06}.jsonl") for pack in whole):
        append(case, note="remade", at=stamp)
    for pack in whole:
        if pack not in chain.packs:
            _take_in(case, pack, stamp)
    chain = read(case)
    for pack, sha256 in sorted(known.items()):
        if there.get(pack) != {"zip", "jsonl"} and pack not in chain.lost:
            append(case, note="lost", pack=pack, list=sha256, at=stamp)


def _take_in(case: Case, pack: int, stamp: str) -> None:
    """A line for a pack that has none: of a commit that was killed before it, or of an older kit."""
    listed = case.vault / f"{pack:06}.jsonl"
    said = header_of(listed)
    followed = said and said.get("previous") == read(case).head
    facts = {
        "pack": pack,
        "list": sha256_of(listed),
        "zip": said["zip"] if followed else sha256_of(listed.with_suffix(".zip")),
        "bytes": listed.with_suffix(".zip").stat().st_size,
    }
    append(case, **facts, **({} if followed else {"note": "adopted", "at": stamp}))
