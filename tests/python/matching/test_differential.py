"""The engine against solvers that others wrote, on random and published instances, exactly."""

import importlib.util
import re
from pathlib import Path

import campaigns
import numpy as np
import pytest
import scipy.optimize
import scipy.sparse
import scipy.sparse.csgraph

import pairwell as pw

DATA = Path(__file__).parents[4] / "shared" / "data"
ABSENT = pytest.mark.skipif(
    not DATA.is_dir(), reason="the published instances (../shared/data) are not on this machine"
)
NO_LIMIT = 2**31 - 1


def needs(*modules):
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def most_pairs(graph):
    """The size of a largest matching, by SciPy."""
    mates = scipy.sparse.csgraph.maximum_bipartite_matching(graph, perm_type="column")
    return int((mates >= 0).sum())


def solve(problem, objective, seed):
    """A verified matching without a lottery."""
    matching = pw.match(problem, objective, seed=None)
    assert matching.status is pw.Status.OPTIMAL, seed
    assert matching.verify(), (seed, matching.verify())
    return matching


FAMILIES = {
    "uniform": lambda rng, shape: rng.integers(0, 10**6, shape),
    "few levels": lambda rng, shape: rng.integers(0, 4, shape),
    "zeros and ones": lambda rng, shape: rng.integers(0, 2, shape),
    "all alike": lambda rng, shape: np.full(shape, 5),
    "products": lambda rng, shape: np.outer(np.arange(1, shape[0] + 1), np.arange(1, shape[1] + 1)),
    "negative": lambda rng, shape: rng.integers(-(10**9), 10**9, shape),
    "large": lambda rng, shape: rng.integers(-(2**48), 2**48, shape),
    "additive": lambda rng, shape: (
        rng.integers(0, 50, shape[0])[:, None] + rng.integers(0, 50, shape[1])
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", range(6))
def test_dense_tables_agree_with_scipy(family, seed):
    rng = np.random.default_rng([1, seed])
    shape = tuple(int(side) for side in rng.integers(1, 120, 2))
    points = FAMILIES[family](rng, shape).astype(np.int64)
    matching = solve(points, ["most_pairs", "most_points"], seed)
    rows, columns = scipy.optimize.linear_sum_assignment(points, maximize=True)
    assert matching.stages[0].units == min(shape), seed
    assert matching.units == int(points[rows, columns].sum()), seed


@pytest.mark.parametrize("seed", range(15))
def test_real_tables_agree_with_scipy_on_the_grid(seed):
    rng = np.random.default_rng([2, seed])
    points = rng.normal(50, 20, (60, 45))
    problem = pw.Problem(points, scale=1000)
    matching = solve(problem, ["most_pairs", "most_points"], seed)
    units = np.rint(points * 1000).astype(np.int64)
    rows, columns = scipy.optimize.linear_sum_assignment(units, maximize=True)
    assert matching.units == int(units[rows, columns].sum()), seed


@pytest.mark.parametrize("seed", range(20))
def test_sparse_tables_agree_with_scipy_in_pairs_and_points(seed):
    rng = np.random.default_rng([3, seed])
    shape = tuple(int(side) for side in rng.integers(5, 200, 2))
    stored = scipy.sparse.random_array(
        shape, density=float(rng.uniform(0.01, 0.1)), rng=rng, format="csr"
    )
    stored.data = rng.integers(1, 100, stored.nnz)
    matching = solve(pw.Problem(stored), ["most_pairs", "most_points"], seed)
    pairs = int(
        (scipy.sparse.csgraph.maximum_bipartite_matching(stored, perm_type="column") >= 0).sum()
    )
    assert matching.stages[0].units == pairs, seed
    # One more pair is made worth more than any sum of points: most pairs first, by one table.
    table = np.zeros(shape, np.int64)
    coordinates = stored.tocoo()
    table[coordinates.coords] = stored.data + 10**6
    rows, columns = scipy.optimize.linear_sum_assignment(table, maximize=True)
    assert matching.units == int(table[rows, columns].sum()) - 10**6 * pairs, seed


@pytest.mark.parametrize("seed", range(15))
def test_the_best_worst_pair_agrees_with_a_threshold_search(seed):
    rng = np.random.default_rng([4, seed])
    points = rng.integers(0, 300, tuple(int(side) for side in rng.integers(2, 60, 2)))
    matching = solve(points, ["most_pairs", "best_worst"], seed)

    def pairs_from(threshold):
        return most_pairs(scipy.sparse.csr_array(points >= threshold))

    worst = matching.stages[1].units
    assert pairs_from(worst) == min(points.shape), seed
    assert pairs_from(worst + 1) < min(points.shape), seed


LEVELLED = {
    "leximin": lambda points: (np.unique(points), -1),
    "rank_maximal": lambda points: (np.arange(1, points.shape[1] + 1), 1),
    "generous": lambda points: (np.arange(points.shape[1], 0, -1), -1),
}


@pytest.mark.parametrize("name", LEVELLED)
@pytest.mark.parametrize("seed", range(25))
def test_stages_by_levels_agree_with_one_table_of_great_weights(name, seed):
    """Few people and levels: then SciPy holds a weight that outweighs all later ones exactly."""
    rng = np.random.default_rng([8, seed])
    people = int(rng.integers(3, 12))
    points = rng.integers(0, 12, (people, people))
    level_of = points
    if name != "leximin":
        level_of = np.array([[len(set(row[row > own])) + 1 for own in row] for row in points])
    levels, sign = LEVELLED[name](points)
    weights = {
        int(level): sign * (people + 1) ** (len(levels) - 1 - turn)
        for turn, level in enumerate(levels)
    }
    table = np.vectorize(weights.get)(level_of)
    assert people * abs(table).max() < 2**53
    rows, columns = scipy.optimize.linear_sum_assignment(table, maximize=True)
    at_level = level_of[rows, columns].tolist()
    expected = [[int(level), at_level.count(level)] for level in levels if level in at_level]
    stage = solve(points, ["most_pairs", name, "most_points"], seed).stages[1]
    assert stage.profile.tolist() == expected, seed


@needs("ortools")
@pytest.mark.parametrize("seed", range(10))
def test_square_tables_agree_with_ortools_assignment(seed):
    from ortools.graph.python import linear_sum_assignment

    rng = np.random.default_rng([5, seed])
    side = int(rng.integers(2, 100))
    points = rng.integers(0, 1000, (side, side))
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = np.indices(points.shape).reshape(2, -1)
    solver.add_arcs_with_cost(rows, columns, -points.ravel())
    assert solver.solve() == solver.OPTIMAL
    assert solve(points, ["most_pairs", "most_points"], seed).units == -solver.optimal_cost(), seed


@needs("ortools")
@pytest.mark.parametrize("seed", range(15))
def test_capacities_agree_with_ortools_flow(seed):
    from ortools.graph.python import min_cost_flow

    rng = np.random.default_rng([6, seed])
    mentees, mentors = (int(side) for side in rng.integers(2, 60, 2))
    points = rng.integers(0, 500, (mentees, mentors))
    holes = rng.random(points.shape) < 0.4
    limits = rng.integers(0, 4, mentees), rng.integers(0, 5, mentors)
    problem = pw.Problem(
        points, forbidden=holes, mentee_capacity=limits[0], mentor_capacity=limits[1]
    )
    matching = solve(problem, ["most_pairs", "most_points"], seed)
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = mentees + mentors, mentees + mentors + 1
    for mentee in range(mentees):
        flow.add_arc_with_capacity_and_unit_cost(source, mentee, int(limits[0][mentee]), 0)
    for mentor in range(mentors):
        flow.add_arc_with_capacity_and_unit_cost(mentees + mentor, sink, int(limits[1][mentor]), 0)
    for mentee, mentor in np.argwhere(~holes).tolist():
        flow.add_arc_with_capacity_and_unit_cost(
            mentee, mentees + mentor, 1, -int(points[mentee, mentor])
        )
    flow.set_node_supply(source, int(limits[0].sum()))
    flow.set_node_supply(sink, -int(limits[1].sum()))
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    assert matching.stages[0].units == flow.maximum_flow(), seed
    assert matching.units == -flow.optimal_cost(), seed


def ruled(seed, sides=12):
    """A problem with ranges on people and on nested groups of both sides."""
    rng = np.random.default_rng([7, seed])
    mentees, mentors = (int(side) for side in rng.integers(4, sides, 2))
    points = rng.integers(-20, 100, (mentees, mentors))

    def groups(people):
        order = rng.permutation(people).tolist()
        half = people // 2
        least = int(rng.integers(0, 2))
        return [
            (order[:half], (least, int(rng.integers(least, people)))),
            (order[: max(1, half // 2)], (0, int(rng.integers(1, people)))),
            (order[half:], (least, NO_LIMIT)),
        ]

    return pw.Problem(
        points,
        forbidden=rng.random(points.shape) < 0.3,
        mentee_capacity=(
            rng.integers(0, 2, mentees) * (rng.random(mentees) < 0.3),
            rng.integers(1, 4, mentees),
        ),
        mentor_capacity=(
            rng.integers(0, 2, mentors) * (rng.random(mentors) < 0.3),
            rng.integers(1, 4, mentors),
        ),
        mentee_groups=groups(mentees),
        mentor_groups=groups(mentors),
    )


def rows_of(problem):
    """Every range as a row over the admissible pairs: what it counts, its least, its most."""
    pairs, units = problem.admissible()
    rows = []
    for side, capacity, groups in (
        (0, problem.mentee_capacity, problem.mentee_groups),
        (1, problem.mentor_capacity, problem.mentor_groups),
    ):
        rows += [(pairs[:, side] == person, *limits) for person, limits in enumerate(capacity)]
        rows += [(np.isin(pairs[:, side], members), *limits) for _, members, limits in groups]
    matrix = np.array([row[0] for row in rows], float)
    most = [NO_LIMIT if row[2] is None else row[2] for row in rows]
    return units, matrix, np.array([row[1] for row in rows]), np.array(most)


def staged(solve_stage, units):
    """Most pairs, then most points, by a solver that takes a weight and what is decided."""
    ones = np.ones(len(units), np.int64)
    pairs = solve_stage(ones, [])
    return None if pairs is None else (pairs, solve_stage(units, [(ones, pairs)]))


def compare(problem, expected, seed):
    matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    assert matching.verify(), (seed, matching.verify())
    if expected is None:
        assert matching.status is pw.Status.INFEASIBLE, seed
    else:
        assert [stage.units for stage in matching.stages] == list(expected), seed


@pytest.mark.parametrize("seed", range(25))
def test_ranges_and_groups_agree_with_integer_programming_of_scipy(seed):
    problem = ruled(seed)
    units, matrix, least, most = rows_of(problem)

    def solve_stage(weight, decided):
        rules = [scipy.optimize.LinearConstraint(matrix, least, most)]
        rules += [
            scipy.optimize.LinearConstraint(row[None, :], value, value) for row, value in decided
        ]
        answer = scipy.optimize.milp(
            -weight,
            constraints=rules,
            integrality=np.ones(len(weight)),
            bounds=scipy.optimize.Bounds(0, 1),
        )
        assert answer.status in (0, 2), (seed, answer.message)
        return None if answer.x is None else int(weight @ np.rint(answer.x).astype(np.int64))

    compare(problem, staged(solve_stage, units), seed)


@needs("highspy")
@pytest.mark.parametrize("seed", range(10))
def test_larger_ranges_and_groups_agree_with_linear_programming_of_highs(seed):
    """The rules are a network: the linear programme has a whole optimum without being asked."""
    import highspy

    problem = ruled(1000 + seed, sides=70)
    units, matrix, least, most = rows_of(problem)

    def solve_stage(weight, decided):
        solver = highspy.Highs()
        solver.silent()
        variables = [solver.addVariable(0, 1, obj=float(value)) for value in weight]
        rows = [
            *zip(matrix, least, most, strict=True),
            *((row, value, value) for row, value in decided),
        ]
        for row, low, high in rows:
            used = np.flatnonzero(row).astype(np.int32)
            solver.addRow(float(low), float(min(high, 10**6)), len(used), used, np.ones(len(used)))
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        assert len(variables) == len(weight)
        value = solver.getObjectiveValue()
        assert abs(value - round(value)) < 1e-5
        return round(value)

    compare(problem, staged(solve_stage, units), seed)


@needs("ortools")
@pytest.mark.parametrize("seed", range(12))
def test_three_stages_agree_with_constraint_programming_of_ortools(seed):
    """A floor between most pairs and most points, with ranges and nested groups."""
    from ortools.sat.python import cp_model

    problem = ruled(2000 + seed, sides=8)
    units, matrix, least, most = rows_of(problem)
    objectives = [np.ones(len(units), np.int64), -(units < 40).astype(np.int64), units]
    reached = []
    for weight in objectives:
        model = cp_model.CpModel()
        chosen = [model.new_bool_var(str(index)) for index in range(len(units))]
        for row, low, high in zip(matrix, least.tolist(), most.tolist(), strict=True):
            model.add_linear_constraint(sum(chosen[i] for i in np.flatnonzero(row)), low, high)
        for earlier, value in zip(objectives, reached, strict=False):
            model.add(sum(int(w) * x for w, x in zip(earlier, chosen, strict=True)) == value)
        model.maximize(sum(int(w) * x for w, x in zip(weight, chosen, strict=True)))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            break
        assert status == cp_model.OPTIMAL
        reached.append(round(solver.objective_value))
    matching = pw.match(problem, ["most_pairs", ("floor", 40), "most_points"], seed=None)
    assert matching.verify(), seed
    values = [stage.units for stage in matching.stages]
    assert values == ([reached[0], -reached[1], reached[2]] if reached else []), seed


@needs("networkx")
@pytest.mark.parametrize("seed", range(10))
def test_sparse_tables_agree_with_networkx(seed):
    import networkx

    rng = np.random.default_rng([8, seed])
    shape = tuple(int(side) for side in rng.integers(2, 30, 2))
    points = rng.integers(1, 50, shape)
    holes = rng.random(shape) < 0.6
    graph = networkx.Graph()
    for mentee, mentor in np.argwhere(~holes).tolist():
        graph.add_edge(("mentee", mentee), ("mentor", mentor), weight=int(points[mentee, mentor]))
    for pairs_first, objective in ((True, ["most_pairs", "most_points"]), (False, ["most_points"])):
        found = networkx.max_weight_matching(graph, maxcardinality=pairs_first)
        weight = sum(graph.edges[edge]["weight"] for edge in found)
        matching = solve(pw.Problem(points, forbidden=holes), objective, seed)
        assert matching.units == weight, seed
        if pairs_first:
            assert matching.stages[0].units == len(found), seed


@ABSENT
@pytest.mark.parametrize(("name", "least_cost"), [("assign100", 305), ("assign500", 991)])
def test_or_library_instances_have_their_published_value(name, least_cost):
    numbers = [int(word) for word in (DATA / "orlib" / f"{name}.txt").read_text().split()]
    side = numbers[0]
    costs = np.array(numbers[1:]).reshape(side, side)
    matching = solve(-costs, ["most_pairs", "most_points"], name)
    assert (matching.stages[0].units, -matching.units) == (side, least_cost)


BIDS = [
    ("00037-00000001", 12, 1615, 2549),
    ("00039-00000001", 8, 128, 233),
    ("00039-00000002", 8, 150, 280),
]


@ABSENT
@pytest.mark.parametrize(("name", "most", "pairs", "weight"), BIDS)
def test_conference_bids_have_their_known_value(name, most, pairs, weight):
    """Papers want three reviewers each. Cite preflib.org."""
    lines = (DATA / "preflib" / f"{name}.cat").read_text().splitlines()
    papers = next(int(line.split(":")[1]) for line in lines if "NUMBER ALTERNATIVES" in line)
    bids = [line for line in lines if not line.startswith("#")]
    assert all(line.startswith("1:") for line in bids)
    worth = scipy.sparse.lil_array((papers, len(bids)), dtype=np.int64)
    for reviewer, line in enumerate(bids):
        yes, maybe = re.findall(r"\{([^}]*)\}|(?<=[:,])\s*(\d+)", line)[:2]
        for category, value in ((yes, 2), (maybe, 1)):
            for paper in ",".join(category).strip(",").split(","):
                if paper:
                    worth[int(paper) - 1, reviewer] = value
    problem = pw.Problem(worth, mentee_capacity=3, mentor_capacity=most)
    assert solve(problem, ["most_pairs", "most_points"], name).stages[0].units == pairs
    heaviest = solve(problem, ["most_points", "most_pairs"], name)
    assert (heaviest.units, len(heaviest.pairs)) == (weight, pairs)


def test_random_problems_agree_with_exhaustive_search_by_the_hundred():
    said = campaigns.tried("campaign_problems.py", 1000)
    assert "0 of 1,000 problems show a fault" in said


def test_a_half_of_a_unit_in_a_later_column_is_no_whole_number():
    """The campaign's problem 30002: 2^60 units in a point were said to be exact, and 2^61 are."""
    table = np.asfortranarray([[0.02 / 3, 0.05 / 3], [0, -0.01 / 3]])
    problem = pw.Problem(table)
    assert (problem.scale, problem.rounding) == (2**61, 0)
    assert problem.points_of(1, 1) == -0.01 / 3
