"""Instances that every solver gets: what they hold, how they are made and how they travel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

DENSE, BATCH, SPARSE, CAPACITATED = "dense", "batch", "sparse", "capacitated"


@dataclass(frozen=True)
class Instance:
    """A problem to solve.

    Dense: `cost`, rows by columns. Batch: `cost`, tables by rows by columns, whose pairs are those
    of one table with the tables along its diagonal. Sparse: `row_start`, `column` and `cost`.
    Capacitated: `points` as a table, or with `row_start` and `column` as a list; `capacity`, the
    most pairs of each mentor; and for the groups of either side `<side>_group_start`,
    `<side>_group_member` and `<side>_group_range`. Costs are to be small with every row or column
    assigned; points are to be great with as few or as many pairs as that takes.
    """

    family: str
    form: str
    rows: int
    columns: int
    arrays: dict[str, Array] = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether costs are whole numbers."""
        return self.values.dtype.kind in "iu"

    @property
    def values(self) -> Array:
        """The costs, or the points."""
        return self.arrays["points" if self.form == CAPACITATED else "cost"]

    @property
    def listed(self) -> bool:
        """Whether only some pairs are admissible, in a list."""
        return "row_start" in self.arrays

    @property
    def count(self) -> int:
        """How many admissible pairs there are."""
        return int(self.values.size)

    @property
    def tables(self) -> int:
        """How many tables there are."""
        return len(self.values) if self.form == BATCH else 1

    @property
    def size(self) -> int:
        """The side that costs are drawn against."""
        return max(self.rows, self.columns) if self.form in (DENSE, BATCH) else self.rows

    @property
    def wanted(self) -> int | None:
        """How many pairs an answer has; None where it is free."""
        if self.form == CAPACITATED:
            return None
        return self.tables * min(self.rows, self.columns)

    def pairs(self) -> tuple[Array, Array]:
        """Row and column of every admissible pair, in the order of the values."""
        if self.listed:
            starts = self.arrays["row_start"]
            return (
                np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(starts)),
                self.arrays["column"],
            )
        return (
            np.repeat(np.arange(self.rows, dtype=np.int32), self.columns),
            np.tile(np.arange(self.columns, dtype=np.int32), self.rows),
        )

    def groups(self, side: str) -> Iterator[tuple[Array, int, int]]:
        """Members, least and most pairs of each group of the side ("mentee" or "mentor")."""
        starts = self.arrays.get(f"{side}_group_start")
        if starts is None:
            return
        members, ranges = (self.arrays[f"{side}_group_{part}"] for part in ("member", "range"))
        for group, (least, most) in enumerate(ranges.tolist()):
            yield members[starts[group] : starts[group + 1]], least, most

    def has_groups(self) -> bool:
        """Whether there are groups on either side."""
        return any(name.endswith("_group_start") for name in self.arrays)

    def shuffled(self, seed: int) -> Instance:
        """A dense table with its rows and its columns in another order, and so the same optimum."""
        rng = np.random.default_rng(seed)
        rows, columns = rng.permutation(self.rows), rng.permutation(self.columns)
        costs = np.ascontiguousarray(self.values[rows][:, columns])
        return Instance(self.family, self.form, self.rows, self.columns, {"cost": costs})

    def save(self, folder: Path) -> None:
        """Write the instance to a folder that another process can read."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in self.arrays.items():
            np.save(folder / f"{name}.npy", array)
        about = {key: getattr(self, key) for key in ("family", "form", "rows", "columns")}
        about["arrays"] = list(self.arrays)
        (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Instance:
        """Read an instance that `save` wrote, into memory of its own."""
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        names = about.pop("arrays")
        return cls(**about, arrays={name: np.load(folder / f"{name}.npy") for name in names})
