"""What each size of ``pairwell bench scale`` took, kept in a CSV file, and what larger ones would.

Costs of a pair and of a person are those of the largest size that was run. A forecast says so.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pairwell.bench.results import exponent

OK, STOPPED, WRONG, CRASH = "ok", "stopped", "wrong", "crash"
_REAL = ("people_cpu", "wall", "cpu", "verify_wall", "verify_cpu", "points")
_TEXT = ("version", "digest", "status", "message", "block_by")


@dataclass(frozen=True)
class ScaleRow:
    """One size: as many mentees as mentors."""

    n: int
    """People a side."""
    threads: int
    seed: int
    version: str
    people_cpu: float = 0.0
    """Processor seconds to make up the people and read their answers; not part of the others."""
    held: int = 0
    """Bytes that the process held with the people read, before it matched them."""
    wall: float = 0.0
    """Seconds of `match_on_demand`."""
    cpu: float = 0.0
    """Processor seconds of it, of all threads."""
    peak: int = 0
    """The most bytes that the process held from then on."""
    passes: int = 0
    pairs_read: int = 0
    listed: int = 0
    """Pairs in the list at the end."""
    verify_wall: float = 0.0
    verify_cpu: float = 0.0
    matched: int = 0
    """Pairs of the matching."""
    points: float = 0.0
    digest: str = ""
    status: str = OK
    message: str = ""
    block_by: str = ""
    """By which questions the first lists were made, a space between them."""

    @property
    def readings(self) -> float:
        """How often all pairs were read, in the mean."""
        return self.pairs_read / self.n**2

    @property
    def cpu_of_a_pair(self) -> float:
        """Processor seconds of the whole call for each pair that was read."""
        return self.cpu / self.pairs_read if self.pairs_read else 0.0


COLUMNS = [field.name for field in fields(ScaleRow)]


def is_of_scale(path: Path) -> bool:
    """Whether a file of results is of sizes, and not of peers."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), []) == COLUMNS


def _value(name: str, text: str) -> Any:
    return text if name in _TEXT else float(text) if name in _REAL else int(text)


def read_rows(path: Path) -> list[ScaleRow]:
    """The rows of a file; none where there is no file.

    Raises
    ------
    ValueError
        Where the file is not one of sizes.
    """
    if not path.is_file():
        return []
    if not is_of_scale(path):
        raise ValueError(f"{path} has other results than sizes; name another folder by --out")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            ScaleRow(**{name: _value(name, text) for name, text in cells.items()})
            for cells in csv.DictReader(file)
        ]


def write_rows(path: Path, rows: Iterable[ScaleRow]) -> None:
    """Write all rows, the smallest size first; a run that is cut short keeps what was written."""
    partial = path.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in sorted(rows, key=lambda row: row.n):
            writer.writerow([getattr(row, name) for name in COLUMNS])
    partial.replace(path)


def finished(rows: Iterable[ScaleRow]) -> list[ScaleRow]:
    """Those that were matched and verified, the smallest first."""
    return sorted((row for row in rows if row.status == OK), key=lambda row: row.n)


MEASURES: dict[str, Callable[[ScaleRow], float]] = {
    "matching, time": lambda row: row.wall,
    "matching, processor time": lambda row: row.cpu,
    "verification, time": lambda row: row.verify_wall,
    "verification, processor time": lambda row: row.verify_cpu,
    "people made up and read, processor time": lambda row: row.people_cpu,
}
"""What exponents are fitted to, all in seconds."""


def exponents(rows: Iterable[ScaleRow]) -> dict[str, float | None]:
    """The slope of each measure over n on logarithmic axes, by least squares; None under 3 sizes.

    Times under a millisecond are left out, as `results.exponent` does.
    """
    done = finished(rows)
    return {
        name: exponent([(row.n, measure(row)) for row in done])
        for name, measure in MEASURES.items()
    }


@dataclass(frozen=True)
class Forecast:
    """What a size would take that was not run: an estimate and no measurement."""

    n: int
    base: int
    """The size whose costs it is made of."""
    by_pairs: float
    """Seconds of matching, at the base's time for each pair and its number of readings."""
    by_exponent: float | None
    """Seconds of matching by the fitted exponent; None where there is none."""
    verify: float
    """Seconds of verification, at the base's time for each pair."""
    people: float
    """Processor seconds to make up and read the people, in proportion to them."""
    memory: int
    """Bytes of the process at its most, in proportion to people."""

    @property
    def seconds(self) -> float:
        """Seconds of the whole size, by the larger of both estimates."""
        return max(self.by_pairs, self.by_exponent or 0.0) + self.verify + self.people


def forecast(rows: Iterable[ScaleRow], n: int) -> Forecast | None:
    """Plan a size from the largest that was run; None where none was."""
    done = finished(rows)
    if not done:
        return None
    base = done[-1]
    times = n / base.n
    slopes: Mapping[str, float | None] = exponents(done)
    slope = slopes["matching, time"]
    return Forecast(
        n,
        base.n,
        base.wall * times**2,
        None if slope is None else base.wall * times**slope,
        base.verify_wall * times**2,
        base.people_cpu * times,
        int(base.peak * times),
    )
