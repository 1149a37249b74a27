"""Random problems of every kind against exhaustive search in exact numbers.

    python tests/systems/campaign_problems.py --count 100000 --seed 1 --workers 2

Each problem is drawn as a person might give it: numbers of every type, magnitude, sign and order of
memory; dense, sparse, masked or a data frame; capacities in every form; groups, locked and
forbidden pairs; any stages in any order; sometimes a warm start of another problem. What `match`
reaches, and which pairs it chooses, is compared with all sets of pairs that obey the rules, stage
by stage, in whole numbers that are made here from the numbers that were drawn; `verify` must agree,
and `why_unmatched` name the stage that is worse. A table of each problem also goes through
`assign`, which is compared with all permutations. The same seed draws the same problems. What is
found is printed with its number, which `--only` tries again, and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import traceback
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support" / "python"))

import oracle

import pairwell as pw

KINDS = (
    *("few", "bool", "small", "int64", "large", "decimals", "float32", "uniform", "magnitude"),
    *("mixed", "negative", "halves"),
)
NO_LIMIT = 2**31 - 1
LARGEST = 2**62


class WrongError(Exception):
    """What the library said is not what exhaustive search found."""


@dataclass
class Drawn:
    """A problem as it is given to the library, and what it means, in plain Python."""

    given: Any
    options: dict[str, Any]
    numbers: dict[tuple[int, int], Any]
    """The number of each admissible pair, as it was drawn."""
    shape: tuple[int, int]
    kind: str
    locked: list[tuple[int, int]] = field(default_factory=list)
    capacity: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    groups: dict[str, list[tuple[list[int], tuple[int, int]]]] = field(default_factory=dict)
    keys: dict[str, list[int]] = field(default_factory=dict)


@dataclass
class Reference:
    """What the exhaustive search reads of a problem; points are whole units."""

    shape: tuple[int, int]
    pairs: np.ndarray
    units: np.ndarray
    locked: np.ndarray
    mentee_capacity: list[tuple[int, int]]
    mentor_capacity: list[tuple[int, int]]
    mentee_groups: list[tuple[str, list[int], tuple[int, int]]]
    mentor_groups: list[tuple[str, list[int], tuple[int, int]]]
    mentee_keys: list[int]
    mentor_keys: list[int]

    def admissible(self):
        return self.pairs, self.units


def _table(rng, shape):
    """A table of numbers of one kind, and the kind's name."""
    kind = str(rng.choice(KINDS))
    small = rng.integers(-3, 6, shape)
    if kind == "bool":
        return small > 0, kind
    if kind == "small":
        name = str(rng.choice(["int8", "uint8", "int16", "uint16", "int32", "uint32", "uint64"]))
        limits = np.iinfo(name)
        low, high = max(limits.min, -(2**50)), min(limits.max, 2**50)
        return rng.integers(low, high, shape, endpoint=True).astype(name), kind
    if kind in ("few", "int64"):
        return (small if kind == "few" else rng.integers(-(10**9), 10**9, shape)), kind
    if kind == "large":
        return rng.integers(-(2**56), 2**56, shape), kind
    if kind == "decimals":
        digits = int(rng.integers(0, 7))
        return np.round(rng.uniform(-100, 100, shape), digits), kind
    if kind == "float32":
        return np.round(rng.uniform(-100, 100, shape), int(rng.integers(0, 4))).astype("f4"), kind
    if kind == "uniform":
        return rng.random(shape), kind
    if kind == "magnitude":
        return small * 10.0 ** int(rng.integers(-14, 15)) / int(rng.integers(1, 4)), kind
    if kind == "mixed":
        return small * 10.0 ** rng.integers(-9, 10, shape), kind
    if kind == "negative":
        return -np.round(rng.uniform(0, 10, shape), 1), kind
    return small * 2.0 ** float(rng.integers(-30, 20)), kind


