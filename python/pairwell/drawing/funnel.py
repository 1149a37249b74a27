"""How many forms stood at each step: numbers in, a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.data.framed import Column
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import OWN, SOFT, WASH

_STEP, _LONGEST, _COUNTS = 34, 180, 84


class Step(NamedTuple):
    """One step of the funnel."""

    name: str
    count: int


def funnel_picture(title: str, steps: Sequence[Step]) -> Picture:
    """A bar for each step, and behind it what the step before had."""
    left = canvas.room_for([step.name for step in steps])
    size = Size(left + _LONGEST + _COUNTS, _STEP * len(steps) + 4)
    before = [steps[max(place - 1, 0)].count for place in range(len(steps))]
    lost = [max(0, earlier - step.count) for earlier, step in zip(before, steps, strict=True)]

    def draw(figure: Any) -> None:
        axes = canvas.bare(canvas.panel(figure, left, 2, (_LONGEST, _STEP * len(steps))))
        canvas.rows_of(axes, len(steps))
        axes.set_xlim(0, max(1, *(step.count for step in steps), *before))
        for row, (step, fewer) in enumerate(zip(steps, lost, strict=True)):
            title, y = f"{step.name}: {step.count}", 2 + _STEP * (row + 0.5)
            canvas.note(figure, 0, y, canvas.short(step.name))
            if fewer:
                canvas.bar(axes, row, before[row], WASH, title)
            canvas.bar(axes, row, step.count, OWN, title)
            end = max(step.count, before[row])
            canvas.beside(axes, end, row, str(step.count), fontweight="bold")
            if fewer:
                x = left + _LONGEST * end / axes.get_xlim()[1] + 6
                x += canvas.LETTER * (len(str(step.count)) + 1.6)
                canvas.note(figure, x, y, f"\N{MINUS SIGN}{fewer}", color=SOFT)

    columns = [
        Column("step", "text", [step.name for step in steps]),
        Column("forms", "whole", [step.count for step in steps]),
        Column("lost", "whole", lost),
    ]
    told = ", ".join(f"{step.count} {step.name.lower()}" for step in steps)
    chart = Chart("bar", {"x": "forms:Q", "y": "step:N"})
    return picture(title, f"{title}: {told}.", size, columns, draw, chart)
