"""The worked examples of CONTRIBUTING.md do what they say."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ACCOUNT, NOW, build_case, record

from kit import questions
from kit.analysis.answers import ask
from kit.case import new_case
from kit.cli import formats
from kit.collect.run import collect_items
from kit.records import documents
from kit.sources.local_files import local_files
from kit.store import database

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


@pytest.mark.parametrize("known", [True, False])
def test_the_format_is_one_word_and_one_odd_file(known, tmp_path, monkeypatch):
    if known:
        monkeypatch.setattr(documents, "_STRINGS", documents._STRINGS | {"payload"})
    names = runpy.run_path(str(ROOT / "tests" / "records" / "odd_files.py"))
    odd = eval(block("a format", "python"), names)  # our own page
    path = tmp_path / "evidence" / odd.name
    path.parent.mkdir()
    path.write_bytes(odd.data)
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT)
    collect_items(case, local_files(path.parent, now=NOW))
    with database.reading(case) as con:
        line = con.execute(
            "select status, records, loaded, copies, rejected, set_apart, format from ledger"
        ).fetchall()[0]
    assert (line == (*odd.line, odd.format)) is known, line
