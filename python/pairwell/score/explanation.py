"""Why a pair is worth what it is, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pairwell._core import Refusal
from pairwell.data.shown import html_table

if TYPE_CHECKING:
    from pairwell._core import PartInWords


@dataclass(frozen=True)
class Explanation:
    """What one pair is worth, criterion by criterion; `print` shows it in a few lines."""

    mentee: Any
    """Labels."""
    mentor: Any
    points: float
    """From 0 to 100."""
    coverage: int
    """Thousandths of the weight that was answered."""
    parts: tuple[PartInWords, ...]
    """By criterion: what both answered, in words, and its score."""
    refusals: tuple[Refusal, ...] = ()
    """Every rule that forbids the pair."""

    def __str__(self) -> str:
        head = f"{self.mentee} with {self.mentor}: {self._worth()}"
        lines = [f"  {_of(part)}  {part.sentence}" for part in self.parts]
        return "\n".join([head, *lines, *(f"  Refused: {each.text}" for each in self.refusals)])

    def __repr__(self) -> str:
        refused = ", refused" if self.refusals else ""
        return f"<Explanation: {self._worth()}{refused}>"  # labels may be names or e-mails

    def _repr_html_(self) -> str:
        rows: list[tuple[object, ...]] = [
            (f"{part.score.points:.1f}", part.score.weight, part.words, part.mentee, part.mentor)
            for part in self.parts
        ]
        rows += [("refused", "", each.text, "", "") for each in self.refusals]
        columns = ("points", "weight", "criterion", "mentee", "mentor")
        refused = ", refused" if self.refusals else ""
        caption = f"{self.mentee} with {self.mentor}: {self._worth()}{refused}"
        return html_table(caption, columns, rows, len(rows))

    def _worth(self) -> str:
        return f"{self.points:.1f} points from {self.coverage // 10}% of the weight"


def _of(part: PartInWords) -> str:
    return f"{part.score.points:5.1f} points of weight {part.score.weight:3d}"
