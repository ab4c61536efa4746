"""How it leaked, from a hunt to report and plan: found in a repository, in two places, nowhere."""

from __future__ import annotations

import subprocess

import pytest
from conftest import LEAKED, build_case, record

import kit
from kit.report.parts import blocks_of

OWNER, THIRD = "203.0.113.9", "198.51.100.7"
TOML = f"""
[owner]
networks = ["203.0.113.0/24"]
[[verdicts]]
network = "{THIRD}/32"
actor = "intruder"
"""
BESIDE = "AKIABTX3GSDSQBBBBBBB"


def a_case(folder):
    records = [record(0, sourceIPAddress=OWNER), record(5, sourceIPAddress=THIRD)]
    return build_case(folder, records, toml=TOML)


def repository(folder, date: str):
    """The key committed and taken out again, at dates of its own."""
    place = folder / "shop"
    place.mkdir()

    def git(*words: str) -> None:
        env = {
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "HOME": str(folder),
            "PATH": "/usr/bin:/bin",
        }
        who = ("-c", "user.name=Dev", "-c", "user.email=dev@example.com")
        subprocess.run(["git", *who, *words], cwd=place, env=env, check=True, capture_output=True)

    git("init", "-q")
    (place / "app.env").write_text(f"AWS_ACCESS_KEY_ID={LEAKED}\nOTHER={BESIDE}\n")
    git("add", "app.env")
    git("commit", "-qm", "settings")
    git("rm", "-q", "app.env")
    git("commit", "-qm", "out again")
    return place


def causes(case):
    return {row["topic"]: row for row in kit.ask(case, "leak").dicts() if row["kind"] == "cause"}


def results(case):
    return [row["topic"] for row in kit.ask(case, "leak").dicts() if row["kind"] == "result"]


def words_of(case, lang: str) -> str:
    shown = blocks_of(kit.open_case(case.folder, lang), "leak")
    return "\n".join(str(block.data) for block in shown)


@pytest.mark.parametrize(
    ("date", "late"), [("2026-02-27T00:00:00+00:00", False), ("2026-03-05T00:00:00+00:00", True)]
)
def test_found_in_a_repository(tmp_path, date, late):
    case = a_case(tmp_path)
    kit.hunt(case, repository(tmp_path, date))
    row = causes(case)["repository"]
    assert (row["standing"], results(case)) == ("found", ["found-one"])
    assert "still in the repository" in row["evidence_for"][0]
    # A commit that is younger than the first foreign call is not where the key was taken first.
    assert bool(row["evidence_against"]) == late
    assert any("is or was public" in said for said in row["not_looked"])
    for lang, shown in (("en", "Dev <dev@example.com>"), ("ja", "履歴に残存")):
        assert shown in words_of(case, lang)
    said = [row["why"] for row in kit.plan(case, "en").dicts()]
    places = [
        next(n for n, why in enumerate(said) if why.startswith(start))
        for start in ("Save the places", "Beside the leaked key", "When the places are saved")
    ]
    assert places == sorted(places)
    assert BESIDE in said[places[1]]


def test_found_in_two_places_says_not_from_which(tmp_path):
    case = a_case(tmp_path)
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "keys.csv").write_text(f"name,key\nupload,{LEAKED}\n")
    kit.hunt(case, repository(tmp_path, "2026-02-27T00:00:00+00:00"), tmp_path / "share")
    assert results(case) == ["found-several"]
    assert {name for name, row in causes(case).items() if row["standing"] == "found"} == {
        "repository",
        "handling",
    }
    assert "From which of them it was taken" in words_of(case, "en")
    letter = kit.ask(case, "owner_letter").dicts()[0]["body"]
    assert "share/keys.csv:2" in letter
    assert letter.index("1. ") < letter.index("7. ")


def test_nothing_found_is_a_result(tmp_path):
    case = a_case(tmp_path)
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "notes.txt").write_text("nothing here\n")
    kit.hunt(case, tmp_path / "share")
    assert results(case) == ["not-known"]
    row = causes(case)["code"]
    assert (row["standing"], len(row["evidence_against"])) == ("not_found", 1)
    assert not [row for row in kit.ask(case, "leak").dicts() if row["kind"] == "remedy"]
    for lang, said in (
        ("en", "How the key leaked is not known."),
        ("ja", "キーの漏洩経路は分かっていません。"),
    ):
        assert said in words_of(case, lang)
        assert "`" not in words_of(case, lang)
