"""The group of all commands: Ctrl-C and mistakes in options end as everything else does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from pairwell import _interrupt
from pairwell.cli.terminal import print_json


class Commands(TyperGroup):
    """Says in one line that Ctrl-C ended a command, and as JSON what was wrong with options."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; Ctrl-C ends it with a line and an exit code of its own."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.stderr.write(_interrupt.LINE)
            raise typer.Exit(_interrupt.CODE) from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run what was typed; with --json, a mistake in the options is JSON too."""
        given = list(sys.argv[1:] if args is None else args)
        as_json = standalone_mode and "--json" in given
        try:
            code = super().main(
                args,
                prog_name,
                complete_var,
                standalone_mode and not as_json,
                windows_expand_args,
                **extra,
            )
        except Exception as mistake:
            # The class of the mistake belongs to the library that typer builds on, or has within.
            if not as_json or not hasattr(mistake, "format_message"):
                raise
            code = int(getattr(mistake, "exit_code", 2))
            error = {"exit_code": code, "message": mistake.format_message(), "findings": []}
            print_json({"error": error})
        if as_json:
            sys.exit(code if isinstance(code, int) else 0)
        return code
