"""Incidents of other shapes and seeds: every answer equals the truth, and nobody is sure where nobody could
be."""

from __future__ import annotations

from pathlib import Path

import pytest
import truths
from conftest import NOW

from kit import collect
from kit.case import new_case
from kit.demo import SHAPES, make

ANSWERS = ("credentials", "principals", "resources", "quarantine", "denied", "first_use")
# Without a past (thefts, and work that looks alike) and with one, two keys, root, a role's session, console
# only, one network for both, sessions side by side.
COMMON = (
    "no_past", "models_only", "slow_takeover", "pipeline", "settings_check", "two_keys", "root_key",
    "role_session", "console_only", "one_network", "parallel_sessions",
    "instance_first", "provider", "nothing", "weekend",
)  # fmt: skip


def said_wrong(folder: Path, shape: str, seed: int, events: int = 5_000) -> list[str]:
    """One line for each row of an answer and each call that is not as in the truth."""
    made = make(folder / "evidence", events=events, shape=shape, seed=seed, with_history=False)
    case = new_case(
        folder / "case",
        keys=made.truth["leaked_keys"],
        principals=made.truth["leaked_principals"],
        now=NOW,
        language="en",
    )
    names = ("trail", "cost_explorer", "cur2")
    collect(case, *[str(path) for name in names if (path := made.folder / name).exists()], now=NOW)
    wrong = [line for answer in ANSWERS for line in truths.differences(case, made.truth, answer)]
    return wrong + truths.actors(case, made.truth)


@pytest.mark.parametrize("shape", COMMON)
def test_every_answer_equals_the_truth(tmp_path, shape):
    assert said_wrong(tmp_path, shape, seed=11, events=2_500) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 5, 42])
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_the_seed(tmp_path, shape, seed):
    assert said_wrong(tmp_path, shape, seed) == []
