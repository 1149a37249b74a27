"""One decision on a board: who took it, when, why, and what it cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pairwell.board.price import BoardPrice
from pairwell.data.framed import Column
from pairwell.matching.labels import Label
from pairwell.matching.tables import MatchingTable

What = Literal["lock", "veto", "free", "capacity", "weight", "undo", "redo"]


@dataclass(frozen=True, repr=False)
class BoardDecision:
    """One decision on a board; `print` shows it in words."""

    number: int
    """From 1, in the order in which they were taken."""
    what: What
    mentee: Label
    """The label, or the position; None where the decision is about no mentee."""
    mentor: Label
    value: Any
    """The (least, most) pair of a capacity, or the weight; the criterion stands in `text`."""
    text: str
    """A full sentence: "Locked mentee Ana with mentor Xu."."""
    who: str
    when: dt.datetime
    why: str
    price: BoardPrice | None = None
    """What it cost; None of "undo" and "redo", and where it was taken back before the answer."""
    stands: bool = True
    """Whether it is in force, and not taken back."""

    def __str__(self) -> str:
        by = f", {self.who}" if self.who else ""
        price = self.price.text if self.price else ""
        parts = (f"{self.when:%Y-%m-%d %H:%M}{by}: {self.text}", self.why, price)
        return " ".join(filter(None, parts))

    def __repr__(self) -> str:
        back = "" if self.stands else ", taken back"
        return f"<BoardDecision: {self.number}, {self.what}{back}>"


def decisions_table(decisions: Sequence[BoardDecision]) -> MatchingTable:
    """A row for each decision."""
    columns = [
        Column("when", "instant", [own.when for own in decisions]),
        Column("who", "text", [own.who for own in decisions]),
        Column("what", "text", [own.text for own in decisions]),
        Column("why", "text", [own.why for own in decisions]),
        Column("price", "text", [own.price.text if own.price else None for own in decisions]),
        Column("stands", "text", ["yes" if own.stands else "no" for own in decisions]),
    ]
    return MatchingTable("decisions", columns)
