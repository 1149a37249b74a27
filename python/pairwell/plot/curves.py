"""The curves of a benchmark."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pairwell._arguments import wrong_type
from pairwell.drawing.curves import Line, curves_picture
from pairwell.drawing.picture import Picture
from pairwell.matching.faults import raise_fault

_WANTED = "a folder of pairwell bench, its results.csv, or times by class and solver"


def curves(result: Any) -> Picture:
    """Draws time against size for each class of a benchmark, on logarithmic axes.

    Parameters
    ----------
    result
        The folder that ``pairwell bench peers`` or ``pairwell bench scale`` wrote, or its
        ``results.csv``; or times of your own as ``{class: {solver: [(n, seconds), ...]}}``. Of
        peers, ours, the fastest at the end and the bound have lines of their own, and the others
        are grey.

    Returns
    -------
    Picture
        Its data has a row for each time: ``class``, ``solver``, ``n`` and ``seconds``.

    Raises
    ------
    InvalidInput
        Where a folder has no results, nothing has several sizes, and for times that are not
        positive numbers.
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> times = {"dense": {"ours": [(100, 0.001), (200, 0.004)], "other": [(100, 0.002)]}}
    >>> print(pw.plot.curves(times).text)
    dense: ours 0.004 s at 200; other 0.002 s at 100.
    """
    if isinstance(result, (str, os.PathLike)):
        return curves_picture(_read(Path(result)))
    if not isinstance(result, Mapping):
        raise wrong_type("plot.curves", "result", _WANTED, result)
    return curves_picture({str(name): _lines(own, str(name)) for name, own in result.items()})


def _read(path: Path) -> Mapping[str, list[Line]]:
    """The curves of a benchmark that was run."""
    from pairwell.bench import picture, results, scale_pages, scale_results

    file = path / "results.csv" if path.is_dir() else path
    if file.is_file() and scale_results.is_of_scale(file):
        found = scale_pages.lines_of(scale_results.read_rows(file))
    else:
        found = picture.lines_of(results.growth(results.standings(results.read_rows(file))))
    if not found:
        message = "there are no results of several sizes; pairwell bench peers and scale write some"
        raise_fault("plot.curves", "file", "result", message, path)
    return found


def _lines(given: Any, name: str) -> list[Line]:
    """Times of somebody's own: the first solver is theirs, the others are drawn as peers."""
    if not isinstance(given, Mapping) or not given:
        raise wrong_type("plot.curves", f"result[{name!r}]", "times by solver", given)
    lines = []
    for place, (solver, points) in enumerate(given.items()):
        where = f"result[{name!r}][{solver!r}]"
        try:
            own = tuple(sorted((float(n), float(seconds)) for n, seconds in points))
        except (TypeError, ValueError):
            raise wrong_type("plot.curves", where, "a list of sizes with seconds", points) from None
        if not own or not all(0 < number < float("inf") for point in own for number in point):
            message = "sizes and seconds must be positive numbers"
            raise_fault("plot.curves", "range", where, message)
        lines.append(
            Line(str(solver), "own" if not place else "best" if place == 1 else "rest", own)
        )
    return lines
