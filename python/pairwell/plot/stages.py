"""What each stage of an objective does to the points of pairs, and what it costs later ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_type, listed
from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size, plain
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import INK, LINE, OTHER, OWN, SOFT, WASH
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching
from pairwell.matching.scenario import Scenario
from pairwell.matching.scenarios import Scenarios
from pairwell.matching.stage_prices import StagePrice
from pairwell.plot.reading import pairs_of

_BINS = 24


class _Spread(NamedTuple):
    """The points of some pairs."""

    name: str
    counts: npt.NDArray[np.int64]
    """By bin."""
    points: npt.NDArray[np.float64]
    """In rising order."""


def distribution(result: Any) -> Picture:
    """Draws how the points of pairs are distributed before the first stage and after each.

    Before the first stage any admissible pair may be; after each the problem is solved by the
    stages up to it, and one of the matchings that are best by these is shown. Which one it is
    nothing settles before the last stage. A lottery is left out, since it changes no value.

    Parameters
    ----------
    result
        A `Matching` or a `Round`: its problem is solved once for each stage but the last.

    Returns
    -------
    Picture
        Its data has a row for each bar: ``stage``, ``low`` and ``high`` (points), ``pairs``.

    Raises
    ------
    InvalidInput
        Where the matching has no pairs because it is not optimal.
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"ana": {"Xu": 8, "Yates": 5}, "ben": {"Xu": 9, "Yates": 4}}
    >>> matching = pw.match(points, ["most_pairs", "best_worst", "most_points"])
    >>> print(pw.plot.distribution(matching).text)
    All admissible pairs: 4, 4 to 9 points, median 6.5. After most_pairs: 2 pairs, 4 to 8 points, \
median 6, 12 in all. After best_worst: 2 pairs, 5 to 9 points, median 7, 14 in all. After \
most_points: 2 pairs, 5 to 9 points, median 7, 14 in all.
    """
    matching = pairs_of("distribution", result)
    problem = matching.problem
    _, units = problem.admissible()
    found = [("all admissible", units)]
    stages = [stage for stage in matching.stages if stage.name != "lottery"]
    for place, stage in enumerate(stages, 1):
        own = matching.pair_units if place == len(stages) else _after(matching, place)
        found.append((f"after {stage.name}", own))
    edges = np.linspace(*_ends(units / problem.scale), _BINS + 1)
    spreads = [_spread(name, own / problem.scale, edges) for name, own in found]
    rows = [
        (each.name, low, high, count)
        for each in spreads
        for low, high, count in zip(
            edges[:-1].tolist(), edges[1:].tolist(), each.counts.tolist(), strict=True
        )
    ]
    columns = [
        Column("stage", "text", [row[0] for row in rows]),
        Column("low", "real", [row[1] for row in rows]),
        Column("high", "real", [row[2] for row in rows]),
        Column("pairs", "whole", [row[3] for row in rows]),
    ]
    size = Size(_LEFT + _WIDE + _RIGHT, _HIGH * len(spreads) + 44)
    return picture(
        "Points before and after each stage",
        [_told(each) for each in spreads],
        size,
        columns,
        lambda figure: _draw(figure, spreads, edges),
        Chart("bar", {"x": "low:Q", "x2": "high:Q", "y": "pairs:Q", "row": "stage:N"}),
    )


_LEFT, _WIDE, _RIGHT, _HIGH = 150, 260, 150, 66


def _after(matching: Matching, count: int) -> npt.NDArray[np.int64]:
    """The units of the pairs of a matching that is best by the first stages."""
    stages: list[tuple[str, Any]] = [
        (stage.name, stage.parameter) for stage in matching.stages[:count]
    ]
    core = matching.problem._core
    found = _core.match(
        core,
        objective=stages,
        certificate=False,
        warm_start=None,
        threads=1,
        progress=None,
        time_limit=None,
    )
    return np.asarray(core.units_of(found.pairs))


def _ends(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Where the axis begins and ends; what is out of 100 has the whole of it."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _spread(name: str, points: npt.NDArray[np.float64], edges: Any) -> _Spread:
    return _Spread(name, np.histogram(points, edges)[0], np.sort(points))


def _told(spread: _Spread) -> str:
    name, points = spread.name, spread.points
    head = "All admissible pairs" if name == "all admissible" else name.capitalize()
    if not len(points):
        return f"{head}: none."
    middle = plain(float(np.median(points)))
    ends = f"{plain(points[0])} to {plain(points[-1])} points, median {middle}"
    if name == "all admissible":
        return f"{head}: {len(points):,}, {ends}."
    return f"{head}: {plural(len(points), 'pair')}, {ends}, {plain(float(points.sum()))} in all."


def _draw(figure: Any, spreads: Sequence[_Spread], edges: npt.NDArray[np.float64]) -> None:
    for place, spread in enumerate(spreads):
        top = 8 + _HIGH * place
        is_last = place == len(spreads) - 1
        axes = canvas.panel(figure, _LEFT, top, (_WIDE, _HIGH - 16))
        axes.set_xlim(edges[0], edges[-1])
        axes.set_ylim(0, max(int(spread.counts.max(initial=1)), 1))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_color(LINE)
        axes.tick_params(labelbottom=is_last, length=3 if is_last else 0)
        axes.locator_params(axis="x", nbins=5)
        canvas.note(figure, 0, top + (_HIGH - 16) / 2, spread.name)
        colour = SOFT if place == 0 else OWN
        for low, high, count in zip(edges[:-1], edges[1:], spread.counts, strict=True):
            if count:
                (drawn,) = axes.bar(
                    low, count, width=(high - low) * 0.9, align="edge", color=colour, linewidth=0
                )
                title = f"{spread.name}, {plain(low, 4)} to {plain(high, 4)}: {count}"
                canvas.told(drawn, title)
        if len(spread.points):
            middle = float(np.median(spread.points))
            axes.axvline(middle, color=INK, linewidth=1.5)
            lines = (
                f"{plural(len(spread.points), 'pair')}",
                f"worst {plain(spread.points[0], 4)}",
                f"median {plain(middle, 4)}",
            )
            for line, text in enumerate(lines):
                canvas.note(figure, _LEFT + _WIDE + 14, top + 9 + 16 * line, text, fontsize=11)
        if is_last:
            axes.set_xlabel("points; the line is the median")


def stage_prices(result: Any, name: str = "base") -> Picture:
    """Draws what each stage of an objective costs each stage behind it.

    Parameters
    ----------
    result
        `Scenarios`, a `Scenario`, or a list of `StagePrice`.
    name
        Of `Scenarios`: which variant.

    Returns
    -------
    Picture
        Its data has a row for each price, with the columns of `Scenarios.price_of_stages`.

    Raises
    ------
    InvalidInput
        For an unknown variant, and where no prices were worked out.
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"ana": {"Xu": 8, "Yates": 5}, "ben": {"Xu": 9, "Yates": 1}}
    >>> objective = ["most_pairs", "best_worst", "most_points"]
    >>> found = pw.scenarios(points, {"open": {}}, objective=objective)
    >>> print(pw.plot.stage_prices(found).text)
    Without "most_pairs", "best_worst" would have no pair instead of 5 points. "most_pairs" brings \
