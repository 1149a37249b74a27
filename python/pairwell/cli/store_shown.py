"""The commands that show what a store has: report, letters, record and its check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.cli.exits import NOTHING_WRITTEN, RECORD_BROKEN, errors_as_sentences
from pairwell.cli.folder import check_target, write_folder
from pairwell.cli.options import AsJson, Explain, Out, Proof, RunVariants
from pairwell.cli.round_shown import show_round
from pairwell.cli.store_heads import HEADS, anchors
from pairwell.cli.store_options import (
    SCHEME,
    Actor,
    Call,
    ProgrammeId,
    Said,
    StoreAt,
    on_store,
    only,
    opened,
    saying,
)
from pairwell.cli.store_round import round_of, variants_of
from pairwell.cli.terminal import Terminal
from pairwell.cli.variant_commands import faults_in, read_variants
from pairwell.data.shown import plural
from pairwell.report.words import finding_facts

if TYPE_CHECKING:
    from pairwell.store import MatchingOnRecord, Pairs

Names = Annotated[
    bool, typer.Option("--names", help="With names: looked up on record, so --actor is needed.")
]

_ERASURE_IS_LEFT = (
    "What was erased is still in the store's files: another program reads them. End it, and run"
    " any command on the store."
)


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("report", "report --out report", report),
        ("trial", "trial --out trial", trial),
        ("letters", "letters --to shortlisted --out letters --actor 'J. Farrow'", letters),
        ("history", "history --about MM-014", history),
        ("audit", "audit --expect 5f0c...", audit),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


@on_store
def report(
    call: Call,
    out: Out,
    names: Names = False,
    proof: Proof = True,
) -> None:
    """Write what stands by the record, with its day and its head, and the last matching's proof."""
    from pairwell.report.standing import (
        heading,
        pairs_in_words,
        standing_files,
        standing_summary,
    )
    from pairwell.report.status import status_facts

    check_target(out)
    desk = call.sit(call.store.pairs)
    known = {}
    if names:
        people = call.sit(call.store.identities).look_up(list(desk.standing().people), "report")
        known = {reference: person.name for reference, person in people.items()}
    overview = desk.overview()
    status = status_facts(call.store, call.programme, actor=call.actor)
    found = _last_matching(desk) if proof and desk.matchings() else None
    made = standing_files(overview, known, status, found)
    write_folder(out, made)
    call.say.terminal.findings(overview.concerns)
    programme = overview.standing.programme
    call.say(
        {
            **standing_summary(overview),
            "concerns": [finding_facts(finding) for finding in overview.concerns],
            "files": [str(out / name) for name in made],
        },
        f"{programme.name}, {heading(overview)}",
        f"Head: {overview.standing.head}",
        pairs_in_words(overview),
        *(str(out / name) for name in made),
    )


def _last_matching(desk: Pairs) -> MatchingOnRecord | str:
    """The last matching, found again; or why it cannot be, in a sentence for a page."""
    try:
        return desk.matching_on_record()
    except _core.Error as error:
        told = str(error).partition("; with --now")[0]
        return f"{told[0].upper()}{told[1:]}."


def trial(
    out: Out,
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    variants: RunVariants = None,
    names: Names = False,
    explain: Explain = True,
    proof: Proof = True,
    as_json: AsJson = False,
) -> None:
    """Run a round on the forms and marks of a store, as a trial: nothing is stored."""
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, NOTHING_WRITTEN), opened(store) as open_:
        check_target(out)
        id_ = only(open_, id_)
        asked = {} if variants is None else read_variants(variants)
        with terminal.progress() as progress:
            round_ = round_of(
                open_, id_, actor=actor, names=names, explain=explain, progress=progress
            )
            compared = None
            if variants is not None:
                with faults_in(variants):
                    compared = variants_of(
                        open_, id_, round_, asked, actor=actor, progress=progress
                    )
        if not as_json:
            terminal.line("A trial: nothing is stored, and the pairs on record may be others.")
        show_round(
            terminal,
            round_,
            out,
            names=names,
            as_json=as_json,
            is_trial=True,
            variants=compared,
            explain=explain,
            proof=proof,
        )


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
    receipts: Annotated[
        bool,
        typer.Option(
            "--receipts", help="Beside letters about pairs, a page with the person's receipt."
        ),
    ] = False,
) -> None:
    """Write everybody the letter that is due to them now, for you to read; none is sent."""
    from pairwell.report.letters import UNASKED, letters

    check_target(out)
    day = on.date() if on is not None else call.today
    kinds = tuple(to) if to else UNASKED
    made = letters(
        call.store,
        call.programme,
        actor=call.actor,
        on=day,
        kinds=kinds,
        templates=templates,
        receipts=receipts,
    )
    if not made:
        to_whom = f"whose letter is {' or '.join(kinds)}" if to else "to write to: decide first"
        raise _core.Error(f"there is nobody {to_whom}")
    write_folder(out, made)
    files = [str(out / name) for name in sorted(made)]
    count = sum(name.endswith(".md") for name in made)
    call.say({"files": files}, f"{plural(count, 'letter')}, not sent: {out}")


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
                f"{r.seq:>5}  {r.at[:19]}Z  {r.actor}: {r.action} {r.subject or '(erased)'}:"
                f" {r.outcome}"
                for r in found
            ),
        )


def audit(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    expect: Annotated[
        list[str] | None, typer.Option(help="A head that you wrote down earlier; or several.")
    ] = None,
    heads: Annotated[
        Path | None,
        typer.Option(envvar=HEADS, help="The file of heads; the one beside the store if left out."),
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option(help="The key that each head has to be signed with.")
    ] = None,
    clock_was_wrong: Annotated[
        str, typer.Option(help="Put on record why the last record's time is wrong.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Check that nothing in the record was changed, taken out or put in; exit code 5 if it was."""
    with saying(as_json) as say, damage_said(say), opened(store) as open_:
        from pairwell.store import DamagedError

        try:
            programme = only(open_, id_)
        except DamagedError:
            programme = id_  # the audit says what is wrong
        if clock_was_wrong:
            open_.custodian(programme, actor=actor).set_clock(because=clock_was_wrong)
        kept = anchors(store, programme, heads, public_key)
        written = [*(expect or []), *(head.digest for head in kept.heads)]
        found = open_.audit(programme, expect=written)
        found = replace(found, failures=(*found.failures, *kept.faults))
        verdict = "holds" if found.holds else "does not hold"
        is_left = open_.erasure_is_left()
        signed = f", {kept.signed} of them signed" if kept.signed else ""
        say(
            {
                **vars(found),
                "holds": found.holds,
                "signed": kept.signed,
                "erasure_is_left": is_left,
            },
            *found.failures,
            f"The record of {found.programme} {verdict}: {plural(found.records, 'record')},"
            f" checked with {plural(found.heads, 'head')} of earlier{signed}.",
            f"Head, to be written down elsewhere: {found.head}",
            *([_ERASURE_IS_LEFT] if is_left else []),
        )
        if not found.holds:
            raise typer.Exit(RECORD_BROKEN)


@contextmanager
def damage_said(say: Said) -> Iterator[None]:
    """Say in a sentence that a store is too damaged to be opened, with the exit code of that."""
    from pairwell.store import DamagedError

    try:
        yield
    except DamagedError as error:
        say.terminal.error(str(error))
        raise typer.Exit(RECORD_BROKEN) from error
