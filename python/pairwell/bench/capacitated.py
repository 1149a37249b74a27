"""Solvers of problems with capacities and groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.bench.adapter import Adapter, NoAnswerError, Pairs, library
from pairwell.bench.dense import matched
from pairwell.bench.instances import Array, Instance
from pairwell.bench.network import Network, network
from pairwell.matching.match import match
from pairwell.matching.problem import Problem


def ours() -> Adapter:
    """From the points to the matching of most points, with its certificate."""

    def prepare(instance: Instance) -> Any:
        arrays, points = instance.arrays, instance.values
        if instance.listed:
            points = library("scipy.sparse").csr_array(
                (points, arrays["column"], arrays["row_start"]),
                shape=(instance.rows, instance.columns),
            )
        rules = {
            f"{side}_groups": [
                (members, (least, most)) for members, least, most in instance.groups(side)
            ]
            for side in ("mentee", "mentor")
        }
        return points, {"mentor_capacity": arrays["capacity"], "scale": 1, **rules}

    def solve(asked: Any) -> Any:
        points, rules = asked
        return match(Problem(points, **rules), ["most_points"], seed=None)

    return Adapter(prepare, solve, matched)


def copies(module: str, name: str) -> Adapter:
    """Each mentor as many columns as the mentor has places, for a solver of assignments."""
    call = getattr(library(module), name)
    options = {"extend_cost": True, "return_cost": False} if module == "lap" else {}

    def prepare(instance: Instance) -> Any:
        if instance.listed or instance.has_groups():
            raise ValueError("copies of mentors need a full table without groups")
        return (100.0 - instance.values), instance.arrays["capacity"]

    def solve(asked: Any) -> Any:
        cost, capacity = asked
        owner = np.repeat(np.arange(len(capacity)), capacity)
        rows, columns = call(np.ascontiguousarray(cost[:, owner]), **options)
        return rows, owner[np.asarray(columns)]

    return Adapter(prepare, solve, lambda answer, _: answer)


def pairs_of_flow(flow: Array, instance: Instance, arcs: int) -> Pairs:
    """The pairs whose arcs carry a unit."""
    chosen = np.flatnonzero(np.asarray(flow[:arcs]) > 0)
    rows, columns = instance.pairs()
    return rows[chosen], columns[chosen]


def ortools_flow() -> Adapter:
    """The minimum-cost flow of OR-Tools."""
    module = library("ortools.graph.python.min_cost_flow")

    def solve(net: Network) -> Any:
        solver = module.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tail, net.head, net.most, net.cost)
        solver.set_nodes_supplies(np.arange(net.nodes, dtype=np.int32), net.supply)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise NoAnswerError(f"the status is {status}")
        return solver, arcs[: net.pairs]

    def pairs(answer: Any, instance: Instance) -> Pairs:
        solver, arcs = answer
        return pairs_of_flow(solver.flows(arcs), instance, len(arcs))

    return Adapter(network, solve, pairs, on_grid=True)


def highs() -> Adapter:
    """HiGHS on the network's linear programme, whose optimal corners are whole."""
    module = library("highspy")

    def solve(net: Network) -> Any:
        count = len(net.tail)
        ends = np.stack([net.tail, net.head], axis=1).ravel()
        signs = np.tile(np.array([1.0, -1.0]), count)
        programme = module.HighsLp()
        programme.num_col_, programme.num_row_ = count, net.nodes
        programme.col_cost_ = net.cost.astype(np.float64)
        programme.col_lower_, programme.col_upper_ = np.zeros(count), net.most.astype(np.float64)
        programme.row_lower_ = programme.row_upper_ = net.supply.astype(np.float64)
        programme.a_matrix_.format_ = module.MatrixFormat.kColwise
        programme.a_matrix_.start_ = np.arange(count + 1, dtype=np.int32) * 2
        programme.a_matrix_.index_, programme.a_matrix_.value_ = ends, signs
        solver = module.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(programme)
        solver.run()
        status = solver.getModelStatus()
        if status != module.HighsModelStatus.kOptimal:
            raise NoAnswerError(f"the status is {status}")
        return np.rint(np.asarray(solver.getSolution().col_value)), net.pairs

    def pairs(answer: Any, instance: Instance) -> Pairs:
        flow, arcs = answer
        return pairs_of_flow(flow, instance, arcs)

    return Adapter(network, solve, pairs, on_grid=True)


def lapx_copies() -> Adapter:
    """Copies of mentors in lapx's fastest function."""
    return copies("lap", "lapjvr")


def scipy_copies() -> Adapter:
    """Copies of mentors in SciPy's function."""
    return copies("scipy.optimize", "linear_sum_assignment")
