"""Instances from a seed, as arrays and as problems."""

import numpy as np
import pytest
import scipy.optimize
import scipy.sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

import pairwell as pw

FULL = ["most_pairs", "most_points"]
INTEGERS = [[40, 58, 18], [91, 32, 94]]
MENTORING = [[61, 71, 83], [52, 32, 79]]
HEX = ["0x1.974113df00c48p-2", "0x1.791424645ea96p-2"]


def rules(error):
    return [(finding.column, finding.rule, finding.value) for finding in error.findings]


@pytest.mark.parametrize("kind", pw.instances.DENSE_CLASSES)
def test_a_dense_instance_is_a_table_that_is_yours(kind):
    instance = pw.instances.dense(kind, 7, 5, seed=3)
    assert instance.shape == instance.costs.shape == (7, 5)
    assert instance.costs.dtype == (np.float64 if kind in ("uniform", "geometric") else np.int64)
    assert instance.costs.flags.c_contiguous
    assert instance.costs.flags.writeable
    again = pw.instances.dense(kind, 7, 5, seed=3)
    instance.costs[:] = 0
    assert again.costs.any()
    assert repr(instance) == f"<DenseInstance: {kind}, 7 x 5, {instance.costs.dtype}>"


@pytest.mark.parametrize("kind", pw.instances.DENSE_CLASSES)
@pytest.mark.parametrize("shape", [(20, 20), (8, 30), (30, 8)])
def test_a_dense_instance_as_a_problem_has_the_least_cost_of_scipy(kind, shape):
    instance = pw.instances.dense(kind, *shape, seed=4)
    problem = instance.problem(scale=1_000_000)
    matching = pw.match(problem, FULL)
    least = instance.costs[scipy.optimize.linear_sum_assignment(instance.costs)].sum()
    assert len(matching.pairs) == min(shape)
    assert matching.units == pytest.approx(-least * problem.scale, abs=min(shape))
    assert matching.verify().holds


def test_real_costs_are_kept_as_they_are_where_no_scale_is_given():
    instance = pw.instances.dense("uniform", 5, seed=2)
    problem = instance.problem()
    assert problem.rounding == 0.0
    costs = [[-problem.points_of(i, j) for j in range(5)] for i in range(5)]
    assert costs == instance.costs.tolist()
    assert pw.instances.dense("integers_100", 5, seed=2).problem().scale == 1


def test_a_square_needs_one_side_and_a_generator_gives_a_seed():
    one = pw.instances.dense("uniform", 6, seed=np.random.default_rng(1))
    assert one.shape == (6, 6)
    again = pw.instances.dense("uniform", 6, seed=np.random.default_rng(1))
    assert (one.costs == again.costs).all()


def test_values_are_those_of_every_platform():
    assert pw.instances.dense("integers_100", 2, 3, seed=2017).costs.tolist() == INTEGERS
    assert pw.instances.dense("mentoring", 2, 3, seed=2017).costs.tolist() == MENTORING
    assert [cost.hex() for cost in pw.instances.dense("geometric", 1, 2, seed=2017).costs[0]] == HEX


def test_a_sparse_instance_is_a_csr_array_with_a_planted_assignment():
    for shape, degree in (((40, 40), 4), ((20, 50), 3), ((50, 20), 6)):
        instance = pw.instances.sparse(*shape, degree=degree, most=50, seed=5)
        table = scipy.sparse.csr_array((instance.data, instance.indices, instance.indptr), shape)
        assert table.has_canonical_format
        assert (np.diff(instance.indptr) == degree).all()
        rows = np.flatnonzero(instance.planted >= 0)
        assert sorted(set(instance.planted[rows])) == sorted(instance.planted[rows])
        assert len(rows) == min(shape)
        assert (table.toarray()[rows, instance.planted[rows]] >= 1).all()
        matching = pw.match(instance.problem(), FULL)
        found = min_weight_full_bipartite_matching(table)
        assert -matching.units == table.toarray()[found].sum()


def test_a_capacitated_instance_is_feasible_and_solved_with_a_proof():
    for degree in (0, 6):
        instance = pw.instances.capacitated(50, 20, degree=degree, seed=6)
        problem = instance.problem
        assert problem.is_sparse == (degree > 0)
        assert problem.shape == (50, 20)
        assert {most for _, most in problem.mentor_capacity} <= {1, 2, 3, 4}
        assert len(problem.mentor_groups) > 2
        assert all(problem.points_of(*pair) is not None for pair in instance.planted)
        matching = pw.match(problem, FULL)
        assert matching.status is pw.Status.OPTIMAL
        assert len(matching.pairs) == len(instance.planted)
        assert matching.verify().holds


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (lambda: pw.instances.dense("unifrom", 3), [("kind", "class", "unifrom")]),
        (
            lambda: pw.instances.dense("uniform", -1, 2**31),
            [("rows", "range", "-1"), ("columns", "range", "2147483648")],
        ),
        (
            lambda: pw.instances.dense("uniform", 2**31 - 1),
            [("rows x columns", "size", "4611686014132420609")],
        ),
        (
            lambda: pw.instances.dense("uniform", 2**70, "5", seed=-1),
            [
                ("rows", "range", str(2**70)),
                ("columns", "type", "5"),
                ("seed", "range", "-1"),
            ],
        ),
        (
            lambda: pw.instances.sparse(3, 4, degree=5, most=0),
            [("degree", "range", "5"), ("most", "range", "0")],
        ),
        (
            lambda: pw.instances.capacitated(5, 4, degree=5, nations=-1, regions=0),
            [
                ("degree", "range", "5"),
                ("nations", "range", "-1"),
                ("regions", "range", "0"),
            ],
        ),
    ],
)
def test_what_cannot_be_is_refused_with_every_fault(call, found):
    with pytest.raises(pw.InvalidInput) as error:
        call()
    assert rules(error.value) == found
