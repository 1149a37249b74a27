"""The command line in the tests' own process: what it is called with, and what it says."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner

from pairwell.cli.commands import app


def invoke(*arguments: object, **variables: str | None) -> Any:
    """Run a command, and hold that it ends without a traceback."""
    result = CliRunner().invoke(app, list(map(str, arguments)), env=variables, prog_name="pairwell")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(*arguments: object, code: int = 0, **variables: str) -> Any:
    """Run a command, and hold that it ends with a code and without a traceback."""
    result = invoke(*arguments, **variables)
    assert result.exit_code == code, result.output
    return result


def told(result: Any) -> Any:
    """What a command says as JSON."""
    return json.loads(result.stdout)
