"""Solvers of dense tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell import _core
from pairwell.bench.adapter import (
    Adapter,
    NoAnswerError,
    Pairs,
    as_is,
    from_columns,
    library,
    reals,
)
from pairwell.bench.instances import Array, Instance
from pairwell.bench.network import whole_costs
from pairwell.matching.match import match
from pairwell.matching.problem import Problem


def reading() -> Adapter:
    """One plain read of the table: a bar that no solver can beat by much."""
    return Adapter(lambda instance: instance.values, np.sum, lambda *_: ((), ()))


def ours() -> Adapter:
    """The table as it was made: int64 or float64."""
    return Adapter(
        lambda instance: instance.values, library("pairwell").linear_sum_assignment, as_is
    )


def ours_reals() -> Adapter:
    """The table as float64, as the peers get it."""
    return Adapter(reals, library("pairwell").linear_sum_assignment, as_is)


def ours_match() -> Adapter:
    """The general engine, from a table of points to pairs with their certificate."""

    def solve(points: Array) -> Any:
        return match(Problem(points), ["most_pairs", "most_points"], seed=None)

    return Adapter(lambda instance: -instance.values, solve, matched)


def matched(matching: Any, _instance: Instance) -> Pairs:
    """The pairs of a matching."""
    if matching.status is not _core.Status.OPTIMAL:
        raise NoAnswerError(f"the status is {matching.status.name}")
    return matching.pairs[:, 0], matching.pairs[:, 1]


def scipy() -> Adapter:
    """SciPy's shortest augmenting paths."""
    return Adapter(reals, library("scipy.optimize").linear_sum_assignment, as_is)


def lapx(name: str, single: bool = False) -> Adapter:
    """A function of lapx or lap that gives the column of each row first, or rows and columns."""
    call = getattr(library("lap"), name)

    def prepare(instance: Instance) -> Array:
        return reals(instance).astype(np.float32) if single else reals(instance)

    def solve(cost: Array) -> Any:
        return call(cost, return_cost=False, **options)

    options: dict[str, Any] = {"extend_cost": True}
    if name == "lapjvc":
        options = {}
    if name == "lapjvs":
        options |= {"prefer_float32": single}
    first_is_columns = name == "lapjv"
    return Adapter(
        prepare, solve, lambda answer, _: from_columns(answer[0]) if first_is_columns else answer
    )


def lap_port(name: str) -> Adapter:
    """The packages lapcpp and laprust, which have one function each for tables of any shape."""
    call = library(name).lapjv
    return Adapter(reals, lambda cost: call(cost, extend_cost=True, return_cost=False), as_is)


def lap_cuda() -> Adapter:
    """The solver on a GPU, in whose memory the tables are before the clock runs."""
    torch = library("torch")
    if not torch.cuda.is_available():
        raise NoAnswerError("it needs a GPU of NVIDIA")
    solve = library("torch_lap_cuda").solve_lap

    def prepare(instance: Instance) -> Any:
        return torch.from_numpy(reals(instance)).cuda()

    def answer(cost: Any) -> Any:
        return solve(cost).cpu().numpy()

    return Adapter(prepare, answer, lambda found, _: from_columns(found))


def lapjv() -> Adapter:
    """The package lapjv; it takes square tables only."""
    return Adapter(reals, library("lapjv").lapjv, lambda answer, _: from_columns(answer[0]))


def fastlap() -> Adapter:
    """The solver written in Rust."""
    call = library("fastlap").lapjv
    return Adapter(
        reals,
        lambda cost: call(cost, return_cost=False),
        lambda answer, _: from_columns(answer[0]),
    )


def lap1015(scaling: bool = True) -> Adapter:
    """Algorithm 1015; its path with OpenMP is left out, as its totals were wrong."""
    solver = library("py_lap_solver.solvers").Lap1015Solver(use_openmp=False, use_epsilon=scaling)
    return Adapter(reals, solver.solve_single, lambda answer, _: from_columns(answer))


def ortools() -> Adapter:
    """The cost-scaling assignment of OR-Tools; it takes square problems and whole costs only."""
    module = library("ortools.graph.python.linear_sum_assignment")

    def prepare(instance: Instance) -> Any:
        if instance.rows != instance.columns:
            raise ValueError("OR-Tools' assignment takes as many rows as columns")
        return (*(ends.astype(np.int32) for ends in instance.pairs()), whole_costs(instance))

    def solve(arcs: Any) -> Any:
        solver = module.SimpleLinearSumAssignment()
        solver.add_arcs_with_cost(*arcs)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise NoAnswerError(f"the status is {status}")
        return solver

    def pairs(solver: Any, instance: Instance) -> Pairs:
        return from_columns([solver.right_mate(row) for row in range(instance.rows)])

    return Adapter(prepare, solve, pairs, on_grid=True)


def networkx() -> Adapter:
    """The blossom algorithm of networkx, in Python."""
    module = library("networkx")

    def prepare(instance: Instance) -> Any:
        rows, columns = instance.pairs()
        graph = module.Graph()
        graph.add_nodes_from(range(instance.rows + instance.columns))
        most = instance.values.max(initial=0)
        worth = (most - instance.values.ravel()).tolist()
        graph.add_weighted_edges_from(
            zip(rows.tolist(), (columns + instance.rows).tolist(), worth, strict=True)
        )
        return graph

    def solve(graph: Any) -> Any:
        return module.max_weight_matching(graph, maxcardinality=True)

    def pairs(answer: Any, instance: Instance) -> Pairs:
        found = sorted(sorted(pair) for pair in answer)
        return [row for row, _ in found], [column - instance.rows for _, column in found]

    return Adapter(prepare, solve, pairs)
