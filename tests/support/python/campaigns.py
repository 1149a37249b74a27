"""A short run of a program of tests/systems that tries random inputs, so that it cannot rot."""

import subprocess
import sys
from pathlib import Path

SYSTEMS = Path(__file__).parents[2] / "systems"


def tried(program, count):
    """What the program prints of this many inputs; fails where it finds a fault."""
    done = subprocess.run(
        [sys.executable, SYSTEMS / program, "--count", str(count), "--seed", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
