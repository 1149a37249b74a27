"""What every pair that is not in a matching would cost."""

from __future__ import annotations

from dataclasses import dataclass

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

IMPOSSIBLE = -2
"""In the place of a stage."""
NOTHING = -1


@dataclass(frozen=True, repr=False)
class PairPrice:
    """What one pair that is not in a matching would cost."""

    mentee: Label
    """Labels where the problem has them, else positions."""
    mentor: Label
    is_possible: bool
    """Whether a matching that obeys the rules has the pair; else nothing more is said."""
    stage: int | None
    """The first stage of the objective that is worse with it; None where it costs nothing."""
    cost: int
    """By how much, as `Consequences.cost`."""

    def __repr__(self) -> str:
        if not self.is_possible:
            return "<PairPrice: against the rules>"
        worse = "no cost" if self.stage is None else f"{self.cost} in stage {self.stage}"
        return f"<PairPrice: {worse}>"  # labels may be names


@dataclass(frozen=True, eq=False, repr=False)
class PairPrices(OtherPairs[PairPrice]):
    """The price of every pair that the rules admit and that a matching has not.

    Made by `pair_prices`: a sequence, of which each member is made when it is asked for.
    """

    stage_names: tuple[str, ...]
    """Of the objective."""
    stages: Int64Array
    """Of each pair the first stage that is worse with it; -1 where it costs nothing, and -2 where
    no matching that obeys the rules has it."""
    costs: Int64Array
    """Of each pair by how much; 0 where it costs nothing or cannot be."""

    def __post_init__(self) -> None:
        super().__post_init__()
        close(self, "stages", "costs")

    def _at(self, place: int) -> PairPrice:
        stage = int(self.stages[place])
        return PairPrice(
            *self._called(place),
            stage != IMPOSSIBLE,
            None if stage < 0 else stage,
            int(self.costs[place]),
        )

    def cheapest(self, most: int = 10) -> tuple[PairPrice, ...]:
        """The possible pairs that cost least.

        Those that cost nothing come first, then those that spoil the last stage alone, by their
        cost, and so on; equals are in the order of the pairs.

        Parameters
        ----------
        most
            How many at most.
        """
        count = whole("cheapest", "most", most, 0, 2**31)
        return tuple(self._at(place) for place in self._by_price()[:count].tolist())

    def _by_price(self) -> Int64Array:
        possible = np.flatnonzero(self.stages != IMPOSSIBLE)
        stages = self.stages[possible]
        rank = np.where(stages == NOTHING, len(self.stage_names), stages)
        order: Int64Array = possible[np.lexsort((self.costs[possible], -rank))]
        return order

    def table(self) -> MatchingTable:
        """Every pair: mentee, mentor, whether it is possible, and what is worse by how much."""
        return self._table(np.arange(len(self)))

    def _table(self, places: Int64Array) -> MatchingTable:
        stages = self.stages[places].tolist()
        costs = self.costs[places].tolist()
        names = [None if stage < 0 else self.stage_names[stage] for stage in stages]
        words = ["no" if stage == IMPOSSIBLE else "yes" for stage in stages]
        told = [None if stage < 0 else cost for stage, cost in zip(stages, costs, strict=True)]
        columns = [
            *self._people_columns(places),
            Column("possible", "text", words),
            Column("stage", "text", names),
            Column("cost", "whole", told),
        ]
        return MatchingTable("prices", columns)

    def _summary(self) -> str:
        text = f"{plural(len(self), 'pair')} not in the matching"
        impossible = int(np.count_nonzero(self.stages == IMPOSSIBLE))
        free = int(np.count_nonzero(self.stages == NOTHING))
        return f"{text}, {free} at no cost, {impossible} against the rules"


def pair_prices(
    problem: Problem,
    matching: Matching,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> PairPrices:
    """Say what it would cost to have each pair that a matching has not, all pairs in one pass.

    Stage and cost of `why_not` for every pair that the points and the forbidden pairs admit.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    progress
        As `match` takes it; it is told of "explaining", in mentors.
    time_limit
        As `match` takes it.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, not the best of its problem, or was made for another
        problem.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Notes
    -----
    A search for each mentor, and two where there is a stage "best_worst"; stages by levels cost a
    call of `match` for each pair. See docs/design/matching.md, Explanations.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> prices = pw.pair_prices(problem, pw.match(problem, "most_points"))
    >>> print(prices)
    mentee  mentor  possible  stage        cost
    Ana     Xu      yes       most_points     2
    Ben     Yates   yes       most_points     2
    >>> prices.of("Ana", "Xu").cost
    2
    """
    check_type("pair_prices", "problem", "a Problem", Problem, problem)
    check_type("pair_prices", "matching", "a Matching", Matching, matching)
    check_options("pair_prices", progress, time_limit)
    pairs, stages, costs = _core.pair_prices(
        problem._core, matching._to_core(), progress, time_limit
    )
    return PairPrices(problem, pairs, tuple(own.name for own in matching.stages), stages, costs)
