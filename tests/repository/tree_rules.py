"""The rules that the tree obeys: functions from texts to complaints, each tried on bad samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# What a module may include besides itself. `round` is the one place where people meet numbers.
MAY_INCLUDE = {
    "core": set(),
    "kernel": set(),
    "scheme": {"core"},
    "score": {"core", "scheme"},
    "match": {"core", "kernel"},
    "graph": {"core", "match"},
    "cohort": {"core", "scheme", "score", "match"},
    "round": {"core", "scheme", "score", "match"},
}

# The places of Boost.Graph: the headers that want it, which belong to pairwell::graph, and what
# stands on them.
GRAPH_PLACES = "|".join(
    [
        r"include/pairwell/graph/(bipartite|maximum_weight|maximum_weight_check|problem_graph|problem_of)\.hpp",
        r"(src|tests/unit|benchmarks)/graph/\w+\.(cpp|hpp)",
        r"tests/property/graph_test\.cpp",
        r"tests/support/graphs\.hpp",
        r"docs/examples/graph\.cpp",
    ]
)

# Where each library may be included: a pattern of the include, a pattern of the paths.
MAY_USE = [
    (r"lemon/", r"python/pairwell/bench/lemon_peer\.cpp"),
    (r"boost/date_time/", r"src/scheme/calendar\.cpp"),
    (r"boost/hash2/", r"src/core/sha256\.hpp"),
    (r"boost/math/", r"src/scheme/evaluation\.cpp"),
    (
        r"boost/",
        r"python/pairwell/bench/boost_peer\.cpp|src/scheme/(calendar|evaluation)\.cpp|src/core/sha256\.hpp|"
        + GRAPH_PLACES,
    ),
    (r"toml\+\+/", r"src/scheme/programme_toml\w*\.(cpp|hpp)"),
    (
        r"hwy/",
        r"src/(kernel/assignment/(tied|whole)_rows|kernel/candidates/(unit_)?scan|score/rows)\.cpp|src/vectors\.hpp",
    ),
    (r"pybind11/", r"bindings/\w+\.(cpp|hpp)"),
    (r"gtest/|gmock/", r"tests/.+"),
    (r"benchmark/", r"benchmarks/.+"),
]

# Headers of people's affairs that no scorer and no engine may see: the include, the modules.
OUT_OF_REACH = [
    (
        r"(?:pairwell/)?scheme/(?:funds|monitoring|supervision|evaluation)",
        {"score", "match", "kernel"},
    ),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def module_of(path: str) -> str | None:
    """The module that a file under include/ or src/ belongs to."""
    found = re.fullmatch(r"(?:include/pairwell|src)/(\w+)/.+", path)
    return found[1] if found else None


def wrong_includes(path: str, text: str) -> list[str]:
    """Includes that break the order of the modules or the walls around the libraries."""
    complaints = []
    module = module_of(path)
    for include in INCLUDE.findall(text):
        target = re.match(r"(?:pairwell/)?(\w+)/", include)
        allowed = MAY_INCLUDE.get(module, set(MAY_INCLUDE)) | {module}
        if target and target[1] in MAY_INCLUDE and target[1] not in allowed:
            complaints.append(f"{path}: {module} must not include {include}")
        if include.startswith("kernel/") and path.startswith("include/"):
            complaints.append(f"{path}: the kernel is private, so no header may include {include}")
        if include == "pairwell/pairwell.hpp" and module:
            complaints.append(f"{path}: the library does not include its own umbrella")
        for header, modules in OUT_OF_REACH:
            if re.match(header, include) and module in modules:
                complaints.append(f"{path}: {include} is out of the reach of {module}")
        for library, places in MAY_USE:
            if re.match(library, include) and not re.fullmatch(places, path):
                complaints.append(f"{path}: {include} has no place here")
    return complaints


def orphans(paths: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """Public headers without their source, test, section of the reference, or line in a list."""
    paths = set(paths)
    complaints = []
    source_list = texts["src/CMakeLists.txt"]
    umbrella = texts["include/pairwell/pairwell.hpp"]
    for path in sorted(paths):
        found = re.fullmatch(r"include/pairwell/(\w+)/(\w+)\.hpp", path)
        if not found:
            continue
        module, stem = found.groups()
        for partner in (f"src/{module}/{stem}.cpp", f"tests/unit/{module}/{stem}_test.cpp"):
            if partner not in paths:
                complaints.append(f"{path}: there is no {partner}")
        page = f"docs/reference/{module}.md"
        if not re.search(rf"^##+ .*\b{stem}\b", texts.get(page, ""), re.MULTILINE | re.IGNORECASE):
            complaints.append(f"{path}: {page} has no section about {stem}")
        if not re.search(rf"\s{module}/{stem}[\s)]", source_list):
            complaints.append(f"{path}: src/CMakeLists.txt does not list {module}/{stem}")
        # graph/ is for tests and for people who know Boost.Graph: most readers want match/.
        in_umbrella = f'#include "pairwell/{module}/{stem}.hpp"' in umbrella
        if in_umbrella != (module != "graph"):
            complaints.append(f"{path}: the umbrella should{' not' * in_umbrella} include it")
    return complaints


def unlisted_sources(paths: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """Sources that stand in a folder but in no list of CMake, so that nothing compiles them."""
    complaints = []
    for path in sorted(paths):
        if found := re.fullmatch(r"src/(\w+/\w+)\.cpp", path):
            listed = re.search(rf"\s{found[1]}(\.cpp)?[\s)]", texts.get("src/CMakeLists.txt", ""))
        elif found := re.fullmatch(r"tests/(unit|property)/(?:(\w+)/)?(\w+)_test\.cpp", path):
            folder = re.escape(found[2] or ".")
            call = rf"pairwell_tests\(\w+ \d+ {found[1]} {folder}\s[^)]*\b{found[3]}\b"
            listed = re.search(call, texts.get("tests/CMakeLists.txt", ""))
        elif found := re.fullmatch(r"(bindings|docs/examples|tests/fuzz)/(\w+)\.cpp", path):
            name = found[2].removeprefix("fuzz_")
            listed = re.search(rf"\b{name}\b", texts.get(f"{found[1]}/CMakeLists.txt", ""))
        elif found := re.fullmatch(r"benchmarks/(\w+)/(\w+)_benchmark\.cpp", path):
            header = rf"\b{found[1]}/{found[2]}\b"
            listed = re.search(header, texts.get("benchmarks/CMakeLists.txt", ""))
        else:
            continue
        if not listed:
            complaints.append(f"{path}: no CMakeLists.txt lists it")
    return complaints


def not_ascii(path: str, text: str) -> list[str]:
    """Lines with a character that is not ASCII."""
    return [
        f"{path}:{number}: {line.strip()!a}"
        for number, line in enumerate(text.splitlines(), 1)
        if not line.isascii()
    ]


def without_fences(text: str) -> str:
    """Markdown without its fenced blocks: links and headings in them are not the page's."""
    return re.sub(r"^( *)(```|~~~).*?^\1\2 *$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    found = set()
    for heading in re.findall(r"^#+ +(.+?) *$", without_fences(text), re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(words.replace(" ", "-"))
    return found


def broken_links(path: str, text: str, texts: Mapping[str, str], paths: Iterable[str]) -> list[str]:
    """Links of a Markdown page to files or headings that are not there."""
    paths = set(paths)
    folders = {
        "/".join(p.split("/")[:depth]) for p in paths for depth in range(1, p.count("/") + 1)
    }
    complaints = []
    for target in re.findall(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)", without_fences(text)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        parts = path.split("/")[:-1] if file else path.split("/")
        for part in file.rstrip("/").split("/"):
            if part == "..":
                parts = parts[:-1]
            elif part not in (".", ""):
                parts.append(part)
        place = "/".join(parts)
        if place and place not in paths and place not in folders:
            complaints.append(f"{path}: {target} leads nowhere")
        elif anchor and place.endswith(".md") and anchor not in anchors(texts[place]):
            complaints.append(f"{path}: {target} names no heading of {place}")
    return complaints


HEADINGS_OF_A_DECISION = ["Status", "Deciders", "Date", "Context", "Decision", "Consequences"]


def wrong_decision(path: str, text: str) -> list[str]:
    """A decision record that lacks its number, its title, or its six headings in their order."""
    complaints = []
    if not re.fullmatch(r"docs/decisions/\d{4}-[a-z0-9-]+\.md", path):
        complaints.append(f"{path}: a record is named by four digits and its subject")
    if not text.startswith("# "):
        complaints.append(f"{path}: a record begins with its title")
    headings = re.findall(r"^## (.+?) *$", without_fences(text), re.MULTILINE)
    if headings != HEADINGS_OF_A_DECISION:
        complaints.append(f"{path}: has the headings {headings}, not {HEADINGS_OF_A_DECISION}")
    return complaints


def banned_words(glossary: str) -> dict[str, str]:
    """The words that the glossary's tables rule out, each with the word to use instead."""
    banned = {}
    for word, _, instead_of in re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", glossary, re.MULTILINE
    ):
        for wrong in re.findall(r"`([^`]+)`", instead_of):
            banned[wrong] = word.strip(" *")
    return banned


def wrong_words(path: str, text: str, banned: Mapping[str, str]) -> list[str]:
    """Lines that say a thing by another word than the glossary's."""
    complaints = []
    for wrong, right in banned.items():
        pattern = re.compile(rf"\b{wrong}s?\b", re.IGNORECASE)
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                complaints.append(f"{path}:{number}: says '{wrong}', the word is '{right}'")
    return complaints


# Folders of one person's machine have no business in the tree. In two parts, so as not to find
# this line.
MACHINE_PATH = re.compile("(?<![\\w.>})/])/" + "(work|root|home|Users)/\\w")


def machine_paths(path: str, text: str) -> list[str]:
    """Lines that name a folder of somebody's machine."""
    return [
        f"{path}:{number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
