"""Which questions of a programme somebody is asked, and which of the answers somebody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairwell import _core

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme

_NOT_FOR_A_PANEL = frozenset(
    getattr(_core.Plays, name)
    for name in (
        "NAME", "EMAIL", "ROLE", "STATE", "SUBMITTED_AT", "CONSENT", "EMPLOYER", "TEAM",
        "LINE_MANAGER", "WISHES", "VETOES", "CONFLICTS", "PAST_PAIRS", "AGAIN", "ACCESS_COST",
    )
)  # fmt: skip
"""Parts that a panel has no use for, or that would tell it who somebody is."""


def for_a_panel(question: _core.Question) -> bool:
    """Whether a panel may see the answers to a question."""
    is_kept = question.keep is _core.Keep.APPLICATION
    return is_kept and not question.is_private and question.plays not in _NOT_FOR_A_PANEL


def questions_of(programme: Programme, role: _core.Role) -> list[_core.Question]:
    """Give the questions that a role is asked and that are kept with applications, in order."""
    return [
        question
        for question in programme.questions
        if question.keep is _core.Keep.APPLICATION
        and (not question.asked or role in question.asked)
    ]


def monitoring_ids(programme: _core.Programme) -> list[str]:
    """Give the ids of the questions whose answers are kept with monitoring, in order."""
    kept = _core.Keep.MONITORING
    return [question.id for question in programme.questions if question.keep is kept]
