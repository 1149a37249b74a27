"""Every public name has a page: the lists of docs/reference/ hold them all, each with a text."""

import importlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
HEADERS = sorted((ROOT / "include" / "pairwell").glob("*/*.hpp"))
MODULES = ["pairwell", "pairwell.calendar", "pairwell.instances", "pairwell.plot", "pairwell.store"]


def listed(module: str) -> Counter[str]:
    """The names of a module that pages list, each with how often."""
    fence = re.compile(
        rf"^```\{{names\}} {re.escape(module)}\n(.*?)^```$", re.MULTILINE | re.DOTALL
    )
    texts = [page.read_text(encoding="utf-8") for page in REFERENCE.glob("python/*.md")]
    return Counter(
        name for text in texts for names in fence.findall(text) for name in names.split()
    )


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_is_listed_once(name):
    module = importlib.import_module(name)
    modules = {other.rpartition(".")[2] for other in MODULES}
    assert listed(name) == Counter(set(module.__all__) - modules)


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_says_what_it_is(name):
    module = importlib.import_module(name)
    values = {public: getattr(module, public) for public in module.__all__}
    plain = (str, tuple)  # a constant of such a type, or a type's alias, cannot carry a text
    assert [
        public
        for public, value in values.items()
        if not (isinstance(value, plain) or get_args(value)) and not (value.__doc__ or "").strip()
    ] == []


def test_every_module_of_headers_has_a_page():
    shown = {
        page.stem: re.findall(
            r"^```\{headers\}\n(\w+)\n```$", page.read_text("utf-8"), re.MULTILINE
        )
        for page in REFERENCE.glob("cpp/*.md")
    }
    assert shown == {module: [module] for module in {header.parent.name for header in HEADERS}}


def without_comment(text: str) -> list[str]:
    """Declarations of a header's namespace that begin a paragraph without saying what they are."""
    inside = text[text.index("\nnamespace pairwell {") : text.rindex("\n}  // namespace")]
    return [
        line
        for before, line in pairwise(inside.splitlines()[1:])
        if not before and re.match(r"[a-z]", line) and "///<" not in line
        if not re.fullmatch(r"(class|struct) \w+;", line)
    ]


@pytest.mark.parametrize(
    "header", HEADERS, ids=lambda header: f"{header.parent.name}-{header.stem}"
)
def test_every_declaration_of_a_header_says_what_it_is(header):
    assert without_comment(header.read_text(encoding="utf-8")) == []


def test_a_declaration_without_a_comment_is_seen():
    begin = "\nnamespace pairwell {\n\n/// A.\nstruct A {};\nint b();\n\n"
    end = "struct C {\n  int d;\n};\n\n}  // namespace pairwell\n"
    assert without_comment(begin + end) == ["struct C {"]
    assert without_comment(begin + "/// C.\n" + end) == []
