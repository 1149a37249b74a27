"""The page of a running programme: who stands where, what is due, what waits, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pairwell.report.language import Language, language_of, later
from pairwell.report.report import programme_context, render
from pairwell.scheme.programme import Programme

_CONTENTS = (
    ("next", later("What comes next")),
    ("due", later("What is due")),
    ("people", later("Who stands where")),
    ("meetings", later("Agreements and meetings")),
    ("attendance", later("Attendance")),
    ("money", later("Money")),
)


def status_html(facts: dict[str, Any], programme: Programme) -> str:
    """Write where a programme is as one HTML page that runs no script but its own.

    Parameters
    ----------
    facts
        What `pairwell.report.status.status_facts` gave.
    programme
        The same programme.
    """
    language = language_of(programme.language)
    context = {
        **programme_context(programme),
        "contents": _CONTENTS,
        "due": due_rows(facts["due"], programme, language),
        "facts": facts,
        "heading": language.gettext(
            "status of %(day)s, record %(record)s",
            day=language.day(facts["on"]),
            record=facts["record"],
        ),
        "money_rows": money_rows(facts),
        **running_rows(facts),
        "people_rows": _people_rows(facts["people"]),
    }
    return render("status.html.j2", context)


def due_rows(
    due: Iterable[dict[str, Any]], programme: Programme, language: Language
) -> list[dict[str, str]]:
    """Write what is due in the language of a page: when, and what."""
    events = {event.id: event for event in programme.timetable.events}
    rows = []
    for own in due:
        if own["kind"] == "event":
            event = events[own["event"]]
            when, what = language.when(programme.timetable, event), event.title
        else:
            when, what = language.weekday(own["on"]), _counted(own, language)
        rows.append({"when": when, "what": what})
    return rows


def _counted(own: dict[str, Any], language: Language) -> str:
    count = own["count"]
    if own["kind"] == "interviews":
        return language.ngettext("%(num)s interview", "%(num)s interviews", count)
    if own["kind"] == "conversations":
        return language.ngettext("%(num)s conversation", "%(num)s conversations", count)
    return language.ngettext("%(num)s meeting", "%(num)s meetings", count)


def running_rows(facts: dict[str, Any]) -> dict[str, Any]:
    """What pages show of agreements, meetings and, by event, attendance: the counts of states."""
    events: dict[str, list[dict[str, Any]]] = {}
    for own in facts["attendance"]:
        events.setdefault(own["title"], []).append(own)
    return {
        "agreements": facts["agreements"],
        "meetings": facts["meetings"],
        "attendance": list(events.items()),
    }


def money_rows(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """What pages show of each fund: its title, and the amounts by their names."""
    return [{"title": own["title"], **own["pence"]} for own in facts["funds"]]


def _people_rows(people: Iterable[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Give the mentees and the mentors in each state, in the order of the life of a form."""
    counts = {(own["state"], own["role"]): own["count"] for own in people}
    states = dict.fromkeys(state for state, _ in counts)
    return [(s, counts.get((s, "mentee"), 0), counts.get((s, "mentor"), 0)) for s in states]
