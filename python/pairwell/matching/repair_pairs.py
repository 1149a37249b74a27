"""What became of each pair of an old matching: kept, no longer possible, or given up, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

import numpy as np

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.matching.diff import PairLabels
from pairwell.matching.faults import Faults
from pairwell.matching.labels import Label
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.people import NOWHERE, places_in
from pairwell.matching.problem import Problem
from pairwell.matching.repair_plan import CHANGES, Plan, Solving
from pairwell.matching.value import Int64Array, Value
from pairwell.matching.why_not import WhyNot, why_not

GoneWhy = Literal["left", "forbidden", "capacity", "rules"]
_ROLES = ("mentee", "mentor")
_Limits = _core.Problem | _core.RepairSession


@dataclass(frozen=True, repr=False)
class KeptPair:
    """An old pair that stays."""

    mentee: Label
    """The label in the changed problem where it has them, else the position there."""
    mentor: Label
    before: Fraction
    """What the pair was worth."""
    after: Fraction
    """What it is worth now."""

    def __repr__(self) -> str:
        return "<KeptPair>"  # labels may be names or e-mails


@dataclass(frozen=True, repr=False)
class GonePair:
    """An old pair that the changed rules no longer allow."""

    mentee: Label
    """The label in the old problem where it has them, else the position there."""
    mentor: Label
    before: Fraction
    """What the pair was worth."""
    why: GoneWhy
    """One of the two left; the pair is not admissible; the most of one of the two or of a group is
    0 or taken up by locked pairs; or several rules together leave no room."""
    reason: str
    """A full sentence."""

    def __repr__(self) -> str:
        return f"<GonePair: {self.why}>"  # labels may be names or e-mails


@dataclass(frozen=True, eq=False, repr=False)
class MovedPair(Value):
    """An old pair that would be allowed and was given up all the same."""

    mentee: Label
    """The label in the changed problem where it has them, else the position there."""
    mentor: Label
    before: Fraction
    """What the pair was worth."""
    after: Fraction
    """What it would be worth now."""
    reason: str
    """A full sentence that names nobody else: what keeping the pair would cost."""
    detail: str = ""
    """A full sentence that names who would have to change for it; may be empty."""
    why_not: WhyNot | None = None
    """The exact answer; None where it was not worked out."""

    def __repr__(self) -> str:
        return "<MovedPair>" if self.why_not is None else f"<MovedPair: {self.why_not!r}>"


class OldPairs:
    """The old pairs in a changed problem."""

    def __init__(self, plan: Plan) -> None:
        before, now = plan.before, plan.problem
        faults = Faults()
        found = [places_in(now, before.problem, side, "", faults) for side in (0, 1)]
        places = np.column_stack([found[side][before.pairs[:, side]] for side in (0, 1)])
        worth = before.problem._exact_points(before.pairs)
        self._hold(plan, places.reshape(-1, 2), worth, now._core)

    def _hold(self, plan: Plan, now: Int64Array, worth: Sequence[Fraction], rules: _Limits) -> None:
        """Takes where the pairs are now, what they were worth, and the changed rules."""
        self._plan = plan
        self._rules = rules
        self._worth = worth
        self.pairs = plan.before.pairs
        """As positions in the old problem."""
        self.now = now
        """As positions in the changed problem, or NOWHERE."""
        self.is_there = (now != NOWHERE).all(axis=1)
        """Of each, whether both people are in the changed problem."""

    def _worth_now(self, places: Sequence[int]) -> Sequence[Fraction]:
        """What some of the old pairs are worth now."""
        return self._plan.problem._exact_points(self.now[places])

    def _is_forbidden(self, pair: tuple[int, ...]) -> bool:
        """Whether a pair of people who are there is no longer admissible."""
        units = self._plan.problem._core.units_of(np.array([pair]))
        return int(units[0]) == _core.FORBIDDEN

    def _label(self, place: int) -> tuple[Label, Label]:
        """Both people of an old pair, as the old problem calls them."""
        return _labels(self._plan.before.problem, self.pairs[place].tolist())

    def kept(self, pairs: Int64Array) -> dict[int, KeptPair]:
        """Those that the new matching has, by their place among the old pairs."""
        problem = self._plan.problem
        new = set(map(tuple, pairs.tolist()))
        places = [place for place, pair in enumerate(map(tuple, self.now.tolist())) if pair in new]
        mentees, mentors = (
            problem._called(side, self.now[places, side].tolist()) for side in (0, 1)
        )
        before = [self._worth[place] for place in places]
        kept = map(KeptPair, mentees, mentors, before, self._worth_now(places))
        return dict(zip(places, kept, strict=True))

    def begun(self, pairs: Int64Array) -> tuple[PairLabels, ...]:
        """Those that only the new matching has."""
        old = set(map(tuple, self.now.tolist()))
        new = [pair for pair in map(tuple, pairs.tolist()) if pair not in old]
        return tuple(_labels(self._plan.problem, pair) for pair in new)

    def gone(self, matching: Matching) -> dict[int, GonePair]:
        """Those that rules about the two alone exclude, by their place among the old pairs."""
        stage = next(each for each in matching.stages if each.name == CHANGES)
        lost = set(map(tuple, stage.lost.tolist()))
        found = {}
        for place, pair in enumerate(map(tuple, self.now.tolist())):
            if not self.is_there[place]:
                found[place] = self._gone(place, "left", self._who_left(place))
            elif pair in lost:
                found[place] = self._lost(place, pair)
        return found

    def moved(
        self, matching: Matching, places: list[int], most: int, solving: Solving
    ) -> Iterator[tuple[int, MovedPair]]:
        """Those among some places that could be, the first so many with an exact answer."""
        plan = self._plan
        for place in places:
            mentee, mentor = self.now[place].tolist()
            label = _labels(plan.problem, (mentee, mentor))
            answer = None
            if most > 0:
                answer = solving.ask(
                    "reasons",
                    lambda label=label, **options: why_not(
                        plan.problem, matching, *label, names=plan.names, **options
                    ),
                )
                most -= 1
            called = self._called(0, place), self._called(1, place)
            after = self._worth_now([place])[0]
            reason, detail = f"{called[0]} with {called[1]}: not worked out.", ""
            reason = reason[0].upper() + reason[1:]
            if answer is not None:
                reason = answer.text.replace("Pairing ", "Keeping ", 1)
                detail = answer.detail
            before = self._worth[place]
            yield place, MovedPair(*label, before, after, reason, detail, answer)

    def _called(self, side: int, place: int) -> str:
        """One of a pair as sentences say it."""
        now = int(self.now[place, side])
        if now == NOWHERE:
            named: Names = self._plan.before.problem._names
            people, person = self._plan.before.problem.shape[side], int(self.pairs[place, side])
        else:
            named, people, person = self._plan.names, self._plan.problem.shape[side], now
        return f"{_ROLES[side]} {named._of(side, people)[person]}"

    def _who_left(self, place: int) -> str:
        left = [self._called(side, place) for side in (0, 1) if self.now[place, side] == NOWHERE]
        verb = "is" if len(left) == 1 else "are"
        text = f"{' and '.join(left)} {verb} no longer in the problem."
        return text[0].upper() + text[1:]

    def _lost(self, place: int, pair: tuple[int, ...]) -> GonePair:
        withdrew = [
            self._called(side, place) for side in (0, 1) if pair[side] in self._plan.withdrawn[side]
        ]
        if withdrew:
            text = f"{' and '.join(withdrew)} withdrew."
            return self._gone(place, "left", text[0].upper() + text[1:])
        if self._is_forbidden(pair):
            called = self._called(0, place), self._called(1, place)
            text = f"The rules no longer allow {called[0]} with {called[1]}."
            return self._gone(place, "forbidden", text)
        return self._gone(place, "capacity", self._capacity(place, pair))

    def _gone(self, place: int, why: GoneWhy, reason: str) -> GonePair:
        return GonePair(*self._label(place), self._worth[place], why, reason)

    def _capacity(self, place: int, pair: tuple[int, ...]) -> str:
        """Whose most is 0, or taken up by locked pairs."""
        rules = self._rules
        locked = rules.locked
        limits = (rules.mentee_capacity, rules.mentor_capacity)
        groups = (rules.mentee_groups, rules.mentor_groups)
        found: list[tuple[str, int, int]] = []
        for side in (0, 1):
            most = int(limits[side][pair[side], 1])
            taken = int(np.count_nonzero(locked[:, side] == pair[side]))
            found.append((self._called(side, place), most, taken))
        for side in (0, 1):
            names = (self._plan.names.mentee_group, self._plan.names.mentor_group)[side]
            for number, (name, members, _, most) in enumerate(groups[side]):
                if pair[side] in members:
                    taken = int(np.count_nonzero(np.isin(locked[:, side], members)))
                    own = names[number] if number < len(names) else ""
                    called = f"{_ROLES[side]} group {own or name or number}"
                    found.append((called, most, taken))
        for called, most, taken in found:
            if most == 0:
                return f"{called[0].upper()}{called[1:]} may be in no pair now."
            if taken >= most:
                return f"Locked pairs take up all that {called} may have."
        return "The rules about the two leave no room for the pair now."


def is_against_rules(moved: MovedPair) -> bool:
    """Whether several rules together leave no room for a pair."""
    return moved.why_not is not None and moved.why_not.infeasibility is not None


def collided(moved: MovedPair) -> GonePair:
    """A pair for which several rules together leave no room."""
    return GonePair(moved.mentee, moved.mentor, moved.before, "rules", moved.reason)


class StandingPairs(OldPairs):
    """The pairs that stood last in a session: nobody moves place, and points stay."""

    def __init__(self, plan: Plan, worth: Sequence[Fraction], rules: _core.RepairSession) -> None:
        self._hold(plan, plan.before.pairs, worth, rules)

    def _worth_now(self, places: Sequence[int]) -> Sequence[Fraction]:
        return [self._worth[place] for place in places]

    def _is_forbidden(self, pair: tuple[int, ...]) -> bool:
        return bool((self._rules.forbidden == pair).all(axis=1).any())


def _labels(problem: Problem, pair: Sequence[int]) -> tuple[Label, Label]:
    return problem._called(0, [pair[0]])[0], problem._called(1, [pair[1]])[0]


class Ends(NamedTuple):
    """What became of the pairs of both matchings."""

    kept: tuple[KeptPair, ...]
    gone: tuple[GonePair, ...]
    moved: tuple[MovedPair, ...]
    begun: tuple[PairLabels, ...]

    @property
    def counts(self) -> str:
        """How many of each there are, as a sentence."""
        return _counts(len(self.kept), len(self.gone), len(self.moved), len(self.begun))

    @property
    def detail(self) -> str:
        """Why those that ended did."""
        return " ".join(
            [*(each.reason for each in self.gone), *(each.reason for each in self.moved)]
        )


def ends_of(old: OldPairs, matching: Matching, reasons: int, solving: Solving) -> Ends:
    """What became of the old pairs, and which are new."""
    kept = old.kept(matching.pairs)
    gone = old.gone(matching)
    ended = [n for n in range(len(old.pairs)) if n not in kept and n not in gone]
    moved: dict[int, MovedPair] = {}
    for place, pair in old.moved(matching, ended, reasons, solving):
        if is_against_rules(pair):
            gone[place] = collided(pair)
        else:
            moved[place] = pair
    left = [gone[place] for place in sorted(gone)]
    return Ends(tuple(kept.values()), tuple(left), tuple(moved.values()), old.begun(matching.pairs))


def _counts(kept: int, gone: int, moved: int, begun: int) -> str:
    of = plural(kept + gone + moved, "pair")
    parts = [f"{kept} of {of} {'stays' if kept == 1 else 'stay'}"]
    parts += [f"{gone} can no longer be"] if gone else []
    parts += [f"{moved} {'was' if moved == 1 else 'were'} given up"] if moved else []
    text = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{text}; {begun or 'none'} {'begins' if begun < 2 else 'begin'}."
