"""Rows with a bar each: numbers in, drawn into a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.theme import INK, OWN, SOFT

_STEP, _TOP, _FOOT = 26, 8, 40


class Row(NamedTuple):
    """One row: a bar from nought, and what is written at its end."""

    name: str
    value: float | None
    """None: no bar."""
    text: str
    title: str
    colour: str = OWN
    between: tuple[float, float] | None = None
    """An interval, as a thin line over the end of the bar."""


class Rows(NamedTuple):
    """A picture of rows."""

    rows: Sequence[Row]
    axis: str
    """What the bars measure."""
    most: float
    """Where the axis ends."""
    width: int = 300
    """Of the longest bar, in pixels."""
    name: int = canvas.LONGEST_NAME
    """Letters of a name before it is cut."""


def size_of(rows: Rows) -> Size:
    """How large a picture of rows is."""
    left, right = _sides(rows)
    return Size(left + rows.width + right, _TOP + _STEP * max(len(rows.rows), 1) + _FOOT)


def _sides(rows: Rows) -> tuple[int, int]:
    names = [canvas.short(row.name, rows.name) for row in rows.rows]
    left = max((round(len(name) * canvas.LETTER) + 14 for name in names), default=30)
    return left, canvas.room_for([row.text for row in rows.rows])


def draw_rows(figure: Any, rows: Rows) -> None:
    """Draw rows into a figure of the size that `size_of` gives."""
    left, _ = _sides(rows)
    high = _STEP * max(len(rows.rows), 1)
    axes = canvas.panel(figure, left, _TOP, (rows.width, high))
    canvas.rows_of(axes, len(rows.rows))
    axes.set_xlim(0, rows.most or 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(rows.axis)
    axes.locator_params(axis="x", nbins=5)
    for place, row in enumerate(rows.rows):
        canvas.note(figure, 0, _TOP + _STEP * (place + 0.5), canvas.short(row.name, rows.name))
        if row.value is not None:
            canvas.bar(axes, place, row.value, row.colour, row.title)
        end = row.value or 0
        if row.between is not None:
            axes.plot(row.between, (place, place), color=INK, linewidth=1.5)
            end = max(end, row.between[1])
        look = {"color": SOFT} if row.value is None else {}
        canvas.beside(axes, end, place, row.text, **look)
