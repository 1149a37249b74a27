"""The command that a scheme with forms of its own begins with: a programme file from exports."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from pairwell.cli.exits import NOTHING_WRITTEN, errors_as_sentences
from pairwell.cli.options import AsJson
from pairwell.cli.terminal import Terminal, print_json
from pairwell.data.sheets import SheetRead, read_sheet
from pairwell.data.shown import plural
from pairwell.report.words import finding_facts
from pairwell.scheme.adopt import adopt

Mentees = Annotated[
    Path, typer.Argument(help="The mentees' forms, or those of both roles.", show_default=False)
]
Mentors = Annotated[
    Path | None, typer.Argument(help="The mentors' forms, if apart.", show_default=False)
]
File = Annotated[
    Path, typer.Option("--out", "-o", help="The programme file, which may not be there yet.")
]


def add_commands(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "adopt", epilog="Example: pairwell adopt mentees.csv mentors.csv --out my-scheme.toml"
    )(adopt_exports)


def adopt_exports(
    mentees: Mentees,
    mentors: Mentors = None,
    out: File = Path("my-scheme.toml"),
    name: Annotated[str, typer.Option("--name", help="The scheme's name.")] = "My scheme",
    starts: Annotated[
        str | None, typer.Option("--starts", help="The month in which it starts, as 2026-11.")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="Its time zone.")] = "Europe/London",
    header_rows: Annotated[
        int | None, typer.Option("--header-rows", help="How many rows of headings there are.")
    ] = None,
    skipped_rows: Annotated[
        int, typer.Option("--skipped-rows", help="How many rows stand above the headings.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Propose a programme file from raw exports, and say what to look at in it."""
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, NOTHING_WRITTEN):

        def read(path: Path) -> SheetRead:
            return read_sheet(path, header_rows=header_rows, skipped_rows=skipped_rows)

        adopted = adopt(
            read(mentees),
            None if mentors is None else read(mentors),
            name=name,
            starts=starts,
            zone=zone,
        )
        adopted.write(out)
        if as_json:
            print_json(
                {
                    "file": out,
                    "questions": adopted.questions,
                    "criteria": adopted.criteria,
                    "findings": [finding_facts(finding) for finding in adopted.findings],
                }
            )
            return
        terminal.findings(adopted.findings)
        apart = [q["id"] for q in adopted.questions if q["where_kept"] != "application"]
        terminal.line(
            f"{out}: {plural(len(adopted.questions), 'question')},"
            f" {plural(len(adopted.criteria), 'criterion', 'criteria')},"
            f" {len(adopted.findings)} to look at."
        )
        if apart:
            terminal.line(f"Kept apart from every score and rule: {', '.join(apart)}.")
        forms = (
            ("--sheet", mentees)
            if mentors is None
            else ("--mentees", mentees, "--mentors", mentors)
        )
        command = shlex.join(map(str, ("pairwell", "check", out, *forms)))
        terminal.line(f"Look at it, and then: {command}")
