"""The drop-in functions and assign, against SciPy, OR-Tools and by their own proofs."""

import dataclasses
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from itertools import permutations
from types import SimpleNamespace

import campaigns
import numpy as np
import pytest
import scipy.optimize
import scipy.sparse
import scipy.sparse.csgraph
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import pairwell as pw

INF = np.inf
REALS = ["float16", "float32", "float64", ">f8", "<f4"]
WHOLE = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", ">i4"]
SHAPES = [(1, 1), (1, 5), (5, 1), (4, 4), (3, 7), (7, 3), (19, 19), (40, 90), (90, 40), (130, 130)]


def tables(kind, shape, dtype="float64", seed=0):
    """Tables of the classes that the benchmarks name, small."""
    rng = np.random.default_rng([seed, *shape])
    rows, columns = np.indices(shape)
    if kind == "uniform":
        table = rng.random(shape) * 100
    elif kind == "few":
        table = rng.integers(0, 4, shape)
    elif kind == "product":
        table = (rows + 1.0) * (columns + 1)
    elif kind == "geometric":
        a, b = rng.random((shape[0], 2)), rng.random((shape[1], 2))
        table = np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1)) * 100
    else:
        table = np.full(shape, 7.0)
    return table.astype(dtype)


KINDS = ["uniform", "few", "product", "geometric", "constant"]


def total(costs, pairs):
    """An exact sum of whole numbers, a plain one of reals."""
    picked = np.asarray(costs)[pairs]
    if picked.dtype.kind in "biu":
        return sum(map(int, picked))
    return picked.astype(np.float64).sum()


def is_full(shape, pairs):
    rows, columns = pairs
    return (
        rows.dtype == columns.dtype == np.int64
        and len(rows) == len(columns) == min(shape)
        and (np.diff(rows) > 0).all()
        and len(set(columns.tolist())) == len(columns)
    )


