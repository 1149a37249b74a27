"""Solvers that go wrong in every way that a real one can."""

import os
import time

import numpy as np

from pairwell.bench.adapter import Adapter
from pairwell.bench.solvers import Solver


def by_rank(instance):
    """A right answer to a table of products: the largest row with the smallest column."""
    rows, columns = ranks(instance)
    return rows, columns[::-1]


def ranks(instance):
    """Rows and columns of a table of products, however shuffled, the smallest first."""
    return np.argsort(instance.values[:, 0]), np.argsort(instance.values[0])


def _adapter(solve):
    return Adapter(lambda instance: instance, solve, lambda answer, _: answer)


def right(log=None):
    def solve(instance):
        if log:
            with open(log, "a", encoding="utf-8") as file:
                file.write(f"{os.getpid()}\n")
        time.sleep(0.02)  # long enough to be called once
        return by_rank(instance)

    return _adapter(solve)


def worse():
    return _adapter(ranks)


def twice():
    return _adapter(lambda i: (np.arange(i.rows), np.zeros(i.columns, int)))


def hangs():
    return _adapter(lambda _: time.sleep(60))


def dies():
    return _adapter(lambda _: os.kill(os.getpid(), 11))


def raises():
    def solve(_):
        raise ValueError("a table is\nno question")

    return _adapter(solve)


def greedy_for_memory():
    return _adapter(lambda _: np.ones(2**40))


def prints():
    def solve(instance):
        os.write(1, b'{"status": "ok"}\n')
        print("a line of its own", flush=True)
        return by_rank(instance)

    return _adapter(solve)


def absent():
    import there_is_no_such_module  # noqa: F401


def solver(name, *arguments, **more):
    """A fake as a solver of dense tables."""
    return Solver(name, "dense", "", f"bench_fakes:{name}", arguments, **{"role": "peer", **more})
