"""Forms as the store keeps them: cells written one way, and read by the questions of now.

A form is kept as it was read, not as its sheet was written: each item of a list on a line of its
own, dates and moments as ISO 8601 has them, numbers with a decimal point. So whatever a later
version of the programme says of its sheets changes nothing of it. The cells stand under the ids of
their questions, and beside them what a form has that may be no answer, under names that no question
can have. Forms that were kept before there were questions have the standard ones' columns.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pairwell import _core
from pairwell.data.faults import note
from pairwell.data.shown import plural
from pairwell.data.tables import Table
from pairwell.scheme.asked import questions_of
from pairwell.scheme.forms import FormsRead
from pairwell.scheme.programme import Programme

REFERENCE, STATE, SUBMITTED_AT = "@reference", "@state", "@submitted_at"
SAME_PERSON = "@same_person"

_PARTS = {
    REFERENCE: _core.Plays.REFERENCE,
    STATE: _core.Plays.STATE,
    SUBMITTED_AT: _core.Plays.SUBMITTED_AT,
}
_BEFORE = {REFERENCE: "reference", STATE: "state", SUBMITTED_AT: "submitted_at"}
"""Where forms have them that were kept before there were questions."""
_LISTS = frozenset(
    getattr(_core.QuestionKind, name)
    for name in ("CHOICES", "RANKED", "PEOPLE", "LANGUAGES", "AVAILABILITY")
)
_Kept = tuple[Sequence[_core.Form], list[_core.Identity], list[_core.Finding]]
_READ: Mapping[_core.Role, Callable[[_core.Table, _core.Programme], _Kept]] = {
    _core.Role.MENTEE: _core.read_kept_mentee_forms,
    _core.Role.MENTOR: _core.read_kept_mentor_forms,
}
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_WEEK, _DAY = 7 * 24 * 60, 24 * 60
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def part_of(
    questions: Iterable[_core.Question], role: _core.Role, part: _core.Plays
) -> _core.Question | None:
    """Give the question that plays a part for a role, if there is one."""
    return next(
        (q for q in questions if q.plays is part and (not q.asked or role in q.asked)), None
    )


def cells_of_form(
    questions: Sequence[_core.Question], form: _core.Form, programme: Programme
) -> dict[str, str]:
    """Give the filled cells of a form by question, so that they can be read again."""
    zone = _zone_of(questions, form, programme)
    cells = {q.id: written(q, form.answer(q.id), form.given(q.id), zone) for q in questions}
    cells[REFERENCE] = form.reference
    cells[STATE] = form.state.name.lower()
    if form.submitted_at is not None:
        cells[SUBMITTED_AT] = _instant(form.submitted_at)
    cells[SAME_PERSON] = "\n".join(form.same_person)
    for question in questions:
        for name, part in _PARTS.items():
            if question.plays is part and cells.get(name):
                cells[question.id] = cells[name]
    return {name: cell for name, cell in cells.items() if cell}


def state_of(cells: Mapping[str, str]) -> str:
    """Give the state that the cells of a kept form say."""
    return _core.fold(cells.get(STATE) or cells.get(_BEFORE[STATE], "")) or "submitted"


def region_of(cells: Mapping[str, str], programme: Programme, role: _core.Role) -> str:
    """Give the region that the cells of a kept form say, by the question that plays it now.

    Where nobody is asked and the programme has one region alone, everybody is of it.
    """
    question = part_of(programme.questions, role, _core.Plays.REGION)
    if question is not None:
        return cells.get(question.id, "").strip()
    is_asked = any(each.plays is _core.Plays.REGION for each in programme.questions)
    return "" if is_asked or len(programme.nations) != 1 else programme.nations[0]


def read_kept(
    rows: Mapping[str, Mapping[Any, Any]],
    programme: Programme,
    role: _core.Role,
    *,
    strict: bool = True,
) -> FormsRead[Any]:
    """Read kept forms of a role by the questions of now.

    What was answered to a question that is asked no longer stays where it is, and is a warning.

    Raises
    ------
    InvalidInput
        With strict, where answers do not suit a newer version of the programme.
    """
    questions = questions_of(programme, role)
    name = f"stored {role.name.lower()}s"
    cells = [_filled(json.loads(row["cells"]), questions, role) for row in rows.values()]
    columns = [question.id for question in questions]
    columns += [part for part, plays in _PARTS.items() if part_of(questions, role, plays) is None]
    columns.append(SAME_PERSON)
    table = Table(name, columns, [[row.get(column) for column in columns] for row in cells])
    read: Any = _READ[role]  # one of two functions, whose forms are of two types
    forms, identities, findings = read(table.to_core(), programme)
    if strict:
        _core.throw_if_errors("forms", findings)
    told = not_asked(cells, programme, role, name)
    return FormsRead(forms, identities, findings + told, questions)


def unlike(questions: Sequence[_core.Question], form: _core.Form, kept: _core.Form) -> list[str]:
    """Give the questions whose kept answers are not those of a form."""
    return [
        question.id
        for question in questions
        if question.plays not in (*_PARTS.values(), _core.Plays.ROLE)
        and _plain(form.answer(question.id)) != _plain(kept.answer(question.id))
    ]


def _plain(answer: object) -> object:
    """Give an answer without what keeping it changes: the ends of lines in items, and blanks."""
    if isinstance(answer, list):
        return [_plain(item) for item in answer]
    if isinstance(answer, _core.Availability):
        return [_plain(answer.slots), answer.stretches]
    return " ".join(answer.split()) if isinstance(answer, str) else answer


def not_asked(
    cells: Iterable[Mapping[str, str]], programme: Programme, role: _core.Role, name: str
) -> list[_core.Finding]:
    """Say what was answered that a version of the programme asks no longer, with how often."""
    known = {question.id for question in questions_of(programme, role)} | {*_BEFORE.values()}
    dropped = Counter(
        name for row in cells for name in row if name not in known and not name.startswith("@")
    )
    return [
        note(
            name,
            "not-asked",
            f"{plural(count, 'form')} answered this, and the programme asks it no longer; the"
            " answers are kept, and nothing looks at them.",
            column=answered,
        )
        for answered, count in sorted(dropped.items())
    ]


def _filled(
    cells: dict[str, str], questions: Sequence[_core.Question], role: _core.Role
) -> dict[str, str]:
    """Give a kept form's cells as they are written now, with what the questions of now want."""
    if REFERENCE not in cells:  # of before there were questions
        lists = {question.id for question in questions if question.kind in _LISTS}
        cells = {
            name: "\n".join(cell.split(";")) if name in lists else cell
            for name, cell in cells.items()
        }
        cells |= {name: cells[old] for name, old in _BEFORE.items() if old in cells}
    for name, part in _PARTS.items():
        question = part_of(questions, role, part)
        if question is not None and name in cells:
            cells[question.id] = cells[name]
    return cells


