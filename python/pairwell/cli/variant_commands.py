"""The command that compares variants of a programme, and how any command reads them."""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairwell import _core
from pairwell.cli.exits import NOTHING_WRITTEN, errors_as_sentences
from pairwell.cli.folder import check_target, write_folder
from pairwell.cli.options import (
    AsJson,
    GracePath,
    MenteesPath,
    MentorsPath,
    PanelPath,
    ProgrammePath,
    SheetPath,
    check_forms,
)
from pairwell.cli.terminal import Terminal, print_json
from pairwell.report.variants import variant_facts, variant_files
from pairwell.round.inputs import Inputs, Paths, dry_run, load
from pairwell.round.scenarios import scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Variants = Annotated[
    Path,
    typer.Option("--variants", help="Variants of the programme: TOML.", show_default=False),
]
Folder = Annotated[
    Path | None, typer.Option("--out", "-o", help="The folder that tables and picture go to.")
]
StagePrices = Annotated[
    bool,
    typer.Option(
        "--stage-prices/--no-stage-prices",
        help="Whether to work out what each stage of the objective costs: a matching for each.",
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Add the command to the command line."""
    epilog = (
        "Example: pairwell scenarios programme.toml --mentees a.csv --mentors b.csv "
        "--variants variants.toml"
    )
    app.command("scenarios", epilog=epilog)(compare)


def compare(
    programme: ProgrammePath,
    variants: Variants,
    mentees: MenteesPath = None,
    mentors: MentorsPath = None,
    sheet: SheetPath = None,
    panel: PanelPath = None,
    grace: GracePath = None,
    out: Folder = None,
    stage_prices: StagePrices = True,
    as_json: AsJson = False,
) -> None:
    """Solve variants of a programme together: who gains, who loses, what each stage costs."""
    check_forms(mentees, mentors, sheet, needed=True)
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, NOTHING_WRITTEN if out else ""):
        if out is not None:
            check_target(out)
        inputs = load(Paths(programme, mentees, mentors, panel, grace, sheet))
        _core.throw_if_errors("scenarios", [*inputs.findings, *dry_run(inputs)])
        asked = read_variants(variants)
        with terminal.progress() as progress, faults_in(variants):
            found = solve_variants(inputs, asked, progress, stage_prices=stage_prices)
        made = {} if out is None else variant_files(found)
        if out is not None:
            write_folder(out, made)
        if as_json:
            files = [str(out / name) for name in made] if out is not None else []
            print_json({"variants": variant_facts(found), "files": files})
            return
        terminal.variants(found)
        if out is not None:
            terminal.files(out, made)


def read_variants(path: Path) -> dict[str, Any]:
    """Read the variants of a file: a table each, by its name.

    Raises
    ------
    InvalidInput
        Where it is no TOML, or holds something else than tables.
    """
    findings = []
    contents: dict[str, Any] = {}
    try:
        contents = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"This is no TOML: {error}."
        findings.append(_core.Finding(rule="toml", message=message, file=path.name))
    for name, variant in contents.items():
        if not isinstance(variant, dict):
            message = "A variant is a table of what the programme's file would say."
            told = str(variant)[:80]
            findings.append(
                _core.Finding(
                    rule="variant", message=message, file=path.name, column=name, value=told
                )
            )
    if not contents and not findings:
        message = "There is no variant in this file; each is a table, as [more-places]."
        findings.append(_core.Finding(rule="variant", message=message, file=path.name))
    _core.throw_if_errors("scenarios", findings)
    return contents


@contextmanager
def faults_in(path: Path) -> Iterator[None]:
    """Have what is wrong with a variant be said of the file that it is written in."""
    try:
        yield
    except _core.InvalidInput as invalid:
        _core.throw_if_errors("scenarios", [_of_file(each, path.name) for each in invalid.findings])
        raise


def _of_file(finding: _core.Finding, name: str) -> _core.Finding:
    _, is_of_variant, variant = finding.file.partition(", variant ")
    file = f"{name}, variant {variant}" if is_of_variant else finding.file
    if not finding.file and finding.column.startswith("variants["):
        file = name
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=finding.message,
        file=file,
        row=finding.row,
        column=finding.column,
        value=finding.value,
    )


def solve_variants(
    inputs: Inputs,
    variants: dict[str, Any],
    progress: Callable[[str, int, int], object],
    *,
    stage_prices: bool = True,
) -> Any:
    """Solve the variants of what the files hold."""
    return scenarios(
        inputs.programme,
        variants,
        mentees=inputs.mentees,
        mentors=inputs.mentors,
        panel=inputs.panel,
        graces=inputs.graces,
        stage_prices=stage_prices,
        progress=progress,
    )
