"""Assigning many tables in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_options, whole
from pairwell.data.arrays import is_closed, read_only
from pairwell.data.shown import plural
from pairwell.matching.assignment import Assignment, assign, sum_of_reals
from pairwell.matching.costs import read_costs, refuse_reals
from pairwell.matching.faults import raise_fault
from pairwell.matching.numeric_table import (
    Numbers,
    Rows,
    is_engine_type,
    is_read_in_place,
    to_engine,
)
from pairwell.matching.value import Int64Array, Value

_STATUSES = (
    _core.Status.OPTIMAL,
    _core.Status.INFEASIBLE,
    _core.Status.CANCELLED,
    _core.Status.TIME_LIMIT,
)
_NAME = "assign_batch"
_EXACT = 2**53
"""Whole numbers beyond it are rounded beside real ones."""


@dataclass(frozen=True, eq=False, repr=False)
class AssignmentBatch(Value):
    """What `assign_batch` found for each table; a frozen value, true where every table is optimal.

    Its arrays have a line for each table, as long as the longest one needs: where a table has fewer
    rows or columns, -1 and prices of 0 fill its line. `batch[i]` is the `Assignment` of a table,
    with its proof; where prices were not asked for, that table is solved again.

    Examples
    --------
    >>> import pairwell as pw
    >>> batch = pw.assign_batch([[[4, 1], [2, 0]], [[1, 2, 3], [3, 1, 2]]])
    >>> batch.columns
    array([[1, 0],
           [0, 1]])
    >>> batch.totals, batch[1].verify()
    ([3, 2], <Verdict: holds>)
    """

    tables: npt.NDArray[Any] | tuple[npt.NDArray[Any], ...]
    """As the engine read them: what was given, not a copy, where it could be read."""
    maximise: bool
    columns: Int64Array
    """The column of each row of each table; -1 for a row without one, and unless optimal."""
    row_prices: npt.NDArray[Any] | None
    """None unless asked for."""
    column_prices: npt.NDArray[Any] | None
    status: tuple[_core.Status, ...]
    """Of each table; CANCELLED or TIME_LIMIT where its turn did not come."""
    unassignable: Mapping[int, Int64Array]
    """Of each infeasible table: positions on the shorter side that have too few partners."""

    def __post_init__(self) -> None:
        for name in ("columns", "row_prices", "column_prices"):
            given = getattr(self, name)
            if given is not None and not is_closed(array := np.asarray(given)):
                object.__setattr__(self, name, read_only(array.copy()))

    @property
    def totals(self) -> list[int | float | None]:
        """The sum of the costs of each table, as `Assignment.total`; None unless optimal."""
        return [self._total(table) for table in range(len(self))]

    def _total(self, table: int) -> int | float | None:
        if self.status[table] is not _core.Status.OPTIMAL:
            return None
        costs, rows, columns = self._pairs(table)
        picked = costs[rows, columns].tolist()
        return sum_of_reals(picked) if costs.dtype.kind == "f" else sum(picked)

    def _pairs(self, table: int) -> tuple[Numbers, Int64Array, Int64Array]:
        rows = np.flatnonzero(self.columns[table] >= 0)
        return self.tables[table], rows, self.columns[table, rows]

    def __len__(self) -> int:
        return len(self.tables)

    def __iter__(self) -> Iterator[Assignment]:
        return (self[table] for table in range(len(self)))

    def __getitem__(self, table: int) -> Assignment:
        if not -len(self) <= table < len(self):
            raise IndexError(f"there is no table {table} among {len(self)}")
        table %= len(self)
        status, costs = self.status[table], self.tables[table]
        if self.row_prices is None or self.column_prices is None:
            if status is _core.Status.OPTIMAL:
                return assign(costs, maximise=self.maximise)
            prices = np.empty(0, np.float64 if costs.dtype.kind == "f" else np.int64)
            row_prices, column_prices = prices, prices
        elif status is _core.Status.OPTIMAL:
            row_prices = self.row_prices[table, : costs.shape[0]]
            column_prices = self.column_prices[table, : costs.shape[1]]
        else:
            row_prices, column_prices = self.row_prices[table, :0], self.column_prices[table, :0]
        _, rows, columns = self._pairs(table)
        unassignable = self.unassignable.get(table, np.empty(0, np.int64))
        return Assignment(
            costs, self.maximise, status, rows, columns, row_prices, column_prices, unassignable
        )

    def __bool__(self) -> bool:
        return all(status is _core.Status.OPTIMAL for status in self.status)

    def __repr__(self) -> str:
        told = [plural(len(self), "table")]
        for status in _STATUSES:
            if count := self.status.count(status):
                told.append(f"{count} {status.name.lower().replace('_', ' ')}")
        return f"<AssignmentBatch: {', '.join(told)}>"


def assign_batch(
    tables: Any,
    *,
    maximise: bool = False,
    prices: bool = False,
    threads: int = 1,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> AssignmentBatch:
    """Assigns the rows of each table to its columns, as `assign` does for one.

    For thousands of small tables: the call and its result cost next to nothing a table.

    Parameters
    ----------
    tables
        An array of three dimensions, or some tables of two, of any shapes. An infinite cost of the
        losing sign forbids its pair. Tables of whole and of real numbers are all read as real.
    maximise
        True: the greatest totals.
    prices
        Whether the result holds the prices that prove the totals.
    threads
        How many tables are solved at the same time; 0: as many as the machine can. Nothing in the
        result depends on it.
    progress
        Called at most every 20 ms as ``progress(stage, done, total)``, which count tables. What it
        raises comes out of this call; False (Python's or NumPy's) asks to stop.
    time_limit
        Seconds, after which no further table is solved. A call that is stopped keeps what it found:
        the tables that are left have status CANCELLED or TIME_LIMIT.

    Returns
    -------
    AssignmentBatch
        That a table has no assignment is its status, not an error.

    Raises
    ------
    InvalidInput
        For what `assign` refuses, with the position of the first such table.
    TypeError
        For complex numbers, objects, texts and dates.

    Examples
    --------
    >>> import numpy as np
    >>> import pairwell as pw
    >>> tables = np.random.default_rng(7).random((1000, 5, 5))
    >>> batch = pw.assign_batch(tables, threads=2)
    >>> batch
    <AssignmentBatch: 1000 tables, 1000 optimal>
    >>> batch.columns.shape
    (1000, 5)
    """
    check_options(_NAME, progress, time_limit, maximise=maximise, prices=prices)
    threads = whole(_NAME, "threads", threads, -1, 2**31)
    options: dict[str, Any] = {
        "maximise": maximise,
        "prices": prices,
        "threads": threads,
        "progress": progress,
        "time_limit": time_limit,
    }
    read = _read(tables)
    try:
        if isinstance(read, tuple):
            found = _core.assign_batch_of(list(read), **options)
        else:
            found = _core.assign_batch(read, **options)
    except _core.InvalidInput:
        for place, table in enumerate(read):
            refuse_reals(table, maximise, _NAME, f"tables[{place}]")
        raise
    codes, columns, row_prices, column_prices, unassignable = found
    status = tuple(map(_STATUSES.__getitem__, codes.tolist()))
    return AssignmentBatch(
        read, bool(maximise), columns, row_prices, column_prices, status, unassignable
    )


def _read(tables: Any) -> Numbers | tuple[Numbers, ...]:
    """A stack of tables, or several of one type, as the engine reads them."""
    if type(tables) is np.ndarray and tables.ndim == 3 and is_engine_type(tables.dtype):
        stack = to_engine(tables)
        if stack.dtype.kind == "u":
            raise_fault(_NAME, "range", "tables", "a cost is less than 2^63", stack.max())
        return stack
    if not isinstance(tables, (list, tuple, np.ndarray)):
        message = "expected an array of three dimensions or a list of tables"
        raise_fault(_NAME, "shape", "tables", message, type(tables).__name__)
    if isinstance(tables, np.ndarray) and tables.ndim != 3:
        message = f"expected an array of three dimensions, got one of {tables.ndim}"
        raise_fault(_NAME, "shape", "tables", message, tables.shape)
    read = tuple(_table(table, place) for place, table in enumerate(tables))
    if len({table.dtype for table in read}) < 2:
        return read
    if all(table.dtype.kind == "i" for table in read):
        return tuple(table.astype(np.int64) for table in read)
    return tuple(_as_reals(table, place) for place, table in enumerate(read))


def _table(given: Any, place: int) -> Numbers:
    if type(given) is np.ndarray and given.ndim == 2 and is_read_in_place(given):
        return given
    argument = f"tables[{place}]"
    table = read_costs(given, _NAME, argument)
    if isinstance(table, Rows):
        message = "is missing costs: write infinity, of the losing sign, where a pair is forbidden"
        raise_fault(_NAME, "missing", argument, message, table.shape)
    assert not isinstance(table, Rows)
    if table.dtype.kind == "u":
        raise_fault(_NAME, "range", argument, "a cost is less than 2^63", table.max())
    return table


def _as_reals(table: Numbers, place: int) -> Numbers:
    """Whole numbers beside tables of real ones."""
    if table.dtype.kind == "i" and table.size:
        beyond = np.argwhere((table > _EXACT) | (table < -_EXACT))
        if len(beyond):
            row, column = beyond[0].tolist()
            message = "is rounded beside tables of real numbers: call apart for whole ones"
            argument = f"tables[{place}][{row}, {column}]"
            raise_fault(_NAME, "range", argument, message, table[row, column])
    return table.astype(np.float64)
