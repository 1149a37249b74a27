"""What the report and the terminal both show of a round, in words. Nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell.matching.stages import STAGES

if TYPE_CHECKING:
    from pairwell._core import Finding
    from pairwell.report.language import Language
    from pairwell.round.round import Round, Unpaired
    from pairwell.scheme.programme import Programme


def event_warnings(programme: Programme, event: Any) -> list[Finding]:
    """Pick the warnings of a programme that are about one event."""
    key = f"timetable.{event.id}"
    return [w for w in programme.warnings if w.column == key or w.column.startswith(key + ".")]


def timetable(programme: Programme, language: Language) -> list[dict[str, Any]]:
    """List the events with their dates in words and their warnings."""
    return [
        {
            "event": event,
            "when": language.when(programme.timetable, event),
            "warnings": event_warnings(programme, event),
        }
        for event in programme.timetable.events
    ]


def stages(round_: Round, language: Language) -> list[dict[str, str]]:
    """List the stages of the objective with what each reached."""
    return [
        {
            "id": stage.name,
            "title": language.pgettext("stage", STAGES[stage.name].title),
            "reached": _reached(stage, language),
        }
        for stage in round_.matching.stages
    ]


def _reached(stage: Any, language: Language) -> str:
    if stage.units is None:
        return language.gettext("no pair to speak of")
    row = STAGES[stage.name]
    one, many = row.reached
    number = str(stage.units or language.gettext("no"))
    if row.in_points:
        number = language.counted_points(stage.units, stage.scale)
    text = language.pgettext("stage", one if stage.units == 1 else many).replace("#", number)
    told = (
        language.counted_points(stage.parameter, stage.scale)
        if row.parameter == "points"
        else stage.parameter
    )
    return text.replace("@", str(told)) if "@" in text else text


def unpaired(person: Unpaired, round_: Round, language: Language) -> dict[str, str]:
    """Say who went on and is in no pair, as what, and why; in detail, who would give way."""
    selected = {entry.reference: entry for entry in round_.selections}
    entry = selected.get(person.form.reference)
    stood_as = language.label("eligible")
    if entry is not None:
        stood_as = language.label(entry.outcome)
        if entry.rank:
            stood_as = language.gettext("%(state)s, rank %(rank)s", state=stood_as, rank=entry.rank)
    return {
        "reference": person.form.reference,
        "role": person.role,
        "region": person.form.nation,
        "stood_as": stood_as,
        "text": person.text,
        "detail": "" if person.why is None else person.why.detail,
    }
