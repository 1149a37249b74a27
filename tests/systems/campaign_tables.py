"""Random cost tables, solved in every way there is, against SciPy.

    python tests/systems/campaign_tables.py --count 100000 --seed 1 --workers 2

Tables of every shape, type, magnitude and order of memory: square, long and tall; with ties, alike
rows, negative and huge numbers, pairs left out; some with numbers that are no costs. Most are
small, some so large that other solvers take them. Each goes through `linear_sum_assignment`,
`assign`, whose proof `verify` has to hold, and now and then `assign_batch`. Totals of whole numbers
have to be SciPy's, as far as its doubles hold them; of reals they may differ by what rounding may
add up to. Where there is no assignment, or a number is no cost, both have to say so. The same seed
draws the same tables. What is found is printed with its number, which `--only` tries again, and
makes the exit status 1.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from scipy.optimize import linear_sum_assignment as peer

import pairwell as pw

TYPES = ("int8", "uint8", "int16", "int32", "int64", "float32", "float64", "float64", "float64")
KINDS = (
    *("uniform", "levels", "zero_one", "under_128", "negative", "product", "geometric", "scores"),
    *("near_2_23", "near_2_48", "huge", "constant"),
)
EXACT = 2**53


class WrongError(Exception):
    """What the library should not have said."""


def _sides(rng):
    """Rows and columns: mostly few, now and then as many as the solvers of large tables want."""
    draw = rng.random()
    most = 12 if draw < 0.6 else 40 if draw < 0.9 else 130 if draw < 0.995 else 450
    shorter = int(rng.integers(1, most + 1))
    shape = rng.random()
    if shape < 0.5:
        return shorter, shorter
    longer = shorter + int(rng.integers(0, 4)) if shape < 0.7 else shorter * int(rng.integers(2, 9))
    return (shorter, longer) if rng.random() < 0.5 else (longer, shorter)


def _numbers(rng, kind, shape):
    """Costs of a kind, as doubles or as whole numbers."""
    if kind == "uniform":
        return rng.random(shape)
    if kind == "levels":
        return rng.integers(0, int(rng.choice([2, 3, 10, 1000])), shape) * 0.25
    if kind == "zero_one":
        return rng.integers(0, 2, shape)
    if kind == "under_128":
        return rng.integers(-127, 128, shape)
    if kind == "negative":
        return -rng.integers(0, 100_000, shape)
    if kind == "product":
        return np.outer(rng.integers(1, 1000, shape[0]), rng.integers(1, 1000, shape[1]))
    if kind == "geometric":
        ours, theirs = rng.random((shape[0], 1, 2)), rng.random((1, shape[1], 2))
        return np.sqrt(((ours - theirs) ** 2).sum(axis=2))
    if kind == "scores":
        return np.rint(rng.beta(5, 2, shape) * 100)
    if kind == "constant":
        return np.full(shape, int(rng.integers(-5, 6)))
    size = {"near_2_23": 2**23, "near_2_48": 2**48, "huge": 2**61}[kind]
    return rng.integers(-size - 1, size + 2, shape)


def _in_some_order(rng, table):
    """The same numbers, lying by rows, by columns, apart from each other or back to front."""
    order = int(rng.integers(4))
    if order == 1:
        return np.asfortranarray(table)
    if order == 2:
        wide = np.zeros((2 * table.shape[0], 3 * table.shape[1]), table.dtype)
        wide[::2, ::3] = table
        return wide[::2, ::3]
    if order == 3:
        return np.ascontiguousarray(table[::-1, ::-1])[::-1, ::-1]
    return table


def draw(rng):
    """A table, whether the greatest total is wanted, and what it is called."""
    kind = str(rng.choice(KINDS))
    numbers = _numbers(rng, kind, _sides(rng))
    if kind in ("uniform", "levels", "geometric"):
        dtype = str(rng.choice(["float32", "float64"]))
    else:
        dtype = str(rng.choice(TYPES))
    if np.dtype(dtype).kind in "iu":
        limits = np.iinfo(dtype)
        numbers = np.clip(numbers, limits.min, limits.max)
    table = numbers.astype(dtype)
    maximise = bool(rng.random() < 0.4)
    if table.dtype.kind == "f":
        if rng.random() < 0.1 and kind in ("uniform", "levels", "geometric"):
            table = table * np.asarray(rng.choice([1e-30, 1e30]), table.dtype)
        if rng.random() < 0.25:
            left_out = rng.random(table.shape) < rng.choice([0.05, 0.3, 0.7])
            table[left_out] = -np.inf if maximise else np.inf
        if rng.random() < 0.03:
            wrong = [np.nan, np.inf if maximise else -np.inf]
            table[tuple(rng.integers(0, side) for side in table.shape)] = rng.choice(wrong)
            kind = "no costs"
    return _in_some_order(rng, table), maximise, kind


def _total(table, rows, columns):
    return sum(table[pair].item() for pair in zip(rows, columns, strict=True))


def _solved(call):
    """What a call gives; None where it refuses."""
    try:
        return call()
    except ValueError:
        return None


def _largest(table):
    finite = np.abs(table[np.isfinite(table)].astype(float))
    return float(finite.max(initial=0.0))


def _check_total(table, total, expected, where):
    if table.dtype.kind != "f":
        if _largest(table) * min(table.shape) < EXACT and total != expected:
            raise WrongError(f"{where}: total {total}, not {expected}: {table.tolist()}")
        return
    pairs = min(table.shape)
    allowed = 2.0**-46 * pairs * (pairs + 1) * _largest(table)
    if not abs(total - expected) <= allowed:
        raise WrongError(f"{where}: total {total}, not {expected}: {table.tolist()}")


def _check_pairs(table, rows, columns, where):
    longest = min(table.shape)
    rises = np.all(np.diff(rows) > 0)
    if len(rows) != longest or not rises or len(set(columns.tolist())) != longest:
        raise WrongError(f"{where}: {rows.tolist()} and {columns.tolist()} are no assignment")


def try_table(seed: int, number: int) -> Counter:
    """Draws one table and solves it in every way; raises what is wrong."""
    rng = np.random.default_rng([seed, number])
    table, maximise, kind = draw(rng)
    expected = _solved(lambda: peer(table, maximise))
    pairs = _solved(lambda: pw.linear_sum_assignment(table, maximise))
    found = _solved(lambda: pw.assign(table, maximise=maximise))
    seen = Counter({f"{kind}": 1, f"type: {table.dtype}": 1})
    if (expected is None) != (pairs is None):
        raise WrongError(f"SciPy gives {expected}, the drop-in {pairs}: {table.tolist()}")
    if kind == "no costs":
        if pairs is not None or found is not None:
            raise WrongError(f"a number that is no cost was taken: {table.tolist()}")
        return seen
    if found is None or not found.verify():
        raise WrongError(f"assign gives {found}, or no proof: {table.tolist()}, {maximise}")
    if expected is None:
        if found.status is not pw.Status.INFEASIBLE:
            raise WrongError(f"assign gives {found}, SciPy nothing: {table.tolist()}")
        return seen + Counter({"infeasible": 1})
    best = _total(table, *expected)
    _check_pairs(table, *pairs, "drop-in")
    _check_total(table, _total(table, *pairs), best, "drop-in")
    _check_total(table, found.total, best, "assign")
    if rng.random() < 0.1:
        seen["in a batch"] += 1
        batch = pw.assign_batch([table, table[:1], table], maximise=maximise, prices=True)
        if not batch[2].verify():
            raise WrongError(f"assign_batch gives no proof: {table.tolist()}, {maximise}")
        if batch.columns[0].tolist() != batch.columns[2].tolist():
            raise WrongError(f"assign_batch solves one table in two ways: {table.tolist()}")
        _check_total(table, batch.totals[0], best, "assign_batch")
    return seen + Counter({"optimal": 1})


def _try(task: tuple[int, int, int]) -> tuple[Counter, list[str]]:
    seed, first, last = task
    seen: Counter = Counter()
    found = []
    for number in range(first, last):
        try:
            seen += try_table(seed, number)
        except Exception as error:
            told = str(error) if isinstance(error, WrongError) else traceback.format_exc()
            found.append(f"table {number}: {told[:2000]}")
    return seen, found


def run(count: int, seed: int, workers: int, first: int = 0) -> tuple[Counter, list[str]]:
    """Tries many tables: what they were, and what was found."""
    step = 500
    last = first + count
    tasks = [(seed, start, min(start + step, last)) for start in range(first, last, step)]
    seen: Counter = Counter()
    found: list[str] = []
    with ProcessPoolExecutor(workers) as pool:
        for part, faults in pool.map(_try, tasks) if workers > 1 else map(_try, tasks):
            seen += part
            found += faults
    return seen, found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one table, to be tried again")
    asked = parser.parse_args()
    first, count = (0, asked.count) if asked.only is None else (asked.only, 1)
    seen, found = run(count, asked.seed, asked.workers, first)
    for name, times in sorted(seen.items()):
        print(f"{times:9,}  {name}")
    for fault in found[:20]:
        print(fault)
    print(f"{len(found)} of {count:,} tables show a fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
