"""A problem after changes that were made one after another, copied where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.keys_input import Keys
from pairwell.matching.labels import Label, Side
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.value import Int64Array


class People(NamedTuple):
    """Who is in a changed problem."""

    sides: tuple[Side, Side]
    keys: tuple[Keys, Keys]
    names: Names
    arrivals: tuple[Mapping[int, Int64Array], Mapping[int, Int64Array]] = ({}, {})
    """The units of those who came, with each of the other side who was there by then."""

    @classmethod
    def of(cls, problem: Problem, names: Names) -> People:
        """Those of a problem."""
        return cls(problem._parts.sides, problem._parts.keys, names)


class ChangedProblem(Problem):
    """A problem with changes, whose table is a copy that is made once something needs it.

    Who is in it, and what pairs are worth, is told without.
    """

    __slots__ = ("_base", "_changes", "_people")
    _base: Problem
    _changes: tuple[_core.ProblemChange, ...]
    _people: People

    @classmethod
    def after(
        cls, before: Problem, changes: Sequence[_core.ProblemChange], people: People
    ) -> Problem:
        """A problem with further changes."""
        if not changes:
            return before
        made: tuple[_core.ProblemChange, ...] = ()
        base = before
        if isinstance(before, ChangedProblem):
            base, made = before._base, before._changes
        problem = object.__new__(cls)
        object.__setattr__(problem, "_base", base)
        object.__setattr__(problem, "_changes", (*made, *changes))
        object.__setattr__(problem, "_people", people)
        object.__setattr__(problem, "_names", _named(before._names, people.sides))
        return problem

    def __getattr__(self, name: str) -> Any:
        if name not in ("_core", "_parts"):
            raise AttributeError(f"a Problem has no {name}")
        core = _core.make_changes(self._base._core, list(self._changes))
        parts = self._base._parts._replace(
            core=core, sides=self._people.sides, keys=self._people.keys
        )
        if any(self._people.arrivals):  # neither has places for them; the table of units has
            parts = parts._replace(given=None, mask=None)
        self._set(parts, self._names)
        return getattr(self, name)

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        mentees, mentors = self._people.sides
        return mentees.size, mentors.size

    @property
    def scale(self) -> int:
        """Units in a point."""
        return self._base.scale

    @property
    def rounding(self) -> float:
        """What rounding the points may have cost in all, at most, in points."""
        return self._base.rounding

    def _labels(self, side: int) -> tuple[Label, ...] | None:
        named = self._people.sides[side].named
        return None if named is None else named.values

    def _points_of(self, pairs: Int64Array) -> npt.NDArray[np.float64]:
        if self.rounding:  # nobody came
            return self._base._points_of(pairs)
        return np.array([units / self.scale for units in self._units_of(pairs).tolist()], float)

    def _exact_points(self, pairs: Int64Array) -> list[Fraction]:
        if self.rounding:
            return self._base._exact_points(pairs)
        return [Fraction(units, self.scale) for units in self._units_of(pairs).tolist()]

    def _units_of(self, pairs: Int64Array) -> Int64Array:
        """The units of pairs (k x 2) by the table, whatever is forbidden besides."""
        is_old = (pairs < self._base.shape).all(axis=1)
        units = np.empty(len(pairs), np.int64)
        units[is_old] = self._base._core.units_of(pairs[is_old])
        mentees, mentors = self._people.arrivals
        for place in np.flatnonzero(~is_old).tolist():
            mentee, mentor = pairs[place].tolist()
            own = mentees.get(mentee, ())
            units[place] = own[mentor] if mentor < len(own) else mentors[mentor][mentee]
        return units


def _named(names: Names, sides: tuple[Side, Side]) -> Names:
    """What people are called where some came."""

    def texts(own: tuple[str, ...], side: Side) -> tuple[str, ...]:
        if not own or len(own) >= side.size:
            return own
        if side.named is not None:
            return side.named.texts()
        return (*own, *[""] * (side.size - len(own)))

    own = texts(names.mentee, sides[0]), texts(names.mentor, sides[1])
    return replace(names, mentee=own[0], mentor=own[1])
