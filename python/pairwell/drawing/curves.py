"""Time against size on logarithmic axes, a panel a class: numbers in, a picture out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pairwell.data.framed import Column
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import INK, OTHER, PARTS, SOFT

Role = Literal["own", "own too", "best", "rest", "bound"]
_LOOKS: dict[str, dict[str, Any]] = {
    "own": {"color": OTHER, "marker": "o", "markersize": 5, "linewidth": 2.2, "zorder": 4},
    "own too": {
        "color": OTHER, "marker": "o", "markersize": 4, "linewidth": 1.4, "linestyle": "--",
        "zorder": 4,
    },
    "best": {"color": PARTS[2], "marker": "s", "markersize": 4, "linewidth": 1.8, "zorder": 3},
    "rest": {"color": SOFT, "marker": ".", "markersize": 4, "linewidth": 0.9, "alpha": 0.7},
    "bound": {"color": INK, "linestyle": ":", "linewidth": 1.2},
}  # fmt: skip
_WIDE, _HIGH, _LEFT, _TOP, _BOTTOM = 330, 340, 72, 30, 46
_ENTRY = 14
"""Pixels of a line of the legend."""


class Line(NamedTuple):
    """The times of one solver over the sizes of a class."""

    name: str
    role: Role
    points: tuple[tuple[float, float], ...]
    """Size and seconds."""


def curves_picture(curves: Mapping[str, Sequence[Line]]) -> Picture:
    """A panel for each class, with a line for each solver."""
    across = min(3, max(1, len(curves)))
    down = max(1, math.ceil(len(curves) / across))
    size = Size(_WIDE * across, _HIGH * down)

    def draw(figure: Any) -> None:
        for place, (title, lines) in enumerate(curves.items()):
            left, top = _WIDE * (place % across), _HIGH * (place // across)
            within = (_WIDE - _LEFT - 16, _HIGH - _TOP - _BOTTOM)
            axes = canvas.panel(figure, left + _LEFT, top + _TOP, within)
            canvas.note(figure, left, top + 12, title, fontweight="bold")
            _panel(axes, lines)

    rows = [
        (title, line.name, *point)
        for title, lines in curves.items()
        for line in lines
        for point in line.points
    ]
    columns = [
        Column("class", "text", [row[0] for row in rows]),
        Column("solver", "text", [row[1] for row in rows]),
        Column("n", "real", [row[2] for row in rows]),
        Column("seconds", "real", [row[3] for row in rows]),
    ]
    chart = Chart("line", {"x": "n:Q", "y": "seconds:Q", "color": "solver:N", "facet": "class:N"})
    told = [_told(title, lines) for title, lines in curves.items()]
    return picture("Time against size, on logarithmic axes", told, size, columns, draw, chart)


def _panel(axes: Any, lines: Sequence[Line]) -> None:
    rest = [line for line in lines if line.role == "rest"]
    for line in lines:
        sizes, seconds = zip(*line.points, strict=True)
        label: str | None = line.name
        if len(rest) > 1 and line.role == "rest":
            label = "others" if line is rest[0] else None
        axes.plot(sizes, seconds, label=label, **_LOOKS[line.role])
    axes.set(xscale="log", yscale="log", xlabel="n", ylabel="seconds")
    every = sorted({size for line in lines for size, _ in line.points})
    axes.set_xticks(every, _ticks(every), fontsize=10)
    axes.set_xticks([], minor=True)
    low, high = (edge(t for line in lines for _, t in line.points) for edge in (min, max))
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = [10.0**power for power in range(first, last + 1)]
    axes.set_yticks(powers, [f"{power:g}" for power in powers], fontsize=10)
    axes.set_yticks([], minor=True)
    axes.set_ylim(low / 1.5, high * _room(low, high, axes.get_legend_handles_labels()[1]))
    axes.grid(which="major")
    axes.legend(fontsize=9, loc="upper left", labelspacing=0.25, borderaxespad=0)


def _room(low: float, high: float, named: Sequence[str]) -> float:
    """By how much the axis goes beyond the highest time, so that the legend lies on no line."""
    inside = _HIGH - _TOP - _BOTTOM
    legend = _ENTRY * (len(named) + 1)
    return math.pow(high / low * 1.5, legend / (inside - legend))


def _ticks(sizes: Sequence[float]) -> list[str]:
    """Sizes that have room, from the largest down, on a logarithmic axis of about 250 pixels."""
    written: list[str] = []
    last = math.inf
    span = math.log(sizes[-1] / sizes[0]) or 1.0
    for size in reversed(sizes):
        text = f"{size:,.0f}"
        has_room = (math.log(last / size) / span) * (_WIDE - _LEFT) > 8 * len(text)
        written.append(text if has_room or last is math.inf else "")
        last = size if written[-1] else last
    return written[::-1]


def _told(title: str, lines: Sequence[Line]) -> str:
    ends = "; ".join(
        f"{line.name} {line.points[-1][1]:.3g} s at {line.points[-1][0]:,.0f}" for line in lines
    )
    return f"{title}: {ends}."
