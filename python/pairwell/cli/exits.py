"""Exit codes, and what a user can cause turned into sentences."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

import typer

from pairwell import _core
from pairwell.cli.terminal import Terminal

MISSING_LIBRARY, BAD_INPUT, INFEASIBLE, NOT_CERTIFIED, RECORD_BROKEN = 1, 2, 3, 4, 5
NOT_PRINTED = 6
"""The command did what it was asked, and standard output did not take what it says of that."""


@contextlib.contextmanager
def errors_as_sentences(terminal: Terminal) -> Iterator[None]:
    """Turn what a user can cause into sentences on the error stream and exit code 2."""
    try:
        with _printed(terminal):
            yield
    except _core.InvalidInput as invalid:
        terminal.findings(invalid.findings)
        errors = sum(finding.severity == _core.Severity.ERROR for finding in invalid.findings)
        terminal.error(f"{errors} to put right; nothing was written.")
    except _core.Error as error:
        terminal.error(str(error))
        if isinstance(error.__cause__, ImportError):
            raise typer.Exit(MISSING_LIBRARY) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        where = f"{error.filename}: " if error.filename else ""
        terminal.error(f"{where}{error.strerror or error}")
    else:
        return
    sys.stdout.flush()
    raise typer.Exit(BAD_INPUT)


@contextlib.contextmanager
def _printed(terminal: Terminal) -> Iterator[None]:
    """Tell a full disk under standard output from one under a file: commands print at the end."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError) or not _output_is_lost():
            raise
        terminal.error(f"done, but standard output cannot be written: {error.strerror}.")
        raise typer.Exit(NOT_PRINTED) from error


def _output_is_lost() -> bool:
    """Whether standard output takes nothing more; what it has not taken goes nowhere then."""
    try:
        sys.stdout.flush()
    except OSError:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return True
    return False
