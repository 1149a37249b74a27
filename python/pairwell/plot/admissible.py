"""Who could be paired with whom, and where that is too narrow for everybody to be in a pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing.grid import Grid, draw_grid, layout
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.matching.match import match
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.plot.grids import at_places, placed, share_table, shown_how
from pairwell.plot.reading import (
    matched_order,
    names_of,
    people_told,
    problem_and_matching,
    without_labels,
)

_NAMED = 8
_SIDES = ("mentee", "mentor")


class Bottleneck(NamedTuple):
    """People of one side whose admissible pairs all lead to the same few people."""

    side: int
    """0 for mentees, 1 for mentors."""
    people: list[int]
    partners: list[int]
    text: str
    short: int = 0
    """How many of the people stay without, at least."""

    def is_of_all(self, others: int) -> bool:
        """Whether all of the other side are taken, so that there is nothing to be told."""
        return self.short <= 0 or len(self.partners) == others


def admissible(result: Any) -> Picture:
    """Draws who could be paired with whom, with the bottleneck framed where there is one.

    The bottleneck is a set of mentees whose admissible pairs all lead to the same mentors, who have
    fewer places than they are (a set that violates Hall's condition); where every mentee is in a
    pair, a set of mentors with such mentees. It is found along alternating paths from those in no
    pair, and is the whole of what stands in their way. Of an infeasible matching it is the rules
    that collide.

    Parameters
    ----------
    result
        A `Matching` or a `Round`; or a `Problem`, `Scores` or a `ScoreTable`, of which as many
        pairs as can be are made first.

    Returns
    -------
    Picture
        Its data has a row for each admissible pair: ``mentee``, ``mentor``, ``paired`` and
        ``bottleneck`` ("yes" or "no").

    Raises
    ------
    TypeError
        For a result of another kind.

    Notes
    -----
    The alternating paths take time linear in the admissible pairs. D. König (1931), P. Hall (1935),
    and A. L. Dulmage and N. S. Mendelsohn (1958), whose decomposition has the set as a part.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"ana": {"Xu": 8}, "ben": {"Xu": 9}, "cem": {"Xu": 3, "Yates": 5}}
    >>> print(pw.plot.admissible(pw.match(points)).text)
    Admissible pairs of 3 mentees (rows) and 2 mentors (columns): 4 of 6, of which 2 are pairs. \
