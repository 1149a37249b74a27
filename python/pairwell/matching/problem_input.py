"""Reads what a caller may give as points, capacities, pairs and keys."""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.faults import Faults
from pairwell.matching.numeric_table import (
    Int32Array,
    Numbers,
    check_sides,
    is_sparse,
    read_array,
    read_rows,
    to_engine,
)
from pairwell.matching.value import Int64Array

_WHAT = "a table of mentees by mentors"


class Points(NamedTuple):
    """Points as given: a dense table, or the entries of compressed rows."""

    shape: tuple[int, int]
    values: Numbers
    row_start: Int64Array | None
    column: Int32Array | None
    mask: npt.NDArray[np.bool_] | None
    scale: int


def array_of(value: object, column: str, faults: Faults) -> npt.NDArray[Any] | None:
    """A value as an array, or a fault where it is ragged."""
    try:
        return np.asarray(value)
    except ValueError as error:
        faults.add("shape", column, f"cannot be read as an array: {error}")
        return None


def read_scale(scale: object, values: Numbers, faults: Faults) -> int:
    """The scale that is given, or 1 for whole numbers and 1000 for real ones."""
    if scale is None:
        return _core.DEFAULT_SCALE if values.dtype.kind == "f" else 1
    try:
        units = operator.index(scale)  # type: ignore[arg-type]
    except TypeError:
        units = 0
    if isinstance(scale, bool) or not 1 <= units < 2**62:
        faults.add(
            "scale",
            "scale",
            "a scale is a whole number of units in a point, from 1 to under 2^62",
            scale,
        )
        return 1
    return units


def read_numbers(values: Numbers, faults: Faults) -> Numbers:
    """Numbers of a type that the engine reads without a copy; other widths are widened once."""
    if values.dtype.kind not in "biuf":
        hint = " (give -inf for a forbidden pair)" if values.dtype.kind == "O" else ""
        faults.add("type", "points", f"points must be whole or real numbers{hint}", values.dtype)
        return np.zeros(values.shape, np.int64)
    if values.dtype.kind == "f" and values.dtype.itemsize not in (4, 8):
        return values.astype(np.float32 if values.dtype.itemsize == 2 else np.float64)
    return values if values.dtype.isnative else values.astype(values.dtype.newbyteorder("="))


def read_points(points: Any, scale: object, faults: Faults) -> Points:
    """The table of points; raises where not even its shape is known."""
    if is_sparse(points):

        def entries(values: Numbers) -> Numbers:
            return to_engine(read_numbers(values, faults))

        rows, _ = read_rows(points, "Problem", "points", _WHAT, entries, drop_zeros=False)
        units = read_scale(scale, rows.cost, faults)
        return Points(rows.shape, rows.cost, rows.row_start, rows.column, None, units)
    mask = None
    if isinstance(points, np.ma.MaskedArray):
        mask, points = np.ma.getmaskarray(points), points.data
    table = read_array(points, "Problem", "points", _WHAT)
    check_sides(table.shape, "Problem", "points")
    units = read_scale(scale, table, faults)
    values = read_numbers(table, faults)
    return Points((table.shape[0], table.shape[1]), values, None, None, mask, units)


def whole_numbers(
    value: object, column: str, faults: Faults, *, limit: bool = False
) -> Int64Array | None:
    """Whole numbers within 32 bits; where limit is true, None and infinity are "no limit"."""
    values = array_of(value, column, faults)
    if values is None:
        return None
    if limit and values.dtype == object:
        entries = [np.inf if entry is None else entry for entry in values.ravel().tolist()]
        values = np.array(entries).reshape(values.shape)
    if values.size == 0:
        return np.zeros(values.shape, np.int64)
    if values.dtype.kind not in "iuf":
        faults.add(
            "type", column, "must be whole numbers", value if values.ndim == 0 else values.dtype
        )
        return None
    before = len(faults)
    if values.dtype.kind == "f":
        if limit:
            values = np.where(values == np.inf, float(_core.NO_LIMIT), values)
        whole = np.isfinite(values) & (values == np.floor(values))
        faults.add_at(~whole, values, "whole", column, "must be a whole number")
    if len(faults) == before:
        too_large = (values > _core.NO_LIMIT) | (values < -_core.NO_LIMIT)
        faults.add_at(too_large, values, "range", column, f"must lie within {_core.NO_LIMIT} of 0")
    return values.astype(np.int64) if len(faults) == before else None


