"""Every matching of a small problem, and what stages make of it: slow, and plain to read."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction

import numpy as np

import pairwell as pw

FORBIDDEN = pw._core.FORBIDDEN


def random_problem(rng, shape=None, labels=None, most=9):
    """A small problem of any kind that has a matching; labels are those of the two sides."""
    while True:
        mentees, mentors = shape or (int(rng.integers(1, 4)), int(rng.integers(1, 4)))
        units = rng.integers(-2 if rng.random() < 0.2 else 0, most, (mentees, mentors))
        rules = {}
        pairs = list(itertools.product(range(mentees), range(mentors)))
        if rng.random() < 0.4:
            rules["forbidden"] = [pair for pair in pairs if rng.random() < 0.2]
        if rng.random() < 0.3:
            free = [pair for pair in pairs if pair not in rules.get("forbidden", [])]
            if free:
                rules["locked"] = [free[int(rng.integers(len(free)))]]
        for role, size in (("mentee", mentees), ("mentor", mentors)):
            if rng.random() < 0.5:
                ranges = [(int(rng.random() < 0.1), int(rng.integers(1, 3))) for _ in range(size)]
                rules[f"{role}_capacity"] = ranges
            if rng.random() < 0.3:
                members = [person for person in range(size) if rng.random() < 0.7]
                most_pairs = int(rng.integers(1, 4))
                rules[f"{role}_groups"] = [(members, (int(rng.random() < 0.2), most_pairs))]
        points = units
        if labels is not None:
            points = {
                labels[0][i]: {
                    labels[1][j]: int(units[i, j])
                    for j in range(mentors)
                    if i == 0 or rng.random() < 0.9  # the first row names all mentors
                }
                for i in range(mentees)
            }
        try:
            problem = pw.Problem(points, **rules)
        except pw.InvalidInput:
            continue
        if matchings(problem):
            return problem


def matchings(problem):
    """Every set of pairs that obeys the rules."""
    pairs, _ = problem.admissible()
    locked = set(map(tuple, problem.locked.tolist()))
    free = [pair for pair in map(tuple, pairs.tolist()) if pair not in locked]
    limits = (problem.mentee_capacity, problem.mentor_capacity)
    groups = (problem.mentee_groups, problem.mentor_groups)
    found = []

    def fits(count, least, most, is_done):
        return (most is None or count <= most) and (not is_done or count >= least)

    def obeys(chosen, is_done):
        for side in (0, 1):
            counts = Counter(pair[side] for pair in chosen)
            for person, (least, most) in enumerate(limits[side]):
                if not fits(counts[person], least, most, is_done):
                    return False
            for _, members, (least, most) in groups[side]:
                if not fits(sum(counts[each] for each in members), least, most, is_done):
                    return False
        return True

    def search(place, chosen):
        if not obeys(chosen, is_done=False):
            return
        if place == len(free):
            if obeys(chosen, is_done=True):
                found.append(frozenset(chosen))
            return
        search(place + 1, chosen)
        search(place + 1, [*chosen, free[place]])

    search(0, sorted(locked))
    return found


def units_of(problem, pair):
    return int(problem._core.units_of(np.array([pair]))[0])


def _ranks(problem):
    """The rank of each admissible pair's points among those of its mentee; 1 is the highest."""
    pairs, units = problem.admissible()
    own = {tuple(pair): unit for pair, unit in zip(pairs.tolist(), units.tolist(), strict=True)}
    return {
        (i, j): 1 + len({each for (k, _), each in own.items() if k == i and each > unit})
        for (i, j), unit in own.items()
    }


def value(problem, stage, chosen, previous):
    """What a stage reaches with some pairs; more is better."""
    name, *rest = (stage,) if isinstance(stage, str) else stage
    locked = set(map(tuple, problem.locked.tolist()))
    units = [units_of(problem, pair) for pair in chosen]
    free = [units_of(problem, pair) for pair in chosen if pair not in locked]
    if name == "most_pairs":
        return len(chosen)
    if name == "most_points":
        return sum(units)
    if name == "fewest_changes":
        return len(set(previous) & set(chosen))
    if name == "best_worst":
        return min(free, default=float("inf"))
    if name == "floor":
        return -sum(each < Fraction(rest[0]) * problem.scale for each in free)
    if name == "leximin":
        return (*sorted(free), float("inf"))
    if name in ("rank_maximal", "generous"):
        ranks = Counter(_ranks(problem)[pair] for pair in chosen if pair not in locked)
        profile = [ranks[rank] for rank in range(1, problem.shape[1] + 1)]
        return tuple(profile) if name == "rank_maximal" else tuple(-n for n in reversed(profile))
    raise AssertionError(name)


def best(problem, stages, previous, among=None):
    """The matchings that no other exceeds, stage by stage, and what each stage reaches."""
    left = matchings(problem) if among is None else among
    reached = []
    for stage in stages:
        values = [value(problem, stage, each, previous) for each in left]
        top = max(values)
        left = [each for each, own in zip(left, values, strict=True) if own == top]
        reached.append(top)
    return left, reached
