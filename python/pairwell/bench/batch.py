"""Solvers of many dense tables in one call."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.bench.adapter import Adapter, Pairs, library, reals
from pairwell.bench.instances import Array, Instance


def _flat(table: Array, rows: Any, columns: Any, instance: Instance) -> Pairs:
    """Pairs of each table as pairs of one table with all of them along its diagonal."""
    return table * instance.rows + rows, table * instance.columns + columns


def _from_stack(columns: Any, instance: Instance) -> Pairs:
    """Pairs from the column of each row of each table, negative where it has none."""
    found = np.asarray(columns)
    table, row = np.nonzero(found >= 0)
    return _flat(table, row, found[table, row], instance)


def _from_lists(answer: Any, instance: Instance) -> Pairs:
    """Pairs from a list of rows and a list of columns."""
    rows, columns = answer
    table = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    return _flat(table, np.concatenate(rows), np.concatenate(columns), instance)


def ours() -> Adapter:
    """The stack as it was made: int64 or float64."""
    call = library("pairwell").assign_batch
    return Adapter(
        lambda instance: instance.values,
        call,
        lambda answer, instance: _from_stack(answer.columns, instance),
    )


def ours_one_by_one() -> Adapter:
    """A loop in Python."""
    call = library("pairwell").linear_sum_assignment

    def solve(tables: Array) -> Any:
        found = [call(table) for table in tables]
        return [rows for rows, _ in found], [columns for _, columns in found]

    return Adapter(lambda instance: instance.values, solve, _from_lists)


def lists(name: str, function: str, single: bool = False) -> Adapter:
    """A function of lapx, lapcpp or laprust, in one thread."""
    call = getattr(library(name), function)
    options: dict[str, Any] = {"extend_cost": True, "return_cost": False, "n_threads": 1}
    if function == "lapjvs_batch":
        options["prefer_float32"] = single
    return Adapter(reals, lambda tables: call(tables, **options), _from_lists)


def lap_solver(name: str) -> Adapter:
    """A solver of py-lap-solver, without OpenMP."""
    solver = getattr(library("py_lap_solver.solvers"), name)(use_openmp=False)
    return Adapter(reals, solver.batch_solve, _from_stack)
