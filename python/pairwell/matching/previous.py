"""Reads the previous pairs of an objective: an earlier matching, labels, positions, or keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pairwell import _core
from pairwell.matching.faults import Faults
from pairwell.matching.frames import is_frame
from pairwell.matching.labels import is_label, is_number, plain, shown, some
from pairwell.matching.matching import Matching
from pairwell.matching.pairs_input import columns_of, is_numbers, pair_columns, read_pairs
from pairwell.matching.people import NOWHERE, places_in
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import Gone
from pairwell.matching.value import Int64Array


class Previous(NamedTuple):
    """Previous pairs as positions in a problem (k x 2), and those of people who are not in it."""

    pairs: Int64Array
    gone: Gone = ()


_NONE = Previous(np.empty((0, 2), np.int64))


def read_previous(value: Any, problem: Problem, column: str, faults: Faults) -> Previous:
    """Find the people of previous pairs in a problem."""
    if isinstance(value, Matching):
        return _of_matching(value, problem, column, faults)
    if value is None or isinstance(getattr(value, "matching", None), Matching):
        message = "previous pairs are a Matching or pairs (k x 2)"
        advice = (
            "; leave the stage out where there are none" if value is None else "; give .matching"
        )
        faults.add("type", column, message + advice, type(value).__name__)
        return _NONE
    value = columns_of(value)
    if is_numbers(value):
        return Previous(read_pairs(value, column, faults))
    try:
        columns = pair_columns(value)
    except TypeError:
        columns = None
    if columns is None:
        return Previous(read_pairs(value, column, faults))
    sides = [_Side(problem, side) for side in (0, 1)]
    if is_frame(value):
        before = len(faults)
        for side, entries in zip(sides, columns, strict=True):
            side.refuse_unclear(entries, column, faults)
        if len(faults) > before:
            return _NONE
    numbers = all(is_number(plain(entry)) for entries in columns for entry in entries)
    if numbers and not any(side.takes_numbers for side in sides):
        return Previous(read_pairs(value, column, faults))
    rows = list(zip(*columns, strict=True))
    if isinstance(value, (set, frozenset)):
        rows.sort(key=str)
    return _of_rows(rows, sides, column, faults)


def _of_matching(matching: Matching, problem: Problem, column: str, faults: Faults) -> Previous:
    before = matching.problem
    places = []
    try:  # that the matching is of its problem, which finds everybody where they are
        pairs, _ = _core.previous_pairs(before._core, matching._to_core(), before._core)
    except _core.InvalidInput as error:
        for finding in error.findings:
            faults.add(finding.rule, column, finding.message, finding.value)
        return _NONE
    before_faults = len(faults)
    for side in (0, 1):
        places.append(places_in(problem, before, side, column, faults))
    if len(faults) > before_faults:
        return _NONE
    found = np.column_stack([places[side][pairs[:, side]] for side in (0, 1)])
    is_gone = (found == NOWHERE).any(axis=1)
    now = found[~is_gone]
    gone = pairs[is_gone]
    called = (before._called(side, gone[:, side].tolist()) for side in (0, 1))
    return Previous(now[np.lexsort((now[:, 1], now[:, 0]))], tuple(zip(*called, strict=True)))


def _of_rows(
    rows: Sequence[tuple[Any, Any]], sides: list[_Side], column: str, faults: Faults
) -> Previous:
    found, gone = [], []
    seen = set()
    for row in rows:
        before = len(faults)
        places = [
            side.place_of(plain(person), column, faults)
            for side, person in zip(sides, row, strict=True)
        ]
        if len(faults) > before:
            break
        if row in seen:
            told = " with ".join(map(shown, row))
            faults.add("duplicate", column, "a previous pair appears twice", told)
        seen.add(row)
        if None in places:
            gone.append(row)
        else:
            found.append(places)
    return Previous(np.array(found, np.int64).reshape(-1, 2), tuple(gone))


class _Side:
    """Finds the people of one side."""

    def __init__(self, problem: Problem, side: int) -> None:
        self._side = problem._parts.sides[side]
        keys = problem._parts.keys[side]
        self._by_key = keys.are_given
        self._has_numbers_for_keys = keys.are_given and keys.numbers.size and not keys.texts
        self._place = {key: place for place, key in enumerate(keys.numbers.tolist())}
        named = self._side.named
        self.takes_numbers = named is not None and named.hold_numbers

    def refuse_unclear(self, people: Sequence[Any], column: str, faults: Faults) -> None:
        """A fault for whole numbers in a frame that could be keys as well as positions."""
        is_told = self.takes_numbers or not self._has_numbers_for_keys
        if is_told or any(not is_number(plain(person)) for person in people) or not people:
            return
        message = (
            f"whole numbers in a frame could be positions or keys of the {self._side.people}; "
            ".to_numpy() of its two columns makes them positions"
        )
        faults.add("label", column, message, some(people))

    def place_of(self, person: Any, column: str, faults: Faults) -> int | None:
        """The position of a person; None for one who is not in the problem."""
        role, named = self._side.role, self._side.named
        if is_number(person) and not self.takes_numbers:
            if person == int(person) and 0 <= person < self._side.size:
                return int(person)
        elif is_label(person):
            place = None if named is None else named.place_of(person)
            if place is None and self._by_key and isinstance(person, str):
                place = self._place.get(_core.lottery_key(person))
            if place is not None or named is not None or self._by_key or self._side.size == 0:
                return place
            message = f"a text is the label or the key of a {role}, and the problem has none: give "
            faults.add("keys", column, f"{message}points with labels, or {role}_keys", person)
            return None
        message = f"a {role} is a label, a text (the key) or a position from 0 to under"
        faults.add("id", column, f"{message} {self._side.size}", person)
        return None