def _in_some_order(rng, table):
    """The same table, elsewhere in memory."""
    order = int(rng.integers(6))
    if order == 1:
        return np.asfortranarray(table)
    if order == 2:
        return np.ascontiguousarray(table[::-1, ::-1])[::-1, ::-1]
    if order == 3:
        wide = np.zeros((2 * table.shape[0], 3 * table.shape[1]), table.dtype)
        wide[::2, 1::3] = table
        return wide[::2, 1::3]
    if order == 4:
        return np.ascontiguousarray(table.T).T
    if order == 5:
        return table.astype(table.dtype.newbyteorder())
    return np.ascontiguousarray(table)


def _give_table(rng, table, allowed):
    """The table in some form in which a caller may give it; pairs that are not allowed left out."""
    import pandas
    import scipy.sparse

    is_real = table.dtype.kind == "f"
    form = str(rng.choice(["array", "array", "masked", "sparse", "list", "frame"]))
    if form == "sparse":
        places = np.nonzero(allowed)
        entries = scipy.sparse.coo_array((table[places], places), shape=table.shape)
        return getattr(entries, str(rng.choice(["tocsr", "tocsc", "tocoo"])))()
    if form == "masked" or not is_real:
        if allowed.all() and form in ("list", "frame"):
            return table.tolist() if form == "list" else pandas.DataFrame(table)
        return np.ma.array(_in_some_order(rng, table), mask=~allowed)
    table = table.copy()
    table[~allowed] = -np.inf
    if form == "list" and table.dtype == np.float64:
        return table.tolist()
    return pandas.DataFrame(table) if form == "frame" else _in_some_order(rng, table)


def _capacity(rng, people, others):
    """Capacities as given, and as ranges."""
    form = int(rng.integers(7))
    if form == 0:
        return 1, [(0, 1)] * people
    if form == 1:
        most = int(rng.integers(0, 4))
        return most, [(0, most)] * people
    if form == 2:
        each = [int(most) for most in rng.integers(0, 3, people)]
        return each, [(0, most) for most in each]
    if form == 3:
        return None, [(0, NO_LIMIT)] * people
    if form == 4 and people != 2:
        least = int(rng.integers(0, 2))
        most = least + int(rng.integers(0, 2))
        return (least, most), [(least, most)] * people
    ranges = [oracle._random_range(rng, min(3, others)) for _ in range(people)]
    return np.array(ranges), ranges


def draw(rng) -> Drawn:
    """A problem of at most 14 admissible pairs."""
    while True:
        shape = (int(rng.integers(1, 5)), int(rng.integers(1, 5)))
        table, kind = _table(rng, shape)
        allowed = rng.random(shape) < rng.choice([1.0, 0.8, 0.5])
        if allowed.sum() <= 12:
            break
    given = _give_table(rng, table, allowed)
    options: dict[str, Any] = {}
    numbers = {(int(i), int(j)): table[i, j].item() for i, j in np.argwhere(allowed)}
    drawn = Drawn(given, options, numbers, shape, kind)
    if numbers and rng.random() < 0.25:
        drawn.locked = [list(numbers)[int(rng.integers(len(numbers)))]]
        options["locked"] = drawn.locked
    if rng.random() < 0.25:
        pair = (int(rng.integers(shape[0])), int(rng.integers(shape[1])))
        if pair not in drawn.locked:
            numbers.pop(pair, None)
            if rng.random() < 0.5:
                mask = np.zeros(shape, bool)
                mask[pair] = True
                options["forbidden"] = mask
            else:
                options["forbidden"] = {pair}
    for side, people, others in (("mentee", *shape), ("mentor", *shape[::-1])):
        options[f"{side}_capacity"], drawn.capacity[side] = _capacity(rng, people, others)
        drawn.groups[side] = oracle._random_groups(rng, people)
        options[f"{side}_groups"] = drawn.groups[side]
        drawn.keys[side] = []
        if rng.random() < 0.3:
            drawn.keys[side] = [int(k) for k in rng.permutation(50)[:people]]
            options[f"{side}_keys"] = drawn.keys[side]
    return drawn


def written(number) -> Fraction:
    """The decimal number that a person would read."""
    return Fraction(Decimal(repr(number)))


