"""Searches the points between fewest changes and the best objective; all numbers are whole."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import Any, cast

import numpy as np

from pairwell import _core
from pairwell.matching.alternates import Alternate, Alternates, alternates
from pairwell.matching.best_face import BestFace
from pairwell.matching.changed import UnitsOfTable, changed
from pairwell.matching.matching import Matching
from pairwell.matching.repair_plan import CHANGES, PAIRS, POINTS, WORST, Plan, Solving, name_of
from pairwell.matching.stages import Stage
from pairwell.matching.value import Int64Array

FLOOR = "floor"
SUMS = (PAIRS, POINTS, FLOOR)
_ROOM = 2**62


@dataclass(frozen=True, eq=False)
class Found:
    """Pairs with how many old ones are among them, and what the stage reaches with them."""

    kept: int
    units: int | None
    """As a `StageResult` has them; None where the worst pair of no pairs is asked."""
    pairs: Int64Array
    proof: Matching | None = None


@dataclass(frozen=True, eq=False)
class Open:
    """At least so many old pairs kept: the best that is known, and what nothing exceeds."""

    at_least: int
    found: Found
    bound: int | None
    """No better value can be reached, in units of the stage; None: no pair at all could be best."""


class Search:
    """The points between two ends of the curve.

    Method: for sums, the lines between neighbours give the points on the convex hull (Aneja and
    Nair 1979; Eisner and Severance 1976), each by one match with weighted whole numbers; what lies
    between two of them is found by ranking (Przybylski, Gandibleux and Ehrgott 2008). For the worst
    pair, a threshold rises from one end to the other.

    Complexity: at most two matches for each point on the hull, and `limit` alternates for each two
    that have others between them; for the worst pair a match for each point.
    """

    def __init__(self, plan: Plan, target: int, solving: Solving, limit: int) -> None:
        self._plan, self._target = plan, target
        self._solving, self._limit = solving, limit
        self._table = UnitsOfTable(plan.problem)
        self._is_locked = self._table.among(plan.problem.locked)
        self._name = name_of(plan.stages[target])
        self.opens: list[Open] = []

    def between(self, most: Found, best: Found) -> list[Found]:
        """All points strictly between; what could not be settled goes to `opens`.

        Parameters
        ----------
        most, best
            The end that keeps most old pairs, and the end at which the stage is best, which has its
            proof.
        """
        if self._name == WORST:
            return self._thresholds(most, best)
        assert best.proof is not None
        *before, own = best.proof.stages[: self._target + 1]
        self._old = self._table.among(_previous(best))
        self._face = BestFace(self._plan.problem, self._table)
        self._worth = self._face.worths(own)
        for stage in before:
            self._face.settle(stage)
        return self._hull(most, best)

    # The worst pair.

    def _thresholds(self, most: Found, best: Found) -> list[Found]:
        plan = self._plan
        found: list[Found] = []
        place = self._target
        order = plan.order(place)
        at = most
        while True:
            assert at.units is not None
            low = self._table.is_allowed & (self._table.units <= at.units) & ~self._is_locked
            table = self._table.table(self._table.units, low)
            problem = changed("trade_off", plan.problem, units=table)
            matching = self._solving.match("worst pair", problem, order)
            if not matching:
                self._open(at, best)
                return found
            stage = matching.stages[place + 1]
            at = Found(_kept(matching), stage.units, matching.pairs, matching)
            if at.units == best.units or at.kept <= best.kept:
                return found
            found.append(at)

    # Sums.

    def _hull(self, most: Found, best: Found) -> list[Found]:
        if most.kept - best.kept < 2:
            return []
        ours, theirs = self._value(most), self._value(best)
        p, q = theirs - ours, most.kept - best.kept
        common = gcd(p, q)
        p, q = p // common, q // common
        matching = self._weighted(p, q)
        if not matching:
            self._open(most, best)
            return []
        middle = self._found(matching)
        total = q * self._value(middle) + p * middle.kept
        if total > q * ours + p * most.kept:
            return [*self._hull(most, middle), middle, *self._hull(middle, best)]
        return self._rank(most, best, p, q, matching)

    def _weighted(self, p: int, q: int) -> Matching | None:
        """A best matching by q times the stage and p for each old pair."""
        if int(np.abs(self._worth).max(initial=0)) * q + p >= _ROOM:
            return None
        try:
            problem = self._face.problem("trade_off", q * self._worth + p * self._old)
        except _core.InvalidInput:  # no room for the sums
            return None
        return self._solving.match("hull", problem, [cast(Stage, POINTS)])

    def _found(self, matching: Matching, is_proved: bool = True) -> Found:
        chosen = self._table.among(matching.pairs)
        units = int(self._worth[chosen].sum())
        if self._name == FLOOR:
            units = -units
        kept = int(np.count_nonzero(self._old & chosen))
        return Found(kept, units, matching.pairs, matching if is_proved else None)

    def _value(self, found: Found) -> int:
        """More is better."""
        assert found.units is not None
        return -found.units if self._name == FLOOR else found.units

    def _rank(self, most: Found, best: Found, p: int, q: int, matching: Matching) -> list[Found]:
        """What lies under the line between two neighbours on the hull."""
        line = q * self._value(most) + p * most.kept
        gap = range(best.kept + 1, most.kept)
        known: dict[int, Found] = {}  # the best that keep just so many
        self._note(self._found(matching, is_proved=False), gap, known)

        def unsettled(total: int) -> dict[int, int]:
            """For each number of pairs what could still be reached, where that is better."""
            most_so_far, left = self._value(most), {}
            for kept in reversed(gap):
                if kept in known:
                    most_so_far = max(most_so_far, self._value(known[kept]))
                bound = (total - p * kept) // q
                if bound > most_so_far:
                    left[kept] = bound
            return left

        others, total, told = None, line, 0
        if self._limit and unsettled(total):
            others = self._solving.ask(
                "between", lambda **options: alternates(matching.problem, matching, **options)
            )
        while unsettled(total) and others is not None and told < self._limit:
            other = self._solving.ask("between", lambda **watch: _next(others, watch))
            if self._solving.status is not None:
                break
            if other is None:
                total = min(total, -_ROOM)
                break
            told += 1
            each = self._found(other.matching, is_proved=False)
            total = q * self._value(each) + p * each.kept
            self._note(each, gap, known)
        return self._settled(most, best, known, unsettled(total))

    def _note(self, each: Found, gap: range, known: dict[int, Found]) -> None:
        old = known.get(each.kept)
        if each.kept in gap and (old is None or self._value(each) > self._value(old)):
            known[each.kept] = each

    def _settled(
        self, most: Found, best: Found, known: dict[int, Found], left: dict[int, int]
    ) -> list[Found]:
        """The points that are sure; the others are noted with what they could still reach."""
        gap = range(best.kept + 1, most.kept)
        least = self._value(best) - 1
        bounds: dict[int, int] = {}
        at_best, holder = {}, most
        for kept in reversed(gap):
            if kept in known and self._value(known[kept]) > self._value(holder):
                holder = known[kept]
            at_best[kept] = holder
        for kept in gap:  # who keeps more reaches no more than who keeps fewer
            least = min(least, max(left.get(kept, -_ROOM), self._value(at_best[kept])))
            bounds[kept] = least
        found = []
        for kept in reversed(gap):
            if bounds[kept] > self._value(at_best[kept]):
                bound = -bounds[kept] if self._name == FLOOR else bounds[kept]
                self.opens.append(Open(kept, at_best[kept], bound))
            elif at_best[kept].kept == kept:
                found.append(at_best[kept])
        return found

    def _open(self, most: Found, best: Found) -> None:
        """Nothing is known of what lies between two points."""
        if self._name not in (*SUMS, WORST) or most.kept - best.kept < 2:
            return
        for kept in reversed(range(best.kept + 1, most.kept)):
            if self._name == WORST:
                bound = best.units
            else:
                value = self._value(best) - 1
                bound = -value if self._name == FLOOR else value
            if bound == most.units:
                continue
            self.opens.append(Open(kept, most, bound))


def _kept(matching: Matching) -> int:
    """How many old pairs a matching keeps, by its own stage."""
    stage = next(each for each in matching.stages if each.name == CHANGES)
    return len(stage.parameter) - (stage.units or 0)  # type: ignore[arg-type]


def _next(others: Alternates, watch: dict[str, Any]) -> Alternate | None:
    """The next one, in the time that is left."""
    others._watch = (watch["progress"], watch["time_limit"])
    return next(others, None)


def _previous(found: Found) -> Int64Array:
    """The old pairs as positions in the changed problem."""
    assert found.proof is not None
    stage = next(each for each in found.proof.stages if each.name == CHANGES)
    assert isinstance(stage.parameter, np.ndarray)
    return stage.parameter
