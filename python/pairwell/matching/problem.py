"""The problem that the engine is asked."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import position
from pairwell._core import Problem as _CoreProblem
from pairwell.data.arrays import read_only
from pairwell.data.shown import html_grid, plural
from pairwell.matching.labels import Label, place_of
from pairwell.matching.names import NO_NAMES, Names
from pairwell.matching.problem_parts import Parts, Rules, check_names, read_parts
from pairwell.matching.ranges import Range, range_of, ranges_of
from pairwell.matching.rounding import warn_of_rounding
from pairwell.matching.value import Int64Array


class Problem:
    """A weighted bipartite matching problem with ranges. It cannot be changed once made.

    Parameters
    ----------
    points
        The points of each pair, mentees by mentors: anything that NumPy reads as a table of whole
        or real numbers; a table of pandas, polars or Arrow; a SciPy sparse array, whose stored
        entries are the admissible pairs (explicit zeros too); a long table with the columns mentee,
        mentor and points, whose rows are the admissible pairs; a mapping of such columns, or of
        each mentee to a mapping of mentors to points; or scores (see Notes). Minus infinity forbids
        a pair, and so does a missing value.
    mentor_capacity, mentee_capacity
        How many pairs a person may have: a number for all, a list or an array of upper limits, a
        tuple (least, most) of either, a list of one such range a person, or a mapping of labels to
        any of these. A missing most and infinity stand for no limit. Of scores a text is the
        question whose answers are the limits. A tuple of two numbers is read with a warning where
        there are two people, whose limits it could be.
    forbidden
        A boolean mask of the shape of the points, or pairs (k x 2) of labels or positions.
    locked
        Pairs that must be, in the same forms.
    mentor_groups, mentee_groups
        People whose pairs are counted together. Either ``(labels, {label: (least, most)})``, with
        one label a person; or a list of ``(members, (least, most))``, ``(name, members, (least,
        most))`` and ``(labels, {...})``. The groups of one side are nested or disjoint. Labels that
        have no range are free, and so is who has none.
    mentee_keys, mentor_keys
        What the lottery draws on, so that the order of rows cannot matter, and what people are
        found by in a later problem: a text or a whole number of 64 bits each, all different. Texts
        are labels too, where the points have none. Without keys it is the label that the points
        have, or else the position.
    scale
        Units in a point. Without it, a table of whole numbers has one unit a point, and a table of
        real numbers the coarsest power of ten at which each reads back, so that 0.1 is a tenth;
        else the coarsest power of two at which each is exact; else the finest that sums have room
        for. Only then, and at a scale that is given, numbers go to the nearest unit, halves to the
        even one, and `rounding` bounds what that may cost.

    Raises
    ------
    InvalidInput
        With every fault at once in `findings`.

    Warns
    -----
    RoundingWarning
        Where no scale was given and numbers had to be rounded.

    Notes
    -----
    Labels are the index and the columns of a pandas frame of points; else the column ``mentee`` of
    a table, if it has one, and the names of its other columns; what stands in a long table or a
    mapping; or the ``mentees`` and ``mentors`` of scores. A label is a text, a number, a date or a
    moment, a UUID, or a tuple of these, and all of a side are different. Whatever is given besides
    goes by them: the index of a series or frame, the keys of a mapping, a column ``mentee`` or
    ``mentor`` of a table. It must have each of the people once and no other. Labels stand for
    people in pairs and among the members of groups, and positions do where no label of the side is
    a number; where one is, a number is a label. A NumPy array of numbers has no labels and goes by
    position, as the pairs of a matching do. A series with labels is refused where the points have
    none.

    Scores are an object with whole numbers as ``units`` and truth values as ``allowed``, both
    mentees by mentors, a ``scale`` and labels as ``mentees`` and ``mentors``; with
    ``mentee_answers`` and ``mentor_answers``, mappings of questions to the answers of these people,
    a text is a question wherever something is given for each person. A `ScoreTable` is such.

    Missing are the masked entries of a masked array, None, `pandas.NA` and the nulls of polars and
    Arrow. A missing number of points is a forbidden pair, a missing upper limit no limit, and who
    misses a label of a group is in none; anything else that is missing is refused, and so is NaN,
    unless it is such a label.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[72.5, 40], [65, 55], [58, 50]], mentor_capacity=[1, 2])
    >>> problem
    <Problem: 3 mentees x 2 mentors, 6 admissible pairs, scale 10>
    >>> pw.match(problem).pairs.tolist()
    [[0, 0], [1, 1], [2, 1]]

    >>> points = {"ana": {"Xu": 72.5, "Yates": 40}, "ben": {"Xu": 65, "Yates": 55}}
    >>> print(pw.match(points, mentor_capacity={"Xu": 2, "Yates": 1}).table())
    mentee  mentor  points
    ana     Xu        72.5
    ben     Xu          65
    """

    __slots__ = ("_core", "_names", "_parts")
    _core: _CoreProblem
    _names: Names
    _parts: Parts

    def __init__(
        self,
        points: Any,
        *,
        mentor_capacity: Any = 1,
        mentee_capacity: Any = 1,
        forbidden: Any = None,
        locked: Any = None,
        mentor_groups: Any = None,
        mentee_groups: Any = None,
        mentee_keys: Any = None,
        mentor_keys: Any = None,
        scale: int | None = None,
    ) -> None:
        rules = {
            "mentor_capacity": mentor_capacity,
            "mentee_capacity": mentee_capacity,
            "forbidden": forbidden,
            "locked": locked,
            "mentor_groups": mentor_groups,
            "mentee_groups": mentee_groups,
            "mentee_keys": mentee_keys,
            "mentor_keys": mentor_keys,
            "scale": scale,
        }
        self._set(read_parts(points, rules))
        self._warn()

    def _set(self, parts: Parts, names: Names | None = None) -> None:
        object.__setattr__(self, "_core", parts.core)
        object.__setattr__(self, "_parts", parts)
        object.__setattr__(self, "_names", parts.names() if names is None else names)

    def _warn(self) -> None:
        """Warns where points were rounded and no scale was given."""
        given = self._parts.given
        if given is not None and given.scale is None and self.rounding > 0:
            warn_of_rounding(self.scale, self.rounding)

    @classmethod
    def _wrap(cls, core: _CoreProblem, names: Names = NO_NAMES) -> Problem:
        problem = object.__new__(cls)
        problem._set(Parts.of(core, names), names)
        return problem

    @classmethod
    def _of(cls, parts: Parts, names: Names) -> Problem:
        problem = object.__new__(cls)
        problem._set(parts, names)
        return problem

    def replace(self, points: Any = None, **rules: Unpack[Rules]) -> Problem:
        """The same problem with some of it changed, checked whole.

        Parameters
        ----------
        points
            Other points of the same people: in any order where both have labels, else in the same.
            None keeps the points.
        **rules
            Whatever else `Problem` takes, as it takes it. What is not given stays as it is.

        Raises
        ------
        InvalidInput
            As `Problem` does, and for points of other people.
        TypeError
            For an argument that `Problem` does not take.

        Examples
        --------
        >>> import pairwell as pw
        >>> problem = pw.Problem([[3, 1], [2, 2]], forbidden=[(0, 0)])
        >>> problem.replace(mentor_capacity=2).mentor_capacity
        [(0, 2), (0, 2)]
        >>> problem.replace(forbidden=None) == pw.Problem([[3, 1], [2, 2]])
        True
        """
        check_names("Problem.replace", rules)
        problem = object.__new__(Problem)
        problem._set(read_parts(points, rules, self._parts))
        problem._warn()
        return problem

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self._core.mentees, self._core.mentors

    @property
    def mentee_labels(self) -> tuple[Label, ...] | None:
        """What the mentees are called; None where it is their positions."""
        return self._labels(0)

    @property
    def mentor_labels(self) -> tuple[Label, ...] | None:
        """What the mentors are called; None where it is their positions."""
        return self._labels(1)

    def _labels(self, side: int) -> tuple[Label, ...] | None:
        named = self._parts.sides[side].named
        return None if named is None else named.values

    def _called(self, side: int, positions: Iterable[int]) -> tuple[Label, ...]:
        """What mentees (0) or mentors (1) are called, who are at these positions."""
        labels = self._labels(side)
        return tuple(positions if labels is None else (labels[place] for place in positions))

    @property
    def scale(self) -> int:
        """Units in a point."""
        return self._core.scale

    @property
    def rounding(self) -> float:
        """What rounding the points may have cost in all, at most, in points; 0.0: nothing.

        A matching of most points has at most so many points fewer, by the numbers that were given,
        than any other that its earlier stages allow. Those compare points as they were rounded,
        which never changes their order but may make two of them equal.
        """
        return self._core.rounding

    @property
    def is_sparse(self) -> bool:
        """Whether only the admissible pairs are stored."""
        return self._core.is_sparse

    @property
    def mentee_capacity(self) -> list[Range]:
        """The least and the most pairs of each mentee; the most is None where there is no limit."""
        return ranges_of(self._core.mentee_capacity)

    @property
    def mentor_capacity(self) -> list[Range]:
        """The least and the most pairs of each mentor; the most is None where there is no limit."""
        return ranges_of(self._core.mentor_capacity)

    @property
    def forbidden(self) -> Int64Array:
        """Forbidden pairs, besides those that the table leaves out (k x 2)."""
        return read_only(self._core.forbidden)

    @property
    def locked(self) -> Int64Array:
        """Pairs that must be (k x 2)."""
        return read_only(self._core.locked)

    @property
    def mentee_groups(self) -> list[tuple[str, list[int], Range]]:
        """Name, members and range of each group of mentees, as `Problem` takes them."""
        return [
            (name, list(members), range_of(least, most))
            for name, members, least, most in self._core.mentee_groups
        ]

    @property
    def mentor_groups(self) -> list[tuple[str, list[int], Range]]:
        """Name, members and range of each group of mentors, as `Problem` takes them."""
        return [
            (name, list(members), range_of(least, most))
            for name, members, least, most in self._core.mentor_groups
        ]

    @property
    def mentee_keys(self) -> npt.NDArray[np.uint64]:
        """What the lottery draws on for each mentee; empty where it is the position."""
        return read_only(self._core.mentee_keys)

    @property
    def mentor_keys(self) -> npt.NDArray[np.uint64]:
        """What the lottery draws on for each mentor; empty where it is the position."""
        return read_only(self._core.mentor_keys)

    @property
    def digest(self) -> str:
        """A fingerprint of the whole problem (SHA-256)."""
        return self._core.digest

    def admissible(self) -> tuple[Int64Array, Int64Array]:
        """The admissible pairs (k x 2), by mentee and then mentor, and the units of each."""
        pairs, units = self._core.admissible()
        return read_only(pairs), read_only(units)

    def points_of(self, mentee: Label, mentor: Label) -> float | None:
        """The points of one pair as they were given; None where it is forbidden.

        A whole number that no float is, which is beyond 2^53, comes as an int.

        Parameters
        ----------
        mentee, mentor
            A label of the points or a position; a number is a label where any label of the side is.

        Raises
        ------
        InvalidInput
            For a label that nobody has, and a position that there is not.
        TypeError
            Where one of them is neither.
        """
        mentee, mentor = (
            place_of("points_of", side, person)
            for side, person in zip(self._parts.sides, (mentee, mentor), strict=True)
        )
        pair = np.array(
            [
                (
                    position("points_of", "mentee", mentee, self.shape[0]),
                    position("points_of", "mentor", mentor, self.shape[1]),
                )
            ]
        )
        units = int(self._core.units_of(pair)[0])
        if units == _core.FORBIDDEN:
            return None
        points = float(self._points_of(pair)[0])
        is_whole = not self.rounding and units % self.scale == 0
        return points if not is_whole or points * self.scale == units else units // self.scale

    def _points_of(self, pairs: Int64Array) -> npt.NDArray[np.float64]:
        """The points of admissible pairs (k x 2) as they were given."""
        mentee, mentor = pairs[:, 0], pairs[:, 1]
        given = self._parts.given
        if given is not None and self.rounding:
            if given.row_start is not None:
                rows = given.rows()
                return rows.cost[rows.places(mentee, mentor)].astype(np.float64)
            return given.values[mentee, mentor].astype(np.float64)
        # Python's division rounds once, also where units are beyond 2^53.
        scale = self.scale
        return np.array([units / scale for units in self._core.units_of(pairs).tolist()], float)

    def _exact_points(self, pairs: Int64Array) -> list[Fraction]:
        """The points of admissible pairs (k x 2) exactly, as they were given."""
        if self.rounding:
            return [Fraction(points) for points in self._points_of(pairs).tolist()]
        return [Fraction(units, self.scale) for units in self._core.units_of(pairs).tolist()]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Problem cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Problem cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Problem):
            return NotImplemented
        return self is other or self._core == other._core

    def __hash__(self) -> int:
        return hash(
            (
                self.shape,
                self.scale,
                self.is_sparse,
                len(self.mentee_groups),
                len(self.mentor_groups),
            )
        )

    def __reduce__(self) -> tuple[object, ...]:
        return Problem._of, (self._parts, self._names)

    def __repr__(self) -> str:
        return f"<Problem: {self._summary()}>"

    def _repr_html_(self) -> str:
        mentees, mentors = self.shape

        def cell(mentee: int, mentor: int) -> str:
            points = self.points_of(mentee, mentor)
            return "forbidden" if points is None else f"{points:.15g}"

        names = self._names._of(0, mentees), self._names._of(1, mentors)
        return html_grid(self._summary(), *names, cell)

    def _summary(self) -> str:
        mentees, mentors = self.shape
        parts = [
            f"{plural(mentees, 'mentee')} x {plural(mentors, 'mentor')}",
            plural(self._core.admissible_count, "admissible pair"),
        ]
        if locked := len(self.locked):
            parts.append(f"{locked} locked")
        if groups := len(self._core.mentee_groups) + len(self._core.mentor_groups):
            parts.append(plural(groups, "group"))
        return f"{', '.join(parts)}, scale {self.scale}"
