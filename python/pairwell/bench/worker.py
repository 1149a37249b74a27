"""The process of one solver: reads requests, times calls, answers in lines of JSON.

Run as ``python -m pairwell.bench.worker SOLVER LIMITS``, both as JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pairwell.bench.adapter import Adapter
from pairwell.bench.checks import check
from pairwell.bench.instances import DENSE, Instance
from pairwell.bench.solvers import BAR, HOSTILE, Solver

Write = Callable[[dict[str, Any]], None]

LEAST_SECONDS = 0.02
"""A call shorter than this is repeated, and its time is the mean."""
WARM_SECONDS = 1.0
"""The first call of a process is made again where it took less than this."""


def memory(field: str) -> int:
    """A figure of this process in bytes: "VmRSS", what it holds, or "VmHWM", the most it held."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def forget_peak() -> None:
    """Let the most that this process held begin anew, where the system can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def timed(call: Callable[[], Any], least_seconds: float = LEAST_SECONDS) -> tuple[Any, Any]:
    """Call once, and again while calls are too short to time; the first answer and the means."""
    forget_peak()
    held = memory("VmRSS")
    calls, total, cpu = 0, 0.0, 0.0
    answer: Any = None
    batch = 1
    while True:
        wall_start, cpu_start = time.perf_counter(), time.process_time()
        for _ in range(batch):
            answer = call()
        total += time.perf_counter() - wall_start
        cpu += time.process_time() - cpu_start
        calls += batch
        if total >= least_seconds:
            break
        # The first call warms up and does not count where there are others.
        if calls == 1:
            calls, batch = 0, max(2, min(1000, round(least_seconds / max(total, 1e-7))))
            total = cpu = 0.0
    peak = max(0, memory("VmHWM") - held)
    return answer, {"wall": total / calls, "cpu": cpu / calls, "peak": peak, "calls": calls}


class Turns:
    """Solves an instance, and where it is small its shuffled forms in turns.

    A processor learns the branches of a call that is repeated with the same numbers, and then takes
    a half or a quarter of the time that it takes for numbers that it has not seen.
    """

    MOST_FORMS, MOST_CELLS = 2048, 1_000_000

    def __init__(self, adapter: Adapter, instance: Instance) -> None:
        self._solve = adapter.solve
        self._instances = [instance]
        if instance.form == DENSE:
            forms = min(self.MOST_FORMS, self.MOST_CELLS // max(1, instance.count))
            self._instances += [instance.shuffled(seed) for seed in range(1, forms)]
        self._prepared = [adapter.prepare(each) for each in self._instances]
        self._next = 0

    def __call__(self) -> Any:
        """The answer to the next one."""
        prepared = self._prepared[self._next]
        self._next = (self._next + 1) % len(self._prepared)
        return self._solve(prepared)

    @property
    def last(self) -> Instance:
        """Which one was solved last."""
        return self._instances[self._next - 1]


class Desk:
    """Answers the requests of one solver."""

    def __init__(self, solver: Solver) -> None:
        self.solver = solver
        self.adapter: Adapter | None = None if solver.form == HOSTILE else solver.adapter()
        if solver.form == HOSTILE:
            from pairwell.bench.hostile import calls

            calls()[solver.name][1]()
        self.kept: tuple[str, Turns] | None = None
        self.is_warm = False

    def call(self, request: dict[str, Any], write: Write) -> dict[str, Any]:
        """Solve an instance and say how long it took and what the answer is worth."""
        adapter = self.adapter
        assert adapter is not None
        turns = self._turns(request, adapter)
        write({"status": "prepared"})
        answer, figures = timed(turns)
        # A solver's very first call may load what later ones find loaded.
        if not self.is_warm and figures["wall"] < WARM_SECONDS:
            answer, figures = timed(turns)
        self.is_warm = True
        write({"status": "solved"})
        if self.solver.role == BAR:
            return {"status": "ok", **figures, "pairs": 0, "objective": None}
        instance = turns.last
        found = check(instance, *adapter.pairs(answer, instance))
        if found.fault:
            return {"status": "wrong", **figures, "pairs": found.pairs, "message": found.fault}
        return {
            "status": "ok",
            **figures,
            "pairs": found.pairs,
            "objective": found.objective,
            "on_grid": adapter.on_grid and not instance.whole,
        }

    def _turns(self, request: dict[str, Any], adapter: Adapter) -> Turns:
        where = request["instance"]
        if self.kept and self.kept[0] == where:
            return self.kept[1]
        self.kept = None
        turns = Turns(adapter, Instance.load(Path(where)))
        if request.get("keep"):
            self.kept = (where, turns)
        return turns

    def answer(self, request: dict[str, Any], write: Write) -> dict[str, Any]:
        """Answer a request whatever happens in it."""
        try:
            if request["do"] == "hostile":
                from pairwell.bench.hostile import try_case

                return dict(try_case(self.solver.name, request["case"]))
            return self.call(request, write)
        except MemoryError:
            return {"status": "memory", "message": "out of memory"}
        except BaseException as error:
            text = str(error).strip().splitlines()
            return {
                "status": "error",
                "kind": type(error).__name__,
                "message": text[0][:200] if text else "",
                "trace": traceback.format_exc(limit=-3),
            }


def _isolated(desk: Desk, request: dict[str, Any], write: Write) -> None:
    """Answer in a child, so that a crash harms no other case."""
    child = os.fork()
    if child == 0:
        write(desk.answer(request, write))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        write({"status": "crash", "message": signal.Signals(number).name})
    elif os.WEXITSTATUS(status):
        write({"status": "crash", "message": f"exit status {os.WEXITSTATUS(status)}"})


def _limit(core: int | None, memory: int | None) -> None:
    """Stay on one core, within some memory, and leave no core files behind."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve requests until the other end closes."""
    _limit(**json.loads(sys.argv[2]))
    # A peer may print: what it prints must not mix with the answers.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)

    def write(answer: dict[str, Any]) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    try:
        desk = Desk(Solver.from_json(sys.argv[1]))
    except Exception as error:
        write({"status": "missing", "message": f"{error}"})
        return
    write({"status": "ready"})
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("isolated"):
            _isolated(desk, request, write)
        else:
            write(desk.answer(request, write))


if __name__ == "__main__":
    main()
