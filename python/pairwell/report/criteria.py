"""What a pair's points are made of, in the programme's own words, and what both answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.report.language import Language, english, later
from pairwell.scheme.asked import for_a_panel

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme

STYLES = 12
"""How many styles of parts there are; further parts begin again with the first."""

_LOOKS_AT = {
    "COVERS": later("how much of the needs the other side offers"),
    "OVERLAP": later("what both have in common"),
    "SAME": later("whether both are the same"),
    "DIFFERENT": later("whether both are different"),
    "NEAR": later("how near both are"),
    "AT_LEAST": later("whether the mentor is at or above the mentee"),
    "GAP": later("how far the mentor is ahead of the mentee"),
    "RATIO": later("the smaller number as a share of the larger"),
    "WISH": later("whom they wish for"),
    "TABLE": later("a table of answers"),
    "DISTANCE": later("how far apart they are"),
    "TRAVEL": later("whether they can meet, and how far they would travel"),
    "COMMON_TIME": later("when both are free"),
    "COMMON_LANGUAGE": later("how well both speak one language"),
    "DOT": later("how alike two vectors are"),
    "GIVEN": later("what was given for the pair"),
}
_BLANK = {
    "NEUTRAL": later("Left blank: counts as %(share)s"),
    "ZERO": later("Left blank: counts nothing"),
    "LEAVES": later("Left blank: not counted"),
}
_SHARE = re.compile(r"; (share [\d.]+|not counted)(?=\.$)")
"""What the words of a part end with, and the page says beside them."""
_PRIORITIES = {
    1: later("%(need)s (first priority)"),
    2: later("%(need)s (second priority)"),
    3: later("%(need)s (third priority)"),
}
_FITS = (
    (1000, later("Fits fully (%(share)s)")),
    (800, later("Fits very well (%(share)s)")),
    (600, later("Fits well (%(share)s)")),
    (400, later("Fits in part (%(share)s)")),
    (1, later("Fits a little (%(share)s)")),
    (0, later("Does not fit (%(share)s)")),
)
"""How well a part fits, from a share on."""


def parts_of(programme: Programme | _core.Programme, language: Language) -> list[dict[str, Any]]:
    """List the parts of a pair's points: words, weight, what they look at, and a style."""
    questions = {question.id: question for question in programme.questions}
    return [
        {
            "id": criterion.id,
            "name": words_of(criterion),
            "about": _about(criterion, questions, language),
            "blank": _blank(criterion.blank.name, criterion.neutral_share, language),
            "weight": criterion.weight,
            "style": style(place),
        }
        for place, criterion in enumerate(programme.criteria)
    ]


def style(place: int) -> str:
    """Give the class of the style of a part, by its place among the parts."""
    return f"part-{place % STYLES + 1}"


def words_of(criterion: _core.Criterion) -> str:
    """Give a criterion's words for people."""
    return criterion.words or criterion.id


def _about(
    criterion: _core.Criterion, questions: Mapping[str, _core.Question], language: Language
) -> str:
    if criterion.of:
        names = dict.fromkeys(
            (each.words or _name(each, questions, _core.Role.MENTEE) or each.id).rstrip(".")
            for each in criterion.of
        )
        return language.gettext("the mean of: %(names)s", names="; ".join(names))
    looks_at = language.gettext(_LOOKS_AT[criterion.compare.name])
    asked = list(
        dict.fromkeys(
            f"\N{LEFT DOUBLE QUOTATION MARK}{asked_in_words(questions[name], role)}"
            "\N{RIGHT DOUBLE QUOTATION MARK}"
            for role, name in (
                (_core.Role.MENTEE, criterion.mentee),
                (_core.Role.MENTOR, criterion.mentor),
            )
            if name in questions
        )
    )
    return f"{looks_at}: {language.listed(asked)}" if asked else looks_at


def _name(
    criterion: _core.Criterion, questions: Mapping[str, _core.Question], role: _core.Role
) -> str:
    question = questions.get(criterion.mentee or criterion.mentor)
    return "" if question is None else asked_in_words(question, role)


def asked_in_words(question: _core.Question, role: _core.Role) -> str:
    """Give the words in which somebody of a role is asked."""
    words = question.words or question.id
    return question.mentor_words or words if role is _core.Role.MENTOR else words


