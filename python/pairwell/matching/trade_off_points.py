"""The points between keeping old pairs and a better objective: what `trade_off` gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pairwell._arguments import whole
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.drawing.picture import Picture, below_a_table
from pairwell.drawing.trade_off import Dot, trade_off_picture
from pairwell.matching.diff import MatchingDiff, diff_of
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import close
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.value import Int64Array, Value


@dataclass(frozen=True, eq=False, repr=False)
class TradeOffPoint(Value):
    """The best value of the stage for those who keep at least so many of the old pairs."""

    problem: Problem
    before: Matching
    """The old matching."""
    at_least: int
    """How many old pairs are to be kept at least."""
    kept: int
    """How many `pairs` keep."""
    value: float | None
    """What the stage reaches with `pairs`, as `StageResult.value`."""
    pairs: Int64Array
    """Positions of mentee and mentor (k x 2), by mentee and then mentor."""
    is_exact: bool
    """Whether nothing better can be; False where the search was stopped before it was known."""
    bound: float | None
    """No better value can be; the value itself where it is exact."""
    proof: Matching | None
    """A matching with these pairs whose prices prove the point: of the changed problem at the two
    ends, and else of one with other points or with more forbidden pairs; None where a point was
    found by ranking."""

    def __post_init__(self) -> None:
        close(self, "pairs")

    @property
    def points(self) -> Fraction:
        """The sum of points over the pairs, exactly."""
        return sum(self.problem._exact_points(self.pairs), Fraction())

    @property
    def worst(self) -> Fraction | None:
        """The points of the worst pair; None where there is no pair."""
        return min(self.problem._exact_points(self.pairs), default=None)

    def table(self) -> MatchingTable:
        """The pairs: mentee, mentor and points."""
        pairs = self.pairs
        columns = [
            person_column("mentee", self.problem, 0, pairs[:, 0]),
            person_column("mentor", self.problem, 1, pairs[:, 1]),
            Column("points", "real", self.problem._points_of(pairs)),
        ]
        return MatchingTable("pairs", columns)

    def diff(self) -> MatchingDiff:
        """What changes from the old matching to these pairs."""
        return diff_of((self.before.problem, self.before.pairs), (self.problem, self.pairs))

    def __repr__(self) -> str:
        return f"<TradeOffPoint: {self._told()}>"

    def _told(self) -> str:
        value = "no pair" if self.value is None else f"{self.value:.15g}"
        text = f"{self.kept} kept, {value}"
        if self.is_exact:
            return text
        bound = "no pair" if self.bound is None else f"{self.bound:.15g}"
        return f"{text}, perhaps up to {bound} with {self.at_least}"


@dataclass(frozen=True, eq=False, repr=False)
class TradeOff(Framed, Value):
    """Every choice between keeping old pairs and a better objective; what `trade_off` gives.

    Its frames have the rows of `table`.
    """

    before: Matching
    """The old matching."""
    problem: Problem
    stage: str | None
    """The stage that has to give way where more old pairs stay: the first that the two orders do
    not settle alike. None where keeping costs nothing."""
    possible: int
    """How many old pairs there are whose people are both in the changed problem."""
    points: tuple[TradeOffPoint, ...]
    """Those that keep most first. Each next one keeps fewer and reaches more."""
    is_complete: bool
    """Whether every point is there and exact."""
    why: str = ""
    """Why it is not complete, or why there is no point at all: a full sentence."""

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[TradeOffPoint]:
        return iter(self.points)

    def at_least(self, kept: int) -> TradeOffPoint:
        """The best point for those who keep at least so many old pairs.

        Raises
        ------
        InvalidInput
            Where no matching that is as good in the earlier stages keeps so many.
        TypeError, ValueError
            For what is no whole number, or is negative.
        """
        number = whole("TradeOff.at_least", "kept", kept, 0, 2**31)
        found = [each for each in self.points if each.at_least >= number]
        if not found:
            most = self.points[0].kept if self.points else "none"
            message = f"no more than {most} of the old pairs can be kept"
            raise_fault("TradeOff.at_least", "kept", "kept", message, number)
        return found[-1]

    def table(self) -> MatchingTable:
        """A row for each point.

        ``at_least``, how many old pairs are to stay; ``kept`` and ``changed``, how many do and do
        not in what was found; ``value`` of the stage; ``pairs``, ``points`` and ``worst``; whether
        it is ``exact``, "yes" or "no"; and the ``bound`` that no better value can pass.
        """
        return MatchingTable("trade-off", self._frame())

    def _frame(self) -> list[Column]:
        rows = self.points
        worst = [each.worst for each in rows]
        return [
            Column("at_least", "whole", [each.at_least for each in rows]),
            Column("kept", "whole", [each.kept for each in rows]),
            Column("changed", "whole", [self.possible - each.kept for each in rows]),
            Column("value", "real", [each.value for each in rows]),
            Column("pairs", "whole", [len(each.pairs) for each in rows]),
            Column("points", "real", [float(each.points) for each in rows]),
            Column("worst", "real", [None if each is None else float(each) for each in worst]),
            Column("exact", "text", ["yes" if each.is_exact else "no" for each in rows]),
            Column("bound", "real", [each.bound for each in rows]),
        ]

    @property
    def text(self) -> str:
        """Full sentences that name nobody."""
        if not self.points:
            return self.why
        most, best = self.points[0], self.points[-1]
        if self.stage is None:
            text = f"{_of(most.kept, self.possible)} can stay, and that costs nothing."
            return f"{text} {self.why}".rstrip()
        text = (
            f'With {_of(most.kept, self.possible)} "{self.stage}" reaches {_value(most)}, '
            f"with {best.kept} it reaches {_value(best)}."
        )
        between = len(self.points) - 2
        if between > 0:
            text += f" Between them {'is' if between == 1 else 'are'} {plural(between, 'choice')}."
        return f"{text} {self.why}".rstrip()

    def to_svg(self) -> str:
        """The picture of `pairwell.plot.trade_off` as SVG.

        It loads nothing, and the same points give the same text.
        """
        return self._picture().svg

    def _picture(self) -> Picture:
        dots = [
            Dot(each.at_least, each.value, None if each.is_exact else each.bound)
            for each in self.points
            if each.value is not None
        ]
        return trade_off_picture(dots, self.stage or "", self.possible, self.text)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON; problem and matching are left out."""
        points = [
            {
                "at_least": each.at_least,
                "kept": each.kept,
                "value": each.value,
                "pairs": each.pairs.tolist(),
                "points": float(each.points),
                "is_exact": each.is_exact,
                "bound": each.bound,
            }
            for each in self.points
        ]
        return {
            "stage": self.stage,
            "possible": self.possible,
            "points": points,
            "is_complete": self.is_complete,
            "why": self.why,
        }

    def __repr__(self) -> str:
        return f"<TradeOff: {self._summary()}>"

    def __str__(self) -> str:
        return str(self.table())

    def _summary(self) -> str:
        state = "complete" if self.is_complete else "not complete"
        stage = f"{self.stage}, " if self.stage else ""
        return f"{stage}{plural(len(self), 'point')}, {state}"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (tuple("" if c is None else _cell(c) for c in row) for row in table.rows)
        shown = html_table(self.text, table.columns, rows, len(table))
        return shown + below_a_table(self._picture())


def _cell(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _of(kept: int, possible: int) -> str:
    return f"{kept} of {plural(possible, 'old pair')}"


def _value(point: TradeOffPoint) -> str:
    return "no pair" if point.value is None else f"{point.value:.15g}"
