"""Numbers of several kinds in one table: none is rounded without a word."""

import decimal
import types

import numpy as np
import pytest

import pairwell as pw

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")

LARGE = 2**53
WHOLE, REAL = [LARGE, LARGE + 1], [0.0, 0.5]
ROWS = [[LARGE, 0.0], [LARGE + 1, 0.5]]

TABLES = {
    "list": ROWS,
    "list of numpy scalars": [
        [np.int64(LARGE), np.float64(0)],
        [np.uint64(LARGE + 1), np.float64(0.5)],
    ],
    "list of arrays": list(zip(np.array(WHOLE), np.array(REAL), strict=True)),
    "objects": np.array(ROWS, object),
    "masked objects": np.ma.array(np.array(ROWS, object), mask=[[0, 1], [0, 0]]),
    "list of masked": [
        np.ma.array([LARGE, 0], mask=[0, 1]),
        np.ma.array([LARGE + 1, 0.5], dtype=object),
    ],
    "numpy columns": pd.DataFrame({"a": WHOLE, "b": REAL}),
    "Int64 and Float64": pd.DataFrame({"a": WHOLE, "b": REAL}).astype(
        {"a": "Int64", "b": "Float64"}
    ),
    "with NA": pd.DataFrame({"a": WHOLE, "b": pd.array([None, 0.5], dtype="Float64")}),
    "unsigned": pd.DataFrame({"a": np.array(WHOLE, np.uint64), "b": REAL}),
    "object column": pd.DataFrame({"a": pd.Series(WHOLE, dtype=object), "b": REAL}),
    "polars": pl.DataFrame({"a": WHOLE, "b": REAL}),
    "polars wide": pl.DataFrame({"a": pl.Series(WHOLE, dtype=pl.Int128), "b": REAL}),
    "arrow": pa.table({"a": WHOLE, "b": REAL}),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_whole_number_is_not_rounded_beside_real_ones(table):
    for ask, argument in ((pw.Problem, "points"), (pw.assign, "costs")):
        with pytest.raises(pw.InvalidInput, match="is rounded beside real numbers") as caught:
            ask(table)
        (finding,) = caught.value.findings
        assert finding.column == f"{argument}[1, 0]"
        assert finding.value == "9007199254740993"
        assert f"divide all {argument}" in finding.message


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_drop_in_rounds_as_scipy_does(table):
    if isinstance(table, np.ndarray):  # objects, which SciPy refuses
        with pytest.raises(TypeError, match="Cannot cast array data"):
            pw.linear_sum_assignment(table)
        return
    _, columns = pw.linear_sum_assignment(table, maximize=True)
    assert sorted(columns) == [0, 1]


def test_whole_numbers_that_a_float_holds_stay_beside_real_ones():
    for table in (
        [[LARGE, 0.5]],
        [[2**70, 0.5]],
        np.array([[2**60, 0.5]], object),
        pd.DataFrame({"a": [2**60], "b": [0.5]}),
        pd.DataFrame({"a": [-(2**63)], "b": [0.5]}),
        pl.DataFrame({"a": [LARGE + 2], "b": [0.5]}),
    ):
        costs = pw.assign(table).costs
        assert costs.dtype == np.float64
        assert costs[0, 1] == 0.5
    for table in (
        [[np.uint64(LARGE + 1), np.int64(-1)]],
        pd.DataFrame({"a": np.array([LARGE + 1], np.uint64), "b": [-1]}),
        pl.DataFrame({"a": pl.Series([LARGE + 1], dtype=pl.Int128), "b": [-1]}),
    ):
        assert pw.assign(table).costs.tolist() == [[LARGE + 1, -1]]
        assert pw.Problem(table).points_of(0, 0) == LARGE + 1


def test_numbers_that_no_type_holds_are_told_with_their_place():
    for table in (
        [[0.5, 10**400]],
        np.array([[0.5, 10**400]], object),
        np.array([[1, 2**70]], object),
        pl.DataFrame({"a": [1], "b": pl.Series([2**70], dtype=pl.Int128)}),
    ):
        for ask, place in ((pw.Problem, "points[0, 1]"), (pw.assign, "costs[0, 1]")):
            with pytest.raises(pw.InvalidInput) as caught:
                ask(table)
            assert [finding.column for finding in caught.value.findings] == [place]


def test_wide_limits_are_read_as_any_others():
    limits = pl.Series([1, 2], dtype=pl.Int128)
    assert pw.Problem([[1, 2]], mentor_capacity=limits).mentor_capacity == [(0, 1), (0, 2)]


def test_objects_of_a_sparse_table_are_refused():
    points = types.SimpleNamespace(
        shape=(1, 2),
        data=np.array([5, 0.5], object),
        row=np.array([0, 0]),
        col=np.array([0, 1]),
    )
    with pytest.raises(pw.InvalidInput, match="must be whole or real numbers"):
        pw.Problem(points)
    with pytest.raises(TypeError, match="must be whole or real numbers"):
        pw.assign(points)


def test_objects_of_wider_reals_are_not_rounded():
    third = np.longdouble(1) / 3
    if third == float(third):
        pytest.skip("longdouble is float64 here")
    with pytest.raises(pw.InvalidInput, match="round it yourself"):
        pw.Problem(np.array([[third, 1]], object))


@pytest.mark.parametrize(
    ("entry", "told"),
    [("1", "'1' (a text)"), (decimal.Decimal("1.1"), "Decimal('1.1')"), (1j, "1j")],
)
def test_what_is_no_number_is_shown_with_its_type(entry, told):
    for table in (np.array([[entry, 1]], object), [[entry, None]]):
        with pytest.raises(pw.InvalidInput) as caught:
            pw.Problem(table)
        assert [finding.value for finding in caught.value.findings] == [told]
