"""Instances on a plane, the slower the darker: numbers in, a picture out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size, plain
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import HEAT, SOFT

_SIZE = Size(520, 420)
_PALEST = 0.25


class Spot(NamedTuple):
    """One instance."""

    name: str
    x: float
    y: float
    seconds: float | None


def map_picture(
    spots: Sequence[Spot], kept: float, apart: tuple[str, str, float] | None
) -> Picture:
    """Each instance at its place with its name; the longer it took, the fuller its colour.

    `kept` is the share of squared distances that the plane shows, `apart` the two instances that
    are farthest apart with their distance.
    """
    times = [spot.seconds for spot in spots if spot.seconds is not None]

    def draw(figure: Any) -> None:
        axes = canvas.bare(canvas.panel(figure, 16, 12, (_SIZE.width - 32, _SIZE.height - 52)))
        axes.set_aspect("equal", adjustable="datalim")
        axes.margins(0.18)
        for spot in spots:
            look: dict[str, Any] = {"color": SOFT, "markerfacecolor": "none"}
            if spot.seconds is not None:
                look = {"color": HEAT, "alpha": _fullness(spot.seconds, times)}
            (dot,) = axes.plot(spot.x, spot.y, "o", markersize=10, **look)
            canvas.told(dot, _told(spot))
            canvas.beside(axes, spot.x, spot.y, canvas.short(spot.name), fontsize=10)
        if times:
            ends = f"from {plain(min(times), 3)} s, pale, to {plain(max(times), 3)} s"
            canvas.note(figure, 16, _SIZE.height - 20, f"time to solve: {ends}", fontsize=10)

    columns = [
        Column("instance", "text", [spot.name for spot in spots]),
        Column("x", "real", [spot.x for spot in spots]),
        Column("y", "real", [spot.y for spot in spots]),
        Column("seconds", "real", [spot.seconds for spot in spots]),
    ]
    words = [
        f"{plural(len(spots), 'instance')} on a plane that shows {kept:.0%} of their distances."
    ]
    if apart is not None:
        words.append(f"The farthest apart are {apart[0]} and {apart[1]}: {plain(apart[2], 3)}.")
    if times:
        slowest = max((s for s in spots if s.seconds is not None), key=lambda s: s.seconds or 0.0)
        words.append(f"The slowest to solve is {_told(slowest)}.")
    chart = Chart("point", {"x": "x:Q", "y": "y:Q", "color": "seconds:Q"})
    return picture("A map of instances", words, _SIZE, columns, draw, chart)


def _fullness(seconds: float, times: Sequence[float]) -> float:
    """Of a colour, by the logarithm of the time; a time of nought counts as a microsecond."""
    low, high, own = (math.log(max(each, 1e-6)) for each in (min(times), max(times), seconds))
    return 1.0 if high == low else _PALEST + (1 - _PALEST) * (own - low) / (high - low)


def _told(spot: Spot) -> str:
    return spot.name if spot.seconds is None else f"{spot.name}, {plain(spot.seconds, 3)} s"
