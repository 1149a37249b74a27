"""Pages say what the tree holds: modules, libraries, folders, commands and benchmarks."""

from __future__ import annotations

import page_rules as rules
import pytest
from test_tree import CPP, TREE, none
from tree_rules import MAY_INCLUDE

ARCHITECTURE = TREE["docs/design/architecture.md"]
COMMAND_LINE = TREE["docs/guide/command-line.md"]
BENCHMARKS = TREE["benchmarks/README.md"]
WITHOUT_A_PROGRAM = "Headers without a program"


def commands() -> dict[str, set[str]]:
    """Every command that pairwell has, by its full name, with its parameters that are options."""
    typer = pytest.importorskip("typer")
    from pairwell.cli.commands import app

    def walk(command, words):
        if inner := getattr(command, "commands", None):
            return [pair for name in inner for pair in walk(inner[name], [*words, name])]
        options = [p for p in command.params if p.opts[0].startswith("-")]
        return [(" ".join(words), options)]

    return dict(walk(typer.main.get_command(app), []))


def options() -> dict[tuple[str, str], list[str]]:
    """Every option by its spellings and its help, with the commands that it is of."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, parameters in commands().items():
        for option in parameters:
            spellings = ", ".join((*option.opts, *option.secondary_opts))
            found.setdefault((spellings, option.help or ""), []).append(name)
    return found


class TestTheArchitecture:
    def test_draws_what_each_module_may_include(self):
        none(rules.wrong_diagram(ARCHITECTURE, MAY_INCLUDE))

    def test_names_the_libraries_of_each_module_with_their_files(self):
        none(rules.wrong_libraries(ARCHITECTURE, CPP))

    def test_knows_every_library_that_the_sources_may_use(self):
        used = {library for libraries in rules.libraries_of(CPP).values() for library in libraries}
        assert used == set(rules.LIBRARIES)

    def test_is_right_that_public_headers_include_no_library(self):
        none([c for path, text in CPP.items() for c in rules.foreign_includes(path, text)])

    def test_names_every_folder(self):
        none(rules.wrong_folders(ARCHITECTURE, TREE))

    def test_is_right_about_the_names_of_bindings(self):
        none(rules.misnamed_bindings(TREE))


class TestTheGuideToTheCommandLine:
    def test_lists_every_command(self):
        have = commands()
        assert len(have) > 30
        spelt = {
            name: {
                spelling for option in given for spelling in (*option.opts, *option.secondary_opts)
            }
            for name, given in have.items()
        }
        none(
            rules.wrong_commands(
                COMMAND_LINE, {n: {*o, "--help", "--version"} for n, o in spelt.items()}
            )
        )

    def test_names_every_option_of_every_command(self):
        have = options()
        assert len(have) > 60
        assert all(does for _, does in have)
        none(rules.wrong_options(COMMAND_LINE, have))

    def test_would_miss_an_option_that_no_row_names(self):
        have = {**options(), ("--unheard-of", "Nothing."): ["run"]}
        (complaint,) = rules.wrong_options(COMMAND_LINE, have)
        assert "'--unheard-of Nothing.' is of ['run']" in complaint
        without = COMMAND_LINE.replace("| `--starts` |", "| `--starst` |")
        assert len(rules.wrong_options(without, options())) == 2


class TestThePageOfBenchmarks:
    def test_names_every_header(self):
        none(rules.untimed_headers(BENCHMARKS, TREE, WITHOUT_A_PROGRAM))


class TestTheRulesThemselves:
    """Each rule is tried on a sample that breaks it: a rule that cannot fail holds nothing."""

    def test_rows_are_read_without_the_headings(self):
        text = "| a | b |\n| --- | ---: |\n| `c` | d |\n| e | f \\| g |\n\ntext\n"
        assert rules.rows(text) == [["`c`", "d"], ["e", "f \\| g"]]

    DIAGRAM = (
        '## Modules\n\n```mermaid\nflowchart BT\n  a\n  b["graph (private)"]\n  a --> b\n```\n'
    )

    def test_a_diagram_that_is_right_passes(self):
        assert rules.wrong_diagram(self.DIAGRAM, {"a": {"graph"}, "graph": set()}) == []

    @pytest.mark.parametrize(
        "rule",
        [
            {"a": set(), "graph": set()},
            {"a": {"graph"}, "graph": {"a"}},
            {"a": {"graph"}, "graph": set(), "c": set()},
            {"a": {"graph"}},
        ],
    )
    def test_a_diagram_that_differs_is_seen(self, rule):
        assert len(rules.wrong_diagram(self.DIAGRAM, rule)) == 1

    def test_a_line_of_a_diagram_that_is_not_understood_is_seen(self):
        assert len(rules.wrong_diagram(self.DIAGRAM.replace("-->", "-.->"), {})) == 1

    @pytest.mark.parametrize(
        ("cell", "right"),
        [
            ("Boost.Math, in `x.cpp`; toml++, in `y*`", True),
            ("Boost.Math, in `x.cpp`; toml++", True),
            ("toml++, in `y*`", False),
            ("none", False),
            ("Boost.Math, in `x.cpp`; toml++, in `y*`; Highway", False),
            ("Boost.Math, in `y.cpp`; toml++, in `y*`", False),
            ("Boost.Math, in `x.cpp`; toml++, in `y.cpp`", False),
            ("Boost.Math, in `x.cpp` and `z.cpp`; toml++, in `y*`", False),
        ],
    )
    def test_a_library_on_the_wrong_row_is_seen(self, cell, right):
        texts = {
            "src/scheme/x.cpp": "#include <boost/math/beta.hpp>\n#include <vector>\n",
            "src/scheme/y.cpp": "#include <toml++/toml.h>\n",
            "src/scheme/y_part.hpp": "#include <toml++/toml.h>\n",
            "tests/unit/z_test.cpp": "#include <hwy/highway.h>\n",
        }
        page = f"## Modules\n\n| m | w | l |\n| --- | --- | --- |\n| `scheme` | forms | {cell} |\n"
        assert (rules.wrong_libraries(page, texts) == []) is right

    def test_a_module_without_a_row_is_seen(self):
        page = "## Modules\n\n| m | w | l |\n| --- | --- | --- |\n| `core` | ids | none |\n"
        assert rules.wrong_libraries(page, {"src/core/ids.cpp": ""}) == []
        assert len(rules.wrong_libraries(page, {"src/core/a.cpp": "", "src/match/b.cpp": ""})) == 1

    @pytest.mark.parametrize("include", ["<boost/math/beta.hpp>", "<stdlib.h>", '"kernel/a.hpp"'])
    def test_a_library_in_a_public_header_is_seen(self, include):
        text = f"#include {include}\n"
        assert len(rules.foreign_includes("include/pairwell/core/a.hpp", text)) == 1
        assert rules.foreign_includes("src/core/a.cpp", text) == []
        sound = '#include <vector>\n#include "pairwell/core/b.hpp"\n'
        assert rules.foreign_includes("include/pairwell/core/a.hpp", sound) == []

    @pytest.mark.parametrize(
        ("rows", "right"),
        [
            ("| `src/` | sources |\n| `tests/` | `unit/` and `fuzz/` |", True),
            ("| `src/` | sources |\n| `tests/` | tests |", True),
            ("| `src/`, `tests/` | `a/`, `b/`, `unit/` and `fuzz/` |", True),
            ("| `tests/` | `unit/` and `fuzz/` |", False),
            ("| `src/` | sources |\n| `tests/` | `unit/` |", False),
            ("| `src/` | `gone/` |\n| `tests/` | `unit/` and `fuzz/` |", False),
            ("| `src/`, `cmake/` | sources |\n| `tests/` | tests |", False),
        ],
    )
    def test_a_folder_that_is_left_out_is_seen(self, rows, right):
        page = f"## Folders\n\n| folder | what |\n| --- | --- |\n{rows}\n"
        paths = [
            "README.md", ".ci/run", "src/a/a.cpp", "src/b/b.cpp", "src/CMakeLists.txt",
            "tests/unit/core/a_test.cpp", "tests/fuzz/a.cpp",
        ]  # fmt: skip
        assert (rules.wrong_folders(page, paths) == []) is right

    def test_a_binding_with_a_name_of_its_own_is_seen(self):
        paths = ["include/pairwell/match/assignment.hpp", "bindings/arrays.hpp"]
        sound = [f"bindings/bind_{n}.cpp" for n in ("match", "match_rows", "assignment_rows")]
        assert rules.misnamed_bindings([*paths, *sound]) == []
        assert len(rules.misnamed_bindings([*paths, "bindings/bind_later.cpp"])) == 1
        assert len(rules.misnamed_bindings([*paths, "bindings/bind_matches.hpp"])) == 1

    @pytest.mark.parametrize(
        ("rows", "right"),
        [
            ("| `run` | with `--out` |\n| `fund` | `offer` and `show` |", True),
            ("| `run`, `fund offer` | this |\n| `fund show` | that |", True),
            ("| `fund` | `offer` and `show` |", False),
            ("| `run` | this |\n| `fund` | `offer` |", False),
            ("| `run` | with `--gone` |\n| `fund` | `offer` and `show` |", False),
            ("| `run`, `walk` | this |\n| `fund` | `offer` and `show` |", False),
        ],
    )
    def test_a_command_that_is_left_out_is_seen(self, rows, right):
        have = {"run": {"--out", "-o"}, "fund offer": {"--for"}, "fund show": set()}
        page = f"Text.\n\n| command | does |\n| --- | --- |\n{rows}\n\n| `file` | not one |\n"
        assert (rules.wrong_commands(page, have) == []) is right

    @pytest.mark.parametrize(
        ("paths", "right"),
        [
            ({"include/pairwell/core/ids.hpp", "benchmarks/core/digest_benchmark.cpp"}, True),
            ({"include/pairwell/core/ids.hpp"}, False),
            ({"benchmarks/core/digest_benchmark.cpp"}, False),
            (
                {
                    "include/pairwell/core/ids.hpp",
                    "benchmarks/core/digest_benchmark.cpp",
                    "benchmarks/core/ids_benchmark.cpp",
                },
                False,
            ),
            (
                {
                    "include/pairwell/core/ids.hpp",
                    "benchmarks/core/digest_benchmark.cpp",
                    "benchmarks/kernel/scan_benchmark.cpp",
                },
                False,
            ),
            (
                {
                    "include/pairwell/core/ids.hpp",
                    "benchmarks/core/digest_benchmark.cpp",
                    "benchmarks/core/gone_benchmark.cpp",
                },
                False,
            ),
        ],
    )
    def test_a_header_without_benchmark_and_reason_is_seen(self, paths, right):
        paths = paths | {"include/pairwell/core/digest.hpp", "src/kernel/candidates/scan.hpp"}
        page = (
            "# Benchmarks\n\n| header | what |\n| --- | --- |\n| `core/digest.hpp` | numbers |\n\n"
            "## Without\n\n| header | why |\n| --- | --- |\n| `core/ids.hpp` | plain data |\n"
        )
        assert (rules.untimed_headers(page, paths, "Without") == []) is right
