"""What a matching would be with rules of its scheme changed: the same steps, taken anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from pairwell import _core
from pairwell.matching.match import match_of_programme, to_stages
from pairwell.matching.problem import Problem
from pairwell.round.problem_from_forms import make_objective, problem_beside
from pairwell.round.reserves import Matched, match_with_reserves
from pairwell.round.round import Round
from pairwell.round.scheme_change import (
    SchemeChange,
    programme_of,
    table_of,
    with_slots,
    without_refusals,
)
from pairwell.score.score import score_pairs

if TYPE_CHECKING:
    from pairwell.matching.matching import Matching
    from pairwell.matching.watch import Watch
    from pairwell.round.reasons import Solved
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable

_KEPT = 8
"""How many tables of scores are kept."""


@dataclass(frozen=True, eq=False)
class World:
    """A matching of a scheme with some rules changed, and all that it was made from."""

    changes: tuple[SchemeChange, ...]
    programme: Programme
    mentee_forms: Sequence[Any]
    mentor_forms: Sequence[Any]
    scores: ScoreTable
    problem: Problem
    matching: Matching
    everybody: World | None = None
    """With the reserves, where they were not needed."""

    @cached_property
    def units(self) -> dict[tuple[str, str], int]:
        """The points of each pair, in thousandths, by references."""
        return {
            (self.mentee_forms[i].reference, self.mentor_forms[j].reference): units
            for (i, j), units in zip(
                self.matching.pairs.tolist(), self.matching.pair_units.tolist(), strict=True
            )
        }

    @cached_property
    def paired(self) -> frozenset[str]:
        """Who is in a pair, by reference."""
        return frozenset(reference for pair in self.units for reference in pair)


class Scheme(Protocol):
    """What solves a scheme with rules changed."""

    watch: Watch

    def solve(self, changes: Sequence[SchemeChange]) -> World | None:
        """Match with some rules changed; none where no matching obeys them, or none can be made.

        Raises
        ------
        Stopped
            Where the watch says so.
        """


class SchemeOfRound:
    """A round: who goes on is found anew where places change, and reserves come in anew."""

    def __init__(self, round_: Round, watch: Watch) -> None:
        self._round, self.watch = round_, watch
        self._scores: dict[tuple[str, ...], ScoreTable] = {}

    def solve(self, changes: Sequence[SchemeChange]) -> World | None:
        """Take the steps of the round from the shortlist on."""
        programme = programme_of(self._round.programme, changes)
        going_on, reserves = self._going_on(programme)
        mentees, mentors = (
            [form for form in read.forms if form.reference in going_on]
            for read in (self._round.mentees, self._round.mentors)
        )
        mentors = list(with_slots(changes, mentors))
        change = partial(without_refusals, changes)
        score = partial(self._scored, programme)
        try:
            matched = match_with_reserves(
                programme, mentees, mentors, reserves, self.watch, change, score
            )
        except _core.InvalidInput:
            return None
        if matched.matching.status is not _core.Status.OPTIMAL:
            return None
        return _world(tuple(changes), programme, matched)

    def _scored(
        self, programme: Programme, mentees: Sequence[Any], mentors: Sequence[Any]
    ) -> ScoreTable:
        """Score people, once by each text of the programme."""
        key = (programme.text, *(form.reference for form in (*mentees, *mentors)))
        if key not in self._scores:
            if len(self._scores) >= _KEPT:
                self._scores.pop(next(iter(self._scores)))
            self._scores[key] = score_pairs(programme, mentees, mentors, **self.watch.options)
        return self._scores[key]

    def _going_on(self, programme: Programme) -> tuple[set[str], list[str]]:
        """Who goes on to the matching, and who of them is a reserve: by the ranks of the panel."""
        if not self._round.selections:
            eligible = _core.Outcome.ELIGIBLE
            return {d.reference for d in self._round.decisions if d.outcome is eligible}, []
        places = {
            (place.role, place.region): place.people.most for place in reversed(programme.places)
        }
        more = programme.selection.reserves
        going_on, reserves = set(), []
        for entry in self._round.selections:
            most = places.get((entry.role, entry.region))
            if entry.rank == 0 or (most is not None and entry.rank > most + more):
                continue
            going_on.add(entry.reference)
            if most is not None and entry.rank > most:
                reserves.append(entry.reference)
        return going_on, reserves


def _world(changes: tuple[SchemeChange, ...], programme: Programme, matched: Matched) -> World:
    everybody = matched.everybody
    return World(
        changes,
        programme,
        matched.mentees,
        matched.mentors,
        matched.scores,
        matched.problem,
        matched.matching,
        None if everybody is None else _world(changes, programme, everybody),
    )


class SchemeOfMatching:
    """A matching that a store has: the same people, and the same pairs that stay."""

    def __init__(self, solved: Solved, watch: Watch) -> None:
        self._solved, self.watch = solved, watch
        self._wanted = getattr(solved, "objective", ())
        table = table_of(solved.problem, solved.scores)
        self._kept = self._mentors(solved.problem.locked)
        self._taken = self._mentors(self._previous())
        self._barred = solved.scores.allowed & np.isneginf(table)  # pairs that have ended

    def solve(self, changes: Sequence[SchemeChange]) -> World | None:
        """Match the same people anew."""
        own = self._solved
        programme, scores, problem = own.programme, own.scores, own.problem
        forms = tuple(own.mentee_forms), with_slots(changes, own.mentor_forms)
        try:
            if any(change.file for change in changes):
                programme = programme_of(programme, changes)
                scores = score_pairs(programme, *forms, **self.watch.options)
            if any(change.file or change.kind == "slot" for change in changes):
                made = problem_beside(programme, *forms, scores, self._kept, self._taken)
                table = table_of(made, scores)
                table[self._barred] = -np.inf
                problem = problem.replace(
                    table,
                    scale=problem.scale,
                    mentee_capacity=made.mentee_capacity,
                    mentor_capacity=made.mentor_capacity,
                    mentee_groups=made.mentee_groups,
                    mentor_groups=made.mentor_groups,
                )
                problem = Problem._wrap(problem._core, made._names)
            problem = without_refusals(changes, problem, scores)
        except _core.InvalidInput:
            return None
        matching = self.watch.check(
            match_of_programme(problem, self._objective(programme), **self.watch.options)
        )
        if matching.status is not _core.Status.OPTIMAL:
            return None
        return World(tuple(changes), programme, *forms, scores, problem, matching)

    def _mentors(self, pairs: Any) -> frozenset[str]:
        """Who of the mentors is in pairs, by reference."""
        return frozenset(self._solved.mentor_forms[j].reference for _, j in pairs)

    def _previous(self) -> Any:
        """The pairs of which the matching changes as few as can be."""
        stages: list[Any] = [(own.name, own.parameter) for own in self._solved.matching.stages]
        asked = [own for own in (*stages, *self._wanted) if isinstance(own, tuple)]
        return next((of for name, of in asked if name == "fewest_changes"), ())

    def _objective(self, programme: Programme) -> list[Any]:
        """The stages of the matching, with the floor that the programme has now."""
        floors = {own[0]: own for own in make_objective(programme) if isinstance(own, tuple)}
        matching = self._solved.matching
        if matching.status is not _core.Status.OPTIMAL:
            return [*self._wanted]
        asked: list[tuple[str, Any]] = [(own.name, own.parameter) for own in matching.stages]
        written = to_stages(asked, matching.problem.scale)
        return [
            floors.get(own[0], own) if isinstance(own, tuple) and own[0] == "floor" else own
            for own in written
        ]
