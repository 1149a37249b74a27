"""Solving a problem, and asking why somebody has no pair."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from pairwell import _core
from pairwell.data.shown import html_table
from pairwell.matching.faults import Faults, check_time_limit
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.problem_input import read_pairs
from pairwell.matching.stages import STAGES, PlainStage, Stage, as_written

_DEFAULT = cast(tuple[Stage, ...], tuple(name for name, _ in _core.default_objective(0)[:-1]))
_LOTTERY = _core.default_objective(0)[-1][0]
_SEED = "a seed is a whole number from 0 to under 2^64"


def _read_seed(seed: Any, column: str, faults: Faults) -> int | None:
    if seed is None:
        return None
    if isinstance(seed, np.random.Generator):
        return int(seed.integers(2**64, dtype=np.uint64))
    try:
        number = operator.index(seed)
    except TypeError:
        number = -1
    if isinstance(seed, bool) or not 0 <= number < 2**64:
        faults.add("seed", column, _SEED, seed)
        return 0
    return number


def _read_floor(points: Any, scale: int, column: str, faults: Faults) -> int:
    """Units of a floor, which must lie on the grid: a rounded one would misjudge some pairs."""
    try:
        units = points * scale if isinstance(points, (int, np.integer)) else float(points) * scale
        whole = round(units)
    except (TypeError, ValueError, OverflowError):
        faults.add("floor", column, "a floor is a number of points", points)
        return 0
    if abs(units - whole) > 1e-6 or abs(whole) >= 2**62:
        faults.add(
            "floor",
            column,
            f"a floor must lie on the grid of 1/{scale} point and within 2^62 units",
            points,
        )
        return 0
    return int(whole)


def _read_stage(
    stage: Any, seed: int | None, scale: int, column: str, faults: Faults
) -> tuple[str, Any] | None:
    """A stage with its parameter for the engine; None, and a fault, where it is none."""
    name, *rest = (stage,) if isinstance(stage, str) else tuple(stage)
    row = STAGES.get(name) if isinstance(name, str) else None
    parameter = row.parameter if row else None
    if row and parameter is None and not rest:
        return row.name, None
    if row and parameter == "points" and len(rest) == 1:
        return row.name, _read_floor(rest[0], scale, column, faults)
    if row and parameter == "pairs" and len(rest) == 1:
        previous = rest[0].pairs if isinstance(rest[0], Matching) else rest[0]
        return row.name, read_pairs(previous, column, faults)
    if row and parameter == "seed" and len(rest) <= 1:
        own = _read_seed(rest[0], column, faults) if rest else seed
        if own is None:
            faults.add(
                "seed", column, f'a {name} needs a seed, as in ("{name}", 7); {_SEED}', stage
            )
        return row.name, own
    *others, last = map(as_written, STAGES.values())
    faults.add("objective", column, f"a stage is {', '.join(others)} or {last}", stage)
    return None


def _read_objective(objective: Any, seed: Any, scale: int) -> list[tuple[str, Any]]:
    """The stages for the engine; the lottery comes last where it is not named."""
    faults = Faults()
    drawn = _read_seed(seed, "seed", faults)
    stages: list[tuple[str, Any]] = []
    for index, stage in enumerate([objective] if isinstance(objective, str) else objective):
        if read := _read_stage(stage, drawn, scale, f"objective[{index}]", faults):
            stages.append(read)
    _core.throw_if_errors("match", faults)
    if stages and drawn is not None and all(name != _LOTTERY for name, _ in stages):
        stages.append((_LOTTERY, drawn))
    return stages


def match(
    problem: Any,
    objective: PlainStage | Sequence[Stage] = _DEFAULT,
    *,
    seed: int | np.random.Generator | None = 0,
    certificate: bool = True,
    warm_start: Matching | None = None,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> Matching:
    """Solves a problem exactly, stage by stage; a later stage never spoils an earlier one.

    Parameters
    ----------
    problem
        A `Problem`, or whatever `Problem` takes as points.
    objective
        Stages in their order: "most_pairs", ("floor", points), "best_worst", "leximin",
        "rank_maximal", "generous", "most_points", ("fewest_changes", previous), ("lottery", seed).
        The previous pairs are an array of k x 2 or a `Matching`.
    seed
        Settles ties by a lottery, which is put last where the objective does not name it. None: no
        lottery. A NumPy generator gives its next 64 bits.
    certificate
        False leaves the prices out of the result and saves their memory.
    warm_start
        An optimal matching of much the same problem, with as many people and groups. Its pairs and
        prices are where the search begins, which saves most of the work where little has changed.
        What each stage reaches is the same with or without; which of several equally good
        matchings is found may not be, unless a lottery settles ties.
    progress
        Called at most every 40 ms as ``progress(stage, done, total)``. What it raises comes out of
        this call, and False asks to stop, which gives a matching of status CANCELLED.
    time_limit
        Seconds, after which the matching has status TIME_LIMIT and no pairs.

    Returns
    -------
    Matching
        Its status says how the call ended. That no matching obeys every rule is a status, not an
        error.

    Raises
    ------
    InvalidInput
        With every fault of the problem, of the objective or of the warm start.

    Notes
    -----
    Other threads of Python run meanwhile. The same problem, objective and seed give the same
    matching everywhere.

    Examples
    --------
    >>> import pairwell as pw
    >>> matching = pw.match([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]])
    >>> matching
    <Matching: optimal, 2 pairs, 127.5 points>
    >>> matching.pairs.tolist(), matching.unmatched_mentees.tolist()
    ([[0, 0], [1, 1]], [2])
    >>> [(stage.name, stage.value) for stage in matching.stages[:3]]
    [('most_pairs', 2), ('best_worst', 55.0), ('most_points', 127.5)]
    """
    asked = problem if isinstance(problem, Problem) else Problem(problem)
    check_time_limit("match", time_limit)
    core = _core.match(
        asked._core,
        objective=_read_objective(objective, seed, asked.scale),
        certificate=certificate,
        warm_start=None if warm_start is None else warm_start._to_core(),
        progress=progress,
        time_limit=time_limit,
    )
    return Matching._of(asked, core)


def default_objective(seed: int = 0) -> list[Stage]:
    """Most pairs, best worst pair, most points, then the lottery with the seed.

    Examples
    --------
    >>> import pairwell as pw
    >>> pw.default_objective(7)
    ['most_pairs', 'best_worst', 'most_points', ('lottery', 7)]
    """
    return to_stages(_core.default_objective(seed), _core.DEFAULT_SCALE)


def to_stages(stages: list[tuple[str, Any]], scale: int) -> list[Stage]:
    """The stages of the core as `match` takes them."""
    listed: list[Stage] = []
    for name, parameter in stages:
        if STAGES[name].parameter == "points":
            points = parameter // scale if parameter % scale == 0 else parameter / scale
            listed.append(cast(Stage, (name, points)))
        else:
            listed.append(cast(Stage, name if parameter is None else (name, parameter)))
    return listed


@dataclass(frozen=True)
class WhyUnmatched:
    """Why a person is not matched, with what it would cost to match them."""

    why: _core.Unmatched
    admissible: int
    """How many people of the other side the rules would allow."""
    text: str
    """A full sentence."""
    stage: int | None
    """The first stage of the objective that would be worse; None where there is no cost."""
    cost: int
    """By how much, in that stage's units."""

    def __repr__(self) -> str:
        return f"<WhyUnmatched: {self._why()}, {self.admissible} allowed>"

    def _repr_html_(self) -> str:
        rows = [("why", self._why()), ("allowed", self.admissible)]
        return html_table(self.text, ("", ""), rows, len(rows))

    def _why(self) -> str:
        return self.why.name.lower().replace("_", " ")


def why_unmatched(
    problem: Problem, matching: Matching, *, mentee: int | None = None, mentor: int | None = None
) -> WhyUnmatched:
    """Says why a mentee or a mentor has no pair, by solving once more with this person in.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, or the person is matched or outside the problem.
    TypeError
        Unless exactly one of mentee and mentor is given.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]])
    >>> pw.why_unmatched(problem, pw.match(problem), mentee=2).text
    'Of 2 allowed mentors, any pair would mean 14.5 points fewer in all.'
    """
    if (mentee is None) == (mentor is None):
        raise TypeError("why_unmatched needs exactly one of mentee and mentor")
    core = matching._to_core()
    if mentee is not None:
        answer = _core.why_mentee_unmatched(problem._core, core, mentee)
    else:
        assert mentor is not None
        answer = _core.why_mentor_unmatched(problem._core, core, mentor)
    return WhyUnmatched(answer.why, answer.admissible, answer.text, answer.stage, answer.cost)