Framed is the bottleneck: 2 mentees (ana, ben) can only be paired with 1 mentor (Xu), who has 1 \
place, so at least 1 of them stays without.
    """
    problem, own = problem_and_matching("admissible", result)
    own = match(problem, "most_pairs", seed=None, certificate=False) if own is None else own
    found = _colliding(problem, own) if own.infeasibility else _bottleneck(problem, own)
    order = _order(problem, own, found)
    places, _ = placed(problem, order)
    block = None
    if found is not None and isinstance(found, Bottleneck):
        counts = (len(found.people), len(found.partners))
        block = counts if found.side == 0 else counts[::-1]
        block = (
            (block[0], block[1] or problem.shape[1])
            if found.side == 0
            else (block[0] or problem.shape[0], block[1])
        )
    names = [[names_of(problem, side)[place] for place in order[side]] for side in (0, 1)]
    grid = Grid(
        share_table(problem.shape, places) * 0.5,
        problem.shape,
        *names,
        at_places(own.pairs, order, problem.shape),
        ("may be paired", "pair" if len(own.pairs) else "", "may not be"),
        block=block,
    )
    text = found.text if isinstance(found, Bottleneck) else found
    told = [_told(problem, own), text, shown_how(problem.shape), without_labels(problem)]
    return picture(
        "Who could be paired with whom",
        told,
        layout(grid)[0],
        _columns(problem, own, found),
        lambda figure: draw_grid(figure, grid),
        Chart("rect", {"x": "mentor:N", "y": "mentee:N", "color": "bottleneck:N"}),
    )


def _told(problem: Problem, own: Matching) -> str:
    count = problem._core.admissible_count
    total = problem.shape[0] * problem.shape[1]
    pairs = "none is a pair" if not len(own.pairs) else f"{len(own.pairs)} are pairs"
    pairs = "1 is a pair" if len(own.pairs) == 1 else pairs
    return f"Admissible pairs of {people_told(problem)}: {count:,} of {total:,}, of which {pairs}."


def _bottleneck(problem: Problem, own: Matching) -> Bottleneck | str:
    """The set of mentees, else of mentors, that is too many for whom it may be paired with."""
    for side in (0, 1):
        capacity = (problem.mentee_capacity, problem.mentor_capacity)[side]
        paired = np.bincount(own.pairs[:, side], minlength=problem.shape[side])
        alone = [place for place in np.flatnonzero(paired == 0).tolist() if capacity[place][1] != 0]
        if alone:
            found = _from(problem, own, side, alone)
            if side and isinstance(found, Bottleneck) and found.is_of_all(problem.shape[0]):
                count = plural(len(alone), "mentor")
                return f"Every mentee is in a pair, and {count} in none: no place is left for them."
            return found
    return "Everybody is in a pair, so there is no bottleneck."


def _from(problem: Problem, own: Matching, side: int, alone: list[int]) -> Bottleneck | str:
    """Walk alternating paths: to whoever is admissible, and from them to their partners."""
    pairs, _ = problem.admissible()
    order = np.argsort(pairs[:, side], kind="stable")
    others = pairs[order, 1 - side]
    starts = np.searchsorted(pairs[order, side], np.arange(problem.shape[side] + 1))
    partners: dict[int, list[int]] = {}
    for pair in own.pairs.tolist():
        partners.setdefault(pair[1 - side], []).append(pair[side])
    people, reached, waiting = dict.fromkeys(alone), dict[int, None](), list(alone)
    while waiting:
        person = waiting.pop()
        for other in others[starts[person] : starts[person + 1]].tolist():
            if other in reached:
                continue
            reached[other] = None
            for own_partner in partners.get(other, ()):
                if own_partner not in people:
                    people[own_partner] = None
                    waiting.append(own_partner)
    capacity = (problem.mentor_capacity, problem.mentee_capacity)[side]
    has_room = [
        other
        for other in reached
        if (most := capacity[other][1]) is None or most > len(partners.get(other, ()))
    ]
    one, many = _SIDES[side], f"{_SIDES[side]}s"
    if has_room:
        free = plural(len(has_room), _SIDES[1 - side])
        return (
            f"{plural(len(alone), one)} in no pair could reach {free} with a free place, so it is "
            "not admissibility that stands in the way but the groups, "
            "the locked pairs or the stages of the matching."
        )
    places = sum(capacity[other][1] or 0 for other in reached)
    names = (names_of(problem, side), names_of(problem, 1 - side))
    found = (sorted(people), sorted(reached))
    who, whom = (_named(names[each], found[each]) for each in (0, 1))
    head = f"Framed is the bottleneck: {plural(len(people), one)} ({who})"
    if not reached:
        verb = "has" if len(people) == 1 else "have"
        text = f"{head} {verb} no admissible pair."
        return Bottleneck(side, *found, text, len(people))
    verb = "has" if len(reached) == 1 else "have"
    short = len(people) - places
    stay = f"at least {short} of them {'stays' if short == 1 else 'stay'} without"
    if short <= 0:
        stay = f"the {many} of them who are in no pair stay without while the others keep theirs"
    text = (
        f"{head} can only be paired with {plural(len(reached), _SIDES[1 - side])} ({whom}), who "
        f"{verb} {plural(places, 'place')}, so {stay}."
    )
    return Bottleneck(side, *found, text, short)


def _colliding(problem: Problem, own: Matching) -> Bottleneck | str:
    """The people of the rules that collide where no matching obeys them all."""
    why = own.infeasibility
    assert why is not None
    named: tuple[dict[int, None], dict[int, None]] = ({}, {})
    for claim in (*why.asked, *why.limits):
        if isinstance(claim.id, tuple):
            for side in (0, 1):
                named[side][claim.id[side]] = None
        elif claim.kind in _SIDES:
            named[_SIDES.index(claim.kind)][claim.id] = None
    if not named[0] and not named[1]:
        return f"No matching obeys every rule. {why.reason}"
    side = 0 if named[0] else 1
    text = f"Framed are the people whose rules collide. {why.reason}"
    return Bottleneck(side, sorted(named[side]), sorted(named[1 - side]), text)


def _order(problem: Problem, own: Matching, found: Bottleneck | str) -> tuple[list[int], list[int]]:
    """Matched order, with the bottleneck in the first rows and columns."""
    units = problem._core.units_of(own.pairs) if len(own.pairs) else np.empty(0, np.int64)
    order = matched_order(problem.shape, own.pairs, units)
    if isinstance(found, str):
        return order
    first = (found.people, found.partners) if found.side == 0 else (found.partners, found.people)
    mentees, mentors = (
        [p for p in order[side] if p in set(first[side])]
        + [p for p in order[side] if p not in set(first[side])]
        for side in (0, 1)
    )
    return mentees, mentors


def _named(names: Sequence[str], places: Sequence[int]) -> str:
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return ", ".join(names[place] for place in places[:_NAMED]) + more


def _columns(problem: Problem, own: Matching, found: Bottleneck | str) -> list[Column]:
    pairs, _ = problem.admissible()
    called = [names_of(problem, side) for side in (0, 1)]
    width = max(problem.shape[1], 1)
    is_pair = np.isin(pairs @ (width, 1), own.pairs @ (width, 1))
    inside = np.zeros(len(pairs), bool)
    if isinstance(found, Bottleneck):
        inside = np.isin(pairs[:, found.side], found.people)

    def told(truths: Any) -> list[str]:
        return ["yes" if each else "no" for each in truths.tolist()]

    return [
        Column("mentee", "text", [called[0][place] for place in pairs[:, 0].tolist()]),
        Column("mentor", "text", [called[1][place] for place in pairs[:, 1].tolist()]),
        Column("paired", "text", told(is_pair)),
        Column("bottleneck", "text", told(inside)),
    ]
