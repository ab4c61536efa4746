"""Who put the content with a key into a repository, when, under which path, and whether it stands there
still.

`git diff-tree --stdin --find-object` is asked of every commit there is, so that dangling ones, the stash
and what only the reflog knows count like any branch; it is asked only about what was found. A path that
held the key in many versions is one place: brought in by its earliest commit, taken out by its last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kit.hunt.git_command import Git, GitError

_ID = re.compile(rb"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")
_PERSON = re.compile(r"^(?:author|tagger) (.*?) ?(-?\d+) ([+-]\d{4})$", re.MULTILINE)
_WHEN = re.compile(r"^(?:committer|tagger) .*?(-?\d+) [+-]\d{4}$", re.MULTILINE)
# Objects asked about in one go: each is a word of the command line.
_AT_ONCE = 1_000
_SHOWN = ("-r", "--root", "-c", "-z", "--raw", "--no-abbrev", "--no-renames")


@dataclass(frozen=True)
class Commit:
    """A commit, with its author as it has them and its committer's date (naive UTC); empty where it cannot
    be read."""

    oid: str
    author: str | None = None
    at: datetime | None = None


@dataclass
class Step:
    """A commit that changed what stands at a path: from these contents to that one, '' for none."""

    commit: str
    path: str
    before: frozenset[str]
    after: str


@dataclass
class Place:
    """A path that held a key: the commit that brought it in with the content then, the one that took it out
    last, how many contents held it, and whether one stands in the newest tree."""

    path: str
    brought: Commit
    content: str
    removed: Commit | None
    versions: int
    stands: bool


class History:
    """What all commits did to some contents. GitError when git gives up."""

    def __init__(self, git: Git, contents: Iterable[str], commits: bytes) -> None:
        self._steps: dict[str, list[Step]] = defaultdict(list)
        for step in _steps(git, sorted(set(contents)), commits):
            self._steps[step.path].append(step)
        changed = {step.commit for steps in self._steps.values() for step in steps}
        self._commits = commits_of(git, changed)
        self._newest = _standing(git, "HEAD", sorted(self._steps))

    def places(self, contents: Iterable[str]) -> tuple[list[Place], set[str]]:
        """Places of contents with one key, and those contents that no commit leads to."""
        wanted, found, seen = set(contents), [], set()
        for path, steps in sorted(self._steps.items()):
            held = {oid for step in steps for oid in (step.after, *step.before)} & wanted
            seen |= held
            brings = [step for step in steps if step.after in wanted and not step.before & wanted]
            if not brings:
                continue  # of a commit whose parents are not here: it only took the key out
            takes = [step for step in steps if step.after not in wanted and step.before & wanted]
            first = min(brings, key=self._order)
            last = max(takes, key=self._order, default=None)
            stands = self._newest.get(path) in wanted
            removed = None if stands or last is None else self._commit(last)
            found.append(Place(path, self._commit(first), first.after, removed, len(held), stands))
        return found, wanted - seen

    def _commit(self, step: Step) -> Commit:
        return self._commits.get(step.commit) or Commit(step.commit)

    def _order(self, step: Step) -> tuple[datetime, str]:
        return (self._commit(step).at or datetime.max, step.commit)


def _steps(git: Git, wanted: list[str], commits: bytes) -> Iterator[Step]:
    for start in range(0, len(wanted), _AT_ONCE):
        asked = [f"--find-object={oid}" for oid in wanted[start : start + _AT_ONCE]]
        text = git.output("diff-tree", "--stdin", *_SHOWN, *asked, given=[commits])
        commit, change = "", b""
        for token in text.split(b"\0"):
            if change:
                yield _step(commit, change, token)
                change = b""
            elif token.startswith(b":"):
                change = token
            elif _ID.match(token):
                commit = token.decode()


def _step(commit: str, change: bytes, path: bytes) -> Step:
    """`:mode mode before after status`, with a colon, a mode and a content more for each further parent of
    a merge."""
    parents = len(change) - len(change.lstrip(b":"))
    oids = [_some(oid) for oid in change.split()[parents + 1 : 2 * parents + 2]]
    name = path.decode("utf-8", "backslashreplace")
    return Step(commit, name, frozenset(oids[:-1]), oids[-1])


def _some(oid: bytes) -> str:
    return oid.decode() if oid.strip(b"0") else ""


def commits_of(git: Git, oids: Iterable[str]) -> dict[str, Commit]:
    """Commits and tags by id."""
    asked = sorted(set(oids))
    found: dict[str, Commit] = {}
    if not asked:
        return found
    lines = [f"{oid}\n".encode() for oid in asked]
    with git.reading("cat-file", "--batch", "--buffer", given=lines) as stream:
        while header := stream.readline():
            oid, _, *size = header.split()
            if size:
                text = stream.read(int(size[0]) + 1).decode("utf-8", "replace")
                found[oid.decode()] = _commit(oid.decode(), text.partition("\n\n")[0])
    return found


def _commit(oid: str, head: str) -> Commit:
    person, when = _PERSON.search(head), _WHEN.search(head)
    at = None
    if when:
        try:
            at = datetime.fromtimestamp(int(when[1]), UTC).replace(tzinfo=None)
        except (ValueError, OverflowError, OSError):
            at = None
    return Commit(oid, person[1] if person else None, at)


def _standing(git: Git, tree: str, paths: list[str]) -> dict[str, str]:
    """path -> content of those that a tree has."""
    found: dict[str, str] = {}
    for start in range(0, len(paths), _AT_ONCE):
        try:
            text = git.output("ls-tree", "-z", "--full-tree", tree, "--", *paths[start : start + _AT_ONCE])
        except GitError:
            return {}  # nothing is committed there yet
        for line in text.split(b"\0"):
            head, tab, path = line.partition(b"\t")
            if tab:
                found[path.decode("utf-8", "backslashreplace")] = head.split()[2].decode()
    return found


def staged(git: Git, wanted: set[str]) -> dict[str, str]:
    """content -> path of those that are staged and in no commit."""
    found: dict[str, str] = {}
    try:
        text = git.output("ls-files", "-s", "-z")
    except GitError:
        return found
    for line in text.split(b"\0"):
        head, tab, path = line.partition(b"\t")
        if tab and (oid := head.split()[1].decode()) in wanted:
            found[oid] = path.decode("utf-8", "backslashreplace")
    return found


def reaches(git: Git, commits: Iterable[str]) -> Mapping[str, str]:
    """commit -> what leads to it, the widest known first: a branch of a remote, a branch, a tag, another
    ref, the stash, a reflog; `none` for a dangling one."""
    left = {oid.encode() for oid in commits}
    found: dict[str, str] = {}
    stashes = git.lines("reflog", "show", "--format=%H", "refs/stash")
    walks = (
        ("remote_branch", ["--remotes"]),
        ("branch", ["--branches", "HEAD"]),
        ("tag", ["--tags"]),
        ("stash", stashes),
        ("other_ref", ["--exclude=refs/stash", "--all"]),
        ("reflog", ["--reflog"]),
    )
    for word, words in walks:
        if not left or not words:
            continue
        try:
            with git.reading("rev-list", "--ignore-missing", *words) as stream:
                for line in stream:
                    if (oid := line.rstrip()) in left:
                        left.discard(oid)
                        found[oid.decode()] = word
        except GitError:
            continue  # no such branch, or a history with a gap: the other ways are asked all the same
    return {**found, **{oid.decode(): "none" for oid in left}}
