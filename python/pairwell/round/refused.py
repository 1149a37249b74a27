"""By which rules somebody is refused with everybody of the other side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pairwell.data.shown import plural

if TYPE_CHECKING:
    from pairwell.scheme.members import RoleName
    from pairwell.score.score import ScoreTable


def rules_that_refuse(scores: ScoreTable, role: RoleName, place: int) -> str:
    """Count by rule with how many of the other side somebody is refused: a sentence, or nothing.

    Parameters
    ----------
    role, place
        Who: the row of a mentee, or the column of a mentor.
    """
    mentees, mentors = scores.shape
    is_mentee = role == "mentee"
    cells = (
        scores.at(place, other) if is_mentee else scores.at(other, place)
        for other in range(mentors if is_mentee else mentees)
    )
    counts = Counter(rule for cell in cells for rule in {own.rule for own in cell.refusals})
    if not counts:
        return ""
    one, many = ("mentor", "mentors") if is_mentee else ("mentee", "mentees")
    told = [f"{rule} ({plural(count, one, many)})" for rule, count in sorted(counts.items())]
    return f"Refused by rule: {', '.join(told)}."


class Refusals:
    """What `rules_that_refuse` says, of as many people as take a second or two together.

    In the order in which they are asked about; of others it says nothing.
    """

    def __init__(self, scores: ScoreTable, most: int = 20_000) -> None:
        self._scores, self._left = scores, most

    def of(self, role: RoleName, place: int) -> str:
        """Give the sentence about somebody, or nothing."""
        mentees, mentors = self._scores.shape
        self._left -= mentors if role == "mentee" else mentees
        return rules_that_refuse(self._scores, role, place) if self._left >= 0 else ""
