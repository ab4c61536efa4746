"""The key is found in every kind of place, with where and by whom; a key that differs in one letter is
not."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

import boto3
import pytest
from conftest import LEAKED, NOW
from hiding import PLACES, SECRET, WHEN, docker_save, env, oci_layer

import kit
from kit.case import new_case
from kit.cli.formats import objects
from kit.hunt.scanner import scanner
from kit.sources import Access

# Differ from the leaked key in one letter each, at its end, in its middle and in what says its account.
NEAR = ("AKIABTX3GSDSQAAAAAAB", "AKIABTX3GSDSQAABAAAA", "AKIABTX3GSESQAAAAAAA")


@pytest.fixture
def case(tmp_path):
    return new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")


def rows(case, question: str = "exposures") -> list[dict]:
    return list(objects(kit.ask(case, question)))


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    """Every place with the leaked key, and with keys that are nearly it."""
    root = tmp_path_factory.mktemp("hidden")
    for number, (name, (make, _)) in enumerate(PLACES.items()):
        for key in (LEAKED, NEAR[number % len(NEAR)]):
            folder = root / ("leaked" if key == LEAKED else "near") / name
            folder.mkdir(parents=True)
            make(folder, key)
    return root


@pytest.fixture(scope="module")
def found(hidden, tmp_path_factory):
    """What one hunt over all of them brought."""
    case = new_case(tmp_path_factory.mktemp("c") / "case", now=NOW, keys=[LEAKED], language="en")
    kit.hunt(case, hidden / "leaked", hidden / "near")
    return case, rows(case)


@pytest.mark.parametrize("name", PLACES)
def test_the_key_is_found(name, found, hidden):
    _, exposures = found
    place = str(hidden / "leaked" / name)
    mine = [row for row in exposures if f"{row['root']}/{row['path']}".find(place) >= 0]
    wanted = PLACES[name][1]
    fitting = [row for row in mine if wanted.items() <= row.items()]
    assert fitting, mine
    row = fitting[0]
    assert row["access_key_id"] == LEAKED
    if row["kind"] == "file" and row["form"] == "plain" and not row["path"].endswith(".gz"):
        assert LEAKED in Path(row["path"]).read_text().split("\n")[row["line"] - 1]
    if row["commit"]:
        assert row["committed_at"] == WHEN
        assert len(row["commit"]) == 40


def test_one_letter_off_is_no_find(found, hidden):
    case, exposures = found
    assert not [row for row in exposures if str(hidden / "near") in f"{row['root']}/{row['path']}"]
    assert rows(case, "keys_beside") == []
    near = [row for row in rows(case, "hunts") if row["root"].startswith(str(hidden / "near"))]
    assert sum(row["near"] for row in near) >= len(PLACES) - 1, (
        "they are counted, so that nobody thinks they were missed"
    )


def test_what_stands_beside_is_said_and_never_shown(found, hidden):
    case, exposures = found
    beside = {row["path"] for row in exposures if row["secret_beside"]}
    for name in ("image.tar", "template.json", "tfstate", ".whl", "backup.zip", "settings.py"):
        assert any(name in path for path in beside), name
    lone = [row for row in exposures if "main.3f2a.js" in (row["path"] or "")]
    assert [row["secret_beside"] for row in lone] == [False]
    for path in case.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert SECRET.encode() not in data, path
            assert SECRET[:20].encode() not in data, path


def test_the_layer_is_named_with_its_command(found):
    _, exposures = found
    (row,) = [row for row in exposures if row["kind"] == "image"]
    assert row["inside"].startswith("blobs/sha256/") and row["inside"].endswith("!/app/.env")
    assert "Layer sha256:" in row["note"] and "app:1.4" in row["note"]
    assert "RUN AWS_SECRET_ACCESS_KEY=*** ./fetch-settings" in row["note"]


def test_images_of_other_forms(case, tmp_path):
    """`docker save`, with the key in its configuration too, and an OCI layout that is a folder."""
    docker_save(tmp_path, LEAKED)
    oci_layer(tmp_path, LEAKED)
    (tmp_path / "layout").mkdir()
    with tarfile.open(tmp_path / "image.tar") as image:
        image.extractall(tmp_path / "layout", filter="data")
    kit.hunt(case, tmp_path / "saved.tar.gz", tmp_path / "layout")
    notes = {row["inside"]: row["note"] for row in rows(case) if row["kind"] == "image"}
    assert set(notes) == {"abc.json", "l1/layer.tar!/app/.env", "app/.env"}
    assert notes["abc.json"].startswith("Configuration of the image shop/app:2")
    assert notes["l1/layer.tar!/app/.env"].endswith("of the image shop/app:2, made by: COPY . /app")
    assert "app:1.4" in notes["app/.env"]


def test_looked_and_not_found_is_kept(case, tmp_path):
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "a.txt").write_text("nothing\n")
    assert rows(case, "hunts") == []
    kit.hunt(case, tmp_path / "clean")
    (row,) = rows(case, "hunts")
    assert (row["finds"], row["files"], row["complete"], row["own"]) == (0, 1, True, True)
    assert rows(case) == []


def test_a_key_of_the_same_account_beside_it(case, tmp_path):
    (tmp_path / "keys.csv").write_text(f"{LEAKED}\nAKIABTX3GSDSQZZZZZZZ\nAKIA{'Q' * 16}\n")
    kit.hunt(case, tmp_path / "keys.csv")
    assert [
        (row["access_key_id"], row["match"], row["beside"], row["line"]) for row in rows(case, "keys_beside")
    ] == [("AKIABTX3GSDSQZZZZZZZ", "sibling", True, 2), ("AKIA" + "Q" * 16, "pattern", True, 3)]


def test_a_bucket_is_hunted_on_the_wire(case, credentials, fresh_moto):
    client = boto3.client("s3", endpoint_url=fresh_moto)
    client.create_bucket(Bucket="artifacts")
    client.put_bucket_versioning(Bucket="artifacts", VersioningConfiguration={"Status": "Enabled"})
    for name, key in (("deploy/app.env", LEAKED), ("deploy/other.env", NEAR[0])):
        client.put_object(Bucket="artifacts", Key=name, Body=env(key))
    client.put_object(Bucket="artifacts", Key="deploy/old.env", Body=env(LEAKED))
    client.put_object(Bucket="artifacts", Key="deploy/old.env", Body=b"")
    client.put_object(Bucket="artifacts", Key="deploy/long.bin", Body=b"\0" * (9 << 20) + env(LEAKED))
    kit.hunt(case, "s3://artifacts/deploy/", access=Access(endpoint_url=fresh_moto))
    found = {row["path"].partition("?")[0]: row for row in rows(case)}
    assert set(found) == {f"s3://artifacts/deploy/{name}" for name in ("app.env", "old.env", "long.bin")}
    assert found["s3://artifacts/deploy/app.env"]["kind"] == "bucket"
    assert found["s3://artifacts/deploy/app.env"]["line"] == 2
    assert "?versionId=" in next(row["path"] for row in rows(case) if "old" in row["path"])


def test_no_network_in_a_hunt(hidden, case):
    """Every socket that the process opens is an error, and the hunt finds what it finds; git has a test of
    its own."""
    words = "import sys, kit, socket\ndef no(*a, **k): raise AssertionError('network')\n"
    words += "socket.socket.connect = socket.socket.connect_ex = socket.create_connection = no\n"
    words += "socket.getaddrinfo = no\n"
    words += "kit.hunt(sys.argv[1], sys.argv[2])\nassert 'boto3' not in sys.modules"
    subprocess.run(
        [sys.executable, "-c", words, case.folder, hidden / "leaked" / "stash"], check=True, timeout=60
    )
    assert [row["reach"] for row in rows(case)] == ["stash"]
    assert socket.socket.connect  # this process's own is as it was


def test_what_cannot_be_read_is_a_line_and_the_rest_goes_on(case, tmp_path):
    place = tmp_path / "odd"
    place.mkdir()
    (place / "a.zip").write_bytes(b"PK\x03\x04 no zip")
    (place / "b.gz").write_bytes(b"\x1f\x8b\x08\0" + b"\0" * 40)
    (place / "c.env").write_bytes(env(LEAKED))
    done = kit.hunt(case, place)
    assert not done[0].complete
    assert {Path(row["place"]).name for row in rows(case, "not_searched")} == {"a.zip", "b.gz"}
    assert [row["line"] for row in rows(case)] == [2]


def test_the_command_says_how_much_was_searched(case, tmp_path):
    (tmp_path / "x.env").write_bytes(env(LEAKED))
    command = [
        Path(sys.executable).parent / "kit",
        "hunt",
        case.folder,
        tmp_path / "x.env",
        "--format",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [row["line"] for row in json.loads(done.stdout)] == [2]
    assert "1 file searched; the key stands in 1 place" in done.stderr
    done = subprocess.run([*command[:3], tmp_path / "not there"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_a_second_opinion_says_where_and_never_what(case, tmp_path):
    """With the scanner where it is installed; where it is not, the search says so and goes on."""
    password = "kX9qL2vB7nZ4wRt8"
    (tmp_path / "a.env").write_bytes(env(LEAKED) + f'db_password = "{password}"\n'.encode())
    (search,) = kit.hunt(case, tmp_path / "a.env", second_opinion=True)
    assert [row["line"] for row in rows(case)] == [2]
    if scanner() is None:
        assert any("betterleaks is not installed" in note for note in search.notes)
        assert rows(case, "other_secrets") == []
        return
    assert {(row["path"], row["beside"]) for row in rows(case, "other_secrets")} == {
        (str(tmp_path / "a.env"), True)
    }
    assert not [
        path for path in case.folder.rglob("*") if path.is_file() and password.encode() in path.read_bytes()
    ]
