"""What makes up the points of pairs, criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pairwell._arguments import check_type, wrong_type
from pairwell.data.framed import Column
from pairwell.data.shown import plural
from pairwell.drawing import canvas
from pairwell.drawing.canvas import Size, plain
from pairwell.drawing.picture import Chart, Picture, picture
from pairwell.drawing.theme import PARTS
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import shown
from pairwell.matching.matching import Matching
from pairwell.plot.reading import pairs_of
from pairwell.round.round import Round
from pairwell.score.scores import Scores

_MOST = 30
_GAP = 0.4
"""Points between two criteria, so that they are told apart without their colours too."""
_STEP, _WIDE, _RIGHT, _KEY = 26, 330, 60, 22


class _Stack(NamedTuple):
    """One pair: what each criterion gives to it; None where it leaves the pair."""

    name: tuple[str, str]
    points: float
    parts: tuple[float | None, ...]


def parts(result: Any, matching: Any = None) -> Picture:
    """Draws what each criterion gives to the points of each pair, those of most points first.

    Thirty pairs are drawn, those of most points, and the text counts the others.

    Parameters
    ----------
    result
        A `Round`; or `Scores`, with the matching of them.
    matching
        Of scores: the matching whose pairs are drawn.

    Returns
    -------
    Picture
        Its data has a row for each pair and criterion, of all pairs: ``mentee``, ``mentor``,
        ``criterion`` and ``points``, blank where a blank answer leaves the criterion out.

    Raises
    ------
    InvalidInput
        For a matching of other people than the scores, or without pairs.
    TypeError
        For a result of another kind.

    Examples
    --------
    >>> import pairwell as pw
    >>> mentees = {"id": ["ana", "ola"], "Needs": ["art; law", "law"], "Grade": [2, 3]}
    >>> mentors = {"id": ["ben", "cy"], "Offers": ["law; trade", "art; law"], "Grade": [4, 6]}
    >>> criteria = [pw.covers("Needs", "Offers", weight=3), pw.near("Grade", high=3, weight=1)]
    >>> scores = pw.score(mentees, mentors, criteria, index="id")
    >>> print(pw.plot.parts(scores, pw.match(scores)).text)
    What 2 criteria give to the points of 2 pairs: ola and ben 91.67 (Needs 75, Grade 16.68), \
ana and cy 75 (Needs 75, Grade 0).
    """
    if isinstance(result, Round):
        names, stacks = _of_round(result)
    elif isinstance(result, Scores):
        check_type("plot.parts", "matching", "a Matching", Matching, matching)
        names, stacks = _of_scores(result, pairs_of("parts", matching))
    else:
        raise wrong_type("plot.parts", "result", "a Round or Scores", result)
    stacks.sort(key=lambda each: -each.points)
    rows = [
        (*stack.name, name, part)
        for stack in stacks
        for name, part in zip(names, stack.parts, strict=True)
    ]
    columns = [
        Column("mentee", "text", [row[0] for row in rows]),
        Column("mentor", "text", [row[1] for row in rows]),
        Column("criterion", "text", [row[2] for row in rows]),
        Column("points", "real", [row[3] for row in rows]),
    ]
    drawn = stacks[:_MOST]
    left = canvas.room_for([_name(stack)[:30] for stack in drawn]) + 40
    head = _KEY * len(names) + 10
    size = Size(left + _WIDE + _RIGHT, head + _STEP * max(len(drawn), 1) + 40)
    chart = Chart("bar", {"x": "points:Q", "y": "mentee:N", "color": "criterion:N"})
    return picture(
        "What makes up the points of pairs",
        _told(names, stacks),
        size,
        columns,
        lambda figure: _draw(figure, names, drawn, (left, head)),
        chart,
    )


def _name(stack: _Stack) -> str:
    return " and ".join(stack.name)


def _of_round(result: Round) -> tuple[list[str], list[_Stack]]:
    criteria = result.programme.criteria
    found = []
    for pair in result.pairs:
        own = [pair.score.part(criterion.id) for criterion in criteria]
        points = tuple(None if part.share is None else part.points for part in own)
        name = (pair.mentee.reference, pair.mentor.reference)
        found.append(_Stack(name, pair.score.points, points))
    return [criterion.words for criterion in criteria], found


def _of_scores(scores: Scores, matching: Matching) -> tuple[list[str], list[_Stack]]:
    labels = (matching.problem.mentee_labels, matching.problem.mentor_labels)
    if labels != (scores.mentees, scores.mentors):
        message = "the matching is of other people than the scores"
        raise_fault("plot.parts", "people", "matching", message)
    found = []
    for mentee, mentor in matching.pairs.tolist():
        own = scores.explain(scores.mentees[mentee], scores.mentors[mentor])
        points = tuple(
            None if part.score.share is None else part.score.points for part in own.parts
        )
        found.append(_Stack((shown(own.mentee), shown(own.mentor)), own.points, points))
    return list(scores.parts), found


def _told(names: Sequence[str], stacks: Sequence[_Stack]) -> list[str]:
    if not stacks:
        return ["There is no pair."]
    each = []
    for stack in stacks[:6]:
        own = ", ".join(
            f"{name} {'left out' if part is None else plain(part, 4)}"
            for name, part in zip(names, stack.parts, strict=True)
        )
        each.append(f"{_name(stack)} {plain(stack.points, 4)} ({own})")
    more = f" and {len(stacks) - 6} more" if len(stacks) > 6 else ""
    head = f"What {plural(len(names), 'criterion', 'criteria')} give to the points of"
    told = [f"{head} {plural(len(stacks), 'pair')}: {', '.join(each)}{more}."]
    if len(stacks) > _MOST:
        told.append(f"The {_MOST} of most points of {len(stacks)} are drawn.")
    return told


def _draw(
    figure: Any, names: Sequence[str], stacks: Sequence[_Stack], at: tuple[float, float]
) -> None:
    left, head = at
    key = canvas.bare(canvas.panel(figure, 0, 0, (14, head)))
    key.set(xlim=(0, 14), ylim=(head, 0))
    for place, name in enumerate(names):
        y = _KEY * (place + 0.5)
        key.barh(y, 14, height=12, **_look(place))
        canvas.note(figure, 20, y, canvas.short(name, 60))
    axes = canvas.panel(figure, left, head, (_WIDE, _STEP * max(len(stacks), 1)))
    canvas.rows_of(axes, len(stacks))
    axes.set_xlim(0, 100)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("points, of 100")
    for row, stack in enumerate(stacks):
        y = head + _STEP * (row + 0.5)
        canvas.note(figure, 0, y, canvas.short(_name(stack), 30))
        starts = np.cumsum([0.0, *(part or 0.0 for part in stack.parts)])
        for place, (name, part) in enumerate(zip(names, stack.parts, strict=True)):
            if part:
                width = max(part - _GAP, part / 2)
                (bar,) = axes.barh(row, width, left=starts[place], height=0.62, **_look(place))
                canvas.told(bar, f"{_name(stack)}, {name}: {plain(part, 4)}")
        canvas.beside(axes, float(starts[-1]), row, plain(stack.points, 3))


def _look(place: int) -> dict[str, Any]:
    """Colours in order; from the seventh criterion on they come again, paler."""
    again = place // len(PARTS)
    return {
        "color": PARTS[place % len(PARTS)], "linewidth": 0, "alpha": 0.45 if again else 1.0
    }  # fmt: skip
