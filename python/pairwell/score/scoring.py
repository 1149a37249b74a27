"""Scores every mentee with every mentor: of any two frames, or of the forms of a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from pairwell import _core
from pairwell._arguments import check_options, listed, whole
from pairwell.data.memory import check_room_of_pairs
from pairwell.data.tables import Table
from pairwell.scheme.forms import FormsRead
from pairwell.score.asked import ROLES
from pairwell.score.call import Call
from pairwell.score.custom import CustomCriterion
from pairwell.score.frames import Label, Side, is_table, read_side
from pairwell.score.reading import DatesName, DecimalName, LanguageName, Reading
from pairwell.score.scored import ProgrammeParts, Scored
from pairwell.score.scores import Scores

if TYPE_CHECKING:
    from pairwell._core import MenteeForm, MentorForm
    from pairwell.scheme.programme import Programme

Frame: TypeAlias = Any
"""A frame of pandas or polars, an Arrow table, a mapping of columns to lists, or a list of rows."""
Progress: TypeAlias = Callable[[str, int, int], object]
_MOST_THREADS = 256


@overload
def score(
    mentees: Programme,
    mentors: Iterable[MenteeForm] | FormsRead[MenteeForm],
    criteria: Iterable[MentorForm] | FormsRead[MentorForm],
    *,
    threads: int = 1,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Scores: ...


@overload
def score(
    mentees: Frame,
    mentors: Frame,
    criteria: Iterable[_core.Criterion | CustomCriterion],
    *,
    forbid: Any = (),
    require: Any = (),
    index: Any = None,
    questions: Iterable[_core.Question] = (),
    locations: Any = (),
    travel_times: Any = (),
    decimal: DecimalName = ".",
    dates: DatesName = "iso",
    zone: str = "UTC",
    language: LanguageName = "en",
    least_coverage: int | None = None,
    threads: int = 1,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Scores: ...


def score(
    mentees: Any,
    mentors: Any,
    criteria: Any,
    *,
    forbid: Any = (),
    require: Any = (),
    index: Any = None,
    questions: Iterable[_core.Question] = (),
    locations: Any = (),
    travel_times: Any = (),
    decimal: DecimalName = ".",
    dates: DatesName = "iso",
    zone: str = "UTC",
    language: LanguageName = "en",
    least_coverage: int | None = None,
    threads: int = 1,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Scores:
    """Score every mentee with every mentor.

    ``score(mentees, mentors, criteria)`` scores two frames by any criteria;
    ``score(programme, mentee_forms, mentor_forms)`` scores the forms of a programme by its own, as
    lists or as `read_mentees` and `read_mentors` gave them where no row has an error, and takes
    nothing else but `threads`, `progress` and `time_limit`. Both give `Scores`.

    Only columns that a criterion, a rule or an argument names are looked at. Cells of text are read
    as a programme reads them; None, NaN, NaT and blank texts are blanks.

    Parameters
    ----------
    mentees, mentors
        Frames of pandas or polars, Arrow tables, what `read_sheet` gave, mappings of columns to
        lists, or lists of rows.
    criteria
        What `covers`, `gap`, `same`, `custom` and the others give.
    forbid, require
        Rules of pairs: criteria (full where the pair may not be, or must), a `PairRule` for another
        share, pairs of labels, frames or mappings with the columns ``mentee`` and ``mentor``, or
        tables of truth values.
    index
        The column that names people, of both frames or a pair of two names; what stands in a pandas
        index may be named too. None: the index of a pandas frame, and positions in another.
    questions
        What columns hold, where the dtype and the comparison do not say it: a `Question` whose id,
        words or headings are the column's name. Bounds of criteria are then in its units.
    locations, travel_times
        For `distance`, one of both: coordinates by place, a list of `Location`, or a frame with
        ``name``, ``latitude`` and ``longitude``; minutes by pair of places, a list of
        `TravelTime`, or a frame with ``from``, ``to`` and ``minutes``.
    decimal, dates, zone, language
        How numbers, days, moments and words are written in cells of text.
    least_coverage
        Per cent: how many pairs rest on less of the weight is said in the notes.
    threads
        1 to 256; the result is the same for all.
    progress
        Called at most every 20 ms as ``progress("scores", done, total)``, in mentees. What it
        raises comes out of this call, and False (Python's or NumPy's) asks to stop.
    time_limit
        Seconds.

    Raises
    ------
    InvalidInput
        With everything that is wrong with columns, labels, cells, criteria and rules.
    Stopped
        Where progress asked to stop or the time limit passed: there are no scores.
    MemoryError
        Where the machine has no room for the points of all pairs, four bytes each.

    Examples
    --------
    >>> import pairwell as pw
    >>> mentees = {
    ...     "Email": ["ana@x.org", "ola@x.org"], "Needs": ["art; law", "law"], "Grade": [2, 3],
    ... }
    >>> mentors = {"Email": ["ben@x.org"], "Offers": ["law; trade"], "Grade": [4]}
    >>> scores = pw.score(
    ...     mentees, mentors,
    ...     [pw.covers("Needs", "Offers", weight=3), pw.gap("Grade", low=1, high=3, weight=1)],
    ...     index="Email",
    ... )
    >>> scores
    <Scores: 2 mentees by 1 mentor, 0 pairs refused>
    >>> scores.points.tolist()
    [[62.5], [100.0]]
    >>> print(scores.explain("ana@x.org", "ben@x.org"))
    ana@x.org with ben@x.org: 62.5 points from 100% of the weight
       37.5 points of weight   3  Needs: 1 of 2 by weight (law); share 0.500.
       25.0 points of weight   1  Grade: 2 and 4; share 1.000.
    """
    check_options("score", progress, time_limit)
    threads = whole("score", "threads", threads, 1, _MOST_THREADS + 1)
    if isinstance(mentees, _core.Programme):
        only_frames = (forbid, require, questions, locations, travel_times)
        reading = Reading(decimal, dates, zone, language)
        is_plain = index is None and least_coverage is None and reading == Reading()
        if not is_plain or any(not isinstance(each, tuple) or each for each in only_frames):
            raise TypeError(
                "score: forms are scored by their programme, which has its own rules and questions"
                " (rule: type, value: Programme)"
            )
        return _of_forms(mentees, mentors, criteria, threads, progress, time_limit)
    call = _asked(
        mentees, mentors, criteria, forbid, require, index, questions, locations, travel_times,
        Reading(decimal, dates, zone, language),
    )  # fmt: skip
    _check_room(call.sides)
    scorer = call.scorer()
    units = scorer.table(progress, time_limit, threads)
    return call.scores(scorer, units, _percent(least_coverage))


def _asked(
    mentees: Any,
    mentors: Any,
    criteria: Any,
    forbid: Any,
    require: Any,
    index: Any,
    questions: Iterable[_core.Question],
    locations: Any,
    travel_times: Any,
    reading: Reading,
) -> Call:
    """What is asked of two frames, with their answers read."""
    faults = reading.faults()
    names = index if isinstance(index, (list, tuple)) and len(index) == 2 else (index, index)
    sides = (
        read_side("mentees", _table(mentees), names[0], faults),
        read_side("mentors", _table(mentors), names[1], faults),
    )
    _core.throw_if_errors("score", faults)
    call = Call(sides, criteria, questions, reading)
    call.read_rules(forbid, require)
    call.ask()
    call.read()
    call.read_places(locations, travel_times)
    return call


def scorer_of_frames(
    mentees: Frame,
    mentors: Frame,
    criteria: Iterable[_core.Criterion],
    *,
    forbid: Any = (),
    require: Any = (),
    index: Any = None,
    questions: Iterable[_core.Question] = (),
    locations: Any = (),
    travel_times: Any = (),
    decimal: DecimalName = ".",
    dates: DatesName = "iso",
    zone: str = "UTC",
    language: LanguageName = "en",
) -> tuple[_core.Scorer, tuple[tuple[Label, ...], tuple[Label, ...]]]:
    """What scores the pairs of two frames without a table of them, and the labels of both sides."""
    call = _asked(
        mentees, mentors, criteria, forbid, require, index, questions, locations, travel_times,
        Reading(decimal, dates, zone, language),
    )  # fmt: skip
    call.refuse_tables()
    return call.scorer(), (call.sides[0].labels, call.sides[1].labels)


def _forms_of_both(
    function: str, mentees: Any, mentors: Any
) -> tuple[list[_core.MenteeForm], list[_core.MentorForm]]:
    """The forms of a list, or of a table that was read without an error: no row is left out."""
    given = []
    for side in (mentees, mentors):
        if isinstance(side, FormsRead):
            _core.throw_if_errors(function, side.errors)
        given.append(side.forms if isinstance(side, FormsRead) else side)
    return (
        listed(function, "mentees", "a MenteeForm", _core.MenteeForm, given[0]),
        listed(function, "mentors", "a MentorForm", _core.MentorForm, given[1]),
    )


def scorer_of_forms(
    programme: _core.Programme, mentees: Any, mentors: Any
) -> tuple[_core.Scorer, tuple[tuple[Label, ...], tuple[Label, ...]]]:
    """What scores the pairs of a programme's forms, and their references."""
    forms = _forms_of_both("features", mentees, mentors)
    labels = [tuple(form.reference for form in side) for side in forms]
    return _core.scorer_of(programme, *forms), (labels[0], labels[1])


