"""Gives a hostile case to a solver as a user would, and judges what comes back."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from pairwell import _core
from pairwell.bench.adapter import NoAnswerError, Pairs, from_columns, library
from pairwell.bench.cases import INFINITE, Case, by_name, least_total
from pairwell.matching.match import match as match_problem
from pairwell.matching.problem import Problem

RIGHT, CLEAR, REFUSES, SILENT = "right", "clear error", "refuses", "silent"
UNCLEAR, WRONG, CRASH, HANG, OUT = "unclear error", "wrong", "crash", "hang", "n/a"
OUTCOMES = (RIGHT, CLEAR, REFUSES, SILENT, UNCLEAR, WRONG, CRASH, HANG, OUT)

Call = Callable[[Any], Pairs]
CLEAR_ERRORS = (ValueError, TypeError, OverflowError, NoAnswerError, _core.Error, RuntimeError)
GRID = 1e-3
"""`match` puts real points on a grid of this step, and says so."""


class NotForThisError(Exception):
    """The case cannot be put to this solver."""


def _listed(cost: Any) -> tuple[Any, Any, Any]:
    """The pairs of a table that are not forbidden by plus infinity, as a user leaves them out."""
    table = np.asarray(cost)
    if table.ndim != 2:
        raise NotForThisError("pairs need a table")
    allowed = np.ones(table.shape, bool)
    if table.dtype.kind == "f":
        allowed = ~np.isposinf(table)
    rows, columns = np.argwhere(allowed).T
    return rows.astype(np.int32), columns.astype(np.int32), table[rows, columns]


def _matrix(cost: Any) -> Any:
    table = np.asarray(cost)
    rows, columns, values = _listed(cost)
    return library("scipy.sparse").csr_array((values, (rows, columns)), shape=table.shape)


def _sparse(function: Any) -> Call:
    def call(cost: Any) -> Pairs:
        matrix = _matrix(cost)
        if not matrix.data.all():
            raise NotForThisError("leaves out pairs of cost 0, and warns of it")
        rows, columns = function(matrix)
        return rows, columns

    return call


def match() -> Call:
    """Points are the costs with their sign changed."""

    def call(cost: Any) -> Pairs:
        matching = match_problem(Problem(_points(cost)), ["most_pairs", "most_points"], seed=None)
        wanted = min(np.shape(cost))
        if len(matching.pairs) < wanted:
            raise NoAnswerError(f"status {matching.status.name}, {len(matching.pairs)} pairs")
        return matching.pairs[:, 0], matching.pairs[:, 1]

    return call


def _points(cost: Any) -> Any:
    if isinstance(cost, np.ndarray) and cost.dtype.kind in "fiuc":
        if cost.dtype.kind == "u":
            raise NotForThisError("an unsigned number has no opposite")
        if cost.dtype.kind == "i" and cost.size and cost.min() == np.iinfo(np.int64).min:
            raise NotForThisError("the least number has no opposite")
        return -cost
    raise NotForThisError("points are the costs with their sign changed")


def match_capacity(cost: Any, capacity: Any) -> Pairs:
    """Points are the costs with their sign changed; columns have capacities."""
    problem = Problem(-cost, mentor_capacity=np.array(capacity))
    matching = match_problem(problem, ["most_pairs", "most_points"], seed=None)
    return matching.pairs[:, 0], matching.pairs[:, 1]


def ortools() -> Call:
    """The arrays of OR-Tools' own interface, with costs as they come."""
    module = library("ortools.graph.python.linear_sum_assignment")

    def call(cost: Any) -> Pairs:
        solver = module.SimpleLinearSumAssignment()
        rows, columns, values = _listed(cost)
        if np.shape(cost)[0] != np.shape(cost)[1]:
            raise NotForThisError("takes as many rows as columns")
        solver.add_arcs_with_cost(rows, columns, values)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise NoAnswerError(f"status {status}")
        return from_columns([solver.right_mate(row) for row in range(solver.num_nodes())])

    return call


