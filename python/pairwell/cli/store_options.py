"""What the commands on a store share: which store, which programme, who does it, what is said."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import itertools
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from pairwell import _core
from pairwell.cli.exits import NOTHING_CHANGED, errors_as_sentences, say_error
from pairwell.cli.options import AsJson
from pairwell.cli.store_heads import keep_heads
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.words import finding_facts

if TYPE_CHECKING:
    from pairwell.store import Applications, Store

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
Request = Annotated[
    str,
    typer.Option("--request", help="Any text: what is on record with it is not written again."),
]
Day = Annotated[
    dt.datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today if left out."),
]
SCHEME = "scheme.db"
DeskType = TypeVar("DeskType")


class Said:
    """What a command says: as JSON, or as lines for people."""

    def __init__(self, terminal: Terminal, as_json: bool) -> None:
        self.terminal, self._as_json = terminal, as_json

    def __call__(self, facts: dict[str, Any], *lines: str) -> None:
        """Print the facts as JSON where that is wanted, otherwise the lines."""
        if self._as_json:
            print_json(facts)
        self.lines(*lines)

    def lines(self, *lines: str) -> None:
        """Print lines for people, and nothing where JSON is wanted."""
        for line in () if self._as_json else lines:
            self.terminal.line(line)

    def aside(self, line: str) -> None:
        """Say a line on the way: beside the JSON, where that is wanted."""
        (self.terminal.note if self._as_json else self.terminal.line)(line)

    def refusal(self, error: Exception, code: int) -> NoReturn:
        """Say why nothing was done, and end with a code of its own."""
        message = f"{error} {NOTHING_CHANGED}"
        say_error(self.terminal, message, code, as_json=self._as_json)
        raise typer.Exit(code) from error


@dataclass(frozen=True)
class Call:
    """One call of a command on a store: the open store, who does it, and what is said."""

    store: Store
    actor: str
    say: Said
    wanted: str
    at: str
    """The option that names the same store in a command to come."""
    request: str = ""
    _sat: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @functools.cached_property
    def programme(self) -> str:
        """The programme that is meant."""
        return only(self.store, self.wanted)

    @functools.cached_property
    def today(self) -> dt.date:
        """The day that it is for the programme."""
        return self.store.today(self.programme)

    def sit(self, desk: Callable[..., DeskType]) -> DeskType:
        """Sit at one of the store's desks, as in ``call.sit(call.store.pairs)``."""
        number = next(self._sat)
        request = f"{self.request}/{number}" if self.request and number > 1 else self.request
        return desk(self.programme, actor=self.actor, request=request)


def on_store(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, whose first parameter is the call, the options that all of a store have."""
    return _on_store(command, NOTHING_CHANGED)


def reads_store(command: Callable[..., None]) -> Callable[..., None]:
    """As `on_store`, for a command that would have changed nothing."""
    return _on_store(command, "")


def _on_store(command: Callable[..., None], kept: str) -> Callable[..., None]:
    def run(
        store: StoreAt = SCHEME,
        id_: ProgrammeId = "",
        actor: Actor = "",
        as_json: AsJson = False,
        request: Request = "",
        **own: Any,
    ) -> None:
        with saying(as_json, kept) as say, opened(store) as open_:
            from pairwell.store import AlreadyWrittenError

            try:
                command(Call(open_, actor, say, id_, at_store(store), request), **own)
            except AlreadyWrittenError as error:
                say({"already_written": error.seq}, f"{error}.")

    _, *mine = inspect.signature(command, eval_str=True).parameters.values()
    *shared, _ = inspect.signature(run, eval_str=True).parameters.values()
    # What changes nothing has nothing that could be written twice.
    parameters = [*mine, *(each for each in shared if kept or each.name != "request")]
    functools.update_wrapper(run, command)
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


@contextmanager
def saying(as_json: bool, kept: str = "") -> Iterator[Said]:
    """Give what prints the outcome of a command, and turn errors into sentences (see there)."""
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, kept):
        yield Said(terminal, as_json)


def at_store(store: str) -> str:
    """The option that names a store in a command to come; none where it is known without.

    A URL is left out too: it may have a password in it.
    """
    is_known = store == SCHEME or "://" in store or os.environ.get("PAIRWELL_STORE") == store
    return "" if is_known else f" --store {shlex.quote(store)}"


@contextmanager
def opened(at: str) -> Iterator[Store]:
    """Open a store for one command."""
    from pairwell.store import open_store

    with open_store(at) as store:
        try:
            yield store
        finally:
            keep_heads(store, at)


def say_concerns(say: Said, desk: Applications) -> list[dict[str, Any]]:
    """List on the error stream what a person should decide or know, and give it as values."""
    try:
        found = desk.concerns()
    except _core.InvalidInput as unread:  # forms that no longer suit the programme
        found = unread.findings
    say.terminal.findings(found)
    return [finding_facts(finding) for finding in found]


@contextmanager
def reason_asked() -> Iterator[None]:
    """Where a move wants a reason, say which option gives it."""
    try:
        yield
    except _core.InvalidInput as refused:
        if not any(found.column == "reason" for found in refused.findings):
            raise
        found = [
            _core.Finding(
                rule=f.rule, message=f"{f.message}: add --because", column="because", value=f.value
            )
            if f.column == "reason"
            else f
            for f in refused.findings
        ]
        _core.throw_if_errors("move", found)


def pair_of(text: str) -> tuple[str, str]:
    """Read a pair as it is written on the command line.

    Raises
    ------
    Error
        Where it is not written as in MM-014/MR-003.
    """
    mentee, slash, mentor = text.partition("/")
    if not (mentee and slash and mentor):
        raise _core.Error(f"a pair is written as in MM-014/MR-003, not {text!r}")
    return mentee, mentor


def only(store: Store, wanted: str) -> str:
    """The programme that is meant: the one named, or the only one there is."""
    known = store.programmes()
    if wanted in known or (not wanted and len(known) == 1):
        return wanted or known[0]
    if not known:
        raise _core.Error(
            "the store has no programme yet; add one: pairwell import --programme FILE"
        )
    there = f"it has {', '.join(known)}"
    say = f"the store has no programme {wanted!r}" if wanted else "say which programme with --id"
    raise _core.Error(f"{say}; {there}")


def day_of(call: Call, on: dt.datetime | None) -> dt.date:
    """The day that an option names; today where it is left out."""
    return on.date() if on is not None else call.today
