"""Runs every solver on every instance, in turns, and keeps what they said."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pairwell.bench.machine import about
from pairwell.bench.plan import Task
from pairwell.bench.results import MISSING, OK, SKIPPED, Row, append_rows, read_rows
from pairwell.bench.solvers import DEBIAN, Solver, version_of
from pairwell.bench.workers import Worker

KEEP_BYTES = 1 << 26
"""Larger instances are loaded anew for each call, as not every process can hold them at once."""
SLOW = 3.0
"""A solver that took more seconds than this, and so many times the fastest, has one round only."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Settings:
    """How to run."""

    out: Path
    rounds: int = 3
    timeout: float = 30.0
    time_limit: float | None = None
    """Seconds after which no further call begins."""
    core: int | None = None
    memory: int | None = None
    search: tuple[Path, ...] = ()

    @property
    def peers(self) -> Path:
        """Where packages with a folder of their own are, and what was compiled."""
        return self.out / "peers"


@dataclass
class _State:
    workers: dict[tuple[str, str], Worker]
    rows: list[Row] = field(default_factory=list)
    out_of: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Why a solver gets no further sizes of a class."""


def versions(solvers: Iterable[Solver], peers: Path) -> dict[str, str]:
    """The version of each package that is here, and of ours with its commit."""
    machine = about()
    found = {"": f"{machine['pairwell']} at {machine['commit']}"}
    for package in {solver.package for solver in solvers} - {""}:
        version = "here" if package in DEBIAN else version_of(package, peers)
        if version:
            found[package] = version
    return found


def about_solvers(solvers: Iterable[Solver], found: dict[str, str]) -> dict[str, object]:
    """The machine, the versions of packages, and those that are not here."""
    absent = sorted({solver.package for solver in solvers} - set(found))
    return {**about(), "versions": found, "absent": absent}


class Run:
    """A run over some tasks and solvers, which goes on where an earlier one stopped."""

    def __init__(self, settings: Settings, solvers: list[Solver], say: Say = lambda _: None):
        self.settings, self.say = settings, say
        self.solvers = solvers
        self.path = settings.out / "results.csv"
        self.versions = versions(solvers, settings.peers)
        self.began = time.monotonic()
        self.state = _State({(s.form, s.name): self._worker(s) for s in solvers})

    def _worker(self, solver: Solver) -> Worker:
        settings = self.settings
        return Worker(
            solver,
            settings.peers,
            core=settings.core,
            memory=settings.memory,
            search=settings.search,
        )

    def run(self, tasks: Iterable[Task]) -> bool:
        """Run all that has no result yet; False where time ran out first."""
        self.settings.out.mkdir(parents=True, exist_ok=True)
        self._take_up()
        (self.settings.out / "about.json").write_text(
            json.dumps(about_solvers(self.solvers, self.versions), indent=2), encoding="utf-8"
        )
        try:
            return all(self._task(task) for task in tasks)
        finally:
            for worker in self.state.workers.values():
                worker.stop()

    def _take_up(self) -> None:
        """Keep the rows of an earlier run that today's versions would give again."""
        rows = read_rows(self.path)
        package = {(s.form, s.name): s.package for s in self.solvers}
        kept = []
        for row in rows:
            known = package.get((row.form, row.solver))
            same = known is None or self.versions.get(known) == row.version
            if same and row.status not in (MISSING, SKIPPED):
                kept.append(row)
        if len(kept) < len(rows):
            self.path.unlink()
            append_rows(self.path, kept)
        if kept:
            self.say(f"{len(kept)} calls are taken from {self.path}")
        self.state.rows = kept
        for row in kept:
            self._note(row)

    def _note(self, row: Row) -> None:
        if row.status in ("timeout", "memory", "crash"):
            reason = f"{row.status} at {row.n} x {row.m}"
            self.state.out_of.setdefault((row.family, row.form, row.solver), reason)

    def _over(self) -> bool:
        limit = self.settings.time_limit
        return limit is not None and time.monotonic() - self.began > limit

    def _task(self, task: Task) -> bool:
        solvers = [s for s in self.solvers if s.form == task.form]
        done = {(r.solver, r.round) for r in self.state.rows if r.instance == task.key}
        turns = [
            (number, solver)
            for number in range(1, self.settings.rounds + 1)
            for solver in solvers
            if (solver.name, number) not in done
        ]
        if not turns:
            return True
        if self._over():
            return False
        instance = task.make()
        turns = [(number, solver) for number, solver in turns if not solver.refuses(instance)]
        folder = Path(tempfile.mkdtemp(prefix="pairwell-bench-"))
        try:
            instance.save(folder / task.name)
            keep = sum(array.nbytes for array in instance.arrays.values()) <= KEEP_BYTES
            request = {"do": "call", "instance": str(folder / task.name), "keep": keep}
            pairs = instance.count
            del instance
            for number, solver in turns:
                if self._over():
                    return False
                self._turn(task, pairs, number, solver, request)
        finally:
            shutil.rmtree(folder)
        return True

    def _turn(
        self, task: Task, pairs: int, number: int, solver: Solver, request: dict[str, Any]
    ) -> None:
        before = [r for r in self.state.rows if r.instance == task.key and r.solver == solver.name]
        if before and (before[-1].status != OK or self._is_slow(task, before[-1])):
            return
        reason = self.state.out_of.get((task.called, task.form, solver.name))
        if reason is not None:
            answer: dict[str, Any] = {"status": SKIPPED, "message": reason}
        else:
            worker = self.state.workers[solver.form, solver.name]
            answer = worker.ask(request, self.settings.timeout)
        row = Row(
            family=task.called,
            form=task.form,
            n=task.rows,
            m=task.columns,
            pairs=pairs,
            solver=solver.name,
            role=solver.role,
            version=self.versions.get(solver.package, ""),
            round=number,
            wall=answer.get("wall"),
            cpu=answer.get("cpu"),
            peak=answer.get("peak"),
            objective=answer.get("objective"),
            status=answer["status"],
            on_grid=answer.get("on_grid", False),
            message=answer.get("message", ""),
        )
        self.state.rows.append(row)
        append_rows(self.path, [row])
        self._note(row)
        self._report(row)

    def _is_slow(self, task: Task, row: Row) -> bool:
        fastest = min(
            (
                other.wall
                for other in self.state.rows
                if other.instance == task.key and other.wall and other.role != "bar"
            ),
            default=0.0,
        )
        return row.wall is not None and row.wall > SLOW and row.wall > SLOW * fastest

    def _report(self, row: Row) -> None:
        what = f"{row.wall * 1000:.3f} ms" if row.wall is not None else ""
        self.say(
            f"{row.family} {row.n} x {row.m}, round {row.round}: {row.solver}: "
            f"{' '.join(filter(None, (row.status, what, row.message)))}"
        )
