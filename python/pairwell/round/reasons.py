"""Why two people of a round are a pair, or none, and why somebody is in no pair: by references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.matching.match import WhyUnmatched, why_unmatched, why_unmatched_all
from pairwell.matching.names import Names
from pairwell.matching.why_not import PairExplanation, WhyNot, explain, why_not
from pairwell.round.refused import Refusals, rules_that_refuse

if TYPE_CHECKING:
    from pairwell.matching.matching import Matching
    from pairwell.matching.problem import Problem
    from pairwell.round.round import Round
    from pairwell.scheme.members import RoleName
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable

Progress = Callable[[str, int, int], object]


class Solved(Protocol):
    """What reasons are found in: a `Round`, or a matching that a store has."""

    @property
    def programme(self) -> Programme:
        """The programme whose rules hold."""

    @property
    def mentee_forms(self) -> Sequence[Any]:
        """Whom it was asked about."""

    @property
    def mentor_forms(self) -> Sequence[Any]:
        """Whom it was asked about."""

    @property
    def scores(self) -> ScoreTable:
        """What every pair is worth."""

    @property
    def problem(self) -> Problem:
        """What was solved."""

    @property
    def matching(self) -> Matching:
        """What came of it."""


@dataclass(frozen=True)
class Reason:
    """Why two people are a pair or none, or why one person is in no pair.

    ``text`` names nobody but those whom it is about, so that they may be told; ``detail`` is for
    whoever decides, and names others. Of one person alone, the other reference is empty.
    """

    mentee: str
    mentor: str
    why: str
    """In a word or two."""
    text: str
    detail: str = ""
    answer: WhyNot | PairExplanation | WhyUnmatched | None = None
    made: Solved | None = field(default=None, compare=False)
    """The matching that it is of, where one was asked."""
    state: str = ""
    """In a store, the state of the pair now, or of the person."""
    record: int = 0
    """In a store, the record of the matching that it is of; 0 where it is of none that is kept."""
    day: dt.date | None = None
    """In a store, the day of that matching."""
    is_now: bool = False
    """Of a store, whether it is of a matching of what stands, which is not kept."""
    is_told: bool = True
    """False of a pair of a store that its people do not know of."""
    since: str = ""
    """In a store, what has changed since then, in a sentence that names nobody."""
    since_detail: str = ""
    """The same with references."""

    def __repr__(self) -> str:
        whom = "/".join(filter(None, (self.mentee, self.mentor)))
        return f"<Reason: {whom}, {self.why}>"


def roles_of(mentees: Sequence[str], mentors: Sequence[str]) -> dict[str, RoleName]:
    """Give everybody's role by their reference."""
    return {**dict.fromkeys(mentees, "mentee"), **dict.fromkeys(mentors, "mentor")}


