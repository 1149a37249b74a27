"""Scores are points with labels, exact units and answers."""

from importlib.resources import files

import numpy as np
import pytest
from labelled import BEST, MENTEES, POINTS, finding_of, findings_of, frame, scores_like

import pairwell as pw


@pytest.fixture(scope="module")
def scores():
    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    forms = (pw.read_mentees(data / "mentees.csv", programme).forms,
             pw.read_mentors(data / "mentors.csv", programme).forms)  # fmt: skip
    return pw.score_pairs(programme, *forms)


class TestScores:
    def test_a_table_of_scores_is_a_problem_with_labels(self, scores):
        problem = pw.Problem(scores)
        assert (problem.mentee_labels, problem.mentor_labels) == (scores.mentees, scores.mentors)
        by_hand = pw.Problem(
            scores.points, scale=1000, forbidden=~scores.allowed,
            mentee_keys=list(scores.mentees), mentor_keys=list(scores.mentors),
        )  # fmt: skip
        assert problem == by_hand
        assert (problem.scale, problem.rounding) == (1000, 0.0)
        capacity = dict.fromkeys(scores.mentors, 2)
        matching = pw.match(scores, mentor_capacity=capacity)
        assert matching.verify()
        assert set(matching.table()["mentee"]) <= set(scores.mentees)
        assert pw.Problem(scores.to_pandas(), scale=1000).admissible()[1].tolist() == (
            problem.admissible()[1].tolist()
        )

    def test_units_are_taken_exactly(self):
        problem = pw.Problem(scores_like(), forbidden=[("ana@x.org", "Xu")])
        units = (np.array(POINTS) + 2**55)[[0, 1, 2, 2], [1, 1, 0, 1]].tolist()
        assert problem.admissible()[1].tolist() == units
        assert problem.replace(forbidden=None).admissible()[1].tolist()[0] == 2**55 + 9
        assert pw.match(problem, BEST).verify()

    def test_an_answer_is_a_capacity_and_a_group(self):
        scores = scores_like(
            mentor_answers={"How many mentees?": [2, 1], "Site": ["Hull", None]},
            mentee_answers={"Until": [1, None, 1]},
        )
        problem = pw.Problem(
            scores, mentor_capacity="How many mentees?", mentor_groups=("Site", {"Hull": 1})
        )
        assert problem.mentor_capacity == [(0, 2), (0, 1)]
        assert problem.mentor_groups == [("Hull", [0], (0, 1))]
        assert pw.match(scores, mentor_capacity="How many mentees?").problem.mentor_capacity == (
            problem.mentor_capacity
        )
        again = pw.Problem(scores).replace(mentor_capacity="How many mentees?")
        assert again.mentor_capacity == problem.mentor_capacity
        finding = finding_of(pw.Problem, scores, mentor_capacity="How many mentee?")
        assert "Did you mean 'How many mentees?'?" in finding.message
        finding = finding_of(pw.Problem, scores, mentee_capacity="Until")
        assert (finding.rule, finding.value) == ("missing", "ben@x.org")
        finding = finding_of(pw.Problem, frame(), mentor_capacity="How many mentees?")
        assert (finding.rule, finding.column) == ("type", "mentor_capacity")

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"units": np.ones((3, 3), np.int64)}, "shape"),
            ({"units": np.ones((3, 2))}, "shape"),
            ({"allowed": np.ones((3, 2), int)}, "shape"),
            ({"mentees": MENTEES[:2]}, "shape"),
            ({"scale": 0}, "scale"),
            ({"mentors": ["Xu", "Xu"]}, "duplicate"),
        ],
    )
    def test_parts_that_do_not_fit_are_refused(self, change, rule):
        assert rule in [finding.rule for finding in findings_of(pw.Problem, scores_like(**change))]
        assert finding_of(pw.Problem, scores_like(), scale=10).rule == "scale"
