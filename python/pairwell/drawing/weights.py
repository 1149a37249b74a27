"""Ranges of weights as strips: numbers in, a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.data.framed import Column
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import INK, OTHER, OWN, SOFT

_NAME, _WIDTH, _RIGHT, _STEP, _HEAD = 176, 420, 24, 54, 34
_APART = 40
"""How far apart two numbers below a strip must stand."""


class Part(NamedTuple):
    """One piece of a strip."""

    low: float
    high: float
    lost: int
    """Pairs of the matching that are not among those of the piece."""
    pairs: int
    """Pairs of the matching."""
    text: str


class Strip(NamedTuple):
    """The range of one weight."""

    name: str
    weight: int
    """The present one."""
    most: int
    parts: Sequence[Part]
    """In rising order; none where it was not worked out."""
    text: str
    """All of it in words."""


def weights_picture(strips: Sequence[Strip]) -> Picture:
    """A strip for each weight, stronger where more pairs differ; a line is at the present."""
    size = Size(_NAME + _WIDTH + _RIGHT, _HEAD + _STEP * len(strips) + 6)

    def draw(figure: Any) -> None:
        _legend(figure)
        for row, strip in enumerate(strips):
            y = _HEAD + row * _STEP
            canvas.note(figure, 0, y + 10, canvas.short(strip.name))
            if strip.parts:
                _strip(figure, strip, y)
            else:
                canvas.note(figure, _NAME, y + 10, "not worked out", fontstyle="italic", color=SOFT)

    parts = [(strip, part) for strip in strips for part in strip.parts]
    columns = [
        Column("criterion", "text", [strip.name for strip, _ in parts]),
        Column("weight", "whole", [strip.weight for strip, _ in parts]),
        Column("low", "real", [part.low for _, part in parts]),
        Column("high", "real", [part.high for _, part in parts]),
        Column("lost", "whole", [part.lost for _, part in parts]),
    ]
    chart = Chart("bar", {"x": "low:Q", "x2": "high:Q", "y": "criterion:N", "color": "lost:Q"})
    told = [strip.text for strip in strips]
    return picture("Weights at which pairs change", told, size, columns, draw, chart)


def _legend(figure: Any) -> None:
    axes = canvas.bare(canvas.panel(figure, _NAME, 6, (_WIDTH, 12)))
    axes.set(xlim=(0, _WIDTH), ylim=(0, 1))
    axes.barh(0.5, 12, left=0, height=1, color=OWN)
    axes.barh(0.5, 12, left=90, height=1, color=OTHER, alpha=0.6)
    canvas.note(figure, _NAME + 18, 12, "as it is")
    canvas.note(figure, _NAME + 108, 12, "other pairs, stronger where more change")


def _strip(figure: Any, strip: Strip, y: float) -> None:
    axes = canvas.bare(canvas.panel(figure, _NAME, y - 4, (_WIDTH, 28)))
    most = strip.most or 1
    axes.set(xlim=(0, most), ylim=(0, 28))
    pixel = most / _WIDTH
    for part in strip.parts:
        shade = 0.25 + 0.75 * part.lost / part.pairs if part.lost else 1.0
        (bar,) = axes.barh(
            14,
            max(part.high - part.low - pixel, 1.5 * pixel),
            left=part.low,
            height=20,
            color=OTHER if part.lost else OWN,
            alpha=shade,
        )
        canvas.told(bar, part.text)
    axes.axvline(strip.weight, color=INK, linewidth=2, clip_on=False)
    # The present weight and both ends are always written, and of the others those with room.
    taken = [(strip.weight / pixel, f"{strip.weight}", True)]
    for number in [0.0, float(strip.most), *(part.low for part in strip.parts)]:
        place = number / pixel
        if all(abs(place - other) >= _APART for other, _, _ in taken):
            taken.append((place, f"{number:.4g}", False))
    for place, text, is_own in sorted(taken):
        weight = "bold" if is_own else "normal"
        canvas.note(figure, _NAME + place, y + 36, text, ha="center", fontweight=weight)