def whom(
    words: Sequence[str], roles: Mapping[str, RoleName], called: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Read whom a question is about: one reference, two, or a pair as in MM-014/MR-003.

    Parameters
    ----------
    called
        Names by reference, where they are known: a name is answered with whose it is.

    Returns
    -------
    tuple
        The mentee and the mentor, in whichever order they were given; of one person alone, the
        other is empty.

    Raises
    ------
    Error
        For a reference that nobody has, with the nearest; for two people of one role; and for more
        than two.
    """
    people: list[str] = []
    for word in words:
        people += _people_in(_core.composed(word.strip()), roles)
    if not 1 <= len(people) <= 2:
        raise _core.Error(
            "name one person, or a mentee and a mentor, as in MM-014 MR-003 or MM-014/MR-003"
        )
    for person in people:
        if person not in roles:
            raise _core.Error(f"nobody has the reference {person!r}{_hint(person, roles, called)}")
    by_role: dict[RoleName, str] = {}
    for person in people:
        other = by_role.setdefault(roles[person], person)
        if other != person or people.count(person) > 1:
            both = (
                f"{person} is given twice"
                if other == person
                else (f"{other} and {person} are both {roles[person]}s")
            )
            raise _core.Error(f"{both}; a pair is of a mentee and a mentor")
    return by_role.get("mentee", ""), by_role.get("mentor", "")


def _hint(person: str, roles: Mapping[str, RoleName], called: Mapping[str, str] | None) -> str:
    """What helps somebody who asked about nobody."""
    likely = suggested_reference(person, roles)
    if likely:
        return f".{likely}"
    if called is None:
        return "; who has which is said by: pairwell people --names"
    wanted = _core.fold(person)
    alike = [reference for reference, name in called.items() if _core.fold(name) == wanted]
    if not alike:
        return "; people are asked about by their references"
    return f"; {person} is {' or '.join(alike[:_NAMESAKES])}"


_NAMESAKES = 4
_NAMED = 8
"""How many a sentence names before it counts the rest."""
_RESERVE = _core.Selected.RESERVE


def _people_in(word: str, roles: Mapping[str, RoleName]) -> list[str]:
    """The references in a word; a reference may have a slash in it too."""
    if word in roles or "/" not in word:
        return [word] if word else []
    cuts = [place for place, letter in enumerate(word) if letter == "/"]
    for cut in cuts:
        if word[:cut].strip() in roles and word[cut + 1 :].strip() in roles:
            return [word[:cut].strip(), word[cut + 1 :].strip()]
    mentee, _, mentor = (part.strip() for part in word.partition("/"))
    if not (mentee and mentor):
        raise _core.Error(f"a pair is written as in MM-014/MR-003, not {word!r}")
    return [mentee, mentor]


def explain_pair(
    solved: Solved,
    mentee: str,
    mentor: str,
    *,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Reason:
    """Say why two people are a pair of a matching.

    Parameters
    ----------
    names
        What sentences call people, by reference; others are called by their references.
    """
    i, j = _places(solved, mentee, mentor)
    why = explain(
        solved.problem, solved.matching, i, j, solved.scores, names=called_in(solved, names),
        progress=progress,
    )  # fmt: skip
    word = "locked" if why.is_locked else "needed" if why.infeasibility else "best"
    return Reason(mentee, mentor, word, why.text, why.detail, why, solved)


def why_no_pair(
    solved: Solved,
    mentee: str,
    mentor: str,
    *,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Reason:
    """Say why two people are no pair of a matching; a rule that refuses them is in the detail.

    Of two people, one may have asked not to be paired with the other. So ``text`` says that a rule
    of pairing refuses them, and ``detail`` which.
    """
    i, j = _places(solved, mentee, mentor)
    called = called_in(solved, names)
    refusals = solved.scores.at(i, j).refusals
    if not refusals:
        why = why_not(solved.problem, solved.matching, i, j, names=called, progress=progress)
        return Reason(mentee, mentor, in_words(why.why), why.text, why.detail, why, solved)
    text = (
        f"A rule of pairing refuses mentee {called.mentee[i]} with mentor {called.mentor[j]},"
        " whatever they would score."
    )
    told = " ".join(own.text for own in refusals)
    return Reason(mentee, mentor, "refused", text, told, None, solved)


def why_alone(
    solved: Solved,
    role: RoleName,
    reference: str,
    *,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Reason:
    """Say why somebody whom a matching was asked about is in no pair of it."""
    forms = solved.mentee_forms if role == "mentee" else solved.mentor_forms
    place = [form.reference for form in forms].index(reference)
    called = called_in(solved, names)
    person: dict[str, Any] = {role: place}
    why = why_unmatched(solved.problem, solved.matching, names=called, progress=progress, **person)
    detail = why.detail
    if why.why is _core.Unmatched.NOBODY_ADMISSIBLE:
        detail = rules_that_refuse(solved.scores, role, place)
    answer = _alone(role, reference, in_words(why.why), why.text, detail, why)
    return replace(answer, made=solved)


def everybody_alone(
    solved: Solved, *, names: Mapping[str, str] | None = None, progress: Progress | None = None
) -> dict[str, Reason]:
    """Say what `why_alone` says of everybody who is in no pair, in one pass."""
    found = why_unmatched_all(
        solved.problem, solved.matching, names=called_in(solved, names), progress=progress
    )
    refusals = Refusals(solved.scores)
    sides: tuple[tuple[RoleName, Sequence[Any], Mapping[Any, WhyUnmatched], int], ...] = (
        ("mentee", solved.mentee_forms, found.mentees, 0),
        ("mentor", solved.mentor_forms, found.mentors, 1),
    )
    told = {}
    for role, forms, answers, column in sides:
        paired = set(solved.matching.pairs[:, column].tolist())
        alone = [place for place in range(len(forms)) if place not in paired]
        for place, why in zip(alone, answers.values(), strict=True):
            reference, detail = forms[place].reference, why.detail
            if why.why is _core.Unmatched.NOBODY_ADMISSIBLE:
                detail = refusals.of(role, place)
            answer = _alone(role, reference, in_words(why.why), why.text, detail, why)
            told[reference] = replace(answer, made=solved)
    return told


def in_words(value: Any) -> str:
    """Write an enumerator for people."""
    return str(value.name).lower().replace("_", " ")


def _alone(
    role: RoleName, reference: str, why: str, text: str, detail: str = "", answer: Any = None
) -> Reason:
    mentee, mentor = (reference, "") if role == "mentee" else ("", reference)
    return Reason(mentee, mentor, why, text, detail, answer)


class RoundReasons:
    """Answers of a round, by references.

    Parameters
    ----------
    names
        What sentences call people, by reference.
    """

    def __init__(
        self,
        round_: Round,
        names: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._round, self._names = round_, names
        self._options: dict[str, Any] = {"names": names, "progress": progress}
        self._pairs = {(own.mentee.reference, own.mentor.reference) for own in round_.pairs}
        self.roles = roles_of(
            [form.reference for form in round_.mentees.forms],
            [form.reference for form in round_.mentors.forms],
        )

    def pair(self, mentee: str, mentor: str) -> Reason:
        """Say why two people are a pair.

        Raises
        ------
        Error
            Where they are none.
        """
        if (mentee, mentor) not in self._pairs:
            raise _core.Error(
                f"{mentee} with {mentor} is no pair; ask: pairwell why-not {mentee} {mentor}"
            )
        return explain_pair(self._round, mentee, mentor, **self._options)

    def why_not(self, mentee: str, mentor: str) -> Reason:
        """Say why two people are no pair.

        Raises
        ------
        Error
            Where they are one.
        """
        if (mentee, mentor) in self._pairs:
            raise _core.Error(
                f"{mentee} with {mentor} is a pair; ask: pairwell explain {mentee} {mentor}"
            )
        out = [
            reference
            for reference, forms in (
                (mentee, self._round.mentee_forms),
                (mentor, self._round.mentor_forms),
            )
            if all(form.reference != reference for form in forms)
        ]
        if not out:
            return self._kept(why_no_pair(self._round, mentee, mentor, **self._options))
        told = (
            f"Mentee {self._name(mentee)} and mentor {self._name(mentor)} did not both go on to the"
            " matching."
        )
        detail = " ".join(f"{each}: {self._where(each)}" for each in out)
        return Reason(mentee, mentor, "not asked", told, detail)

    def _kept(self, reason: Reason) -> Reason:
        """The same, where those who had a pair before reserves came in stand in the way."""
        entered = {each.reference for each in self._round.selections if each.outcome is _RESERVE}
        forms = {"mentee": self._round.mentee_forms, "mentor": self._round.mentor_forms}
        came_in = any(form.reference in entered for side in forms.values() for form in side)
        why = reason.answer
        if not came_in or not isinstance(why, WhyNot) or why.infeasibility is None:
            return reason
        kept = [
            f"{claim.kind} {self._name(forms[claim.kind][claim.id].reference)}"
            for claim in why.infeasibility.asked
            if claim.kind in forms and isinstance(claim.id, int)
        ]
        if not kept:
            return reason
        text = (
            f"Pairing mentee {self._name(reason.mentee)} with mentor {self._name(reason.mentor)}"
            " would take the place of someone who was paired before reserves came in."
        )
        if len(kept) > _NAMED:
            kept = [*kept[:_NAMED], f"{len(kept) - _NAMED} more"]
        told = " and ".join(filter(None, (", ".join(kept[:-1]), kept[-1])))
        return replace(
            reason, text=text, detail=f"Before reserves came in, there was a pair for {told}."
        )

    def person(self, reference: str) -> Iterator[Reason]:
        """Say of each pair of a person why it is, or why the person is in none."""
        mine = [pair for pair in sorted(self._pairs) if reference in pair]
        for mentee, mentor in mine:
            yield self.pair(mentee, mentor)
        if not mine:
            yield self._unpaired(reference)

    def _unpaired(self, reference: str) -> Reason:
        own = next(
            (each for each in self._round.unpaired if each.form.reference == reference), None
        )
        if own is None:
            return self._not_asked(reference)
        role = self.roles[reference]
        if own.why is None:
            return _alone(role, reference, "not needed", own.text)
        if self._names:
            again = why_alone(self._round, role, reference, **self._options)
            if again.text == own.text:  # nothing that the round has to say of reserves
                return again
        return _alone(role, reference, in_words(own.why.why), own.text, own.why.detail, own.why)

    def _not_asked(self, reference: str) -> Reason:
        """Say why somebody did not go on to the matching, or waits as a reserve."""
        role = self.roles[reference]
        waits = self._waits(reference)
        if waits:
            return _alone(role, reference, "not needed", waits)
        word, reasons, detail = self._decided(reference)
        text = " ".join([f"Did not go on to the matching: {word}.", *reasons])
        return _alone(role, reference, word, text, detail)

    def _where(self, reference: str) -> str:
        """The same in short, with what names others."""
        word, reasons, detail = self._decided(reference)
        return self._waits(reference) or " ".join(filter(None, (f"{word}.", *reasons, detail)))

    def _waits(self, reference: str) -> str:
        """What a round says of a reserve who was not needed; nothing of anybody else."""
        found = (own for own in self._round.unpaired if own.form.reference == reference)
        return next((own.text for own in found), "")

    def _decided(self, reference: str) -> tuple[str, list[str], str]:
        """What was decided of somebody last: in a word, with reasons, and what names others."""
        entry = next((own for own in self._round.selections if own.reference == reference), None)
        if entry is not None:
            return in_words(entry.outcome), [entry.reason] if entry.reason else [], entry.detail
        decision = next(own for own in self._round.decisions if own.reference == reference)
        return in_words(decision.outcome), [reason.text for reason in decision.reasons], ""

    def _name(self, reference: str) -> str:
        return (self._names or {}).get(reference, reference)


def not_taking_part(
    role: RoleName, reference: str, state: str, reasons: Sequence[str], detail: str = ""
) -> Reason:
    """Say of somebody who takes no part in a matching where they stand."""
    word = state.replace("_", " ")
    text = " ".join([f"Takes no part in the matching: {word}.", *filter(None, reasons)])
    return replace(_alone(role, reference, word, text, detail), state=state)


def _places(solved: Solved, mentee: str, mentor: str) -> tuple[int, int]:
    return (
        [form.reference for form in solved.mentee_forms].index(mentee),
        [form.reference for form in solved.mentor_forms].index(mentor),
    )


def called_in(solved: Solved, names: Mapping[str, str] | None) -> Names:
    """Give what sentences call the people and groups of a matching; names are by reference."""
    known, own = names or {}, solved.problem._names
    return Names(
        tuple(known.get(form.reference, form.reference) for form in solved.mentee_forms),
        tuple(known.get(form.reference, form.reference) for form in solved.mentor_forms),
        own.mentee_group,
        own.mentor_group,
    )
