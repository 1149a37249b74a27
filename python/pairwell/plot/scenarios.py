"""Pictures of results that draw themselves in a notebook: variants, trade-offs, ranges."""

from __future__ import annotations

from typing import Any

from pairwell._arguments import check_type
from pairwell.drawing.picture import Picture
from pairwell.matching.scenarios import Scenarios
from pairwell.matching.trade_off_points import TradeOff
from pairwell.round.weight_strips import WeightRanges


def scenarios(result: Any) -> Picture:
    """Draws variants side by side: pairs, points, worst pair, and what mentees gain and lose.

    A broken line goes through what the base has.

    Parameters
    ----------
    result
        What `scenarios` gave.

    Returns
    -------
    Picture
        Its data has a row for each variant.

    Raises
    ------
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"ana": {"Xu": 8, "Yates": 5}, "ben": {"Xu": 9, "Yates": 4}}
    >>> found = pw.scenarios(points, {"without the best": {"forbidden": [("ben", "Xu")]}})
    >>> print(pw.plot.scenarios(found).text)
    base: pairs 2, points 14, worst pair 5, mentees gain 0 and lose 0. without the best: pairs 2, \
points 12, worst pair 4, mentees gain 3 and lose 5.
    """
    check_type("plot.scenarios", "result", "Scenarios", Scenarios, result)
    return result._picture()  # type: ignore[no-any-return]


def trade_off(result: Any) -> Picture:
    """Draws old pairs kept to the right and what the stage reaches upwards.

    A point that is not exact is a ring, with a broken line up to what could still be reached.

    Parameters
    ----------
    result
        What `trade_off` gave.

    Returns
    -------
    Picture
        Its data has a row for each point: ``kept``, ``value`` and ``bound``.

    Raises
    ------
    TypeError
        For a result of another kind.
    """
    check_type("plot.trade_off", "result", "a TradeOff", TradeOff, result)
    return result._picture()  # type: ignore[no-any-return]


def weight_ranges(result: Any) -> Picture:
    """Draws a strip for each weight: where the pairs are as they are, and where others are best.

    Parameters
    ----------
    result
        What `weight_ranges` gave.

    Returns
    -------
    Picture
        Its data has a row for each piece: ``criterion``, ``weight`` (the present one), ``low``,
        ``high``, and how many pairs are ``lost``.

    Raises
    ------
    TypeError
        For a result of another kind.
    """
    check_type("plot.weight_ranges", "result", "WeightRanges", WeightRanges, result)
    return result._picture()  # type: ignore[no-any-return]