class PairsInWords:
    """What pairs come to by each criterion, in words, and what their people answered.

    Answers that are not for a panel stand nowhere in it: of a criterion that looks at one it says
    how well the pair fits, and not why.
    """

    def __init__(
        self,
        programme: Programme | _core.Programme,
        pairs: Iterable[tuple[Any, Any]],
        language: Language | None = None,
    ) -> None:
        self._language = language or english()
        pairs = list(pairs)
        mentees = {mentee.reference: mentee for mentee, _ in pairs}
        mentors = {mentor.reference: mentor for _, mentor in pairs}
        self._programme = programme
        self._questions = {question.id: question for question in programme.questions}
        self._row = {reference: place for place, reference in enumerate(mentees)}
        self._column = {reference: place for place, reference in enumerate(mentors)}
        self._scorer = _core.scorer_of(programme, list(mentees.values()), list(mentors.values()))

    def parts(self, mentee: Any, mentor: Any) -> list[dict[str, Any]]:
        """List the parts of a pair's points, each with its words and what it came to."""
        at = self._row[mentee.reference], self._column[mentor.reference]
        score, said = self._scorer.pair(*at), self._scorer.explain(*at)
        criteria = self._programme.criteria
        return [
            {
                "id": own.id,
                "name": words_of(criterion),
                "style": style(place),
                "share": own.share,
                "answered": own.answered,
                "weight": own.weight,
                "units": own.units,
                "fit": _fit(criterion, own, self._language),
                "why": self._why(criterion, words),
                "of": [
                    {
                        "name": (inner.words or self._asked_of(inner) or inner.id).rstrip("."),
                        "fit": _fit(inner, part, self._language),
                        "why": self._why(inner, told),
                    }
                    for inner, part, told in zip(criterion.of, own.of, words.of, strict=True)
                ],
            }
            for place, (criterion, own, words) in enumerate(
                zip(criteria, score.parts, said, strict=True)
            )
        ]

    def answers(self, mentee: Any, mentor: Any) -> list[dict[str, Any]]:
        """List what both answered, by question; what the other side has too is marked."""
        found = []
        for question in self._programme.questions:
            if not for_a_panel(question) or question.kind is _core.QuestionKind.TEXT:
                continue
            sides = []
            for role, own, other in (
                (_core.Role.MENTEE, mentee, mentor),
                (_core.Role.MENTOR, mentor, mentee),
            ):
                is_asked = not question.asked or role in question.asked
                items = self._items(own, question) if is_asked else []
                there = self._answered_by(other, question.id, role)
                sides.append(
                    {
                        "asked": is_asked,
                        "items": [
                            {"text": text, "met": _core.fold(term) in there} for term, text in items
                        ],
                    }
                )
            if any(side["items"] for side in sides):
                found.append({"words": self._words(question), "sides": sides})
        return found

    def texts(self, form: Any, role: _core.Role) -> list[dict[str, str]]:
        """List what somebody wrote in words of their own that a panel may read."""
        return [
            {"words": asked_in_words(question, role), "text": text}
            for question in self._programme.questions
            if for_a_panel(question)
            and question.kind is _core.QuestionKind.TEXT
            and question.plays is _core.Plays.NOTHING
            and (not question.asked or role in question.asked)
            and (text := form.given(question.id).strip())
        ]

    def _asked_of(self, criterion: _core.Criterion) -> str:
        """Give the words of the question that a criterion without words looks at."""
        question = self._questions.get(criterion.mentee or criterion.mentor)
        return "" if question is None else self._words(question)

    def _words(self, question: _core.Question) -> str:
        return " / ".join(
            dict.fromkeys(
                asked_in_words(question, role) for role in (_core.Role.MENTEE, _core.Role.MENTOR)
            )
        )

    def _answered_by(self, form: Any, question: str, role: _core.Role) -> set[str]:
        """What the other side answered to that which a criterion compares with a question."""
        is_mentee = role is _core.Role.MENTEE
        others = {
            each.mentor if is_mentee else each.mentee
            for each in _leaves(self._programme.criteria)
            if (each.mentee if is_mentee else each.mentor) == question
        }
        return {
            _core.fold(term)
            for other in others
            if other in form.answers and for_a_panel(self._questions[other])
            for term, _ in self._items(form, self._questions[other])
        }

    def _items(self, form: Any, question: _core.Question) -> list[tuple[str, str]]:
        return answer_items(form, question, self._language)

    def _why(self, criterion: _core.Criterion, words: _core.PartInWords) -> str:
        """Say what a criterion found, where that tells nothing that is not for a panel."""
        names = [
            name
            for each in _leaves([criterion])
            for name in (each.mentee, each.mentor, each.minutes, each.format)
            if name
        ]
        if any(not for_a_panel(self._questions[name]) for name in names):
            return ""
        said = _SHARE.sub("", words.sentence.removeprefix(f"{words.words}: "))
        return said[:1].upper() + said[1:]


