"""Every choice between keeping old pairs and a better objective, after a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

from pairwell.matching.labels import Label
from pairwell.matching.matching import Matching
from pairwell.matching.problem_parts import Rules
from pairwell.matching.repair_plan import (
    CHANGES,
    LOTTERY,
    WORST,
    Plan,
    Progress,
    Solving,
    name_of,
    read_count,
    read_plan,
)
from pairwell.matching.stage_result import StageResult, value_of
from pairwell.matching.stages import PlainStage
from pairwell.matching.trade_off_points import TradeOff, TradeOffPoint
from pairwell.matching.trade_off_search import SUMS, Found, Open, Search

_LIMIT = 1_000
_MOST = 1_000_000


def trade_off(
    matching: Any,
    problem: Any = None,
    *,
    objective: PlainStage | Sequence[Any] | None = None,
    seed: Any = None,
    vetoes: Any = None,
    withdrawn_mentees: Sequence[Label] = (),
    withdrawn_mentors: Sequence[Label] = (),
    limit: int = _LIMIT,
    progress: Progress | None = None,
    time_limit: float | None = None,
    **rules: Unpack[Rules],
) -> TradeOff:
    """Find every choice between keeping old pairs and a better objective, after a change.

    `repair` gives the two ends: fewest changes first, and the objective first. Where they differ,
    the first stage of the objective that does is asked about. Among all matchings that reach what
    both ends reach in the stages in front of it, there is a point for each number of kept pairs
    from one end to the other at which more can be reached than with one pair more.

    Parameters
    ----------
    matching, problem, objective, seed, vetoes, withdrawn_mentees, withdrawn_mentors, **rules
        As `repair` takes them.
    limit
        How many matchings are looked at, at most, between two points of the convex hull. Where that
        is too few, points are not exact and say what could still be reached.
    progress, time_limit
        As `match` takes them, for all of it. Once stopped, what was found stays, with bounds.

    Returns
    -------
    TradeOff
        Points for the stages "most_pairs", "most_points", "floor" and "best_worst", whatever stands
        in front of them. Where another stage differs first, there are the two ends alone, and it is
        not complete.

    Raises
    ------
    InvalidInput, TypeError
        As `repair` does.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[9, 1, 5], [1, 9, 4], [4, 3, 3]])
    >>> before = pw.match(problem, ["most_pairs", "most_points"])
    >>> now = problem.replace([[9, 12, 5], [12, 9, 4], [4, 3, 3]])
    >>> print(pw.trade_off(before, now))
    at_least  kept  changed  value  pairs  points  worst  exact  bound
           3     3        0     21      3      21      3  yes       21
           1     1        2     27      3      27      3  yes       27
    """
    solving = Solving("trade_off", progress, time_limit)
    most = read_count("trade_off", "limit", limit, _MOST + 1)
    plan = read_plan(
        "trade_off",
        matching,
        problem,
        "changes",
        objective,
        seed,
        None,
        vetoes,
        (withdrawn_mentees, withdrawn_mentors),
        rules,
    )
    return _Curve(plan, solving, most).find()


class _Curve:
    """Finds both ends, the stage in which they differ, and what lies between."""

    def __init__(self, plan: Plan, solving: Solving, limit: int) -> None:
        self._plan, self._solving, self._limit = plan, solving, limit
        self._possible = 0

    def find(self) -> TradeOff:
        plan, places = self._plan, self._plan.places
        first = self._solving.match("changes first", plan.problem, plan.order(places["changes"]))
        assert first is not None
        if not first:
            collision = first.infeasibility
            reason = f"Not solved: {self._solving.why}."
            if collision is not None:
                text = collision.in_words(plan.problem, plan.names)
                reason = f"No matching obeys the changed rules. {text}"
            return TradeOff(plan.before, plan.problem, None, 0, (), collision is not None, reason)
        self._possible = len(_changes(first).parameter)  # type: ignore[arg-type]
        last = self._solving.match("objective first", plan.problem, plan.order(places["objective"]))
        if not last:
            return self._curve(None, [_end(first, None)], [], self._stopped())
        target = self._differs(first, last)
        if target is None:
            return self._curve(None, [_end(first, None)], [], "")
        best = self._solving.match("best end", plan.problem, plan.order(target + 1))
        name = name_of(plan.stages[target])
        before = _without_changes(first)[: target + 1]
        if not best:
            return self._curve(before[-1], [_end(first, target)], [], self._stopped())
        ends = _end(first, target), _end(best, target)
        search = Search(plan, target, self._solving, self._limit)
        between: list[Found] = []
        why = ""
        if name in (*SUMS, WORST):
            between = search.between(*ends)
        else:
            why = f'Of "{name}", which is no single number, there are the two ends alone.'
        if self._solving.why:
            why = self._stopped()
        elif search.opens:
            why = "Between some of the points more could be reached than was found."
        return self._curve(before[-1], [ends[0], *between, ends[1]], search.opens, why)

    def _stopped(self) -> str:
        return f"Not all points were found: {self._solving.why}."

    def _differs(self, first: Matching, last: Matching) -> int | None:
        """The first stage that the two ends do not settle alike, but no lottery."""
        sides = zip(_without_changes(first), _without_changes(last), strict=True)
        for place, (one, other) in enumerate(sides):
            if one.name == LOTTERY:
                return None
            if one.units != other.units or one.profile.tolist() != other.profile.tolist():
                return place
        return None

    def _curve(
        self, stage: StageResult | None, found: list[Found], opens: list[Open], why: str
    ) -> TradeOff:
        points = [self._point(stage, each.kept, each, each.units, True) for each in found]
        points += [
            self._point(stage, each.at_least, each.found, each.bound, False) for each in opens
        ]
        points.sort(key=lambda point: -point.at_least)
        name = None if stage is None else stage.name
        return TradeOff(
            self._plan.before,
            self._plan.problem,
            name,
            self._possible,
            tuple(points),
            not why,
            why,
        )

    def _point(
        self,
        stage: StageResult | None,
        at_least: int,
        found: Found,
        bound: int | None,
        is_exact: bool,
    ) -> TradeOffPoint:
        name, scale = ("", 1) if stage is None else (stage.name, stage.scale)
        values = [value_of(name, units, scale) for units in (found.units, bound)]
        return TradeOffPoint(
            self._plan.problem,
            self._plan.before,
            at_least,
            found.kept,
            values[0],
            found.pairs,
            is_exact,
            values[1],
            found.proof if is_exact else None,
        )


def _changes(matching: Matching) -> StageResult:
    return next(each for each in matching.stages if each.name == CHANGES)


def _without_changes(matching: Matching) -> list[StageResult]:
    return [each for each in matching.stages if each.name != CHANGES]


def _end(matching: Matching, target: int | None) -> Found:
    changes = _changes(matching)
    kept = len(changes.parameter) - (changes.units or 0)  # type: ignore[arg-type]
    units = None if target is None else _without_changes(matching)[target].units
    return Found(kept, units, matching.pairs, matching)
