"""The commands that work on a store: from its making to a shortlist and the points of a pair.

The store's libraries are imported when a command runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.cli.exits import NOTHING_CHANGED
from pairwell.cli.options import AsJson
from pairwell.cli.store_heads import keep_heads, refuse_heads, sign_heads
from pairwell.cli.store_options import (
    SCHEME,
    Actor,
    Call,
    ProgrammeId,
    StoreAt,
    at_store,
    on_store,
    only,
    opened,
    reads_store,
    say_concerns,
    saying,
)
from pairwell.data.files import write_whole
from pairwell.data.shown import plural
from pairwell.data.tables import TableSource, csv_bytes
from pairwell.report.criteria import PairsInWords
from pairwell.report.reasons import part_facts, part_lines
from pairwell.report.words import (
    counted_points,
    finding_facts,
    label,
    percent,
)
from pairwell.scheme.graces import read_graces
from pairwell.scheme.members import RoleName
from pairwell.scheme.programme import Programme
from pairwell.scheme.sheet_files import has_one_sheet, sheet_id

if TYPE_CHECKING:
    from pairwell.store import Applications, Pairs


ROLES: tuple[RoleName, ...] = get_args(RoleName)
_MOST = 20
"""How many references a line names before it counts the rest."""


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("init", "init --store scheme.db --actor 'J. Farrow' --programme programme.toml", init),
        ("import", "import --actor 'J. Farrow' --mentees a.csv --mentors b.csv", import_),
        ("decide", "decide --actor 'J. Farrow'", decide),
        ("view", "view mentee --out mentees-for-the-panel.csv", view),
        ("shortlist", "shortlist --actor 'Panel of 2 May'", shortlist),
        ("score", "score MM-014 MR-003", score),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


def init(
    store: StoreAt = SCHEME,
    actor: Actor = "",
    programme: Annotated[Path | None, typer.Option(help="The programme's TOML file.")] = None,
    sign: Annotated[
        bool, typer.Option("--sign", help="Make a key that signs the head of every change.")
    ] = False,
    upgrade: Annotated[bool, typer.Option(help="Bring an older store up to date.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a store, or bring an older one up to date."""
    with saying(as_json, "Nothing was made.") as say:
        from pairwell.store import create_store, newest_version, upgrade_store

        if upgrade:
            before, after = upgrade_store(store), newest_version()
            line = f"Brought up to date from version {before} to {after}."
            if before == after:
                line = f"The store is of the newest version, {after}, already."
            say({"upgraded_from": before, "version": after}, line)
            return
        read = Programme.read(programme) if programme else None
        refuse_heads(store, sign=sign)
        with new_files_only(store), create_store(store, read, actor=actor) as made:
            if sign:
                sign_heads(store)
            keep_heads(made, store)
            file = "--mentees FILE --mentors FILE"
            if read is None:
                file = "--programme FILE"
            elif has_one_sheet(read):
                file = "--sheet FILE"
            following = f"pairwell import{at_store(store)} {file}"
            say(
                {"programmes": made.programmes(), "next": [{"command": following}]},
                "Made.",
                f"Next: {following}",
            )


@contextmanager
def new_files_only(store: str) -> Iterator[None]:
    """Say what to do where there is a file of a store's name."""
    try:
        yield
    except _core.Error as error:
        if not isinstance(error.__cause__, FileExistsError):
            raise
        raise _core.Error(
            f"{store}: there is already a file. If it is your store, go on with: pairwell status"
            f"{at_store(store)} (a programme is added with: pairwell import{at_store(store)}"
            " --programme FILE); or name another file with --store"
        ) from error


