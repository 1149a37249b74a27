"""The decisions that stand on a board, as values: of pairs, of capacities and of weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

from pairwell.matching.ranges import Range

PairState = Literal["free", "locked", "vetoed"]
Pair = tuple[int, int]
"""Positions of a mentee and a mentor."""
Person = tuple[int, int]
"""The side, 0 for mentees and 1 for mentors, and a position in it."""


@dataclass(frozen=True)
class PairChange:
    """A pair is locked, vetoed, or neither."""

    pair: Pair
    state: PairState


@dataclass(frozen=True)
class CapacityChange:
    """A person may have from so many to so many pairs."""

    person: Person
    limits: Range


@dataclass(frozen=True)
class WeightChange:
    """A criterion of the scores has another weight."""

    criterion: str
    weight: int


Change = PairChange | CapacityChange | WeightChange
K = TypeVar("K", Pair, str)
V = TypeVar("V", PairState, Range, int)


@dataclass(frozen=True)
class Changes:
    """All that stands otherwise than in the problem that a board began with."""

    pairs: tuple[tuple[Pair, PairState], ...] = ()
    capacities: tuple[tuple[Person, Range], ...] = ()
    weights: tuple[tuple[str, int], ...] = ()

    def with_pair(self, change: PairChange, own: PairState) -> Changes:
        """With a pair locked, vetoed or free, which the problem itself has as its own."""
        pairs = _put(self.pairs, change.pair, change.state, own)
        return Changes(pairs, self.capacities, self.weights)

    def with_capacity(self, change: CapacityChange, own: Range) -> Changes:
        """With another range of a person."""
        capacities = _put(self.capacities, change.person, change.limits, own)
        return Changes(self.pairs, capacities, self.weights)

    def with_weight(self, change: WeightChange, own: int) -> Changes:
        """With another weight of a criterion."""
        weights = _put(self.weights, change.criterion, change.weight, own)
        return Changes(self.pairs, self.capacities, weights)

    def state_of(self, pair: Pair, own: PairState) -> PairState:
        """Whether a pair is locked, vetoed or free."""
        return dict(self.pairs).get(pair, own)

    def of_state(self, state: PairState) -> set[Pair]:
        """The pairs that were brought to a state."""
        return {pair for pair, now in self.pairs if now == state}

    def __len__(self) -> int:
        return len(self.pairs) + len(self.capacities) + len(self.weights)


def _put(held: tuple[tuple[K, V], ...], key: K, value: V, own: V) -> tuple[tuple[K, V], ...]:
    """Keys with values in order, with one of them set; what is as in the problem is left out."""
    values = {**dict(held), key: value}
    return tuple(sorted((at, now) for at, now in values.items() if at != key or now != own))
