"""What the documentation shows is what happens."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import pairwell as pw

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    page
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]
    if ">>> import pairwell" in page.read_text(encoding="utf-8")
)
MODULES = sorted(module.name for module in pkgutil.walk_packages(pw.__path__, "pairwell."))
NOT_TO_IMPORT = ("pairwell.__main__", "pairwell.store.migrations.env")


def test_there_are_pages_to_run():
    assert DOCS / "guide" / "matching.md" in PAGES
    assert ROOT / "README.md" in PAGES


def test_the_program_of_the_readme_is_the_one_that_is_built_and_run():
    shown = re.findall(
        r"^```cpp\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    file_line, program = (DOCS / "examples" / "readme.cpp").read_text("utf-8").split("\n", 1)
    assert file_line.startswith("///")
    assert shown == [program]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_of_a_page_gives_what_it_shows(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert not result.failed


def test_modules_are_found_in_every_room():
    assert {"pairwell.instances", "pairwell.matching.match", "pairwell.store._store"} < set(MODULES)


@pytest.mark.parametrize("name", [name for name in MODULES if name not in NOT_TO_IMPORT])
def test_every_example_of_a_docstring_gives_what_it_shows(name):
    assert not doctest.testmod(importlib.import_module(name)).failed


def test_examples_of_bound_functions_are_among_them():
    found = doctest.DocTestFinder().find(importlib.import_module("pairwell._core"))
    assert "pairwell._core.make_move" in {test.name for test in found if test.examples}
