"""The decisions of a board in their order, with a way back and forth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pairwell.board.changes import Changes
from pairwell.board.decision import BoardDecision
from pairwell.board.price import BoardPrice


@dataclass(frozen=True)
class Step:
    """What stood after a decision, and the number of it; 0 is how the board began."""

    changes: Changes
    number: int


class History:
    """Everything that was decided, and how much of it stands."""

    def __init__(self) -> None:
        self._steps = [Step(Changes(), 0)]
        self._place = 0
        self._log: list[BoardDecision] = []

    @property
    def changes(self) -> Changes:
        """The decisions that stand."""
        return self._steps[self._place].changes

    @property
    def standing(self) -> int:
        """How many decisions stand."""
        return self._place

    @property
    def next_number(self) -> int:
        """The number of the next decision."""
        return len(self._log) + 1

    @property
    def undoes(self) -> BoardDecision | None:
        """The decision that would be taken back; None where there is none."""
        return self._decision(self._place) if self._place else None

    @property
    def redoes(self) -> BoardDecision | None:
        """The decision that would be taken again; None where there is none."""
        return self._decision(self._place + 1) if self._place + 1 < len(self._steps) else None

    def _decision(self, place: int) -> BoardDecision:
        return self._log[self._steps[place].number - 1]

    def decide(self, decision: BoardDecision, changes: Changes) -> None:
        """Take a decision; what was taken back before can no longer be taken again."""
        self._log.append(decision)
        self._steps = [*self._steps[: self._place + 1], Step(changes, decision.number)]
        self._place += 1

    def move(self, decision: BoardDecision, steps: int) -> None:
        """Go one step back or forth, and note that."""
        self._log.append(decision)
        self._place += steps

    def put_price(self, number: int, price: BoardPrice) -> None:
        """Note what a decision cost, once that is known."""
        self._log[number - 1] = replace(self._log[number - 1], price=price)

    def log(self) -> Iterator[BoardDecision]:
        """Everything that was decided, in order."""
        standing = {step.number for step in self._steps[1 : self._place + 1]}
        for own in self._log:
            moves = own.what in ("undo", "redo")
            yield replace(own, stands=moves or own.number in standing)
