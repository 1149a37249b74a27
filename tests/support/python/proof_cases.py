"""Random problems and objectives of every kind, and whether what is written of them is accepted."""

from __future__ import annotations

import re

import numpy as np
import oracle
import pb_checker
from veripb import accepts, veripb

import pairwell as pw

BY_LEVELS = ("leximin", "rank_maximal", "generous")


def small_case(rng, *, rows=4, columns=4):
    """A small problem of any kind, and stages of any kind in any order, as `oracle` has them."""
    problem = oracle.random_problem(rng, rows=rows, columns=columns, sparse=rng.random() < 0.3)
    stages = oracle.random_objective(rng)
    previous = np.argwhere(rng.random(problem.shape) < 0.4)
    if rng.random() < 0.5 and len(previous):
        place = int(rng.integers(len(stages) + 1))
        stages.insert(place, ("fewest_changes", [tuple(pair) for pair in previous.tolist()]))
    return problem, stages


def larger_case(rng):
    """One with groups on both sides, several steps of levels, and a long chain of stages."""
    mentees, mentors = (int(size) for size in rng.integers(5, 18, 2))
    points = rng.integers(0, int(rng.choice([3, 10, 10**6])), (mentees, mentors)).astype(float)
    points[rng.random(points.shape) < rng.choice([0, 0.3, 0.8])] = -np.inf
    may_be = np.argwhere(np.isfinite(points)).tolist()
    least = int(rng.integers(3))
    problem = pw.Problem(
        points,
        scale=1,
        mentor_capacity=(0, rng.integers(1, 4, mentors)),
        mentee_capacity=(0, rng.integers(1, 3, mentees)),
        locked=may_be[:1] if rng.random() < 0.3 else None,
        mentee_groups=[
            (range(mentees // 2), (least, mentees)),
            (range(mentees // 4), (0, 2)),
        ],
        mentor_groups=[(range(mentors // 2), (0, int(rng.integers(1, mentors))))],
    )
    known = ["most_pairs", "best_worst", "most_points", ("floor", 3), *BY_LEVELS]
    stages = [known[place] for place in rng.permutation(len(known))[: rng.integers(2, 7)]]
    return problem, stages + ([("lottery", int(rng.integers(2**63)))] if rng.random() < 0.5 else [])


def written(problem, matching, folder):
    """Formulas and proofs, in pairs of paths."""
    files = pw.write_proof(problem, matching, folder)
    return list(zip(files[::2], files[1::2], strict=True))


def shown(formula, proof):
    """What our small checker finds a proof to show, where VeriPB accepts it too, if it is there.

    Raises
    ------
    Refused
        Where one of them does not.
    """
    found = pb_checker.check(formula.read_text(), proof.read_text())
    if command := veripb():
        told = accepts(command, formula, proof)
        pb_checker.need(told, f"VeriPB refuses {proof.name}")
        numbers = [int(number) for number in re.findall(r"-?\d+", told)]
        pb_checker.need(numbers == list(found[1:]), f"VeriPB finds {told} in {proof.name}")
    return found
