"""The guide lists every letter and every variable; every template is a letter's or used by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pairwell.report.letters import KINDS, samples

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "letters.md").read_text("utf-8")
TEMPLATES = ROOT / "python" / "pairwell" / "report" / "templates" / "letters"


def listed(heading: str) -> list[str]:
    """What the first column of a table of the guide names."""
    table = GUIDE.split(f"\n| {heading} |")[1].split("\n\n")[0]
    rows = [line.split(" | ")[0] for line in table.splitlines()[2:]]
    return [name for row in rows for name in re.findall(r"`([\w.]+)`", row)]


def paths(facts: dict[str, Any], under: str = "") -> Iterator[str]:
    for key, value in facts.items():
        inner = value[0] if isinstance(value, list) and value else value
        if not (isinstance(inner, dict) and key == "programme"):
            yield under + key
        if isinstance(inner, dict):
            yield from paths(inner, f"{under}{key}.")


def test_the_guide_lists_every_letter():
    assert listed("kind") == list(KINDS)


def test_the_guide_lists_every_variable():
    every = {path for kind in KINDS for facts in samples(kind) for path in paths(facts)}
    names = listed("variable")
    assert len(names) == len(set(names))
    assert set(names) == every


def test_every_template_is_of_a_letter_or_around_it():
    names = {path.name.removesuffix(".md.j2") for path in TEMPLATES.iterdir()}
    assert names == {*KINDS, "applied", "frame", "news"}
