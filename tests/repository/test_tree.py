"""The tree holds its own rules: module order, one name everywhere, links, words, versions."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import tree_rules as rules

ROOT = Path(__file__).resolve().parents[2]


def tree() -> dict[str, str]:
    """Every text file of the tree, tracked or about to be, by its path."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    texts = {}
    for path in filter(None, listing.stdout.split("\0")):
        if (ROOT / path).is_file():
            try:
                texts[path] = (ROOT / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                texts[path] = ""  # a picture: it counts as a file, and has no lines to look at
    return texts


TREE = tree()
CPP = {path: text for path, text in TREE.items() if path.endswith((".cpp", ".hpp"))}
PAGES = {path: text for path, text in TREE.items() if path.endswith(".md")}
DECISIONS = {path: text for path, text in PAGES.items() if path.startswith("docs/decisions/")}
del DECISIONS["docs/decisions/README.md"]
GLOSSARY = "docs/design/glossary.md"


def version() -> str:
    return re.search(r'PAIRWELL_VERSION "([^"]+)"', TREE["include/pairwell/version.hpp"])[1]


def none(complaints: list[str]) -> None:
    assert not complaints, "\n" + "\n".join(complaints)


def all_complaints(texts, rule) -> list[str]:
    return [complaint for path, text in texts.items() for complaint in rule(path, text)]


class TestTheTree:
    def test_is_seen_whole(self):
        assert len(CPP) > 60
        assert len(PAGES) > 5
        assert "README.md" in PAGES

    def test_has_nothing_beside_its_folders_and_first_pages(self):
        assert {path.partition("/")[0] for path in TREE if not path.startswith(".")} == {
            *("CMakeLists.txt", "include", "src", "python", "bindings", "benchmarks"),
            *("tests", "docs", "run", "pyproject.toml", "CMakePresets.json"),
            *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "LICENSE"),
        }

    def test_names_no_two_files_of_python_tests_alike(self):
        names = Counter(
            path.rpartition("/")[2] for path in TREE if re.match(r"tests/.*test_\w+\.py$", path)
        )
        assert {name for name, times in names.items() if times > 1} == set(), (
            "pytest imports files of tests by their name alone"
        )

    def test_keeps_the_order_of_modules_and_the_walls_around_libraries(self):
        none(all_complaints(CPP, rules.wrong_includes))

    def test_knows_every_module(self):
        modules = {rules.module_of(path) for path in TREE} - {None}
        assert modules == set(rules.MAY_INCLUDE)

    def test_has_source_test_and_reference_for_every_header(self):
        none(rules.orphans(TREE, TREE))

    def test_compiles_every_source(self):
        none(rules.unlisted_sources(TREE, TREE))

    def test_has_ascii_sources(self):
        none(all_complaints(CPP, rules.not_ascii))

    def test_has_no_broken_links(self):
        none(all_complaints(PAGES, lambda p, t: rules.broken_links(p, t, TREE, TREE)))

    def test_names_no_path_of_a_machine(self):
        none(all_complaints(TREE, rules.machine_paths))

    def test_has_decision_records_of_one_shape(self):
        assert len(DECISIONS) >= 5
        none(all_complaints(DECISIONS, rules.wrong_decision))
        numbers = [path.split("/")[-1][:4] for path in DECISIONS]
        assert len(numbers) == len(set(numbers))

    def test_says_one_word_for_one_thing(self):
        banned = rules.banned_words(TREE[GLOSSARY])
        assert len(banned) > 5
        prose = {p: t for p, t in {**CPP, **PAGES}.items() if p != GLOSSARY}
        prose |= {p: t for p, t in TREE.items() if p.startswith("python/") and p.endswith(".py")}
        none(all_complaints(prose, lambda p, t: rules.wrong_words(p, t, banned)))

    @pytest.mark.parametrize(("page", "most"), [("README.md", 120), ("CONTRIBUTING.md", 60)])
    def test_keeps_its_first_pages_short(self, page, most):
        assert len(TREE[page].splitlines()) <= most


