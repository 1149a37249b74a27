"""What a board begins with: its people, their problem, the matching, and where points come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np

from pairwell import _core
from pairwell._arguments import check_type
from pairwell.board.changes import (
    CapacityChange,
    Change,
    Changes,
    Pair,
    PairChange,
    PairState,
    Person,
)
from pairwell.board.chosen import Chosen, read_chosen
from pairwell.data.shown import plural
from pairwell.matching.changed import changed
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import Label, shown
from pairwell.matching.match import default_objective, match
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.ranges import Range, range_of
from pairwell.matching.repair_plan import LOTTERY, WHY_STOPPED, asked_again, name_of
from pairwell.matching.stages import Stage
from pairwell.matching.value import Int64Array
from pairwell.round.round import Round
from pairwell.round.weighted import Weighted
from pairwell.score.reweighted import reweighted
from pairwell.score.score import ScoreTable
from pairwell.score.scores import Scores

ROLES = ("mentee", "mentor")
_MOST_KEPT = 4
_LARGEST = 10**6


class Start:
    """The problem and the matching of a board, and what each decision makes of them.

    Raises
    ------
    InvalidInput
        Where the matching is of another problem, or scores are of other people or points.
    TypeError
        For an argument of another type.
    """

    def __init__(
        self,
        given: Any,
        problem: Any,
        matching: Any,
        answers: tuple[Any, Any],
        objective: Any,
        seed: Any,
        names: Names | None,
    ) -> None:
        check_type("board", "problem", "a Problem or None", (Problem, type(None)), problem)
        check_type("board", "matching", "a Matching or None", (Matching, type(None)), matching)
        check_type("board", "names", "a Names or None", (Names, type(None)), names)
        self.scores, problem, matching = _read(given, problem, matching)
        self.problem: Problem = problem
        self.matching = self._checked(matching, objective, seed)
        self.objective: list[Stage] = [asked_again(stage) for stage in self.matching.stages]
        if not self.matching:
            self.objective = _drawn(objective, seed)
        self.names = problem._names if names is None else names
        self.weights = self._own_weights(given)
        self.chosen = self._read_chosen(given, answers)
        self._locked = set(map(tuple, problem.locked.tolist()))
        self._forbidden = set(map(tuple, problem.forbidden.tolist()))
        self._with_weights = lru_cache(_MOST_KEPT)(self._reweighted)

    def _checked(self, matching: Matching | None, objective: Any, seed: Any) -> Matching:
        """The matching that is given, or a new one."""
        if matching is None:
            asked = {} if objective is None else {"objective": objective}
            return match(self.problem, seed=seed, **asked)
        if objective is not None:
            message = "is that of the matching: leave one of the two out"
            raise_fault("board", "objective", "objective", message, type(objective).__name__)
        if matching.status in WHY_STOPPED:
            message = "the matching was stopped, so that there are no pairs to show"
            raise_fault("board", "status", "matching", message, matching.status.name.lower())
        if matching.problem != self.problem:
            message = "the matching was made for another problem"
            raise_fault("board", "digest", "matching", message, matching.digest[:16])
        return matching

    def _own_weights(self, given: Any) -> dict[str, int]:
        """The weights of the criteria; none where the points are of no criteria."""
        if isinstance(given, Round):
            self._weighted = Weighted("board", given, None) if given.matching else None
        elif isinstance(given, Scores):
            self._weighted = Weighted("board", given, self.matching) if self.matching else None
        else:
            self._weighted = None
        if self._weighted is None:
            return {}
        return dict(zip(self._weighted.names, self._weighted.weights, strict=True))

    def _read_chosen(self, given: Any, answers: tuple[Any, Any]) -> tuple[Chosen, Chosen]:
        own: list[Callable[[str], Sequence[Any]] | None] = [None, None]
        if isinstance(given, Round):
            own = [_of_forms(given.mentee_forms), _of_forms(given.mentor_forms)]
        elif isinstance(given, Scores):
            own = [given.mentee_answers.__getitem__, given.mentor_answers.__getitem__]
        sides = self.problem._parts.sides
        mentees, mentors = (
            read_chosen(f"{role}_answers", answers[side], sides[side], own[side])
            for side, role in enumerate(ROLES)
        )
        return mentees, mentors

    def called(self, side: int, place: int) -> str:
        """What a person is called on the board."""
        names = self.names.mentor if side else self.names.mentee
        if names and names[place]:
            return names[place]
        return shown(self.problem._called(side, [place])[0])

    @property
    def has_names(self) -> bool:
        """Whether people are called by more than their positions."""
        named = (self.names.mentee, self.names.mentor)
        return all(named[side] or self.problem._labels(side) is not None for side in (0, 1))

    def label(self, person: Person) -> Label:
        """The label of a person, or the position."""
        return self.problem._called(person[0], [person[1]])[0]

    def own_state(self, pair: Pair) -> PairState:
        """Whether the problem itself has a pair locked or forbidden."""
        if pair in self._locked:
            return "locked"
        return "vetoed" if pair in self._forbidden else "free"

    def own_range(self, person: Person) -> Range:
        """How many pairs the problem itself lets a person have."""
        core = self.problem._core
        limits = core.mentor_capacity if person[0] else core.mentee_capacity
        least, most = limits[person[1]].tolist()
        return range_of(least, most)

    def made(self, changes: Changes, change: Change) -> Changes:
        """The decisions that stand with one more.

        Raises
        ------
        InvalidInput
            For a decision that stands already, or that cannot be.
        """
        if isinstance(change, PairChange):
            now = changes.state_of(change.pair, self.own_state(change.pair))
            after = changes.with_pair(change, self.own_state(change.pair))
            if now == change.state:
                message = (
                    "the pair is neither locked nor vetoed"
                    if now == "free"
                    else (f"the pair is {now} already")
                )
                raise_fault("board", "pair", "pair", message, self.pair_called(change.pair))
            if change.state == "locked" and (why := self.refused(change.pair)):
                raise_fault("board", "pair", "pair", why, self.pair_called(change.pair))
            return after
        if isinstance(change, CapacityChange):
            _check_range(change.limits)
            own = self.own_range(change.person)
            now_range = dict(changes.capacities).get(change.person, own)
            if now_range == change.limits:
                message = (
                    f"{ROLES[change.person[0]]} {self.called(*change.person)} has that already"
                )
                raise_fault("board", "capacity", "capacity", message, range_text(change.limits))
            return changes.with_capacity(change, own)
        if change.criterion not in self.weights:
            known = ", ".join(self.weights) or "there are none, since the points are of no scores"
            message = f"there is no criterion of this name. Criteria: {known}"
            raise_fault("board", "weight", "criterion", message, change.criterion)
        after = changes.with_weight(change, self.weights[change.criterion])
        if after == changes:
            raise_fault("board", "weight", "weight", "is this already", change.weight)
        self._with_weights(after.weights)
        return after

    def refused(self, pair: Pair) -> str:
        """Why the table itself has no points for a pair; empty where it has some."""
        if pair in self._forbidden or int(self._units(pair)) != _core.FORBIDDEN:
            return ""
        texts = [refusal.text for refusal in self._refusals(pair)]
        return " ".join(texts) or "The points leave this pair out."

    def _units(self, pair: Pair) -> int:
        return int(self.problem._core.units_of(np.array([pair], np.int64))[0])

    def _refusals(self, pair: Pair) -> Sequence[Any]:
        if isinstance(self.scores, ScoreTable):
            return self.scores.at(*pair).refusals
        if isinstance(self.scores, Scores):
            labels = self.scores.mentees[pair[0]], self.scores.mentors[pair[1]]
            return self.scores.explain(*labels).refusals
        return ()

    def pair_called(self, pair: Pair) -> str:
        """A pair in words."""
        return f"mentee {self.called(0, pair[0])} with mentor {self.called(1, pair[1])}"

    def asked(self, changes: Changes) -> Problem:
        """The problem with the decisions that stand."""
        problem = self._with_weights(changes.weights) if changes.weights else self.problem
        parts: dict[str, Any] = {}
        if changes.pairs:
            free = changes.of_state("free")
            locked, vetoed = changes.of_state("locked"), changes.of_state("vetoed")
            parts["locked"] = _pairs((self._locked - free - vetoed) | locked)
            parts["forbidden"] = _pairs((self._forbidden - free - locked) | vetoed)
        for side, role in enumerate(ROLES):
            own = {who[1]: limits for who, limits in changes.capacities if who[0] == side}
            if own:
                table = np.array(getattr(self.problem._core, f"{role}_capacity"))
                for place, (least, most) in own.items():
                    table[place] = least, _core.NO_LIMIT if most is None else most
                parts[f"{role}_capacity"] = table
        return changed("board", problem, **parts) if parts else problem

    def _reweighted(self, weights: tuple[tuple[str, int], ...]) -> Problem:
        """The problem with points by other weights."""
        assert self._weighted is not None
        if isinstance(self.scores, Scores):
            points = reweighted(self.scores, dict(weights), "weights", "board")
            return self.problem.replace(points)
        own = {**self.weights, **dict(weights)}
        return self._weighted.with_units(
            self._weighted.rounded(list(own.values())), self.problem.scale
        )


def _read(given: Any, problem: Any, matching: Any) -> tuple[Any, Problem, Matching | None]:
    """Scores if there are some, the problem, and the matching if there is one."""
    if isinstance(given, Round):
        return given.scores, problem or given.problem, matching or given.matching
    if isinstance(given, Matching):
        return None, problem or given.problem, matching or given
    scores = given if isinstance(given, (Scores, ScoreTable)) else None
    if problem is not None:
        if scores is None and isinstance(given, Problem) and given != problem:
            message = "is another one than the first argument"
            raise_fault("board", "problem", "problem", message, problem.digest[:16])
        if scores is not None and scores.shape != problem.shape:
            message = "the scores are of other people than the problem"
            told = f"{scores.shape[0]} x {scores.shape[1]}"
            raise_fault("board", "people", "scores", message, told)
        if scores is None and given is not None and Problem(given).shape != problem.shape:
            message = "the points are of other people than the problem"
            told = " x ".join(map(str, Problem(given).shape))
            raise_fault("board", "people", "points", message, told)
        return scores, problem, matching
    if isinstance(given, Problem):
        return None, given, matching
    if matching is not None:
        return scores, matching.problem, matching
    return scores, Problem(given), None


def _drawn(objective: Any, seed: Any) -> list[Stage]:
    """The objective of a problem that has no matching to tell it."""
    if objective is None:
        return default_objective(0 if seed is None else seed)
    stages: list[Any] = [objective] if isinstance(objective, str) else list(objective)
    is_drawn = any(name_of(stage) == LOTTERY for stage in stages)
    return stages if is_drawn or seed is None else [*stages, cast(Stage, (LOTTERY, seed))]


def _of_forms(forms: Sequence[Any]) -> Callable[[str], Sequence[str]]:
    """The answers of forms as they were given."""

    def answers(question: str) -> Sequence[str]:
        return [form.given(question) for form in forms]

    return answers


def _pairs(pairs: set[Pair]) -> Int64Array:
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def _check_range(limits: Range) -> None:
    least, most = limits
    if least < 0 or least > _LARGEST or (most is not None and not least <= most <= _LARGEST):
        message = f"is a least and a most, whole numbers from 0 to {_LARGEST:,} in this order"
        raise_fault("board", "range", "capacity", message, range_text(limits))


def range_text(limits: Range) -> str:
    """A range in words: "up to 2 pairs"."""
    least, most = limits
    if most is None:
        return f"{plural(least, 'pair')} or more" if least else "any number of pairs"
    if most == 0:
        return "no pair"
    if least == most:
        return f"exactly {plural(most, 'pair')}"
    return f"{least} to {plural(most, 'pair')}" if least else f"up to {plural(most, 'pair')}"
