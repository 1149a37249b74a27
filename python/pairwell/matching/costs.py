"""Reads what a caller may give as costs, by the contracts of SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.matching.faults import raise_fault
from pairwell.matching.numeric_table import (
    Numbers,
    Rows,
    is_sparse,
    read_array,
    read_rows,
    to_engine,
)

_WHAT = "a matrix (2-D array)"


def read_costs(costs: Any, function: str, argument: str) -> Numbers:
    """Any table of costs that is not sparse, as the engine reads it."""
    if is_sparse(costs):
        raise_fault(function, "shape", argument, f"expected {_WHAT}, got a sparse one", costs)
    array = read_array(costs, function, argument, _WHAT)
    if array is not costs and array.dtype.kind not in "biuf":
        array = array.astype(np.float64)
    return to_engine(array)


def read_sparse_costs(
    costs: Any, function: str, argument: str, *, drop_zeros: bool
) -> tuple[Rows, int]:
    """A sparse table of costs as rows in order, and how many zeros were left out."""
    if not is_sparse(costs):
        raise TypeError("graph must be sparse")
    return read_rows(costs, function, argument, _WHAT, _entries, drop_zeros=drop_zeros)


def _entries(costs: Numbers) -> Numbers:
    """Costs of pairs as the engine reads them; those longer than float64 are rounded."""
    if costs.dtype.kind == "f" and costs.dtype.itemsize > 8:
        costs = costs.astype(np.float64)
    return to_engine(costs)


def refuse_reals(costs: Numbers, maximise: bool, function: str, argument: str) -> None:
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
            f"a cost is finite, or {'-inf' if maximise else 'inf'} for a forbidden pair",
            costs[place],
        )
