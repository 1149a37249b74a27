"""Small scores, and the best pairs at any weights found by trying every set of pairs."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

import pairwell as pw

FOURTHS = (0, 250, 500, 750, 1000)


def small_scores(rng: np.random.Generator, sides: tuple[int, int], criteria: int) -> Any:
    """Scores of coarse shares, so that many pairs tie."""
    people = [{"Id": [f"{role}{k}" for k in range(n)]} for role, n in zip("ab", sides, strict=True)]
    parts = [
        pw.custom(rng.choice(FOURTHS, sides), weight=int(rng.integers(1, 9)), name=f"c{k}")
        for k in range(criteria)
    ]
    return pw.score(*people, parts, index="Id")


def small_rules(rng: np.random.Generator, sides: tuple[int, int]) -> dict[str, Any]:
    """Rules of all kinds; they may collide."""
    rules: dict[str, Any] = {}
    kind = int(rng.integers(0, 6))
    if kind == 1:
        rules["mentor_capacity"] = [int(c) for c in rng.integers(1, 3, sides[1])]
    if kind == 2:
        rules["mentee_capacity"] = [(0, int(c)) for c in rng.integers(1, 3, sides[0])]
        rules["mentor_capacity"] = [(0, 2)] * sides[1]
    if kind == 3:
        rules["forbidden"] = [(f"a{i}", f"b{i}") for i in range(min(sides))]
        rules["mentor_groups"] = [("north", ["b0", "b1"], (1, 1))]
    if kind == 4:
        rules["locked"] = [("a0", "b1")]
        rules["mentee_groups"] = [("south", ["a0", "a1"], (0, 1))]
    if kind == 5:
        rules["mentor_capacity"] = [(0, 2)] * sides[1]
        rules["locked"] = [("a1", "b0")]
    return rules


class ByHand:
    """Every set of pairs that obeys the rules, and which are best at given weights."""

    def __init__(self, scores: Any, matching: Any) -> None:
        self.problem, self.matching = matching.problem, matching
        self.weights = [criterion.weight for criterion in scores.criteria]
        self.shares = [
            np.rint(np.asarray(scores.parts[n]) * 1000).astype(int) for n in scores.parts
        ]
        pairs = [tuple(pair) for pair in self.problem.admissible()[0].tolist()]
        self.locked = {tuple(pair) for pair in self.problem.locked.tolist()}
        most = min(len(pairs), sum(max_ for _, max_ in self._limits(0)))
        self.sets = [
            frozenset(chosen)
            for size in range(most + 1)
            for chosen in combinations(pairs, size)
            if self._obeys(chosen)
        ]

    def _limits(self, side: int) -> list[tuple[int, int]]:
        ranges = self.problem.mentor_capacity if side else self.problem.mentee_capacity
        return [(least, 99 if most is None else most) for least, most in ranges]

    def _obeys(self, chosen: Any) -> bool:
        if not self.locked <= set(chosen):
            return False
        for side, groups in enumerate((self.problem.mentee_groups, self.problem.mentor_groups)):
            counts = [0] * self.problem.shape[side]
            for pair in chosen:
                counts[pair[side]] += 1
            limits = self._limits(side)
            if any(not lo <= n <= hi for n, (lo, hi) in zip(counts, limits, strict=True)):
                return False
            for _, members, (lo, hi) in groups:
                if not lo <= sum(counts[m] for m in members) <= (99 if hi is None else hi):
                    return False
        return True

    def points(self, weights: list[Fraction]) -> np.ndarray[Any, Any]:
        """The points of all pairs that are not rounded."""
        total = sum(weights) or Fraction(1)
        parts = [w * s.astype(object) for w, s in zip(weights, self.shares, strict=True)]
        found: np.ndarray[Any, Any] = sum(parts[1:], parts[0]) / (10 * total)
        return found

    def best(self, weights: list[Fraction], points: Any = None) -> set[frozenset[Any]]:
        """The sets of pairs that are best in all stages but the lottery."""
        points = self.points(weights) if points is None else points
        values = {chosen: self._values(chosen, points) for chosen in self.sets}
        most = max(values.values())
        return {chosen for chosen, value in values.items() if value == most}

    def _values(self, chosen: frozenset[Any], points: Any) -> tuple[Any, ...]:
        free = [points[pair] for pair in chosen if pair not in self.locked]
        found: list[Any] = []
        for stage in self.matching.stages:
            if stage.name == "most_pairs":
                found.append(len(chosen))
            elif stage.name == "floor":
                found.append(-sum(p < Fraction(stage.parameter, stage.scale) for p in free))
            elif stage.name == "best_worst":
                found.append(min(free, default=Fraction(10**9)))
            elif stage.name == "most_points":
                found.append(sum((points[pair] for pair in chosen), Fraction()))
            elif stage.name == "fewest_changes":
                kept = {tuple(pair) for pair in stage.parameter.tolist()}
                found.append(len(chosen & kept))
        return tuple(found)

    def placed(self, pairs: Any) -> frozenset[tuple[int, int]]:
        """Pairs of labels as positions."""
        labels = (self.problem.mentee_labels, self.problem.mentor_labels)
        return frozenset((labels[0].index(a), labels[1].index(b)) for a, b in pairs)
