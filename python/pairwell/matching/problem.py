"""The problem that the engine is asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._core import Problem as _CoreProblem
from pairwell.data.arrays import read_only
from pairwell.data.shown import html_grid, plural
from pairwell.matching.faults import Faults
from pairwell.matching.problem_groups import read_groups
from pairwell.matching.problem_input import (
    read_capacity,
    read_forbidden,
    read_keys,
    read_pairs,
    read_points,
)
from pairwell.matching.ranges import Range, range_of, ranges_of
from pairwell.matching.value import Int64Array


class Problem:
    """A weighted bipartite matching problem with ranges. It cannot be changed once made.

    Parameters
    ----------
    points
        The points of each pair, mentees by mentors: anything that NumPy reads as a table of whole
        or real numbers, or a SciPy sparse array, whose stored entries are the admissible pairs
        (explicit zeros too). Minus infinity and the masked entries of a masked array stand for a
        forbidden pair.
    mentor_capacity, mentee_capacity
        How many pairs a person may have: a number for all, an array of upper limits, a tuple
        (least, most) of either, or a list of one such range a person. None or infinity as the most
        stands for no limit.
    forbidden
        A boolean mask of the shape of the points, or pairs (k x 2).
    locked
        Pairs that must be (k x 2).
    mentor_groups, mentee_groups
        People whose pairs are counted together. Either ``(labels, {label: (least, most)})``, with
        one label a person; or a list of ``(members, (least, most))``, ``(name, members, (least,
        most))`` and ``(labels, {...})``. The groups of one side are nested or disjoint. Labels that
        have no range are free.
    mentee_keys, mentor_keys
        What the lottery draws on, so that the order of rows cannot matter: a text or a whole number
        of 64 bits each, all different. Without them it is the position.
    scale
        Units in a point. Without it, a table of whole numbers has one unit a point, and a table of
        real numbers goes on the grid of 1/1000 point, each number to the nearest (halves to the
        even unit).

    Raises
    ------
    InvalidInput
        With every fault at once in `findings`.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[72.5, 40], [65, 55], [58, 50]], mentor_capacity=[1, 2])
    >>> problem
    <Problem: 3 mentees x 2 mentors, 6 admissible pairs, scale 1000>
    >>> pw.match(problem).pairs.tolist()
    [[0, 0], [1, 1], [2, 1]]
    """

    __slots__ = ("_core",)
    _core: _CoreProblem

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
        mentees, mentors = table.shape
        mask, forbidden_pairs = read_forbidden(forbidden, table, faults)
        core = _core.Problem(
            mentees=mentees,
            mentors=mentors,
            points=table.values,
            row_start=table.row_start,
            columns=table.column,
            mask=mask,
            scale=table.scale,
            mentee_capacity=read_capacity(mentee_capacity, mentees, "mentee_capacity", faults),
            mentor_capacity=read_capacity(mentor_capacity, mentors, "mentor_capacity", faults),
            forbidden=forbidden_pairs,
            locked=read_pairs(locked, "locked", faults),
            mentee_groups=read_groups(mentee_groups, mentees, "mentee_groups", faults),
            mentor_groups=read_groups(mentor_groups, mentors, "mentor_groups", faults),
            mentee_keys=read_keys(mentee_keys, "mentee_keys", faults),
            mentor_keys=read_keys(mentor_keys, "mentor_keys", faults),
            findings=faults,
        )
        object.__setattr__(self, "_core", core)

    @classmethod
    def _wrap(cls, core: _CoreProblem) -> Problem:
        problem = object.__new__(cls)
        object.__setattr__(problem, "_core", core)
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
        """The points of one pair; None where it is forbidden.

        Raises
        ------
        IndexError
            Where there is no such mentee or mentor.
        """
        units = self._core.units_of([[mentee, mentor]])[0]
        return None if units == _core.FORBIDDEN else int(units) / self.scale

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Problem cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Problem cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Problem) else NotImplemented

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
        return Problem._wrap, (self._core,)

    def __repr__(self) -> str:
        return f"<Problem: {self._summary()}>"

    def _repr_html_(self) -> str:
        mentees, mentors = self.shape

        def cell(mentee: int, mentor: int) -> str:
            points = self.points_of(mentee, mentor)
            return "forbidden" if points is None else f"{points:.15g}"

        return html_grid(self._summary(), range(mentees), range(mentors), cell)

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