def pair_score(units: int, coverage: int, language: Language) -> str:
    """Say what a pair is worth: "72.4 from 60% of the weight answered"."""
    points = language.points(units)
    whole = points[:-2] if points.endswith("0") else points  # without a decimal of nought
    share = language.percent(coverage)
    return language.gettext(
        "%(points)s from %(share)s of the weight answered", points=whole, share=share
    )


def bar_words(parts: Iterable[Mapping[str, Any]], language: Language) -> str:
    """Say a stacked bar in words."""
    return "; ".join(_piece(part, language) for part in parts)


def _piece(part: Mapping[str, Any], language: Language) -> str:
    name, points = part["name"], language.points(part["units"])
    if part["share"] is None:
        return language.gettext("%(part)s left blank", part=name)
    if not part["answered"]:
        return language.gettext("%(part)s %(points)s though left blank", part=name, points=points)
    return f"{name} {points}"


def bar(parts: Iterable[Mapping[str, Any]], language: Language) -> list[dict[str, Any]]:
    """Stack the points of the parts on a bar of 1000 that stands for 100 points."""
    pieces, x = [], 0.0
    for part in parts:
        width = part["units"] / 100
        if width > 0:
            drawn = max(width - 3, 1)
            pieces.append(
                {
                    "style": part["style"],
                    "x": round(x, 2),
                    "width": round(drawn, 2),
                    "stripes": _stripes(x, drawn) if part["style"] in _STRIPED else "",
                    "title": f"{part['name']}: {language.counted_points(part['units'])}",
                }
            )
        x += width
    return pieces


_STRIPED = frozenset(style(place) for place in range(STYLES // 2, STYLES))
"""Styles that have the colours of the first half, with stripes."""
_STRIPE, _EVERY = 5, 18


def _stripes(x: float, width: float) -> str:
    """Give the path of stripes over a piece of a bar."""
    count = int(width // _EVERY) + 1
    starts = (x + _EVERY / 2 + _EVERY * place for place in range(count))
    return "".join(
        f"M{start:.2f} 0h{_STRIPE}v10h-{_STRIPE}z"
        for start in starts
        if start + _STRIPE <= x + width
    )


def _fit(criterion: _core.Criterion, part: Any, language: Language) -> str:
    """Say how well a part of a pair fits."""
    if not part.answered:
        if part.share is None:  # it leaves, or it is within a mean
            return _blank("LEAVES", 0, language)
        return _blank(criterion.blank.name, part.share, language)
    said = next(text for least, text in _FITS if part.share >= least)
    return language.gettext(said, share=language.percent(part.share))


def _blank(rule: str, share: int, language: Language) -> str:
    """Say what a blank counts."""
    return language.gettext(_BLANK[rule], share=language.percent(share))


def _leaves(criteria: Iterable[_core.Criterion]) -> Iterator[_core.Criterion]:
    for criterion in criteria:
        yield from _leaves(criterion.of) if criterion.of else (criterion,)


def answer_items(form: Any, question: _core.Question, language: Language) -> list[tuple[str, str]]:
    """Give the items of an answer, each as it is compared and as it is shown."""
    answer = form.answer(question.id)
    if isinstance(answer, _core.Availability):
        if not answer.stretches:
            return [(slot, slot) for slot in answer.slots]
        return [(text, text) for text in [form.given(question.id).strip()]]
    if isinstance(answer, list) and all(isinstance(item, _core.Need) for item in answer):
        return [
            (need.term, _need(need.term, need.priority, language))
            for need in sorted(answer, key=lambda need: need.priority)
        ]
    if isinstance(answer, list) and all(isinstance(item, str) for item in answer):
        return [(item, item) for item in answer]
    if isinstance(answer, list) and all(isinstance(i, _core.LanguageLevel) for i in answer):
        return [(item.language, item.language) for item in answer]
    given = form.given(question.id).strip()
    return [(given, given)] if given else []


def _need(term: str, priority: int, language: Language) -> str:
    """Write a need with its priority."""
    text = _PRIORITIES.get(priority, later("%(need)s (priority %(number)s)"))
    return language.gettext(text, need=term, number=priority)