def _check_room(sides: Sequence[Sized]) -> None:
    """Refuses more pairs than there is memory for the points of."""
    shape = len(sides[0]), len(sides[1])
    advice = "score fewer people at a time, such as the frame of one region after the other"
    check_room_of_pairs("score", "the points", shape, 4, advice)


def _table(given: Any) -> Any:
    """A frame, or the table of what `read_sheet` gave."""
    is_known = isinstance(given, (Mapping, Sequence)) or is_table(given)
    table = getattr(given, "table", given)
    if is_known or not isinstance(table, Table):
        return given
    return {name: [row[place] for row in table.rows] for place, name in enumerate(table.columns)}


def _percent(least_coverage: int | None) -> int:
    if least_coverage is None:
        return 0
    return whole("score", "least_coverage", least_coverage, 0, 101)


def _of_forms(
    programme: _core.Programme,
    mentees: Any,
    mentors: Any,
    threads: int,
    progress: Progress | None,
    time_limit: float | None,
) -> Scores:
    """The scores of a programme's forms, with their references as labels."""
    forms = _forms_of_both("score", mentees, mentors)
    _check_room(forms)
    scorer = _core.scorer_of(programme, *forms)
    units = scorer.table(progress, time_limit, threads)
    both: tuple[Sequence[MenteeForm | MentorForm], ...] = forms
    sides = [
        Side(f"{role}s", None, _given(side), tuple(form.reference for form in side))
        for role, side in zip(ROLES, both, strict=True)
    ]
    capacities: dict[str, list[int | None]] = {}
    for question in programme.questions:
        if question.plays.name == "CAPACITY":
            capacities[question.id] = [form.capacity for form in forms[1]]
    return Scores(
        Scored(
            scorer=scorer,
            made_of=ProgrammeParts(programme),
            units=units,
            mentees=sides[0],
            mentors=sides[1],
            names=tuple(scorer.parts),
            listed=(),
            questions=tuple(programme.questions),
            criteria=tuple(programme.criteria),
            pair_rules=tuple(programme.pair_rules),
            rule_names={},
            notes=(),
            answers=({}, capacities),
            least_coverage=programme.least_coverage,
        )
    )


