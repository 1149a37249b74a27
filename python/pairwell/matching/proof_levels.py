"""The levels of a stage that settles how many pairs there are at one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pairwell.matching.proof_face import ALWAYS, NEVER, OPEN, Face, Pairs
from pairwell.matching.proof_formula import Tick, ticking
from pairwell.matching.proof_worths import turns
from pairwell.matching.stage_result import Prices, StageResult


@dataclass
class LevelRow:
    """A level, or several in a row at which few pairs are wanted and none is chosen."""

    turns: list[int]
    pairs: list[int]
    """All pairs of the levels that are not locked, by their numbers."""
    chosen: int


class Segment(NamedTuple):
    """Levels that one step of the certificate settles, or that no step had to."""

    rows: list[LevelRow]
    prices: Prices | None
    """None where the levels prove themselves."""


class Levels:
    """The levels of one stage, in the order in which it settles them.

    Parameters
    ----------
    pairs
        Pairs, those chosen among them.
    stage
        What the stage reached, with the steps that prove it.
    tick
        Called in long loops.
    """

    def __init__(self, pairs: Pairs, stage: StageResult, tick: Tick) -> None:
        self._tick = tick
        self.as_many = stage.name == "rank_maximal"
        self.turn, self.sign = turns(pairs, stage.name, tick)
        self._pairs = pairs
        self._stage = stage
        self._of_turn: dict[int, list[int]] = {}
        for index, turn in enumerate(ticking(self.turn, tick)):
            if not pairs.is_locked[index]:
                self._of_turn.setdefault(turn, []).append(index)

    def segments(self) -> list[Segment]:
        """The segments in their order."""
        left = sorted(self._of_turn)
        found = []
        for step in self._stage.steps:
            first, last = self.sign * step.first, self.sign * step.last
            before = [turn for turn in left if turn < first]
            here = [turn for turn in left if first <= turn <= last]
            left = left[len(before) + len(here) :]
            found += [self._segment(before, None), self._segment(here, step.prices)]
        return [*found, self._segment(left, None)]

    def _segment(self, turns: list[int], prices: Prices | None) -> Segment:
        rows: list[LevelRow] = []
        for turn in ticking(turns, self._tick, 256):
            pairs = self._of_turn[turn]
            chosen = int(self._pairs.is_chosen[pairs].sum())
            if rows and not self.as_many and chosen == rows[-1].chosen == 0:
                rows[-1].turns.append(turn)
                rows[-1].pairs.extend(pairs)
            else:
                rows.append(LevelRow([turn], list(pairs), chosen))
        return Segment(rows, prices)

    def weights(self, segment: Segment, face: Face) -> dict[int, int]:
        """The weight of each pair of a segment, by which one outweighs all open pairs behind it."""
        weight: dict[int, int] = {}
        product = 1
        all_turns = [turn for row in segment.rows for turn in row.turns]
        for turn in ticking(reversed(all_turns), self._tick, 256):
            pairs = self._of_turn[turn]
            weight |= dict.fromkeys(pairs, product)
            if segment.prices is not None:
                product *= 1 + int((face.state[pairs] == OPEN).sum())
        return weight

    def counts(self, index: int, segment: Segment, face: Face) -> bool:
        """Whether the bound of a segment counts a pair: earlier stages do not settle it for it."""
        state = face.state[index]
        if self.as_many:
            return bool(state != ALWAYS)
        return bool(state == ALWAYS or (segment.prices is not None and state != NEVER))
