"""Exit codes, and what a user can cause turned into sentences."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

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


class _NotPrintedError(Exception):
    """Standard output did not take what a command says."""


class _Output:
    """Standard output, whose errors are told from those of files: commands print at the end."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with _errors_told():
            return int(self._stream.write(text))

    def flush(self) -> None:
        with _errors_told():
            self._stream.flush()


@contextlib.contextmanager
def _errors_told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # who reads it has seen enough
        raise
    except OSError as error:
        raise _NotPrintedError(error.strerror) from error


@contextlib.contextmanager
def _printed(terminal: Terminal) -> Iterator[None]:
    """Give what cannot be printed a sentence and an exit code of its own."""
    output = sys.stdout
    try:
        with contextlib.redirect_stdout(_Output(output)):
            yield
            sys.stdout.flush()
    except _NotPrintedError as error:
        with open(os.devnull, "wb") as nowhere:  # or Python would try once more at its end
            os.dup2(nowhere.fileno(), output.fileno())
        terminal.error(f"done, but standard output cannot be written: {error}.")
        raise typer.Exit(NOT_PRINTED) from error
