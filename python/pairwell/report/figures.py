"""The geometry of the report's pictures: numbers in, coordinates and titles out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell.report.criteria import pair_score

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.report.language import Language
    from pairwell.round.round import Round

_LEFT, _LONGEST, _STEP = 88, 190, 34
_MOST_CELLS = 10_000


def funnel_figure(row: Any, steps: tuple[str, ...], language: Language) -> dict[str, Any]:
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
                "name": language.label(step).capitalize(),
                "count": count,
                "lost": max(0, before - count),
                "width": width,
                "ghost": ghost if before > count else None,
                "text_x": round(_LEFT + max(width, ghost) + 8, 1),
                "title": f"{language.label(step).capitalize()}: {count}",
            }
        )
    described = language.listed(
        f"{count} {language.label(step)}" for step, count in zip(steps, counts, strict=True)
    )
    title = language.label(f"{row.role}s").capitalize()
    return {
        "title": title,
        "description": f"{title}: {described}.",
        "width": _LEFT + _LONGEST + 72,
        "height": _STEP * len(steps),
        "left": _LEFT,
        "bars": bars,
    }


def heat(round_: Round, who: Callable[[str], str], language: Language) -> dict[str, Any] | None:
    """Lay out the table of every possible pair; none where it would be too large to read."""
    if len(round_.mentee_forms) * len(round_.mentor_forms) > _MOST_CELLS:
        return None
    chosen = {(pair.mentee.reference, pair.mentor.reference) for pair in round_.pairs}
    scores = round_.scores
    units, coverage, allowed = (
        table.tolist() for table in (scores.units, scores.coverage, scores.allowed)
    )
    rows = []
    for i, mentee in enumerate(round_.mentee_forms):
        cells = []
        for j, mentor in enumerate(round_.mentor_forms):
            if allowed[i][j]:
                words = pair_score(units[i][j], coverage[i][j], language)
            else:
                words = " ".join(refusal.text for refusal in scores.at(i, j).refusals)
            cells.append(
                {
                    "refused": not allowed[i][j],
                    "chosen": (mentee.reference, mentor.reference) in chosen,
                    "text": f"{units[i][j] / 1000:.0f}",
                    "strength": units[i][j] * 80 // 100_000,
                    "mentor": mentor.reference,
                    "words": words,
                }
            )
        rows.append({"mentee": mentee.reference, "cells": cells})
    return {"columns": [mentor.reference for mentor in round_.mentor_forms], "rows": rows}


def refusals(round_: Round) -> list[dict[str, str]]:
    """List every reason why a pair is refused."""
    scores = round_.scores
    return [
        {
            "mentee": scores.mentees[i],
            "mentor": scores.mentors[j],
            "rule": refusal.rule,
            "text": refusal.text,
        }
        for i, j in np.argwhere(~scores.allowed).tolist()
        for refusal in scores.at(i, j).refusals
    ]
