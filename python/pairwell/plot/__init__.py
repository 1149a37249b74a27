"""Pictures of results: each function takes a result and returns a picture that shows itself."""

from pairwell.drawing.picture import Picture
from pairwell.drawing.theme import style
from pairwell.plot.admissible import admissible
from pairwell.plot.curves import curves
from pairwell.plot.firmness import firmness
from pairwell.plot.instances_map import instances_map
from pairwell.plot.parts import parts
from pairwell.plot.points import points
from pairwell.plot.ranks import ranks
from pairwell.plot.scenarios import scenarios, trade_off, weight_ranges
from pairwell.plot.scheme import funnel, timetable
from pairwell.plot.stages import distribution, stage_prices

__all__ = [
    "Picture",
    "admissible",
    "curves",
    "distribution",
    "firmness",
    "funnel",
    "instances_map",
    "parts",
    "points",
    "ranks",
    "scenarios",
    "stage_prices",
    "style",
    "timetable",
    "trade_off",
    "weight_ranges",
]
