"""Reads what a caller may give as capacities: limits and ranges, one for all or one a person."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.alignment import in_order
from pairwell.matching.faults import Faults, warn_caller
from pairwell.matching.frames import (
    REAL,
    Mask,
    as_table,
    is_frame,
    is_series,
    is_table,
    names_of,
)
from pairwell.matching.labels import Side, is_blank, is_missing, some
from pairwell.matching.numeric_table import Numbers, refuse_objects
from pairwell.matching.points_table import array_of
from pairwell.matching.value import Int64Array

_NOTHING = np.zeros((0, 2), np.int64)


def whole_numbers(
    value: object, argument: str, faults: Faults, *, limit: bool = False
) -> Int64Array | None:
    """Whole numbers within 32 bits.

    Where limit is true, infinity and what is missing stand for "no limit".
    """
    read = array_of(value, argument, faults)
    return None if read is None else whole_values(*read, argument, faults, limit=limit)


def whole_values(
    values: Numbers, missing: Mask | None, argument: str, faults: Faults, *, limit: bool = False
) -> Int64Array | None:
    """The same, of an array and what is missing in it."""
    if values.size == 0:
        return np.zeros(values.shape, np.int64)
    message = "must be a whole number"
    if values.dtype.kind not in "iuf":
        refuse_objects(values, argument, message, faults)
        return None
    if missing is None and _are_within(values):
        return values.astype(np.int64)
    before = len(faults)
    if missing is not None and not limit:
        nothing = np.broadcast_to(np.array("missing"), values.shape)
        faults.add_at(missing, nothing, "missing", argument, message)
    if values.dtype.kind == "f":
        if limit:
            values = np.where(values == np.inf, float(_core.NO_LIMIT), values)
            message += ", or None where there is no limit"
        whole = np.isfinite(values) & (values == np.floor(values))
        faults.add_at(~whole, values, "whole", argument, message)
    if len(faults) == before:
        too_large = (values > _core.NO_LIMIT) | (values < -_core.NO_LIMIT)
        message = f"must lie within {_core.NO_LIMIT} of 0"
        faults.add_at(too_large, values, "range", argument, message)
    if len(faults) > before:
        return None
    numbers = values.astype(np.int64)
    return numbers if missing is None else np.where(missing, _core.NO_LIMIT, numbers)


def _are_within(values: Numbers) -> bool:
    """Whether these are whole numbers by their type, and all within 32 bits, mostly by it, too."""
    dtype = values.dtype
    if dtype.kind == "f":
        return False
    if dtype.itemsize <= (4 if dtype.kind == "i" else 2):
        return True
    return bool(values.min() >= -_core.NO_LIMIT and values.max() <= _core.NO_LIMIT)


def _read_limits(
    value: object, side: Side, argument: str, faults: Faults, *, is_most: bool
) -> Int64Array | None:
    """One whole number a person, from one for all or one for each, who are in order."""
    numbers = whole_numbers(value, argument, faults, limit=is_most)
    if numbers is None:
        return None
    if numbers.ndim == 0:
        return np.full(side.size, numbers, np.int64)
    if numbers.shape != (side.size,):
        faults.add(
            "shape",
            argument,
            f"must be one number, or one for each of {side.size} {side.people}",
            numbers.shape,
        )
        return None
    return numbers


def by_name(table: Any, *names: str) -> Any:
    """The columns of these names, in this order, if a table has them; else the whole table."""
    columns = names_of(table)
    if any(columns.count(name) != 1 for name in names):
        return table
    return table[list(names)] if is_frame(table) else table.select(list(names))


def read_capacity(value: Any, side: Side, argument: str, faults: Faults) -> Int64Array:
    """Ranges (people x 2); empty where every person has 0 to 1."""
    if type(value) is int and value == 1:
        return _NOTHING
    if isinstance(value, tuple):
        is_range = _is_range(value, side, argument, faults)
        ends = tuple(as_table(end) for end in value)
    else:
        is_range, ends = True, (as_table(value),)
    is_range = is_range and not any(_is_unclear(end, side, argument, faults) for end in ends)
    given = [in_order(end, side, argument, faults) for end in ends if is_range]
    if not given or None in given:
        return _NOTHING
    ordered = [each[0] for each in given if each is not None]
    if any(_is_silent(*both, side, argument, faults) for both in zip(ends, ordered, strict=True)):
        return _NOTHING
    if len(ordered) == 2:
        lower = _read_limits(ordered[0], side, argument, faults, is_most=False)
        upper = _read_limits(ordered[1], side, argument, faults, is_most=True)
    else:
        lower, upper = _read_ranges(_as_rows(ordered[0]), side, argument, faults)
    if lower is None or upper is None or (np.all(lower == 0) and np.all(upper == 1)):
        return _NOTHING
    if side.size > 1 and all(is_missing(end) or isinstance(end, REAL) for end in ends):
        least, most = int(lower[0]), int(upper[0])
        if not 0 <= least <= most:  # told once, where the engine would tell it of each person
            people = f"{side.size} {side.people}"
            message = f"for all {people} the least must be 0 or more and not above the most"
            faults.add("range", argument, message, f"{least} to {most}")
            return _NOTHING
    return np.column_stack((lower, upper))


def _is_unclear(table: Any, side: Side, argument: str, faults: Faults) -> bool:
    """Whether a table with labels does not say which column the limits are; a fault if so."""
    names = names_of(table) if is_table(table) else []
    others = [name for name in names if name != side.role]
    if len(names) - len(others) != 1 or len(others) == 1:
        return False
    if others.count("least") == 1 == others.count("most"):
        return False
    message = (
        f"a table has beside its column {side.role} the columns least and most, or one column of "
        "limits: leave the others out"
    )
    faults.add("column", argument, message, some(others))
    return True


def _is_silent(end: Any, answers: Any, side: Side, argument: str, faults: Faults) -> bool:
    """Whether somebody did not answer the question that a text names; a fault if so."""
    if not isinstance(end, str):
        return False
    silent = [place for place, answer in enumerate(answers) if is_blank(answer)]
    if silent:
        people = silent if side.labels is None else [side.labels.values[i] for i in silent]
        message = f"some of the {side.people} did not answer {end!r}: give a mapping of labels"
        faults.add("missing", argument, message, some(people))
    return bool(silent)


def _as_rows(limits: Any) -> Any:
    """A row of limits and ranges as a table of ranges, where any is a range."""
    is_row = isinstance(limits, list) or (is_series(limits) and limits.dtype == object)
    if not is_row or not any(isinstance(limit, tuple) for limit in limits):
        return limits
    return [limit if isinstance(limit, (tuple, list)) else (0, limit) for limit in limits]


def _read_ranges(
    value: Any, side: Side, argument: str, faults: Faults
) -> tuple[Int64Array | None, Int64Array | None]:
    """The least and the most of people who are in order."""
    none = np.zeros(side.size, np.int64)
    if not is_table(value) and getattr(value, "ndim", 1) != 2 and not _holds_rows(value):
        return none, _read_limits(value, side, argument, faults, is_most=True)
    table = by_name(value, "least", "most") if is_table(value) else value
    read = array_of(table, argument, faults)
    if read is None:
        return None, None
    values, missing = read
    mask = np.zeros(values.shape, np.bool_) if missing is None else missing
    if values.shape != (side.size, 2):
        faults.add("shape", argument, f"ranges must be a table of {side.size} x 2", values.shape)
        return None, None
    return (
        whole_values(values[:, 0], _any(mask[:, 0]), f"{argument} (least)", faults),
        whole_values(values[:, 1], _any(mask[:, 1]), f"{argument} (most)", faults, limit=True),
    )


def _any(mask: Mask) -> Mask | None:
    return mask if mask.any() else None


def _holds_rows(value: Any) -> bool:
    """Whether a list has rows in it."""
    return isinstance(value, list) and any(
        isinstance(row, (list, tuple, np.ndarray)) and np.ndim(row) > 0 for row in value
    )


def _is_range(value: tuple[Any, ...], side: Side, argument: str, faults: Faults) -> bool:
    """Whether a tuple is a (least, most) pair, and cannot well be the limits of two people."""
    if len(value) != 2:
        message = "a tuple is a (least, most) pair; give a list or an array for one limit a person"
        faults.add("shape", argument, message, value)
        return False
    least, most = ends = tuple[Any, ...](
        None if is_missing(end) else end.item() if isinstance(end, np.number) else end
        for end in value
    )
    is_number = all(end is None or isinstance(end, (int, float)) for end in ends)
    if side.size != 2 or not is_number or (least == 0 and most in (None, np.inf)):
        return True
    ways = (
        f"for one limit each give a list, [{least}, {most}]; "
        f"for a range each give both, [({least}, {most}), ({least}, {most})]"
    )
    is_backwards = None not in ends and not 0 <= least <= most
    if is_backwards or any(isinstance(end, np.number) for end in value):
        message = f"a tuple could be a (least, most) pair or the limits of two {side.people}: "
        faults.add("range", argument, message + ways, f"({least}, {most})")
        return False
    message = (
        f"{argument}=({least}, {most}) is read as the least and the most of both {side.people}"
    )
    warn_caller(UserWarning, f"Problem: {message}; {ways}")
    return True
