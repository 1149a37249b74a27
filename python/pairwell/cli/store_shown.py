"""The commands that show what a store has: report, letters, record and its check."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.cli.exits import NOTHING_WRITTEN, RECORD_BROKEN, errors_as_sentences
from pairwell.cli.folder import check_target, write_folder
from pairwell.cli.options import AsJson, Explain, Out
from pairwell.cli.round_shown import show_round
from pairwell.cli.store_options import (
    SCHEME,
    Actor,
    Call,
    ProgrammeId,
    StoreAt,
    on_store,
    only,
    opened,
    saying,
)
from pairwell.cli.store_round import round_of
from pairwell.cli.terminal import Terminal
from pairwell.data.shown import plural
from pairwell.data.tables import csv_bytes
from pairwell.report.words import points_text

_ERASURE_IS_LEFT = (
    "What was erased is still in the store's files: another program reads them. End it, and run"
    " any command on the store."
)


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("report", "report --out round-1", report),
        ("letters", "letters --to shortlisted --out letters --actor 'J. Farrow'", letters),
        ("history", "history --about MM-014", history),
        ("audit", "audit --expect 5f0c...", audit),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


def report(
    out: Out,
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    names: Annotated[
        bool, typer.Option("--names", help="With names: looked up on record, so --actor is needed.")
    ] = False,
    explain: Explain = True,
    as_json: AsJson = False,
) -> None:
    """Run the round on what is in the store, and write its report and tables."""
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, NOTHING_WRITTEN), opened(store) as open_:
        check_target(out)
        id_ = only(open_, id_)
        with terminal.progress() as progress:
            round_ = round_of(
                open_, id_, actor=actor, names=names, explain=explain, progress=progress
            )
        more = {}
        standing = open_.pairs(id_, actor=actor).pairs()
        if standing:
            more["standing.csv"] = csv_bytes(
                ["mentee", "mentor", "state", "points", "reason"],
                [[p.mentee, p.mentor, p.state, points_text(p.units), p.reason] for p in standing],
            )
        show_round(terminal, round_, out, names=names, as_json=as_json, more=more)


@on_store
def letters(
    call: Call,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder that the letters go to.")],
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="Only letters of this kind, such as matched; may be repeated."),
    ] = None,
    templates: Annotated[
        Path | None, typer.Option(help="A folder of templates that replace pairwell's.")
    ] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Their date; today if left out."),
    ] = None,
) -> None:
    """Write everybody the letter that is due to them now, for you to read; none is sent."""
    from pairwell.report.letters import UNASKED, letters

    check_target(out)
    day = on.date() if on is not None else call.today
    kinds = tuple(to) if to else UNASKED
    made = letters(
        call.store, call.programme, actor=call.actor, on=day, kinds=kinds, templates=templates
    )
    if not made:
        to_whom = f"whose letter is {' or '.join(kinds)}" if to else "to write to: decide first"
        raise _core.Error(f"there is nobody {to_whom}")
    write_folder(out, made)
    files = [str(out / name) for name in sorted(made)]
    call.say({"files": files}, f"{plural(len(files) - 1, 'letter')}, not sent: {out}")


def history(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    about: Annotated[str, typer.Option(help="Only what was done about this reference.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the record: who did what, when, and what came of it."""
    with saying(as_json) as say, opened(store) as open_:
        every = open_.records(only(open_, id_))
        found = [record for record in every if not about or about in record.subject.split("/")]
        if about and not found:
            known = dict.fromkeys(part for record in every for part in record.subject.split("/"))
            likely = suggested_reference(about, known)
            raise _core.Error(
                f"the record says nothing about {about!r}; no form has this reference"
                + (likely and f".{likely}")
            )
        say(
            {"records": [vars(record) for record in found]},
            *(
                f"{r.seq:>5}  {r.at[:19]}Z  {r.actor}: {r.action} {r.subject}: {r.outcome}"
                for r in found
            ),
        )


def audit(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    expect: Annotated[str, typer.Option(help="A head that you wrote down earlier.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check that nothing in the record was changed, taken out or put in; exit code 5 if it was."""
    with saying(as_json) as say, opened(store) as open_:
        found = open_.audit(only(open_, id_), expect=expect)
        verdict = "holds" if found.holds else "does not hold"
        is_left = open_.erasure_is_left()
        say(
            {**vars(found), "holds": found.holds, "erasure_is_left": is_left},
            *found.failures,
            f"The record of {found.programme} {verdict}: {plural(found.records, 'record')}.",
            f"Head, to be written down elsewhere: {found.head}",
            *([_ERASURE_IS_LEFT] if is_left else []),
        )
        if not found.holds:
            raise typer.Exit(RECORD_BROKEN)
