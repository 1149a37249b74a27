"""The commands that work on a store, from its making to its purge.

Each begins with the same options: which store, which programme, who does it. The store's libraries
are imported when a command runs.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import pairwell as pw
from pairwell._exits import INFEASIBLE, NOT_CERTIFIED, RECORD_BROKEN, errors_as_sentences
from pairwell._folder import check_target, write_folder
from pairwell._outputs import output_files
from pairwell._store_round import round_of
from pairwell._summary import summary
from pairwell._tables import csv_bytes, write_whole
from pairwell._terminal import Terminal
from pairwell._words import PARTS, percent, points_text

if TYPE_CHECKING:
    from pairwell.store import Store

StoreAt = Annotated[
    str,
    typer.Option("--store", "-s", envvar="PAIRWELL_STORE", help="The store: a file, or a URL."),
]
ProgrammeId = Annotated[
    str, typer.Option("--id", help="The programme, where the store has several.")
]
Actor = Annotated[
    str,
    typer.Option("--actor", "-a", envvar="PAIRWELL_ACTOR", help="Who does it: goes on record."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Tables = Annotated[Path | None, typer.Option(show_default=False)]
SCHEME = "scheme.db"


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("init", "init --store scheme.db --actor 'J. Farrow' --programme programme.toml", init),
        ("import", "import --actor 'J. Farrow' --mentees a.csv --mentors b.csv", import_),
        ("decide", "decide --actor 'J. Farrow'", decide),
        ("view", "view mentee --out mentees-for-the-panel.csv", view),
        ("shortlist", "shortlist --actor 'Panel of 2 May'", shortlist),
        ("score", "score MM-014 MR-003", score),
        ("report", "report --out round-1", report),
        ("letters", "letters --to shortlisted --out letters --actor 'J. Farrow'", letters),
        ("log", "log --about MM-014", log),
        ("audit", "audit --expect 5f0c...", audit),
        ("export", "export programme.zip --actor 'J. Farrow'", export),
        ("access", "access MM-014 --actor 'J. Farrow' --json", access),
        ("erase", "erase MM-014 --because 'Asked for on 3 May.' --actor 'J. Farrow'", erase),
        ("keep", "keep monitoring 6 --because 'Retention policy.' --actor 'J. Farrow'", keep),
        ("purge", "purge --actor 'J. Farrow'", purge),
        ("evaluate", "evaluate gender", evaluate),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


class _Said:
    """What a command says: as JSON, or as lines for people."""

    def __init__(self, terminal: Terminal, as_json: bool) -> None:
        self._terminal, self._as_json = terminal, as_json

    def __call__(self, facts: dict[str, Any], *lines: str) -> None:
        if self._as_json:
            print(json.dumps(facts, indent=2, ensure_ascii=False, default=str))
        for line in () if self._as_json else lines:
            self._terminal.line(line)


@contextmanager
def _saying(as_json: bool) -> Iterator[_Said]:
    terminal = Terminal()
    with errors_as_sentences(terminal):
        yield _Said(terminal, as_json)


@contextmanager
def _opened(at: str) -> Iterator[Store]:
    from pairwell.store import open_store

    with open_store(at) as store:
        yield store


def _only(store: Store, wanted: str) -> str:
    """The programme that is meant: the one named, or the only one there is."""
    known = store.programmes()
    if wanted in known or (not wanted and len(known) == 1):
        return wanted or known[0]
    there = f"it has {', '.join(known)}" if known else "it has none yet: pairwell import"
    say = f"the store has no programme {wanted!r}" if wanted else "say which programme with --id"
    raise pw.Error(f"{say}; {there}")


def init(
    store: StoreAt = SCHEME,
    actor: Actor = "",
    programme: Annotated[Path | None, typer.Option(help="The programme's TOML file.")] = None,
    upgrade: Annotated[bool, typer.Option(help="Bring an older store up to date.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a store, or bring an older one up to date."""
    with _saying(as_json) as say:
        from pairwell.store import create_store, upgrade_store

        if upgrade:
            before = upgrade_store(store)
            say({"upgraded_from": before}, f"Brought up to date from version {before}.")
            return
        read = pw.Programme.read(programme) if programme else None
        with create_store(store) as made:
            if read is not None:
                made.add_programme(read, actor=actor)
            say({"programmes": made.programmes()}, "Made. Next: pairwell import")