class TestLinearSumAssignment:
    @pytest.mark.parametrize("maximize", [False, True])
    @pytest.mark.parametrize("shape", SHAPES, ids=str)
    @pytest.mark.parametrize("kind", KINDS)
    def test_reaches_the_total_of_scipy(self, kind, shape, maximize):
        costs = tables(kind, shape)
        pairs = pw.linear_sum_assignment(costs, maximize)
        assert is_full(shape, pairs)
        theirs = scipy.optimize.linear_sum_assignment(costs, maximize)
        assert total(costs, pairs) == pytest.approx(total(costs, theirs), rel=1e-12)

    @pytest.mark.parametrize("dtype", WHOLE + REALS)
    @pytest.mark.parametrize("shape", [(12, 12), (5, 9), (9, 5), (70, 70)], ids=str)
    def test_takes_every_type_of_numbers(self, dtype, shape):
        costs = tables("uniform", shape).astype(dtype)
        for maximize in (False, True):
            pairs = pw.linear_sum_assignment(costs, maximize=maximize)
            theirs = scipy.optimize.linear_sum_assignment(costs, maximize=maximize)
            assert is_full(shape, pairs)
            assert total(costs, pairs) == pytest.approx(total(costs, theirs), rel=1e-12)

    @settings(deadline=None, max_examples=300)
    @given(
        st.sampled_from(["int32", "int64", "float64"]).flatmap(
            lambda dtype: hnp.arrays(
                dtype,
                hnp.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=9),
                elements=st.integers(-20, 20),
            )
        ),
        st.booleans(),
        st.sets(st.integers(0, 80), max_size=25),
    )
    def test_agrees_with_scipy_on_anything_small(self, costs, maximize, forbidden):
        if costs.dtype.kind == "f" and costs.size:
            costs.flat[[place % costs.size for place in forbidden]] = -INF if maximize else INF
        try:
            theirs = scipy.optimize.linear_sum_assignment(costs, maximize)
        except ValueError:
            with pytest.raises(ValueError, match="cost matrix is infeasible"):
                pw.linear_sum_assignment(costs, maximize)
        else:
            pairs = pw.linear_sum_assignment(costs, maximize)
            assert is_full(costs.shape, pairs)
            assert total(costs, pairs) == total(costs, theirs)
            assert pw.assign(costs, maximise=maximize).verify()

    @settings(deadline=None, max_examples=60)
    @given(st.integers(1, 24), st.integers(0, 2**32), st.sampled_from([2, 100, 10**6, 2**40]))
    def test_agrees_with_or_tools(self, n, seed, highest):
        pytest.importorskip("ortools")
        from ortools.graph.python import linear_sum_assignment as theirs

        costs = np.random.default_rng(seed).integers(-highest, highest, (n, n))
        solver = theirs.SimpleLinearSumAssignment()
        rows, columns = np.indices(costs.shape, np.int32)
        solver.add_arcs_with_cost(rows.ravel(), columns.ravel(), costs.ravel())
        assert solver.solve() == solver.OPTIMAL
        assert total(costs, pw.linear_sum_assignment(costs)) == solver.optimal_cost()

    @pytest.mark.parametrize("n", [6, 90])
    @pytest.mark.parametrize("dtype", ["int32", "int64", "float32", "float64", "uint8"])
    @pytest.mark.parametrize(
        "layout",
        [
            lambda a: np.asfortranarray(a),
            lambda a: a.T,
            lambda a: a[::-1],
            lambda a: a[:, ::-1],
            lambda a: a[::-1, ::-1].T,
            lambda a: a[::2, 1::3],
            lambda a: np.repeat(a, 2, axis=1)[:, ::2],
            lambda a: np.broadcast_to(a[0], a.shape),
            lambda a: np.broadcast_to(a[:, :1], a.shape),
            lambda a: a.astype(a.dtype.newbyteorder()),
            lambda a: np.frombuffer(b"x" + a.tobytes(), a.dtype, offset=1).reshape(a.shape),
            lambda a: np.rec.fromarrays([a, np.zeros(a.shape, "i1")], names="a,b")["a"],
            lambda a: np.ma.asarray(a),
            lambda a: a.tolist(),
        ],
    )
    def test_reads_any_layout(self, layout, dtype, n):
        costs = layout(tables("uniform", (n, n), dtype))
        plain = np.array(costs, order="C")
        got = pw.linear_sum_assignment(costs)
        expected = scipy.optimize.linear_sum_assignment(plain)
        assert is_full(plain.shape, got)
        assert total(plain, got) == pytest.approx(total(plain, expected), rel=1e-12)

    def test_leaves_a_read_only_table_as_it_is(self):
        costs = tables("uniform", (80, 80))
        before = costs.copy()
        costs.flags.writeable = False
        pw.linear_sum_assignment(costs)
        pw.linear_sum_assignment(costs, maximize=True)
        assert (costs == before).all()

    @pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2**40, 0), (0, 2**40)], ids=str)
    def test_gives_nothing_for_an_empty_table(self, shape):
        for dtype in ("float64", "int32", "uint8"):
            rows, columns = pw.linear_sum_assignment(np.empty(shape, dtype))
            assert rows.shape == columns.shape == (0,)
            assert rows.dtype == columns.dtype == np.int64
        assert len(pw.linear_sum_assignment([[]])[0]) == 0

    @pytest.mark.parametrize("costs", [3, None, [], [1, 2], np.zeros((2, 2, 2)), np.float64(1)])
    def test_wants_two_dimensions(self, costs):
        with pytest.raises(pw.InvalidInput, match="expected a matrix") as caught:
            pw.linear_sum_assignment(costs)
        assert isinstance(caught.value, ValueError)

    @pytest.mark.parametrize(
        "costs",
        [
            np.eye(2, dtype=complex),
            np.eye(2).astype(object),
            np.eye(2).astype(str),
            np.eye(2).astype(bytes),
            np.zeros((2, 2), "M8[D]"),
            np.zeros((2, 2), "m8[D]"),
            np.zeros((2, 2), "V3"),
            np.zeros((2, 2), [("a", int)]),
            np.empty((0, 3), str),
        ],
        ids=lambda costs: str(costs.dtype),
    )
    def test_refuses_what_is_no_number_as_scipy_does(self, costs):
        with pytest.raises(TypeError, match="Cannot cast array data"):
            scipy.optimize.linear_sum_assignment(costs)
        with pytest.raises(TypeError, match="Cannot cast array data"):
            pw.linear_sum_assignment(costs)

    @pytest.mark.skipif(np.longdouble == np.float64, reason="long double is double here")
    def test_refuses_reals_that_float64_cannot_hold(self):
        with pytest.raises(TypeError, match="Cannot cast array data"):
            pw.linear_sum_assignment(np.eye(2, dtype=np.longdouble))

    def test_refuses_a_ragged_list_and_texts(self):
        with pytest.raises(ValueError, match="cost_matrix: cannot be read as a matrix"):
            pw.linear_sum_assignment([[1, 2], [3]])
        with pytest.raises(ValueError, match="cost_matrix: a cost is a number"):
            pw.linear_sum_assignment([["a", "b"]])

    def test_refuses_a_sparse_table(self):
        with pytest.raises(ValueError, match="got a sparse one"):
            pw.linear_sum_assignment(scipy.sparse.csr_array(np.eye(2)))

    def test_takes_a_list_of_huge_numbers_and_a_data_frame(self):
        pandas = pytest.importorskip("pandas")
        assert pw.linear_sum_assignment([[2**70, 1], [1, 1]])[1].tolist() == [1, 0]
        frame = pandas.DataFrame({"a": [1, 5], "b": [0.5, 9]})
        assert pw.linear_sum_assignment(frame)[1].tolist() == [1, 0]

    @pytest.mark.parametrize("n", [2, 100])
    @pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
    @pytest.mark.parametrize(
        ("bad", "maximize"), [(np.nan, False), (np.nan, True), (-INF, False), (INF, True)]
    )
    def test_names_the_place_of_a_number_that_no_cost_may_be(self, bad, maximize, dtype, n):
        costs = np.ones((n, n), dtype)
        costs[1, n - 1] = bad
        with pytest.raises(
            pw.InvalidInput, match=rf"contains invalid numeric entries.*\[1, {n - 1}\]"
        ):
            pw.linear_sum_assignment(costs, maximize)

    @pytest.mark.parametrize("n", [3, 100])
    @pytest.mark.parametrize(
        "bad_rows", [(0,), (1, 2)], ids=["all forbidden", "two rows with one column"]
    )
    def test_says_that_there_is_no_assignment(self, bad_rows, n):
        for maximize, never in ((False, INF), (True, -INF)):
            costs = np.ones((n, n))
            costs[list(bad_rows)] = never
            if len(bad_rows) > 1:
                costs[list(bad_rows), 1] = 1
            for dtype in (np.float64, np.float32):
                for table in (costs.astype(dtype), costs.T.astype(dtype)):
                    with pytest.raises(pw.InvalidInput, match="cost matrix is infeasible"):
                        pw.linear_sum_assignment(table, maximize)

    def test_says_who_cannot_be_assigned(self):
        costs = np.ones((15, 15))
        costs[2] = INF
        with pytest.raises(pw.InvalidInput, match="row 2 has no admissible column"):
            pw.linear_sum_assignment(costs)
        with pytest.raises(pw.InvalidInput, match="column 2 has no admissible row"):
            pw.linear_sum_assignment(costs.T[:, :14])
        costs[[5, 7], 1:] = costs[2, 0] = INF
        costs[2] = 1
        with pytest.raises(
            pw.InvalidInput, match="rows 5 and 7 have fewer than 2 admissible columns"
        ):
            pw.linear_sum_assignment(costs)
        costs = np.full((13, 14), INF)
        costs[:, :12] = 1
        with pytest.raises(
            pw.InvalidInput, match=r"0, 1, 2, .* and 3 more have fewer than 13 admissible columns"
        ):
            pw.linear_sum_assignment(costs)
        with pytest.raises(pw.InvalidInput, match=r"exists.*row 1 has no admissible column"):
            pw.min_weight_full_bipartite_matching(scipy.sparse.csr_array([[1, 1], [0, 0]]))

    def test_leaves_out_a_forbidden_row_where_there_are_more_rows(self):
        rows, columns = pw.linear_sum_assignment([[INF], [2.0], [1.0]])
        assert (rows.tolist(), columns.tolist()) == ([2], [0])

    def test_understands_maximize_as_any_truth(self):
        costs = np.eye(2)
        for yes in (True, 1, np.True_, "yes", 2.5):
            assert pw.linear_sum_assignment(costs, maximize=yes)[1].tolist() == [0, 1]
        for no in (False, 0, None, ""):
            assert pw.linear_sum_assignment(costs, maximize=no)[1].tolist() == [1, 0]
        with pytest.raises(ValueError, match="truth value"):
            pw.linear_sum_assignment(costs, maximize=np.array([1, 2]))

    @pytest.mark.parametrize("arguments", [(), (np.eye(2), False, 1)])
    def test_wants_one_or_two_arguments(self, arguments):
        with pytest.raises(TypeError, match="argument"):
            pw.linear_sum_assignment(*arguments)

    def test_takes_its_arguments_by_name(self):
        pairs = pw.linear_sum_assignment(cost_matrix=np.eye(2), maximize=True)
        assert pairs[1].tolist() == [0, 1]

    @pytest.mark.parametrize("shape", [(100_000, 3), (3, 100_000)], ids=str)
    def test_is_quick_on_copies_of_one_row(self, shape):
        costs = np.broadcast_to(np.arange(3.0) if shape[1] == 3 else np.arange(3.0)[:, None], shape)
        for table in (costs, costs.astype(np.int32)):
            start = time.perf_counter()
            pairs = pw.linear_sum_assignment(table)
            assert time.perf_counter() - start < 5
            assert is_full(shape, pairs)
            assert total(table, pairs) == 3

    def test_is_right_for_reals_near_the_end_of_their_range(self):
        huge = np.array([[1e308, 1e308, -1.7e308], [-1.7e308, 1e308, 1e308], [0, -1.7e308, 1e308]])
        assert pw.linear_sum_assignment(huge)[1].tolist() == [2, 0, 1]
        assert pw.linear_sum_assignment(-huge, maximize=True)[1].tolist() == [2, 0, 1]
        tiny = np.array([[5e-324, 1e-323], [5e-324, 5e-324]])
        assert pw.linear_sum_assignment(tiny)[1].tolist() == [0, 1]


