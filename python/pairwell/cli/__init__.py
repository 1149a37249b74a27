"""The command line, as the entry point of the package calls it."""

from pairwell.cli.entry_point import main

__all__ = ["main"]
