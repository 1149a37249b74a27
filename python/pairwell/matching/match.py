"""Solving a problem, and asking why somebody has no pair."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Unpack, cast

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type, suggestion, whole
from pairwell.data.shown import html_table
from pairwell.matching.faults import Faults, ObjectiveWarning, warn_caller
from pairwell.matching.infeasibility import Infeasibility
from pairwell.matching.labels import Label, person_place
from pairwell.matching.matching import Matching
from pairwell.matching.named_faults import in_labels
from pairwell.matching.names import Names
from pairwell.matching.previous import Previous, read_previous
from pairwell.matching.problem import Problem
from pairwell.matching.problem_parts import Rules, check_names
from pairwell.matching.stage_result import Gone
from pairwell.matching.stages import STAGES, PlainStage, Stage, as_written

DEFAULT = cast(tuple[Stage, ...], tuple(name for name, _ in _core.default_objective(0)[:-1]))
_LOTTERY = _core.default_objective(0)[-1][0]
_FLOORS = 2**62 - 1
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


def _read_floor(points: Any, problem: Problem, column: str, faults: Faults) -> int:
    """The least units that are not below a floor."""
    try:
        number = Fraction(*_as_ratio(points))
    except (AttributeError, TypeError, ValueError, OverflowError):
        faults.add("floor", column, "a floor is a finite number of points", points)
        return 0
    exact = number * problem.scale
    if abs(exact) > _FLOORS:  # Every pair lies on the same side of both.
        return _FLOORS if exact > 0 else -_FLOORS
    # As the engine reads it in a table, so that a pair of just these points is not below them.
    is_short = problem._parts.is_float32 or isinstance(points, (np.float16, np.float32))
    for real in (np.float32, np.float64) if is_short else (np.float64,):
        rounded = float(real(float(number)))
        found = problem._core.units_of_real(rounded, real is np.float32)
        if found and Fraction(rounded) == number:
            units, is_exact = found
            if is_exact or problem.rounding:
                return units
    return round(exact) if problem.rounding else math.ceil(exact)


def _as_ratio(points: Any) -> tuple[int, int]:
    """A finite real number as a ratio of two whole ones."""
    if isinstance(points, (int, np.integer)):
        return int(points), 1
    ratio: tuple[int, int] = points.as_integer_ratio()
    return ratio


def _read_stage(
    stage: Any, seed: int | None, problem: Problem, column: str, faults: Faults
) -> tuple[str, Any] | None:
    """A stage with its parameter for the engine; None, and a fault, where it is none."""
    name, *rest = (stage,) if isinstance(stage, str) else tuple(stage)
    row = STAGES.get(name) if isinstance(name, str) else None
    parameter = row.parameter if row else None
    if row and parameter is None and not rest:
        return row.name, None
    if row and parameter == "points" and len(rest) == 1:
        return row.name, _read_floor(rest[0], problem, column, faults)
    if row and parameter == "pairs" and len(rest) == 1:
        return row.name, read_previous(rest[0], problem, column, faults)
    if row and parameter == "seed" and len(rest) <= 1:
        own = _read_seed(rest[0], column, faults) if rest else seed
        if own is None:
            faults.add(
                "seed", column, f'a {name} needs a seed, as in ("{name}", 7); {_SEED}', stage
            )
        return row.name, own
    *others, last = map(as_written, STAGES.values())
    likely = "" if row or not isinstance(name, str) else suggestion(name, STAGES)
    message = f"a stage is {', '.join(others)} or {last}" + (likely and f".{likely}")
    faults.add("objective", column, message, stage)
    return None


def read_objective(
    objective: Any, seed: Any, problem: Problem
) -> tuple[list[tuple[str, Any]], Gone]:
    """The stages for the engine, the lottery last where it is not named; previous pairs gone."""
    faults = Faults()
    drawn = _read_seed(seed, "seed", faults)
    stages: list[tuple[str, Any]] = []
    gone: Gone = ()
    if isinstance(objective, str):
        objective = [objective]
    elif not isinstance(objective, Iterable) or isinstance(objective, (bytes, Mapping)):
        message = "an objective is a stage or a list of stages"
        faults.add("objective", "objective", message, objective)
        objective = []
    for index, stage in enumerate(objective):
        if not isinstance(stage, (str, tuple, list)) or not stage:
            message = 'a stage is a name, as "most_pairs", or a tuple, as ("floor", 40)'
            faults.add("objective", f"objective[{index}]", message, stage)
        elif read := _read_stage(stage, drawn, problem, f"objective[{index}]", faults):
            name, parameter = read
            if isinstance(parameter, Previous):
                parameter, gone = parameter
            stages.append((name, parameter))
    _core.throw_if_errors("match", faults)
    if stages and drawn is not None and all(name != _LOTTERY for name, _ in stages):
        stages.append((_LOTTERY, drawn))
    return stages, gone


def _warn_of(findings: list[_core.Finding]) -> None:
    """Warns of what a person should look at; the engine itself refuses what is an error."""
    if all(finding.severity is _core.Severity.WARNING for finding in findings):
        for finding in findings:
            where = f"(rule: {finding.rule}, value: {finding.value})"
            warn_caller(ObjectiveWarning, f"match: {finding.message} {where}")


def match(
    problem: Any,
    objective: PlainStage | Sequence[Stage] = DEFAULT,
    *,
    seed: int | np.random.Generator | None = 0,
    certificate: bool = True,
    warm_start: Matching | None = None,
    threads: int = 1,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
    **rules: Unpack[Rules],
) -> Matching:
    """Solves a problem exactly, stage by stage; a later stage never spoils an earlier one.

    Parameters
    ----------
    problem
        A `Problem`, or whatever `Problem` takes as points.
    objective
        Stages in their order: "most_pairs", ("floor", points), "best_worst", "leximin",
        "rank_maximal", "generous", "most_points", ("fewest_changes", previous), ("lottery", seed).
        The previous pairs are a `Matching`, whose people are found by the keys that both problems
        were given, else by their labels, and by position where neither problem says who is who;
        labels (k x 2) of this problem, or texts that are keys of it; or positions in this problem
        (k x 2). A floor is any finite number and read
        exactly; only where the points of the problem were rounded, it is rounded as they were.
    seed
        Settles ties by a lottery, which is put last where the objective does not name it. None: no
        lottery. A NumPy generator gives its next 64 bits.
    certificate
        False leaves the prices out of the result and saves their memory.
    warm_start
        An optimal matching of much the same problem, with as many people and groups, who are known
        by position. Its pairs and prices are where the search begins, which saves most of the work
        where little has changed. Nothing that it says is believed, so what each stage reaches is
        the same with or without; which of several equally good matchings is found may not be,
        unless a lottery settles ties.
    threads
        How many read a large table at the same time; 0: as many as the machine can. Nothing in the
        result depends on it.
    progress
        Called at most every 20 ms as ``progress(stage, done, total)``. What it raises comes out of
        this call, and False (Python's or NumPy's) asks to stop, which gives a matching of status
        CANCELLED. Within a stage ``done`` never falls; ``total`` is 0 until it is known.
    time_limit
        Seconds, after which the matching has status TIME_LIMIT. As after False, its `stages` are
        those that were settled by then, with their proofs; its pairs reach what these say, and of
        the stages behind nothing is proved.
    **rules
        What `Problem` takes besides points: of a `Problem` they are replaced (see
        `Problem.replace`), else it is made with them.

    Returns
    -------
    Matching
        Its status says how the call ended. That no matching obeys every rule is a status, not an
        error.

    Raises
    ------
    InvalidInput
        With every fault of the problem, of the objective or of the warm start.
    TypeError
        For options of another type, and an argument that neither this nor `Problem` takes.

    Warns
    -----
    RoundingWarning
        As `Problem` does, where it makes one.
    ObjectiveWarning
        For a stage that is best served by no pairs at all where nothing before it settles how many
        there are, such as "leximin" alone, and for one behind a lottery, which leaves no ties. What
        was asked is solved all the same.

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
    check_options("match", progress, time_limit, certificate=certificate)
    if warm_start is not None:
        check_type("match", "warm_start", "a Matching or None", Matching, warm_start)
    threads = whole("match", "threads", threads, -1, 2**31)
    check_names("match", rules)
    if isinstance(problem, Problem):
        asked = problem.replace(**rules) if rules else problem
    else:
        asked = Problem(problem, **rules)
    stages, gone = read_objective(objective, seed, asked)
    _warn_of(_core.check_objective(asked._core, stages))
    watch = {"progress": progress, "time_limit": time_limit}
    return _solve(asked, stages, gone, certificate, warm_start, threads=threads, **watch)