def written(
    question: _core.Question, answer: object, given: str, zone: tuple[_core.Zone, int] | None = None
) -> str:
    """Write an answer as the cell of a kept form.

    Parameters
    ----------
    zone
        Where times of the week are of, and how many minutes that is ahead of UTC.
    """
    kind = question.kind
    if answer is None:
        return given.strip()
    if isinstance(answer, str):
        return answer
    if kind is _core.QuestionKind.YES_NO:
        return given.strip() or ("yes" if answer else "no")
    if kind is _core.QuestionKind.LEVEL and isinstance(answer, int):
        return question.options[answer]
    if isinstance(answer, int):
        return decimal_text(answer, question.decimals)
    if isinstance(answer, dt.datetime):
        return _instant(answer)
    if isinstance(answer, dt.date):
        return answer.isoformat()
    if isinstance(answer, _core.Availability):
        return _lines([*answer.slots, *(_stretch(own, zone) for own in answer.stretches)])
    if kind is _core.QuestionKind.VECTOR and isinstance(answer, list):
        return " ".join(str(number) for number in answer)
    return _lines(map(_item, answer)) if isinstance(answer, list) else given.strip()


def decimal_text(units: int, decimals: int) -> str:
    """Write a number that is kept in units of a decimal place: 150 of one place is "15.0"."""
    if not decimals:
        return str(units)
    whole, rest = divmod(abs(units), 10**decimals)
    return f"{'-' if units < 0 else ''}{whole}.{rest:0{decimals}}"


def _item(item: object) -> str:
    if isinstance(item, _core.Need):
        return f"{item.term}:{item.priority}"
    if isinstance(item, _core.LanguageLevel):
        return f"{item.language} ({_LEVELS[item.level - 1]})" if item.level else item.language
    return str(item)


def _lines(items: Iterable[str]) -> str:
    """Write items of a list, each on one line."""
    return "\n".join(" ".join(item.split("\n")) for item in items)


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _zone_of(
    questions: Sequence[_core.Question], form: _core.Form, programme: Programme
) -> tuple[_core.Zone, int]:
    """Give the zone of a person's times, and its minutes ahead of UTC as the programme begins."""
    own = next((q for q in questions if q.plays is _core.Plays.ZONE), None)
    named = form.given(own.id).strip() if own is not None else ""
    zone = _core.Zone.named(named or programme.timetable.zone)
    noon = dt.datetime(programme.starts.year, programme.starts.month, 1, 12)
    return zone, zone.offset(zone.instant(noon, _core.WhenUnclear.EARLIEST)) // 60


def _stretch(stretch: _core.WeekStretch, zone: tuple[_core.Zone, int] | None) -> str:
    """Write a stretch of the week as "Tue 09:00-12:00"."""
    begin = (stretch.begin + (zone[1] if zone is not None else 0)) % _WEEK
    day, minute = divmod(begin, _DAY)
    end = minute + stretch.minutes
    end = end if end == _DAY else end % _DAY
    return f"{_DAYS[day]} {minute // 60:02}:{minute % 60:02}-{end // 60:02}:{end % 60:02}"