def import_(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    programme: Annotated[Path | None, typer.Option(help="A programme's TOML file.")] = None,
    mentees: Annotated[Path | None, typer.Option(help="The mentees' forms as CSV.")] = None,
    mentors: Annotated[Path | None, typer.Option(help="The mentors' forms as CSV.")] = None,
    monitoring: Annotated[Path | None, typer.Option(help="Monitoring answers as CSV.")] = None,
    grace: Annotated[Path | None, typer.Option(help="Late forms let in, as CSV.")] = None,
    panel: Annotated[Path | None, typer.Option(help="The panel's marks as CSV.")] = None,
    archive: Annotated[Path | None, typer.Option(help="A whole programme's archive.")] = None,
    expect: Annotated[str, typer.Option(help="The head that the archive's export gave.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take in a programme's file, forms, marks, or a whole archive: each table whole or not."""
    with _saying(as_json) as say, _opened(store) as open_:
        facts: dict[str, Any] = {}
        if archive is not None:
            facts["archive"] = open_.import_programme(archive, actor=actor, expect=expect)
        if programme is not None:
            read = pw.Programme.read(programme)
            open_.add_programme(read, actor=actor)
            facts["programme"], id_ = read.id, id_ or read.id
        tables = (mentees, mentors, monitoring, grace, panel)
        if any(table is not None for table in tables):
            id_ = _only(open_, id_)
            reception = open_.reception(id_, actor=actor)
            for role, table in (("mentee", mentees), ("mentor", mentors)):
                if table is not None:
                    came = reception.receive(role, table)
                    facts[f"{role}s"] = {
                        "new": len(came.new),
                        "changed": len(came.changed),
                        "unchanged": len(came.unchanged),
                        **({"that name themselves": came.named} if came.named else {}),
                    }
            if monitoring is not None:
                facts["monitoring"] = reception.receive_monitoring(monitoring)
            desk = open_.applications(id_, actor=actor)
            if grace is not None:
                graces = pw.read_graces(grace, open_.programme(id_))
                pw.throw_if_errors("import", graces.findings)
                desk.let_in(graces.graces)
                facts["graces"] = len(graces.graces)
            if panel is not None:
                facts["marks"] = desk.mark(panel)
        elif not facts:
            raise pw.Error("say what to take in: --programme, --mentees, --mentors, ...")
        say(facts, *(f"{name}: {_words(value)}" for name, value in facts.items()))


def decide(
    store: StoreAt = SCHEME, id_: ProgrammeId = "", actor: Actor = "", as_json: AsJson = False
) -> None:
    """Decide upon every form, by the deadline and the rules."""
    with _saying(as_json) as say, _opened(store) as open_:
        made = open_.applications(_only(open_, id_), actor=actor).decide()
        rows = [
            {
                "reference": d.reference,
                "outcome": d.outcome.name.lower(),
                "reasons": [r.text for r in d.reasons],
            }
            for d in made
        ]
        say(
            {"decisions": rows},
            repr(made).strip("<>"),
            *(
                f"{r['reference']}: {r['outcome']}. {' '.join(r['reasons'])}"
                for r in rows
                if r["reasons"]
            ),
        )


def view(
    role: Annotated[str, typer.Argument(help="mentee or mentor", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The CSV file to write.")],
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Write the submitted forms as a panel reads them: references, no names, no monitoring."""
    with _saying(as_json) as say, _opened(store) as open_:
        table = open_.applications(_only(open_, id_), actor=actor).panel_view(role)
        write_whole(out, csv_bytes(table.columns, table.rows), private=True)
        say({"forms": len(table), "file": str(out)}, f"{len(table)} forms: {out}")


def shortlist(
    store: StoreAt = SCHEME, id_: ProgrammeId = "", actor: Actor = "", as_json: AsJson = False
) -> None:
    """Rank the eligible forms by the panel's marks, within the places."""
    with _saying(as_json) as say, _opened(store) as open_:
        made = open_.applications(_only(open_, id_), actor=actor).shortlist()
        rows = [
            {
                "reference": s.reference,
                "role": role,
                "region": s.region,
                "outcome": s.outcome.name.lower(),
                "rank": s.rank,
                "reason": s.reason,
            }
            for role, selections in made.items()
            for s in selections
        ]
        say(
            {"selections": rows},
            *(f"{role}s: {repr(found).strip('<>')}" for role, found in made.items()),
            *(
                f"{r['reference']}: {r['outcome']} ({r['region']}, rank {r['rank'] or 'none'})"
                for r in rows
                if r["outcome"] != "not_selected"
            ),
        )


def score(
    mentee: Annotated[str, typer.Argument(help="The mentee's reference.", show_default=False)],
    mentor: Annotated[str, typer.Argument(help="The mentor's reference.", show_default=False)],
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Say what one pair is worth, part by part, and every rule that forbids it."""
    with _saying(as_json) as say, _opened(store) as open_:
        desk = open_.applications(_only(open_, id_), actor=actor)
        sides = []
        for role, wanted in (("mentee", mentee), ("mentor", mentor)):
            found = [form for form in desk.forms(role).forms if form.reference == wanted]
            if not found:
                raise pw.Error(f"no {role} has the reference {wanted!r}")
            sides += found
        made = pw.score(desk.programme(), sides[0], sides[1])
        parts = {name: made.part(pw.Part[name.upper()]) for name in PARTS}
        say(
            {
                "mentee": mentee,
                "mentor": mentor,
                "points": made.points,
                "coverage_thousandths": made.coverage,
                "parts": {
                    name: {"points": part.points, "weight": part.weight, "share": part.share}
                    for name, part in parts.items()
                },
                "refusals": [{"rule": r.rule, "text": r.text} for r in made.refusals],
            },
            f"{mentee} with {mentor}: {points_text(made.units)} points"
            f" from {percent(made.coverage)} of the weight answered",
            *(
                f"  {PARTS[name][0]}: "
                + (
                    "not answered"
                    if part.share is None
                    else f"{points_text(part.units)} (weight {part.weight})"
                )
                for name, part in parts.items()
            ),
            *(f"Not allowed: {refusal.text}" for refusal in made.refusals),
        )


def report(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder that the files go to.")],
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    names: Annotated[
        bool, typer.Option("--names", help="With names: looked up on record, so --actor is needed.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain/--no-explain")] = True,
    as_json: AsJson = False,
) -> None:
    """Run the round on what is in the store, and write its report and tables."""
    terminal = Terminal()
    with errors_as_sentences(terminal), _opened(store) as open_:
        check_target(out)
        id_ = _only(open_, id_)
        round_ = round_of(open_, id_, actor=actor, names=names, explain=explain)
        if round_.matching.status != pw.Status.OPTIMAL:
            terminal.error("no pairs can obey every rule. Nothing was written.")
            raise typer.Exit(INFEASIBLE)
        if not round_.verdict.holds:
            terminal.error("the certificate does not hold. Nothing was written.")
            raise typer.Exit(NOT_CERTIFIED)
        made = output_files(round_, names=names)
        write_folder(out, made)
        if as_json:
            facts = {**summary(round_), "files": [str(out / name) for name in made]}
            print(json.dumps(facts, indent=2))
        else:
            terminal.round(round_)
            terminal.files(out, made)


def letters(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder that the letters go to.")],
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    to: Annotated[list[str] | None, typer.Option("--to", help="An outcome; all of them.")] = None,
    templates: Annotated[
        Path | None, typer.Option(help="A folder of templates that replace pairwell's.")
    ] = None,
    on: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Their date; today's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write letters about what was decided, for you to read; none is sent."""
    with _saying(as_json) as say, _opened(store) as open_:
        from pairwell._letters import OUTCOMES, letters

        check_target(out)
        day = on.date() if on is not None else dt.date.today()
        outcomes = tuple(to) if to else OUTCOMES
        id_ = _only(open_, id_)
        made = letters(open_, id_, actor=actor, on=day, outcomes=outcomes, templates=templates)
        if not made:
            raise pw.Error("there is nobody to write to: decide first")
        write_folder(out, made)
        files = [str(out / name) for name in sorted(made)]
        say({"files": files}, f"{len(files)} letters, not sent: {out}")


def log(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    about: Annotated[str, typer.Option(help="Only what was done about this reference.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the record: who did what, when, and what came of it."""
    with _saying(as_json) as say, _opened(store) as open_:
        found = [
            record
            for record in open_.records(_only(open_, id_))
            if not about or about in record.subject.split("/")
        ]
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
    with _saying(as_json) as say, _opened(store) as open_:
        found = open_.audit(_only(open_, id_), expect=expect)
        verdict = "holds" if found.holds else "does not hold"
        say(
            {**vars(found), "holds": found.holds},
            *found.failures,
            f"The record of {found.programme} {verdict}: {found.records} records.",
            f"Head, to be written down elsewhere: {found.head}",
        )
        if not found.holds:
            raise typer.Exit(RECORD_BROKEN)


def export(
    path: Annotated[Path, typer.Argument(help="The archive to write.", show_default=False)],
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Write the whole programme into one archive: names too, so keep it safe."""
    with _saying(as_json) as say, _opened(store) as open_:
        head = open_.custodian(_only(open_, id_), actor=actor).export(path)
        say({"archive": str(path), "head": head}, f"Written to {path}.", f"Head: {head}")


Reference = Annotated[str, typer.Argument(help="Whose.", show_default=False)]
Because = Annotated[str, typer.Option("--because", help="Why, in words that name nobody.")]


def access(
    reference: Reference,
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Show everything that is held on one person."""
    with _saying(as_json) as say, _opened(store) as open_:
        held = open_.custodian(_only(open_, id_), actor=actor).subject_access(reference)
        say(held, json.dumps(held, indent=2, ensure_ascii=False))


def erase(
    reference: Reference,
    because: Because,
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Erase a person; anonymous counts stay."""
    with _saying(as_json) as say, _opened(store) as open_:
        desk = open_.custodian(_only(open_, id_), actor=actor)
        rows = desk.erase(reference, because=because)
        say({"reference": reference, "rows": rows}, f"{reference} is erased: {rows} rows.")


def keep(
    kind: Annotated[str, typer.Argument(help="The class of data.", show_default=False)],
    months: Annotated[int, typer.Argument(help="After the last month.", show_default=False)],
    because: Because,
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Set for how many months after the programme a class of data is kept."""
    with _saying(as_json) as say, _opened(store) as open_:
        open_.custodian(_only(open_, id_), actor=actor).keep_for(kind, months, because=because)
        say({"class": kind, "months": months}, f"{kind} is kept for {months} months.")


def purge(
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    on: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of a day; today's.")
    ] = None,
    really: Annotated[
        bool, typer.Option("--really", help="Erase, instead of only saying.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which data's time is over, and with --really erase it."""
    with _saying(as_json) as say, _opened(store) as open_:
        day = on.date() if on is not None else dt.date.today()
        desk = open_.custodian(_only(open_, id_), actor=actor)
        found = desk.purge(day, dry=not really)
        did = "erased" if really else "would be erased"
        say(
            {"on": day, "is_dry": found.is_dry, "classes": [vars(due) for due in found.classes]},
            *(
                f"{due.kind}: {due.rows} rows about {due.people} people, "
                + (
                    "no time is set"
                    if due.kept_until is None
                    else f"kept until {due.kept_until}" + (f"; {did}" if due.is_due else "")
                )
                for due in found.classes
            ),
        )


def evaluate(
    question: Annotated[str, typer.Argument(help="A monitoring question.", show_default=False)],
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Count how groups fared from step to step; small numbers are not shown."""
    with _saying(as_json) as say, _opened(store) as open_:
        from dataclasses import asdict

        from pairwell.store import equality_funnel

        id_ = _only(open_, id_)
        answers = open_.monitoring(id_, actor=actor).answers()
        reached = open_.applications(id_, actor=actor).reached()
        found = equality_funnel(question, answers, reached)
        lines = [f"{question}: {', '.join(found.steps)}"]
        lines += [
            f"{group.group}: {', '.join('-' if n is None else str(n) for n in group.counts)}"
            for group in found.groups
        ]
        lines += [
            f"{group.group}, {rate.step}: {rate.reached} of {rate.of}, {100 * rate.rate:.0f} % "
            f"({100 * (rate.low or 0):.0f} to {100 * (rate.high or 0):.0f} %)"
            + ("; under 4/5 of the best" if rate.below_four_fifths else "")
            + (f"; Fisher p = {rate.fisher:.3f}, mid-p = {rate.mid_p:.3f}" if rate.fisher else "")
            for group in found.groups
            for rate in group.rates
            if rate.rate is not None
        ]
        lines.append(f"{found.not_shown} counts are too small to show, or would give one away (-).")
        say(asdict(found), *lines)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{word}: {' '.join(count)}" if isinstance(count, tuple) else f"{count} {word}"
            for word, count in value.items()
        )
    return str(value)