def ortools_flow(capacity: Any = None) -> Call:
    """OR-Tools' flow: as many pairs as there can be, then the least cost."""
    module = library("ortools.graph.python.min_cost_flow")

    def call(cost: Any) -> Pairs:
        rows, columns, values = _listed(cost)
        height, width = np.shape(cost)
        if not height or not width:
            raise NotForThisError("a flow needs arcs")
        source, sink = height + width, height + width + 1
        solver = module.SimpleMinCostFlow()
        ones, zeros = np.ones(max(height, width), np.int64), np.zeros(max(height, width), np.int64)
        people = np.arange(height + width, dtype=np.int32)
        add = solver.add_arcs_with_capacity_and_unit_cost
        arcs = add(rows, columns + height, np.ones(len(rows), np.int64), values)
        most = ones[:width] if capacity is None else np.array(capacity)
        ends = np.full(max(height, width), source, np.int32)
        add(ends[:height], people[:height], ones[:height], zeros[:height])
        add(people[height:], ends[:width] + 1, most, zeros[:width])
        solver.set_node_supply(source, height)
        solver.set_node_supply(sink, -height)
        status = solver.solve_max_flow_with_min_cost()
        if status != solver.OPTIMAL:
            raise NoAnswerError(f"status {status}")
        used = solver.flows(arcs) > 0
        if int(used.sum()) < min(height, width):
            raise NoAnswerError(f"only {int(used.sum())} pairs")
        return rows[used], columns[used]

    return call


def kwok() -> Call:
    """Each pair raised by the same, so that most weight is least cost."""
    function = library("kwok").kwok

    def call(cost: Any) -> Pairs:
        rows, columns, values = _listed(cost)
        height, width = np.shape(cost)
        if height > width or not height:
            raise NotForThisError("takes no more rows than columns, and some")
        listed = values.tolist()
        raised = (max(listed, default=0) - min(listed, default=0) + 1) * (height + 1)
        pairs: list[list[Any]] = [[] for _ in range(height)]
        for row, column, value in zip(rows.tolist(), columns.tolist(), listed, strict=True):
            pairs[row].append((column, raised - value))
        answer = function(pairs, False)
        return from_columns(answer.left_pairs[:height])

    return call


def networkx() -> Call:
    """The blossom algorithm on Python's numbers."""
    module = library("networkx")

    def call(cost: Any) -> Pairs:
        rows, columns, values = _listed(cost)
        if len(rows) > 10_000:
            raise NotForThisError("too many pairs for Python")
        height = np.shape(cost)[0]
        graph = module.Graph()
        graph.add_weighted_edges_from(
            (row, height + column, -value)
            for row, column, value in zip(
                rows.tolist(), columns.tolist(), values.tolist(), strict=True
            )
        )
        found = sorted(sorted(pair) for pair in module.max_weight_matching(graph, True))
        return [row for row, _ in found], [column - height for _, column in found]

    return call


def _lap(call: Any, **options: Any) -> Call:
    return lambda cost: tuple(call(cost, return_cost=False, **options))


def _lap_columns(call: Any, **options: Any) -> Call:
    return lambda cost: from_columns(call(cost, **options)[0])


def calls() -> dict[str, tuple[str, Callable[[], Call]]]:
    """Each solver's package, and what makes the call."""

    def lap(name: str, **options: Any) -> Callable[[], Call]:
        return lambda: _lap(getattr(library("lap"), name), **options)

    def lap_columns() -> Call:
        return _lap_columns(library("lap").lapjv, extend_cost=True, return_cost=False)

    def fastlap() -> Call:
        return _lap_columns(library("fastlap").lapjv, return_cost=False)

    def lap1015() -> Call:
        solver = library("py_lap_solver.solvers").Lap1015Solver(use_openmp=False)
        return lambda cost: from_columns(solver.solve_single(cost))

    ours = library("pairwell")
    graph = "min_weight_full_bipartite_matching"
    return {
        "pairwell.linear_sum_assignment": ("", lambda: ours.linear_sum_assignment),
        f"pairwell.{graph}": ("", lambda: _sparse(getattr(ours, graph))),
        "pairwell.match": ("", match),
        "scipy": ("scipy", lambda: library("scipy.optimize").linear_sum_assignment),
        "scipy (sparse)": (
            "scipy",
            lambda: _sparse(getattr(library("scipy.sparse.csgraph"), graph)),
        ),
        "lapx.lapjv": ("lapx", lap_columns),
        "lapx.lapjvx": ("lapx", lap("lapjvx", extend_cost=True)),
        "lapx.lapjvc": ("lapx", lap("lapjvc")),
        "lapx.lapjvr": ("lapx", lap("lapjvr", extend_cost=True)),
        "lapx.lapjvh": ("lapx", lap("lapjvh", extend_cost=True)),
        "lapx.lapjvs": ("lapx", lap("lapjvs", extend_cost=True)),
        "lap.lapjv": ("lap", lap_columns),
        "lapjv": ("lapjv", lambda: _lap_columns(library("lapjv").lapjv)),
        "fastlap.lapjv": ("fastlap", fastlap),
        "Lap1015": ("py-lap-solver", lap1015),
        "ortools.SimpleLinearSumAssignment": ("ortools", ortools),
        "ortools.SimpleMinCostFlow": ("ortools", ortools_flow),
        "kwok": ("kwok", kwok),
        "networkx": ("networkx", networkx),
    }


