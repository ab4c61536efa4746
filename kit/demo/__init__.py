"""The demo incident: made from a seed, without network or clock, with the truth beside it. Tests use it
too."""

from __future__ import annotations

from kit.demo.make import Demo, make
from kit.demo.repository import NAME as REPOSITORY
from kit.demo.shapes import SHAPES

__all__ = ["REPOSITORY", "SHAPES", "Demo", "make"]
