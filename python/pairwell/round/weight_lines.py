"""Points as lines in the weight of one criterion, and exact solves at any weight.

With the weights of all other criteria fixed, the points of a pair that are not rounded are
(offset + weight * slope) / (others + weight * counts), where `others` and `counts` are the same for
all pairs unless a blank leaves the criterion out of some. The best pairs are then those of most
offset + weight * slope, a line for each pair; a floor is a line as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.faults import raise_fault
from pairwell.matching.value import Int64Array
from pairwell.matching.watch import Watch
from pairwell.round.weighted import CHANGES, LOTTERY, Weighted

PAIRS, WORST, POINTS, _ = (name for name, _ in _core.default_objective(0))
FLOOR = "floor"
_TAKEN = (PAIRS, FLOOR, WORST, POINTS, CHANGES, LOTTERY)
_FULL = 100  # units of points in a thousandth of a share
Mask = npt.NDArray[np.bool_]
Places = tuple[int, ...]
"""Pairs, by where they stand among all admissible pairs."""


class Line(NamedTuple):
    """An offset and a slope."""

    offset: int
    slope: int

    def at(self, weight: Fraction) -> Fraction:
        """The value at a weight."""
        return self.offset + weight * self.slope


class Relaxed(NamedTuple):
    """A problem that allows at least what the true one does at every weight of a range."""

    kept: Mask
    """The pairs that are allowed."""
    below: Mask
    """The pairs that are below the floor throughout; none without a floor."""


def check_objective(weighted: Weighted) -> None:
    """Raises InvalidInput for an objective whose best pairs are not found by lines alone."""
    names: list[str] = [stage.name for stage in weighted.matching.stages]
    wrong = [name for name in names if name not in _TAKEN]
    if wrong:
        message = (
            "exact ranges are of objectives of most_pairs, floor, best_worst, most_points, "
            f"fewest_changes and lottery. In {wrong[0]} the order of all pairs counts, so that the "
            "pairs may be others at every weight at which two pairs have as many points, and there "
            "are more of these than can be looked at; weight_firmness takes every objective"
        )
        raise_fault(weighted.function, "objective", "matching", message, ", ".join(wrong))
    points = names.index(POINTS) if POINTS in names else len(names)
    late = [name for name in names[points:] if name in (FLOOR, WORST)]
    if late:
        message = (
            "exact ranges are of objectives with floor and best_worst before most_points. Behind "
            "it they settle ties of equal sums, which may change at weights that no sum tells; "
            "weight_firmness takes every objective"
        )
        raise_fault(weighted.function, "objective", "matching", message, ", ".join(names))


class WeightLines:
    """The points of all pairs as lines in one weight.

    Raises
    ------
    InvalidInput
        Where a blank leaves a criterion out of some pairs, so that their points are no lines.
    """

    def __init__(self, weighted: Weighted, place: int, watch: Watch) -> None:
        self.weighted, self._watch = weighted, watch
        self.weight = weighted.weights[place]
        others = [0 if k == place else weight for k, weight in enumerate(weighted.weights)]
        self.offsets, counted = weighted.sums(others)
        shares = weighted.shares(place).astype(np.int64)
        self.slopes = np.maximum(shares, 0)
        answered = shares >= 0
        for name, one in self._uneven(others, place, answered):
            message = (
                f'a blank leaves "{name}" out of some pairs, whose points then are no lines in the '
                "weight: they are ratios with other denominators, and two matchings may change "
                "places several times, at weights that are no fractions. Exact ranges are of "
                'criteria with blank="neutral" or blank="zero", and weight_firmness takes every '
                "criterion"
            )
            raise_fault(weighted.function, "blank", "scores", message, one)
        self.others = int(counted[0]) if len(counted) else 0
        self.counts = bool(answered[0]) if len(answered) else False
        self.stages = weighted.stages()
        self.own_stages = len(weighted.matching.stages)
        self.names: list[str] = [
            stage if isinstance(stage, str) else stage[0] for stage in self.stages
        ]
        self.has_floor = FLOOR in self.names
        floor = self.stages[self.names.index(FLOOR)][1] if self.has_floor else Fraction(0)
        self._floor = int(floor * weighted.problem.scale)
        self.free = ~weighted.locked

    def _uneven(self, others: Sequence[int], place: int, answered: Mask) -> list[tuple[str, str]]:
        """A criterion with a weight that is left out of some pairs and not of all, with a pair."""
        weighted = self.weighted
        for k, name in enumerate(weighted.names):
            if not others[k] and k != place:
                continue
            own = answered if k == place else weighted.shares(k) >= 0
            if own.any() and not own.all():
                first = int(np.argmin(own))
                mentee, mentor = weighted.pairs[first].tolist()
                labels = [
                    weighted.problem._called(s, [p])[0] for s, p in ((0, mentee), (1, mentor))
                ]
                return [(name, f"{labels[0]} with {labels[1]}")]
        return []

    def numbers(self, weight: Fraction) -> Int64Array:
        """The line of each pair at a weight, times the weight's denominator."""
        found: Int64Array = self.offsets * weight.denominator + self.slopes * weight.numerator
        return found

    def line(self, places: Places) -> Line:
        """The sum of the lines of some pairs."""
        chosen = list(places)
        return Line(int(self.offsets[chosen].sum()), int(self.slopes[chosen].sum()))

    def below(self) -> tuple[Int64Array, Int64Array]:
        """The lines that are below 0 where a pair is below the floor: offsets and slopes."""
        return (
            _FULL * self.offsets - self._floor * self.others,
            _FULL * self.slopes - (self._floor if self.counts else 0),
        )

    def _least(self, weight: Fraction) -> int:
        """The least number of a pair that is not below the floor."""
        answered = self.others * weight.denominator + self.counts * weight.numerator
        return -(-self._floor * answered // _FULL)

    def solve(self, weight: Fraction) -> Places:
        """The best pairs at one weight, exactly."""
        stages: list[Any] = [
            (FLOOR, self._least(weight)) if name == FLOOR else stage
            for name, stage in zip(self.names, self.stages, strict=True)
        ]
        problem = self.weighted.with_units(self.numbers(weight), 1)
        places = self._places(problem, stages)
        assert places is not None  # the rules of pairs do not depend on weights
        return places

    def solve_relaxed(
        self, relaxed: Relaxed, weight: Fraction, count: int | None = None
    ) -> Places | None:
        """The best pairs of a relaxed problem without best_worst; None where there are none.

        Parameters
        ----------
        count
            Only the first so many stages of the objective.
        """
        numbers = self.numbers(weight)
        low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
        # A pair below the floor throughout is taken below all others, and the floor between.
        numbers = numbers - relaxed.below * (high - low + 1)
        stages: list[Any] = [
            (FLOOR, low) if name == FLOOR else stage
            for name, stage in zip(self.names[:count], self.stages[:count], strict=True)
            if name != WORST
        ]
        problem = self.weighted.with_units(numbers, 1, relaxed.kept)
        stages = stages or [(LOTTERY, 0)]
        return self._places(problem, stages)

    def _places(self, problem: Any, stages: Sequence[Any]) -> Places | None:
        matching = self.weighted.solve(problem, stages, self._watch)
        return tuple(self.weighted.places(matching.pairs).tolist()) if matching else None

    def _kept(self, stage: Any, chosen: Int64Array) -> int:
        """How many previous pairs of a stage are among some pairs."""
        kept = set(map(tuple, np.asarray(stage[1]).tolist()))
        return sum(tuple(pair) in kept for pair in self.weighted.pairs[chosen].tolist())

    def values(self, places: Places, weight: Fraction) -> tuple[int, ...]:
        """What some pairs reach in each stage of the objective but the lottery; more is better."""
        chosen = np.array(places, np.int64)
        numbers = self.numbers(weight)[chosen]
        free = numbers[self.free[chosen]]
        found: list[int] = []
        for name, stage in zip(
            self.names[: self.own_stages], self.stages[: self.own_stages], strict=True
        ):
            if name == PAIRS:
                found.append(len(places))
            elif name == FLOOR:
                found.append(-int((free < self._least(weight)).sum()))
            elif name == WORST:
                found.append(int(free.min()) if len(free) else 2**62)
            elif name == POINTS:
                found.append(int(numbers.sum()))
            elif name == CHANGES:
                found.append(self._kept(stage, chosen))
        return tuple(found)

    def relaxed_values(
        self, places: Places, below: Mask, count: int | None = None
    ) -> tuple[int, ...]:
        """What some pairs reach in each stage before most_points but the worst pair.

        Parameters
        ----------
        below
            The pairs that are taken to be below the floor.
        count
            Of the first so many stages.
        """
        chosen = np.array(places, np.int64)
        end = len(self.names) if count is None else count
        end = min(end, self.names.index(POINTS) if POINTS in self.names else end)
        found: list[int] = []
        for name, stage in zip(self.names[:end], self.stages[:end], strict=True):
            if name == PAIRS:
                found.append(len(places))
            elif name == FLOOR:
                found.append(-int(below[chosen].sum()))
            elif name == CHANGES:
                found.append(self._kept(stage, chosen))
        return tuple(found)
