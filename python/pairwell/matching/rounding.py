"""What putting real numbers of points on a grid may have cost, told to whoever calls."""

from __future__ import annotations

import sys
import warnings

_PACKAGE = __name__.partition(".")[0]


class RoundingWarning(UserWarning):
    """Real numbers of points were rounded to the finest grid that sums have room for.

    `Problem.rounding` bounds what that may have cost. Give a scale to choose the grid, and to be
    warned no more; or numbers with fewer digits, or of less different sizes.
    """


def warn_of_rounding(scale: int, rounding: float) -> None:
    """Warns at the line outside pairwell that made the problem."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == _PACKAGE:
        level, frame = level + 1, frame.f_back
    warnings.warn(
        f"Problem: points were rounded to multiples of 1/{scale} (2^-{scale.bit_length() - 1}), "
        "the finest that sums have room for: a matching of most points may have up to "
        f"{rounding:.3g} points fewer than the best (rule: rounding, value: {rounding!r}); "
        "give scale= to choose the grid yourself, or numbers with fewer digits",
        RoundingWarning,
        stacklevel=level,
    )
