"""Writes python/pairwell/_homes.py from the names in __init__.py, or says how they differ.

Run after a change of the public names: ``python tests/repository/homes.py --write``.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "python" / "pairwell"
HOMES = PACKAGE / "_homes.py"


def homes(text: str) -> dict[str, str]:
    """The module of each name that the package imports for type checkers; a module is its own."""
    blocks = [node for node in ast.parse(text).body if isinstance(node, ast.If)]
    assert [ast.unparse(block.test) for block in blocks] == ["TYPE_CHECKING"]
    found = {"_core": "pairwell._core"}
    for node in blocks[0].body:
        assert isinstance(node, ast.ImportFrom), ast.unparse(node)
        for alias in node.names:
            is_module = node.module == "pairwell"
            found[alias.name] = f"{node.module}.{alias.name}" if is_module else str(node.module)
    return dict(sorted(found.items()))


def written() -> str:
    """The text of the file."""
    lines = [f'    "{name}": "{home}",' for name, home in homes(_names()).items()]
    return "\n".join(
        [
            '"""The module of each public name; tests/repository/homes.py writes this file."""',
            "",
            "HOMES = {",
            *lines,
            "}",
            "",
        ]
    )


def _names() -> str:
    return (PACKAGE / "__init__.py").read_text("utf-8")


def main() -> int:
    """Write the file, or compare it."""
    if "--write" in sys.argv[1:]:
        HOMES.write_text(written(), "utf-8")
        return 0
    if HOMES.read_text("utf-8") == written():
        return 0
    print("python/pairwell/_homes.py is out of date: python tests/repository/homes.py --write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
