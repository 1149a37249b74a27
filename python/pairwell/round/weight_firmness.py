"""Which pairs of a matching survive other weights of the criteria, drawn at random."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import whole
from pairwell.data.arrays import read_only
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching
from pairwell.matching.watch import Watch
from pairwell.round.weight_survival import WeightFirmness
from pairwell.round.weighted import STOPPED, Weighted

_FUNCTION = "weight_firmness"
_MILLION = 1_000_000
_MOST_DRAWS = 1_000_000


def weight_firmness(
    scores: Any,
    matching: Matching | None = None,
    *,
    by: float | Fraction = 0.25,
    draws: int = 200,
    seed: int = 0,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> WeightFirmness:
    """Draw other weights of all criteria at once, and say which pairs survive how often.

    Each draw multiplies each weight by a number of its own, and is solved exactly, by the objective
    of the matching. Its points are rounded to thousandths as `score` rounds them.

    Parameters
    ----------
    scores
        `Scores`; or a `Round`, which has its matching.
    matching
        An optimal matching of these scores, made with whatever rules and objective.
    by
        From 0.000001 to under 1: 0.25 draws from three quarters to five quarters of each weight.
    draws
        How many, 1 to 1,000,000.
    seed
        0 to under 2^64. A number is drawn in millionths of the weight, all as likely as each other,
        from the SHA-256 of the seed, the number of the draw and the name of the criterion: the
        same on every machine, and the first draws are the same however many there are.
    progress
        Called at most every 20 ms as ``progress("draws", done, total)``; False asks to stop.
    time_limit
        Seconds. What was drawn until the call was stopped is kept.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal or was made of other scores, and for `by` out of range.
    TypeError, ValueError
        For arguments of another type, and for `draws` or `seed` out of range.

    Notes
    -----
    Where the objective has no lottery, ties go to the pairs that there are. The rules of pairs do
    not depend on weights; a criterion without a weight stays without one.

    Examples
    --------
    >>> import pairwell as pw
    >>> mentees = {"Email": ["ana", "ola"], "Needs": ["art; law", "law"], "Grade": [2, 3]}
    >>> mentors = {"Email": ["ben", "cy"], "Offers": ["law; trade", "art; law"], "Grade": [4, 6]}
    >>> grades = pw.gap("Grade", low=1, high=3, weight=1)
    >>> criteria = [pw.covers("Needs", "Offers", weight=3), grades]
    >>> scores = pw.score(mentees, mentors, criteria, index="Email")
    >>> firm = pw.weight_firmness(scores, pw.match(scores))
    >>> firm.unchanged
    193
    >>> firm[0].share, firm[0].mentee_instead[0].person
    (Fraction(193, 200), 'ben')
    """
    draws = whole(_FUNCTION, "draws", draws, 1, _MOST_DRAWS + 1)
    seed = whole(_FUNCTION, "seed", seed, 0, 2**64)
    share = _share(by)
    least, most = math.ceil((1 - share) * _MILLION), math.floor((1 + share) * _MILLION)
    watch = Watch(_FUNCTION, progress, time_limit)
    weighted = Weighted(_FUNCTION, scores, matching)
    stages = weighted.stages()
    factors = np.empty((draws, len(weighted.names)), np.int64)
    numbers: dict[tuple[int, ...], int] = {tuple(weighted.base.tolist()): 0}
    outcomes = np.empty(draws, np.int64)
    done, stopped = 0, ""
    try:
        for draw in range(draws):
            weighted.told = ("draws", draw, draws)
            watch.tell(*weighted.told)
            factors[draw] = [drawn(seed, draw, name, least, most) for name in weighted.names]
            weights = [w * int(f) for w, f in zip(weighted.weights, factors[draw], strict=True)]
            problem = weighted.with_units(weighted.rounded(weights), weighted.problem.scale)
            own = tuple(weighted.places(weighted.solve(problem, stages, watch).pairs).tolist())
            outcomes[draw] = numbers.setdefault(own, len(numbers))
            done += 1
    except _core.Stopped as error:
        stopped = STOPPED[error.status]
    return WeightFirmness(
        matching=weighted.matching,
        criteria=weighted.names,
        weights=weighted.weights,
        by=share,
        asked=draws,
        seed=seed,
        factors=read_only(factors[:done].copy()),
        outcomes=read_only(outcomes[:done].copy()),
        sets=tuple(tuple(map(tuple, weighted.pairs[list(own)].tolist())) for own in numbers),
        stopped=stopped,
    )


def drawn(seed: int, draw: int, name: str, least: int, most: int) -> int:
    """A whole number from the least to the most, all as likely but for one part in 2^200."""
    text = f"pairwell weights\n{seed}\n{draw}\n{name}"
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest())
    return least + number % (most - least + 1)


def _share(by: Any) -> Fraction:
    """A share of each weight; a fault for what is none."""
    try:
        share = Fraction(0) if isinstance(by, bool) else Fraction(*by.as_integer_ratio())
    except (AttributeError, TypeError, ValueError, OverflowError):
        share = Fraction(0)
    if not Fraction(1, _MILLION) <= share < 1:
        message = "a share of each weight is a number from 0.000001 to under 1"
        raise_fault(_FUNCTION, "range", "by", message, by)
    return share
