"""The Python package holds its own rules: rooms in order, no cycle, names alone in __init__.py."""

from __future__ import annotations

import re
from pathlib import Path

import homes
import import_rules as rules
import pytest

ROOT = Path(__file__).resolve().parents[2]
TREE = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / rules.PACKAGE).rglob("*.py*")
    if path.suffix in (".py", ".pyi")
}
MODULES = {rules.module_at(path) for path in TREE}
GRAPH = rules.import_graph(TREE)
ROOMS = {rules.room_of(module) for module in MODULES} - {""}
FOLDERS = {
    path.name for path in (ROOT / rules.PACKAGE).iterdir() if (path / "__init__.py").is_file()
}


def none(complaints: list[str]) -> None:
    assert not complaints, "\n" + "\n".join(complaints)


def all_complaints(rule) -> list[str]:
    return [complaint for path, text in TREE.items() for complaint in rule(path, text)]


class TestThePackage:
    def test_is_seen_whole(self):
        assert len(TREE) > 100
        assert sum(map(len, GRAPH.values())) > 200

    def test_imports_siblings_in_the_order_of_rooms(self):
        none(all_complaints(lambda path, text: rules.wrong_imports(path, text, MODULES)))

    def test_has_no_cycle(self):
        none(rules.cycles(GRAPH))

    def test_holds_names_alone_in_every_init(self):
        none(all_complaints(rules.more_than_names))

    def test_knows_the_module_of_each_public_name(self):
        assert homes.HOMES.read_text("utf-8") == homes.written(), "run homes.py --write"

    def test_knows_every_room(self):
        assert set(rules.MAY_IMPORT) == ROOMS

    def test_allows_a_room_no_more_than_it_imports(self):
        used = {room: set() for room in rules.MAY_IMPORT}
        for module, targets in GRAPH.items():
            if room := rules.room_of(module):
                used[room] |= {rules.room_of(target) for target in targets}
        unused = {
            room: sorted(allowed - used[room])
            for room, allowed in rules.MAY_IMPORT.items()
            if allowed - used[room]
        }
        assert unused == {}

    def test_has_its_tests_in_the_same_folders(self):
        tests = {
            path.name
            for path in (ROOT / "tests" / "python").iterdir()
            if path.is_dir() and path.name != "__pycache__"
        }
        assert tests == FOLDERS

    def test_is_drawn_on_the_page_of_the_architecture(self):
        page = (ROOT / "docs" / "design" / "architecture.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(?:pairwell/)?(\w+)/?` \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
        drawn = {
            room: set(re.findall(r"`(\w+)`", imports))
            for room, _, imports in rows
            if room in FOLDERS and imports.startswith("imports ")
        }
        assert drawn == {room: rules.MAY_IMPORT[room] for room in FOLDERS}


class TestTheRulesThemselves:
    """Each rule is tried on a sample that breaks it: a rule that cannot fail holds nothing."""

    @pytest.mark.parametrize(
        ("path", "source"),
        [
            ("matching/match.py", "import pairwell"),
            ("matching/match.py", "import pairwell as pw"),
            ("matching/match.py", "from pairwell import Programme"),
            ("store/_store.py", "def f():\n    import pairwell as pw"),
            ("report/report.py", "if TYPE_CHECKING:\n    from pairwell import Finding"),
            ("matching/match.py", "from pairwell.scheme.forms import decide"),
            ("matching/match.py", "from pairwell.scheme import forms"),
            ("matching/match.py", "import pairwell.round.round"),
            ("matching/match.py", "from pairwell import instances"),
            ("data/tables.py", "from pairwell.scheme.programme import Programme"),
            ("score/score.py", "from pairwell.matching.match import match"),
            ("round/round.py", "from pairwell.store import Store"),
            ("report/report.py", "from pairwell.cli.terminal import Terminal"),
            ("store/_store.py", "from pairwell.report.report import report_html"),
            ("instances.py", "from pairwell.round.round import Round"),
            ("matching/match.py", "from pairwell.matching.gone import match"),
            ("matching/match.py", "from pairwell.matching.problem import _read"),
            ("matching/match.py", "from .problem import Problem"),
            ("matching/match.py", "from . import problem"),
            ("newroom/new.py", "from pairwell.matching.match import match"),
        ],
    )
    def test_a_wrong_import_is_seen(self, path, source):
        path = f"{rules.PACKAGE}/{path}"
        assert rules.wrong_imports(path, f'"""A module."""\n\n{source}\n', MODULES) != []

    @pytest.mark.parametrize(
        ("path", "source"),
        [
            ("matching/match.py", "from pairwell import _core"),
            ("matching/match.py", "from pairwell._core import Problem as _CoreProblem"),
            ("matching/match.py", "from pairwell.matching.problem import Problem"),
            ("report/report.py", "from pairwell.report import view, words"),
            ("report/ics.py", "from pairwell._extras import needed"),
            ("cli/store_options.py", "from pairwell.store import Store"),
            ("store/_schema.py", "from pairwell.store import _archive"),
            ("bench/draws.py", "from pairwell import instances"),
            ("machine.py", "import numpy"),
        ],
    )
    def test_a_right_import_passes(self, path, source):
        assert rules.wrong_imports(f"{rules.PACKAGE}/{path}", f"{source}\n", MODULES) == []

    def test_files_outside_the_package_import_what_they_like(self):
        assert rules.wrong_imports("tests/python/test_api.py", "import pairwell\n", MODULES) == []

    def test_a_cycle_is_seen(self):
        assert rules.cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a -> b -> c -> a"]
        assert rules.cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []

    def test_a_cycle_by_a_late_import_or_by_types_alone_is_seen(self):
        texts = {
            f"{rules.PACKAGE}/data/a.py": "def f():\n    from pairwell.data.b import g\n",
            f"{rules.PACKAGE}/data/b.py": "if TYPE_CHECKING:\n    from pairwell.data import a\n",
        }
        assert len(rules.cycles(rules.import_graph(texts))) == 1

    @pytest.mark.parametrize(
        ("path", "source"),
        [
            ("__init__.py", "from pairwell.a import b\n__all__ = ['b']\nc = 1"),
            ("__init__.py", "from pairwell.a import b\n__all__ = ['b']\nb.load()"),
            ("__init__.py", "from pairwell.a import b\n__all__ = ['b']\nfor c in b:\n    print(c)"),
            ("__init__.py", "__all__ = ['f']\ndef f():\n    pass"),
            ("__init__.py", "if TYPE_CHECKING:\n    b = 1"),
            ("__init__.py", "if DEBUG:\n    from pairwell.a import b\n__all__ = ['b']"),
            ("__init__.py", "from pairwell.a import b, c\n__all__ = ['b']"),
            ("store/__init__.py", "from pairwell.a import b\n__all__ = ['b', 'sqlalchemy']"),
            ("matching/__init__.py", "from pairwell.matching.match import match"),
            ("matching/__init__.py", "from pairwell.matching.match import b\n__all__ = ['b']"),
        ],
    )
    def test_an_init_with_more_than_names_is_seen(self, path, source):
        text = f'"""A folder."""\n\n{source}\n'
        assert rules.more_than_names(f"{rules.PACKAGE}/{path}", text) != []

    def test_an_init_without_a_docstring_is_seen(self):
        text = "from pairwell.a import b\n__all__ = ['b']\n"
        assert len(rules.more_than_names(f"{rules.PACKAGE}/__init__.py", text)) == 1

    @pytest.mark.parametrize(
        ("path", "source"),
        [
            (
                "__init__.py",
                "from p import __version__, b\n__all__ = ['__version__', 'b']",
            ),
            (
                "__init__.py",
                "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
                "    from p import b\n__all__ = ['b']",
            ),
            (
                "store/__init__.py",
                "from p import _c\nfrom p import b\n__all__ = ['b']",
            ),
            ("matching/__init__.py", ""),
        ],
    )
    def test_an_init_of_names_alone_passes(self, path, source):
        text = f'"""A folder."""\n\n{source}\n'
        assert rules.more_than_names(f"{rules.PACKAGE}/{path}", text) == []
