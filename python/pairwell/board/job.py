"""Work that runs beside the page, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Progress = Callable[[str, int, int], object]


class Job(Generic[T]):
    """Work in a thread of its own.

    Parameters
    ----------
    work
        Is given a `progress` that says False once the job is to stop.
    """

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self._work = work
        self._stops = threading.Event()
        self._done = threading.Event()
        self._result: T | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self._work(lambda *_: not self._stops.is_set())
        except Exception as error:  # is raised where the result is asked for
            self._error = error
        finally:
            self._done.set()

    def stop(self) -> None:
        """Ask it to stop; what it had found by then is lost."""
        self._stops.set()

    @property
    def is_stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stops.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is done; whether it is."""
        return self._done.wait(seconds)

    def result(self) -> T:
        """What it found; raises what it raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result
