"""A board without its page: decisions by position, solved for, priced, taken back and forth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from pairwell._arguments import check_text
from pairwell.board.changes import CapacityChange, Change, Changes, PairChange, PairState
from pairwell.board.decision import BoardDecision, What
from pairwell.board.history import History
from pairwell.board.price import BoardPrice, price_between
from pairwell.board.solutions import Solutions
from pairwell.board.start import ROLES, Start, range_text
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import Label
from pairwell.matching.matching import Matching

Clock = Callable[[], dt.datetime]
_MOST_TEXT = 2_000
_WHAT: dict[PairState, tuple[What, str]] = {
    "locked": ("lock", "Locked"),
    "vetoed": ("veto", "Vetoed"),
    "free": ("free", "Freed"),
}
_MOVES = {"undo": (-1, "Took back"), "redo": (1, "Took again")}


class Session:
    """What was decided, what stands, and the matching for it."""

    def __init__(self, start: Start, actor: str, clock: Clock) -> None:
        self.start = start
        self.history = History()
        self.solutions = Solutions(start)
        self.actor = actor
        self._clock = clock
        self._unpriced: tuple[int, Matching, bool] | None = None
        self._way_back: What = "undo"
        self._watching: list[Callable[[int], object]] = []

    def watch(self, told: Callable[[int], object]) -> None:
        """Have something told of each decision, and how many there were."""
        self._watching.append(told)

    def _go(self) -> None:
        """Begins to solve for what stands now."""
        self.solutions.go(self.changes)
        for told in self._watching:
            told(self.history.next_number - 1)

    @property
    def changes(self) -> Changes:
        """The decisions that stand."""
        return self.history.changes

    @property
    def standing(self) -> Matching:
        """The pairs that stood last."""
        return self.solutions.standing

    def price(self, change: Change) -> BoardPrice:
        """What a change would cost, solved for here and now."""
        self.settle()
        after = self.start.made(self.changes, change)
        is_reweighted = after.weights != self.changes.weights
        found = self.solutions.solved(after)
        return price_between(self.standing, found, is_reweighted=is_reweighted)

    def decide(self, change: Change, because: str, actor: str | None) -> None:
        """Take a decision, and begin to solve for it.

        Raises
        ------
        InvalidInput
            For a decision that stands already or cannot be, and one without a reason.
        """
        self.settle()
        because = said("because", because)
        after = self.start.made(self.changes, change)
        who = self.actor if actor is None else said("actor", actor)
        self.start.asked(after)  # what the problem itself refuses is not noted
        decision = self._decision(change, who, because)
        is_reweighted = after.weights != self.changes.weights
        self._unpriced = decision.number, self.standing, is_reweighted
        self._way_back = "undo"
        self.history.decide(decision, after)
        self._go()

    def move(self, what: What, actor: str | None = None) -> None:
        """Take back the last decision ("undo"), or take it again ("redo").

        Raises
        ------
        InvalidInput
            Where there is none.
        """
        steps, words = _MOVES[what]
        decision = self.history.undoes if what == "undo" else self.history.redoes
        if decision is None:
            raise_fault("board", what, what, f"there is no decision to {what}")
        assert decision is not None
        who = self.actor if actor is None else said("actor", actor)
        text = f"{words}: {decision.text[0].lower()}{decision.text[1:]}"
        noted = BoardDecision(
            self.history.next_number, what, decision.mentee, decision.mentor, decision.value,
            text, who, self._clock(), "",
        )  # fmt: skip
        self._unpriced = None
        self._way_back = "redo" if what == "undo" else "undo"
        self.history.move(noted, steps)
        self._go()

    def settle(self, seconds: float | None = None) -> bool:
        """Wait for the matching of what stands; whether it is there."""
        if not self.solutions.settle(seconds):
            return False
        if self._unpriced is not None:
            number, before, is_reweighted = self._unpriced
            self._unpriced = None
            after = self.solutions.now
            price = price_between(before, after, is_reweighted=is_reweighted)
            self.history.put_price(number, price)
        return True

    def stop(self) -> None:
        """Stop solving, and go back to what stood before."""
        if not self.settle(0.0):
            self.move(self._way_back)

    def _decision(self, change: Change, who: str, because: str) -> BoardDecision:
        start = self.start
        mentee: Label = None
        mentor: Label = None
        value: Any = None
        if isinstance(change, PairChange):
            mentee, mentor = (start.label((side, change.pair[side])) for side in (0, 1))
            what, word = _WHAT[change.state]
            text = f"{word} {start.pair_called(change.pair)}."
        elif isinstance(change, CapacityChange):
            side, label = change.person[0], start.label(change.person)
            mentee, mentor = (None, label) if side else (label, None)
            what, value = "capacity", change.limits
            called = start.called(*change.person)
            text = f"Let {ROLES[side]} {called} have {range_text(change.limits)}."
        else:
            what, value = "weight", change.weight
            text = f'Counted "{change.criterion}" by weight {change.weight}.'
        return BoardDecision(
            self.history.next_number, what, mentee, mentor, value, text, who, self._clock(),
            because,
        )  # fmt: skip


def said(argument: str, text: Any) -> str:
    """A text that says something, on one line.

    Raises
    ------
    InvalidInput
        For one that says nothing, and one that is too long.
    """
    check_text("board", argument, text)
    words = " ".join(str(text).split())
    if not words:
        raise_fault("board", "text", argument, "is empty: it goes on record", words)
    if len(words) > _MOST_TEXT:
        message = f"has more than {_MOST_TEXT:,} characters"
        raise_fault("board", "text", argument, message, words[:40])
    return words
