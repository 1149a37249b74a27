"""C++ sources compile anywhere: each includes what it uses, each public field has a default."""

from __future__ import annotations

import cpp_rules as rules
from test_tree import CPP, none

PATHS = set(CPP)


class TestIncludes:
    def test_every_file_includes_what_it_uses(self):
        none(
            [
                complaint
                for path, text in CPP.items()
                if not path.startswith("python/")
                for complaint in rules.missing_includes(
                    path, text, CPP.get(rules.own_header_of(path, PATHS) or "", "")
                )
            ]
        )

    def test_a_name_wants_its_header(self):
        assert rules.missing_includes("a.cpp", "std::find(a, b, c);") == [
            "a.cpp: std::find wants #include <algorithm>"
        ]
        assert rules.missing_includes("a.cpp", "#include <algorithm>\nstd::find(a, b, c);") == []
        assert rules.missing_includes("a.cpp", "std::move(a);", "#include <utility>") == []

    def test_one_of_several_headers_is_enough(self):
        assert rules.missing_includes("a.cpp", "#include <variant>\nstd::get<int>(a);") == []
        assert rules.missing_includes("a.cpp", "#include <vector>\nstd::ssize(a);") == []
        assert rules.missing_includes("a.cpp", "#include <utility>\nstd::ranges::move(a, b);") == [
            "a.cpp: std::ranges::move wants #include <algorithm>"
        ]

    def test_assertions_and_limits_are_names_too(self):
        assert len(rules.missing_includes("a.cpp", "assert(INT32_MAX > 0);")) == 2
        assert rules.missing_includes("a.cpp", "static_assert(true);") == []

    def test_an_unknown_name_is_told(self):
        assert rules.missing_includes("a.cpp", "std::flat_map<int, int> a;") == [
            "a.cpp: std::flat_map is not in the table of cpp_rules.py; add it"
        ]

    def test_comments_and_strings_use_nothing(self):
        text = '// std::find\n/* std::map */ "std::set" R"(std::list)" R"x(std::list)x"\n'
        assert rules.missing_includes("a.cpp", text) == []

    def test_own_headers_are_found(self):
        paths = {"include/pairwell/core/ids.hpp", "src/kernel/flow/flow.hpp", "bindings/arrays.hpp"}
        for path, header in {
            "src/core/ids.cpp": "include/pairwell/core/ids.hpp",
            "tests/unit/core/ids_test.cpp": "include/pairwell/core/ids.hpp",
            "benchmarks/core/ids_benchmark.cpp": "include/pairwell/core/ids.hpp",
            "src/kernel/flow/flow.cpp": "src/kernel/flow/flow.hpp",
            "bindings/arrays.cpp": "bindings/arrays.hpp",
            "src/core/other.cpp": None,
            "src/kernel/flow/flow.hpp": None,
        }.items():
            assert rules.own_header_of(path, paths) == header


class TestAggregates:
    def test_every_public_field_has_a_default(self):
        none(
            [
                complaint
                for path, text in CPP.items()
                if path.startswith("include/")
                for complaint in rules.fields_without_default(path, text)
            ]
        )

    def test_a_field_without_default_is_told(self):
        text = (
            "struct A {\n  int a;  // why\n  std::vector<int> b;\n  int c{};\n  int d = 0;\n"
            "  int f() { return d; }\n};"
        )
        assert rules.fields_without_default("a.hpp", text) == [
            "a.hpp:2: a has no default; write a{}",
            "a.hpp:3: b has no default; write b{}",
        ]

    def test_members_of_classes_and_locals_are_left_alone(self):
        text = "class A {\n  int a;\n};\nvoid f() {\n  int a;\n}"
        assert rules.fields_without_default("a.hpp", text) == []


class TestGil:
    def test_bindings_let_it_go_where_the_exit_waits_for_them(self):
        none(
            [
                complaint
                for path, text in CPP.items()
                if path.startswith("bindings/") and path != "bindings/interpreter.cpp"
                for complaint in rules.plain_gil_releases(path, text)
            ]
        )

    def test_a_plain_release_is_told(self):
        text = "f();  // gil_scoped_release\nconst py::gil_scoped_release release;"
        assert rules.plain_gil_releases("a.cpp", text) == [
            "a.cpp:2: gil_scoped_release is not waited for at exit; use WithoutGil"
        ]
        assert rules.plain_gil_releases("a.cpp", "const WithoutGil without_gil;") == []
