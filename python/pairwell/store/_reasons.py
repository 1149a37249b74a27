"""Why two people of a store are a pair or none, and why somebody is in no pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from pairwell import _core
from pairwell.matching.why_not import PairExplanation
from pairwell.round.reasons import (
    Reason,
    everybody_alone,
    explain_pair,
    not_taking_part,
    roles_of,
    why_alone,
    why_no_pair,
)
from pairwell.store._moves import ENDED, LIVE, TAKES_PART, PairKey, PairStanding

if TYPE_CHECKING:
    from pairwell.store._on_record import MatchingOnRecord
    from pairwell.store._standing import Standing
    from pairwell.store._words import Keep

Progress = Callable[[str, int, int], object]

_BARRED = tuple(state for state in ENDED if state != "replaced")
"""States of a pair that no later matching makes again."""
_SINGLY = 2
"""How many people in no pair are asked of one by one; in one pass, everybody costs as several."""


class Desk(Protocol):
    """What answers are read from: the desk `Pairs`."""

    def standing(self) -> Standing:
        """What stands now."""

    def matchings(self) -> dict[str, int]:
        """The records of the matchings."""

    def known_pairs(self) -> set[PairKey]:
        """Which pairs their people know of."""

    def why_there(self, reference: str) -> list[str]:
        """Why somebody stands where they do."""

    def matching_on_record(
        self, record: int = 0, *, progress: Progress | None = None
    ) -> MatchingOnRecord:
        """A matching that is kept."""

    def matching_of_now(
        self, keep: Keep = "most", *, progress: Progress | None = None
    ) -> MatchingOnRecord:
        """One that is not."""


class Reasons:
    """Answers by the matchings of a store, of which each is found again once.

    A pair is explained by the matching that proposed it, and who is in none by the last one; an
    answer says of which day that is and what has changed since. With ``keep`` all answers are of a
    matching of now, which is not kept: what `Pairs.match` would make.
    """

    def __init__(
        self,
        desk: Desk,
        names: Mapping[str, str],
        keep: Keep | None,
        progress: Progress | None,
    ) -> None:
        self._desk, self._keep = desk, keep
        self._names = names
        self._options: dict[str, Any] = {"names": names, "progress": progress}
        self._progress = progress
        self._found: dict[int, MatchingOnRecord] = {}
        self._singly: Counter[int] = Counter()
        self._everybody: dict[int, dict[str, Reason]] = {}
        self.standing = desk.standing()
        self._known, self._made = desk.known_pairs(), desk.matchings()
        people = self.standing.people.values()
        self.roles = roles_of(
            [person.reference for person in people if person.role == "mentee"],
            [person.reference for person in people if person.role == "mentor"],
        )
        """Everybody's role, by reference."""

    def __repr__(self) -> str:
        of = "matchings on record" if self._keep is None else f"a matching of now, {self._keep}"
        return f"<Reasons: {of}>"

    def pair(self, mentee: str, mentor: str) -> Reason:
        """Say why two people are a pair, or were one.

        Raises
        ------
        Error
            Where they are none, or the matching cannot be found again.
        """
        known = self.standing.pair(mentee, mentor)
        if self._keep is not None:
            made = self._matching()
            if (mentee, mentor) not in made.pairs:
                raise _core.Error(
                    f"{mentee} with {mentor} is no pair of a matching of today; ask:"
                    f" pairwell why-not {mentee} {mentor} --now"
                )
            return self._explained(made, mentee, mentor, known)
        if known is None:
            self._refuse_before_a_matching()
            raise _core.Error(
                f"{mentee} with {mentor} is no pair, and was never proposed; ask:"
                f" pairwell why-not {mentee} {mentor}"
            )
        return self._explained(self._matching(self._proposed_by(known)), mentee, mentor, known)

    def why_not(self, mentee: str, mentor: str) -> Reason:
        """Say why two people are no pair.

        Raises
        ------
        Error
            Where they are one, or the matching cannot be found again.
        """
        known = self.standing.pair(mentee, mentor)
        if known is not None and known.state in _BARRED:
            text = (
                f"Mentee {self._name(mentee)} and mentor {self._name(mentor)} were a pair that has"
                f" ended ({_words(known.state)}), and no later matching makes it again."
            )
            return Reason(
                mentee, mentor, _words(known.state), text, _typed(known), state=known.state,
                is_told=(mentee, mentor) in self._known,
            )  # fmt: skip
        is_pair = known is not None and known.state not in ENDED
        if is_pair and self._keep is None:
            raise _core.Error(
                f"{mentee} with {mentor} is a pair; ask: pairwell explain {mentee} {mentor}"
            )
        made = self._matching()
        if (mentee, mentor) in made.pairs:
            raise _core.Error(
                f"{mentee} with {mentor} is a pair of a matching of today; ask:"
                f" pairwell explain {mentee} {mentor} --now"
            )
        out = [each for each in (mentee, mentor) if not made.took_part(each)]
        if out:
            return self._of(made, self._apart(made, mentee, mentor, out))
        answer = why_no_pair(made, mentee, mentor, **self._options)
        return self._of(made, replace(answer, detail=self._states_told(made, answer.detail)))

    def person(self, reference: str) -> Iterator[Reason]:
        """Say of each pair of a person why it is, or why the person is in none."""
        if self._keep is not None:
            made = self._matching()
            mine = sorted(key for key in made.pairs if reference in key)
        else:
            shown = self.standing.shown
            mine = [
                (pair.mentee, pair.mentor)
                for pair in self.standing.pairs_of(reference)
                if pair in shown
            ]
        for key in mine:
            yield self.pair(*key)
        if not mine:
            yield self._alone(reference)

    def _alone(self, reference: str) -> Reason:
        person = self.standing.people[reference]
        if person.state not in TAKES_PART:
            return not_taking_part(
                person.role, reference, person.state, self._desk.why_there(reference),
                _given(person.reason),
            )  # fmt: skip
        if self._keep is None and not self._made:
            text = "Takes part, and no matching was made yet."
            return self._standing_alone(reference, "not matched yet", text)
        made = self._matching()
        if not made.took_part(reference):
            text = "Takes part, and was not accepted yet when the last matching was made."
            return self._of(made, self._standing_alone(reference, "not asked", text))
        mine = sorted(key for key in made.pairs if reference in key)
        if mine:
            known = [self.standing.pair(*key) for key in mine]
            text = "Takes part, and is in no pair now; the next matching asks again."
            detail = " ".join(
                f"{pair.mentee}/{pair.mentor}: {_words(pair.state)}."
                + (f" {_typed(pair)}" if pair.reason else "")
                for pair in known
                if pair
            )
            return self._of(made, self._standing_alone(reference, "ended", text, detail))
        answer = self._in_none(made, reference)
        detail = self._states_told(made, answer.detail)
        return self._of(made, replace(answer, state=person.state, detail=detail))

    def _in_none(self, made: MatchingOnRecord, reference: str) -> Reason:
        """Ask of one person, and once several were asked of, of everybody at once."""
        self._singly[made.record] += 1
        if self._singly[made.record] <= _SINGLY:
            return why_alone(made, self.roles[reference], reference, **self._options)
        if made.record not in self._everybody:
            self._everybody[made.record] = everybody_alone(made, **self._options)
        return self._everybody[made.record][reference]

    def _standing_alone(self, reference: str, why: str, text: str, detail: str = "") -> Reason:
        role, state = self.roles[reference], self.standing.state(reference)
        mentee, mentor = (reference, "") if role == "mentee" else ("", reference)
        return Reason(mentee, mentor, why, text, detail, state=state)

    def _explained(
        self, made: MatchingOnRecord, mentee: str, mentor: str, known: PairStanding | None
    ) -> Reason:
        answer = explain_pair(made, mentee, mentor, **self._options)
        state = "" if known is None else known.state
        before = made.standing.pair(mentee, mentor)
        why, text = answer.why, answer.text
        if isinstance(answer.answer, PairExplanation) and answer.answer.is_locked and before:
            why = _words(before.state)
            text = text.removesuffix("The pair is locked.") + f"The pair is {why}, so it stays."
        detail = self._states_told(made, answer.detail)
        if known is not None and known.state in ENDED:
            detail = " ".join(filter(None, (_typed(known), detail)))
        answer = replace(answer, why=why, text=text, detail=detail, state=state)
        return self._of(made, replace(answer, is_told=(mentee, mentor) in self._known))

    def _apart(self, made: MatchingOnRecord, mentee: str, mentor: str, out: list[str]) -> Reason:
        """Of two people of whom a matching was not asked about one or both."""
        text = (
            f"Mentee {self._name(mentee)} and mentor {self._name(mentor)} did not both take part in"
            " the matching."
        )
        told = []
        for each in out:
            state = self.standing.state(each)
            reasons = self._desk.why_there(each)
            now = "accepted since" if state in TAKES_PART else _words(state)
            told.append(f"{each}: {' '.join((f'{now}.', *reasons))}")
        return Reason(mentee, mentor, "not asked", text, " ".join(told))

    def _matching(self, record: int = 0) -> MatchingOnRecord:
        if record not in self._found:
            if self._keep is not None:
                made = self._desk.matching_of_now(self._keep, progress=self._progress)
            else:
                made = self._desk.matching_on_record(record, progress=self._progress)
            self._found[record] = self._found[made.record] = made
        return self._found[record]

    def _proposed_by(self, pair: PairStanding) -> int:
        """The record of the matching that proposed a pair; 0 for the last, where none says so."""
        return self._made.get(pair.matching, 0)

    def _refuse_before_a_matching(self) -> None:
        if not self._made:
            raise _core.Error("no matching was made yet; make one with: pairwell match")

    def _of(self, made: MatchingOnRecord, answer: Reason) -> Reason:
        gone = [
            f"{each} no longer takes part ({_words(state)})."
            for each in (answer.mentee, answer.mentor)
            if made.took_part(each)
            and (state := self.standing.state(each)) not in (*TAKES_PART, "completed")
        ]
        detail = " ".join(filter(None, (*gone, answer.detail)))
        if not made.record:
            return replace(answer, is_now=True)
        return replace(
            answer, detail=detail, record=made.record, day=made.day, since=made.since.text,
            since_detail=made.since.detail,
        )  # fmt: skip

    def _states_told(self, made: MatchingOnRecord, text: str) -> str:
        """A sentence with the states of the pairs that had to stay, in place of "locked"."""
        for pair in made.standing.pairs if " is locked" in text else ():
            told = f"mentee {self._name(pair.mentee)} with mentor {self._name(pair.mentor)} is "
            state = pair.state if pair.state in LIVE else "kept"
            text = text.replace(f"{told}locked", f"{told}{state}")
        return text

    def _name(self, reference: str) -> str:
        return self._names.get(reference, reference)


def _words(state: str) -> str:
    return state.replace("_", " ")


def _typed(pair: PairStanding) -> str:
    """What somebody gave as the reason for a pair's end."""
    return _given(pair.reason)


def _given(reason: str) -> str:
    """What somebody typed as a reason, as a sentence that others may follow."""
    end = "" if reason.endswith((".", "!", "?")) else "."
    return f"Given as the reason: {reason}{end}" if reason else ""
