"""Scores with other weights of their criteria, without reading the frames again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import as_told, suggestion
from pairwell.score.score import ScoreTable
from pairwell.score.scores import Scores

_MOST_WEIGHT = 1000
_SHARES = 100  # units of points in a thousandth of all


class Reweighted:
    """What `Problem` takes of scores: their people, rules and answers, with other points."""

    def __init__(self, scores: Scores, units: npt.NDArray[np.int32]) -> None:
        self.units = units
        self.allowed = scores.allowed
        self.scale = scores.scale
        self.mentees = scores.mentees
        self.mentors = scores.mentors
        self.mentee_answers = scores.mentee_answers
        self.mentor_answers = scores.mentor_answers


def reweighted(
    scores: Scores, weights: Any, column: str, function: str = "scenarios"
) -> Reweighted:
    """The scores that other weights give.

    Parameters
    ----------
    weights
        A weight of 0 to 1000 by the name of a part; the others keep theirs.
    column
        What findings call the argument.
    function
        What findings call the function.

    Raises
    ------
    InvalidInput
        For a name that no part has, a weight out of range, and weights that are all 0.
    """
    names = tuple(scores.parts)
    own = dict(zip(names, (criterion.weight for criterion in scores.criteria), strict=True))
    faults: list[_core.Finding] = []

    def add(rule: str, where: str, message: str, value: object) -> None:
        faults.append(_core.Finding(rule=rule, message=message, column=where, value=as_told(value)))

    if not isinstance(weights, Mapping):
        add("type", column, "weights are a mapping of parts to weights", type(weights).__name__)
        weights = {}
    for name, weight in weights.items():
        where = f"{column}[{name!r}]"
        is_whole = isinstance(weight, (int, np.integer)) and not isinstance(weight, bool)
        if name not in own:
            near = suggestion(str(name), names)
            message = f"there is no part of this name.{near or ' Parts: ' + ', '.join(names)}"
            add("weight", where, message, name)
        elif not is_whole or not 0 <= weight <= _MOST_WEIGHT:
            message = f"a weight is a whole number from 0 to {_MOST_WEIGHT}"
            add("weight", where, message, weight)
        else:
            own[name] = int(weight)
    if not faults and not any(own.values()):
        add("weight", column, "at least one weight is above 0", 0)
    _core.throw_if_errors(function, faults)
    total = np.zeros(scores.shape, np.int64)
    counted = np.zeros(scores.shape, np.int64)
    for place, weight in enumerate(own.values()):
        if weight:
            shares = scores._scored.scorer.shares(place).astype(np.int64)
            answered = shares >= 0
            total += np.where(answered, shares, 0) * weight
            counted += answered * weight
    twice = np.maximum(2 * counted, 1)  # to the nearest unit, halves up
    units = np.where(counted > 0, (2 * _SHARES * total + counted) // twice, 0)
    return Reweighted(scores, units.astype(np.int32))


def weighted_parts(
    scores: Scores | ScoreTable, criteria: Sequence[Any]
) -> tuple[tuple[str, ...], tuple[int, ...], Callable[[int], npt.NDArray[np.int32]]]:
    """The names of the parts, their weights, and what gives the shares of one by its place.

    Parameters
    ----------
    criteria
        Those of the scores, in the order of the parts. Shares are thousandths of all pairs; -1
        where a blank leaves the part out.
    """
    weights = tuple(int(criterion.weight) for criterion in criteria)
    if isinstance(scores, ScoreTable):
        return tuple(scores.parts), weights, scores._core.shares
    return tuple(scores.parts), weights, scores._scored.scorer.shares
