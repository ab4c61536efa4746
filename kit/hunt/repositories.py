"""A repository, every object and every way to it, as a Search of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kit.hunt import git_history
from kit.hunt.content import Content, Find
from kit.hunt.git_command import Git, GitError, installed
from kit.hunt.git_history import Commit, History
from kit.hunt.git_objects import ObjectReader, Objects
from kit.hunt.kinds import content_of
from kit.hunt.needles import Needles
from kit.hunt.search import Hit, Search


def git_folder(folder: Path) -> Path | None:
    """Where the objects of a repository lie whose working tree, or which itself, is `folder`; None where it
    is none.

    The .git of a worktree or a submodule is a file that names the place; worktrees share the objects of one.
    """
    inside = folder / ".git"
    if inside.is_file():
        try:
            text = inside.read_text(encoding="utf-8", errors="surrogateescape")[:4096]
        except OSError:
            return None
        if not text.startswith("gitdir:"):
            return None
        inside = (folder / text.removeprefix("gitdir:").strip()).resolve()
    place = inside if inside.is_dir() else folder
    common = place / "commondir"
    if common.is_file():
        try:
            place = (place / common.read_text(encoding="utf-8", errors="surrogateescape").strip()).resolve()
        except OSError:
            return None
    there = (place / "HEAD").is_file() and (place / "objects").is_dir() and (place / "refs").is_dir()
    return place.resolve() if there else None


def hunt_objects(search: Search, folder: Path, content: Content, tell: Callable[[], None]) -> None:
    """Searches the objects of the repository at `folder` and says of each find who brought it in."""
    reader = ObjectReader(content, search.count, _refusing(search), tell)
    program = installed()
    if program is None:
        packs = reader.read_loose(folder)
        search.refuse(
            search.root,
            f"git is not installed here: {packs} packs were not searched, and no commit is known;"
            " install git and hunt again",
        )
        git = None
    else:
        git = Git(program, folder)
        try:
            reader.read(git)
        except KeyboardInterrupt:
            search.stopped = "by hand"
        _remarks(search, git, reader.found)
    for hit in _hits(search, git, reader.found, content.needles):
        search.add(hit)


def _refusing(search: Search) -> Callable[[str, str], None]:
    return lambda place, reason: search.refuse(f"{search.root}: {place}" if place else search.root, reason)


def _remarks(search: Search, git: Git, found: Objects) -> None:
    if (git.folder / "shallow").is_file():
        search.notes.append(
            f"{search.root}: a shallow clone: hunt the original, for older history is not here"
        )
    if any((git.folder / "objects" / "pack").glob("*.promisor")):
        search.notes.append(f"{search.root}: a partial clone: contents that were never fetched are not here")
    if found.pointers:
        search.notes.append(
            f"{search.root}: {found.pointers} files lie in Git LFS: what is not in .git/lfs is not here"
        )
    remotes = git.lines("config", "--local", "--get-regexp", r"^remote\..*\.url$")
    for line in remotes[:10]:
        search.notes.append(f"{search.root}: remote {line.partition(' ')[2]}")


def _hits(search: Search, git: Git | None, found: Objects, needles: Needles) -> Iterator[Hit]:
    by_key: dict[tuple[str, str], dict[str, list[Find]]] = {}
    for oid, finds in found.blobs.items():
        for find in finds:
            by_key.setdefault((find.key, find.match), {}).setdefault(oid, []).append(find)
    if git is None or search.stopped:
        yield from _unattributed(by_key, found)
        return
    history = _history(search, git, found)
    rows: list[tuple[Hit, str | None]] = []
    for contents in by_key.values():
        rows += _of_contents(git, history, contents)
    rows += _of_messages(git, found.messages)
    for oid, finds in found.names.items():
        rows += [(_hit(find, None, oid, note="exposure-file-name"), None) for find in finds]
    reach = git_history.reaches(git, {oid for _, oid in rows if oid})
    for hit, oid in rows:
        yield replace(hit, reach=reach.get(oid, hit.reach)) if oid else hit


def _history(search: Search, git: Git, found: Objects) -> History | None:
    """What the commits did to every content with a key; None where git cannot tell."""
    if not found.blobs:
        return None
    try:
        return History(git, found.blobs, bytes(found.commits))
    except GitError as error:
        search.refuse(search.root, f"the commits of {len(found.blobs)} contents are not known: {error}")
        return None


def _of_contents(
    git: Git, history: History | None, contents: dict[str, list[Find]]
) -> Iterator[tuple[Hit, str | None]]:
    """Hits of one key, each with its commit."""
    places, left = history.places(contents) if history else ([], set(contents))
    for place in places:
        for find in contents[place.content]:
            hit = _hit(find, place.path, place.content, place.brought)
            args: dict[str, object] = {"versions": place.versions}
            if place.removed:
                args["commit"] = place.removed.oid[:12]
                args["at"] = place.removed.at.isoformat() + "Z" if place.removed.at else ""
            hit.deleted = not place.stands
            if place.removed or place.versions > 1:
                hit.note = "exposure-removed" if place.removed else "exposure-versions"
                hit.note_args = args
            yield hit, place.brought.oid
    index = git_history.staged(git, left) if left else {}
    for oid in sorted(left):
        for find in contents[oid]:
            if oid in index:
                yield _hit(find, index[oid], oid, reach="index", note="exposure-staged"), None
            else:
                yield _hit(find, f"blob {oid}", oid, reach="none", note="exposure-dangling"), None


def _of_messages(git: Git, messages: dict[str, list[Find]]) -> Iterator[tuple[Hit, str | None]]:
    try:
        known = git_history.commits_of(git, messages)
    except GitError:
        known = {}
    for oid, finds in messages.items():
        for find in finds:
            yield _hit(find, None, oid, known.get(oid) or Commit(oid), note="exposure-message"), oid


def _unattributed(by_key: dict[tuple[str, str], dict[str, list[Find]]], found: Objects) -> Iterator[Hit]:
    for contents in by_key.values():
        for oid, finds in contents.items():
            yield from (_hit(find, f"blob {oid}", oid, note="exposure-no-commit") for find in finds)
    for oid, finds in found.messages.items():
        yield from (_hit(find, None, oid, Commit(oid), note="exposure-message") for find in finds)


def _hit(
    find: Find,
    path: str | None,
    oid: str,
    commit: Commit | None = None,
    reach: str | None = None,
    note: str | None = None,
) -> Hit:
    return Hit(
        access_key_id=find.key,
        match=find.match,
        kind="repository",
        content="trail" if find.trail else content_of(find.inside or path),
        path=path,
        inside=find.inside,
        line=find.line,
        times=find.times,
        form=find.form,
        secret_beside=find.secret_beside,
        object_id=oid,
        commit=commit.oid if commit else None,
        author=commit.author if commit else None,
        committed_at=commit.at.isoformat() + "Z" if commit and commit.at else None,
        reach=reach,
        note=note or ("exposure-trail" if find.trail else None),
    )
