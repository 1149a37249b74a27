"""Matching with reserves behind the shortlisted: a reserve fills a place and takes none away.

The shortlisted are matched alone first. The reserves come in only where more pairs can be made with
them, and then everyone who had a pair must keep one: the least of their capacity becomes 1, and
the place that they fill is theirs, however many pairs they take. So the pairs that were made still
obey every rule beside the reserves. Where there were none to make, and there are none with the
reserves either, the answer is of everybody, and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pairwell import _core
from pairwell.matching.match import match_of_programme
from pairwell.matching.problem import Problem
from pairwell.round.problem_from_forms import make_objective, problem_beside
from pairwell.score.score import score_pairs

if TYPE_CHECKING:
    from pairwell._core import MenteeForm, MentorForm
    from pairwell.matching.matching import Matching
    from pairwell.matching.problem import Problem
    from pairwell.matching.watch import Watch
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable


AnyForm = TypeVar("AnyForm", "MenteeForm", "MentorForm")


@dataclass(frozen=True)
class Matched:
    """A matching with the people that it was asked about, and the reserves who were not needed.

    Where reserves came in, those of ``must_stay`` had a pair before and must have one.
    """

    mentees: tuple[MenteeForm, ...]
    mentors: tuple[MentorForm, ...]
    waiting_mentees: tuple[MenteeForm, ...]
    waiting_mentors: tuple[MentorForm, ...]
    scores: ScoreTable
    problem: Problem
    matching: Matching
    must_stay: frozenset[str]
    everybody: Matched | None = None
    """Where the reserves were not needed, the matching with them, which makes no more pairs."""


Change = Callable[["Problem", "ScoreTable"], "Problem"]
"""Makes a problem with some rules otherwise, from one and its scores."""

Score = Callable[["Sequence[MenteeForm]", "Sequence[MentorForm]"], "ScoreTable"]
"""Scores people, where that was done before."""


def match_with_reserves(
    programme: Programme,
    mentees: Sequence[MenteeForm],
    mentors: Sequence[MentorForm],
    reserves: Sequence[str],
    watch: Watch,
    change: Change | None = None,
    score: Score | None = None,
) -> Matched:
    """Match those who go on; the reserves come in only where they let more pairs be made."""
    shortlisted = _match(
        programme,
        tuple(form for form in mentees if form.reference not in reserves),
        tuple(form for form in mentors if form.reference not in reserves),
        frozenset(),
        watch,
        change,
        score,
    )
    waiting_mentees = _in_order(reserves, mentees)
    waiting_mentors = _in_order(reserves, mentors)
    if not waiting_mentees and not waiting_mentors:
        return shortlisted
    everybody = _match(
        programme, tuple(mentees), tuple(mentors), _paired(shortlisted), watch, change, score
    )
    infeasible = any(
        own.matching.status != _core.Status.OPTIMAL for own in (shortlisted, everybody)
    )
    if infeasible or len(everybody.matching.pairs) > len(shortlisted.matching.pairs):
        return everybody
    return replace(
        shortlisted,
        waiting_mentees=waiting_mentees,
        waiting_mentors=waiting_mentors,
        everybody=everybody,
    )


def _in_order(references: Sequence[str], forms: Sequence[AnyForm]) -> tuple[AnyForm, ...]:
    by_reference = {form.reference: form for form in forms}
    return tuple(by_reference[reference] for reference in references if reference in by_reference)


def _paired(matched: Matched) -> frozenset[str]:
    return frozenset(
        reference
        for i, j in matched.matching.pairs.tolist()
        for reference in (matched.mentees[i].reference, matched.mentors[j].reference)
    )


def _match(
    programme: Programme,
    mentees: tuple[MenteeForm, ...],
    mentors: tuple[MentorForm, ...],
    must_stay: frozenset[str],
    watch: Watch,
    change: Change | None,
    score: Score | None,
) -> Matched:
    if score is None:
        scores = score_pairs(programme, mentees, mentors, **watch.options)
    else:
        scores = score(mentees, mentors)
    problem = problem_beside(programme, mentees, mentors, scores, kept=must_stay)
    if change is not None:
        problem = change(problem, scores)
    if must_stay:
        problem = _with_least(problem, mentees, mentors, must_stay)
    objective = make_objective(programme)
    matching = watch.check(match_of_programme(problem, objective, **watch.options))
    return Matched(mentees, mentors, (), (), scores, problem, matching, must_stay)


def _with_least(
    problem: Problem,
    mentees: Sequence[MenteeForm],
    mentors: Sequence[MentorForm],
    must_stay: frozenset[str],
) -> Problem:
    """Make the same problem with at least one pair for those who must stay."""
    mentee_capacity, mentor_capacity = (
        [
            (1 if form.reference in must_stay else least, most)
            for form, (least, most) in zip(forms, capacity, strict=True)
        ]
        for forms, capacity in (
            (mentees, problem.mentee_capacity),
            (mentors, problem.mentor_capacity),
        )
    )
    made = problem.replace(mentee_capacity=mentee_capacity, mentor_capacity=mentor_capacity)
    return Problem._wrap(made._core, problem._names)
