"""Reads what a caller may give as groups: lists of members, or labels with ranges."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from pairwell.matching.faults import Faults
from pairwell.matching.problem_input import array_of, whole_numbers
from pairwell.matching.value import Int64Array

Group = tuple[str, Int64Array, int, int]
"""Name, positions of the members, and the least and the most pairs."""


def read_range(value: Any, column: str, faults: Faults) -> tuple[int, int]:
    """A (least, most) pair, or one number for the most."""
    if isinstance(value, (tuple, list, np.ndarray)):
        if len(value) != 2:
            faults.add("range", column, "a range is a (least, most) pair", value)
            return 0, 0
        least, most = value
    else:
        least, most = 0, value
    limits = [least, math.inf if most is None else most]
    ends = whole_numbers(limits, column, faults, limit=True)
    return (0, 0) if ends is None or ends.shape != (2,) else (int(ends[0]), int(ends[1]))


def _read_members(value: Any, people: int, column: str, faults: Faults) -> Int64Array:
    nobody = np.zeros(0, np.int64)
    members = array_of(
        sorted(value) if isinstance(value, (set, frozenset)) else value, column, faults
    )
    if members is not None and members.dtype == np.bool_:
        if members.shape != (people,):
            faults.add(
                "shape",
                column,
                f"a mask of members must have one entry for each of {people}",
                members.shape,
            )
            return nobody
        return np.flatnonzero(members)
    numbers = None if members is None else whole_numbers(members, column, faults)
    if numbers is not None and numbers.ndim != 1:
        faults.add("shape", column, "members must be a list of positions", numbers.shape)
        numbers = None
    return nobody if numbers is None else numbers


def _read_labels(labels: Any, ranges: Any, people: int, column: str, faults: Faults) -> list[Group]:
    """A group for each label that has a range; labels without one are free."""
    bearers: dict[object, list[int]] = {}
    listed = labels.tolist() if hasattr(labels, "tolist") else list(labels)
    if len(listed) != people:
        faults.add(
            "shape", column, f"there must be one label for each of {people} people", len(listed)
        )
        return []
    for person, label in enumerate(listed):
        bearers.setdefault(label, []).append(person)
    groups = []
    for label, given in ranges.items() if isinstance(ranges, Mapping) else enumerate(ranges):
        least, most = read_range(given, f"{column}[{label!r}]", faults)
        if label not in bearers:
            faults.add(
                "label",
                column,
                "a label has a range, and no person has the label: correct it or leave it out",
                label,
            )
            continue
        groups.append((str(label), np.array(bearers[label], np.int64), least, most))
    return groups


def read_groups(value: Any, people: int, column: str, faults: Faults) -> list[Group]:
    """Groups of one side, in any of the forms that `Problem` names."""
    if value is None:
        return []
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], (Mapping, list)):
        labels, ranges = value
        return _read_labels(labels, ranges, people, column, faults)
    if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
        faults.add(
            "type",
            column,
            "must be (labels, ranges) or a list of (members, (least, most))",
            type(value).__name__,
        )
        return []
    groups: list[Group] = []
    for index, entry in enumerate(value):
        where = f"{column}[{index}]"
        if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) not in (2, 3):
            faults.add(
                "type",
                where,
                "a group is (members, (least, most)) or (name, members, (least, most))",
                entry,
            )
        elif len(entry) == 2 and isinstance(entry[1], Mapping):
            labels, ranges = entry
            groups.extend(_read_labels(labels, ranges, people, where, faults))
        else:
            name, members, limits = entry if len(entry) == 3 else ("", *entry)
            least, most = read_range(limits, where, faults)
            groups.append((str(name), _read_members(members, people, where, faults), least, most))
    return groups
