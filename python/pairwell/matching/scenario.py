"""One variant of a problem, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from pairwell import _core
from pairwell.matching.matching import Matching
from pairwell.matching.stage_prices import StagePrice
from pairwell.matching.value import Value

BASE = "base"
"""What the problem itself is called among its variants."""

Solved = Literal["optimal", "infeasible", "not solved"]


@dataclass(frozen=True, eq=False, repr=False)
class Scenario(Value):
    """One variant and what it came to; true where it is optimal."""

    name: str
    matching: Matching | None
    """None where a programme's variant was not solved, so that not even its problem is known."""
    why: str = ""
    """A full sentence where there are no pairs: which rules collide, or what stopped the call."""
    prices: tuple[StagePrice, ...] = ()
    """What each stage costs each stage behind it; empty where they were not asked for."""
    round: Any = None
    """The `Round`, where a programme was asked and the variant was solved."""

    def __bool__(self) -> bool:
        return bool(self.matching)

    @property
    def status(self) -> Solved:
        """Whether there are pairs, can be none, or the call was stopped before it was known."""
        status = None if self.matching is None else self.matching.status
        if status is _core.Status.OPTIMAL:
            return "optimal"
        return "infeasible" if status is _core.Status.INFEASIBLE else "not solved"

    @property
    def pairs(self) -> int | None:
        """How many pairs there are; None unless optimal."""
        return len(self.matching.pairs) if self.matching else None

    @property
    def points(self) -> Fraction | None:
        """All points, exactly; None unless optimal."""
        return sum(self._points(), Fraction()) if self.matching else None

    @property
    def worst(self) -> Fraction | None:
        """The points of the worst pair; None where there is no pair."""
        return min(self._points(), default=None)

    def _points(self) -> list[Fraction]:
        matching = self.matching
        return matching.problem._exact_points(matching.pairs) if matching else []

    def __repr__(self) -> str:
        found = self.status if self.matching is None else self.matching._summary()
        return f"<Scenario: {found}>"
