"""Reads the previous pairs of an objective: an earlier matching, positions, or texts as keys."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.faults import Faults
from pairwell.matching.frames import is_frame, is_table, read_values
from pairwell.matching.matching import Gone, Matching
from pairwell.matching.problem import Problem
from pairwell.matching.problem_input import add_unclear, by_name, read_pairs
from pairwell.matching.value import Int64Array


class Previous(NamedTuple):
    """Previous pairs as positions in a problem (k x 2), and those of people who are not in it."""

    pairs: Int64Array
    gone: Gone = ()


def read_previous(value: Any, problem: Problem, column: str, faults: Faults) -> Previous:
    """Find the people of previous pairs in a problem."""
    if isinstance(value, Matching):
        return _of_matching(value, problem, column, faults)
    none = Previous(np.empty((0, 2), np.int64))
    if value is None or isinstance(getattr(value, "matching", None), Matching):
        message = "previous pairs are a Matching or pairs (k x 2)"
        advice = (
            "; leave the stage out where there are none" if value is None else "; give .matching"
        )
        faults.add("type", column, message + advice, type(value).__name__)
        return none
    if is_table(value):
        value = by_name(value, "mentee", "mentor")
    if is_frame(value) and _could_be_keys(value, problem, column, faults):
        return none
    rows = _rows_with_texts(value)
    if rows is None:
        return Previous(read_pairs(value, column, faults))
    return _of_rows(rows, problem, column, faults)


def _of_matching(matching: Matching, problem: Problem, column: str, faults: Faults) -> Previous:
    try:
        pairs, gone = _core.previous_pairs(
            matching.problem._core, matching._to_core(), problem._core
        )
    except _core.InvalidInput as error:
        for finding in error.findings:
            faults.add(finding.rule, column, finding.message, finding.value)
        return Previous(np.empty((0, 2), np.int64))
    return Previous(pairs, tuple((mentee, mentor) for mentee, mentor in gone.tolist()))


def _could_be_keys(frame: Any, problem: Problem, column: str, faults: Faults) -> bool:
    """Whether whole numbers in a frame could be positions or keys; a fault for each such column."""
    before = len(faults)
    names = problem._names
    keys = (problem.mentee_keys, names.mentee), (problem.mentor_keys, names.mentor)
    for place, (numbers, texts) in enumerate(keys if frame.shape[1] == 2 else ()):
        people = frame.iloc[:, place].tolist()
        is_text = any(isinstance(person, str) for person in people)
        if people and numbers.size and not texts and not is_text:
            add_unclear(("mentees", "mentors")[place], people, column, faults)
    return len(faults) > before


def _rows_with_texts(value: Any) -> list[tuple[Any, Any]] | None:
    """The rows of a table of k x 2 that holds a text; None for any other value."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return None
    is_set = isinstance(value, (set, frozenset))
    try:
        if is_table(value):
            value = read_values(value)[0]
        table = np.asarray(list(value) if is_set else value, dtype=object)
    except ValueError:
        return None
    if table.ndim != 2 or table.shape[1] != 2:
        return None
    if not any(isinstance(part, str) for part in table.flat):
        return None
    rows = [(mentee, mentor) for mentee, mentor in table.tolist()]
    return sorted(rows, key=str) if is_set else rows


def _of_rows(
    rows: list[tuple[Any, Any]], problem: Problem, column: str, faults: Faults
) -> Previous:
    sides = [
        _Side("mentee", problem.mentee_keys, problem.shape[0]),
        _Side("mentor", problem.mentor_keys, problem.shape[1]),
    ]
    found, gone = [], []
    seen = set()
    for row in rows:
        before = len(faults)
        places = [
            side.place_of(person, column, faults) for side, person in zip(sides, row, strict=True)
        ]
        if len(faults) > before:
            break
        if row in seen:
            faults.add("duplicate", column, "a previous pair appears twice", row)
        seen.add(row)
        if None in places:
            gone.append(row)
        else:
            found.append(places)
    return Previous(np.array(found, np.int64).reshape(-1, 2), tuple(gone))


class _Side:
    """Finds the people of one side."""

    def __init__(self, role: str, keys: npt.NDArray[np.uint64], people: int) -> None:
        self._role = role
        self._people = people
        self._place = {key: place for place, key in enumerate(keys.tolist())}
        self._can_be_told = bool(self._place) or people == 0

    def place_of(self, person: Any, column: str, faults: Faults) -> int | None:
        """The position of a person; None for one who is not in the problem."""
        if isinstance(person, str):
            if not self._can_be_told:
                message = f"a text is a {self._role}'s key, and the problem has no"
                faults.add("keys", column, f"{message} {self._role}_keys", person)
            return self._place.get(_core.lottery_key(person))
        is_position = isinstance(person, (int, np.integer)) and not isinstance(person, bool)
        if not is_position or not 0 <= person < self._people:
            message = f"a {self._role} is a text (the key) or a position from 0 to under"
            faults.add("id", column, f"{message} {self._people}", person)
            return None
        return int(person)
