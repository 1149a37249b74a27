"""The commands of the command line.

Exit codes: 0 done, 1 a library is missing, 2 bad input, 3 infeasible, 4 the certificate does not
hold, 5 the record of a store does not hold, 6 done, but standard output could not be written.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from pairwell import _core
from pairwell.bench.commands import app as bench
from pairwell.cli import (
    alternate_commands,
    beginning,
    doctor_commands,
    preset_commands,
    reason_commands,
    store_commands,
    store_funds,
    store_life,
    store_overview,
    store_people,
    store_running,
    store_shown,
    variant_commands,
)
from pairwell.cli.exits import BAD_INPUT, NOTHING_WRITTEN, errors_as_sentences
from pairwell.cli.folder import check_target
from pairwell.cli.group import Commands
from pairwell.cli.options import (
    AsJson,
    Explain,
    GracePath,
    MenteesPath,
    MentorsPath,
    Out,
    PanelPath,
    ProgrammePath,
    Proof,
    RunVariants,
    SheetPath,
    check_forms,
)
from pairwell.cli.round_shown import show_round
from pairwell.cli.terminal import Terminal, print_json
from pairwell.cli.variant_commands import faults_in, read_variants, solve_variants
from pairwell.report.words import finding_facts
from pairwell.round.inputs import Inputs, Paths, dry_run, load
from pairwell.round.round import run_round

app = typer.Typer(
    cls=Commands,
    help="Runs a mentoring scheme and pairs its people well.",
    epilog="Example: pairwell demo --out my-demo",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(bench, name="bench")
for part in (
    beginning,
    preset_commands,
    variant_commands,
    reason_commands,
    alternate_commands,
    doctor_commands,
    store_commands,
    store_overview,
    store_life,
    store_running,
    store_funds,
    store_shown,
    store_people,
):
    part.add_commands(app)

Names = Annotated[
    bool,
    typer.Option("--names", help="Put names and statements in the report, and names in pairs.csv."),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"pairwell {_core.__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: pairwell demo --out my-demo")
def demo(out: Out = Path("pairwell-demo"), names: Names = False, as_json: AsJson = False) -> None:
    """Run the pilot, Mentoring for All, on made-up applicants: from forms to pairs and a report."""
    with as_file(files("pairwell") / "data") as data:
        paths = Paths(
            programme=data / "pilot.toml",
            mentees=data / "mentees.csv",
            mentors=data / "mentors.csv",
            panel=data / "panel.csv",
            grace=data / "grace.csv",
        )
        _run(paths, out, names, as_json)


@app.command(
    epilog="Example: pairwell run programme.toml --mentees a.csv --mentors b.csv --panel p.csv "
    "--out round-1"
)
def run(
    programme: ProgrammePath,
    out: Out,
    mentees: MenteesPath = None,
    mentors: MentorsPath = None,
    sheet: SheetPath = None,
    panel: PanelPath = None,
    grace: GracePath = None,
    variants: RunVariants = None,
    names: Names = False,
    explain: Explain = True,
    proof: Proof = True,
    as_json: AsJson = False,
) -> None:
    """Run a round of a programme: decide, shortlist, score, match, verify, and write the report."""
    check_forms(mentees, mentors, sheet, needed=True)
    paths = Paths(programme, mentees, mentors, panel, grace, sheet)
    _run(paths, out, names, as_json, explain=explain, variants=variants, proof=proof)


@app.command(epilog="Example: pairwell check programme.toml --mentees a.csv --mentors b.csv")
def check(
    programme: ProgrammePath,
    mentees: MenteesPath = None,
    mentors: MentorsPath = None,
    sheet: SheetPath = None,
    panel: PanelPath = None,
    grace: GracePath = None,
    as_json: AsJson = False,
) -> None:
    """Check a programme and its tables, and say everything that is wrong with any of them."""
    check_forms(mentees, mentors, sheet)
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json):
        inputs = load(Paths(programme, mentees, mentors, panel, grace, sheet))
        findings = list(dict.fromkeys([*inputs.findings, *dry_run(inputs)]))
        wrong = any(finding.severity == _core.Severity.ERROR for finding in findings)
        if as_json:
            print_json({"holds": not wrong, "findings": [finding_facts(f) for f in findings]})
        else:
            terminal.findings(findings)
            _count(terminal, inputs, findings)
        if wrong:
            raise typer.Exit(BAD_INPUT)


def _count(terminal: Terminal, inputs: Inputs, findings: list[_core.Finding]) -> None:
    errors = sum(finding.severity == _core.Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    if errors:
        terminal.error(f"{errors} to put right, {warnings} to look at.")
        if inputs.programme is None and inputs.paths.tables():
            terminal.error("the tables are checked once the programme has no errors.")
    else:
        terminal.out.print(f"Nothing to put right, {warnings} to look at.")


def _run(
    paths: Paths,
    out: Path,
    names: bool,
    as_json: bool,
    *,
    explain: bool = True,
    variants: Path | None = None,
    proof: bool = True,
) -> None:
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, NOTHING_WRITTEN):
        check_target(out)
        inputs = load(paths)
        _core.throw_if_errors("run", [*inputs.findings, *dry_run(inputs)])
        assert inputs.programme is not None  # its faults are raised by now
        asked = {} if variants is None else read_variants(variants)
        with terminal.progress() as progress:
            round_ = run_round(
                inputs.programme,
                inputs.mentees,
                inputs.mentors,
                inputs.panel,
                inputs.graces,
                explain=explain,
                progress=progress,
            )
            compared = None
            if variants is not None:
                with faults_in(variants):
                    compared = solve_variants(inputs, asked, progress)
        show_round(
            terminal,
            round_,
            out,
            names=names,
            as_json=as_json,
            variants=compared,
            explain=explain,
            proof=proof,
        )
