"""Reads what a caller may give as pairs, or as a mask of the shape of the points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from pairwell.data.framed import Framed
from pairwell.matching.alignment import order_of
from pairwell.matching.capacity_input import by_name, whole_values
from pairwell.matching.faults import Faults
from pairwell.matching.frames import (
    Mask,
    as_table,
    column_of,
    entries_of,
    is_frame,
    is_table,
    names_of,
    read_values,
    without,
)
from pairwell.matching.labels import Side, positions_of
from pairwell.matching.numeric_table import Numbers, is_sparse
from pairwell.matching.points_table import Points, array_of
from pairwell.matching.value import Int64Array

_NO_PAIRS = np.zeros((0, 2), np.int64)
_NO_SIDES = (Side("mentees", 0), Side("mentors", 0))


def read_pairs(
    value: Any, argument: str, faults: Faults, sides: tuple[Side, Side] | None = None
) -> Int64Array:
    """Pairs (k x 2) of a mentee's and a mentor's position.

    Labels of the sides are found; a NumPy array of numbers goes by position.
    """
    value = columns_of(value)
    is_set = isinstance(value, (set, frozenset))
    if value is None or (hasattr(value, "__len__") and len(value) == 0):
        return _NO_PAIRS
    if sides and (sides[0].named or sides[1].named) and not is_numbers(value):
        return _of_labels(value, sides, argument, faults)
    if is_set:
        value = list(value)
    if is_table(value):
        value = by_name(value, "mentee", "mentor")
    elif isinstance(value, Mapping):
        return _of_labels(value, sides or _NO_SIDES, argument, faults)
    read = array_of(value, argument, faults)
    if read is None or read[0].size == 0:
        return _NO_PAIRS
    values, missing = read
    if values.ndim != 2 or values.shape[1] != 2:
        _add_no_pairs(values.shape, sides, argument, faults)
        return _NO_PAIRS
    if sides and values.dtype.kind in "OU":
        return _of_labels(values, sides, argument, faults)
    pairs = whole_values(values, missing, argument, faults)
    if pairs is None:
        return _NO_PAIRS
    return np.unique(pairs, axis=0) if is_set else pairs


def is_numbers(value: Any) -> bool:
    """Whether this is an array of NumPy's numbers, which goes by position."""
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"


def columns_of(value: Any) -> Any:
    """The columns of a result of this package by name; a table of Arrow; anything else as it is."""
    if isinstance(value, Framed):
        return {column.name: column.values for column in value._frame()}
    return as_table(value)


def _has_pairs(value: Any) -> bool:
    """Whether this has columns that are called mentee and mentor."""
    names = list(value) if isinstance(value, Mapping) else names_of(value)
    return names.count("mentee") == 1 == names.count("mentor")


def pair_columns(value: Any) -> tuple[list[Any], list[Any]] | None:
    """The mentees and the mentors of pairs, of whatever kind; None where they are none."""
    if isinstance(value, Mapping) or is_table(value):
        if _has_pairs(value):
            first, second = (entries_of(column_of(value, name)) for name in ("mentee", "mentor"))
            return (first, second) if len(first) == len(second) else None
        if isinstance(value, Mapping) or len(names_of(value)) != 2:
            return None
        first, second = names_of(value)
        if is_frame(value):
            return entries_of(value.iloc[:, 0]), entries_of(value.iloc[:, 1])
        return entries_of(column_of(value, first)), entries_of(column_of(value, second))
    rows = list(value) if isinstance(value, Iterable) else [value]
    if not all(isinstance(row, (tuple, list, np.ndarray)) and len(row) == 2 for row in rows):
        return None
    return [row[0] for row in rows], [row[1] for row in rows]


def _add_no_pairs(
    shape: object, sides: tuple[Side, Side] | None, argument: str, faults: Faults
) -> None:
    message = "pairs must be an array of k x 2"
    if sides and shape == (sides[0].size, sides[1].size):
        message += "; a mask of the shape of the points must be boolean, as by .astype(bool)"
    faults.add("shape", argument, message, shape)


def _of_labels(value: Any, sides: tuple[Side, Side], argument: str, faults: Faults) -> Int64Array:
    """Pairs with positions in the place of labels; none, and faults, where one names nobody."""
    columns = pair_columns(value)
    if columns is None:
        shape = np.shape(value) if isinstance(value, np.ndarray) else type(value).__name__
        _add_no_pairs(shape, sides, argument, faults)
        return _NO_PAIRS
    before = len(faults)
    message = "nobody of the points has this label: a pair is of a mentee and a mentor"
    found = [
        positions_of(entries, side, argument, f", {place}", faults, message)
        for place, (entries, side) in enumerate(zip(columns, sides, strict=True))
    ]
    if len(faults) > before:
        return _NO_PAIRS
    pairs = np.column_stack(found)
    return np.unique(pairs, axis=0) if isinstance(value, (set, frozenset)) else pairs


