"""Assigning the rows of a cost table to its columns, with the prices that prove the total."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.data.arrays import read_only
from pairwell.matching.costs import read_costs, read_sparse_costs, refuse_reals
from pairwell.matching.faults import check_time_limit, raise_fault
from pairwell.matching.matching import Verdict
from pairwell.matching.numeric_table import Rows, is_sparse
from pairwell.matching.value import Int64Array, Value

_CELLS_AT_ONCE = 1 << 22


@dataclass(frozen=True, eq=False, repr=False)
class Assignment(Value):
    """Rows with their columns and the prices that prove the total to be the best; a frozen value.

    For every admissible pair, the cost less the prices of its row and its column is at least 0 (at
    most 0 where maximised), and 0 for assigned pairs. On the longer side, the price of what is left
    over is 0 and no price is above 0 (below 0 where maximised).

    Examples
    --------
    >>> import pairwell as pw
    >>> assignment = pw.assign([[4, 1, 3], [2, 0, 5]])
    >>> assignment.rows.tolist(), assignment.columns.tolist(), assignment.total
    ([0, 1], [1, 0], 3)
    """

    costs: npt.NDArray[Any] | Rows
    """The table as the engine read it: what was given, not a copy, where it could be read."""
    maximise: bool
    status: _core.Status
    """OPTIMAL, INFEASIBLE, CANCELLED or TIME_LIMIT; all arrays are empty unless optimal."""
    rows: Int64Array
    """The assigned rows, rising."""
    columns: Int64Array
    """The column of each."""
    row_prices: npt.NDArray[Any]
    column_prices: npt.NDArray[Any]
    unassignable: Int64Array
    """Where infeasible: positions on the shorter side that have too few partners between them."""

    def __post_init__(self) -> None:
        for name in ("rows", "columns", "row_prices", "column_prices", "unassignable"):
            array = np.asarray(getattr(self, name))
            if array.flags.writeable:
                object.__setattr__(self, name, read_only(array.copy()))

    @property
    def pair_costs(self) -> npt.NDArray[Any]:
        """The cost of each pair, in the order of `rows`."""
        return _pick(self.costs, self.rows, self.columns)

    @property
    def total(self) -> float:
        """The sum of the costs: exact for whole numbers, correctly rounded for others."""
        costs = self.pair_costs.tolist()
        return math.fsum(costs) if self.pair_costs.dtype.kind == "f" else sum(costs)

    def verify(self) -> Verdict:
        """Checks the pairs and the prices against the table without trusting the solver.

        Whole numbers are compared exactly, others up to the rounding of as many sums as there are
        pairs.
        """
        failures = tuple(_failures(self))
        return Verdict(not failures, failures)

    def __repr__(self) -> str:
        return f"<Assignment: {self.status.name.lower()}, {len(self.rows)} pairs, {self.total:g}>"


def assign(
    costs: Any,
    *,
    maximise: bool = False,
    threads: int = 1,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> Assignment:
    """Assigns rows to columns one to one at the least total, and proves it.

    Parameters
    ----------
    costs
        A table of numbers, or a sparse one whose entries (0 among them) are the admissible pairs.
        An infinite cost of the losing sign forbids its pair.
    maximise
        True: the greatest total.
    threads
        How many read a dense table at the same time; 0: as many as the machine can. Nothing in the
        result depends on it.
    progress
        Called at most every 40 ms as ``progress(stage, done, total)``. What it raises comes out of
        this call, and False asks to stop, which gives an assignment of status CANCELLED.
    time_limit
        Seconds, after which the assignment has status TIME_LIMIT and no pairs.

    Returns
    -------
    Assignment
        Its status says how the call ended. That no assignment avoids every forbidden pair is a
        status, not an error.

    Raises
    ------
    InvalidInput
        For NaN, an infinity of the winning sign, a table that is not of two dimensions, whole
        numbers so large that sums could leave 64 bits, and a negative number of threads.
    TypeError
        For complex numbers, objects, texts and dates.

    Examples
    --------
    >>> import pairwell as pw
    >>> assignment = pw.assign([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    >>> assignment
    <Assignment: optimal, 3 pairs, 5>
    >>> assignment.columns.tolist()
    [1, 0, 2]
    >>> assignment.verify()
    <Verdict: holds>
    """
    check_time_limit("assign", time_limit)
    table: npt.NDArray[Any] | Rows
    if is_sparse(costs):
        table, _ = read_sparse_costs(costs, "assign", "costs", drop_zeros=False)
    else:
        table = read_costs(costs, "assign", "costs")
    cost = table.cost if isinstance(table, Rows) else table
    if cost.dtype.kind == "u":
        raise_fault("assign", "range", "costs", "a cost is less than 2^63", cost.max())
    try:
        found = _core_assign(
            table, maximise=maximise, threads=threads, progress=progress, time_limit=time_limit
        )
    except _core.InvalidInput:
        refuse_reals(cost, maximise, "assign", "costs")
        raise
    return Assignment(table, maximise, *found)


def _core_assign(table: npt.NDArray[Any] | Rows, **options: Any) -> tuple[Any, ...]:
    if isinstance(table, Rows):
        return _core.assign_rows(
            table.shape[1], table.row_start, table.column, table.cost, prices=True, **options
        )
    return _core.assign_table(table, **options)


def _pick(
    costs: npt.NDArray[Any] | Rows, rows: Int64Array, columns: Int64Array
) -> npt.NDArray[Any]:
    """The costs of pairs; of a sparse table, only of pairs that it has."""
    picked: npt.NDArray[Any]
    if isinstance(costs, Rows):
        picked = costs.cost[costs.places(rows, columns)]
    else:
        picked = costs[rows, columns]
    return picked


def _exact(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Numbers in a type whose sums hold: int64 or float64."""
    return numbers.astype(np.float64 if numbers.dtype.kind == "f" else np.int64, copy=False)


def _failures(assignment: Assignment) -> Iterator[str]:
    """What is wrong with an assignment, a full sentence each."""
    if assignment.status is _core.Status.INFEASIBLE:
        yield from _wrong_proof(assignment)
    elif assignment.status is not _core.Status.OPTIMAL:
        yield "the call was stopped, so there is nothing to check."
    else:
        wrong = list(_wrong_pairs(assignment)) or list(_wrong_sizes(assignment))
        yield from wrong or _wrong_prices(assignment)


def _wrong_pairs(assignment: Assignment) -> Iterator[str]:
    """Whether every row or every column is in one pair, and each pair may be."""
    shape, rows, columns = assignment.costs.shape, assignment.rows, assignment.columns
    if not len(rows) == len(columns) == min(shape):
        yield f"there are {len(rows)} rows and {len(columns)} columns, not {min(shape)} pairs."
        return
    for name, side, size in (("row", rows, shape[0]), ("column", columns, shape[1])):
        if len(np.unique(side)) < len(side):
            yield f"a {name} is in two pairs."
        if np.any((side < 0) | (side >= size)):
            yield f"a {name} is outside the table."
            return
    costs = assignment.pair_costs
    if len(costs) < len(rows) or not np.isfinite(costs).all():
        yield "a pair is forbidden."


def _wrong_sizes(assignment: Assignment) -> Iterator[str]:
    """Whether every row and column has a price, so small that exact sums fit."""
    prices = (assignment.row_prices, assignment.column_prices)
    for name, side, size in zip(("row", "column"), prices, assignment.costs.shape, strict=True):
        if len(side) != size:
            yield f"there are {len(side)} {name} prices for {size} {name}s."
        elif not (np.abs(side.astype(np.float64)) <= 2.0**61).all() and side.dtype.kind != "f":
            yield f"a {name} price is beyond 2^61."
        elif not np.isfinite(side).all():
            yield f"a {name} price is not finite."


def _wrong_prices(assignment: Assignment) -> Iterator[str]:
    """Whether the prices prove that no other assignment is better."""
    sign = -1 if assignment.maximise else 1
    row_prices, column_prices = _exact(assignment.row_prices), _exact(assignment.column_prices)
    allowed = _rounding(assignment)
    for rows, columns, costs in _blocks(assignment.costs):
        left = sign * (_exact(costs) - row_prices[rows] - column_prices[columns])
        if (left < -allowed).any():
            yield "a pair costs less than its prices, so the total need not be the best."
            break
    left = _exact(assignment.pair_costs)
    left = left - row_prices[assignment.rows] - column_prices[assignment.columns]
    if (np.abs(left) > allowed).any():
        yield "an assigned pair does not cost its prices."
    shape = assignment.costs.shape
    if shape[0] == shape[1]:
        return
    is_tall = shape[0] > shape[1]
    prices = sign * (row_prices if is_tall else column_prices)
    over = np.ones(len(prices), np.bool_)
    over[assignment.rows if is_tall else assignment.columns] = False
    name = "row" if is_tall else "column"
    if (prices > allowed).any():
        yield f"a {name} price has the wrong sign."
    if (np.abs(prices[over]) > allowed).any():
        yield f"a {name} that is left over has a price."


def _rounding(assignment: Assignment) -> float:
    """How far sums of these costs can be out by rounding; 0 for whole numbers."""
    costs = assignment.costs.cost if isinstance(assignment.costs, Rows) else assignment.costs
    if costs.dtype.kind != "f":
        return 0
    largest = max(
        float(np.max(np.abs(numbers), where=np.isfinite(numbers), initial=0))
        for numbers in (costs, assignment.row_prices, assignment.column_prices)
    )
    sums = int(min(assignment.costs.shape)) + 1
    return 4 * float(np.finfo(np.float64).eps) * sums * largest


def _blocks(costs: npt.NDArray[Any] | Rows) -> Iterator[tuple[Any, Any, npt.NDArray[Any]]]:
    """All pairs with their costs, some rows at a time: places for rows, for columns, and costs."""
    if isinstance(costs, Rows):
        yield costs.row, costs.column, costs.cost
        return
    step = max(1, _CELLS_AT_ONCE // max(1, costs.shape[1]))
    for first in range(0, costs.shape[0], step):
        rows = np.arange(first, min(first + step, costs.shape[0]))[:, np.newaxis]
        yield rows, slice(None), costs[first : first + step]


def _wrong_proof(assignment: Assignment) -> Iterator[str]:
    """Whether positions on the shorter side really have too few partners between them."""
    shape = assignment.costs.shape
    is_tall = shape[0] > shape[1]
    group = np.unique(assignment.unassignable)
    if not len(group) or not 0 <= group[0] <= group[-1] < min(shape):
        yield "the proof names no position, or one outside the table."
        return
    if isinstance(assignment.costs, Rows):
        sides = assignment.costs.row, assignment.costs.column
        mine, partners = sides[::-1] if is_tall else sides
        is_pair = np.isin(mine, group) & np.isfinite(assignment.costs.cost)
        count = len(np.unique(partners[is_pair]))
    else:
        costs = assignment.costs[:, group] if is_tall else assignment.costs[group]
        count = int(np.isfinite(costs).any(axis=int(is_tall)).sum())
    if count >= len(group):
        yield f"the {len(group)} positions that the proof names have {count} partners."
