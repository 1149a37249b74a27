"""The pilot's file says its questions and criteria itself; what they mean is what it always was."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

import pairwell as pw

DATA = files("pairwell") / "data"
OLD = Path(__file__).parents[2] / "support" / "programmes" / "pilot-with-weights.toml"


@pytest.fixture(scope="module")
def programmes():
    return pw.Programme.read(OLD), pw.Programme.read(DATA / "pilot.toml")


@pytest.mark.parametrize("what", ["questions", "criteria", "rules", "places", "timetable"])
def test_it_asks_and_compares_what_a_file_with_weights_alone_does(programmes, what):
    old, new = programmes
    assert getattr(old, what) == getattr(new, what)


@pytest.mark.parametrize("seed", [1, 2017, 77])
def test_points_are_the_same_pair_by_pair(programmes, seed):
    cohort = pw.synthetic_cohort(programmes[1], mentees=40, mentors=25, seed=seed)
    tables = [
        pw.score_pairs(
            programme,
            pw.read_mentees(cohort.mentees, programme).forms,
            pw.read_mentors(cohort.mentors, programme).forms,
        )
        for programme in programmes
    ]
    assert np.array_equal(tables[0].units, tables[1].units)
    assert np.array_equal(tables[0].coverage, tables[1].coverage)
    assert np.array_equal(tables[0].allowed, tables[1].allowed)
