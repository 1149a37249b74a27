"""What a pair's points are made of, in the programme's own words, and what both answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.report.words import counted_points, listed, percent, points_text
from pairwell.scheme.asked import for_a_panel

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme

STYLES = 12
"""How many styles of parts there are; further parts begin again with the first."""

_LOOKS_AT = {
    "COVERS": "how much of the needs the other side offers",
    "OVERLAP": "what both have in common",
    "SAME": "whether both are the same",
    "DIFFERENT": "whether both are different",
    "NEAR": "how near both are",
    "AT_LEAST": "whether the mentor is at or above the mentee",
    "GAP": "how far the mentor is ahead of the mentee",
    "RATIO": "the smaller number as a share of the larger",
    "WISH": "whom they wish for",
    "TABLE": "a table of answers",
    "DISTANCE": "how far apart they are",
    "TRAVEL": "whether they can meet, and how far they would travel",
    "COMMON_TIME": "when both are free",
    "COMMON_LANGUAGE": "how well both speak one language",
    "DOT": "how alike two vectors are",
    "GIVEN": "what was given for the pair",
}
_BLANK = {
    "NEUTRAL": "Left blank: counts as {share}",
    "ZERO": "Left blank: counts nothing",
    "LEAVES": "Left blank: not counted",
}
_SHARE = re.compile(r"; (share [\d.]+|not counted)(?=\.$)")
"""What the words of a part end with, and the page says beside them."""
_PRIORITIES = {1: "first", 2: "second", 3: "third"}


def parts_of(programme: Programme | _core.Programme) -> list[dict[str, Any]]:
    """List the parts of a pair's points: words, weight, what they look at, and a style."""
    questions = {question.id: question for question in programme.questions}
    return [
        {
            "id": criterion.id,
            "name": words_of(criterion),
            "about": _about(criterion, questions),
            "blank": _BLANK[criterion.blank.name].format(share=percent(criterion.neutral_share)),
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


def _about(criterion: _core.Criterion, questions: Mapping[str, _core.Question]) -> str:
    if criterion.of:
        names = dict.fromkeys(
            (each.words or _name(each, questions, _core.Role.MENTEE) or each.id).rstrip(".")
            for each in criterion.of
        )
        return f"the mean of: {'; '.join(names)}"
    looks_at = _LOOKS_AT[criterion.compare.name]
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
    return f"{looks_at}: {listed(asked)}" if asked else looks_at


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
        self, programme: Programme | _core.Programme, pairs: Iterable[tuple[Any, Any]]
    ) -> None:
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
                "fit": _fit(criterion, own),
                "why": self._why(criterion, words),
                "of": [
                    {
                        "name": (inner.words or self._asked_of(inner) or inner.id).rstrip("."),
                        "fit": _fit(inner, part),
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
                items = answer_items(own, question) if is_asked else []
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
            for term, _ in answer_items(form, self._questions[other])
        }

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


def pair_score(units: int, coverage: int) -> str:
    """Say what a pair is worth: "72.4 from 60% of the weight answered"."""
    points = points_text(units).removesuffix(".0")
    return f"{points} from {percent(coverage)} of the weight answered"


def bar_words(parts: Iterable[Mapping[str, Any]]) -> str:
    """Say a stacked bar in words."""
    return "; ".join(
        f"{part['name']} "
        + ("left blank" if part["share"] is None else points_text(part["units"]))
        + (" though left blank" if part["share"] is not None and not part["answered"] else "")
        for part in parts
    )


def bar(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
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
                    "title": f"{part['name']}: {counted_points(part['units'])}",
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


def _fit(criterion: _core.Criterion, part: Any) -> str:
    """Say how well a part of a pair fits."""
    if not part.answered:
        if part.share is None:  # it leaves, or it is within a mean
            return _BLANK["LEAVES"]
        return _BLANK[criterion.blank.name].format(share=percent(part.share))
    steps = ((1000, "fully"), (800, "very well"), (600, "well"), (400, "in part"), (1, "a little"))
    words = next((word for least, word in steps if part.share >= least), "not at all")
    said = f"Fits {words}" if part.share else "Does not fit"
    return f"{said} ({percent(part.share)})"


def _leaves(criteria: Iterable[_core.Criterion]) -> Iterator[_core.Criterion]:
    for criterion in criteria:
        yield from _leaves(criterion.of) if criterion.of else (criterion,)


def answer_items(form: Any, question: _core.Question) -> list[tuple[str, str]]:
    """Give the items of an answer, each as it is compared and as it is shown."""
    answer = form.answer(question.id)
    if isinstance(answer, _core.Availability):
        if not answer.stretches:
            return [(slot, slot) for slot in answer.slots]
        return [(text, text) for text in [form.given(question.id).strip()]]
    if isinstance(answer, list) and all(isinstance(item, _core.Need) for item in answer):
        return [
            (need.term, f"{need.term} ({_priority(need.priority)})")
            for need in sorted(answer, key=lambda need: need.priority)
        ]
    if isinstance(answer, list) and all(isinstance(item, str) for item in answer):
        return [(item, item) for item in answer]
    if isinstance(answer, list) and all(isinstance(i, _core.LanguageLevel) for i in answer):
        return [(item.language, item.language) for item in answer]
    given = form.given(question.id).strip()
    return [(given, given)] if given else []


def _priority(number: int) -> str:
    return f"{_PRIORITIES[number]} priority" if number in _PRIORITIES else f"priority {number}"
