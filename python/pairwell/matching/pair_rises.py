"""How far each pair that is not in a matching must rise to come in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type, whole
from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.matching.labels import Label
from pairwell.matching.matching import Matching
from pairwell.matching.other_pairs import OtherPairs
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import close
from pairwell.matching.tables import MatchingTable
from pairwell.matching.value import Int64Array
from pairwell.matching.why_not import Progress

NEVER = int(np.iinfo(np.int64).min)
"""In the place of the least units."""


@dataclass(frozen=True, repr=False)
class PairRise:
    """How far one pair that is not in a matching is from being in it."""

    mentee: Label
    """Labels where the problem has them, else positions."""
    mentor: Label
    points: Fraction
    """Of the pair, as the problem rounded them."""
    least: Fraction | None
    """The fewest points at which a best matching has the pair, all other pairs as they are; None
    where none has it however many they are."""

    @property
    def rise(self) -> Fraction | None:
        """How far the points must rise; None where no rise is enough."""
        return None if self.least is None else self.least - self.points

    def __repr__(self) -> str:
        rise = "stays out" if self.rise is None else f"comes in with {float(self.rise):.15g} more"
        return f"<PairRise: a pair of {float(self.points):.15g} points, {rise}>"


@dataclass(frozen=True, eq=False, repr=False)
class PairRises(OtherPairs[PairRise]):
    """How far every pair that the rules admit and that a matching has not must rise to come in.

    Made by `pair_rises`: a sequence, of which each member is made when it is asked for.
    """

    units: Int64Array
    """The points of each pair in units; `Problem.scale` of them are a point."""
    least_units: Int64Array
    """The fewest units with which each comes in; the least number of 64 bits where none are
    enough."""

    def __post_init__(self) -> None:
        super().__post_init__()
        close(self, "units", "least_units")

    def _at(self, place: int) -> PairRise:
        units, least = int(self.units[place]), int(self.least_units[place])
        scale = self.problem.scale
        return PairRise(
            *self._called(place),
            Fraction(units, scale),
            None if least == NEVER else Fraction(least, scale),
        )

    def nearest(self, most: int = 10) -> tuple[PairRise, ...]:
        """The pairs that the smallest rise brings in; equals are in the order of the pairs.

        Parameters
        ----------
        most
            How many at most.
        """
        count = whole("nearest", "most", most, 0, 2**31)
        coming = np.flatnonzero(self.least_units != NEVER)
        order = np.argsort(self.least_units[coming] - self.units[coming], kind="stable")
        return tuple(self._at(place) for place in coming[order[:count]].tolist())

    def table(self) -> MatchingTable:
        """Every pair: mentee, mentor, points, the least of them to come in, and the rise to it."""
        return self._table(np.arange(len(self)))

    def _table(self, places: Int64Array) -> MatchingTable:
        units, least = self.units[places], self.least_units[places]
        never = least == NEVER
        rise = np.where(never, units, least) - units

        def real(name: str, numbers: Int64Array) -> Column:
            points = numbers / float(self.problem.scale)
            return Column(
                name, "real", points if name == "points" else np.where(never, np.nan, points)
            )

        columns = [real("points", units), real("least", least), real("rise", rise)]
        columns = [*self._people_columns(places), *columns]
        return MatchingTable("rises", columns)

    def _summary(self) -> str:
        text = f"{plural(len(self), 'pair')} not in the matching"
        never = int(np.count_nonzero(self.least_units == NEVER))
        return f"{text}, {never} of them out whatever their points"


def pair_rises(
    problem: Problem,
    matching: Matching,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> PairRises:
    """Say how far each pair that a matching has not must rise to come in, all pairs in one pass.

    Exact, for each pair alone: the points of all others stay as they are. At exactly the least
    points, a matching without the pair may be as good.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    progress
        As `match` takes it; it is told of "firmness", in mentors.
    time_limit
        As `match` takes it.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, not the best of its problem, or was made for another
        problem; for an objective with leximin, rank_maximal or generous.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Notes
    -----
    A search for each mentor; with a stage "best_worst" up to three, and a `match` of its own. See
    docs/design/matching.md, Explanations.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> rises = pw.pair_rises(problem, pw.match(problem, ["most_pairs", "most_points"], seed=None))
    >>> print(rises)
    mentee  mentor  points  least  rise
    Ana     Xu           8     10     2
    Ben     Yates        4      6     2
    >>> rises.of("Ana", "Xu").rise
    Fraction(2, 1)
    """
    check_type("pair_rises", "problem", "a Problem", Problem, problem)
    check_type("pair_rises", "matching", "a Matching", Matching, matching)
    check_options("pair_rises", progress, time_limit)
    found = _core.pair_rises(problem._core, matching._to_core(), progress, time_limit)
    return PairRises(problem, *found)