def match_of_programme(
    problem: Problem,
    objective: Sequence[Stage],
    *,
    progress: Callable[[str, int, int], object] | None,
    time_limit: float | None,
    certificate: bool = True,
    warm_start: Matching | None = None,
) -> Matching:
    """`match` without `ObjectiveWarning`: a programme's own warnings say the same."""
    stages, gone = read_objective(objective, None, problem)
    watch = {"progress": progress, "time_limit": time_limit}
    return _solve(problem, stages, gone, certificate, warm_start, **watch)


def _solve(
    asked: Problem,
    stages: list[tuple[str, Any]],
    gone: Gone,
    certificate: bool,
    warm_start: Matching | None,
    **options: Any,
) -> Matching:
    core = _core.match(
        asked._core,
        objective=stages,
        certificate=certificate,
        warm_start=None if warm_start is None else warm_start._to_core(),
        **{"threads": 1, **options},
    )
    return Matching._of(asked, core, gone)


def default_objective(seed: int = 0) -> list[Stage]:
    """Most pairs, best worst pair, most points, then the lottery with the seed.

    Examples
    --------
    >>> import pairwell as pw
    >>> pw.default_objective(7)
    ['most_pairs', 'best_worst', 'most_points', ('lottery', 7)]
    """
    faults = Faults()
    drawn = _read_seed(seed, "seed", faults)
    if drawn is None:
        faults.add("seed", "seed", _SEED, seed)
    _core.throw_if_errors("default_objective", faults)
    return to_stages(_core.default_objective(drawn or 0), _core.DEFAULT_SCALE)


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
    """A full sentence that names nobody else, so that it may be told to this person."""
    stage: int | None
    """The first stage of the objective that would be worse; None where there is no cost."""
    cost: int
    """By how much, in that stage's units."""
    detail: str = ""
    """A full sentence that names who would give way, or who holds the places; may be empty."""
    would_pair_with: tuple[Label, ...] = ()
    """Whom they are with in a best matching in which they have a pair, where there is one: labels
    where the problem has them, else positions."""
    losing_mentees: tuple[Label, ...] = ()
    """Who have fewer pairs in that matching."""
    losing_mentors: tuple[Label, ...] = ()
    """Who have fewer pairs in that matching."""
    infeasibility: Infeasibility | None = None
    """Where a pair is against the rules: those that collide once this person asks for one."""

    def __repr__(self) -> str:
        return f"<WhyUnmatched: {self._why()}, {self.admissible} allowed>"

    def _repr_html_(self) -> str:
        rows = [("why", self._why()), ("allowed", self.admissible)]
        rows += [("instead", self.detail)] if self.detail else []
        return html_table(self.text, ("", ""), rows, len(rows))

    def _why(self) -> str:
        return self.why.name.lower().replace("_", " ")