def read_limits(
    value: object, people: int, column: str, faults: Faults, *, is_most: bool
) -> Int64Array | None:
    """One whole number a person, from one for all or an array."""
    numbers = (
        np.asarray(_core.NO_LIMIT)
        if value is None and is_most
        else whole_numbers(value, column, faults, limit=is_most)
    )
    if numbers is None:
        return None
    if numbers.ndim == 0:
        return np.full(people, numbers, np.int64)
    if numbers.shape != (people,):
        faults.add(
            "shape",
            column,
            f"must be one number, or one for each of {people} people",
            numbers.shape,
        )
        return None
    return numbers


def read_capacity(value: Any, people: int, column: str, faults: Faults) -> Int64Array:
    """Ranges (people x 2); empty where every person has 0 to 1."""
    none = np.zeros((0, 2), np.int64)
    if type(value) is int and value == 1:
        return none
    least: Any = 0
    most: Any = value
    if isinstance(value, tuple):
        if len(value) != 2:
            message = (
                "a tuple is a (least, most) pair; give a list or an array for one limit a person"
            )
            faults.add("shape", column, message, value)
            return none
        least, most = value
    elif np.ndim(value) == 2:
        ranges = whole_numbers(value, column, faults, limit=True)
        if ranges is not None and ranges.shape != (people, 2):
            faults.add("shape", column, f"ranges must be a table of {people} x 2", ranges.shape)
            ranges = None
        if ranges is None:
            return none
        least, most = ranges[:, 0], ranges[:, 1]
    lower = read_limits(least, people, column, faults, is_most=False)
    upper = read_limits(most, people, column, faults, is_most=True)
    if lower is None or upper is None or (np.all(lower == 0) and np.all(upper == 1)):
        return none
    return np.column_stack((lower, upper))


def read_pairs(value: Any, column: str, faults: Faults) -> Int64Array:
    """Pairs (k x 2) of a mentee's and a mentor's position."""
    none = np.zeros((0, 2), np.int64)
    if value is None:
        return none
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    pairs = whole_numbers(value, column, faults)
    if pairs is None or pairs.size == 0:
        return none
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        faults.add("shape", column, "pairs must be an array of k x 2", pairs.shape)
        return none
    return pairs


def read_forbidden(
    value: Any, table: Points, faults: Faults
) -> tuple[npt.NDArray[np.bool_] | None, Int64Array]:
    """What is forbidden: a mask for a dense table, and pairs."""
    mask = table.mask
    if is_sparse(value):
        value = np.column_stack(value.nonzero()) if value.shape == table.shape else value.toarray()
    given = (
        None
        if value is None or isinstance(value, (set, frozenset))
        else array_of(value, "forbidden", faults)
    )
    if given is None or given.dtype != np.bool_:
        return mask, read_pairs(value, "forbidden", faults)
    if given.size == 0 and given.shape != table.shape:
        return mask, np.zeros((0, 2), np.int64)
    if given.shape != table.shape:
        faults.add(
            "shape",
            "forbidden",
            f"a mask must have the shape of the points, {table.shape}",
            given.shape,
        )
        return mask, np.zeros((0, 2), np.int64)
    if table.row_start is not None:
        return None, np.argwhere(given)
    return (given if mask is None else mask | given), np.zeros((0, 2), np.int64)


def read_keys(value: Any, column: str, faults: Faults) -> npt.NDArray[np.uint64]:
    """Keys of 64 bits: whole numbers as they are, texts by a hash."""
    keys = []
    for index, key in enumerate(() if value is None else value):
        if isinstance(key, str):
            keys.append(_core.lottery_key(key))
        elif isinstance(key, (int, np.integer)) and not isinstance(key, bool) and 0 <= key < 2**64:
            keys.append(int(key))
        else:
            faults.add(
                "key",
                f"{column}[{index}]",
                "a key is a text or a whole number from 0 to under 2^64",
                key,
            )
            keys.append(index)
    return np.array(keys, np.uint64)
