"""Runs `match_on_demand` size by size, each in a process of its own, and keeps what each took."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairwell.bench.machine import about, memory_bytes
from pairwell.bench.scale_results import (
    CRASH,
    OK,
    STOPPED,
    WRONG,
    ScaleRow,
    forecast,
    read_rows,
    write_rows,
)

SIZES = (
    1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
)  # fmt: skip
ASIDE_SECONDS = 120.0
"""How long beyond its time a process may take to end by itself."""
SHARE_OF_MEMORY = 0.9
"""A size whose forecast takes more of the machine's memory is planned and not run."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class ScaleSettings:
    """How to run."""

    out: Path
    threads: int = 1
    seed: int = 2017
    time_limit: float | None = None
    """Seconds for all sizes together."""
    block_by: tuple[str, ...] = ()
    """Questions by which the first lists are made, or pairs of them as in "needs:offers"."""

    @property
    def results(self) -> Path:
        """The file of results."""
        return self.out / "results.csv"


class ScaleRun:
    """A run over some sizes, which goes on where an earlier one stopped."""

    def __init__(self, settings: ScaleSettings, say: Say = lambda _: None) -> None:
        self.settings, self.say = settings, say
        self.about = about()
        self.version = f"{self.about['pairwell']} at {self.about['commit']}"
        self.rows: list[ScaleRow] = []
        self._began = time.monotonic()

    def run(self, sizes: Iterable[int]) -> bool:
        """Run all sizes that have no result yet; False where one is left for a later run."""
        self.settings.out.mkdir(parents=True, exist_ok=True)
        self._take_up()
        told = json.dumps(self.about, indent=2)
        (self.settings.out / "about.json").write_text(told, encoding="utf-8")
        done = {row.n for row in self.rows}
        return all(self._size(n) for n in sorted(set(sizes) - done))

    def _take_up(self) -> None:
        """Keep the sizes of an earlier run that today's version would run in the same way."""
        mine = (self.settings.threads, self.settings.seed, self.version, self._blocks)
        self.rows = [
            row
            for row in read_rows(self.settings.results)
            if (row.threads, row.seed, row.version, row.block_by) == mine
            and row.status in (OK, WRONG)
        ]
        if self.rows:
            taken = "1 size is" if len(self.rows) == 1 else f"{len(self.rows)} sizes are"
            self.say(f"{taken} taken from {self.settings.results}")

    @property
    def _blocks(self) -> str:
        return " ".join(self.settings.block_by)

    def _left(self) -> float | None:
        limit = self.settings.time_limit
        return None if limit is None else limit - (time.monotonic() - self._began)

    def _size(self, n: int) -> bool:
        left = self._left()
        planned = forecast(self.rows, n)
        room = memory_bytes()
        if planned and room is not None and planned.memory > SHARE_OF_MEMORY * room:
            needs, has = planned.memory / 2**30, room / 2**30
            self.say(f"{n:,}: not run: it would take some {needs:.0f} GiB of {has:.0f} GiB")
            return True
        if left is not None and (left <= 0 or (planned and planned.seconds > left)):
            took = f"it would take some {planned.seconds:,.0f} s, and " if planned else ""
            self.say(f"{n:,}: not begun: {took}{max(left, 0):,.0f} s are left")
            return False
        row = self._row(n, _ask(self._request(n, left), left))
        self.rows.append(row)
        write_rows(self.settings.results, self.rows)
        self._report(row)
        # Larger sizes take more of all that a smaller one ran out of.
        return row.status in (OK, WRONG)

    def _request(self, n: int, left: float | None) -> dict[str, Any]:
        settings = self.settings
        return {
            "n": n, "threads": settings.threads, "seed": settings.seed, "time_limit": left,
            "block_by": settings.block_by,
        }  # fmt: skip

    def _row(self, n: int, answer: dict[str, Any]) -> ScaleRow:
        settings = self.settings
        return ScaleRow(
            n=n,
            threads=settings.threads,
            seed=settings.seed,
            version=self.version,
            block_by=self._blocks,
            **answer,
        )

    def _report(self, row: ScaleRow) -> None:
        if row.status != OK:
            self.say(f"{row.n:,}: {row.status}: {row.message}")
            return
        self.say(
            f"{row.n:,}: {row.wall:.3g} s in {row.passes} passes, verified in "
            f"{row.verify_wall:.3g} s, {row.peak / 2**30:.2f} GiB"
        )


def _words(request: dict[str, Any]) -> list[str]:
    """What starts the process of a size."""
    return [sys.executable, "-m", "pairwell.bench.scale_worker", json.dumps(request)]


def _ask(request: dict[str, Any], seconds: float | None) -> dict[str, Any]:
    """Run a size in a process of its own, which is ended when it takes too long."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        _words(request),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            out, told = process.communicate(
                timeout=None if seconds is None else seconds + ASIDE_SECONDS
            )
        except subprocess.TimeoutExpired:
            return {"status": STOPPED, "message": "the time was over"}
        finally:
            process.kill()  # Nothing where it has ended.
    if process.returncode < 0:
        return {"status": CRASH, "message": signal.Signals(-process.returncode).name}
    with contextlib.suppress(ValueError, IndexError):
        answer: dict[str, Any] = json.loads(out.splitlines()[-1])
        return answer
    lines = told.strip().splitlines() or [f"exit status {process.returncode}"]
    return {"status": CRASH, "message": lines[-1]}
