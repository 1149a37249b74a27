"""Asking something of a matching, of some files or of a store, about all of it or one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

import typer

from pairwell import _core
from pairwell.cli.exits import INFEASIBLE, NOT_CERTIFIED, say_error
from pairwell.cli.reason_commands import NO_FORMS, marked, marked_in, read_people
from pairwell.cli.round_shown import problem_of, reason_of
from pairwell.cli.store_options import only, opened
from pairwell.report.report import who_of
from pairwell.round.reasons import roles_of, whom
from pairwell.round.round import run_round

if TYPE_CHECKING:
    from pairwell.cli.terminal import Terminal
    from pairwell.round.inputs import Paths
    from pairwell.round.reasons import Progress, Solved
    from pairwell.scheme.members import RoleName
    from pairwell.store import MatchingOnRecord

F = TypeVar("F")
"""What an answer is."""


@dataclass(frozen=True)
class Question:
    """Whom it is about, and where it is asked."""

    person: str | None
    store: str
    id_: str
    actor: str
    now: bool
    names: bool
    as_json: bool


@dataclass(frozen=True)
class Dated:
    """Which matching of a store an answer is of, and what has changed since; of files, nothing."""

    record: int = 0
    day: dt.date | None = None
    is_now: bool = False
    since: str = ""
    since_detail: str = ""

    def facts(self) -> dict[str, Any]:
        """What JSON has of it."""
        facts: dict[str, Any] = {"record": self.record, "day": self.day} if self.record else {}
        facts |= {"is_dry": True} if self.is_now else {}
        facts |= {"since": self.since} if self.since else {}
        return {**facts, "detail": self.since_detail} if self.since_detail else facts


@dataclass(frozen=True)
class Answer(Generic[F]):
    """An answer, whom it is about, what people are called in it, and which matching it is of."""

    found: F
    person: str
    role: RoleName
    called: Mapping[str, str]
    dated: Dated

    def facts(self) -> dict[str, Any]:
        """What JSON has before the answer itself."""
        facts: dict[str, Any] = {}
        if self.person:
            other: RoleName = "mentor" if self.role == "mentee" else "mentee"
            facts = {self.role: self.person, other: None}
        return {**facts, **self.dated.facts()}


@dataclass(frozen=True)
class Asking(Generic[F]):
    """Makes a matching and asks it."""

    function: str
    """What findings and look-ups of names are told under."""
    question: Question
    answer: Callable[[Solved, RoleName, str, Mapping[str, str], Progress], F]
    """Of a matching; of a person by role and reference, or of all of it where that is empty."""
    words: Callable[[F], Iterable[str]]
    """Everything in an answer that names somebody; a reference by itself as `marked` has it."""
    of_infeasible: Callable[[Solved], F] | None = None
    """What is said where no matching obeys the rules; without it, that is an error."""

    def ask(self, terminal: Terminal, paths: Paths | None) -> Answer[F]:
        """Ask about files, or about a store where there are none."""
        return self._of_store(terminal) if paths is None else self._of_files(terminal, paths)

    def _of_files(self, terminal: Terminal, paths: Paths) -> Answer[F]:
        """Run the round of some files, and ask it."""
        inputs, roles, called = read_people(self.function, paths)
        assert inputs.programme is not None  # its faults are raised by now
        role, person = self._whom(roles, called)  # before it takes its time
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
            names = {own: who_of(called, own) for own in called if self.question.names}
            if code == INFEASIBLE and self.of_infeasible is not None:
                return Answer(self.of_infeasible(round_), person, role, names, Dated())
            if code:
                self._refuse(terminal, reason_of(round_), code)
            found = self.answer(round_, role, person, names, progress)
            return Answer(found, person, role, names, Dated())

    def _of_store(self, terminal: Terminal) -> Answer[F]:
        """Ask a matching of a store: the last one, or one of now."""
        own = self.question
        with opened(own.store) as store, terminal.progress() as progress:
            from pairwell.store import InfeasibleError, NotCertifiedError

            programme = only(store, own.id_)
            desk = store.pairs(programme, actor=own.actor)
            standing = desk.standing()
            everybody = standing.people.values()
            if not everybody:
                raise _core.Error(NO_FORMS)
            role, person = self._whom(
                roles_of(
                    *(
                        [each.reference for each in everybody if each.role == side]
                        for side in ("mentee", "mentor")
                    )
                )
            )
            try:
                made = (
                    desk.matching_of_now(progress=progress)
                    if own.now
                    else desk.matching_on_record(progress=progress)
                )
                marks = marked(standing.people) if own.names else {}
                found, called = self.answer(made, role, person, marks, progress), {}
                if own.names:
                    references = marked_in(self.words(found))
                    known = store.identities(programme, actor=own.actor).look_up(
                        references, self.function
                    )
                    plain = {reference: each.name for reference, each in known.items()}
                    called = {reference: who_of(plain, reference) for reference in plain}
                    found = self.answer(made, role, person, called, progress)
            except (InfeasibleError, NotCertifiedError) as error:
                is_infeasible = isinstance(error, InfeasibleError)
                solved = getattr(error, "solved", None)
                if solved is not None and self.of_infeasible is not None:
                    told = self.of_infeasible(solved)
                    return Answer(told, person, role, {}, Dated(is_now=own.now))
                self._refuse(
                    terminal, str(error), INFEASIBLE if is_infeasible else NOT_CERTIFIED, error
                )
            return Answer(found, person, role, called, _dated(person, made))

    def _whom(
        self, roles: Mapping[str, RoleName], called: Mapping[str, str] | None = None
    ) -> tuple[RoleName, str]:
        """Whom it is asked about, with the role; nobody where it is about the whole matching."""
        if self.question.person is None:
            return "mentee", ""
        mentee, mentor = whom([self.question.person], roles, called)
        if mentee and mentor:
            raise _core.Error(
                "--person is of one person; what a pair would cost is said by: pairwell why-not"
                f" {mentee} {mentor}"
            )
        return ("mentee", mentee) if mentee else ("mentor", mentor)

    def _refuse(
        self, terminal: Terminal, message: str, code: int, error: Exception | None = None
    ) -> NoReturn:
        say_error(terminal, message, code, as_json=self.question.as_json)
        raise typer.Exit(code) from error


def _dated(person: str, made: MatchingOnRecord) -> Dated:
    """Which matching of a store it is, and what has changed since."""
    if not made.record:
        return Dated(is_now=True)
    gone = f"{person} no longer takes part." if person in made.since.left else ""
    detail = " ".join(filter(None, (gone, made.since.detail)))
    return Dated(made.record, made.day, False, made.since.text, detail)
