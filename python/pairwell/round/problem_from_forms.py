"""Where people meet numbers: the engine's problem and objective for a round of a programme."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from pairwell import _core
from pairwell._arguments import check_type, listed
from pairwell.matching.match import to_stages
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.stages import Stage
from pairwell.score.score import ScoreTable


def bare(value: Any) -> Any:
    """What the core takes: the value itself, or what a Python class holds of it."""
    return getattr(value, "_core", value)


def check_programme(function: str, programme: Any) -> None:
    """Raises TypeError for what is no programme."""
    check_type(function, "programme", "a Programme", _core.Programme, programme)


def check_scores(function: str, scores: Any) -> None:
    """Raises TypeError for what is no table of scores."""
    check_type(function, "scores", "a ScoreTable", (ScoreTable, _core.ScoreTable), scores)


def forms_of(function: str, mentees: Any, mentors: Any) -> tuple[list[Any], list[Any]]:
    """The forms of both sides as lists; raises TypeError for what are none."""
    return (
        listed(function, "mentees", "a MenteeForm", _core.MenteeForm, mentees),
        listed(function, "mentors", "a MentorForm", _core.MentorForm, mentors),
    )


def make_problem(
    programme: _core.Programme,
    mentees: Iterable[_core.MenteeForm],
    mentors: Iterable[_core.MentorForm],
    scores: Any,
) -> Problem:
    """The engine's problem for one round of a programme.

    Mentee i is ``mentees[i]`` of the call, mentor j is ``mentors[j]``. Refused pairs are forbidden,
    capacities are the mentors' own, places become groups by region, and the lottery draws on
    references. Places count people: where a mentor takes several mentees, those of a region bind
    nobody if there are no more mentors than places, and are a limit on pairs otherwise.

    Raises
    ------
    InvalidInput
        Where the table of scores is of another shape, a reference appears twice, or places ask for
        at least some, but not all, mentors of a region where one takes several.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> scores = pw.score_pairs(programme, mentees, mentors)
    >>> pw.make_problem(programme, mentees, mentors, scores)
    <Problem: 60 mentees x 30 mentors, 1708 admissible pairs, 4 groups, scale 1000>
    """
    check_programme("make_problem", programme)
    check_scores("make_problem", scores)
    forms = forms_of("make_problem", mentees, mentors)
    return problem_beside(programme, *forms, scores)


def problem_beside(
    programme: _core.Programme,
    mentees: Sequence[_core.MenteeForm],
    mentors: Sequence[_core.MentorForm],
    scores: Any,
    kept: Container[str] = (),
    taken: Container[str] = (),
) -> Problem:
    """Make the same problem beside people who have a place already.

    A mentor who takes several mentees is one person, so that whoever has a pair takes no further
    place with a second one.

    Parameters
    ----------
    kept
        References of those who have a pair whatever comes: the caller sees to that.
    taken
        References of those who have one that may be replaced.

    Raises
    ------
    InvalidInput
        As `make_problem` does.
    """
    of_kept, of_taken = (
        [at for at, form in enumerate(mentors) if form.reference in own] for own in (kept, taken)
    )
    core = _core.make_problem(
        programme, list(mentees), list(mentors), bare(scores), of_kept, of_taken
    )
    return Problem._wrap(core, references_in(core, mentees, mentors))


def references_in(
    problem: _core.Problem,
    mentees: Iterable[_core.MenteeForm],
    mentors: Iterable[_core.MentorForm],
) -> Names:
    """What sentences call the people and groups of a round's problem."""
    return Names(
        mentee=tuple(form.reference for form in mentees),
        mentor=tuple(form.reference for form in mentors),
        mentee_group=tuple(name for name, *_ in problem.mentee_groups),
        mentor_group=tuple(name for name, *_ in problem.mentor_groups),
    )


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
    check_programme("make_objective", programme)
    return to_stages(_core.make_objective(programme), _core.DEFAULT_SCALE)
