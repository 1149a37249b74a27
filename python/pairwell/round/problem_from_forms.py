"""Where people meet numbers: the engine's problem and objective for a round of a programme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pairwell import _core
from pairwell.matching.match import to_stages
from pairwell.matching.problem import Problem
from pairwell.matching.stages import Stage


def bare(value: Any) -> Any:
    """What the core takes: the value itself, or what a Python class holds of it."""
    return getattr(value, "_core", value)


def make_problem(
    programme: _core.Programme,
    mentees: Iterable[_core.MenteeForm],
    mentors: Iterable[_core.MentorForm],
    scores: Any,
) -> Problem:
    """The engine's problem for one round of a programme.

    Mentee i is ``mentees[i]`` of the call, mentor j is ``mentors[j]``. Refused pairs are forbidden,
    capacities are the mentors' own, places become groups by region, and the lottery draws on
    references.

    Raises
    ------
    InvalidInput
        Where the table of scores is of another shape, or a reference appears twice.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> scores = pw.score_all(programme, mentees, mentors)
    >>> pw.make_problem(programme, mentees, mentors, scores)
    <Problem: 60 mentees x 30 mentors, 1708 admissible pairs, 4 groups, scale 1000>
    """
    core = _core.make_problem(programme, list(mentees), list(mentors), bare(scores))
    return Problem._wrap(core)


def make_objective(programme: _core.Programme) -> list[Stage]:
    """The stages of a programme's objective as `match` takes them, the lottery last.

    Raises
    ------
    InvalidInput
        For a stage that the engine does not know.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> pw.make_objective(programme)
    ['most_pairs', ('floor', 40), 'best_worst', 'most_points', ('lottery', 2017)]
    """
    return to_stages(_core.make_objective(programme), _core.DEFAULT_SCALE)
