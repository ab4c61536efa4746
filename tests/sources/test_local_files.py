"""Files and folders: every entry gives an item or a reason."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import LEAKED, NOW, record

from kit import ask, collect
from kit.case import new_case
from kit.collect.run import collect_items
from kit.errors import SourceError
from kit.sources.local_files import local_files
from kit.store import database


def test_nested_files_come_in_a_stable_order(tmp_path):
    for name in ("b/2.json", "a/1.json", "a/c/0.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    names = [item.path.name for item in local_files(tmp_path, now=NOW)]
    assert names == ["1.json", "0.json", "2.json"]


def test_what_cannot_be_read_says_why(tmp_path):
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    os.mkfifo(tmp_path / "pipe")
    failures = {os.path.basename(item.origin): item.failure for item in local_files(tmp_path, now=NOW)}
    assert "No such file" in failures["gone"]
    assert failures["link"] == "link to a folder: not followed"
    assert failures["pipe"] == "no regular file"


@pytest.mark.parametrize("make_folder", [True, False])
def test_nothing_there_is_one_clear_line(tmp_path, make_folder):
    place = tmp_path / "none"
    if make_folder:
        place.mkdir()
    with pytest.raises(SourceError, match=r"holds no file|cannot be read"):
        list(local_files(place, now=NOW))


def test_a_name_that_is_no_text_is_kept(tmp_path):
    path = os.fsencode(tmp_path) + b"/bad\xff.json"
    with open(path, "wb") as stream:
        stream.write(b'{"Records":[]}')
    (item,) = local_files(tmp_path, now=NOW)
    assert item.origin.endswith("bad\\xff.json")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; the next test needs no permission")
def test_a_file_without_permission_fails_and_the_rest_goes_on(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "secret.json").write_text('{"Records":[]}')
    (tmp_path / "in" / "secret.json").chmod(0)
    (tmp_path / "in" / "open.json").write_text('{"Records":[]}')
    case = new_case(tmp_path / "case", now=NOW, account="111122223333")
    summary = collect_items(case, local_files(tmp_path / "in", now=NOW))
    assert summary.exit_code == 3
    assert dict(summary.statuses) == {"failed": 1, "loaded": 1}


def test_a_file_that_cannot_be_read_fails_once_and_is_loaded_once_it_can(tmp_path, monkeypatch):
    path = tmp_path / "in" / "secret.json"
    path.parent.mkdir()
    path.write_text('{"Records":[]}')
    case = new_case(tmp_path / "case", now=NOW, account="111122223333")
    with monkeypatch.context() as patched:
        patched.setattr(type(path), "open", _denied)
        assert collect_items(case, local_files(path, now=NOW)).exit_code == 3
    assert collect_items(case, local_files(path, now=NOW)).exit_code == 0
    with database.reading(case) as con:
        assert con.execute("select status, reason from ledger").fetchall() == [("loaded", None)]


_OPEN = Path.open


def _denied(path, *words, **more):
    if path.name == "secret.json":
        raise PermissionError(13, "Permission denied")
    return _OPEN(path, *words, **more)


def test_folders_nested_deeper_than_pythons_stack(tmp_path):
    """1,400 folders within each other: what can be named is read, what cannot is an item."""
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1_400):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.json").write_text("{}")
    finally:
        os.chdir(before)
    found = list(local_files(tmp_path, now=NOW))
    # pytest's own tidying up is not fit for such a folder.
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)
    assert len(found) == 1
    assert (found[0].failure is None) == (len(found[0].origin) < 4096)


def test_one_path_that_is_missing_or_changes_stops_no_other(tmp_path):
    good, gone = tmp_path / "good", tmp_path / "gone"
    good.mkdir()
    (good / "trail.json").write_text(json.dumps({"Records": [record(0)]}))
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED])
    said: list[str] = []

    class Watch:
        progress = show = expect = staticmethod(lambda *_, **__: None)
        say = staticmethod(said.append)

    summary = collect(case, gone, good, "nul\0l", now=NOW, watch=Watch())
    assert (summary.exit_code, summary.events, summary.statuses["failed"]) == (3, 1, 2)
    assert len([line for line in said if "cannot be read" in line]) == 2
    gone.mkdir()
    (gone / "more.json").write_text(json.dumps({"Records": [record(1)]}))
    assert collect(case, gone, now=NOW).exit_code == 0
    states = {row["origin"]: row["status"] for row in ask(case, "ledger_items").dicts()}
    assert states[str(gone)] != "failed"
    with pytest.raises(SourceError, match="cannot be read"):
        collect(case, tmp_path / "never", now=NOW)


@pytest.mark.parametrize("how", ["file gone", "folder gone", "now a folder", "grows", "link to nothing"])
def test_what_changes_while_a_folder_is_read_is_one_item(tmp_path, how):
    """Between the look at a folder and the look into its files: each is had whole, or fails alone."""
    place = tmp_path / "in"
    for name in ("a/1.json", "b/2.json", "b/3.json", "c/4.json"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(json.dumps({"Records": [record(int(name[2]))]}))

    def changing():
        for item in local_files(place, now=NOW):
            victim = place / "b" / "2.json"
            if item.path == victim and how != "folder gone":
                victim.unlink() if how != "grows" else victim.write_text(victim.read_text() + "\n" * 10_000)
                if how == "now a folder":
                    victim.mkdir()
                if how == "link to nothing":
                    victim.symlink_to(tmp_path / "nothing")
            if item.path == place / "a" / "1.json" and how == "folder gone":
                shutil.rmtree(place / "b")
            yield item

    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    summary = collect_items(case, changing())
    failed = 0 if how == "grows" else 1
    assert summary.statuses["failed"] == failed
    assert summary.events == {"folder gone": 2, "grows": 4}.get(how, 3)
    reasons = [row["reason"] for row in ask(case, "ledger_items").dicts() if row["status"] == "failed"]
    assert all(reason.splitlines() == [reason] and "cannot be read" in reason for reason in reasons)
