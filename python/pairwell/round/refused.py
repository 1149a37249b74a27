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
