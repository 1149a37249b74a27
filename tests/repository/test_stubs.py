"""The stub agrees with the compiled module, and the package with its annotations."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
import stubs

import pairwell as pw

ROOT = Path(__file__).parents[2]


def test_the_stub_is_what_the_generator_writes():
    pytest.importorskip("pybind11_stubgen")
    assert stubs.difference() == "", "run: python tests/repository/stubs.py --write"


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_the_package_passes_mypy_strict():
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "python/pairwell"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_that_of_the_header():
    header = (ROOT / "include" / "pairwell" / "version.hpp").read_text(encoding="utf-8")
    assert f'"{pw.__version__}"' in header
