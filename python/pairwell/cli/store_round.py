"""A round run on what a store has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pairwell.round.round import Round, run_round
from pairwell.scheme.forms import PanelRead

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.store import Store


def round_of(
    store: Store,
    programme: str,
    *,
    actor: str,
    names: bool = False,
    explain: bool = True,
    progress: Callable[[str, int, int], object] | None = None,
) -> Round:
    """Run a round on the newest forms, graces and marks of a programme.

    Names are looked up only where they are wanted, by somebody named, and on record.
    """
    desk = store.applications(programme, actor=actor)
    rules = desk.programme()
    sides: list[Any] = [desk.forms("mentee"), desk.forms("mentor")]
    if names:
        for place, side in enumerate(sides):
            references = [form.reference for form in side.forms]
            people = store.identities(programme, actor=actor).look_up(references, "report")
            sides[place] = replace(side, identities=list(people.values()))
    marks = desk.marks()
    panel = None
    if marks:
        panel = PanelRead(marks, [], [line.id for line in rules.selection.rubric])
    return run_round(
        rules, sides[0], sides[1], panel, desk.graces(), explain=explain, progress=progress
    )
