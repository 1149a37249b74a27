"""Exit codes, and what a user can cause turned into sentences, or into JSON."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

import typer

from pairwell import _core
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.words import finding_facts

MISSING_LIBRARY, BAD_INPUT, INFEASIBLE, NOT_CERTIFIED, RECORD_BROKEN = 1, 2, 3, 4, 5
NOT_PRINTED = 6
"""The command did what it was asked, and standard output did not take what it says of that."""

NOTHING_CHANGED = "Nothing was changed."
NOTHING_WRITTEN = "Nothing was written."


@contextlib.contextmanager
def errors_as_sentences(
    terminal: Terminal, as_json: bool = False, kept: str = ""
) -> Iterator[None]:
    """Turn what a user can cause into sentences on the error stream and exit code 2.

    Parameters
    ----------
    as_json
        Whether it goes to standard output instead, as an object under "error".
    kept
        What is true of files and stores then, for a command that would have changed one.
    """
    try:
        with _printed(terminal):
            yield
    except _core.InvalidInput as invalid:
        errors = sum(finding.severity == _core.Severity.ERROR for finding in invalid.findings)
        message = f"{errors} to put right. {kept}".rstrip()
        code, findings = BAD_INPUT, list(invalid.findings)
    except _core.Error as error:
        missing = isinstance(error.__cause__, ImportError)
        message, findings = str(error), []
        code = MISSING_LIBRARY if missing else BAD_INPUT
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        where = f"{error.filename}: " if error.filename else ""
        message, code, findings = f"{where}{error.strerror or error}", BAD_INPUT, []
    else:
        return
    say_error(terminal, message, code, findings, as_json=as_json)
    sys.stdout.flush()
    raise typer.Exit(code)


def say_error(
    terminal: Terminal,
    message: str,
    code: int,
    findings: list[_core.Finding] | None = None,
    *,
    as_json: bool,
) -> None:
    """Say why a command did not do what it was asked, with its exit code where it is JSON."""
    if as_json:
        shown = [finding_facts(finding) for finding in findings or []]
        print_json({"error": {"exit_code": code, "message": message, "findings": shown}})
        return
    terminal.findings(findings or [])
    terminal.error(message)


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
