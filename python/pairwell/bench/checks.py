"""Checks an answer against the instance alone, and works out its objective."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairwell.bench.instances import BATCH, CAPACITATED, Array, Instance

RELATIVE, RELATIVE_ON_GRID = 1e-9, 1e-5
"""How far sums of real costs may lie apart; where a solver put them on a grid, how far then."""


@dataclass(frozen=True)
class Answer:
    """What an answer is worth; a fault says why it is none."""

    objective: int | float | None
    pairs: int
    fault: str | None = None


def _values(instance: Instance, rows: Array, columns: Array) -> Array | None:
    """The values of pairs; None where one of them is not admissible."""
    if not instance.listed:
        place: tuple[Array, ...] = rows, columns
        if instance.form == BATCH:
            table = rows // instance.rows
            if (columns // instance.columns != table).any():
                return None
            place = table, rows % instance.rows, columns % instance.columns
        found: Array = instance.values[place]
        return found if instance.whole or bool(np.isfinite(found).all()) else None
    listed_rows, listed_columns = instance.pairs()
    keys = listed_rows.astype(np.int64) * instance.columns + listed_columns
    asked = rows.astype(np.int64) * instance.columns + columns
    places = np.searchsorted(keys, asked)
    if (places >= len(keys)).any() or (keys[places] != asked).any():
        return None
    picked: Array = instance.values[places]
    return picked


def _broken_limit(instance: Instance, rows: Array, columns: Array) -> str | None:
    capacity = instance.arrays.get("capacity", 1)
    loads = {
        "mentee": np.bincount(rows, minlength=instance.rows),
        "mentor": np.bincount(columns, minlength=instance.columns),
    }
    if (loads["mentee"] > 1).any():
        return "a row is used twice"
    if (loads["mentor"] > capacity).any():
        return "a column is used more often than it may be"
    for side, load in loads.items():
        for members, least, most in instance.groups(side):
            if not least <= load[members].sum() <= most:
                return f"a group of {side}s has {load[members].sum()} pairs, not {least} to {most}"
    return None


def check(instance: Instance, rows: Any, columns: Any) -> Answer:
    """Check pairs; whole numbers are summed exactly, real ones without rounding on the way."""
    rows, columns = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    pairs = len(rows)
    if len(columns) != pairs:
        return Answer(None, pairs, "rows and columns differ in number")
    if instance.wanted is not None and pairs != instance.wanted:
        return Answer(None, pairs, f"{pairs} pairs, not {instance.wanted}")
    if pairs and not (
        0 <= rows.min() <= rows.max() < instance.tables * instance.rows
        and 0 <= columns.min() <= columns.max() < instance.tables * instance.columns
    ):
        return Answer(None, pairs, "a pair lies outside the table")
    if broken := _broken_limit(instance, rows, columns):
        return Answer(None, pairs, broken)
    values = _values(instance, rows, columns)
    if values is None:
        return Answer(None, pairs, "a forbidden pair is used")
    listed = values.tolist()
    return Answer(sum(listed) if instance.whole else math.fsum(listed), pairs)


def is_worse(
    instance_form: str, objective: float, best: float, *, whole: bool, on_grid: bool = False
) -> bool:
    """Whether an objective falls short of the best one that any solver reached."""
    short = best - objective if instance_form == CAPACITATED else objective - best
    if whole:
        return short > 0
    return short > (RELATIVE_ON_GRID if on_grid else RELATIVE) * max(1.0, abs(best))
