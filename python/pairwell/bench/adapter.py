"""How a solver is called: what is prepared before the clock starts, and how its answer is read."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairwell.bench.instances import Array, Instance

Pairs = tuple[Any, Any]


@dataclass(frozen=True)
class Adapter:
    """The three steps of a call; only `solve` is timed."""

    prepare: Callable[[Instance], Any]
    """Puts the instance into the arrays that the solver likes best."""
    solve: Callable[[Any], Any]
    """From arrays in memory to the solver's own answer."""
    pairs: Callable[[Any, Instance], Pairs]
    """Rows and columns of the answer."""
    on_grid: bool = False
    """Whether real costs are rounded to whole numbers on the way."""


class NoAnswerError(RuntimeError):
    """A solver says that it found no optimum."""


def library(name: str) -> Any:
    """A module whose types are not known here."""
    return importlib.import_module(name)


def as_is(answer: Any, _instance: Instance) -> Pairs:
    """An answer that already is rows and columns."""
    rows, columns = answer
    return rows, columns


def from_columns(columns: Any) -> Pairs:
    """Rows and columns from the column of each row, negative where it has none."""
    found = np.asarray(columns)
    rows = np.flatnonzero(found >= 0)
    return rows, found[rows]


def reals(instance: Instance) -> Array:
    """The table as float64, which most solvers convert to."""
    return np.ascontiguousarray(instance.values, dtype=np.float64)
