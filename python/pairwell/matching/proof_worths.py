"""What a pair is worth to each stage of an objective, computed anew for the proofs."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import numpy.typing as npt

from pairwell.matching.problem import Problem
from pairwell.matching.proof_face import Pairs, Whole
from pairwell.matching.proof_formula import Tick, ticking
from pairwell.matching.stage_result import StageResult
from pairwell.matching.stages import STAGES

_GOLDEN = 0x9E3779B97F4A7C15


def kind_of(stage: StageResult) -> str:
    """How a linear stage finds the worth of a pair: "points", "pairs", "seed", "units", "count".

    The first three are the parameter that it goes by, the fourth is the units of the pair, and the
    last counts each pair once.
    """
    row = STAGES[stage.name]
    return row.parameter or ("units" if row.in_points else "count")


def worths(problem: Problem, pairs: Pairs, stage: StageResult) -> Whole:
    """The worth of each pair to a linear stage."""
    worth: Whole = np.zeros(len(pairs), object)
    kind, given = kind_of(stage), stage.parameter
    if kind == "count":
        worth[:] = 1
    elif kind == "units":
        worth = pairs.units.copy()
    elif kind == "points":
        worth[(pairs.units < given) & ~pairs.is_locked] = -1
    elif kind == "pairs":
        assert isinstance(given, np.ndarray)
        kept = (pairs.number.get(tuple(pair)) for pair in given.tolist())
        worth[[index for index in kept if index is not None]] = 1
    else:
        assert isinstance(given, int)
        worth[:] = _tickets(problem, pairs, given).tolist()
    return worth


def _tickets(problem: Problem, pairs: Pairs, seed: int) -> npt.NDArray[np.uint64]:
    """The ticket of each pair, as the reference publishes it."""
    drawn = _finalised(np.full(len(pairs), (seed + _GOLDEN) % 2**64, np.uint64))
    for keys, people in ((problem.mentee_keys, pairs.mentee), (problem.mentor_keys, pairs.mentor)):
        key = keys[people] if len(keys) else people.astype(np.uint64)
        drawn = _finalised((drawn ^ key) + np.uint64(_GOLDEN))
    return drawn >> np.uint64(24)


def _finalised(number: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """SplitMix64's finaliser; products and sums wrap round at 64 bits."""
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))


def turns(pairs: Pairs, name: str, tick: Tick) -> tuple[list[int], int]:
    """When a stage by levels comes to the level of each pair, and what a turn times is the level.

    Lower turns are settled first.
    """
    if STAGES[name].in_points:
        return pairs.units.tolist(), 1
    ranks: list[int] = []
    units = pairs.units.tolist()
    by_mentee = groupby(range(len(pairs)), key=lambda index: pairs.places[index][0])
    for _, row in ticking(by_mentee, tick, 8):
        own = [units[index] for index in row]
        rank = {unit: place for place, unit in enumerate(sorted(set(own), reverse=True), 1)}
        ranks += [rank[unit] for unit in own]
    return (ranks, 1) if name == "rank_maximal" else ([-rank for rank in ranks], -1)
