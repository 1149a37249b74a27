"""The geometry of the report's pictures: numbers in, coordinates and titles out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell.report.criteria import pair_score
from pairwell.report.words import label, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.round.round import Round

_LEFT, _LONGEST, _STEP = 88, 190, 34
_MOST_CELLS = 10_000


def funnel_figure(row: Any, steps: tuple[str, ...]) -> dict[str, Any]:
    """Draw one role's funnel: a bar a step, behind it what the step before had."""
    counts = [getattr(row, step) for step in steps]
    unit = _LONGEST / max(1, *counts)
    bars = []
    for place, (step, count) in enumerate(zip(steps, counts, strict=True)):
        before = counts[place - 1] if place else count
        width, ghost = round(max(count * unit, 1.5), 1), round(before * unit, 1)
        bars.append(
            {
                "y": place * _STEP,
                "name": label(step).capitalize(),
                "count": count,
                "lost": max(0, before - count),
                "width": width,
                "ghost": ghost if before > count else None,
                "text_x": round(_LEFT + max(width, ghost) + 8, 1),
                "title": f"{label(step).capitalize()}: {count}",
            }
        )
    described = listed(f"{count} {label(step)}" for step, count in zip(steps, counts, strict=True))
    return {
        "title": f"{row.role.capitalize()}s",
        "description": f"{row.role.capitalize()}s: {described}.",
        "width": _LEFT + _LONGEST + 72,
        "height": _STEP * len(steps),
        "left": _LEFT,
        "bars": bars,
    }


def heat(round_: Round, who: Callable[[str], str]) -> dict[str, Any] | None:
    """Lay out the table of every possible pair; none where it would be too large to read."""
    if len(round_.mentee_forms) * len(round_.mentor_forms) > _MOST_CELLS:
        return None
    chosen = {(pair.mentee.reference, pair.mentor.reference) for pair in round_.pairs}
    rows = []
    for i, mentee in enumerate(round_.mentee_forms):
        cells = []
        for j, mentor in enumerate(round_.mentor_forms):
            score = round_.scores.at(i, j)
            words = pair_score(score.units, score.coverage)
            if score.refusals:
                words = " ".join(refusal.text for refusal in score.refusals)
            cells.append(
                {
                    "refused": bool(score.refusals),
                    "chosen": (mentee.reference, mentor.reference) in chosen,
                    "text": f"{score.units / 1000:.0f}",
                    "strength": score.units * 80 // 100_000,
                    "title": f"{who(mentee.reference)} with {who(mentor.reference)}: {words}",
                }
            )
        rows.append({"mentee": mentee.reference, "cells": cells})
    return {"columns": [mentor.reference for mentor in round_.mentor_forms], "rows": rows}


def refusals(round_: Round) -> list[dict[str, str]]:
    """List every reason why a pair is refused."""
    return [
        {
            "mentee": mentee.reference,
            "mentor": mentor.reference,
            "rule": refusal.rule,
            "text": refusal.text,
        }
        for i, mentee in enumerate(round_.mentee_forms)
        for j, mentor in enumerate(round_.mentor_forms)
        for refusal in round_.scores.at(i, j).refusals
    ]
