"""VeriPB, a checker that is not ours: where it is, and what it says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]


def veripb():
    """The command, on the path or where ``./run test`` puts it; None where there is none."""
    own = ROOT / "build" / "checks" / "bin" / "veripb"
    return str(own) if own.exists() else shutil.which("veripb")


def accepts(command, formula, proof):
    """What VeriPB says of a proof: its verdict, or None where it refuses."""
    told = subprocess.run([command, formula, proof], capture_output=True, text=True, timeout=60)
    verdict = [line for line in told.stdout.splitlines() if line.startswith("s VERIFIED ")]
    return verdict[0] if told.returncode == 0 and verdict else None
