"""A problem as a grid: its admissible pairs by position, or blocks of them where they are many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pairwell.drawing.grid import MOST_DOTS, Real
from pairwell.matching.problem import Problem

Int64Array = npt.NDArray[np.int64]


def blocks_of(shape: tuple[int, int]) -> tuple[int, int]:
    """How many rows and columns go into a block: 1 and 1 where each pair is drawn."""
    rows, columns = (max(1, -(-count // MOST_DOTS)) for count in shape)
    return rows, columns


def placed(
    problem: Problem, order: tuple[Sequence[int], Sequence[int]]
) -> tuple[Int64Array, Int64Array]:
    """The admissible pairs by their places in an order of people, and the units of each."""
    admissible, units = problem.admissible()
    return at_places(admissible, order, problem.shape), units


def at_places(
    pairs: Int64Array, order: tuple[Sequence[int], Sequence[int]], shape: tuple[int, int]
) -> Int64Array:
    """Pairs of positions as pairs of places in an order of people."""
    found = np.empty((len(pairs), 2), np.int64)
    for side in (0, 1):
        place = np.empty(shape[side], np.int64)
        place[np.asarray(order[side], np.int64)] = np.arange(shape[side])
        found[:, side] = place[pairs[:, side]]
    return found


def mean_table(shape: tuple[int, int], places: Int64Array, worth: Real) -> Real:
    """The worth of each pair, or the mean of each block of pairs; NaN where there is none."""
    rows, columns = blocks_of(shape)
    table_shape = (-(-shape[0] // rows), -(-shape[1] // columns))
    where = (places[:, 0] // rows) * table_shape[1] + places[:, 1] // columns
    count = np.bincount(where, minlength=table_shape[0] * table_shape[1])
    total = np.bincount(where, weights=worth, minlength=len(count))
    found = np.full(len(count), np.nan)
    np.divide(total, count, out=found, where=count > 0)
    return found.reshape(table_shape)


def share_table(shape: tuple[int, int], places: Int64Array) -> Real:
    """1 for each pair, or the share of each block that is admissible; NaN where none is."""
    rows, columns = blocks_of(shape)
    means = mean_table(shape, places, np.ones(len(places)))
    if (rows, columns) == (1, 1):
        return means
    where = (places[:, 0] // rows) * means.shape[1] + places[:, 1] // columns
    count = np.bincount(where, minlength=means.size).reshape(means.shape)
    heights = np.minimum(rows, shape[0] - rows * np.arange(means.shape[0]))
    widths = np.minimum(columns, shape[1] - columns * np.arange(means.shape[1]))
    return np.where(count > 0, count / np.outer(heights, widths), np.nan)


def shown_how(shape: tuple[int, int]) -> str:
    """Say what of a grid that is too large to be drawn pair by pair is shown."""
    rows, columns = blocks_of(shape)
    if (rows, columns) == (1, 1):
        return ""
    return (
        f"There are {shape[0] * shape[1]:,} pairs, so each dot is a block of {rows} by {columns} "
        "of them, and a single pair is not to be seen."
    )
