"""The commands while a programme runs: schedule, appointments, log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pairwell import _core
from pairwell.cli.options import Because
from pairwell.cli.store_options import (
    Call,
    Day,
    day_of,
    on_store,
    pair_of,
    reads_store,
    reason_asked,
)
from pairwell.report.words import label

if TYPE_CHECKING:
    from pairwell.store import Logged, Running

Pair = Annotated[str, typer.Argument(help="The pair, as in MM-014/MR-003.", show_default=False)]
Move = Annotated[str, typer.Argument(help="The move; leave it out to begin.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        "schedule",
        epilog="Example: pairwell schedule interviews --people free.csv --hosts panels.csv"
        " --out calendars --actor 'J. Farrow'",
    )(schedule)
    app.command("appointments", epilog="Example: pairwell appointments --out calendars")(
        appointments
    )
    logs = typer.Typer(
        help="Log agreements, meetings, attendance and supervision.", no_args_is_help=True
    )
    for name, example, command in (
        ("agreement", "agreement MM-014/MR-003 --from 2017-06-01 --until 2017-11-30", agreement),
        ("meeting", "meeting MM-014/MR-003 1 hold --on 2017-06-12", meeting),
        ("attendance", "attendance MM-014 training attend", attendance),
        ("supervision", "supervision MR-003 --on 2017-09-14 --text notes.txt", supervision),
        ("show", "show meeting", show_log),
    ):
        logs.command(name, epilog=f"Example: pairwell log {example}")(command)
    app.add_typer(logs, name="log", epilog="Example: pairwell log show meeting")


@on_store
def schedule(
    call: Call,
    purpose: Annotated[str, typer.Argument(help="interviews or conversations", show_default=False)],
    people: Annotated[
        Path, typer.Option(help="When people are free, as CSV: person, start, end, zone, hosts.")
    ],
    hosts: Annotated[
        Path, typer.Option(help="When hosts are free, as CSV: host, start, end, zone, members.")
    ],
    minutes: Annotated[
        int, typer.Option(min=1, max=1440, help="How long a sitting takes, on a stop watch.")
    ] = 30,
    pause: Annotated[
        int, typer.Option(min=0, max=1440, help="Minutes between two sittings of a host.")
    ] = 0,
    fix: Annotated[
        list[str] | None,
        typer.Option(
            help="An appointment that stays, as in 'MM-014 panel A 2017-05-03T09:00'; the time may"
            " have its offset."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A folder for calendars.")] = None,
) -> None:
    """Give everybody a sitting; what stands stays, and the rest moves as little as can be."""
    from pairwell.cli.folder import check_target
    from pairwell.scheme.availability import read_fixed, read_hosts, read_requests

    if out is not None:
        check_target(out)
    desk = call.sit(call.store.running)
    zone = desk.programme().timetable.zone
    made = desk.schedule(
        cast(Any, purpose),
        read_requests(people, zone),
        read_hosts(hosts, zone),
        _core.ScheduleRules(minutes=minutes, pause=pause),
        fixed=[read_fixed(text, zone, minutes) for text in fix or []],
    )
    files = _calendars(desk, out, is_stored=True)
    local = [_local(own, zone) for own in made.appointments]
    changes: list[dict[str, Any]] = [
        {
            "reference": each.person,
            "outcome": each.outcome,
            "was": _local(each.was, zone) if each.was else None,
            "now": _local(each.now, zone) if each.now else None,
        }
        for each in made.changes
    ]
    now = {each["reference"]: each for each in changes}
    off = [each for each in changes if each["now"] is None]
    call.say(
        {
            "appointments": local,
            "unscheduled": [
                {"reference": one.person, "reason": one.reason} for one in made.unscheduled
            ],
            "moved": made.moved,
            "changes": changes,
            "unchanged": list(made.unchanged),
            "not_asked": list(made.not_asked),
            "files": files,
        },
        *(f"{_line(own)}{_news(now.get(own['reference']))}" for own in local),
        *(f"{each['reference']} has none now: was {_line(each['was'])}" for each in off),
        *(f"{one.person} has none: {one.reason}" for one in made.unscheduled),
        *(f"{person} has none, and was not asked for." for person in made.not_asked),
    )


@reads_store
def appointments(
    call: Call,
    purpose: Annotated[str, typer.Argument(help="interviews or conversations; all if left out")] = (
        ""
    ),
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A folder for calendars.")] = None,
) -> None:
    """List the appointments that stand, and those that were called off."""
    from pairwell.cli.folder import check_target

    if out is not None:
        check_target(out)
    desk = call.sit(call.store.running)
    zone = desk.programme().timetable.zone
    sittings = desk.sittings(cast(Any, purpose or None))
    clashes = [str(clash) for clash in desk.clashes()]
    files = _calendars(desk, out, purpose)
    shown = [{"purpose": own.purpose, **_local(own.appointment, zone)} for own in sittings]
    stand = [each for each, own in zip(shown, sittings, strict=True) if own.stands]
    off = [each for each, own in zip(shown, sittings, strict=True) if not own.stands]
    call.say(
        {"appointments": stand, "called_off": off, "double_booked": clashes, "files": files},
        *(f"{_line(each)} ({each['purpose']})" for each in stand),
        *(f"{_line(each)} ({each['purpose']}): called off" for each in off),
        *(f"Booked twice: {clash}" for clash in clashes),
        *([] if shown else ["There are no appointments yet; plan them with: pairwell schedule"]),
    )


def _calendars(
    desk: Running, out: Path | None, purpose: str = "", *, is_stored: bool = False
) -> list[str]:
    """Write the calendars of everybody, and give the names of the files."""
    if out is None:
        return []
    from pairwell.cli.folder import write_folder
    from pairwell.report.ics import appointment_calendars

    files = appointment_calendars(desk.programme(), desk.sittings(cast(Any, purpose or None)))
    try:
        write_folder(out, files)
    except (OSError, _core.Error) as error:
        if not is_stored:
            raise
        raise _core.Error(
            f"the appointments are on record, and the calendars could not be written ({error});"
            " write them with: pairwell appointments --out"
        ) from error
    return sorted(files)


def _local(own: _core.Appointment, zone: str) -> dict[str, Any]:
    clock = _core.Zone.named(zone)
    return {
        "reference": own.person,
        "host": own.host,
        "start": clock.with_offset(own.start).isoformat(timespec="minutes"),
        "end": clock.with_offset(own.end).isoformat(timespec="minutes"),
        "is_fixed": own.is_fixed,
    }


def _line(own: dict[str, Any]) -> str:
    return f"{own['start']}  {own['host']}: {own['reference']}"


def _news(change: dict[str, Any] | None) -> str:
    if change is None:
        return ""
    was = change["was"]
    return f", moved from {was['start']} with {was['host']}" if was else ", new"


@on_store
def agreement(
    call: Call,
    pair: Pair,
    move: Move = "",
    starts: Annotated[str, typer.Option("--from", help="First day.")] = "",
    until: Annotated[str, typer.Option(help="Last day.")] = "",
    meetings: Annotated[int | None, typer.Option(help="How many are planned.")] = None,
    minutes: Annotated[int | None, typer.Option(help="How long each takes.")] = None,
    format_: Annotated[str, typer.Option("--format", help="in_person, remote or either")] = "",
    goal: Annotated[list[str] | None, typer.Option(help="A goal; may be given again.")] = None,
    because: Because = "",
) -> None:
    """Draft what a pair agrees on, or have it signed: sign_as_mentee, sign_as_mentor, amend."""
    facts: dict[str, Any] = {
        "from_day": _iso(starts),
        "until": _iso(until),
        "meetings": meetings,
        "minutes": minutes,
        "format": format_ or None,
        "goals": goal or None,
    }
    if not move:
        missing = [n for n, v in (("--from", starts), ("--until", until)) if not v]
        if missing:
            raise _core.Error(
                f"an agreement has a first and a last day: give {' and '.join(missing)}"
            )
    desk = call.sit(call.store.running)
    given = {name: value for name, value in facts.items() if value is not None}
    with reason_asked():
        made = desk.log_agreement(*pair_of(pair), cast(Any, move), because=because, **given)
    _say_logged(call.say, made)


@on_store
def meeting(
    call: Call,
    pair: Pair,
    number: Annotated[
        int, typer.Argument(help="The meeting's number, from 1.", show_default=False)
    ],
    move: Move = "",
    on: Day = None,
    minutes: Annotated[int | None, typer.Option(help="How long it takes.")] = None,
    format_: Annotated[str, typer.Option("--format", help="in_person or remote")] = "",
    because: Because = "",
) -> None:
    """Plan a meeting of a pair, or say what became of it: hold, miss, cancel, reschedule."""
    facts: dict[str, Any] = {"minutes": minutes, "format": format_ or None}
    facts["on"] = day_of(call, on).isoformat() if on is not None or not move else None
    given = {name: value for name, value in facts.items() if value is not None}
    desk = call.sit(call.store.running)
    with reason_asked():
        made = desk.log_meeting(*pair_of(pair), number, cast(Any, move), because=because, **given)
    _say_logged(call.say, made)


@on_store
def attendance(
    call: Call,
    reference: Annotated[str, typer.Argument(help="Whose.", show_default=False)],
    event: Annotated[str, typer.Argument(help="The timetable's event.", show_default=False)],
    move: Move = "",
    because: Because = "",
) -> None:
    """Invite somebody to an event, or say whether they came: accept, excuse, attend, miss."""
    desk = call.sit(call.store.running)
    with reason_asked():
        made = desk.log_attendance(reference, event, cast(Any, move), because=because)
    _say_logged(call.say, made)


@on_store
def supervision(
    call: Call,
    mentor: Annotated[str, typer.Argument(help="With whom.", show_default=False)],
    text: Annotated[
        Path | None, typer.Option(help="A file with the note; without one, your notes are shown.")
    ] = None,
    on: Day = None,
) -> None:
    """Keep a note of a session with a mentor, or read those under your name."""
    desk = call.sit(call.store.supervision)
    if text is not None:
        day = day_of(call, on)
        desk.note(mentor, day, _note_in(text, desk.most_characters))
        readers = desk.readers
        call.say({"mentor": mentor, "on": day, "who_can_read_it": readers}, f"Kept. {readers}")
        return
    notes = desk.notes(mentor)
    call.say(
        {"notes": [{"on": day, "mentor": who, "text": said} for day, who, said in notes]},
        *(f"{day}, {who}: {said}" for day, who, said in notes),
    )


@reads_store
def show_log(
    call: Call,
    kind: Annotated[
        str, typer.Argument(help="agreement, meeting or attendance", show_default=False)
    ],
) -> None:
    """Show every agreement, meeting or attendance as it stands."""
    found = call.sit(call.store.running).logged(cast(Any, kind))
    call.say(
        {"log": [_logged_facts(each) for each in found]},
        *(f"{_subject(each)}: {label(each.state)}" for each in found),
        *([] if found else [f"There is no {kind} yet. Next: pairwell log {kind}"]),
    )


def _note_in(path: Path, most: int) -> str:
    """The text of a note, of which no more is read than a note may have."""
    try:
        with path.open("rb") as file:
            data = file.read(4 * most + 1)
        if len(data) > 4 * most:
            raise _core.Error(f"{path}: a note has at most {most:,} characters")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _core.Error(f"{path}: cannot be read ({error})") from error


def _say_logged(say: Any, made: Logged) -> None:
    say(_logged_facts(made), f"{made.kind} {_subject(made)}: {label(made.state)}")


def _logged_facts(logged: Logged) -> dict[str, Any]:
    """An item of the log as JSON has it: what it is about under the names of every command."""
    if logged.kind == "attendance":
        about: dict[str, Any] = {"reference": logged.mentee, "event": logged.item}
    else:
        about = {"mentee": logged.mentee, "mentor": logged.mentor}
        if logged.kind == "meeting":
            about["number"] = int(logged.item)
    return {"kind": logged.kind, **about, "state": logged.state, "facts": logged.facts}


def _subject(logged: Logged) -> str:
    pair = "/".join(part for part in (logged.mentee, logged.mentor) if part)
    return f"{pair}, {logged.item}" if logged.item else pair


def _iso(text: str) -> str | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise _core.Error(f"a day is written as in 2017-06-01, not {text!r}") from error