def _given(forms: Sequence[Any]) -> dict[str, list[str | None]]:
    """The cells of forms as they were given, by question."""
    rows = [dict(form.answers) for form in forms]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) or None for row in rows] for name in names}


def to_toml(
    criteria: Iterable[_core.Criterion],
    questions: Iterable[_core.Question],
    pair_rules: Iterable[_core.PairRule] = (),
) -> str:
    """Write questions, criteria and rules of pairs as a programme's file has them.

    Criteria name questions by their ids, as those of `Scores` and of a programme do; what such a
    file says of its timetable, places and money is for its author.

    Raises
    ------
    InvalidInput
        With everything that is wrong with them.
    TypeError
        For a criterion by a function of one's own, which no file can hold.

    Examples
    --------
    >>> import pairwell as pw
    >>> frame = {"Site": ["Leeds"]}
    >>> scores = pw.score(frame, frame, [pw.same("Site", weight=10)])
    >>> text = pw.to_toml(scores.criteria, scores.questions)
    >>> print(text[text.index("[criteria.site]") :].strip())
    [criteria.site]
    compare = "same"
    question = "site"
    words = "Site"
    weight = 10
    """
    chosen = listed("to_toml", "criteria", "a Criterion", _core.Criterion, criteria)
    asked = listed("to_toml", "questions", "a Question", _core.Question, questions)
    rules = listed("to_toml", "pair_rules", "a PairRule", _core.PairRule, pair_rules)
    _core.throw_if_errors(
        "to_toml",
        [*_core.check_criteria(chosen, asked), *_core.check_pair_rules(rules, asked)],
    )
    texts = [
        _core.questions_to_toml(asked),
        _core.criteria_to_toml(chosen, asked),
        _core.pair_rules_to_toml(rules, asked) if rules else "",
    ]
    return "\n".join(text for text in texts if text)
