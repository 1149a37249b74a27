"""What the report and the terminal both show of a round, in words. Nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.matching.stages import STAGES
from pairwell.report.words import counted_points, label

if TYPE_CHECKING:
    from pairwell._core import Finding
    from pairwell.round.round import Round, Unpaired
    from pairwell.scheme.programme import Programme

_MONTHS = "January February March April May June July August September October November December"


def month_text(month: Any, *, year: bool = True) -> str:
    """Write a month: "September 2017"."""
    name = _MONTHS.split()[month.month - 1]
    return f"{name} {month.year}" if year else name


def period(programme: Programme) -> str:
    """Write the running period: "June to November 2017"."""
    first, last = programme.starts, programme.ends
    return f"{month_text(first, year=first.year != last.year)} to {month_text(last)}"


def event_warnings(programme: Programme, event: Any) -> list[Finding]:
    """Pick the warnings of a programme that are about one event."""
    key = f"timetable.{event.id}"
    return [w for w in programme.warnings if w.column == key or w.column.startswith(key + ".")]


def timetable(programme: Programme) -> list[dict[str, Any]]:
    """List the events with their dates in words and their warnings."""
    return [
        {
            "event": event,
            "when": _core.in_words(programme.timetable, event),
            "warnings": event_warnings(programme, event),
        }
        for event in programme.timetable.events
    ]


def stages(round_: Round) -> list[dict[str, str]]:
    """List the stages of the objective with what each reached."""
    return [
        {"id": stage.name, "title": STAGES[stage.name].title, "reached": _reached(stage)}
        for stage in round_.matching.stages
    ]


def _reached(stage: Any) -> str:
    if stage.units is None:
        return "no pair to speak of"
    row = STAGES[stage.name]
    one, many = row.reached
    number = counted_points(stage.units, stage.scale) if row.in_points else str(stage.units or "no")
    text = (one if stage.units == 1 else many).replace("#", number)
    told = (
        counted_points(stage.parameter, stage.scale)
        if row.parameter == "points"
        else stage.parameter
    )
    return text.replace("@", str(told)) if "@" in text else text


def unpaired(person: Unpaired, round_: Round) -> dict[str, str]:
    """Say who went on and is in no pair, as what, and why; in detail, who would give way."""
    selected = {entry.reference: entry for entry in round_.selections}
    entry = selected.get(person.form.reference)
    stood_as = "eligible"
    if entry is not None:
        stood_as = label(entry.outcome) + (f", rank {entry.rank}" if entry.rank else "")
    return {
        "reference": person.form.reference,
        "role": person.role,
        "region": person.form.nation,
        "stood_as": stood_as,
        "text": person.text,
        "detail": "" if person.why is None else person.why.detail,
    }
