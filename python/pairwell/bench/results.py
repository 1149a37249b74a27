"""Results: one row for each call, kept in a CSV file; medians, ratios and exponents from them."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median

from pairwell.bench.checks import is_worse
from pairwell.bench.solvers import PEER

OK, WRONG, SKIPPED, MISSING = "ok", "wrong", "skipped", "missing"
LEAST_FOR_A_FIT = 1e-3
"""Medians under a millisecond say more about the call than about how cost grows."""


@dataclass(frozen=True)
class Row:
    """One call of one solver."""

    family: str
    form: str
    n: int
    m: int
    pairs: int
    """Admissible pairs of the instance."""
    solver: str
    role: str
    version: str
    round: int
    wall: float | None
    """Seconds."""
    cpu: float | None
    peak: int | None
    """Bytes beyond what the process held before the call."""
    objective: int | float | None
    status: str
    on_grid: bool = False
    message: str = ""

    @property
    def instance(self) -> tuple[str, int, int]:
        """The instance's class and sides."""
        return self.family, self.n, self.m


COLUMNS = [field.name for field in fields(Row)]
HEADINGS = ["class" if name == "family" else name for name in COLUMNS]


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _read_row(cells: dict[str, str]) -> Row:
    values: dict[str, object] = dict(cells)
    values["family"] = values.pop("class")
    for name in ("n", "m", "pairs", "round", "wall", "cpu", "peak", "objective"):
        values[name] = _number(cells[name])
    values["on_grid"] = cells["on_grid"] == "True"
    return Row(**values)  # type: ignore[arg-type]


def read_rows(path: Path) -> list[Row]:
    """The rows of a file; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [_read_row(cells) for cells in csv.DictReader(file)]


def append_rows(path: Path, rows: Iterable[Row]) -> None:
    """Add rows to a file, so that a run that is cut short loses nothing."""
    fresh = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(HEADINGS)
        for row in rows:
            writer.writerow(["" if (v := getattr(row, name)) is None else v for name in COLUMNS])


@dataclass(frozen=True)
class Entry:
    """What a solver reached on an instance over all rounds."""

    solver: str
    role: str
    status: str
    wall: float | None
    cpu: float | None
    peak: int | None
    rounds: int
    ratio: float | None = None
    """Its time as a multiple of the fastest right peer's."""
    message: str = ""


@dataclass(frozen=True)
class Standing:
    """All solvers on one instance, the fastest first; those without a time come last."""

    family: str
    form: str
    n: int
    m: int
    pairs: int
    entries: tuple[Entry, ...]
    objective: int | float | None

    def fastest(self, role: str) -> Entry | None:
        """The fastest right entry of a role."""
        return next((e for e in self.entries if e.role == role and e.wall and e.status == OK), None)


def judge(rows: list[Row]) -> list[Row]:
    """Mark those whose answer is worth less than the best answer of any solver."""
    best: dict[tuple[str, int, int], int | float] = {}
    for row in rows:
        if row.status == OK and row.objective is not None and not row.on_grid:
            known = best.get(row.instance, row.objective)
            better = max if row.form == "capacitated" else min
            best[row.instance] = better(known, row.objective)
    judged = []
    for row in rows:
        top = best.get(row.instance)
        if row.status == OK and row.objective is not None and top is not None:
            whole = isinstance(top, int)
            if is_worse(row.form, row.objective, top, whole=whole, on_grid=row.on_grid):
                note = f"objective {row.objective}, the best is {top}"
                row = Row(**{**row.__dict__, "status": WRONG, "message": note})
        judged.append(row)
    return judged


def _entry(rows: list[Row]) -> Entry:
    bad = next((row for row in rows if row.status != OK), None)
    timed = [row for row in rows if row.wall is not None]
    last = bad or rows[-1]
    return Entry(
        last.solver,
        last.role,
        last.status,
        median(row.wall for row in timed if row.wall is not None) if timed else None,
        median(row.cpu for row in timed if row.cpu is not None) if timed else None,
        max((row.peak for row in timed if row.peak is not None), default=None),
        len(timed),
        message=last.message,
    )


def standings(rows: list[Row]) -> list[Standing]:
    """Medians and ratios of every instance, in the order in which instances were first met."""
    by_instance: dict[tuple[str, int, int], dict[str, list[Row]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in judge(rows):
        by_instance[row.instance][row.solver].append(row)
    return [_standing(found) for found in by_instance.values()]


def _standing(by_solver: dict[str, list[Row]]) -> Standing:
    entries = [_entry(rows) for rows in by_solver.values()]
    right = [e.wall for e in entries if e.role == PEER and e.status == OK and e.wall]
    fastest = min(right, default=None)
    rated = [
        Entry(**{**e.__dict__, "ratio": e.wall / fastest if fastest and e.wall else None})
        for e in entries
    ]
    rated.sort(key=lambda e: (e.status != OK, e.wall is None, e.wall or 0.0))
    some = next(iter(by_solver.values()))[0]
    values = [
        row.objective
        for rows in by_solver.values()
        for row in rows
        if row.status == OK and row.objective is not None and not row.on_grid
    ]
    better = max if some.form == "capacitated" else min
    objective = better(values) if values else None
    return Standing(some.family, some.form, some.n, some.m, some.pairs, tuple(rated), objective)


def exponent(points: list[tuple[float, float]]) -> float | None:
    """The slope of a line through the logarithms of (n, seconds), by least squares."""
    fit = [(math.log(n), math.log(s)) for n, s in points if s >= LEAST_FOR_A_FIT]
    if len({n for n, _ in fit}) < 3:
        return None
    middle_n = sum(n for n, _ in fit) / len(fit)
    middle_s = sum(s for _, s in fit) / len(fit)
    spread = sum((n - middle_n) ** 2 for n, _ in fit)
    return sum((n - middle_n) * (s - middle_s) for n, s in fit) / spread


@dataclass(frozen=True)
class Growth:
    """How the time of a solver grows over the sizes of a class."""

    solver: str
    role: str
    points: tuple[tuple[float, float], ...]
    exponent: float | None


def growth(found: list[Standing]) -> dict[str, list[Growth]]:
    """For each class that has several sizes of one shape: each solver's times and exponent."""
    curves: dict[str, dict[tuple[str, str], list[tuple[float, float]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for standing in found:
        if standing.form == "dense" and standing.n != standing.m:
            continue
        for entry in standing.entries:
            if entry.wall and entry.status == OK:
                curves[standing.family][entry.solver, entry.role].append((standing.n, entry.wall))
    return {
        family: [
            Growth(solver, role, tuple(sorted(points)), exponent(points))
            for (solver, role), points in by_solver.items()
        ]
        for family, by_solver in curves.items()
        if max(len(points) for points in by_solver.values()) > 1
    }