def _with_capacity(name: str, capacity: tuple[int, ...]) -> Call:
    if name == "pairwell.match":
        return lambda cost: match_capacity(cost, capacity)
    if name == "ortools.SimpleMinCostFlow":
        return ortools_flow(capacity)
    raise NotForThisError("has no capacities")


def try_case(name: str, case_name: str) -> dict[str, str]:
    """Put a case to a solver and judge the outcome."""
    case = by_name(case_name)
    cost = case.make()
    before = copy.deepcopy(cost)
    try:
        call = _with_capacity(name, case.capacity) if case.capacity else calls()[name][1]()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows, columns = call(cost)
    except NotForThisError as reason:
        return {"status": OUT, "message": str(reason)}
    except MemoryError:
        return {"status": UNCLEAR, "message": "out of memory"}
    except Exception as error:
        return _judge_error(case, error)
    if not _same(before, cost):
        return {"status": WRONG, "message": "the input is changed"}
    return judge(case, cost, rows, columns, GRID if name == "pairwell.match" else 0.0)


def _same(before: Any, after: Any) -> bool:
    """Whether an input is as it was; numbers that are none count as the same."""
    if isinstance(before, np.ndarray):
        return bool(((before == after) | ((before != before) & (after != after))).all())
    return bool(before == after)


def _judge_error(case: Case, error: Exception) -> dict[str, str]:
    lines = str(error).strip().splitlines()
    message = f"{type(error).__name__}: {lines[0][:150] if lines else ''}"
    if not isinstance(error, CLEAR_ERRORS) or not lines:
        return {"status": UNCLEAR, "message": message}
    due = case.answer is None or case.may_refuse
    return {"status": CLEAR if due else REFUSES, "message": message}


def judge(case: Case, cost: Any, rows: Any, columns: Any, grid: float = 0.0) -> dict[str, str]:
    """Judge pairs against the exact answer of a case."""
    try:
        rows, columns = (np.asarray(ends, dtype=np.int64).tolist() for ends in (rows, columns))
    except (TypeError, ValueError):
        return {"status": WRONG, "message": "no assignment"}
    table = np.asarray(cost)
    if table.ndim != 2 or table.dtype.kind in "cUS":
        return {"status": WRONG, "message": "an answer where there is no question"}
    height, width = table.shape
    most = case.capacity or (1,) * width
    if (
        len(rows) != len(columns)
        or len(set(rows)) < len(rows)
        or any(not 0 <= row < height for row in rows)
        or any(not 0 <= column < width for column in columns)
        or any(columns.count(column) > most[column] for column in set(columns))
    ):
        return {"status": WRONG, "message": "no assignment"}
    picked = [table[row, column] for row, column in zip(rows, columns, strict=True)]
    broken = [value for value in picked if _is_no_cost(value)]
    if broken:
        return {"status": WRONG, "message": f"uses a cost of {broken[0]}"}
    if len(picked) < min(height, sum(most)):
        return {"status": SILENT, "message": f"{len(picked)} pairs, and no word about the rest"}
    if case.answer is None:
        return _judge_silence(cost, picked)
    least = least_total(cost, case.capacity) if isinstance(case.answer, str) else case.answer
    assert least is not None
    return _judge_total(
        picked, least, Fraction(case.relative) * abs(least) + Fraction(grid) * len(picked)
    )


def _is_no_cost(value: Any) -> bool:
    return isinstance(value, (float, np.floating)) and not np.isfinite(value)


def _judge_silence(cost: Any, picked: list[Any]) -> dict[str, str]:
    """An answer where an error is due: fair if it takes what is no number as forbidden."""
    taken = np.where(np.isfinite(cost), cost, INFINITE)
    least = least_total(taken)
    if least is None or sum(map(_fraction, picked)) > least:
        return {"status": WRONG, "message": "an answer that is not the best either"}
    return {"status": SILENT, "message": "takes what is no number as forbidden"}


def _fraction(value: Any) -> Fraction:
    return Fraction(value.item() if isinstance(value, np.generic) else value)


def _judge_total(picked: list[Any], least: Fraction, allowed: Any) -> dict[str, str]:
    total = sum(map(_fraction, picked), Fraction(0))
    if total - least > allowed:
        return {"status": WRONG, "message": f"total {float(total):.17g}, not {float(least):.17g}"}
    if total < least - allowed:
        return {"status": WRONG, "message": "a total below the least: the case itself is wrong"}
    return {"status": RIGHT, "message": ""}
