"""What key ids tell of each other: a masked one of a whole one, a mistyped one of the right one."""

from __future__ import annotations

import pytest

from kit.ids import fits_masked, one_letter_off

KEY = "AKIABTX3GSDSQAAAAACD"


@pytest.mark.parametrize("masked", ["AKIA...AACD", "...CD", "AKIABTX3...", "A...CD"])
def test_a_masked_key_fits(masked):
    assert fits_masked(masked, KEY)


@pytest.mark.parametrize("masked", ["AKIA...AADC", "ASIA...AACD", f"{KEY[:10]}...{KEY[5:]}"])
def test_a_masked_key_of_another(masked):
    assert not fits_masked(masked, KEY)


@pytest.mark.parametrize(
    "slip",
    [
        KEY.replace("X", "Y"),
        KEY.replace("X", ""),
        KEY.replace("X", "XX"),
        KEY.replace("X3", "3X"),
        KEY[:-1],
        KEY + "A",
        KEY[:-1] + "E",
    ],
)
def test_one_slip(slip):
    assert one_letter_off(KEY, slip)
    assert one_letter_off(slip, KEY)


@pytest.mark.parametrize(
    "other", [KEY, KEY[:-2], KEY.replace("X3", "Y4"), KEY.replace("BT", "TX"), KEY[::-1]]
)
def test_not_one_slip(other):
    assert not one_letter_off(KEY, other)
