"""Reads one change of a problem after another, as the engine makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from pairwell import _core
from pairwell._arguments import suggestion, wrong_type
from pairwell.matching.capacity_input import read_capacity
from pairwell.matching.faults import Faults
from pairwell.matching.keys_input import Keys, read_keys
from pairwell.matching.labels import Label, Labels, Side, positions_of, read_labels, shown
from pairwell.matching.names import Names
from pairwell.matching.pairs_input import read_pairs_or_mask
from pairwell.matching.points_table import array_of
from pairwell.matching.problem_groups import read_range
from pairwell.matching.repair_plan import withdrawn_places
from pairwell.matching.repair_problem import People
from pairwell.matching.value import Int64Array

_MOST_UNITS = 2**62
_EXACT = 2**53
_ROLES = ("mentee", "mentor")


@dataclass(frozen=True, repr=False)
class Arrival:
    """Somebody who comes late, for a `Repairer`.

    Examples
    --------
    >>> import pairwell as pw
    >>> pw.Arrival({"Xu": 12, "Yates": 3}, capacity=(0, 2))
    <Arrival>
    """

    points: Any
    """With each of the other side: a mapping of labels or positions, or a row as `Problem` takes
    it. Who is not in the mapping, and whose points are missing, is forbidden."""
    capacity: Any = 1
    """A most, or a (least, most) pair; None: no limit."""
    groups: Iterable[str | int] = ()
    """Names or numbers of all groups that they are in."""
    key: str | int | None = None
    """What the lottery draws on, where the problem was given keys."""

    def __repr__(self) -> str:
        return "<Arrival>"  # labels may be names or e-mails


class Asked(NamedTuple):
    """What a caller says has changed."""

    vetoes: Any = None
    withdrawn: tuple[Any, Any] = ((), ())
    capacities: tuple[Any, Any] = (None, None)
    groups: tuple[Any, Any] = (None, None)
    late: tuple[Any, Any] = (None, None)


class Read(NamedTuple):
    """The same for the engine, and who is there afterwards."""

    changes: list[_core.ProblemChange]
    people: People
    withdrawn: tuple[list[int], list[int]]


def read_changes(
    function: str,
    people: People,
    rules: _core.RepairSession,
    scale: tuple[int, float],
    asked: Asked,
) -> Read:
    """Reads ranges, withdrawals, vetoes and arrivals, in this order.

    Parameters
    ----------
    rules
        Those that stand.
    scale
        Units in a point, and what rounding may have cost.

    Raises
    ------
    InvalidInput
        With every fault of them that can be seen without the engine.
    TypeError
        For an argument of another type.
    """
    faults = Faults()
    changes: list[_core.ProblemChange] = []
    sides = people.sides
    for side in (0, 1):
        changes += _ranges(side, sides[side], rules, asked.capacities[side], faults)
        changes += _group_ranges(function, side, rules, asked.groups[side], faults)
    left = (
        withdrawn_places(function, sides[0], asked.withdrawn[0]),
        withdrawn_places(function, sides[1], asked.withdrawn[1]),
    )
    for side in (0, 1):
        changes += [_core.ProblemChange.withdrawal(side, person) for person in left[side]]
    if asked.vetoes is not None:
        mask, pairs = read_pairs_or_mask(asked.vetoes, "vetoes", sides, faults)
        pairs = pairs if mask is None else np.argwhere(mask)
        changes += [_core.ProblemChange.veto(*pair) for pair in pairs.tolist()]
    for side in (0, 1):
        for late in _late(function, side, people.sides[side], asked.late[side], faults):
            arriving = _Arriving(function, side, people, rules, scale, faults)
            read = arriving.read(late)
            if read is not None:
                changes.append(read[0])
                people = read[1]
    _core.throw_if_errors(function, faults)
    return Read(changes, people, left)


def _ranges(
    side: int, of: Side, rules: _core.RepairSession, value: Any, faults: Faults
) -> list[_core.ProblemChange]:
    """Other ranges of people: of those in a mapping, or of all."""
    if value is None:
        return []
    argument = f"{of.role}_capacity"
    new_range = _core.ProblemChange.new_range
    if isinstance(value, Mapping):
        places = positions_of(list(value), of, argument, "", faults)
        ranges = [read_range(each, argument, faults) for each in value.values()]
        return [
            new_range(side, False, place, *each)
            for place, each in zip(places.tolist(), ranges, strict=True)
        ]
    before = len(faults)
    now = read_capacity(value, of, argument, faults)
    if len(faults) > before:
        return []
    stands = (rules.mentee_capacity, rules.mentor_capacity)[side]
    now = now if len(now) else np.broadcast_to(np.array((0, 1)), stands.shape)
    others = np.flatnonzero((now != stands).any(axis=1)).tolist()
    return [new_range(side, False, place, *now[place].tolist()) for place in others]


def _group_ranges(
    function: str, side: int, rules: _core.RepairSession, value: Any, faults: Faults
) -> list[_core.ProblemChange]:
    """Other ranges of groups, by name or number."""
    if value is None:
        return []
    argument = f"{_ROLES[side]}_groups"
    if not isinstance(value, Mapping):
        raise wrong_type(function, argument, "a mapping of groups to ranges", value)
    changes = []
    for group, limits in value.items():
        place = _group(side, rules, group, argument, faults)
        limit = read_range(limits, argument, faults)
        if place is not None:
            changes.append(_core.ProblemChange.new_range(side, True, place, *limit))
    return changes


def _group(
    side: int, rules: _core.RepairSession, group: Any, argument: str, faults: Faults
) -> int | None:
    """The number of a group."""
    names = [each[0] for each in (rules.mentee_groups, rules.mentor_groups)[side]]
    if isinstance(group, (int, np.integer)) and not isinstance(group, bool):
        if 0 <= group < len(names):
            return int(group)
        faults.add("id", argument, f"there are {len(names)} such groups", group)
    elif not isinstance(group, str) or names.count(group) != 1:
        near = suggestion(group, names) if isinstance(group, str) else ""
        message = f"must be the name of one group, or its number{'.' * bool(near)}{near}"
        faults.add("group", argument, message, shown(group))
    else:
        return names.index(group)
    return None


def _late(
    function: str, side: int, of: Side, value: Any, faults: Faults
) -> list[tuple[Label, Arrival]]:
    """Who comes late on one side, each with a label where its people have some."""
    if value is None:
        return []
    argument = f"late_{of.people}"
    if of.named is None:
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
            wanted = f"a list, since the {of.people} of the problem have no labels"
            raise wrong_type(function, argument, wanted, value)
        return [(None, _arrival(each)) for each in value]
    if not isinstance(value, Mapping):
        raise wrong_type(function, argument, "a mapping of labels to points", value)
    labels = read_labels(value, of.people, argument, faults)
    if labels is None:
        return []
    for label in labels.values:
        if of.named.place_of(label) is not None:
            faults.add(
                "duplicate", argument, f"one of the {of.people} has this label", shown(label)
            )
            return []
    return list(zip(labels.values, map(_arrival, value.values()), strict=True))


def _arrival(value: Any) -> Arrival:
    return value if isinstance(value, Arrival) else Arrival(value)


class _Arriving:
    """Reads somebody who comes late."""

    def __init__(
        self,
        function: str,
        side: int,
        people: People,
        rules: _core.RepairSession,
        scale: tuple[int, float],
        faults: Faults,
    ) -> None:
        self._function = function
        self._side = side
        self._people = people
        self._of = people.sides[side]
        self._other = people.sides[1 - side]
        self._rules = rules
        self._scale, self._rounding = scale
        self._faults = faults
        self._argument = f"late_{self._of.people}"

    def read(self, late: tuple[Label, Arrival]) -> tuple[_core.ProblemChange, People] | None:
        """The arrival for the engine, and who is there then; None, and faults, where it is none."""
        label, arrival = late
        before = len(self._faults)
        units = self._units(arrival.points)
        least, most = read_range(arrival.capacity, f"{self._argument} (capacity)", self._faults)
        groups = self._groups(arrival.groups)
        keys = self._key(label, arrival.key)
        if len(self._faults) > before or units is None:
            return None
        key = int(keys.numbers[-1]) if len(keys.numbers) else None
        change = _core.ProblemChange.arrival(self._side, units, least, most, groups, key)
        return change, self._grown(label, keys, units)

    def _units(self, points: Any) -> Int64Array | None:
        """Units with each of the other side."""
        faults, argument = self._faults, f"{self._argument} (points)"
        if self._rounding > 0:
            message = "the points of the problem were rounded: make a Problem with all the people"
            faults.add("rounding", argument, message, self._rounding)
            return None
        if isinstance(points, Mapping):
            before = len(faults)
            places = positions_of(list(points), self._other, argument, "", faults).tolist()
            if len(faults) > before:
                return None
            row: list[Any] = [None] * self._other.size
            for place, number in zip(places, points.values(), strict=True):
                if not 0 <= place < self._other.size:
                    faults.add("id", argument, f"there is no such {self._other.role}", place)
                    return None
                row[place] = number
            points = row
        read = array_of(points, argument, faults)
        if read is None:
            return None
        values, missing = read
        if values.shape != (self._other.size,):
            message = f"must be one number for each of {self._other.size} {self._other.people}"
            faults.add("shape", argument, message, values.shape)
            return None
        out = np.zeros(values.shape, np.bool_) if missing is None else missing
        return self._whole_units(values, out, argument)

    def _whole_units(self, values: Any, out: Any, argument: str) -> Int64Array | None:
        """Points that are whole units."""
        if values.size == 0 or out.all():
            return np.full(values.shape, _core.FORBIDDEN, np.int64)
        if values.dtype.kind not in "iuf":
            self._faults.add("type", argument, "must be numbers", values.dtype.name)
            return None
        if values.dtype.kind == "f":
            out = out | (values == -np.inf)
        shown_values = np.where(out, 0, values)
        if values.dtype.kind == "f":
            units = np.rint(shown_values.astype(np.float64) * self._scale)
            back = (units / self._scale).astype(values.dtype)
            is_whole = (back == shown_values) & (np.abs(units) < _EXACT)
        else:
            is_whole = np.abs(shown_values.astype(np.float64)) * self._scale < _MOST_UNITS
            units = shown_values
        message = f"must be whole units, of which the problem has {self._scale} in a point"
        before = len(self._faults)
        self._faults.add_at(~is_whole, values, "units", argument, message)
        if len(self._faults) > before:
            return None
        whole = units.astype(np.int64)
        whole = whole if values.dtype.kind == "f" else whole * self._scale
        return np.where(out, _core.FORBIDDEN, whole)

    def _groups(self, groups: Any) -> list[int]:
        if isinstance(groups, (str, bytes, Mapping)) or not isinstance(groups, Iterable):
            argument = f"the groups of {self._argument}"
            raise wrong_type(self._function, argument, "a list of names or numbers", groups)
        argument = f"{self._argument} (groups)"
        found = [_group(self._side, self._rules, each, argument, self._faults) for each in groups]
        return [each for each in found if each is not None]

    def _key(self, label: Label, key: Any) -> Keys:
        """The keys of the side with one more."""
        keys, argument = self._people.keys[self._side], f"{self._argument} (key)"
        is_asked = keys.are_given and not self._of.by_key
        if (key is not None) != is_asked:
            message = "is for a problem that was given keys besides labels, and needed there"
            self._faults.add("key", argument, message, "none" if key is None else key)
            return keys
        if not keys.numbers.size and self._of.size:
            return keys
        drawn = key
        if key is None:
            drawn = self._of.size if label is None else Labels((label,)).keys()[0]
        more = read_keys([drawn], Side(self._of.people, 1), argument, self._faults)
        if more.numbers.size and more.numbers[0] in keys.numbers:
            message = "two people cannot share a key of the lottery"
            self._faults.add("duplicate", argument, message, drawn)
        texts = (*keys.texts, *more.texts) if keys.texts and more.texts else ()
        return Keys(np.append(keys.numbers, more.numbers), texts, keys.are_given)

    def _grown(self, label: Label, keys: Keys, units: Int64Array) -> People:
        """The people with one more."""
        of, place = self._of, self._of.size
        labels = of.labels
        if labels is not None:
            labels = Labels((*labels.values, place if of.named is None else label))
        grown = of._replace(size=place + 1, labels=labels, answers=None)
        arrivals = {**self._people.arrivals[self._side], place: units}
        return People(
            _put(self._people.sides, self._side, grown),
            _put(self._people.keys, self._side, keys),
            _named(self._people.names, self._side, label),
            _put(self._people.arrivals, self._side, arrivals),
        )


def _put(both: tuple[Any, Any], side: int, value: Any) -> tuple[Any, Any]:
    return (value, both[1]) if side == 0 else (both[0], value)


def _named(names: Names, side: int, label: Label) -> Names:
    """Names with one more, where the side has some."""
    own = (names.mentee, names.mentor)[side]
    if not own:
        return names
    called = (*own, "" if label is None else shown(label))
    return replace(names, mentee=called) if side == 0 else replace(names, mentor=called)
