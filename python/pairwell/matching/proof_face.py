"""What the stages of a matching leave open, and how the proofs of several are put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.proof_formula import Tick, ticking
from pairwell.matching.stage_result import Prices

Whole = npt.NDArray[Any]
"""An array of Python's whole numbers, which have no limit."""

Key = tuple[Any, ...]
"""What a constraint is found by in every file that has it."""

OPEN, ALWAYS, NEVER = 0, 1, -1


class Counted(NamedTuple):
    """A person or a group: its pairs, by their numbers, and its range."""

    called: str
    pairs: list[int]
    least: int
    most: int | None


_AT_ONCE = 2**14


def people_called(names: Names, side: int, people: int) -> list[str | int]:
    """What the mentees (0) or the mentors (1) are called, each by a name or the position."""
    given = names._of(side, people)[:people]
    return [*given, *range(len(given), people)]


class Pairs:
    """The admissible pairs of a problem, and who counts them: people, then groups of each side."""

    def __init__(self, problem: Problem, names: Names, chosen: Any, tick: Tick) -> None:
        pairs, units = problem.admissible()
        self.places: list[list[int]] = []
        for start in range(0, len(pairs), _AT_ONCE):
            tick()
            self.places += pairs[start : start + _AT_ONCE].tolist()
        places = self.places
        self.variables = [f"x_{mentee}_{mentor}" for mentee, mentor in ticking(places, tick)]
        tick()
        self.units: Whole = units.astype(object)
        self.mentee, self.mentor = pairs[:, 0], pairs[:, 1]
        number = {tuple(place): index for index, place in enumerate(ticking(places, tick))}
        self.number = number
        self.is_locked = np.zeros(len(self.places), bool)
        self.is_locked[[number[tuple(pair)] for pair in problem.locked.tolist()]] = True
        self.is_chosen = np.zeros(len(self.places), bool)
        self.is_chosen[[number[tuple(pair)] for pair in chosen.tolist()]] = True
        self._shape = problem.shape
        self._members = (
            [members for _, members, _ in problem.mentee_groups],
            [members for _, members, _ in problem.mentor_groups],
        )
        tick()
        self.counted = list(self._everyone(problem, names, tick))

    def __len__(self) -> int:
        return len(self.places)

    def _everyone(self, problem: Problem, names: Names, tick: Tick) -> Iterable[Counted]:
        """Whoever may have a price, in the order of `flat`."""
        capacities = (problem.mentee_capacity, problem.mentor_capacity)
        groups = (problem.mentee_groups, problem.mentor_groups)
        of_person: list[list[list[int]]] = []
        for side, role in enumerate(("mentee", "mentor")):
            own: list[list[int]] = [[] for _ in range(problem.shape[side])]
            for index, place in enumerate(self.places):
                own[place[side]].append(index)
            tick()
            of_person.append(own)
            called = people_called(names, side, problem.shape[side])
            for person, range_ in enumerate(capacities[side]):
                yield Counted(f"{role} {called[person]}", own[person], *range_)
        for side, role in enumerate(("mentee", "mentor")):
            own_names = names.mentor_group if side else names.mentee_group
            for group, (name, members, range_) in enumerate(groups[side]):
                given = (own_names[group] if group < len(own_names) else "") or name
                called_so = f'"{given}"' if given else str(group)
                pairs = sorted(index for member in members for index in of_person[side][member])
                yield Counted(f"{role} group {called_so}", pairs, *range_)

    def flat(self, prices: Prices) -> Whole:
        """The prices of everyone, in the order of `counted`."""
        parts = (prices.mentee, prices.mentor, prices.mentee_group, prices.mentor_group)
        return np.concatenate(parts).astype(object)

    def paid(self, prices: Prices) -> Whole:
        """What each pair pays: the prices of its two people and of all groups around them."""
        own = [prices.mentee.astype(object), prices.mentor.astype(object)]
        for side, of_groups in enumerate((prices.mentee_group, prices.mentor_group)):
            for members, price in zip(self._members[side], of_groups.tolist(), strict=True):
                own[side][members] += price
        paid: Whole = own[0][self.mentee] + own[1][self.mentor]
        return paid

    def no_prices(self) -> Prices:
        """A price of 0 for everyone."""
        sizes = (*self._shape, *map(len, self._members))
        return Prices(*(np.zeros(size, np.int64) for size in sizes))


class Link(NamedTuple):
    """A stage that is settled, or a step of one: it makes the sum of worths as high as can be."""

    gain: Whole
    """The worth of each pair less what it pays."""
    price: Whole
    """The price of everyone, in the order of `Pairs.counted`."""
    rows: list[tuple[Key, int]]
    """The constraints that hold what it reached, and how many times each is in its sum."""


class Face:
    """The matchings that are best for the stages so far, as `verify` narrows them.

    A pair or a range that a stage settles *leads* from that stage on: whatever later prices say of
    it is outweighed by enough of that stage's own.
    """

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._links: list[Link] = []
        self.state = np.where(pairs.is_locked, ALWAYS, OPEN)
        self.is_free = pairs.is_locked.copy()
        """Pairs that constraints of the file hold from both sides, so that no sign matters."""
        self._lead = np.full(len(pairs), -1)
        self._lead_of_counted = np.full(len(pairs.counted), -1)
        self._is_point = np.array([each.least == each.most for each in pairs.counted], bool)

    def push(self, worth: Whole, prices: Prices, rows: list[tuple[Key, int]]) -> None:
        """Narrows by a stage or a step that the prices have been shown to settle."""
        gain, price = worth - self._pairs.paid(prices), self._pairs.flat(prices)
        place = len(self._links)
        self._links.append(Link(gain, price, rows))
        sign = np.sign(gain).astype(int)
        is_open = self.state == OPEN
        self.state[is_open] = sign[is_open]
        self._lead[(self._lead < 0) & (sign != 0)] = place
        self._lead_of_counted[(self._lead_of_counted < 0) & (price != 0)] = place

    def leave_out(self, pairs: Whole | list[int], *, closes: bool) -> None:
        """Notes that a constraint holds pairs at 0 from now on, and whether `verify` does."""
        self.is_free[pairs] = True
        if closes:
            self.state[pairs] = NEVER

    def weighed(self, gain: Whole, price: Whole, tick: Tick) -> tuple[dict[Key, int], Whole]:
        """How many times the constraints of earlier stages are needed beside a proof on the face.

        Parameters
        ----------
        gain, price
            Of each pair and of everyone, as the proof at hand has them.
        tick
            Called for each stage.

        Returns
        -------
        tuple
            The times of each constraint, and everyone's price in all.
        """
        total, paid = gain.copy(), price.copy()
        times: dict[Key, int] = {}
        for place in reversed(range(len(self._links))):
            tick()
            link = self._links[place]
            led = np.flatnonzero((self._lead == place) & ~self.is_free)
            counted = np.flatnonzero((self._lead_of_counted == place) & ~self._is_point)
            needed = max(
                _needed(link.gain[led].tolist(), total[led].tolist()),
                _needed(link.price[counted].tolist(), paid[counted].tolist()),
            )
            if needed == 0:
                continue
            total = total + needed * link.gain
            paid = paid + needed * link.price
            for key, each in link.rows:
                times[key] = times.get(key, 0) + needed * each
        return times, paid


def _needed(leading: list[int], others: list[int]) -> int:
    """The fewest times that leading numbers must be added so that no sum has another sign."""
    most = 0
    for lead, other in zip(leading, others, strict=True):
        against = -other if lead > 0 else other
        if against > 0:
            most = max(most, -(-against // abs(lead)))
    return most
