"""Changes of case.toml by a command: all else stays as the analyst wrote it."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kit.case.document import write_whole
from kit.case.facts import Case
from kit.case.folder import as_case
from kit.case.settings import check_ids, fingerprint, read_case
from kit.case.verdict import Verdict, verdict_of_block
from kit.ids import is_arn


def add_leaked(case: Case | str | Path, ids: Iterable[str], notice: Mapping[str, str] | None = None) -> Case:
    """Adds leaked keys or principal ARNs and facts of a notice to case.toml, keeping all else as it is."""
    import tomlkit

    case = as_case(case)
    document = tomlkit.parse(case.file.read_text(encoding="utf-8"))
    leaked = document.setdefault("leaked", tomlkit.table())
    for identifier in ids:
        name = "principals" if is_arn(identifier) else "keys"
        check_ids([identifier] if name == "keys" else [], [identifier] if name == "principals" else [], "")
        known = leaked.setdefault(name, tomlkit.array())
        if identifier not in known:
            known.append(identifier)
    for name, value in (notice or {}).items():
        document.setdefault("notice", tomlkit.table())[name] = value
    return _renewed(case, tomlkit.dumps(document))


def add_digest_keys(case: Case | str | Path, fingerprints: Iterable[str]) -> Case:
    """Names public keys of digests by their fingerprints in case.toml, keeping all else as it is.

    UsageError for what is no fingerprint.
    """
    import tomlkit

    case = as_case(case)
    document = tomlkit.parse(case.file.read_text(encoding="utf-8"))
    wanted = [each for each in map(fingerprint, fingerprints) if each not in case.digest_keys]
    if "digests" not in document:
        table = tomlkit.table()
        table.add(
            tomlkit.comment("public keys of CloudTrail's digests that you have from AWS, by fingerprint")
        )
        table["keys"] = []
        # Before the blocks of verdicts, which would swallow it.
        verdicts = document.pop("verdicts", None)
        document["digests"] = table
        if verdicts is not None:
            document["verdicts"] = verdicts
    known = document["digests"].setdefault("keys", tomlkit.array())
    known.extend(wanted)
    return _renewed(case, tomlkit.dumps(document))


def add_verdict(case: Case | str | Path, verdict: Verdict) -> Case:
    """Writes a verdict into case.toml; one on the same calls gives way to it. All else stays as it is."""
    import tomlkit

    case = as_case(case)
    document = tomlkit.parse(case.file.read_text(encoding="utf-8"))
    block = next((each for each in _blocks(document) if verdict_of_block(each).names == verdict.names), None)
    if block is None:
        block = tomlkit.table()
        block.trivia.indent = "\n"  # an empty line above it
        for kind, value in verdict.names:
            block[kind] = value
        if "verdicts" not in document:
            document.append("verdicts", tomlkit.aot())
        document["verdicts"].append(block)
    block["actor"] = verdict.actor
    block.pop("note", None)
    if verdict.note:
        block["note"] = verdict.note
    return _renewed(case, tomlkit.dumps(document))


def drop_verdict(case: Case | str | Path, verdict: Verdict) -> Case:
    """Takes a verdict out of case.toml, whatever actor it names. All else stays as it is."""
    import tomlkit

    case = as_case(case)
    text = case.file.read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    blocks = _blocks(document)
    gone = [place for place, block in enumerate(blocks) if verdict_of_block(block).names == verdict.names]
    # By lines, since tomlkit counts a remark above the next block to this one; else its own way.
    cut = _without_blocks(text, gone)
    with contextlib.suppress(tomllib.TOMLDecodeError):
        left = [
            block for place, block in enumerate(document.unwrap().get("verdicts", ())) if place not in gone
        ]
        if tomllib.loads(cut) == {**document.unwrap(), "verdicts": left} or (
            not left and "verdicts" not in tomllib.loads(cut)
        ):
            return _renewed(case, cut)
    for place in reversed(gone):
        del blocks[place]
    return _renewed(case, tomlkit.dumps(document))


def _without_blocks(text: str, places: Iterable[int]) -> str:
    """case.toml without those blocks of [[verdicts]]; remarks that follow a block stay."""
    lines = text.splitlines(keepends=True)
    heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[", line)]
    blocks = [number for number in heads if re.match(r"\s*\[\[\s*verdicts\s*\]\]", lines[number])]
    gone: set[int] = set()
    for start in (blocks[place] for place in places if place < len(blocks)):
        until = min((number for number in heads if number > start), default=len(lines))
        last = max(number for number in range(start, until) if re.match(r"\s*[^\s#]", lines[number]))
        gone.update(range(start, last + 1))
        if start and not lines[start - 1].strip():
            gone.add(start - 1)
    return "".join(line for number, line in enumerate(lines) if number not in gone)


def _blocks(document) -> list:
    """The blocks of [[verdicts]], as tomlkit holds them."""
    return document.get("verdicts") or []


def _renewed(case: Case, text: str) -> Case:
    """The case as case.toml is written anew; refused before anything is on disk where it does not hold."""
    raw = text.encode()
    renewed = read_case(case.folder, raw)
    write_whole(case.file, raw)
    return replace(renewed, language=case.language)
