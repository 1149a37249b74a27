"""A grid of mentees by mentors: strengths and marks in, a picture out.

Small grids are drawn cell by cell, larger ones as an image within the picture, and of the largest a
dot of the image is the mean of a block of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell._extras import needed
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size
from pairwell.drawing.theme import HEAT, INK, OTHER, SOFT

Real = npt.NDArray[np.float64]
MOST_CELLS = 4_000
"""Up to here each cell is a shape of its own."""
MOST_DOTS = 600
"""Of an image, along each side."""
MOST_LABELS = 60
_LEVELS = 12
_LENGTH = 480
"""Pixels of a side whose cells have no labels."""
_TOP = 34
_MOST_MARKS = 2_000


@dataclass(frozen=True)
class Grid:
    """What is drawn: strengths from 0 to 1 by position, in the order in which they are shown."""

    values: Real
    """Rows by columns, or blocks of them; NaN where no pair may be."""
    shape: tuple[int, int]
    """How many mentees and mentors there are."""
    rows: Sequence[object]
    """What the mentees are called, in order."""
    columns: Sequence[object]
    pairs: npt.NDArray[np.int64]
    """Rows and columns of the pairs that are outlined (k x 2)."""
    legend: tuple[str, str, str]
    """Of the colours, of the outlines, and of the crosses; an empty one is left out."""
    numbers: Real | None = None
    """What to write into the cells, where there is room."""
    block: tuple[int, int] | None = None
    """The first so many rows and columns are framed."""

    @property
    def is_image(self) -> bool:
        """Whether the cells are too many to be shapes."""
        return self.values.size > MOST_CELLS

    @property
    def marked(self) -> int:
        """How many of the pairs are outlined: in an image of thousands no outline would be seen."""
        return len(self.pairs) if len(self.pairs) <= _MOST_MARKS else 0

    @property
    def has_labels(self) -> tuple[bool, bool]:
        """Whether rows and columns are labelled."""
        return len(self.rows) <= MOST_LABELS, len(self.columns) <= MOST_LABELS

    @property
    def cell(self) -> tuple[float, float]:
        """How wide and how high a cell is, in pixels."""
        high, wide = (_side(count) for count in self.shape)
        return (min(wide, high),) * 2 if max(self.shape) <= MOST_LABELS else (wide, high)


def _side(count: int) -> float:
    """How long a cell of so many is: large enough to be labelled, or a part of a fixed length."""
    return min(34, max(600 // max(count, 1), 15)) if count <= MOST_LABELS else _LENGTH / count


def layout(grid: Grid) -> tuple[Size, int, int]:
    """The size of the picture, and where its grid begins."""
    labelled = grid.has_labels
    left = canvas.room_for(grid.rows) if labelled[0] else 30
    top = _TOP + (canvas.room_for(grid.columns) if labelled[1] else 24)
    (wide, high), (rows, columns) = grid.cell, grid.shape
    legend = sum(30 + canvas.LETTER * len(text) for text in grid.legend if text)
    width = max(left + max(columns * wide, 20) + 8, legend + 60)
    return Size(round(width), round(top + max(rows * high, 20) + 8)), left, top


def draw_grid(figure: Any, grid: Grid) -> None:
    """Draw a grid into a figure of the size that `layout` gives."""
    _, left, top = layout(grid)
    (wide, high), (rows, columns) = grid.cell, grid.shape
    within = (max(columns * wide, 1), max(rows * high, 1))
    axes = canvas.bare(canvas.panel(figure, left, top, within))
    axes.set(xlim=(0, max(columns, 1)), ylim=(max(rows, 1), 0))
    if grid.is_image:
        _image(axes, grid)
    else:
        _cells(axes, grid)
    _outlines(axes, grid)
    _labels(figure, grid, left, top)
    _legend(figure, grid)


def _shapes() -> tuple[Any, Any]:
    paths, patches = (needed(f"matplotlib.{name}", "plot") for name in ("path", "patches"))
    return paths, patches


def _cells(axes: Any, grid: Grid) -> None:
    """One path for all cells of a level, and one for all crosses."""
    paths, patches = _shapes()
    gap = 0.04
    values = grid.values
    level = np.round(np.nan_to_num(values) * _LEVELS).astype(int)
    is_open = ~np.isnan(values)

    def boxes(places: npt.NDArray[Any]) -> Any:
        corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * (1 - 2 * gap) + gap
        found = places[:, ::-1][:, None, :] + corners
        codes = np.tile([1, 2, 2, 2, 79], len(places))
        return paths.Path(found.reshape(-1, 2), codes)

    shut = np.argwhere(~is_open)
    if len(shut):
        ends = shut[:, ::-1][:, None, :] + np.array(
            [(0.32, 0.32), (0.68, 0.68), (0.68, 0.32), (0.32, 0.68)]
        )
        crosses = paths.Path(ends.reshape(-1, 2), np.tile([1, 2, 1, 2], len(shut)))
        axes.add_patch(patches.PathPatch(crosses, fill=False, edgecolor=SOFT, linewidth=1))
    everywhere = np.argwhere(is_open)
    for own in range(1, _LEVELS + 1):
        places = np.argwhere(is_open & (level == own))
        if len(places):
            look = {"facecolor": HEAT, "alpha": round(own / _LEVELS, 2), "linewidth": 0}
            axes.add_patch(patches.PathPatch(boxes(places), **look))
    if grid.numbers is not None and min(grid.cell) >= 26 and values.size <= 300:
        for row, column in everywhere.tolist():
            axes.text(
                column + 0.5, row + 0.5, f"{grid.numbers[row, column]:.0f}",
                ha="center", va="center_baseline", fontsize=11,
            )  # fmt: skip


def _image(axes: Any, grid: Grid) -> None:
    """A dot a cell or block, as strong as its points: over any page, light or dark."""
    red, green, blue = (int(HEAT[place : place + 2], 16) / 255 for place in (1, 3, 5))
    strength = np.where(np.isnan(grid.values), 0.0, 0.08 + 0.92 * np.nan_to_num(grid.values))
    dots = np.empty((*grid.values.shape, 4))
    dots[..., :3] = red, green, blue
    dots[..., 3] = np.round(strength * 60) / 60
    rows, columns = grid.shape
    axes.imshow(dots, extent=(0, columns, rows, 0), aspect="auto", interpolation="none")


def _outlines(axes: Any, grid: Grid) -> None:
    paths, patches = _shapes()
    if grid.marked:
        least = np.maximum(1.0, 3 / np.array(grid.cell))
        corners = (np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) - 0.5) * least + 0.5
        found = grid.pairs[:, ::-1][:, None, :] + corners
        codes = np.tile([1, 2, 2, 2, 79], len(grid.pairs))
        outline = paths.Path(found.reshape(-1, 2), codes)
        width = 2 if min(grid.cell) >= 10 else 1
        axes.add_patch(
            patches.PathPatch(outline, fill=False, edgecolor=INK, linewidth=width, clip_on=False)
        )
    if grid.block is not None:
        rows, columns = grid.block
        axes.add_patch(
            patches.Rectangle(
                (0, 0), columns, rows, fill=False, edgecolor=OTHER, linewidth=3, clip_on=False
            )
        )


def _labels(figure: Any, grid: Grid, left: float, top: float) -> None:
    (wide, high), labelled = grid.cell, grid.has_labels
    if labelled[0]:
        for row, name in enumerate(grid.rows):
            y = top + high * (row + 0.5)
            canvas.note(figure, left - 6, y, canvas.short(name), ha="right", fontsize=11)
    else:
        middle = top + high * grid.shape[0] / 2
        canvas.note(figure, 14, middle, f"{grid.shape[0]:,} mentees", rotation=90, ha="center")
    if labelled[1]:
        for column, name in enumerate(grid.columns):
            x = left + wide * (column + 0.5)
            canvas.note(
                figure, x, top - 6, canvas.short(name),
                rotation=90, ha="left", fontsize=11,
            )  # fmt: skip
    else:
        canvas.note(figure, left, top - 12, f"{grid.shape[1]:,} mentors")


def _legend(figure: Any, grid: Grid) -> None:
    colours, outlines, crosses = grid.legend
    axes = canvas.bare(canvas.panel(figure, 0, 6, (figure.get_figwidth() * 72, 14)))
    axes.set(xlim=(0, figure.get_figwidth() * 72), ylim=(14, 0))
    x = 0.0
    if colours:
        shades = [(own + 1) / 6 for own in range(6)] if grid.numbers is not None else [0.5, 0.5]
        for own, shade in enumerate(shades):
            axes.barh(7, 8, left=x + 8 * own, height=14, color=HEAT, alpha=shade, linewidth=0)
        x += 8 * len(shades) + 8
        canvas.note(figure, x, 13, colours)
        x += 22 + canvas.LETTER * len(colours)
    if outlines:
        axes.barh(7, 14, left=x + 1, height=12, fill=False, edgecolor=INK, linewidth=2)
        canvas.note(figure, x + 22, 13, outlines)
        x += 44 + canvas.LETTER * len(outlines)
    if crosses:
        axes.plot((x + 3, x + 11), (3, 11), color=SOFT, linewidth=1)
        axes.plot((x + 3, x + 11), (11, 3), color=SOFT, linewidth=1)
        canvas.note(figure, x + 18, 13, crosses)