def why_unmatched(
    problem: Problem,
    matching: Matching,
    *,
    mentee: Label = None,
    mentor: Label = None,
    names: Names | None = None,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> WhyUnmatched:
    """Says why a mentee or a mentor has no pair, beside the best matching with this person in.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    mentee, mentor
        The label of the person, or the position, on one side. Where labels are numbers, a number is
        a label.
    names
        What the sentences call people and groups. Without it, the labels of the problem, its keys
        where they are texts, and else the positions.
    progress, time_limit
        As `match` takes them.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal or was made for another problem, or the person is matched
        or outside the problem; for a label that nobody has, with the nearest.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Unless exactly one of mentee and mentor is given, and where any argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]])
    >>> why = pw.why_unmatched(problem, pw.match(problem), mentee=2)
    >>> why.text
    'Even the best pair with one of 2 allowed mentors would mean 14.5 points fewer in all.'
    >>> why.would_pair_with, why.losing_mentees
    ((0,), (0,))
    """
    if (mentee is None) == (mentor is None):
        raise TypeError("why_unmatched needs exactly one of mentee and mentor")
    check_type("why_unmatched", "problem", "a Problem", Problem, problem)
    check_type("why_unmatched", "matching", "a Matching", Matching, matching)
    check_type("why_unmatched", "names", "a Names or None", (Names, type(None)), names)
    check_options("why_unmatched", progress, time_limit)
    core = matching._to_core()
    called = problem._names if names is None else names
    ask: Any
    if mentee is not None:
        person = person_place("why_unmatched", problem._parts.sides[0], mentee)
        ask = _core.why_mentee_unmatched
    else:
        person = person_place("why_unmatched", problem._parts.sides[1], mentor)
        ask = _core.why_mentor_unmatched
    with in_labels(problem._parts.sides):
        answer = ask(problem._core, core, person, called._to_core(), progress, time_limit)
    return _in_python(answer, 1 if mentee is not None else 0, problem, called)


@dataclass(frozen=True)
class AllUnmatched:
    """Why each person who is in no pair is in none, in the order of the problem.

    Keys are labels where the problem has them, else positions.
    """

    mentees: Mapping[Label, WhyUnmatched]
    mentors: Mapping[Label, WhyUnmatched]

    def __repr__(self) -> str:
        mentees, mentors = len(self.mentees), len(self.mentors)
        return f"<AllUnmatched: {mentees} of the mentees, {mentors} of the mentors>"


def why_unmatched_all(
    problem: Problem,
    matching: Matching,
    *,
    names: Names | None = None,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> AllUnmatched:
    """Says of everybody in no pair why they have none, as `why_unmatched` does, in one pass.

    Parameters
    ----------
    problem, matching, names, time_limit
        As `why_unmatched` takes them.
    progress
        As `match` takes it; it is told of "explaining", in people.

    Raises
    ------
    InvalidInput, Stopped, TypeError
        Where `why_unmatched` does.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]])
    >>> why = pw.why_unmatched_all(problem, pw.match(problem))
    >>> why
    <AllUnmatched: 1 of the mentees, 0 of the mentors>
    >>> why.mentees[2].text
    'Even the best pair with one of 2 allowed mentors would mean 14.5 points fewer in all.'
    """
    check_type("why_unmatched_all", "problem", "a Problem", Problem, problem)
    check_type("why_unmatched_all", "matching", "a Matching", Matching, matching)
    check_type("why_unmatched_all", "names", "a Names or None", (Names, type(None)), names)
    check_options("why_unmatched_all", progress, time_limit)
    called = problem._names if names is None else names
    answers = _core.why_unmatched_all(
        problem._core, matching._to_core(), called._to_core(), progress, time_limit
    )
    return all_unmatched(answers, problem, called)


def all_unmatched(answers: _core.AllUnmatched, problem: Problem, called: Names) -> AllUnmatched:
    """The answers of the core."""
    mentees, mentors = (
        {
            problem._called(side, [person])[0]: _in_python(why, 1 - side, problem, called)
            for person, why in of_side
        }
        for side, of_side in enumerate((answers.mentees, answers.mentors))
    )
    return AllUnmatched(mentees=mentees, mentors=mentors)


def _in_python(
    answer: _core.WhyUnmatched, other: int, problem: Problem, called: Names
) -> WhyUnmatched:
    """An answer of the core; ``other`` is the column of pairs with the person's partners."""
    return WhyUnmatched(
        why=answer.why,
        admissible=answer.admissible,
        text=answer.text,
        stage=answer.stage,
        cost=answer.cost,
        detail=answer.detail,
        would_pair_with=problem._called(other, answer.pairs[:, other].tolist()),
        losing_mentees=problem._called(0, answer.losing_mentees),
        losing_mentors=problem._called(1, answer.losing_mentors),
        infeasibility=None
        if answer.infeasibility is None
        else Infeasibility._of(answer.infeasibility, problem, called),
    )
