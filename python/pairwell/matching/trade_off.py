"""Every choice between keeping old pairs and a better objective, after a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Unpack

from pairwell._arguments import whole
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.diff import MatchingDiff, diff_of
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import Label
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.problem_parts import Rules
from pairwell.matching.repair_plan import (
    CHANGES,
    LOTTERY,
    Plan,
    Progress,
    Solving,
    name_of,
    read_count,
    read_plan,
)
from pairwell.matching.stage_result import StageResult, close, value_of
from pairwell.matching.stages import PlainStage
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.trade_off_picture import Dot, picture
from pairwell.matching.trade_off_search import SUMS, WORST, Found, Open, Search
from pairwell.matching.value import Int64Array, Value

_LIMIT = 1_000
_MOST = 1_000_000


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
        """The picture: old pairs kept to the right, what the stage reaches upwards.

        A point that is not exact is a ring, with a broken line up to what could still be reached.
        It loads nothing, and the same points give the same text.
        """
        dots = [
            Dot(
                each.at_least, each.value, None if each.is_exact else each.bound, each._told() + "."
            )
            for each in self.points
            if each.value is not None
        ]
        return picture(dots, self.stage or "", self.possible)

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
        return html_table(self.text, table.columns, rows, len(table)) + self.to_svg()


def _cell(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _of(kept: int, possible: int) -> str:
    return f"{kept} of {plural(possible, 'old pair')}"


def _value(point: TradeOffPoint) -> str:
    return "no pair" if point.value is None else f"{point.value:.15g}"


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
        Points for the stages "most_pairs", "most_points", "floor" and "best_worst". Where another
        stage differs first, or "leximin", "rank_maximal" or "generous" stands in front of a sum,
        there are the two ends alone, and it is not complete.

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
            between = search.between(*ends, before)
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
