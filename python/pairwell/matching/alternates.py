"""The matchings beside one that is best, and what all best ones have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type, whole
from pairwell.data.framed import Column
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import Label, person_place
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import close
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.value import Int64Array, Value
from pairwell.matching.why_not import Consequences, Progress

Watch = tuple[Progress | None, float | None]

_MOST_COUNTED = 1_000_000


@dataclass(frozen=True, eq=False)
class Alternate(Value):
    """A matching beside one that is best; `print` shows it in words."""

    place: int
    """2 of the next best one, and so on: the one that is best has place 1."""
    matching: Matching
    """Its pairs, and the value of each stage; without a proof. Once it is the one that people were
    told of, `repair` takes it."""
    consequences: Consequences
    """What it has otherwise than the one that is best."""
    text: str
    """A full sentence that names nobody: how much worse it is."""
    detail: str
    """A full sentence that names who changes."""

    @property
    def points(self) -> Fraction:
        """The sum of points over its pairs, as the problem rounded them."""
        return self.consequences.points

    def __str__(self) -> str:
        return f"{self.text}\n{self.detail}"

    def __repr__(self) -> str:
        changes = plural(len(self.consequences.chain), "pair changes", "pairs change")
        return f"<Alternate: place {self.place}, {changes}>"

    def _repr_html_(self) -> str:
        rows = [("text", self.text), ("detail", self.detail)]
        return html_table(f"place {self.place}", ("", ""), rows, len(rows))


class Alternates(Iterator[Alternate]):
    """The matchings of a problem beside one that is best, one after another; made by `alternates`.

    Each is searched for when it is asked for. A search that is stopped goes on where it stopped
    when it is asked again.
    """

    def __init__(
        self, core: _core.Alternates, problem: Problem, matching: Matching, watch: Watch
    ) -> None:
        self._core = core
        self._problem = problem
        self._matching = matching
        self._watch = watch
        self._told = 1

    def __next__(self) -> Alternate:
        found = self._core.next(*self._watch)
        if found is None:
            raise StopIteration
        self._told += 1
        consequences = Consequences._of(found.consequences, self._problem, self._matching)
        matching = Matching._of(self._problem, found.matching)
        return Alternate(self._told, matching, consequences, found.text, found.detail)

    def __repr__(self) -> str:
        return f"<Alternates: {self._told - 1} told>"


@dataclass(frozen=True)
class AlternatePartner:
    """A pair that a person could be in; `print` shows it in words."""

    mentee: Label
    """Labels where the problem has them, else positions."""
    mentor: Label
    points: Fraction
    """Of the pair, as the problem rounded them."""
    consequences: Consequences
    """A best matching that has the pair, beside the matching as it is."""
    text: str
    """A full sentence that names nobody but the two."""
    detail: str
    """A full sentence that names who gives way."""

    def __str__(self) -> str:
        return f"{self.text}\n{self.detail}"

    def __repr__(self) -> str:
        word = "point" if self.points == 1 else "points"
        return f"<AlternatePartner: a pair of {float(self.points):.15g} {word}>"

    def _repr_html_(self) -> str:
        rows = [("instead", self.detail)]
        return html_table(self.text, ("", ""), rows, len(rows))


@dataclass(frozen=True, eq=False)
class CommonCore(Value):
    """The pairs of all matchings that are as good as the best one in every stage."""

    problem: Problem
    always: Int64Array
    """Positions of mentee and mentor (k x 2) of the pairs in each of them, by mentee and mentor."""
    sometimes: Int64Array
    """The same of pairs that are in some of them and not in others."""
    matchings: int
    """How many there are; at least so many where they were not counted."""
    is_counted: bool
    """False where there are more than were to be counted."""

    def __post_init__(self) -> None:
        close(self, "always", "sometimes")

    def table(self) -> MatchingTable:
        """Every pair of them: mentee, mentor, points, and whether the best always have it."""
        pairs = np.concatenate([self.always, self.sometimes])
        words = ["always"] * len(self.always) + ["sometimes"] * len(self.sometimes)
        return MatchingTable(
            "pairs",
            [
                person_column("mentee", self.problem, 0, pairs[:, 0]),
                person_column("mentor", self.problem, 1, pairs[:, 1]),
                Column("points", "real", self.problem._points_of(pairs)),
                Column("in_best", "text", words),
            ],
        )

    def _summary(self) -> str:
        count = f"{self.matchings:,}" if self.is_counted else f"at least {self.matchings:,}"
        noun = "best matching" if self.is_counted and self.matchings == 1 else "best matchings"
        always = plural(len(self.always), "pair")
        return f"{count} {noun}, {always} in all, {len(self.sometimes):,} in some"

    def __repr__(self) -> str:
        return f"<CommonCore: {self._summary()}>"

    def _repr_html_(self) -> str:
        table = self.table()
        return html_table(self._summary(), table.columns, table.rows, len(table))


def alternates(
    problem: Problem,
    matching: Matching,
    *,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Alternates:
    """Give the matchings beside one that is best, the best of them first.

    They come in the order of the whole objective: each is at least as good as all after it. No
    matching comes twice, and all come in the end. Each is searched for when it is asked for, so
    that `itertools.islice` and `zip` give the first few.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    names
        What the sentences call people. Without it, the labels of the problem, its keys where they
        are texts, and else the positions.
    progress, time_limit
        As `match` takes them; the limit is of each search.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, not the best of its problem, or was made for another
        problem.
    Stopped
        Where progress asked to stop or the time limit passed; what came before stays, and asking
        again goes on.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> others = pw.alternates(problem, pw.match(problem))
    >>> print(next(others).text)
    This matching would mean a worst pair lower by 1 point.
    >>> [str(other.points) for other in others]
    ['9', '8', '5', '4', '0']
    """
    called = _checked("alternates", problem, matching, names, progress, time_limit)
    watch = (progress, time_limit)
    core = _core.Alternates(problem._core, matching._to_core(), called._to_core(), *watch)
    return Alternates(core, problem, matching, watch)


def alternate_partners(
    problem: Problem,
    matching: Matching,
    *,
    mentee: Label = None,
    mentor: Label = None,
    most: int = 3,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> tuple[AlternatePartner, ...]:
    """Say whom else a person could have, the best first, and at what price.

    For each pair that the rules allow and that is not in the matching, the matching is compared
    with the best one that has the pair, as `why_not` does. Pairs that would break a rule are left
    out.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    mentee, mentor
        One of them: a label of the points or a position.
    most
        How many at most.
    names, progress, time_limit
        As `alternates` takes them.

    Raises
    ------
    InvalidInput, Stopped
        As `alternates` does; for a label that nobody has, with the nearest.
    TypeError
        Where an argument is of another type, and unless exactly one of mentee and mentor is given.
    ValueError
        Where `most` is under 1.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"Ana": {"Xu": 8, "Yates": 5, "Zoe": 1}, "Ben": {"Xu": 9, "Yates": 4}}
    >>> problem = pw.Problem(points)
    >>> matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    >>> for other in pw.alternate_partners(problem, matching, mentee="Ana"):
    ...     print(other.text)
    Pairing mentee Ana with mentor Xu would mean 2 points fewer in all.
    Pairing mentee Ana with mentor Zoe would mean 4 points fewer in all.
    """
    called = _checked("alternate_partners", problem, matching, names, progress, time_limit)
    if (mentee is None) == (mentor is None):
        raise TypeError("alternate_partners needs exactly one of mentee and mentor")
    side, person = (0, mentee) if mentor is None else (1, mentor)
    of = problem._parts.sides[side]
    place = person_place("alternate_partners", of, person)
    count = whole("alternate_partners", "most", most, 1, 2**31)
    core = matching._to_core()
    found = _core.alternate_partners(
        problem._core, core, side, place, count, called._to_core(), progress, time_limit
    )
    return tuple(
        AlternatePartner(
            problem._called(0, [each.mentee])[0],
            problem._called(1, [each.mentor])[0],
            Fraction(each.consequences.chain[0][3], problem.scale),
            Consequences._of(each.consequences, problem, matching),
            each.text,
            each.detail,
        )
        for each in found
    )


def common_core(
    problem: Problem,
    matching: Matching,
    *,
    most: int = 1_000,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> CommonCore:
    """Say which pairs all best matchings have, which only some, and how many there are.

    A pair that only some have was drawn: by the lottery, where the objective ends with one, and
    else by the order of the rows. Nothing is listed to find out, so that this takes about as long
    as a match.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    most
        How many matchings are counted at most, up to a million; 0 counts none.
    progress, time_limit
        As `match` takes them. A call that is stopped while it counts says what it has counted.

    Raises
    ------
    InvalidInput, Stopped, TypeError
        As `alternates` does.
    ValueError
        Where `most` is negative or over a million.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[3, 3], [3, 3]])
    >>> matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    >>> pw.common_core(problem, matching)
    <CommonCore: 2 best matchings, 0 pairs in all, 4 in some>
    """
    _checked("common_core", problem, matching, None, progress, time_limit)
    count = whole("common_core", "most", most, 0, _MOST_COUNTED + 1)
    core = _core.common_core(problem._core, matching._to_core(), count, progress, time_limit)
    return CommonCore(problem, core.always, core.sometimes, core.matchings, core.is_counted)


def _checked(
    function: str, problem: Any, matching: Any, names: Any, progress: Any, time_limit: Any
) -> Names:
    """What people are called; errors for what is no argument of these."""
    check_type(function, "problem", "a Problem", Problem, problem)
    check_type(function, "matching", "a Matching", Matching, matching)
    check_type(function, "names", "a Names or None", (Names, type(None)), names)
    check_options(function, progress, time_limit)
    called: Names = problem._names if names is None else names
    return called
