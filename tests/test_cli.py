"""The command as a person uses it: real processes, exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LEAKED, record

KIT = Path(sys.executable).parent / "kit"


def kit(*words: object, ok: int | None = 0, **options) -> subprocess.CompletedProcess:
    done = subprocess.run(
        [KIT, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        **options,
    )
    if ok is not None:
        assert done.returncode == ok, done.stdout + done.stderr
    return done


def write_trail(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"Records": [record(place) for place in range(5)]}))
    return folder


def collected_case(folder: Path, trail: Path) -> Path:
    kit("new", folder / "c", "--key", LEAKED, "--lang", "en")
    kit("collect", folder / "c", trail)
    return folder / "c"


@pytest.fixture
def trail(tmp_path):
    return write_trail(tmp_path / "trail")


@pytest.fixture(scope="module")
def collected_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("once")
    return collected_case(folder, write_trail(folder / "trail"))


@pytest.fixture
def case(collected_once, trail):
    """A case of its own for each test, as one collection left it; `trail` lies beside it."""
    return Path(shutil.copytree(collected_once, trail.parent / "c"))


@pytest.fixture
def trail_again(collected_once):
    """The very folder that `case_again` was collected from, as it was then."""
    folder = collected_once.parent / "trail"
    shutil.rmtree(folder)
    return write_trail(folder)


@pytest.fixture
def case_again(collected_once, tmp_path):
    """A case of its own for each test that collects from `trail_again` once more."""
    return Path(shutil.copytree(collected_once, tmp_path / "c"))


def test_the_thread(case):
    rows = json.loads(kit("ask", case, "key_activity", "--format", "json").stdout)
    assert len(rows) == 5
    assert rows[0]["event_time"] == "2026-03-01T00:00:00Z"
    found = json.loads(kit("sql", case, "select count(*) as n from events", "--format", "json").stdout)
    assert found == [{"n": 5}]


def test_show_gives_the_record_byte_for_byte(case):
    wanted = record(3)
    done = kit("show", case, wanted["eventID"])
    assert json.loads(done.stdout) == wanted
    assert done.stdout.rstrip("\n") in (case.parent / "trail" / "a.json").read_text()
    assert "a.json" in done.stderr
    assert "position" in done.stderr
    assert "sha256" in done.stderr


def test_show_takes_the_beginning_of_an_id_where_it_is_one_events_alone(case_again, trail_again):
    twins = [{**record(7), "eventID": "0badcafe-1"}, {**record(8), "eventID": "0badcafe-2"}]
    (trail_again / "b.json").write_text(
        json.dumps({"Records": [*twins, {**record(9), "eventID": "feedface-1"}]})
    )
    kit("collect", case_again, trail_again)
    assert json.loads(kit("show", case_again, "feedface").stdout)["eventID"] == "feedface-1"
    assert "0badcafe-1, 0badcafe-2" in kit("show", case_again, "0badcafe", ok=2).stderr
    assert "too few" in kit("show", case_again, "feedfac", ok=2).stderr


def test_status_sums_are_exact(case_again, trail_again):
    (trail_again / "b.json").write_text(json.dumps({"Records": [record(1), record(9)]}))
    (trail_again / "c.json").write_text("{not json")
    kit("collect", case_again, trail_again, ok=None)
    facts = json.loads(kit("status", case_again, "--format", "json").stdout)
    assert facts["records"] == 7
    assert facts["loaded"] + facts["copies"] == 7
    assert facts["copies"] == 1
    items = json.loads(kit("status", case_again, "--items", "--format", "json").stdout)
    assert sum(item["records"] for item in items) == facts["records"]
    assert {Path(item["origin"]).name for item in items} == {"a.json", "b.json", "c.json"}
    assert next(item for item in items if item["origin"].endswith("c.json"))["reason"]


def test_status_closing(case):
    points = json.loads(kit("status", case, "--closing", "--format", "json").stdout)
    assert [point["point_id"] for point in points[:2]] == ["second_look", "old_key"]
    assert {point["state"] for point in points} <= {"closed", "open", "unknown"}
    both = kit("status", case, "--closing", "--items", ok=2)
    assert "--items and --closing" in both.stderr


def test_collecting_again_takes_nothing_twice(case_again, trail_again):
    kit("collect", case_again, trail_again)
    assert json.loads(kit("status", case_again, "--format", "json").stdout)["records"] == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "{case}", "--key", LEAKED], "holds a case already"),
        (["new", "{fresh}"], "--key"),
        (["new", "{fresh}", "--key", "nonsense"], "access key id"),
        (["new", "{fresh}", "--key", LEAKED, "--since", "yesterday-ish"], "not understood"),
        (
            ["new", "{fresh}", "--key", LEAKED, "--since", "2026-02-02", "--until", "2026-01-01"],
            "is not before",
        ),
        (["new", "{fresh}", "--key", LEAKED, "--notice", "{fresh}/no.eml"], "no.eml"),
        (["ask", "{case}", "credentails"], "credentials"),
        (["ask", "{case}", "key_activity", "-p", "since=never"], "never"),
        (["ask", "{case}", "key_activity", "-p", "nonsense=1"], "nonsense"),
        (["ask", "{case}", "key_activity", "-p", "actor=thief"], "intruder, owner, aws, kit, unclear"),
        (["ask", "{case}", "ledger_items", "-p", "status=lost"], "loaded, duplicate"),
        (["ask", "{case}", "key_activity", "99"], "the answer has 5 rows"),
        (["ask", "{case}", "key_activity", "--format", "csv", "-o", "{fresh}.xlsx"], "--format csv"),
        (["ask", "{case}", "key_activity", "--format", "xml"], "xml"),
        (["ask", "{case}", "key_activity", "--lang", "de"], "de"),
        (["ask", "{fresh}", "key_activity"], "no case here"),
        (["sql", "{case}", "select from where"], "syntax error"),
        (["sql", "{case}", "drop table event_records"], "read-only"),
        (["sql", "{case}", "copy (select 1) to '{fresh}'"], "file system operations are disabled"),
        (
            ["sql", "{case}", "select * from read_text('/etc/hostname')"],
            "file system operations are disabled",
        ),
        (["collect", "{case}", "{fresh}"], "cannot be read"),
        (["collect", "{case}", "{empty}"], "holds no file"),
        (["collect", "{case}", "lookup-events", "--profile", "nobody-at-all"], "no such profile"),
        (["collect", "{case}", "trail", "--regions", "eu-middle-1"], "eu-middle-1"),
        (["collect", "{case}", "s3://", "--endpoint-url", "http://127.0.0.1:9"], "could not be reached"),
        (["collect", "{case}", "iam", "--external-id", "x"], "--role-arn"),
        (["policy", "{case}", "files"], "needs no permission"),
        (["show", "{case}", "no-such-event"], "no-such-event"),
        (["show", "{case}", "0bad"], "4 letters are too few"),
        (["key", "{case}", "nonsense"], "access key id"),
    ],
)
def test_bad_input_is_one_clear_line(case, tmp_path, words, said, credentials):
    (tmp_path / "empty").mkdir()
    places = {"case": case, "fresh": tmp_path / "fresh", "empty": tmp_path / "empty"}
    done = kit(*(word.format(**places) for word in words), ok=None)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not (tmp_path / "fresh").exists()


def test_a_case_that_is_not_complete_says_why_and_what_next(case_again, trail_again):
    (trail_again / "c.json").write_text("{not json")
    done = kit("collect", case_again, trail_again, ok=3)
    assert f"kit status {case_again}" in done.stderr
    facts = json.loads(kit("status", case_again, "--format", "json").stdout)
    assert facts["complete"] is False
    assert "kit status CASE --items" in facts["incomplete_because"][0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_in_the_ledger(case_again, trail_again):
    (trail_again / "secret.json").write_text("{}")
    (trail_again / "secret.json").chmod(0)
    done = kit("collect", case_again, trail_again, ok=3)
    assert "Permission denied" in done.stderr


def test_a_file_without_permission_for_somebody_else(tmp_path, trail):
    """The same as root: a user of no rights collects, and the unreadable file is named, not lost."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    nobody = 65534
    (trail / "secret.json").write_text("{}")
    (trail / "secret.json").chmod(0)
    for folder in [trail, *trail.parents]:
        if folder.is_relative_to("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055) if folder != Path("/tmp") else None
    place = tmp_path / "theirs"
    place.mkdir()
    os.chown(place, nobody, nobody)
    try:
        readable = subprocess.run(
            [KIT, "questions"], user=nobody, capture_output=True, env={"HOME": str(place)}
        )
    except PermissionError:
        pytest.skip("this checkout is not readable for other users")
    if readable.returncode:
        pytest.skip("this machine's Python is not readable for other users")
    options = {"user": nobody, "env": {"HOME": str(place), "PATH": os.environ["PATH"]}}
    kit("new", place / "c", "--key", LEAKED, **options)
    done = kit("collect", place / "c", trail, ok=3, **options)
    assert "secret.json" in done.stderr
    assert "Permission denied" in done.stderr


def test_an_unknown_key_answers_empty_and_says_so(tmp_path, trail):
    kit("new", tmp_path / "c", "--key", "AKIABZPUZDIKAAAAAAAA", "--lang", "en")
    kit("collect", tmp_path / "c", trail)
    assert json.loads(kit("ask", tmp_path / "c", "key_activity", "--format", "json").stdout) == []
    rows = json.loads(kit("ask", tmp_path / "c", "cannot_say", "--format", "json").stdout)
    assert any("AKIABZPUZDIKAAAAAAAA" in json.dumps(row) for row in rows)


def test_questions_lists_every_file():
    from kit import questions

    rows = json.loads(kit("questions", "--format", "json").stdout)
    assert [row["name"] for row in rows] == [question.name for question in questions.questions()]


def test_formats_to_a_file(case, tmp_path):
    import pyarrow.parquet

    kit("ask", case, "key_activity", "--format", "parquet", "-o", tmp_path / "a.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").num_rows == 5
    kit("ask", case, "key_activity", "--format", "csv", "-o", tmp_path / "a.csv")
    assert len((tmp_path / "a.csv").read_text().splitlines()) == 6


def test_verify_finds_one_changed_byte(case):
    kit("verify", case)
    pack = next((case / "vault").glob("*.zip"))
    raw = bytearray(pack.read_bytes())
    raw[raw.index(b"GetCallerIdentity")] ^= 1
    pack.write_bytes(raw)
    assert "altered" in kit("verify", case, ok=4).stdout


def test_a_case_moves(case, tmp_path):
    moved = case.rename(tmp_path / "elsewhere")
    assert len(json.loads(kit("ask", moved, "key_activity", "--format", "json").stdout)) == 5


def test_rebuild_gives_the_same_events(case):
    before = kit(
        "sql", case, "select * exclude (event_no) from events order by event_key", "--format", "json"
    ).stdout
    kit("rebuild", case)
    again = kit(
        "sql", case, "select * exclude (event_no) from events order by event_key", "--format", "json"
    ).stdout
    assert again == before
    assert len(json.loads(kit("ask", case, "key_activity", "--format", "json").stdout)) == 5


def test_a_key_added_later_is_followed(tmp_path, trail):
    kit("new", tmp_path / "c", "--account", "111122223333", "--lang", "en")
    kit("collect", tmp_path / "c", trail)
    assert json.loads(kit("ask", tmp_path / "c", "key_activity", "--format", "json").stdout) == []
    kit("key", tmp_path / "c", LEAKED)
    assert len(json.loads(kit("ask", tmp_path / "c", "key_activity", "--format", "json").stdout)) == 5
