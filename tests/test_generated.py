"""Generated parts of the tree are what the code would write now."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent


def test_generated_docs_are_current():
    from kit.cli.docs import stale

    assert stale() == [], "run `make docs`"


def test_environment_names_each_dependency():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    specs = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    # What conda-forge has not for every machine stands in a list of its own.
    named = [spec for each in specs for spec in (each["pip"] if isinstance(each, dict) else [each])]
    held = {re.match(r"[A-Za-z0-9._-]+", spec)[0].lower() for spec in named}
    wanted = {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower() for requirement in declared}
    # conda-forge has it under another name.
    assert len(wanted) > 15
    assert {{"duckdb": "python-duckdb"}.get(name, name) for name in wanted} <= held


def test_environment_parses_as_conda_specs():
    import rattler

    specs = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert len([rattler.MatchSpec(spec) for spec in specs if isinstance(spec, str)]) > 15


def test_locks_are_pinned_with_hashes_and_name_no_host():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[[^\]]*\])?==", text, re.M)
        assert len(pins) > 50
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text


def test_locks_agree():
    def pins(name):
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.M))

    missing = pins("requirements.lock") - pins("requirements-dev.lock")
    assert not missing, f"requirements-dev.lock lacks {sorted(missing)[:5]}; run `make lock`"


def test_lock_holds_each_dependency():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in declared:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)[0].replace(".", "-").lower()
        assert re.search(rf"^{re.escape(name)}==", text, re.M), (
            f"requirements.lock lacks {name}; run `make lock`"
        )
