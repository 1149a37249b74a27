"""Makes a problem of what a caller gives, or of another problem with some of it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypedDict

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.arrays import read_only
from pairwell.matching.capacity_input import read_capacity
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.frames import Mask
from pairwell.matching.keys_input import NO_KEYS, Keys, named_by, read_keys
from pairwell.matching.labels import Labels, Side, some
from pairwell.matching.named_faults import by_labels
from pairwell.matching.names import Names
from pairwell.matching.pairs_input import read_forbidden, read_locked
from pairwell.matching.points_input import read_points
from pairwell.matching.points_table import Points, read_scale
from pairwell.matching.problem_groups import Group, read_groups
from pairwell.matching.value import Int64Array

_NO_RANGES = np.zeros((0, 2), np.int64)
_EXACT = 2**53
_DEFAULTS = {
    "mentor_capacity": 1,
    "mentee_capacity": 1,
    **dict.fromkeys(
        ("forbidden", "locked", "mentor_groups", "mentee_groups", "mentee_keys", "mentor_keys")
    ),
}


class Rules(TypedDict, total=False):
    """What `Problem` takes besides points."""

    mentor_capacity: Any
    mentee_capacity: Any
    forbidden: Any
    locked: Any
    mentor_groups: Any
    mentee_groups: Any
    mentee_keys: Any
    mentor_keys: Any
    scale: int | None


class Parts(NamedTuple):
    """A problem of the engine's, and what it does not know of it."""

    core: _core.Problem
    sides: tuple[Side, Side]
    keys: tuple[Keys, Keys]
    given: Points | None = None
    """The points as given, where units do not read back as them or a mask hides some."""
    mask: Mask | None = None
    """What was given as forbidden, where it was a mask, which the engine has in its table."""
    is_float32: bool = False
    """Whether the table was, so that 0.1 stands in it as a longer float."""

    @classmethod
    def of(cls, core: _core.Problem, names: Names) -> Parts:
        """The parts of a problem whose people are called by what their keys are of."""
        keys = (core.mentee_keys, core.mentor_keys)
        texts = (names.mentee, names.mentor)
        sides = (Side("mentees", core.mentees), Side("mentors", core.mentors))
        given = tuple(
            Keys(numbers, text if numbers.size else (), True) if numbers.size else NO_KEYS
            for numbers, text in zip(keys, texts, strict=True)
        )
        named = tuple(
            side._replace(labels=Labels(text), by_key=True)
            if text and len(set(text)) == side.size
            else side
            for side, text in zip(sides, texts, strict=True)
        )
        return cls(core, (named[0], named[1]), (given[0], given[1]))

    def points(self) -> Points:
        """The points, from which another problem can be made."""
        if self.given is not None:
            return self.given
        shape = (self.core.mentees, self.core.mentors)
        table, scale = self.core.__getstate__()[2:4]
        labels = (self.sides[0].labels, self.sides[1].labels)
        answers = (self.sides[0].answers, self.sides[1].answers)
        if isinstance(table, tuple):
            row_start, column, units = table
            return Points(shape, units, row_start, column, None, scale, True, labels, answers)
        units = np.asarray(table).reshape(shape)
        mask = units == _core.FORBIDDEN
        return Points(shape, units, None, None, mask, scale, True, labels, answers)

    def names(self) -> Names:
        """What sentences call the people."""
        texts = [() if side.named is None else side.named.texts() for side in self.sides]
        return Names(texts[0], texts[1])


def check_names(function: str, rules: Mapping[str, Any]) -> None:
    """Raises TypeError for a rule that `Problem` does not take."""
    known = list(Rules.__annotations__)
    for name in rules:
        if name not in known:
            near = suggestion(name, known)
            raise TypeError(f"{function}: there is no argument {name!r}{'.' * bool(near)}{near}")


class _Ready(NamedTuple):
    """What is already as the engine takes it."""

    value: Any


def _taken(value: Any, read: Callable[..., Any], *more: Any) -> Any:
    """What is ready, or is read."""
    return value.value if isinstance(value, _Ready) else read(value, *more)


