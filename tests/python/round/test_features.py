"""What pairs are worth by criteria, with no table of them."""

from importlib.resources import files

import numpy as np
import pytest

import pairwell as pw

DATA = files("pairwell") / "data"
MENTEES = {"Name": ["ana", "ben", "cai"], "Grade": [1, 2, 3], "Town": ["Leeds", "York", None]}
MENTORS = {"Name": ["Xu", "Yates"], "Grade": [3, 4], "Town": ["York", "Leeds"]}
CRITERIA = [pw.gap("Grade", low=1, high=2, weight=3), pw.same("Town", weight=1)]


def test_are_the_points_of_score() -> None:
    asked = {"index": "Name", "forbid": [pw.same("Town")]}
    features = pw.features(MENTEES, MENTORS, CRITERIA, **asked)
    scores = pw.score(MENTEES, MENTORS, CRITERIA, **asked)
    np.testing.assert_array_equal(
        features.points(), np.where(scores.allowed, scores.units / 1000, -np.inf)
    )
    np.testing.assert_array_equal(
        features.points(slice(1, 3), slice(0, 1)), features.points()[1:, :1]
    )
    assert (features.mentees, features.mentors) == (scores.mentees, scores.mentors)
    assert not scores.allowed.all()


def test_of_forms_match_as_their_round_does() -> None:
    programme = pw.Programme.read(DATA / "pilot.toml")
    forms = (
        pw.read_mentees(DATA / "mentees.csv", programme).forms,
        pw.read_mentors(DATA / "mentors.csv", programme).forms,
    )
    features = pw.features(programme, *forms)
    scores = pw.score_pairs(programme, *forms)
    found = pw.match_on_demand(features, list_length=4, seed=3)
    wanted = pw.match(scores, seed=3)
    assert found.matching.pairs.tolist() == wanted.pairs.tolist()
    assert found.verify()
    assert features.digest == pw.features(programme, *forms).digest
    assert features.digest != pw.features(programme, forms[0][1:], forms[1]).digest


def test_refuse_what_takes_a_table() -> None:
    own = pw.custom([[1.0, 0.5]] * 3, weight=1, name="own")
    with pytest.raises(pw.InvalidInput) as caught:
        pw.features(MENTEES, MENTORS, [*CRITERIA, own], index="Name", forbid=[("ana", "Xu")])
    assert [finding.rule for finding in caught.value.findings] == ["table", "table"]
    with pytest.raises(TypeError):
        pw.features(MENTEES, MENTORS, CRITERIA, least_coverage=3)
    programme = pw.preset("pilot")
    with pytest.raises(TypeError, match="index"):
        pw.features(programme, [], [], index="Name")
