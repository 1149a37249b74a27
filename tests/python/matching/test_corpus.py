"""The published corpus: made again to the byte, and proved."""

import runpy
from pathlib import Path

import pytest

import pairwell as pw

CORPUS = Path(__file__).parents[3] / "docs" / "corpus"
MAKE = runpy.run_path(str(CORPUS / "make.py"))
NAMES = sorted(path.name for path in CORPUS.glob("*.json"))


def test_it_is_what_its_script_makes(tmp_path):
    page = (CORPUS / "README.md").read_text("utf-8")
    (tmp_path / "README.md").write_text(page, "utf-8")
    MAKE["main"](tmp_path)
    made = {path.name for path in tmp_path.iterdir()}
    there = {path.name for path in CORPUS.iterdir()} - {"make.py", "__pycache__"}
    assert made == there
    for name in made:
        assert (tmp_path / name).read_bytes() == (CORPUS / name).read_bytes(), name


def test_it_is_small_and_of_many_kinds():
    assert sum(path.stat().st_size for path in CORPUS.iterdir() if path.is_file()) < 300_000
    stages = {
        stage.name
        for name in NAMES
        for stage in pw.instances.read_proved(CORPUS / name).matching.stages
    }
    assert {"most_pairs", "most_points", "best_worst", "leximin", "rank_maximal", "lottery"} <= (
        stages
    )
    assert any(not pw.instances.read_proved(CORPUS / name).matching for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_proof_holds(name):
    proved = pw.instances.read_proved(CORPUS / name)
    assert proved.verify()
    assert proved.about["title"] == name.removesuffix(".json")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.asn")), ids=lambda path: path.stem)
def test_a_file_of_dimacs_is_the_same_problem(path):
    proved = pw.instances.read_proved(path.with_suffix(".json"))
    assert pw.verify(pw.instances.read_dimacs(path).problem(), proved.matching)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.soi")), ids=lambda path: path.stem)
def test_a_file_of_preflib_is_the_same_problem(path):
    proved = pw.instances.read_proved(path.with_suffix(".json"))
    problem = pw.instances.read_preferences(path).problem(alternative_capacity=3)
    assert pw.verify(problem, proved.matching)
