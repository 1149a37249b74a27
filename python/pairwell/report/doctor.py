"""Which changes of rules would pair people, as lines, as values, and for the page of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell.data.spoken import joined, some_of
from pairwell.report.language import english, language_of, later, speech_of
from pairwell.round.doctor import treated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pairwell.report.language import Language
    from pairwell.round.remedies import PersonTreatment, SchemeRemedy, SchemeTreatment
    from pairwell.round.round import Round
    from pairwell.round.scheme_change import SchemeChange

FOR_WHOM = later(
    "For whoever runs the scheme, and nobody else: a rule may be what one of two people asked for."
)
MOST_PEOPLE = 200
"""People on a side, beyond which the page of a round says nothing of this: it would take long."""
_EFFORT = 3_000_000
"""How many pairs are looked at for a page: a second or two."""
_MOST = 3
_SHOWN = 30
_SHARED = 3


def shared_text(
    found: SchemeTreatment, who: Callable[[str], str], language: Language | None = None
) -> str:
    """Say which changes pair several people; empty where none does."""
    spoken = speech_of(language or english())
    told = []
    for changes, people in found.shared()[:_SHARED]:
        told.append(
            spoken.gettext(
                "with %(changes)s: %(people)s",
                changes=spoken.listed(own.text(who, spoken) for own in changes),
                people=some_of(spoken, [who(person) for person in people]),
            )
        )
    if not told:
        return ""
    return spoken.gettext("Several people would be paired %(ways)s.", ways=joined(spoken, told))


class Details:
    """Says what a remedy would mean for others, and of one that was told before for whom it was."""

    def __init__(self, who: Callable[[str], str], language: Language | None = None) -> None:
        self._who = who
        self._language = language or english()
        self._told: dict[tuple[SchemeChange, ...], str] = {}

    def of(self, person: str, remedy: SchemeRemedy) -> str:
        """Give the sentences of a remedy of somebody."""
        before = self._told.setdefault(remedy.changes, person)
        if before == person:
            return remedy.detail
        return self._language.gettext("The same matching as for %(who)s.", who=self._who(before))


def helped(found: SchemeTreatment) -> list[PersonTreatment]:
    """Give those whom some change would pair."""
    return [own for own in found.people if own.remedies]


def unhelped_text(
    found: SchemeTreatment, who: Callable[[str], str], language: Language | None = None
) -> str:
    """Name those for whom no change was found; empty where there is nobody."""
    people = [own for own in found.people if not own.remedies]
    if not people:
        return ""
    spoken = language or english()
    some = [who(own.person) for own in people[:_SHOWN]]
    if len(people) > _SHOWN:
        some.append(spoken.gettext("%(count)s more", count=len(people) - _SHOWN))
    text = later("No change of one rule, or of two, would pair %(people)s.")
    if any(own.is_cut for own in people):
        text = later(
            "No change of one rule, or of two, was found, though not all were tried, for"
            " %(people)s."
        )
    return spoken.gettext(text, people=spoken.listed(some))


def relaxations_of(found: SchemeTreatment) -> list[str]:
    """Give the rules to relax, a sentence each, where no matching obeys them all."""
    told = [own.text for own in found.relaxations]
    return told if found.relaxation is None else [found.relaxation.text]


def treatment_lines(found: SchemeTreatment, who: Callable[[str], str]) -> Iterator[str]:
    """Say what was found in lines, an empty one before each person."""
    if told := relaxations_of(found):
        yield "No pairs can obey every rule, and each of these is enough:"
        yield from (f"{place}. {text}" for place, text in enumerate(told, 1))
        return
    if not found.people:
        yield str(found)
        return
    yield FOR_WHOM
    details = Details(who)
    for own in helped(found):
        yield ""
        yield own.text
        for place, remedy in enumerate(own.remedies, 1):
            yield f"{place}. {remedy.text}"
            yield f"   {details.of(own.person, remedy)}"
    yield ""
    yield from filter(None, (shared_text(found, who), unhelped_text(found, who)))
    yield from found.untried


def treatment_facts(found: SchemeTreatment) -> dict[str, Any]:
    """Give it as JSON has it."""
    facts = found.to_dict()
    own = found.relaxation
    if own is None:
        return {**facts, "shared": _shared_facts(found)}
    changes = [
        {
            "kind": change.kind.name.lower(),
            "rule": change.of,
            "references": [str(each) for each in _subject(change.subject)],
            "was": float(change.before),
            "becomes": float(change.after),
        }
        for change in own.changes
    ]
    told = {"changes": changes, "is_smallest": own.is_smallest, "text": own.text}
    return {**facts, "relaxation": told}


def _subject(subject: Any) -> tuple[Any, ...]:
    return subject if isinstance(subject, tuple) else () if subject is None else (subject,)


def _shared_facts(found: SchemeTreatment) -> list[dict[str, Any]]:
    return [
        {"changes": [own.to_dict() for own in changes], "references": list(people)}
        for changes, people in found.shared()
    ]


def treatment_words(found: SchemeTreatment) -> Iterator[str]:
    """Give everything that is said of somebody, and nothing else that is known of the answer."""
    yield from relaxations_of(found)
    for own in found.people:
        yield own.text
        for remedy in own.remedies:
            yield from (remedy.text, remedy.detail)


def doctor_context(round_: Round, who: Callable[[str], str]) -> dict[str, Any]:
    """What the page of a round says of it; of a large round, that it does not.

    Parameters
    ----------
    who
        What people are called, by reference.
    """
    if max(len(round_.mentee_forms), len(round_.mentor_forms)) > MOST_PEOPLE:
        return {"most": MOST_PEOPLE}
    language = language_of(round_.programme.language)
    forms = (*round_.mentees.forms, *round_.mentors.forms)
    names = {form.reference: who(form.reference) for form in forms}
    say = speech_of(language)
    found = treated(round_, most=_MOST, names=names, effort=_EFFORT, say=say)
    return {
        "most": 0,
        "for_whom": language.gettext(FOR_WHOM),
        "relaxations": relaxations_of(found),
        "relaxed_by_engine": found.relaxation is not None,
        "shared": shared_text(found, who, language),
        "unhelped": unhelped_text(found, who, language),
        "people": helped(found)[:_SHOWN],
        "details": Details(who, language),
        "more": max(0, len(helped(found)) - _SHOWN),
        "untried": found.untried,
    }