def _exact(drawn, number, scale) -> Fraction:
    """What a number is in units: the decimal that is written, where a scale is a power of ten."""
    if isinstance(number, int | bool):
        return Fraction(int(number)) * scale
    if drawn.kind == "float32":
        number = float(str(np.float32(number)))
    is_power_of_ten = scale == 10 ** (len(str(scale)) - 1)
    return (written(number) if is_power_of_ten else Fraction(number)) * scale


def reference_of(drawn, problem) -> Reference:
    """The problem in whole units, made from the numbers that were drawn.

    Where the library says that it rounded, its units are taken, once they are seen to be within the
    bound that it gives.
    """
    pairs = sorted(drawn.numbers)
    exact = [_exact(drawn, drawn.numbers[pair], problem.scale) for pair in pairs]
    ours, theirs = problem.admissible()
    if [tuple(pair) for pair in ours.tolist()] != pairs:
        raise WrongError(f"the admissible pairs are {ours.tolist()}, not {pairs}")
    if problem.rounding == 0 and [int(unit) for unit in theirs] != exact:
        raise WrongError(f"the units are {theirs.tolist()}, not {exact}, at scale {problem.scale}")
    off = max((abs(int(unit) - true) for unit, true in zip(theirs, exact, strict=True)), default=0)
    if off > Fraction(1, 2):
        raise WrongError(f"a number is {float(off)} units off, where the nearest was promised")
    given = [problem.points_of(*pair) for pair in pairs]
    if drawn.kind == "float32":
        given = [float(np.float32(number)) for number in given]
    if given != [drawn.numbers[pair] for pair in pairs]:
        raise WrongError(f"the points shown are {given}, not {list(drawn.numbers.values())}")
    named = {
        side: [("", members, limits) for members, limits in groups]
        for side, groups in drawn.groups.items()
    }
    return Reference(
        drawn.shape,
        np.array(pairs, np.int64).reshape(-1, 2),
        np.array([int(unit) for unit in theirs], np.int64),
        np.array(drawn.locked, np.int64).reshape(-1, 2),
        drawn.capacity["mentee"],
        drawn.capacity["mentor"],
        named["mentee"],
        named["mentor"],
        drawn.keys["mentee"],
        drawn.keys["mentor"],
    )


