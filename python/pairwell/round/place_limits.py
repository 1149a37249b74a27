"""Places that a matching counts in pairs, where people may not fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.data.shown import plural

if TYPE_CHECKING:
    from pairwell._core import Finding
    from pairwell.matching.matching import Matching

_MOST = 5


def counted_in_pairs(mentors: Sequence[Any], matching: Matching) -> Iterator[Finding]:
    """Say where places are full in pairs, though people may not fill them.

    Places count people, so that a second mentee takes no further place. Which of more mentors than
    places are to have one is what no count of pairs can say, and then pairs are counted instead,
    which never passes the places: see `make_problem`. Where such a count is not full, or nobody
    there could take several, it costs no pair.
    """
    problem = matching.problem
    if not any(most is not None for _, _, (_, most) in problem.mentor_groups):
        return
    taken = Counter(matching.pairs[:, 1].tolist())
    allowed = Counter(problem.admissible()[0][:, 1].tolist())
    for name, members, (_, most) in problem.mentor_groups:
        if most is None or sum(taken[mentor] for mentor in members) < most:
            continue
        several = [
            mentors[mentor].reference
            for mentor in members
            if (problem.mentor_capacity[mentor][1] or 0) > 1 and allowed[mentor] > 1
        ]
        if several:
            yield _finding(name, len(members), most, several)


def _finding(name: str, people: int, most: int, several: list[str]) -> Finding:
    more = f" and {len(several) - _MOST} more" if len(several) > _MOST else ""
    message = (
        f"{plural(people, 'mentor')} may fill {name}, {most} in all, and some offer to take several"
        f" mentees ({', '.join(several[:_MOST])}{more}): pairs are counted there and not people, so"
        " that places are never passed. There may be room for more pairs. Let no more mentors go on"
        " than there are places, and their pairs are not limited."
    )
    return _core.Finding(
        severity=_core.Severity.WARNING, rule="places", message=message, file="mentors", value=name
    )
