"""Pictures of a programme and of its round: the timetable, and from forms to pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell import _core
from pairwell._arguments import check_type, wrong_type
from pairwell.data.framed import Column
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.funnel import Step, funnel_picture
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import LINE, OWN, SOFT
from pairwell.matching.faults import raise_fault
from pairwell.round.round import STEPS, Round
from pairwell.scheme.programme import Programme

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ROLES = ("mentee", "mentor")
_LETTERS, _LEFT, _WIDE, _STEP = 52, 4, 380, 46


def funnel(result: Any, role: str = "mentee") -> Picture:
    """Draws how many forms of one role stood at each step, from the call to the pairs.

    Parameters
    ----------
    result
        A `Round`.
    role
        "mentee" or "mentor".

    Returns
    -------
    Picture
        Its data has a row for each step: ``step``, ``forms``, and how many were ``lost`` before it.

    Raises
    ------
    InvalidInput
        For another role.
    TypeError
        For a result of another kind.
    """
    check_type("plot.funnel", "result", "a Round", Round, result)
    if role not in _ROLES:
        raise_fault("plot.funnel", "role", "role", 'must be "mentee" or "mentor"', role)
    row = result.total(role)
    steps = [Step(step.replace("_", " ").capitalize(), getattr(row, step)) for step in STEPS]
    return funnel_picture(f"{role.capitalize()}s from forms to pairs", steps)


class _Row(NamedTuple):
    """One event: what it is called, and its days."""

    title: str
    first: dt.date
    last: dt.date
    days: tuple[dt.date, ...]
    """Empty where only the month is known."""
    when: str


def timetable(result: Any) -> Picture:
    """Draws the events of a programme in time.

    A dot is a day; a pale bar is a month in which the day is to come.

    Parameters
    ----------
    result
        A `Programme` or a `Round`.

    Returns
    -------
    Picture
        Its data has a row for each event: ``event``, ``first`` and ``last`` day as texts, and
        ``when`` in words.

    Raises
    ------
    TypeError
        For a result of another kind.
    """
    programme = result.programme if isinstance(result, Round) else result
    if not isinstance(programme, Programme):
        raise wrong_type("plot.timetable", "result", "a Programme or a Round", result)
    own = programme.timetable
    rows = [_row(event, _core.in_words(own, event)) for event in own.events]
    size = Size(_LEFT + _WIDE + 16, _STEP * max(len(rows), 1) + 42)
    columns = [
        Column("event", "text", [row.title for row in rows]),
        Column("first", "text", [row.first.isoformat() for row in rows]),
        Column("last", "text", [row.last.isoformat() for row in rows]),
        Column("when", "text", [row.when for row in rows]),
    ]
    told = [f"{row.title}: {row.when}." for row in rows] or ["There is no event."]
    chart = Chart("bar", {"x": "first:T", "x2": "last:T", "y": "event:N"})
    return picture("Timetable", told, size, columns, lambda f: _draw(f, rows), chart)


def _row(event: Any, when: str) -> _Row:
    days = tuple(day.date for day in event.days)
    if days:
        return _Row(event.title, min(days), max(days), days, when)
    year, month = event.month.year, event.month.month
    first = dt.date(year, month, 1)
    return _Row(event.title, first, _next_month(first) - dt.timedelta(days=1), (), when)


def _draw(figure: Any, rows: Sequence[_Row]) -> None:
    axes = canvas.panel(figure, _LEFT, 6, (_WIDE, _STEP * max(len(rows), 1)))
    canvas.rows_of(axes, len(rows))
    canvas.bare(axes)
    if not rows:
        return
    first = min(row.first for row in rows).replace(day=1)
    months = _months(first, max(row.last for row in rows))
    axes.set_xlim(0, (months[-1] - first).days)
    _month_lines(axes, [(month - first).days for month in months], len(rows))
    _month_names(figure, months, 6 + _STEP * len(rows))
    for place, row in enumerate(rows):
        canvas.note(figure, 0, 16 + _STEP * place, canvas.short(row.title, _LETTERS))
        middle = place + 0.18
        title = f"{row.title}: {row.when}"
        if row.days:
            at = [(day - first).days + 0.5 for day in row.days]
            axes.plot((min(at), max(at)), (middle, middle), color=OWN, linewidth=2)
            (dots,) = axes.plot(at, [middle] * len(at), "o", color=OWN, markersize=8)
            canvas.told(dots, title)
        else:
            start, end = (row.first - first).days, (row.last - first).days + 1
            (bar,) = axes.barh(
                middle, end - start, left=start, height=0.28, color=OWN, alpha=0.35, linewidth=0
            )
            canvas.told(bar, title)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day of each month, up to that after the last day."""
    found = [first]
    while found[-1] <= last:
        found.append(_next_month(found[-1]))
    return found


def _next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def _month_lines(axes: Any, days: Sequence[int], rows: int) -> None:
    """A line where each month begins, in each row beside its marks: all of them one path."""
    gap = float("nan")
    xs = [x for _ in range(rows) for day in days for x in (day, day, gap)]
    ys = [y for row in range(rows) for _ in days for y in (row - 0.04, row + 0.42, gap)]
    axes.plot(xs, ys, color=LINE, linewidth=0.8, solid_capstyle="butt", clip_on=False)


def _month_names(figure: Any, months: Sequence[dt.date], below: float) -> None:
    """Names of months as far as there is room, and below them the years."""
    first, days = months[0], (months[-1] - months[0]).days
    every = max(1, -(-len(months) * 32 // _WIDE))
    for place, month in enumerate(months[:-1]):
        x = _LEFT + _WIDE * (month - first).days / days
        if place % every == 0:
            text = _MONTHS[month.month - 1]
            canvas.note(figure, x, below + 10, text, fontsize=11, color=SOFT)
        if place == 0 or month.month == 1:
            canvas.note(figure, x, below + 25, str(month.year), fontsize=11, color=SOFT)