def read_pairs_or_mask(
    value: Any, argument: str, sides: tuple[Side, Side], faults: Faults
) -> tuple[Mask | None, Int64Array]:
    """What a mask of the shape of the points marks, or pairs."""
    shape = (sides[0].size, sides[1].size)
    if is_sparse(value):
        if not hasattr(value, "nonzero"):
            message = "must be an array of SciPy where it is sparse"
            faults.add("type", argument, message, type(value).__name__)
            return None, _NO_PAIRS
        if value.shape == shape:
            return None, np.column_stack(value.nonzero()).astype(np.int64)
        value = value.toarray()
    value = columns_of(value)
    if value is None or isinstance(value, (set, frozenset, Mapping)):
        return None, read_pairs(value, argument, faults, sides)
    labels: tuple[Any, Any] | None = None
    table = value
    if is_table(value):
        if _has_pairs(value):
            return None, read_pairs(value, argument, faults, sides)
        if names_of(value).count("mentee") == 1:
            table = without(value, "mentee")
            labels = (column_of(value, "mentee"), names_of(table))
        elif is_frame(value):
            labels = (value.index, value.columns)
        elif _are_mentors(names_of(value), sides[1]):
            labels = (None, names_of(value))
    try:
        given, missing = read_values(table)
    except (ValueError, TypeError):
        return None, read_pairs(value, argument, faults, sides)
    if given.dtype == np.bool_:
        return _read_mask(labels, given, missing, argument, sides, faults), _NO_PAIRS
    if _could_be_mask(value, given, sides):
        message = (
            f"a table of 0 and 1 with a row for each of the {shape[0]} mentees and a column for "
            "each of the 2 mentors could be a mask or pairs; for a mask give .astype(bool), "
            "for pairs give tuples, [(0, 1), (1, 0)]"
        )
        faults.add("mask", argument, message, given.shape)
        return None, _NO_PAIRS
    return None, read_pairs(value, argument, faults, sides)


def _are_mentors(names: list[str], mentors: Side) -> bool:
    """Whether the names of columns go by the labels of mentors.

    Where these are just keys, points came without labels, and columns may have names of their own.
    """
    if mentors.named is None:
        return False
    return not mentors.by_key or any(mentors.named.place_of(name) is not None for name in names)


def _could_be_mask(value: Any, given: Numbers, sides: tuple[Side, Side]) -> bool:
    """Whether numbers look like a mask, though they could be read as pairs, and nothing says so."""
    if given.ndim != 2 or given.shape[1] != 2 or given.dtype.kind not in "iuf":
        return False
    if isinstance(value, (list, tuple)) and all(isinstance(pair, tuple) for pair in value):
        return False
    if isinstance(value, np.ndarray) and value.dtype == np.int64 and not value.flags.writeable:
        return False  # Pairs as a problem and a matching give them.
    labels = sides[1].named
    is_shaped = given.shape == (sides[0].size, sides[1].size)
    is_like = is_shaped or (
        is_frame(value)
        and labels is not None
        and all(labels.place_of(name) is not None for name in value.columns)
    )
    return bool(is_like and given.size and np.isin(given, (0, 1)).all())


def _read_mask(
    labels: tuple[Any, Any] | None,
    mask: Mask,
    missing: Mask | None,
    argument: str,
    sides: tuple[Side, Side],
    faults: Faults,
) -> Mask | None:
    if missing is not None:
        nothing = np.broadcast_to(np.array("missing"), mask.shape)
        faults.add_at(missing, nothing, "missing", argument, "a mask has True or False everywhere")
        return None
    shape = (sides[0].size, sides[1].size)
    if mask.size == 0 and mask.shape != shape:
        return None
    if labels is not None:
        rows: Any = range(len(mask))
        if labels[0] is not None:
            rows = order_of(labels[0], sides[0], argument, faults)
        columns = order_of(labels[1], sides[1], argument, faults)
        if rows is None or columns is None:
            return None
        mask = mask[np.ix_(rows, columns)]
    if mask.shape != shape:
        message = f"a mask must have the shape of the points, {shape}"
        faults.add("shape", argument, message, mask.shape)
        return None
    return mask


def read_forbidden(
    value: Any, table: Points, sides: tuple[Side, Side], faults: Faults
) -> tuple[Mask | None, Int64Array]:
    """What is forbidden: a mask of a dense table, and pairs."""
    given, pairs = read_pairs_or_mask(value, "forbidden", sides, faults)
    if given is None or table.row_start is None:
        return given, pairs
    return None, np.argwhere(given)


def read_locked(value: Any, sides: tuple[Side, Side], faults: Faults) -> Int64Array:
    """Pairs that must be, of a mask too."""
    given, pairs = read_pairs_or_mask(value, "locked", sides, faults)
    return pairs if given is None else np.argwhere(given)
