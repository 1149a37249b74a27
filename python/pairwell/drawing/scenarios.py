"""Variants side by side: numbers in, a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.data.framed import Column
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import INK, OTHER, OWN, SOFT

_NAME, _PANEL, _TEXT, _STEP, _HEAD = 176, 84, 64, 30, 40
_TITLES = ("pairs", "points", "worst pair", "mentees lose | gain")


class Bar(NamedTuple):
    """One variant of the picture."""

    name: str
    status: str
    numbers: tuple[float | None, float | None, float | None]
    """Pairs, points and worst pair; None where there is none."""
    changes: tuple[float, float]
    """Points that the mentees gain and lose against the base."""


def scenarios_picture(variants: Sequence[Bar]) -> Picture:
    """A row for each variant; a broken line goes through what the base has."""
    size = Size(
        _NAME + 3 * (_PANEL + _TEXT) + 2 * (_PANEL // 2 + _TEXT),
        _HEAD + _STEP * len(variants) + 8,
    )

    def draw(figure: Any) -> None:
        for row, bar in enumerate(variants):
            y = _HEAD + _STEP * (row + 0.5)
            canvas.note(figure, 0, y, canvas.short(bar.name))
            if bar.status != "optimal":
                canvas.note(figure, _NAME, y, bar.status, fontstyle="italic", color=SOFT)
        for place, title in enumerate(_TITLES):
            left = _NAME + place * (_PANEL + _TEXT)
            canvas.note(figure, left, 18, title, fontweight="bold")
            if place < 3:
                values = [bar.numbers[place] for bar in variants]
                _panel(_axes(figure, left, len(variants), _PANEL), values, variants)
            else:
                axes = _axes(figure, left + _TEXT, len(variants), _PANEL)
                _changes(axes, variants)

    numbers = zip(*(bar.numbers for bar in variants), strict=True)
    pairs, points, worst = (list(each) for each in numbers)
    columns = [
        Column("variant", "text", [bar.name for bar in variants]),
        Column("status", "text", [bar.status for bar in variants]),
        Column("pairs", "real", pairs),
        Column("points", "real", points),
        Column("worst", "real", worst),
        Column("points_gained", "real", [bar.changes[0] for bar in variants]),
        Column("points_lost", "real", [bar.changes[1] for bar in variants]),
    ]
    chart = Chart("bar", {"x": "points:Q", "y": "variant:N"})
    told = [_told(bar) for bar in variants]
    return picture("Variants side by side", told, size, columns, draw, chart)


def _axes(figure: Any, left: float, count: int, width: float) -> Any:
    axes = canvas.bare(canvas.panel(figure, left, _HEAD, (width, _STEP * count)))
    canvas.rows_of(axes, count)
    return axes


def _panel(axes: Any, values: Sequence[float | None], variants: Sequence[Bar]) -> None:
    """Bars from nought; to the left of it where a number is negative."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    axes.set_xlim(low, high if high > low else low + 1)
    for row, (value, own) in enumerate(zip(values, variants, strict=True)):
        if value is not None:
            canvas.bar(axes, row, value, OWN, _told(own))
            canvas.beside(axes, max(value, 0), row, canvas.plain(value))
    if values and values[0] is not None:
        axes.axvline(values[0], color=INK, linewidth=1, linestyle=(0, (3, 3)), alpha=0.5)


def _changes(axes: Any, variants: Sequence[Bar]) -> None:
    """What mentees lose to the left of a middle line, and what they gain to its right."""
    most = max((max(bar.changes) for bar in variants), default=0.0) or 1.0
    axes.set_xlim(-most, most)
    for row, own in enumerate(variants):
        gained, lost = own.changes
        if gained:
            canvas.bar(axes, row, gained, OWN, _told(own))
            canvas.beside(axes, gained, row, canvas.plain(gained))
        if lost:
            canvas.bar(axes, row, -lost, OTHER, _told(own))
            canvas.beside(axes, -lost, row, canvas.plain(lost), ha="right")
    axes.axvline(0, color=INK, linewidth=1, alpha=0.5)


def _told(bar: Bar) -> str:
    if bar.status != "optimal":
        return f"{bar.name}: {bar.status}."
    pairs, points, worst = ("none" if n is None else f"{n:.15g}" for n in bar.numbers)
    gained, lost = bar.changes
    return (
        f"{bar.name}: pairs {pairs}, points {points}, worst pair {worst}, "
        f"mentees gain {gained:.15g} and lose {lost:.15g}."
    )
