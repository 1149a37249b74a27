"""Where a programme in a store is: who stands where, what is due, what waits, what comes next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.report.language import english
from pairwell.report.status_running import agreed, attended, ledgers, met
from pairwell.report.status_steps import Seen, blocks, steps
from pairwell.report.words import finding_facts, label, listed
from pairwell.scheme.programme import Programme
from pairwell.store import Pairs, Running, Store

_NAMED = 5
"""How many references a line names before it counts the rest."""
_PURPOSES: tuple[Literal["interviews", "conversations"], ...] = ("interviews", "conversations")
_STATES = {cycle: [each.name for each in _core.states(cycle)] for cycle in ("application", "pair")}


def status_facts(store: Store, programme: str, *, actor: str = "") -> dict[str, Any]:
    """Give where a programme is as values; it changes nothing.

    Parameters
    ----------
    store, programme
        Which programme, by its id.
    actor
        Who asks; nobody has to say.
    """
    desk = store.pairs(programme, actor=actor)
    standing = desk.standing()
    rules = standing.programme
    today = desk.today()
    marks = Counter(score.reference for score in desk.marks())
    concerns = _concerns(desk)
    running = store.running(programme, actor=actor)
    sittings = _sittings(running, rules)
    planned = [m for m in running.logged("meeting") if m.state == "planned"]
    unsaid = tuple(m for m in planned if dt.date.fromisoformat(m.facts["on"]) < today)
    days = Counter(dt.date.fromisoformat(m.facts["on"]) for m in planned)
    is_stopped = any(found.severity == _core.Severity.ERROR for found in concerns)
    matched_at = max(
        (r.seq for r in store.records(programme) if (r.action, r.subject) == ("match", programme)),
        default=0,
    )
    selection = {each.reference: each for each in desk.decisions("selection")}
    seen = Seen(
        rules, standing, today, dict(marks), sittings, is_stopped, matched_at, selection, unsaid
    )
    people = Counter((person.role, person.state) for person in standing.people.values())
    pairs = Counter(pair.state for pair in standing.pairs)
    due = [*_events(rules, today), *_sitting_days(seen), *_days_of("meetings", days, today)]
    due.sort(key=lambda each: (each["on"], each["title"]))
    following = sorted(steps(seen), key=lambda step: step.is_left_over)
    return {
        "programme": {"id": rules.id, "name": rules.name, "digest": rules.digest},
        "on": today,
        "as_of": standing.at,
        "record": standing.seq,
        "head": standing.head,
        "people": [
            {"role": role, "state": state, "count": people[role, state]}
            for role in ("mentee", "mentor")
            for state in _STATES["application"]
            if people[role, state]
        ],
        "pairs": [
            {"state": state, "count": pairs[state]} for state in _STATES["pair"] if pairs[state]
        ],
        "due": due,
        "agreements": agreed(running),
        "meetings": met(running),
        "attendance": attended(running, rules),
        "currency": rules.currency,
        "funds": ledgers(running),
        "concerns": [finding_facts(found) for found in concerns],
        "blocks": [
            {"reason": reason, "references": list(references)}
            for reason, references in blocks(seen)
        ],
        "next": [
            {"command": step.command, "reason": step.why, "references": list(step.references)}
            for step in following
        ],
    }


def _events(programme: Programme, today: dt.date) -> list[dict[str, Any]]:
    """The events of the timetable that are to come, and those of which only the month is known."""
    found = []
    for event in programme.timetable.events:
        days = [each.date for each in event.days]
        if event.month is not None:
            days = [dt.date(event.month.year, event.month.month, 1)]
            if (days[0].year, days[0].month) < (today.year, today.month):
                continue
        coming = [day for day in days if day >= today or event.month is not None]
        if coming:
            found.append(
                {
                    "kind": "event",
                    "event": event.id,
                    "title": event.title,
                    "on": coming[0],
                    "when": _core.in_words(programme.timetable, event),
                }
            )
    return found


def _concerns(desk: Pairs) -> list[_core.Finding]:
    """What a person should decide or know."""
    try:
        return desk.concerns()
    except _core.InvalidInput as unread:  # forms that no longer suit the programme
        return list(unread.findings)


def _sittings(running: Running, rules: Programme) -> dict[str, dict[str, dt.date]]:
    """By purpose, the day of each appointment that stands: of a person, or of a pair."""
    zone = _core.Zone.named(rules.timetable.zone)
    return {
        purpose: {
            own.person if purpose == "interviews" else f"{own.person}/{own.host}": zone.local(
                own.start
            ).date()
            for own in running.appointments(purpose)
        }
        for purpose in _PURPOSES
    }


def _sitting_days(seen: Seen) -> Iterator[dict[str, Any]]:
    """The days that have appointments, from today on."""
    for purpose, sittings in seen.sittings.items():
        yield from _days_of(purpose, Counter(sittings.values()), seen.today)


def _days_of(kind: str, days: Counter[dt.date], today: dt.date) -> Iterator[dict[str, Any]]:
    """How many things of a kind there are on each day from today on."""
    for day in sorted(each for each in days if each >= today):
        yield {
            "kind": kind,
            "event": None,
            "title": plural(days[day], kind.removesuffix("s")),
            "count": days[day],
            "on": day,
            "when": day.isoformat(),
        }


def status_lines(facts: dict[str, Any]) -> Iterator[str]:
    """Say where a programme is, a line for each thing."""
    yield f"{facts['programme']['name']}, {facts['on']} (record {facts['record']})"
    for role in ("mentee", "mentor"):
        counts = [f"{p['count']} {label(p['state'])}" for p in facts["people"] if p["role"] == role]
        yield f"{role.capitalize()}s: {', '.join(counts) or 'none'}"
    pairs = [f"{pair['count']} {label(pair['state'])}" for pair in facts["pairs"]]
    yield f"Pairs: {', '.join(pairs) or 'none'}"
    yield from _running_lines(facts)
    for place, each in enumerate(facts["due"]):
        yield f"{'Due next' if place == 0 else 'Then'}: {each['title']}, {each['when']}"
    for found in facts["concerns"]:
        stops = found["severity"] == "error"
        yield f"{'Stops the matching' if stops else 'To know'}: {found['message']}"
    for block in facts["blocks"]:
        yield f"Waits: {block['reason']}{_some(block['references'])}"
    for place, step in enumerate(facts["next"]):
        yield f"{'Next' if place == 0 else 'Also'}: {step['command']} ({step['reason']})"
    if not facts["next"]:
        yield "Next: nothing is to be done now."


def _running_lines(facts: dict[str, Any]) -> Iterator[str]:
    """Say what came of what was agreed on and planned, where there is any of it."""
    for title, key in (("Agreements", "agreements"), ("Meetings", "meetings")):
        if facts[key]:
            yield f"{title}: {_counted(facts[key])}"
    events: dict[str, list[dict[str, Any]]] = {}
    for own in facts["attendance"]:
        events.setdefault(own["title"], []).append(own)
    for title, own in events.items():
        yield f"Attendance of {title}: {_counted(own)}"
    money = english().money
    for fund in facts["funds"]:
        pence, currency = fund["pence"], facts["currency"]
        yield (
            f"Money, {fund['title']}: {money(pence['available'], currency)} of"
            f" {money(pence['whole'], currency)} left ({money(pence['spent'], currency)} spent)"
        )


def _counted(states: Iterable[dict[str, Any]]) -> str:
    return ", ".join(f"{own['count']} {label(own['state'])}" for own in states)


def _some(references: Iterable[str]) -> str:
    names = list(references)
    if not names:
        return ""
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return f": {listed([*names[:_NAMED], *more])}"
