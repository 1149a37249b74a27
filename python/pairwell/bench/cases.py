"""Hostile input: tables that go wrong in practice, with what a solver ought to say to each."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

INFINITE = float("inf")
NAN = float("nan")


@dataclass(frozen=True)
class Case:
    """A hostile table of costs, to be assigned at the least total."""

    name: str
    about: str
    make: Callable[[], Any]
    answer: Fraction | str | None = ""
    """The least total; None where an error is due; empty where `least_total` finds it."""
    capacity: tuple[int, ...] | None = None
    """How often each column may be used, if not once."""
    relative: float = 0.0
    """How far a sum may be off, where real costs cannot be summed exactly."""
    may_refuse: bool = False
    """Whether a clear error is as good as the answer."""


def least_total(cost: Any, capacity: tuple[int, ...] | None = None) -> Fraction | None:
    """The least total by trying everything, exactly; None where nothing is allowed."""
    table = [[_exact(value) for value in row] for row in np.asarray(cost).tolist()]
    if capacity is not None:
        owner = [j for j, most in enumerate(capacity) for _ in range(most)]
        table = [[row[j] for j in owner] for row in table]
    if table and len(table) > len(table[0]):
        table = [list(column) for column in zip(*table, strict=True)]
    columns = range(len(table[0]) if table else 0)
    totals = (
        sum((value for value in picked if value is not None), Fraction(0))
        for order in itertools.permutations(columns, len(table))
        if None not in (picked := [row[j] for row, j in zip(table, order, strict=True)])
    )
    return min(totals, default=None)


def _exact(value: Any) -> Fraction | None:
    return None if isinstance(value, float) and value == INFINITE else Fraction(value)


def _random(seed: int, rows: int, columns: int, most: int = 50) -> Any:
    return np.random.default_rng(seed).integers(1, most, (rows, columns))


def _reals(seed: int, rows: int, columns: int) -> Any:
    return np.random.default_rng(seed).random((rows, columns)) + 0.01


def _with(cells: dict[Any, float]) -> Any:
    cost = _random(3, 4, 4).astype(np.float64)
    for cell, value in cells.items():
        cost[cell] = value
    return cost


def _hall() -> Any:
    cost = _random(4, 5, 5).astype(np.float64)
    cost[1:4, 2:] = INFINITE
    return cost


def _some_infinite() -> Any:
    cost = _random(5, 5, 5).astype(np.float64)
    cost[np.random.default_rng(5).random((5, 5)) < 0.3] = INFINITE
    cost[np.arange(5), np.arange(5)] = 40
    return cost


PLANTED_SIDE = 400


def _planted_parts() -> tuple[Any, Any, Any, Any]:
    rng = np.random.default_rng(9)
    side = PLANTED_SIDE
    rows, columns = rng.integers(0, 40, side), rng.integers(1, 40, side)
    order = rng.permutation(side)
    slack = rng.integers(0, 20, (side, side))
    slack[np.arange(side), order] = 0
    return rows, columns, order, slack


def _planted() -> Any:
    """Prices of rows and columns, and on top what no pair of a hidden assignment pays."""
    rows, columns, _, slack = _planted_parts()
    return rows[:, None] + columns[None, :] + slack


def _planted_total() -> Fraction:
    rows, columns, _, _ = _planted_parts()
    return Fraction(int(rows.sum() + columns.sum()))


def _read_only() -> Any:
    cost = _random(6, 5, 5).astype(np.float64)
    cost.flags.writeable = False
    return cost


def _product(side: int = 120) -> Any:
    return np.outer(np.arange(1, side + 1), np.arange(1, side + 1))


ONE_ROW = np.random.default_rng(11).integers(1, 1000, 20)
NEAR_53, NEAR_62 = 2**53, 2**62
EDGE = np.array([[2**63 - 1, -(2**63), 5], [-(2**63), 2**63 - 1, 7], [1, 2, 3]], dtype=np.int64)
UNSIGNED = np.array([[2**63 + 5, 2**63 + 4], [2**63 + 1, 2**63 + 3]], dtype=np.uint64)


def cases() -> list[Case]:
    """Every case."""
    reals = 1e-12
    return [
        Case("nan cell", "one cell is not a number", lambda: _with({(1, 2): NAN}), None),
        Case("nan row", "a row without numbers", lambda: _with({1: NAN}), None),
        Case("all nan", "nothing is a number", lambda: np.full((3, 3), NAN), None),
        Case("forbidden row", "a row of infinite costs", lambda: _with({2: INFINITE}), None),
        Case(
            "forbidden column",
            "a column of infinite costs",
            lambda: _with({2: INFINITE}).T,
            None,
        ),
        Case("all infinite", "nothing is allowed", lambda: np.full((3, 3), INFINITE), None),
        Case("hall", "three rows share two columns", _hall, None),
        Case(
            "minus infinity", "a cost of minus infinity", lambda: _with({(0, 3): -INFINITE}), None
        ),
        Case("some infinite", "forbidden pairs, and a way around them", _some_infinite),
        Case("0 x 0", "no rows, no columns", lambda: np.zeros((0, 0)), Fraction(0)),
        Case("0 x 5", "no rows", lambda: np.zeros((0, 5)), Fraction(0)),
        Case("5 x 0", "no columns", lambda: np.zeros((5, 0)), Fraction(0)),
        Case("1 x 1", "one pair", lambda: np.array([[7.0]])),
        Case("1 x n", "one row", lambda: np.arange(1000.0, 0.0, -1.0)[None, :], Fraction(1)),
        Case("n x 1", "one column", lambda: np.arange(1000.0, 0.0, -1.0)[:, None], Fraction(1)),
        Case("rows over columns", "6 x 3", lambda: _random(12, 6, 3).astype(np.float64)),
        Case("negative", "costs below 0", lambda: _random(13, 5, 5) - 60.0),
        Case("zeros", "every cost 0", lambda: np.zeros((5, 5)), Fraction(0)),
        Case("fractions", "[[0.9, 0.2], [0.2, 0.9]]", lambda: np.array([[0.9, 0.2], [0.2, 0.9]])),
        Case(
            "near 2^53",
            "whole numbers as float64, up to 2^53",
            lambda: (NEAR_53 - _random(14, 5, 5)).astype(np.float64),
        ),
        Case("beyond 2^53", "int64 that float64 cannot hold", lambda: NEAR_53 + _random(15, 5, 5)),
        Case(
            "near 2^62",
            "int64 whose sums leave 64 bits",
            lambda: NEAR_62 - _random(16, 5, 5),
            may_refuse=True,
        ),
        Case("int64 edges", "the least and the greatest int64", lambda: EDGE, may_refuse=True),
        Case("uint64", "numbers over 2^63", lambda: UNSIGNED, may_refuse=True),
        Case("1e300", "real numbers near 1e300", lambda: _reals(17, 5, 5) * 1e300, relative=reals),
        Case(
            "1e-300", "real numbers near 1e-300", lambda: _reals(18, 5, 5) * 1e-300, relative=reals
        ),
        Case(
            "large offset",
            "real numbers on top of 10^9",
            lambda: 1e9 + np.random.default_rng(19).integers(0, 2**20, (5, 5)) * 2.0**-20,
        ),
        Case(
            "mixed magnitudes",
            "from 2^-30 to 2^30, exact in float64",
            lambda: 2.0 ** np.random.default_rng(20).integers(-30, 31, (6, 6)),
        ),
        Case("all equal", "60 x 60, every cost 7", lambda: np.full((60, 60), 7.0), Fraction(420)),
        Case("many ties", "400 x 400, few levels", _planted, _planted_total()),
        Case(
            "product",
            "120 x 120, row times column",
            _product,
            Fraction(sum(i * (121 - i) for i in range(1, 121))),
        ),
        Case(
            "duplicates",
            "100,000 rows, all the same, for 20 columns",
            lambda: np.tile(ONE_ROW, (100_000, 1)),
            Fraction(int(ONE_ROW.sum())),
        ),
        Case(
            "strided",
            "every second row and third column",
            lambda: _random(21, 10, 15).astype(float)[::2, ::3],
        ),
        Case("backwards", "negative strides", lambda: _random(22, 5, 5)[::-1, ::-1]),
        Case("column order", "Fortran order", lambda: np.asfortranarray(_random(23, 5, 5) * 1.0)),
        Case("read-only", "closed for writing", _read_only),
        Case("big-endian", "the bytes of another machine", lambda: _random(24, 5, 5).astype(">f8")),
        Case("float16", "half precision", lambda: _random(25, 5, 5).astype(np.float16)),
        Case("bool", "truth values", lambda: _random(26, 5, 5) > 25),
        Case("list", "a list of lists", lambda: _random(27, 4, 4).tolist()),
        Case("object", "Python's fractions as objects", _objects, may_refuse=True),
        Case("complex", "complex numbers", lambda: _random(28, 4, 4) * (1 + 1j), None),
        Case("text", "words for numbers", lambda: [["one", "two"], ["three", "four"]], None),
        Case("one dimension", "a list of five numbers", lambda: np.arange(1.0, 6.0), None),
        Case("three dimensions", "2 x 3 x 4 numbers", lambda: np.ones((2, 3, 4)), None),
        Case(
            "zero capacity",
            "the best mentor takes nobody",
            lambda: np.array([[1.0, 5.0, 4.0], [1.0, 3.0, 9.0]]),
            capacity=(0, 1, 2),
        ),
    ]


def _objects() -> Any:
    return np.array([[Fraction(int(v), 3) for v in row] for row in _random(30, 4, 4)], dtype=object)


def by_name(name: str) -> Case:
    """The case of a name."""
    return next(case for case in cases() if case.name == name)
