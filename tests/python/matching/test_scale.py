"""Points are never rounded in silence: the scale of real numbers, and what rounding may cost."""

import copy
import itertools
import math
import pickle
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import scipy.sparse
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pairwell as pw

BEST = ["most_pairs", "most_points"]


def quiet(points, **rules):
    """A problem, and whether it warned."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        problem = pw.Problem(points, **rules)
    assert all(each.category is pw.RoundingWarning for each in caught)
    assert len(caught) <= 1
    return problem, bool(caught)


def exact(number, problem):
    """What a number of a table means: its decimals where they fit the grid, else its value."""
    written = Fraction(str(number))
    value = Fraction(float(number))
    is_decimal = value.denominator != 1 and (written * problem.scale).denominator == 1
    return written if is_decimal else value


def best_total(table, problem, pairs=None):
    """The greatest total of a largest matching of a square table, and that of some pairs."""
    size = len(table)
    worth = [[exact(number, problem) for number in row] for row in table]
    best = max(
        sum(worth[i][j] for i, j in enumerate(order))
        for order in itertools.permutations(range(size))
    )
    return best, sum(worth[i][j] for i, j in pairs)


def test_small_points_are_told_apart():
    table = np.array([[1e-4, 3e-4], [3e-4, 1e-4]])
    matching = pw.match(table, BEST, seed=None)
    assert matching.pairs.tolist() == [[0, 1], [1, 0]]
    assert matching.points == 6e-4
    assert matching.problem.scale == 10_000
    assert matching.rounding == 0.0
    assert matching.verify()


@pytest.mark.parametrize(
    ("points", "scale"),
    [
        ([[3.0, -4.0]], 1),
        ([[72.5, 40]], 10),
        ([[0.1, 0.2, 0.3]], 10),
        ([[1e-18]], 10**18),
        ([[1e-12, 123456.789]], 10**12),
        ([[2.0**-40, 1]], 2**40),
        ([[2.0**-61, -(2.0**-62) * 2]], 2**61),
        ([[0.123456789012345678, 2.0**-55]], 2**56),
        ([[2.0**58, 2.0**52 + 1]], 1),
        ([[-147217357459066.0]], 1),
        (np.float32([[0.1, 2.75]]), 100),
        (np.float32([[2.0**-30]]), 2**30),
        (np.float16([[0.1]]), 2**13),
        (np.longdouble([[0.5]]), 10),
        ([[-math.inf, 0.25]], 100),
        (np.ma.masked_array([[0.001, 0.5]], [[True, False]]), 10),
        (scipy.sparse.csr_array([[0.0, 0.05]]), 100),
        (np.zeros((0, 3)), 1),
        ([[-math.inf]], 1),
        ([[0.0, -0.0]], 1),
    ],
)
def test_a_scale_at_which_nothing_is_rounded_is_found(points, scale):
    problem, has_warned = quiet(points)
    assert problem.scale == scale
    assert problem.rounding == 0.0
    assert not has_warned


@pytest.mark.parametrize(
    ("points", "scale", "rounding"),
    [
        ([[1e10, 1e-300]], 2**26, 2e-300),
        ([[1e-300]], 2**61, 2e-300),
        ([[5e-324]], 2**61, 1e-323),
        ([[1e10, 0], [0, 1e-300]], 2**25, 4e-300),
        (np.float32([[1e10, 1e-30]]), 2**26, 2e-30),
        (scipy.sparse.csr_array([[1e10, 1e-300]]), 2**26, 2e-300),
    ],
)
def test_numbers_that_no_scale_holds_are_rounded_with_a_warning(points, scale, rounding):
    with pytest.warns(pw.RoundingWarning, match="most points may have up to") as caught:
        problem = pw.Problem(points)
    assert len(caught) == 1
    assert problem.scale == scale
    assert problem.rounding == pytest.approx(rounding, rel=1e-6)
    assert f"{problem.rounding!r}" in str(caught[0].message)


def test_the_bound_counts_the_pairs_that_there_can_be():
    table = np.full((3, 4), 1e-300)
    table[0, 0] = 1e10
    roundings = [
        quiet(table, **rules)[0].rounding / 2e-300
        for rules in ({}, dict(mentee_capacity=2, mentor_capacity=2), dict(mentor_capacity=None))
    ]
    assert roundings == pytest.approx([3, 6, 3])
    assert quiet(table, mentee_capacity=None, mentor_capacity=None)[0].rounding == pytest.approx(
        12 * 2e-300
    )


def test_the_warning_points_to_the_line_that_calls():
    for call in (pw.Problem, pw.match):
        with pytest.warns(pw.RoundingWarning) as caught:
            call([[1e10, 1e-300]])
        assert len(caught) == 1
        assert caught[0].filename == __file__


def test_a_scale_that_is_given_is_taken_without_a_warning_and_its_bound_is_told():
    problem, has_warned = quiet([[0.0004, 0.5]], scale=1000)
    assert not has_warned
    assert problem.scale == 1000
    assert problem.rounding == pytest.approx(0.0008)
    assert quiet([[0.004, 0.5]], scale=1000)[0].rounding == 0.0
    assert quiet([[1 / 3]], scale=3)[0].rounding == 0.0
    assert quiet([[1e-12, 123456.789]], scale=10**12)[0].rounding == 0.0
    assert quiet([[3]], scale=7)[0].rounding == 0.0
    assert quiet(np.float32([[12345678]]), scale=10)[0].rounding == 0.0


def test_points_that_are_too_large_are_refused_with_what_to_write():
    for points, rules, advice in (
        ([[1e300]], {}, "divide all points by a power of ten"),
        (np.float32([[1e30]]), {}, "divide all points by a power of ten"),
        ([[1e15]], dict(scale=10**6), "give a smaller scale"),
        (scipy.sparse.csr_array([[0.0], [1e300]]), {}, "divide all points"),
    ):
        with pytest.raises(pw.InvalidInput, match=advice) as caught:
            pw.Problem(points, **rules)
        (finding,) = caught.value.findings
        assert finding.rule == "range"
        assert float(finding.value) == pytest.approx(float(np.max(points)))
    assert "points[1, 0]" in str(caught.value)


def test_numbers_wider_than_float64_are_refused_where_they_would_be_rounded():
    third = np.longdouble(1) / 3
    if third == float(third):
        pytest.skip("longdouble is float64 here")
    with pytest.raises(pw.InvalidInput, match="round it yourself"):
        pw.Problem(np.array([[third]]))


def test_whole_numbers_that_numpy_would_round_beside_real_ones_are_refused():
    with pytest.raises(pw.InvalidInput, match="rounded beside real numbers"):
        pw.Problem([[2**53 + 1, 0.5]])
    for points in ([[2**53, 0.5]], [[2**53 + 2, -math.inf]], [[2.0**59]]):
        assert pw.Problem(points).points_of(0, 0) == points[0][0]


def test_rounded_numbers_are_shown_as_they_were_given():
    points = np.array([[1e10, 1e-300], [0.1, -math.inf]])
    sparse = scipy.sparse.csr_array(([1e10, 1e-300, 0.1], [0, 1, 0], [0, 2, 3]), shape=(2, 2))
    expected = [[1e10, 1e-300], [0.1, None]]
    for given_points in (points, np.asfortranarray(points), sparse):
        problem, _ = quiet(given_points)
        if not isinstance(given_points, np.ndarray):
            given_points.data[:] = 7
        else:
            given_points = given_points.copy()
        for again in (
            problem,
            copy.copy(problem),
            copy.deepcopy(problem),
            *(pickle.loads(pickle.dumps(problem, protocol)) for protocol in (2, 5)),
        ):
            assert [[again.points_of(i, j) for j in (0, 1)] for i in (0, 1)] == expected
            assert again.rounding == problem.rounding > 0
            assert again == problem
            assert hash(again) == hash(problem)
        matching = pw.match(problem, BEST, seed=None)
        assert matching.pairs.tolist() == [[0, 1], [1, 0]]
        assert matching.to_pandas()["points"].tolist() == [1e-300, 0.1]
        assert "1e-300" in matching._repr_html_()
        assert matching.to_dict()["rounding"] == matching.rounding == problem.rounding
    with pytest.raises(ValueError, match="read-only"):
        problem._parts.given.values[0] = 1
    dense, _ = quiet(points)
    points[:] = 0
    assert dense.points_of(0, 1) == 1e-300


def test_equality_is_of_what_the_engine_is_asked():
    rounded, _ = quiet([[1e10, 1e-300]])
    plain = pw.Problem([[1e10, 0]], scale=rounded.scale)
    assert rounded == plain
    assert rounded.digest == plain.digest


@pytest.mark.parametrize(
    ("points", "floor", "below"),
    [
        ([[-147217357459066.0]], -147217357459066.0, 0),
        ([[-147217357459066.0]], -147217357459065.0, 1),
        ([[0.1]], 0.1, 0),
        ([[0.1]], math.nextafter(0.1, 1), 1),
        ([[0.1]], math.nextafter(0.1, 0), 0),
        ([[0.3]], Fraction(3, 10), 0),
        ([[0.3]], Decimal("0.3"), 0),
        ([[0.3]], Fraction(3, 10) + Fraction(1, 10**30), 1),
        (np.float32([[0.1]]), np.float32(0.1), 0),
        (np.float16([[0.1]]), np.float16(0.1), 0),
        ([[5]], 5, 0),
        ([[5]], 5.5, 1),
        ([[5]], np.int8(6), 1),
        ([[5]], 2**62, 1),
        ([[5]], 1e300, 1),
        ([[-5]], -1e300, 0),
        ([[-5]], -(10**400), 0),
        ([[2.0**58]], 2.0**58, 0),
        ([[1e-12, 123456.789]], 123456.789, 0),
        ([[2.0**-40]], 2.0**-40, 0),
        ([[2.0**-40]], math.nextafter(2.0**-40, 1), 1),
    ],
)
def test_a_floor_is_any_finite_number_and_read_exactly(points, floor, below):
    matching = pw.match(points, ["most_pairs", "most_points", ("floor", floor)], seed=None)
    assert matching.stages[2].value == below
    assert matching.verify()


def test_a_floor_beside_rounded_points_is_rounded_as_they_are():
    problem, _ = quiet([[1e10, 1e-300]], forbidden=[(0, 0)])
    for floor, below in ((1e-300, 0), (1e-200, 0), (1, 1), (-1, 0)):
        assert pw.match(problem, [("floor", floor), "most_pairs"], seed=None).stages[0].value == 0
        counted = pw.match(problem, ["most_pairs", ("floor", floor)], seed=None).stages[1].value
        assert counted == below
    given_scale = pw.Problem([[0.0005]], scale=1000)
    assert pw.match(given_scale, ["most_pairs", ("floor", 0.0005)], seed=None).stages[1].value == 0


@pytest.mark.parametrize("floor", [math.nan, math.inf, -math.inf, "high", "1", 1j, None, [1]])
def test_what_is_no_floor_is_refused(floor):
    with pytest.raises(pw.InvalidInput, match="a floor is a finite number of points"):
        pw.match([[0.5]], [("floor", floor)])


magnitudes = st.one_of(
    st.decimals(-999, 999, places=3).map(float),
    st.integers(-(2**20), 2**20).map(lambda n: n * 2.0**-30),
    st.floats(-1e6, 1e6),
    st.floats(-1e-3, 1e-3),
    st.sampled_from([1e10, -1e10, 1e-300, 1e-20, 0.1, 1 / 3, 2.0**-50]),
)


def tables(numbers):
    return st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=n, max_size=n)
    )


kinds = st.sampled_from(["decimal", "binary", "mixed"])


@st.composite
def any_table(draw):
    kind = draw(kinds)
    numbers = {
        "decimal": st.decimals(-999, 999, places=3).map(float),
        "binary": st.integers(-(2**20), 2**20).map(lambda n: n * 2.0**-45),
        "mixed": magnitudes,
    }[kind]
    return np.array(draw(tables(numbers)), draw(st.sampled_from(["f4", "f8"])))


@settings(max_examples=300, deadline=None)
@given(any_table(), st.sampled_from([None, None, 1, 3, 1000, 2**20]))
def test_no_matching_is_better_by_more_than_the_bound(table, scale):
    problem, has_warned = quiet(table, scale=scale)
    assert has_warned == (scale is None and problem.rounding > 0)
    matching = pw.match(problem, BEST, seed=None)
    assert matching.verify()
    best, found = best_total(table, problem, matching.pairs.tolist())
    assert 0 <= best - found <= Fraction(problem.rounding)


@settings(max_examples=300, deadline=None)
@given(any_table())
def test_points_of_are_the_numbers_that_were_given(table):
    for layout in (table, np.asfortranarray(table), table[::-1][::-1]):
        problem, _ = quiet(layout)
        assert problem.rounding >= 0
        for i, j in itertools.product(range(len(table)), repeat=2):
            assert table.dtype.type(problem.points_of(i, j)) == table[i, j]
    rows, _ = quiet(scipy.sparse.csr_array(table))
    for i, j in np.argwhere(table):
        assert table.dtype.type(rows.points_of(int(i), int(j))) == table[i, j]


@settings(max_examples=300, deadline=None)
@given(any_table(), st.data())
def test_a_floor_counts_the_pairs_that_are_below_it(table, data):
    problem, _ = quiet(table)
    assume(problem.rounding == 0)
    number = data.draw(st.sampled_from(table.ravel().tolist()))
    kind = table.dtype.type
    floor = data.draw(
        st.sampled_from(
            [
                kind(number),
                np.nextafter(kind(number), kind(1e9)),
                np.nextafter(kind(number), kind(-1e9)),
            ]
        )
    )
    matching = pw.match(problem, ["most_pairs", "most_points", ("floor", floor)], seed=None)
    below = sum(table[i, j] < floor for i, j in matching.pairs.tolist())
    assert matching.stages[2].value <= below
    units = matching.stages[2].parameter
    pairs, of_pairs = problem.admissible()
    assert [u < units for u in of_pairs.tolist()] == [
        bool(table[i, j] < floor) for i, j in pairs.tolist()
    ]


def is_never_below_itself(table, scale):
    """A pair that has just the points of a floor is not below it, whatever type says them."""
    problem, _ = quiet(table, scale=scale, mentee_capacity=None, mentor_capacity=None)
    for again in (problem, pickle.loads(pickle.dumps(problem))):
        for number in table.ravel():
            below = (table < number).sum()
            for floor in (number, float(number), Fraction(float(number))):
                matching = pw.match(again, ["most_pairs", ("floor", floor)], seed=None)
                assert matching.stages[1].value <= below, (floor, type(floor))


@pytest.mark.parametrize(
    ("table", "scale"),
    [
        (np.array([[231817094000642.12, 0.001]]), None),
        (np.float32([[0.1, 0.3]]), None),
        (np.float32([[490.1822]]), 10**9),
        (np.float32([[0.647597]]), None),
        (np.float32([[0.647597]]), 10**6),
        (np.float32([[1234567.1]]), 10**10),
        (np.array([[1.668326494386783e16]]), 3),
    ],
)
def test_no_number_of_a_table_is_below_itself(table, scale):
    is_never_below_itself(table, scale)


@settings(max_examples=300, deadline=None)
@given(
    any_table(),
    st.sampled_from([None, None, 1, 3, 1000, 2**20, 10**9, 2**31 + 1]),
    st.sampled_from([1, 1e5, 1e7]),
)
def test_no_number_of_any_table_is_below_itself(table, scale, factor):
    table = table * table.dtype.type(factor)
    assume(scale is None or float(np.abs(table).max()) * scale < 2**56)  # sums have room for them
    is_never_below_itself(table, scale)


@pytest.mark.parametrize("first", [0.1, 0.123456])
def test_a_warm_start_from_another_scale_reaches_the_same(first):
    random = np.random.default_rng(5)
    table = random.integers(0, 1000, (20, 20)) / 10
    before = pw.match(table)
    table[0, 0] = first
    problem = pw.Problem(table)
    warm, cold = pw.match(problem, warm_start=before), pw.match(problem)
    assert [stage.value for stage in warm.stages] == [stage.value for stage in cold.stages]
    assert warm.verify()
