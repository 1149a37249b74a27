"""Reading parts of the pairs on a cluster of Dask."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import wrong_type
from pairwell._extras import needed
from pairwell.matching.features import Features

Progress = Callable[[str, int, int], object]
_PARTS_OF_THREAD = 4
_ATTEMPTS = 3
_LOOK = 0.05
_PATIENCE = 30.0
"""Seconds to wait for a worker where there is none."""


def read_part(features: Features, common: bytes, part: bytes) -> bytes:
    """What one part of the mentees answers, by one thread; a task of the cluster."""
    return _core.read_part(features._source, common, part, 1)


class ClusterReader:
    """Has the workers of a cluster read parts; keeps what stopped them."""

    def __init__(
        self, client: Any, features: Features, progress: Progress | None, time_limit: float | None
    ) -> None:
        self._distributed = needed("distributed", "cluster")
        if not isinstance(client, self._distributed.Client):
            raise wrong_type("match_on_demand", "client", "a distributed.Client or None", client)
        self._client = client
        self._features = features
        self._held: Any = None
        self._progress = progress
        self._end = math.inf if time_limit is None else time.monotonic() + time_limit
        self.parts = max(1, _PARTS_OF_THREAD * sum(client.nthreads().values()))
        self.fault: Exception | None = None

    def __call__(self, common: bytes, parts: list[bytes]) -> list[bytes]:
        """The answers to all parts, in their order; none where the call ends or workers are lost.

        What a lost worker was reading Dask gives to another; where what was sent was lost with it,
        everything is sent again.
        """
        scheduler, lost = self._distributed.scheduler, self._distributed.comm.CommClosedError
        for _ in range(_ATTEMPTS):
            try:
                self._wait_for_workers()
                if self._held is None:
                    self._held = self._sent(self._features)
                shared = self._sent(common)
                answers = self._answers(shared, parts)
            except scheduler.KilledWorker as fault:
                self.fault = fault
                return []
            except (lost, TimeoutError, OSError, concurrent.futures.CancelledError) as fault:
                self.fault = fault
                self._held = None
                continue
            self.fault = None
            return answers
        return []

    def _wait_for_workers(self) -> None:
        if not self._client.nthreads():
            self._client.wait_for_workers(1, timeout=_PATIENCE)

    def _sent(self, data: Any) -> Any:
        """Data at one worker, from which the others have it; a TimeoutError where one is lost.

        Sent to all, it would never arrive where one is lost meanwhile: Dask goes on copying.
        """
        workers = set(self._client.nthreads())
        sending = asyncio.run_coroutine_threadsafe(
            self._client.scatter(data, hash=False, asynchronous=True),
            self._client.loop.asyncio_loop,
        )
        while True:
            try:
                return sending.result(timeout=_LOOK)
            except TimeoutError:
                if sending.done():
                    raise
                if workers - set(self._client.nthreads()):
                    sending.cancel()
                    raise TimeoutError("a worker was lost while it was sent data") from None

    def _answers(self, shared: Any, parts: list[bytes]) -> list[bytes]:
        count = len(parts)
        tasks = self._client.map(
            read_part, [self._held] * count, [shared] * count, parts, pure=False
        )
        last_seen = time.monotonic()
        while any(not task.done() for task in tasks):
            with contextlib.suppress(TimeoutError):
                self._distributed.wait(tasks, timeout=_LOOK)
            if self._is_over(sum(task.done() for task in tasks), count):
                self._client.cancel(tasks)
                return []
            if self._client.nthreads():
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > _PATIENCE:
                raise TimeoutError(f"no worker for {_PATIENCE} s")
        answers: list[bytes] = self._client.gather(tasks)
        return answers

    def _is_over(self, done: int, count: int) -> bool:
        """Whether the caller asks to stop."""
        goes_on = self._progress is None or self._progress("parts", done, count)
        is_no = isinstance(goes_on, (bool, np.bool_)) and not goes_on
        return is_no or time.monotonic() > self._end
