"""Ranges as a problem gives them back, which can be given to another one."""

from __future__ import annotations

from typing import TypeAlias

from pairwell import _core
from pairwell.matching.value import Int64Array

Range: TypeAlias = tuple[int, int | None]
"""The least and the most; None where there is no limit."""


def range_of(least: int, most: int) -> Range:
    """A range of the engine's, whose most is a number even where there is no limit."""
    return least, None if most == _core.NO_LIMIT else most


def ranges_of(limits: Int64Array) -> list[Range]:
    """A range for each row of a table (people x 2) of the engine's."""
    return [range_of(least, most) for least, most in limits.tolist()]
