"""Finds what checks style and types, at the versions of tests/repository/checks.txt."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pinned_version(tool: str) -> str:
    """The one version that the lock file allows."""
    lock = (ROOT / "tests" / "repository" / "checks.txt").read_text(encoding="utf-8")
    return re.search(rf"^{re.escape(tool)}==([\d.]+)", lock, re.MULTILINE)[1]


def checker(tool: str) -> str:
    """The path of a tool: of those that ./run installs, else of this Python's."""
    version = pinned_version(tool)
    for folder in (ROOT / "build" / "checks" / "bin", Path(sys.executable).parent):
        found = shutil.which(tool, path=folder)
        if found:
            said = subprocess.check_output([found, "--version"], text=True)
            if re.search(rf"(?<![\d.]){re.escape(version)}(?![\d.])", said):
                return found
    pytest.skip(f"{tool} {version} of tests/repository/checks.txt is not installed: ./run test")
