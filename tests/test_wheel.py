"""A wheel built from the tree carries queries, notebooks, actions and texts: installed elsewhere it goes the
whole way."""

from __future__ import annotations

import json
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
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("queries", "**/*.sql"), ("notebooks", "*.ipynb"), ("kit/actions", "*.yml")):
        files = list((ROOT / folder).glob(pattern))
        assert files
        inside = folder if folder.startswith("kit/") else f"kit/{folder}"
        for file in files:
            assert f"{inside}/{file.relative_to(ROOT / folder)}" in names
    assert {"kit/texts/en.ftl", "kit/texts/ja.ftl", "kit/vocabulary.yml"} <= names
    assert not [name for name in names if name.startswith("tests/")]


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
    where = [place / "bin" / "python", "-c", "import kit; print(kit.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert str(site) in found, "the installed copy, not the source tree"
    listed = subprocess.run(
        [*run, "questions", "--format", "json"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert len(json.loads(listed.stdout)) == len(list((ROOT / "queries").glob("*.sql")))
    done = subprocess.run(
        [*run, "demo", "d", "--events", "5000"], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "d" / "case" / "out").glob("report-*.html"))) == 2
    shutil.rmtree(tmp_path / "d")
