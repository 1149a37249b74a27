"""How firm the pairs of a matching are."""

from __future__ import annotations

from typing import Any

from pairwell._arguments import wrong_type
from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing.canvas import plain
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.rows import Row, Rows, draw_rows, size_of
from pairwell.drawing.theme import OTHER, OWN
from pairwell.matching.firmness import Firmness, PairFirmness
from pairwell.matching.labels import shown
from pairwell.plot.reading import without_labels
from pairwell.round.weight_survival import PairSurvival, WeightFirmness

_MOST = 30
_NAME = 30


def firmness(result: Any) -> Picture:
    """Draws how firm each pair is, the least firm first.

    Of `Firmness` a bar is how far the points of a pair may fall before it leaves the best matching;
    of `WeightFirmness` the share of draws of weights in which a pair stays, with its exact 95 %
    interval as a line. The 30 least firm pairs are drawn, and the text counts the others.

    Parameters
    ----------
    result
        What `firmness` or `weight_firmness` gave.

    Returns
    -------
    Picture
        Its data has a row for each pair, also of those that are not drawn: ``mentee``, ``mentor``
        and ``fall`` (blank: it stays however few its points are), or ``share`` with ``low`` and
        ``high``.

    Raises
    ------
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 1}})
    >>> firm = pw.firmness(problem, pw.match(problem, ["most_pairs", "most_points"], seed=None))
    >>> print(pw.plot.firmness(firm).text)
    How far the points of 2 pairs may fall: Ana and Yates by 5, Ben and Xu by 5.
    """
    if isinstance(result, WeightFirmness):
        return _of_weights(result)
    if not isinstance(result, Firmness):
        raise wrong_type("plot.firmness", "result", "a Firmness or a WeightFirmness", result)
    return _of_points(result)


def _of_points(result: Firmness) -> Picture:
    ending = sorted(result.pairs, key=lambda pair: (pair.fall is None, pair.fall or 0))
    falls = [None if pair.fall is None else float(pair.fall) for pair in ending]
    most = max((fall for fall in falls[:_MOST] if fall is not None), default=1.0) or 1.0
    rows = Rows(
        [_fall_row(pair) for pair in ending[:_MOST]],
        "points by which a pair may fall",
        most,
        name=_NAME,
    )
    columns = [
        Column("mentee", "text", [shown(pair.mentee) for pair in ending]),
        Column("mentor", "text", [shown(pair.mentor) for pair in ending]),
        Column("fall", "real", falls),
    ]
    named = [f"{_name(pair)} {_fall(pair)}" for pair in ending[:8]]
    told = f"How far the points of {plural(len(ending), 'pair')} may fall: {', '.join(named)}"
    told += f" and {len(ending) - 8} more." if len(ending) > 8 else "."
    text = [told if ending else "There is no pair.", _left_out(len(ending), "least firm")]
    text.append(without_labels(result.problem))
    chart = Chart("bar", {"x": "fall:Q", "y": "mentee:N"})
    draw = rows
    return picture(
        "Firmness of pairs", text, size_of(rows), columns, lambda f: draw_rows(f, draw), chart
    )


def _of_weights(result: WeightFirmness) -> Picture:
    pairs = sorted(result.pairs, key=lambda pair: pair.survived)
    rows = Rows(
        [_share_row(pair) for pair in pairs[:_MOST]], f"share of {plural(result.draws, 'draw')}", 1,
        name=_NAME,
    )  # fmt: skip
    columns = [
        Column("mentee", "text", [shown(pair.mentee) for pair in pairs]),
        Column("mentor", "text", [shown(pair.mentor) for pair in pairs]),
        Column("share", "real", [None if p.share is None else float(p.share) for p in pairs]),
        Column("low", "real", [pair.interval[0] for pair in pairs]),
        Column("high", "real", [pair.interval[1] for pair in pairs]),
    ]
    text = [result.text, _left_out(len(pairs), "least firm")]
    text.append(without_labels(result.matching.problem))
    chart = Chart("bar", {"x": "share:Q", "y": "mentee:N"})
    return picture(
        "Pairs that survive other weights", text, size_of(rows), columns,
        lambda f: draw_rows(f, rows), chart,
    )  # fmt: skip


def _name(pair: PairFirmness | PairSurvival) -> str:
    return f"{shown(pair.mentee)} and {shown(pair.mentor)}"


def _fall(pair: PairFirmness) -> str:
    return "however far" if pair.fall is None else f"by {plain(float(pair.fall))}"


def _fall_row(pair: PairFirmness) -> Row:
    title = f"{_name(pair)}: {plain(float(pair.points))} points, may fall {_fall(pair)}"
    if pair.fall is None:
        return Row(_name(pair), None, "stays", title)
    fall = float(pair.fall)
    return Row(_name(pair), fall, plain(fall, 4), title, OTHER if not fall else OWN)


def _share_row(pair: PairSurvival) -> Row:
    share = None if pair.share is None else float(pair.share)
    text = "not drawn" if share is None else f"{share:.0%}"
    colour = OTHER if share is not None and share < 0.5 else OWN
    return Row(_name(pair), share, text, pair.text, colour, pair.interval)


def _left_out(count: int, which: str) -> str:
    return f"The {_MOST} {which} of {count} are drawn." if count > _MOST else ""
