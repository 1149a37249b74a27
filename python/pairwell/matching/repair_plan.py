"""Reads what a repair is asked: the old matching, the changed problem, and the order of stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeVar, cast

import numpy as np

from pairwell import _core
from pairwell._arguments import check_type, position, suggestion, whole, wrong_type
from pairwell.matching.changed import changed
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.labels import Side, place_of
from pairwell.matching.match import default_objective, match_of_programme
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.problem_parts import check_names
from pairwell.matching.stages import STAGES, Stage
from pairwell.matching.value import Int64Array
from pairwell.matching.watch import Watch

Progress = Callable[[str, int, int], object]
CHANGES = "fewest_changes"
PAIRS, WORST, POINTS, LOTTERY = (name for name, _ in _core.default_objective(0))
First = Literal["changes", "objective"]
FIRSTS = ("changes", "objective")
WHY_STOPPED = {
    _core.Status.CANCELLED: "the caller asked to stop",
    _core.Status.TIME_LIMIT: "the time limit passed",
}
_T = TypeVar("_T")


class Plan(NamedTuple):
    """A repair that is to be made."""

    before: Matching
    problem: Problem
    stages: tuple[Stage, ...]
    """The objective without the changes."""
    own_place: int | None
    """Where the caller put the changes in it; None where `first` says it."""
    names: Names
    withdrawn: tuple[frozenset[int], frozenset[int]]
    """Positions of the mentees and mentors who withdrew, of those in the problem."""

    @property
    def places(self) -> dict[str, int]:
        """Where the changes stand in each of the two orders."""
        names = [name_of(stage) for stage in self.stages]
        end = names.index(LOTTERY) if LOTTERY in names else len(names)
        first = int(names[:1] == [PAIRS]) if self.own_place is None else self.own_place
        return {"changes": first, "objective": end}

    def order(self, place: int, stages: Sequence[Stage] | None = None) -> list[Stage]:
        """Stages with the changes at a place."""
        own = self.stages if stages is None else stages
        return [*own[:place], cast(Stage, (CHANGES, self.before)), *own[place:]]


class Solving:
    """The solves of one call, which are stopped together; once stopped, nothing more is begun."""

    def __init__(self, function: str, progress: Progress | None, time_limit: float | None) -> None:
        self._watch = Watch(function, progress, time_limit)
        self._progress = progress
        self.status: _core.Status | None = None
        self._begun: Counter[str] = Counter()

    def match(self, name: str, problem: Problem, stages: Sequence[Stage]) -> Matching | None:
        """Solves a problem; None where the call was stopped before."""
        if not self._begins(name):
            return None
        found = match_of_programme(problem, stages, **self._options(name))
        if found.status in WHY_STOPPED:
            self.status = found.status
        return found

    def ask(self, name: str, function: Callable[..., _T]) -> _T | None:
        """Asks what takes progress and a time limit; None once the call is stopped."""
        if not self._begins(name):
            return None
        try:
            return function(**self._options(name))
        except _core.Stopped as stopped:
            self.status = stopped.status
            return None

    def _begins(self, name: str) -> bool:
        """Whether another solve may begin: many are over before they would report anything.

        The first one always may, and says itself why it was stopped.
        """
        if self.status is None and self._begun:
            try:
                self._watch.tell(name, self._begun[name], 0)
            except _core.Stopped as stopped:
                self.status = stopped.status
        self._begun[name] += 1
        return self.status is None

    def _options(self, name: str) -> dict[str, Any]:
        progress = self._progress
        if progress is None:
            return self._watch.options

        def told(stage: str, done: int, total: int) -> object:
            return progress(f"{name}: {stage}", done, total)

        return {**self._watch.options, "progress": told}

    @property
    def why(self) -> str:
        """Why the call was stopped; nothing where it was not."""
        return "" if self.status is None else WHY_STOPPED[self.status]


def name_of(stage: Stage) -> str:
    """What a stage is called."""
    return stage if isinstance(stage, str) else stage[0]


def read_plan(
    function: str,
    matching: Any,
    problem: Any,
    first: Any,
    objective: Any,
    seed: Any,
    names: Any,
    vetoes: Any,
    withdrawn: tuple[Any, Any],
    rules: Mapping[str, Any],
) -> Plan:
    """Checks what is asked.

    Raises
    ------
    InvalidInput
        With every fault of it.
    TypeError
        For an argument of another type.
    """
    before = getattr(matching, "matching", matching)
    check_type(function, "matching", "a Matching", Matching, before)
    check_type(function, "names", "a Names or None", (Names, type(None)), names)
    if not isinstance(first, str) or first not in FIRSTS:
        near = suggestion(first, FIRSTS) if isinstance(first, str) else ""
        message = f'is "changes" or "objective"{"." * bool(near)}{near}'
        raise_fault(function, "first", "first", message, first)
    if not before:
        message = "only an optimal matching has pairs to keep"
        raise_fault(function, "status", "matching", message, before.status.name.lower())
    check_names(function, rules)
    now = _changed_problem(function, before, problem, vetoes, withdrawn, rules)
    stages, own_place = _stages(function, before, objective, first)
    drawn = _drawn(function, stages, before, seed)
    gone = frozenset(now.withdrawn[0]), frozenset(now.withdrawn[1])
    called = now.problem._names if names is None else names
    plan = Plan(before, now.problem, drawn, own_place, called, gone)
    try:  # reads the objective and finds the people, and solves nothing
        match_of_programme(now.problem, plan.order(0), progress=None, time_limit=0)
    except _core.InvalidInput as invalid:
        _core.throw_if_errors(function, [_at(finding, own_place) for finding in invalid.findings])
        raise
    return plan


def _at(finding: _core.Finding, own_place: int | None) -> _core.Finding:
    """A fault of the order that was tried, at the argument that it is of."""
    text = finding.column.removeprefix("objective[").removesuffix("]")
    if not finding.column.startswith("objective[") or not text.isdigit():
        return finding
    place = int(text) - 1
    if place < 0:
        return _moved(finding, "matching")
    return _moved(finding, f"objective[{place + (own_place is not None and place >= own_place)}]")


def _moved(finding: _core.Finding, column: str) -> _core.Finding:
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=finding.message,
        file=finding.file,
        row=finding.row,
        column=column,
        value=finding.value,
    )


class _Changed(NamedTuple):
    problem: Problem
    withdrawn: tuple[list[int], list[int]]


def _changed_problem(
    function: str,
    before: Matching,
    problem: Any,
    vetoes: Any,
    withdrawn: tuple[Any, Any],
    rules: Mapping[str, Any],
) -> _Changed:
    base = before.problem if problem is None else problem
    if isinstance(base, Problem):
        base = base.replace(**rules) if rules else base
    else:
        base = Problem(base, **rules)
    mentees, mentors = base._parts.sides
    left = (
        withdrawn_places(function, mentees, withdrawn[0]),
        withdrawn_places(function, mentors, withdrawn[1]),
    )
    parts: dict[str, Any] = {}
    if vetoes is not None:
        parts["forbidden"] = _with_vetoes(function, base, vetoes)
    if left[0] or left[1]:
        locked = base.locked
        stays = [~np.isin(locked[:, side], left[side]) for side in (0, 1)]
        parts["locked"] = locked[stays[0] & stays[1]]
    for side, role in enumerate(("mentee", "mentor")):
        if left[side]:
            limits = np.array(getattr(base._core, f"{role}_capacity"))
            limits[left[side]] = 0
            parts[f"{role}_capacity"] = limits
    return _Changed(changed(function, base, **parts) if parts else base, left)


def withdrawn_places(function: str, of: Side, people: Any) -> list[int]:
    """Positions of people of one side who withdrew."""
    argument = f"withdrawn_{of.people}"
    if isinstance(people, (str, bytes, Mapping)) or not isinstance(people, Iterable):
        raise wrong_type(function, argument, "a list of labels or positions", people)
    found = []
    for person in people:
        place = place_of(function, of, person)
        if isinstance(place, str):
            raise_fault(
                function,
                "label",
                argument,
                f"the problem has no labels for {of.people}: give positions",
                place,
            )
        found.append(position(function, of.role, place, of.size))
    return sorted(set(found))


def _with_vetoes(function: str, problem: Problem, vetoes: Any) -> Int64Array:
    """The forbidden pairs with some more, each once."""
    try:
        more = problem.replace(locked=None, forbidden=vetoes)
    except _core.InvalidInput as invalid:
        findings = [
            _moved(finding, finding.column.replace("forbidden", "vetoes", 1))
            for finding in invalid.findings
        ]
        _core.throw_if_errors(function, findings)
        raise
    pairs = more.forbidden
    if more._parts.mask is not None:
        pairs = np.concatenate([pairs, np.argwhere(more._parts.mask)])
    both = np.concatenate([problem.forbidden, pairs]).astype(np.int64)
    return np.unique(both, axis=0) if len(both) else both.reshape(-1, 2)


def _stages(
    function: str, before: Matching, objective: Any, first: str
) -> tuple[list[Stage], int | None]:
    """The stages without the changes, and where the caller put these."""
    if objective is None:
        return [asked_again(stage) for stage in before.stages if stage.name != CHANGES], None
    if isinstance(objective, str):
        objective = [objective]
    if isinstance(objective, (bytes, Mapping)) or not isinstance(objective, Iterable):
        message = "an objective is a stage or a list of stages"
        raise_fault(function, "objective", "objective", message, type(objective).__name__)
    stages = [tuple(stage) if isinstance(stage, list) else stage for stage in objective]
    faults = Faults()
    places = []
    for index, stage in enumerate(stages):
        if stage in (CHANGES, (CHANGES,)):
            places.append(index)
        elif isinstance(stage, tuple) and stage[:1] == (CHANGES,):
            message = 'the previous pairs are those of the matching: write "fewest_changes" alone'
            faults.add("objective", f"objective[{index}]", message, type(stage[-1]).__name__)
    if len(places) > 1:
        faults.add("objective", f"objective[{places[1]}]", "stands twice in the objective", CHANGES)
    if places and first != FIRSTS[0]:
        message = 'is left out where the objective says where "fewest_changes" stands'
        faults.add("first", "first", message, first)
    _core.throw_if_errors(function, faults)
    others = [stage for index, stage in enumerate(stages) if index not in places]
    return others, places[0] if places else None


def asked_again(stage: Any) -> Stage:
    """A stage of a matching as an objective has it."""
    parameter = STAGES[stage.name].parameter
    if parameter == "points":
        return cast(Stage, (stage.name, Fraction(stage.parameter, stage.scale)))
    return cast(Stage, stage.name if parameter is None else (stage.name, stage.parameter))


def _drawn(function: str, stages: list[Stage], before: Matching, seed: Any) -> tuple[Stage, ...]:
    """The stages with a seed for the lottery: the one that is given, or the old one."""
    old = next((each.parameter for each in before.stages if each.name == LOTTERY), None)
    number: Any = old
    if seed is not None:
        try:
            number = default_objective(seed)[-1][1]
        except _core.InvalidInput as invalid:
            _core.throw_if_errors(function, invalid.findings)
            raise
    found: list[Any] = []
    for stage in stages:
        is_plain = stage in (LOTTERY, (LOTTERY,))
        is_drawn = is_plain or (
            seed is not None and isinstance(stage, tuple) and stage[:1] == (LOTTERY,)
        )
        found.append((LOTTERY, number) if is_drawn and number is not None else stage)
    names = [stage[0] if isinstance(stage, tuple) and stage else stage for stage in found]
    if number is not None and LOTTERY not in names and (found or before.stages):
        found.append((LOTTERY, number))
    return tuple(found)


def read_count(function: str, argument: str, value: Any, end: int) -> int:
    """A whole number from 0."""
    return whole(function, argument, value, 0, end)
