"""The worked examples of CONTRIBUTING.md do what they say."""

from __future__ import annotations

import csv
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ACCOUNT, LEAKED, NOW, build_case, record

from kit import questions
from kit.analysis.answers import ask
from kit.case import new_case
from kit.cli import formats
from kit.collect.run import collect_items
from kit.records import column_names
from kit.sources.local_files import local_files
from kit.store import database

TOKEN = "ASIABTX3GSDSQAAAAAAB"
ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(example: str, language: str) -> str:
    """The first block of a language in a worked example."""
    part = PAGE.split(f"## Worked example: {example}\n")[1].split("\n## ")[0]
    return re.search(rf"```{language}\n(.*?)\n```", part, re.S)[1] + "\n"


@pytest.fixture
def with_the_question(tmp_path, monkeypatch) -> Path:
    """queries/ with the example's file in it, as the kit would read it."""
    folder = tmp_path / "queries"
    shutil.copytree(ROOT / "queries", folder)
    (folder / "programs.sql").write_text(block("a question", "sql"), encoding="utf-8")
    inside = questions.content_dir
    monkeypatch.setattr(questions, "content_dir", lambda kind: folder if kind == "queries" else inside(kind))
    return folder / "programs.sql"


def test_the_question_answers_its_cases(with_the_question, tmp_path):
    cases = yaml.safe_load(block("a question", "yaml"))
    assert len(cases) == 2
    for place, one in enumerate(cases):
        given = [dict(fields) for fields in one["given"]]
        records = [record(fields.pop("at"), eventID=f"e{at}", **fields) for at, fields in enumerate(given)]
        folder = tmp_path / f"case{place}"
        folder.mkdir()
        rows = list(formats.objects(ask(build_case(folder, records, toml=one["toml"]), "programs")))
        assert rows == one["expect"]
    assert "programs" in questions.question_names()


def test_the_question_keeps_the_rules_of_sql(with_the_question):
    words = [sys.executable, "-m", "sqlfluff", "lint", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*words, "--disable-progress-bar", str(with_the_question)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def crusher(event: str, at: int, **fields) -> dict:
    """A record of the example's service, by the leaked key from a new place."""
    return record(
        at,
        eventSource="quarry.amazonaws.com",
        eventName=event,
        eventID=f"quarry-{at}",
        readOnly=False,
        sourceIPAddress="198.51.100.66",
        **fields,
    )


def test_the_service_is_one_page(tmp_path):
    """In a copy of the kit, so that every command reads the page as it would from the tree."""
    for name in ("kit", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "kit" / "rules" / "quarry.yml").write_text(block("a service", "yaml"), encoding="utf-8")
    made = [
        crusher(
            "CreateCrusher",
            3000 + place,
            requestParameters={"size": "large"},
            responseElements={"crusher": {"crusherId": f"cr-{place}", "crusherArn": f"arn:cr-{place}"}},
        )
        for place in (1, 2)
    ]
    ended = crusher("DeleteCrusher", 3010, requestParameters={"crusherId": "cr-1"})
    token = crusher(
        "GetCrusherToken",
        3011,
        responseElements={"credentials": {"accessKeyId": TOKEN, "expiration": "Mar 4, 2026, 3:00:00 AM"}},
    )
    used = crusher("DescribeCrusher", 3012, **{"userIdentity.accessKeyId": TOKEN})
    owner = [record(at, sourceIPAddress="203.0.113.9") for at in range(0, 2880, 60)]
    trail = tmp_path / "trail.json"
    trail.write_text(json.dumps({"Records": [*owner, *made, ended, token, used]}), encoding="utf-8")

    def kit(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "from kit.cli import main; main()", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    kit("new", "case", "--key", LEAKED, "--lang", "en")
    (tmp_path / "case" / "case.toml").write_text(
        (tmp_path / "case" / "case.toml")
        .read_text(encoding="utf-8")
        .replace("networks = []", 'networks = ["203.0.113.0/24"]'),
        encoding="utf-8",
    )
    kit("collect", "case", str(trail))
    calls = json.loads(kit("ask", "case", "key_activity", "--format", "json"))
    found = [(row["action_id"], row["subject"], row["weight"]) for row in calls if row["actor"] == "intruder"]
    assert found == [
        ("quarry.create-crusher", "cr-1", 70),
        ("quarry.create-crusher", "cr-2", 70),
        ("quarry.delete-crusher", "cr-1", 60),
        ("quarry.get-crusher-token", None, 60),
        ("other.change", None, 20),  # by the token: no page speaks of the call
    ]
    credentials = json.loads(kit("ask", "case", "credentials", "--format", "json"))
    assert [(row["credential_id"], row["parent_id"], row["kind"], row["certainty"]) for row in credentials][
        1:
    ] == [(TOKEN, LEAKED, "session_token", "proved")]
    things = json.loads(kit("ask", "case", "resources", "--format", "json"))
    assert [
        (row["service"], row["resource_type"], row["resource_id"], row["size"], row["state"])
        for row in things
    ] == [("quarry", "crusher", "cr-1", "large", "gone"), ("quarry", "crusher", "cr-2", "large", "alive")]
    assert all(row["cost_bearing"] for row in things)
    plan = kit("plan", "case")
    assert "aws quarry stop-crusher --crusher-id cr-2 --region us-east-1" in plan
    assert "aws quarry delete-crusher --crusher-id cr-2 --region us-east-1" in plan
    assert "--crusher-id cr-1" not in plan


@pytest.mark.parametrize("known", [True, False])
def test_the_format_is_lines_of_a_table_and_one_odd_file(known, tmp_path, monkeypatch):
    if known:
        lines = csv.reader(block("a format", "csv").splitlines())
        added = {name: column_names.Place(member, sure=sure == "yes") for name, member, sure, _ in lines}
        known_columns = column_names._known() | added
        monkeypatch.setattr(column_names, "_known", lambda: known_columns)
    column_names.place_of.cache_clear()
    names = runpy.run_path(str(ROOT / "tests" / "records" / "odd_files.py"))
    odd = eval(block("a format", "python"), names)  # our own page
    path = tmp_path / "evidence" / odd.name
    path.parent.mkdir()
    path.write_bytes(odd.data)
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    collect_items(case, local_files(path.parent, now=NOW))
    column_names.place_of.cache_clear()
    with database.reading(case) as con:
        line = con.execute(
            "select status, records, loaded, copies, rejected, set_apart from ledger"
        ).fetchall()[0]
    assert (line == odd.line) is known, line
