"""The commands that say where a programme is: status and people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.cli.store_options import Call, reads_store
from pairwell.data.files import write_whole
from pairwell.report.words import label

Names = Annotated[
    bool, typer.Option("--names", help="With names: looked up on record, so --actor is needed.")
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, function in (("status", status), ("people", people)):
        app.command(name, epilog=f"Example: pairwell {name}")(function)


@reads_store
def status(
    call: Call,
    page: Annotated[
        Path | None, typer.Option("--page", help="An HTML file to write the same to.")
    ] = None,
) -> None:
    """Say who stands where, what is due next, what blocks it, and which command comes next."""
    from pairwell.report.status import status_facts, status_lines
    from pairwell.report.status_page import status_html

    facts = status_facts(call.store, call.programme, actor=call.actor)
    lines = list(status_lines(facts))
    if page is not None:
        made = status_html(facts, call.store.programme(call.programme))
        write_whole(page, made.encode(), private=True)
        facts, lines = {**facts, "file": str(page)}, [*lines, f"Page: {page}"]
    call.say(facts, *lines)


@reads_store
def people(
    call: Call,
    role: Annotated[str, typer.Option(help="Only mentee, or only mentor.")] = "",
    state: Annotated[str, typer.Option(help="Only those in this state, such as accepted.")] = "",
    names: Names = False,
) -> None:
    """List everybody who has a form: role, state, partners and next appointment."""
    for what, given, known in (
        ("role", role, ["mentee", "mentor"]),
        ("state", state, [each.name for each in _core.states("application")]),
    ):
        if given and given not in known:
            likely = suggestion(given, known)
            raise _core.Error(
                f"there is no {what} {given!r}; there are {', '.join(known)}"
                + (likely and f".{likely}")
            )
    rows = _rows(call, role, state)
    if names:
        desk = call.sit(call.store.identities)
        who = desk.look_up([row["reference"] for row in rows], "list of people")
        for row in rows:
            known_as = who.get(row["reference"])
            row["name"] = known_as.name if known_as else None
            row["email"] = known_as.email if known_as else None
    nobody = " ".join(("There is no", label(state), role or "form")).replace("  ", " ")
    following = f"{nobody}. Next: pairwell status{call.at}"
    call.say({"people": rows}, *(_line(row) for row in rows), *([] if rows else [following]))


def _rows(call: Call, role: str, state: str) -> list[dict[str, Any]]:
    standing = call.sit(call.store.pairs).standing()
    sittings = _next_sittings(call)
    return [
        {
            "reference": person.reference,
            "role": person.role,
            "region": person.region,
            "state": person.state,
            "reason": person.reason,
            "partners": [
                {
                    "reference": pair.mentor if pair.mentee == person.reference else pair.mentee,
                    "state": pair.state,
                }
                for pair in standing.pairs_of(person.reference)
                if pair in standing.shown
            ],
            "next_appointment": sittings.get(person.reference),
        }
        for person in standing.people.values()
        if role in ("", person.role) and state in ("", person.state)
    ]


def _next_sittings(call: Call) -> dict[str, dict[str, Any]]:
    """The first appointment of each person and host that is of today or later."""
    desk = call.sit(call.store.running)
    zone = _core.Zone.named(desk.programme().timetable.zone)
    found: dict[str, dict[str, Any]] = {}
    every = [(p, own) for p in ("interviews", "conversations") for own in desk.appointments(p)]
    for purpose, own in sorted(every, key=lambda each: each[1].start):
        local = zone.local(own.start)
        if local.date() < call.today:
            continue
        facts = {
            "purpose": purpose,
            "host": own.host,
            "reference": own.person,
            "start": local.isoformat(timespec="minutes"),
        }
        for person in (own.person, own.host):
            found.setdefault(person, facts)
    return found


def _line(row: dict[str, Any]) -> str:
    line = f"{row['reference']}: {row['role']}, {label(row['state'])}"
    if row.get("name"):
        line += f", {row['name']} <{row['email']}>"
    if row["partners"]:
        with_ = ", ".join(
            f"{each['reference']} ({label(each['state'])})" for each in row["partners"]
        )
        line += f", with {with_}"
    if row["next_appointment"]:
        sitting = row["next_appointment"]
        line += f", {sitting['purpose'].removesuffix('s')} {sitting['start'].replace('T', ' ')}"
    return line
