"""What a command says and writes of a round, and the exit code that comes of it."""

from __future__ import annotations

from pathlib import Path

import typer

from pairwell import _core
from pairwell.cli.exits import INFEASIBLE, NOT_CERTIFIED
from pairwell.cli.folder import write_folder
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.outputs import output_files
from pairwell.report.summary import summary
from pairwell.round.round import Round


def show_round(
    terminal: Terminal,
    round_: Round,
    out: Path,
    *,
    names: bool,
    as_json: bool,
    is_trial: bool = False,
) -> None:
    """Write the files of a round and say what came of it; a trial's files are named as one's.

    Raises
    ------
    Exit
        Where no pairs can obey every rule, or the certificate does not hold: nothing is written.
    """
    code = _problem_of(round_)
    made = {} if code else output_files(round_, names=names, is_trial=is_trial)
    if made:
        write_folder(out, made)
    if as_json:
        told = {"is_trial": True} if is_trial else {}
        print_json({**told, **summary(round_), "files": [str(out / name) for name in made]})
    else:
        terminal.round(round_)
        if made:
            terminal.files(out, made)
    if code == INFEASIBLE and round_.matching.infeasibility is not None:
        reason = round_.matching.infeasibility.reason
        terminal.error(f"no pairs can obey every rule. {reason} Nothing was written.")
    if code:
        raise typer.Exit(code)


def _problem_of(round_: Round) -> int:
    if round_.matching.status != _core.Status.OPTIMAL:
        return INFEASIBLE
    return 0 if round_.verdict.holds else NOT_CERTIFIED