"most_points" 14 points. "best_worst" costs "most_points" nothing.
    """
    prices = _prices(result, name)
    stages = list(dict.fromkeys(each.stage for each in sorted(prices, key=lambda e: e.place)))
    later = list(dict.fromkeys(each.later for each in sorted(prices, key=lambda e: e.later_place)))
    left = canvas.room_for(stages)
    size = Size(left + _CELL * len(later) + 8, 74 + 36 * len(stages))

    def draw(figure: Any) -> None:
        axes = canvas.bare(canvas.panel(figure, left, 60, (_CELL * len(later), 36 * len(stages))))
        axes.set(xlim=(0, len(later)), ylim=(len(stages), 0))
        canvas.note(figure, left, 14, "what it costs, and whom:", color=SOFT)
        for row, stage in enumerate(stages):
            canvas.note(figure, 0, 60 + 36 * (row + 0.5), stage)
        for column, stage in enumerate(later):
            canvas.note(figure, left + _CELL * (column + 0.5), 46, stage, ha="center")
        for each in prices:
            _price(axes, each, stages.index(each.stage), later.index(each.later))

    columns = [
        Column("stage", "text", [each.stage for each in prices]),
        Column("later", "text", [each.later for each in prices]),
        Column("value", "real", [each.value for each in prices]),
        Column("without", "real", [each.value_without for each in prices]),
        Column("loss", "real", [each.loss for each in prices]),
        Column("effect", "text", [each.effect for each in prices]),
    ]
    told = [_price_told(each) for each in prices]
    chart = Chart("rect", {"x": "later:N", "y": "stage:N", "color": "loss:Q"})
    return picture("Price of each stage", told, size, columns, draw, chart)


_CELL = 112
_COLOURS = {"worse": OTHER, "better": OWN, "same": WASH, "not solved": WASH}


def _prices(result: Any, name: str) -> list[StagePrice]:
    if isinstance(result, Scenarios):
        result = result._found("stage_prices", "name", name)
    if isinstance(result, Scenario):
        result = result.prices
    wanted = "Scenarios, a Scenario or a list of which each is a StagePrice"
    if not isinstance(result, (list, tuple)):
        check_type("plot.stage_prices", "result", wanted, Scenarios, result)
    prices = listed("plot.stage_prices", "result", "a StagePrice", StagePrice, result)
    if not prices:
        message = (
            "no prices of stages were worked out; an objective of several stages has them, "
            "where scenarios is called with stage_prices=True"
        )
        raise_fault("plot.stage_prices", "prices", "result", message)
    return prices


def _price(axes: Any, price: StagePrice, row: int, column: int) -> None:
    colour = _COLOURS[price.effect]
    axes.barh(
        row + 0.5, 0.96, left=column + 0.02, height=0.84, color=colour, linewidth=0,
        alpha=1 if colour == WASH else 0.32,
    )  # fmt: skip
    drawn = axes.text(
        column + 0.5, row + 0.5, _cell(price), ha="center", va="center_baseline", fontsize=11
    )
    canvas.told(drawn, price.text)


def _cell(price: StagePrice) -> str:
    if price.effect == "not solved":
        return "not solved"
    if price.effect == "same":
        return "nothing"
    if not price.loss:
        return "later levels" if price.effect == "worse" else "gains levels"
    told = price._told(abs(float(f"{price.loss:.6g}")))
    return told if price.effect == "worse" else f"gains {told}"


def _price_told(price: StagePrice) -> str:
    if price.effect in ("worse", "better") and price.loss:
        told = price._told(abs(price.loss))
        verb = "costs" if price.effect == "worse" else "brings"
        return f'"{price.stage}" {verb} "{price.later}" {told}.'
    return price.text
