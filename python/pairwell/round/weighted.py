"""Scores and a matching whose weights are to be varied: shares of the pairs, and how to solve."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_type, suggestion, wrong_type
from pairwell.matching.faults import raise_fault
from pairwell.matching.match import match_of_programme
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.stages import STAGES
from pairwell.matching.value import Int64Array
from pairwell.matching.watch import Watch
from pairwell.round.round import Round
from pairwell.score.reweighted import weighted_parts
from pairwell.score.scores import Scores

LOTTERY, CHANGES = "lottery", "fewest_changes"
_UNITS = 100_000  # of a pair with all shares full
_FULL = 1000  # a share


class _Points:
    """What `Problem` takes of scores, with points of whole numbers in units."""

    def __init__(self, problem: Problem, people: tuple[Any, Any], scale: int) -> None:
        self.mentees, self.mentors = people
        self.scale = scale
        self.units = np.zeros(problem.shape, np.int64)
        self.allowed = np.zeros(problem.shape, np.bool_)


class Weighted:
    """Scores, and the matching that was made of them.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, or was made of other scores.
    TypeError
        Where either is of another type.
    """

    def __init__(self, function: str, scores: Any, matching: Any) -> None:
        self.function = function
        if isinstance(scores, Round):
            if matching is not None:
                raise wrong_type(function, "matching", "left out with a Round", matching)
            self.names, self.weights, self._share = weighted_parts(
                scores.scores, scores.programme.criteria
            )
            self._table, matching = scores.scores, scores.matching
        else:
            check_type(function, "scores", "Scores or a Round", Scores, scores)
            check_type(function, "matching", "a Matching", Matching, matching)
            self.names, self.weights, self._share = weighted_parts(scores, scores.criteria)
            self._table = scores
        self.matching: Matching = matching
        self.problem: Problem = matching.problem
        if not matching:
            message = "only an optimal matching has pairs to ask about"
            raise_fault(function, "status", "matching", message, matching.status.name.lower())
        self.pairs, self._units = self.problem._core.admissible()
        self._check_people()
        columns = self.problem.shape[1]
        self._keys = self.pairs[:, 0] * columns + self.pairs[:, 1]
        self.base = self.places(matching.pairs)
        self.locked = np.zeros(len(self.pairs), np.bool_)
        self.locked[self.places(self.problem.locked)] = True
        self._kept: dict[int, npt.NDArray[np.int32]] = {}
        self.told = ("", 0, 0)  # how far the call has come, which is told during solves

    def _check_people(self) -> None:
        """A fault where the matching was made of other scores."""
        table, problem = self._table, self.problem
        people = (table.mentees, table.mentors)
        is_same = table.shape == problem.shape and all(
            labels is None or tuple(labels) == tuple(own)
            for labels, own in zip(
                (problem.mentee_labels, problem.mentor_labels), people, strict=True
            )
        )
        if not is_same:
            message = "the matching is of other people than the scores"
            told = f"{problem.shape[0]} x {problem.shape[1]}"
            raise_fault(self.function, "people", "matching", message, told)
        scored = np.asarray(table.units)[self.pairs[:, 0], self.pairs[:, 1]]
        if problem.scale != table.scale or not np.array_equal(scored, self._units):
            message = "the matching was made of other points than those of the scores"
            raise_fault(self.function, "points", "matching", message, self.matching.digest)

    def place_of(self, criterion: Any) -> int:
        """The place of a criterion; a fault names the nearest."""
        check_type(self.function, "criterion", "the name of a criterion", str, criterion)
        if criterion not in self.names:
            near = suggestion(criterion, self.names) or f" Criteria: {', '.join(self.names)}"
            message = f"there is no criterion of this name.{near}"
            raise_fault(self.function, "criterion", "criterion", message, criterion)
        return self.names.index(criterion)

    def places(self, pairs: Int64Array) -> Int64Array:
        """Where admissible pairs (k x 2) stand among all admissible pairs, in rising order."""
        keys = pairs[:, 0] * self.problem.shape[1] + pairs[:, 1]
        return np.searchsorted(self._keys, np.sort(keys)).astype(np.int64)

    def shares(self, place: int) -> npt.NDArray[np.int32]:
        """Thousandths that a criterion counts in each admissible pair; -1 where a blank leaves."""
        if place not in self._kept:
            self._kept[place] = self._share(place)[self.pairs[:, 0], self.pairs[:, 1]]
        return self._kept[place]

    def sums(self, weights: Sequence[int]) -> tuple[Int64Array, Int64Array]:
        """Of each admissible pair, its shares by weight, and the weight that was answered."""
        total = np.zeros(len(self.pairs), np.int64)
        counted = np.zeros(len(self.pairs), np.int64)
        for place, weight in enumerate(weights):
            if weight:
                shares = self.shares(place).astype(np.int64)
                answered = shares >= 0
                total += np.where(answered, shares, 0) * weight
                counted += answered * weight
        return total, counted

    def rounded(self, weights: Sequence[int]) -> Int64Array:
        """The units that scores of other weights would have: to the nearest, halves up."""
        total, counted = self.sums(weights)
        twice = np.maximum(2 * counted, 1)
        units: Int64Array = (2 * (_UNITS // _FULL) * total + counted) // twice
        return np.where(counted > 0, units, 0)

    def with_units(
        self, units: Int64Array, scale: int, kept: npt.NDArray[np.bool_] | None = None
    ) -> Problem:
        """The problem with other units of its admissible pairs, or of those that are kept."""
        points = _Points(self.problem, (self._table.mentees, self._table.mentors), scale)
        points.units[self.pairs[:, 0], self.pairs[:, 1]] = units
        points.allowed[self.pairs[:, 0], self.pairs[:, 1]] = True if kept is None else kept
        return self.problem.replace(points, scale=None)

    def stages(self) -> list[Any]:
        """The objective of the matching.

        Where it has no lottery, ties go to the pairs that there are, unless it has fewest_changes
        of other pairs, and then by lot.
        """
        found: list[Any] = []
        for stage in self.matching.stages:
            kind = STAGES[stage.name].parameter
            if kind == "points":
                found.append((stage.name, Fraction(cast(int, stage.parameter), stage.scale)))
            else:
                found.append(stage.name if kind is None else (stage.name, stage.parameter))
        names = [stage.name for stage in self.matching.stages]
        if LOTTERY not in names:
            found += [] if CHANGES in names else [(CHANGES, self.matching.pairs)]
            found.append((LOTTERY, 0))
        return found

    def solve(self, problem: Problem, stages: Sequence[Any], watch: Watch) -> Matching:
        """Solves a variant; raises Stopped where the call was stopped.

        The matching is where the search begins. The lottery settles all ties, so that this changes
        no pair.
        """
        options = watch.options
        if options["progress"] is not None:
            tell, told = options["progress"], self.told
            options["progress"] = lambda *_: tell(*told)
        return watch.check(
            match_of_programme(
                problem, stages, certificate=False, warm_start=self.matching, **options
            )
        )


STOPPED = {
    _core.Status.CANCELLED: "the caller asked to stop",
    _core.Status.TIME_LIMIT: "the time limit passed",
}
"""What stopped a call, in words."""
