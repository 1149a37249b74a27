"""The stub agrees with the compiled module, and the package with its annotations."""

from pathlib import Path

import pytest
import stubs

import pairwell as pw

ROOT = Path(__file__).parents[2]


def test_the_stub_is_what_the_generator_writes():
    pytest.importorskip("pybind11_stubgen")
    assert stubs.difference() == "", "run: python tests/repository/stubs.py --write"


def test_the_version_is_that_of_the_header():
    header = (ROOT / "include" / "pairwell" / "version.hpp").read_text(encoding="utf-8")
    assert f'"{pw.__version__}"' in header
