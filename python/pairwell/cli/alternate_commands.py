"""The command that says what stands beside a matching: the next best, and what is fragile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from pairwell import _core
from pairwell.cli.exits import INFEASIBLE, NOT_CERTIFIED, errors_as_sentences, say_error
from pairwell.cli.options import (
    AsJson,
    GracePath,
    MenteesPath,
    MentorsPath,
    PanelPath,
    SheetPath,
)
from pairwell.cli.reason_commands import (
    NO_FORMS,
    Names,
    Now,
    OfFiles,
    named_in,
    paths_asked,
)
from pairwell.cli.round_shown import problem_of, reason_of
from pairwell.cli.store_options import SCHEME, Actor, ProgrammeId, StoreAt, only, opened
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
from pairwell.report.report import who_of
from pairwell.round.alternates import Beside, Partners, beside, others_of
from pairwell.round.inputs import dry_run, load
from pairwell.round.reasons import roles_of, whom
from pairwell.round.round import run_round

if TYPE_CHECKING:
    from pairwell.round.inputs import Paths
    from pairwell.round.reasons import Progress, Solved
    from pairwell.scheme.members import RoleName
    from pairwell.store import MatchingOnRecord

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
    asked = _Asked(person, most, store, id_, actor, now, names, as_json)
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json):
        found = asked.of_store(terminal) if paths is None else asked.of_files(terminal, paths)
        if as_json:
            print_json(found.facts())
        else:
            found.show(terminal)


@dataclass(frozen=True)
class _Found:
    """An answer, and which matching it is of."""

    made: Solved
    person: str
    """Whom it is about; empty where it is about the whole matching."""
    role: RoleName
    beside: Beside | None = None
    partners: Partners = ()
    called: Mapping[str, str] = field(default_factory=dict)
    record: int = 0
    day: dt.date | None = None
    is_now: bool = False
    since: str = ""
    since_detail: str = ""

    def who(self, reference: str) -> str:
        """What somebody is called."""
        return self.called.get(reference, reference)

    def words(self) -> Iterator[str]:
        """Everything that names somebody."""
        if self.beside is not None:
            for alternate in self.beside.alternates:
                yield alternate.detail
            for pair in self.beside.drawn:
                yield from pair
            for firm in self.beside.fragile:
                yield from (str(firm.mentee), str(firm.mentor))
        for own in self.partners:
            yield from (own.text, own.detail)

    def facts(self) -> dict[str, Any]:
        """The answer as JSON has it."""
        facts: dict[str, Any] = {}
        if self.person:
            other: RoleName = "mentor" if self.role == "mentee" else "mentee"
            facts = {self.role: self.person, other: None}
        facts |= {"record": self.record, "day": self.day} if self.record else {}
        facts |= {"is_dry": True} if self.is_now else {}
        facts |= {"since": self.since} if self.since else {}
        facts |= {"detail": self.since_detail} if self.since_detail else {}
        if self.beside is None:
            return {**facts, "alternates": partner_facts(self.partners)}
        return {**facts, **beside_facts(self.made, self.beside)}

    def show(self, terminal: Terminal) -> None:
        """Print it for people."""
        of = self.person or matching_text(self.made.matching)
        terminal.line(f"{of}{by_text(self.record, self.day, self.is_now)}")
        for line in filter(None, (self.since, self.since_detail)):
            terminal.line(line)
        if self.beside is not None:
            self._show_beside(terminal, self.beside)
        elif not self.partners:
            terminal.line("There is no other pair that the rules allow.")
        for lines in partner_lines(self.partners):
            for line in ["", *lines]:
                terminal.line(line)

    def _show_beside(self, terminal: Terminal, found: Beside) -> None:
        terminal.heading("The next best")
        if found.alternates:
            terminal.table([(name, "right") for name in COLUMNS], rows_of(self.made, found))
        for own in found.alternates:
            terminal.line(f"{own.place}. {own.text}")
            terminal.line(f"For whoever decides: {own.detail}")
        if how_many_text(found):
            terminal.line(how_many_text(found))
        pairs = len(self.made.matching.pairs)
        terminal.heading("Drawn by lot")
        for line in filter(None, (drawn_text(found, pairs), drawn_pairs(found, self.who))):
            terminal.line(line)
        if fragile_text(found, pairs):
            terminal.heading("Fragile pairs")
            terminal.line(fragile_text(found, pairs))
        if found.fragile:
            columns = [(name, "right" if at > 1 else "left") for at, name in enumerate(FRAGILE)]
            terminal.table(columns, fragile_rows(found.fragile, self.who))


@dataclass(frozen=True)
class _Asked:
    """A question, and where it is asked."""

    person: str | None
    most: int
    store: str
    id_: str
    actor: str
    now: bool
    names: bool
    as_json: bool

    def of_files(self, terminal: Terminal, paths: Paths) -> _Found:
        """Run the round of some files, and say what stands beside it."""
        inputs = load(paths)
        _core.throw_if_errors("alternates", [*inputs.findings, *dry_run(inputs)])
        assert inputs.programme is not None  # its faults are raised by now
        forms = [
            [form.reference for form in read.forms] for read in (inputs.mentees, inputs.mentors)
        ]
        people = (*inputs.mentees.identities, *inputs.mentors.identities)
        called = {own.reference: own.name for own in people}
        role, person = self._whom(roles_of(*forms), called)  # before it takes its time
        with terminal.progress() as progress:
            round_ = run_round(
                inputs.programme,
                inputs.mentees,
                inputs.mentors,
                inputs.panel,
                inputs.graces,
                explain=False,
                progress=progress,
            )
            code = problem_of(round_)
            if code:
                self._refuse(terminal, reason_of(round_), code)
            names = {own: who_of(called, own) for own in called if self.names}
            return self._answer(round_, role, person, names, progress)

    def of_store(self, terminal: Terminal) -> _Found:
        """Say what stands beside a matching of a store: the last one, or one of now."""
        with opened(self.store) as store, terminal.progress() as progress:
            from pairwell.store import InfeasibleError, NotCertifiedError

            programme = only(store, self.id_)
            desk = store.pairs(programme, actor=self.actor)
            standing = desk.standing()
            everybody = standing.people.values()
            if not everybody:
                raise _core.Error(NO_FORMS)
            role, person = self._whom(
                roles_of(
                    *(
                        [own.reference for own in everybody if own.role == side]
                        for side in ("mentee", "mentor")
                    )
                )
            )
            try:
                made = (
                    desk.matching_of_now(progress=progress)
                    if self.now
                    else desk.matching_on_record(progress=progress)
                )
                found = self._answer(made, role, person, {}, progress)
                if self.names:
                    references = named_in(found.words(), standing.people)
                    known = store.identities(programme, actor=self.actor).look_up(
                        references, "alternates"
                    )
                    plain = {reference: own.name for reference, own in known.items()}
                    called = {reference: who_of(plain, reference) for reference in plain}
                    found = self._answer(made, role, person, called, progress)
            except (InfeasibleError, NotCertifiedError) as error:
                is_infeasible = isinstance(error, InfeasibleError)
                self._refuse(
                    terminal, str(error), INFEASIBLE if is_infeasible else NOT_CERTIFIED, error
                )
            return _dated(found, made)

    def _whom(
        self, roles: Mapping[str, RoleName], called: Mapping[str, str] | None = None
    ) -> tuple[RoleName, str]:
        """Whom it is asked about, with the role; nobody where it is about the whole matching."""
        if self.person is None:
            return "mentee", ""
        mentee, mentor = whom([self.person], roles, called)
        if mentee and mentor:
            raise _core.Error(
                "--person is of one person; what a pair would cost is said by: pairwell why-not"
                f" {mentee} {mentor}"
            )
        return ("mentee", mentee) if mentee else ("mentor", mentor)

    def _answer(
        self,
        made: Solved,
        role: RoleName,
        person: str,
        called: Mapping[str, str],
        progress: Progress,
    ) -> _Found:
        if not person:
            found = beside(made, most=self.most, names=called, progress=progress)
            return _Found(made, "", role, found, called=called)
        if all(form.reference != person for form in (*made.mentee_forms, *made.mentor_forms)):
            now = " --now" if self.now else ""
            raise _core.Error(
                f"the matching was not asked about {person}; why is said by:"
                f" pairwell explain {person}{now}"
            )
        partners = others_of(made, role, person, most=self.most, names=called, progress=progress)
        return _Found(made, person, role, None, partners, called)

    def _refuse(
        self, terminal: Terminal, message: str, code: int, error: Exception | None = None
    ) -> NoReturn:
        say_error(terminal, message, code, as_json=self.as_json)
        raise typer.Exit(code) from error


def _dated(found: _Found, made: MatchingOnRecord) -> _Found:
    """The same with the matching of a store that it is of, and what has changed since."""
    if not made.record:
        return replace(found, is_now=True)
    gone = f"{found.person} no longer takes part." if found.person in made.since.left else ""
    return replace(
        found, record=made.record, day=made.day, since=made.since.text,
        since_detail=" ".join(filter(None, (gone, made.since.detail))),
    )  # fmt: skip
