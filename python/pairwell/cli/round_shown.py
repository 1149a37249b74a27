"""What a command says and writes of a round, and the exit code that comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from pairwell import _core
from pairwell.cli.exits import INFEASIBLE, NOT_CERTIFIED, NOTHING_WRITTEN
from pairwell.cli.folder import write_folder
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.outputs import output_files
from pairwell.report.summary import summary
from pairwell.report.variants import variant_facts
from pairwell.round.round import Round


def show_round(
    terminal: Terminal,
    round_: Round,
    out: Path,
    *,
    names: bool,
    as_json: bool,
    is_trial: bool = False,
    variants: Any = None,
    explain: bool = True,
    proof: bool = True,
) -> None:
    """Write the files of a round and say what came of it; a trial's files are named as one's.

    Variants that it was compared with are in the page, and have files of their own.

    Raises
    ------
    Exit
        Where no pairs can obey every rule, or the certificate does not hold: nothing is written.
    """
    code = problem_of(round_)
    made: dict[str, bytes] = {}
    if not code:
        made = output_files(
            round_,
            names=names,
            is_trial=is_trial,
            variants=variants,
            explain=explain,
            proof=proof,
        )
    if made:
        write_folder(out, made)
    reason = f"{reason_of(round_)} {NOTHING_WRITTEN}" if code else ""
    if as_json:
        told = {"is_trial": True} if is_trial else {}
        compared = {} if variants is None else {"variants": variant_facts(variants)}
        error = {"error": {"exit_code": code, "message": reason, "findings": []}} if code else {}
        files = [str(out / name) for name in made]
        print_json({**told, **summary(round_), **compared, "files": files, **error})
    else:
        terminal.round(round_)
        if variants is not None:
            terminal.variants(variants)
        if made:
            terminal.files(out, made)
    if code == INFEASIBLE and not as_json:
        terminal.error(reason)
    if code:
        raise typer.Exit(code)


def reason_of(round_: Round) -> str:
    """Why there are no pairs that can be shown, for people and as JSON."""
    why = round_.matching.infeasibility
    if why is None:
        return "the certificate does not hold."
    return f"no pairs can obey every rule. {why.reason}"


def problem_of(round_: Round) -> int:
    """The exit code of a round that gives no pairs that can be shown; 0 where it does."""
    if round_.matching.status != _core.Status.OPTIMAL:
        return INFEASIBLE
    return 0 if round_.verdict.holds else NOT_CERTIFIED
