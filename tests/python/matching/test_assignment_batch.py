"""Many tables in one call, against `assign` one by one."""

import pickle

import numpy as np
import pytest
import scipy.optimize
import scipy.sparse

import pairwell as pw

INF = np.inf


def expect_as_alone(batch, tables, *, maximise=False):
    assert len(batch) == len(tables)
    for place, table in enumerate(tables):
        alone = pw.assign(table, maximise=maximise)
        own = batch[place]
        assert batch.status[place] is own.status is alone.status
        for name in ("rows", "columns", "row_prices", "column_prices", "unassignable"):
            np.testing.assert_array_equal(getattr(own, name), getattr(alone, name))
        assert bool(own.verify()) or own.status is not alone.status
        assert batch.totals[place] == (alone.total if alone else None)


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "int32", "uint8", ">f8"])
@pytest.mark.parametrize("prices", [True, False])
@pytest.mark.parametrize("shape", [(19, 19), (3, 8), (8, 3), (70, 70)])
def test_finds_what_assign_finds_alone(dtype, prices, shape):
    tables = np.random.default_rng(1).integers(0, 100, (30, *shape)).astype(dtype)
    for maximise in (False, True):
        batch = pw.assign_batch(tables, maximise=maximise, prices=prices)
        assert bool(batch)
        assert batch.columns.shape == (30, shape[0])
        assert (batch.row_prices is None) is not prices
        expect_as_alone(batch, list(tables), maximise=maximise)


def test_finds_the_least_totals():
    tables = np.random.default_rng(2).integers(-50, 50, (200, 6, 9))
    for table, total in zip(tables, pw.assign_batch(tables).totals, strict=True):
        rows, columns = scipy.optimize.linear_sum_assignment(table)
        assert total == table[rows, columns].sum()