class TestSmallTables:
    @pytest.mark.parametrize("shape", [(64, 64), (64, 65), (65, 64), (1, 64), (64, 1), (20, 64)])
    @pytest.mark.parametrize("kind", KINDS)
    def test_are_solved_as_well_as_larger_ones(self, kind, shape):
        costs = tables(kind, (66, 66))
        part = costs[: shape[0], : shape[1]]
        for maximise in (False, True):
            assignment = pw.assign(part, maximise=maximise)
            assert assignment.verify()
            theirs = scipy.optimize.linear_sum_assignment(part, maximise)
            assert assignment.total == pytest.approx(total(part, theirs), rel=1e-12)

    @pytest.mark.parametrize("exponent", range(40, 63))
    def test_are_exact_wherever_the_numbers_change_their_type(self, exponent):
        rng = np.random.default_rng(exponent)
        for n in (4, 19):
            costs = rng.integers(-(2**exponent), 2**exponent, (n, n)) >> max(1, exponent - 57)
            assert pw.assign(costs).verify()
            # A shift of all costs changes nothing.
            small = rng.integers(0, 3, (n, n))
            shifted = small + np.int64(2**exponent) - np.int64(7)
            found, plain = pw.linear_sum_assignment(shifted), pw.linear_sum_assignment(small)
            assert total(small, found) == total(small, plain)


class TestHugeWholeNumbers:
    def exact(self, costs, maximize=False):
        """The best total by trying everything."""
        n = len(costs)
        totals = (sum(int(costs[i][p[i]]) for i in range(n)) for p in permutations(range(n)))
        return max(totals) if maximize else min(totals)

    @pytest.mark.parametrize("maximize", [False, True])
    @pytest.mark.parametrize("dtype", ["int64", "uint64"])
    @pytest.mark.parametrize("base", [2**44, 2**50, 2**53, 2**60, 2**62, 2**63 - 10])
    @pytest.mark.parametrize("n", [2, 5])
    def test_are_summed_exactly(self, n, base, dtype, maximize):
        for seed in range(20):
            small = np.random.default_rng(seed).integers(0, 9, (n, n))
            costs = small.astype(dtype) + np.array(base, dtype)
            pairs = pw.linear_sum_assignment(costs, maximize)
            assert total(costs, pairs) == self.exact(costs.tolist(), maximize)

    def test_beyond_int64_are_taken_too(self):
        costs = np.array([[2**64 - 1, 2**64 - 2], [2**64 - 3, 2**64 - 1]], np.uint64)
        assert pw.linear_sum_assignment(costs)[1].tolist() == [1, 0]
        assert pw.linear_sum_assignment(costs, True)[1].tolist() == [0, 1]

    @pytest.mark.parametrize("never", [2**62, 2**63 - 1])
    def test_may_stand_for_a_pair_that_nobody_wants(self, never):
        costs = np.array([[2**53 + 1, 2**53, never], [2**53, 2**53 + 3, never], [never, never, 1]])
        assert pw.linear_sum_assignment(costs)[1].tolist() == [1, 0, 2]
        assert pw.linear_sum_assignment(-costs, maximize=True)[1].tolist() == [1, 0, 2]

    def test_of_both_signs_are_right(self):
        low, high = -(2**63), 2**63 - 1
        costs = np.array([[low, high], [high, low]])
        assert pw.linear_sum_assignment(costs)[1].tolist() == [0, 1]
        assert pw.linear_sum_assignment(costs, maximize=True)[1].tolist() == [1, 0]

    def test_of_pairs_in_a_list_are_exact_too(self):
        base = 2**62
        costs = np.array([[base + 1, base], [base, base + 3]])
        for dtype in (np.int64, np.uint64):
            sparse = scipy.sparse.csr_array(costs.astype(dtype))
            assert pw.min_weight_full_bipartite_matching(sparse)[1].tolist() == [1, 0]
            assert pw.min_weight_full_bipartite_matching(sparse, True)[1].tolist() == [0, 1]

    def test_are_refused_by_assign(self):
        with pytest.raises(pw.InvalidInput):
            pw.assign([[2**62, 0], [0, 2**62]])
        with pytest.raises(pw.InvalidInput, match="2\\^63"):
            pw.assign(np.array([[2**64 - 1]], np.uint64))


class Plain(SimpleNamespace):
    """An object with the attributes of a sparse table and nothing of SciPy's."""


def plain_rows(sparse):
    rows = scipy.sparse.csr_array(sparse)
    return Plain(shape=rows.shape, indptr=rows.indptr, indices=rows.indices, data=rows.data)


def plain_columns(sparse):
    columns = scipy.sparse.csc_array(sparse)
    return Plain(
        format="csc",
        shape=columns.shape,
        indptr=columns.indptr,
        indices=columns.indices,
        data=columns.data,
    )


def plain_pairs(sparse):
    pairs = scipy.sparse.coo_array(sparse)
    order = np.random.default_rng(1).permutation(pairs.nnz)
    return Plain(
        shape=pairs.shape, row=pairs.row[order], col=pairs.col[order], data=pairs.data[order]
    )


def with_long_positions(sparse):
    rows = scipy.sparse.csr_array(sparse)
    rows.indices, rows.indptr = rows.indices.astype(np.int64), rows.indptr.astype(np.int64)
    return rows


