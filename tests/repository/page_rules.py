"""What pages say of the tree, held against the tree: functions from texts to complaints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch

from tree_rules import INCLUDE, module_of, without_fences

# The libraries that pages name, each with a pattern of its includes: the first that fits counts.
LIBRARIES = {
    "Boost.Date_Time": r"boost/date_time/",
    "Boost.Hash2": r"boost/hash2/",
    "Boost.Math": r"boost/math/",
    "Boost.Graph": r"boost/(concept|graph|iterator|property_map)/",
    "toml++": r"toml\+\+/",
    "Highway": r"hwy/",
}


def section(page: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    return found[1] if found else ""


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table, without the headings of columns."""
    lines = text.splitlines()
    is_rule = [bool(re.fullmatch(r"\|( *:?-+:? *\|)+", line)) for line in lines] + [False]
    return [
        re.split(r" *(?<!\\)\| *", line)[1:-1]
        for number, line in enumerate(lines)
        if line.startswith("|") and not is_rule[number] and not is_rule[number + 1]
    ]


def quoted(text: str) -> list[str]:
    """What stands between single backquotes."""
    return re.findall(r"`([^`]+)`", without_fences(text))


def wrong_diagram(page: str, may_include: Mapping[str, set[str]]) -> list[str]:
    """Modules and arrows of the diagram of modules that differ from what may be included."""
    found = re.search(r"```mermaid\n(.*?)```", section(page, "Modules"), re.S)
    lines = [line.strip() for line in (found[1] if found else "").splitlines()[1:]]
    names = {}
    drawn: dict[str, set[str]] = {}
    for line in lines:
        if arrow := re.fullmatch(r"(\w+) --> (\w+)", line):
            drawn.setdefault(names.get(arrow[1], arrow[1]), set()).add(
                names.get(arrow[2], arrow[2])
            )
        elif node := re.fullmatch(r'(\w+)(?:\["(\w+)[^"]*"\])?', line):
            names[node[1]] = node[2] or node[1]
            drawn.setdefault(names[node[1]], set())
        else:
            return [f"the diagram of modules has the line {line!r}, which is no module or arrow"]
    return [
        f"{module}: the diagram draws {drawn.get(module)}, the rule is {may_include.get(module)}"
        for module in sorted(set(drawn) | set(may_include))
        if drawn.get(module) != may_include.get(module)
    ]


def libraries_of(texts: Mapping[str, str]) -> dict[str, dict[str, set[str]]]:
    """The libraries that each module includes, with the names of the files that do."""
    used: dict[str, dict[str, set[str]]] = {}
    for path, text in texts.items():
        if module := module_of(path):
            of_module = used.setdefault(module, {})
            for include in INCLUDE.findall(text):
                for library, pattern in LIBRARIES.items():
                    if re.match(pattern, include):
                        of_module.setdefault(library, set()).add(path.split("/")[-1])
                        break
    return used


def wrong_libraries(page: str, texts: Mapping[str, str]) -> list[str]:
    """Rows of the table of modules whose libraries, or their files, differ from the includes."""
    used = libraries_of(texts)
    complaints = []
    listed = set()
    for name, _, cell in rows(section(page, "Modules")):
        module = name.strip("`")
        listed.add(module)
        said = {}
        for part in [] if cell == "none" else cell.split(";"):
            library, _, where = part.strip().partition(", in ")
            said[library] = quoted(where)
        for library in sorted(set(said) | set(used.get(module, ()))):
            files = used.get(module, {}).get(library)
            if files is None:
                complaints.append(f"{module}: the page says {library}, which nothing includes")
            elif library not in said:
                complaints.append(f"{module}: {sorted(files)} include {library}, the page does not")
            elif globs := said[library]:
                strange = {f for f in files if not any(fnmatch(f, glob) for glob in globs)}
                idle = {glob for glob in globs if not any(fnmatch(f, glob) for f in files)}
                if strange or idle:
                    complaints.append(
                        f"{module}: {library} is in {sorted(files)}, not in {sorted(globs)} alone"
                    )
    if listed != set(used):
        complaints.append(f"the table of modules differs in {sorted(listed ^ set(used))}")
    return complaints


def foreign_includes(path: str, text: str) -> list[str]:
    """Includes of a public header that are neither the standard library's nor pairwell's."""
    if not path.startswith("include/") or module_of(path) == "graph":
        return []
    return [
        f"{path}: {include} is neither of the standard library nor of pairwell"
        for include in INCLUDE.findall(text)
        if not re.fullmatch(r"[a-z_0-9]+|pairwell/.+\.hpp", include)
    ]


def folders_below(folder: str, paths: Iterable[str]) -> set[str]:
    """The folders that lie directly in a folder ("" for the root), hidden ones left out."""
    inside = (path.removeprefix(folder) for path in paths if path.startswith(folder))
    return {f"{path.split('/')[0]}/" for path in inside if "/" in path and not path.startswith(".")}


