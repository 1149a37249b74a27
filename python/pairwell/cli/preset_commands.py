"""The command that a scheme without forms begins with: a programme file from a preset."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairwell.cli.exits import NOTHING_WRITTEN, errors_as_sentences
from pairwell.cli.folder import write_folder
from pairwell.cli.options import AsJson
from pairwell.cli.terminal import Terminal, print_json
from pairwell.data.files import draft
from pairwell.scheme.cohort import synthetic_cohort
from pairwell.scheme.presets import preset, presets

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme

Name = Annotated[
    str | None,
    typer.Argument(help=f"{', '.join(presets())}. Without one, lists them.", show_default=False),
]
File = Annotated[
    Path, typer.Option("--out", "-o", help="The programme file, which may not be there yet.")
]
Cohort = Annotated[
    Path | None, typer.Option("--cohort", help="A folder for forms of made-up people.")
]


def add_commands(app: typer.Typer) -> None:
    """Add the command to the command line."""
    epilog = "Example: pairwell new alumni --out my-scheme.toml --cohort made-up"
    app.command("new", epilog=epilog)(new)


def new(
    name: Name = None,
    out: File = Path("my-scheme.toml"),
    cohort: Cohort = None,
    as_json: AsJson = False,
) -> None:
    """Write the commented programme file of a preset, to change, and forms to try it with."""
    terminal = Terminal()
    with errors_as_sentences(terminal, as_json, NOTHING_WRITTEN):
        if name is None:
            _list_presets(terminal, as_json)
            return
        programme = preset(name)
        with draft(out, replaces=False) as made:
            made.file.write(programme.text.encode())
            files = [] if cohort is None else _write_cohort(programme, cohort)
            made.keep()
        if as_json:
            print_json({"file": out, "preset": name, "files": files})
            return
        terminal.line(f"{out}: {presets()[name]}. Change what is yours, and then:")
        terminal.line(shlex.join(("pairwell", "check", str(out))))
        for file in files:
            terminal.line(f"{file}: made-up people to try it with.")


def _list_presets(terminal: Terminal, as_json: bool) -> None:
    if as_json:
        print_json({"presets": list(presets())})
        return
    for name, scheme in presets().items():
        terminal.line(f"{name}: {scheme}")


def _write_cohort(programme: Programme, folder: Path) -> list[Path]:
    """Write the tables of a cohort into a folder, all of them or none."""
    written = synthetic_cohort(programme).to_files(programme)
    write_folder(folder, written)
    return [folder / name for name in written]
