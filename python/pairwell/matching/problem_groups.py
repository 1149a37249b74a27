"""Reads what a caller may give as groups: lists of members, or labels with ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.alignment import listed, order_of
from pairwell.matching.capacity_input import whole_numbers, whole_values
from pairwell.matching.faults import Faults
from pairwell.matching.frames import entries_of, is_series
from pairwell.matching.labels import Side, positions_of
from pairwell.matching.pairs_input import is_numbers
from pairwell.matching.points_table import array_of
from pairwell.matching.value import Int64Array

Group = tuple[str, Int64Array, int, int]
"""Name, positions of the members, and the least and the most pairs."""


def read_range(value: Any, argument: str, faults: Faults) -> tuple[int, int]:
    """A (least, most) pair, or one number for the most."""
    if isinstance(value, (tuple, list, np.ndarray)):
        if len(value) != 2:
            faults.add("range", argument, "a range is a (least, most) pair", value)
            return 0, 0
        least, most = value
    else:
        least, most = 0, value
    if type(least) is int and type(most) is int and max(abs(least), abs(most)) <= _core.NO_LIMIT:
        return least, most
    lower = whole_numbers(least, argument, faults)
    upper = whole_numbers(most, argument, faults, limit=True)
    if lower is None or upper is None:
        return 0, 0
    if lower.ndim or upper.ndim:
        faults.add("range", argument, "a range is a (least, most) pair", value)
        return 0, 0
    return int(lower), int(upper)


def _read_members(value: Any, side: Side, argument: str, faults: Faults) -> Int64Array:
    nobody = np.zeros(0, np.int64)
    if type(value) is np.ndarray and value.ndim == 1 and value.dtype.kind in "iu":
        positions = whole_values(value, None, argument, faults)
        return nobody if positions is None else positions
    is_row = isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))
    if side.named is not None and is_row and not is_numbers(value):
        entries = entries_of(value)
        if not entries or not all(isinstance(entry, (bool, np.bool_)) for entry in entries):
            before = len(faults)
            found = positions_of(entries, side, argument, "", faults)
            if len(faults) > before:
                return nobody
            return np.sort(found) if isinstance(value, (set, frozenset)) else found
    read = array_of(list(value) if isinstance(value, (set, frozenset)) else value, argument, faults)
    if read is None:
        return nobody
    members, missing = read
    if members.dtype == np.bool_:
        if missing is not None:
            message = "a mask of members has True or False for everybody"
            faults.add("missing", argument, message, int(missing.sum()))
            return nobody
        if is_series(value):
            order = order_of(value.index, side, argument, faults)
            if order is None:
                return nobody
            members = members[order]
        if members.shape != (side.size,):
            message = f"a mask of members must have one entry for each of {side.size}"
            faults.add("shape", argument, message, members.shape)
            return nobody
        return np.flatnonzero(members)
    if members.dtype.kind in "OU" and members.ndim == 1 and members.size:
        before = len(faults)
        found = positions_of(members.tolist(), side, argument, "", faults)
        return nobody if len(faults) > before else found
    if isinstance(value, (set, frozenset)):
        members = np.sort(members)
    numbers = whole_values(members, missing, argument, faults)
    if numbers is not None and numbers.ndim != 1:
        faults.add("shape", argument, "members must be a list of positions", numbers.shape)
        numbers = None
    return nobody if numbers is None else numbers


def _read_labels(
    labels: Any, ranges: Any, side: Side, argument: str, faults: Faults
) -> list[Group]:
    """A group for each label that has a range; labels without one, and nobody's, are free."""
    listed_labels = listed(labels, side, argument, faults)
    if listed_labels is None:
        return []
    if len(listed_labels) != side.size:
        message = f"there must be one label for each of {side.size} {side.people}"
        faults.add("shape", argument, message, len(listed_labels))
        return []
    bearers: dict[object, list[int]] = {}
    for person, label in enumerate(listed_labels):
        try:
            if label is not None:
                bearers.setdefault(label, []).append(person)
        except TypeError:
            message = "a label is a text or a number, or another value that has a hash"
            faults.add("type", f"{argument}[{person}]", message, type(label).__name__)
            return []
    groups = []
    for label, given in ranges.items() if hasattr(ranges, "items") else enumerate(ranges):
        least, most = read_range(given, f"{argument}[{label!r}]", faults)
        if label not in bearers:
            faults.add(
                "label",
                argument,
                "a label has a range, and no person has the label: correct it or leave it out",
                label,
            )
            continue
        members = np.array(bearers[label], np.int64)
        groups.append((_name_of(label, argument, faults), members, least, most))
    return groups


def _name_of(name: Any, argument: str, faults: Faults) -> str:
    """The name of a group as text that can be written."""
    text = str(name)
    try:
        text.encode()
    except UnicodeEncodeError:
        faults.add("name", argument, "the name of a group holds half of a character", ascii(text))
        return ""
    return text


def read_groups(value: Any, side: Side, argument: str, faults: Faults) -> list[Group]:
    """Groups of one side, in any of the forms that `Problem` names."""
    if value is None:
        return []
    if isinstance(value, tuple) and len(value) == 2 and _are_ranges(value[1]):
        labels, ranges = value
        return _read_labels(labels, ranges, side, argument, faults)
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        faults.add(
            "type",
            argument,
            "must be (labels, ranges) or a list of (members, (least, most))",
            type(value).__name__,
        )
        return []
    groups: list[Group] = []
    for index, entry in enumerate(value):
        where = f"{argument}[{index}]"
        if not _is_listed(entry) or len(entry) not in (2, 3):
            faults.add(
                "type",
                where,
                "a group is (members, (least, most)) or (name, members, (least, most))",
                entry,
            )
        elif len(entry) == 2 and _are_labelled(entry[1]):
            labels, ranges = entry
            groups.extend(_read_labels(labels, ranges, side, where, faults))
        else:
            name, members, limits = entry if len(entry) == 3 else ("", *entry)
            least, most = read_range(limits, where, faults)
            people = _read_members(members, side, where, faults)
            groups.append((_name_of(name, where, faults), people, least, most))
    return groups


# The usual types come first: to ask whether a value is of an abstract one takes a microsecond.
def _is_listed(entry: Any) -> bool:
    if isinstance(entry, (tuple, list)):
        return True
    return isinstance(entry, Sequence) and not isinstance(entry, str)


def _are_labelled(ranges: Any) -> bool:
    return not isinstance(ranges, tuple) and (isinstance(ranges, Mapping) or is_series(ranges))


def _are_ranges(value: Any) -> bool:
    return isinstance(value, (Mapping, list)) or is_series(value)