def read_parts(points: Any, rules: Mapping[str, Any], before: Parts | None = None) -> Parts:
    """The parts of a problem.

    Parameters
    ----------
    points
        As `Problem` takes them, or as they are read; None to keep those before.
    rules
        What is given besides. What is not is as before, or as `Problem` has it by default.
    """
    faults = Faults()
    if points is None and before is not None:
        table = _scaled(before.points(), rules, faults)
    elif isinstance(points, Points):
        table = points
    else:
        table = read_points(points, rules.get("scale"), faults)
    sides = table.sides
    asked: dict[str, Any] = dict(_DEFAULTS)
    if before is not None:
        kept = _Kept(before, sides, is_same=points is None)
        sides = kept.sides
        asked = kept.rules()
    asked |= rules
    keys = [
        _taken(asked[name], read_keys, side, name, faults)
        for side in sides
        for name in [f"{side.role}_keys"]
    ]
    sides = (named_by(sides[0], keys[0]), named_by(sides[1], keys[1]))
    mask, forbidden = _taken(asked["forbidden"], read_forbidden, table, sides, faults)
    locked = _taken(asked["locked"], read_locked, sides, faults)
    capacities, groups = (
        [
            _taken(asked[name], read, side, name, faults)
            for side in sides
            for name in [f"{side.role}_{what}"]
        ]
        for what, read in (("capacity", read_capacity), ("groups", read_groups))
    )
    fields = _Fields(capacities, forbidden, locked, groups, keys)
    try:
        core = _core_of(table, mask, fields, faults)
    except _core.InvalidInput as invalid:
        _core.throw_if_errors("Problem", by_labels(invalid.findings, sides))
        raise
    given = table if core.rounding > 0 or (mask is not None and table.row_start is None) else None
    if given is not None and (before is None or given is not before.given):
        given = _closed(given)
    is_float32 = table.values.dtype == np.float32
    if points is None and before is not None and table.in_units:
        is_float32 = before.is_float32
    closed = None if mask is None else read_only(np.array(mask))
    return Parts(core, sides, (keys[0], keys[1]), given, closed, is_float32)


class _Fields(NamedTuple):
    """Rules as the engine takes them, mentees first."""

    capacities: list[Int64Array]
    forbidden: Int64Array
    locked: Int64Array
    groups: list[list[Group]]
    keys: list[Keys]


def _core_of(table: Points, mask: Mask | None, rules: _Fields, faults: Faults) -> _core.Problem:
    """The engine's problem; raises with every fault."""
    left_out = table.mask if mask is None else mask if table.mask is None else table.mask | mask
    if not table.in_units:
        return _core.Problem(
            mentees=table.shape[0],
            mentors=table.shape[1],
            points=table.values,
            row_start=table.row_start,
            columns=table.column,
            mask=left_out,
            scale=table.scale,
            mentee_capacity=rules.capacities[0],
            mentor_capacity=rules.capacities[1],
            forbidden=rules.forbidden,
            locked=rules.locked,
            mentee_groups=rules.groups[0],
            mentor_groups=rules.groups[1],
            mentee_keys=rules.keys[0].numbers,
            mentor_keys=rules.keys[1].numbers,
            findings=faults,
        )
    units: Any = table.values
    if table.row_start is not None:
        units = (table.row_start, table.column, units)
    else:
        units = (units if left_out is None else np.where(left_out, _core.FORBIDDEN, units)).ravel()
    state = (
        *table.shape,
        units,
        table.scale,
        *rules.capacities,
        rules.forbidden,
        rules.locked,
        *rules.groups,
        rules.keys[0].numbers,
        rules.keys[1].numbers,
        0.0,
    )
    try:
        core: _core.Problem = _core.restore(_core.Problem, state)
    except _core.InvalidInput as invalid:
        faults.extend(invalid.findings)
        _core.throw_if_errors("Problem", faults)
        raise
    _core.throw_if_errors("Problem", faults)
    return core


def _closed(points: Points) -> Points:
    """The same points in arrays that nobody can write to."""

    def copy(array: Any) -> Any:
        return None if array is None else read_only(np.array(array, order="C"))

    return replace(
        points,
        values=copy(points.values),
        row_start=copy(points.row_start),
        column=copy(points.column),
        mask=copy(points.mask),
    )


