"""Ctrl-C while a command is still being imported: one line and exit code 130, not a traceback.

Only where the process runs the command line: a program that imports pairwell keeps its handlers.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import pairwise
from types import FrameType

LINE = "pairwell: interrupted\n"
CODE = 130


def _end(number: int, frame: FrameType | None) -> None:
    os.write(2, LINE.encode())
    os._exit(CODE)  # nothing is written yet, and an import that is broken off leaves a traceback


def is_command(given: list[str]) -> bool:
    """Whether Python was started as ``pairwell`` or as ``python -m pairwell``."""
    scripts = ("pairwell", "pairwell.exe", "pairwell-script.py")
    by_name = any(os.path.basename(part) in scripts for part in given[1:2])
    return by_name or any(
        option == "-m" and module == "pairwell" for option, module in pairwise(given)
    )


def imported() -> None:
    """Let Ctrl-C be what it is elsewhere, now that the command has been imported."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


if is_command(sys.orig_argv) and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, _end)