class TestTheVersion:
    def test_is_the_same_in_python(self):
        import pairwell

        assert pairwell.__version__ == version()

    def test_is_the_same_in_the_installed_package(self):
        try:
            installed = importlib.metadata.version("pairwell")
        except importlib.metadata.PackageNotFoundError:
            pytest.skip("pairwell is imported from the tree here, not installed")
        assert installed == version()

    def test_is_the_newest_of_the_changelog(self):
        entries = re.findall(r"^## \[([^\]]+)\]", TREE["CHANGELOG.md"], re.MULTILINE)
        assert entries[0] == "Unreleased"
        assert entries[1:2] in ([], [version()])

    def test_is_written_once(self):
        build_files = [
            "pyproject.toml",
            "CMakeLists.txt",
            "CMakePresets.json",
            "src/CMakeLists.txt",
        ]
        build_files += [p for p in TREE if p.startswith("python/") and p.endswith((".py", ".pyi"))]
        again = re.compile(rf"(?<![\d.]){re.escape(version())}(?![\d.])")
        assert [path for path in build_files if again.search(TREE[path])] == []
        assert "version" in tomllib.loads(TREE["pyproject.toml"])["project"]["dynamic"]


class TestTheRulesThemselves:
    """Each rule is tried on a sample that breaks it: a rule that cannot fail holds nothing."""

    @pytest.mark.parametrize(
        ("path", "include"),
        [
            ("include/pairwell/match/match.hpp", '"pairwell/score/score.hpp"'),
            ("src/match/match.cpp", '"pairwell/scheme/forms.hpp"'),
            ("src/match/match.cpp", '"score/terms.hpp"'),
            ("src/core/digest.cpp", '"pairwell/scheme/calendar.hpp"'),
            ("src/kernel/flow/flow.cpp", '"pairwell/core/points.hpp"'),
            ("include/pairwell/match/match.hpp", '"kernel/flow/flow.hpp"'),
            ("include/pairwell/scheme/calendar.hpp", "<boost/date_time/gregorian/gregorian.hpp>"),
            ("include/pairwell/graph/reference.hpp", "<boost/graph/adjacency_list.hpp>"),
            ("include/pairwell/match/problem.hpp", '"pairwell/graph/problem_edges.hpp"'),
            ("include/pairwell/graph/problem_edges.hpp", "<boost/graph/graph_traits.hpp>"),
            ("tests/property/match_test.cpp", "<boost/graph/adjacency_list.hpp>"),
            ("src/scheme/timetable.cpp", "<boost/date_time/gregorian/gregorian.hpp>"),
            ("src/match/match.cpp", "<boost/graph/adjacency_list.hpp>"),
            ("src/scheme/programme.cpp", "<toml++/toml.h>"),
            ("src/score/score.cpp", "<pybind11/pybind11.h>"),
            ("src/score/score.cpp", '"pairwell/pairwell.hpp"'),
            ("docs/examples/pilot.cpp", "<boost/json.hpp>"),
            ("src/score/score.cpp", '"pairwell/scheme/funds.hpp"'),
            ("src/score/bonds.cpp", '"scheme/monitoring.hpp"'),
        ],
    )
    def test_a_wrong_include_is_seen(self, path, include):
        assert rules.wrong_includes(path, f"/// A file.\n#pragma once\n#include {include}\n") != []

    @pytest.mark.parametrize(
        ("path", "include"),
        [
            ("src/graph/reference.cpp", "<boost/graph/adjacency_list.hpp>"),
            ("include/pairwell/graph/maximum_weight.hpp", "<boost/graph/graph_traits.hpp>"),
            ("include/pairwell/graph/problem_of.hpp", '"pairwell/match/problem.hpp"'),
            ("src/round/round.cpp", '"pairwell/score/score.hpp"'),
            ("src/match/match.cpp", '"kernel/flow/flow.hpp"'),
            ("src/match/match.cpp", "<vector>"),
            ("bindings/bind_match.cpp", "<pybind11/numpy.h>"),
            ("tests/unit/match/match_test.cpp", '"pairwell/score/score.hpp"'),
        ],
    )
    def test_a_right_include_passes(self, path, include):
        assert rules.wrong_includes(path, f"#include {include}\n") == []

    def complete_tree(self):
        return {
            "include/pairwell/match/a.hpp": "",
            "src/match/a.cpp": "",
            "tests/unit/match/a_test.cpp": "",
            "docs/reference/match.md": "# match\n\n## `match/a.hpp`\n",
            "src/CMakeLists.txt": "set(pairwell_headers match/a)\n",
            "include/pairwell/pairwell.hpp": '#include "pairwell/match/a.hpp"\n',
        }

    def test_a_complete_header_passes(self):
        tree = self.complete_tree()
        assert rules.orphans(tree, tree) == []

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("src/match/a.cpp", None),
            ("tests/unit/match/a_test.cpp", None),
            ("docs/reference/match.md", "# match\n\nSee a.\n\n## ab\n"),
            ("src/CMakeLists.txt", "set(pairwell_headers match/ab)\n"),
            ("include/pairwell/pairwell.hpp", ""),
        ],
    )
    def test_an_orphan_is_seen(self, path, text):
        tree = self.complete_tree()
        del tree[path]
        if text is not None:
            tree[path] = text
        assert len(rules.orphans(tree, tree)) == 1

    @pytest.mark.parametrize(
        ("path", "cmake", "listed"),
        [
            ("src/match/b.cpp", {"src/CMakeLists.txt": "set(x match/a match/bb)"}, False),
            ("src/match/b.cpp", {"src/CMakeLists.txt": "set(x\n  match/a match/b)"}, True),
            (
                "tests/unit/match/b_test.cpp",
                {
                    "tests/CMakeLists.txt": "pairwell_tests(x 1 unit match a)\n"
                    "pairwell_tests(y 2 unit a b)"
                },
                False,
            ),
            (
                "tests/unit/match/b_test.cpp",
                {"tests/CMakeLists.txt": "pairwell_tests(match 4 unit match a b)"},
                True,
            ),
            (
                "bindings/bind_b.cpp",
                {"bindings/CMakeLists.txt": "pybind11_add_module(_core a.cpp)"},
                False,
            ),
        ],
    )
    def test_a_source_that_nothing_compiles_is_seen(self, path, cmake, listed):
        assert (rules.unlisted_sources([path], cmake) == []) is listed

    def test_a_character_that_is_not_ascii_is_seen_with_its_line(self):
        assert rules.not_ascii("a.cpp", "int a;\n// caf\u00e9\n") == ["a.cpp:2: '// caf\\xe9'"]

    @pytest.mark.parametrize("link", ["missing.md", "../gone/", "b.md#nothing", "#nothing"])
    def test_a_broken_link_is_seen(self, link):
        tree = {"docs/a.md": f"# One\n[text]({link})\n", "docs/b.md": "# Two words\n"}
        assert len(rules.broken_links("docs/a.md", tree["docs/a.md"], tree, tree)) == 1

    @pytest.mark.parametrize(
        "link", ["b.md", "b.md#two-words-b", "#one", "../docs/", "https://example.org/x"]
    )
    def test_a_sound_link_passes(self, link):
        tree = {"docs/a.md": f"# One\n[text]({link})\n", "docs/b.md": "# Two words: `b`\n"}
        assert rules.broken_links("docs/a.md", tree["docs/a.md"], tree, tree) == []

    def test_a_link_in_a_fenced_block_is_not_a_link(self):
        assert rules.broken_links("a.md", "```\n[x](y.md)\n```\n", {"a.md": ""}, ["a.md"]) == []

    def test_a_record_without_its_headings_is_seen(self):
        assert rules.wrong_decision("docs/decisions/0001-a.md", "# A\n\n## Status\n") != []
        record = "# A\n" + "".join(f"\n## {h}\n\nA.\n" for h in rules.HEADINGS_OF_A_DECISION)
        assert rules.wrong_decision("docs/decisions/a.md", record) != []
        assert rules.wrong_decision("docs/decisions/0001-a.md", record) == []

    def test_a_banned_word_is_seen(self):
        glossary = (
            "| word | what | not |\n| --- | --- | --- |\n| mentee | learns | `pupil`, `ward` |\n"
        )
        banned = rules.banned_words(glossary)
        assert banned == {"pupil": "mentee", "ward": "mentee"}
        assert len(rules.wrong_words("a.md", "A mentee.\nTwo Pupils.\nA reward.\n", banned)) == 1

    def test_a_path_of_a_machine_is_seen(self):
        for folder in ("work", "root", "home"):
            assert rules.machine_paths("a.md", f"see /{folder}/somebody/notes\n") != []
        assert rules.machine_paths("a.md", "see docs/work/plan.md and build/root/x\n") == []
