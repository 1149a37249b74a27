"""Points as a problem is made of them: a table of numbers, with labels where there are some."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairwell.matching.faults import Faults
from pairwell.matching.frames import Mask, read_values
from pairwell.matching.labels import Labels, Side
from pairwell.matching.numeric_table import Int32Array, Numbers, Rows, refuse_objects
from pairwell.matching.value import Int64Array

Answers = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, eq=False)
class Points:
    """Points as given: a dense table, or the entries of compressed rows."""

    shape: tuple[int, int]
    values: Numbers
    row_start: Int64Array | None = None
    column: Int32Array | None = None
    mask: Mask | None = None
    scale: int | None = None
    """Units in a point; None: to be chosen."""
    in_units: bool = False
    """Whether the values are units already, so that none is rounded."""
    labels: tuple[Labels | None, Labels | None] = (None, None)
    answers: tuple[Answers | None, Answers | None] = (None, None)

    @property
    def sides(self) -> tuple[Side, Side]:
        """The mentees and the mentors."""
        return (
            Side("mentees", self.shape[0], self.labels[0], self.answers[0]),
            Side("mentors", self.shape[1], self.labels[1], self.answers[1]),
        )

    def rows(self) -> Rows:
        """The entries of a sparse table."""
        assert self.row_start is not None
        assert self.column is not None
        return Rows(self.shape, self.row_start, self.column, self.values)


def array_of(value: object, argument: str, faults: Faults) -> tuple[Numbers, Mask | None] | None:
    """A value as an array with what is missing in it, or a fault where it is none."""
    try:
        return read_values(value)
    except (ValueError, TypeError):
        message = "cannot be read as an array: give numbers in rows of one length"
        faults.add("shape", argument, message, type(value).__name__)
        return None


def read_scale(scale: object, faults: Faults) -> int | None:
    """The scale that is given; None where it is to be chosen."""
    if scale is None:
        return None
    try:
        units = operator.index(scale)  # type: ignore[arg-type]
    except TypeError:
        units = 0
    if isinstance(scale, bool) or not 1 <= units < 2**62:
        faults.add(
            "scale",
            "scale",
            "a scale is a whole number of units in a point, from 1 to under 2^62",
            scale,
        )
        return 1
    return units


def _narrowed(values: Numbers, faults: Faults) -> Numbers:
    """Numbers wider than float64 as float64, and a fault where that would round one."""
    narrow = values.astype(np.float64)
    changed = np.isfinite(values) & (narrow != values)
    message = "does not fit float64: round it yourself, as in points.astype(float)"
    faults.add_at(changed, values, "type", "points", message)
    return narrow


def read_numbers(values: Numbers, faults: Faults) -> Numbers:
    """Numbers of a type that the engine reads without a copy; other widths are widened once."""
    if values.dtype.kind not in "biuf":
        refuse_objects(values, "points", "must be whole or real numbers", faults)
        return np.zeros(values.shape, np.int64)
    if values.dtype.kind == "f" and values.dtype.itemsize not in (4, 8):
        return (
            values.astype(np.float32) if values.dtype.itemsize == 2 else _narrowed(values, faults)
        )
    return values if values.dtype.isnative else values.astype(values.dtype.newbyteorder("="))
