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
        help="Whether to work out why each person is in no pair: a matching for each of them.",
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder that the files go to.")]
