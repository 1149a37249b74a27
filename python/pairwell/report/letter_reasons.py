"""What letters may quote of why people are in their pairs, or in none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pairwell import _core
from pairwell.matching.match import WhyUnmatched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairwell.store import Pairs, Person, PersonStanding, Reason, Reasons


class Due(Protocol):
    """A letter that is due, as far as reasons go."""

    @property
    def kind(self) -> str:
        """The kind of the letter."""

    @property
    def person(self) -> PersonStanding:
        """To whom."""

    @property
    def partners(self) -> tuple[str, ...]:
        """Whom the letter names as partners."""


def quoted_reasons(
    desk: Pairs, letters: Iterable[Due], people: Mapping[str, Person]
) -> dict[str, list[Reason]]:
    """Give why people are in the pairs that they are told of, or were in none of the last matching.

    Of a reason a letter quotes the text, which names nobody else. Somebody whose pair was given up
    before they knew of it gets none, nor does anybody where a matching cannot be found again.

    Parameters
    ----------
    people
        Who those are who are written to and whom they are told of.
    """
    names = {reference: own.name or reference for reference, own in people.items()}
    answers = desk.reasons(names=names)
    found: dict[str, list[Reason]] = {}
    for due in letters:
        try:
            found[due.person.reference] = list(_of(answers, due))
        except _core.Error:  # somebody was erased, or another version made the matching
            continue
    return found


def _of(answers: Reasons, due: Due) -> Iterable[Reason]:
    own = due.person.reference
    if due.kind == "unpaired":
        return [each for each in answers.person(own) if isinstance(each.answer, WhyUnmatched)]
    is_mentee = due.person.role == "mentee"
    pairs = [(own, other) if is_mentee else (other, own) for other in due.partners]
    return [answers.pair(*pair) for pair in pairs]