def _objective(rng, drawn, reference):
    """Stages as the exhaustive search takes them, and as `match` does."""
    stages = [
        (name, parameter)
        for name, parameter in oracle.random_objective(rng)
        if name not in ("floor", "lottery")
    ]
    if drawn.numbers and rng.random() < 0.3:
        stages.insert(int(rng.integers(len(stages) + 1)), ("floor", None))
    if rng.random() < 0.3:
        stages.insert(int(rng.integers(len(stages) + 1)), ("fewest_changes", None))
    if rng.random() < 0.6 or not stages:
        stages.append(("lottery", int(rng.integers(2**63))))
    searched, given = [], []
    for name, parameter in stages:
        if name == "floor":
            # Of a number of the table, so that what is rounded is rounded alike.
            place = int(rng.integers(len(reference.pairs)))
            searched.append((name, int(reference.units[place])))
            at = drawn.numbers[tuple(reference.pairs[place].tolist())]
            given.append((name, np.float32(at) if drawn.kind == "float32" else at))
        elif name == "fewest_changes":
            size = drawn.shape[0] * drawn.shape[1]
            cells = rng.choice(size, int(rng.integers(0, min(4, size) + 1)), replace=False)
            pairs = [(int(cell) // drawn.shape[1], int(cell) % drawn.shape[1]) for cell in cells]
            searched.append((name, pairs))
            given.append((name, np.array(pairs, np.int64).reshape(-1, 2)))
        else:
            searched.append((name, parameter))
            given.append(name if parameter is None else (name, parameter))
    return searched, given


def _compare(matching, expected, where):
    if expected is None:
        if matching.status is not pw.Status.INFEASIBLE:
            raise WrongError(f"{where}: {matching.status} where nothing is feasible")
    else:
        values, optima = expected
        if matching.status is not pw.Status.OPTIMAL:
            raise WrongError(f"{where}: {matching.status} where {optima[0]} is feasible")
        reached = [oracle.reached(stage) for stage in matching.stages]
        if reached != values:
            raise WrongError(f"{where}: reached {reached}, not {values}")
        if [tuple(pair) for pair in matching.pairs.tolist()] not in optima:
            raise WrongError(f"{where}: the pairs {matching.pairs.tolist()} are not optimal")
    verdict = matching.verify()
    if not verdict:
        raise WrongError(f"{where}: verify refuses the engine's own: {verdict.failures}")


def _check_why(rng, reference, problem, matching, searched):
    """Asks about one person without a pair, where there is one."""
    unmatched = [("mentee", int(person)) for person in matching.unmatched_mentees]
    unmatched += [("mentor", int(person)) for person in matching.unmatched_mentors]
    if not unmatched:
        return "everybody matched"
    side, person = unmatched[int(rng.integers(len(unmatched)))]
    answer = pw.why_unmatched(problem, matching, **{side: person})
    own = 0 if side == "mentee" else 1
    admissible = int((reference.pairs[:, own] == person).sum())
    if answer.admissible != admissible:
        raise WrongError(f"why_unmatched: {answer.admissible} admissible people, not {admissible}")
    ranges = list(getattr(reference, f"{side}_capacity"))
    if admissible == 0:
        expected = pw.Unmatched.NOBODY_ADMISSIBLE
    elif ranges[person][1] == 0:
        expected = pw.Unmatched.NO_CAPACITY
    else:
        ranges[person] = (1, ranges[person][1])
        forced = oracle.best(replace(reference, **{f"{side}_capacity": ranges}), searched)
        expected = pw.Unmatched.AGAINST_RULES if forced is None else pw.Unmatched.WORSE_OVERALL
        if forced is not None:
            free = [oracle.reached(stage) for stage in matching.stages]
            different = [k for k, value in enumerate(forced[0]) if value != free[k]]
            stage = different[0] if different else None
            if answer.stage != stage or (stage is not None and answer.cost < 0):
                raise WrongError(
                    f"why_unmatched: stage {answer.stage}, cost {answer.cost}, not stage {stage}"
                )
    if answer.why is not expected:
        raise WrongError(f"why_unmatched: {answer.why}, not {expected}")
    return "why asked"


def _check_rounding(reference, problem, drawn):
    """What rounding may have cost in all is within the bound."""
    matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    if matching.status is not pw.Status.OPTIMAL:
        return
    true = [Fraction(drawn.numbers[tuple(pair)]) for pair in reference.pairs.tolist()]
    subsets = oracle.feasible_subsets(reference)[3]
    counts = subsets.sum(axis=1)
    most = subsets[counts == counts.max()]
    best = max(sum(itertools.compress(true, row), Fraction()) for row in most.tolist())
    index = {tuple(pair): k for k, pair in enumerate(reference.pairs.tolist())}
    found = sum((true[index[tuple(pair)]] for pair in matching.pairs.tolist()), Fraction())
    if best - found > Fraction(problem.rounding):
        raise WrongError(
            f"rounding cost {float(best - found)}, beyond the bound {problem.rounding}"
        )


def try_problem(seed: int, number: int) -> Counter:
    """Draws one problem and asks everything about it; raises what is wrong."""
    rng = np.random.default_rng([seed, number])
    seen: Counter = Counter()
    drawn = draw(rng)
    try:
        problem = pw.Problem(drawn.given, **drawn.options)
    except pw.InvalidInput as refused:
        largest = max((abs(Fraction(n)) for n in drawn.numbers.values()), default=0)
        if all(finding.rule == "range" for finding in refused.findings) and largest * 32 > LARGEST:
            return Counter({"refused: too large": 1})
        raise
    seen[f"numbers: {drawn.kind}"] += 1
    seen["sparse" if problem.is_sparse else "dense"] += 1
    seen["rounded" if problem.rounding else "exact"] += 1
    reference = reference_of(drawn, problem)
    searched, given = _objective(rng, drawn, reference)
    expected = oracle.best(reference, searched)
    matching = pw.match(problem, given, seed=None)
    seen[matching.status.name.lower()] += 1
    seen.update(f"stage: {name}" for name, _ in searched)
    _compare(matching, expected, "match")
    if rng.random() < 0.3:
        other = _nearby(rng, drawn)
        warm = pw.match(other, given, seed=None)
        if warm.status is pw.Status.OPTIMAL:
            seen["warm start"] += 1
            _compare(pw.match(problem, given, seed=None, warm_start=warm), expected, "warm start")
    if matching.status is pw.Status.OPTIMAL and rng.random() < 0.5:
        seen[_check_why(rng, reference, problem, matching, searched)] += 1
    if problem.rounding:
        _check_rounding(reference, problem, drawn)
    if rng.random() < 0.5:
        seen[_check_assign(rng)] += 1
    return seen


def _nearby(rng, drawn):
    """A problem of as many people and groups with other points."""
    table = rng.integers(-3, 6, drawn.shape)
    rules = {name: value for name, value in drawn.options.items() if name not in ("forbidden",)}
    return pw.Problem(table, **rules)


def _check_assign(rng):
    """One cost table through `assign`, against all permutations."""
    shape = tuple(int(side) for side in rng.integers(1, 6, 2))
    table, _ = _table(rng, shape)
    maximise = bool(rng.random() < 0.5)
    if table.dtype.kind == "f":
        table[rng.random(shape) < rng.choice([0.0, 0.3, 0.6])] = -np.inf if maximise else np.inf
    found = pw.assign(_in_some_order(rng, table), maximise=maximise)
    is_tall = shape[0] > shape[1]
    short = table.T if is_tall else table
    best = None
    for columns in itertools.permutations(range(short.shape[1]), short.shape[0]):
        costs = [short[row, column].item() for row, column in enumerate(columns)]
        if all(math.isfinite(cost) for cost in costs):
            total = sum(map(Fraction, costs))
            if best is None or (total > best if maximise else total < best):
                best = total
    if (best is None) != (found.status is pw.Status.INFEASIBLE):
        raise WrongError(f"assign: {found.status}, and the best total is {best}: {table.tolist()}")
    if not found.verify():
        raise WrongError(
            f"assign: verify refuses its own: {found.verify().failures}: {table.tolist()}"
        )
    if best is not None:
        costs = [table[pair].item() for pair in zip(found.rows, found.columns, strict=True)]
        total = sum(map(Fraction, costs))
        finite = [abs(Fraction(v)) for v in table.ravel().tolist() if math.isfinite(v)]
        # Whole numbers exactly; reals are added in double precision.
        allowed = 0 if table.dtype.kind != "f" else max(finite) * Fraction(1, 2**44)
        if abs(total - best) > allowed:
            raise WrongError(f"assign: total {float(total)}, not {float(best)}: {table.tolist()}")
    return f"assign: {found.status.name.lower()}"


def _try(task: tuple[int, int, int]) -> tuple[Counter, list[str]]:
    seed, first, last = task
    seen: Counter = Counter()
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in range(first, last):
            try:
                seen += try_problem(seed, number)
            except Exception as error:
                told = str(error) if isinstance(error, WrongError) else traceback.format_exc()
                found.append(f"problem {number}: {told}")
    return seen, found


def run(count: int, seed: int = 1, workers: int = 1, first: int = 0) -> tuple[Counter, list[str]]:
    """Tries many problems: what they were, and what was found."""
    step = 250
    last = first + count
    tasks = [(seed, start, min(start + step, last)) for start in range(first, last, step)]
    seen: Counter = Counter()
    found: list[str] = []
    if workers == 1:
        results = map(_try, tasks)
        for part, faults in results:
            seen += part
            found += faults
        return seen, found
    with ProcessPoolExecutor(workers) as pool:
        for part, faults in pool.map(_try, tasks):
            seen += part
            found += faults
    return seen, found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one problem, to be tried again")
    asked = parser.parse_args()
    if asked.only is not None:
        seen, found = run(1, asked.seed, 1, asked.only)
    else:
        seen, found = run(asked.count, asked.seed, asked.workers)
    for name, times in sorted(seen.items()):
        print(f"{times:9,}  {name}")
    for fault in found[:20]:
        print(fault)
    print(f"{len(found)} of {asked.count if asked.only is None else 1:,} problems show a fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
