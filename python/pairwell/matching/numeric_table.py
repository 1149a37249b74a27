"""Reads a table of numbers that a caller gives: an array, or the entries of a sparse one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.frames import REAL, Mask, is_rounded, is_table, read_values
from pairwell.matching.labels import is_missing
from pairwell.matching.value import Int64Array, Value

Int32Array = npt.NDArray[np.int32]
Numbers = npt.NDArray[Any]

_MOST = np.iinfo(np.int64).max
_POSITIONS = 2**31

_ENGINE_TYPES = {
    np.dtype(given): np.dtype(taken)
    for given, taken in {
        **dict.fromkeys(("bool", "int8", "uint8", "int16", "uint16", "int32"), "int32"),
        **dict.fromkeys(("uint32", "int64", "longlong", "uint64", "ulonglong"), "int64"),
        **dict.fromkeys(("float16", "float32"), "float32"),
        "float64": "float64",
    }.items()
}
"""The type in which the engine takes numbers of a type unchanged."""

_READ_IN_PLACE = frozenset(_ENGINE_TYPES.values())


@dataclass(frozen=True, eq=False)
class Rows(Value):
    """Costs of the admissible pairs, in compressed rows; every other pair is forbidden."""

    shape: tuple[int, int]
    row_start: Int64Array
    """One more than there are rows."""
    column: Int32Array
    cost: Numbers

    @property
    def row(self) -> Int64Array:
        """The row of every entry."""
        return np.repeat(np.arange(self.shape[0]), np.diff(self.row_start))

    def places(self, rows: Int64Array, columns: Int64Array) -> Int64Array:
        """Where the entries of pairs stand; pairs that have none are left out."""
        listed = self.row * self.shape[1] + self.column
        wanted = rows * self.shape[1] + columns
        found = np.searchsorted(listed, wanted)
        known = found < len(listed)
        known[known] = listed[found[known]] == wanted[known]
        return found[known]


def is_read_in_place(costs: Numbers) -> bool:
    """Whether the engine reads these numbers where they lie."""
    return costs.dtype in _READ_IN_PLACE and costs.flags.aligned


def is_engine_type(dtype: np.dtype[Any]) -> bool:
    """Whether the engine takes numbers of a type, if need be in a copy."""
    return dtype.newbyteorder("=") in _ENGINE_TYPES


def to_engine(costs: Numbers) -> Numbers:
    """The same numbers as the engine reads them, copied only where it must be.

    Whole numbers of 64 bits without sign that are beyond int64 come back as they are.
    """
    if is_read_in_place(costs):
        return costs
    target = _ENGINE_TYPES.get(costs.dtype.newbyteorder("="))
    if target is None:
        raise TypeError(
            f"Cannot cast array data from {costs.dtype!r} to dtype('float64') "
            "according to the rule 'safe'"
        )
    if costs.dtype == np.uint64 and costs.size and costs.max() > _MOST:
        target = np.dtype(np.uint64)
    return costs.astype(target, copy=not costs.flags.aligned)


def is_sparse(costs: object) -> bool:
    """Whether this is a sparse table: something of SciPy's, or of its shape."""
    if isinstance(costs, np.ndarray) or is_table(costs):
        return False
    return hasattr(costs, "tocsr") or (
        hasattr(costs, "shape")
        and hasattr(costs, "data")
        and (hasattr(costs, "indptr") or (hasattr(costs, "row") and hasattr(costs, "col")))
    )


def refuse_objects(values: Numbers, argument: str, message: str, faults: Faults) -> None:
    """Notes what of an array is no number: its entries where they are objects, or else its type."""
    if values.ndim == 0 or values.dtype != object:
        faults.add("type", argument, message, values if values.ndim == 0 else values.dtype)
        return
    entries = values.ravel().tolist()
    rule, told = "type", entries
    places = [not is_missing(entry) and not isinstance(entry, REAL) for entry in entries]
    if any(places):
        told = [f"{each!r} (a text)" if isinstance(each, str) else repr(each) for each in entries]
    elif any(isinstance(entry, (float, np.floating)) for entry in entries):
        places = list(map(is_rounded, entries))
        rounded = f"is rounded beside real numbers: write it as float, or divide all {argument}"
        rule, message = ("range", rounded) if any(places) else (rule, message)
    else:
        places = [not is_missing(entry) and abs(entry) >= 2**63 for entry in entries]
        rule, message = ("range", "is beyond 64 bits") if any(places) else (rule, message)
    if not any(places):
        faults.add(rule, argument, message, values.dtype)
        return
    shown = np.fromiter(told, object, len(told)).reshape(values.shape)
    faults.add_at(np.reshape(places, values.shape), shown, rule, argument, message)


def read_array(table: Any, function: str, argument: str, what: str) -> tuple[Numbers, Mask | None]:
    """A table that is not sparse, as an array, and where it is missing a value, if it is.

    Its numbers are not looked at.

    Parameters
    ----------
    what
        What the argument must be, for the message of a table of another shape.

    Raises
    ------
    InvalidInput
        For a table that is ragged, or not of two dimensions.
    """
    try:
        array, missing = read_values(table)
    except (ValueError, TypeError):
        message = f"cannot be read as {what}: give rows of numbers, all of one length"
        raise_fault(function, "shape", argument, message, type(table).__name__)
        raise
    _check_shape(array.shape, function, argument, what)
    return array, missing


