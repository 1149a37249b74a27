"""Prints the oldest versions that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def requirements(pyproject: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is required to build, use and test the package."""
    project = pyproject["project"]
    yield from pyproject["build-system"]["requires"]
    yield from project["dependencies"]
    for extra in project["optional-dependencies"].values():
        yield from (r for r in extra if not re.match(rf"{project['name']}\b", r))
    for group in pyproject["dependency-groups"].values():
        yield from group


def floors(required: Iterable[str]) -> dict[str, str]:
    """The oldest version of each, by its name; the newest of those where it is required twice.

    Raises
    ------
    ValueError
        That names a requirement without an oldest version.
    """
    found: dict[str, tuple[int, ...]] = {}
    for requirement in required:
        parts = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?(?:>=|==)([\d.]+)(?:,|$)", requirement)
        if not parts:
            raise ValueError(f"{requirement} has no oldest version: give it one, by >= or ==")
        version = tuple(int(number) for number in parts[2].split("."))
        found[parts[1]] = max(version, found.get(parts[1], version))
    return {name: ".".join(map(str, version)) for name, version in found.items()}


if __name__ == "__main__":
    for name, version in floors(requirements(tomllib.loads(PYPROJECT.read_text("utf-8")))).items():
        print(f"{name}=={version}")
