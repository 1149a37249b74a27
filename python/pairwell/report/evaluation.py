"""What an evaluation says, as facts and as lines for people; small numbers are suppressed."""

from __future__ import annotations

from typing import Any

from pairwell import _core


def evaluation_said(
    found: _core.Evaluation, programme: _core.Programme | None = None
) -> tuple[Any, ...]:
    """Give the facts of an evaluation that may be published, and the lines that tell them."""
    sentences = dict(_core.evaluation_questions(programme))
    questions = [
        {
            "question": result.question,
            "role": result.role.name.lower(),
            "improved": result.improved.published,
            "mean_change": None
            if result.mean_change_thousandths is None
            else result.mean_change_thousandths / 1000,
        }
        for result in found.questions
    ]
    tau = found.fit_tau_thousandths
    facts = {
        "completed": found.completed.published,
        "goals_met": found.goals_met.published,
        "questions": questions,
        "fit_tau": None if tau is None else tau / 1000,
        "pairs_with_fit": len(found.fits),
    }
    lines = [
        f"Pairs that were completed, of those that started: {facts['completed']}",
        f"Goals that were met: {facts['goals_met']}",
        "Who answered higher after than before:",
        *(
            f"  {row['role']}s, {sentences[str(row['question'])]} {row['improved']}"
            + (f"; mean change {row['mean_change']:+.2f}" if row["mean_change"] is not None else "")
            for row in questions
        ),
        "Fit predicted beside fit reported: "
        + (f"Kendall's tau {tau / 1000:.2f}" if tau is not None else "too few to say"),
    ]
    return facts, *lines
