"""The example programs, each with what it prints when it is run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from site_parts import headers

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "docs" / "examples"
BUILT = ROOT / "build" / "python" / "docs" / "examples"
ARGUMENTS = {"round": [str(ROOT / "python" / "pairwell" / "data" / "pilot.toml")]}


def names() -> list[str]:
    """The programs, by name."""
    return sorted(source.stem for source in SOURCES.glob("*.cpp"))


def shown() -> str:
    """A section a program: what it is, its source and a run."""
    return "\n".join(section(name) for name in names())


def section(name: str) -> str:
    """One program: what it is, its source, and what a run of it prints."""
    text = (SOURCES / f"{name}.cpp").read_text(encoding="utf-8")
    about = re.match(r"(//.*\n)+", text)
    assert about, f"{name}.cpp begins by saying what it is"
    told = re.sub("^/+ ", "", about[0], flags=re.MULTILINE)
    run = subprocess.run(
        [BUILT / f"example_{name}", *ARGUMENTS.get(name, [])],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return (
        f"## {name}.cpp\n\n{headers.linked(told, markdown=True)}\n"
        f"```cpp\n{text[about.end() :].strip()}\n```\n\n"
        f"It prints:\n\n```text\n{run.stdout.strip()}\n```\n"
    )
