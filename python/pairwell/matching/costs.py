"""Reads what a caller may give as costs, by the contracts of SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.numeric_table import (
    Numbers,
    Rows,
    is_sparse,
    read_array,
    read_rows,
    refuse_objects,
    to_engine,
)

_WHAT = "a matrix (2-D array)"


def read_costs(
    costs: Any, function: str, argument: str, *, as_scipy: bool = False
) -> Numbers | Rows:
    """Any table of costs that is not sparse, as the engine reads it.

    Where costs are missing, their pairs are forbidden, and the others come as rows.

    Parameters
    ----------
    as_scipy
        Whether arrays and lists are refused in SciPy's words, and objects are read as it does.
    """
    if is_sparse(costs):
        raise_fault(function, "shape", argument, f"expected {_WHAT}, got a sparse one", costs)
    if as_scipy and isinstance(costs, np.ndarray) and costs.dtype.kind not in "biuf":
        to_engine(costs)
    array, missing = read_array(costs, function, argument, _WHAT)
    if as_scipy and array.dtype.kind not in "biuf":
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError, OverflowError):
            raise_fault(function, "type", argument, "a cost is a number", type(costs).__name__)
    numbers = _entries(array, function, argument, as_scipy=as_scipy)
    if missing is None:
        return numbers
    row_start = np.concatenate(([0], np.cumsum((~missing).sum(axis=1))))
    column = np.nonzero(~missing)[1].astype(np.int32)
    return Rows((array.shape[0], array.shape[1]), row_start, column, numbers[~missing])


def read_sparse_costs(
    costs: Any, function: str, argument: str, *, drop_zeros: bool, as_scipy: bool = False
) -> tuple[Rows, int]:
    """A sparse table of costs as rows in order, and how many zeros were left out."""
    if not is_sparse(costs):
        raise TypeError("graph must be sparse")

    def entries(numbers: Numbers) -> Numbers:
        if numbers.dtype.kind == "f" and numbers.dtype.itemsize > 8:
            numbers = numbers.astype(np.float64)
        return _entries(numbers, function, argument, as_scipy=as_scipy)

    return read_rows(costs, function, argument, _WHAT, entries, drop_zeros=drop_zeros)


def _entries(numbers: Numbers, function: str, argument: str, *, as_scipy: bool) -> Numbers:
    """Numbers as the engine reads them; raises TypeError for what are none."""
    try:
        return to_engine(numbers)
    except TypeError:
        if as_scipy:
            raise
    faults = Faults()
    message = "must be whole or real numbers of at most 64 bits"
    refuse_objects(numbers, argument, message, faults)
    if faults[0].rule == "range":
        _core.throw_if_errors(function, faults)
    raise TypeError(f"{function}: {faults[0]}")


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
