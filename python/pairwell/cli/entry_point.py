"""The entry point of the command ``pairwell``, which says what to install where it cannot start."""

from __future__ import annotations

import signal
import sys

from pairwell import _interrupt
from pairwell._extras import install_line


def main() -> None:
    """Run the command line; without the libraries that it needs, say which to install."""
    try:
        import rich  # noqa: F401  (typer can do without it, and we cannot)

        from pairwell.cli.commands import app
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.split(".")[0] not in ("typer", "rich"):
            raise
        print(
            f"pairwell: the command line needs {missing.name}, which is not installed. "
            f"It comes with: {install_line('cli')}",
            file=sys.stderr,
        )
        sys.exit(1)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    try:
        _interrupt.imported()
        app(prog_name="pairwell")
    except KeyboardInterrupt:
        sys.stderr.write(_interrupt.LINE)
        sys.exit(_interrupt.CODE)


def _end(number: int, _frame: object) -> None:
    """End as Ctrl-C does, so that half a file or folder is taken away."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
