"""What the commands on a store share: which store, which programme, who does it, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

import pairwell as pw
from pairwell._exits import errors_as_sentences
from pairwell._terminal import Terminal

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
SCHEME = "scheme.db"


class Said:
    """What a command says: as JSON, or as lines for people."""

    def __init__(self, terminal: Terminal, as_json: bool) -> None:
        self._terminal, self._as_json = terminal, as_json

    def __call__(self, facts: dict[str, Any], *lines: str) -> None:
        if self._as_json:
            print(json.dumps(facts, indent=2, ensure_ascii=False, default=str))
        for line in () if self._as_json else lines:
            self._terminal.line(line)

    def refusal(self, error: Exception) -> None:
        """Say why nothing was done, on the error stream."""
        self._terminal.error(f"{error} Nothing was changed.")


@contextmanager
def saying(as_json: bool) -> Iterator[Said]:
    terminal = Terminal()
    with errors_as_sentences(terminal):
        yield Said(terminal, as_json)


@contextmanager
def opened(at: str) -> Iterator[Store]:
    from pairwell.store import open_store

    with open_store(at) as store:
        yield store


def only(store: Store, wanted: str) -> str:
    """The programme that is meant: the one named, or the only one there is."""
    known = store.programmes()
    if wanted in known or (not wanted and len(known) == 1):
        return wanted or known[0]
    there = f"it has {', '.join(known)}" if known else "it has none yet: pairwell import"
    say = f"the store has no programme {wanted!r}" if wanted else "say which programme with --id"
    raise pw.Error(f"{say}; {there}")
