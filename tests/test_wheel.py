"""A wheel built from the tree carries queries, notebooks, rules, texts and stubs: installed elsewhere it goes
the whole way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build; print(hatchling.build.build_wheel({str(out)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return out / done.stdout.strip().splitlines()[-1]


def test_contents(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    wanted = {
        f"{place}/{path.relative_to(ROOT / folder)}"
        for folder, place in (("kit", "kit"), ("queries", "kit/queries"), ("notebooks", "kit/notebooks"))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    # What lazy front doors, rules, texts, queries and notebooks are read from at run time.
    assert {Path(name).suffix for name in wanted} >= {".py", ".pyi", ".yml", ".csv", ".ftl", ".sql", ".ipynb"}
    assert {name for name in names if name.startswith("kit/")} == wanted


def test_installed_elsewhere_it_answers(wheel, tmp_path):
    """Apart from the source tree; third-party packages are those of this environment."""
    place = tmp_path / "env"
    venv.create(place, with_pip=False, system_site_packages=False, symlinks=True)
    site = next((place / "lib").glob("python3*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    ours = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    (site / "packages.pth").write_text(f"{ours}\n")
    run = [
        place / "bin" / "python",
        "-c",
        "import sys; sys.argv[0] = 'kit'; from kit.cli import main; main()",
    ]
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    options = {"capture_output": True, "text": True, "cwd": tmp_path, "env": outside}
    where = [place / "bin" / "python", "-c", "import kit; print(kit.__file__)"]
    found = subprocess.run(where, check=True, **options).stdout
    assert str(site) in found, "the installed copy, not the source tree"
    listed = subprocess.run([*run, "questions", "--format", "json"], check=True, **options)
    assert len(json.loads(listed.stdout)) == len(list((ROOT / "queries").glob("*.sql")))
    done = subprocess.run([*run, "demo", "d", "--events", "3000"], **options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "d" / "case" / "out").glob("report-*.html"))) == 2
    shutil.rmtree(tmp_path / "d")
