"""A figure of matplotlib that owes nothing to the settings of whoever draws, and panels in it."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from pairwell._extras import needed
from pairwell.drawing.svg import TOLD
from pairwell.drawing.theme import INK, LINE, SOFT

_INCH = 72
_SETTINGS = {
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.labelsize": 12,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 12,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "hatch.color": SOFT,
    "image.interpolation": "none",
    "legend.frameon": False,
    "path.simplify": False,
    "savefig.facecolor": "auto",
    "svg.fonttype": "none",
    "svg.hashsalt": "pairwell",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
}
# Of the backend, and of windows: they are not of a picture, and must not change behind anybody.
_OF_OTHERS = ("backend", "interactive", "toolbar", "webagg", "tk.", "macosx", "timezone", "date.")
_ONE_AT_A_TIME = threading.RLock()
LETTER = 7.2
"""About how wide a letter is, at the size that texts have."""
LONGEST_NAME = 24
"""Letters of a name before it is cut."""


class Size(NamedTuple):
    """Of a picture, in pixels."""

    width: int
    height: int


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw by matplotlib's defaults and our settings, whatever somebody has set before.

    They are put back afterwards. A warning that a letter is not in the font that measures texts is
    of no use: texts stay texts, and whatever shows them has its own fonts.
    """
    matplotlib = needed("matplotlib", "plot")
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        defaults = {
            name: value
            for name, value in matplotlib.rcParamsDefault.items()
            if not name.startswith(_OF_OTHERS)
        }
        with matplotlib.rc_context({**defaults, **_SETTINGS}):
            yield


def new_figure(size: Size) -> Any:
    """An empty figure, which no state of pyplot knows of."""
    figures = needed("matplotlib.figure", "plot")
    return figures.Figure(figsize=(size.width / _INCH, size.height / _INCH), dpi=_INCH)


def written(figure: Any, suffix: str) -> bytes:
    """The bytes of a figure as svg, png or pdf, without the time of their making."""
    metadata = {
        "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
        "png": {"Software": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    buffer = io.BytesIO()
    look = {} if suffix == "svg" else {"facecolor": "white", "dpi": 2 * _INCH}
    figure.savefig(buffer, format=suffix, metadata=metadata[suffix], **look)
    return buffer.getvalue()


def panel(figure: Any, left: float, top: float, size: tuple[float, float]) -> Any:
    """Axes at a place in pixels from the upper left corner, of a width and a height."""
    across, down = figure.get_size_inches() * _INCH
    width, height = size
    corner = (left / across, 1 - (top + height) / down)
    return figure.add_axes((*corner, width / across, height / down))


def bare(axes: Any) -> Any:
    """Axes without their lines and ticks."""
    axes.spines[:].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    return axes


def note(figure: Any, x: float, y: float, text: str, **look: Any) -> None:
    """A text at a place in pixels from the upper left corner: the middle of its line."""
    across, down = figure.get_size_inches() * _INCH
    look = {"va": "center_baseline", "fontsize": 12, "rotation_mode": "anchor", **look}
    figure.text(x / across, 1 - y / down, text, **look)


def told(artist: Any, text: str) -> Any:
    """Give what is drawn a title of its own."""
    artist.set_gid(f"{TOLD}{text}")
    return artist


def short(name: object, most: int = LONGEST_NAME) -> str:
    """A name in one line, cut where it is long."""
    text = "".join(c if c.isprintable() else " " for c in str(name))
    return text if len(text) <= most else text[: most - 1] + "…"


def room_for(names: Sequence[object], least: int = 30) -> int:
    """About how wide the longest of some names is, cut as `short` does."""
    longest = max((len(short(name)) for name in names), default=0)
    return max(least, round(longest * LETTER) + 12)


def plain(value: float, digits: int = 6) -> str:
    """A number in few digits: "12.5", "1,200"."""
    text = f"{value:,.{digits}g}" if abs(value) < 10**digits else f"{value:,.0f}"
    return text.replace("-", "\N{MINUS SIGN}")


def rows_of(axes: Any, count: int) -> None:
    """Rows 0, 1, ... from the top down, each as high as any other."""
    axes.set_ylim(max(count, 1) - 0.5, -0.5)


def bar(axes: Any, row: float, value: float, colour: str, title: str) -> None:
    """A level bar from nought, with a title of its own; one of no length is a thin line."""
    low, high = axes.get_xlim()
    least = (high - low) / 150
    width = value if abs(value) > least else least
    (drawn,) = axes.barh(row, width, height=0.58, color=colour, linewidth=0)
    told(drawn, title)


def beside(axes: Any, x: float, row: float, text: str, **look: Any) -> None:
    """A text to the right of a place, or to its left where it is to end there."""
    away = -6 if look.get("ha") == "right" else 6
    look = {"va": "center_baseline", "fontsize": 12, "annotation_clip": False, **look}
    axes.annotate(text, (x, row), xytext=(away, 0), textcoords="offset points", **look)