def test_gives_the_same_with_any_number_of_threads():
    tables = np.random.default_rng(3).integers(0, 5, (400, 20, 20))
    one, *others = (pw.assign_batch(tables, prices=True, threads=t) for t in (1, 2, 3, 0))
    for other in others:
        for name in ("columns", "row_prices", "column_prices"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        assert one.status == other.status


def test_takes_tables_of_any_shape_and_way_of_lying():
    rng = np.random.default_rng(4)
    shapes = [(3, 3), (1, 4), (90, 80), (0, 2), (2, 0), (5, 5)]
    tables = [rng.random(shape) for shape in shapes]
    tables[2] = np.asfortranarray(tables[2])
    batch = pw.assign_batch(tables, prices=True, threads=2)
    assert batch.columns.shape == (6, 90)
    assert batch.row_prices.shape == (6, 90)
    assert batch.column_prices.shape == (6, 80)
    assert (batch.columns[0, 3:] == -1).all()
    assert (batch.row_prices[0, 3:] == 0).all()
    assert (batch.columns[2] >= 0).sum() == 80
    assert batch.totals[3:5] == [0.0, 0.0]
    expect_as_alone(batch, tables)
    stack = rng.random((5, 7, 9))
    for turned in (stack[::-1, :, ::2], stack.transpose(2, 0, 1), np.asfortranarray(stack)):
        expect_as_alone(pw.assign_batch(turned, prices=True), list(turned))


def test_reads_whole_tables_beside_real_ones_as_real():
    batch = pw.assign_batch([[[1, 2], [3, 5]], [[0.5, 1.0], [1.5, 0.25]]])
    assert batch.totals == [5.0, 0.75]
    mixed = pw.assign_batch([np.ones((2, 2), np.int32), np.full((1, 1), 2**60)])
    assert mixed.totals == [2, 2**60]
    message = r"tables\[1\]\[0, 1\]: is rounded beside .*rule: range, value: 9007199254740993"
    with pytest.raises(pw.InvalidInput, match=message):
        pw.assign_batch([[[0.5]], [[1, 2**53 + 1]]])


@pytest.mark.parametrize("tables", [np.zeros((0, 4, 5)), [], ()])
def test_of_no_tables_are_none(tables):
    batch = pw.assign_batch(tables, prices=True)
    assert len(batch) == 0
    assert batch.columns.shape[0] == 0
    assert batch.totals == list(batch) == []
    assert bool(batch)


def test_says_which_tables_have_no_assignment():
    tables = np.random.default_rng(5).random((9, 4, 4))
    tables[6, :2, 1:] = INF
    batch = pw.assign_batch(tables, prices=True, threads=2)
    assert not batch
    assert [s.name for s in batch.status].count("OPTIMAL") == 8
    assert batch.status[6] is pw.Status.INFEASIBLE
    assert (batch.columns[6] == -1).all()
    assert {place: rows.tolist() for place, rows in batch.unassignable.items()} == {6: [0, 1]}
    assert batch.totals[6] is None
    assert repr(batch) == "<AssignmentBatch: 9 tables, 8 optimal, 1 infeasible>"
    expect_as_alone(batch, list(tables))


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("as_list", [False, True])
@pytest.mark.parametrize("side", [4, 70])
def test_names_the_first_table_that_is_refused(threads, as_list, side):
    tables = np.random.default_rng(6).random((200, side, side))
    tables[7, 3, 2] = tables[8, 0, 0] = tables[150] = np.nan
    given = list(tables) if as_list else tables
    with pytest.raises(pw.InvalidInput, match=r"tables\[7\]\[3, 2\].*rule: finite, value: nan"):
        pw.assign_batch(given, threads=threads)


@pytest.mark.parametrize(
    ("tables", "error", "message"),
    [
        (np.zeros((3, 3)), pw.InvalidInput, r"three dimensions, got one of 2 .*\(3, 3\)"),
        (7, pw.InvalidInput, "three dimensions or a list of tables .*value: int"),
        ([np.zeros((2, 2)), np.zeros(4)], pw.InvalidInput, r"tables\[1\].*got a 1-D array"),
        ([np.zeros((1, 1)), [["a"]]], TypeError, r"tables\[1\]"),
        (np.zeros((1, 2, 2), complex), TypeError, r"tables\[0\]"),
        ([scipy.sparse.eye(3)], pw.InvalidInput, r"tables\[0\].*sparse"),
        ([[[None, 1.0]]], pw.InvalidInput, r"tables\[0\].*is missing costs"),
        (np.full((1, 1, 1), 2**63, np.uint64), pw.InvalidInput, "less than 2.63"),
        ([[[0]], [[2**63]]], pw.InvalidInput, r"tables\[1\].*less than 2.63"),
    ],
)
def test_refuses_what_are_no_tables(tables, error, message):
    with pytest.raises(error, match=message):
        pw.assign_batch(tables)


def test_refuses_a_price_beyond_64_bits_where_prices_are_asked_for():
    far = np.array([[[0, 1]], [[0, 1]]]).repeat(2, axis=1)
    far[1] = [[-(2**63), 2**63 - 1], [-(2**63), 2**63 - 1]]
    assert bool(pw.assign_batch(far))
    with pytest.raises(pw.InvalidInput, match="in table 1, the costs are so far apart"):
        pw.assign_batch(far, prices=True)
    with pytest.raises(pw.InvalidInput, match="threads"):
        pw.assign_batch(far, threads=-1)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("side", [64, 120])
def test_keeps_what_it_found_when_it_is_stopped(threads, side):
    tables = np.random.default_rng(8).random((4000 if side == 64 else 1000, side, side))
    seen = []

    def progress(stage, done, total):
        seen.append((stage, total))
        return done < 1

    batch = pw.assign_batch(tables, threads=threads, progress=progress)
    assert set(seen) == {("assignment", len(tables))}
    solved = [s is pw.Status.OPTIMAL for s in batch.status]
    assert 0 < sum(solved) < len(tables)
    assert set(batch.status) == {pw.Status.OPTIMAL, pw.Status.CANCELLED}
    assert ((batch.columns >= 0).all(axis=1) == solved).all()
    assert batch[0].total == pw.assign(tables[0]).total
    assert not batch[len(tables) - 1]
    late = pw.assign_batch(tables[:5], threads=threads, time_limit=0)
    assert set(late.status) == {pw.Status.TIME_LIMIT}


def test_lets_an_exception_of_its_progress_out():
    def progress(*_):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        pw.assign_batch(np.random.default_rng(9).random((1000, 120, 120)), progress=progress)


def test_gives_a_value_that_is_frozen_and_travels():
    batch = pw.assign_batch([[[4, 1], [2, 0]], [[7]]], prices=True)
    assert not batch.columns.flags.writeable
    back = pickle.loads(pickle.dumps(batch))
    np.testing.assert_array_equal(back.columns, batch.columns)
    assert back.totals == batch.totals == [3, 7]
    with pytest.raises(IndexError, match="no table 2 among 2"):
        batch[2]
    assert batch[-1].total == 7
