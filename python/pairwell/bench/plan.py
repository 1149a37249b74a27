"""Which instances a run has, from quick to full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pairwell.bench import draws
from pairwell.bench.instances import BATCH, CAPACITATED, DENSE, SPARSE, Instance

DENSE_CLASSES = (
    "uniform",
    "integers_100",
    "integers_n",
    "zero_one",
    "geometric",
    "mentoring",
    "product",
)
DEGREE = 10


@dataclass(frozen=True)
class Task:
    """An instance to be made."""

    family: str
    form: str
    rows: int
    columns: int
    degree: int = 0
    seed: int = 2017
    tables: int = 1
    """How many there are in a batch, whose class is that of its tables."""

    @property
    def called(self) -> str:
        """The class in the results: that of a batch is one of its own."""
        return f"{self.family}_batch" if self.form == BATCH else self.family

    @property
    def key(self) -> tuple[str, int, int]:
        """What names its results."""
        return self.called, self.rows, self.columns

    @property
    def name(self) -> str:
        """What names its folder."""
        return f"{self.called}-{self.rows}-{self.columns}"

    def make(self) -> Instance:
        """Draw it."""
        if self.form == DENSE:
            return draws.dense(self.family, self.rows, self.columns, self.seed)
        if self.form == BATCH:
            return draws.batch(self.family, self.tables, self.rows, self.columns, self.seed)
        if self.form == SPARSE:
            return draws.sparse(self.rows, self.columns, self.degree, self.seed)
        nations = 2 if self.family == "capacitated_groups" else 0
        return draws.capacitated(self.rows, self.columns, self.degree, nations, self.seed)


SMALL_SIDES = (10, 19, 30, 50, 65, 100, 150, 200, 300, 500)
"""What schemes have; 19 is the pilot's."""
LARGE_SIDES = (1000, 2000, 5000)
QUICK_LISTS, FULL_LISTS = (500,), (1_000, 10_000, 100_000, 1_000_000)
LISTED_DEGREE = 20
QUICK_SCHEMES = ((100, 25, 0),)
FULL_SCHEMES = (
    (500, 125, 0),
    (2_000, 500, 0),
    (10_000, 2_000, LISTED_DEGREE),
    (100_000, 20_000, LISTED_DEGREE),
)
SMALL_SHORTER, LARGE_SHORTER = (5, 10, 20, 50), (200, 2_000)
"""The shorter side of long tables; the other is ten times as long."""
QUICK_BATCHES, FULL_BATCHES = ((10, 1000), (50, 1000), (200, 100)), ((200, 1000),)
"""The side of a batch's tables, and their number."""


def tasks(*, quick: bool = False) -> Iterator[Task]:
    """All instances; within a class the sizes rise, so that a solver that is out stays out."""
    for family in DENSE_CLASSES:
        for side in SMALL_SIDES if quick else SMALL_SIDES + LARGE_SIDES:
            yield Task(family, DENSE, side, side)
    for shorter in SMALL_SHORTER if quick else SMALL_SHORTER + LARGE_SHORTER:
        for rows, columns in ((shorter, 10 * shorter), (10 * shorter, shorter)):
            for family in ("uniform", "mentoring"):
                yield Task(family, DENSE, rows, columns)
    for side, tables in QUICK_BATCHES if quick else QUICK_BATCHES[:2] + FULL_BATCHES:
        for family in ("uniform", "integers_100", "mentoring"):
            yield Task(family, BATCH, side, side, tables=tables)
    for side in QUICK_LISTS if quick else FULL_LISTS:
        yield Task("sparse", SPARSE, side, side, DEGREE)
    for mentees, mentors, degree in QUICK_SCHEMES if quick else FULL_SCHEMES:
        for family in ("capacitated", "capacitated_groups"):
            yield Task(family, CAPACITATED, mentees, mentors, degree)
