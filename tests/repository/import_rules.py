"""The rules that imports inside the Python package obey, each tried on bad samples."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

PACKAGE = PurePosixPath("python/pairwell")

# What a room may import besides itself; `_core`, `_arguments` and the like are open to all. A
# module that lies beside the rooms is a room of its own. Only `round` knows both people and
# numbers, and nothing but the command line knows the store, except the letters that are written
# from it.
MAY_IMPORT = {
    "_core": set(),
    "_arguments": set(),
    "_extras": set(),
    "_homes": set(),
    "_interrupt": set(),
    "_lazy": {"_homes"},
    "calendar": set(),
    "data": set(),
    "drawing": {"data"},
    "matching": {"data", "drawing"},
    "instances": {"data", "matching"},
    "scheme": {"calendar", "data"},
    "score": {"data", "scheme"},
    "round": {"data", "drawing", "matching", "scheme", "score"},
    "plot": {"bench", "data", "drawing", "matching", "round", "scheme", "score"},
    "board": {"data", "matching", "round", "score"},
    "store": {"data", "matching", "round", "scheme", "score"},
    "report": {"data", "drawing", "matching", "plot", "round", "scheme", "store"},
    "bench": {"drawing", "instances", "matching", "round", "scheme"},
    "cli": {"bench", "data", "report", "round", "scheme", "store"},
    "__main__": {"cli"},
}
OPEN_TO_ALL = {"_core", "_arguments", "_extras", "_interrupt"}

# The folders whose names are public, besides the root: the others hold a docstring and no names.
PUBLIC_ROOMS = {"cli", "plot", "store"}


def module_at(path: str) -> str | None:
    """The name of the module that a file of the package holds."""
    place = PurePosixPath(path)
    if not place.is_relative_to(PACKAGE) or place.suffix not in (".py", ".pyi"):
        return None
    parts = place.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room of a module: the first folder or file below the root, which has the empty name."""
    return module.partition(".")[2].partition(".")[0]


def imports(text: str, modules: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """The imports of a source wherever they stand, with line, module and name of it (or none)."""
    known = set(modules)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if node.level:
                    yield node.lineno, "." * node.level + (node.module or ""), alias.name
                elif full in known:
                    yield node.lineno, full, ""
                else:
                    yield node.lineno, node.module or "", alias.name


def wrong_imports(path: str, text: str, modules: Iterable[str]) -> list[str]:
    """Imports of the root, of a room that is out of reach, or of a name that is private."""
    module = module_at(path)
    if module is None or path.endswith(".pyi"):
        return []
    room, known = room_of(module), set(modules)
    complaints = []
    for line, target, name in imports(text, known):
        where = f"{path}:{line}"
        if target.startswith("."):
            complaints.append(f"{where}: a module of the package is imported by its full name")
        if target.split(".")[0] != "pairwell":
            continue
        if target == "pairwell":
            complaints.append(f"{where}: a module imports siblings, never the root of the package")
        elif target not in known:
            complaints.append(f"{where}: there is no module {target}")
        elif room and room_of(target) not in MAY_IMPORT.get(room, set()) | {room} | OPEN_TO_ALL:
            complaints.append(f"{where}: {room} must not import {target}")
        if name.startswith("_") and not name.startswith("__"):
            complaints.append(f"{where}: {name} is private to {target}")
    return complaints


def cycles(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Ways from a module back to itself, one for each place where a walk meets its own path."""
    complaints, done = [], set()

    def walk(module: str, path: list[str]) -> None:
        if module in path:
            complaints.append(" -> ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for target in sorted(graph.get(module, ())):
                walk(target, [*path, module])
            done.add(module)

    for module in sorted(graph):
        walk(module, [])
    return complaints


def import_graph(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """Which modules each module of the package imports, for types alone or later on included."""
    sources = {module_at(path): text for path, text in texts.items()}
    return {
        module: {
            target
            for _, target, _ in imports(text, sources)
            if target in sources and target != module
        }
        for module, text in sources.items()
        if module is not None
    }


def _is_of_typing(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "typing"


def more_than_names(path: str, text: str) -> list[str]:
    """What an `__init__.py` holds besides a docstring and, where it is public, its names."""
    module = module_at(path)
    if module is None or not path.endswith("/__init__.py"):
        return []
    tree = ast.parse(text)
    complaints = []
    if not ast.get_docstring(tree):
        complaints.append(f"{path}: begins without saying what the folder is")
    bound, listed = set(), set()
    nodes = [*tree.body[bool(ast.get_docstring(tree)) :]]
    if module == str(PACKAGE.name):  # the root imports its names when they are asked for
        blocks = [
            n for n in nodes if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"
        ]
        nodes = [n for n in nodes if n not in blocks and not _is_of_typing(n)]
        nodes += [n for block in blocks for n in block.body]
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.asname or alias.name for alias in node.names}
            bound |= {name for name in names if name == "__version__" or name[0] != "_"}
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            listed |= set(ast.literal_eval(node.value))
        else:
            complaints.append(f"{path}:{node.lineno}: holds more than imports and __all__")
    if bound != listed:
        complaints.append(f"{path}: imports and __all__ differ in {sorted(bound ^ listed)}")
    if bound and room_of(module) not in PUBLIC_ROOMS | {""}:
        complaints.append(f"{path}: {module} is private, so it holds no names")
    return complaints
