"""Reads the variants of a problem, so that all that is wrong with any of them is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.matching.faults import Faults
from pairwell.matching.labels import is_whole_text
from pairwell.matching.match import default_objective, match_of_programme
from pairwell.matching.people import NOWHERE, places_in
from pairwell.matching.problem import Problem
from pairwell.matching.problem_parts import Rules
from pairwell.matching.scenario import BASE
from pairwell.matching.stages import Stage
from pairwell.round.scenario_run import LOTTERY
from pairwell.score.reweighted import reweighted
from pairwell.score.scores import Scores

_FUNCTION = "scenarios"
_POINTS, _OBJECTIVE, _SEED, _WEIGHTS = "points", "objective", "seed", "weights"


class ProblemVariant(NamedTuple):
    """A problem that is to be solved, by its name."""

    name: str
    problem: Problem
    stages: list[Stage]


def read_names(variants: Any) -> list[tuple[str, Any]]:
    """Variants with their names; every name is a text of its own."""
    faults = Faults()
    message = "variants are a mapping of names to variants, or pairs of a name and a variant"
    if isinstance(variants, Mapping):
        pairs = list(variants.items())
    elif isinstance(variants, (str, bytes)) or not isinstance(variants, Iterable):
        faults.add("type", "variants", message, type(variants).__name__)
        pairs = []
    else:
        pairs = list(variants)
        for place, pair in enumerate(pairs):
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                faults.add("type", f"variants[{place}]", message, type(pair).__name__)
        _core.throw_if_errors(_FUNCTION, faults)
    seen = set()
    for place, (name, _) in enumerate(pairs):
        where = f"variants[{place}]"
        if not isinstance(name, str) or not name.strip():
            faults.add("name", where, "the name of a variant is a text that is not blank", name)
        elif not is_whole_text(name):
            faults.add("name", where, "the name holds half of a character", ascii(name))
        elif name == BASE:
            message = f'"{BASE}" is the name of what is given first; choose another name'
            faults.add("name", where, message, name)
        elif name in seen:
            faults.add("name", where, "two variants have this name", name)
        else:
            seen.add(name)
    _core.throw_if_errors(_FUNCTION, faults)
    return [(name, variant) for name, variant in pairs]


def read_problems(
    base: Any,
    rules: Mapping[str, Any],
    named: Sequence[tuple[str, Any]],
    objective: Any,
    seed: Any,
) -> list[ProblemVariant]:
    """The base and its variants.

    Raises
    ------
    InvalidInput
        With every fault of any of them.
    """
    scores = base if isinstance(base, Scores) else None
    faults = Faults()
    problem = _base(base, rules, faults)
    _core.throw_if_errors(_FUNCTION, faults)
    assert problem is not None
    if isinstance(seed, np.random.Generator):  # all variants are drawn alike
        seed = int(seed.integers(2**64, dtype=np.uint64))
    objective = default_objective(0)[:-1] if objective is None else objective
    reader = _Reader(problem, scores, objective, seed)
    stages = reader.stages(problem, objective, seed, "")
    _core.throw_if_errors(_FUNCTION, reader.faults)
    found = [ProblemVariant(BASE, problem, stages)]
    for name, variant in named:
        read = reader.variant(f"variants[{name!r}]", variant)
        if read is not None:
            found.append(ProblemVariant(name, *read))
    _core.throw_if_errors(_FUNCTION, reader.faults)
    return found


def _base(base: Any, rules: Mapping[str, Any], faults: Faults) -> Problem | None:
    """The problem that variants are compared with; none where there are faults."""
    try:
        if isinstance(base, Problem):
            return base.replace(**rules) if rules else base
        return Problem(base, **rules)
    except _core.InvalidInput as invalid:
        for own in invalid.findings:
            argument = re.sub(rf"^{_POINTS}\b", "base", own.column)
            message = re.sub(rf"^{_POINTS}\[", "base[", own.message)
            faults.add(own.rule, argument, message, own.value)
        return None
    except TypeError as error:
        raise TypeError(re.sub(r"^\w+:", f"{_FUNCTION}:", str(error))) from error


class _Reader:
    def __init__(self, base: Problem, scores: Scores | None, objective: Any, seed: Any) -> None:
        self.faults = Faults()
        self._base, self._scores = base, scores
        self._objective, self._seed = objective, seed

    def variant(self, where: str, variant: Any) -> tuple[Problem, list[Stage]] | None:
        """A problem and its objective; none where there are faults."""
        before = len(self.faults)
        objective, seed = self._objective, self._seed
        try:
            if isinstance(variant, Problem):
                problem = variant
            elif isinstance(variant, Mapping):
                changes = dict(variant)
                objective = changes.pop(_OBJECTIVE, objective)
                seed = changes.pop(_SEED, seed)
                problem = self._changed(changes, where)
            else:
                problem = self._base.replace(variant)
        except _core.InvalidInput as invalid:
            self._add(invalid, where)
            return None
        except TypeError as error:
            self.faults.add("type", where, str(error), type(variant).__name__)
            return None
        if len(self.faults) == before:
            self._check_people(problem, where)
        if len(self.faults) > before:
            return None
        stages = self.stages(problem, objective, seed, where)
        return None if len(self.faults) > before else (problem, stages)

    def _changed(self, changes: dict[str, Any], where: str) -> Problem:
        known = [_POINTS, *Rules.__annotations__, _OBJECTIVE, _SEED]
        known += [_WEIGHTS] if self._scores is not None else []
        wrong = [name for name in changes if name not in known]
        for name in wrong:
            near = suggestion(str(name), known)
            message = f"a variant has no such part.{near or ' Parts: ' + ', '.join(known)}"
            self.faults.add("variant", where, message, name)
        if _WEIGHTS in changes and _POINTS in changes:
            message = "a variant has points or weights, not both"
            self.faults.add("variant", where, message, ", ".join((_POINTS, _WEIGHTS)))
        elif _WEIGHTS in changes and not wrong:
            assert self._scores is not None
            weights = changes.pop(_WEIGHTS)
            try:
                changes[_POINTS] = reweighted(self._scores, weights, f"{where}.{_WEIGHTS}")
            except _core.InvalidInput as invalid:
                self.faults.extend(invalid.findings)
                return self._base
        return self._base if wrong or _WEIGHTS in changes else self._base.replace(**changes)

    def _check_people(self, problem: Problem, where: str) -> None:
        """A fault for each side whose people are not those of the base."""
        for side, people in enumerate(("mentees", "mentors")):
            before = len(self.faults)
            places = places_in(problem, self._base, side, where, self.faults)
            if len(self.faults) > before:
                continue
            missing = int(np.count_nonzero(places == NOWHERE))
            new = problem.shape[side] - (self._base.shape[side] - missing)
            if missing or new:
                message = f"has other {people} than the base: a variant is of the same people"
                self.faults.add("people", where, message, f"{missing} missing, {new} new")

    def stages(self, problem: Problem, objective: Any, seed: Any, where: str) -> list[Stage]:
        """An objective with its lottery, as it is once it has been checked for a problem."""
        try:
            drawn = None if seed is None else _drawn(seed)
            stages: list[Stage] = _with_lottery(objective, drawn)
            match_of_programme(problem, stages, progress=None, time_limit=0)  # reads it only
        except _core.InvalidInput as invalid:
            self._add(invalid, where)
            return []
        return stages

    def _add(self, invalid: _core.InvalidInput, where: str) -> None:
        for finding in invalid.findings:
            column = ".".join(filter(None, (where, finding.column)))
            self.faults.append(
                _core.Finding(
                    severity=finding.severity,
                    rule=finding.rule,
                    message=finding.message,
                    file=finding.file,
                    row=finding.row,
                    column=column,
                    value=finding.value,
                )
            )


def _drawn(seed: Any) -> int:
    """A seed, once it is known to be one."""
    stage = default_objective(seed)[-1]
    return int(stage[1])  # type: ignore[arg-type]


def _with_lottery(objective: Any, seed: int | None) -> Any:
    """An objective as `match` has it with a seed: the lottery last where it is not named."""
    if seed is None or isinstance(objective, (bytes, Mapping)):
        return objective
    if not isinstance(objective, Iterable):
        return objective
    given = [objective] if isinstance(objective, str) else list(objective)
    stages = [(LOTTERY, seed) if stage in (LOTTERY, (LOTTERY,)) else stage for stage in given]
    is_drawn = any(isinstance(stage, tuple) and stage[:1] == (LOTTERY,) for stage in stages)
    return stages if is_drawn or not stages else [*stages, (LOTTERY, seed)]