def out_of_order(sparse):
    rows = scipy.sparse.csr_array(sparse)
    for row in range(rows.shape[0]):
        here = slice(rows.indptr[row], rows.indptr[row + 1])
        rows.indices[here], rows.data[here] = rows.indices[here][::-1], rows.data[here][::-1]
    rows.has_sorted_indices = False
    return rows


LAYOUTS = [
    *(getattr(scipy.sparse, f"{name}_array") for name in ("csr", "csc", "coo", "lil", "dok")),
    scipy.sparse.csr_matrix,
    plain_rows,
    plain_columns,
    plain_pairs,
    with_long_positions,
    out_of_order,
]


def sparse_weights(shape, density, dtype="float64", seed=0):
    """A table with entries in some places, zero elsewhere, and an assignment among them."""
    rng = np.random.default_rng([seed, *shape])
    weights = rng.integers(1, 100, shape) * (rng.random(shape) < density)
    side = np.arange(min(shape))
    weights[side, rng.permutation(shape[1])[side] if shape[0] <= shape[1] else side] = 50
    return weights.astype(dtype)


class TestMinWeightFullBipartiteMatching:
    @pytest.mark.parametrize("maximize", [False, True])
    @pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
    @pytest.mark.parametrize("shape", [(6, 6), (5, 11), (11, 5), (120, 120)], ids=str)
    def test_reaches_the_total_of_scipy(self, shape, layout, maximize):
        weights = sparse_weights(shape, 0.3)
        pairs = pw.min_weight_full_bipartite_matching(layout(weights), maximize)
        theirs = scipy.sparse.csgraph.min_weight_full_bipartite_matching(
            scipy.sparse.csr_array(weights), maximize
        )
        assert is_full(shape, pairs)
        assert (weights[pairs] != 0).all()
        assert total(weights, pairs) == total(weights, theirs)

    @pytest.mark.parametrize("dtype", [*WHOLE[:-1], "float32", "float64", "longdouble"])
    def test_takes_every_type_of_numbers(self, dtype):
        weights = scipy.sparse.csr_array(sparse_weights((20, 20), 0.3, dtype))
        ours = pw.min_weight_full_bipartite_matching(weights)
        theirs = scipy.sparse.csgraph.min_weight_full_bipartite_matching(weights)
        assert weights[ours].astype(float).sum() == weights[theirs].astype(float).sum()

    @settings(deadline=None, max_examples=200)
    @given(
        hnp.arrays(
            "float64",
            hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=8),
            elements=st.one_of(st.just(0), st.integers(-9, 9), st.sampled_from([INF, -INF])),
        ),
        st.booleans(),
    )
    def test_agrees_with_scipy_on_anything_small(self, weights, maximize):
        weights[weights == (INF if maximize else -INF)] = 0
        sparse = scipy.sparse.csr_array(weights)
        try:
            theirs = scipy.sparse.csgraph.min_weight_full_bipartite_matching(sparse, maximize)
        except ValueError:
            with pytest.raises(ValueError, match="no full matching exists"):
                pw.min_weight_full_bipartite_matching(sparse, maximize)
        else:
            ours = pw.min_weight_full_bipartite_matching(sparse, maximize)
            assert is_full(weights.shape, ours)
            assert total(weights, ours) == total(weights, theirs)

    @pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)], ids=str)
    @pytest.mark.parametrize("layout", LAYOUTS[:3] + LAYOUTS[5:7])
    def test_gives_nothing_for_an_empty_table(self, layout, shape):
        rows, columns = pw.min_weight_full_bipartite_matching(layout(scipy.sparse.coo_array(shape)))
        assert rows.shape == columns.shape == (0,)
        assert rows.dtype == columns.dtype == np.int64

    @pytest.mark.parametrize("weights", [np.eye(2), [[1, 2], [3, 4]], None, 3])
    def test_wants_a_sparse_table(self, weights):
        with pytest.raises(TypeError, match="graph must be sparse"):
            pw.min_weight_full_bipartite_matching(weights)

    def test_wants_two_dimensions(self):
        with pytest.raises(ValueError, match="expected a matrix"):
            pw.min_weight_full_bipartite_matching(scipy.sparse.coo_array([1, 2]))

    @pytest.mark.parametrize("bad", [np.nan, -INF])
    def test_refuses_what_no_weight_may_be(self, bad):
        weights = scipy.sparse.csr_array([[bad, 1], [1, 1]])
        with pytest.raises(pw.InvalidInput, match="contains invalid numeric entries"):
            pw.min_weight_full_bipartite_matching(weights)
        with pytest.raises(pw.InvalidInput, match="contains invalid numeric entries"):
            pw.min_weight_full_bipartite_matching(-weights, maximize=True)

    def test_refuses_complex_weights(self):
        with pytest.raises(TypeError, match="Cannot cast array data"):
            pw.min_weight_full_bipartite_matching(scipy.sparse.csr_array(np.eye(2, dtype=complex)))

    def test_leaves_zeros_out_with_a_warning_and_the_table_as_it_was(self):
        weights = scipy.sparse.csr_array(((2.0, 0, 3), (0, 1, 1), (0, 2, 3)))
        with pytest.warns(UserWarning, match="explicit zero weights are removed") as caught:
            rows, columns = pw.min_weight_full_bipartite_matching(weights)
        assert caught[0].filename == __file__
        assert (rows.tolist(), columns.tolist(), weights.nnz) == ([0, 1], [0, 1], 3)
        needed = scipy.sparse.csr_array(([0.0, 3], [0, 1], [0, 1, 2]), shape=(2, 2))
        with (
            pytest.warns(UserWarning, match="explicit zero"),
            pytest.raises(ValueError, match="no full matching exists"),
        ):
            pw.min_weight_full_bipartite_matching(needed)

    @pytest.mark.parametrize("dtype", ["int32", "int64", "float64"])
    def test_sums_entries_that_stand_twice(self, dtype):
        entries = np.array([8, 1, 5, 3, 3], dtype), np.array([0, 0, 1, 0, 1]), np.array([0, 3, 5])
        rows = scipy.sparse.csr_array(entries, shape=(2, 2))
        assert pw.min_weight_full_bipartite_matching(rows)[1].tolist() == [1, 0]
        pairs = Plain(shape=(2, 2), row=[0, 0, 0, 1, 1], col=entries[1], data=entries[0])
        assert pw.min_weight_full_bipartite_matching(pairs)[1].tolist() == [1, 0]

    def test_refuses_a_sum_that_its_type_cannot_hold(self):
        twice = np.array([2**62, 2**62]), np.array([0, 0]), np.array([0, 2])
        with pytest.raises(pw.InvalidInput, match="sum"):
            pw.min_weight_full_bipartite_matching(scipy.sparse.csr_array(twice, shape=(1, 1)))

    @pytest.mark.parametrize(
        "change",
        [
            {"indices": [0, 2]},
            {"indices": [0, -1]},
            {"indices": [0, 2**32]},
            {"indices": [0.5, 1]},
            {"indptr": [0, 2, 1]},
            {"indptr": [0, 1, 9]},
            {"indptr": [-1, 1, 2]},
            {"indptr": [0, 2]},
            {"indptr": []},
            {"shape": (2, 2**31)},
            {"shape": (3, 2)},
            {"data": [[1.0, 1.0]]},
            {"data": [1.0]},
        ],
        ids=str,
    )
    def test_refuses_a_broken_table(self, change):
        good = {"shape": (2, 2), "indptr": [0, 1, 2], "indices": [0, 1], "data": [1.0, 2.0]}
        assert pw.min_weight_full_bipartite_matching(Plain(**good))[1].tolist() == [0, 1]
        with pytest.raises(ValueError):  # noqa: PT011 - each fault has its own message
            pw.min_weight_full_bipartite_matching(Plain(**(good | change)))

    @pytest.mark.parametrize("change", [{"row": [0, 2]}, {"row": [0, -1]}, {"col": [0, 5]}])
    def test_refuses_broken_pairs(self, change):
        good = {"shape": (2, 2), "row": [1, 0], "col": [0, 1], "data": [1.0, 2.0]}
        assert pw.min_weight_full_bipartite_matching(Plain(**good))[1].tolist() == [1, 0]
        with pytest.raises(pw.InvalidInput, match="position"):
            pw.min_weight_full_bipartite_matching(Plain(**(good | change)))

    def test_needs_no_scipy(self):
        program = """
import sys
sys.modules["scipy"] = None
import numpy as np, pairwell as pw
from types import SimpleNamespace as Plain
weights = Plain(shape=(2, 2), row=[1, 0], col=[0, 1], data=[1.0, 2.0])
assert pw.min_weight_full_bipartite_matching(weights)[1].tolist() == [1, 0]
assert pw.linear_sum_assignment(np.eye(2))[1].tolist() == [1, 0]
"""
        subprocess.run([sys.executable, "-c", program], check=True)


