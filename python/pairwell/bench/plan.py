"""Which instances a run has, from quick to full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pairwell.bench import draws
from pairwell.bench.instances import CAPACITATED, DENSE, SPARSE, Instance

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

    @property
    def key(self) -> tuple[str, int, int]:
        """What names its results."""
        return self.family, self.rows, self.columns

    @property
    def name(self) -> str:
        """What names its folder."""
        return f"{self.family}-{self.rows}-{self.columns}"

    def make(self) -> Instance:
        """Draw it."""
        if self.form == DENSE:
            return draws.dense(self.family, self.rows, self.columns, self.seed)
        if self.form == SPARSE:
            return draws.sparse(self.rows, self.columns, self.degree, self.seed)
        nations = 2 if self.family == "capacitated_groups" else 0
        return draws.capacitated(self.rows, self.columns, self.degree, nations, self.seed)


QUICK_SIDES, FULL_SIDES = (100,), (100, 200, 500, 1000, 2000, 5000)
QUICK_LISTS, FULL_LISTS = (500,), (1_000, 10_000, 100_000, 1_000_000)
LISTED_DEGREE = 20
QUICK_SCHEMES = ((100, 25, 0),)
FULL_SCHEMES = (
    (500, 125, 0),
    (2_000, 500, 0),
    (10_000, 2_000, LISTED_DEGREE),
    (100_000, 20_000, LISTED_DEGREE),
)
LONG = ((2_000, 20_000), (20_000, 2_000))


def tasks(*, quick: bool = False) -> Iterator[Task]:
    """All instances; within a class the sizes rise, so that a solver that is out stays out."""
    yield Task("mentoring", DENSE, 19, 19)
    for family in DENSE_CLASSES:
        for side in QUICK_SIDES if quick else FULL_SIDES:
            yield Task(family, DENSE, side, side)
    for rows, columns in ((20, 200), (200, 20)) if quick else LONG:
        for family in ("uniform", "mentoring"):
            yield Task(family, DENSE, rows, columns)
    for side in QUICK_LISTS if quick else FULL_LISTS:
        yield Task("sparse", SPARSE, side, side, DEGREE)
    for mentees, mentors, degree in QUICK_SCHEMES if quick else FULL_SCHEMES:
        for family in ("capacitated", "capacitated_groups"):
            yield Task(family, CAPACITATED, mentees, mentors, degree)
