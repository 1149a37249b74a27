"""The matchings that are best for some stages of an objective, as a problem of their own."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.matching.changed import UnitsOfTable, changed
from pairwell.matching.frames import Mask
from pairwell.matching.problem import Problem
from pairwell.matching.repair_plan import CHANGES, PAIRS, POINTS, WORST
from pairwell.matching.stage_result import Prices, StageResult
from pairwell.matching.stages import STAGES
from pairwell.matching.value import Int64Array

_OPEN, _IN, _OUT = 0, 1, -1
_ROOM = 2**62
_CAPACITIES = ("mentee_capacity", "mentor_capacity")
_GROUPS = ("mentee_groups", "mentor_groups")


class BestFace:
    """Narrows a problem by one stage after another, as the prices of a best matching prove.

    A pair that is worth less than it pays is in no best matching, and one that is worth more is in
    all of them; whoever has a price is at one end of their range in all of them.

    Parameters
    ----------
    problem, table
        A problem and its table.
    """

    def __init__(self, problem: Problem, table: UnitsOfTable) -> None:
        self._problem, self._table = problem, table
        self.is_locked = table.among(problem.locked)
        self._state = np.where(table.is_allowed, _OPEN, _OUT).astype(np.int8)
        self._state[self.is_locked] = _IN
        core = problem._core
        self._ranges = [np.array(getattr(core, name)) for name in _CAPACITIES]
        self._groups = [[list(group) for group in getattr(core, name)] for name in _GROUPS]

    def settle(self, stage: StageResult) -> None:
        """Keep only what is as good in the next stage, which has its proof."""
        if stage.name == WORST:
            low = np.True_ if stage.units is None else self._table.units < stage.units
            self._state[low & ~self.is_locked] = _OUT
        elif STAGES[stage.name].has_profile:
            self._settle_levels(stage)
        else:
            self._narrow(self.worths(stage), stage.prices)

    def worths(self, stage: StageResult) -> Int64Array:
        """What each entry of the table adds to a stage that is a sum."""
        units, parameter = self._table.units, stage.parameter
        if stage.name == POINTS:
            return np.where(self._table.is_allowed, units, 0)
        if stage.name == PAIRS:
            return np.ones(units.size, np.int64)
        if stage.name == CHANGES:
            assert isinstance(parameter, np.ndarray)
            return self._table.among(parameter).astype(np.int64)
        assert isinstance(parameter, int)
        return -((units < parameter) & ~self.is_locked).astype(np.int64)

    def problem(self, function: str, units: Int64Array) -> Problem:
        """The problem of these matchings, with other units and a scale of 1.

        Raises
        ------
        InvalidInput
            Where sums have no room.
        """
        is_in = self._state == _IN
        locked = np.stack([self._table.mentee[is_in], self._table.mentor[is_in]], axis=1)
        ranges = dict(zip(_CAPACITIES, self._ranges, strict=True))
        groups = dict(zip(_GROUPS, ([tuple(g) for g in of] for of in self._groups), strict=True))
        return changed(
            function,
            self._problem,
            units=self._table.table(units, self._state == _OUT),
            scale=1,
            locked=locked,
            forbidden=np.empty((0, 2), np.int64),
            **ranges,
            **groups,
        )

    def _narrow(self, worth: Any, prices: Prices) -> None:
        """Keeps what makes a sum of worths as high as can be."""
        is_open = self._state == _OPEN
        gain = worth - self._paid(prices)
        self._state[is_open & (gain > 0)] = _IN
        self._state[is_open & (gain < 0)] = _OUT
        for ranges, of_people in zip(self._ranges, (prices.mentee, prices.mentor), strict=True):
            high, low = of_people > 0, of_people < 0
            ranges[high, 0] = ranges[high, 1]
            ranges[low, 1] = ranges[low, 0]
        for groups, of_groups in zip(
            self._groups, (prices.mentee_group, prices.mentor_group), strict=True
        ):
            for group, price in zip(groups, of_groups.tolist(), strict=True):
                if price:
                    group[2] = group[3] = group[3] if price > 0 else group[2]

    def _paid(self, prices: Prices) -> Int64Array:
        """What each entry pays: the prices of its two people and of all groups around them."""
        own = [prices.mentee.copy(), prices.mentor.copy()]
        for paid, groups, of_groups in zip(
            own, self._groups, (prices.mentee_group, prices.mentor_group), strict=True
        ):
            for (_, members, _, _), price in zip(groups, of_groups.tolist(), strict=True):
                paid[np.asarray(members, np.int64)] += price
        return own[0][self._table.mentee] + own[1][self._table.mentor]

    def _settle_levels(self, stage: StageResult) -> None:
        """Keeps the profile: step by step, and levels between steps, which prove themselves."""
        turn, sign = self._turns(stage.name)
        gain = 1 if stage.name == "rank_maximal" else -1
        is_left = self._table.is_allowed & ~self.is_locked
        nothing = Prices(*(np.zeros(size, np.int64) for size in self._sizes()))
        for step in stage.steps:
            first, last = sign * step.first, sign * step.last
            before = is_left & (turn < first)
            here = is_left & (turn >= first) & (turn <= last)
            is_left &= turn > last
            self._narrow(gain * before.astype(np.int64), nothing)
            self._narrow(gain * self._weights(turn, here), step.prices)
        self._narrow(gain * is_left.astype(np.int64), nothing)

    def _sizes(self) -> tuple[int, ...]:
        return (*map(len, self._ranges), *map(len, self._groups))

    def _turns(self, name: str) -> tuple[Int64Array, int]:
        """When a stage comes to the level of each entry, and what a turn times is the level."""
        units, mentee = self._table.units, self._table.mentee
        if STAGES[name].in_points:
            return units, 1
        # Only what is allowed has a rank: a forbidden pair of more points takes none away.
        order = np.lexsort((-units, ~self._table.is_allowed, mentee))
        begins = np.diff(mentee[order], prepend=-1) != 0
        new = begins | (np.diff(units[order], prepend=0) != 0)
        count = np.cumsum(new)
        start = np.maximum.accumulate(np.where(begins, count, 0))
        rank = np.empty(units.size, np.int64)
        rank[order] = count - start + 1
        return (rank, 1) if name == "rank_maximal" else (-rank, -1)

    def _weights(self, turn: Int64Array, here: Mask) -> Any:
        """The weight of each entry of a step, by which one outweighs all open ones behind it."""
        turns, of_turn = np.unique(turn[here], return_inverse=True)
        is_open = self._state[here] == _OPEN
        count = np.bincount(of_turn[is_open], minlength=len(turns)).tolist()
        weight = [1] * len(turns)
        for place in reversed(range(len(turns) - 1)):
            weight[place] = weight[place + 1] * (1 + count[place + 1])
        kind: Any = object if weight and weight[0] >= _ROOM else np.int64
        weights = np.zeros(turn.size, kind)
        weights[here] = np.array(weight, kind)[of_turn]
        return weights