def wrong_folders(page: str, paths: Iterable[str]) -> list[str]:
    """Rows about folders that leave out a folder of the tree, or name one that is not there."""
    paths = set(paths)
    table = rows(section(page, "Folders"))
    named = {folder for name, _ in table for folder in quoted(name)}
    complaints = [
        f"the table of folders differs in {folder}"
        for folder in sorted(named ^ folders_below("", paths))
    ]
    for name, text in table:
        inside = {word for word in quoted(text) if word.endswith("/") and word.count("/") == 1}
        there = {inner for folder in quoted(name) for inner in folders_below(folder, paths)}
        if inside and inside != there:
            complaints.append(f"the row of {name} differs in {sorted(inside ^ there)}")
    return complaints


def misnamed_bindings(paths: Iterable[str]) -> list[str]:
    """Binding files whose name begins with neither a module nor a public header."""
    paths = set(paths)
    public = [re.fullmatch(r"include/pairwell/(\w+)/(\w+)\.hpp", path) for path in paths]
    names = {name for found in public if found for name in found.groups()}
    return [
        f"{path}: is named after neither a module nor a header"
        for path in sorted(paths)
        if (found := re.fullmatch(r"bindings/bind_(\w+)\.[ch]pp", path))
        and not any(f"{found[1]}_".startswith(f"{name}_") for name in names)
    ]


def wrong_commands(page: str, commands: Mapping[str, set[str]]) -> list[str]:
    """Commands that no table of the page lists, rows of no command, and options of none."""
    groups = {name.split()[0] for name in commands if " " in name}
    listed, complaints = set(), []
    for table in re.findall(r"^\| command .*?(?=^$|\Z)", page, re.M | re.S):
        for row in rows(table):
            for name in quoted(row[0]):
                inside = {f"{name} {word}" for word in quoted(row[1])} & set(commands)
                listed |= inside or {name}
                if name not in commands and name not in groups:
                    complaints.append(f"there is no command {name}")
    complaints += [f"no table lists the command {name}" for name in sorted(set(commands) - listed)]
    options = set().union(*commands.values())
    complaints += [
        f"no command has the option {option}"
        for option in sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page)) - options)
    ]
    return complaints


def wrong_options(page: str, options: Mapping[tuple[str, str], Iterable[str]]) -> list[str]:
    """Options that the page's table does not have as the commands do, and rows of no option.

    By its spellings ("`--out`, `-o`") and what its help says, an option has the commands it is of;
    where they are many, a row may say "all but" and the others.
    """
    every = {name for commands in options.values() for name in commands}
    (table,) = re.findall(r"^\| option .*?(?=^$|\Z)", page, re.M | re.S)
    told = {}
    for spellings, of, does in rows(table):
        names = set(quoted(of))
        told[", ".join(quoted(spellings)), does] = (
            every - names if of.startswith("all but") else names
        )
    have = {key: set(commands) for key, commands in options.items()}
    return [
        f"{' '.join(key)!r} is of {sorted(have.get(key, ()))}, and the page says"
        f" {sorted(told.get(key, ()))}"
        for key in sorted({*have, *told})
        if have.get(key) != told.get(key)
    ]


def untimed_headers(readme: str, paths: Iterable[str], last_section: str) -> list[str]:
    """Public headers with neither a benchmark nor a reason in the last section, or with both.

    Also benchmarks of no header, public or private, and those that the page leaves out.
    """
    paths = set(paths)
    headers = {
        path.removeprefix("include/pairwell/")
        for path in paths
        if re.fullmatch(r"include/pairwell/\w+/\w+\.hpp", path)
    }
    private = {path.removeprefix("src/") for path in paths if re.fullmatch(r"src/.+\.hpp", path)}
    programs = {
        f"{found[1]}.hpp"
        for path in paths
        if (found := re.fullmatch(r"benchmarks/(\w+/\w+)_benchmark\.cpp", path))
    }
    reasons = section(readme, last_section)
    excused = {name for header, _ in rows(reasons) for name in quoted(header)}
    named = set(quoted(readme[: -len(reasons) or None]))
    named |= set(re.findall(r"^## (\w+/\w+\.hpp)$", readme, re.M))
    return (
        [f"{h}: has neither a benchmark nor a reason" for h in sorted(headers - programs - excused)]
        + [f"{h}: has both a benchmark and a reason" for h in sorted(programs & excused)]
        + [f"{h}: is no public header" for h in sorted(excused - headers)]
        + [f"{h}: is timed, and no header" for h in sorted(programs - headers - private)]
        + [f"{h}: is timed, and the page does not say so" for h in sorted(programs - named)]
    )
