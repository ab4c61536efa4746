"""The AWS CLI from PyPI, for tests that run its lines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

AWSCLI = "awscli==1.46.3"


@pytest.fixture(scope="session")
def awscli(tmp_path_factory) -> Path:
    """The Python of an environment with the AWS CLI: it pins a botocore that need not be the kit's. Made once
    a run, or named by KIT_TEST_AWSCLI."""
    if given := os.environ.get("KIT_TEST_AWSCLI"):
        return Path(given)
    folder = tmp_path_factory.mktemp("awscli")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", AWSCLI], capture_output=True)
    if done.returncode:
        pytest.skip(f"no package index to get {AWSCLI} from")
    return python
