"""Answers that owe nothing to the engine: exhaustive search, tickets, random problems."""

from __future__ import annotations

import math

import numpy as np

import pairwell as pw

_MASK = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15


def _finalise(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def ticket(seed, mentee_key, mentor_key):
    """The ticket of a pair in [0, 2^40), as docs/reference/match.md publishes it."""
    z = _finalise((seed + _GOLDEN) & _MASK)
    z = _finalise(((z ^ mentee_key) + _GOLDEN) & _MASK)
    return _finalise(((z ^ mentor_key) + _GOLDEN) & _MASK) >> 24


def _keys(keys, people):
    return [int(key) for key in keys] if len(keys) else list(range(people))


def _within(counts, least, most):
    return (counts >= least) & (counts <= (np.inf if most is None else most))


def feasible_subsets(problem):
    """All sets of pairs that obey every rule, one a row of a boolean table."""
    pairs, units = problem.admissible()
    count = len(pairs)
    assert count <= 16, "too large for exhaustive search"
    subsets = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    fits = np.ones(len(subsets), bool)
    locked = {tuple(pair) for pair in problem.locked.tolist()}
    is_locked = np.array([tuple(pair) in locked for pair in pairs.tolist()], bool)
    fits &= subsets[:, is_locked].all(axis=1)
    for side, capacity, groups in (
        (0, problem.mentee_capacity, problem.mentee_groups),
        (1, problem.mentor_capacity, problem.mentor_groups),
    ):
        for person, (least, most) in enumerate(capacity):
            fits &= _within(subsets[:, pairs[:, side] == person].sum(axis=1), least, most)
        for _, members, (least, most) in groups:
            fits &= _within(subsets[:, np.isin(pairs[:, side], members)].sum(axis=1), least, most)
    return pairs, units, is_locked, subsets[fits].astype(bool)


def ranks(pairs, units):
    """One more than the number of different units above a pair's among its mentee's pairs."""
    return np.array(
        [
            1 + len({int(u) for u in units[(pairs[:, 0] == pair[0]) & (units > own)]})
            for pair, own in zip(pairs, units, strict=True)
        ],
        np.int64,
    )


def level_counts(name, pairs, units, is_locked, subsets):
    """The levels in the order of a stage, and each subset's pairs at them, locked ones aside."""
    of_pair = units if name == "leximin" else ranks(pairs, units)
    levels = np.unique(of_pair)
    if name == "generous":
        levels = levels[::-1]
    counted = subsets & ~is_locked
    counts = np.array([counted[:, of_pair == level].sum(axis=1) for level in levels], np.int64)
    return levels, counts.reshape(len(levels), len(subsets)).T


def lexicographic(counts):
    """A number for each row by which rows are ordered as words are."""
    if counts.shape[1] == 0:
        return np.zeros(len(counts), np.int64)
    return np.unique(counts, axis=0, return_inverse=True)[1].ravel()


def stage_values(problem, stages, pairs, units, is_locked, subsets):
    """A number of each stage for each subset, made so that more is better."""
    mentee_keys = _keys(problem.mentee_keys, problem.shape[0])
    mentor_keys = _keys(problem.mentor_keys, problem.shape[1])
    columns = []
    for name, parameter in stages:
        if name == "most_pairs":
            values = subsets.sum(axis=1)
        elif name == "most_points":
            values = subsets @ units
        elif name == "floor":
            values = -subsets[:, (units < parameter) & ~is_locked].sum(axis=1)
        elif name == "best_worst":
            counted = subsets & ~is_locked
            values = np.where(counted, units, np.iinfo(np.int64).max).min(
                axis=1, initial=np.iinfo(np.int64).max
            )
        elif name in ("leximin", "rank_maximal", "generous"):
            counts = level_counts(name, pairs, units, is_locked, subsets)[1]
            values = lexicographic(counts if name == "rank_maximal" else -counts)
        elif name == "fewest_changes":
            previous = {tuple(pair) for pair in parameter}
            values = subsets[:, [tuple(pair) in previous for pair in pairs.tolist()]].sum(axis=1)
        else:
            drawn = [ticket(parameter, mentee_keys[i], mentor_keys[j]) for i, j in pairs.tolist()]
            values = subsets @ np.array(drawn, np.int64)
        columns.append(values)
    return columns


def has_room(problem, pair):
    """Whether a pair is locked, or the two and their groups have room for it beside those."""
    locked = problem.locked.tolist()
    if list(pair) in locked:
        return True
    sides = [
        (problem.mentee_capacity, problem.mentee_groups),
        (problem.mentor_capacity, problem.mentor_groups),
    ]
    for side, (person, (capacity, groups)) in enumerate(zip(pair, sides, strict=True)):
        around = [([person], capacity[person][1])]
        around += [(members, most) for _, members, (_, most) in groups if person in members]
        for members, most in around:
            held = sum(other[side] in members for other in locked)
            if most is not None and held >= most:
                return False
    return True


def best(problem, stages):
    """The lexicographic optimum: its stage values and every optimal set of pairs, or None."""
    pairs, units, is_locked, subsets = feasible_subsets(problem)
    if not len(subsets):
        return None
    reached = []
    for index in range(len(stages)):
        column = stage_values(problem, stages, pairs, units, is_locked, subsets)[index]
        top = column.max()
        subsets = subsets[column == top]
        name = stages[index][0]
        value = None if name == "best_worst" and top == np.iinfo(np.int64).max else int(top)
        if name in ("leximin", "rank_maximal", "generous"):
            levels, counts = level_counts(name, pairs, units, is_locked, subsets[:1])
            profile = [
                [int(level), int(count)]
                for level, count in zip(levels, counts[0], strict=True)
                if count
            ]
            value = (profile[0][0] if profile else None, profile)
            if name == "rank_maximal":
                value = (dict(profile).get(1, 0), profile)
        elif name == "fewest_changes":
            value = len(stages[index][1]) - value
        reached.append(-value if name == "floor" else value)
    return reached, [[tuple(pair) for pair in pairs[subset].tolist()] for subset in subsets]


def _random_range(rng, most):
    least = int(rng.choice([0, 0, 0, 1]))
    return (least, int(rng.integers(least, most + 1)))


def _random_groups(rng, people):
    """One group, or a large one with a smaller one nested in it, or two disjoint ones."""
    kind = rng.integers(4)
    order = rng.permutation(people).tolist()
    cut = int(rng.integers(1, people + 1))
    if kind == 0 or people < 2:
        return []
    if kind == 1:
        return [(order[:cut], _random_range(rng, people))]
    if kind == 2:
        inner = order[: max(1, cut - 1)]
        return [(order[:cut], _random_range(rng, people)), (inner, _random_range(rng, cut))]
    return [(order[:1], _random_range(rng, 2)), (order[1:], _random_range(rng, people))]


def random_problem(rng, *, rows=4, columns=4, values=6, sparse=False):
    """A small problem with every kind of rule."""
    shape = (int(rng.integers(1, rows + 1)), int(rng.integers(1, columns + 1)))
    points = rng.integers(-values // 3, values, shape).astype(float)
    points[rng.random(shape) < 0.2] = -math.inf
    may_be = np.argwhere(np.isfinite(points))
    rules = {}
    if len(may_be) and rng.random() < 0.3:
        rules["locked"] = list(map(tuple, may_be[rng.choice(len(may_be), 1)].tolist()))
    if rng.random() < 0.3:
        rules["forbidden"] = [tuple(int(rng.integers(0, side)) for side in shape)]
        if rules.get("locked") == rules["forbidden"]:
            del rules["forbidden"]
    for side, people, others in (("mentee", *shape), ("mentor", *shape[::-1])):
        if rng.random() < 0.6:
            rules[f"{side}_capacity"] = np.array(
                [_random_range(rng, min(3, others)) for _ in range(people)]
            )
        rules[f"{side}_groups"] = _random_groups(rng, people)
    if sparse:
        import scipy.sparse

        finite = np.isfinite(points)
        stored = scipy.sparse.coo_array((points[finite], np.nonzero(finite)), shape=shape)
        return pw.Problem(stored, scale=1, **rules)
    return pw.Problem(points, scale=1, **rules)


def random_objective(rng):
    """Some stages in some order, as `match` takes them and as `best` does."""
    known = [
        ("most_pairs", None),
        ("best_worst", None),
        ("most_points", None),
        ("floor", int(rng.integers(0, 5))),
        ("leximin", None),
        ("rank_maximal", None),
        ("generous", None),
    ]
    chosen = [known[index] for index in rng.permutation(len(known))[: rng.integers(1, 5)]]
    return chosen + ([("lottery", int(rng.integers(2**63)))] if rng.random() < 0.7 else [])


def reached(stage):
    """What a stage of a matching reached, in the form of `best`."""
    if stage.name in ("leximin", "rank_maximal", "generous"):
        return (stage.units, stage.profile.tolist())
    return stage.units


def as_given(stages):
    """Stages of this module in the form that `match` takes."""
    return [name if parameter is None else (name, parameter) for name, parameter in stages]
