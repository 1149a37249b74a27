"""The commands that say why: of a pair, of a person, and of two people who are no pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, Protocol

import typer

from pairwell import _core
from pairwell.cli.exits import (
    INFEASIBLE,
    NOT_CERTIFIED,
    errors_as_sentences,
    say_error,
)
from pairwell.cli.options import (
    AsJson,
    GracePath,
    MenteesPath,
    MentorsPath,
    PanelPath,
    SheetPath,
    check_forms,
)
from pairwell.cli.round_shown import problem_of, reason_of
from pairwell.cli.store_options import SCHEME, Actor, ProgrammeId, StoreAt, only, opened
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.reasons import reason_facts, reason_lines
from pairwell.report.report import who_of
from pairwell.round.inputs import Inputs, Paths, dry_run, load
from pairwell.round.reasons import Reason, RoundReasons, roles_of, whom
from pairwell.round.round import run_round
from pairwell.scheme.members import RoleName

Who = Annotated[
    list[str],
    typer.Argument(
        help="A person, or a mentee and a mentor, as in MM-014/MR-003.", show_default=False
    ),
]
Two = Annotated[
    list[str],
    typer.Argument(help="A mentee and a mentor, as in MM-014/MR-003.", show_default=False),
]
OfFiles = Annotated[
    Path | None,
    typer.Option(
        "--programme", help="The programme's TOML file: the answer is of files, and of no store."
    ),
]
Names = Annotated[
    bool,
    typer.Option(
        "--names", help="With names; of a store, looked up on record, so --actor is needed."
    ),
]
Now = Annotated[
    bool,
    typer.Option("--now", help="Of a matching of what stands in the store, which is not kept."),
]
ToTell = Annotated[
    bool,
    typer.Option("--to-tell", help="Only what those whom it is about may be told: no others."),
]

NO_FORMS = "the store has no forms yet; take them in: pairwell import --mentees FILE --mentors FILE"
"""What is said where a store that is asked about people has none."""


class Answers(Protocol):
    """What gives reasons: of files, or of a store."""

    roles: dict[str, RoleName]

    def pair(self, mentee: str, mentor: str) -> Reason:
        """Say why two people are a pair."""

    def why_not(self, mentee: str, mentor: str) -> Reason:
        """Say why two people are no pair."""

    def person(self, reference: str) -> Iterable[Reason]:
        """Say why somebody is in their pairs, or in none."""


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("explain", "explain MM-014", explain),
        ("why-not", "why-not MM-014 MR-003", why_not),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


def explain(
    ctx: typer.Context,
    who: Who,
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
    to_tell: ToTell = False,
    as_json: AsJson = False,
) -> None:
    """Say why two people are a pair; of one person, why they are in their pairs or in none."""
    paths = paths_asked(ctx, programme, mentees, mentors, sheet, panel, grace, now)
    asked, found = _Asked(who, False, paths, store, id_, actor, now, names, as_json).answer()
    if to_tell and asked:  # of several pairs those that they know of, or that they know of none
        found = [own for own in found if own.is_told] or found[:1]
    if as_json:
        facts = [reason_facts(own, asked=asked, to_tell=to_tell) for own in found]
        print_json({"explanations": facts})
    else:
        _print(found, asked, to_tell)


def why_not(
    ctx: typer.Context,
    who: Two,
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
    to_tell: ToTell = False,
    as_json: AsJson = False,
) -> None:
    """Say why two people are no pair: the rule against it, or what it would cost and whom."""
    paths = paths_asked(ctx, programme, mentees, mentors, sheet, panel, grace, now)
    _, found = _Asked(who, True, paths, store, id_, actor, now, names, as_json).answer()
    if as_json:
        print_json(reason_facts(found[0], to_tell=to_tell))
    else:
        _print(found, "", to_tell)


def _print(found: list[Reason], asked: str, to_tell: bool) -> None:
    terminal = Terminal()
    for place, reason in enumerate(found):
        lines = reason_lines(reason, asked=asked, to_tell=to_tell)
        for line in ["", *lines] if place else lines:
            terminal.line(line)


def paths_asked(
    ctx: typer.Context,
    programme: Path | None,
    mentees: Path | None,
    mentors: Path | None,
    sheet: Path | None,
    panel: Path | None,
    grace: Path | None,
    now: bool,
) -> Paths | None:
    """Give the files that are asked about; none where it is a store."""
    if programme is None:
        if any(path is not None for path in (mentees, mentors, sheet, panel, grace)):
            raise typer.BadParameter("files are asked about with --programme FILE beside them")
        return None
    given = ctx.get_parameter_source("store")
    if given is not None and given.name == "COMMANDLINE":
        raise typer.BadParameter("--programme asks about files and --store about a store: give one")
    if now:
        raise typer.BadParameter("--now is of a store; of files, every answer is of now")
    check_forms(mentees, mentors, sheet, needed=True)
    return Paths(programme, mentees, mentors, panel, grace, sheet)


@dataclass(frozen=True)
class _Asked:
    """A question, and where it is asked."""

    who: list[str]
    is_why_not: bool
    paths: Paths | None
    store: str
    id_: str
    actor: str
    now: bool
    names: bool
    as_json: bool

    def answer(self) -> tuple[str, list[Reason]]:
        """Answer it, with the person it is about, where it is one.

        What a user can cause ends the command with a sentence.
        """
        terminal = Terminal()
        with errors_as_sentences(terminal, self.as_json):
            if self.paths is None:
                return self._of_store(terminal)
            return self._of_files(terminal, self.paths)
        raise AssertionError  # errors end the command

    def _whom(
        self, roles: Mapping[str, RoleName], called: Mapping[str, str] | None = None
    ) -> tuple[str, str]:
        mentee, mentor = whom(self.who, roles, called)
        if self.is_why_not and not (mentee and mentor):
            raise _core.Error(
                "name a mentee and a mentor, as in MM-014 MR-003; why one person is in no pair is"
                f" said by: pairwell explain {mentee or mentor}"
            )
        return mentee, mentor

    def _ask(self, answers: Answers) -> tuple[str, list[Reason]]:
        mentee, mentor = self._whom(answers.roles)
        if self.is_why_not:
            return "", [answers.why_not(mentee, mentor)]
        if mentee and mentor:
            return "", [answers.pair(mentee, mentor)]
        return mentee or mentor, list(answers.person(mentee or mentor))

    def _of_files(self, terminal: Terminal, paths: Paths) -> tuple[str, list[Reason]]:
        """Run the round of some files, and ask it."""
        function = "why-not" if self.is_why_not else "explain"
        inputs, roles, called = read_people(function, paths)
        assert inputs.programme is not None  # its faults are raised by now
        mentee, mentor = self._whom(roles, called)  # before it takes its time
        with terminal.progress() as progress:
            round_ = run_round(
                inputs.programme,
                inputs.mentees,
                inputs.mentors,
                inputs.panel,
                inputs.graces,
                explain=not (mentee and mentor),
                progress=progress,
            )
            code = problem_of(round_)
            if code:
                self._refuse(terminal, reason_of(round_), code)
            names = {own: who_of(called, own) for own in called if self.names}
            return self._ask(RoundReasons(round_, names, progress))

    def _of_store(self, terminal: Terminal) -> tuple[str, list[Reason]]:
        """Ask the matchings of a store."""
        with opened(self.store) as store, terminal.progress() as progress:
            from pairwell.store import InfeasibleError, NotCertifiedError

            programme = only(store, self.id_)
            desk = store.pairs(programme, actor=self.actor)
            keep: Any = "most" if self.now else None
            try:
                answers = desk.reasons(keep=keep, progress=progress)
                if not answers.roles:
                    raise _core.Error(NO_FORMS)
                if self.names:
                    marks = marked(answers.roles)
                    answers = desk.reasons(names=marks, keep=keep, progress=progress)
                asked, found = self._ask(answers)
                if self.names:
                    people = store.identities(programme, actor=self.actor).look_up(
                        marked_in(_words_of(found)), "a reason"
                    )
                    known = {reference: own.name for reference, own in people.items()}
                    called = {reference: who_of(known, reference) for reference in known}
                    _, found = self._ask(desk.reasons(names=called, keep=keep, progress=progress))
            except (InfeasibleError, NotCertifiedError) as error:
                is_infeasible = isinstance(error, InfeasibleError)
                self._refuse(
                    terminal, str(error), INFEASIBLE if is_infeasible else NOT_CERTIFIED, error
                )
            return asked, found

    def _refuse(
        self, terminal: Terminal, message: str, code: int, error: Exception | None = None
    ) -> NoReturn:
        say_error(terminal, message, code, as_json=self.as_json)
        raise typer.Exit(code) from error


def _words_of(found: Iterable[Reason]) -> Iterator[str]:
    """Everything in which names stand, and whom it is about."""
    for own in found:
        yield from (own.text, own.detail)
        yield from marked(filter(None, (own.mentee, own.mentor))).values()


def read_people(
    function: str, paths: Paths
) -> tuple[Inputs, Mapping[str, RoleName], dict[str, str]]:
    """Read files without a fault, with the role and the name of everybody, by reference."""
    inputs = load(paths)
    _core.throw_if_errors(function, [*inputs.findings, *dry_run(inputs)])
    forms = ([form.reference for form in read.forms] for read in (inputs.mentees, inputs.mentors))
    people = (*inputs.mentees.identities, *inputs.mentors.identities)
    return inputs, roles_of(*forms), {own.reference: own.name for own in people}


def marked(people: Iterable[str]) -> dict[str, str]:
    """Names for some people, by reference, that `marked_in` finds wherever a sentence has them.

    A reference by itself may stand in a sentence by chance: "1" is in "1 pair".
    """
    return {reference: f"\x02{reference}\x03" for reference in people}


def marked_in(words: Iterable[str]) -> list[str]:
    """Give the references of those whom words name."""
    return sorted(set(re.findall("\x02([^\x02\x03]*)\x03", " ".join(words))))