class TestAssign:
    @pytest.mark.parametrize("maximise", [False, True])
    @pytest.mark.parametrize("dtype", ["int32", "int64", "float32", "float64", "bool"])
    @pytest.mark.parametrize("shape", SHAPES, ids=str)
    @pytest.mark.parametrize("kind", KINDS)
    def test_proves_its_total(self, kind, shape, dtype, maximise):
        costs = tables(kind, shape, dtype)
        assignment = pw.assign(costs, maximise=maximise)
        assert assignment.status is pw.Status.OPTIMAL
        assert assignment.verify() == pw.Verdict(True, ())
        theirs = scipy.optimize.linear_sum_assignment(costs, maximise)
        assert assignment.total == pytest.approx(total(costs, theirs), rel=1e-12)
        assert isinstance(assignment.total, float if "float" in dtype else int)

    @pytest.mark.parametrize("shape", [(30, 30), (10, 40), (40, 10)], ids=str)
    @pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
    def test_proves_the_total_of_pairs_in_a_list(self, layout, shape):
        weights = sparse_weights(shape, 0.2, "int64")
        for maximise in (False, True):
            assignment = pw.assign(layout(weights), maximise=maximise)
            assert assignment.verify()
            theirs = scipy.sparse.csgraph.min_weight_full_bipartite_matching(
                scipy.sparse.csr_array(weights), maximise
            )
            assert assignment.total == total(weights, theirs)

    def test_keeps_an_entry_of_zero(self):
        rows = scipy.sparse.csr_array(([0.0, 3], [0, 1], [0, 1, 2]), shape=(2, 2))
        assert pw.assign(rows).total == 3

    @pytest.mark.parametrize("shape", [(60, 60), (20, 60), (60, 20)], ids=str)
    def test_proves_that_there_is_no_assignment(self, shape):
        costs = tables("uniform", shape)
        side = costs if shape[0] <= shape[1] else costs.T
        side[3:8] = INF
        side[3:8, 5:9] = 1
        entries = np.argwhere(np.isfinite(costs)).T
        listed = scipy.sparse.coo_array((costs[tuple(entries)], tuple(entries)), shape)
        for table in (costs, listed):
            assignment = pw.assign(table)
            assert assignment.status is pw.Status.INFEASIBLE
            assert assignment.verify()
            assert set(assignment.unassignable.tolist()) >= {3, 4, 5, 6, 7}
            assert len(assignment.rows) == 0
            smaller = dataclasses.replace(assignment, unassignable=assignment.unassignable[:4])
            assert not smaller.verify()

    @pytest.mark.parametrize("shape", [(5, 5), (4, 6), (6, 4)], ids=str)
    @pytest.mark.parametrize("is_sparse", [False, True])
    def test_sees_what_is_wrong(self, shape, is_sparse):
        costs = tables("uniform", shape).astype(np.int64) + 1
        found = pw.assign(scipy.sparse.csr_array(costs) if is_sparse else costs)
        assert found.verify()
        wrong = [
            {"rows": found.rows[:-1]},
            {"columns": found.columns[::-1].copy()},
            {"columns": np.zeros_like(found.columns)},
            {"columns": found.columns + 100},
            {"row_prices": found.row_prices + 1},
            {"column_prices": found.column_prices - 1},
            {"row_prices": found.row_prices[:-1]},
            {"row_prices": found.row_prices + 2**62},
            {"maximise": True},
            {"status": pw.Status.CANCELLED},
            {"status": pw.Status.INFEASIBLE},
        ]
        for change in wrong:
            verdict = dataclasses.replace(found, **change).verify()
            assert not verdict
            assert all(failure.endswith(".") for failure in verdict.failures)
        if shape[0] != shape[1]:
            shifted = dataclasses.replace(
                found, row_prices=found.row_prices + 1, column_prices=found.column_prices - 1
            )
            assert not shifted.verify()

    def test_sees_a_forbidden_pair(self):
        found = pw.assign([[1.0, INF], [2.0, 3.0]])
        assert not dataclasses.replace(found, columns=found.columns[::-1].copy()).verify()

    def test_is_a_value(self):
        found = pw.assign([[4, 1, 3], [2, 0, 5]])
        assert repr(found) == "<Assignment: optimal, 2 pairs, 3>"
        again = pickle.loads(pickle.dumps(found))
        assert again == found
        assert hash(again) == hash(found)
        assert again.verify()
        assert found != pw.assign([[4, 1, 3], [2, 0, 4]])
        listed = pw.assign(scipy.sparse.csr_array([[4, 1], [2, 3]]))
        assert pickle.loads(pickle.dumps(listed)) == listed
        with pytest.raises(dataclasses.FrozenInstanceError):
            found.maximise = True

    def test_reads_a_table_in_place(self):
        costs = tables("uniform", (50, 40))[::-2, ::3]
        assert pw.assign(costs).costs is costs

    @pytest.mark.parametrize("n", [5, 80])
    def test_has_arrays_that_nobody_can_write_to(self, n):
        found = pw.assign(tables("uniform", (n, n)))
        for name in ("rows", "columns", "row_prices", "column_prices", "unassignable"):
            assert not getattr(found, name).flags.writeable
        columns = found.columns.copy()
        other = dataclasses.replace(found, columns=columns)
        columns[0] = -1
        assert other == found

    def test_can_be_watched_and_stopped(self):
        costs = tables("product", (3000, 3000)) + tables("uniform", (3000, 3000))
        seen = []
        stopped = pw.assign(costs, progress=lambda *now: seen.append(now))
        assert stopped.status is pw.Status.OPTIMAL
        for table in (costs, costs[:5, :5]):
            assert pw.assign(table, time_limit=0).status is pw.Status.TIME_LIMIT
        assert {(stage, total) for stage, _, total in seen} == {("assignment", 3000)}
        done = [reached for _, reached, _ in seen]
        assert done == sorted(done)
        assert any(0 < reached < 3000 for reached in done)
        assert pw.assign(costs, progress=lambda *_: False).status is pw.Status.CANCELLED
        with pytest.raises(ZeroDivisionError):
            pw.assign(costs, progress=lambda *_: 1 / 0)

    def test_wants_a_time_limit_of_seconds(self):
        with pytest.raises(pw.InvalidInput, match="time limit"):
            pw.assign(np.eye(2), time_limit=-1)

    @pytest.mark.parametrize("kind", ["uniform", "integers_100", "mentoring"])
    def test_gives_the_same_for_any_number_of_threads(self, kind):
        costs = tables(kind, (500, 600))
        one = pw.assign(costs)
        for threads in (0, 2, 5):
            other = pw.assign(costs, threads=threads)
            assert np.array_equal(other.columns, one.columns)
            assert np.array_equal(other.column_prices, one.column_prices)

    def test_refuses_fewer_threads_than_none(self):
        for costs in (np.ones((2, 2)), scipy.sparse.csr_array(np.ones((2, 2)))):
            with pytest.raises(pw.InvalidInput, match="threads must be 0 or more"):
                pw.assign(costs, threads=-1)


