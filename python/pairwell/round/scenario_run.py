"""Solves variants one after the other, and stops all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.match import match, match_of_programme
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.scenario import Scenario
from pairwell.matching.stage_prices import StagePrice
from pairwell.matching.stages import Stage
from pairwell.matching.watch import Watch
from pairwell.round.programme_variants import Forms
from pairwell.round.round import run_round
from pairwell.scheme.programme import Programme

LOTTERY = "lottery"
_VARIANTS, _PRICES = "variants", "prices of stages"
_WHY = {
    _core.Status.CANCELLED: "Not solved: the caller asked to stop.",
    _core.Status.TIME_LIMIT: "Not solved: the time limit passed.",
}


class Run:
    """The solving of some variants; once it is stopped, nothing more is begun."""

    def __init__(
        self,
        function: str,
        progress: Callable[[str, int, int], object] | None,
        time_limit: float | None,
        count: int,
    ) -> None:
        self._watch = Watch(function, progress, time_limit)
        self._progress = progress
        self._count = count
        self._done = {_VARIANTS: 0, _PRICES: 0}
        self._status: _core.Status | None = None

    def of_problem(self, name: str, problem: Problem, stages: Sequence[Stage]) -> Scenario:
        """Solves one problem."""
        matching = None
        if self._begins(_VARIANTS, self._count):
            matching = match(problem, stages, seed=None, **self._options(name))
            if matching.status in _WHY:
                self._status = matching.status
        if matching is None:
            assert self._status is not None
            none = np.empty((0, 2), np.int64)
            matching = Matching(problem, self._status, none, 0, (), None, "")
        return Scenario(name, matching, self._why(matching))

    def of_programme(self, name: str, programme: Programme, forms: Forms) -> Scenario:
        """Runs one round."""
        if self._begins(_VARIANTS, self._count):
            try:
                round_ = run_round(programme, *forms, explain=False, **self._options(name))
            except _core.Stopped as stopped:
                self._status = stopped.status
            else:
                matching = round_.matching
                return Scenario(name, matching, self._why(matching), round=round_)
        assert self._status is not None
        return Scenario(name, None, _WHY[self._status])

    def prices(
        self, name: str, matching: Matching, stages: Sequence[Stage]
    ) -> tuple[StagePrice, ...]:
        """What each stage costs those behind it; what was not solved says so."""
        names = [stage if isinstance(stage, str) else stage[0] for stage in stages]
        prices: list[StagePrice] = []
        for place, stage in enumerate(names):
            later = [k for k in range(place + 1, len(names)) if names[k] != LOTTERY]
            if not later:
                continue
            others = [*stages[:place], *stages[place + 1 :]]
            if names[-1] == LOTTERY:  # it changes no value
                others.pop()
            found = None
            if self._begins(_PRICES, 0):
                options = self._options(f"{name} without {stage}")
                found = match_of_programme(matching.problem, others, **options)
                if found.status in _WHY:
                    self._status, found = found.status, None
            for k in later:
                prices.append(
                    StagePrice(
                        matching.stages[place].name,
                        place,
                        matching.stages[k].name,
                        k,
                        matching.stages[k],
                        None if found is None else found.stages[k - 1],
                        "" if found is not None or self._status is None else _WHY[self._status],
                    )
                )
        return tuple(prices)

    def _begins(self, stage: str, total: int) -> bool:
        """Whether another solve may begin."""
        if self._status is None:
            try:
                self._watch.tell(stage, self._done[stage], total)
            except _core.Stopped as stopped:
                self._status = stopped.status
        self._done[stage] += 1
        return self._status is None

    def _options(self, name: str) -> dict[str, Any]:
        progress = self._progress
        if progress is None:
            return self._watch.options

        def told(stage: str, done: int, total: int) -> object:
            return progress(f"{name}: {stage}", done, total)

        return {**self._watch.options, "progress": told}

    def _why(self, matching: Matching) -> str:
        if matching.infeasibility is not None:
            return matching.infeasibility.reason
        return _WHY.get(matching.status, "")
