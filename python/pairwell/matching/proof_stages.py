"""The formula and the proof of each stage of a matching, and of a problem without a matching."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from pairwell.data.shown import plural
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.proof_face import ALWAYS, Face, Pairs, Whole, people_called
from pairwell.matching.proof_file import Kept, ProofFile
from pairwell.matching.proof_formula import Tick, ticking
from pairwell.matching.proof_level_stage import LevelProof
from pairwell.matching.proof_worths import kind_of, worths
from pairwell.matching.stage_result import StageResult
from pairwell.matching.stages import STAGES

Tell = Callable[[str, int, int], None]
"""Told again and again how many of how many stages are done; may raise to stop."""

_SAYS = {
    "count": "minus the number of pairs",
    "points": "the pairs below {} that are not locked",
    "units": "minus the units of all pairs",
    "pairs": "minus the previous pairs that are kept",
    "seed": "minus the tickets of all pairs, drawn with the seed {}",
}
_KEEPS = {
    "count": ("at least {} in all", "pair"),
    "points": ("at most {} below the floor", "pair"),
    "units": ("at least {} in all", "unit"),
    "pairs": ("at least {} of the previous pairs", ""),
    "seed": ("tickets of at least {} in all", ""),
}


def written_proofs(
    problem: Problem, matching: Matching, names: Names, tell: Tell
) -> Iterator[tuple[str, str]]:
    """The formula and the proof of each stage in order; of an infeasible problem a single one.

    The matching is one that `verify` accepts.
    """
    tick = partial(tell, "proving", 0, max(1, len(matching.stages)))
    pairs = Pairs(problem, names, matching.pairs, tick)
    head = _head(problem, matching, names)
    if matching.infeasibility is not None:
        yield _infeasible(pairs, matching, head, tick)
        return
    yield from _Stages(problem, matching, pairs, head).written(tell)


def _head(problem: Problem, matching: Matching, names: Names) -> list[str]:
    """What the first lines of each file say."""
    lines = [
        f"Problem {problem.digest}.",
        f"Matching {matching.digest}.",
        "x_i_j is 1 where mentee i is paired with mentor j; forbidden pairs have no variable.",
    ]
    for side, role in enumerate(("mentee", "mentor")):
        called = enumerate(people_called(names, side, problem.shape[side]))
        lines += [f"{role} {place}: {name}" for place, name in called if name != place]
    return lines


def _infeasible(pairs: Pairs, matching: Matching, head: list[str], tick: Tick) -> tuple[str, str]:
    assert matching.infeasibility is not None
    title = "No matching obeys these constraints."
    file = ProofFile(title, pairs, head, [], tick)
    file.begin()
    no_worth: Whole = np.zeros(len(pairs), object)
    total = file.settle(file.bound(Face(pairs), no_worth, matching.infeasibility.prices), {})
    assert total.least > 0, "the prices do not show that there is no matching"
    number = file.proof.derive(total)
    return file.written(f"UNSAT : {number}")


class _Stages:
    """The stages of one matching, each with what those before it leave."""

    def __init__(self, problem: Problem, matching: Matching, pairs: Pairs, head: list[str]) -> None:
        self._problem = problem
        self._matching = matching
        self._pairs = pairs
        self._face = Face(pairs)
        self._kept: list[Kept] = []
        self._head = head
        self._chosen = np.flatnonzero(pairs.is_chosen).tolist()

    def written(self, tell: Tell) -> Iterator[tuple[str, str]]:
        """Formula and proof of one stage after another."""
        stages = self._matching.stages
        for place, stage in enumerate(stages, 1):
            tick = partial(tell, "proving", place - 1, len(stages))
            title = f"Stage {place} of {len(stages)}, {stage.name}."
            file = ProofFile(title, self._pairs, list(self._head), self._kept, tick)
            if STAGES[stage.name].has_profile:
                conclusion = self._levels(file, stage, place)
            elif stage.name == "best_worst":
                conclusion = self._best_worst(file, stage, place)
            else:
                conclusion = self._linear(file, stage, place)
            yield file.written(conclusion)

    def _linear(self, file: ProofFile, stage: StageResult, place: int) -> str:
        tick = file.tick
        tick()
        worth = worths(self._problem, self._pairs, stage)
        tick()
        target = {index: -each for index, each in enumerate(ticking(worth.tolist(), tick)) if each}
        value = sum(worth[self._chosen].tolist())
        file.formula.objective = target
        kind, given = kind_of(stage), stage.parameter
        told = plural(given, "unit") if kind == "points" and isinstance(given, int) else given
        says = _SAYS[kind].format(told)
        file.formula.head.append(f"To be least: {says}.")
        file.begin()
        total = file.settle(file.bound(self._face, worth, stage.prices), target)
        assert total.least == -value, "the prices do not prove the value of the stage"
        number = file.proof.derive(total)
        key = ("stage", place)
        keeps, counted = _KEEPS[kind]
        amount = -value if kind == "points" else value
        says = keeps.format(plural(amount, counted) if counted else amount)
        kept = {index: each for index, each in enumerate(ticking(worth.tolist(), tick)) if each}
        self._kept.append(Kept(key, kept, value, f"stage {place}: {says}", False))
        tick()
        self._face.push(worth, stage.prices, [(key, 1)])
        tick()
        literals = file.proof.literals(self._chosen)
        return f"BOUNDS {-value} : {number} {-value} : {literals}"

    def _best_worst(self, file: ProofFile, stage: StageResult, place: int) -> str:
        pairs, worst = self._pairs, stage.units
        counts = ~pairs.is_locked
        below = counts.copy() if worst is None else counts & (pairs.units < worst)
        out = np.flatnonzero(below).tolist()
        key = ("stage", place)
        says = "no pair at all" if worst is None else f"no pair below {plural(worst, 'unit')}"
        kept = Kept(
            key, dict.fromkeys(out, -1), 0, f"stage {place}: {says}, but for locked ones", True
        )
        file.outs.append(file.formula.add(kept.terms, 0, f"{says}, but for locked ones"))
        if worst is None:
            file.formula.head.append(
                "To be shown: there can be no pair at all, but for locked ones."
            )
            file.begin()
            conclusion = f"SAT : {file.proof.literals(self._chosen)}"
        else:
            as_low = np.flatnonzero(counts & (pairs.units == worst)).tolist()
            conclusion = self._no_better(file, stage, as_low)
        self._kept.append(kept)
        self._face.leave_out(out, closes=True)
        return conclusion

    def _no_better(self, file: ProofFile, stage: StageResult, as_low: list[int]) -> str:
        """Shows that not all pairs as low as the worst one can be left out."""
        assert stage.units is not None
        pairs, count = self._pairs, len(as_low)
        better = file.formula.variable("better")
        file.formula.objective = {better: -1}
        file.formula.head.append("To be least: minus 1 where the worst pair can be better.")
        number = file.formula.add(
            dict.fromkeys(as_low, -1) | {better: -count},
            -count,
            f"better is 1 only where no pair of {plural(stage.units, 'unit')} is chosen",
        )
        file.begin()
        worth: Whole = np.zeros(len(pairs), object)
        needed = [index for index in as_low if self._face.state[index] == ALWAYS]
        if needed:
            worth[needed[0]] = -1
            total = file.bound(self._face, worth, pairs.no_prices())
            lower = file.proof.derive(file.settle(total, {needed[0]: 1}))
            total = file.settle(file.sum((lower, 1), (number, 1)), {})
        else:
            file.outs.append(number)
            total = file.settle(file.bound(self._face, worth, stage.prices), {})
        divisor = -total.coefficient(better)
        assert divisor > 0
        assert total.least + divisor > 0, "the prices do not prove the worst pair"
        number = file.proof.derive(total, divisor)
        return f"BOUNDS 0 : {number} 0 : {file.proof.literals(self._chosen)}"

    def _levels(self, file: ProofFile, stage: StageResult, place: int) -> str:
        proof = LevelProof(file, self._pairs, stage, place, self._face)
        conclusion = proof.conclusion(self._chosen)
        self._kept += proof.kept
        return conclusion