# Every way in which a table of numbers may lie in memory, and sparse tables of the same entries.
ORDERS = {
    "rows": np.ascontiguousarray,
    "columns": np.asfortranarray,
    "backwards": lambda a: np.ascontiguousarray(a[::-1, ::-1])[::-1, ::-1],
    "columns backwards": lambda a: np.asfortranarray(a[::-1, ::-1])[::-1, ::-1],
    "every third": lambda a: np.repeat(a, 3, axis=1)[:, ::3],
    "every second of columns": lambda a: np.repeat(np.asfortranarray(a), 2, axis=0)[::2],
    "turned": lambda a: np.ascontiguousarray(a.T).T,
    "csr": lambda a: sparse_of(a).tocsr(),
    "csc": lambda a: sparse_of(a).tocsc(),
    "coo": lambda a: sparse_of(a),
}


def sparse_of(table):
    finite = np.isfinite(table)
    return scipy.sparse.coo_array((table[finite], np.nonzero(finite)), shape=table.shape)


def without_an_assignment(shape, dtype, scale, maximise):
    """A table in which some positions on the shorter side have too few partners, and which ones."""
    rng = np.random.default_rng([*shape, scale])
    table = rng.integers(0, 50, shape).astype(dtype)
    losing = -INF if maximise else INF
    few = min(shape)
    blocked = sorted(rng.permutation(few)[: max(1, few // 3)].tolist())
    partners = rng.permutation(max(shape))[: len(blocked) - 1]
    side = table if shape[0] <= shape[1] else table.T
    for place in blocked:
        others = np.ones(max(shape), bool)
        others[partners] = False
        side[place, others] = losing
    return table, blocked


class TestInAnyOrder:
    @pytest.mark.parametrize("maximise", [False, True])
    @pytest.mark.parametrize("order", ORDERS)
    @pytest.mark.parametrize("dtype", ["float32", "float64"])
    @pytest.mark.parametrize(
        "shape", [(1, 1), (2, 2), (2, 5), (5, 2), (9, 9), (70, 70), (66, 90), (90, 66)], ids=str
    )
    def test_names_rows_that_have_too_few_columns(self, shape, dtype, order, maximise):
        """Columns with too few rows where there are fewer columns than rows, and never else."""
        table, blocked = without_an_assignment(shape, dtype, 1, maximise)
        found = pw.assign(ORDERS[order](table), maximise=maximise)
        assert found.status is pw.Status.INFEASIBLE
        assert found.verify() == pw.Verdict(True, ())
        admissible = np.isfinite(table if shape[0] <= shape[1] else table.T)
        named = found.unassignable.tolist()
        assert set(named) <= set(blocked)
        assert admissible[named].any(axis=0).sum() < len(named)

    def test_names_rows_of_a_table_of_two_by_two(self):
        found = pw.assign(np.asfortranarray([[1.0, 2.0], [INF, INF]]))
        assert found.unassignable.tolist() == [1]
        assert found.verify()

    @pytest.mark.parametrize("maximise", [False, True])
    @pytest.mark.parametrize("order", ORDERS)
    @pytest.mark.parametrize("dtype", ["bool", "int8", "int32", "int64", "float32", "float64"])
    @pytest.mark.parametrize(
        "shape",
        [(0, 0), (0, 3), (3, 0), (1, 1), (3, 7), (7, 3), (80, 80), (70, 99), (99, 70)],
        ids=str,
    )
    def test_proves_the_same_total(self, shape, dtype, order, maximise):
        table = tables("few", shape, dtype)
        found = pw.assign(ORDERS[order](table), maximise=maximise)
        assert found.verify() == pw.Verdict(True, ())
        assert found.gap() == 0
        assert found.total == pw.assign(table, maximise=maximise).total


def refusal(costs, **options):
    """What assign says where it refuses a table; nothing where it holds its own result."""
    try:
        found = pw.assign(costs, **options)
    except pw.InvalidInput as refused:
        return str(refused)
    return "\n".join(found.verify().failures)


def of_largest(dtype):
    info = np.finfo(dtype) if np.dtype(dtype).kind == "f" else np.iinfo(dtype)
    return info.max


class TestAtTheEndsOfATypeOfNumbers:
    def test_sees_a_forged_result_whose_sums_would_wrap(self):
        found = pw.assign(np.array([[-(2**63), 2**62, 0]]))
        assert found.verify()
        forged = dataclasses.replace(
            found,
            columns=np.array([2]),
            row_prices=np.array([0]),
            column_prices=np.array([-(2**63), 2**62, 0]),
        )
        assert not forged.verify()
        assert not dataclasses.replace(
            forged, row_prices=np.array([-(2**63)]), column_prices=np.array([0, 0, -(2**63)])
        ).verify()

    @pytest.mark.parametrize(
        "costs", [[[2**62]], [[2**63 - 1]], [[-(2**63)]], [[2**62, 2**62 + 1]]]
    )
    def test_proves_what_is_right(self, costs):
        for maximise in (False, True):
            found = pw.assign(np.array(costs), maximise=maximise)
            assert found.verify() == pw.Verdict(True, ())
            assert found.gap() == 0
            assert found.total == (max if maximise else min)(costs[0])

    def test_says_which_price_does_not_fit(self):
        with pytest.raises(
            pw.InvalidInput, match=r"a price does not fit 64 bits .*9223372036854775808"
        ):
            pw.assign(np.array([[2**63 - 1, 0], [0, -(2**63)]]))

    @pytest.mark.parametrize("size", [3, 70])
    @pytest.mark.parametrize("kind", ["dense", "sparse"])
    def test_adds_doubles_near_the_largest(self, kind, size):
        largest = of_largest("float64")
        rng = np.random.default_rng(size)
        small = rng.integers(-(2**20), 2**20, (size, size)) / 2**20
        layout = np.asarray if kind == "dense" else sparse_of
        for maximise in (False, True):
            expected = pw.assign(layout(small), maximise=maximise)
            columns = pw.linear_sum_assignment(small * largest, maximise)[1]
            assert small[np.arange(size), columns].sum() == expected.total
            assert re.fullmatch(
                r"|.*a price does not fit 64 bits \(rule: size, value: (above |below -)1.79e308\)",
                refusal(layout(small * largest), maximise=maximise),
            )
            found = pw.assign(layout(small * (largest / 2**8)), maximise=maximise)
            assert found.verify() == pw.Verdict(True, ())
            assert found.columns.tolist() == expected.columns.tolist()

    def test_forbids_no_pair_of_a_large_cost(self):
        large = of_largest("float64")
        costs = [[large, -large], [large, -large]]
        assert sorted(pw.linear_sum_assignment(costs, True)[1].tolist()) == [0, 1]
        assert "above 1.79e308" in refusal(costs, maximise=True)
        assert pw.assign([[large / 4, INF], [0, large / 4]]).verify()
        assert pw.assign([[large, large], [large, large]]).total == INF
        assert pw.assign([[large, INF], [INF, large]]).verify()
        triple = pw.assign([[large, INF, INF], [INF, large, INF], [INF, INF, -large]])
        assert triple.total == large

    @pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
    @pytest.mark.parametrize("size", [5, 80])
    def test_adds_the_smallest_numbers(self, size, dtype):
        least = np.finfo(dtype).smallest_subnormal
        small = np.random.default_rng(size).integers(0, 900, (size, size))
        dense = small.astype(dtype) * least
        for table in (dense, sparse_of(dense.astype("float64"))):
            found = pw.assign(table)
            assert found.verify()
            assert found.gap() == 0
            assert found.columns.tolist() == pw.assign(table).columns.tolist()
            assert small[found.rows, found.columns].sum() == pw.assign(small).total

    def test_ends_on_a_sparse_table_of_the_smallest_numbers(self):
        size = 400
        least = np.finfo(np.float64).smallest_subnormal
        whole = scipy.sparse.csr_array(sparse_weights((size, size), 0.02))
        found = pw.assign(whole * least)
        assert found.verify()
        assert found.total == pw.assign(whole).total * least

    @pytest.mark.parametrize("dtype", ["float32", "float64"])
    def test_says_how_far_a_total_may_be_from_the_best(self, dtype):
        large = {"float32": 1e30, "float64": 1e300}[dtype]
        found = pw.assign(np.array([[large, large], [1, 2]], dtype))
        other = dataclasses.replace(found, columns=found.columns[::-1].copy())
        for one in (found, other):
            assert one.verify()
            assert 0 <= one.gap() <= 1
        gaps = {one.gap() for one in (found, other)}
        assert max(gaps) >= 1 or len(gaps) == 1

    def test_gives_no_more_room_for_larger_prices(self):
        found = pw.assign([[1.0, 2.0], [3.0, 1.0]])
        forged = dataclasses.replace(
            found,
            columns=found.columns[::-1].copy(),
            row_prices=np.full(2, 1e300),
            column_prices=np.full(2, -1e300),
        )
        assert not forged.verify()
        assert forged.gap() == 3

    def test_agrees_with_scipy_on_tables_of_every_kind(self):
        assert "0 of 600 tables" in campaigns.tried("campaign_tables.py", 600)

    def test_finds_forged_results_by_the_hundred(self):
        assert "0 findings" in campaigns.tried("campaign_forged.py", 900)


class TestAForgedForm:
    @pytest.fixture
    def found(self):
        return pw.assign([[4, 1, 3], [2, 0, 5]])

    @pytest.mark.parametrize(
        "name", ["rows", "columns", "row_prices", "column_prices", "unassignable"]
    )
    @pytest.mark.parametrize(
        "form",
        [
            lambda array: array.astype(float),
            lambda array: array.astype(object),
            lambda array: array.astype("int32"),
            lambda array: array.astype(">i8"),
            lambda array: array.reshape(1, -1),
            lambda array: array.reshape(-1, 1),
            lambda array: np.array("five"),
            lambda array: None,
            lambda array: np.array([2**70], object),
            lambda array: np.array([np.iinfo(np.int64).min] * 3),
        ],
    )
    def test_is_seen_and_raises_nothing(self, found, name, form):
        forged = dataclasses.replace(found, **{name: form(getattr(found, name))})
        assert not forged.verify()
        assert forged.gap() > 0

    @pytest.mark.parametrize(
        "change",
        [
            {"costs": None},
            {"costs": [[4, 1, 3], [2, 0, 5]]},
            {"costs": np.array([[4, 1, 3], [2, 0, 5]], "int16")},
            {"costs": np.array([4, 1, 3])},
            {"costs": np.array([["a", "b", "c"]] * 2)},
            {"status": None},
            {"status": "optimal"},
            {"maximise": None},
            {"maximise": np.array([1, 2])},
        ],
        ids=str,
    )
    def test_of_anything_else_is_seen_too(self, found, change):
        forged = dataclasses.replace(found, **change)
        assert not forged.verify()
        assert forged.gap() == INF

    @pytest.mark.parametrize(
        "change",
        [
            {"shape": (2, 3, 4)},
            {"shape": None},
            {"shape": (3, 2)},
            {"shape": (2, 2**40)},
            {"row_start": np.array([0, 2, 99])},
            {"row_start": np.array([0, 9, 4])},
            {"row_start": np.array([0.0, 2, 4])},
            {"column": np.array([0, 7, 0, 1], np.int32)},
            {"column": np.array([1, 0, 0, 1], np.int32)},
            {"column": None},
            {"cost": np.array([1.0, 2.0])},
            {"cost": np.array([[1.0, 2.0, 3.0, 4.0]])},
        ],
        ids=str,
    )
    def test_of_compressed_rows_is_seen(self, change):
        found = pw.assign(scipy.sparse.csr_array([[4.0, 1.0], [2.0, 3.0]]))
        assert found.verify()
        forged = dataclasses.replace(found, costs=dataclasses.replace(found.costs, **change))
        assert not forged.verify()
        assert forged.gap() == INF

    def test_is_seen_where_the_table_changed_afterwards(self):
        costs = np.array([[4.0, 1.0], [2.0, 3.0]])
        found = pw.assign(costs)
        assert found.verify()
        costs[0, 0] = -9
        assert not found.verify()
        costs[0, 0] = np.nan
        assert not found.verify()
        assert found.gap() == INF

    def test_may_be_of_any_truth_value(self):
        assert pw.assign([[1, 2]], maximise=np.True_).verify()
        assert pw.assign([[1, 2]], maximise=1).maximise is True


class TestAssignmentShown:
    def test_is_true_only_where_it_is_optimal(self):
        assert pw.assign([[1, 2]])
        assert pw.assign(np.empty((0, 3)))
        assert not pw.assign([[INF, INF]])
        assert not pw.assign([[1, 2]], time_limit=0)

    @pytest.mark.parametrize(
        ("costs", "options", "shown"),
        [
            ([[4, 1, 3], [2, 0, 5]], {}, "optimal, 2 pairs, 3"),
            ([[12345678]], {}, "optimal, 1 pair, 12345678"),
            ([[0.25]], {}, "optimal, 1 pair, 0.25"),
            (np.empty((0, 2)), {}, "optimal, 0 pairs, 0"),
            ([[1, 2], [INF, INF]], {}, "infeasible, 1 row has no column"),
            ([[INF, 2], [INF, 3], [INF, 4]], {}, "infeasible, 1 column has no row"),
            ([[INF, 2, INF], [INF, 3, INF]], {}, "infeasible, 2 rows have too few columns"),
            ([[1]], {"time_limit": 0}, "time_limit"),
        ],
    )
    def test_is_one_short_line(self, costs, options, shown):
        assert repr(pw.assign(costs, **options)) == f"<Assignment: {shown}>"


HARD = """
import numpy as np, pairwell as pw
side = np.arange(1, 6001, dtype=np.float32)
costs = np.outer(side, side)
print("ready", flush=True)
pw.linear_sum_assignment(costs)
print("done", flush=True)
"""


class TestLongCalls:
    def test_are_interrupted_from_the_keyboard(self):
        program = subprocess.Popen(
            [sys.executable, "-c", HARD],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert program.stdout.readline() == "ready\n"
        time.sleep(0.2)
        start = time.perf_counter()
        program.send_signal(signal.SIGINT)
        out, error = program.communicate(timeout=30)
        assert "KeyboardInterrupt" in error
        assert "done" not in out
        assert time.perf_counter() - start < 2

    def test_let_other_threads_run(self):
        costs = tables("product", (700, 700)) + tables("uniform", (700, 700))
        ticks = []
        over = threading.Event()

        def tick():
            while not over.is_set():
                ticks.append(time.perf_counter())
                time.sleep(0.001)

        other = threading.Thread(target=tick)
        other.start()
        start = time.perf_counter()
        for _ in range(200):
            pw.linear_sum_assignment(costs)
            if time.perf_counter() - start > 0.5:
                break
        end = time.perf_counter()
        over.set()
        other.join()
        assert sum(start < at < end for at in ticks) >= 5


def as_laid_out(table: np.ndarray, layout: str) -> np.ndarray:
    if layout == "columns first":
        return np.asfortranarray(table)
    if layout == "backwards":
        return table[::-1, ::-1].copy()[::-1, ::-1]
    if layout == "swapped bytes":
        return table.astype(table.dtype.newbyteorder())
    apart = np.zeros((2 * table.shape[0], 3 * table.shape[1]), table.dtype)
    apart[1::2, 2::3] = table
    return apart[1::2, 2::3]


@pytest.mark.parametrize("layout", ["columns first", "backwards", "swapped bytes", "apart"])
@pytest.mark.parametrize(
    "dtype", ["int8", "uint8", "int16", "int32", "uint32", "int64", "uint64", "float32", "float64"]
)
def test_of_any_layout_and_number_is_the_best_of_all(dtype, layout):
    rng = np.random.default_rng(11)
    for case in range(30):
        rows, columns = rng.integers(0, 6, 2)
        table = rng.integers(0, [3, 100][case % 2], (rows, columns)).astype(dtype)
        if table.dtype.itemsize == 8 and table.dtype.kind in "iu" and case % 3 == 0:
            table += np.array(2**61, dtype)
        is_open = np.ones(table.shape, bool)
        maximise = bool(case % 2)
        if table.dtype.kind == "f":
            is_open = rng.random(table.shape) < 0.8
            table[~is_open] = -np.inf if maximise else np.inf
        found = pw.assign(as_laid_out(table, layout), maximise=maximise)
        flat, can = (table.T, is_open.T) if rows > columns else (table, is_open)
        side = range(len(flat))
        totals = [
            sum(int(flat[i, p[i]]) for i in side)
            for p in permutations(range(flat.shape[1]), len(flat))
            if all(can[i, p[i]] for i in side)
        ]
        assert found.verify()
        assert bool(found) == bool(totals)
        if totals:
            assert int(found.total) == (max if maximise else min)(totals)
