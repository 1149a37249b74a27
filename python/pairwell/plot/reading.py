"""What of a result is drawn: its problem, its matching, and what its people are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell._arguments import wrong_type
from pairwell.data.shown import plural
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import shown
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.round.round import Round
from pairwell.score.score import ScoreTable
from pairwell.score.scores import Scores

_KINDS = "a Matching, a Round, a Problem or Scores"


def matching_of(function: str, result: Any) -> Matching:
    """The matching of a result that has one, with pairs or without."""
    if isinstance(result, Round):
        return result.matching
    if not isinstance(result, Matching):
        raise wrong_type(function, "result", "a Matching or a Round", result)
    return result


def pairs_of(function: str, result: Any) -> Matching:
    """The matching of a result, which must be optimal.

    Raises
    ------
    InvalidInput
        Where it has no pairs to draw.
    """
    matching = matching_of(f"plot.{function}", result)
    if not matching:
        status = matching.status.name.lower().replace("_", " ")
        message = "only an optimal matching has pairs to draw"
        raise_fault(f"plot.{function}", "status", "result", message, status)
    return matching


def problem_and_matching(
    function: str, result: Any, matching: Any = None
) -> tuple[Problem, Matching | None]:
    """The problem of a result, and its matching where there is one.

    Raises
    ------
    InvalidInput
        For a matching of other people.
    TypeError
        For a result of another kind.
    """
    found = result.matching if isinstance(result, Round) else result
    if isinstance(found, Matching):
        if matching is not None:
            raise TypeError(f"plot.{function}: a {type(result).__name__} has its own matching")
        return found.problem, found
    if isinstance(found, (Scores, ScoreTable)):
        found = Problem(found)
    if not isinstance(found, Problem):
        raise wrong_type(f"plot.{function}", "result", _KINDS, result)
    if matching is None:
        return found, None
    own = matching_of(f"plot.{function}", matching)
    for side, people in enumerate(("mentees", "mentors")):
        mine, theirs = (each._labels(side) for each in (found, own.problem))
        if own.problem.shape[side] != found.shape[side] or (mine and theirs and mine != theirs):
            message = f"the matching is of other {people}, or of the same in another order"
            raise_fault(f"plot.{function}", "people", "matching", message)
    return found, own


def names_of(problem: Problem, side: int) -> list[str]:
    """What mentees (0) or mentors (1) are called: labels, or positions."""
    labels = problem._labels(side)
    return (
        [str(place) for place in range(problem.shape[side])]
        if labels is None
        else [shown(label) for label in labels]
    )


def ordered_names(
    problem: Problem, order: tuple[Sequence[int], Sequence[int]]
) -> tuple[list[str], list[str]]:
    """What mentees and mentors are called, in an order."""
    mentees, mentors = names_of(problem, 0), names_of(problem, 1)
    return [mentees[place] for place in order[0]], [mentors[place] for place in order[1]]


def without_labels(problem: Problem) -> str:
    """Say of which people positions are shown, since they have no labels."""
    sides = [
        people
        for side, people in enumerate(("mentees", "mentors"))
        if problem._labels(side) is None
    ]
    named = " and ".join(sides)
    return f"The {named} have no labels, so their positions are shown." if sides else ""


def ranks_of(
    problem: Problem, pairs: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rank of each pair for its mentee, and of how many different ones.

    A rank is 1 more than the number of different points above the pair's own, among the mentee's
    admissible pairs; as the stages by ranks count.
    """
    admissible, units = problem.admissible()
    mentee, mentor = admissible[:, 0], admissible[:, 1]
    order = np.lexsort((-units, mentee))
    ordered, worth = mentee[order], units[order]
    is_first = np.ones(len(order), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    is_lower = is_first.copy()
    is_lower[1:] |= worth[1:] != worth[:-1]
    level = np.cumsum(is_lower)
    rank = (
        level
        - np.repeat(level[is_first], np.diff(np.append(np.flatnonzero(is_first), len(order))))
        + 1
    )
    ranks = np.empty(len(order), np.int64)
    ranks[order] = rank
    most = np.zeros(problem.shape[0], np.int64)
    np.maximum.at(most, mentee, ranks)
    width = max(problem.shape[1], 1)
    places = np.searchsorted(mentee * width + mentor, pairs[:, 0] * width + pairs[:, 1])
    return ranks[places], most[pairs[:, 0]]


def matched_order(
    shape: tuple[int, int], pairs: npt.NDArray[np.int64], units: npt.NDArray[np.int64]
) -> tuple[list[int], list[int]]:
    """Mentees and mentors so that pairs stand along the diagonal, those of most points first.

    Who has several partners stands beside the first; who is in no pair comes last, by position.
    """
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -units))
    by_mentor: dict[int, list[int]] = {}
    for mentee, mentor in pairs[order].tolist():
        by_mentor.setdefault(mentor, []).append(mentee)
    mentees = dict.fromkeys(mentee for own in by_mentor.values() for mentee in own)
    return (
        list(mentees | dict.fromkeys(range(shape[0]))),
        list(by_mentor | dict.fromkeys(range(shape[1]))),
    )


def people_told(problem: Problem) -> str:
    """Count the people of a problem: "3 mentees (rows) and 2 mentors (columns)"."""
    mentees, mentors = problem.shape
    return f"{plural(mentees, 'mentee')} (rows) and {plural(mentors, 'mentor')} (columns)"
