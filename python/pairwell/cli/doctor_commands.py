"""The command that says which changes of rules would pair those who are in no pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from pairwell.cli.asking import Asking, Question
from pairwell.cli.exits import errors_as_sentences
from pairwell.cli.options import (
    AsJson,
    GracePath,
    MenteesPath,
    MentorsPath,
    PanelPath,
    SheetPath,
)
from pairwell.cli.reason_commands import Names, Now, OfFiles, paths_asked
from pairwell.cli.store_options import SCHEME, Actor, ProgrammeId, StoreAt
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.doctor import (
    relaxations_of,
    treatment_facts,
    treatment_lines,
    treatment_words,
)
from pairwell.report.reasons import by_text
from pairwell.round.doctor import scheme_doctor

if TYPE_CHECKING:
    from pairwell.round.reasons import Progress, Solved
    from pairwell.round.remedies import SchemeTreatment
    from pairwell.scheme.members import RoleName

Person = Annotated[
    str | None,
    typer.Option("--person", help="Only what would pair this person: a reference."),
]
Most = Annotated[
    int, typer.Option("--most", help="How many changes of each person at most, from 1 to 1,000.")
]
InTwos = Annotated[
    bool,
    typer.Option("--twos", help="Changes in twos as well for those whom a single one pairs."),
]

_MOST = 1_000


def add_commands(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("doctor", epilog="Example: pairwell doctor --person MM-014")(doctor)


def doctor(
    ctx: typer.Context,
    person: Person = None,
    most: Most = 3,
    twos: InTwos = False,
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
    """Say which changes of rules would pair those in no pair, and what each would cost."""
    paths = paths_asked(ctx, programme, mentees, mentors, sheet, panel, grace, now)
    if not 1 <= most <= _MOST:
        raise typer.BadParameter(f"--most is a whole number from 1 to {_MOST:,}, not {most}")
    question = Question(person, store, id_, actor, now, names, as_json)
    asked = _Asked(most, True if twos else None)
    asking = Asking("doctor", question, asked.answer, treatment_words, scheme_doctor)
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json):
        answer = asking.ask(terminal, paths)
        dated = answer.dated
        if as_json:
            print_json({**answer.facts(), **treatment_facts(answer.found)})
            return
        is_infeasible = bool(relaxations_of(answer.found))
        of = "Which rules to relax" if is_infeasible else answer.person or "Who is in no pair"
        terminal.line(f"{of}{by_text(dated.record, dated.day, dated.is_now)}")
        for line in filter(None, (dated.since, dated.since_detail)):
            terminal.line(line)
        for line in treatment_lines(answer.found, lambda own: answer.called.get(own, own)):
            terminal.line(line)


@dataclass(frozen=True)
class _Asked:
    """What is asked of a matching."""

    most: int
    twos: bool | None

    def answer(
        self,
        made: Solved,
        role: RoleName,
        person: str,
        called: Mapping[str, str],
        progress: Progress,
    ) -> SchemeTreatment:
        """Ask it, of all or of one person."""
        return scheme_doctor(
            made, person or None, most=self.most, twos=self.twos, names=called, progress=progress
        )
