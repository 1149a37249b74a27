"""The exact ranges of one weight at a time in which the same pairs are best."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching
from pairwell.matching.value import Int64Array
from pairwell.matching.watch import Watch
from pairwell.round.weight_lines import WeightLines, check_objective
from pairwell.round.weight_pieces import Piece, pieces
from pairwell.round.weight_strips import PairLabels, WeightPiece, WeightRange, WeightRanges
from pairwell.round.weighted import STOPPED, Weighted

_FUNCTION = "weight_ranges"
_MOST_TIMES = 1000


def weight_ranges(
    scores: Any,
    matching: Matching | None = None,
    *,
    criterion: str | None = None,
    up_to: float | Fraction = 2,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> WeightRanges:
    """Find the exact weights at which the best pairs change, one weight at a time.

    All other weights stay as they are. The weights at which pairs change are exact fractions, by
    points that are not rounded: those of `Scores` are rounded to thousandths, so that a sum of
    theirs may be off by half a thousandth a pair. `WeightRange.is_best` says whether the matching
    is the best by unrounded points too.

    Parameters
    ----------
    scores
        `Scores`; or a `Round`, which has its matching.
    matching
        An optimal matching of these scores, with an objective of most_pairs, fewest_changes and
        lottery wherever they stand, and floor, best_worst and then most_points.
    criterion
        The name of one criterion. None: every criterion that has a weight.
    up_to
        The range is from 0 to so many times the weight, and up to a whole number; 1 to 1000. For a
        criterion without a weight it is so many times the largest weight.
    progress
        Called at most every 20 ms as ``progress("needs", settled, range)``, in weights by name of
        the criterion. False asks to stop.
    time_limit
        Seconds. Criteria that were settled until the call was stopped are kept.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal or was made of other scores; for another objective; where
        a blank leaves a criterion out of some pairs and not of others, whose points then are no
        lines; for an unknown criterion, with the nearest; and for `up_to` out of range.
    TypeError
        For arguments of another type.

    Notes
    -----
    Where the objective has no lottery, ties go to the pairs that there are. With most_points alone
    it takes about four solves a piece; floors and best_worst take some more for weights at which a
    pair becomes better than the worst one or falls below a floor, as far as it matters.

    Examples
    --------
    >>> import pairwell as pw
    >>> mentees = {"Email": ["ana", "ola"], "Needs": ["art; law", "law"], "Grade": [2, 3]}
    >>> mentors = {"Email": ["ben", "cy"], "Offers": ["law; trade", "art; law"], "Grade": [4, 6]}
    >>> grades = pw.gap("Grade", low=1, high=3, weight=1)
    >>> criteria = [pw.covers("Needs", "Offers", weight=3), grades]
    >>> scores = pw.score(mentees, mentors, criteria, index="Email")
    >>> ranges = pw.weight_ranges(scores, pw.match(scores, ["most_pairs", "most_points"]))
    >>> print(ranges["Grade"].text)
    Grade (now 1): the same pairs are best from 0 to 3/2 (1.5). Above, 2 pairs change: ana with cy \
and ola with ben end; ana with ben and ola with cy begin.
    """
    times = _times(up_to)
    watch = Watch(_FUNCTION, progress, time_limit)
    weighted = Weighted(_FUNCTION, scores, matching)
    if criterion is None:
        places = [place for place, weight in enumerate(weighted.weights) if weight]
    else:
        places = [weighted.place_of(criterion)]
    check_objective(weighted)
    every = [WeightLines(weighted, place, watch) for place in places]  # all faults first
    found: list[WeightRange] = []
    stopped = ""
    for place, lines in zip(places, every, strict=True):
        own = weighted.weights[place]
        most = math.ceil(times * (own or max(weighted.weights, default=0)))
        name = weighted.names[place]
        if not stopped:
            try:
                found.append(_range(weighted, lines, name, most, watch))
                continue
            except _core.Stopped as error:
                stopped = STOPPED[error.status]
        found.append(
            WeightRange(name, own, most, (), False, _called(weighted, weighted.base), stopped)
        )
    return WeightRanges(weighted.matching, tuple(found))


def _range(
    weighted: Weighted, lines: WeightLines, name: str, most: int, watch: Watch
) -> WeightRange:
    def tell(weight: Fraction) -> None:
        weighted.told = (name, int(weight), most)
        watch.tell(*weighted.told)

    tell(Fraction(0))
    own = Fraction(lines.weight)
    base = tuple(weighted.base.tolist())
    is_best = lines.values(base, own) == lines.values(lines.solve(own), own)
    found = pieces(lines, Fraction(0), Fraction(most), tell)
    told = tuple(_told(weighted, piece) for piece in found)
    return WeightRange(name, lines.weight, most, told, is_best, _called(weighted, weighted.base))


def _told(weighted: Weighted, piece: Piece) -> WeightPiece:
    pairs = _called(weighted, np.array(piece.places, np.int64))
    return WeightPiece(piece.low, piece.high, piece.has_low, piece.has_high, pairs)


def _called(weighted: Weighted, places: Int64Array) -> tuple[PairLabels, ...]:
    """Pairs as the problem calls them."""
    pairs = weighted.pairs[places]
    sides = (weighted.problem._called(side, pairs[:, side].tolist()) for side in (0, 1))
    return tuple(zip(*sides, strict=True))


def _times(up_to: Any) -> Fraction:
    """How many times the weight; a fault for what is no such number."""
    try:
        times = Fraction(0) if isinstance(up_to, bool) else Fraction(*up_to.as_integer_ratio())
    except (AttributeError, TypeError, ValueError, OverflowError):
        times = Fraction(0)
    if not 1 <= times <= _MOST_TIMES:
        message = f"a range ends at 1 to {_MOST_TIMES} times the weight"
        raise_fault(_FUNCTION, "range", "up_to", message, up_to)
    return times
