"""How far the points of a pair may fall before it leaves the best matching."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pairwell import _core
from pairwell._arguments import check_options, check_type, whole
from pairwell.data.framed import Column
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import Label
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.value import Value
from pairwell.matching.why_not import Progress


@dataclass(frozen=True, repr=False)
class PairFirmness:
    """How firm one pair of a matching is."""

    mentee: Label
    """Labels where the problem has them, else positions."""
    mentor: Label
    points: Fraction
    """Of the pair, as the problem rounded them."""
    least: Fraction | None
    """The fewest points at which a best matching still has the pair, all other pairs as they are;
    None where it stays however few they are: it is locked, or no matching obeys the rules without
    it."""

    @property
    def fall(self) -> Fraction | None:
        """How far the points may fall; None where there is no end."""
        return None if self.least is None else self.points - self.least

    def __repr__(self) -> str:
        fall = "stays" if self.fall is None else f"may fall by {float(self.fall):.15g}"
        return f"<PairFirmness: a pair of {float(self.points):.15g} points, {fall}>"


@dataclass(frozen=True, eq=False, repr=False)
class Firmness(Value):
    """How firm each pair of a matching is; made by `firmness`."""

    problem: Problem
    pairs: tuple[PairFirmness, ...]
    """In the order of the matching."""
    _positions: Any

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[PairFirmness]:
        return iter(self.pairs)

    def __getitem__(self, place: int) -> PairFirmness:
        return self.pairs[place]

    def fragile(self, most: int = 10) -> tuple[PairFirmness, ...]:
        """The pairs whose points may fall the least, those first; pairs without an end are none.

        Parameters
        ----------
        most
            How many at most.
        """
        count = whole("fragile", "most", most, 0, 2**31)
        ending = [pair for pair in self.pairs if pair.fall is not None]
        return tuple(sorted(ending, key=lambda pair: pair.fall or 0)[:count])

    def table(self) -> MatchingTable:
        """Every pair: mentee, mentor, points, the least of them, and how far they may fall."""

        def real(name: str, values: Iterator[Fraction | None]) -> Column:
            return Column(name, "real", [None if each is None else float(each) for each in values])

        return MatchingTable(
            "firmness",
            [
                person_column("mentee", self.problem, 0, self._positions[:, 0]),
                person_column("mentor", self.problem, 1, self._positions[:, 1]),
                real("points", (pair.points for pair in self.pairs)),
                real("least", (pair.least for pair in self.pairs)),
                real("fall", (pair.fall for pair in self.pairs)),
            ],
        )

    def __str__(self) -> str:
        return str(self.table())

    def _summary(self) -> str:
        ending = [pair.fall for pair in self.pairs if pair.fall is not None]
        text = plural(len(self.pairs), "pair")
        if not ending:
            return f"{text}, all stay"
        word = "point" if min(ending) == 1 else "points"
        return f"{text}, the least firm may fall by {float(min(ending)):.15g} {word}"

    def __repr__(self) -> str:
        return f"<Firmness: {self._summary()}>"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)
        return html_table(self._summary(), table.columns, rows, len(table))


def firmness(
    problem: Problem,
    matching: Matching,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Firmness:
    """Say how far the points of each pair may fall before it leaves the best matching.

    Exact, for each pair alone: the points of all others stay as they are. At exactly the least
    points, a matching without the pair may be as good.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    progress, time_limit
        As `match` takes them.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, not the best of its problem, or was made for another
        problem; for an objective with leximin, rank_maximal or generous.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> firm = pw.firmness(problem, pw.match(problem, ["most_pairs", "most_points"], seed=None))
    >>> print(firm)
    mentee  mentor  points  least  fall
    Ana     Yates        5      3     2
    Ben     Xu           9      7     2
    """
    check_type("firmness", "problem", "a Problem", Problem, problem)
    check_type("firmness", "matching", "a Matching", Matching, matching)
    check_options("firmness", progress, time_limit)
    least = _core.firmness(problem._core, matching._to_core(), progress, time_limit)
    sides = (problem._called(side, matching.pairs[:, side].tolist()) for side in (0, 1))
    pairs = tuple(
        PairFirmness(
            mentee,
            mentor,
            Fraction(units, problem.scale),
            None if own is None else Fraction(own, problem.scale),
        )
        for mentee, mentor, units, own in zip(
            *sides, matching.pair_units.tolist(), least, strict=True
        )
    )
    return Firmness(problem, pairs, matching.pairs)
