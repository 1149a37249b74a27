"""A round run on what a store has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pairwell.round.round import Round, run_round
from pairwell.round.scenarios import scenarios
from pairwell.scheme.forms import PanelRead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    return run_round(
        rules,
        sides[0],
        sides[1],
        _panel(desk, rules),
        desk.graces(),
        explain=explain,
        progress=progress,
    )


def variants_of(
    store: Store,
    programme: str,
    round_: Round,
    variants: Mapping[str, Any],
    *,
    actor: str,
    progress: Callable[[str, int, int], object] | None = None,
) -> Any:
    """Compare a round with variants of its programme, on the same forms, graces and marks."""
    desk = store.applications(programme, actor=actor)
    return scenarios(
        round_.programme,
        variants,
        mentees=round_.mentees,
        mentors=round_.mentors,
        panel=_panel(desk, round_.programme),
        graces=round_.graces,
        progress=progress,
    )


def _panel(desk: Any, programme: Any) -> PanelRead | None:
    """The marks that a store has; none where nobody has marked."""
    marks = desk.marks()
    if not marks:
        return None
    return PanelRead(marks, [], [line.id for line in programme.selection.rubric])