def import_(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    programme: Annotated[Path | None, typer.Option(help="A programme's TOML file.")] = None,
    mentees: Annotated[
        Path | None, typer.Option(help="The mentees' forms: CSV, XLSX or ODS.")
    ] = None,
    mentors: Annotated[
        Path | None, typer.Option(help="The mentors' forms: CSV, XLSX or ODS.")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="The forms of both roles in one sheet.")
    ] = None,
    monitoring: Annotated[Path | None, typer.Option(help="Monitoring answers as CSV.")] = None,
    grace: Annotated[Path | None, typer.Option(help="Late forms let in, as CSV.")] = None,
    panel: Annotated[Path | None, typer.Option(help="The panel's marks as CSV.")] = None,
    evaluation: Annotated[
        Path | None, typer.Option(help="Answers to the evaluation as CSV.")
    ] = None,
    archive: Annotated[Path | None, typer.Option(help="A whole programme's archive.")] = None,
    expect: Annotated[str, typer.Option(help="The head that the archive's export gave.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take in a programme's file, forms, marks, or a whole archive: all of it, or nothing."""
    with saying(as_json, NOTHING_CHANGED) as say, opened(store) as open_:
        facts: dict[str, Any] = {}
        notes: list[_core.Finding] = []
        given = (programme, mentees, mentors, sheet, monitoring, grace, panel, evaluation)
        if archive is not None:
            if any(each is not None for each in given):
                raise _core.Error("an archive is taken in by itself; leave the other tables out")
            facts["archive"] = open_.import_programme(archive, actor=actor, expect=expect)
        with open_.together():
            if programme is not None:
                read = Programme.read(programme)
                open_.add_programme(read, actor=actor)
                facts["programme"], id_ = read.id, id_ or read.id
                say.terminal.findings(_not_asked(open_.applications(id_, actor=actor)))
            tables = (mentees, mentors, sheet, monitoring, grace, panel)
            if any(table is not None for table in tables):
                id_ = only(open_, id_)
                reception = open_.reception(id_, actor=actor)
                before = open_.pairs(id_, actor=actor).states()
                changed: list[str] = []
                sheets = _sheets(open_.programme(id_), mentees, mentors, sheet)
                if sheets:
                    for role, came in reception.receive_sheets(sheets).items():
                        changed += came.changed
                        if role in _roles_of(mentees, mentors, sheet):
                            facts[f"{role}s"] = {
                                "new": len(came.new),
                                "changed": len(came.changed),
                                "unchanged": len(came.unchanged),
                                **({"that changed": came.changed} if came.changed else {}),
                                **({"that name themselves": came.named} if came.named else {}),
                            }
                    # Now that all that came with it is there.
                    say.terminal.findings(reception.look_over_sheets(sheets))
                if monitoring is not None:
                    facts["monitoring"] = reception.receive_monitoring(monitoring)
                desk = open_.applications(id_, actor=actor)
                if grace is not None:
                    graces = read_graces(grace, open_.programme(id_))
                    _core.throw_if_errors("import", graces.findings)
                    desk.let_in(graces.graces)
                    facts["graces"] = len(graces.graces)
                if panel is not None:
                    facts["marks"] = desk.mark(panel)
            if evaluation is not None:
                id_ = only(open_, id_)
                facts["answers"] = open_.running(id_, actor=actor).take_answers(evaluation)
            lines = [f"{name}: {_words(value)}" for name, value in facts.items()]
            if any(table is not None for table in (mentees, mentors, sheet)):
                pairs = open_.pairs(id_, actor=actor)
                moved = pairs.settle()
                if moved:
                    facts["moved"] = [vars(each) for each in moved]
                lines += [f"{each.subject}: {label(each.state)}" for each in moved]
                now, said = pairs.states(), {each.subject for each in moved}
                lines += [
                    f"{who}: {label(now[who])}, by the form; before: {label(before[who])}"
                    for who in changed
                    if who not in said and now[who] != before[who]
                ]
                notes = _stay_withdrawn(pairs, [who for who in changed if now[who] == "withdrawn"])
                say.terminal.findings(notes)
        if not facts:
            raise _core.Error(
                "say what to take in: --programme, --mentees, --mentors, --sheet, ..."
            )
        found = say_concerns(say, open_.applications(id_, actor=actor)) if id_ else []
        found = [*(finding_facts(note) for note in notes), *found]
        if found:
            facts["concerns"] = found
        say(facts, *lines)


def _sheets(
    programme: Programme, mentees: Path | None, mentors: Path | None, sheet: Path | None
) -> dict[str, TableSource]:
    """Give the files of forms by the ids of the sheets that they are."""
    if sheet is not None and (mentees is not None or mentors is not None):
        raise _core.Error("--sheet has both roles; leave --mentees and --mentors out")
    files = {_core.Role.MENTEE: mentees, _core.Role.MENTOR: mentors, None: sheet}
    return {sheet_id(programme, role): file for role, file in files.items() if file is not None}


def _roles_of(
    mentees: Path | None, mentors: Path | None, sheet: Path | None
) -> tuple[RoleName, ...]:
    """Give the roles whose forms are taken in."""
    files = {"mentee": mentees or sheet, "mentor": mentors or sheet}
    return tuple(role for role in ROLES if files[role] is not None)


def _not_asked(desk: Applications) -> list[_core.Finding]:
    """Say what forms answered that a new version of the programme asks no longer."""
    try:
        found = [finding for role in ROLES for finding in desk.forms(role).findings]
    except _core.InvalidInput:  # forms that no longer suit the programme, as the concerns say
        return []
    return [finding for finding in found if finding.rule == "not-asked"]


def _stay_withdrawn(desk: Pairs, references: list[str]) -> list[_core.Finding]:
    """Say of whom a form came that does not bring them back."""
    if not references:
        return []
    try:
        forms = {form.reference: form for role in ROLES for form in desk.forms(role).forms}
    except _core.InvalidInput:  # forms that no longer suit the programme, as the concerns say
        return []
    return [
        _core.Finding(
            severity=_core.Severity.WARNING,
            rule="withdrawn",
            message=f"{who} has withdrawn, which is for good: this form does not bring them back."
            " Who comes back hands in a form under another reference.",
            column="reference",
            value=who,
        )
        for who in references
        if forms[who].state != _core.FormState.WITHDRAWN
    ]


@on_store
def decide(
    call: Call,
) -> None:
    """Decide upon every form, by the deadline and the rules."""
    desk = call.sit(call.store.applications)
    made = desk.decide()
    rows = [
        {
            "reference": d.reference,
            "role": d.role.name.lower(),
            "outcome": d.outcome.name.lower(),
            "reasons": [{"rule": r.rule, "version": r.version, "text": r.text} for r in d.reasons],
        }
        for d in made
    ]
    call.say(
        {"decisions": rows, "concerns": say_concerns(call.say, desk)},
        repr(made).strip("<>"),
        *(
            f"{d.reference}: {label(d.outcome)}. {' '.join(r.text for r in d.reasons)}"
            for d in made
            if d.reasons
        ),
        f"Next: pairwell status{call.at}",
    )


@reads_store
def view(
    call: Call,
    role: Annotated[str, typer.Argument(help="mentee or mentor", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The CSV file to write.")],
) -> None:
    """Write the submitted forms as a panel reads them: references, no names, no monitoring."""
    table = call.sit(call.store.applications).panel_view(cast(RoleName, role))
    write_whole(out, csv_bytes(table.columns, table.rows), private=True)
    call.say({"forms": len(table), "file": str(out)}, f"{plural(len(table), 'form')}: {out}")


@on_store
def shortlist(
    call: Call,
) -> None:
    """Rank the eligible forms by the panel's marks, within the places."""
    desk = call.sit(call.store.applications)
    made = desk.shortlist()
    states = call.sit(call.store.pairs).states()
    rows = [
        {
            "reference": s.reference,
            "role": role,
            "region": s.region,
            "outcome": s.outcome.name.lower(),
            "rank": s.rank or None,
            "reason": s.reason,
            "detail": s.detail,
        }
        for role, selections in made.items()
        for s in selections
    ]
    call.say(
        {"selections": rows, "concerns": say_concerns(call.say, desk)},
        *(f"{role}s: {repr(found).strip('<>')}" for role, found in made.items()),
        *(
            f"{s.reference}: {label(s.outcome)} ({_place_of(s)})"
            + (", and has withdrawn" if states[s.reference] == "withdrawn" else "")
            for selections in made.values()
            for s in selections
            if s.outcome is not _core.Selected.NOT_SELECTED
        ),
        f"Next: pairwell status{call.at}",
    )


def _place_of(selection: _core.Selection) -> str:
    """Say where a form is ranked: "England, rank 3"."""
    region = selection.region or "no region"
    return f"{region}, rank {selection.rank}" if selection.rank else f"{region}, not ranked"


@reads_store
def score(
    call: Call,
    mentee: Annotated[str, typer.Argument(help="The mentee's reference.", show_default=False)],
    mentor: Annotated[str, typer.Argument(help="The mentor's reference.", show_default=False)],
) -> None:
    """Say what one pair is worth, part by part, and every rule that forbids it."""
    desk = call.sit(call.store.applications)
    sides = []
    for role, wanted in (("mentee", mentee), ("mentor", mentor)):
        forms = {form.reference: form for form in desk.forms(cast(RoleName, role)).forms}
        if wanted not in forms:
            likely = suggested_reference(wanted, forms)
            raise _core.Error(f"no {role} has the reference {wanted!r}" + (likely and f".{likely}"))
        sides.append(forms[wanted])
    programme = desk.programme()
    made = _core.scorer_of(programme, [sides[0]], [sides[1]]).pair(0, 0)
    parts = PairsInWords(programme, [(sides[0], sides[1])]).parts(*sides)
    call.say(
        {
            "mentee": mentee,
            "mentor": mentor,
            "points": made.points,
            "coverage": made.coverage / 1000,
            "parts": part_facts(parts),
            "refusals": [{"rule": r.rule, "text": r.text} for r in made.refusals],
        },
        f"{mentee} with {mentor}: {counted_points(made.units)}"
        f" from {percent(made.coverage)} of the weight answered",
        *(f"  {line}" for line in part_lines(parts)),
        *(f"Not allowed: {refusal.text}" for refusal in made.refusals),
    )


def _listed(references: tuple[str, ...]) -> str:
    """References between blanks, no more than a line has room for."""
    more = [f"and {len(references) - _MOST} more"] if len(references) > _MOST else []
    return " ".join([*references[:_MOST], *more])


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{word}: {_listed(count)}" if isinstance(count, tuple) else f"{count} {word}"
            for word, count in value.items()
        )
    return str(value)
