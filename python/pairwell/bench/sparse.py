"""Solvers of lists of pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.bench.adapter import Adapter, Pairs, as_is, from_columns, library
from pairwell.bench.instances import Array, Instance


def matrix(instance: Instance) -> Any:
    """The list as SciPy's compressed rows."""
    arrays = instance.arrays
    starts = arrays["row_start"].astype(np.int32)
    return library("scipy.sparse").csr_matrix(
        (arrays["cost"].astype(np.float64), arrays["column"].astype(np.int32), starts),
        shape=(instance.rows, instance.columns),
    )


def reading() -> Adapter:
    """One plain read of the list."""

    def solve(arrays: tuple[Array, Array]) -> Any:
        return [np.sum(array) for array in arrays]

    return Adapter(
        lambda instance: (instance.values, instance.arrays["column"]), solve, lambda *_: ((), ())
    )


def ours() -> Adapter:
    """The function of SciPy's name on the same matrix, with whole costs left whole."""

    def prepare(instance: Instance) -> Any:
        arrays = instance.arrays
        return library("scipy.sparse").csr_matrix(
            (arrays["cost"], arrays["column"], arrays["row_start"]),
            shape=(instance.rows, instance.columns),
        )

    return Adapter(prepare, library("pairwell").min_weight_full_bipartite_matching, as_is)


def scipy() -> Adapter:
    """SciPy's LAPJVsp."""
    return Adapter(
        matrix, library("scipy.sparse.csgraph").min_weight_full_bipartite_matching, as_is
    )


def lapmod() -> Adapter:
    """The lapmod of lapx or of lap."""
    call = library("lap").lapmod

    def solve(table: Any) -> Any:
        return call(table.shape[0], table.data, table.indptr, table.indices, return_cost=False)

    return Adapter(matrix, solve, lambda answer, _: from_columns(answer[0]))


def fastlap(algorithm: str) -> Adapter:
    """An algorithm of fastlap for lists."""
    call = library("fastlap").solve_lap

    def pairs(answer: Any, _instance: Instance) -> Pairs:
        return from_columns([-1 if column is None else column for column in answer[1]])

    return Adapter(matrix, lambda table: call(table, algorithm), pairs)


def kwok() -> Adapter:
    """Most weight, whatever the number of pairs: made full by what each pair is raised by."""
    call = library("kwok").kwok

    def prepare(instance: Instance) -> Any:
        starts, columns = instance.arrays["row_start"].tolist(), instance.arrays["column"].tolist()
        raised = int(instance.values.max()) * (min(instance.rows, instance.columns) + 1)
        worth = (raised - instance.values).tolist()
        pairs = list(zip(columns, worth, strict=True))
        return [pairs[starts[row] : starts[row + 1]] for row in range(instance.rows)]

    def pairs(answer: Any, instance: Instance) -> Pairs:
        return from_columns(answer.left_pairs[: instance.rows])

    return Adapter(prepare, call, pairs)
