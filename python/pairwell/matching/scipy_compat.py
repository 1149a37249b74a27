"""Two functions of SciPy by their own names, so that a program can change over by an import."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.costs import read_costs, read_sparse_costs, refuse_reals
from pairwell.matching.faults import raise_fault
from pairwell.matching.numeric_table import Rows
from pairwell.matching.value import Int64Array

Pairs = tuple[Int64Array, Int64Array]


def linear_sum_assignment(cost_matrix: npt.ArrayLike, maximize: bool = False) -> Pairs:
    """Assigns rows to columns one to one at the least total cost.

    It takes and gives what `scipy.optimize.linear_sum_assignment` does.

    Parameters
    ----------
    cost_matrix
        A table of any shape. An infinite cost of the losing sign forbids its pair, and so does what
        is missing: the masked entries of a masked array, whose mask SciPy would not see, None, and
        missing values of a frame. Arrays of int32, int64, float32 and float64 are read where they
        lie.
    maximize
        True: the greatest total.

    Returns
    -------
    rows, columns
        Arrays of int64 of the length of the shorter side; the rows rise.

    Raises
    ------
    InvalidInput
        A ValueError: for NaN, an infinity of the winning sign, a table that is not of two
        dimensions, and where no assignment avoids every forbidden pair.
    TypeError
        For complex numbers, objects, texts and dates.

    Notes
    -----
    Whole numbers are summed as whole numbers, so the result is exact beyond 2^53 too, where SciPy
    rounds to float64; real numbers are summed in float64. Where several assignments are best, which
    one is given can differ from SciPy's. Other threads run meanwhile; none may write into the
    table.

    Examples
    --------
    >>> import numpy as np
    >>> import pairwell as pw
    >>> cost = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    >>> rows, columns = pw.linear_sum_assignment(cost)
    >>> columns
    array([1, 0, 2])
    >>> int(cost[rows, columns].sum())
    5
    """
    try:
        pairs = _core.linear_sum_assignment(cost_matrix, maximize)
        return pairs if pairs is not None else _assign_copy(cost_matrix, bool(maximize))
    except _core.InvalidInput as error:
        return _assign_otherwise(cost_matrix, bool(maximize), error)


def min_weight_full_bipartite_matching(biadjacency: Any, maximize: bool = False) -> Pairs:
    """Assigns rows to columns one to one at the least total weight, along the entries there are.

    It takes and gives what `scipy.sparse.csgraph.min_weight_full_bipartite_matching` does.

    Parameters
    ----------
    biadjacency
        A sparse array or matrix of SciPy in any layout, or any object with the same attributes:
        `shape` and `data` with `indptr` and `indices` or with `row` and `col`, or `tocsr()`. Every
        entry is an admissible pair with its weight; entries of one pair are summed first, and
        entries of 0 are left out with a warning. SciPy itself is not needed.
    maximize
        True: the greatest total.

    Returns
    -------
    rows, columns
        Arrays of int64 of the length of the shorter side; the rows rise.

    Raises
    ------
    InvalidInput
        Where no full matching exists, and for weights that `linear_sum_assignment` refuses.
    TypeError
        The same, and for a table that is not sparse.

    Notes
    -----
    Whole numbers are summed as whole numbers, as in `linear_sum_assignment`.

    Examples
    --------
    >>> import pairwell as pw
    >>> from scipy.sparse import csr_array
    >>> weights = csr_array([[3, 3, 6], [4, 3, 5], [10, 1, 8]])
    >>> rows, columns = pw.min_weight_full_bipartite_matching(weights)
    >>> columns
    array([0, 2, 1])
    >>> int(weights[rows, columns].sum())
    9
    """
    table = _Sparse.read(biadjacency)
    maximise = bool(maximize)
    if 0 in table.rows.shape:
        nobody = np.zeros(0, np.int64)
        return nobody, nobody.copy()
    return _solve(table, table.rows.cost, maximise)


class _Dense:
    """A table for the engine."""

    name = "linear_sum_assignment"
    argument = "cost_matrix"

    def solve(self, costs: npt.NDArray[Any], maximise: bool) -> Pairs:
        """Assigns the rows of a table of the same shape."""
        pairs: Pairs = _core.linear_sum_assignment(costs, maximise)
        return pairs

    def pick(self, costs: npt.NDArray[Any], pairs: Pairs) -> npt.NDArray[Any]:
        """The costs of pairs."""
        picked: npt.NDArray[Any] = costs[pairs]
        return picked


class _Sparse:
    """Compressed rows for the engine."""

    def __init__(self, rows: Rows, name: str, argument: str) -> None:
        self.rows, self.name, self.argument = rows, name, argument

    @classmethod
    def read(cls, biadjacency: Any) -> _Sparse:
        """Any sparse table without its zeros."""
        name, argument = "min_weight_full_bipartite_matching", "biadjacency"
        rows, zeros = read_sparse_costs(biadjacency, name, argument, drop_zeros=True, as_scipy=True)
        if zeros:
            warnings.warn(
                "explicit zero weights are removed before matching", UserWarning, stacklevel=3
            )
        return cls(rows, name, argument)

    def solve(self, costs: npt.NDArray[Any], maximise: bool) -> Pairs:
        """Assigns along the same entries at other weights."""
        status, rows, columns, *_, unassignable = _core.assign_rows(
            self.rows.shape[1],
            self.rows.row_start,
            self.rows.column,
            costs,
            maximise=maximise,
            prices=False,
            progress=None,
            time_limit=None,
        )
        if status is _core.Status.INFEASIBLE:
            raise_fault(
                self.name,
                "infeasible",
                self.argument,
                "no full matching exists",
                _core.unassignable_text(*self.rows.shape, unassignable),
            )
        return rows, columns

    def pick(self, costs: npt.NDArray[Any], pairs: Pairs) -> npt.NDArray[Any]:
        """The weights of pairs."""
        picked: npt.NDArray[Any] = costs[self.rows.places(*pairs)]
        return picked


def _assign_copy(cost_matrix: Any, maximise: bool) -> Pairs:
    """Assigns what the engine cannot read where it lies."""
    costs = read_costs(cost_matrix, _Dense.name, _Dense.argument, as_scipy=True)
    if isinstance(costs, Rows):
        return _solve(_Sparse(costs, _Dense.name, _Dense.argument), costs.cost, maximise)
    return _solve(_Dense(), costs, maximise)


def _assign_otherwise(cost_matrix: Any, maximise: bool, error: _core.InvalidInput) -> Pairs:
    """What is left to do after the engine refused: to say why, or to solve in another way."""
    if error.findings[0].rule in ("infeasible", "shape"):
        raise error
    return _assign_copy(cost_matrix, maximise)


def _solve(table: _Dense | _Sparse, costs: npt.NDArray[Any], maximise: bool) -> Pairs:
    """Assigns by the costs, whatever numbers they are."""
    if costs.dtype.kind == "u":
        return _solve_wide(table, costs, maximise)
    try:
        return table.solve(costs, maximise)
    except _core.InvalidInput as error:
        if error.findings[0].rule == "infeasible":
            raise
        refuse_reals(costs, maximise, table.name, table.argument)
        if costs.dtype.kind == "f":
            # Sums would leave the type. Dividing by a power of two changes no other digit.
            return table.solve(costs * 2.0**-64, maximise)
    return _solve_wide(table, costs, maximise)


def _solve_wide(table: _Dense | _Sparse, costs: npt.NDArray[Any], maximise: bool) -> Pairs:
    """Assigns whole numbers that are too far apart for the engine as they are.

    Only differences matter, so the best cost counts as 0. A pair that alone costs more than some
    whole assignment is in no best one, so it need not count as more than just that. Both changes
    are exact. Where such sums of unsigned numbers still do not fit, the best by float64 stands.
    """
    best = costs.max() if maximise else costs.min()
    # Without sign, differences of 64-bit numbers are right even where they pass 2^63.
    unsigned, zero = costs.astype(np.uint64), best.astype(np.uint64)
    over = zero - unsigned if maximise else unsigned - zero
    rounded = table.solve(over.astype(np.float64), False)
    bound = sum(map(int, table.pick(over, rounded))) + 1
    if bound >= 2**63:
        return rounded
    try:
        return table.solve(np.minimum(over, np.uint64(bound)).astype(np.int64), False)
    except _core.InvalidInput:
        return rounded
