"""A problem with parts of it exchanged as the engine has them, by position."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.frames import Mask
from pairwell.matching.named_faults import by_labels
from pairwell.matching.problem import Problem
from pairwell.matching.value import Int64Array

_PLACES = {
    "units": 2,
    "scale": 3,
    "mentee_capacity": 4,
    "mentor_capacity": 5,
    "forbidden": 6,
    "locked": 7,
    "mentee_groups": 8,
    "mentor_groups": 9,
}


def changed(function: str, problem: Problem, **parts: Any) -> Problem:
    """The same people with other units, scale, capacities, groups, forbidden or locked pairs.

    Unlike `Problem.replace` it reads nothing: pairs are positions (k x 2), capacities a row for
    each person, groups as the engine has them, and units those of `units_of_table`, in the same
    form.

    Raises
    ------
    InvalidInput
        Where the problem contradicts itself, or its sums have no room.
    """
    state = list(problem._core.__getstate__())
    for name, part in parts.items():
        state[_PLACES[name]] = part
    own = problem._parts
    try:
        core: _core.Problem = _core.restore(_core.Problem, tuple(state))
    except _core.InvalidInput as invalid:
        _core.throw_if_errors(function, by_labels(invalid.findings, own.sides))
        raise
    given = None if "units" in parts else own.given
    return Problem._of(own._replace(core=core, given=given), problem._names)


class UnitsOfTable:
    """The entries of a problem's table one after the other, from which other units are made."""

    def __init__(self, problem: Problem) -> None:
        table = problem._core.__getstate__()[2]
        self._rows = table[:2] if isinstance(table, tuple) else None
        self.units: Int64Array = np.asarray(table[2] if isinstance(table, tuple) else table)
        mentees, mentors = problem.shape
        if self._rows is None:
            places = np.arange(self.units.size, dtype=np.int64)
            self.mentee, self.mentor = np.divmod(places, max(mentors, 1))
        else:
            starts = np.asarray(self._rows[0], np.int64)
            self.mentee = np.repeat(np.arange(mentees), starts[1:] - starts[:-1])
            self.mentor = np.asarray(self._rows[1], np.int64)
        self._mentors = mentors
        is_forbidden = (self.units == _core.FORBIDDEN) | self.among(problem._core.forbidden)
        self.is_allowed: Mask = ~is_forbidden

    def among(self, pairs: Int64Array) -> Mask:
        """Which entries are of some pairs (k x 2)."""
        places = self.mentee * self._mentors + self.mentor
        return np.isin(places, pairs[:, 0] * self._mentors + pairs[:, 1])

    def table(self, units: Int64Array, out: Mask | None = None) -> Any:
        """Units for each entry as `changed` takes them; what is forbidden stays so.

        Parameters
        ----------
        out
            Entries whose pairs are no longer admissible.
        """
        if self._rows is None:
            is_in = self.is_allowed if out is None else self.is_allowed & ~out
            return np.where(is_in, units, _core.FORBIDDEN)
        if out is None:
            return (*self._rows, units)
        starts = np.concatenate(([0], np.cumsum(~out)))[np.asarray(self._rows[0], np.int64)]
        return starts, np.asarray(self._rows[1])[~out], units[~out]
