"""Places that people gave and whose distances nobody knows: they would be blanks in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.shown import plural

_TOLD = 20


def places_of(
    locations: Iterable[_core.Location], travel_times: Iterable[_core.TravelTime]
) -> list[str]:
    """The places of which a distance is known, each once."""
    ends = [end for time in travel_times for end in (time.origin, time.destination)]
    return list(dict.fromkeys([*(each.name for each in locations), *ends]))


def unknown_places(
    answers: Sequence[Any], rows: Sequence[int], known: Sequence[str], people: str, column: str
) -> list[_core.Finding]:
    """A warning for each answer that is no known place, with how many gave it.

    Parameters
    ----------
    answers, rows
        What each person answered, None for a blank, and the row that it stands in.
    people
        "mentees" or "mentors".
    """
    places = set(map(_core.fold, known))
    given: dict[str, list[int]] = {}
    for answer, row in zip(answers, rows, strict=True):
        text = "" if answer is None else str(answer).strip()
        if text and _core.fold(text) not in places:
            given.setdefault(text, []).append(row)
    found = []
    for text, where in list(given.items())[:_TOLD]:
        who = plural(len(where), people[:-1])
        near = suggestion(text, known)
        message = f"{who} named a place whose distances nobody gave, so that they are blank"
        message = f"{message}{'.' * bool(near)}{near}"
        found.append(_warning(people, where[0], column, message, text))
    if len(given) > _TOLD:
        message = "so many more places are not known"
        found.append(_warning(people, 0, column, message, str(len(given) - _TOLD)))
    return found


def unknown_places_of_forms(
    programme: _core.Programme, forms: Sequence[Any], role: _core.Role
) -> list[_core.Finding]:
    """The warnings of the forms of one role, as far as criteria and rules look at distances."""
    known = places_of(programme.locations, programme.travel_times)
    compared = [*programme.criteria, *(rule.compare for rule in programme.pair_rules)]
    is_mentee = role is _core.Role.MENTEE
    asked = {each.mentee if is_mentee else each.mentor for each in _distances(compared)}
    people = "mentees" if is_mentee else "mentors"
    found = []
    for question in programme.questions:
        if question.id in asked:
            words = question.words if is_mentee else question.mentor_words or question.words
            answers = [form.answer(question.id) for form in forms]
            rows = [form.row for form in forms]
            found += unknown_places(answers, rows, known, people, words or question.id)
    return found


def _distances(criteria: Iterable[_core.Criterion]) -> Iterator[_core.Criterion]:
    for criterion in criteria:
        if criterion.compare is _core.Comparison.DISTANCE:
            yield criterion
        yield from _distances(criterion.of)


def _warning(people: str, row: int, column: str, message: str, value: str) -> _core.Finding:
    return _core.Finding(
        severity=_core.Severity.WARNING, rule="place", message=message, file=people, row=row,
        column=column, value=value,
    )  # fmt: skip
