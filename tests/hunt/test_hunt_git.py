"""Repositories: who brought the key in, what leads to it, damaged ones, hostile ones, and none of git at
all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LEAKED, NOW
from hiding import MAIL, commit, env, git, repository, zipped

import kit
from kit.case import new_case
from kit.cli.formats import objects

# Settings of a repository that name a program.
PROGRAMS = (
    "core.fsmonitor", "core.sshCommand", "core.pager", "core.alternateRefsCommand", "core.editor",
    "gpg.program", "diff.external", "diff.x.textconv", "filter.x.smudge", "credential.helper",
    "uploadpack.packObjectsHook", "alias.cat-file",
)  # fmt: skip


@pytest.fixture
def case(tmp_path):
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")


def found(case, kind: str = "repository") -> list[dict]:
    return [row for row in objects(kit.ask(case, "exposures")) if row["kind"] == kind]


def test_many_versions_of_a_file_are_one_place(case, tmp_path):
    place = repository(tmp_path / "app")
    for number in range(5):
        (place / "a.env").write_bytes(env(LEAKED) + b"%d\n" % number)
        commit(place, f"version {number}")
    first = git(place, "rev-list", "--reverse", "HEAD", "--", "a.env").split()[0]
    kit.hunt(case, place)
    (row,) = found(case)
    assert (row["commit"], row["deleted"], row["path"], row["line"]) == (first, False, "a.env", 2)
    assert row["note"].startswith("5 versions")


def test_what_leads_to_a_commit(case, tmp_path):
    """A branch, one of a remote, a tag, a commit that only the reflog knows, a dangling one, a staged file,
    a message."""
    place = repository(tmp_path / "app")
    base = git(place, "rev-parse", "HEAD")

    def side(name: str) -> str:
        git(place, "checkout", "-q", "--detach", base)
        (place / name).write_bytes(env(LEAKED) + name.encode())
        commit(place, name)
        return git(place, "rev-parse", "HEAD")

    git(place, "update-ref", "refs/remotes/origin/x", side("remote"))
    git(place, "branch", "b", side("branch"))
    git(place, "tag", "t", side("tag"))
    side("reflog")
    lost = side("lost")
    git(place, "checkout", "-q", "main")
    for log in (place / ".git" / "logs").rglob("*"):
        if log.is_file():
            log.write_text("".join(line for line in log.read_text().splitlines(True) if lost not in line))
    git(place, "commit", "-q", "--allow-empty", "-m", f"removed {LEAKED} from settings")
    (place / "staged").write_bytes(env(LEAKED))
    git(place, "add", "staged")
    kit.hunt(case, place)
    reach = {row["path"]: row["reach"] for row in found(case)}
    assert reach == {
        "remote": "remote_branch",
        "branch": "branch",
        "tag": "tag",
        "reflog": "reflog",
        "lost": "none",
        "staged": "index",
        None: "branch",
    }
    (message,) = [row for row in found(case) if row["path"] is None]
    assert message["commit"] == git(place, "rev-parse", "HEAD")
    assert MAIL in message["author"]


def test_bare_worktree_and_archive_inside(case, tmp_path):
    place = repository(tmp_path / "app")
    (place / "lib.jar").write_bytes(zipped({"conf/x.properties": env(LEAKED)}))
    commit(place, "jar")
    git(place, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    git(tmp_path, "clone", "-q", "--bare", str(place), str(tmp_path / "bare"))
    for name in ("tree", "bare"):
        (search,) = [one for one in kit.hunt(case, tmp_path / name) if one.kind == "repository"]
        (hit,) = search.hits
        assert (hit.path, hit.inside, hit.line, hit.deleted) == ("lib.jar", "conf/x.properties", 2, False)


@pytest.mark.parametrize(
    "spoil", [lambda data: b"no object", lambda data: data[:-20]], ids=["all", "its end"]
)
def test_a_damaged_object_is_a_line_and_the_rest_is_searched(spoil, case, tmp_path):
    """git takes the first for missing, and gives up at the second."""
    place = repository(tmp_path / "app")
    for number in range(20):
        (place / f"{number}.env").write_bytes(env(LEAKED) + b"%d" % number + os.urandom(3000))
    commit(place)
    lost = git(place, "rev-parse", "HEAD:7.env")
    broken = place / ".git" / "objects" / lost[:2] / lost[2:]
    broken.chmod(0o600)
    broken.write_bytes(spoil(broken.read_bytes()))
    done = kit.hunt(case, place)
    assert not done[-1].complete
    assert len(found(case)) == 19
    places = [row["place"] for row in objects(kit.ask(case, "not_searched"))]
    assert [place for place in places if lost in place]


def test_a_repository_inside_an_archive(case, tmp_path):
    """Zipped with its working tree, the key only in a commit that was taken back; its programs never run."""
    place = repository(tmp_path / "app")
    (place / "a.env").write_bytes(env(LEAKED))
    commit(place)
    git(place, "reset", "-q", "--hard", "HEAD~1")
    git(place, "repack", "-q", "-a", "-d", "-k")
    git(place, "config", "core.fsmonitor", f"touch {tmp_path / 'ran'}")
    files = {path.relative_to(tmp_path): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    (tmp_path / "app.zip").write_bytes(zipped({str(name): data for name, data in files.items()}))
    kit.hunt(case, tmp_path / "app.zip")
    (row,) = found(case)
    assert (row["path"], row["line"], row["reach"]) == ("a.env", 2, "reflog")
    assert row["root"] == f"{tmp_path / 'app.zip'}!/app/.git"
    assert not (tmp_path / "ran").exists()


def test_nothing_of_a_hostile_repository_runs_and_nothing_is_fetched(case, tmp_path, counting_server):
    url, asked = counting_server
    place = repository(tmp_path / "app")
    (place / "a.env").write_bytes(env(LEAKED))
    (place / "b.bin").write_bytes(os.urandom(2000))
    commit(place)
    ran = tmp_path / "ran"
    program = tmp_path / "run.sh"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    for name in PROGRAMS:
        git(place, "config", name, str(program))
    git(place, "config", "log.showSignature", "true")
    (place / ".gitattributes").write_text("* filter=x diff=x\n")
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        (place / ".git" / "hooks").mkdir(exist_ok=True)
        (place / ".git" / "hooks" / hook).symlink_to(program)
    git(place, "config", "core.repositoryformatversion", "1")
    git(place, "config", "extensions.partialClone", "origin")
    git(place, "config", "remote.origin.url", f"{url}/x.git")
    git(place, "config", "remote.origin.promisor", "true")
    lost = git(place, "rev-parse", "HEAD:b.bin")
    (place / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    ran.unlink(missing_ok=True)
    kit.hunt(case, place)
    assert [row["path"] for row in found(case)] == ["a.env"]
    assert not ran.exists()
    assert asked == []


def test_without_git_loose_objects_are_searched_and_it_is_said(case, tmp_path, monkeypatch):
    place = repository(tmp_path / "app")
    (place / "a.env").write_bytes(env(LEAKED))
    commit(place)
    monkeypatch.setenv("PATH", str(tmp_path))
    kit.hunt(case, place)
    (row,) = found(case)
    assert (row["line"], row["commit"]) == (2, None)
    (said,) = [row["reason"] for row in objects(kit.ask(case, "not_searched"))]
    assert "git is not installed" in said


def test_stopped_by_hand_keeps_what_was_found(case, tmp_path):
    """Ctrl-C after the first find, in a process of its own."""
    (tmp_path / "many").mkdir()
    for number in range(50):
        (tmp_path / "many" / f"{number:02}").write_bytes(env(LEAKED))
    words = """
import os, signal, sys
from kit.hunt import places
# Whoever runs the tests in the background has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
found = places.hunt_file
def once(path, *rest):
    brought = found(path, *rest)
    if path.name == "20":
        os.kill(os.getpid(), signal.SIGINT)
    return brought
places.hunt_file = once
sys.argv = ["kit", "hunt", *sys.argv[1:]]
from kit.cli import main
main()
"""
    command = [sys.executable, "-c", words, case.folder, tmp_path / "many"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    (search,) = objects(kit.ask(case, "hunts"))
    assert (search["stopped"], search["complete"]) == ("by hand", False)
    assert [Path(row["path"]).name for row in found(case, "file")] == [f"{number:02}" for number in range(21)]
    assert [row["reason"] for row in objects(kit.ask(case, "not_searched"))] == [
        "stopped by hand before its end"
    ]