def read_rows(
    table: Any,
    function: str,
    argument: str,
    what: str,
    take: Callable[[Numbers], Numbers],
    *,
    drop_zeros: bool,
) -> tuple[Rows, int]:
    """A sparse table as rows in order, and how many zeros were left out.

    What appears twice is summed, as everywhere in SciPy; but whole numbers of any width are summed
    in 64 bits, where SciPy lets those of 8 bits wrap.

    Parameters
    ----------
    take
        Gives the entries in a type that the engine reads, as `to_engine` does, or refuses them.

    Raises
    ------
    InvalidInput
        For a table that is not of two dimensions, positions outside it, and sums beyond the type.
    """
    shape = tuple(int(size) for size in table.shape)
    _check_shape(shape, function, argument, what)
    check_sides(shape, function, argument)
    row_start, column, numbers = _parts(table, function, argument)
    column = _positions(column, shape[1], function, f"{argument} (columns)")
    row_start = _positions(row_start, column.size + 1, function, f"{argument} (row starts)")
    if row_start.size != shape[0] + 1:
        message = "there must be one row start more than rows"
        raise_fault(function, "row_start", argument, message, row_start.size)
    numbers = take(np.asarray(numbers))
    if numbers.dtype.kind == "u":
        raise_fault(function, "range", argument, "a number is less than 2^63", numbers.max())
    positions = np.ascontiguousarray(row_start, np.int64), np.ascontiguousarray(column, np.int32)
    try:
        *parts, zeros = _in_order(*positions, numbers, drop_zeros)
    except _core.InvalidInput as invalid:
        for each in invalid.findings:
            raise_fault(function, each.rule, each.column or argument, each.message, each.value)
        raise
    return Rows((shape[0], shape[1]), *parts), zeros


def _in_order(
    row_start: Int64Array, column: Int32Array, numbers: Numbers, drop_zeros: bool
) -> tuple[Any, ...]:
    """Rows in order with their sums, in a wider type where they need one."""
    wider = {np.dtype(np.int32): np.int64, np.dtype(np.float32): np.float64}.get(numbers.dtype)
    try:
        return _core.sorted_rows(
            row_start, column, np.ascontiguousarray(numbers), drop_zeros=drop_zeros
        )
    except _core.InvalidInput as invalid:
        if wider is None or invalid.findings[0].rule != "range":
            raise
    return _in_order(row_start, column, numbers.astype(wider), drop_zeros)


def _check_shape(shape: tuple[int, ...], function: str, argument: str, what: str) -> None:
    if len(shape) != 2:
        message = f"expected {what}, got a {len(shape)}-D array"
        raise_fault(function, "shape", argument, message, shape)


def check_sides(shape: tuple[int, ...], function: str, argument: str) -> None:
    """Raises InvalidInput for a table with a side that is too long for the engine."""
    if max(shape) >= _POSITIONS:
        raise_fault(function, "shape", argument, "a side has fewer than 2^31 positions", shape)


def _positions(numbers: Any, count: int, function: str, argument: str) -> Numbers:
    """Positions from 0 to under a count, of any type of whole numbers."""
    array = np.asarray(numbers)
    if array.ndim != 1 or (array.dtype.kind not in "iu" and array.size):
        raise_fault(function, "type", argument, "positions are a row of whole numbers", array.dtype)
    if array.size and not 0 <= array.min() <= array.max() < count:
        raise_fault(
            function,
            "id",
            argument,
            f"a position lies from 0 to under {count}",
            array.min() if array.min() < 0 else array.max(),
        )
    return array


def _from_pairs(
    row: Any, column: Any, cost: Any, rows: int, function: str, argument: str
) -> tuple[Any, Any, Any]:
    """Compressed rows of entries that stand in any order."""
    row = _positions(row, rows, function, f"{argument} (rows)")
    order = np.argsort(row, kind="stable")
    counts = np.bincount(row.astype(np.int64), minlength=rows)
    return np.concatenate(([0], np.cumsum(counts))), np.asarray(column)[order], cost[order]


def _parts(costs: Any, function: str, argument: str) -> tuple[Any, Any, Any]:
    """Row starts, columns and costs of a sparse table in any layout."""
    layout = getattr(costs, "format", "csr")
    if layout == "csr" and hasattr(costs, "indptr"):
        return costs.indptr, costs.indices, costs.data
    if layout == "bsr":
        costs = costs.tocoo(copy=False)
    elif layout != "coo" and hasattr(costs, "tocsr"):
        rows = costs.tocsr()
        return rows.indptr, rows.indices, rows.data
    if hasattr(costs, "indptr"):
        row, column = costs.indices, np.repeat(np.arange(costs.shape[1]), np.diff(costs.indptr))
    else:  # not by way of tocsr, which sums in the numbers' own type
        row, column = costs.row, costs.col
    return _from_pairs(row, column, np.asarray(costs.data), costs.shape[0], function, argument)
