"""What the caller of several long calls sees of them, and the one time limit of them all."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options

if TYPE_CHECKING:
    from pairwell.matching.matching import Matching

_BETWEEN_REPORTS = 0.02
_WORDS = {
    _core.Status.CANCELLED: "the caller asked to stop",
    _core.Status.TIME_LIMIT: "the time limit passed",
}


class Watch:
    """Watches and stops one call that makes others.

    Raises
    ------
    InvalidInput
        For what is no time limit.
    """

    def __init__(
        self,
        function: str,
        progress: Callable[[str, int, int], object] | None = None,
        time_limit: float | None = None,
    ) -> None:
        check_options(function, progress, time_limit)
        self._function = function
        self._progress = progress
        self._end = None if time_limit is None else time.monotonic() + time_limit
        self._reported = time.monotonic()

    @property
    def options(self) -> dict[str, Any]:
        """What a long call takes: the progress, and the time that is left."""
        left = None if self._end is None else max(0.0, self._end - time.monotonic())
        return {"progress": self._progress, "time_limit": left}

    def tell(self, stage: str, done: int, total: int) -> None:
        """Report at most every 20 ms how far a loop of short calls has come.

        Raises
        ------
        Stopped
            Where progress asks to stop, or the time limit has passed.
        """
        now = time.monotonic()
        if self._end is not None and now >= self._end:
            self._stop(_core.Status.TIME_LIMIT)
        if self._progress is None or now - self._reported < _BETWEEN_REPORTS:
            return
        self._reported = now
        answer = self._progress(stage, done, total)
        if isinstance(answer, (bool, np.bool_)) and not answer:
            self._stop(_core.Status.CANCELLED)

    def check(self, matching: Matching) -> Matching:
        """Give back a matching that was not stopped.

        Raises
        ------
        Stopped
            Where it was.
        """
        if matching.status in _WORDS:
            self._stop(matching.status)
        return matching

    def _stop(self, status: _core.Status) -> NoReturn:
        error = _core.Stopped(f"{self._function}: {_WORDS[status]} (rule: {status.name.lower()})")
        error.status = status
        raise error
