"""A picture that shows itself, with its data and the same in words."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._extras import install_line, needed
from pairwell.data.framed import Column, Framed
from pairwell.drawing.canvas import Size, new_figure, own_settings, written
from pairwell.drawing.svg import escaped, smaller
from pairwell.drawing.theme import FONT, style, style_of_file

_FILES = ("svg", "png", "pdf")
_NARROW = 420
"""Pixels up to which a picture becomes narrower with its page; a wider one is scrolled."""


@dataclass(frozen=True)
class Chart:
    """What a picture is as a chart of altair: a mark, and which column goes where."""

    mark: str
    by: Mapping[str, str]


@dataclass(frozen=True, eq=False, repr=False)
class Picture(Framed):
    """A picture of a result, as the functions of `pairwell.plot` give it.

    A notebook shows it. Its frames have a row for each thing that is drawn, the columns of `data`.
    Two pictures are equal where they draw, tell and hold the same.

    Examples
    --------
    >>> import pairwell as pw
    >>> picture = pw.plot.ranks(pw.match({"ana": {"Xu": 3, "Yates": 1}, "ben": {"Xu": 2}}))
    >>> picture
    <Picture: Profile of ranks>
    >>> picture.data["pairs"]
    (1, 1)
    """

    title: str
    text: str
    """What it shows, in full sentences with numbers: its alternative for whoever does not see."""
    size: Size
    """Width and height in pixels."""
    _columns: tuple[Column, ...]
    _draw: Callable[[Any], object]
    _chart: Chart

    @property
    def data(self) -> Mapping[str, tuple[Any, ...]]:
        """The columns of what is drawn, by name."""
        return MappingProxyType(
            {column.name: tuple(map(_own, column.values)) for column in self._columns}
        )

    @property
    def svg(self) -> str:
        """A file of SVG that loads nothing, for light and dark pages; the same for the same data.

        Raises
        ------
        Error
            Where matplotlib is not installed, with what installs it.
        """
        look = f"<style>{style_of_file()}</style>"
        return self._wrapped('xmlns="http://www.w3.org/2000/svg" ', look)

    @property
    def html(self) -> str:
        """The picture as part of a page whose style sheet has what `pairwell.plot.style` gives."""
        inside = self._wrapped("", "")
        if self.size.width <= _NARROW:
            return inside
        told = escaped(self.title)
        return (
            '<div class="pw-frame" style="overflow-x:auto" tabindex="0" role="region" '
            f'aria-label="{told}">{inside}</div>'
        )

    def _wrapped(self, head: str, look: str) -> str:
        width, height = self.size
        least = f' style="min-width:{min(width * 4 // 5, 640)}px"' if width > _NARROW else ""
        return (
            f'<svg {head}class="pw-picture" role="img" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{FONT}"{least if not head else ""}>'
            f"<title>{escaped(self.title)}</title><desc>{escaped(self.text)}</desc>"
            f"{look}{self._inside}</svg>"
        )

    @cached_property
    def _inside(self) -> str:
        with own_settings():
            return smaller(written(self._figure(), "svg").decode())

    def _figure(self) -> Any:
        figure = new_figure(self.size)
        self._draw(figure)
        return figure

    def figure(self) -> Any:
        """A new figure of matplotlib, to be changed at will; in the colours of a light page.

        Raises
        ------
        Error
            Where matplotlib is not installed, with what installs it.
        """
        with own_settings():
            return self._figure()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture as .svg, .png or .pdf; the same picture gives the same bytes.

        Raises
        ------
        Error
            For a file of another kind, and where matplotlib is not installed.
        """
        place = Path(path)
        suffix = place.suffix.lower().removeprefix(".")
        if suffix not in _FILES:
            raise _core.Error(
                f"Picture.save: a picture is written as .svg, .png or .pdf, not as '{place.name}'"
            )
        if suffix == "svg":
            place.write_text(self.svg, encoding="utf-8")
            return place
        with own_settings():
            place.write_bytes(written(self._figure(), suffix))
        return place

    def altair(self) -> Any:
        """A chart of altair with the same data, to be changed at will.

        Raises
        ------
        Error
            Where altair is not installed, with what installs it.
        """
        alt = needed("altair", "altair")
        columns = self.data
        rows = [
            {name: _plain(cell) for name, cell in zip(columns, row, strict=True)}
            for row in zip(*columns.values(), strict=True)
        ]
        chart = alt.Chart(alt.Data(values=rows), title=self.title, description=self.text)
        return getattr(chart, f"mark_{self._chart.mark}")(tooltip=True).encode(**self._chart.by)

    def _frame(self) -> list[Column]:
        return list(self._columns)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Picture):
            return NotImplemented
        mine, yours = ((each.title, each.text, each.size, each.data) for each in (self, other))
        return mine == yours

    def __hash__(self) -> int:
        return hash((self.title, self.text, self.size))

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"

    def __str__(self) -> str:
        return f"{self.title}. {self.text}"

    def _repr_html_(self) -> str:
        return f"<style>{style()}</style>{self.html}"


def picture(
    title: str,
    text: str | Sequence[str],
    size: Size,
    columns: Sequence[Column],
    draw: Callable[[Any], object],
    chart: Chart,
) -> Picture:
    """A picture whose text may come in sentences."""
    words = text if isinstance(text, str) else " ".join(each for each in text if each)
    return Picture(title, words, size, tuple(columns), draw, chart)


def below_a_table(drawn: Picture) -> str:
    """A picture for below the table that a result shows; without matplotlib, what installs it."""
    if find_spec("matplotlib") is None:
        return f"<p>The picture needs matplotlib: {escaped(install_line('plot'))}</p>"
    return drawn._repr_html_()


def _own(cell: Any) -> Any:
    """A cell as a value of Python."""
    return cell.item() if isinstance(cell, np.generic) else cell


def _plain(cell: Any) -> Any:
    """A cell that can go into JSON."""
    return cell if cell is None or isinstance(cell, (str, int, float)) else str(cell)
