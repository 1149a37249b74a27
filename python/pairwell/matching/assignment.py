"""Assigning the rows of a cost table to its columns, with the prices that prove the total."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_options, whole
from pairwell.data.arrays import is_closed, read_only
from pairwell.data.shown import plural
from pairwell.matching.costs import read_costs, read_sparse_costs, refuse_reals
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Verdict
from pairwell.matching.numeric_table import Rows, is_read_in_place, is_sparse
from pairwell.matching.value import Int64Array, Value


@dataclass(frozen=True, eq=False, repr=False)
class Assignment(Value):
    """Rows with their columns and the prices that prove the total to be the best; a frozen value.

    For every admissible pair, the cost less the prices of its row and its column is at least 0 (at
    most 0 where maximised), and 0 for assigned pairs. On the longer side, the price of what is left
    over is 0 and no price is above 0 (below 0 where maximised). True where it is optimal.

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
            if not is_closed(array):
                object.__setattr__(self, name, read_only(array.copy()))

    @property
    def pair_costs(self) -> npt.NDArray[Any]:
        """The cost of each pair, in the order of `rows`."""
        return _pick(self.costs, self.rows, self.columns)

    @property
    def total(self) -> float:
        """The sum of the costs: exact for whole numbers, correctly rounded for others."""
        costs = self.pair_costs
        return sum_of_reals(costs.tolist()) if costs.dtype.kind == "f" else sum(costs.tolist())

    def verify(self) -> Verdict:
        """Checks the pairs and the prices against the table without trusting the solver.

        Every sum is exact, whatever the numbers. Whole numbers have to agree exactly, and the total
        of what holds is the best. Reals, in which the solver rounds, may be off by 2^-48 (n + 1)
        times the largest cost but infinity, for n pairs; the total of what holds is within 2^-46
        n (n + 1) times that cost of the best. How near it is, `gap` says.
        """
        failures = tuple(_wrong_form(self)) or tuple(_core.assignment_failures(*_parts(self)))
        return Verdict(not failures, failures)

    def gap(self) -> float:
        """How far the total is from the best at most, as the prices prove without the solver.

        0 where they prove it to be the best, as with whole numbers they do; reckoned exactly and
        rounded up. Infinity where they prove nothing.

        Examples
        --------
        >>> import pairwell as pw
        >>> pw.assign([[4.0, 1.0], [2.0, 0.5]]).gap()
        0.0
        """
        return math.inf if any(_wrong_form(self)) else _core.assignment_gap(*_parts(self))

    def __bool__(self) -> bool:
        return self.status is _core.Status.OPTIMAL

    def __repr__(self) -> str:
        told = [self.status.name.lower()]
        if self:
            told.append(plural(len(self.rows), "pair"))
            told.append(f"{self.total:g}" if self.pair_costs.dtype.kind == "f" else f"{self.total}")
        elif self.status is _core.Status.INFEASIBLE:
            count, is_tall = len(self.unassignable), self.costs.shape[0] > self.costs.shape[1]
            side, others = ("column", "rows") if is_tall else ("row", "columns")
            told.append(
                f"1 {side} has no {others[:-1]}"
                if count == 1
                else f"{count} {side}s have too few {others}"
            )
        return f"<Assignment: {', '.join(told)}>"


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
        Called at most every 20 ms as ``progress(stage, done, total)``: how many people of the
        shorter side have had a partner at once, and how many there are. What it raises comes out of
        this call, and False (Python's or NumPy's) asks to stop, which gives an assignment of status
        CANCELLED.
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
        For NaN, an infinity of the winning sign, a table that is not of two dimensions, costs so
        far apart that a price does not fit 64 bits, and a negative number of threads.
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
    check_options("assign", progress, time_limit, maximise=maximise)
    threads = whole("assign", "threads", threads, -1, 2**31)
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
    return Assignment(table, bool(maximise), *found)


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


def sum_of_reals(numbers: list[float]) -> float:
    """The nearest float to the sum, infinite where none is near."""
    try:
        return math.fsum(numbers)
    except OverflowError:  # of a part of the sum
        whole = sum(map(Fraction, numbers))
    try:
        return float(whole)
    except OverflowError:
        return math.inf if whole > 0 else -math.inf


def _wrong_form(assignment: Assignment) -> Iterator[str]:
    """What the engine would never give, in its form: types, dimensions, rows that do not rise."""
    costs = assignment.costs
    if not isinstance(assignment.status, _core.Status) or not isinstance(assignment.maximise, bool):
        yield "the status is none, or it is not said which total was wanted."
        return
    parts = _table_parts(costs)
    if parts is None:
        yield "the table is not one as the engine reads it."
        return
    price = np.float64 if parts[-1].dtype.kind == "f" else np.int64
    types = {"rows": np.int64, "columns": np.int64, "unassignable": np.int64}
    for name, dtype in {**types, "row_prices": price, "column_prices": price}.items():
        array = getattr(assignment, name)
        if array.ndim != 1 or array.dtype != dtype:
            yield f"{name} is not a row of {np.dtype(dtype)} numbers."
            return
    rows, columns = assignment.rows, assignment.columns
    if len(rows) != len(columns):
        yield f"there are {len(rows)} rows and {len(columns)} columns."
    elif np.any((rows < 0) | (rows >= costs.shape[0])):
        yield "a row is outside the table."
    elif np.any(rows[1:] <= rows[:-1]):
        yield "a row is in two pairs, or they do not rise."


def _table_parts(costs: object) -> tuple[Any, ...] | None:
    """A table as the engine takes it: its array, or columns, row starts, columns and costs."""
    if isinstance(costs, Rows):
        arrays = (costs.row_start, costs.column, costs.cost)
        fits = (
            all(isinstance(array, np.ndarray) and array.ndim == 1 for array in arrays)
            and all(array.flags.c_contiguous for array in arrays)
            and costs.row_start.dtype == np.int64
            and costs.column.dtype == np.int32
            and is_read_in_place(costs.cost)
            and isinstance(costs.shape, tuple)
            and all(isinstance(size, int) for size in costs.shape)
            and len(costs.shape) == 2
            and costs.shape[0] == len(costs.row_start) - 1
            and 0 <= costs.shape[1] < 2**31
        )
        return (costs.shape[1], *arrays) if fits else None
    fits = isinstance(costs, np.ndarray) and costs.ndim == 2 and is_read_in_place(costs)
    return (costs,) if fits else None


def _parts(assignment: Assignment) -> tuple[Any, ...]:
    """An assignment of the right form as the check takes it."""
    column_of_row = np.full(assignment.costs.shape[0], -1, np.int64)
    column_of_row[assignment.rows] = assignment.columns
    return (
        _table_parts(assignment.costs),
        assignment.maximise,
        assignment.status,
        column_of_row if assignment or len(assignment.rows) else assignment.rows,
        assignment.row_prices,
        assignment.column_prices,
        assignment.unassignable,
    )
