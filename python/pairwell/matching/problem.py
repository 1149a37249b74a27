"""The problem that the engine is asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import position
from pairwell._core import Problem as _CoreProblem
from pairwell.data.arrays import read_only
from pairwell.data.shown import html_grid, plural
from pairwell.matching.faults import Faults
from pairwell.matching.frames import sides_of
from pairwell.matching.names import NO_NAMES, Names
from pairwell.matching.numeric_table import Numbers, Rows
from pairwell.matching.problem_groups import read_groups
from pairwell.matching.problem_input import (
    read_capacity,
    read_forbidden,
    read_keys,
    read_locked,
    read_points,
)
from pairwell.matching.ranges import Range, range_of, ranges_of
from pairwell.matching.rounding import warn_of_rounding
from pairwell.matching.value import Int64Array


class Problem:
    """A weighted bipartite matching problem with ranges. It cannot be changed once made.

    Parameters
    ----------
    points
        The points of each pair, mentees by mentors: anything that NumPy reads as a table of whole
        or real numbers, a frame of pandas, polars or Arrow, or a SciPy sparse array, whose stored
        entries are the admissible pairs (explicit zeros too). Minus infinity forbids a pair, and so
        does a missing value.
    mentor_capacity, mentee_capacity
        How many pairs a person may have: a number for all, a list or an array of upper limits, a
        tuple (least, most) of either, or a list of one such range a person. A missing most and
        infinity stand for no limit. A tuple of two numbers is read with a warning where there are
        two people, whose limits it could be.
    forbidden
        A boolean mask of the shape of the points, or pairs (k x 2).
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
        are also what sentences call these people. Without keys it is the label that a pandas frame
        of points has, where all of a side's labels are such, or else the position.
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
    Where the points are a pandas frame, its index names the mentees and its columns the mentors. A
    series or frame that is given with it goes by these labels, whatever its order, and must have
    each of them once and no other; texts in pairs are such labels. A series with labels is refused
    where the points have none.

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
    """

    __slots__ = ("_core", "_given", "_is_float32", "_names")
    _core: _CoreProblem
    _given: Numbers | Rows | None
    """The numbers as given, where units do not read back as them."""
    _is_float32: bool
    """Whether the table was, so that 0.1 stands in it as a longer float."""
    _names: Names

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
        faults = Faults()
        table = read_points(points, scale, faults)
        sides = sides_of(points, table.shape)
        mentees, mentors = sides
        mask, forbidden_pairs = read_forbidden(forbidden, table, sides, faults)
        keys_of_mentees, mentee_names = read_keys(mentee_keys, mentees, "mentee_keys", faults)
        keys_of_mentors, mentor_names = read_keys(mentor_keys, mentors, "mentor_keys", faults)
        core = _core.Problem(
            mentees=mentees.size,
            mentors=mentors.size,
            points=table.values,
            row_start=table.row_start,
            columns=table.column,
            mask=mask,
            scale=table.scale,
            mentee_capacity=read_capacity(mentee_capacity, mentees, "mentee_capacity", faults),
            mentor_capacity=read_capacity(mentor_capacity, mentors, "mentor_capacity", faults),
            forbidden=forbidden_pairs,
            locked=read_locked(locked, sides, faults),
            mentee_groups=read_groups(mentee_groups, mentees, "mentee_groups", faults),
            mentor_groups=read_groups(mentor_groups, mentors, "mentor_groups", faults),
            mentee_keys=keys_of_mentees,
            mentor_keys=keys_of_mentors,
            findings=faults,
        )
        is_rounded = core.rounding > 0
        names = Names(mentee_names, mentor_names)
        is_float32 = table.values.dtype == np.float32
        self._set(core, names, table.kept() if is_rounded else None, is_float32)
        if is_rounded and scale is None:
            warn_of_rounding(core.scale, core.rounding)

    def _set(
        self, core: _CoreProblem, names: Names, given: Numbers | Rows | None, is_float32: bool
    ) -> None:
        object.__setattr__(self, "_core", core)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_given", given)
        object.__setattr__(self, "_is_float32", is_float32)

    @classmethod
    def _wrap(
        cls,
        core: _CoreProblem,
        names: Names = NO_NAMES,
        given: Numbers | Rows | None = None,
        is_float32: bool = False,
    ) -> Problem:
        problem = object.__new__(cls)
        problem._set(core, names, given, is_float32)
        return problem

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self._core.mentees, self._core.mentors

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

    def points_of(self, mentee: int, mentor: int) -> float | None:
        """The points of one pair as they were given; None where it is forbidden.

        A whole number that no float is, which is beyond 2^53, comes as an int.

        Raises
        ------
        IndexError
            Where there is no such mentee or mentor.
        TypeError
            Where one of them is no whole number.
        """
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
        is_whole = self._given is None and units % self.scale == 0
        return points if not is_whole or points * self.scale == units else units // self.scale

    def _points_of(self, pairs: Int64Array) -> npt.NDArray[np.float64]:
        """The points of admissible pairs (k x 2) as they were given."""
        mentee, mentor = pairs[:, 0], pairs[:, 1]
        if isinstance(self._given, Rows):
            return self._given.cost[self._given.places(mentee, mentor)].astype(np.float64)
        if self._given is not None:
            return self._given[mentee, mentor].astype(np.float64)
        # Python's division rounds once, also where units are beyond 2^53.
        scale = self.scale
        return np.array([units / scale for units in self._core.units_of(pairs).tolist()], float)

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
        return Problem._wrap, (self._core, self._names, self._given, self._is_float32)

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
