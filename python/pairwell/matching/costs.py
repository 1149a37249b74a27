"""Reads what a caller may give as costs: a table, or the pairs of a sparse one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.matching import Value
from pairwell.matching.problem_input import Int64Array, raise_fault

Int32Array = npt.NDArray[np.int32]

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
    """Costs of the pairs that may be, in compressed rows; every other pair is forbidden."""

    shape: tuple[int, int]
    row_start: Int64Array
    """One more than there are rows."""
    column: Int32Array
    cost: npt.NDArray[Any]

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


def to_engine(costs: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same numbers as the engine reads them, copied only where it must be.

    Whole numbers of 64 bits without sign that are beyond int64 come back as they are.
    """
    if costs.dtype in _READ_IN_PLACE and costs.flags.aligned:
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
    if isinstance(costs, np.ndarray):
        return False
    return hasattr(costs, "tocsr") or (
        hasattr(costs, "shape")
        and hasattr(costs, "data")
        and (hasattr(costs, "indptr") or (hasattr(costs, "row") and hasattr(costs, "col")))
    )


def read_table(costs: Any, function: str, argument: str) -> npt.NDArray[Any]:
    """Any table of numbers as the engine reads it."""
    if is_sparse(costs):
        raise_fault(
            function, "shape", argument, "expected a matrix (2-D array), got a sparse one", costs
        )
    array = np.asarray(costs)
    if array is not costs and array.dtype.kind not in "biuf":
        array = np.asarray(costs, np.float64)
    if array.ndim != 2:
        raise_fault(
            function,
            "shape",
            argument,
            f"expected a matrix (2-D array), got a {array.ndim}-D array",
            array.shape,
        )
    return to_engine(array)


def refuse_reals(costs: npt.NDArray[Any], maximise: bool, function: str, argument: str) -> None:
    """Raises InvalidInput for the first number that no cost may be, if there is one."""
    if costs.dtype.kind != "f":
        return
    bad = np.isnan(costs) | (costs == (np.inf if maximise else -np.inf))
    if bad.any():
        place = tuple(np.argwhere(bad)[0].tolist())
        where = ", ".join(map(str, place))
        raise_fault(
            function,
            "finite",
            f"{argument}[{where}]",
            f"matrix contains invalid numeric entries: {int(bad.sum())}, first at [{where}]; "
            f"a cost is finite, or {'-inf' if maximise else 'inf'} for a pair that may not be",
            costs[place],
        )


def _positions(numbers: Any, count: int, function: str, argument: str) -> npt.NDArray[Any]:
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
    if hasattr(costs, "tocsr"):
        rows = costs.tocsr()
        return rows.indptr, rows.indices, rows.data
    if hasattr(costs, "indptr"):
        row, column = costs.indices, np.repeat(np.arange(costs.shape[1]), np.diff(costs.indptr))
    else:
        row, column = costs.row, costs.col
    return _from_pairs(row, column, np.asarray(costs.data), costs.shape[0], function, argument)


def read_rows(costs: Any, function: str, argument: str, *, drop_zeros: bool) -> tuple[Rows, int]:
    """A sparse table as rows in order, and how many zeros were left out.

    What stands twice is summed, as everywhere in SciPy.
    """
    if not is_sparse(costs):
        raise TypeError("graph must be sparse")
    shape = tuple(int(size) for size in costs.shape)
    if len(shape) != 2:
        raise_fault(function, "shape", argument, "expected a matrix (2-D), got another", shape)
    if max(shape) >= _POSITIONS:
        raise_fault(function, "shape", argument, "a side has fewer than 2^31 positions", shape)
    row_start, column, cost = _parts(costs, function, argument)
    column = _positions(column, shape[1], function, f"{argument} (columns)")
    row_start = _positions(row_start, column.size + 1, function, f"{argument} (row starts)")
    if row_start.size != shape[0] + 1:
        raise_fault(
            function, "row_start", argument, "row starts are one more than rows", row_start.size
        )
    cost = np.asarray(cost)
    if cost.dtype.kind == "f" and cost.dtype.itemsize > 8:
        cost = cost.astype(np.float64)
    cost = to_engine(cost)
    *parts, zeros = _core.sorted_rows(
        np.ascontiguousarray(row_start, np.int64),
        np.ascontiguousarray(column, np.int32),
        np.ascontiguousarray(cost),
        drop_zeros=drop_zeros,
    )
    return Rows((shape[0], shape[1]), *parts), zeros
