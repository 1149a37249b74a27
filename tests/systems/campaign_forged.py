"""Forged results by the ten thousand: verify must hold for none that is wrong.

    python tests/systems/campaign_forged.py --count 100000 --seed 1

Makes small tables and problems at random, solves them, and changes what comes out: pairs, prices,
values, status and proofs, by little or to the ends of their types. What is right is known without
the engine, by trying everything in Python's own whole numbers and fractions. Prints a summary, and
ends with 1 where verify held for a wrong result or did not hold for a right one of the engine.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import itertools
import math
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np

import pairwell as pw

sys.path.insert(0, str(Path(__file__).parents[1] / "support" / "python"))
import oracle

FORGED_FROM_ONE = 20
LEAST, MOST = -(2**63), 2**63 - 1
WHOLE = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64"]
REALS = ["float16", "float32", "float64"]
INF = math.inf


class Findings(list[str]):
    """What went wrong, and how much was tried."""

    def __init__(self):
        super().__init__()
        self.tried = Counter()
        self.held = Counter()

    def note(self, kind, found, *, may, must, what):
        """One result: whether it holds, whether it may, and whether it must."""
        try:
            held = bool(found.verify())
        except Exception as error:
            held = False
            self.append(f"{kind}: verify raises {error!r}: {what()}")
        self.tried[kind] += 1
        self.held[kind] += held
        if held and not may:
            self.append(f"{kind}: holds and is wrong: {what()}")
        if must and not held:
            self.append(f"{kind}: is right and does not hold: {what()}")
        return held


def extremes(dtype):
    """Numbers near the ends of a type and near 0."""
    if dtype.kind == "b":
        return [False, True]
    if dtype.kind == "f":
        info = np.finfo(dtype)
        ends = [info.max, info.max / 2, info.max / 3, info.tiny, info.smallest_subnormal, 1.0, 0.0]
        if dtype == np.float64:
            ends += [1e300, 1e-300, 1e16, 0.1]
        return ends + [-end for end in ends]
    info = np.iinfo(dtype)
    ends = [info.max, info.max - 1, info.max // 2, info.max // 2 + 1, 1, 0]
    return [
        end for number in ends for end in (number, -number, info.min + number) if end >= info.min
    ]


# ---- assign


def random_table(rng):
    """A table of some type, small or wild numbers, with forbidden pairs, in any order of memory."""
    shape = tuple(rng.choice([0, 1, 2, 2, 3, 3, 4, 4], 2).tolist())
    dtype = np.dtype(str(rng.choice(WHOLE + REALS)))
    ends = extremes(dtype)
    wild = rng.random() < 0.6
    if wild:
        cells = [ends[place] for place in rng.integers(0, len(ends), math.prod(shape))]
        table = np.array(cells, dtype).reshape(shape)
    else:
        table = rng.integers(0, 2 if dtype.kind == "b" else 9, shape).astype(dtype)
        if dtype.kind == "f" and rng.random() < 0.7:
            table = (rng.random(shape) * 10.0 ** rng.integers(-4, 4)).astype(dtype)
    maximise = bool(rng.integers(2))
    if dtype.kind == "f" and table.size and rng.random() < 0.5:
        table[rng.random(shape) < rng.choice([0.2, 0.5])] = -INF if maximise else INF
    layout = int(rng.integers(5))
    if layout == 1:
        table = np.asfortranarray(table)
    elif layout == 2:
        table = table[::-1, ::-1]
    elif layout == 3:
        table = np.repeat(np.repeat(table, 2, axis=0), 3, axis=1)[::2, ::3]
    elif layout == 4:
        import scipy.sparse

        table = table.astype(np.float32) if dtype == np.float16 else table
        finite = np.isfinite(table) & (rng.random(shape) < rng.choice([1.0, 0.7]))
        kind = [scipy.sparse.coo_array, scipy.sparse.csr_array, scipy.sparse.csc_array]
        entries = (table[finite], np.nonzero(finite))
        table = kind[rng.integers(3)](scipy.sparse.coo_array(entries, shape=shape))
    return table, maximise


def exact_costs(costs):
    """The admissible pairs with their costs, exact."""
    if isinstance(costs, np.ndarray):
        rows = [(i, j, cost) for (i, j), cost in np.ndenumerate(costs)]
    else:
        rows = zip(costs.row.tolist(), costs.column.tolist(), costs.cost, strict=True)
    return {(int(i), int(j)): Fraction(cost.item()) for i, j, cost in rows if np.isfinite(cost)}


def best_total(shape, costs):
    """The least total by trying everything; None where there is no assignment."""
    rows, columns = shape
    is_tall = rows > columns
    short, long = sorted(shape)
    best = None
    for chosen in itertools.permutations(range(long), short):
        pairs = [(there, here) if is_tall else (here, there) for here, there in enumerate(chosen)]
        if all(pair in costs for pair in pairs):
            total = sum((costs[pair] for pair in pairs), Fraction())
            best = total if best is None else min(best, total)
    return best


class Reference:
    """What is right for one table, in fractions; signs are changed where the greatest is wanted."""

    def __init__(self, costs, maximise):
        self.shape = costs.shape
        self.maximise = maximise
        sign = -1 if maximise else 1
        self.sign = sign
        self.costs = {pair: sign * cost for pair, cost in exact_costs(costs).items()}
        self.best = best_total(self.shape, self.costs)
        numbers = costs if isinstance(costs, np.ndarray) else costs.cost
        self.is_real = numbers.dtype.kind == "f"
        largest = max(map(abs, self.costs.values()), default=Fraction())
        few = min(self.shape)
        self.room = Fraction(2.0**-48 * (few + 1) * float(largest)) if self.is_real else Fraction()
        self.bound = largest * few * (few + 1) / 2**46 if self.is_real else Fraction()

    def is_right(self, found):
        """Whether what a result says is true, and whether its proof is one."""
        arrays = [found.rows, found.columns, found.row_prices, found.column_prices]
        price = np.float64 if self.is_real else np.int64
        types = [np.int64, np.int64, price, price, np.int64]
        for array, dtype in zip([*arrays, found.unassignable], types, strict=True):
            if array.ndim != 1 or array.dtype != dtype:
                return False
        if found.maximise is not self.maximise:
            return None
        if found.status is pw.Status.INFEASIBLE:
            return not any(map(len, arrays)) and self._proves_that_there_is_none(found)
        if found.status is not pw.Status.OPTIMAL or len(found.unassignable):
            return False
        return self._is_best(found) and self._is_priced(found)

    def _proves_that_there_is_none(self, found):
        names = found.unassignable.tolist()
        if self.best is not None or not names or names != sorted(set(names)):
            return False
        side = 1 if self.shape[0] > self.shape[1] else 0
        if not 0 <= names[0] <= names[-1] < min(self.shape):
            return False
        return len({pair[1 - side] for pair in self.costs if pair[side] in set(names)}) < len(names)

    def _is_best(self, found):
        rows, columns = found.rows.tolist(), found.columns.tolist()
        if not len(rows) == len(columns) == min(self.shape) or rows != sorted(set(rows)):
            return False
        pairs = list(zip(rows, columns, strict=True))
        if len(set(columns)) < len(columns) or not all(pair in self.costs for pair in pairs):
            return False
        total = sum((self.costs[pair] for pair in pairs), Fraction())
        self.over = total - self.best
        return self.over <= self.bound

    def _is_priced(self, found):
        prices = []
        for given, size in zip((found.row_prices, found.column_prices), self.shape, strict=True):
            if len(given) != size or not np.isfinite(given).all():
                return False
            prices.append([self.sign * Fraction(price) for price in given.tolist()])
        of_row, of_column = prices
        pairs = set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
        for (i, j), cost in self.costs.items():
            left = cost - of_row[i] - of_column[j]
            if left < -self.room or ((i, j) in pairs and left > self.room):
                return False
        if self.shape[0] != self.shape[1]:
            side = 0 if self.shape[0] > self.shape[1] else 1
            taken = {pair[side] for pair in pairs}
            for place, price in enumerate(prices[side]):
                if price > self.room or (place not in taken and price < -self.room):
                    return False
        return True


def changed_numbers(rng, array):
    """An array with one number more, one fewer, or another."""
    array = array.copy()
    kind = int(rng.integers(8))
    ends = [end for end in extremes(np.dtype(array.dtype)) if array.dtype.kind != "b"]
    end = ends[int(rng.integers(len(ends)))]
    if kind == 0:
        return np.append(array, np.array([end], array.dtype))
    if not len(array) or kind == 1:
        return array[:-1].copy()
    place = int(rng.integers(len(array)))
    with np.errstate(all="ignore"):
        if kind == 2:
            array[place] = end
        elif kind == 3:
            array[place] += array.dtype.type(rng.choice([-1, 1]))
        elif kind == 4:
            array[:] = end
        elif kind == 5:
            array = array[rng.permutation(len(array))]
        elif kind == 6:
            array += array.dtype.type(end)
        elif array.dtype.kind == "f":
            array[place] = rng.choice([np.nextafter(array[place], INF), array[place] * 1.5, np.nan])
        else:
            array[place] += array.dtype.type(rng.choice([LEAST, MOST, 2**62, 2**31, 2**32]))
    return array


def retyped(rng, array):
    """The same numbers, or nearly, in another form."""
    dtype = rng.choice(["int32", "uint64", "float64", "float32", ">i8", "object", "bool"])
    with np.errstate(all="ignore"):
        return [array.astype(dtype), array.reshape(1, -1), array.reshape(-1, 1)][rng.integers(3)]


def forge_assignment(rng, found):
    """A changed copy of an assignment."""
    names = ["rows", "columns", "row_prices", "column_prices", "unassignable"]
    changes = {}
    for _ in range(1 + int(rng.random() < 0.3)):
        kind = int(rng.integers(7))
        name = names[int(rng.integers(5))]
        array = changes.get(name, getattr(found, name))
        if kind == 0 and found.status is pw.Status.OPTIMAL:
            changes["columns"] = rng.permutation(found.columns.tolist()).astype(np.int64)
        elif kind == 1:
            changes["status"] = list(pw.Status)[int(rng.integers(4))]
        elif kind == 2:
            changes[name] = retyped(rng, array)
        elif kind == 3:
            size = min(found.costs.shape)
            some = np.flatnonzero(rng.random(size) < 0.6)
            empty = found.rows[:0]
            changes.update(
                status=pw.Status.INFEASIBLE,
                unassignable=some,
                rows=empty,
                columns=empty,
                row_prices=found.row_prices[:0],
                column_prices=found.column_prices[:0],
            )
        elif kind == 4:
            # Both sides moved against each other: a proof where the table is square.
            ends = extremes(found.row_prices.dtype)
            by = found.row_prices.dtype.type(ends[int(rng.integers(len(ends)))])
            with np.errstate(all="ignore"):
                changes["row_prices"] = found.row_prices + by
                changes["column_prices"] = found.column_prices - by
        elif array.ndim == 1 and array.dtype.kind in "if":
            changes[name] = changed_numbers(rng, array)
    return dataclasses.replace(found, **changes)


def make_any(rng, found):
    """An assignment that owes the engine nothing but its table: pairs and prices at random."""
    rows, columns = found.costs.shape
    few = min(rows, columns)
    ends = extremes(found.row_prices.dtype)
    prices = [
        np.array(
            [ends[place] for place in rng.integers(0, len(ends), size)], found.row_prices.dtype
        )
        for size in (rows, columns)
    ]
    return dataclasses.replace(
        found,
        status=pw.Status.OPTIMAL,
        rows=np.sort(rng.permutation(rows)[:few]),
        columns=rng.permutation(columns)[:few],
        row_prices=prices[0],
        column_prices=prices[1],
        unassignable=found.unassignable[:0],
    )


def shown(found):
    names = ["status", "rows", "columns", "row_prices", "column_prices", "unassignable"]
    parts = [f"{name}={getattr(found, name)!r}" for name in names]
    return f"maximise={found.maximise} costs={found.costs!r} {' '.join(parts)}"


def try_assignments(rng, findings):
    """One table: what the engine makes of it, and forgeries of that."""
    table, maximise = random_table(rng)
    try:
        found = pw.assign(table, maximise=maximise)
    except pw.InvalidInput as refused:
        findings.tried["assign: refused"] += 1
        if "does not fit 64 bits" not in str(refused):
            findings.append(f"refused: {refused}")
        return
    reference = Reference(found.costs, maximise)
    note_assignment(findings, "assign: of the engine", found, reference, must=True)
    for _ in range(FORGED_FROM_ONE):
        forged = make_any(rng, found) if rng.random() < 0.15 else forge_assignment(rng, found)
        note_assignment(findings, "assign: forged", forged, reference, must=False)


def note_assignment(findings, kind, found, reference, *, must):
    """Verify is to hold for what is right, and for nothing else; a gap is to be one."""
    right = bool(reference.is_right(found))
    held = findings.note(kind, found, may=right, must=must or right, what=lambda: shown(found))
    gap = found.gap()
    if held and found.status is pw.Status.OPTIMAL:
        if not gap >= 0 or (gap < INF and Fraction(gap) < reference.over):
            findings.append(f"{kind}: a gap of {gap} and {reference.over} over: {shown(found)}")
    elif not held and gap < INF and found.status is not pw.Status.OPTIMAL:
        findings.append(f"{kind}: a gap of {gap} without pairs: {shown(found)}")


# ---- match


def random_problem(rng):
    """A small problem of any kind, and an objective."""
    problem = oracle.random_problem(rng, rows=3, columns=3, sparse=bool(rng.random() < 0.3))
    objective = oracle.random_objective(rng)
    if rng.random() < 0.3:
        pairs = problem.admissible()[0]
        previous = pairs[rng.random(len(pairs)) < 0.4].tolist()
        objective.insert(int(rng.integers(len(objective) + 1)), ("fewest_changes", previous))
    return problem, objective


class MatchReference:
    """What is right for one problem and objective, by trying everything."""

    def __init__(self, problem, objective, digest):
        self.problem = problem
        self.objective = objective
        self.digest = digest
        self.best = oracle.best(problem, objective)
        pairs, units = problem.admissible()
        self.units = {
            tuple(pair): int(own) for pair, own in zip(pairs.tolist(), units, strict=True)
        }

    def may_hold(self, found):
        """Whether all that a matching claims is true; whether the prices prove it is not asked."""
        if found.status is pw.Status.INFEASIBLE:
            return (
                self.best is None
                and found.infeasibility is not None
                and not len(found.pairs)
                and not found.stages
                and found.units == 0
            )
        # A stopped call that had settled all stages claims no more than an optimal one.
        is_settled = found.status is pw.Status.OPTIMAL or bool(found.stages)
        if not is_settled or self.best is None:
            return False
        if found.infeasibility is not None or found.digest != self.digest:
            return False
        reached, matchings = self.best
        pairs = [tuple(pair) for pair in found.pairs.tolist()]
        if sorted(pairs) != pairs or pairs not in [sorted(one) for one in matchings]:
            return False
        if found.units != sum(self.units[pair] for pair in pairs):
            return False
        if len(found.stages) != len(self.objective):
            return False
        return all(map(self._is_reached, found.stages, self.objective, reached))

    @staticmethod
    def _is_reached(stage, wanted, reached):
        name, parameter = wanted
        given = (
            stage.parameter.tolist() if isinstance(stage.parameter, np.ndarray) else stage.parameter
        )
        if name == "fewest_changes":
            parameter = [list(pair) for pair in parameter]
        return stage.name == name and given == parameter and oracle.reached(stage) == reached


def other_number(rng, number):
    """Another whole number of 64 bits, near or far, seldom one of more."""
    number = 0 if number is None else int(number)
    near = [number - 1, number + 1, -number, number + 2**32, number ^ (1 << 62)]
    far = [LEAST, MOST, LEAST + 1, 2**62, -(2**62), 0]
    if rng.random() < 0.03:
        return int(rng.choice(["-1", "1"])) * 2**64 + number
    chosen = [*near, *far][int(rng.integers(11))]
    return min(max(chosen, LEAST), MOST)


def forge_prices(rng, prices):
    name = str(rng.choice(["mentee", "mentor", "mentee_group", "mentor_group"]))
    array = getattr(prices, name)
    if rng.random() < 0.5:
        return dataclasses.replace(prices, **{name: changed_numbers(rng, array)})
    # Moved against each other, people and their groups or the two sides: often a proof as before.
    other = str(rng.choice(["mentee", "mentor", "mentee_group", "mentor_group"]))
    by = np.int64(rng.choice([1, -1, 2**62, LEAST, MOST]))
    with np.errstate(all="ignore"):
        changes = {name: array + by}
        changes[other] = changes.get(other, getattr(prices, other)) - by
    return dataclasses.replace(prices, **changes)


def forge_stage(rng, stage):
    kind = int(rng.integers(6))
    if kind == 0:
        return dataclasses.replace(stage, units=other_number(rng, stage.units))
    if kind == 1 and stage.steps:
        steps = list(stage.steps)
        place = int(rng.integers(len(steps)))
        field = str(rng.choice(["first", "last", "prices"]))
        step = steps[place]
        change = (
            forge_prices(rng, step.prices)
            if field == "prices"
            else other_number(rng, getattr(step, field))
        )
        steps[place] = dataclasses.replace(step, **{field: change})
        return dataclasses.replace(stage, steps=tuple(steps))
    if kind == 2 and len(stage.profile):
        profile = stage.profile.copy()
        place = rng.integers(0, profile.shape)
        profile[tuple(place)] = min(max(other_number(rng, profile[tuple(place)]), LEAST), MOST)
        return dataclasses.replace(stage, profile=profile)
    if kind == 3:
        name = str(rng.choice(["most_pairs", "best_worst", "most_points", "leximin", "generous"]))
        return dataclasses.replace(stage, name=name, parameter=None)
    if kind == 4 and stage.parameter is not None and not isinstance(stage.parameter, np.ndarray):
        return dataclasses.replace(stage, parameter=other_number(rng, stage.parameter))
    return dataclasses.replace(stage, prices=forge_prices(rng, stage.prices))


def forge_matching(rng, found):
    """A changed copy of a matching."""
    kind = int(rng.integers(9))
    if kind < 4 and found.stages:
        stages = list(found.stages)
        place = int(rng.integers(len(stages)))
        stages[place] = forge_stage(rng, stages[place])
        return dataclasses.replace(found, stages=tuple(stages))
    if kind == 4 and found.infeasibility is not None:
        why = found.infeasibility
        why = dataclasses.replace(why, prices=forge_prices(rng, why.prices))
        return dataclasses.replace(found, infeasibility=why)
    if kind == 5:
        return dataclasses.replace(found, status=list(pw.Status)[int(rng.integers(4))])
    if kind == 6:
        return dataclasses.replace(found, units=other_number(rng, found.units))
    if kind == 7:
        return dataclasses.replace(found, digest="0" * 64 if rng.random() < 0.5 else "")
    return forge_pairs(rng, found)


def forge_pairs(rng, found):
    """Other pairs, now and then with the right sum of their points."""
    pairs = found.pairs.tolist()
    rows, columns = found.problem.shape
    if pairs and rng.random() < 0.6:
        pairs.pop(int(rng.integers(len(pairs))))
    if rng.random() < 0.6:
        pairs.append([int(rng.integers(rows)), int(rng.integers(columns))])
    if rng.random() < 0.05:
        pairs.append([other_number(rng, 0) % 2**63, other_number(rng, 0) % 2**63])
    if rng.random() < 0.8:
        pairs.sort()
    array = np.array(pairs, np.int64).reshape(-1, 2)
    units = found.units
    with contextlib.suppress(pw.InvalidInput, IndexError):
        units = int(found.problem._core.units_of(array).sum())
    return dataclasses.replace(found, pairs=array, units=units)


def try_matchings(rng, findings):
    """One problem: what the engine makes of it, and forgeries of that."""
    problem, objective = random_problem(rng)
    found = pw.match(problem, oracle.as_given(objective), seed=None)
    reference = MatchReference(problem, objective, found.digest)
    may = reference.may_hold(found)
    if not may:
        findings.append(f"match: the engine is wrong: {problem!r} {objective} {found.to_dict()}")
    findings.note(
        "match: of the engine", found, may=may, must=True, what=lambda: str(found.to_dict())
    )
    for _ in range(FORGED_FROM_ONE):
        try:
            forged = forge_matching(rng, found)
        except (pw.InvalidInput, TypeError):
            findings.tried["match: cannot even be made"] += 1
            continue
        findings.note(
            "match: forged",
            forged,
            may=reference.may_hold(forged),
            must=False,
            what=lambda forged=forged: f"{problem!r} {objective} {forged.to_dict()}",
        )


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="how many forged results")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    findings = Findings()
    begun = time.perf_counter()
    for number in itertools.count():
        forged = sum(many for kind, many in findings.tried.items() if kind.endswith("forged"))
        if forged >= options.count:
            break
        rng = np.random.default_rng([options.seed, number])
        before = len(findings)
        (try_matchings if number % 3 == 0 else try_assignments)(rng, findings)
        for place in range(before, len(findings)):
            findings[place] = f"[seed {options.seed}, number {number}] {findings[place]}"
    for kind, tried in sorted(findings.tried.items()):
        print(f"{kind}: {tried} tried, {findings.held[kind]} held")
    print(f"{len(findings)} findings, seed {options.seed}, {time.perf_counter() - begun:.0f} s")
    for finding in findings[:20]:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
