"""The profile of ranks of a matching."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.rows import Row, Rows, draw_rows, size_of
from pairwell.plot.reading import pairs_of, ranks_of

_MOST = 30


def ranks(result: Any) -> Picture:
    """Draws at which rank the pairs of a matching are for their mentees.

    A rank is 1 more than the number of different points above the pair's own among the mentee's
    admissible pairs, as "rank_maximal" and "generous" count. Up to 30 ranks have a bar each; beyond
    that a bar is of several ranks, and says of which.

    Parameters
    ----------
    result
        A `Matching` or a `Round`.

    Returns
    -------
    Picture
        Its data has a row for each bar: ``rank``, ``last`` (the same where it is of one rank) and
        how many ``pairs``.

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
    >>> print(pw.plot.ranks(pw.match(points)).text)
    Of 2 pairs 1 is of rank 1, the highest points of its mentee, and 1 of rank 2.
    """
    matching = pairs_of("ranks", result)
    found, _ = ranks_of(matching.problem, matching.pairs)
    most = int(found.max(initial=0))
    step = max(1, -(-most // _MOST))
    firsts = list(range(1, most + 1, step))
    lasts = [min(first + step - 1, most) for first in firsts]
    counts = [
        int(np.count_nonzero((found >= first) & (found <= last)))
        for first, last in zip(firsts, lasts, strict=True)
    ]
    names = [
        f"rank {first}" if first == last else f"ranks {first} to {last}"
        for first, last in zip(firsts, lasts, strict=True)
    ]
    rows = Rows(
        [
            Row(name, count, str(count), f"{name}: {plural(count, 'pair')}")
            for name, count in zip(names, counts, strict=True)
        ],
        "pairs",
        max(counts, default=1),
    )
    columns = [
        Column("rank", "whole", firsts),
        Column("last", "whole", lasts),
        Column("pairs", "whole", counts),
    ]
    text = _told(len(found), names, counts, step)
    chart = Chart("bar", {"x": "pairs:Q", "y": "rank:O"})
    return picture(
        "Profile of ranks", text, size_of(rows), columns, lambda f: draw_rows(f, rows), chart
    )


def _told(total: int, names: list[str], counts: list[int], step: int) -> list[str]:
    if not total:
        return ["There is no pair."]
    told = [(name, count) for name, count in zip(names, counts, strict=True) if count]
    each = [f"{count} of {name}" for name, count in told[:12]]
    each[0] = f"{told[0][1]} {'is' if told[0][1] == 1 else 'are'} of {told[0][0]}"
    if told[0][0] == "rank 1":
        each[0] += ", the highest points of " + (
            "its mentee" if told[0][1] == 1 else "their mentees"
        )
        each[0] += "," if len(each) > 1 else ""
    rest = sum(count for _, count in told[12:])
    each += [f"{rest} of later ranks"] if rest else []
    listed = each[0] if len(each) == 1 else _joined(each)
    bins = f" Each bar is of {step} ranks." if step > 1 else ""
    return [f"Of {plural(total, 'pair')} {listed}.{bins}"]


def _joined(each: list[str]) -> str:
    head = ", ".join(each[:-1]).replace(",,", ",")
    return f"{head} and {each[-1]}"
