"""The stages of the objective stand in one table; what else names them is compared with it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args, get_origin

import pytest

import pairwell as pw
from pairwell import _core
from pairwell.matching.stages import PlainStage, as_written

ROOT = Path(__file__).parents[2]
ROWS = _core.stage_rows()
NAMES = [row.name for row in ROWS]


def section(page: str, heading: str) -> str:
    text = (ROOT / page).read_text(encoding="utf-8")
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


class TestPages:
    def test_the_reference_has_the_table_of_types_in_order(self):
        text = section("docs/reference/match.md", "`match/objective.hpp`")
        rows = re.findall(r"^\| `(\w+)\{\w*\}` \| `(.+?)` \|", text, re.MULTILINE)
        types = ["".join(word.title() for word in name.split("_")) for name in NAMES]
        assert [type_ for type_, _ in rows] == types
        written = [(re.findall(r'"(\w+)"', python), python[0] == "(") for _, python in rows]
        assert written == [([row.name], row.parameter is not None) for row in ROWS]

    def test_the_reference_says_what_each_value_is(self):
        text = section("docs/reference/match.md", "`match/match.hpp`")
        assert sorted(first_cells(text)) == sorted(NAMES)

    def test_the_guide_lists_those_of_programmes_in_order(self):
        text = section("docs/guide/programme-file.md", "`[objective]`").split("The stages are")[1]
        listed = [name for name in re.findall(r"`(\w+)`", text.split("A choice is")[0])]
        assert listed == [row.name for row in ROWS if row.is_of_programmes]

    @pytest.mark.parametrize("page", ["docs/design/matching.md", "CHANGELOG.md"])
    def test_these_name_every_stage(self, page):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [name for name in NAMES if f"`{name}`" not in text] == []

    def test_the_docstring_of_match_writes_every_stage(self):
        assert pw.match.__doc__ is not None
        named = set(re.findall(r'"(\w+)"', pw.match.__doc__))
        assert named >= set(NAMES)


def names_in(alias: object) -> set[str]:
    """The texts of a Literal, or of several in a union."""
    if isinstance(alias, str):
        return {alias}
    return {name for part in get_args(alias) for name in names_in(part)}


def test_every_row_has_words():
    for row in ROWS:
        assert row.title
        assert all(row.reached)
        assert row.parameter in (None, "points", "pairs", "seed")


def test_no_python_file_lists_the_stages_but_for_type_checkers():
    package = ROOT / "python" / "pairwell"
    for path in set(package.rglob("*.py")) - {package / "matching" / "stages.py"}:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert len(texts & set(NAMES)) < 3, f"{path}: read pairwell.matching.stages instead"


def test_type_checkers_know_every_stage_and_no_other():
    assert names_in(pw.StageName) == set(NAMES)
    plain = {row.name for row in ROWS if row.parameter in (None, "seed")}
    assert set(get_args(PlainStage)) == plain
    pairs = [each for each in get_args(pw.Stage) if get_origin(each) is tuple]
    assert {get_args(get_args(pair)[0])[0] for pair in pairs} == {
        row.name for row in ROWS if row.parameter is not None
    }


def test_python_takes_every_stage_as_it_is_written():
    problem = pw.Problem([[3, 2], [2, 2]])
    parameters = {"points": 2, "pairs": [(0, 0)], "seed": 5}
    for row in ROWS:
        stage = row.name if row.parameter is None else (row.name, parameters[row.parameter])
        matching = pw.match(problem, ["most_pairs", stage] if row != ROWS[0] else [stage])
        assert row.name in [result.name for result in matching.stages]
        assert matching.verify()


def test_an_unknown_stage_is_answered_with_all_of_them():
    with pytest.raises(pw.InvalidInput) as fault:
        pw.match(pw.Problem([[1]]), ["most_joy"])
    assert all(as_written(row) in str(fault.value) for row in ROWS)
