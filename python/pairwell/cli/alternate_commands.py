"""The command that says what stands beside a matching: the next best, and what is fragile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairwell import _core
from pairwell.cli.asking import Answer, Asking, Question
from pairwell.cli.exits import errors_as_sentences
from pairwell.cli.options import (
    AsJson,
    GracePath,
    MenteesPath,
    MentorsPath,
    PanelPath,
    SheetPath,
)
from pairwell.cli.reason_commands import Names, Now, OfFiles, marked, paths_asked
from pairwell.cli.store_options import SCHEME, Actor, ProgrammeId, StoreAt
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.alternates import (
    COLUMNS,
    FRAGILE,
    beside_facts,
    drawn_pairs,
    drawn_text,
    fragile_rows,
    fragile_text,
    how_many_text,
    matching_text,
    partner_facts,
    partner_lines,
    rows_of,
)
from pairwell.report.reasons import by_text
from pairwell.round.alternates import Beside, Partners, beside, others_of

if TYPE_CHECKING:
    from pairwell.round.reasons import Progress, Solved
    from pairwell.scheme.members import RoleName

Most = Annotated[int, typer.Option("--most", help="How many others at most, from 1 to 1,000.")]
Person = Annotated[
    str | None,
    typer.Option("--person", help="Only whom this person could have otherwise: a reference."),
]

_MOST = 1_000


def add_commands(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("alternates", epilog="Example: pairwell alternates --most 3")(alternates)


def alternates(
    ctx: typer.Context,
    person: Person = None,
    most: Most = 2,
    programme: OfFiles = None,
    mentees: MenteesPath = None,
    mentors: MentorsPath = None,
    sheet: SheetPath = None,
    panel: PanelPath = None,
    grace: GracePath = None,
    store: StoreAt = SCHEME,
    id_: ProgrammeId = "",
    actor: Actor = "",
    now: Now = False,
    names: Names = False,
    as_json: AsJson = False,
) -> None:
    """Say what the next best matchings would mean, what was drawn, and which pairs are fragile."""
    paths = paths_asked(ctx, programme, mentees, mentors, sheet, panel, grace, now)
    if not 1 <= most <= _MOST:
        raise typer.BadParameter(f"--most is a whole number from 1 to {_MOST:,}, not {most}")
    question = Question(person, store, id_, actor, now, names, as_json)
    asking = Asking("alternates", question, _Asked(most, now).answer, _Found.words)
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json):
        answer = asking.ask(terminal, paths)
        if as_json:
            print_json({**answer.facts(), **answer.found.facts()})
        else:
            _show(terminal, answer)


@dataclass(frozen=True)
class _Found:
    """What stands beside a matching, or whom one person could have."""

    made: Solved
    beside: Beside | None = None
    partners: Partners = ()

    def words(self) -> Iterator[str]:
        """Everything that names somebody."""
        if self.beside is not None:
            for alternate in self.beside.alternates:
                yield alternate.detail
            for pair in self.beside.drawn:
                yield from marked(pair).values()
            for firm in self.beside.fragile:
                yield from marked((str(firm.mentee), str(firm.mentor))).values()
        for own in self.partners:
            yield from (own.text, own.detail)

    def facts(self) -> dict[str, Any]:
        """The answer as JSON has it."""
        if self.beside is None:
            return {"alternates": partner_facts(self.partners)}
        return beside_facts(self.made, self.beside)


@dataclass(frozen=True)
class _Asked:
    """What is asked of a matching."""

    most: int
    now: bool

    def answer(
        self,
        made: Solved,
        role: RoleName,
        person: str,
        called: Mapping[str, str],
        progress: Progress,
    ) -> _Found:
        """Ask it, of all or of one person."""
        if not person:
            return _Found(made, beside(made, most=self.most, names=called, progress=progress))
        if all(form.reference != person for form in (*made.mentee_forms, *made.mentor_forms)):
            now = " --now" if self.now else ""
            raise _core.Error(
                f"the matching was not asked about {person}; why is said by:"
                f" pairwell explain {person}{now}"
            )
        partners = others_of(made, role, person, most=self.most, names=called, progress=progress)
        return _Found(made, None, partners)


def _show(terminal: Terminal, answer: Answer[_Found]) -> None:
    """Print an answer for people."""
    found, dated = answer.found, answer.dated
    of = answer.person or matching_text(found.made.matching)
    terminal.line(f"{of}{by_text(dated.record, dated.day, dated.is_now)}")
    for line in filter(None, (dated.since, dated.since_detail)):
        terminal.line(line)
    if found.beside is not None:
        _show_beside(terminal, found.made, found.beside, answer.called)
    elif not found.partners:
        terminal.line("There is no other pair that the rules allow.")
    for lines in partner_lines(found.partners):
        for line in ["", *lines]:
            terminal.line(line)


def _show_beside(
    terminal: Terminal, made: Solved, found: Beside, called: Mapping[str, str]
) -> None:
    def who(reference: str) -> str:
        return called.get(reference, reference)

    terminal.heading("The next best")
    if found.alternates:
        terminal.table([(name, "right") for name in COLUMNS], rows_of(made, found))
    for own in found.alternates:
        terminal.line(f"{own.place}. {own.text}")
        terminal.line(f"For whoever decides: {own.detail}")
    if how_many_text(found):
        terminal.line(how_many_text(found))
    pairs = len(made.matching.pairs)
    terminal.heading("Drawn by lot")
    for line in filter(None, (drawn_text(found, pairs), drawn_pairs(found, who))):
        terminal.line(line)
    if fragile_text(found, pairs):
        terminal.heading("Fragile pairs")
        terminal.line(fragile_text(found, pairs))
    if found.fragile:
        columns = [(name, "right" if at > 1 else "left") for at, name in enumerate(FRAGILE)]
        terminal.table(columns, fragile_rows(found.fragile, who))
