"""Old pairs kept against what a stage reaches: numbers in, a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.data.framed import Column
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import OTHER, OWN

_SIZE = Size(420, 300)
_ROOM = 0.1  # of the axis, for the number of a tick
_MOST_TICKS = 7


class Dot(NamedTuple):
    """One point of the picture."""

    kept: int
    value: float
    bound: float | None
    """What could still be reached, where that is not sure."""


def trade_off_picture(dots: Sequence[Dot], stage: str, total: int, otherwise: str) -> Picture:
    """Old pairs kept to the right and what the stage reaches upwards, with steps between.

    A point that is not exact is a ring, with a broken line up to what could still be reached.
    Where there is no point, `otherwise` says why.
    """

    def draw(figure: Any) -> None:
        axes = canvas.panel(figure, 78, 34, (_SIZE.width - 96, 208))
        canvas.note(figure, 0, 14, stage, fontweight="bold")
        axes.set_xlabel(f"old pairs kept, of {total}")
        axes.margins(0.08, 0.1)
        if not dots:
            canvas.bare(axes)
            return
        kept, values = [dot.kept for dot in dots], [dot.value for dot in dots]
        axes.step(kept, values, where="post", color=OWN, linewidth=1.5)
        for dot in dots:
            if dot.bound is not None:
                both, ends = (dot.kept, dot.kept), (dot.value, dot.bound)
                axes.plot(both, ends, color=OTHER, linewidth=1, linestyle=(0, (3, 3)))
            fill = OWN if dot.bound is None else "none"
            (point,) = axes.plot(
                dot.kept, dot.value, "o", markersize=8, color=OWN, markerfacecolor=fill
            )
            canvas.told(point, _told(dot, stage, total))
        axes.set_xticks(_ticks(kept))
        axes.set_yticks(_ticks(values), [canvas.plain(value) for value in _ticks(values)])

    columns = [
        Column("kept", "whole", [dot.kept for dot in dots]),
        Column("value", "real", [dot.value for dot in dots]),
        Column("bound", "real", [dot.bound for dot in dots]),
    ]
    words = [_told(dot, stage, total) for dot in dots] or otherwise
    chart = Chart("line", {"x": "kept:Q", "y": "value:Q"})
    return picture("Old pairs kept against the objective", words, _SIZE, columns, draw, chart)


def _ticks(numbers: Sequence[float]) -> list[float]:
    """The ends, and of a few numbers those between that leave room; of many the ends alone."""
    found = sorted(set(numbers))
    last, room = found[-1], _ROOM * (found[-1] - found[0])
    kept = found[:1]
    for number in found[1:-1] if len(found) <= _MOST_TICKS else ():
        if number - kept[-1] >= room and last - number >= room:
            kept.append(number)
    return [*kept, last] if last > kept[0] else kept


def _told(dot: Dot, stage: str, total: int) -> str:
    what = f'"{stage}" reaches' if stage else "the objective reaches"
    text = f"With {dot.kept} of {total} old pairs kept {what} {canvas.plain(dot.value)}"
    return f"{text}." if dot.bound is None else f"{text}, perhaps up to {canvas.plain(dot.bound)}."
