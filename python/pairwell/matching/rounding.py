"""What putting real numbers of points on a grid may have cost, told to whoever calls."""

from __future__ import annotations

from pairwell.matching.faults import warn_caller


class RoundingWarning(UserWarning):
    """Real numbers of points were rounded to the finest grid that sums have room for.

    `Problem.rounding` bounds what that may have cost. Give a scale to choose the grid, and to be
    warned no more; or numbers with fewer digits, or of less different sizes.
    """


def warn_of_rounding(scale: int, rounding: float) -> None:
    """Warns at the line outside pairwell that made the problem."""
    warn_caller(
        RoundingWarning,
        f"Problem: points were rounded to multiples of 1/{scale} (2^-{scale.bit_length() - 1}), "
        "the finest that sums have room for: a matching of most points may have up to "
        f"{rounding:.3g} points fewer than the best (rule: rounding, value: {rounding!r}); "
        "give scale= to choose the grid yourself, or numbers with fewer digits, and multiply "
        "points by a power of ten where all of them are small",
    )
