"""What the report draws, and the table of every possible pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell.drawing.funnel import Step, funnel_picture
from pairwell.report.criteria import pair_score

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.drawing.picture import Picture
    from pairwell.report.language import Language
    from pairwell.round.round import Round

_MOST_CELLS = 10_000


def funnel_figure(row: Any, steps: tuple[str, ...], language: Language) -> Picture:
    """Draw one role's funnel: a bar a step, behind it what the step before had."""
    counted = [Step(language.label(step).capitalize(), getattr(row, step)) for step in steps]
    return funnel_picture(language.label(f"{row.role}s").capitalize(), counted)


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
