"""Installs peers, each in a folder of its own, so that none overwrites another or our libraries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pairwell.bench.solvers import python_packages, version_of


def install(peers: Path, say: Callable[[str], None]) -> None:
    """Fetch the packages of PyPI that are missing; one that cannot be had is said and left out."""
    for package, own in python_packages().items():
        target = peers / package
        if version_of(package, peers) if not own else target.is_dir():
            continue
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target)]
        if own:
            # NumPy, which they need, is here already.
            command.append("--no-deps")
        done = subprocess.run([*command, package], capture_output=True, text=True)
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            say(f"{package}: not to be had: {lines[-1] if lines else 'no reason given'}")
        else:
            say(f"{package} {version_of(package, peers)} is in {target}")
