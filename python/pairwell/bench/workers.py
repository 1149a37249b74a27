"""The other end of a solver's process: starts it, asks it, and ends it when it takes too long."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pairwell.bench.solvers import Solver, folder_of

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
ASIDE_SECONDS = 300.0
"""How long a solver may take for what is not timed: to start, when a C++ peer may have to be
compiled, to put an instance into its own form, and to read its answer."""


class Worker:
    """One solver in a process of its own, on one core."""

    def __init__(
        self,
        solver: Solver,
        peers: Path,
        *,
        core: int | None = None,
        memory: int | None = None,
        search: tuple[Path, ...] = (),
    ) -> None:
        self.solver = solver
        self.missing: str | None = None
        self._peers, self._search = peers.resolve(), search
        self._limits = json.dumps({"core": core, "memory": memory})
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = b""

    def _environment(self) -> dict[str, str]:
        folder = folder_of(self.solver.package, self._peers) if self.solver.package else None
        # What this process could import, the worker can, with a peer's own folder before all else.
        path = [str(p) for p in (folder, *self._search) if p] + [p for p in sys.path if p]
        return {
            **os.environ,
            **dict.fromkeys(THREADS, "1"),
            "PYTHONPATH": os.pathsep.join(path),
            "PAIRWELL_BENCH_BUILD": str(self._peers / "built"),
        }

    def start(self) -> bool:
        """Start the process if it does not run; False where the solver is missing."""
        if self.missing is not None:
            return False
        if self._process is not None:
            return True
        self._rest = b""
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pairwell.bench.worker",
                self.solver.to_json(),
                self._limits,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment(),
            start_new_session=True,
        )
        greeting = self._read(ASIDE_SECONDS)
        if greeting["status"] != "ready":
            self.missing = greeting.get("message", greeting["status"])
            self.stop()
            return False
        return True

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Ask for an answer; where none comes, the process is ended and the answer says so."""
        if not self.start():
            return {"status": "missing", "message": self.missing}
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        answer = self._answer(request, seconds)
        if answer["status"] == "timeout" or self._process.poll() is not None:
            self.stop()
        return answer

    def _answer(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        if request["do"] != "call":
            return self._read(seconds)
        for allowed in (ASIDE_SECONDS, seconds):
            answer = self._read(allowed)
            if answer["status"] not in ("prepared", "solved"):
                return answer
        return self._read(ASIDE_SECONDS)

    def _read(self, seconds: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        while b"\n" not in self._rest:
            if not select.select([pipe], [], [], seconds)[0]:
                return {"status": "timeout", "message": f"no answer in {seconds:g} s"}
            chunk = os.read(pipe, 1 << 16)
            if not chunk:
                return {"status": "crash", "message": _ending(self._process.wait())}
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        """End the process and all that it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit status {code}"