def _scaled(points: Points, rules: Mapping[str, Any], faults: Faults) -> Points:
    """Points that are kept, at another scale where one is given."""
    if "scale" not in rules:
        return points
    scale = read_scale(rules["scale"], faults)
    if not points.in_units:
        return replace(points, scale=scale)
    units, own = points.values, points.scale or 1
    shown = units if points.mask is None else np.where(points.mask, 0, units)
    if not (shown % own).any():
        return replace(points, values=shown // own, scale=scale, in_units=False)
    if np.abs(shown).max() > _EXACT:
        message = "these points are in units beyond 2^53: give points with the scale"
        raise_fault("Problem", "scale", "scale", message, rules["scale"])
    return replace(points, values=shown / own, scale=scale, in_units=False)


class _Kept:
    """The rules of a problem, for the same people in the order of other points."""

    def __init__(self, before: Parts, sides: tuple[Side, Side], *, is_same: bool) -> None:
        self._before = before
        pairs = list(zip(sides, before.sides, strict=True))
        people = [np.arange(now.size) if is_same else _order(now, then) for now, then in pairs]
        self._people = people
        self._now = [np.argsort(order) for order in people]
        named = [
            then if is_same else _called(now, then) if now.named is None else now
            for now, then in pairs
        ]
        self.sides = (named[0], named[1])

    def rules(self) -> dict[str, Any]:
        """What `Problem` takes besides points, ready."""
        core, mask = self._before.core, self._before.mask
        kept_mask = None if mask is None else mask[np.ix_(*self._people)]
        return {
            "mentee_keys": _Ready(self._keys(0)),
            "mentor_keys": _Ready(self._keys(1)),
            "forbidden": _Ready((kept_mask, self._pairs(core.forbidden))),
            "locked": _Ready(self._pairs(core.locked)),
            "mentee_capacity": _Ready(self._ranges(0, core.mentee_capacity)),
            "mentor_capacity": _Ready(self._ranges(1, core.mentor_capacity)),
            "mentee_groups": _Ready(self._groups(0, core.mentee_groups)),
            "mentor_groups": _Ready(self._groups(1, core.mentor_groups)),
        }

    def _keys(self, side: int) -> Keys:
        """The keys that were given; else those that the labels make."""
        given = self._before.keys[side]
        if given.are_given:
            return given.in_order(self._people[side])
        return read_keys(None, self.sides[side], "", Faults())

    def _ranges(self, side: int, limits: Int64Array) -> Int64Array:
        ranges = limits[self._people[side]]
        return _NO_RANGES if (ranges == (0, 1)).all() else ranges

    def _groups(self, side: int, groups: list[tuple[str, list[int], int, int]]) -> list[Group]:
        return [
            (name, self._now[side][np.array(members, np.int64)], least, most)
            for name, members, least, most in groups
        ]

    def _pairs(self, pairs: npt.NDArray[np.int64]) -> Int64Array:
        return np.column_stack([self._now[side][pairs[:, side]] for side in (0, 1)])


def _called(now: Side, then: Side) -> Side:
    """A side whose people are called as before, and have answered what they had."""
    return now._replace(labels=then.labels, by_key=then.by_key, answers=now.answers or then.answers)


def _order(now: Side, then: Side) -> Int64Array:
    """Where each person was before; raises where they are not the same people."""
    mine, yours = now.named, then.named
    if mine is None or yours is None or then.by_key:
        if now.size == then.size:
            return np.arange(now.size)
        message = f"has other {now.people} than the problem: make a new Problem"
        raise_fault("Problem.replace", "people", "points", message, now.size)
    assert mine is not None
    assert yours is not None
    places = [yours.place_of(label) for label in mine.values]
    came = [label for label, place in zip(mine.values, places, strict=True) if place is None]
    left = [label for label in yours.values if mine.place_of(label) is None]
    if came or left:
        message = f"has other {now.people} than the problem: make a new Problem"
        raise_fault("Problem.replace", "people", "points", message, some(came + left))
    return np.array(places, np.int64)
