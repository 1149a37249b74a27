"""Instances for benchmarks and for research on matching: made from a seed, or read from files.

The same class, size and seed give the same bytes on every platform and in every version.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_text
from pairwell.data.shown import plural
from pairwell.matching.cultures import (
    impartial_culture,
    mallows_culture,
    mallows_phi,
    urn_culture,
)
from pairwell.matching.faults import raise_fault
from pairwell.matching.instance_map import (
    InstanceMap,
    map_of_instances,
    positionwise_distance,
)
from pairwell.matching.instance_numbers import read_numbers, read_seed
from pairwell.matching.preferences import (
    Order,
    Preferences,
    as_bytes,
    parse_preference_groups,
    parse_preferences,
    read_file,
    read_preference_groups,
    read_preferences,
)
from pairwell.matching.problem import Problem
from pairwell.matching.proved_instance import ProvedInstance, parse_proved, read_proved
from pairwell.matching.value import Int64Array

__all__ = [
    "DENSE_CLASSES",
    "CapacitatedInstance",
    "DenseInstance",
    "InstanceMap",
    "Order",
    "Preferences",
    "ProvedInstance",
    "SparseInstance",
    "capacitated",
    "dense",
    "impartial_culture",
    "mallows_culture",
    "mallows_phi",
    "map_of_instances",
    "parse_dimacs",
    "parse_orlib",
    "parse_preference_groups",
    "parse_preferences",
    "parse_proved",
    "positionwise_distance",
    "read_dimacs",
    "read_orlib",
    "read_preference_groups",
    "read_preferences",
    "read_proved",
    "sparse",
    "urn_culture",
]

DenseClass: TypeAlias = Literal[
    "uniform",
    "integers_100",
    "integers_n",
    "geometric",
    "geometric_grid",
    "product",
    "zero_one",
    "mentoring",
]

DENSE_CLASSES: tuple[DenseClass, ...] = get_args(DenseClass)
"""The names that `dense` takes."""


@dataclass(frozen=True, eq=False)
class DenseInstance:
    """Costs of every pair; less is better."""

    name: str
    """The class, or the name of the file that it was read from."""
    costs: npt.NDArray[Any]
    """Rows x columns, of int64 or float64. The array is yours: nothing else holds it."""

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return self.costs.shape[0], self.costs.shape[1]

    def problem(self, scale: int | None = None) -> Problem:
        """The problem whose points are the costs with their sign changed.

        With "most_pairs" as its first stage and "most_points" as its second, a matching is an
        assignment of least cost.

        Parameters
        ----------
        scale
            Units in a point, for real costs; without it `Problem` chooses. Whole costs have one
            unit a point.
        """
        return Problem(-self.costs, scale=scale if self.costs.dtype.kind == "f" else None)

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"<DenseInstance: {self.name}, {rows} x {columns}, {self.costs.dtype}>"


@dataclass(frozen=True, eq=False)
class SparseInstance:
    """Costs of some pairs in compressed rows, as SciPy's csr_array takes them; less is better.

    ``scipy.sparse.csr_array((data, indices, indptr), shape)`` is the same table.
    """

    shape: tuple[int, int]
    """How many rows and columns there are."""
    indptr: Int64Array
    """Where each row begins; one more than there are rows."""
    indices: npt.NDArray[np.int32]
    """The column of each pair; rising within a row."""
    data: Int64Array
    """The cost of each pair."""
    planted: npt.NDArray[np.int32]
    """The column of each row in an assignment that exists; -1 for a row that has none in it."""

    def problem(self) -> Problem:
        """The problem whose points are the costs with their sign changed, one unit a point."""
        rows, columns = self.shape
        return Problem._wrap(
            _core.problem_of_sparse_instance(
                rows=rows,
                columns=columns,
                row_start=self.indptr,
                column=self.indices,
                cost=self.data,
            )
        )

    def to_dimacs(self, comment: str = "") -> bytes:
        r"""Write the text of a file of DIMACS, which `parse_dimacs` reads back.

        The planted assignment is not in it. Rows have the numbers from 1 on, columns those after.

        Parameters
        ----------
        comment
            A line of comment for each of its lines, before all else.

        Raises
        ------
        InvalidInput
            For arrays that are no compressed rows.

        Examples
        --------
        >>> import pairwell as pw
        >>> instance = pw.instances.parse_dimacs("p asn 3 2\nn 2\na 2 1 5\na 2 3 4\n")
        >>> print(instance.to_dimacs("made up").decode(), end="")
        c made up
        p asn 3 2
        n 1
        a 1 2 5
        a 1 3 4
        """
        check_text("SparseInstance.to_dimacs", "comment", comment)
        rows, columns = self.shape
        return _core.write_dimacs(
            rows=rows,
            columns=columns,
            row_start=self.indptr,
            column=self.indices,
            cost=self.data,
            comment=comment,
        )

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"<SparseInstance: {rows} x {columns}, {plural(len(self.data), 'pair')}>"


@dataclass(frozen=True, eq=False)
class CapacitatedInstance:
    """A problem with capacities and nested groups, and pairs that obey all of it."""

    problem: Problem
    """Points from 0 to 100, one unit a point."""
    planted: Int64Array
    """Pairs (k x 2) that obey every rule of the problem."""

    def __repr__(self) -> str:
        return f"<CapacitatedInstance: {self.problem!r}, {len(self.planted)} planted pairs>"


def dense(
    kind: DenseClass, rows: int, columns: int | None = None, *, seed: int | np.random.Generator = 0
) -> DenseInstance:
    """Make a table of costs.

    Parameters
    ----------
    kind
        One of `DENSE_CLASSES`:

        - "uniform": real numbers in [0, 1).
        - "integers_100": whole numbers from 1 to 100, so many ties.
        - "integers_n": whole numbers from 1 to the longer side, so some ties.
        - "geometric": real distances between random points of the unit square.
        - "geometric_grid": such distances on a grid of 10^6 x 10^6, to the nearest whole number.
        - "product": (row + 1) * (column + 1) whatever the seed, hard for many solvers.
        - "zero_one": 0 for about four pairs a row, else 1, so that a few rows find no zero.
        - "mentoring": 100 less the points of a pair from a few answers of made-up people: few
          levels, many ties, and terms that are more popular than others.
    rows, columns
        How many of each; without columns the table is square.
    seed
        From 0 to under 2^64. A NumPy generator gives its next 64 bits.

    Raises
    ------
    InvalidInput
        For an unknown class, a side under 0 or over 2^31 - 1, or more than 2^40 pairs.

    Examples
    --------
    >>> import pairwell as pw
    >>> instance = pw.instances.dense("integers_100", 3, 4, seed=1)
    >>> instance
    <DenseInstance: integers_100, 3 x 4, int64>
    >>> matching = pw.match(instance.problem(), ["most_pairs", "most_points"])
    >>> bool(-matching.units == instance.costs[*matching.pairs.T].sum())
    True
    """
    if not isinstance(kind, str) or kind not in DENSE_CLASSES:
        raise_fault("dense", "class", "kind", f"is one of {', '.join(DENSE_CLASSES)}", kind)
    numbers = read_numbers(
        "dense", rows=rows, columns=rows if columns is None else columns, seed=read_seed(seed)
    )
    return DenseInstance(kind, _core.dense_instance(kind, **numbers))


def sparse(
    rows: int,
    columns: int | None = None,
    *,
    degree: int = 10,
    most: int = 1000,
    seed: int | np.random.Generator = 0,
) -> SparseInstance:
    """Make compressed rows of costs in which a full assignment of the shorter side exists.

    Parameters
    ----------
    degree
        Pairs of each row, in different columns.
    most
        Costs are whole numbers from 1 to this, all equally likely.

    Raises
    ------
    InvalidInput
        With every fault: sides as for `dense`, a degree under 1 or over the columns, more than
        2^40 pairs, or highest costs outside 1 to 2^31 - 1.

    Examples
    --------
    >>> import pairwell as pw
    >>> instance = pw.instances.sparse(1000, degree=5, seed=1)
    >>> instance
    <SparseInstance: 1000 x 1000, 5000 pairs>
    >>> len(pw.match(instance.problem(), ["most_pairs", "most_points"]).pairs)
    1000
    """
    numbers = read_numbers(
        "sparse",
        rows=rows,
        columns=rows if columns is None else columns,
        degree=degree,
        most=most,
        seed=read_seed(seed),
    )
    arrays = _core.sparse_instance(**numbers)
    return SparseInstance((numbers["rows"], numbers["columns"]), *arrays)


def capacitated(
    mentees: int,
    mentors: int,
    *,
    degree: int = 0,
    nations: int = 2,
    regions: int = 4,
    seed: int | np.random.Generator = 0,
) -> CapacitatedInstance:
    """Make a problem with capacities of 1 to 4 mentees and with regions within nations.

    Points are those of the class "mentoring". Ranges of regions and nations lie near to the numbers
    of the planted pairs, so places are short, and the problem is feasible.

    Parameters
    ----------
    degree
        Mentors that a mentee may have; 0: all of them, in a dense table.
    nations
        Groups of people on both sides; 0: no groups at all.
    regions
        Groups within each nation.

    Raises
    ------
    InvalidInput
        With every fault: sides as for `dense`, a degree over the mentors, more than 2^40 pairs,
        nations outside 0 to 1000, or regions outside 1 to 1000.

    Examples
    --------
    >>> import pairwell as pw
    >>> instance = pw.instances.capacitated(60, 24, seed=1)
    >>> matching = pw.match(instance.problem, ["most_pairs", "most_points"])
    >>> matching.status, len(matching.pairs) == len(instance.planted)
    (<Status.OPTIMAL: 0>, True)
    """
    numbers = read_numbers(
        "capacitated",
        mentees=mentees,
        mentors=mentors,
        degree=degree,
        nations=nations,
        regions=regions,
        seed=read_seed(seed),
    )
    problem, planted = _core.capacitated_instance(**numbers)
    return CapacitatedInstance(Problem._wrap(problem), planted)


def parse_orlib(text: str | bytes, file: str = "assign.txt") -> DenseInstance:
    """Read an assignment problem in the form of OR-Library: n, then n x n whole costs.

    Parameters
    ----------
    file
        The name that findings carry.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.

    Examples
    --------
    >>> import pairwell as pw
    >>> pw.instances.parse_orlib("2  4 1  2 0").costs.tolist()
    [[4, 1], [2, 0]]
    """
    return DenseInstance(file, _core.read_orlib(as_bytes("parse_orlib", text, file), file))


def read_orlib(path: str | os.PathLike[str]) -> DenseInstance:
    """Read a file of OR-Library such as assign100.txt.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.
    OSError
        Where the file cannot be read.
    """
    return parse_orlib(*read_file("read_orlib", path))


def parse_dimacs(text: str | bytes, file: str = "problem.asn") -> SparseInstance:
    r"""Read an assignment problem of least cost in the format of DIMACS (``p asn``).

    Lines ``c ...`` are comments; ``p asn NODES ARCS`` comes before ``n ID``, a line for each node
    of the first side, and ``a FROM TO COST``, a line for each pair. Rows are the nodes of the first
    side and columns the others, each by rising number.

    Parameters
    ----------
    file
        The name that findings carry.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.

    Examples
    --------
    >>> import pairwell as pw
    >>> instance = pw.instances.parse_dimacs("p asn 4 3\nn 1\nn 2\na 1 3 5\na 1 4 2\na 2 4 1\n")
    >>> instance
    <SparseInstance: 2 x 2, 3 pairs>
    >>> -pw.match(instance.problem(), ["most_pairs", "most_points"]).units
    6
    """
    rows, columns, starts, indices, costs, planted = _core.read_dimacs(
        as_bytes("parse_dimacs", text, file), file
    )
    return SparseInstance((rows, columns), starts, indices, costs, planted)


def read_dimacs(path: str | os.PathLike[str]) -> SparseInstance:
    """Read a file of DIMACS, of the kind that `parse_dimacs` takes the text of.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.
    OSError
        Where the file cannot be read.
    """
    return parse_dimacs(*read_file("read_dimacs", path))
