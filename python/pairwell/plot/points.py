"""The points of all pairs, in matched order."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing.canvas import plain
from pairwell.drawing.grid import Grid, draw_grid, layout
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.plot.grids import at_places, blocks_of, mean_table, placed, shown_how
from pairwell.plot.reading import (
    matched_order,
    names_of,
    people_told,
    problem_and_matching,
    without_labels,
)

_NAMED = 8


def points(result: Any, matching: Any = None) -> Picture:
    """Draws the points of every pair, with the pairs of the matching outlined.

    People stand in matched order: pairs along the diagonal, those of most points first, and who is
    in no pair last. Without a matching they stand in the order of the result. What may not be a
    pair is crossed. Up to 60 people of a side are labelled. More than 4,000 pairs are drawn as an
    image, and beyond 600 people of a side a dot of it is the mean of a block of pairs; the text
    says so.

    Parameters
    ----------
    result
        A `Matching`, a `Round`, a `Problem`, `Scores` or a `ScoreTable`.
    matching
        Of a problem or of scores: the matching whose pairs are outlined.

    Returns
    -------
    Picture
        Its data has a row for each admissible pair: ``mentee``, ``mentor``, ``points`` and whether
        they are a pair, ``paired`` ("yes" or "no").

    Raises
    ------
    InvalidInput
        For a matching of other people.
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"ana": {"Xu": 8, "Yates": 5}, "ben": {"Xu": 9, "Yates": 4}}
    >>> print(pw.plot.points(pw.match(points)).text)
    Points of 2 mentees (rows) and 2 mentors (columns): 4 admissible pairs from 4 to 9 points. The \
2 pairs of the matching are outlined: ben with Xu (9), ana with Yates (5).
    """
    problem, own = problem_and_matching("points", result, matching)
    pairs = np.empty((0, 2), np.int64) if own is None else own.pairs
    worth = problem._core.units_of(pairs) if len(pairs) else np.empty(0, np.int64)
    order = matched_order(problem.shape, pairs, worth)
    if own is None:
        order = (list(range(problem.shape[0])), list(range(problem.shape[1])))
    places, units = placed(problem, order)
    values = units / problem.scale
    names = [[names_of(problem, side)[place] for place in order[side]] for side in (0, 1)]
    table = mean_table(problem.shape, places, values)
    grid = Grid(
        _strengths(table),
        problem.shape,
        *names,
        at_places(pairs, order, problem.shape),
        _legend(problem, values, own),
        numbers=table,
    )
    told = [_told(problem, values, pairs, own), shown_how(problem.shape), without_labels(problem)]
    if own is not None and not grid.marked and len(pairs):
        told.append("They are too many to be outlined, and lie along the diagonal.")
    return picture(
        "Points of every pair",
        told,
        layout(grid)[0],
        _columns(problem, values, pairs),
        lambda figure: draw_grid(figure, grid),
        Chart("rect", {"x": "mentor:N", "y": "mentee:N", "color": "points:Q"}),
    )


def _strengths(table: Any) -> Any:
    """From 0.08 for the fewest points to 1 for the most."""
    if not np.isfinite(table).any():
        return table
    low, high = np.nanmin(table), np.nanmax(table)
    low = min(low, 0.0) if high <= 100 else low
    return 0.08 + 0.92 * (table - low) / ((high - low) or 1.0)


def _legend(problem: Problem, values: Any, own: Matching | None) -> tuple[str, str, str]:
    refused = len(values) < problem.shape[0] * problem.shape[1]
    is_image = max(blocks_of(problem.shape)) > 1
    return (
        f"{plain(values.min(), 4)} to {plain(values.max(), 4)} points" if len(values) else "",
        "pair" if own is not None and len(own.pairs) else "",
        "may not be" if refused and not is_image else "",
    )


def _told(problem: Problem, values: Any, pairs: Any, own: Matching | None) -> str:
    told = f"Points of {people_told(problem)}: {plural(len(values), 'admissible pair')}"
    told += f" from {plain(values.min())} to {plain(values.max())} points." if len(values) else "."
    shut = problem.shape[0] * problem.shape[1] - len(values)
    if shut:
        told += f" {plural(shut, 'pair')} may not be."
    if own is None:
        return f"{told} No matching was given, so people stand in the order of the result."
    if not len(pairs):
        return f"{told} There is no pair."
    worth = problem._core.units_of(pairs) / problem.scale
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -worth))
    called = [names_of(problem, side) for side in (0, 1)]
    named = [
        f"{called[0][i]} with {called[1][j]} ({plain(worth[place])})"
        for place, (i, j) in zip(order[:_NAMED], pairs[order][:_NAMED].tolist(), strict=True)
    ]
    more = f" and {len(pairs) - _NAMED} more" if len(pairs) > _NAMED else ""
    head = (
        "The pair of the matching is"
        if len(pairs) == 1
        else (f"The {len(pairs)} pairs of the matching are")
    )
    return f"{told} {head} outlined: {', '.join(named)}{more}."


def _columns(problem: Problem, values: Any, pairs: Any) -> list[Column]:
    admissible, _ = problem.admissible()
    called = [names_of(problem, side) for side in (0, 1)]
    width = max(problem.shape[1], 1)
    is_pair = np.isin(admissible @ (width, 1), pairs @ (width, 1))
    return [
        Column("mentee", "text", [called[0][place] for place in admissible[:, 0].tolist()]),
        Column("mentor", "text", [called[1][place] for place in admissible[:, 1].tolist()]),
        Column("points", "real", values),
        Column("paired", "text", ["yes" if own else "no" for own in is_pair.tolist()]),
    ]
