"""Options and arguments that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Because = Annotated[str, typer.Option("--because", help="Why: goes on record with the move.")]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain/--no-explain",
        help="Whether to work out why people are in no pair, and why pairs are there.",
    ),
]
Proof = Annotated[
    bool,
    typer.Option(
        "--proof/--no-proof",
        help="Whether the report carries points and prices, so that it can check itself.",
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder that the files go to.")]
ProgrammePath = Annotated[
    Path, typer.Argument(help="The programme's TOML file.", show_default=False)
]
MenteesPath = Annotated[
    Path | None, typer.Option("--mentees", help="The mentees' forms: CSV, XLSX or ODS.")
]
MentorsPath = Annotated[
    Path | None, typer.Option("--mentors", help="The mentors' forms: CSV, XLSX or ODS.")
]
SheetPath = Annotated[
    Path | None, typer.Option("--sheet", help="The forms of both roles in one sheet.")
]
PanelPath = Annotated[Path | None, typer.Option("--panel", help="The panel's marks as CSV.")]
GracePath = Annotated[
    Path | None,
    typer.Option(
        "--grace", help="Late forms let in, as CSV: reference, until, reason, decided_by."
    ),
]
RunVariants = Annotated[
    Path | None,
    typer.Option("--variants", help="Variants of the programme to compare it with: TOML."),
]


def check_forms(
    mentees: Path | None, mentors: Path | None, sheet: Path | None, *, needed: bool = False
) -> None:
    """Refuse a sheet of both roles beside one of each, and where it is needed neither."""
    if sheet is not None and (mentees is not None or mentors is not None):
        raise typer.BadParameter("--sheet has both roles; leave --mentees and --mentors out")
    if needed and sheet is None and (mentees is None or mentors is None):
        raise typer.BadParameter("a round needs --mentees and --mentors, or --sheet")
